//! The facts that a unit declares for a leaf, as numbers and words, before a rule is applied to
//! them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::vocabulary::vocabulary;
use crate::json::{self, Num};
use crate::quantity::Points;
use crate::words::{Arg, Args};

vocabulary! {
    /// The answer to a yes-or-no leaf (*có, không*).
    Answer {
        /// The answer is yes (*có*).
        Yes "yes",
        /// The answer is no (*không*).
        No "no",
    }
}

/// The facts of one stage (such as the self score) of one leaf.
///
/// [`Rule::fact_keys`](crate::framework::Rule::fact_keys) tells which of them a rule takes.
///
/// ```
/// use par_index::framework::Facts;
/// let facts = Facts::share("58".parse().unwrap(), "60".parse().unwrap());
/// assert_eq!(facts.of.unwrap().to_string(), "60");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facts {
    /// The answer to a `yes_no` rule.
    pub answer: Option<Answer>,
    /// The id of the level of a `levels` rule.
    pub level: Option<String>,
    /// The amount done, for a `share` rule.
    pub done: Option<Points>,
    /// The whole that `done` is a part of, for a `share` rule.
    pub of: Option<Points>,
    /// The number of items or cases, for `bands` on a count, `per_item` and `penalty`.
    pub count: Option<Points>,
    /// The number of answers for each option, for a `survey` rule without groups.
    pub answers: Option<Answers>,
    /// The number of answers for each option in each group of respondents, for a `survey` rule with
    /// groups.
    pub groups: Option<BTreeMap<String, Answers>>,
}

/// The number of respondents who chose each option, by the option's id.
pub type Answers = BTreeMap<String, Points>;

impl Facts {
    /// The facts of a yes-or-no rule.
    pub fn answer(answer: Answer) -> Facts {
        Facts { answer: Some(answer), ..Facts::default() }
    }

    /// The facts of a rule of levels: the id of the level.
    pub fn level(id: impl Into<String>) -> Facts {
        Facts { level: Some(id.into()), ..Facts::default() }
    }

    /// The facts of a share: `done` out of `of`.
    pub fn share(done: Points, of: Points) -> Facts {
        Facts { done: Some(done), of: Some(of), ..Facts::default() }
    }

    /// The facts of a rule that counts: a number of items or cases.
    pub fn count(count: Points) -> Facts {
        Facts { count: Some(count), ..Facts::default() }
    }

    /// The facts of a survey without groups: the number of answers for each option.
    pub fn answers(answers: Answers) -> Facts {
        Facts { answers: Some(answers), ..Facts::default() }
    }

    fn keys(&self) -> Vec<&'static str> {
        [
            ("answer", self.answer.is_some()),
            ("level", self.level.is_some()),
            ("done", self.done.is_some()),
            ("of", self.of.is_some()),
            ("count", self.count.is_some()),
            ("answers", self.answers.is_some()),
            ("groups", self.groups.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, present)| present.then_some(key))
        .collect()
    }

    /// Checks that exactly the facts a rule takes are present.
    pub(super) fn fit(&self, kind: &'static str, known: &[&'static str]) -> Result<(), Vec<Fault>> {
        let present = self.keys();
        if !known.is_empty()
            && present.len() == known.len()
            && present.iter().all(|key| known.contains(key))
        {
            return Ok(());
        }
        let known_text = if known.is_empty() { "points".to_owned() } else { known.join(", ") };
        let foreign = present.iter().filter(|key| !known.contains(key)).map(|key| {
            Fault::new(FindingCode::FactsForeign, key)
                .with("kind", kind)
                .with("known", known_text.clone())
        });
        let missing = known
            .iter()
            .filter(|key| !present.contains(key))
            .map(|key| Fault::new(FindingCode::FactsMissing, key).with("kind", kind));
        let mut faults: Vec<Fault> = foreign.chain(missing).collect();
        if present.is_empty() && known.is_empty() {
            let fault = Fault::new(FindingCode::FactsForeign, "facts").with("kind", kind);
            faults.push(fault.with("known", known_text.clone()));
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// The reason why facts or points do not fit a rule; it becomes a finding once its place is known.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    code: FindingCode,
    /// The key of the fact at fault, `points`, or `facts` for the facts as a whole.
    key: &'static str,
    found: Option<Found>,
    args: Args,
}

/// The value found: a text, or points, which each language writes with its own decimal mark.
#[derive(Clone, Debug)]
enum Found {
    Text(String),
    Points(Points),
}

impl Fault {
    pub(super) fn new(code: FindingCode, key: &'static str) -> Fault {
        Fault { code, key, found: None, args: vec![("key", Arg::from(key))] }
    }

    pub(super) fn found(mut self, found: impl Into<String>) -> Fault {
        self.found = Some(Found::Text(found.into()));
        self
    }

    pub(super) fn found_points(mut self, found: Points) -> Fault {
        self.found = Some(Found::Points(found));
        self
    }

    pub(super) fn with(mut self, key: &'static str, arg: impl Into<Arg>) -> Fault {
        self.args.push((key, arg.into()));
        self
    }

    /// The finding, given the place of the stage.
    pub(crate) fn at(self, stage: &Place) -> Finding {
        let place = match self.key {
            "points" | "facts" => stage.clone().join(self.key),
            key => stage.clone().join("facts").join(key),
        };
        let mut finding = Finding::new(self.code, place);
        if let Some(node) = &stage.node {
            finding = finding.with("node", node.as_str());
        }
        finding = match self.found {
            Some(Found::Text(found)) => finding.found(json::cut(&found)),
            Some(Found::Points(found)) => finding.found_points(found),
            None => finding,
        };
        self.args.into_iter().fold(finding, |finding, (key, arg)| finding.with(key, arg))
    }
}

/// Facts as they stand in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FactsSpec {
    /// For `yes_no`: the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// For `levels`: the id of the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// For `share`: the amount done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Num>,
    /// For `share`: the whole that `done` is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Num>,
    /// For `bands` on a count, `per_item` and `penalty`: the number of items or cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Num>,
    /// Another name for `count`; only one of the two may be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Num>,
    /// For `survey`: the number of answers for each option.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "json::unique")]
    pub answers: Option<BTreeMap<String, Num>>,
    /// For `survey` with groups: the number of answers for each option, in each group.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "json::unique_nested"
    )]
    pub groups: Option<BTreeMap<String, BTreeMap<String, Num>>>,
}

