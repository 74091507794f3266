//! Words and numbers as people read them, in Vietnamese and English.
//!
//! Every sentence of the library is in one table (`Phrase`, and the finding catalogue) as a pair of
//! templates that need no plural forms; this module only fills them in and takes no decision.

mod column;
mod fold;
mod heading;
mod number;
mod phrase;
mod sentence;
mod shown;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub(crate) use column::{column_heading, severity};
pub use fold::fold_name;
pub(crate) use fold::{apart, fold_text, has_odd_letters, looks_like};
pub use heading::Heading;
pub(crate) use phrase::Phrase;
pub(crate) use sentence::KEPT;
pub use sentence::Sentence;
pub use shown::shown;
pub(crate) use shown::{at_most, is_unseen, seen};

use crate::quantity::{Digits, Percent, PointSum, Points, Ratio};

/// The language of tables, sentences and reports. JSON and CSV do not depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Vietnamese (*tiếng Việt*).
    Vi,
}

impl std::str::FromStr for Lang {
    type Err = ParseLangError;

    /// Reads `en` or `vi`.
    fn from_str(text: &str) -> Result<Lang, ParseLangError> {
        match text {
            "en" => Ok(Lang::En),
            "vi" => Ok(Lang::Vi),
            _ => Err(ParseLangError),
        }
    }
}

/// The error for a text that names no language of the library.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected the language en or vi")]
pub struct ParseLangError;

/// A text in two languages; one of the two may be absent.
///
/// ```
/// # use par_index::{Lang, Text};
/// let name = Text::new("Phòng Nội vụ", "");
/// assert_eq!(name.get(Lang::En), "Phòng Nội vụ"); // falls back to what there is
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Vietnamese text; empty if absent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vi: String,
    /// The English text; empty if absent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Text {
    /// A text from its Vietnamese and its English version, in this order.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Text {
        Text { vi: vi.into(), en: en.into() }
    }

    /// A text that is the same in both languages, such as an id, a code or a number.
    pub fn same(text: impl Into<String>) -> Text {
        let text = text.into();
        Text { vi: text.clone(), en: text }
    }

    /// Makes a text by calling `say` once for each language.
    pub(crate) fn of(say: impl Fn(Lang) -> String) -> Text {
        Text { vi: say(Lang::Vi), en: say(Lang::En) }
    }

    /// The version in `lang`, or the other one if it is absent.
    pub fn get(&self, lang: Lang) -> &str {
        let (wanted, other) = match lang {
            Lang::En => (&self.en, &self.vi),
            Lang::Vi => (&self.vi, &self.en),
        };
        if wanted.is_empty() { other } else { wanted }
    }

    /// Whether both language versions are absent.
    pub fn is_empty(&self) -> bool {
        self.vi.is_empty() && self.en.is_empty()
    }
}

/// A value for a placeholder `{name}` of a sentence; it is written out when the language is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Arg {
    /// Points with as few decimal places as exactness allows.
    Points(Points),
    /// Points with a number of decimal places.
    Rounded(Points, Digits),
    /// A percentage as it was stated, with as few decimal places as possible.
    Percent(Percent),
    /// A percentage with a number of decimal places, without the percent sign.
    RoundedPercent(Percent, Digits),
    /// A count, its digits grouped by thousands.
    Count(Points),
    /// A gain of points with its sign and a number of decimal places.
    Gain(Points, Digits),
    /// A sum of points with a number of decimal places.
    Sum(PointSum, Digits),
    /// A sum of points with a number of decimal places, its digits grouped by thousands.
    Grouped(PointSum, Digits),
    /// A ratio written as a percentage with the percent sign and a number of decimal places.
    Ratio(Ratio, Digits),
    /// A percentage with the percent sign and a number of decimal places.
    SignedPercent(Percent, Digits),
    /// A difference of percentages with a plus or minus sign and a number of decimal places.
    Change(Percent, Digits),
    /// A whole number, its digits grouped by thousands.
    Whole(u64),
    /// Words in two languages; a long text is shortened for display.
    Words(Text),
    /// Words in two languages that are never shortened, for citations in a paper to be signed.
    Cited(Text),
    /// A sentence inside another sentence.
    Said(Sentence),
    /// A text that is the same in both languages.
    Plain(String),
}

