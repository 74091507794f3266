//! `yes_no`: a declaration of yes or no.

use std::collections::BTreeMap;

use super::kind::{RuleKind, Stands};
use super::levels::no_level;
use super::notation::{self, Word};
use super::spec::{Kind, RuleSpec};
use super::{Answer, Award, Facts, Fault, Level, Reason, Scale, check_labels};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, Num};
use crate::quantity::Points;
use crate::words::{Lang, Phrase, Text};

/// A declaration, yes or no (*có, không*).
///
/// **What it measures.** Whether something was done at all, such as a plan issued on time.
///
/// **Formula.** *Yes* gives the maximum, *no* gives `no` points, 0 if not stated. Typed points must
/// be one of the two.
///
/// **Example.** `{"kind": "yes_no"}`, maximum 1: yes 1, no 0.
///
/// **Keys.** `no` (optional): the points of *no*, below the maximum.
///
/// **Facts.** `answer`: `yes` or `no`.
///
/// **In one line.** `có/không` · `yes/no`.
///
/// **Source.** The project's semantics page, B8.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct YesNo {
    /// The points of the answer *no*.
    pub no: Points,
    /// The nouns for the facts.
    pub labels: BTreeMap<String, Text>,
}

const NO: Word = Word("no", "không");

impl RuleKind for YesNo {
    fn keys() -> &'static [&'static str] {
        &["no", "labels"]
    }

    fn check(
        spec: &RuleSpec,
        scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<YesNo> {
        let labels = check_labels(spec, &["answer"], place, findings);
        let Some(num) = &spec.no else { return Some(YesNo { no: Points::ZERO, labels }) };
        let place = place.clone().join("no");
        let no = json::points(num, &place, findings)?;
        if no.is_negative() || no >= scale.max {
            let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
            findings.push(finding.with("from", Points::ZERO).with("to", scale.max));
            return None;
        }
        Some(YesNo { no, labels })
    }

    fn head() -> Word {
        Word("yes/no", "có/không")
    }

    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error> {
        let no = notation::option(rest, NO.of(lang), lang)?;
        Ok(RuleSpec { no, ..RuleSpec::of(Kind::YesNo) })
    }

    fn line(spec: &RuleSpec, lang: Lang) -> Option<String> {
        Some(notation::with_option(YesNo::head(), NO, spec.no.as_ref(), lang))
    }

    fn write(&self, spec: &mut RuleSpec) {
        spec.no = (self.no != Points::ZERO).then(|| Num::from(self.no));
        spec.labels = (!self.labels.is_empty()).then(|| self.labels.clone());
    }

    fn fact_keys(&self) -> &'static [&'static str] {
        &["answer"]
    }

    fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        let answer = facts.answer.unwrap_or(Answer::No);
        let points = if answer == Answer::Yes { scale.max } else { self.no };
        Ok(Award { points: Some(points), max: scale.max, reason: Reason::Answer(answer) })
    }

    fn reachable<'a>(
        &'a self,
        scale: Scale,
        _facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        let level = |(points, answer)| Level { points, facts: Some(Facts::answer(answer)) };
        Box::new([(self.no, Answer::No), (scale.max, Answer::Yes)].into_iter().map(level))
    }

    fn admits(&self, points: Points, scale: Scale) -> Result<(), Fault> {
        if points == self.no || points == scale.max {
            return Ok(());
        }
        Err(no_level(points, [self.no, scale.max].into_iter()))
    }

    fn admits_any(&self) -> bool {
        false
    }

    fn computes(&self) -> bool {
        false
    }

    fn aim(&self, _points: Points) -> Option<Text> {
        Some(Phrase::PlanYes.text(&[]))
    }

    fn standing(&self, stands: &Stands<'_>) -> Option<Text> {
        let said_no = || stands.facts.is_some_and(|facts| facts.answer == Some(Answer::No));
        (stands.points == self.no || said_no()).then(|| Phrase::WhyNo.text(&[]))
    }
}
