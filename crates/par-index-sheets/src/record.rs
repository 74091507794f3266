//! A row of typed cells, whatever kind of file it stands in: all that the readers see of a table.

use std::io;

use csv::StringRecord;
use par_index::Finding;

use crate::formula::bare;

/// Where a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    /// As a spreadsheet numbers it.
    pub(crate) row: u32,
    /// In the text; of a file without lines the row.
    pub(crate) line: u32,
}

/// What a cell is, beside how it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(test), expect(dead_code, reason = "a CSV table holds texts only"))]
pub(crate) enum Kind {
    /// A text, as every cell of CSV: what it means is read from its letters.
    #[default]
    Text,
    /// A number, plain (`1234.5`): no mark in it groups thousands.
    Number,
    /// A part of a whole, plain (`85.5%`).
    Percent,
    /// A day (`2023-06-30`).
    Day,
    /// `TRUE` or `FALSE`.
    Truth,
    /// What a spreadsheet could not compute, in its own words (`#REF!`).
    Error,
}

/// One cell. An empty text is an empty cell, of whatever kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell<'r> {
    pub(crate) text: &'r str,
    pub(crate) kind: Kind,
}

impl<'r> Cell<'r> {
    /// A text, as CSV has it.
    pub(crate) fn text(text: &'r str) -> Cell<'r> {
        Cell { text, kind: Kind::Text }
    }

    /// The text without blanks around it; `None` if nothing is left.
    pub(crate) fn said(self) -> Option<&'r str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }
}

/// One row; its memory serves for the next one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    at: At,
    texts: StringRecord,
    /// The kind of each cell; where all are texts none is kept.
    kinds: Vec<Kind>,
}

impl Record {
    /// Where it stands.
    pub(crate) fn at(&self) -> At {
        self.at
    }

    /// How many cells it has.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// A cell; beyond the last one an empty one.
    pub(crate) fn cell(&self, column: usize) -> Cell<'_> {
        let text = self.texts.get(column).unwrap_or_default();
        Cell { text, kind: self.kinds.get(column).copied().unwrap_or_default() }
    }

    /// The cell of a column that may be absent.
    pub(crate) fn cell_of(&self, column: Option<usize>) -> Cell<'_> {
        column.map(|column| self.cell(column)).unwrap_or_default()
    }

    /// All cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// The first cell from a column on that holds anything.
    pub(crate) fn first_from(&self, column: usize) -> Option<(usize, &str)> {
        let mut cells = self.texts.iter().enumerate().skip(column);
        cells.find(|(_, text)| !text.trim().is_empty())
    }

    /// How many line breaks stand in its cells.
    pub(crate) fn line_breaks(&self) -> u32 {
        let bytes = self.texts.as_slice().bytes();
        u32::try_from(bytes.filter(|byte| *byte == b'\n').count()).unwrap_or_default()
    }

    /// Takes the texts of a row of CSV; whether there was one.
    pub(crate) fn take(
        &mut self,
        read: impl FnOnce(&mut StringRecord) -> csv::Result<bool>,
    ) -> csv::Result<bool> {
        self.kinds.clear();
        read(&mut self.texts)
    }

    /// Settles where it stands, and takes the apostrophes off that hold formulas: one of each cell that
    /// has one.
    pub(crate) fn stands(&mut self, at: At) {
        self.at = at;
        if self.texts.iter().any(|text| bare(text).is_some()) {
            self.texts = self.texts.iter().map(|text| bare(text).unwrap_or(text)).collect();
        }
    }
}

/// The rows of a table, one by one; none is kept.
pub(crate) trait Rows {
    /// Reads the next row that holds anything; `false` behind the last one. What cannot be read is told.
    fn next(&mut self, record: &mut Record, tell: &mut dyn FnMut(Finding)) -> bool;

    /// How they ended.
    ///
    /// # Errors
    /// Those of the reader below.
    fn end(&mut self) -> io::Result<End>;

    /// The same rows from the first on, where they can be had a second time.
    fn again(&self) -> Option<Box<dyn Rows + '_>> {
        None
    }

    /// The rows that are left as lines, and what separates their cells, where no cell is quoted.
    fn lines(&self) -> Option<(&str, u8)> {
        None
    }
}

/// What came behind the last row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing.
    #[default]
    Whole,
    /// A row that nobody can read, and so many lines that it took for its own.
    Swallowed(At, u32),
    /// Something that was told; it may have stood between the rows too.
    CutShort,
}
