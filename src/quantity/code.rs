//! [`Code`]: the number that a node has on paper, such as `3.2.10`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// The code of a field, criterion or component (*mã tiêu chí*): `3.2.10`, `I`, `F1.2`.
///
/// A code consists of segments of letters, digits, `_` and `-`, joined by dots. Codes are ordered
/// as people count: `3.2.10` after `3.2.9`, `IX` after `V`. Two different texts are never equal:
/// `1.1` and `1.10` are two codes.
///
/// # Example
/// ```
/// use par_index::Code;
///
/// let mut codes: Vec<Code> = ["3.2.10", "3.2.9", "IX", "V", "3.2"]
///     .iter().map(|text| text.parse().unwrap()).collect();
/// codes.sort();
/// let texts: Vec<&str> = codes.iter().map(Code::as_str).collect();
/// assert_eq!(texts, ["3.2", "3.2.9", "3.2.10", "V", "IX"]);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Code(Arc<str>);

impl Code {
    /// The code as text, in Unicode normal form C.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this code is the other code followed by a dot and more segments.
    pub fn is_under(&self, other: &Code) -> bool {
        self.0.strip_prefix(&*other.0).is_some_and(|rest| rest.starts_with('.'))
    }

    /// Whether the code starts with a digit. Only such codes are expected to continue the code of
    /// the node above.
    pub(crate) fn is_numeric(&self) -> bool {
        self.0.starts_with(|c: char| c.is_ascii_digit())
    }

    /// One of the words that results use as codes for rows outside the tree, such as `total`; no
    /// node may have it.
    pub(crate) fn reserved(word: &'static str) -> Code {
        static WORDS: OnceLock<[Code; 3]> = OnceLock::new();
        let words =
            WORDS.get_or_init(|| ["total", "bonus", "deduction"].map(|word| Code(word.into())));
        let known = words.iter().find(|known| known.as_str() == word);
        known.cloned().unwrap_or_else(|| Code(word.into()))
    }
}

/// The reason why a text is not a code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseCodeError {
    /// The text is empty, or a segment between dots is.
    #[error("a code has a letter or digit before, between and after its dots")]
    EmptySegment,
    /// The text has a character that is no letter, digit, `_` or `-`.
    #[error("{0:?} may not stand in a code")]
    Character(char),
    /// The text has more than 64 characters.
    #[error("a code has at most 64 characters")]
    TooLong,
}

impl FromStr for Code {
    type Err = ParseCodeError;

    fn from_str(text: &str) -> Result<Code, ParseCodeError> {
        let text: String = text.nfc().take(65).collect();
        if text.chars().count() > 64 {
            return Err(ParseCodeError::TooLong);
        }
        for segment in text.split('.') {
            if segment.is_empty() {
                return Err(ParseCodeError::EmptySegment);
            }
            let strange = |c: &char| !(c.is_alphanumeric() || matches!(c, '_' | '-'));
            if let Some(c) = segment.chars().find(strange) {
                return Err(ParseCodeError::Character(c));
            }
        }
        Ok(Code(text.into()))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Code) -> Ordering {
        let natural = self.0.split('.').map(segment_key).cmp(other.0.split('.').map(segment_key));
        natural.then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Code) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A run of equal characters (digits or others) inside a segment. Numbers are ordered before Roman
/// numerals, and these before other text.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Run<'a> {
    /// Digits, compared by value: first by the length without leading zeros, then as text.
    Number(usize, &'a str),
    Roman(u8),
    Text(&'a str),
}

fn segment_key(segment: &str) -> Vec<Run<'_>> {
    if let Some(value) = roman(segment) {
        return vec![Run::Roman(value)];
    }
    let mut runs = Vec::new();
    let mut rest = segment;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push(if digits {
            let bare = run.trim_start_matches('0');
            Run::Number(bare.len(), bare)
        } else {
            Run::Text(run)
        });
        rest = after;
    }
    runs
}

/// Reads a Roman numeral from I to XXXIX; L, C, D and M are more often letters than numerals in
/// codes.
fn roman(text: &str) -> Option<u8> {
    let ones = text.trim_start_matches('X');
    let tens = u8::try_from(text.len() - ones.len()).ok().filter(|tens| *tens <= 3)?;
    // In "IX" the X is not a leading one, so it was not cut off.
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
        .iter()
        .position(|numeral| *numeral == ones)?;
    let value = tens * 10 + u8::try_from(ones).ok()?;
    (value > 0).then_some(value)
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({})", self.0)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
