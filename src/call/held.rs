//! A held dossier: an object with the keys of a folder's manifest, containing the data where the
//! manifest names files.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::request::{Parts, Request, asked, language, part};
use crate::ask::{Asked, Part};
use crate::error::Error;
use crate::json;
use crate::words::{Lang, Phrase, Text};

/// The data of a dossier as they were given.
#[derive(Debug)]
pub(super) struct Held {
    spec: HeldSpec,
    lang: Lang,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeldSpec {
    title: Option<String>,
    language: Option<String>,
    basis: Option<Box<RawValue>>,
    period: Option<Box<RawValue>>,
    units: Option<Box<RawValue>>,
    efforts: Option<Box<RawValue>>,
    directive: Option<Box<RawValue>>,
    progress: Option<Box<RawValue>>,
    #[serde(default)]
    frameworks: Vec<Box<RawValue>>,
    #[serde(default)]
    index: Vec<IndexSpec>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndexSpec {
    id: Option<String>,
    framework: Box<RawValue>,
    inputs: Option<Box<RawValue>>,
    previous: Option<Box<RawValue>>,
    previous_framework: Option<Box<RawValue>>,
    crosswalk: Option<Box<RawValue>>,
    channel: Option<Box<RawValue>>,
}

/// A further index, in the form in which a request states it.
#[derive(Serialize)]
struct Other<'h> {
    framework: &'h RawValue,
    inputs: Option<&'h RawValue>,
}

/// Reads only the id of a framework.
#[derive(Deserialize)]
struct Named {
    id: String,
}

impl Held {
    pub(super) fn read(text: &str) -> Result<Held, Error> {
        let refused = |findings| Error::refused("dossier", findings);
        let mut spec: HeldSpec = json::document(text).map_err(refused)?;
        let lang = spec.language.as_deref().map(|word| language("language", word)).transpose()?;
        spec.share_frameworks()?;
        let mut met = BTreeSet::new();
        let mut ids = spec.index.iter().filter_map(|index| index.id.as_deref());
        if let Some(id) = ids.find(|id| !met.insert(*id)) {
            return Err(twice("index", id));
        }
        Ok(Held { spec, lang: lang.unwrap_or_default() })
    }

    /// The language of the dossier's sentences.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    pub(super) fn title(&self) -> Option<&str> {
        self.spec.title.as_deref()
    }

    /// The question of a request; flags that it does not set are taken from the dossier.
    pub(super) fn asked(&self, request: &Request<'_>) -> Result<Asked, Error> {
        let plain = request.asked()?;
        let common = plain.entry().common;
        let mut flags = request.flags.clone();
        let index = self.chosen(request, &plain).ok().flatten();
        let channel = index.and_then(|(_, index)| index.channel.as_ref());
        let dated = flags.contains_key("year") || flags.contains_key("period");
        let period = self.spec.period.as_ref().filter(|_| !dated);
        let said = [("basis", self.spec.basis.as_ref()), ("period", period), ("channel", channel)];
        for (key, value) in said {
            if let Some(value) = value.filter(|_| common.contains(&key)) {
                flags.entry(key.to_owned()).or_insert(Cow::Borrowed(value));
            }
        }
        asked(&request.name, &flags)
    }

