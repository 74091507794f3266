//! `penalty`: a fixed number of points off for each case.

use std::collections::BTreeMap;

use super::kind::{RuleKind, Stands};
use super::notation::{self, Word};
use super::per_item::{check_each, count, enough};
use super::spec::{Kind, RuleSpec};
use super::{Award, Facts, Fault, Level, Reason, Scale, check_labels, noun, noun_or_cases};
use crate::error::Error;
use crate::finding::{Findings, Place};
use crate::json::Num;
use crate::quantity::Points;
use crate::words::{Arg, Lang, Phrase, Text};

/// A fixed number of points off for each case (*trừ … mỗi vụ việc*), down to zero.
///
/// **What it measures.** Cases that should not have happened, such as overdue files or breaches of
/// discipline.
///
/// **Formula.** `max − each × n`, at least 0; rounded once to the places the framework states.
///
/// **Example.** 0.25 off per case, maximum 1: 3 cases leave 0.25, 9 leave 0.
///
/// **Keys.** `each`: above 0, at most the maximum; `labels` (optional).
///
/// **Facts.** `count` (or `cases`), whole.
///
/// **In one line.** `trừ 0,5 mỗi vụ việc` · `minus 0.5 each`.
///
/// **Source.** The project's semantics page, B7.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Penalty {
    /// The points taken off for each case.
    pub each: Points,
    /// The nouns for the facts.
    pub labels: BTreeMap<String, Text>,
}

const EACH: Word = Word("each", "mỗi vụ việc");

impl RuleKind for Penalty {
    fn keys() -> &'static [&'static str] {
        &["each", "labels"]
    }

    fn check(
        spec: &RuleSpec,
        scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Penalty> {
        let labels = check_labels(spec, &["count", "cases"], place, findings);
        let each = check_each(spec, scale, place, findings)?;
        Some(Penalty { each, labels })
    }

    fn head() -> Word {
        Word("minus", "trừ")
    }

    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error> {
        let each = Some(notation::number(rest.trim_end_matches(EACH.of(lang)), lang)?);
        Ok(RuleSpec { each, ..RuleSpec::of(Kind::Penalty) })
    }

    fn line(spec: &RuleSpec, lang: Lang) -> Option<String> {
        let each = lang.decimal(spec.each.as_ref()?.as_str());
        Some(format!("{} {each} {}", Penalty::head().of(lang), EACH.of(lang)))
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
        let points = left(self.each, count, scale);
        let what = noun(&self.labels, "count");
        let reason = Reason::Penalty { count, what, each: self.each };
        Ok(Award { points: Some(points), max: scale.max, reason })
    }

    fn reachable<'a>(
        &'a self,
        scale: Scale,
        _facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        let each = self.each;
        let mut next = Some(enough(each, scale));
        Box::new(std::iter::from_fn(move || {
            let points = left_after(each, next?, scale);
            // Bisection for the smallest number of cases that leaves these points; more cases never
            // leave more.
            let (mut low, mut high) = (-1, next?);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if left_after(each, middle, scale) > points { low = middle } else { high = middle }
            }
            next = high.checked_sub(1).filter(|n| *n >= 0);
            Some(Level { points, facts: count(high).map(Facts::count) })
        }))
    }

    fn level(&self, points: Points, scale: Scale, _facts: Option<&Facts>) -> Option<Level> {
        // Bisection for the largest number of cases that still leaves these points.
        let (mut low, mut high) = (0, enough(self.each, scale) + 1);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if left_after(self.each, middle, scale) >= points {
                low = middle;
            } else {
                high = middle;
            }
        }
        let facts = Some(Facts::count(count(low)?));
        (left_after(self.each, low, scale) == points).then_some(Level { points, facts })
    }

    fn computes(&self) -> bool {
        true
    }

    fn items(&self, now: &Facts, level: &Level, _scale: Scale) -> Option<Points> {
        now.count?.checked_sub(level.facts.as_ref()?.count?)
    }

    fn still_missing(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Text> {
        let n = self.items(now, level, scale)?;
        let what = noun_or_cases(&self.labels, "count");
        let args = [("n", Arg::Count(n)), ("what", what.into())];
        n.is_positive().then(|| Phrase::PlanFewer.text(&args))
    }

    /// The text "3 cases at 0.50".
    fn standing(&self, stands: &Stands<'_>) -> Option<Text> {
        Some(Phrase::WhyPenalty.text(&[
            ("count", Arg::Count(stands.facts?.count?)),
            ("what", noun_or_cases(&self.labels, "count").into()),
            ("each", Arg::Rounded(self.each, stands.print)),
        ]))
    }
}

/// `max − each × n`, rounded once and at least 0.
fn left(each: Points, count: Points, scale: Scale) -> Points {
    left_after(each, count.wide() / Points::whole(1).wide(), scale)
}

fn left_after(each: Points, n: i128, scale: Scale) -> Points {
    if n == 0 {
        return scale.max;
    }
    if n >= enough(each, scale) {
        return Points::ZERO;
    }
    let exact = Points::from_wide(scale.max.wide() - each.wide() * n).unwrap_or_default();
    exact.round(scale.digits).min(scale.max)
}
