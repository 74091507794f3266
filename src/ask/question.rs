//! [`Asked`]: a question with its flags; what all questions have in common.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::answer::Answer;
use super::common::Common;
use super::flags::{Flag, Flags, Takes};
use super::list;
use super::sight::Sight;
use crate::dossier::Dossier;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, Unread};
use crate::framework::Framework;
use crate::json::{cut, plain};
use crate::period::Period;
use crate::reply::Digested;
use crate::scoring::Basis;
use crate::words::{Arg, Lang, Phrase};

/// A part of a dossier that a question may or must have beside assessments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// A framework.
    Framework,
    /// Inputs read under it.
    Inputs,
    /// The register of units.
    Units,
    /// Inputs of earlier years, maybe under a framework of their own, with a crosswalk.
    Previous,
    /// The same, and the question cannot do without them.
    PreviousNeeded,
    /// The state of the same year before.
    Before,
    /// The table of efforts and measures.
    Efforts,
    /// The same table, of a paper.
    Measures,
    /// Further indices.
    With,
    /// A published table.
    Table,
    /// Ballots, with their questions.
    Ballots,
    /// A letter.
    Directive,
    /// Reports on the letter.
    Progress,
}

/// A struct of flags that is a question.
pub(crate) trait Question: Flags {
    /// The name: a subcommand, the `call` of a request, the `kind` of the result.
    const NAME: &'static str;
    /// What it answers, in English and Vietnamese.
    const ABOUT: [&'static str; 2];
    /// The line that shows how it is asked.
    const USAGE: &'static str;
    /// What it is asked of.
    const OF: &'static [Part] = &[Part::Framework, Part::Inputs, Part::Units];
    /// What it may have beside the inputs.
    const TAKES: &'static [Part] = &[];
    /// Whether it answers also where nothing shall be computed because of errors.
    const TAKES_ERRORS: bool = false;
    /// Which of the common flags it takes.
    const COMMON: &'static [&'static str] = ALL_COMMON;
    /// Whether it is asked of assessments alone, so that a print of it can be compared.
    const REPEATED: bool = true;

    /// What it may have beside the inputs, asked with these flags.
    fn takes(&self) -> &'static [Part] {
        Self::TAKES
    }

    /// Whether the flags fit each other.
    ///
    /// # Errors
    /// Where two cannot stand together, or one of several is missing.
    fn fits(&self) -> Result<(), Error> {
        Ok(())
    }

    /// The answer of what is seen of assessments.
    ///
    /// # Errors
    /// Where the question names what is not there.
    fn answer(&self, _: &mut Sight<'_>) -> Result<Answer, Error> {
        Ok(Answer::nothing())
    }

    /// The answer with all that was found on the way. A question that is not asked of assessments answers
    /// here.
    ///
    /// # Errors
    /// Where the question is wrong.
    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error> {
        takes(Self::NAME, self.takes(), dossier)?;
        let sight = Sight::new(dossier, common, Self::NAME);
        let mut sight = sight.ok_or_else(|| Error::usage(Phrase::UsageNoFramework, &[]))?;
        let not_read = dossier.not_read();
        if self.nothing_came(dossier) && not_read.is_empty() && !sight.findings.has_errors() {
            sight.findings.push(Finding::new(FindingCode::NoUnits, Place::default()));
        }
        let answer = if common.strict && !Self::TAKES_ERRORS && sight.findings.has_errors() {
            Answer::nothing()
        } else {
            self.answer(&mut sight)
                .map_err(|error| error.beside_unread(&not_read, &sight.findings.to_vec()))?
                .of_channel(common.channel.as_deref())
        };
        let not_read = dossier.not_read_looking(sight.past);
        let framework = Some(sight.framework().clone());
        let Sight { findings, period, basis, .. } = sight;
        let findings = findings.into_vec();
        let (basis, under_policies) = (Some(basis), true);
        Ok(Outcome { answer, findings, not_read, period, basis, framework, under_policies })
    }

    /// Takes into a seal all of the dossier that the answer depends on.
    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        digest.dossier(dossier);
    }

    /// Whether nothing was there to be computed.
    fn is_void(&self, dossier: &Dossier, answer: &Answer) -> bool {
        match &answer.documents {
            Some(documents) => documents.is_empty(),
            None => self.nothing_came(dossier),
        }
    }

    /// Whether none of the inputs that the rows may be of holds a unit.
    fn nothing_came(&self, dossier: &Dossier) -> bool {
        let before = self.takes().contains(&Part::Before);
        let mut inputs = dossier.held().indices.iter().flat_map(|index| {
            let before = index.earlier.iter().filter(|_| before).map(|earlier| &earlier.input);
            [&index.input].into_iter().chain(before)
        });
        inputs.all(|input| input.assessments.is_empty())
    }
}

