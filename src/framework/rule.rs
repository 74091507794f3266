//! How a leaf's points are found (*cách tính điểm*): one file per kind of rule.
//!
//! A rule turns [`Facts`] into an [`Award`], the points together with the sentence that explains
//! them, and lists the [`Level`]s a remedy can aim at. All three come from the same place, so they
//! cannot disagree.

use std::collections::BTreeMap;

mod bands;
mod direct;
mod facts;
mod goal;
mod levels;
mod measure;
mod notation;
mod penalty;
mod per_item;
mod share;
pub(crate) mod spec;
mod survey;
mod yes_no;

pub use bands::{Bands, On, RuleBand};
pub use direct::Direct;
pub(crate) use facts::Fault;
pub use facts::{Answer, Answers, Facts, FactsSpec};
pub use levels::{Levels, RuleLevel};
pub use measure::{IfNone, Measure};
pub use penalty::Penalty;
pub use per_item::PerItem;
pub use share::{FullAt, More, Part, Share};
pub(crate) use survey::Mean;
pub use survey::{Survey, SurveyGroup, SurveyOption};
pub use yes_no::YesNo;

use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{cut, nfc};
use crate::quantity::{Digits, Points};
use crate::words::{Phrase, Text};
use spec::{Kind, RuleSpec};

/// How a leaf's points are found (*cách tính điểm*).
///
/// | kind | measures | facts of an entry | in one line |
/// |---|---|---|---|
/// | [`direct`](Direct) | points typed in | none, `points` | `nhập điểm; bội số 0,25` · `typed; step 0.25` |
/// | [`yes_no`](YesNo) | a declaration | `answer` | `có/không` · `yes/no` |
/// | [`levels`](Levels) | named standings | `level` | `mức: 0; 0,5; 1` · `levels: 0; 0.5; 1` |
/// | [`share`](Share) | done in a whole | `done`, `of` | `tỷ lệ: tối đa từ 100%; sàn 80%; nếu có` · `share: full at 100%; floor 80%; if any` |
/// | [`bands`](Bands) | steps on a share or a count | `done`, `of` or `count` | `bậc: từ 3 → 1,5; từ 1 → 0,75` · `bands: 3 → 1.5; 1 → 0.75` |
/// | [`per_item`](PerItem) | things done | `count` | `mỗi việc 0,5` · `each 0.5` |
/// | [`penalty`](Penalty) | cases that should not have been | `count` or `cases` | `trừ 0,5 mỗi vụ việc` · `minus 0.5 each` |
/// | [`survey`](Survey) | answers of respondents | `answers` or `groups` | `điều tra: 100/60/20/0` · `survey: 100/60/20/0` |
///
/// Every award lies between 0 and the maximum. A computed award (share in part, per item, penalty,
/// survey) is exact and rounded once, half away from zero, to `policies.award.digits`; one equal to
/// the maximum, to 0 or to stated points is not rounded. Instead of facts an appraiser may type
/// points: those of a level for `yes_no` and `levels`, multiples of the step for `direct`, anything
/// from 0 to the maximum elsewhere. The one-line form is read and written by
/// [`RuleSpec::from_line`](crate::spec::RuleSpec::from_line).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// Points are typed.
    Direct(Direct),
    /// A declaration, yes or no.
    YesNo(YesNo),
    /// Named levels with stated points.
    Levels(Levels),
    /// A share of done in the whole.
    Share(Share),
    /// Steps on a share or a count.
    Bands(Bands),
    /// So many points per item.
    PerItem(PerItem),
    /// So many points off per case.
    Penalty(Penalty),
    /// Answers of a survey.
    Survey(Survey),
}

/// What a leaf measures against: its maximum and the places of a computed award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The maximum points of the leaf.
    pub max: Points,
    /// To how many places a computed award is rounded.
    pub digits: Digits,
}

/// What a rule gives for some facts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Award {
    /// The points, or `None` when the facts say that the leaf does not apply.
    pub points: Option<Points>,
    /// Why, in one sentence.
    pub text: Text,
}

/// A standing that a rule can give, and the facts that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The points.
    pub points: Points,
    /// The least facts that give them, where the rule takes facts.
    pub facts: Option<Facts>,
}

