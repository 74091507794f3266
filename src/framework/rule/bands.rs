//! `bands`: steps on a share or a count.

use std::collections::BTreeMap;

use super::measure::{Measure, Measured as Counted};
use super::share::{readable, share_args};
use super::spec::{BandSpec, RuleSpec};
use super::{Award, Facts, Fault, Level, Scale, check_labels, noun_or_cases};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::vocabulary::vocabulary;
use crate::json::{self, Num};
use crate::quantity::{Percent, Points, Ratio, div_ceil};
use crate::words::{Arg, Args, Phrase, Text};

/// Steps on a share or a count (*bậc*).
///
/// **What it measures.** A share, or a number of things, where the decision names a few standings
/// instead of a proportion.
///
/// **Formula.** The points of the highest band whose threshold is met; none met gives 0. Points do
/// not fall as thresholds rise. How a share is measured, and what 0 of 0 means, [`Measure`] says.
///
/// **Example.** At least 3 initiatives 1 point, at least 1 half a point: 2 initiatives give 0.5.
/// At least 30 % 1 point, at least 20 % half a point: 299 of 1000 gives 0.5.
///
/// **Keys.** `on`: `share` or `count`; `bands`: a list of `at_least` or `above` with `points`;
/// of a share also `if_any`, `may_exceed`, `percent_digits`, `if_none`; `labels` (optional).
///
/// **Facts.** `done` and `of`, or a whole `count`.
///
/// **In one line.** `bậc: từ 3 → 1,5; từ 1 → 0,75` · `bands: 3 → 1.5; 1 → 0.75`.
///
/// **Source.** The project's semantics page, B6. A count with a threshold stands in the letter of
/// 2023-06-08, ¶2.6.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bands {
    /// What they measure.
    pub on: On,
    /// The bands, lowest threshold first.
    pub bands: Vec<RuleBand>,
    /// How a share is measured.
    pub measure: Measure,
    /// Nouns for the facts.
    pub labels: BTreeMap<String, Text>,
}

/// One band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleBand {
    /// The threshold: a count, or a percentage of the whole.
    pub from: Points,
    /// Whether it must be exceeded (*trên*) instead of reached (*từ*).
    pub strict: bool,
    /// The points of this band.
    pub points: Points,
}

vocabulary! {
    /// What bands measure.
    On {
        /// Done in a whole, in percent.
        Share "share",
        /// A number of things.
        Count "count",
    }
}

impl RuleBand {
    fn is_met(self, value: Measured) -> bool {
        let order = match value {
            Measured::Share(share) => share.cmp_percent(Percent::from_raw(self.from.wide())),
            Measured::Count(count) => count.cmp(&self.from),
        };
        if self.strict { order.is_gt() } else { order.is_ge() }
    }

    /// The least whole number that meets the threshold, out of a whole for a share.
    fn least(self, of: Option<Points>, measure: Measure) -> Option<Points> {
        if let Some(of) = of {
            return measure.bar(Percent::from_raw(self.from.wide()), self.strict).least(of);
        }
        let one = Points::whole(1).wide();
        let n = self.from.wide().div_euclid(one);
        let reached = self.from.is_whole() && !self.strict;
        Points::from_wide((if reached { n } else { n + 1 }).checked_mul(one)?)
    }
}

#[derive(Clone, Copy)]
enum Measured {
    Share(Ratio),
    Count(Points),
}

