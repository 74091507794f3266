//! All mistakes of shape in one document.
//!
//! A parser stops at the first. What is wrong there is told, taken out, and the rest is read again: a
//! member whose key or value is wrong goes as a whole, an object that lacks a key goes once its other
//! members are told. Blanks take its place, so that every line and column stays where it was.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::shape_error;
use crate::finding::{Finding, FindingCode};
use crate::words::Arg;

/// So many mistakes of one document are told.
const MOST: usize = 20;
/// So often a document is read; what follows from a mistake already told costs a reading too.
const READINGS: usize = 60;

/// What a text holds, or all mistakes of its shape; `before` is how many lines, and columns of the
/// first line, stand before it.
///
/// # Errors
/// The findings, in the order of the text as far as they can be told apart; never none.
pub(crate) fn document<T: DeserializeOwned>(
    text: &str,
    before: (usize, usize),
) -> Result<T, Vec<Finding>> {
    let error = match serde_json::from_str(text) {
        Ok(read) => return Ok(read),
        Err(error) => error,
    };
    let mut findings = vec![shape_error(&error, before)];
    if error.classify() != Category::Data {
        return Err(findings);
    }
    let mut rest = Rest::of(text);
    let mut error = error;
    for _ in 0..READINGS {
        if !rest.take_out(&error) {
            break;
        }
        match serde_json::from_str::<T>(&rest.text) {
            Ok(_) => break,
            Err(next) if next.classify() != Category::Data => break,
            Err(next) => error = next,
        }
        let finding = shape_error(&error, before);
        if !rest.follows(&error, &finding) && !findings.contains(&finding) {
            findings.push(finding);
        }
        if findings.len() == MOST {
            break;
        }
    }
    findings.sort_by_key(|finding| (finding.place().line, finding.place().column));
    Err(findings)
}

/// A document from which mistakes are taken out.
struct Rest {
    text: String,
    parts: Vec<Part>,
    /// The keys that were taken out, each with the beginning of its object.
    taken: BTreeSet<(usize, String)>,
}

/// A value in its place: of an object with its key, of a list alone.
#[derive(Debug)]
struct Part {
    /// Where it begins, with its key.
    from: usize,
    /// Where its value begins.
    value: usize,
    /// Behind its last letter.
    end: usize,
    parent: Option<usize>,
    key: Option<String>,
}

impl Rest {
    fn of(text: &str) -> Rest {
        Rest { text: text.to_owned(), parts: parts(text), taken: BTreeSet::new() }
    }

    /// Where a mistake was met: the last letter read.
    fn met(&self, error: &serde_json::Error) -> usize {
        let lines = self.text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let start: usize = lines.map(str::len).sum();
        start + error.column().saturating_sub(1)
    }

    /// The innermost part around a place.
    fn around(&self, at: usize) -> Option<usize> {
        self.parts.iter().rposition(|part| (part.from..part.end).contains(&at))
    }

    /// Whether a key is missing because it was taken out, and told, before.
    fn follows(&self, error: &serde_json::Error, finding: &Finding) -> bool {
        if finding.code() != FindingCode::MissingKey {
            return false;
        }
        let object = self.around(self.met(error)).and_then(|ix| self.parts.get(ix));
        let key = finding.args().find_map(|(name, arg)| match arg {
            Arg::Plain(key) if name == "key" => Some(key.clone()),
            _ => None,
        });
        object.zip(key).is_some_and(|(object, key)| self.taken.contains(&(object.value, key)))
    }

    /// Puts blanks in the place of the part that a mistake lies in; `false` if nothing would be left.
    fn take_out(&mut self, error: &serde_json::Error) -> bool {
        let at = self.met(error);
        let Some(mut wrong) = self.around(at) else { return false };
        // The end of an object was read, or the mark before a value that no list takes.
        let closed = self.text.as_bytes().get(at).is_some_and(|byte| matches!(byte, b'}' | b']'));
        let next = |part: &Part| part.parent == Some(wrong) && part.from > at;
        if !closed && let Some(next) = self.parts.iter().position(next) {
            wrong = next;
        }
        let Some(part) = self.parts.get(wrong) else { return false };
        let Some(parent) = part.parent.and_then(|parent| self.parts.get(parent)) else {
            return false;
        };
        if let Some(key) = &part.key {
            self.taken.insert((parent.value, key.clone()));
        }
        let (from, end) = (part.from, part.end);
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        let blank = |bytes: &mut Vec<u8>, at: usize| {
            if let Some(byte) = bytes.get_mut(at).filter(|byte| !byte.is_ascii_whitespace()) {
                *byte = b' ';
            }
        };
        let was_there = bytes.get(from).is_some_and(|byte| !byte.is_ascii_whitespace());
        (from..end).for_each(|at| blank(&mut bytes, at));
        // One comma goes with it, behind it or before.
        let is_blank = |byte: &u8| byte.is_ascii_whitespace();
        let behind = bytes.iter().skip(end).position(|byte| !is_blank(byte)).map(|n| end + n);
        let before = bytes.iter().take(from).rposition(|byte| !is_blank(byte));
        let commas = [behind, before].into_iter().flatten();
        let mut commas = commas.filter(|at| bytes.get(*at) == Some(&b','));
        if let Some(comma) = commas.next() {
            blank(&mut bytes, comma);
        }
        self.text = String::from_utf8(bytes).unwrap_or_default();
        was_there && !self.text.is_empty()
    }
}

/// The values of a text that is JSON, outer before inner.
fn parts(text: &str) -> Vec<Part> {
    let bytes = text.as_bytes();
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut key: Option<(usize, String)> = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let begins = at;
        at += 1;
        match byte {
            b'}' | b']' => {
                if let Some(part) = open.pop().and_then(|ix| parts.get_mut(ix)) {
                    part.end = at;
                }
                continue;
            }
            b'"' => {
                while let Some(byte) = bytes.get(at) {
                    at += 1 + usize::from(*byte == b'\\');
                    if *byte == b'"' {
                        break;
                    }
                }
                let rest = bytes.get(at..).unwrap_or_default().trim_ascii_start();
                if key.is_none() && rest.first() == Some(&b':') {
                    let name =
                        text.get(begins..at).and_then(|name| serde_json::from_str(name).ok());
                    key = Some((begins, name.unwrap_or_default()));
                    continue;
                }
            }
            b'{' | b'[' => {}
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                let word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                at += bytes.get(at..).unwrap_or_default().iter().take_while(word).count();
            }
            _ => continue,
        }
        let (from, key) = match key.take() {
            Some((from, key)) => (from, Some(key)),
            None => (begins, None),
        };
        parts.push(Part { from, value: begins, end: at, parent: open.last().copied(), key });
        if matches!(byte, b'{' | b'[') {
            open.push(parts.len() - 1);
        }
    }
    parts
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
    fn one_mistake_is_told_once_and_ends() {
        assert_eq!(told(r#"{"unit": 5}"#).len(), 1);
        assert_eq!(told("[]").len(), 1);
        assert_eq!(told("7").len(), 1);
        assert_eq!(told(r#"{"unit": "a", }"#).len(), 1);
        let many = format!(r#"{{"unit": "a", "entries": [{}1]}}"#, "1,".repeat(500));
        assert_eq!(told(&many).len(), MOST);
    }
}
