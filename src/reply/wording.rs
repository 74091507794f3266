//! Whether two lines differ in our words alone: another version may put a sentence better, and a print of
//! it is right all the same. A figure, a unit, a code or a grade that differs is never a matter of words.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Reply;

/// The words that stand for data in a result: those of names, codes, grades, states.
pub(super) struct DataWords(BTreeSet<String>);

/// A column of our sentences.
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

    /// Whether two lines that differ say the same figures and the same data, in the same order.
    pub(super) fn are_same(&self, a: &str, b: &str) -> bool {
        self.held(a).eq(self.held(b))
    }

    /// What of a line is no matter of wording: figures with their signs, and the words of data.
    fn held<'a>(&'a self, line: &'a str) -> impl Iterator<Item = String> + 'a {
        split(line).map(str::to_lowercase).filter(|word| {
            let is_figure = word.chars().any(char::is_numeric);
            let is_sign = word.chars().all(|letter| !letter.is_alphanumeric());
            is_figure || is_sign || self.0.contains(word)
        })
    }
}

/// Words as they stand between blanks, without the signs that sentences put around them.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let around = |letter: char| "()[]{}“”\"':;,.!?…".contains(letter);
    text.split_whitespace().map(move |word| match word.trim_matches(around) {
        "" => word,
        inner => inner,
    })
}
