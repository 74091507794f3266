//! A row of typed cells. Every kind of file is turned into such rows, and readers of tables see
//! nothing else of it.

use std::io;

use csv::StringRecord;
use par_index::Finding;

use crate::formula::bare;

/// The position of a row in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    /// The row number as a spreadsheet shows it, from 1.
    pub(crate) row: u32,
    /// The line of the text on which the row stands; for a file without lines, such as a workbook,
    /// the row number.
    pub(crate) line: u32,
}

/// The type of a cell's value, which is known apart from the text of the cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text. Every cell of CSV is of this kind: its meaning is read from its characters.
    #[default]
    Text,
    /// A number in plain form (`1234.5`), without marks that group thousands.
    Number,
    /// A percentage in plain form (`85.5%`).
    Percent,
    /// A day (`2023-06-30`).
    Day,
    /// `TRUE` or `FALSE`.
    Truth,
    /// An error value of a spreadsheet formula, as the spreadsheet writes it (`#REF!`).
    Error,
}

/// One cell. If the text is empty, the cell is empty, whatever its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell<'r> {
    pub(crate) text: &'r str,
    pub(crate) kind: Kind,
    /// Whether the cell belongs to a merged area. All cells of such an area have the text of the
    /// first one.
    pub(crate) merged: bool,
}

impl<'r> Cell<'r> {
    /// A cell of kind text, as in CSV.
    pub(crate) fn text(text: &'r str) -> Cell<'r> {
        Cell::of(text, Kind::Text)
    }

    /// A cell of the given kind.
    pub(crate) fn of(text: &'r str, kind: Kind) -> Cell<'r> {
        Cell { text, kind, merged: false }
    }

    /// The text without blanks around it; empty if it consists only of invisible characters.
    pub(crate) fn bare(self) -> &'r str {
        let text = self.text.trim();
        let seen = text.as_bytes().first().is_some_and(u8::is_ascii_graphic);
        if seen || !par_index::words::fold_name(text).is_empty() { text } else { "" }
    }

    /// The text without blanks around it; `None` if that is empty.
    pub(crate) fn said(self) -> Option<&'r str> {
        Some(self.bare()).filter(|text| !text.is_empty())
    }
}

/// One row. The same value is reused for the next row, which saves allocations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    at: At,
    texts: StringRecord,
    /// The kind of each cell, and whether it is merged. The list is empty if all cells are plain
    /// texts.
    kinds: Vec<(Kind, bool)>,
    /// The addresses of links, each with the column of its cell, in order of the columns.
    links: Vec<(usize, String)>,
}

impl Record {
    /// The position of the row.
    pub(crate) fn at(&self) -> At {
        self.at
    }

    /// Whether the row has no cells at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The number of cells.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The cell of a column; an empty cell beyond the last one.
    pub(crate) fn cell(&self, column: usize) -> Cell<'_> {
        let text = self.texts.get(column).unwrap_or_default();
        let (kind, merged) = self.kinds.get(column).copied().unwrap_or_default();
        Cell { text, kind, merged }
    }

    /// The cell of a column that the table may lack: then an empty cell.
    pub(crate) fn cell_of(&self, column: Option<usize>) -> Cell<'_> {
        column.map(|column| self.cell(column)).unwrap_or_default()
    }

    /// The address that a cell links to, if it is a link.
    pub(crate) fn link(&self, column: usize) -> Option<&str> {
        let found = self.links.binary_search_by_key(&column, |(at, _)| *at).ok()?;
        self.links.get(found).map(|(_, address)| address.as_str())
    }

    /// All cells of the row, in order of the columns.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// The first cell at or after a column that is not blank, with its column.
    pub(crate) fn first_from(&self, column: usize) -> Option<(usize, &str)> {
        let mut cells = self.texts.iter().enumerate().skip(column);
        cells.find(|(_, text)| !text.trim().is_empty())
    }

    /// The number of line breaks inside the cells.
    pub(crate) fn line_breaks(&self) -> u32 {
        let bytes = self.texts.as_slice().bytes();
        u32::try_from(bytes.filter(|byte| *byte == b'\n').count()).unwrap_or_default()
    }

    /// Fills the row with the texts of a row of CSV. Returns whether there was one.
    pub(crate) fn take(
        &mut self,
        read: impl FnOnce(&mut StringRecord) -> csv::Result<bool>,
    ) -> csv::Result<bool> {
        self.kinds.clear();
        self.links.clear();
        read(&mut self.texts)
    }

    /// Empties the row, to be filled with typed cells.
    pub(crate) fn begin(&mut self) {
        self.texts.clear();
        self.kinds.clear();
        self.links.clear();
    }

    /// Records the address that the next cell to be pushed links to.
    pub(crate) fn leads(&mut self, address: &str) {
        self.links.push((self.texts.len(), address.to_owned()));
    }

    /// Appends a cell.
    pub(crate) fn push(&mut self, cell: Cell<'_>) {
        self.texts.push_field(cell.text);
        self.kinds.push((cell.kind, cell.merged));
    }

    /// Sets the position of the row, and removes from each text the one apostrophe that marks a
    /// formula as plain text.
    pub(crate) fn stands(&mut self, at: At) {
        self.at = at;
        if self.texts.iter().any(|text| bare(text).is_some()) {
            self.texts = self.texts.iter().map(|text| bare(text).unwrap_or(text)).collect();
        }
    }
}

