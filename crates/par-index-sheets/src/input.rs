//! Any file of assessments: which kind it is, and who reads it.

use par_index::{Finding, FindingCode, Inputs, Place, RowList};

use crate::file::{File, open};
use crate::headings::is_any;
use crate::record::End;
use crate::table::Table;
use crate::text::delimiter;
use crate::{long, wide};

/// What an assessment table may look like, for the finding that one looks otherwise.
const TABLES: &str = "unit, component, self, appraised, survey | unit, 1.1, 1.2, …";

/// Reads a file of assessments into the inputs: JSON, or a CSV table, long or wide.
///
/// The kind follows from the name's end, without one from the first character. Whatever cannot be
/// read is a finding of the inputs.
///
/// ```
/// use par_index::{framework, Inputs};
/// let mut inputs = Inputs::new(&framework("vn-ministry-2023")?);
/// par_index_sheets::read_input(&mut inputs, "figures.xlsx", b"PK\x03\x04");
/// assert_eq!(inputs.finish().findings[0].code().as_str(), "unknown_file");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_input(inputs: &mut Inputs, file: &str, bytes: &[u8]) {
    match open(file, bytes, &mut |finding| inputs.finding(finding)) {
        Ok(File::Json) => inputs.read(file, bytes),
        Ok(File::Tables(tables)) => {
            if tables.is_empty() {
                inputs.not_read(unclear(Place::file(file), ""));
            }
            tables.into_iter().for_each(|table| read_table(inputs, table));
        }
        Err(finding) => inputs.not_read(finding),
    }
}

fn unclear(place: Place, found: &str) -> Finding {
    Finding::new(FindingCode::TableUnclear, place).found(found).with("known", TABLES)
}

/// Reads a table into the inputs, long or wide.
pub(crate) fn read_table(inputs: &mut Inputs, mut table: Table<'_>) {
    let Some(unit) = table.column("unit").or_else(|| table.column("name")) else {
        let names: Vec<&str> = table.headings().map(|(_, name)| name).take(8).collect();
        inputs.not_read(unclear(table.whole(), &names.join(", ")));
        named(inputs, &table.whole(), &table.lines_from(1));
        return;
    };
    let holds = match table.column("code") {
        Some(component) => long::read(inputs, &mut table, unit, component),
        None => wide::read(inputs, &mut table, unit),
    };
    let end = table.end().unwrap_or_default();
    if !holds && end == End::Whole {
        inputs.finding(Finding::new(FindingCode::SheetEmpty, table.whole()));
    }
    if let End::Swallowed(at, more) = end {
        let mut rows = RowList::default();
        rows.add(at.row, at.row.saturating_add(more));
        inputs.more_not_read(&table.origin(at, unit), FindingCode::QuoteOpen, &rows);
        named(inputs, &table.whole(), &table.lines_from(at.line));
    }
}

/// Tells the inputs which texts stand in lines that are not read, and which of them below a heading of
/// units.
fn named(inputs: &mut Inputs, place: &Place, lines: &[&str]) {
    let bare = |cell| str::trim(cell).trim_matches('"').trim();
    let is_heading = |cell: &str| is_any(cell, &["unit", "name"]);
    let mut units: Option<(usize, char)> = None;
    for line in lines {
        for cell in line.split([',', ';', '\t']).map(bare) {
            inputs.named_in_unread(place, cell, false);
        }
        if let Some((column, separator)) = units {
            let cell = line.split(separator).nth(column).map(bare).unwrap_or_default();
            inputs.named_in_unread(place, cell, true);
        } else {
            let separator = char::from(delimiter(line));
            let column = line.split(separator).map(bare).position(is_heading);
            units = column.map(|column| (column, separator));
        }
    }
}
