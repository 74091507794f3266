//! [`Asked`]: a question, given by its name, with its flags.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::common::Common;
use super::flags::Takes;
use super::flags::needs;
use super::list;
use super::question::Question as _;
use super::question::{Ask, Entry, Part};
use super::raw::{raw, read_flags, wrong};
use super::survey::{Survey, SurveyView};
use crate::error::Error;
use crate::json::several::first;

/// A question with its flags.
#[derive(Clone)]
pub struct Asked {
    pub(crate) question: Arc<dyn Ask>,
    /// The flags that all questions share.
    pub(crate) common: Common,
    /// The name shown instead of the question's own: `verify` if a print is checked.
    name: Option<&'static str>,
}

impl Asked {
    /// A question by its name, with its flags as a JSON object: `rank` with `{"by_group": true}`.
    ///
    /// # Errors
    /// [`Error::is_usage`] for an unknown question, a flag of another question, a value that a flag
    /// does not take, and flags that contradict each other.
    ///
    /// ```
    /// use par_index::ask::Asked;
    /// let asked = Asked::of("rank", r#"{"by_group": true}"#)?;
    /// assert_eq!(asked.name(), "rank");
    /// assert!(Asked::of("rank", r#"{"repair": ["1.3"]}"#).unwrap_err().is_usage());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn of(name: &str, flags: &str) -> Result<Asked, Error> {
        let flags = first(flags).map_err(|misread| wrong(&misread))?;
        Asked::read(name, flags)
    }

    /// Like [`Asked::of`], with the flags already separated; hyphens in names count as underscores.
    pub(crate) fn read(name: &str, flags: BTreeMap<String, Box<RawValue>>) -> Result<Asked, Error> {
        let entry = list::entry(name).ok_or_else(|| list::unknown(name))?;
        let flags = flags.into_iter().map(|(key, value)| (key.replace('-', "_"), value));
        let is_common = |key: &str| entry.common.contains(&key);
        let (common, own): (BTreeMap<_, _>, BTreeMap<_, _>) =
            flags.partition(|(key, _)| is_common(key));
        if let Some(key) = own.keys().find(|key| !entry.flags.iter().any(|own| own.key == **key)) {
            return Err(list::foreign(entry, key));
        }
        let needed = entry.flags.iter().filter(|flag| matches!(flag.takes, Takes::Needed(_)));
        if let Some(flag) = needed.into_iter().find(|flag| !own.contains_key(flag.key)) {
            return Err(needs(entry.name, flag.key));
        }
        let common = read_flags::<Common>(&common)?.settled()?;
        let question = (entry.read)(&own)?;
        Ok(Asked { question, common, name: None })
    }

    /// The name of the question.
    pub fn name(&self) -> &'static str {
        self.name.unwrap_or(self.entry().name)
    }

    /// The flags that all questions share.
    pub fn common(&self) -> &Common {
        &self.common
    }

    /// Whether the question, with these flags, uses or may use a part of a dossier.
    pub fn takes(&self, part: Part) -> bool {
        self.question.takes(part)
    }

    /// The entry of the question in the list of questions.
    pub fn entry(&self) -> &'static Entry {
        self.question.entry()
    }

    /// All flags given, by their names.
    pub fn flags(&self) -> serde_json::Map<String, serde_json::Value> {
        // The text was written as a JSON object above, so that reading it cannot fail.
        serde_json::from_str(&self.to_json()).unwrap_or_default()
    }

    /// The question under the name `verify`, with which a print is checked.
    pub(crate) fn judged(&self) -> Asked {
        Asked { name: Some("verify"), ..self.clone() }
    }

    /// All flags given as one JSON object, in an order that never changes.
    pub(crate) fn to_json(&self) -> String {
        let own = self.question.flags().unwrap_or_default();
        let mut all: Vec<(String, Box<RawValue>)> =
            raw(&self.common).unwrap_or_default().into_iter().chain(own).collect();
        all.sort_by_key(|(key, _)| {
            let place = ORDER.iter().position(|known| known == key);
            (place.unwrap_or(ORDER.len()), key.clone())
        });
        let pairs = all.iter().map(|(key, value)| format!("\"{key}\":{}", value.get()));
        format!("{{{}}}", pairs.collect::<Vec<String>>().join(","))
    }
}

impl Asked {
    /// How counted ballots are shown, and the targets they are compared with; `None` for other
    /// questions.
    pub fn survey_view(&self) -> Option<SurveyView> {
        if self.name() != Survey::NAME {
            return None;
        }
        let flags = serde_json::to_string(&self.question.flags().ok()?).ok()?;
        serde_json::from_str::<Survey>(&flags).ok()?.shown().ok()
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name(), self.to_json())
    }
}

/// The order in which flags are written. It must not change, so that the seals of older prints stay
/// valid; flags that are not listed follow in alphabetical order.
const ORDER: [&str; 39] = [
    "basis",
    "unit",
    "within",
    "other",
    "each",
    "node",
    "by_group",
    "year",
    "period",
    "as_of",
    "channel",
    "order",
    "lead",
    "by",
    "level",
    "show",
    "below",
    "vary",
    "amount",
    "replicates",
    "seed",
    "top",
    "set",
    "repair",
    "repair_first",
    "target",
    "grade",
    "rank",
    "budget",
    "frontier",
    "with_survey",
    "fix",
    "without",
    "capacity",
    "on",
    "no_survey",
    "prefer",
    "strict",
    "draft",
];
