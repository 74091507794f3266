//! The content of a cell, read without knowing which leaf it belongs to.

use par_index::finding::{FindingCode, Place};
use par_index::framework::Answer;
use par_index::words::Arg;
use par_index::{Day, Finding, Lang, Points, Text};

use crate::number::{self, Bounds, Reading};
use crate::record::{Cell, Kind};

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// An empty cell, or one with a dash.
    Empty,
    Number(Reading),
    Yes,
    No,
    /// Not applicable (*không áp dụng*); the words of the cell are the reason.
    NotApplicable(String),
    /// A content that is always wrong, such as an error of the spreadsheet program.
    Bad(FindingCode),
}

/// Words for *yes*, *no* and *not applicable*, and a spreadsheet program's errors, as compared by
/// `fold_name`.
const YES: [&str; 3] = ["có", "yes", "y"];
const NO: [&str; 3] = ["không", "no", "n"];
const NOT_APPLICABLE: [&str; 6] = [
    "không áp dụng",
    "không phát sinh",
    "không có phát sinh",
    "n/a",
    "not applicable",
    "no case arose",
];
const ERRORS: [&str; 8] =
    ["#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!"];

/// Reads the content of a cell.
pub(crate) fn content(cell: Cell<'_>) -> Content {
    let text = cell.text.trim();
    if is_empty(cell) {
        return Content::Empty;
    }
    match cell.kind {
        Kind::Number => return Content::Number(Reading::One(text.to_owned())),
        Kind::Error => return Content::Bad(FindingCode::SpreadsheetError),
        Kind::Day => return Content::Bad(FindingCode::DateGiven),
        // These cells are read by their texts; that a cell is formatted as a percentage does not
        // settle that its number is one.
        Kind::Text | Kind::Percent | Kind::Truth => {}
    }
    if let Some(reading) = number::read(text) {
        return Content::Number(reading);
    }
    let folded = par_index::words::fold_name(text);
    let is = |words: &[&str]| words.iter().any(|word| par_index::words::fold_name(word) == folded);
    if is(&YES) {
        Content::Yes
    } else if is(&NO) {
        Content::No
    } else if is(&NOT_APPLICABLE) {
        Content::NotApplicable(text.split_whitespace().collect::<Vec<_>>().join(" "))
    } else if ERRORS.contains(&folded.as_str()) {
        Content::Bad(FindingCode::SpreadsheetError)
    } else if text.starts_with('=') {
        Content::Bad(FindingCode::FormulaText)
    } else if text.strip_suffix('%').is_some_and(|number| number::read(number).is_some()) {
        Content::Bad(FindingCode::PercentGiven)
    } else if day_and_month(text).is_some() {
        Content::Bad(FindingCode::DateGiven)
    } else if text.starts_with(|c: char| c.is_ascii_digit() || "+-.,".contains(c)) {
        Content::Bad(FindingCode::BadNumber)
    } else {
        Content::Bad(FindingCode::UnknownWord)
    }
}

/// Day and month of a text that is a date: `2023-04-03`, `3/4/2023`, or `03-Thg4` as a Vietnamese
/// spreadsheet program shows it.
pub(crate) fn day_and_month(text: &str) -> Option<(u32, u32)> {
    if let Some((day, month)) = text.split_once("-Thg") {
        let (day, month) = (day.parse().ok()?, month.parse().ok()?);
        return ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((day, month));
    }
    let parts = |mark| text.split(mark).map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>();
    let (day, month, year) = match (parts('-'), parts('/')) {
        (Some(parts), _) => match *parts.as_slice() {
            [year, month, day] => (day, month, year),
            _ => return None,
        },
        (_, Some(parts)) => match *parts.as_slice() {
            [day, month, year] => (day, month, year),
            _ => return None,
        },
        _ => return None,
    };
    let is_day = (1..=31).contains(&day) && (1..=12).contains(&month);
    (is_day && (1900..=9999).contains(&year)).then_some((day, month))
}

/// The codes that somebody may have typed where a spreadsheet program made a date of them: `1.2`
/// for 1 February, or `1.2.3` for 1 February 2003.
pub(crate) fn codes_of_day(text: &str) -> Vec<String> {
    let Some((day, month)) = day_and_month(text) else { return Vec::new() };
    let digits = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let year =
        text.split(['-', '/']).find(|part| digits(part)).and_then(|year| year.parse::<u32>().ok());
    let whole = year.map(|year| format!("{day}.{month}.{}", year % 100));
    whole.into_iter().chain([format!("{day}.{month}")]).collect()
}

