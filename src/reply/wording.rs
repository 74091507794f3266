//! Decides whether two lines differ only in the library's wording: another version may phrase a
//! sentence better, and its print is still right. A different figure, unit, code or grade is never
//! mere wording.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Reply;

/// The words that stand for data in a result: names, codes, grades and states.
pub(super) struct DataWords(BTreeSet<String>);

/// The columns that contain sentences of the library.
const SENTENCES: [&str; 1] = ["why"];

impl DataWords {
    pub(super) fn of(reply: &Reply) -> DataWords {
        let mut words = BTreeSet::new();
        let _ = reply.each_row::<()>(&mut |row| {
            if let Ok(Value::Object(row)) = serde_json::to_value(&row) {
                let texts = row.iter().filter(|(key, _)| !SENTENCES.contains(&key.as_str()));
                for text in texts.filter_map(|(_, value)| value.as_str()) {
                    words.extend(split(text).map(str::to_lowercase));
                }
            }
            Ok(())
        });
        DataWords(words)
    }

    /// Whether two differing lines contain the same figures and the same data words, in the same
    /// order.
    pub(super) fn are_same(&self, a: &str, b: &str) -> bool {
        self.held(a).eq(self.held(b))
    }

    /// The words of a line that are data: figures, signs, and words of names, codes, grades and
    /// states.
    fn held<'a>(&'a self, line: &'a str) -> impl Iterator<Item = String> + 'a {
        split(line).map(str::to_lowercase).filter(|word| {
            let is_figure = word.chars().any(char::is_numeric);
            let is_sign = word.chars().all(|letter| !letter.is_alphanumeric());
            is_figure || is_sign || self.0.contains(word)
        })
    }
}

/// Splits a text at blanks and strips the punctuation around each word.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let around = |letter: char| "()[]{}“”\"':;,.!?…".contains(letter);
    text.split_whitespace().map(move |word| match word.trim_matches(around) {
        "" => word,
        inner => inner,
    })
}
