//! Tables with fixed columns (registers, crosswalks, progress and the like): all their rows are
//! kept, and the place of every cell is known.

use std::cell::OnceCell;
use std::sync::Arc;

use par_index::Finding;
use par_index::assessment::Source;
use par_index::finding::{FindingCode, Findings, Place};

use crate::cell;
use crate::code::perhaps;
use crate::file::{File, fitting, open};
use crate::headings::{is_any, missing, spellings};
use crate::kind::foreign;
use crate::number::{Bounds, Habit};
use crate::record::{Cell, Record};
use crate::table::{Table, origin, too_long};

/// A column of a form: first the key under which its reader asks for it, then the keys of headings
/// that may stand in its place.
pub(crate) type Column = &'static [&'static str];

/// The columns that a table of some kind has.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    pub(crate) columns: &'static [Column],
    /// The keys of the columns that must be there.
    pub(crate) needed: &'static [&'static str],
    /// Headings of columns that are silently ignored; any other unknown column is reported. With
    /// `None` no unknown column is reported.
    pub(crate) passed: Option<&'static [&'static str]>,
}

/// The rows of a table, with access to cells by the columns of a [`Form`].
#[derive(Default)]
pub(crate) struct Named {
    columns: &'static [Column],
    /// The position of each column in the file; `None` if the file lacks the column.
    places: Vec<Option<usize>>,
    source: Arc<Source>,
    rows: Vec<Record>,
    /// How numbers are written in each column (its decimal mark); determined when first needed.
    marks: OnceCell<Vec<Habit>>,
}

/// The result of reading a file with a [`Form`].
pub(crate) enum Read {
    /// A JSON document.
    Json,
    Table(Named),
    /// The file holds nothing that could be read; findings say why.
    Nothing,
}

impl Form {
    /// Reads a file that may be a table or a JSON document.
    pub(crate) fn read(self, file: &str, bytes: &[u8], findings: &mut Findings) -> Read {
        match open(file, bytes, &mut |finding| findings.push(finding)) {
            Ok(File::Json) => Read::Json,
            Ok(File::Tables(tables)) => {
                self.one_of(file, tables, findings).map_or(Read::Nothing, Read::Table)
            }
            Err(finding) => {
                findings.push(finding);
                Read::Nothing
            }
        }
    }

    /// Reads the one table among those of a file that fits this form.
    pub(crate) fn one_of(
        self,
        file: &str,
        tables: Vec<Table<'_>>,
        findings: &mut Findings,
    ) -> Option<Named> {
        let table =
            fitting(tables, |table| self.fits(table), &mut |finding| findings.push(finding));
        match table {
            Ok(Some(table)) => self.table(table, findings),
            Err(finding) => {
                findings.push(finding);
                None
            }
            Ok(None) => {
                let finding = Finding::new(FindingCode::TableUnclear, Place::file(file));
                findings.push(finding.found("").with("known", self.keys().join(", ")));
                None
            }
        }
    }

    /// Whether a table has all columns that are required.
    pub(crate) fn fits(self, table: &Table<'_>) -> bool {
        self.needed.iter().all(|key| self.place(table, key).is_some())
    }

    /// Reads a file for which only a table is accepted; a JSON document is reported as a wrong kind
    /// of file.
    pub(crate) fn read_table(
        self,
        file: &str,
        bytes: &[u8],
        findings: &mut Findings,
    ) -> Option<Named> {
        match self.read(file, bytes, findings) {
            Read::Json => {
                findings.push(foreign(file, bytes));
                None
            }
            Read::Table(named) => Some(named),
            Read::Nothing => None,
        }
    }

    /// The position of a column in a table.
    fn place(self, table: &Table<'_>, key: &str) -> Option<usize> {
        let names = self.columns.iter().find(|names| names.first() == Some(&key))?;
        names.iter().find_map(|name| table.column(name))
    }

