//! A CSV table of any length, read as it comes: what [`Table`](crate::table::Table) is for a text
//! that fits memory.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Cursor, Read};
use std::rc::Rc;
use std::sync::Arc;

use csv::StringRecord;
use par_index::{Finding, FindingCode, Origin, Place, Source};
use unicode_normalization::UnicodeNormalization;

use crate::decode::{decode, is_other_encoding};
use crate::formula::released;
use crate::kind::{foreign, is_foreign};
use crate::quotes::Quotes;
use crate::table::{At, delimiter, separator_line};

/// What is looked at to tell letters and separator.
const HEAD: u64 = 1 << 16;
/// A row longer than this is no row: a quotation mark is never closed, or it is no table.
const MOST: u64 = 1 << 20;

/// A table whose rows are read one by one and never kept.
pub(crate) struct Stream<'r> {
    reader: csv::Reader<LineEnds<'r>>,
    seen: Rc<Seen>,
    source: Arc<Source>,
    folded: Vec<String>,
    header: At,
    /// Line breaks inside cells so far: spreadsheet rows do not count them.
    inner_lines: u32,
    /// Lines before the text that the reader sees.
    skipped: u32,
    /// Whether some of the text could not be read.
    cut_short: bool,
}

impl<'r> Stream<'r> {
    /// Reads the header; `None` if there is none. What is wrong with the file is told.
    ///
    /// UTF-8 streams; UTF-16 and Windows-1258 are read whole first.
    pub(crate) fn open(
        file: &str,
        mut input: impl Read + 'r,
        tell: &mut dyn FnMut(Finding),
    ) -> io::Result<Option<Stream<'r>>> {
        let mut head = Vec::new();
        input.by_ref().take(HEAD).read_to_end(&mut head)?;
        // Plain letters of a header leave every other byte of UTF-16 zero.
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
        let header = rest.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let delimiter = stated.unwrap_or_else(|| delimiter(header));
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
        let mut stream = Stream {
            reader: builder.from_reader(ends),
            seen,
            source: Arc::new(Source::file(file)),
            folded: Vec::new(),
            header: At::default(),
            inner_lines: 0,
            skipped: u32::try_from(skipped).unwrap_or_default(),
            cut_short: false,
        };
        let mut record = StringRecord::new();
        let Some(at) = stream.next(&mut record, tell)? else { return Ok(None) };
        stream.header = at;
        stream.name_columns(&record, at, tell);
        Ok(Some(stream))
    }

    fn name_columns(&mut self, record: &StringRecord, at: At, tell: &mut dyn FnMut(Finding)) {
        let mut source = Source::clone(&self.source);
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (column, heading) in record.iter().enumerate() {
            let heading = heading.nfc().collect::<String>();
            let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut folded = par_index::fold_name(&heading);
            match seen.get(&folded).filter(|_| !folded.is_empty()) {
                Some(first) => {
                    let finding =
                        Finding::new(FindingCode::DuplicateColumn, self.place(at, column));
                    tell(finding.found(heading.clone()).with("first", first + 1));
                    folded.clear();
                }
                None => {
                    seen.insert(folded.clone(), column);
                }
            }
            self.folded.push(folded);
            source.headings.push(heading);
        }
        self.source = Arc::new(source);
    }

    /// The column with one of some names.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let name = par_index::fold_name(name);
            self.folded.iter().position(|known| *known == name)
        })
    }

    /// The names as they are written, without second columns of one name.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (usize, &str)> {
        let known = self.folded.iter().zip(&self.source.headings).enumerate();
        known.filter(|(_, (folded, _))| !folded.is_empty()).map(|(n, (_, name))| (n, name.as_str()))
    }

    /// Whether rows were passed over, or the end was not reached: a finding said why.
    pub(crate) fn is_cut_short(&self) -> bool {
        self.cut_short
    }

    /// Where the header stands.
    pub(crate) fn header(&self) -> At {
        self.header
    }

    /// The place of a cell.
    pub(crate) fn place(&self, at: At, column: usize) -> Place {
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        Origin::cell(&self.source, at.row, at.line, column).place()
    }

    /// The next row that holds anything; one that is no text, or where a quotation mark is never
    /// closed, is told and passed over.
    pub(crate) fn next(
        &mut self,
        record: &mut StringRecord,
        tell: &mut dyn FnMut(Finding),
    ) -> io::Result<Option<At>> {
        loop {
            let begins = self.reader.position().line();
            let line_of = |line: u64| u32::try_from(line).unwrap_or(u32::MAX);
            let read = match self.reader.read_record(record) {
                Ok(read) => read,
                Err(error) => match error.into_kind() {
                    csv::ErrorKind::Io(error) if self.seen.too_long.get() => {
                        drop(error);
                        self.cut_short = true;
                        tell(match self.seen.opened.get() {
                            Some(opened) => self.at_line(FindingCode::QuoteOpen, opened),
                            None => self
                                .at_line(FindingCode::RowUnended, self.seen.begins.get())
                                .with("most", MOST.to_string()),
                        });
                        return Ok(None);
                    }
                    csv::ErrorKind::Io(error) => return Err(error),
                    _ => {
                        self.cut_short = true;
                        tell(self.at_line(FindingCode::NotUtf8, line_of(begins)));
                        continue;
                    }
                },
            };
            if !read {
                return Ok(None);
            }
            let position = self.reader.position();
            let last = self.seen.ended.get() && position.byte() >= self.seen.total.get();
            if let Some(opened) = self.seen.opened.get().filter(|_| last) {
                self.cut_short = true;
                tell(self.at_line(FindingCode::QuoteOpen, opened));
                return Ok(None);
            }
            let breaks = |cell: &str| cell.bytes().filter(|byte| *byte == b'\n').count();
            let inner = u32::try_from(record.iter().map(breaks).sum::<usize>()).unwrap_or_default();
            // The last line may lack its end.
            let unended = position.byte() >= self.seen.total.get() && self.seen.last.get() != b'\n';
            let end = line_of(position.line());
            let line = end.saturating_sub(inner + u32::from(!unended)).max(1);
            let row = line - self.inner_lines.min(line - 1);
            self.inner_lines += inner;
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                released(record);
                return Ok(Some(At { row, line: line + self.skipped }));
            }
        }
    }

    /// What is wrong with how many cells a row has: some beyond the header, or none in a column that
    /// is read, the last of which stands at `last`.
    pub(crate) fn misfit(&self, record: &StringRecord, at: At, last: usize) -> Option<Finding> {
        let known = self.folded.len();
        let mut extra = record.iter().enumerate().skip(known);
        if let Some((column, extra)) = extra.find(|(_, cell)| !cell.trim().is_empty()) {
            let finding = Finding::new(FindingCode::RowTooLong, self.place(at, column));
            return Some(finding.found(extra.trim()).with("count", known));
        }
        (record.len() <= last).then(|| {
            let finding = Finding::new(FindingCode::RowTooShort, self.place(at, record.len()));
            finding.found(record.len().to_string()).with("count", known)
        })
    }

    fn at_line(&self, code: FindingCode, line: u32) -> Finding {
        let mut place = Place::file(self.source.file.clone().unwrap_or_default());
        place.line = Some((line + self.skipped) as usize);
        Finding::new(code, place)
    }
}

/// What has passed below the reader.
#[derive(Default)]
struct Seen {
    total: Cell<u64>,
    last: Cell<u8>,
    /// Bytes since the last row ended; empty lines are rows here.
    since: Cell<u64>,
    /// The line where the row begins that they are of.
    begins: Cell<u32>,
    too_long: Cell<bool>,
    /// Whether all of the input has passed.
    ended: Cell<bool>,
    /// The line of a quotation mark that is open.
    opened: Cell<Option<u32>>,
}

/// Line ends made one kind outside of quotation marks; inside of them they are text.
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
