//! `share`: the part of a whole that was done.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::kind::{RuleKind, Stands};
use super::measure::{self, Measure, Measured};
use super::notation::{self, Word, unknown};
use super::spec::{FullAtSpec, Kind, RuleSpec};
use super::{
    Award, Earns, Facts, Fault, Level, Reason, Scale, check_labels, needed, noun, noun_or_cases,
    out_of,
};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::vocabulary::vocabulary;
use crate::json::{self, Num};
use crate::quantity::{Digits, Percent, Points, Ratio, mul_div_half_away};
use crate::words::{Arg, Args, Lang, Phrase, Text};

/// The share of a whole that was done (*tỷ lệ*).
///
/// **What it measures.** How much of a plan, a stock of files or a list of recommendations was
/// done: `s = done ÷ of`.
///
/// **Formula.** `s` at least (or strictly above) the threshold gives the maximum. Below `floor` it
/// gives 0; exactly at the floor is not below it. Between the two, `part` decides: `of_whole` gives
/// `s × max`, `of_target` gives `s ÷ threshold × max`, `none` gives 0. The award is exact and
/// rounded once, half away from zero, to the places the framework states. [`Measure`] says what 0
/// of 0 means and whether the percentage is rounded first; if the rule does not say, 0 of 0 is a
/// finding.
///
/// **Example.** Full at 80 %, floor 50 %, `of_whole`, maximum 1: 24 of 50 gives 0, 25 of 50 gives
/// 0.5, 40 of 50 gives 1.
///
/// **Keys.** `full_at`: `at_least` in (0, 100] or `above` in [0, 100) percent; `floor`, `part`,
/// `if_any`, `may_exceed`, `more`, `percent_digits`, `if_none`, `labels` (optional). `part` is
/// required unless full is `at_least 100`, and `of_target` is refused with `above`.
///
/// **Facts.** `done` and `of`.
///
/// **In one line.** `tỷ lệ: tối đa từ 100%; sàn 80%; nếu có` · `share: full at 100%; floor 80%;
/// if any`.
///
/// **Source.** The project's semantics page, B1 to B5 and B10. Shares with a threshold stand in the
/// letter of 2023-06-08, ¶1.6, 2.1, 2.2 and 2.4.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Share {
    /// The threshold at which full points begin.
    pub full_at: FullAt,
    /// The percentage below which 0 points are given, if there is one.
    pub floor: Option<Percent>,
    /// The points of a share between the floor and full points.
    pub part: Part,
    /// How the share is measured: the meaning of 0 of 0, and rounding.
    pub measure: Measure,
    /// Whether each further item done also enlarges the whole.
    pub more: More,
    /// The nouns for the facts.
    pub labels: BTreeMap<String, Text>,
}

/// The threshold at which the full points of a share begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FullAt {
    /// Full points are given at this share and above it (*từ … trở lên*).
    AtLeast(Percent),
    /// Full points are given only above this share (*trên …*).
    Above(Percent),
}

vocabulary! {
    /// The points of a share between the floor and full points.
    Part {
        /// The share of the maximum: `s × max`.
        OfWhole "of_whole",
        /// The share relative to the threshold: `s ÷ threshold × max`.
        OfTarget "of_target",
        /// Such a share earns 0 points.
        None "none",
    }
}

vocabulary! {
    /// Whether each further item done also enlarges the whole.
    More {
        /// The whole stays the same.
        OfFixed "of_fixed",
        /// The whole grows by each further item.
        OfGrows "of_grows",
    }
}

impl FullAt {
    pub(crate) fn threshold(self) -> Percent {
        match self {
            FullAt::AtLeast(percent) | FullAt::Above(percent) => percent,
        }
    }

    pub(crate) fn is_met(self, share: Ratio) -> bool {
        match self {
            FullAt::AtLeast(percent) => share.cmp_percent(percent).is_ge(),
            FullAt::Above(percent) => share.cmp_percent(percent).is_gt(),
        }
    }
}

const FULL_AT: Word = Word("full at", "tối đa từ");
const FULL_ABOVE: Word = Word("full above", "tối đa trên");
const FLOOR: Word = Word("floor", "sàn");
const PARTS: [(Part, Word); 3] = [
    (Part::OfWhole, Word("part of the whole", "phần theo tổng số")),
    (Part::OfTarget, Word("part of the target", "phần theo mức tối đa")),
    (Part::None, Word("no part", "không tính phần")),
];
const GROWS: Word = Word("the whole grows", "tổng số tăng theo");

