//! The text of a file's bytes, from UTF-8, UTF-16 or Windows-1258, with all line ends as `\n`.

use std::borrow::Cow;

use par_index::Finding;
use par_index::finding::{FindingCode, Place};

use crate::encoding::{self, Letters, Old};
use crate::quotes::Quotes;
use crate::text::{delimiter, separator_line};

/// How many bytes at the start of a text are examined to tell which character separates its cells.
const HEAD: usize = 1 << 16;

/// The text of a file, without byte order mark and with `\n` at line ends; line breaks between
/// quotation marks are text and stay as they are. An encoding that is only assumed is told in a
/// finding.
///
/// A text in an old Vietnamese encoding is never converted: the file is refused with an error that
/// names the encoding.
pub(crate) fn decode<'b>(
    file: &str,
    bytes: &'b [u8],
    tell: &mut dyn FnMut(Finding),
) -> Result<Cow<'b, str>, Finding> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(file, rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(file, rest, u16::from_be_bytes)?,
        // UTF-16 without a byte order mark: in a header of plain Latin letters every other byte is
        // zero.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            utf16(file, bytes, u16::from_le_bytes)?
        }
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            utf16(file, bytes, u16::from_be_bytes)?
        }
        bytes => utf8(file, bytes, tell)?,
    };
    if let Some((old, word)) = encoding::old_letters(&text) {
        let line = text.lines().position(|line| line.contains(&word)).unwrap_or_default();
        return Err(old_encoding(file, line + 1, old, &word));
    }
    Ok(line_ends(text))
}

/// Whether the first bytes of a file are in another encoding than UTF-8: one that is refused by
/// name, or Windows-1258.
pub(crate) fn is_other_encoding(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(text) => encoding::old_letters(text).is_some(),
        // The last letter may be cut in two, since only the beginning of the file is given.
        Err(error) if error.error_len().is_none() => {
            let whole = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).is_ok_and(|text| encoding::old_letters(text).is_some())
        }
        Err(_) => encoding::letters(head) != Letters::Unknown,
    }
}

/// Makes every line end `\n`, except inside of quotation marks.
fn line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text;
    }
    let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.contains('"') {
        return Cow::Owned(plain(&text));
    }
    let head = plain(text.get(..text.floor_char_boundary(HEAD)).unwrap_or_default());
    let (stated, rest, _) = separator_line(&head);
    let header = rest.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quotes = Quotes::new(stated.unwrap_or_else(|| delimiter(header)));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\r' && quotes.opened().is_none() {
            out.push_str(text.get(from..at).unwrap_or_default());
            out.push('\n');
            let second = bytes.next_if(|(_, byte)| *byte == b'\n').is_some();
            from = at + 1 + usize::from(second);
            quotes.pass(b'\n');
        } else {
            quotes.pass(byte);
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

fn utf8<'b>(
    file: &str,
    bytes: &'b [u8],
    tell: &mut dyn FnMut(Finding),
) -> Result<Cow<'b, str>, Finding> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(Cow::Borrowed).or_else(|error| {
        let line_of = |at: usize| {
            let before = bytes.get(..at).unwrap_or_default();
            before.split(|byte| *byte == b'\n').count()
        };
        let line = line_of(error.valid_up_to());
        match encoding::letters(bytes) {
            Letters::Windows1258(text) => {
                tell(at_line(FindingCode::ReadAsWindows1258, file, line));
                Ok(Cow::Owned(text))
            }
            Letters::Old(old, word) => Err(old_encoding(file, line, old, &word)),
            Letters::Unknown => Err(at_line(FindingCode::NotUtf8, file, line)),
        }
    })
}

fn utf16<'b>(
    file: &str,
    bytes: &[u8],
    unit: impl Fn([u8; 2]) -> u16,
) -> Result<Cow<'b, str>, Finding> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut out = String::with_capacity(bytes.len());
    let not_text = |out: &str| at_line(FindingCode::NotUtf8, file, 1 + out.matches('\n').count());
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match c {
            Ok(c) => out.push(c),
            Err(_) => return Err(not_text(&out)),
        }
    }
    if rest.is_empty() { Ok(Cow::Owned(out)) } else { Err(not_text(&out)) }
}

fn old_encoding(file: &str, line: usize, old: Old, word: &str) -> Finding {
    let finding = at_line(FindingCode::OldEncoding, file, line).found(word);
    finding.with("name", old.name()).with("meant", old.read(word).unwrap_or_default())
}

fn at_line(code: FindingCode, file: &str, line: usize) -> Finding {
    let mut place = Place::file(file);
    place.line = Some(line);
    Finding::new(code, place)
}