    fn table(self, mut table: Table<'_>, findings: &mut Findings) -> Option<Named> {
        findings.extend(table.begins());
        let columns = self.columns;
        let places: Vec<Option<usize>> =
            columns.iter().map(|keys| keys.iter().find_map(|key| table.column(key))).collect();
        if let Some(passed) = self.passed {
            let unread = table
                .headings()
                .filter(|(place, name)| !places.contains(&Some(*place)) && !is_any(name, passed))
                .filter(|(_, name)| !is_any(name, &["ordinal", "note"]));
            let keys = columns.concat();
            for (place, name) in unread {
                let near = par_index::finding::nearest(name, spellings(&keys));
                let place = table.place(table.header(), place);
                let finding = Finding::new(FindingCode::UnknownColumn, place);
                findings.push(finding.found(name).with("near", perhaps(near)));
            }
        }
        let keys = self.keys().into_iter().zip(&places).filter(|(_, place)| place.is_none());
        let missing: Vec<Finding> = keys
            .filter(|(key, _)| self.needed.contains(key))
            .map(|(key, _)| missing(&table, key))
            .collect();
        if !missing.is_empty() {
            findings.extend(missing);
            return None;
        }
        let mut rows = Vec::new();
        let mut record = Record::default();
        while table.read(&mut record, &mut |finding| findings.push(finding)).is_some() {
            rows.push(record.clone());
        }
        Some(Named {
            columns,
            places,
            source: Arc::clone(&table.source),
            rows,
            marks: OnceCell::new(),
        })
    }

    /// The keys of all columns of the form.
    fn keys(self) -> Vec<&'static str> {
        self.columns.iter().filter_map(|names| names.first().copied()).collect()
    }
}

impl Named {
    /// Calls `take` for each row. A cell beyond the header is reported before any other finding of
    /// its row.
    pub(crate) fn each(
        &self,
        findings: &mut Findings,
        mut take: impl FnMut(Row<'_>, &mut Findings),
    ) {
        for record in &self.rows {
            let row = Row { named: self, record };
            findings.extend(row.too_long());
            take(row, findings);
        }
    }

    /// The place of the table as a whole.
    fn whole(&self) -> Place {
        let mut place = Place::default();
        (place.file, place.sheet) = (self.source.file.clone(), self.source.sheet.clone());
        place
    }

    /// The place of a cell. For an absent column it is the row's first cell; for an absent row, the
    /// whole table.
    pub(crate) fn place(&self, row: usize, key: &str) -> Place {
        let row = self.rows.get(row).map(|record| Row { named: self, record });
        row.map_or_else(|| self.whole(), |row| row.place(key))
    }

    fn column(&self, key: &str) -> Option<usize> {
        let place = self.columns.iter().position(|names| names.first() == Some(&key));
        self.places.get(place?).copied().flatten()
    }

    /// The decimal mark that the other cells of a column make certain, if they do.
    fn decimal_mark(&self, column: usize) -> Option<char> {
        let marks = self.marks.get_or_init(|| {
            let mut habits = vec![Habit::default(); self.source.headings.len()];
            self.rows.iter().for_each(|record| Habit::see_row(&mut habits, record));
            habits
        });
        marks.get(column)?.mark()
    }
}

/// One row of a table with fixed columns.
#[derive(Clone, Copy)]
pub(crate) struct Row<'n> {
    named: &'n Named,
    record: &'n Record,
}

impl Row<'_> {
    pub(crate) fn cell(&self, key: &str) -> Cell<'_> {
        self.record.cell_of(self.named.column(key))
    }

    /// The text of a cell; `None` if the cell is empty.
    pub(crate) fn said(&self, key: &str) -> Option<String> {
        self.cell(key).said().map(str::to_owned)
    }

    /// The text of a cell; empty if the cell is.
    pub(crate) fn text(&self, key: &str) -> String {
        self.said(key).unwrap_or_default()
    }

    /// The place of a cell; for an absent column, the place of the row's first cell.
    pub(crate) fn place(&self, key: &str) -> Place {
        let first = || self.named.places.iter().copied().flatten().next();
        let column = self.named.column(key).or_else(first).unwrap_or_default();
        origin(&self.named.source, self.record.at(), column).place()
    }

    /// The number in a cell, with a decimal point or comma, returned as a plain decimal; `None` for
    /// an empty cell.
    ///
    /// # Errors
    /// The finding that the cell holds something that is not a number, or a number that can be read
    /// in two ways.
    pub(crate) fn number(&self, key: &str, bounds: Bounds) -> Result<Option<String>, Finding> {
        let column = self.named.column(key);
        let mark = || column.and_then(|column| self.named.decimal_mark(column));
        let bounds = || Bounds { decimal_mark: mark(), ..bounds };
        cell::number(self.cell(key), bounds, || self.place(key))
    }

    /// The finding that the row has a cell beyond the header, if it has one.
    pub(crate) fn too_long(&self) -> Option<Finding> {
        too_long(self.record, &self.named.source)
    }
}
