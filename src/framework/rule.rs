//! How a leaf's points are found (*cách tính điểm*): one file per kind of rule.
//!
//! A rule turns [`Facts`] into an [`Award`], the points together with the sentence that explains
//! them, and lists the [`Level`]s a remedy can aim at. All three come from the same place, so they
//! cannot disagree.

mod direct;
mod facts;
mod levels;
mod share;
pub(crate) mod spec;
mod yes_no;

pub use direct::Direct;
pub(crate) use facts::Fault;
pub use facts::{Answer, Facts, FactsSpec};
pub use levels::{Levels, RuleLevel};
pub use share::{FullAt, More, Part, Share};
pub use yes_no::YesNo;

use crate::quantity::{Digits, Points};
use crate::words::Text;
use spec::{Kind, RuleSpec};

/// How a leaf's points are found.
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
    /// The kind in files: `direct`, `yes_no`, `levels`, `share`.
    pub fn kind(&self) -> &'static str {
        self.kind_spec().as_str()
    }

    fn kind_spec(&self) -> Kind {
        match self {
            Rule::Direct(_) => Kind::Direct,
            Rule::YesNo(_) => Kind::YesNo,
            Rule::Levels(_) => Kind::Levels,
            Rule::Share(_) => Kind::Share,
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
        }
    }

    /// Whether typed points, within 0 to the maximum, can stand under this rule.
    pub(crate) fn admits(&self, points: Points, scale: Scale) -> Result<(), Fault> {
        match self {
            Rule::Direct(rule) => rule.admits(points),
            Rule::YesNo(rule) => rule.admits(points, scale),
            Rule::Levels(rule) => rule.admits(points),
            Rule::Share(_) => Ok(()),
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
        }
    }

    /// The most points this rule can give.
    pub fn best(&self, scale: Scale) -> Points {
        match self {
            Rule::Direct(rule) => rule.best(scale),
            Rule::Levels(rule) => rule.best(),
            Rule::YesNo(_) | Rule::Share(_) => scale.max,
        }
    }

    /// Whether awards are computed, so that the policy must say how they are rounded.
    pub(crate) fn computes(&self) -> bool {
        matches!(self, Rule::Share(rule) if rule.computes())
    }

    /// The facts this rule takes.
    pub fn fact_keys(&self) -> &'static [&'static str] {
        match self {
            Rule::Direct(_) => &[],
            Rule::YesNo(_) => &["answer"],
            Rule::Levels(_) => &["level"],
            Rule::Share(_) => &["done", "of"],
        }
    }

    pub(super) fn to_spec(&self) -> RuleSpec {
        let mut spec = RuleSpec::of(self.kind_spec());
        match self {
            Rule::Direct(rule) => rule.write(&mut spec),
            Rule::YesNo(rule) => rule.write(&mut spec),
            Rule::Levels(rule) => rule.write(&mut spec),
            Rule::Share(rule) => rule.write(&mut spec),
        }
        spec
    }
}
