//! Keeps spreadsheet programs from taking text cells for formulas, in every CSV table that is
//! written.
//!
//! A program that opens a CSV table computes what begins with `=`, `+`, `-` or `@`. A text cell that
//! begins so, or with a tab or a carriage return, gets an apostrophe before it; so does one that
//! begins with apostrophes before such a sign, so that taking one off always gives the text back.
//! Numbers stay numbers.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use serde::Serialize;

/// Whether a cell begins with a sign that starts a formula; apostrophes before the sign are passed
/// over.
fn begins_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Whether a cell is a plain number (a sign, digits, a decimal mark and digits), which no program
/// computes.
fn is_number(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let bare = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    match bare.split_once(['.', ',']) {
        Some((whole, places)) => digits(whole) && digits(places),
        None => digits(bare),
    }
}

/// The cell with an apostrophe before it; `None` where it needs none.
fn held(cell: &str) -> Option<String> {
    (begins_formula(cell) && !is_number(cell)).then(|| format!("'{cell}"))
}

/// The cell without its guarding apostrophe; `None` where it has none.
pub(crate) fn bare(cell: &str) -> Option<&str> {
    cell.strip_prefix('\'').filter(|rest| begins_formula(rest))
}

/// Writes CSV in which no cell is taken for a formula; every table that leaves the program goes
/// through this writer.
///
/// The readers of this crate remove the added apostrophes: reading gives the texts that were
/// written.
///
/// ```
/// let mut out = Vec::new();
/// let mut table = par_index_sheets::CsvWriter::new(&mut out);
/// table.record(["unit", "change"])?;
/// table.record(["=HYPERLINK(\"//x\")", "-0.25"])?;
/// drop(table);
/// assert_eq!(String::from_utf8_lossy(&out), "unit,change\n\"'=HYPERLINK(\"\"//x\"\")\",-0.25\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct CsvWriter<W: Write> {
    out: W,
    /// Makes one row of CSV at a time; its bytes arrive in `row`.
    rows: csv::Writer<Shared>,
    row: Shared,
    /// The byte that separates cells.
    by: u8,
}

#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write> CsvWriter<W> {
    /// A writer of rows; the first is the header.
    pub fn new(out: W) -> CsvWriter<W> {
        CsvWriter::separated(out, b',')
    }

    /// A writer with another separator between the cells, such as a semicolon or a tab.
    pub fn separated(out: W, by: u8) -> CsvWriter<W> {
        let row = Shared::default();
        let mut builder = csv::WriterBuilder::new();
        let builder = builder.has_headers(false).flexible(true).delimiter(by);
        let rows = builder.from_writer(row.clone());
        CsvWriter { out, rows, row, by }
    }

    /// Writes cells as a row.
    ///
    /// # Errors
    /// The errors of the writer below.
    pub fn record<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
        for cell in cells {
            let cell = cell.as_ref();
            match held(cell) {
                Some(held) => self.rows.write_field(held),
                None => self.rows.write_field(cell),
            }
            .map_err(io::Error::other)?;
        }
        self.rows.write_record(None::<&[u8]>).map_err(io::Error::other)?;
        self.pass()
    }

    /// Writes the fields of a struct as a row.
    ///
    /// # Errors
    /// The errors of the writer below; a value that is no row of cells.
    pub fn row(&mut self, row: &impl Serialize) -> io::Result<()> {
        self.rows.serialize(row).map_err(io::Error::other)?;
        self.rows.flush()?;
        if !may_begin_formula(&self.row.0.borrow(), self.by) {
            return self.pass();
        }
        // With an empty cell before it, the first letter of the row is not taken for a byte order
        // mark.
        let mut bytes = vec![self.by];
        bytes.append(&mut self.row.0.borrow_mut());
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(self.by);
        let mut reader = reader.from_reader(bytes.as_slice());
        for record in reader.records() {
            self.record(record.map_err(io::Error::other)?.iter().skip(1))?;
        }
        Ok(())
    }

    /// Hands all rows to the writer below.
    ///
    /// # Errors
    /// The errors of the writer below.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn pass(&mut self) -> io::Result<()> {
        self.rows.flush()?;
        let mut row = self.row.0.borrow_mut();
        self.out.write_all(&row)?;
        row.clear();
        Ok(())
    }
}

