//! Any file of assessments: which kind it is, and who reads it.

use par_index::{Finding, FindingCode, Findings, Inputs, Place, RowList};

use crate::decode::decode;
use crate::kind::{Kind, foreign, kind};
use crate::names::{COMPONENT, NAME, UNIT};
use crate::table::{Table, delimiter};
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
    match kind(file, bytes) {
        Kind::Json => inputs.read(file, bytes),
        Kind::Table => match decode(file, bytes, &mut |finding| inputs.finding(finding)) {
            Ok(text) => table(inputs, file, &text),
            Err(finding) => inputs.not_read(finding),
        },
        Kind::Unknown => inputs.not_read(foreign(file, bytes)),
    }
}

fn table(inputs: &mut Inputs, file: &str, text: &str) {
    let mut findings = Findings::default();
    let table = Table::open(file, text, &mut findings);
    for finding in findings {
        inputs.finding(finding);
    }
    let unclear = |found: String| {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file));
        finding.found(found).with("known", TABLES)
    };
    let Some(mut table) = table else {
        inputs.not_read(unclear(String::new()));
        return;
    };
    let Some(unit) = table.column(&UNIT).or_else(|| table.column(&NAME)) else {
        let names: Vec<&str> = table.headings().map(|(_, name)| name).take(8).collect();
        inputs.not_read(unclear(names.join(", ")));
        named(inputs, &Place::file(file), text.lines());
        return;
    };
    let holds = match table.column(&COMPONENT) {
        Some(component) => long::read(inputs, &mut table, unit, component),
        None => wide::read(inputs, &mut table, unit),
    };
    if !holds && table.swallowed().is_none() {
        inputs.finding(Finding::new(FindingCode::SheetEmpty, Place::file(file)));
    }
    if let Some((at, more)) = table.swallowed() {
        let mut rows = RowList::default();
        rows.add(at.row, at.row.saturating_add(more));
        inputs.more_not_read(&table.origin(at, unit), FindingCode::QuoteOpen, &rows);
        let before = usize::try_from(at.line).unwrap_or(usize::MAX).saturating_sub(1);
        named(inputs, &Place::file(file), text.lines().skip(before));
    }
}

/// Tells the inputs which texts stand in lines that are not read, and which of them below a heading of
/// units.
fn named<'t>(inputs: &mut Inputs, place: &Place, lines: impl Iterator<Item = &'t str>) {
    let bare = |cell: &'t str| cell.trim().trim_matches('"').trim();
    let is_heading = |cell: &str| {
        let cell = par_index::fold_name(cell);
        UNIT.iter().chain(&NAME).any(|name| par_index::fold_name(name) == cell)
    };
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