impl RuleKind for Share {
    fn keys() -> &'static [&'static str] {
        &[
            "full_at",
            "floor",
            "part",
            "if_any",
            "may_exceed",
            "more",
            "percent_digits",
            "if_none",
            "labels",
        ]
    }

    fn check(
        spec: &RuleSpec,
        _scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Share> {
        let before = findings.len();
        let labels = check_labels(spec, &["done", "of"], place, findings);
        let measure = Measure::check(spec, place, findings);
        let full_at = Share::check_full_at(spec, measure.may_exceed, place, findings);
        let floor = spec.floor.as_ref().and_then(|num| {
            let place = place.clone().join("floor");
            let floor = json::percent(num, &place, findings)?;
            let full = full_at.map_or(Percent::HUNDRED, FullAt::threshold);
            if floor < Percent::ZERO || floor >= full {
                let finding = Finding::new(FindingCode::FloorAboveFull, place);
                findings.push(finding.found(num.as_str()).with("full", full));
            }
            Some(floor)
        });
        let strict = matches!(full_at, Some(FullAt::Above(_)));
        let at_hundred = full_at == Some(FullAt::AtLeast(Percent::HUNDRED));
        if spec.part.is_none() && full_at.is_some() && !at_hundred {
            findings.push(Finding::new(FindingCode::PartRequired, place.clone()));
        }
        if strict && spec.part == Some(Part::OfTarget) {
            findings.push(Finding::new(FindingCode::PartRefused, place.clone().join("part")));
        }
        if findings.len() > before {
            return None;
        }
        Some(Share {
            full_at: full_at?,
            floor,
            part: spec.part.unwrap_or(Part::OfWhole),
            measure,
            more: spec.more.unwrap_or(More::OfFixed),
            labels,
        })
    }

    fn head() -> Word {
        Word("share", "tỷ lệ")
    }

    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error> {
        let mut spec = RuleSpec::of(Kind::Share);
        for part in rest.split(';').map(str::trim) {
            let before = spec.keys().len();
            if let Some(number) = part.strip_prefix(FULL_AT.of(lang)) {
                let at_least = Some(notation::percent(number, lang)?);
                spec.full_at = Some(FullAtSpec { at_least, above: None });
            } else if let Some(number) = part.strip_prefix(FULL_ABOVE.of(lang)) {
                let above = Some(notation::percent(number, lang)?);
                spec.full_at = Some(FullAtSpec { at_least: None, above });
            } else if let Some(number) = part.strip_prefix(FLOOR.of(lang)) {
                spec.floor = Some(notation::percent(number, lang)?);
            } else if let Some((kept, _)) = PARTS.iter().find(|(_, word)| word.of(lang) == part) {
                spec.part = Some(*kept);
            } else if part == GROWS.of(lang) {
                spec.more = Some(More::OfGrows);
            } else if !measure::read_flag(part, lang, &mut spec) {
                let mut known: Vec<&str> =
                    [FULL_AT, FULL_ABOVE, FLOOR].iter().map(|word| word.of(lang)).collect();
                known.extend(PARTS.iter().map(|(_, word)| word.of(lang)));
                let [if_any, may_exceed, places, if_none] = measure::flags(lang);
                known.extend([if_any, may_exceed, GROWS.of(lang), places, if_none]);
                return Err(unknown(part, &known));
            }
            if spec.keys().len() == before {
                return Err(unknown(part, &["each part once"]));
            }
        }
        Ok(spec)
    }

    fn line(spec: &RuleSpec, lang: Lang) -> Option<String> {
        let percent =
            |word: Word, num: &Num| format!("{} {}%", word.of(lang), lang.decimal(num.as_str()));
        let full = spec.full_at.as_ref()?;
        let mut parts = vec![match (&full.at_least, &full.above) {
            (Some(num), None) => percent(FULL_AT, num),
            (None, Some(num)) => percent(FULL_ABOVE, num),
            _ => return None,
        }];
        parts.extend(spec.floor.as_ref().map(|num| percent(FLOOR, num)));
        let kept = PARTS.iter().find(|(part, _)| Some(*part) == spec.part);
        parts.extend(kept.map(|(_, word)| word.of(lang).to_owned()));
        let grows = (spec.more == Some(More::OfGrows)).then_some(GROWS);
        measure::write_flags(spec, grows, lang, &mut parts);
        Some(format!("{}: {}", Share::head().of(lang), parts.join("; ")))
    }

    fn write(&self, spec: &mut RuleSpec) {
        let (at_least, above) = match self.full_at {
            FullAt::AtLeast(percent) => (Some(Num::from(percent)), None),
            FullAt::Above(percent) => (None, Some(Num::from(percent))),
        };
        spec.full_at = Some(FullAtSpec { at_least, above });
        spec.floor = self.floor.map(Num::from);
        let at_hundred = self.full_at == FullAt::AtLeast(Percent::HUNDRED);
        spec.part = (!(at_hundred && self.part == Part::OfWhole)).then_some(self.part);
        self.measure.write(spec);
        spec.more = (self.more != More::OfFixed).then_some(self.more);
        spec.labels = (!self.labels.is_empty()).then(|| self.labels.clone());
    }

    fn fact_keys(&self) -> &'static [&'static str] {
        &["done", "of"]
    }

    fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        let Measured::Share(share) = self.measure.of(facts)? else {
            return Ok(self.measure.no_case(scale));
        };
        let (points, earns) = self.points(share, scale);
        let reason = Reason::Share {
            done: facts.done.unwrap_or_default(),
            of: facts.of.unwrap_or_default(),
            percent: self.readable(share),
            full: self.full_at,
            floor: self.floor,
            earns,
        };
        Ok(Award { points: Some(points), max: scale.max, reason })
    }

    fn reachable<'a>(
        &'a self,
        scale: Scale,
        facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        let Some(of) = facts.and_then(|facts| facts.of) else {
            return Box::new(std::iter::once(Level { points: scale.max, facts: None }));
        };
        if !of.is_positive() {
            // Where no case arose (a whole of 0), nothing more can be done.
            return Box::new(std::iter::empty());
        }
        let one = Points::whole(1).raw();
        let full = self.full_done(of);
        let award = move |done: i64| {
            Ratio::new(Points::from_raw(done), of)
                .map_or(Points::ZERO, |share| self.earned(share, scale))
        };
        let at = move |done: i64| Level {
            points: award(done),
            facts: Some(Facts::share(Points::from_raw(done), of)),
        };
        let mut next = Some(0_i64);
        Box::new(std::iter::from_fn(move || {
            let done = next?;
            let points = award(done);
            // Bisection for the smallest count above `done` that earns more; awards never fall as
            // the count rises.
            let (mut low, mut high) = (done / one, (full.raw() + one - 1) / one);
            let best = award(full.raw());
            next = (points < best).then(|| {
                while high - low > 1 {
                    let middle = low + (high - low) / 2;
                    if award(middle * one) > points { high = middle } else { low = middle }
                }
                (high * one).min(full.raw())
            });
            Some(at(done))
        }))
    }

    fn level(&self, points: Points, scale: Scale, facts: Option<&Facts>) -> Option<Level> {
        let Some(of) = facts.and_then(|facts| facts.of) else {
            return Some(Level { points, facts: None });
        };
        // Finds the smallest number done out of the whole that gives exactly these points, if there
        // is one.
        let full = self.full_done(of);
        let one = Points::whole(1).raw();
        let award = |steps: i64| {
            let done = Points::from_raw(steps.saturating_mul(one).min(full.raw()));
            Ratio::new(done, of).map(|share| self.earned(share, scale))
        };
        // Awards never fall, so bisection finds the first that is not less.
        let (mut low, mut high) = (-1, (full.raw() + one - 1) / one);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if award(middle)? >= points { high = middle } else { low = middle }
        }
        let facts = Some(Facts::share(Points::from_raw((high * one).min(full.raw())), of));
        (award(high)? == points).then_some(Level { points, facts })
    }

    fn no_case(&self, scale: Scale) -> Option<Award> {
        self.measure.earned_without_case(scale)
    }

    fn computes(&self) -> bool {
        self.part != Part::None
    }

    fn items(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Points> {
        self.more_for(level.points, (now.done?, now.of?), scale)
    }

    fn still_missing(&self, now: &Facts, level: &Level, scale: Scale) -> Option<Text> {
        let (done, of) = (now.done?, now.of?);
        let least = self.items(now, level, scale)?;
        // A full share is described by its threshold, unless rounding gives full points before the
        // threshold.
        let at_threshold =
            level.points == scale.max && Share::needed(self, done, of) == Some(least);
        if let Some(text) = self.still_needed(done, of).filter(|_| at_threshold) {
            return Some(text);
        }
        needed(least, &self.labels, "done", level.points)
    }

    fn missing_to_best(&self, now: &Facts, _best: Option<&Level>, _scale: Scale) -> Option<Text> {
        self.still_needed(now.done?, now.of?)
    }

    fn needed(&self, now: &Facts) -> Option<Points> {
        Share::needed(self, now.done?, now.of?)
    }

    fn swing(&self, now: &Facts) -> Option<Percent> {
        let (done, of) = (now.done?, now.of?);
        let one = Points::whole(1);
        let grown = if self.more == More::OfGrows { of.plus(one) } else { of };
        let (now, then) = (Ratio::new(done, of)?, Ratio::new(done.plus(one), grown)?);
        Some(then.minus(now, Digits::NINE))
    }

    fn out_of(&self, level: &Level) -> Option<Text> {
        out_of(level, &self.labels)
    }

    fn standing(&self, stands: &Stands<'_>) -> Option<Text> {
        let (done, of) = (stands.facts?.done?, stands.facts?.of?);
        if let Some(under) = self.under_floor(done, of) {
            return Some(under);
        }
        // If a claim follows in the same cell, the noun is left out to save room.
        let noun = if stands.claimed { Text::default() } else { noun(&self.labels, "done") };
        let args = [("done", Arg::Count(done)), ("of", Arg::Count(of)), ("what", noun.into())];
        let text = Phrase::WhyCounts.text(&args);
        Some(Text::new(text.vi.trim_end(), text.en.trim_end()))
    }

    /// The share and the items still needed, where full points begin below the whole.
    fn threshold(&self, now: &Facts) -> Option<Text> {
        let (done, of) = (now.done?, now.of?);
        if let Some(under) = self.under_floor(done, of) {
            return Some(under);
        }
        let more = self.still_needed(done, of)?;
        let pct = Arg::RoundedPercent(self.readable(Ratio::new(done, of)?), Digits::TWO);
        // Where the threshold is 100 %, the two counts already say everything.
        (self.full_at != FullAt::AtLeast(Percent::HUNDRED))
            .then(|| Phrase::WhyShare.text(&[("pct", pct), ("more", more.into())]))
    }
}

