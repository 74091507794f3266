//! Understands the number formats of cells: whether a number is a percentage or a day, and how many
//! decimal places are shown.

use std::collections::HashMap;

use super::Broken;
use super::package::Package;
use super::xml::{Name, Piece, Xml};

/// The format of a cell, as far as it matters for the meaning of its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    #[default]
    Plain,
    /// The number is always shown with this many decimal places.
    Places(usize),
    Percent,
    Day,
}

/// The most formats in a workbook; no spreadsheet keeps more.
const MOST: usize = 100_000;

/// Reads the formats of a workbook; cells refer to them by their position in this list.
pub(super) fn read(
    package: &Package<'_>,
    part: &str,
    left: &mut u64,
) -> Result<Vec<Format>, Broken> {
    let mut xml = Xml::new(package.read(part, *left)?);
    let mut named: HashMap<u32, Format> = HashMap::new();
    let mut formats = Vec::new();
    let mut of_cells = false;
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name == Name::Format => {
                let number = tag.get("numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (number, tag.get("formatCode")) {
                    named.insert(id, of_code(&code));
                }
            }
            Piece::Open(tag) if tag.name == Name::CellXfs => of_cells = true,
            Piece::Open(tag) if tag.name == Name::Xf && of_cells => {
                let id = tag.get("numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                formats.push(named.get(&id).copied().unwrap_or_else(|| built_in(id)));
            }
            Piece::Close(Name::CellXfs) => of_cells = false,
            Piece::End => break,
            _ => {}
        }
        if formats.len() > MOST || named.len() > MOST {
            return Err(Broken::TooMuch(super::Most::Formats, MOST as u64));
        }
    }
    *left = left.saturating_sub(xml.used());
    Ok(formats)
}

/// The formats with a fixed number, which a workbook uses without describing them.
fn built_in(id: u32) -> Format {
    match id {
        2 | 4 | 39 | 40 => Format::Places(2),
        9 | 10 => Format::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Format::Day,
        _ => Format::Plain,
    }
}

/// The format that a format code describes: only the part for positive numbers counts, without
/// texts that are printed literally.
fn of_code(code: &str) -> Format {
    let mut bare = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => drop(letters.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                // Hours, minutes or seconds that may exceed a day, such as `[h]`.
                if matches!(
                    inner.to_ascii_lowercase().as_str(),
                    "h" | "hh" | "m" | "mm" | "s" | "ss"
                ) {
                    bare.push('h');
                }
            }
            ';' => break,
            other => bare.push(other.to_ascii_lowercase()),
        }
    }
    if bare.contains('%') {
        Format::Percent
    } else if bare != "general" && bare.contains(['y', 'd', 'm', 'h', 's']) {
        Format::Day
    } else {
        let places = bare.split_once('.').map_or("", |(_, places)| places);
        let places = places.chars().take_while(|c| *c == '0').count();
        if places == 0 { Format::Plain } else { Format::Places(places) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_a_number_is() {
        for (code, format) in [
            ("General", Format::Plain),
            ("0", Format::Plain),
            ("@", Format::Plain),
            ("0.00", Format::Places(2)),
            ("#,##0.0;[Red]-#,##0.0", Format::Places(1)),
            ("0.##", Format::Plain),
            ("0.00\" điểm/day\"", Format::Places(2)),
            ("0%", Format::Percent),
            ("0.00\\ %", Format::Percent),
            ("0\"%\"", Format::Plain),
            ("dd/mm/yyyy", Format::Day),
            ("[$-42A]d-mmm;@", Format::Day),
            ("[h]:mm", Format::Day),
            ("[Red]0", Format::Plain),
            ("#,##0\\ \\d", Format::Plain),
            ("0.00E+00", Format::Places(2)),
        ] {
            assert_eq!(of_code(code), format, "{code}");
        }
    }
}
