//! Finds all mistakes of shape in one document.
//!
//! A parser stops at the first mistake. That mistake is reported and the part with it removed, and
//! the text is read again: a member with a wrong key or value is removed as a whole, and an object
//! that lacks a key is removed after the mistakes in its other members were reported.

use serde::de::{DeserializeOwned, IgnoredAny};

use super::misread::{Misread, Spot, Wrong, broken};
use super::reader::Reader;
use crate::finding::{Finding, Place};
use crate::words::Text;

/// The most mistakes of one document that are reported.
const MOST: usize = 20;
/// The most readings of one document; mistakes that only follow from a reported one take a reading
/// too.
const READINGS: usize = 60;

/// Reads a text, or reports all mistakes of its shape. `before` gives the lines, and the columns of
/// the first line, that precede the text.
///
/// # Errors
/// The findings in the order of the text; there is at least one.
pub(crate) fn document<T: DeserializeOwned>(
    text: &str,
    before: (usize, usize),
) -> Result<T, Vec<Finding>> {
    let error = match serde_json::from_str(text) {
        Ok(read) => return Ok(read),
        Err(error) => error,
    };
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return Err(vec![broken(&error, before, goes_on(text))]);
    }
    let mut findings = Vec::new();
    let mut reader = Reader::of(text);
    for _ in 0..READINGS {
        let Err(misread) = reader.read::<T>() else { break };
        let Some(spot) = misread.spot else { break };
        if !follows(&reader, &misread, spot) {
            findings.push(misread.finding(place(text, spot.last, before)));
        }
        // If the document as a whole is wrong, nothing is left to read.
        let inside = reader.parts.get(spot.part).is_some_and(|part| part.parent.is_some());
        if findings.len() == MOST || !inside || !reader.out.insert(spot.part) {
            break;
        }
    }
    if findings.is_empty() {
        findings.push(broken(&error, before, false));
    }
    findings.sort_by_key(|finding| (finding.place().line, finding.place().column));
    Err(findings)
}

/// Reads one of these types, or a type of your own, from JSON, or reports all mistakes of its shape
/// at once, each with line and column and without naming any type of the program. A text that is
/// not JSON at all gives one finding.
///
/// # Errors
/// The findings in the order of the text; there is at least one.
///
/// ```
/// use par_index::Lang;
/// use par_index::spec::{RuleSpec, from_json};
/// let wrong = r#"{"kind": "levels", "levls": [], "percent_digits": 300}"#;
/// let findings = from_json::<RuleSpec>(wrong).unwrap_err();
/// let codes: Vec<&str> = findings.iter().map(|finding| finding.code().as_str()).collect();
/// assert_eq!(codes, ["unknown_key", "bad_json"]);
/// assert!(findings[1].message(Lang::En).contains("a whole number from 0 to 255"));
/// ```
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Vec<Finding>> {
    document(text, (0, 0))
}

/// The findings of [`from_json`] in one sentence: each mistake with its place and what was
/// expected.
///
/// ```
/// use par_index::spec::{RuleSpec, from_json, mistakes};
/// let findings = from_json::<RuleSpec>(r#"{"step": "1"}"#).unwrap_err();
/// assert_eq!(mistakes(&findings).en, "line 1, column 13: the key “kind” is missing");
/// assert_eq!(mistakes(&findings).vi, "dòng 1, cột 13: thiếu khóa “kind”");
/// ```
pub fn mistakes(findings: &[Finding]) -> Text {
    let told = |finding: &Finding, lang| {
        let said = [finding.message(lang), finding.expected(lang)].into_iter();
        let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
        format!("{}: {}", finding.place().text(lang), said.join(", "))
    };
    let all = |lang| findings.iter().map(|finding| told(finding, lang)).collect::<Vec<_>>();
    Text::of(|lang| all(lang).join("; "))
}

/// Reads a text, or reports the first mistake of its shape.
pub(crate) fn first<T: DeserializeOwned>(text: &str) -> Result<T, Misread> {
    serde_json::from_str(text).map_err(|error| {
        let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
        let misread = is_json.then(|| Reader::of(text).read::<T>().err()).flatten();
        misread.unwrap_or_else(|| Misread::syntax(&error))
    })
}

