//! Reads the rows of CSV of any length as a stream. [`CsvText`](crate::text::CsvText) does the same
//! for a text held in memory.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use par_index::Finding;
use par_index::finding::{FindingCode, Place};

use crate::decode::{decode, is_other_encoding};
use crate::kind::{foreign, is_foreign};
use crate::quotes::Quotes;
use crate::record::{End, Record, Rows};
use crate::text::{Lines, delimiter, separator_line};

/// How many bytes at the start of an input are examined to tell its encoding and its separator.
const HEAD: u64 = 1 << 16;
/// The most bytes of one row. A longer row means that a quotation mark is never closed, or that the
/// input is not a table.
const MOST: u64 = 1 << 20;

/// The rows of an input, read one by one and never kept.
pub(crate) struct Stream<'r> {
    reader: csv::Reader<LineEnds<'r>>,
    seen: Rc<Seen>,
    file: String,
    lines: Lines,
    /// Whether part of the text could not be read.
    cut_short: bool,
    failed: Option<io::Error>,
}

impl<'r> Stream<'r> {
    /// Opens an input as rows; `None` if the input is not a text, which is reported through `tell`.
    ///
    /// UTF-8 is streamed; UTF-16 and Windows-1258 are first read as a whole.
    pub(crate) fn open(
        file: &str,
        mut input: impl Read + 'r,
        tell: &mut dyn FnMut(Finding),
    ) -> io::Result<Option<Stream<'r>>> {
        let mut head = Vec::new();
        input.by_ref().take(HEAD).read_to_end(&mut head)?;
        // In UTF-16 every other byte of an ASCII letter is zero, and headers begin with ASCII
        // letters.
        let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
        let wide = wide || head.iter().take(4).any(|byte| *byte == 0);
        if is_foreign(&head) {
            tell(foreign(file, &head));
            return Ok(None);
        }
        let whole = wide || is_other_encoding(&head);
        if whole {
            input.read_to_end(&mut head)?;
            match decode(file, &head, tell) {
                Ok(text) => head = text.into_owned().into_bytes(),
                Err(finding) => {
                    tell(finding);
                    return Ok(None);
                }
            }
        }
        let mut start = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let text = String::from_utf8_lossy(head.get(start..).unwrap_or_default()).into_owned();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let (stated, rest, skipped) = separator_line(&text);
        let delimiter = stated.unwrap_or_else(|| delimiter(rest));
        if skipped > 0 {
            let line = head.iter().skip(start).position(|byte| matches!(byte, b'\n' | b'\r'));
            start += line.map_or(head.len(), |at| at + 1);
            start += usize::from(head.get(start) == Some(&b'\n'));
        }
        let mut bytes = Cursor::new(head);
        bytes.set_position(start as u64);
        let seen = Rc::new(Seen { begins: Cell::new(1), ..Seen::default() });
        let inner: Box<dyn Read + 'r> =
            if whole { Box::new(bytes) } else { Box::new(bytes.chain(input)) };
        let quotes = Quotes::new(delimiter);
        let ends = LineEnds { inner, seen: Rc::clone(&seen), after_return: false, quotes };
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter);
        let lines = Lines { skipped, inner: 0 };
        Ok(Some(Stream {
            reader: builder.from_reader(ends),
            seen,
            file: file.to_owned(),
            lines,
            cut_short: false,
            failed: None,
        }))
    }

    fn at_line(&self, code: FindingCode, line: u32) -> Finding {
        let mut place = Place::file(&*self.file);
        place.line = Some((line + self.lines.skipped) as usize);
        Finding::new(code, place)
    }
}

impl Rows for Stream<'_> {
    /// A row that is not valid text, and a row with a quotation mark that is never closed, is
    /// reported and passed over.
    fn next(&mut self, record: &mut Record, tell: &mut dyn FnMut(Finding)) -> bool {
        loop {
            let begins = self.reader.position().line();
            match record.take(|texts| self.reader.read_record(texts)) {
                Ok(true) => {}
                Ok(false) => return false,
                Err(error) => {
                    let csv::ErrorKind::Io(error) = error.into_kind() else {
                        self.cut_short = true;
                        let line = u32::try_from(begins).unwrap_or(u32::MAX);
                        tell(self.at_line(FindingCode::NotUtf8, line));
                        continue;
                    };
                    if self.seen.too_long.get() {
                        self.cut_short = true;
                        tell(match self.seen.opened.get() {
                            Some(opened) => self.at_line(FindingCode::QuoteOpen, opened),
                            None => self
                                .at_line(FindingCode::RowUnended, self.seen.begins.get())
                                .with("most", MOST.to_string()),
                        });
                    } else {
                        self.failed = Some(error);
                    }
                    return false;
                }
            }
            let position = self.reader.position();
            let is_last = self.seen.ended.get() && position.byte() >= self.seen.total.get();
            if let Some(opened) = self.seen.opened.get().filter(|_| is_last) {
                self.cut_short = true;
                tell(self.at_line(FindingCode::QuoteOpen, opened));
                return false;
            }
            let inner = record.line_breaks();
            let ended = position.byte() < self.seen.total.get() || self.seen.last.get() == b'\n';
            let at = self.lines.at(position.line(), inner, ended);
            self.lines.inner += inner;
            if record.first_from(0).is_some() {
                record.stands(at);
                return true;
            }
        }
    }

    fn end(&mut self) -> io::Result<End> {
        let end = if self.cut_short { End::CutShort } else { End::Whole };
        self.failed.take().map_or(Ok(end), Err)
    }
}

/// What the layer below the CSV reader has seen of the input.
#[derive(Default)]
struct Seen {
    total: Cell<u64>,
    last: Cell<u8>,
    /// The number of bytes since the last row ended; an empty line counts as a row here.
    since: Cell<u64>,
    /// The line on which the current row begins.
    begins: Cell<u32>,
    too_long: Cell<bool>,
    /// Whether the input was read to its end.
    ended: Cell<bool>,
    /// The line of the opening mark, if a quotation is open.
    opened: Cell<Option<u32>>,
}

/// Turns all line ends outside quotation marks into `\n`; inside quotation marks they are text and
/// stay as they are.
struct LineEnds<'r> {
    inner: Box<dyn Read + 'r>,
    seen: Rc<Seen>,
    after_return: bool,
    quotes: Quotes,
}

impl Read for LineEnds<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(out)?;
            if read == 0 {
                self.seen.ended.set(true);
                return Ok(0);
            }
            let seen = &self.seen;
            let (mut kept, mut last, mut since) = (0, seen.last.get(), seen.since.get());
            let mut opened = seen.opened.get();
            for at in 0..read {
                let byte = out.get(at).copied().unwrap_or_default();
                let second = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r' && opened.is_none();
                if second {
                    continue;
                }
                let byte = if self.after_return { b'\n' } else { byte };
                if let Some(place) = out.get_mut(kept) {
                    *place = byte;
                    last = byte;
                    opened = self.quotes.pass(byte);
                }
                kept += 1;
                since += 1;
                if byte == b'\n' && opened.is_none() {
                    since = 0;
                    seen.begins.set(self.quotes.line());
                }
                if since > MOST {
                    seen.opened.set(opened);
                    seen.too_long.set(true);
                    return Err(io::Error::other("a row without end"));
                }
            }
            seen.last.set(last);
            seen.since.set(since);
            seen.opened.set(opened);
            if kept == 0 {
                continue;
            }
            seen.total.set(seen.total.get() + kept as u64);
            return Ok(kept);
        }
    }
}