impl FactsSpec {
    /// The facts of a yes-or-no leaf with the answer *yes*.
    pub fn yes() -> FactsSpec {
        FactsSpec { answer: Some(Answer::Yes), ..FactsSpec::default() }
    }

    /// The facts of a yes-or-no leaf with the answer *no*.
    pub fn no() -> FactsSpec {
        FactsSpec { answer: Some(Answer::No), ..FactsSpec::default() }
    }

    /// The facts of a share: `done` out of `of`.
    pub fn share(done: impl Into<Num>, of: impl Into<Num>) -> FactsSpec {
        FactsSpec { done: Some(done.into()), of: Some(of.into()), ..FactsSpec::default() }
    }

    /// The facts of a rule that counts: a number of items or cases.
    pub fn count(count: impl Into<Num>) -> FactsSpec {
        FactsSpec { count: Some(count.into()), ..FactsSpec::default() }
    }

    /// The facts of a rule of levels: the id of the level reached.
    pub fn level(level: impl Into<String>) -> FactsSpec {
        FactsSpec { level: Some(level.into()), ..FactsSpec::default() }
    }

    /// Reads the numbers of the facts; a bad number leaves a finding, and there are no facts then.
    pub(crate) fn read(&self, stage: &Place, findings: &mut Findings) -> Option<Facts> {
        let before = findings.len();
        if self.count.is_some() && self.cases.is_some() {
            let place = stage.clone().join("facts").join("cases");
            findings.push(Finding::new(FindingCode::CountTwice, place));
        }
        let count_key = if self.cases.is_some() { "cases" } else { "count" };
        let count = self.count.as_ref().or(self.cases.as_ref());
        let mut read = Reader { stage, findings };
        let facts = Facts {
            answer: self.answer,
            level: self.level.as_deref().map(json::nfc),
            done: self.done.as_ref().and_then(|num| read.number(num, &["done"])),
            of: self.of.as_ref().and_then(|num| read.number(num, &["of"])),
            count: count.and_then(|num| read.whole(num, &[count_key])),
            answers: self.answers.as_ref().map(|answers| read.answers(answers, &["answers"])),
            groups: self.groups.as_ref().map(|groups| {
                let read = groups.iter().map(|(group, answers)| {
                    (json::nfc(group), read.answers(answers, &["groups", group]))
                });
                read.collect()
            }),
        };
        (findings.len() == before).then_some(facts)
    }
}

/// Reads the numbers of facts, which must not be negative.
struct Reader<'a> {
    stage: &'a Place,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    /// The place of a fact; it is only made when a finding needs it.
    fn place(&self, path: &[&str]) -> Place {
        path.iter().fold(self.stage.clone().join("facts"), |place, step| place.join(step))
    }

    fn number(&mut self, num: &Num, path: &[&str]) -> Option<Points> {
        let Ok(read) = num.as_str().parse::<Points>() else {
            return json::points(num, &self.place(path), self.findings);
        };
        if read.is_negative() {
            let place = self.place(path);
            let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
            self.findings.push(finding.with("from", Points::ZERO).with("to", Points::MAX));
            return None;
        }
        Some(read)
    }

    fn whole(&mut self, num: &Num, path: &[&str]) -> Option<Points> {
        let read = self.number(num, path)?;
        if !read.is_whole() {
            let finding = Finding::new(FindingCode::NotWhole, self.place(path));
            self.findings.push(finding.found(num.as_str()));
            return None;
        }
        Some(read)
    }

    fn answers(&mut self, answers: &BTreeMap<String, Num>, path: &[&str]) -> Answers {
        let read = answers.iter().filter_map(|(option, num)| {
            let path: Vec<&str> = path.iter().copied().chain([option.as_str()]).collect();
            Some((json::nfc(option), self.whole(num, &path)?))
        });
        read.collect()
    }
}

impl From<&Facts> for FactsSpec {
    fn from(facts: &Facts) -> FactsSpec {
        FactsSpec {
            answer: facts.answer,
            level: facts.level.clone(),
            done: facts.done.map(Num::from),
            of: facts.of.map(Num::from),
            count: facts.count.map(Num::from),
            cases: None,
            answers: facts.answers.as_ref().map(write_answers),
            groups: facts.groups.as_ref().map(|groups| {
                groups.iter().map(|(id, answers)| (id.clone(), write_answers(answers))).collect()
            }),
        }
    }
}

fn write_answers(answers: &Answers) -> BTreeMap<String, Num> {
    answers.iter().map(|(option, count)| (option.clone(), Num::from(*count))).collect()
}