/// A question of any kind.
pub(crate) trait Ask: Send + Sync {
    /// Its row in the list.
    fn entry(&self) -> &'static Entry;
    /// Its flags by their keys.
    fn flags(&self) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error>;
    /// The answer with all that was found on the way.
    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error>;
    /// Takes into a seal all of the dossier that the answer depends on.
    fn seal(&self, dossier: &Dossier, digest: &mut Digested);
    /// Whether nothing was there to be computed.
    fn is_void(&self, dossier: &Dossier, answer: &Answer) -> bool;
}

/// An answer with all that was found on the way to it.
pub(crate) struct Outcome {
    pub(crate) answer: Answer,
    pub(crate) findings: Vec<Finding>,
    /// What of all that the question looked at was not read.
    pub(crate) not_read: Vec<Unread>,
    pub(crate) period: Option<Period>,
    /// Which stages count; `None` where no assessment was looked at.
    pub(crate) basis: Option<Basis>,
    /// The framework of the result; `None` where it has none.
    pub(crate) framework: Option<Framework>,
    /// Whether its policies decide anything of the result.
    pub(crate) under_policies: bool,
}

impl Outcome {
    /// Of a question that is not asked of assessments.
    pub(super) fn apart(answer: Answer, findings: Vec<Finding>) -> Outcome {
        Outcome {
            answer,
            findings,
            not_read: Vec::new(),
            period: None,
            basis: None,
            framework: None,
            under_policies: false,
        }
    }
}

/// That a part, or a flag, which the question needs is not there.
pub(super) fn needs(name: &'static str, key: &'static str) -> Error {
    Error::usage(Phrase::UsageNeeds, &[("call", name.into()), ("key", key.into())])
}

impl<Q: Question> Ask for Q {
    fn entry(&self) -> &'static Entry {
        list::entry(Q::NAME).unwrap_or(&list::ALL[0])
    }

    fn flags(&self) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error> {
        raw(self)
    }

    fn outcome(&self, dossier: &Dossier, common: &Common) -> Result<Outcome, Error> {
        Question::outcome(self, dossier, common)
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        Question::seal(self, dossier, digest);
    }

    fn is_void(&self, dossier: &Dossier, answer: &Answer) -> bool {
        Question::is_void(self, dossier, answer)
    }
}

/// Whether what stands beside the inputs belongs to the question, and what it needs is there.
fn takes(name: &'static str, parts: &[Part], dossier: &Dossier) -> Result<(), Error> {
    let call = [("call", name.into())];
    let has_earlier = dossier.index().is_some_and(|index| index.earlier.is_some());
    if let Some(efforts) = &dossier.held().efforts {
        if !parts.contains(&Part::Efforts) {
            return Err(Error::usage(Phrase::UsageNoEfforts, &call));
        }
        // Steps that cost what nobody could read are no steps of this table.
        if efforts.is_unread() {
            return Err(Error::refused("efforts", efforts.findings()));
        }
    }
    let needs_earlier = parts.contains(&Part::Before) || parts.contains(&Part::PreviousNeeded);
    if needs_earlier && !has_earlier {
        return Err(Error::usage(Phrase::UsageNeedsEarlier, &call));
    }
    if has_earlier && !needs_earlier && !parts.contains(&Part::Previous) {
        return Err(Error::usage(Phrase::UsageNoEarlier, &call));
    }
    if dossier.held().indices.len() > 1 && !parts.contains(&Part::With) {
        let args = [("call", name.into()), ("key", "with".into()), ("calls", "together".into())];
        return Err(Error::usage(Phrase::UsageForeign, &args));
    }
    Ok(())
}

/// A question from its flags.
type Read = fn(&BTreeMap<String, Box<RawValue>>) -> Result<Arc<dyn Ask>, Error>;

/// What the list of questions knows of one.
pub struct Entry {
    /// The name: a subcommand, the `call` of a request, the `kind` of the result.
    pub name: &'static str,
    about: [&'static str; 2],
    /// The line that shows how the command is asked.
    pub usage: &'static str,
    parts: [&'static [Part]; 2],
    /// Its own flags.
    pub flags: &'static [Flag],
    /// Which of the common flags it takes.
    pub common: &'static [&'static str],
    repeated: bool,
    read: Read,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Entry").field(&self.name).finish()
    }
}

impl Entry {
    pub(super) const fn of<Q: Question>() -> Entry {
        Entry {
            name: Q::NAME,
            about: Q::ABOUT,
            usage: Q::USAGE,
            parts: [Q::OF, Q::TAKES],
            flags: Q::FLAGS,
            common: Q::COMMON,
            repeated: Q::REPEATED,
            read: |flags| {
                let question: Q = read_flags(flags)?;
                question.fits()?;
                Ok(Arc::new(question))
            },
        }
    }

