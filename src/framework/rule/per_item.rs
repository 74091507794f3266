//! `per_item`: so many points per item, up to the maximum.

use std::collections::BTreeMap;

use super::spec::RuleSpec;
use super::{Award, Facts, Fault, Level, Scale, check_labels, noun_or_cases};
use crate::finding::{Finding, FindingCode, Place};
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
    findings: &mut Vec<Finding>,
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
    div_ceil(scale.max.wide(), each.wide())
}

/// `each × n` rounded once, at most the maximum.
pub(super) fn earned(each: Points, count: Points, scale: Scale) -> Points {
    let n = count.wide() / Points::whole(1).wide();
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
        findings: &mut Vec<Finding>,
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
        let points = earned(self.each, count, scale);
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
        let mut last = None;
        (0..=enough(each, scale)).filter_map(move |n| {
            let count = Points::from_wide(n.checked_mul(Points::whole(1).wide())?)?;
            let points = earned(each, count, scale);
            (last.replace(points) != Some(points))
                .then(|| Level { points, facts: Some(Facts::count(count)) })
        })
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
