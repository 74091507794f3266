//! A request: the name of a question, its flags, and the data that it contains.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::ask::{Asked, Entry, Part, question, unknown_question};
use crate::error::Error;
use crate::finding::Finding;
use crate::json::{self, cut};
use crate::words::{Lang, Phrase, Text};

/// Values by their keys, as text of the request or of a held dossier; numbers keep the text in
/// which they were written.
pub(super) type Parts<'t> = BTreeMap<String, Cow<'t, RawValue>>;

/// A request whose keys are sorted by their use.
pub(super) struct Request<'t> {
    pub(super) name: String,
    pub(super) lang: Option<Lang>,
    /// The dossier that the request contains.
    pub(super) dossier: Option<Cow<'t, RawValue>>,
    /// The id of the dossier's index that the request is about.
    pub(super) index: Option<String>,
    /// The printed result that `verify` compares.
    pub(super) printed: Option<Cow<'t, RawValue>>,
    pub(super) flags: Parts<'t>,
    pub(super) data: Parts<'t>,
}

impl<'t> Request<'t> {
    pub(super) fn read(request: &'t str) -> Result<Request<'t>, Error> {
        let refused = |findings| Error::refused("the request", findings);
        let Ok(Unique(parts)) = serde_json::from_str::<Unique<&RawValue>>(request) else {
            return Err(refused(mistakes(request)));
        };
        let parts = parts.into_iter().map(|(key, value)| (key.replace('-', "_"), value));
        let mut parts: Parts<'t> = parts.map(|(key, value)| (key, Cow::Borrowed(value))).collect();
        let call = parts.remove("call").ok_or_else(|| Error::usage(Phrase::UsageNoCall, &[]))?;
        let name: String = part("call", &call)?;
        let text = |parts: &mut Parts<'t>, key: &str| {
            parts.remove(key).map(|raw| part::<String>(key, &raw)).transpose()
        };
        let lang = text(&mut parts, "lang")?.map(|word| language("lang", &word)).transpose()?;
        let dossier = parts.remove("dossier");
        let index = text(&mut parts, "index")?;
        let printed = if name == "verify" { parts.remove("printed") } else { None };
        let (data, flags) =
            parts.into_iter().partition(|(key, _)| DATA.iter().any(|(known, _)| known == key));
        Ok(Request { name, lang, dossier, index, printed, flags, data })
    }

    /// Checks that the data of the request are those of its question.
    pub(super) fn takes_its_data(&self) -> Result<(), Error> {
        let entry = question(&self.name).ok_or_else(|| unknown_question(&self.name))?;
        let part = |key: &str| DATA.iter().find(|(known, _)| *known == key).map(|(_, part)| *part);
        let foreign_key =
            self.data.keys().find(|key| !part(key).is_some_and(|part| entry.has(part)));
        foreign_key.map_or(Ok(()), |key| Err(foreign(entry, key)))
    }

    /// The question of the request, with its flags.
    pub(super) fn asked(&self) -> Result<Asked, Error> {
        question(&self.name).ok_or_else(|| unknown_question(&self.name))?;
        asked(&self.name, &self.flags)
    }
}

/// The part of a dossier that the data under a key belong to.
pub(super) fn part_of(key: &str) -> Part {
    let known = DATA.iter().find(|(known, _)| *known == key);
    known.map_or(Part::Framework, |(_, part)| *part)
}

/// Reads `en` or `vi`.
pub(super) fn language(key: &str, word: &str) -> Result<Lang, Error> {
    word.parse().map_err(|_| {
        let args = [("key", key.into()), ("found", cut(word).into()), ("known", "en, vi".into())];
        Error::usage(Phrase::UsageFlagWords, &args)
    })
}

/// The keys that hold data, each with the part of a dossier to which the data belong.
pub(crate) const DATA: [(&str, Part); 15] = [
    ("framework", Part::Framework),
    ("inputs", Part::Inputs),
    ("units", Part::Units),
    ("previous", Part::Previous),
    ("previous_framework", Part::Previous),
    ("crosswalk", Part::Previous),
    ("efforts", Part::Efforts),
    ("measures", Part::Measures),
    ("with", Part::With),
    ("table", Part::Table),
    ("questions", Part::Ballots),
    ("ballots", Part::Ballots),
    ("asked", Part::Ballots),
    ("directive", Part::Directive),
    ("progress", Part::Progress),
];

pub(super) fn takes_no(name: &str, key: &str) -> Error {
    Error::usage(Phrase::UsageTakesNo, &[("call", name.into()), ("key", cut(key).into())])
}

/// The error for data that belong to other questions.
pub(super) fn foreign(entry: &Entry, key: &str) -> Error {
    let takes = |entry: &&Entry| entry.has(part_of(key));
    let calls: Vec<&str> =
        crate::ask::QUESTIONS.iter().filter(takes).map(|entry| entry.name).collect();
    let args =
        [("call", entry.name.into()), ("key", cut(key).into()), ("calls", calls.join(", ").into())];
    Error::usage(Phrase::UsageForeign, &args)
}

/// Reads a question with its flags.
pub(super) fn asked(name: &str, flags: &Parts<'_>) -> Result<Asked, Error> {
    let flags = flags.iter().map(|(key, value)| (key.clone(), value.clone().into_owned()));
    Asked::read(name, flags.collect())
}

/// The keys of an object; a key that occurs twice is an error.
#[derive(Deserialize)]
#[serde(bound = "V: Deserialize<'de>")]
pub(super) struct Unique<V>(#[serde(deserialize_with = "unique")] pub(super) BTreeMap<String, V>);

fn unique<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: serde::Deserializer<'de>,
    V: Deserialize<'de>,
{
    json::unique(deserializer).map(Option::unwrap_or_default)
}

/// The findings for a text that is not an object with distinct keys.
pub(super) fn mistakes(text: &str) -> Vec<Finding> {
    json::document::<Unique<Box<RawValue>>>(text).err().unwrap_or_default()
}

/// Texts inside a part of a request, borrowed without copying. Mistakes of shape are reported by
/// reading `S`, which is the shape alone.
pub(super) fn texts<'t, T: Deserialize<'t>, S: DeserializeOwned>(
    key: &str,
    raw: &'t RawValue,
) -> Result<T, Error> {
    serde_json::from_str(raw.get()).map_err(|error| {
        // A text that the first reading refuses is refused by the second one too.
        part::<S>(key, raw).err().unwrap_or_else(|| {
            let why = json::without_place(&error);
            Error::usage(Phrase::UsagePart, &[("key", key.into()), ("why", why.into())])
        })
    })
}

/// Reads a part of a request; the error lists every mistake of its shape with its place.
pub(super) fn part<T: DeserializeOwned>(key: &str, raw: &RawValue) -> Result<T, Error> {
    json::document(raw.get()).map_err(|found: Vec<Finding>| {
        let told = |finding: &Finding, lang| {
            let said = [finding.message(lang), finding.expected(lang)].into_iter();
            let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
            format!("{}: {}", finding.place().text(lang), said.join(", "))
        };
        let all = |lang| found.iter().map(|finding| told(finding, lang)).collect::<Vec<_>>();
        let why = Text::of(|lang| all(lang).join("; "));
        Error::usage(Phrase::UsagePart, &[("key", key.into()), ("why", why.into())])
    })
}