/// A day as a table writes it; a year of two digits belongs to this century.
pub(crate) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let short = text.rsplit_once(['/', '.']).filter(|(_, year)| year.len() == 2);
    let sign = text.chars().rev().find(|c| "/.".contains(*c)).unwrap_or('/');
    let whole = short.map(|(before, year)| format!("{before}{sign}20{year}"));
    Day::read(whole.as_deref().unwrap_or(text)).ok()
}

/// The answer of further words, beside *Có* and *Không*, in a cell that asks for a declaration.
pub(crate) fn declared(text: &str) -> Option<Answer> {
    const YES: [&str; 5] = ["đạt", "x", "✓", "✔", "đã có"];
    const NO: [&str; 4] = ["không đạt", "chưa đạt", "chưa", "chưa có"];
    let folded = par_index::words::fold_name(text);
    let is = |words: &[&str]| words.iter().any(|word| par_index::words::fold_name(word) == folded);
    if is(&YES) { Some(Answer::Yes) } else { is(&NO).then_some(Answer::No) }
}

/// Whether a cell holds a number that is merged over several rows while each row has a key of its
/// own: then nothing tells to which of the rows the number belongs.
pub(crate) fn is_shared(cell: Cell<'_>, key: Cell<'_>) -> bool {
    cell.merged && !key.merged && matches!(content(cell), Content::Number(_))
}

/// The text of a cell; `None` if the cell is empty.
pub(crate) fn said(cell: Cell<'_>) -> Option<&str> {
    cell.said()
}

/// Whether a cell is empty or holds nothing but a dash.
pub(crate) fn is_empty(cell: Cell<'_>) -> bool {
    matches!(cell.bare(), "" | "-" | "–" | "—")
}

/// The points of a cell that can be read in one way only; `None` for everything else, which needs a
/// closer look.
pub(crate) fn plain(cell: Cell<'_>) -> Option<Points> {
    match cell.kind {
        Kind::Text => number::plain(cell.text.as_bytes()),
        Kind::Number => cell.text.parse().ok().filter(|points: &Points| !points.is_negative()),
        Kind::Percent | Kind::Day | Kind::Truth | Kind::Error => None,
    }
}

/// The number of a cell; `None` if it is empty, and a finding if it holds anything else.
pub(crate) fn number(
    cell: Cell<'_>,
    bounds: impl Fn() -> Bounds,
    place: impl Fn() -> Place,
) -> Result<Option<String>, Finding> {
    match content(cell) {
        Content::Empty => Ok(None),
        Content::Number(reading) => settled(cell.text, reading, bounds, place).map(Some),
        Content::Bad(code) => Err(bad(code, cell.text, place())),
        _ => Err(bad(FindingCode::BadNumber, cell.text, place())),
    }
}

/// The number that a cell means, or a finding if it may mean two.
pub(crate) fn settled(
    text: &str,
    reading: Reading,
    bounds: impl Fn() -> Bounds,
    place: impl Fn() -> Place,
) -> Result<String, Finding> {
    if let Reading::One(plain) = reading {
        return Ok(plain);
    }
    number::settle(reading, bounds()).map_err(|(a, b)| {
        let shown =
            |plain: &str| Arg::Words(Text::new(written(plain, Lang::Vi), written(plain, Lang::En)));
        let finding = Finding::new(FindingCode::AmbiguousNumber, place()).found(text.trim());
        finding.with("a", shown(&a)).with("b", shown(&b))
    })
}

/// A finding about a cell's text.
pub(crate) fn bad(code: FindingCode, text: &str, place: Place) -> Finding {
    let known = Text::new("số, hoặc Không áp dụng", "a number, or not applicable");
    let finding = Finding::new(code, place).found(text.trim()).with("known", known);
    match day_and_month(text.trim()).filter(|_| code == FindingCode::DateGiven) {
        Some((day, month)) => finding.with("meant", format!("{day}/{month}")),
        None => finding.with("meant", text.trim()),
    }
}

/// A number as a text of the language: with its decimal mark, without trailing zeros.
fn written(plain: &str, lang: Lang) -> String {
    let plain =
        if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { plain };
    match lang {
        Lang::Vi => plain.replace('.', ","),
        _ => plain.to_owned(),
    }
}
