//! A CSV table: header, rows with their spreadsheet numbers, the place of every cell.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use csv::StringRecord;
use par_index::{Finding, FindingCode, Findings, Origin, Place, Source};
use unicode_normalization::UnicodeNormalization;

use crate::formula::{bare, released};
use crate::number::Habit;
use crate::quotes::Quotes;

/// A table being read; rows stream, none is kept.
pub(crate) struct Table<'t> {
    text: &'t str,
    delimiter: u8,
    reader: csv::Reader<&'t [u8]>,
    headings: Vec<String>,
    folded: Vec<String>,
    pub(crate) source: Arc<Source>,
    /// Line breaks inside cells so far: spreadsheet rows do not count them.
    inner_lines: u32,
    /// Without quotes no cell holds a line break.
    has_quotes: bool,
    header: At,
    /// How the numbers of each column are written, once anybody asks.
    marks: OnceCell<Vec<Habit>>,
    /// Lines before the text that the reader sees.
    skipped: u32,
    /// The line of a quotation mark that is never closed: the row it stands in swallows all that follows.
    opened: Option<usize>,
    /// The rows from that one on, once they are reached.
    unread: Option<(At, u32)>,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    /// As a spreadsheet numbers it.
    pub(crate) row: u32,
    /// In the text.
    pub(crate) line: u32,
}

