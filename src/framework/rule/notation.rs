//! A rule in one line, as a table's cell holds it: `tỷ lệ: tối đa từ 100%; sàn 80%; nếu có` or
//! `share: full at 100%; floor 80%; if any`. The words of a kind stand in its file.
//!
//! Reading what was written gives the same rule. A rule with keys that have no words here, such as
//! labels, is written as its JSON object instead.

use super::spec::{Kind, RuleSpec};
use crate::error::Error;
use crate::json::{Num, nfc};
use crate::words::{Lang, Phrase, Text};

/// A word of the line, in English and in Vietnamese.
#[derive(Clone, Copy)]
pub(super) struct Word(pub(super) &'static str, pub(super) &'static str);

impl Word {
    pub(super) const fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.0,
            Lang::Vi => self.1,
        }
    }
}

/// A number of a language; a point is only taken where it cannot group thousands.
pub(super) fn number(text: &str, lang: Lang) -> Result<Num, Error> {
    let text = text.trim();
    let grouped = text.rsplit_once('.').is_some_and(|(_, places)| places.len() == 3);
    let plain = match lang {
        Lang::Vi if text.contains(',') && text.contains('.') => None,
        Lang::Vi if grouped => None,
        Lang::Vi => Some(text.replace(',', ".")),
        Lang::En => Some(text.to_owned()),
    };
    let number = plain.filter(|plain| plain.parse::<crate::quantity::Points>().is_ok());
    number.map(Num::from).ok_or_else(|| {
        let like = lang.decimal("12.5");
        Error::usage(Phrase::UsageNumber, &[("text", text.into()), ("like", like.into())])
    })
}

/// A number with a percent sign behind it.
pub(super) fn percent(text: &str, lang: Lang) -> Result<Num, Error> {
    let text = text.trim();
    let text = text
        .strip_suffix('%')
        .ok_or_else(|| Error::usage(Phrase::UsagePercent, &[("text", text.into())]))?;
    number(text, lang)
}

/// Nothing, or one word with a number behind it.
pub(super) fn option(rest: &str, word: &str, lang: Lang) -> Result<Option<Num>, Error> {
    if rest.is_empty() {
        return Ok(None);
    }
    match rest.strip_prefix(word) {
        Some(text) => number(text, lang).map(Some),
        None => Err(unknown(rest, &[word])),
    }
}

/// The head of a line, and the option where it is set.
pub(super) fn with_option(head: Word, word: Word, set: Option<&Num>, lang: Lang) -> String {
    let head = head.of(lang);
    match set {
        Some(num) => format!("{head}; {} {}", word.of(lang), lang.decimal(num.as_str())),
        None => head.to_owned(),
    }
}

/// A part of a line that was not understood.
pub(super) fn unknown(part: &str, known: &[&str]) -> Error {
    let args = [("text", part.into()), ("known", known.join(", ").into())];
    Error::usage(Phrase::UsageRulePart, &args)
}

impl RuleSpec {
    /// Writes the rule in one line; `None` where a key has no words in the line.
    ///
    /// ```
    /// use par_index::{Lang, spec::RuleSpec};
    /// let rule = RuleSpec::from_line("share: full at 100%; floor 80%; if any")?;
    /// assert_eq!(rule.to_line(Lang::Vi).unwrap(), "tỷ lệ: tối đa từ 100%; sàn 80%; nếu có");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn to_line(&self, lang: Lang) -> Option<String> {
        if self.labels.is_some() {
            return None;
        }
        let line = (self.kind.made().line)(self, lang)?;
        // What the line cannot say it must not lose.
        (RuleSpec::from_line(&line).ok()? == *self).then_some(line)
    }

    /// Reads the one-line form in either language.
    ///
    /// # Errors
    /// [`Error::is_usage`] with the part that was not understood.
    pub fn from_line(line: &str) -> Result<RuleSpec, Error> {
        let line = nfc(&line.to_lowercase()).replace("tỉ lệ", "tỷ lệ").replace("->", "→");
        [Lang::Vi, Lang::En].into_iter().find_map(|lang| read_line(&line, lang)).unwrap_or_else(
            || {
                let known = Text::new(heads(Lang::Vi), heads(Lang::En));
                let args = [("text", line.as_str().into()), ("known", known.into())];
                Err(Error::usage(Phrase::UsageRule, &args))
            },
        )
    }
}

fn heads(lang: Lang) -> String {
    let heads: Vec<&str> = Kind::ALL.iter().map(|kind| kind.made().head.of(lang)).collect();
    heads.join(", ")
}

/// `None` where the line does not begin with the head of a kind in this language.
fn read_line(line: &str, lang: Lang) -> Option<Result<RuleSpec, Error>> {
    Kind::ALL.iter().map(|kind| kind.made()).find_map(|made| {
        let rest = line.strip_prefix(made.head.of(lang))?;
        let ends = rest.is_empty() || rest.starts_with([':', ';', ' ']);
        ends.then(|| (made.read)(rest.trim_start_matches([':', ';', ' ']), lang))
    })
}
