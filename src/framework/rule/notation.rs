//! Rules in one line, as a cell of a table holds them: `tỷ lệ: tối đa từ 100%; sàn 80%; nếu có` or
//! `share: full at 100%; floor 80%; if any`. The words of each kind stand in the file of the kind.
//!
//! The line may end with the names of facts and levels: `; nhãn: đã làm = hồ sơ; 0,5 = chậm`.
//! Reading a written line gives the same rule. A rule with keys that have no words here, such as
//! groups of a survey, is written as its JSON object instead.

use std::collections::BTreeMap;

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

/// Reads a number as a language writes it. In Vietnamese a point is accepted as decimal mark only
/// where it cannot be a separator of thousands.
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

/// Reads a number with a percent sign after it.
pub(super) fn percent(text: &str, lang: Lang) -> Result<Num, Error> {
    let text = text.trim();
    let text = text
        .strip_suffix('%')
        .ok_or_else(|| Error::usage(Phrase::UsagePercent, &[("text", text.into())]))?;
    number(text, lang)
}

/// Reads the rest of a line that is empty or consists of one word and a number.
pub(super) fn option(rest: &str, word: &str, lang: Lang) -> Result<Option<Num>, Error> {
    if rest.is_empty() {
        return Ok(None);
    }
    match rest.strip_prefix(word) {
        Some(text) => number(text, lang).map(Some),
        None => Err(unknown(rest, &[word])),
    }
}

/// Writes the head of a line, followed by its option if that is set.
pub(super) fn with_option(head: Word, word: Word, set: Option<&Num>, lang: Lang) -> String {
    let head = head.of(lang);
    match set {
        Some(num) => format!("{head}; {} {}", word.of(lang), lang.decimal(num.as_str())),
        None => head.to_owned(),
    }
}

/// The error for a part of a line that was not understood.
pub(super) fn unknown(part: &str, known: &[&str]) -> Error {
    let args = [("text", part.into()), ("known", known.join(", ").into())];
    Error::usage(Phrase::UsageRulePart, &args)
}

/// The word that stands before the names of facts and levels.
const LABELS: Word = Word("labels", "nhãn");

/// The words for facts in the line; either language is read.
const FACTS: [(&str, Word); 7] = [
    ("done", Word("done", "đã làm")),
    ("of", Word("of", "tổng số")),
    ("count", Word("count", "số lượng")),
    ("answer", Word("answer", "trả lời")),
    ("level", Word("level", "mức")),
    ("answers", Word("answers", "phiếu")),
    ("groups", Word("groups", "nhóm")),
];

/// A name as the line writes it: one text if both languages have the same, else `hồ sơ / files`;
/// `None` if one language is missing.
fn name(text: &Text) -> Option<String> {
    match (text.vi.as_str(), text.en.as_str()) {
        ("", _) | (_, "") => None,
        (vi, en) if vi == en => Some(vi.to_owned()),
        (vi, en) => Some(format!("{vi} / {en}")),
    }
}

/// The names of facts and levels, as they follow a line; `None` where one of them cannot be
/// written.
fn names(spec: &RuleSpec, lang: Lang) -> Option<String> {
    let mut names = Vec::new();
    for (key, text) in spec.labels.iter().flatten() {
        let (_, word) = FACTS.iter().find(|(known, _)| known == key)?;
        names.push(format!("{} = {}", word.of(lang), name(text)?));
    }
    for level in spec.levels.iter().flatten() {
        if let Some(label) = &level.label {
            names.push(format!("{} = {}", lang.decimal(&level.id), name(label)?));
        }
    }
    let names = names.join("; ");
    Some(if names.is_empty() { names } else { format!("; {}: {names}", LABELS.of(lang)) })
}

/// Splits a line into the rule and the names that follow it.
fn split_names(line: &str) -> (&str, Option<&str>) {
    let begins = ["; nhãn:", "; Nhãn:", "; labels:", "; Labels:"];
    let found = begins.iter().filter_map(|begin| line.split_once(begin));
    found.min_by_key(|(bare, _)| bare.len()).map_or((line, None), |(bare, rest)| (bare, Some(rest)))
}

/// Reads the names and gives them to the facts and levels of the rule.
fn read_names(spec: &mut RuleSpec, names: &str, lang: Lang) -> Result<(), Error> {
    for part in names.split(';').map(str::trim) {
        let is_same = |key: &str, word: &Word| key == word.0 || key == word.1;
        let wrong = || unknown(part, &[FACTS[0].1.of(lang), "="]);
        let (key, text) = part.split_once('=').ok_or_else(wrong)?;
        let (key, text) = (key.trim(), text.trim());
        let text = match text.split_once(" / ") {
            Some((vi, en)) => Text::new(vi.trim(), en.trim()),
            None => Text::same(text),
        };
        let folded = key.to_lowercase();
        let fact = FACTS.iter().find(|(_, word)| is_same(&folded, word));
        let level = number(key, lang).ok();
        let mut levels = spec.levels.iter_mut().flatten();
        let level = levels.find(|one| level.as_ref().is_some_and(|n| n.as_str() == one.id));
        let is_new = match (fact, level) {
            (Some((fact, _)), _) => {
                let labels = spec.labels.get_or_insert_with(BTreeMap::new);
                labels.insert((*fact).to_owned(), text).is_none()
            }
            (None, Some(level)) => level.label.replace(text).is_none(),
            (None, None) => return Err(wrong()),
        };
        if !is_new {
            return Err(unknown(part, &["each part once"]));
        }
    }
    Ok(())
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
        let mut line = (self.kind.made().line)(self, lang)?;
        line.push_str(&names(self, lang)?);
        // The line is only used if reading it back gives the same rule, so that nothing is lost.
        (RuleSpec::from_line(&line).ok()? == *self).then_some(line)
    }

    /// Reads the one-line form in either language.
    ///
    /// # Errors
    /// [`Error::is_usage`] with the part that was not understood.
    pub fn from_line(line: &str) -> Result<RuleSpec, Error> {
        let line = nfc(line);
        let (line, names) = split_names(&line);
        let line = line.to_lowercase().replace("tỉ lệ", "tỷ lệ").replace("->", "→");
        let read = |lang| {
            let read = read_line(&line, lang)?;
            Some(read.and_then(|mut spec| {
                names.map_or(Ok(()), |names| read_names(&mut spec, names, lang))?;
                Ok(spec)
            }))
        };
        [Lang::Vi, Lang::En].into_iter().find_map(read).unwrap_or_else(|| {
            let known = Text::new(heads(Lang::Vi), heads(Lang::En));
            let args = [("text", line.as_str().into()), ("known", known.into())];
            Err(Error::usage(Phrase::UsageRule, &args))
        })
    }
}

fn heads(lang: Lang) -> String {
    let heads: Vec<&str> = Kind::ALL.iter().map(|kind| kind.made().head.of(lang)).collect();
    heads.join(", ")
}

/// Reads the line in one language; `None` where the line does not begin with the head of a kind in
/// that language.
fn read_line(line: &str, lang: Lang) -> Option<Result<RuleSpec, Error>> {
    Kind::ALL.iter().map(|kind| kind.made()).find_map(|made| {
        let rest = line.strip_prefix(made.head.of(lang))?;
        let ends = rest.is_empty() || rest.starts_with([':', ';', ' ']);
        ends.then(|| (made.read)(rest.trim_start_matches([':', ';', ' ']), lang))
    })
}
