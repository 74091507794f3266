//! Reads any file of assessments: finds out which kind of file it is and calls the reader for that
//! kind.

use par_index::finding::{FindingCode, Place, RowList};
use par_index::{Finding, Inputs};

use crate::code::{split, tidy};
use crate::cross::{self, unit_columns};
use crate::file::{File, open};
use crate::head::UnitIn;
use crate::headings::is_any;
use crate::headless::Headless;
use crate::names::Names;
use crate::numbering::roman;
use crate::record::{End, Record};
use crate::strays::REPEATED;
use crate::table::Table;
use crate::text::most_often;
use crate::whose::whose;
use crate::{long, part, portal, wide};

/// The two table layouts that are understood (long and wide), shown in the finding that a table is
/// of neither.
const TABLES: &str = "unit, component, self, appraised, survey | unit, 1.1, 1.2, …";

/// Reads a file of assessments into the inputs. The file is JSON (an answer of the national public
/// service portal is recognised too), or it holds long or wide tables: CSV, or the visible sheets
/// of a workbook.
///
/// The kind of file follows from its contents, else from the extension of its name, else from its
/// first character. Anything that cannot be read becomes a finding of the inputs.
///
/// ```
/// use par_index::{framework, Inputs};
/// let mut inputs = Inputs::new(&framework("vn-ministry-2023")?);
/// par_index_sheets::read_input(&mut inputs, "figures.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
/// assert_eq!(inputs.finish().findings[0].code().as_str(), "unknown_file");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_input(inputs: &mut Inputs, file: &str, bytes: &[u8]) {
    match open(file, bytes, &mut |finding| inputs.finding(finding)) {
        Ok(File::Json) if portal::is_answer(bytes) => portal::read(inputs, file, bytes),
        Ok(File::Json) => inputs.read(file, bytes),
        Ok(File::Tables(tables)) => {
            if tables.is_empty() {
                inputs.not_read(unclear(Place::file(file), ""));
            }
            // If a file has tables, a sheet without a header among them is only weighed; if no
            // sheet has a header, each one is reported as an unclear table.
            let headless: Vec<Option<Headless>> =
                tables.iter().map(|table| Headless::of(inputs, table)).collect();
            let all = headless.iter().all(Option::is_some);
            for (table, headless) in tables.into_iter().zip(headless) {
                match headless.filter(|_| !all) {
                    Some(headless) => weigh(inputs, &table, headless),
                    None => read_table(inputs, table),
                }
            }
        }
        Err(finding) => inputs.not_read(finding),
    }
}

fn unclear(place: Place, found: &str) -> Finding {
    Finding::new(FindingCode::TableUnclear, place).found(found).with("known", TABLES)
}

/// Handles a sheet without a header in a file that also has tables. A sheet of figures is reported
/// as not read. A sheet of words is passed over, unless a name in it turns out to be that of a
/// known unit.
fn weigh(inputs: &mut Inputs, table: &Table<'_>, headless: Headless) {
    let unclear = unclear(table.whole(), &first_names(table));
    named_in_cells(inputs, table);
    if headless.is_table {
        inputs.not_read(unclear);
    } else {
        inputs.not_read_if_named(unclear, table.passed(), headless.names);
    }
}

/// The first eight headings of a table, joined by commas, to quote in a finding.
fn first_names(table: &Table<'_>) -> String {
    let names: Vec<&str> = table.headings().map(|(_, name)| name).take(8).collect();
    names.join(", ")
}

