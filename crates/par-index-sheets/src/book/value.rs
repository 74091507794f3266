//! The type of a result's value in a cell: a number, a day, or words.

use par_index::Lang;
use serde_json::Value as Json;

/// The value of a cell with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Empty,
    Text(String),
    /// A whole number, such as a count or a rank.
    Count(String),
    /// Points or a percentage, as digits with a decimal point (`-0.25`).
    Number(String),
    /// A day in the form `2023-06-30`.
    Day(String),
}

/// How many significant digits a number in a workbook holds exactly.
const DIGITS: usize = 15;

/// Columns whose values are always text, even where they look like numbers: codes, ids, names,
/// words.
const TEXTS: [&str; 59] = [
    "agency",
    "answer",
    "appraiser",
    "base",
    "basis",
    "by",
    "cause",
    "cell",
    "channel",
    "check",
    "code",
    "comparable",
    "comparator",
    "component",
    "cooperating",
    "cure",
    "equation",
    "evidence",
    "expected",
    "explanation",
    "file",
    "files",
    "found",
    "framework",
    "goal",
    "grade",
    "group",
    "hash",
    "heading",
    "id",
    "key",
    "lead",
    "level",
    "measure",
    "measured",
    "message",
    "more",
    "name",
    "needed",
    "new",
    "node",
    "note",
    "obligation",
    "old",
    "other",
    "overrides",
    "parents",
    "part",
    "period",
    "pointer",
    "product",
    "role",
    "sheet",
    "source",
    "stage",
    "suggestion",
    "text",
    "title",
    "unit",
];

/// Whether the values of a result's column are always text, even where they look like numbers:
/// codes, ids, names.
///
/// ```
/// assert!(par_index_sheets::is_text_column("code") && !par_index_sheets::is_text_column("lost"));
/// ```
pub fn is_text(column: &str) -> bool {
    let column = column.strip_suffix("_en").unwrap_or(column);
    let ends = ["_name", "_note", "_state", "_before", "_after"];
    TEXTS.binary_search(&column).is_ok()
        || column.starts_with("origin_")
        || ends.iter().take(3).any(|end| column.ends_with(end))
        || ["grade_before", "grade_after", "node_before", "node_after"].contains(&column)
}

/// Whether a text is a number as results write it: an optional minus, digits, and perhaps a decimal
/// point with digits.
fn is_number(text: &str) -> bool {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let plain = |whole: &str| digits(whole) && (whole == "0" || !whole.starts_with('0'));
    match bare.split_once('.') {
        Some((whole, places)) => plain(whole) && digits(places),
        None => plain(bare),
    }
}

impl Value {
    pub(crate) fn of_json(column: &str, value: &Json, lang: Lang) -> Value {
        match value {
            Json::Number(number) => Value::Count(number.to_string()),
            // A true value is shown as a word; a false one leaves its cell empty.
            Json::Bool(true) => Value::words("true", lang),
            Json::Null | Json::Bool(false) => Value::Empty,
            Json::String(text) => Value::of_text(column, text, lang),
            Json::Array(all) if all.iter().all(Json::is_string) => {
                let all: Vec<&str> = all.iter().filter_map(Json::as_str).collect();
                Value::Text(all.join("; "))
            }
            other => Value::Text(other.to_string()),
        }
    }

    pub(crate) fn of_text(column: &str, text: &str, lang: Lang) -> Value {
        let states =
            column == "state" || column.starts_with("state_") || column.ends_with("_state");
        match text {
            "" => Value::Empty,
            text if states || column == "severity" => Value::words(text, lang),
            "true" if column == "not_read" => Value::words(text, lang),
            text if is_text(column) => Value::Text(text.to_owned()),
            text if is_number(text) => Value::Number(text.to_owned()),
            text if is_day(text) => Value::Day(text.to_owned()),
            text => Value::Text(text.to_owned()),
        }
    }

    /// The value as a spreadsheet program with Vietnamese settings reads it: `12,5`, `30/6/2023`.
    pub(crate) fn vietnamese(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            Value::Count(text) | Value::Number(text) => text.replace('.', ","),
            Value::Day(text) => {
                let parts = text.rsplit('-').map(|part| part.trim_start_matches('0'));
                parts.collect::<Vec<_>>().join("/")
            }
        }
    }

    fn words(key: &str, lang: Lang) -> Value {
        Value::Text(lang.value(key).unwrap_or(key).to_owned())
    }

    /// Whether a number in a workbook can hold this number, written with a decimal point, exactly.
    pub(crate) fn fits(text: &str) -> bool {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        let digits = if text.contains('.') { digits.trim_end_matches('0') } else { digits };
        digits.len() <= DIGITS
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<par_index::Day>().is_ok()
}

/// The number for a workbook's cell; call it only for texts that [`Value::fits`] accepts.
#[expect(clippy::disallowed_types, reason = "workbooks know no other number; it is only written")]
pub(crate) fn binary(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_stay_text_and_points_never_are() {
        let of = |column, text| Value::of_text(column, text, Lang::Vi);
        for column in ["unit", "code", "name", "title_en", "appraised_note", "grade_after"] {
            assert_eq!(of(column, "1.10"), Value::Text("1.10".to_owned()), "{column}");
        }
        for (text, number) in [("12.50", true), ("-0.25", true), ("0", true), ("007", false)] {
            assert_eq!(matches!(of("obtained", text), Value::Number(_)), number, "{text}");
        }
        assert_eq!(of("1.1", "2.5"), Value::Number("2.5".to_owned()));
        assert_eq!(of("due", "2023-06-30"), Value::Day("2023-06-30".to_owned()));
        assert_eq!(of("due", "2023-02-30"), Value::Text("2023-02-30".to_owned()));
        assert_eq!(of("state", "not_reported"), Value::Text("Chưa gửi báo cáo".to_owned()));
        assert!(TEXTS.is_sorted());
    }

    #[test]
    fn a_number_that_is_written_is_the_number_that_was_meant() {
        for (text, fits) in [
            ("123456.123456789", true),
            ("1234567.123456789", false),
            ("0.000000001", true),
            ("1234567.100000000", true),
            ("999999999999999", true),
            ("1000000000000000", false),
        ] {
            assert_eq!(Value::fits(text), fits, "{text}");
            let plain = text.trim_end_matches('0');
            assert!(!fits || binary(text).to_string().starts_with(plain.trim_end_matches('.')));
        }
    }
}
