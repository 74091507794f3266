//! Reads numbers as people write them in tables, and turns them into the plain decimals of the data
//! formats.

use std::str::FromStr;

use par_index::{Digits, Points};
use unicode_normalization::UnicodeNormalization;

use crate::record::{Kind, Record};

/// The number or the two numbers that the digits of a cell may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One number, written plainly: `1234.5`.
    One(String),
    /// An ambiguous number: one mark stands before exactly three digits, so it may be a decimal
    /// mark or group thousands.
    Either {
        /// The number if the mark is a decimal mark: `1.250`.
        decimal: String,
        /// The number if the mark groups thousands: `1250`.
        grouped: String,
        /// The mark itself, `.` or `,`.
        mark: char,
    },
}

/// Words that may follow a number without changing its meaning: points, and counted things such as
/// *hồ sơ* (files) or *văn bản* (documents).
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

/// The number that a text holds; `None` if the text is no number.
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
            // Two different marks: the last one is the decimal mark, the others group thousands.
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

/// Removes the marks between groups of three digits; `None` if a group behind the first has another
/// length.
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

/// Removes blanks between groups of three digits; `None` if a blank stands anywhere else.
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

/// What is known of a column or leaf and may decide between the two readings of a number.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    /// The largest possible value.
    pub(crate) max: Option<Points>,
    /// Whether the value must be a whole number.
    pub(crate) whole: bool,
    /// The decimal mark of the column, if its other cells make it certain.
    pub(crate) decimal_mark: Option<char>,
}

/// The plain number of a reading. The error holds both numbers (decimal, grouped) if nothing
/// decides between them.
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

/// Learns the decimal mark of a column from its unambiguous cells, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Habit {
    cells: usize,
    found: Option<char>,
    differ: bool,
}

impl Habit {
    /// After this many cells with a mark, further cells are not examined.
    const ENOUGH: usize = 10_000;

    /// Takes a cell into account if it holds a mark and more cells are needed.
    pub(crate) fn see(&mut self, cell: &str) {
        if self.differ || self.cells == Habit::ENOUGH || !cell.contains(['.', ',']) {
            return;
        }
        self.cells += 1;
        let text = strip_words(cell);
        if read(text).is_none_or(|reading| matches!(reading, Reading::Either { .. })) {
            return;
        }
        let marks: Vec<char> = text.chars().filter(|c| *c == '.' || *c == ',').collect();
        let other = |mark: char| if mark == '.' { ',' } else { '.' };
        let own = match marks.as_slice() {
            [] => return,
            [mark] => *mark,
            [first, .., last] if first != last => *last,
            [mark, ..] => other(*mark),
        };
        self.differ = *self.found.get_or_insert(own) != own;
    }

    /// Takes the cells of a row into account, each for its column. Only texts count: a typed number
    /// of a workbook has no mark of its own.
    pub(crate) fn see_row(habits: &mut [Habit], record: &Record) {
        let cells = habits.iter_mut().zip(record.cells());
        let texts = cells.filter(|(_, cell)| cell.kind == Kind::Text);
        texts.for_each(|(habit, cell)| habit.see(cell.text));
    }

    /// The decimal mark; `None` if the cells disagree or no cell showed one.
    pub(crate) fn mark(&self) -> Option<char> {
        self.found.filter(|_| !self.differ)
    }
}

/// Reads points that are plain and have one meaning only: `12`, `0.125`, `3.5`; but not `1.250`,
/// which may mean thousands. A fast path, so nothing else is tried.
pub(crate) fn plain(text: &[u8]) -> Option<Points> {
    leading_points(text).and_then(|(points, end)| points.filter(|_| end == text.len()))
}

/// Reads the number at the start of a text and returns where its digits end. Without any digits
/// there are no points and the end is 0; `None` if the digits are not plain in the sense of
/// [`plain`].
pub(crate) fn leading_points(text: &[u8]) -> Option<(Option<Points>, usize)> {
    let mut digits = 0_i64;
    let mut run = |text: &[u8]| {
        let mut end = 0;
        while let Some(digit) =
            text.get(end).map(|byte| byte.wrapping_sub(b'0')).filter(|d| *d < 10)
        {
            digits = digits.wrapping_mul(10).wrapping_add(i64::from(digit));
            end += 1;
        }
        end
    };
    let whole = run(text);
    let (mark, places) = match text.get(whole..) {
        Some([b'.', places @ ..]) => (true, run(places)),
        _ => (false, 0),
    };
    let end = whole + usize::from(mark) + places;
    if end == 0 {
        return Some((None, 0));
    }
    // At most nine digits before and nine after the mark never overflow an `i64`.
    let clear = (1..=9).contains(&whole)
        && (!mark || (1..=9).contains(&places))
        && (places != 3 || text.first() == Some(&b'0'));
    let places = Digits::new(u8::try_from(places).ok()?)?;
    let points = Points::of_digits(digits, places).filter(|_| clear)?;
    Some((Some(points), end))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn only_what_means_one_number_is_plain() {
        let good = ["0", "12", "3.5", "0.125", "007", "12.0000", "999999999.123456789"];
        for text in good {
            assert_eq!(plain(text.as_bytes()), Some(text.parse().unwrap()), "{text}");
        }
        let other = [
            "",
            ".",
            "1.",
            ".5",
            "1.250",
            "-1",
            "+1",
            " 1",
            "1 ",
            "1,5",
            "1e2",
            "1.2.3",
            "1234567890",
            "0.1234567890",
            "99999999999999999999",
            "١",
        ];
        for text in other {
            assert_eq!(plain(text.as_bytes()), None, "{text}");
        }
    }
}
