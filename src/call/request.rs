//! A request: a question by its name, its flags, the data that it brings along.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ask::{Asked, Entry, Part, question, unknown_question};
use crate::error::Error;
use crate::json::{self, cut};
use crate::words::{Lang, Phrase};

/// What a request holds by its keys; numbers keep their text.
pub(super) type Parts = BTreeMap<String, Box<RawValue>>;

/// A request, its keys told apart.
pub(super) struct Request {
    pub(super) name: String,
    pub(super) lang: Option<Lang>,
    /// The dossier that it brings along.
    pub(super) dossier: Option<Box<RawValue>>,
    /// The index of the dossier that it is about.
    pub(super) index: Option<String>,
    /// What `verify` compares.
    pub(super) printed: Option<Box<RawValue>>,
    pub(super) flags: Parts,
    pub(super) data: Parts,
}

impl Request {
    pub(super) fn read(request: &str) -> Result<Request, Error> {
        let refused = |findings| Error::refused("the request", findings);
        let Unique(parts) = json::document(request).map_err(refused)?;
        let mut parts: Parts =
            parts.into_iter().map(|(key, value)| (key.replace('-', "_"), value)).collect();
        let call = parts.remove("call").ok_or_else(|| Error::usage(Phrase::UsageNoCall, &[]))?;
        let name: String = part("call", &call)?;
        let text = |parts: &mut Parts, key: &str| {
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

    /// Whether its data belong to its question.
    pub(super) fn takes_its_data(&self) -> Result<(), Error> {
        let entry = question(&self.name).ok_or_else(|| unknown_question(&self.name))?;
        let part = |key: &str| DATA.iter().find(|(known, _)| *known == key).map(|(_, part)| *part);
        let foreign_key =
            self.data.keys().find(|key| !part(key).is_some_and(|part| entry.has(part)));
        foreign_key.map_or(Ok(()), |key| Err(foreign(entry, key)))
    }

    /// The question.
    pub(super) fn asked(&self) -> Result<Asked, Error> {
        question(&self.name).ok_or_else(|| unknown_question(&self.name))?;
        Asked::read(&self.name, self.flags.clone())
    }
}

/// The part of a dossier that a key of data fills.
pub(super) fn part_of(key: &str) -> Part {
    let known = DATA.iter().find(|(known, _)| *known == key);
    known.map_or(Part::Framework, |(_, part)| *part)
}

/// `en` or `vi`.
pub(super) fn language(key: &str, word: &str) -> Result<Lang, Error> {
    word.parse().map_err(|_| {
        let args = [("key", key.into()), ("found", cut(word).into()), ("known", "en, vi".into())];
        Error::usage(Phrase::UsageFlagWords, &args)
    })
}

/// The keys that hold data, with the part of a dossier that they fill.
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

/// That data belong to other questions.
pub(super) fn foreign(entry: &Entry, key: &str) -> Error {
    let takes = |entry: &&Entry| entry.has(part_of(key));
    let calls: Vec<&str> =
        crate::ask::QUESTIONS.iter().filter(takes).map(|entry| entry.name).collect();
    let args =
        [("call", entry.name.into()), ("key", cut(key).into()), ("calls", calls.join(", ").into())];
    Error::usage(Phrase::UsageForeign, &args)
}

/// The keys of an object; one that stands twice is an error, not a choice.
#[derive(Deserialize)]
pub(super) struct Unique(#[serde(deserialize_with = "unique")] pub(super) Parts);

fn unique<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Parts, D::Error> {
    json::unique(deserializer).map(Option::unwrap_or_default)
}

pub(super) fn part<T: serde::de::DeserializeOwned>(key: &str, raw: &RawValue) -> Result<T, Error> {
    serde_json::from_str(raw.get()).map_err(|error| {
        let args = [("key", key.into()), ("why", json::plain(&error).into())];
        Error::usage(Phrase::UsagePart, &args)
    })
}
