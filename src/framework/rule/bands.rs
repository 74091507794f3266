//! `bands`: steps on a share or a count.

use std::collections::BTreeMap;

use super::kind::{RuleKind, Stands};
use super::measure::{self, Measure, Measured as Counted};
use super::notation::{self, Word, unknown};
use super::share::readable;
use super::spec::{BandSpec, Kind, RuleSpec};
use super::{Award, Facts, Fault, Level, Reason, Scale, check_labels, needed, noun, out_of};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::vocabulary::vocabulary;
use crate::json::{self, Num};
use crate::quantity::{Percent, Points, Ratio, div_ceil};
use crate::words::{Lang, Text};

/// Steps on a share or a count (*bậc*).
///
/// **What it measures.** A share, or a number of things, where the decision names a few steps
/// instead of a proportion.
///
/// **Formula.** The points of the highest band whose threshold is met; 0 if no threshold is met.
/// Points do not fall as thresholds rise. [`Measure`] says how a share is measured and what 0 of 0
/// means.
///
/// **Example.** At least 3 initiatives earn 1 point, at least 1 earns half a point: 2 initiatives
/// give 0.5. At least 30 % earn 1 point, at least 20 % half a point: 299 of 1000 gives 0.5.
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
    /// Whether the bands stand on a share or on a count.
    pub on: On,
    /// The bands, lowest threshold first.
    pub bands: Vec<RuleBand>,
    /// How a share is measured; without effect for a count.
    pub measure: Measure,
    /// The nouns for the facts, such as *files*.
    pub labels: BTreeMap<String, Text>,
}

/// One band: a threshold and its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleBand {
    /// The threshold: a count, or a percentage of the whole.
    pub from: Points,
    /// Whether the threshold must be exceeded (*trên*) instead of reached (*từ*).
    pub strict: bool,
    /// The points of this band.
    pub points: Points,
}