    /// Adds to a request the data of the dossier that its question uses; data in the request itself
    /// take precedence. Returns the position of the chosen index in the dossier.
    pub(super) fn fill<'h>(
        &'h self,
        asked: &Asked,
        request: &mut Request<'h>,
    ) -> Result<Option<String>, Error> {
        let spec = &self.spec;
        let own_ruler = request.data.contains_key("framework");
        // An index that is named must exist, even if the request has its own framework.
        let chosen = if own_ruler && request.index.is_none() {
            None
        } else {
            self.chosen(request, asked)?.filter(|_| !own_ruler)
        };
        let efforts = if asked.takes(Part::Measures) { "measures" } else { "efforts" };
        let mut all = vec![
            ("units", Part::Units, spec.units.as_ref()),
            (efforts, Part::Efforts, spec.efforts.as_ref()),
            (efforts, Part::Measures, spec.efforts.as_ref()),
            ("directive", Part::Directive, spec.directive.as_ref()),
            ("progress", Part::Progress, spec.progress.as_ref()),
        ];
        if let Some((_, index)) = chosen {
            all.extend([
                ("framework", Part::Framework, Some(&index.framework)),
                ("inputs", Part::Inputs, index.inputs.as_ref()),
                ("previous", Part::Previous, index.previous.as_ref()),
                ("previous_framework", Part::Previous, index.previous_framework.as_ref()),
                ("crosswalk", Part::Previous, index.crosswalk.as_ref()),
            ]);
        }
        for (key, part, value) in all {
            if let Some(value) = value.filter(|_| asked.takes(part)) {
                request.data.entry(key.to_owned()).or_insert(Cow::Borrowed(value));
            }
        }
        if let Some((at, _)) = chosen.filter(|_| asked.takes(Part::With)) {
            let none = serde_json::from_str::<&RawValue>("[]").ok();
            let others = spec.index.iter().enumerate().filter(|(n, _)| *n != at);
            let others: Vec<Other<'_>> = others
                .map(|(_, other)| Other {
                    framework: &other.framework,
                    inputs: other.inputs.as_deref().or(none),
                })
                .collect();
            // The texts were read from JSON, so writing them cannot fail.
            if let Ok(others) = serde_json::value::to_raw_value(&others) {
                request.data.entry("with".to_owned()).or_insert(Cow::Owned(others));
            }
        }
        Ok(chosen.map(|(at, _)| at.to_string()))
    }

    /// The index that a request is about.
    fn chosen(
        &self,
        request: &Request<'_>,
        asked: &Asked,
    ) -> Result<Option<(usize, &IndexSpec)>, Error> {
        let takes_some = asked.takes(Part::Framework) || asked.takes(Part::Inputs);
        let first = asked.takes(Part::With) || self.spec.index.len() == 1;
        match &request.index {
            None if first => Ok(self.spec.index.first().map(|index| (0, index))),
            None if !takes_some => Ok(None),
            named => self.named(named.as_deref()),
        }
    }

    /// The index with this id, or the only one if none is named.
    fn named(&self, named: Option<&str>) -> Result<Option<(usize, &IndexSpec)>, Error> {
        let all = &self.spec.index;
        let at = match (named, all.len()) {
            (Some(named), _) => all.iter().position(|one| one.id.as_deref() == Some(named)),
            (None, 0) => return Ok(None),
            (None, count) => (count == 1).then_some(0),
        };
        if let Some(chosen) = at.and_then(|at| Some((at, all.get(at)?))) {
            return Ok(Some(chosen));
        }
        let known: Vec<&str> = all.iter().filter_map(|one| one.id.as_deref()).collect();
        let args = [
            ("key", "index".into()),
            ("found", json::cut(named.unwrap_or_default()).into()),
            ("known", known.join(", ").into()),
        ];
        Err(Error::usage(Phrase::UsageFlagWords, &args))
    }

    /// The data for a request that is not a question, under the keys that a request uses.
    pub(super) fn parts(&self, index: Option<&str>) -> Result<Parts<'_>, Error> {
        let spec = &self.spec;
        let mut all = vec![("units", spec.units.as_ref()), ("period", spec.period.as_ref())];
        if let Some((_, index)) = self.named(index)? {
            all.extend([
                ("framework", Some(&index.framework)),
                ("inputs", index.inputs.as_ref()),
                ("previous", index.previous.as_ref()),
            ]);
        }
        let held = all.into_iter().filter_map(|(key, raw)| Some((key, Cow::Borrowed(&**raw?))));
        Ok(held.map(|(key, raw)| (key.to_owned(), raw)).collect())
    }
}

impl HeldSpec {
    /// Replaces references to shared frameworks, which are given by id, with the frameworks
    /// themselves.
    fn share_frameworks(&mut self) -> Result<(), Error> {
        let mut shared: BTreeMap<String, Box<RawValue>> = BTreeMap::new();
        for raw in &self.frameworks {
            let Named { id } = part("frameworks", raw)?;
            match shared.entry(id) {
                Entry::Vacant(place) => place.insert(raw.clone()),
                Entry::Occupied(known) => return Err(twice("frameworks", known.key())),
            };
        }
        let of = |raw: &RawValue| {
            let id = serde_json::from_str::<String>(raw.get()).ok()?;
            shared.get(&id).cloned()
        };
        for index in &mut self.index {
            let rulers = [Some(&mut index.framework), index.previous_framework.as_mut()];
            for ruler in rulers.into_iter().flatten() {
                let list = serde_json::from_str::<Vec<Box<RawValue>>>(ruler.get()).ok();
                let named = match list {
                    Some(list) => {
                        let list: Vec<Box<RawValue>> =
                            list.into_iter().map(|one| of(&one).unwrap_or(one)).collect();
                        serde_json::value::to_raw_value(&list).ok()
                    }
                    None => of(ruler),
                };
                if let Some(named) = named {
                    *ruler = named;
                }
            }
        }
        Ok(())
    }
}

/// The error for an id that occurs twice, so that it is unclear which of the two is meant.
fn twice(key: &'static str, id: &str) -> Error {
    let why = Text::new("mã này có hai lần", "this id stands twice");
    let args = [("key", key.into()), ("found", json::cut(id).into()), ("why", why.into())];
    Error::usage(Phrase::UsageFlagValue, &args)
}