/// A source of rows, read one after the other; no row is kept.
pub(crate) trait Rows {
    /// Reads the next row that is not blank; returns `false` after the last one. Whatever cannot be
    /// read is passed to `tell`.
    fn next(&mut self, record: &mut Record, tell: &mut dyn FnMut(Finding)) -> bool;

    /// How the rows ended.
    ///
    /// # Errors
    /// Errors of the underlying reader.
    fn end(&mut self) -> io::Result<End>;

    /// The same rows again from the first one, if they can be read a second time.
    fn again(&self) -> Option<Box<dyn Rows + '_>> {
        None
    }

    /// All lines of the text from the given line on, without regard to quotation marks.
    fn lines_from(&self, _line: u32) -> Vec<&str> {
        Vec::new()
    }

    /// The text of the rows not read yet, and the separator of cells; `None` if any cell may be
    /// quoted.
    fn lines(&self) -> Option<(&str, u8)> {
        None
    }
}

/// What came after the last row that was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing: the table was read to its end.
    #[default]
    Whole,
    /// A row with a quotation mark that is never closed: its position, and the number of further
    /// lines that it swallowed.
    Swallowed(At, u32),
    /// Some text could not be read, which was reported; it may also have stood between rows.
    CutShort,
}

#[cfg(test)]
mod tests {
    use par_index::assessment::Source;
    use par_index::finding::{FindingCode, Place};
    use par_index::{Inputs, framework};
    use proptest::prelude::*;

    use super::*;
    use crate::cell::{self, Content, content};
    use crate::input::{read_input, read_table};
    use crate::number::{Bounds, Reading};
    use crate::table::Table;
    use crate::{CsvWriter, write_long};

    type Made = Vec<Vec<(String, Kind)>>;