vocabulary! {
    /// The quantity that bands stand on.
    On {
        /// The share of a whole that was done, in percent.
        Share "share",
        /// A number of things, such as initiatives.
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

    /// The least whole number that meets the threshold; for a share, out of the given whole.
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

const FROM: Word = Word("", "từ");
const ABOVE: Word = Word("above", "trên");

impl RuleKind for Bands {
    fn keys() -> &'static [&'static str] {
        &["on", "bands", "if_any", "may_exceed", "percent_digits", "if_none", "labels"]
    }

    fn check(
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

    fn head() -> Word {
        Word("bands", "bậc")
    }

    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error> {
        let mut spec = RuleSpec::of(Kind::Bands);
        let mut bands = Vec::new();
        for part in rest.split(';').map(str::trim) {
            let Some((threshold, points)) = part.split_once('→') else {
                let before = spec.keys().len();
                if measure::read_flag(part, lang, &mut spec) && spec.keys().len() > before {
                    continue;
                }
                let [if_any, may_exceed, places, if_none] = measure::flags(lang);
                return Err(unknown(part, &["3 → 1", if_any, may_exceed, places, if_none]));
            };
            let threshold = threshold.trim();
            let above = threshold.strip_prefix(ABOVE.of(lang));
            let from = above.or_else(|| threshold.strip_prefix(FROM.of(lang))).unwrap_or(threshold);
            let (number, on) = match from.trim().strip_suffix('%') {
                Some(number) => (number, On::Share),
                None => (from, On::Count),
            };
            if spec.on.is_some_and(|before| before != on) {
                return Err(unknown(part, &["percentages only, or counts only"]));
            }
            spec.on = Some(on);
            let number = Some(notation::number(number, lang)?);
            let (at_least, above) = if above.is_some() { (None, number) } else { (number, None) };
            bands.push(BandSpec { at_least, above, points: notation::number(points, lang)? });
        }
        spec.bands = Some(bands);
        Ok(spec)
    }

    fn line(spec: &RuleSpec, lang: Lang) -> Option<String> {
        let sign = if spec.on? == On::Share { "%" } else { "" };
        let mut parts = Vec::new();
        for band in spec.bands.as_ref()? {
            let (word, num) = match (&band.at_least, &band.above) {
                (Some(num), None) => (FROM.of(lang), num),
                (None, Some(num)) => (ABOVE.of(lang), num),
                _ => return None,
            };
            let [from, points] = [num, &band.points].map(|num| lang.decimal(num.as_str()));
            parts.push(format!("{word} {from}{sign} → {points}").trim_start().to_owned());
        }
        measure::write_flags(spec, None, lang, &mut parts);
        Some(format!("{}: {}", Bands::head().of(lang), parts.join("; ")))
    }

    fn write(&self, spec: &mut RuleSpec) {
        spec.on = Some(self.on);
        // The highest band stands first, as papers print them.
        let bands = self.bands.iter().rev().map(|band| {
            let from = Some(Num::from(band.from));
            let (at_least, above) = if band.strict { (None, from) } else { (from, None) };
            BandSpec { at_least, above, points: Num::from(band.points) }
        });
        spec.bands = Some(bands.collect());
        self.measure.write(spec);
        spec.labels = (!self.labels.is_empty()).then(|| self.labels.clone());
    }

    fn fact_keys(&self) -> &'static [&'static str] {
        match self.on {
            On::Share => &["done", "of"],
            On::Count => &["count"],
        }
    }

    fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        let value = match self.on {
            On::Share => match self.measure.of(facts)? {
                Counted::Share(share) => Measured::Share(share),
                Counted::NoCase => return Ok(self.measure.no_case(scale)),
            },
            On::Count => Measured::Count(facts.count.unwrap_or_default()),
        };
        let met = self.met(value).copied();
        let reason = match value {
            Measured::Share(share) => Reason::ShareBand {
                done: facts.done.unwrap_or_default(),
                of: facts.of.unwrap_or_default(),
                percent: readable(share, self.thresholds()),
                met,
            },
            Measured::Count(count) => {
                Reason::CountBand { count, what: noun(&self.labels, "count"), met }
            }
        };
        Ok(Award { points: Some(self.earned(value)), max: scale.max, reason })
    }

    fn reachable<'a>(
        &'a self,
        _scale: Scale,
        facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        let of = facts.and_then(|facts| facts.of);
        if self.on == On::Share && of.is_some_and(|of| !of.is_positive()) {
            // Where no case arose (a whole of 0), nothing more can be done.
            return Box::new(std::iter::empty());
        }
        let make = |number: Points| match (self.on, of) {
            (On::Count, _) => Some(Facts::count(number)),
            (On::Share, Some(of)) => Some(Facts::share(number, of)),
            (On::Share, None) => None,
        };
        let mut levels = vec![Level { points: Points::ZERO, facts: make(Points::ZERO) }];
        for band in &self.bands {
            // In a small whole, one more item can pass several thresholds at once.
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
                // Without a known whole the band counts as reachable, but the facts for it are
                // unknown.
                (On::Share, None) => (band.from, band.points),
            };
            let level = Level { points, facts: make(number) };
            if number == Points::ZERO {
                levels = vec![level];
            } else if levels.last().is_some_and(|last| last.points != level.points) {
                levels.push(level);
            }
        }
        Box::new(levels.into_iter())
    }

    fn best(&self, _scale: Scale) -> Points {
        self.bands.last().map_or(Points::ZERO, |band| band.points)
    }

    fn best_with(&self, _scale: Scale, facts: &Facts) -> Points {
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

    fn no_case(&self, scale: Scale) -> Option<Award> {
        (self.on == On::Share).then(|| self.measure.earned_without_case(scale))?
    }

    fn computes(&self) -> bool {
        false
    }

    fn items(&self, now: &Facts, level: &Level, _scale: Scale) -> Option<Points> {
        let then = level.facts.as_ref()?;
        let (now, then) = match self.on {
            On::Share => (now.done?, then.done?),
            On::Count => (now.count?, then.count?),
        };
        then.checked_sub(now)
    }

    fn still_missing(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Text> {
        needed(self.items(now, level, scale)?, &self.labels, self.counted(), level.points)
    }

    fn out_of(&self, level: &Level) -> Option<Text> {
        out_of(level, &self.labels)
    }

    /// "2 more initiatives for 1 point": the number of items missing to the next better band.
    fn standing(&self, stands: &Stands<'_>) -> Option<Text> {
        let facts = stands.facts?;
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
        // A count that is not whole, such as hectares, needs a number of steps that is rounded up.
        let one = Points::whole(1).wide();
        let least = match of {
            Some(of) => self.least_of(*next, of)?,
            None => next.least(None, self.measure)?,
        };
        let n = least.checked_sub(now)?;
        let n = Points::from_wide(div_ceil(n.wide(), one) * one)?;
        needed(n, &self.labels, self.counted(), next.points)
    }
}

impl Bands {
    /// The highest band that a value meets; a value that meets a band meets all bands below it.
    fn met(&self, value: Measured) -> Option<&RuleBand> {
        let met = self.bands.partition_point(|band| band.is_met(value));
        self.bands.get(met.checked_sub(1)?)
    }

    fn earned(&self, value: Measured) -> Points {
        self.met(value).map_or(Points::ZERO, |band| band.points)
    }

    /// The key of the fact that is counted: `count`, or `done` for a share.
    fn counted(&self) -> &'static str {
        if self.on == On::Count { "count" } else { "done" }
    }

    fn thresholds(&self) -> impl Iterator<Item = Percent> {
        self.bands.iter().map(|band| Percent::from_raw(band.from.wide()))
    }

    /// The least whole number, out of a whole, that meets a band; `None` if it would exceed the
    /// whole, as 3 of 2.5 for 100 %.
    fn least_of(&self, band: RuleBand, of: Points) -> Option<Points> {
        let least = band.least(Some(of), self.measure);
        least.filter(|least| *least <= of || self.measure.may_exceed)
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