impl Share {
    /// Reads the threshold of full points: `at_least` in (0, 100] or `above` in [0, 100), without
    /// the upper bound if more may be done than the whole.
    fn check_full_at(
        spec: &RuleSpec,
        may_exceed: bool,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<FullAt> {
        let Some(given) = &spec.full_at else {
            spec.needs("full_at", place, findings);
            return None;
        };
        let place = place.clone().join("full_at");
        let (num, key) = match (&given.at_least, &given.above) {
            (Some(num), None) => (num, "at_least"),
            (None, Some(num)) => (num, "above"),
            _ => {
                findings.push(Finding::new(FindingCode::FullAtUnclear, place));
                return None;
            }
        };
        let place = place.join(key);
        let percent = json::percent(num, &place, findings)?;
        let strict = key == "above";
        let low = if strict { percent >= Percent::ZERO } else { percent > Percent::ZERO };
        let high = if strict { percent < Percent::HUNDRED } else { percent <= Percent::HUNDRED };
        if !low || !(high || may_exceed) {
            let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
            findings.push(finding.with("from", Percent::ZERO).with("to", Percent::HUNDRED));
            return None;
        }
        Some(if strict { FullAt::Above(percent) } else { FullAt::AtLeast(percent) })
    }

    /// The points of an exact share.
    fn earned(&self, share: Ratio, scale: Scale) -> Points {
        self.points(self.measure.measured(share), scale).0
    }

    /// The points of a measured share, and whether they are full, nothing or a part.
    fn points(&self, share: Ratio, scale: Scale) -> (Points, Earns) {
        if self.full_at.is_met(share) {
            return (scale.max, Earns::Full);
        }
        if self.floor.is_some_and(|floor| share.cmp_percent(floor) == Ordering::Less) {
            return (Points::ZERO, Earns::Nothing);
        }
        let points = match self.part {
            Part::OfWhole => portion(share, Percent::HUNDRED, scale),
            Part::OfTarget => portion(share, self.full_at.threshold(), scale),
            Part::None => Points::ZERO,
        };
        (points, Earns::Part(self.part))
    }

    /// The text that names the share and the floor it is below; `None` if the share is not below
    /// the floor.
    fn under_floor(&self, done: Points, of: Points) -> Option<Text> {
        let floor = self.floor?;
        let share = Ratio::new(done, of)?;
        let under = self.measure.measured(share).cmp_percent(floor).is_lt();
        let pct = Arg::RoundedPercent(self.readable(share), Digits::TWO);
        under.then(|| Phrase::WhyUnderFloor.text(&[("pct", pct), ("floor", floor.into())]))
    }

    /// The measured share in percent, with enough places to be told from the rule's thresholds.
    fn readable(&self, share: Ratio) -> Percent {
        let share = self.measure.measured(share);
        readable(share, [self.full_at.threshold()].into_iter().chain(self.floor))
    }

    /// The least whole number of further items that reaches full points; `None` if no number does.
    ///
    /// ```
    /// # use par_index::framework::Rule;
    /// # use par_index::{Points, spec::RuleSpec, Framework};
    /// # let json = r#"{"schema_version":1,"kind":"framework","id":"x","title":{"en":"x"},
    /// #  "index":"par","provenance":"illustrative","total":"1","policies":{"not_applicable":"rescale",
    /// #  "no_survey":"rescale","missing":"incomplete","ties":"competition","award":{"digits":2},
    /// #  "print":{"digits":2}},"nodes":[{"code":"1","name":{"en":"n"},"max":"1","rule":{"kind":"share",
    /// #  "full_at":{"at_least":"80"},"part":"of_whole","more":"of_grows"}}]}"#;
    /// # let fw = Framework::from_json(json).unwrap();
    /// # let node = fw.node("1").unwrap();
    /// # let Rule::Share(rule) = node.leaf().unwrap().rule() else { panic!() };
    /// // 76 of 100, full at 80 %, each new item also joins the whole
    /// assert_eq!(rule.needed(Points::whole(76), Points::whole(100)), Some(Points::whole(20)));
    /// ```
    pub fn needed(&self, done: Points, of: Points) -> Option<Points> {
        if of == Points::ZERO {
            return None;
        }
        let strict = matches!(self.full_at, FullAt::Above(_));
        let bar = self.measure.bar(self.full_at.threshold(), strict);
        bar.more(done, of, self.more == More::OfGrows)
    }

    /// The least number done that gives full points, at most the whole.
    fn full_done(&self, of: Points) -> Points {
        // A whole that is not a whole number, such as 2.5 hectares, is itself the last amount that
        // can be done.
        let full = Share { more: More::OfFixed, ..self.clone() }.needed(Points::ZERO, of);
        full.map_or(of, |full| if self.measure.may_exceed { full } else { full.min(of) })
    }

    /// The least whole number of further items with which the leaf earns at least these points.
    fn more_for(
        &self,
        points: Points,
        (done, of): (Points, Points),
        scale: Scale,
    ) -> Option<Points> {
        let one = Points::whole(1).raw();
        let award = |n: i64| {
            let more = Points::from_raw(n.checked_mul(one)?);
            let of = if self.more == More::OfGrows { of.checked_add(more)? } else { of };
            Ratio::new(done.checked_add(more)?, of).map(|share| self.earned(share, scale))
        };
        let enough = |n: i64| award(n).is_some_and(|award| award >= points);
        if enough(0) {
            return Some(Points::ZERO);
        }
        let mut high = 1;
        while !enough(high) {
            high = if high < 1_000_000_000 { high * 2 } else { return None };
        }
        let mut low = high / 2;
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if enough(middle) { high = middle } else { low = middle }
        }
        Some(Points::from_raw(high * one))
    }

