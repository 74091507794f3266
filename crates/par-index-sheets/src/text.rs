//! The rows of a CSV text that is held in memory.

use std::borrow::Cow;
use std::io::{self, Cursor};

use par_index::Finding;
use par_index::finding::{FindingCode, Place};

use crate::quotes::Quotes;
use crate::record::{At, End, Record, Rows};
use crate::table::{AMONG, is_header};

/// A text as rows.
pub(crate) struct CsvText<'t> {
    reader: csv::Reader<Cursor<Held<'t>>>,
    delimiter: u8,
    /// Where the text begins that the reader sees.
    start: usize,
    lines: Lines,
    /// Without quotes no cell holds a line break.
    has_quotes: bool,
    /// Whether a quotation mark is never closed: the row it stands in swallows all that follows.
    is_open: bool,
    end: End,
}

struct Held<'t>(Cow<'t, str>);

impl AsRef<[u8]> for Held<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl<'t> CsvText<'t> {
    /// The rows of a text. A quotation mark that is never closed is told.
    pub(crate) fn open(
        file: &str,
        text: Cow<'t, str>,
        tell: &mut dyn FnMut(Finding),
    ) -> CsvText<'t> {
        let (stated, rest, skipped) = separator_line(&text);
        let delimiter = stated.unwrap_or_else(|| delimiter(rest));
        let opened = open_quote(rest, delimiter);
        if let Some(line) = opened {
            let mut place = Place::file(file);
            place.line = Some((line + skipped) as usize);
            tell(Finding::new(FindingCode::QuoteOpen, place));
        }
        let start = text.len() - rest.len();
        let has_quotes = rest.contains('"');
        let mut rows = CsvText::at(text, start, delimiter);
        (rows.lines.skipped, rows.has_quotes, rows.is_open) =
            (skipped, has_quotes, opened.is_some());
        rows
    }

    fn at(text: Cow<'t, str>, start: usize, delimiter: u8) -> CsvText<'t> {
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter);
        let mut bytes = Cursor::new(Held(text));
        bytes.set_position(start as u64);
        CsvText {
            reader: builder.from_reader(bytes),
            delimiter,
            start,
            lines: Lines::default(),
            has_quotes: false,
            is_open: false,
            end: End::Whole,
        }
    }

    fn text(&self) -> &str {
        &self.reader.get_ref().get_ref().0
    }

    /// How far the reader has come.
    fn read(&self) -> usize {
        let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        read.saturating_add(self.start)
    }
}

impl Rows for CsvText<'_> {
    fn next(&mut self, record: &mut Record, _: &mut dyn FnMut(Finding)) -> bool {
        // Text from a checked string is UTF-8, and rows may have any length.
        while record.take(|texts| self.reader.read_record(texts)).unwrap_or_default() {
            let inner = if self.has_quotes { record.line_breaks() } else { 0 };
            let is_last = self.read() >= self.text().len();
            let ended = !is_last || self.text().ends_with('\n');
            let at = self.lines.at(self.reader.position().line(), inner, ended);
            if self.is_open && is_last {
                // Nobody knows where its cell should have ended. Its last line break is in a cell too.
                let extra = u32::from(ended);
                let at = At { row: at.row + extra, line: at.line + extra };
                self.end = End::Swallowed(at, inner.saturating_sub(extra));
                return false;
            }
            self.lines.inner += inner;
            if record.first_from(0).is_some() {
                record.stands(at);
                return true;
            }
        }
        false
    }

    fn end(&mut self) -> io::Result<End> {
        Ok(self.end)
    }

    fn again(&self) -> Option<Box<dyn Rows + '_>> {
        Some(Box::new(CsvText::at(Cow::Borrowed(self.text()), self.start, self.delimiter)))
    }

    fn lines_from(&self, line: u32) -> Vec<&str> {
        let before = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        self.text().lines().skip(before).collect()
    }

    fn lines(&self) -> Option<(&str, u8)> {
        let rows = self.text().get(self.read()..)?;
        (!self.has_quotes).then_some((rows, self.delimiter))
    }
}

/// Counts rows as a spreadsheet does: a line break inside a cell begins none.
#[derive(Default)]
pub(crate) struct Lines {
    /// Lines before the text that the reader sees.
    pub(crate) skipped: u32,
    /// Line breaks inside cells so far.
    pub(crate) inner: u32,
}

impl Lines {
    /// Where a row stands that the reader has left at a line, with so many breaks in its cells; the last
    /// one may lack its end.
    pub(crate) fn at(&self, line: u64, inner: u32, is_ended: bool) -> At {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let line = line.saturating_sub(inner + u32::from(is_ended)).max(1);
        At { row: line - self.inner.min(line - 1), line: line + self.skipped }
    }
}

/// A first line `sep=;` names the separator and is no row.
pub(crate) fn separator_line(text: &str) -> (Option<u8>, &str, u32) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first.trim_matches([' ', '\r']).to_ascii_lowercase();
    match named.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), rest, 1),
        _ => (None, text, 0),
    }
}

/// The separator of a text: that of its header, where one is known; else the one that stands most
/// often in the first line, outside quotes.
pub(crate) fn delimiter(text: &str) -> u8 {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    let usual = most_often(first);
    let parts = |line: &'_ str, separator: u8| {
        let bare = |cell: &'_ str| cell.trim_matches(['"', ' ']).to_owned();
        line.split(char::from(separator)).take(500).map(bare).collect::<Vec<_>>()
    };
    let is_of =
        |line: &str, separator: u8| is_header(parts(line, separator).iter().map(String::as_str));
    if is_of(first, usual) {
        return usual;
    }
    // A title stands above.
    let header = lines.take(AMONG).find_map(|line| {
        let usual = most_often(line);
        is_of(line, usual).then_some(usual)
    });
    header.unwrap_or(usual)
}

/// The separator that stands most often in a line, outside quotes.
pub(crate) fn most_often(line: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(byte == *separator && !quoted);
        }
    }
    // Of equals the first wins.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// The line of a quotation mark that is never closed.
fn open_quote(text: &str, delimiter: u8) -> Option<u32> {
    if !text.contains('"') {
        return None;
    }
    let mut quotes = Quotes::new(delimiter);
    for byte in text.bytes() {
        quotes.pass(byte);
    }
    quotes.opened()
}