impl Rule {
    /// The kind in files, such as `direct`, `share` or `per_item`.
    pub fn kind(&self) -> &'static str {
        self.kind_spec().as_str()
    }

    fn kind_spec(&self) -> Kind {
        match self {
            Rule::Direct(_) => Kind::Direct,
            Rule::YesNo(_) => Kind::YesNo,
            Rule::Levels(_) => Kind::Levels,
            Rule::Share(_) => Kind::Share,
            Rule::Bands(_) => Kind::Bands,
            Rule::PerItem(_) => Kind::PerItem,
            Rule::Penalty(_) => Kind::Penalty,
            Rule::Survey(_) => Kind::Survey,
        }
    }

    /// Points and sentence for some facts.
    ///
    /// # Errors
    /// Every reason why the facts do not fit the rule.
    pub(crate) fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        facts.fit(self.kind(), self.fact_keys())?;
        match self {
            Rule::Direct(_) => Err(Vec::new()),
            Rule::YesNo(rule) => rule.award(facts, scale),
            Rule::Levels(rule) => rule.award(facts, scale),
            Rule::Share(rule) => rule.award(facts, scale),
            Rule::Bands(rule) => rule.award(facts, scale),
            Rule::PerItem(rule) => rule.award(facts, scale),
            Rule::Penalty(rule) => rule.award(facts, scale),
            Rule::Survey(rule) => rule.award(facts, scale),
        }
    }

    /// What 0 of 0 earns, where the rule says that it earns the maximum or nothing.
    pub(crate) fn no_case(&self, scale: Scale) -> Option<Award> {
        let measure = match self {
            Rule::Share(rule) => rule.measure,
            Rule::Bands(rule) if rule.on == On::Share => rule.measure,
            _ => return None,
        };
        let earns = matches!(measure.if_none, IfNone::Max | IfNone::Zero);
        earns.then(|| measure.no_case(scale))
    }

    /// Whether typed points, within 0 to the maximum, can stand under this rule.
    pub(crate) fn admits(&self, points: Points, scale: Scale) -> Result<(), Fault> {
        match self {
            Rule::Direct(rule) => rule.admits(points),
            Rule::YesNo(rule) => rule.admits(points, scale),
            Rule::Levels(rule) => rule.admits(points),
            Rule::Share(_)
            | Rule::Bands(_)
            | Rule::PerItem(_)
            | Rule::Penalty(_)
            | Rule::Survey(_) => Ok(()),
        }
    }

    /// Whether any typed points up to the maximum will do.
    pub(crate) fn admits_any(&self) -> bool {
        match self {
            Rule::Direct(rule) => rule.step.is_none(),
            Rule::YesNo(_) | Rule::Levels(_) => false,
            _ => true,
        }
    }

    /// The standings this rule can give, least first.
    ///
    /// For a share they need facts that tell the whole; without them, and for points typed without
    /// a step, the maximum is the only standing known to be in reach. The list of a share can be
    /// long, so it is made as it is read.
    pub fn reachable<'a>(
        &'a self,
        scale: Scale,
        facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        match self {
            Rule::Direct(rule) => Box::new(rule.reachable(scale)),
            Rule::YesNo(rule) => Box::new(rule.reachable(scale).into_iter()),
            Rule::Levels(rule) => Box::new(rule.reachable()),
            Rule::Share(rule) => rule.reachable(scale, facts),
            Rule::Bands(rule) => Box::new(rule.reachable(facts).into_iter()),
            Rule::PerItem(rule) => Box::new(rule.reachable(scale)),
            Rule::Penalty(rule) => Box::new(rule.reachable(scale)),
            Rule::Survey(_) => Box::new(std::iter::once(Level { points: scale.max, facts: None })),
        }
    }

    /// The most points this rule can give.
    pub fn best(&self, scale: Scale) -> Points {
        match self {
            Rule::Direct(rule) => rule.best(scale),
            Rule::Levels(rule) => rule.best(),
            Rule::Bands(rule) => rule.best(),
            Rule::YesNo(_)
            | Rule::Share(_)
            | Rule::PerItem(_)
            | Rule::Penalty(_)
            | Rule::Survey(_) => scale.max,
        }
    }

    /// Whether awards are computed, so that the policy must say how they are rounded.
    pub(crate) fn computes(&self) -> bool {
        match self {
            Rule::Share(rule) => rule.computes(),
            Rule::PerItem(_) | Rule::Penalty(_) | Rule::Survey(_) => true,
            Rule::Direct(_) | Rule::YesNo(_) | Rule::Levels(_) | Rule::Bands(_) => false,
        }
    }

    /// Whether it measures a part of a whole.
    pub(crate) fn is_of_whole(&self) -> bool {
        self.fact_keys().contains(&"of")
    }

    /// The facts this rule takes.
    pub fn fact_keys(&self) -> &'static [&'static str] {
        match self {
            Rule::Direct(_) => &[],
            Rule::YesNo(_) => &["answer"],
            Rule::Levels(_) => &["level"],
            Rule::Share(_) => &["done", "of"],
            Rule::Bands(rule) => match rule.on {
                On::Share => &["done", "of"],
                On::Count => &["count"],
            },
            Rule::PerItem(_) | Rule::Penalty(_) => &["count"],
            Rule::Survey(rule) if rule.groups.is_empty() => &["answers"],
            Rule::Survey(_) => &["groups"],
        }
    }

    /// The rule as a document writes it.
    pub fn to_spec(&self) -> RuleSpec {
        let mut spec = RuleSpec::of(self.kind_spec());
        match self {
            Rule::Direct(rule) => rule.write(&mut spec),
            Rule::YesNo(rule) => rule.write(&mut spec),
            Rule::Levels(rule) => rule.write(&mut spec),
            Rule::Share(rule) => rule.write(&mut spec),
            Rule::Bands(rule) => rule.write(&mut spec),
            Rule::PerItem(rule) => rule.write(&mut spec),
            Rule::Penalty(rule) => rule.write(&mut spec),
            Rule::Survey(rule) => rule.write(&mut spec),
        }
        spec
    }
}

/// The labels of a rule in normal form; a label of a fact the rule does not take is a finding.
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

/// The noun that a rule's labels give to a fact; empty without one.
fn noun(labels: &BTreeMap<String, Text>, key: &str) -> Text {
    let any = || labels.values().next();
    labels.get(key).or_else(any).cloned().unwrap_or_default()
}

/// The noun of a fact, or *cases*.
fn noun_or_cases(labels: &BTreeMap<String, Text>, key: &str) -> Text {
    match noun(labels, key) {
        noun if noun.is_empty() => Phrase::Cases.text(&[]),
        noun => noun,
    }
}