impl Arg {
    /// The exact numbers that the value contains.
    fn figures(&self) -> Vec<String> {
        match self {
            Arg::Points(points)
            | Arg::Rounded(points, _)
            | Arg::Count(points)
            | Arg::Gain(points, _) => vec![points.to_string()],
            Arg::Percent(percent)
            | Arg::RoundedPercent(percent, _)
            | Arg::SignedPercent(percent, _)
            | Arg::Change(percent, _) => vec![percent.to_string()],
            Arg::Sum(sum, _) | Arg::Grouped(sum, _) => vec![sum.to_string()],
            Arg::Ratio(ratio, _) => vec![ratio.to_string()],
            Arg::Whole(number) => vec![number.to_string()],
            Arg::Said(part) => part.figures(),
            Arg::Words(_) | Arg::Cited(_) | Arg::Plain(_) => Vec::new(),
        }
    }

    /// The value as it is written in a sentence of the given language.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Arg::Points(points) => lang.shortest(*points),
            Arg::Rounded(points, digits) => lang.points(*points, *digits),
            Arg::Percent(percent) => lang.decimal(&percent.to_string()),
            Arg::RoundedPercent(percent, digits) => {
                lang.decimal(&format!("{percent:.*}", usize::from(digits.get())))
            }
            Arg::Count(count) => lang.count(*count),
            Arg::Gain(points, digits) => {
                let text = lang.points(*points, *digits);
                if *points < Points::ZERO { text } else { format!("+{text}") }
            }
            Arg::Sum(sum, digits) => lang.decimal(&format!("{sum:.*}", usize::from(digits.get()))),
            Arg::Grouped(sum, digits) => {
                lang.grouped(&format!("{sum:.*}", usize::from(digits.get())))
            }
            Arg::Ratio(ratio, digits) => lang.ratio(*ratio, *digits),
            Arg::SignedPercent(percent, digits) => lang.percent(*percent, *digits),
            Arg::Change(change, digits) => {
                lang.decimal(&format!("{change:+.*}", usize::from(digits.get())))
            }
            Arg::Whole(number) => lang.grouped(&number.to_string()),
            // The parts of an inner sentence have already been made safe for display.
            Arg::Said(part) => part.kept(lang),
            // Words may come from the data, so they are made safe for display; the library's own
            // words are unchanged by that.
            Arg::Words(text) => shown(text.get(lang)).into_owned(),
            Arg::Plain(text) => shown(text).into_owned(),
            Arg::Cited(text) => seen(text.get(lang), false).into_owned(),
        }
    }
}

impl From<&str> for Text {
    /// A text that is the same in both languages.
    fn from(text: &str) -> Text {
        Text::same(text)
    }
}

impl From<String> for Text {
    /// A text that is the same in both languages.
    fn from(text: String) -> Text {
        Text::same(text)
    }
}

impl From<Points> for Arg {
    fn from(points: Points) -> Arg {
        Arg::Points(points)
    }
}

impl From<Percent> for Arg {
    fn from(percent: Percent) -> Arg {
        Arg::Percent(percent)
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Arg {
        Arg::Words(text)
    }
}

impl From<Arc<Text>> for Arg {
    fn from(text: Arc<Text>) -> Arg {
        Arg::Words(Arc::unwrap_or_clone(text))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Plain(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Plain(text)
    }
}

impl From<Sentence> for Arg {
    fn from(part: Sentence) -> Arg {
        Arg::Said(part)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Arg {
        Arg::Plain(count.to_string())
    }
}

/// The named values of a template.
pub(crate) type Args = Vec<(&'static str, Arg)>;

/// Replaces each `{name}` of a template; a name without a value is left as it is.
pub(crate) fn fill<K: AsRef<str>>(template: &str, args: &[(K, Arg)], lang: Lang) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let arg = args.iter().find(|(key, _)| key.as_ref() == name);
        out.push_str(&arg.map_or_else(|| format!("{{{name}}}"), |(_, arg)| arg.text(lang)));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Lang, Phrase};
    use crate::finding::FindingCode;

