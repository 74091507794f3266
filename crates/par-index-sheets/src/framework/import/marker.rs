//! Markers: the numbers and letters before the rows of a decision: `I`, `1`, `1.1`, `a)`, `A`.

use crate::cell::codes_of_day;
use crate::record::{Cell, Kind};

/// The number or letter that marks a row, before its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A capital letter, such as `A` or `B`.
    Capital(char),
    /// A Roman number, such as `I` or `II`, by its value.
    Roman(u32),
    /// A number with points, such as `1` or `1.1.1`, by its parts.
    Dotted(Vec<u32>),
    /// A small letter, such as `a`, `b` or `đ`.
    Letter(char),
    /// A row without a marker, by the column of its level, counted from the left.
    Column(usize),
}

/// The kind of a marker, which tells its depth in the tree: rows with markers of one kind are
/// siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    Head,
    Capital,
    Roman,
    Dotted(usize),
    Letter,
    Column(usize),
}

impl Marker {
    pub(super) fn rank(&self) -> Rank {
        match self {
            Marker::Capital(_) => Rank::Capital,
            Marker::Roman(_) => Rank::Roman,
            Marker::Dotted(parts) => Rank::Dotted(parts.len()),
            Marker::Letter(_) => Rank::Letter,
            Marker::Column(column) => Rank::Column(*column),
        }
    }

    /// The part that the marker adds to the code of the node above.
    pub(super) fn segment(&self) -> Option<String> {
        match self {
            Marker::Capital(letter) | Marker::Letter(letter) => Some(letter.to_string()),
            Marker::Roman(number) => Some(number.to_string()),
            Marker::Dotted(parts) => parts.last().map(u32::to_string),
            Marker::Column(_) => None,
        }
    }
}

/// Reads a text that should be one marker and nothing else; `None` if it is no marker.
pub(super) fn alone(text: &str) -> Option<Marker> {
    let text = text.trim().trim_matches(['(', ')', '.', ':', '-', '–', '/']).trim();
    let mut letters = text.chars();
    let (first, second) = (letters.next()?, letters.next());
    if first.is_ascii_digit() {
        let parts: Option<Vec<u32>> =
            text.split(['.', ',']).map(|part| part.trim().parse().ok()).collect();
        let parts =
            parts.filter(|parts| parts.len() < 7 && parts.iter().all(|part| *part < 1000))?;
        return Some(Marker::Dotted(parts));
    }
    if text.len() < 6 && text.chars().all(|c| "IVX".contains(c)) {
        return roman(text).map(Marker::Roman);
    }
    match second {
        None if first.is_uppercase() => Some(Marker::Capital(first)),
        None if first.is_lowercase() => Some(Marker::Letter(first)),
        _ => None,
    }
}

/// The value of a Roman number below forty.
fn roman(text: &str) -> Option<u32> {
    let tens = text.chars().take_while(|c| *c == 'X').count();
    let ones = match text.get(tens..)? {
        "" => 0,
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        "VI" => 6,
        "VII" => 7,
        "VIII" => 8,
        "IX" => 9,
        _ => return None,
    };
    let number = u32::try_from(tens).ok()? * 10 + ones;
    (1..40).contains(&number).then_some(number)
}

/// The marker of a cell that holds nothing else. If a spreadsheet program made a date of the cell,
/// the marker is the code that somebody may have typed.
pub(super) fn of_cell(cell: Cell<'_>) -> Option<Marker> {
    if cell.kind == Kind::Day {
        let codes = codes_of_day(cell.text);
        return codes.last().and_then(|code| alone(code));
    }
    alone(without_word(cell.bare()))
}

/// The words that may stand before a marker.
const WORDS: [&str; 9] =
    ["Lĩnh vực", "LĨNH VỰC", "Tiêu chí", "TIÊU CHÍ", "TCTP", "TC", "Phần", "PHẦN", "Mục"];

fn without_word(text: &str) -> &str {
    let bare = WORDS.iter().find_map(|word| text.strip_prefix(word));
    let bare = bare.map(|rest| rest.trim_start_matches([' ', '.', ':', '\u{a0}']));
    let is_marker = |rest: &&str| {
        let first = rest.split([' ', '.', ':', ')', '-', '–']).next().unwrap_or_default();
        alone(first).is_some()
    };
    bare.filter(is_marker).unwrap_or(text)
}

/// The marker that a name begins with, and the name behind it.
pub(super) fn before_name(text: &str) -> Option<(Marker, &str)> {
    let bare = without_word(text.trim());
    let had_word = bare.len() < text.trim().len();
    let end = bare.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == ','))?;
    let (word, rest) = bare.split_at_checked(end)?;
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || ".):-–".contains(c));
    let marker = alone(word)?;
    let closed = word.ends_with('.') || rest.trim_start().starts_with([')', ':', '-', '–', '.']);
    let clear = had_word || closed || matches!(&marker, Marker::Dotted(parts) if parts.len() > 1);
    // A decimal with a comma is a number, not a marker: "2,5 lần".
    let is_number = word.contains(',') && !closed;
    (clear && !is_number && name.chars().any(char::is_alphabetic)).then_some((marker, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_alone_and_before_names() {
        let dotted = |parts: &[u32]| Some(Marker::Dotted(parts.to_vec()));
        for (text, expected) in [
            ("I", Some(Marker::Roman(1))),
            ("IV.", Some(Marker::Roman(4))),
            ("XIX", Some(Marker::Roman(19))),
            ("1", dotted(&[1])),
            ("1.1.", dotted(&[1, 1])),
            ("3,2,1", dotted(&[3, 2, 1])),
            ("a)", Some(Marker::Letter('a'))),
            ("(đ)", Some(Marker::Letter('đ'))),
            ("B", Some(Marker::Capital('B'))),
            ("-", None),
            ("IIX", None),
            ("Tổng", None),
        ] {
            assert_eq!(alone(text), expected, "{text}");
        }
        for (text, expected) in [
            ("1.1. Ban hành kế hoạch", Some((dotted(&[1, 1]).unwrap(), "Ban hành kế hoạch"))),
            ("1.1 Ban hành kế hoạch", Some((dotted(&[1, 1]).unwrap(), "Ban hành kế hoạch"))),
            ("I. CHỈ ĐẠO", Some((Marker::Roman(1), "CHỈ ĐẠO"))),
            ("Lĩnh vực 2: Thể chế", Some((dotted(&[2]).unwrap(), "Thể chế"))),
            ("a) Đúng hạn", Some((Marker::Letter('a'), "Đúng hạn"))),
            ("2 lần kiểm tra trở lên", None),
            ("2,5 lần", None),
            ("Tiêu chí về thể chế", None),
            ("Có kế hoạch", None),
        ] {
            assert_eq!(before_name(text), expected, "{text}");
        }
    }
}
