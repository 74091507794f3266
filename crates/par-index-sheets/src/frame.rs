//! A frame: a table that another program hands over in memory, each cell with its type.
//!
//! Readers take names and bytes, so a frame travels as bytes too: a first line that no other file
//! has, then the rows as CSV, with a letter before each cell that says its type.

use std::io::{self, Cursor};

use csv::StringRecord;
use par_index::Finding;

use crate::record::{At, Cell, End, Kind, Record, Rows};

/// The first line of a frame. It begins with a control character, which no text begins with.
pub(crate) const MARK: &[u8] = b"\x01par-index frame\n";

/// A cell of a frame. A number is digits with a decimal point (`1234.5`), so it has one reading
/// only, while a number in a text may have two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameCell<'c> {
    /// An empty cell.
    Empty,
    /// A text as a person wrote it.
    Text(&'c str),
    /// A number: digits, perhaps with a decimal point.
    Number(&'c str),
    /// A day in the form `2023-06-30`.
    Day(&'c str),
    /// A truth value.
    Truth(bool),
}

/// Writes a table as the bytes of a frame, which every reader of this crate takes.
///
/// ```
/// use par_index::{framework, Inputs};
/// use par_index_sheets::{FrameCell, FrameWriter, read_input};
///
/// let mut frame = FrameWriter::new(["unit", "1", "2"]);
/// frame.row([FrameCell::Text("Bộ Nội vụ"), FrameCell::Number("60.650"), FrameCell::Number("26")]);
/// let mut inputs = Inputs::new(&framework("vn-ministry-2023")?).for_year(2023);
/// read_input(&mut inputs, "frame", &frame.finish());
/// assert!(inputs.finish().findings.is_empty());
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Debug)]
pub struct FrameWriter {
    out: csv::Writer<Vec<u8>>,
    record: StringRecord,
}

impl FrameWriter {
    /// A frame with the given headings.
    pub fn new<'c>(headings: impl IntoIterator<Item = &'c str>) -> FrameWriter {
        let mut frame = FrameWriter {
            out: csv::WriterBuilder::new().flexible(true).from_writer(MARK.to_vec()),
            record: StringRecord::new(),
        };
        frame.row(headings.into_iter().map(FrameCell::Text));
        frame
    }

    /// Adds a row of cells.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = FrameCell<'c>>) {
        self.record.clear();
        let mut text = String::new();
        for cell in cells {
            let (letter, said) = match cell {
                FrameCell::Empty => ('t', ""),
                FrameCell::Text(said) => ('t', said),
                FrameCell::Number(said) => ('n', said),
                FrameCell::Day(said) => ('d', said),
                FrameCell::Truth(true) => ('b', "TRUE"),
                FrameCell::Truth(false) => ('b', "FALSE"),
            };
            text.clear();
            text.push(letter);
            text.push_str(said);
            self.record.push_field(&text);
        }
        // Writing to memory cannot fail.
        let _ = self.out.write_record(&self.record);
    }

    /// The bytes of the whole frame.
    pub fn finish(self) -> Vec<u8> {
        self.out.into_inner().unwrap_or_default()
    }
}

/// The rows of a frame; the header is row 0, the first row below it row 1.
pub(crate) struct FrameRows<B> {
    reader: csv::Reader<Cursor<B>>,
    read: StringRecord,
    row: u32,
}

impl<B: AsRef<[u8]>> FrameRows<B> {
    /// The rows of bytes that begin with [`MARK`].
    pub(crate) fn open(bytes: B) -> FrameRows<B> {
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true);
        let mut bytes = Cursor::new(bytes);
        bytes.set_position(MARK.len() as u64);
        FrameRows { reader: builder.from_reader(bytes), read: StringRecord::new(), row: 0 }
    }
}