impl<'t> Table<'t> {
    /// Reads the header; `None` if there is none. Findings about the file as a whole are added.
    pub(crate) fn open(file: &str, text: &'t str, findings: &mut Findings) -> Option<Table<'t>> {
        let (stated, text, skipped) = separator_line(text);
        let header_line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let delimiter = stated.unwrap_or_else(|| delimiter(header_line));
        let opened = open_quote(text, delimiter);
        if let Some(line) = opened {
            let mut place = Place::file(file);
            place.line = Some(line + skipped);
            findings.push(Finding::new(FindingCode::QuoteOpen, place));
        }
        let mut table = Table {
            text,
            delimiter,
            reader: reader(text, delimiter),
            headings: Vec::new(),
            folded: Vec::new(),
            source: Arc::new(Source::file(file)),
            inner_lines: 0,
            has_quotes: text.contains('"'),
            header: At::default(),
            marks: OnceCell::new(),
            skipped: u32::try_from(skipped).unwrap_or_default(),
            opened,
            unread: None,
        };
        let mut record = StringRecord::new();
        let at = table.next(&mut record, &mut Findings::default())?;
        table.header = at;
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (column, heading) in record.iter().enumerate() {
            let heading = heading.nfc().collect::<String>();
            let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            let folded = par_index::fold_name(&heading);
            let first = seen.get(&folded).copied().filter(|_| !folded.is_empty());
            if let Some(first) = first {
                let place = table.place(at, column);
                let finding = Finding::new(FindingCode::DuplicateColumn, place);
                findings.push(finding.found(heading.clone()).with("first", first + 1));
                table.folded.push(String::new());
            } else {
                seen.insert(folded.clone(), column);
                table.folded.push(folded);
            }
            table.headings.push(heading);
        }
        let mut source = Source::file(file);
        source.headings.clone_from(&table.headings);
        table.source = Arc::new(source);
        Some(table)
    }

    /// The rows from a quotation mark on that is never closed, once all others are read: the first,
    /// and how many lines it took for its own.
    pub(crate) fn swallowed(&self) -> Option<(At, u32)> {
        self.unread
    }

    /// A heading as it is written.
    pub(crate) fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// Whether a column bears the name of one before it.
    pub(crate) fn is_twice(&self, column: usize) -> bool {
        let folded = self.folded.get(column).is_some_and(String::is_empty);
        folded && !self.heading(column).is_empty()
    }

    /// The column with one of some names.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let name = par_index::fold_name(name);
            self.folded.iter().position(|known| *known == name)
        })
    }

    /// The names as they are written; empty for a second column of one name.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (usize, &str)> {
        let known = self.folded.iter().zip(&self.headings).enumerate();
        known.filter(|(_, (folded, _))| !folded.is_empty()).map(|(n, (_, name))| (n, name.as_str()))
    }

    /// How many columns the header has.
    pub(crate) fn width(&self) -> usize {
        self.headings.len()
    }

    /// All rows below the header as they stand and what separates their cells; `None` if any cell
    /// may be quoted.
    pub(crate) fn plain_rows(&self) -> Option<(&'t str, u8)> {
        let start = usize::try_from(self.reader.position().byte()).ok()?;
        let rows = self.text.get(start..)?;
        (!self.has_quotes).then_some((rows, self.delimiter))
    }

    /// The next row that holds anything.
    pub(crate) fn next(
        &mut self,
        record: &mut StringRecord,
        findings: &mut Findings,
    ) -> Option<At> {
        loop {
            // Text from a checked string is UTF-8, and rows may have any length.
            if !self.reader.read_record(record).ok()? {
                return None;
            }
            let end = u32::try_from(self.reader.position().line()).unwrap_or(u32::MAX);
            let inner = if self.has_quotes { line_breaks(record) } else { 0 };
            // The last line may lack its end.
            let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
            let unended = read >= self.text.len() && !self.text.ends_with('\n');
            let line = end.saturating_sub(inner + u32::from(!unended)).max(1);
            let row = line - self.inner_lines.min(line - 1);
            let at = At { row, line: line + self.skipped };
            if self.opened.is_some() && read >= self.text.len() {
                // It is the last row, and nobody knows where its cell should have ended. Its last line
                // break is in a cell too.
                let extra = u32::from(!unended);
                let at = At { row: at.row + extra, line: at.line + extra };
                self.unread = Some((at, inner.saturating_sub(extra)));
                return None;
            }
            self.inner_lines += inner;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            released(record);
            let known = self.headings.len();
            if known > 0
                && let Some((column, extra)) =
                    record.iter().enumerate().skip(known).find(|(_, cell)| !cell.trim().is_empty())
            {
                let finding = Finding::new(FindingCode::RowTooLong, self.place(at, column));
                findings.push(finding.found(extra.trim()).with("count", known));
            }
            return Some(at);
        }
    }

    /// The origin of a cell.
    pub(crate) fn origin(&self, at: At, column: usize) -> Origin {
        Origin::cell(&self.source, at.row, at.line, u32::try_from(column).unwrap_or(u32::MAX))
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
        let mut reader = reader(self.text, self.delimiter);
        let mut habits = vec![Habit::default(); self.headings.len()];
        let mut record = StringRecord::new();
        // The header's codes are no numbers of the column.
        let mut below = false;
        while reader.read_record(&mut record).unwrap_or(false) {
            if below {
                habits
                    .iter_mut()
                    .zip(&record)
                    .for_each(|(habit, cell)| habit.see(bare(cell).unwrap_or(cell)));
            } else {
                below = record.iter().any(|cell| !cell.trim().is_empty());
            }
        }
        habits
    }
}

fn line_breaks(record: &StringRecord) -> u32 {
    let count = |cell: &str| cell.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(record.iter().map(count).sum::<usize>()).unwrap_or_default()
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    builder.from_reader(text.as_bytes())
}

/// A first line `sep=;` names the separator and is no row.
pub(crate) fn separator_line(text: &str) -> (Option<u8>, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first.trim_matches([' ', '\r']).to_ascii_lowercase();
    match named.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), rest, 1),
        _ => (None, text, 0),
    }
}

/// The separator that stands most often in the header, outside quotes.
pub(crate) fn delimiter(header: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(byte == *separator && !quoted);
        }
    }
    // Of equals the first wins.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// The line of a quotation mark that is never closed.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    if !text.contains('"') {
        return None;
    }
    let mut quotes = Quotes::new(delimiter);
    for byte in text.bytes() {
        quotes.pass(byte);
    }
    quotes.opened().map(|line| line as usize)
}