/// Whether any cell of a written row may need an apostrophe. A separator inside of a quoted cell
/// counts as a beginning too: that only makes the answer *yes* more often.
fn may_begin_formula(row: &[u8], by: u8) -> bool {
    let mut starts = true;
    row.iter().any(|byte| {
        let begins = starts && b"=+-@\t\r'".contains(byte);
        starts = *byte == by || (starts && *byte == b'"');
        begins
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decode::decode;
    use crate::record::{End, Record, Rows};
    use crate::stream::Stream;
    use crate::text::CsvText;

    #[test]
    fn rows_are_written_as_records_whatever_separates_them() {
        for by in *b",;\t" {
            let cells = ["", "\tx", "a", "=1", "1;2,3\t4", "-5"];
            let (mut by_cells, mut by_fields) = (Vec::new(), Vec::new());
            CsvWriter::separated(&mut by_cells, by).record(cells).unwrap();
            CsvWriter::separated(&mut by_fields, by).row(&cells).unwrap();
            let text = String::from_utf8(by_fields).unwrap();
            assert_eq!(text.as_bytes(), by_cells, "{text}");
            assert!(
                text.contains("'\tx") && text.contains("'=1") && text.ends_with("-5\n"),
                "{text}"
            );
            assert_eq!(
                text.matches(char::from(by)).count(),
                5 + cells.concat().matches(char::from(by)).count()
            );
        }
    }

    /// Cells made of everything that may confuse a writer or a reader.
    fn cell() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "'", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\"", ",", ";", " ", "5", ".", "a",
            "ế", "\u{FEFF}",
        ]);
        let made = prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat());
        prop_oneof![4 => made, 1 => "[\u{0}-\u{7F}Ạ-ỹ\u{2000}-\u{206F}漢字]{0,8}"]
    }

    proptest! {
        /// Written cells are read unchanged, both by the reader that holds the text and by the
        /// streaming one.
        #[test]
        fn reading_gives_what_was_written(
            rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..6),
        ) {
            let rows: Vec<Vec<String>> =
                rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
            let (mut out, mut by_fields) = (Vec::new(), Vec::new());
            let mut table = CsvWriter::new(&mut out);
            table.record(["a", "b", "c"]).unwrap();
            for row in &rows {
                table.record(row).unwrap();
            }
            let mut table = CsvWriter::new(&mut by_fields);
            table.record(["a", "b", "c"]).unwrap();
            for row in &rows {
                table.row(row).unwrap();
            }
            prop_assert_eq!(&out, &by_fields);
            // A CSV reader that knows nothing of the apostrophes finds no formula.
            let mut plain = csv::ReaderBuilder::new();
            let mut plain = plain.has_headers(false).flexible(true).from_reader(out.as_slice());
            for record in plain.records() {
                for cell in &record.unwrap() {
                    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    prop_assert!(!begins || is_number(cell), "{cell:?}");
                }
            }
            let mut told = Vec::new();
            let mut tell = |finding| told.push(finding);
            let text = decode("a.csv", &out, &mut tell).unwrap();
            let held = CsvText::open("a.csv", text, &mut tell);
            let stream = Stream::open("a.csv", out.as_slice(), &mut tell).unwrap().unwrap();
            let ways: [Box<dyn Rows + '_>; 2] = [Box::new(held), Box::new(stream)];
            for mut way in ways {
                let mut record = Record::default();
                let mut read: Vec<Vec<String>> = Vec::new();
                while way.next(&mut record, &mut tell) {
                    read.push(record.cells().map(|cell| cell.text.to_owned()).collect());
                }
                prop_assert_eq!(read[0].join(","), "a,b,c");
                prop_assert_eq!(&read[1..], &rows);
                prop_assert_eq!(way.end().unwrap(), End::Whole);
            }
            prop_assert!(told.is_empty(), "{:?}", told);
        }
    }

    #[test]
    fn texts_are_held_and_numbers_are_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+84 24", "'+84 24"),
            ("-", "'-"),
            ("-1-1", "'-1-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("''-1", "'''-1"),
        ] {
            assert_eq!(held(cell).as_deref(), Some(written));
            assert_eq!(bare(written), Some(cell));
        }
        for cell in ["-0.25", "+3", "-12,5", "1-2", "'a", "'", "", "Ea H'leo", "—"] {
            assert_eq!((held(cell), bare(cell)), (None, None), "{cell}");
        }
    }
}
