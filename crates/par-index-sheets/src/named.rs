//! Tables with fixed columns: their rows as texts, each with the place of every cell.

use std::sync::Arc;

use csv::StringRecord;
use par_index::{Finding, FindingCode, Findings, Origin, Place, Source};

use crate::cell;
use crate::code::perhaps;
use crate::decode::decode;
use crate::kind::{Kind, foreign, kind};
use crate::number::Bounds;
use crate::table::{At, Table};

/// A column: the format's name, then what Vietnamese tables write.
pub(crate) type Column = &'static [&'static str];

/// The rows of a table under some columns.
pub(crate) struct Named {
    columns: &'static [Column],
    /// Where each column stands in the file; of one that is absent, the first that is not.
    places: Vec<usize>,
    source: Arc<Source>,
    rows: Vec<(At, Vec<String>)>,
}

/// What a file holds.
pub(crate) enum Read {
    /// A JSON document.
    Json(String),
    Table(Named),
    /// Nothing that could be read.
    Nothing,
}

impl Named {
    /// Reads a file; the first `needed` columns must be there.
    pub(crate) fn read(
        file: &str,
        bytes: &[u8],
        columns: &'static [Column],
        needed: usize,
        findings: &mut Findings,
    ) -> Read {
        let kind = kind(file, bytes);
        if kind == Kind::Unknown {
            findings.push(foreign(file, bytes));
            return Read::Nothing;
        }
        let text = match decode(file, bytes, &mut |finding| findings.push(finding)) {
            Ok(text) => text,
            Err(finding) => {
                findings.push(finding);
                return Read::Nothing;
            }
        };
        match kind {
            Kind::Json => Read::Json(text.to_string()),
            _ => match Named::table(file, &text, columns, needed, findings) {
                Some(named) => Read::Table(named),
                None => Read::Nothing,
            },
        }
    }

    fn table(
        file: &str,
        text: &str,
        columns: &'static [Column],
        needed: usize,
        findings: &mut Findings,
    ) -> Option<Named> {
        let Some(mut table) = Table::open(file, text, findings) else {
            let finding = Finding::new(FindingCode::TableUnclear, Place::file(file));
            findings.push(finding.found("").with("known", keys(columns).join(", ")));
            return None;
        };
        let places: Vec<Option<usize>> = columns.iter().map(|names| table.column(names)).collect();
        for (place, name) in table.headings().filter(|(place, _)| !places.contains(&Some(*place))) {
            let near = par_index::nearest(name, columns.iter().copied().flatten().copied());
            let place = table.place(table.header(), place);
            let finding = Finding::new(FindingCode::UnknownColumn, place);
            findings.push(finding.found(name).with("near", perhaps(near)));
        }
        let missing = columns.iter().zip(&places).take(needed).filter(|(_, place)| place.is_none());
        let missing: Vec<&Column> = missing.map(|(names, _)| names).collect();
        for names in &missing {
            let finding = Finding::new(FindingCode::MissingColumn, Place::file(file));
            // The format's name, and how Vietnamese tables head it.
            let key = match names {
                [name, others @ ..] if !others.is_empty() => {
                    format!("{name} ({})", others.join(", "))
                }
                _ => names.join(""),
            };
            findings.push(finding.with("key", key));
        }
        if !missing.is_empty() {
            return None;
        }
        let mut rows = Vec::new();
        let mut record = StringRecord::new();
        while let Some(at) = table.next(&mut record, findings) {
            let cell = |column: &Option<usize>| {
                let text = column.and_then(|column| record.get(column)).unwrap_or_default();
                text.trim().to_owned()
            };
            rows.push((at, places.iter().map(cell).collect()));
        }
        let first = places.iter().flatten().next().copied().unwrap_or_default();
        let places = places.iter().map(|column| column.unwrap_or(first)).collect();
        Some(Named { columns, places, source: Arc::clone(&table.source), rows })
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The text of a cell.
    pub(crate) fn text(&self, row: usize, key: &str) -> String {
        let row = self.rows.get(row).zip(self.column(key));
        row.and_then(|((_, cells), column)| cells.get(column)).cloned().unwrap_or_default()
    }

    /// Where a cell stands.
    pub(crate) fn place(&self, row: usize, key: &str) -> Place {
        let column = self.column(key).and_then(|column| self.places.get(column));
        let Some(((at, _), column)) = self.rows.get(row).zip(column) else {
            return Place::default();
        };
        let column = u32::try_from(*column).unwrap_or(u32::MAX);
        Origin::cell(&self.source, at.row, at.line, column).place()
    }

    /// A number with either decimal mark, plain; an empty cell is none.
    pub(crate) fn number(
        &self,
        row: usize,
        key: &str,
        bounds: Bounds,
        findings: &mut Findings,
    ) -> Option<String> {
        let place = || self.place(row, key);
        cell::number(&self.text(row, key), || bounds, place).unwrap_or_else(|finding| {
            findings.push(finding);
            None
        })
    }

    fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|names| names.first() == Some(&key))
    }
}

/// The format's names of columns.
fn keys(columns: &'static [Column]) -> Vec<&'static str> {
    columns.iter().filter_map(|names| names.first().copied()).collect()
}