    /// The text "239 more files for 95 %"; `None` when the share is full or full points are out of
    /// reach.
    fn still_needed(&self, done: Points, of: Points) -> Option<Text> {
        let n = self.needed(done, of).filter(|n| n.is_positive())?;
        let phrase = match self.full_at {
            FullAt::AtLeast(_) => Phrase::StillNeeded,
            FullAt::Above(_) => Phrase::StillNeededAbove,
        };
        let what = noun_or_cases(&self.labels, "done");
        let args: Args = vec![
            ("n", Arg::Count(n)),
            ("what", what.into()),
            ("pct", self.full_at.threshold().into()),
        ];
        Some(phrase.text(&args))
    }
}

/// The share in percent with two places, or with nine where two places would look equal to a
/// threshold that the share does not equal.
pub(super) fn readable(share: Ratio, mut thresholds: impl Iterator<Item = Percent>) -> Percent {
    let printed = share.percent(Digits::TWO);
    let misleading = |threshold: Percent| {
        printed == threshold && share.cmp_percent(threshold) != Ordering::Equal
    };
    if thresholds.any(misleading) { share.percent_exact() } else { printed }
}

/// `share ÷ whole × max`, rounded once and at most the maximum.
fn portion(share: Ratio, whole: Percent, scale: Scale) -> Points {
    // An award equal to the maximum is not rounded, and one above it counts as the maximum.
    if share.cmp_percent(whole).is_ge() {
        return scale.max;
    }
    let (done, of) = share.raw();
    let unit = i128::from(scale.digits.unit());
    // (done/of) ÷ (whole/100) × max, in steps of the last kept place
    let n = mul_div_half_away(done, scale.max.wide() * 100, 1_000_000_000, of * unit, whole.raw());
    n.and_then(|n| n.checked_mul(unit))
        .and_then(Points::from_wide)
        .unwrap_or(scale.max)
        .min(scale.max)
}
