//! The rules by which leaves are scored (*cách tính điểm*): one file per kind of rule.
//!
//! A rule turns [`Facts`] into an [`Award`], which holds the points and the [`Reason`] that
//! explains them, and lists the [`Level`]s that a remedy can aim at. All three are made by the same
//! code, so they cannot disagree.

use std::collections::BTreeMap;

mod bands;
mod build;
mod direct;
mod facts;
mod goal;
mod kind;
mod levels;
mod measure;
mod notation;
mod penalty;
mod per_item;
mod reason;
mod share;
pub(crate) mod spec;
mod survey;
mod yes_no;

/// The types of the rules that the root of the crate exports.
pub(crate) mod shown {
    pub use super::bands::{Bands, On, RuleBand};
    pub use super::direct::Direct;
    pub use super::facts::{Answer, Answers, Facts};
    pub use super::levels::{Levels, RuleLevel};
    pub use super::measure::{IfNone, Measure};
    pub use super::penalty::Penalty;
    pub use super::per_item::PerItem;
    pub use super::reason::{Earns, Reason};
    pub use super::share::{FullAt, More, Part, Share};
    pub use super::survey::{Survey, SurveyGroup, SurveyOption};
    pub use super::yes_no::YesNo;
    pub use super::{Award, Level, Scale};
}

pub use facts::FactsSpec;
pub(crate) use facts::Fault;
pub(crate) use kind::Stands;
pub(crate) use shown::*;
pub(crate) use survey::Mean;

use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::vocabulary::vocabulary;
use crate::json::{cut, nfc};
use crate::quantity::{Digits, Points};
use crate::words::{Arg, Phrase, Text};
use kind::{Made, RuleKind, kinds};
use spec::RuleSpec;

kinds! {
    /// The rule by which a leaf is scored (*cách tính điểm*).
    ///
    /// | kind | measures | facts of an entry | in one line |
    /// |---|---|---|---|
    /// | [`direct`](Direct) | points that are typed in | none, `points` | `nhập điểm; bội số 0,25` · `typed; step 0.25` |
    /// | [`yes_no`](YesNo) | a declaration of yes or no | `answer` | `có/không` · `yes/no` |
    /// | [`levels`](Levels) | one of several named levels | `level` | `mức: 0; 0,5; 1` · `levels: 0; 0.5; 1` |
    /// | [`share`](Share) | the share of a whole that was done | `done`, `of` | `tỷ lệ: tối đa từ 100%; sàn 80%; nếu có` · `share: full at 100%; floor 80%; if any` |
    /// | [`bands`](Bands) | steps on a share or a count | `done`, `of` or `count` | `bậc: từ 3 → 1,5; từ 1 → 0,75` · `bands: 3 → 1.5; 1 → 0.75` |
    /// | [`per_item`](PerItem) | the number of things done | `count` | `mỗi việc 0,5` · `each 0.5` |
    /// | [`penalty`](Penalty) | the number of cases that should not have happened | `count` or `cases` | `trừ 0,5 mỗi vụ việc` · `minus 0.5 each` |
    /// | [`survey`](Survey) | the answers of respondents | `answers` or `groups` | `điều tra: 100/60/20/0` · `survey: 100/60/20/0` |
    ///
    /// Every award lies between 0 and the maximum. A computed award (of a share in part, per item,
    /// penalty, survey) is exact and rounded once, half away from zero, to `policies.award.digits`
    /// decimal places; an award equal to the maximum, to 0 or to stated points is not rounded.
    /// Instead of facts an appraiser may type points: the points of a level for `yes_no` and
    /// `levels`, multiples of the step for `direct`, and any points from 0 to the maximum for the
    /// other kinds. The one-line form is read and written by
    /// [`RuleSpec::from_line`](crate::spec::RuleSpec::from_line).
    Rule:
    /// The points are typed in.
    Direct "direct",
    /// A declaration of yes or no.
    YesNo "yes_no",
    /// Named levels with stated points.
    Levels "levels",
    /// The share of a whole that was done.
    Share "share",
    /// Steps on a share or a count.
    Bands "bands",
    /// A fixed number of points for each item.
    PerItem "per_item",
    /// A fixed number of points off for each case.
    Penalty "penalty",
    /// The answers of a survey.
    Survey "survey",
}

/// The maximum of a leaf and the number of decimal places of a computed award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The maximum points of the leaf.
    pub max: Points,
    /// The number of decimal places to which a computed award is rounded.
    pub digits: Digits,
}

/// The points that a rule gives for some facts, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Award {
    /// The points, or `None` when the facts say that the leaf does not apply.
    pub points: Option<Points>,
    /// The maximum of the leaf.
    pub max: Points,
    /// The reason as data; [`Award::say`] makes a sentence of it.
    pub reason: Reason,
}

