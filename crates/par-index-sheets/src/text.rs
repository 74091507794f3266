//! Reads the rows of a CSV text that is held in memory.

use std::borrow::Cow;
use std::io::{self, Cursor};

use par_index::Finding;
use par_index::finding::{FindingCode, Place};

use crate::quotes::Quotes;
use crate::record::{At, End, Record, Rows};
use crate::table::{AMONG, is_header};

/// A CSV text as rows.
pub(crate) struct CsvText<'t> {
    reader: csv::Reader<Cursor<Held<'t>>>,
    delimiter: u8,
    /// The byte at which the part of the text begins that the CSV reader sees (after a line
    /// `sep=`).
    start: usize,
    lines: Lines,
    /// Whether the text contains quotation marks. Without them no cell can hold a line break.
    has_quotes: bool,
    /// Whether a quotation mark is never closed. The row with this mark then swallows the rest of
    /// the text.
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
    /// Opens a text as rows. A quotation mark that is never closed is reported through `tell`.
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

    /// The byte up to which rows were read.
    fn read(&self) -> usize {
        let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        read.saturating_add(self.start)
    }
}

impl Rows for CsvText<'_> {
    fn next(&mut self, record: &mut Record, _: &mut dyn FnMut(Finding)) -> bool {
        // A checked string is valid UTF-8 and rows may have any length, so the reader returns no
        // error.
        while record.take(|texts| self.reader.read_record(texts)).unwrap_or_default() {
            let inner = if self.has_quotes { record.line_breaks() } else { 0 };
            let is_last = self.read() >= self.text().len();
            let ended = !is_last || self.text().ends_with('\n');
            let at = self.lines.at(self.reader.position().line(), inner, ended);
            if self.is_open && is_last {
                // Where the open cell should have ended is unknown, so this row is not used. Its
                // last line break stands inside the cell too.
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

/// Converts lines of the text into row numbers as a spreadsheet counts them: a line break inside a
/// cell starts no new row.
#[derive(Default)]
pub(crate) struct Lines {
    /// The number of lines before the part of the text that the reader sees.
    pub(crate) skipped: u32,
    /// The number of line breaks inside cells so far.
    pub(crate) inner: u32,
}

impl Lines {
    /// The position of a row, from the line that the reader has reached behind it. `inner` is the
    /// number of line breaks in the row's cells; the last row of a text may end without a line
    /// break.
    pub(crate) fn at(&self, line: u64, inner: u32, is_ended: bool) -> At {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let line = line.saturating_sub(inner + u32::from(is_ended)).max(1);
        At { row: line - self.inner.min(line - 1), line: line + self.skipped }
    }
}

/// Recognises a first line `sep=;`, which names the separator and is not a row. Returns the
/// separator, the rest of the text and the number of lines skipped.
pub(crate) fn separator_line(text: &str) -> (Option<u8>, &str, u32) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first.trim_matches([' ', '\r']).to_ascii_lowercase();
    match named.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), rest, 1),
        _ => (None, text, 0),
    }
}

/// The separator of cells in a text: the one with which a header is recognised, else the one that
/// occurs most often in the first line outside quotation marks.
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
    // The first line is a title; the header stands below it.
    let header = lines.take(AMONG).find_map(|line| {
        let usual = most_often(line);
        is_of(line, usual).then_some(usual)
    });
    header.unwrap_or(usual)
}

/// The separator that occurs most often in a line, outside quotation marks.
pub(crate) fn most_often(line: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(byte == *separator && !quoted);
        }
    }
    // If several occur equally often, the first one of the list wins.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// The line of a quotation mark that is never closed, if there is one.
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
