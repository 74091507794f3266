//! A table: its header, its rows as they come, the place of every cell.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use par_index::{Finding, FindingCode, Findings, Heading, Origin, Place, Source};
use unicode_normalization::UnicodeNormalization;

use crate::number::Habit;
use crate::record::{At, End, Record, Rows};

/// A table being read; rows stream, none is kept.
pub(crate) struct Table<'t> {
    rows: Box<dyn Rows + 't>,
    pub(crate) source: Arc<Source>,
    /// The headings as they compare; of a second column of one name empty.
    folded: Vec<String>,
    header: At,
    /// How the numbers of each column are written, once anybody asks.
    marks: OnceCell<Vec<Habit>>,
}

impl<'t> Table<'t> {
    /// Reads the header from rows; `None` if there is none. What is wrong with it is told.
    ///
    /// # Errors
    /// Those of the reader below.
    pub(crate) fn over(
        source: Source,
        rows: Box<dyn Rows + 't>,
        tell: &mut dyn FnMut(Finding),
    ) -> io::Result<Option<Table<'t>>> {
        let mut table = Table {
            rows,
            source: Arc::new(source),
            folded: Vec::new(),
            header: At::default(),
            marks: OnceCell::new(),
        };
        let mut record = Record::default();
        if !table.rows.next(&mut record, tell) {
            return table.rows.end().map(|_| None);
        }
        table.header = record.at();
        let mut headings = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (column, cell) in record.cells().enumerate() {
            let heading = cell.text.nfc().collect::<String>();
            let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut folded = par_index::fold_name(&heading);
            if let Some(first) = seen.get(&folded).filter(|_| !folded.is_empty()) {
                let place = table.place(table.header, column);
                let finding = Finding::new(FindingCode::DuplicateColumn, place);
                tell(finding.found(heading.clone()).with("first", first + 1));
                folded.clear();
            } else {
                seen.insert(folded.clone(), column);
            }
            table.folded.push(folded);
            headings.push(heading);
        }
        let mut source = Source::clone(&table.source);
        source.headings = headings;
        table.source = Arc::new(source);
        Ok(Some(table))
    }

    /// A heading as it is written.
    pub(crate) fn heading(&self, column: usize) -> &str {
        self.source.headings.get(column).map_or("", String::as_str)
    }

    /// Whether a column bears the name of one before it.
    pub(crate) fn is_twice(&self, column: usize) -> bool {
        let folded = self.folded.get(column).is_some_and(String::is_empty);
        folded && !self.heading(column).is_empty()
    }

    /// The column under a heading, by its key.
    pub(crate) fn column(&self, key: &str) -> Option<usize> {
        let spellings = Heading::of(key)?.folded();
        spellings.iter().find_map(|one| self.folded.iter().position(|known| known == one))
    }

    /// The names as they are written, without second columns of one name.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (usize, &str)> {
        let known = self.folded.iter().zip(&self.source.headings).enumerate();
        known.filter(|(_, (folded, _))| !folded.is_empty()).map(|(n, (_, name))| (n, name.as_str()))
    }

    /// How many columns the header has.
    pub(crate) fn width(&self) -> usize {
        self.folded.len()
    }

    /// All rows below the header as lines, and what separates their cells; `None` if any cell may be
    /// quoted.
    pub(crate) fn lines(&self) -> Option<(&str, u8)> {
        self.rows.lines()
    }

    /// All lines of its text from one on, whatever stands in quotes.
    pub(crate) fn lines_from(&self, line: u32) -> Vec<&str> {
        self.rows.lines_from(line)
    }

    /// Reads the next row that holds anything.
    pub(crate) fn read(
        &mut self,
        record: &mut Record,
        tell: &mut dyn FnMut(Finding),
    ) -> Option<At> {
        self.rows.next(record, tell).then(|| record.at())
    }

    /// The same, and tells of a cell beyond the header.
    pub(crate) fn next(&mut self, record: &mut Record, findings: &mut Findings) -> Option<At> {
        let at = self.read(record, &mut |finding| findings.push(finding))?;
        findings.extend(self.too_long(record));
        Some(at)
    }

    /// What is said of a row that has a cell beyond the header.
    pub(crate) fn too_long(&self, record: &Record) -> Option<Finding> {
        too_long(record, &self.source)
    }

    /// How the rows ended.
    ///
    /// # Errors
    /// Those of the reader below.
    pub(crate) fn end(&mut self) -> io::Result<End> {
        self.rows.end()
    }

    /// The origin of a cell.
    pub(crate) fn origin(&self, at: At, column: usize) -> Origin {
        origin(&self.source, at, column)
    }

    /// Tells where each leaf of a wide table stands.
    pub(crate) fn leaves_stand_in(&mut self, columns: Vec<Option<u32>>) {
        let mut source = Source::clone(&self.source);
        source.columns = columns;
        self.source = Arc::new(source);
    }

    /// Where the header stands.
    pub(crate) fn header(&self) -> At {
        self.header
    }

    /// The place of the table as a whole.
    pub(crate) fn whole(&self) -> Place {
        let mut place = Place::default();
        (place.file, place.sheet) = (self.source.file.clone(), self.source.sheet.clone());
        place
    }

    /// The place of a cell.
    pub(crate) fn place(&self, at: At, column: usize) -> Place {
        self.origin(at, column).place()
    }

    /// The decimal mark that a column's other cells settle; for the first of them the table is read once
    /// more.
    pub(crate) fn decimal_mark(&self, column: usize) -> Option<char> {
        self.marks.get_or_init(|| self.habits()).get(column)?.mark()
    }

    /// How the numbers of each column are written.
    fn habits(&self) -> Vec<Habit> {
        let mut habits = vec![Habit::default(); self.width()];
        let Some(mut rows) = self.rows.again() else { return habits };
        let mut record = Record::default();
        // The header's codes are no numbers of the column.
        rows.next(&mut record, &mut |_| {});
        while rows.next(&mut record, &mut |_| {}) {
            Habit::see_row(&mut habits, &record);
        }
        habits
    }
}

/// The origin of a cell of a table.
pub(crate) fn origin(source: &Arc<Source>, at: At, column: usize) -> Origin {
    Origin::cell(source, at.row, at.line, u32::try_from(column).unwrap_or(u32::MAX))
}

/// What is said of a row that has a cell beyond the header of its table.
pub(crate) fn too_long(record: &Record, source: &Arc<Source>) -> Option<Finding> {
    let known = source.headings.len();
    let (column, extra) = record.first_from(known)?;
    let place = origin(source, record.at(), column).place();
    let finding = Finding::new(FindingCode::RowTooLong, place);
    Some(finding.found(extra.trim()).with("count", known))
}