/// A result that a rule can give, with the facts that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The points of the level.
    pub points: Points,
    /// The smallest facts that give these points; `None` where no facts can be named.
    pub facts: Option<Facts>,
}

impl Rule {
    /// The kind as files write it, such as `direct`, `share` or `per_item`.
    pub fn kind(&self) -> &'static str {
        self.kind_spec().as_str()
    }

    /// The award for some facts: points and reason.
    ///
    /// # Errors
    /// All faults of the facts that do not fit the rule.
    pub(crate) fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        facts.fit(self.kind(), self.fact_keys())?;
        self.of_kind().award(facts, scale)
    }

    /// The award for 0 of 0, where the rule says that it earns the maximum or zero; otherwise
    /// `None`.
    pub(crate) fn no_case(&self, scale: Scale) -> Option<Award> {
        self.of_kind().no_case(scale)
    }

    /// Whether an appraiser may type these points under this rule; they lie between 0 and the
    /// maximum.
    pub(crate) fn admits(&self, points: Points, scale: Scale) -> Result<(), Fault> {
        self.of_kind().admits(points, scale)
    }

    /// Whether any typed points up to the maximum are allowed.
    pub(crate) fn admits_any(&self) -> bool {
        self.of_kind().admits_any()
    }

    /// The levels that this rule can give, the one with the fewest points first.
    ///
    /// For a share the facts must tell the whole. Without them, and for typed points without a
    /// step, the maximum is the only level listed. The list of a share can be long, so it is
    /// produced lazily.
    pub fn reachable<'a>(
        &'a self,
        scale: Scale,
        facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        self.of_kind().reachable(scale, facts)
    }

    /// The most points this rule can give.
    pub fn best(&self, scale: Scale) -> Points {
        self.of_kind().best(scale)
    }

    /// Whether the rule computes awards, so that the framework must state how they are rounded.
    pub(crate) fn computes(&self) -> bool {
        self.of_kind().computes()
    }

    /// Whether the rule measures a part of a whole (`done` and `of`).
    pub(crate) fn is_of_whole(&self) -> bool {
        self.fact_keys().contains(&"of")
    }

    /// The keys of the facts that this rule takes.
    pub fn fact_keys(&self) -> &'static [&'static str] {
        self.of_kind().fact_keys()
    }

    /// The rule in the form of the canonical document.
    pub fn to_spec(&self) -> RuleSpec {
        let mut spec = RuleSpec::of(self.kind_spec());
        self.of_kind().write(&mut spec);
        spec
    }
}

/// Reads the labels of a rule in normal form C; a label for a fact that the rule does not take is a
/// finding.
fn check_labels(
    spec: &RuleSpec,
    known: &[&str],
    place: &Place,
    findings: &mut Findings,
) -> BTreeMap<String, Text> {
    let place = place.clone().join("labels");
    let mut labels = BTreeMap::new();
    for (key, text) in spec.labels.iter().flatten() {
        if !known.contains(&key.as_str()) {
            let finding = Finding::new(FindingCode::RuleKeyForeign, place.clone().join(key));
            let finding = finding.with("kind", spec.kind.as_str()).with("key", cut(key));
            findings.push(finding.with("known", known.join(", ")));
        }
        let text = Text::new(nfc(&text.vi), nfc(&text.en));
        if !text.is_empty() {
            labels.insert(key.clone(), text);
        }
    }
    labels
}

/// The noun that a rule's labels give to a fact, else the first noun among the labels; empty if
/// there are none.
fn noun(labels: &BTreeMap<String, Text>, key: &str) -> Text {
    let any = || labels.values().next();
    labels.get(key).or_else(any).cloned().unwrap_or_default()
}

/// The noun that a rule's labels give to a fact; *cases* if there is none.
fn noun_or_cases(labels: &BTreeMap<String, Text>, key: &str) -> Text {
    match noun(labels, key) {
        noun if noun.is_empty() => Phrase::Cases.text(&[]),
        noun => noun,
    }
}

/// The text "2 more files for 1 point"; `None` if nothing more is needed.
fn needed(n: Points, labels: &BTreeMap<String, Text>, key: &str, points: Points) -> Option<Text> {
    let what = noun_or_cases(labels, key);
    let args = [("n", Arg::Count(n)), ("what", what.into()), ("points", points.into())];
    n.is_positive().then(|| Phrase::BandNeeded.text(&args))
}

/// The counts of a level of a share, as "58 of 60 files".
fn out_of(level: &Level, labels: &BTreeMap<String, Text>) -> Option<Text> {
    let facts = level.facts.as_ref()?;
    let (done, of) = (Arg::Count(facts.done?), Arg::Count(facts.of?));
    let what = noun_or_cases(labels, "done");
    Some(Phrase::WhyCounts.text(&[("done", done), ("of", of), ("what", what.into())]))
}