    /// Names that Vietnamese texts keep in their original form.
    const NAMES: [&str; 9] =
        ["PAR", "INDEX", "UTF", "PAPI", "Windows", "UniKey", "Python", "float", "embedded"];

    /// The words of a template: runs of letters outside placeholders and outside keys of the file
    /// formats.
    fn words(template: &str) -> Vec<String> {
        let mut words = Vec::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            words.extend(split(before));
            rest = after.split_once('}').map_or("", |(_, after)| after);
        }
        words.extend(split(rest));
        words
    }

    fn split(text: &str) -> Vec<String> {
        text.split(|c: char| c.is_whitespace() || ",;:()“”/".contains(c))
            // A flag is written as it is typed, so it is no word to check.
            .filter(|word| !word.starts_with("--"))
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            // A key of the file formats contains a dot, an underscore or a digit.
            .filter(|word| !word.contains(['.', '_', '=']) && !word.contains(char::is_numeric))
            .flat_map(|word| word.split('-'))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn vietnamese_texts_hold_vietnamese_words_only() {
        let known: BTreeSet<&str> =
            include_str!("words/vietnamese.txt").split_whitespace().collect();
        let keys: BTreeSet<&str> = include_str!("words/keys.txt").split_whitespace().collect();
        let phrases = Phrase::ALL.iter().map(|phrase| phrase.template(Lang::Vi));
        let findings = FindingCode::ALL.iter().flat_map(|code| code.texts(Lang::Vi));
        let (mut used, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        let questions = crate::ask::QUESTIONS.iter();
        let asked = questions.flat_map(|one| {
            let flags = one.all_flags().map(|flag| flag.help(Lang::Vi));
            flags.chain([one.about(Lang::Vi)])
        });
        let own = phrases.chain(findings).chain(super::heading::vietnamese());
        let own = own.chain(super::column::vietnamese());
        let all = own.map(|text| (text, false)).chain(asked.map(|text| (text, true)));
        for (text, is_help) in all {
            assert!(unicode_normalization::is_nfc(text), "{text}");
            for word in words(text) {
                if NAMES.contains(&word.as_str()) || keys.contains(word.as_str()) {
                    continue;
                }
                let lower = word.to_lowercase();
                // The help texts of flags mention values as they are typed.
                if is_help && lower.is_ascii() && !known.contains(lower.as_str()) {
                    continue;
                }
                if !known.contains(lower.as_str()) {
                    unknown.insert(format!("{word} in {text}"));
                }
                used.insert(lower);
            }
        }
        assert!(unknown.is_empty(), "{unknown:?}");
        // The list contains no unused word, so that a person can still read through it.
        let unused: Vec<&&str> = known.iter().filter(|word| !used.contains(**word)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn every_text_is_there_in_both_languages() {
        for code in FindingCode::ALL {
            let [en, vi] = [Lang::En, Lang::Vi].map(|lang| code.texts(lang));
            for (en, vi) in en.into_iter().zip(vi) {
                assert_eq!(en.is_empty(), vi.is_empty(), "{}", code.as_str());
            }
            assert!(!code.cause(Lang::Vi).is_empty(), "{}", code.as_str());
        }
        for phrase in Phrase::ALL {
            assert!(!phrase.template(Lang::Vi).is_empty() && !phrase.template(Lang::En).is_empty());
        }
    }
}
