//! `per_item`: a fixed number of points for each item, up to the maximum.

use std::collections::BTreeMap;

use super::kind::{RuleKind, Stands};
use super::notation::{self, Word};
use super::spec::{Kind, RuleSpec};
use super::{Award, Facts, Fault, Level, Reason, Scale, check_labels, needed, noun};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, Num};
use crate::quantity::{Points, div_ceil};
use crate::words::{Lang, Text};

/// A fixed number of points for each item (*mỗi việc*), up to the maximum.
///
/// **What it measures.** A number of things done, each worth the same points.
///
/// **Formula.** `each × n`, at most the maximum; rounded once to the places the framework states.
///
/// **Example.** 0.5 each, maximum 2: 3 items give 1.5, 5 give 2.
///
/// **Keys.** `each`: above 0, at most the maximum; `labels` (optional).
///
/// **Facts.** `count`, whole.
///
/// **In one line.** `mỗi việc 0,5` · `each 0.5`.
///
/// **Source.** The project's semantics page, B7.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PerItem {
    /// The points for each item.
    pub each: Points,
    /// The nouns for the facts.
    pub labels: BTreeMap<String, Text>,
}

impl RuleKind for PerItem {
    fn keys() -> &'static [&'static str] {
        &["each", "labels"]
    }

    fn check(
        spec: &RuleSpec,
        scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<PerItem> {
        let labels = check_labels(spec, &["count"], place, findings);
        let each = check_each(spec, scale, place, findings)?;
        Some(PerItem { each, labels })
    }

    fn head() -> Word {
        Word("each", "mỗi việc")
    }

    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error> {
        let each = Some(notation::number(rest, lang)?);
        Ok(RuleSpec { each, ..RuleSpec::of(Kind::PerItem) })
    }

    fn line(spec: &RuleSpec, lang: Lang) -> Option<String> {
        let each = lang.decimal(spec.each.as_ref()?.as_str());
        Some(format!("{} {each}", PerItem::head().of(lang)))
    }

    fn write(&self, spec: &mut RuleSpec) {
        spec.each = Some(Num::from(self.each));
        spec.labels = (!self.labels.is_empty()).then(|| self.labels.clone());
    }

    fn fact_keys(&self) -> &'static [&'static str] {
        &["count"]
    }

    fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        let count = facts.count.unwrap_or_default();
        let points = earned(self.each, count.wide() / Points::whole(1).wide(), scale);
        let what = noun(&self.labels, "count");
        let reason = Reason::PerItem { count, what, each: self.each };
        Ok(Award { points: Some(points), max: scale.max, reason })
    }

    fn reachable<'a>(
        &'a self,
        scale: Scale,
        _facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        let each = self.each;
        let mut next = Some(0);
        Box::new(std::iter::from_fn(move || {
            let n = next?;
            let points = earned(each, n, scale);
            // Bisection for the smallest number that earns more; more items never earn less.
            let (mut low, mut high) = (n, enough(each, scale));
            next = (points < scale.max).then(|| {
                while high - low > 1 {
                    let middle = low + (high - low) / 2;
                    if earned(each, middle, scale) > points { high = middle } else { low = middle }
                }
                high
            });
            Some(Level { points, facts: count(n).map(Facts::count) })
        }))
    }

    fn level(&self, points: Points, scale: Scale, _facts: Option<&Facts>) -> Option<Level> {
        let (mut low, mut high) = (-1, enough(self.each, scale));
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if earned(self.each, middle, scale) >= points { high = middle } else { low = middle }
        }
        let facts = Some(Facts::count(count(high)?));
        (earned(self.each, high, scale) == points).then_some(Level { points, facts })
    }

    fn computes(&self) -> bool {
        true
    }

    fn items(&self, now: &Facts, level: &Level, _scale: Scale) -> Option<Points> {
        level.facts.as_ref()?.count?.checked_sub(now.count?)
    }

    fn still_missing(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Text> {
        needed(self.items(now, level, scale)?, &self.labels, "count", level.points)
    }

    /// The text "2 more items for full points".
    fn standing(&self, stands: &Stands<'_>) -> Option<Text> {
        let one = Points::whole(1).wide();
        let n = enough(self.each, stands.scale) - stands.facts?.count?.wide() / one;
        needed(Points::from_wide(n.checked_mul(one)?)?, &self.labels, "count", stands.scale.max)
    }
}

/// Reads the points per item or case: above 0 and at most the maximum.
pub(super) fn check_each(
    spec: &RuleSpec,
    scale: Scale,
    place: &Place,
    findings: &mut Findings,
) -> Option<Points> {
    let Some(num) = &spec.each else {
        spec.needs("each", place, findings);
        return None;
    };
    let place = place.clone().join("each");
    let each = json::points(num, &place, findings)?;
    if !each.is_positive() || each > scale.max {
        let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
        findings.push(finding.with("from", Points::from_raw(1)).with("to", scale.max));
        return None;
    }
    Some(each)
}

/// The number of items that earn the whole maximum, or of cases that lose it.
pub(super) fn enough(each: Points, scale: Scale) -> i128 {
    div_ceil(scale.max.wide(), each.wide().max(1))
}

/// A number of items as a fact; `None` if one value cannot hold it.
pub(super) fn count(n: i128) -> Option<Points> {
    Points::from_wide(n.checked_mul(Points::whole(1).wide())?)
}

/// `each × n`, rounded once and at most the maximum.
fn earned(each: Points, n: i128, scale: Scale) -> Points {
    if n >= enough(each, scale) {
        return scale.max;
    }
    let exact = Points::from_wide(each.wide() * n).unwrap_or(scale.max);
    exact.round(scale.digits).min(scale.max)
}
