//! `per_item`: so many points per item, up to the maximum.

use std::collections::BTreeMap;

use super::spec::RuleSpec;
use super::{Award, Facts, Fault, Level, Scale, check_labels, noun_or_cases};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, Num};
use crate::quantity::{Points, div_ceil};
use crate::words::{Arg, Phrase, Text};

/// So many points per item (*mỗi việc*), up to the maximum.
///
/// **What it measures.** Things done, each worth the same.
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
    /// Points per item.
    pub each: Points,
    /// Nouns for the facts.
    pub labels: BTreeMap<String, Text>,
}

/// The points per item or case of a rule: above 0, at most the maximum.
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

/// How many items it takes to earn, or cases to lose, the whole maximum.
pub(super) fn enough(each: Points, scale: Scale) -> i128 {
    div_ceil(scale.max.wide(), each.wide().max(1))
}

/// A number of items as a fact; `None` beyond what one value can hold.
pub(super) fn count(n: i128) -> Option<Points> {
    Points::from_wide(n.checked_mul(Points::whole(1).wide())?)
}

/// `each × n` rounded once, at most the maximum.
fn earned(each: Points, n: i128, scale: Scale) -> Points {
    if n >= enough(each, scale) {
        return scale.max;
    }
    let exact = Points::from_wide(each.wide() * n).unwrap_or(scale.max);
    exact.round(scale.digits).min(scale.max)
}

impl PerItem {
    pub(super) fn check(
        spec: &RuleSpec,
        scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<PerItem> {
        let labels = check_labels(spec, &["count"], place, findings);
        let each = check_each(spec, scale, place, findings)?;
        Some(PerItem { each, labels })
    }

    pub(super) fn write(&self, spec: &mut RuleSpec) {
        spec.each = Some(Num::from(self.each));
        spec.labels = (!self.labels.is_empty()).then(|| self.labels.clone());
    }

    #[expect(clippy::unnecessary_wraps, reason = "the shape all rules share")]
    pub(super) fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        let count = facts.count.unwrap_or_default();
        let points = earned(self.each, count.wide() / Points::whole(1).wide(), scale);
        let text = Phrase::PerItem.text(&[
            ("count", Arg::Count(count)),
            ("what", noun_or_cases(&self.labels, "count").into()),
            ("each", self.each.into()),
            ("points", points.into()),
            ("max", scale.max.into()),
        ]);
        Ok(Award { points: Some(points), text })
    }

    /// For each distinct award the least number of items.
    pub(super) fn reachable(&self, scale: Scale) -> impl Iterator<Item = Level> + use<> {
        let each = self.each;
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let n = next?;
            let points = earned(each, n, scale);
            // The least number that earns more, by halving: more items never earn less.
            let (mut low, mut high) = (n, enough(each, scale));
            next = (points < scale.max).then(|| {
                while high - low > 1 {
                    let middle = low + (high - low) / 2;
                    if earned(each, middle, scale) > points { high = middle } else { low = middle }
                }
                high
            });
            Some(Level { points, facts: count(n).map(Facts::count) })
        })
    }

    /// The least number of items that gives just these points, if any does.
    pub(super) fn count_for(&self, points: Points, scale: Scale) -> Option<Points> {
        let (mut low, mut high) = (-1, enough(self.each, scale));
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if earned(self.each, middle, scale) >= points { high = middle } else { low = middle }
        }
        (earned(self.each, high, scale) == points).then(|| count(high))?
    }

    /// "2 more items for full points".
    pub(crate) fn still_needed(&self, count: Points, scale: Scale) -> Option<Text> {
        let n = enough(self.each, scale) - count.wide() / Points::whole(1).wide();
        let n = Points::from_wide(n.checked_mul(Points::whole(1).wide())?)?;
        n.is_positive().then(|| {
            Phrase::BandNeeded.text(&[
                ("n", Arg::Count(n)),
                ("what", noun_or_cases(&self.labels, "count").into()),
                ("points", scale.max.into()),
            ])
        })
    }
}
