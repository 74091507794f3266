//! `direct`: points typed in.

use super::kind::{RuleKind, Stands};
use super::notation::{self, Word};
use super::spec::{Kind, RuleSpec};
use super::{Award, Facts, Fault, Level, Scale};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, Num};
use crate::quantity::Points;
use crate::words::{Lang, Text};

/// Points typed in (*nhập điểm*).
///
/// **What it measures.** Anything that the decision leaves to a count or a judgement outside the
/// product; the unit reports the points themselves.
///
/// **Formula.** Any points from 0 to the maximum; with a `step`, only multiples of it. Typed points
/// are never rounded.
///
/// **Example.** `{"kind": "direct", "step": "0.25"}`, maximum 2: 1.75 stands, 1.8 is a finding.
///
/// **Keys.** `step` (optional): above 0, at most the maximum.
///
/// **Facts.** None; the stage holds `points` instead.
///
/// **In one line.** `nhập điểm; bội số 0,25` · `typed; step 0.25`.
///
/// **Source.** The project's semantics page, B8.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Direct {
    /// Typed points must be multiples of this step; `None` allows any points.
    pub step: Option<Points>,
}

const STEP: Word = Word("step", "bội số");

impl RuleKind for Direct {
    fn keys() -> &'static [&'static str] {
        &["step"]
    }

    fn check(
        spec: &RuleSpec,
        scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Direct> {
        let Some(num) = &spec.step else { return Some(Direct { step: None }) };
        let place = place.clone().join("step");
        let step = json::points(num, &place, findings)?;
        if !step.is_positive() || step > scale.max {
            let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
            findings.push(finding.with("from", Points::from_raw(1)).with("to", scale.max));
            return None;
        }
        Some(Direct { step: Some(step) })
    }

    fn head() -> Word {
        Word("typed", "nhập điểm")
    }

    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error> {
        let step = notation::option(rest, STEP.of(lang), lang)?;
        Ok(RuleSpec { step, ..RuleSpec::of(Kind::Direct) })
    }

    fn line(spec: &RuleSpec, lang: Lang) -> Option<String> {
        let step = spec.step.as_ref();
        Some(notation::with_option(Direct::head(), STEP, step, lang))
    }

    fn write(&self, spec: &mut RuleSpec) {
        spec.step = self.step.map(Num::from);
    }

    fn fact_keys(&self) -> &'static [&'static str] {
        &[]
    }

    fn award(&self, _facts: &Facts, _scale: Scale) -> Result<Award, Vec<Fault>> {
        Err(Vec::new())
    }

    fn reachable<'a>(
        &'a self,
        scale: Scale,
        _facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        // Without a step, the maximum is the only level that can be listed.
        let (step, first) = match self.step {
            Some(step) => (step.raw(), 0),
            None => (scale.max.raw(), 1),
        };
        let last = scale.max.raw().checked_div(step).unwrap_or(-1);
        let level = move |n| Level { points: Points::from_raw(n * step), facts: None };
        Box::new((first..=last).map(level))
    }

    fn level(&self, points: Points, scale: Scale, _facts: Option<&Facts>) -> Option<Level> {
        self.admits(points, scale).is_ok().then_some(Level { points, facts: None })
    }

    fn best(&self, scale: Scale) -> Points {
        match self.step {
            Some(step) if step.is_positive() => {
                Points::from_raw(scale.max.raw() / step.raw() * step.raw())
            }
            _ => scale.max,
        }
    }

    fn admits(&self, points: Points, _scale: Scale) -> Result<(), Fault> {
        match self.step {
            Some(step) if points.raw().checked_rem(step.raw()) != Some(0) => {
                let fault = Fault::new(FindingCode::NotAStep, "points").found(points.to_string());
                Err(fault.with("step", step))
            }
            _ => Ok(()),
        }
    }

    fn admits_any(&self) -> bool {
        self.step.is_none()
    }

    fn computes(&self) -> bool {
        false
    }

    fn standing(&self, _stands: &Stands<'_>) -> Option<Text> {
        None
    }
}