    /// Rows of typed cells without lines of text, as a workbook has them.
    struct Sheet<'m>(std::iter::Enumerate<std::slice::Iter<'m, Vec<(String, Kind)>>>);

    impl Rows for Sheet<'_> {
        fn next(&mut self, record: &mut Record, _: &mut dyn FnMut(Finding)) -> bool {
            for (n, row) in self.0.by_ref() {
                record.begin();
                for (text, kind) in row {
                    record.push(Cell::of(text, *kind));
                }
                let row = u32::try_from(n).unwrap() + 1;
                record.stands(At { row, line: row });
                if record.first_from(0).is_some() {
                    return true;
                }
            }
            false
        }

        fn end(&mut self) -> io::Result<End> {
            Ok(End::Whole)
        }
    }

    fn inputs() -> Inputs {
        Inputs::new(&framework("hon-quan-2023").unwrap()).for_year(2023)
    }

    /// Describes the result of reading: the values with their places, and all findings.
    fn said(inputs: Inputs) -> String {
        let input = inputs.finish();
        let mut values = Vec::new();
        write_long(&input.assessments, false, &mut values).unwrap();
        format!("{}{:?}", String::from_utf8(values).unwrap(), input.findings)
    }

    fn typed(source: Source, made: &Made) -> Inputs {
        let mut inputs = inputs();
        let rows = Box::new(Sheet(made.iter().enumerate()));
        let table = Table::over(source, rows, &mut |finding| panic!("{finding}")).unwrap();
        read_table(&mut inputs, table.unwrap());
        inputs
    }

    fn row<const N: usize>(cells: [(&str, Kind); N]) -> Vec<(String, Kind)> {
        cells.map(|(text, kind)| (text.to_owned(), kind)).to_vec()
    }

    /// Makes a cell with a score: a text that has only one reading in CSV, and the kind that the
    /// cell has in a workbook.
    fn score() -> impl Strategy<Value = (String, Kind)> {
        let whole = (0..9_u8).prop_map(|n| (n.to_string(), Kind::Number));
        // With exactly three decimal places a number would have two readings in CSV.
        let number = (0..9_u8, prop::sample::select(vec!["5", "25", "1250"]))
            .prop_map(|(n, places)| (format!("{n}.{places}"), Kind::Number));
        let other = prop::sample::select(vec![
            ("", Kind::Text),
            ("-", Kind::Text),
            ("Không áp dụng", Kind::Text),
            ("abc", Kind::Text),
            ("85%", Kind::Percent),
            ("2023-04-03", Kind::Day),
            ("TRUE", Kind::Truth),
            ("#REF!", Kind::Error),
        ]);
        let other = other.prop_map(|(text, kind)| (text.to_owned(), kind));
        prop_oneof![whole, number, other]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// A long or a wide table gives the same result whether it is read from CSV or from typed
        /// cells.
        #[test]
        fn a_table_of_typed_cells_reads_as_its_csv(
            long in any::<bool>(),
            scores in prop::collection::vec((score(), score()), 1..5),
        ) {
            let text = |text: &str| (text.to_owned(), Kind::Text);
            let heads = if long { ["Đơn vị", "Mã TC", "Tự chấm"] } else { ["Đơn vị", "1.2", "1.3"] };
            let mut made: Made = vec![heads.map(text).to_vec()];
            for (n, (first, second)) in scores.into_iter().enumerate() {
                let unit = text(&format!("xã {n}"));
                // An empty row counts as a row in both kinds of file.
                made.push(Vec::new());
                made.push(if long {
                    vec![unit, text("1.3"), first]
                } else {
                    vec![unit, first, second]
                });
            }
            let mut csv = Vec::new();
            let mut table = CsvWriter::new(&mut csv);
            for row in &made {
                table.record(row.iter().map(|(text, _)| text)).unwrap();
            }
            let mut from_csv = inputs();
            read_input(&mut from_csv, "a.csv", &csv);
            prop_assert_eq!(said(typed(Source::file("a.csv"), &made)), said(from_csv));
        }
    }

    #[test]
    fn a_typed_number_has_one_reading() {
        let one = |text: &str| Content::Number(Reading::One(text.to_owned()));
        for (text, kind, expected) in [
            ("1.250", Kind::Number, one("1.250")),
            (" ", Kind::Number, Content::Empty),
            ("#THAM_CHIẾU!", Kind::Error, Content::Bad(FindingCode::SpreadsheetError)),
            ("85.125%", Kind::Percent, Content::Bad(FindingCode::PercentGiven)),
            ("2023-04-03", Kind::Day, Content::Bad(FindingCode::DateGiven)),
            ("TRUE", Kind::Truth, Content::Bad(FindingCode::UnknownWord)),
        ] {
            assert_eq!(content(Cell::of(text, kind)), expected, "{text}");
        }
        let plain = |text, kind| cell::plain(Cell::of(text, kind));
        assert_eq!(plain("1.250", Kind::Number), Some("1.25".parse().unwrap()));
        assert_eq!((plain("1.250", Kind::Text), plain("-1", Kind::Number)), (None, None));
        let number = |kind| {
            let cell = Cell::of("1.250", kind);
            cell::number(cell, Bounds::default, Place::default).map_err(|finding| finding.code())
        };
        assert_eq!(number(Kind::Number), Ok(Some("1.250".to_owned())));
        assert_eq!(number(Kind::Text), Err(FindingCode::AmbiguousNumber));
    }

    #[test]
    fn a_finding_names_sheet_and_cell() {
        let mut source = Source::file("a.xlsx");
        source.sheet = Some("Điểm".to_owned());
        let made = vec![
            row([("Đơn vị", Kind::Text), ("1.3", Kind::Text), ("Bogus", Kind::Text)]),
            row([("xã A", Kind::Text), ("#REF!", Kind::Error), ("x", Kind::Text)]),
        ];
        let findings = typed(source, &made).finish().findings;
        let mut places: Vec<_> = findings.iter().map(|one| one.place().clone()).collect();
        places.retain(|place| place.sheet.as_deref() == Some("Điểm"));
        let cells: Vec<_> = places.iter().filter_map(|place| place.cell.as_deref()).collect();
        assert_eq!((cells, places.len()), (vec!["C1", "B2"], 2));
    }
}