impl<B: AsRef<[u8]>> Rows for FrameRows<B> {
    fn next(&mut self, record: &mut Record, _: &mut dyn FnMut(Finding)) -> bool {
        // Bytes that are no text can only come from another writer; the table ends there.
        while self.reader.read_record(&mut self.read).unwrap_or_default() {
            record.begin();
            for cell in &self.read {
                let mut letters = cell.chars();
                let kind = match letters.next() {
                    Some('n') => Kind::Number,
                    Some('d') => Kind::Day,
                    Some('b') => Kind::Truth,
                    _ => Kind::Text,
                };
                record.push(Cell::of(letters.as_str(), kind));
            }
            let row = self.row;
            self.row = self.row.saturating_add(1);
            if record.first_from(0).is_some() {
                record.stands(At { row, line: row });
                return true;
            }
        }
        false
    }

    fn end(&mut self) -> io::Result<End> {
        Ok(End::Whole)
    }

    fn again(&self) -> Option<Box<dyn Rows + '_>> {
        Some(Box::new(FrameRows::open(self.reader.get_ref().get_ref().as_ref())))
    }
}

#[cfg(test)]
mod tests {
    use par_index::finding::FindingCode;
    use par_index::{Inputs, framework};

    use super::*;
    use crate::{read_efforts, read_input, read_register};

    const UNIT: FrameCell<'_> = FrameCell::Text("xã A");

    fn findings(frame: FrameWriter) -> Vec<Finding> {
        let fw = framework("hon-quan-2023").unwrap();
        let mut inputs = Inputs::new(&fw).for_year(2023);
        read_input(&mut inputs, "frame", &frame.finish());
        inputs.finish().findings
    }

    #[test]
    fn a_number_of_a_frame_has_one_reading() {
        let mut frame = FrameWriter::new(["Đơn vị", "Mã TC", "Tự chấm"]);
        frame.row([UNIT, FrameCell::Text("1.3"), FrameCell::Number("1.250")]);
        assert_eq!(findings(frame), []);
        let mut frame = FrameWriter::new(["Đơn vị", "Mã TC", "Tự chấm"]);
        frame.row([UNIT, FrameCell::Text("1.3"), FrameCell::Day("2023-04-03")]);
        let told = findings(frame);
        assert_eq!(told[0].code(), FindingCode::DateGiven);
        assert_eq!(told[0].place().line, Some(1));
    }

    #[test]
    fn the_first_row_is_no_numbering_of_columns() {
        let mut frame = FrameWriter::new(["unit", "group", "1.2", "1.3"]);
        let cell = |n| [FrameCell::Number("1"), FrameCell::Number("2")][n];
        frame.row([FrameCell::Text("A"), FrameCell::Text("B"), cell(0), cell(1)]);
        let fw = framework("hon-quan-2023").unwrap();
        let mut inputs = Inputs::new(&fw).for_year(2023);
        read_input(&mut inputs, "frame", &frame.finish());
        assert_eq!(inputs.finish().assessments.len(), 1);
    }

    #[test]
    fn other_tables_come_as_frames_too() {
        let mut frame = FrameWriter::new(["unit", "name", "ranked"]);
        frame.row([FrameCell::Text("xa-1"), FrameCell::Text("Xã Một"), FrameCell::Truth(false)]);
        let (register, told) = read_register("units", &frame.finish());
        assert_eq!((register.units()[0].ranked, told.len()), (Some(false), 0));
        let mut frame = FrameWriter::new(["code", "to", "effort"]);
        let cells = [FrameCell::Text("1.3"), FrameCell::Number("2"), FrameCell::Number("3")];
        frame.row(cells);
        let fw = framework("hon-quan-2023").unwrap();
        assert_eq!(read_efforts(&fw, "efforts", &frame.finish()).findings(), []);
    }

    #[test]
    fn no_bytes_behind_the_mark_make_a_reader_panic() {
        for tail in [&b""[..], b"\xFF\n", b"\"", b"tunit,t1.3\n,,,\nx\xC3", b"\n\n", b"\xE1\xBB\n"]
        {
            let fw = framework("hon-quan-2023").unwrap();
            let mut inputs = Inputs::new(&fw).for_year(2023);
            read_input(&mut inputs, "a.csv", &[MARK, tail].concat());
            let _ = inputs.finish();
        }
    }
}