/// Reads a table into the inputs, long or wide.
pub(crate) fn read_table(inputs: &mut Inputs, mut table: Table<'_>) {
    // A column of years or periods takes precedence over a period in the title above the table.
    let dated = ["year", "period"].iter().any(|key| table.column(key).is_some());
    let asked = inputs.period().filter(|_| !dated);
    if let Some(finding) = asked.and_then(|asked| part::other_period(&table, asked)) {
        inputs.finding(finding);
    }
    let component = code_column(inputs, &table);
    let column = table.column("unit").or_else(|| table.column("name"));
    let units = if column.is_none() { unit_columns(inputs, &table) } else { Vec::new() };
    let has_stage = ["self", "appraised", "appraised_again", "survey"];
    let has_stage = has_stage.iter().any(|key| table.column(key).is_some());
    if let (Some(component), false, false) = (component, units.is_empty(), has_stage) {
        table.begins().into_iter().for_each(|finding| inputs.finding(finding));
        cross::read(inputs, &mut table, component, &units);
        return;
    }
    let unit = match (column, component) {
        (Some(column), _) => Some(UnitIn::Column(column)),
        (None, None) => None,
        (None, Some(_)) => match whose(inputs, &table) {
            Ok(Some(whose)) => Some(UnitIn::Sheet(whose)),
            Ok(None) => {
                inputs.not_read(Finding::new(FindingCode::UnitOpen, table.whole()));
                named(inputs, &table.whole(), &table.lines_from(1));
                named_in_cells(inputs, &table);
                return;
            }
            Err(finding) => {
                inputs.not_read(finding);
                return;
            }
        },
    };
    let Some(unit) = unit else {
        inputs.not_read(unclear(table.whole(), &first_names(&table)));
        named(inputs, &table.whole(), &table.lines_from(1));
        named_in_cells(inputs, &table);
        return;
    };
    table.begins().into_iter().for_each(|finding| inputs.finding(finding));
    let first = unit.column().or(component).unwrap_or_default();
    let holds = match component {
        Some(component) => long::read(inputs, &mut table, unit, component),
        None => wide::read(inputs, &mut table, first),
    };
    let end = table.end().unwrap_or_default();
    if !holds && end == End::Whole {
        inputs.finding(Finding::new(FindingCode::SheetEmpty, table.whole()));
    }
    if let End::Swallowed(at, more) = end {
        let mut rows = RowList::default();
        rows.add(at.row, at.row.saturating_add(more));
        inputs.more_not_read(&table.origin(at, first), FindingCode::QuoteOpen, &rows);
        named(inputs, &table.whole(), &table.lines_from(at.line));
    }
}

/// Finds the column of codes. It is the column whose heading says so; if no code of the framework
/// stands in that column, the column that numbers the rows, provided codes stand there; else the
/// column that holds the most names of nodes.
fn code_column(inputs: &Inputs, table: &Table<'_>) -> Option<usize> {
    let code = crate::form::id_column(table).or_else(|| table.column("code"));
    let ordinal = table.column("ordinal");
    let has_unit = table.column("unit").or_else(|| table.column("name")).is_some();
    if has_unit && code.is_none() {
        return None;
    }
    let has_values = ["self", "appraised"].iter().any(|key| table.column(key).is_some())
        || !unit_columns(inputs, table).is_empty();
    if ordinal.is_none() && (code.is_some() || !has_values) {
        return code;
    }
    let framework = inputs.framework();
    let known = |text: &str| {
        let node = || framework.node(&tidy(split(text).0)).or_else(|| roman(framework, text));
        text.len() < 200 && node().is_some()
    };
    let names = Names::of(framework);
    let named = code.into_iter().chain(REPEATED.iter().filter_map(|key| table.column(key)));
    let mut named: Vec<(usize, usize)> = named.map(|column| (column, 0)).collect();
    let (mut of_code, mut of_ordinal) = (0, 0);
    table.look(|record| {
        of_code += usize::from(known(record.cell_of(code).text));
        of_ordinal += usize::from(known(record.cell_of(ordinal).text));
        for (column, count) in &mut named {
            *count += usize::from(names.only(record.cell(*column).text).is_some());
        }
        of_code == 0
    });
    if of_code > 0 || !(has_values || code.is_some()) {
        return code;
    }
    if of_ordinal > 0 {
        return ordinal;
    }
    let best = named.into_iter().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count);
    best.map(|(column, _)| column).or(code).or(ordinal)
}

/// Records every cell text of a sheet that is not read, so that units named there are known to have
/// unread data.
fn named_in_cells(inputs: &mut Inputs, table: &Table<'_>) {
    let (Some(_), Some(mut rows)) = (&table.source.sheet, table.again()) else { return };
    let place = table.whole();
    let mut record = Record::default();
    while rows.next(&mut record, &mut |_| {}) {
        record.cells().for_each(|cell| inputs.named_in_unread(&place, cell.text.trim(), false));
    }
}

/// Records every text of the lines that are not read. Texts below a heading of units are also
/// recorded as names of units.
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
            let separator = char::from(most_often(line));
            let column = line.split(separator).map(bare).position(is_heading);
            units = column.map(|column| (column, separator));
        }
    }
}