impl Bands {
    pub(super) fn check(
        spec: &RuleSpec,
        scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Bands> {
        let before = findings.len();
        let labels = check_labels(spec, &["done", "of", "count"], place, findings);
        if spec.on.is_none() {
            spec.needs("on", place, findings);
        }
        if spec.on == Some(On::Count) {
            let flags = [
                ("if_any", spec.if_any.is_some()),
                ("may_exceed", spec.may_exceed.is_some()),
                ("percent_digits", spec.percent_digits.is_some()),
                ("if_none", spec.if_none.is_some()),
            ];
            for (key, _) in flags.into_iter().filter(|(_, present)| *present) {
                let finding = Finding::new(FindingCode::RuleKeyForeign, place.clone().join(key));
                let finding = finding.with("kind", "bands on: count").with("key", key);
                findings.push(finding.with("known", "on, bands, labels"));
            }
        }
        let given = spec.bands.as_deref().unwrap_or_default();
        if given.is_empty() {
            spec.needs("bands", place, findings);
        }
        let measure = Measure::check(spec, place, findings);
        let unbounded = measure.may_exceed || spec.on != Some(On::Share);
        let mut bands = Vec::with_capacity(given.len());
        for (n, band) in given.iter().enumerate() {
            let place = place.clone().join("bands").join(&n.to_string());
            bands.extend(check_band(band, scale, unbounded, &place, findings));
        }
        bands.sort_by_key(|band| (band.from, band.strict));
        for pair in bands.windows(2) {
            let [low, high] = pair else { continue };
            let place = place.clone().join("bands");
            if (low.from, low.strict) == (high.from, high.strict) {
                let finding = Finding::new(FindingCode::BandTwice, place);
                findings.push(finding.found(high.from.to_string()));
            } else if high.points < low.points {
                let finding = Finding::new(FindingCode::BandsFall, place);
                findings.push(finding.found(high.points.to_string()).with("before", low.points));
            }
        }
        if findings.len() > before {
            return None;
        }
        Some(Bands { on: spec.on?, bands, measure, labels })
    }

    pub(super) fn write(&self, spec: &mut RuleSpec) {
        spec.on = Some(self.on);
        // Highest first, as papers print them.
        let bands = self.bands.iter().rev().map(|band| {
            let from = Some(Num::from(band.from));
            let (at_least, above) = if band.strict { (None, from) } else { (from, None) };
            BandSpec { at_least, above, points: Num::from(band.points) }
        });
        spec.bands = Some(bands.collect());
        self.measure.write(spec);
        spec.labels = (!self.labels.is_empty()).then(|| self.labels.clone());
    }

    pub(super) fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        let (value, mut args) = match self.on {
            On::Share => match self.measure.of(facts)? {
                Counted::Share(share) => {
                    let thresholds: Vec<Percent> = self.thresholds().collect();
                    (Measured::Share(share), share_args(facts, readable(share, &thresholds)))
                }
                Counted::NoCase => return Ok(self.measure.no_case(scale)),
            },
            On::Count => {
                let count = facts.count.unwrap_or_default();
                let args: Args = vec![
                    ("count", Arg::Count(count)),
                    ("what", noun_or_cases(&self.labels, "count").into()),
                ];
                (Measured::Count(count), args)
            }
        };
        let met = self.met(value);
        let points = self.earned(value);
        args.push(("points", points.into()));
        args.push(("max", scale.max.into()));
        args.extend(met.map(|band| ("from", Arg::Count(band.from))));
        let phrase = match (self.on, met) {
            (On::Share, Some(band)) if band.strict => Phrase::BandShareAbove,
            (On::Share, Some(_)) => Phrase::BandShare,
            (On::Share, None) => Phrase::BandShareNone,
            (On::Count, Some(band)) if band.strict => Phrase::BandCountAbove,
            (On::Count, Some(_)) => Phrase::BandCount,
            (On::Count, None) => Phrase::BandCountNone,
        };
        Ok(Award { points: Some(points), text: phrase.text(&args) })
    }

    /// The highest band that is met: whoever meets a band meets all below it.
    fn met(&self, value: Measured) -> Option<&RuleBand> {
        let met = self.bands.partition_point(|band| band.is_met(value));
        self.bands.get(met.checked_sub(1)?)
    }

    fn earned(&self, value: Measured) -> Points {
        self.met(value).map_or(Points::ZERO, |band| band.points)
    }

    fn thresholds(&self) -> impl Iterator<Item = Percent> {
        self.bands.iter().map(|band| Percent::from_raw(band.from.wide()))
    }

    pub(super) fn best(&self) -> Points {
        self.bands.last().map_or(Points::ZERO, |band| band.points)
    }

    /// The most points that a whole number gives; of a share out of the whole that is stated.
    pub(super) fn best_with(&self, facts: &Facts) -> Points {
        let best = |band: &RuleBand| match (self.on, facts.of) {
            (On::Count, _) => {
                let number = band.least(None, self.measure)?;
                Some(self.earned(Measured::Count(number)))
            }
            (On::Share, Some(of)) => {
                let share = Ratio::new(self.least_of(*band, of)?, of)?;
                Some(self.earned(Measured::Share(self.measure.measured(share))))
            }
            (On::Share, None) => Some(band.points),
        };
        self.bands.iter().rev().find_map(best).unwrap_or(Points::ZERO)
    }

