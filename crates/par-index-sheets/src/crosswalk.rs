//! A crosswalk between two frameworks, as a table.

use csv::StringRecord;
use par_index::{Became, CrosswalkRow, Finding, FindingCode, Findings, Place};

use crate::decode::decode;
use crate::kind::{foreign, is_foreign};
use crate::table::Table;

const COLUMNS: [&str; 5] = ["old", "new", "kind", "share", "note"];

/// Reads the rows of a crosswalk: CSV with the columns `old,new,kind,share,note`, a JSON array, or the
/// result object of `crosswalk`.
///
/// ```
/// let table = "old,new,kind\n1.1,1.1,same\n1.2,,dropped\n";
/// let (rows, findings) = par_index_sheets::read_crosswalk("map.csv", table.as_bytes());
/// assert_eq!((rows.len(), findings.len()), (2, 0));
/// ```
pub fn read_crosswalk(file: &str, bytes: &[u8]) -> (Vec<CrosswalkRow>, Vec<Finding>) {
    let mut findings = Findings::default();
    if is_foreign(bytes) {
        return (Vec::new(), vec![foreign(file, bytes)]);
    }
    let mut notes = Vec::new();
    let text = match decode(file, bytes, &mut |finding| notes.push(finding)) {
        Ok(text) => text,
        Err(finding) => return (Vec::new(), vec![finding]),
    };
    if text.trim_start().starts_with(['[', '{']) {
        let rows = rows_of(&text).map_err(|error| {
            let mut place = Place::file(file);
            (place.line, place.column) = (Some(error.line()), Some(error.column()));
            let text = error.to_string();
            let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
            Finding::new(FindingCode::BadJson, place).with("detail", text)
        });
        return match rows {
            Ok(rows) => (rows, findings.into_vec()),
            Err(finding) => (Vec::new(), vec![finding]),
        };
    }
    let table = Table::open(file, &text, &mut findings);
    let columns = |table: &Table<'_>| COLUMNS.map(|name| table.column(&[name]));
    let Some((mut table, columns)) = table.map(|table| {
        let columns = columns(&table);
        (table, columns)
    }) else {
        findings.push(
            Finding::new(FindingCode::TableUnclear, Place::file(file))
                .with("known", COLUMNS.join(", ")),
        );
        return (Vec::new(), findings.into_vec());
    };
    for (name, column) in COLUMNS.iter().zip(&columns).take(3) {
        if column.is_none() {
            let finding = Finding::new(FindingCode::MissingColumn, Place::file(file));
            findings.push(finding.with("key", *name));
        }
    }
    if !findings.is_empty() {
        return (Vec::new(), findings.into_vec());
    }
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    while let Some(at) = table.next(&mut record, &mut findings) {
        let [old, new, kind, share, note] = columns.map(|column| {
            let text = column.and_then(|column| record.get(column));
            text.unwrap_or_default().trim().to_owned()
        });
        let known = serde_json::from_value::<Became>(kind.clone().into());
        let Ok(kind) = known else {
            let place = columns[2].map(|column| table.place(at, column)).unwrap_or_default();
            let kinds = "same, renamed, rescaled, split, merged, new, dropped";
            let finding = Finding::new(FindingCode::UnknownValue, place).found(kind);
            findings.push(finding.with("known", kinds));
            continue;
        };
        let place = |n: usize| columns[n].map(|column| table.place(at, column)).unwrap_or_default();
        let places = [place(0), place(1)];
        rows.push(CrosswalkRow { old, new, kind, share, note, places });
    }
    findings.extend(notes);
    (rows, findings.into_vec())
}

/// The rows of an array, or those of a result.
fn rows_of(text: &str) -> serde_json::Result<Vec<CrosswalkRow>> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text);
    }
    let mut printed: serde_json::Value = serde_json::from_str(text)?;
    let rows = printed.get_mut("rows").map(serde_json::Value::take).unwrap_or(printed);
    serde_json::from_value(rows)
}
