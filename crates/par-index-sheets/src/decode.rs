//! The text of a file's bytes: UTF-8 or UTF-16, line ends made one kind.

use std::borrow::Cow;

use par_index::{Finding, FindingCode, Place};

/// The text, without byte order mark and with `\n` at line ends.
pub(crate) fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Finding> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(file, rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(file, rest, u16::from_be_bytes)?,
        // Plain letters of a header leave every other byte zero.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            utf16(file, bytes, u16::from_le_bytes)?
        }
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            utf16(file, bytes, u16::from_be_bytes)?
        }
        bytes => utf8(file, bytes)?,
    };
    if !text.contains('\r') {
        return Ok(text);
    }
    Ok(Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")))
}

fn utf8<'b>(file: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Finding> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        not_text(file, before.split(|byte| *byte == b'\n').count())
    })
}

fn utf16<'b>(
    file: &str,
    bytes: &[u8],
    unit: impl Fn([u8; 2]) -> u16,
) -> Result<Cow<'b, str>, Finding> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut out = String::with_capacity(bytes.len());
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match c {
            Ok(c) => out.push(c),
            Err(_) => return Err(not_text(file, 1 + out.matches('\n').count())),
        }
    }
    if rest.is_empty() {
        Ok(Cow::Owned(out))
    } else {
        Err(not_text(file, 1 + out.matches('\n').count()))
    }
}

fn not_text(file: &str, line: usize) -> Finding {
    let mut place = Place::file(file);
    place.line = Some(line);
    Finding::new(FindingCode::NotUtf8, place)
}