    /// Each distinct award once, with the least number that gives it.
    pub(super) fn reachable(&self, facts: Option<&Facts>) -> Vec<Level> {
        let of = facts.and_then(|facts| facts.of);
        if self.on == On::Share && of.is_some_and(|of| !of.is_positive()) {
            // Of no case at all nothing more can be done.
            return Vec::new();
        }
        let make = |number: Points| match (self.on, of) {
            (On::Count, _) => Some(Facts::count(number)),
            (On::Share, Some(of)) => Some(Facts::share(number, of)),
            (On::Share, None) => None,
        };
        let mut levels = vec![Level { points: Points::ZERO, facts: make(Points::ZERO) }];
        for band in &self.bands {
            // In a small whole one more may pass several thresholds at once.
            let (number, points) = match (self.on, of) {
                (On::Count, _) => {
                    let Some(number) = band.least(None, self.measure) else { continue };
                    (number, self.earned(Measured::Count(number)))
                }
                (On::Share, Some(of)) => {
                    let Some(number) = self.least_of(*band, of) else { continue };
                    let Some(share) = Ratio::new(number, of) else { continue };
                    (number, self.earned(Measured::Share(self.measure.measured(share))))
                }
                // Without a whole the band is in reach, and the facts are unknown.
                (On::Share, None) => (band.from, band.points),
            };
            let level = Level { points, facts: make(number) };
            if number == Points::ZERO {
                levels = vec![level];
            } else if levels.last().is_some_and(|last| last.points != level.points) {
                levels.push(level);
            }
        }
        levels
    }

    /// The least whole count of a whole that meets a band; of 2.5 none meets 100 %.
    fn least_of(&self, band: RuleBand, of: Points) -> Option<Points> {
        let least = band.least(Some(of), self.measure);
        least.filter(|least| *least <= of || self.measure.may_exceed)
    }

    /// "2 more initiatives for 1 point": the next better band.
    pub(crate) fn still_needed(&self, facts: &Facts) -> Option<Text> {
        let (now, of) = match self.on {
            On::Count => (facts.count?, None),
            On::Share => (facts.done?, Some(facts.of.filter(|of| of.is_positive())?)),
        };
        let value = match of {
            Some(of) => Measured::Share(self.measure.measured(Ratio::new(now, of)?)),
            None => Measured::Count(now),
        };
        let points = self.earned(value);
        let next = self.bands.iter().find(|band| band.points > points)?;
        // A number that is no whole one, such as hectares, is rounded up to whole steps.
        let one = Points::whole(1).wide();
        let least = match of {
            Some(of) => self.least_of(*next, of)?,
            None => next.least(None, self.measure)?,
        };
        let n = least.checked_sub(now)?;
        let n = Points::from_wide(div_ceil(n.wide(), one) * one)?;
        let key = if self.on == On::Count { "count" } else { "done" };
        Some(Phrase::BandNeeded.text(&[
            ("n", Arg::Count(n)),
            ("what", noun_or_cases(&self.labels, key).into()),
            ("points", next.points.into()),
        ]))
    }
}

fn check_band(
    band: &BandSpec,
    scale: Scale,
    unbounded: bool,
    place: &Place,
    findings: &mut Findings,
) -> Option<RuleBand> {
    let (num, key) = match (&band.at_least, &band.above) {
        (Some(num), None) => (num, "at_least"),
        (None, Some(num)) => (num, "above"),
        _ => {
            findings.push(Finding::new(FindingCode::FullAtUnclear, place.clone()));
            return None;
        }
    };
    let strict = key == "above";
    let at = place.clone().join(key);
    let from = json::points(num, &at, findings);
    let hundred = Points::whole(100);
    let reachable = |from: Points| {
        !from.is_negative() && (unbounded || if strict { from < hundred } else { from <= hundred })
    };
    if from.is_some_and(|from| !reachable(from)) {
        let finding = Finding::new(FindingCode::OutOfRange, at).found(num.as_str());
        let to = if unbounded { Points::MAX } else { hundred };
        findings.push(finding.with("from", Points::ZERO).with("to", to));
    }
    let at = place.clone().join("points");
    let points = json::points(&band.points, &at, findings)?;
    if points.is_negative() || points > scale.max {
        let finding = Finding::new(FindingCode::OutOfRange, at).found(band.points.as_str());
        findings.push(finding.with("from", Points::ZERO).with("to", scale.max));
    }
    Some(RuleBand { from: from?, strict, points })
}