/// Whether a key is missing only because its member was reported and removed before.
fn follows(reader: &Reader<'_>, misread: &Misread, spot: Spot) -> bool {
    let Wrong::MissingKey(missing) = misread.wrong else { return false };
    let told = reader.out.iter().filter_map(|ix| reader.parts.get(*ix));
    let mut told = told.filter(|part| part.parent == Some(spot.part));
    told.any(|part| reader.key(part).is_some_and(|key| key == missing))
}

/// Whether the text continues after a first complete value.
fn goes_on(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next().is_some_and(|first| first.is_ok())
}

/// The place of the last character that was read.
fn place(text: &str, read: usize, before: (usize, usize)) -> Place {
    let (line, column) = before_it(text, read);
    let column = if line == 0 { before.1 + column } else { column };
    Place { line: Some(before.0 + line + 1), column: Some(column), ..Place::default() }
}

/// The number of lines before a byte position, and of columns before it in its own line.
pub(crate) fn before_it(text: &str, at: usize) -> (usize, usize) {
    let read = text.as_bytes().get(..at).unwrap_or_default();
    let begins = read.iter().rposition(|byte| *byte == b'\n').map_or(0, |line| line + 1);
    (read.split(|byte| *byte == b'\n').count() - 1, read.len() - begins)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::json::Num;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read")]
    struct Sheet {
        unit: String,
        year: Option<u16>,
        #[serde(default)]
        entries: Vec<Entry>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read")]
    struct Entry {
        code: String,
        points: Option<Num>,
    }

    fn told(text: &str) -> Vec<(String, usize, usize)> {
        let found = document::<Sheet>(text, (0, 0)).unwrap_err();
        let place = |finding: &Finding| finding.place().clone();
        let at = |finding: &Finding| (place(finding).line.unwrap(), place(finding).column.unwrap());
        found.iter().map(|one| (one.code().as_str().to_owned(), at(one).0, at(one).1)).collect()
    }

    #[test]
    fn all_mistakes_of_a_sheet_come_together() {
        let text = r#"{"unit": 5, "yer": 1,
  "year": "2023",
  "entries": [
    {"code": "1", "points": true},
    {"cod": "2"},
    7,
    {"points": "1"},
    {"code": "3", "code": "4"}
  ]}"#;
        let told = told(text);
        let codes: Vec<(&str, usize)> =
            told.iter().map(|(code, line, _)| (code.as_str(), *line)).collect();
        let expected = [
            ("bad_json", 1),
            ("unknown_key", 1),
            ("bad_json", 2),
            ("bad_json", 4),
            ("unknown_key", 5),
            ("missing_key", 5),
            ("bad_json", 6),
            ("missing_key", 7),
            ("duplicate_key", 8),
        ];
        assert_eq!(codes, expected);
    }

    #[test]
    fn a_number_out_of_range_is_told_with_the_range() {
        for (year, found) in [("70000", "số “70000”"), ("-1", "số “-1”"), ("2.5", "số “2.5”")]
        {
            let text = format!(r#"{{"unit": "a", "year": {year}}}"#);
            let wrong = from_json::<Sheet>(&text).unwrap_err();
            let said = mistakes(&wrong);
            assert!(said.en.contains("expected a whole number from 0 to 65535"), "{}", said.en);
            let vi = format!("cần số nguyên từ 0 đến 65535, không phải {found}");
            assert!(said.vi.ends_with(&vi), "{}", said.vi);
        }
        let said = mistakes(&from_json::<Sheet>(r#"{"unit": "a", "year": []}"#).unwrap_err());
        assert!(said.en.contains("a whole number without quotes"), "{}", said.en);
    }

    #[test]
    fn one_mistake_is_told_once_and_ends() {
        assert_eq!(told(r#"{"unit": 5}"#).len(), 1);
        assert_eq!(told("[]").len(), 1);
        assert_eq!(told("7").len(), 1);
        assert_eq!(told(r#"{"unit": "a", }"#).len(), 1);
        let many = format!(r#"{{"unit": "a", "entries": [{}1]}}"#, "1,".repeat(500));
        assert_eq!(told(&many).len(), MOST);
    }
}
