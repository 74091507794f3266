//! A number as people write it in a table, as the plain decimal of the formats.

use std::str::FromStr;

use par_index::Points;
use unicode_normalization::UnicodeNormalization;

/// What the digits of a cell may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One number, plain: `1234.5`.
    One(String),
    /// A mark before exactly three digits: a decimal mark, or one that groups thousands.
    Either {
        /// Read as a decimal mark: `1.250`.
        decimal: String,
        /// Read as grouping: `1250`.
        grouped: String,
        /// The mark.
        mark: char,
    },
}

/// Words that may stand behind a number and say nothing more.
const UNIT_WORDS: [&str; 18] = [
    "điểm",
    "đ",
    "points",
    "point",
    "pts",
    "hồ sơ",
    "văn bản",
    "vụ việc",
    "vụ",
    "việc",
    "lần",
    "đơn vị",
    "phiếu",
    "người",
    "nhiệm vụ",
    "files",
    "cases",
    "items",
];

/// The number a cell holds; `None` if it is none.
pub(crate) fn read(text: &str) -> Option<Reading> {
    let composed: String;
    let text = if text.is_ascii() {
        text
    } else {
        composed = text.nfc().collect();
        &composed
    };
    let text = strip_words(text);
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = ungroup_blanks(digits.trim())?;
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit() || c == b'.' || c == b',') {
        return None;
    }
    let marks: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
    let reading = match marks.as_slice() {
        [] => Reading::One(digits),
        [mark] => one_mark(&digits, *mark)?,
        [first, .., last] if first != last => {
            // The last mark is the decimal one, the others group.
            let (whole, places) = digits.rsplit_once(*last)?;
            if whole.contains(*last) || places.is_empty() {
                return None;
            }
            Reading::One(format!("{}.{places}", ungroup(whole, *first)?))
        }
        [mark, ..] if marks.iter().all(|other| other == mark) => {
            Reading::One(ungroup(&digits, *mark)?)
        }
        _ => return None,
    };
    Some(match reading {
        Reading::One(plain) => Reading::One(format!("{sign}{plain}")),
        Reading::Either { decimal, grouped, mark } => Reading::Either {
            decimal: format!("{sign}{decimal}"),
            grouped: format!("{sign}{grouped}"),
            mark,
        },
    })
}

fn one_mark(digits: &str, mark: char) -> Option<Reading> {
    let (whole, places) = digits.split_once(mark)?;
    if whole.is_empty() || places.is_empty() {
        return None;
    }
    let decimal = format!("{whole}.{places}");
    let may_group = places.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    Some(if may_group {
        Reading::Either { decimal, grouped: format!("{whole}{places}"), mark }
    } else {
        Reading::One(decimal)
    })
}

/// Digits in groups of three behind the first.
fn ungroup(digits: &str, mark: char) -> Option<String> {
    let mut groups = digits.split(mark);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()))?;
    let mut out = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        out.push_str(group);
    }
    Some(out)
}

/// Blanks between groups of three are dropped, any others are no number.
fn ungroup_blanks(text: &str) -> Option<String> {
    if !text.contains(char::is_whitespace) {
        return Some(text.to_owned());
    }
    let end = text.find(['.', ',']).unwrap_or(text.len());
    let (whole, places) = text.split_at(end);
    if places.contains(char::is_whitespace) {
        return None;
    }
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    let whole = ungroup(&whole.chars().map(blank).collect::<String>(), ' ')?;
    Some(whole + places)
}

fn strip_words(text: &str) -> &str {
    let text = text.trim();
    let found = UNIT_WORDS.iter().find_map(|word| {
        let start = text.len().checked_sub(word.len())?;
        let (number, end) = (text.get(..start)?, text.get(start..)?);
        let is_word = end == *word || end.to_lowercase() == *word;
        (is_word && number.trim_end().ends_with(|c: char| c.is_ascii_digit())).then_some(number)
    });
    found.unwrap_or(text).trim_end()
}

/// What settles a reading that may be two numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    /// The most it can be.
    pub(crate) max: Option<Points>,
    /// Whether only whole numbers make sense.
    pub(crate) whole: bool,
    /// The mark that the column uses for decimals, if its other cells settle it.
    pub(crate) decimal_mark: Option<char>,
}

/// The plain number, or both readings where nothing settles which is meant.
pub(crate) fn settle(reading: Reading, bounds: Bounds) -> Result<String, (String, String)> {
    let (decimal, grouped, mark) = match reading {
        Reading::One(plain) => return Ok(plain),
        Reading::Either { decimal, grouped, mark } => (decimal, grouped, mark),
    };
    let fits = |plain: &str| {
        let points = Points::from_str(plain).ok();
        points.is_some_and(|points| {
            bounds.max.is_none_or(|max| points <= max) && (!bounds.whole || points.is_whole())
        })
    };
    match (fits(&decimal), fits(&grouped)) {
        (true, false) => Ok(decimal),
        (false, true) => Ok(grouped),
        _ => match bounds.decimal_mark {
            Some(own) if own == mark => Ok(decimal),
            Some(_) => Ok(grouped),
            None => Err((decimal, grouped)),
        },
    }
}

/// The decimal mark that a column's unambiguous cells agree on; `None` if they do not.
pub(crate) fn column_mark<'a>(cells: impl Iterator<Item = &'a str>) -> Option<char> {
    let mut found = None;
    for cell in cells {
        let text = strip_words(cell);
        if read(text).is_none_or(|reading| matches!(reading, Reading::Either { .. })) {
            continue;
        }
        let marks: Vec<char> = text.chars().filter(|c| *c == '.' || *c == ',').collect();
        let other = |mark: char| if mark == '.' { ',' } else { '.' };
        let own = match marks.as_slice() {
            [] => continue,
            [mark] => *mark,
            [first, .., last] if first != last => *last,
            [mark, ..] => other(*mark),
        };
        match found {
            None => found = Some(own),
            Some(known) if known == own => {}
            Some(_) => return None,
        }
    }
    found
}