    /// All flags it takes: its own, then those of every question.
    pub fn all_flags(&self) -> impl Iterator<Item = &'static Flag> + use<> {
        let common = self.common;
        let common = Common::FLAGS.iter().filter(move |flag| common.contains(&flag.key));
        self.flags.iter().chain(common)
    }

    /// Whether it is, or may be, asked of a part of a dossier.
    pub fn has(&self, part: Part) -> bool {
        let has = |one: &Part| {
            *one == part
                || part == Part::Previous && matches!(one, Part::PreviousNeeded | Part::Before)
        };
        self.parts.iter().any(|parts| parts.iter().any(has))
    }

    /// Whether a print of it can be held against its inputs.
    pub fn is_repeated(&self) -> bool {
        self.repeated
    }

    /// What the question answers.
    pub fn about(&self, lang: Lang) -> &'static str {
        let [en, vi] = self.about;
        match lang {
            Lang::En => en,
            Lang::Vi => vi,
        }
    }
}

/// A question with its flags.
#[derive(Clone)]
pub struct Asked {
    pub(crate) question: Arc<dyn Ask>,
    /// The flags that every question takes.
    pub(crate) common: Common,
    /// Another name than that of the question: of a comparison with its print.
    name: Option<&'static str>,
}

impl Asked {
    /// A question by its name, with its flags as a JSON object: `rank` with `{"by_group": true}`.
    ///
    /// # Errors
    /// [`Error::is_usage`] for a question nobody knows, a flag of another question, a value that a flag
    /// does not take, and flags that do not fit each other.
    ///
    /// ```
    /// use par_index::Asked;
    /// let asked = Asked::of("rank", r#"{"by_group": true}"#)?;
    /// assert_eq!(asked.name(), "rank");
    /// assert!(Asked::of("rank", r#"{"repair": ["1.3"]}"#).unwrap_err().is_usage());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn of(name: &str, flags: &str) -> Result<Asked, Error> {
        let flags = serde_json::from_str(flags).map_err(|error| wrong(&error))?;
        Asked::read(name, flags)
    }

    /// The same of flags told apart already; hyphens count as underscores.
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

    /// The flags that every question takes.
    pub fn common(&self) -> &Common {
        &self.common
    }

    /// What the list says of the question.
    pub fn entry(&self) -> &'static Entry {
        self.question.entry()
    }

    /// The same flags, of a comparison with a print.
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

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name(), self.to_json())
    }
}

/// Flags from a request; an error names the flag and what it takes.
fn read_flags<F: Flags>(flags: &BTreeMap<String, Box<RawValue>>) -> Result<F, Error> {
    from_raw(flags).map_err(|error| {
        for (key, value) in flags {
            let one = BTreeMap::from([(key.clone(), value.clone())]);
            if let Err(error) = from_raw::<F>(&one) {
                return impossible(key, value.get(), &error);
            }
        }
        wrong(&error)
    })
}

/// That a flag does not take a value; of words from a list all are named.
fn impossible(key: &str, value: &str, error: &serde_json::Error) -> Error {
    let text = plain(error);
    let found = value.trim_matches('"');
    let mut args = vec![("key", Arg::from(key)), ("found", cut(found).into())];
    let known = text.split_once("expected one of ").or(text.split_once(", expected `"));
    let (phrase, key, known) = match known {
        Some((_, known)) => {
            let known = known.replace(" or ", ", ").replace('`', "");
            (Phrase::UsageFlagWords, "known", known)
        }
        // What was found is said before.
        None => match text.split_once(", expected ") {
            Some((_, expected)) => (Phrase::UsageFlagValue, "why", format!("expected {expected}")),
            None => (Phrase::UsageFlagValue, "why", text),
        },
    };
    args.push((key, known.into()));
    Error::usage(phrase, &args)
}

/// The keys of all common flags; that of the stages that count comes first.
const ALL_COMMON: &[&str] = &[
    "basis",
    "by_group",
    "year",
    "period",
    "as_of",
    "channel",
    "no_survey",
    "prefer",
    "strict",
    "unit_of",
    "policy",
];

/// The same without that of the stages: of what looks at all of them.
pub(super) const UNSTAGED: &[&str] = ALL_COMMON.split_at(1).1;

/// The order in which flags are written, so that the seals of older prints hold; others stand behind
/// them by the alphabet.
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

fn raw(
    flags: &impl serde::Serialize,
) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(flags)?)
}

fn from_raw<T: DeserializeOwned>(
    flags: &BTreeMap<String, Box<RawValue>>,
) -> Result<T, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(flags)?)
}

fn wrong(error: &serde_json::Error) -> Error {
    Error::usage(Phrase::UsageFlags, &[("why", plain(error).into())])
}
