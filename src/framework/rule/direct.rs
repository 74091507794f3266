//! `direct`: points typed in.

use super::spec::RuleSpec;
use super::{Fault, Level, Scale};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, Num};
use crate::quantity::Points;

/// Points typed in (*nhập điểm*).
///
/// **What it measures.** Whatever the decision leaves to a count or a judgement outside the
/// product; the points themselves are reported.
///
/// **Formula.** Any points from 0 to the maximum; with a `step`, multiples of it. Typed points are
/// never rounded.
///
/// **Example.** `{"kind": "direct", "step": "0.25"}`, maximum 2: 1.75 stands, 1.8 is a finding.
///
/// **Keys.** `step` (optional): above 0, at most the maximum.
///
/// **Facts.** none; the stage holds `points`.
///
/// **In one line.** `nhập điểm; bội số 0,25` · `typed; step 0.25`.
///
/// **Source.** The project's semantics page, B8.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Direct {
    /// Typed points are multiples of it.
    pub step: Option<Points>,
}

impl Direct {
    pub(super) fn check(
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

    pub(super) fn write(&self, spec: &mut RuleSpec) {
        spec.step = self.step.map(Num::from);
    }

    pub(super) fn admits(&self, points: Points) -> Result<(), Fault> {
        match self.step {
            Some(step) if points.raw().checked_rem(step.raw()) != Some(0) => {
                let fault = Fault::new(FindingCode::NotAStep, "points").found(points.to_string());
                Err(fault.with("step", step))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn best(&self, scale: Scale) -> Points {
        match self.step {
            Some(step) if step.is_positive() => {
                Points::from_raw(scale.max.raw() / step.raw() * step.raw())
            }
            _ => scale.max,
        }
    }

    pub(super) fn reachable(&self, scale: Scale) -> impl Iterator<Item = Level> + use<> {
        // Without a step only the maximum is a standing one can name.
        let (step, first) = match self.step {
            Some(step) => (step.raw(), 0),
            None => (scale.max.raw(), 1),
        };
        let last = scale.max.raw().checked_div(step).unwrap_or(-1);
        (first..=last).map(move |n| Level { points: Points::from_raw(n * step), facts: None })
    }
}
