//! Checks one value, one document head or one bonus against the framework; every problem becomes a
//! finding with its place.

use super::spec::{AssessmentSpec, StageSpec};
use super::{Declared, ReadAt, Remarks, Stage, StageName, Value};
use crate::day::Day;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::rule::{Award, Facts, Reason, Scale};
use crate::framework::{Agency, Framework, Leaf, Node, Scorer, unknown_agency};
use crate::json::{self, Num, cut, nfc};
use crate::quantity::Points;
use crate::words::{Text, fold_name};

/// How bonus and deduction, the two rows outside the criteria tree, differ: key, cap, words and
/// finding code.
pub(super) struct ExtraKind {
    pub(super) key: &'static str,
    cap_key: &'static str,
    pub(super) words: [&'static str; 2],
    over: FindingCode,
}

pub(super) const BONUS: ExtraKind = ExtraKind {
    key: "bonus",
    cap_key: "bonus_cap",
    words: ["điểm thưởng", "bonus"],
    over: FindingCode::BonusOverCap,
};

pub(super) const DEDUCTION: ExtraKind = ExtraKind {
    key: "deduction",
    cap_key: "deduction_cap",
    words: ["điểm trừ", "deduction"],
    over: FindingCode::DeductionOverCap,
};

pub(super) struct Check<'a> {
    pub(super) framework: &'a Framework,
    pub(super) findings: Findings,
}

impl<'a> Check<'a> {
    pub(super) fn new(framework: &'a Framework) -> Check<'a> {
        Check { framework, findings: Findings::default() }
    }

    fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Checks the schema version, kind, year and framework that a document states.
    pub(super) fn head(&mut self, spec: &AssessmentSpec, document: &Place) {
        for mut finding in json::head(&spec.schema_version, &spec.kind, "assessment") {
            let pointer = finding.place().pointer.clone().unwrap_or_default();
            *finding.place_mut() = document.clone().join(pointer.trim_start_matches('/'));
            self.push(finding);
        }
        if let (Some(year), Some(period)) = (spec.year, spec.period)
            && period.of_year() != year
        {
            let finding =
                Finding::new(FindingCode::PeriodDisagrees, document.clone().join("period"));
            self.push(finding.found(period.to_string()).with("year", year.to_string()));
        }
        let (id, hash) = (self.framework.id(), self.framework.issued_hash());
        if nfc(&spec.framework) != id {
            let place = document.clone().join("framework");
            let finding = Finding::new(FindingCode::OtherFramework, place);
            self.push(finding.found(cut(&spec.framework)).with("expected", id));
        } else if let Some(stated) = spec.framework_hash.as_ref().filter(|stated| *stated != hash) {
            let place = document.clone().join("framework_hash");
            let finding = Finding::new(FindingCode::OtherFramework, place);
            self.push(finding.found(format!("{id} {}", cut(stated))).with("expected", hash));
        }
    }

    /// Checks the stage against the scorer: a leaf scored by survey takes only the survey stage, an
    /// appraised leaf only the other stages.
    fn fits_scorer(&mut self, node: &Node, leaf: &Leaf, stage: StageName, place: &Place) {
        let survey_leaf = leaf.scorer() == Scorer::Survey;
        if survey_leaf == (stage == StageName::Survey) {
            return;
        }
        let (scored_by, stages) = if survey_leaf {
            let vi = "chấm qua điều tra xã hội học; đơn vị không tự đánh giá";
            (Text::new(vi, "scored by the survey"), "survey")
        } else {
            let vi = "chấm qua thẩm định, không qua điều tra xã hội học";
            (Text::new(vi, "scored by appraisal"), "self, appraised, appraised_again")
        };
        let finding = Finding::new(FindingCode::WrongStage, place.clone());
        let finding = finding.with("node", node.code().as_str()).with("scored_by", scored_by);
        self.push(finding.with("stages", stages));
    }

    /// Checks one stage of a leaf and returns it; `place` is the place of that stage.
    pub(super) fn stage(
        &mut self,
        spec: &StageSpec,
        node: &Node,
        leaf: &Leaf,
        name: StageName,
        place: &Place,
    ) -> Stage {
        let given = [spec.points.is_some(), spec.facts.is_some(), spec.not_applicable.is_some()];
        let mut typed = None;
        let value = if given == [true, true, false] && place.cell.is_some() {
            let alone = StageSpec { points: None, ..spec.clone() };
            let value = self.value(&alone, node, leaf, place);
            typed = self.typed_beside(spec, value.as_ref(), node, place);
            value
        } else if given.into_iter().filter(|given| *given).count() > 1 {
            self.push(Finding::new(FindingCode::OneValue, place.clone()));
            None
        } else {
            self.value(spec, node, leaf, place)
        };
        if value.is_some() {
            self.fits_scorer(node, leaf, name, place);
        }
        let by = spec.by.as_deref().map(nfc).filter(|by| !by.is_empty());
        if let Some(by) = by.as_ref().filter(|_| name != StageName::SelfScore) {
            self.appraiser(by, node, name, place);
        }
        let on = spec.on.as_ref().and_then(|text| {
            let day = Day::read(text).ok();
            if day.is_none() {
                let place = place.clone().join("on");
                self.push(json::bad_date(text, place));
            }
            day
        });
        let evidence = spec.evidence.as_ref();
        let note = spec.note.as_deref().map(nfc).filter(|note| !note.is_empty());
        let remarks = Remarks {
            evidence: evidence.map(|list| list.iter().map(|text| nfc(text)).collect()),
            note: note.into_iter().chain(typed).reduce(|note, typed| format!("{note}; {typed}")),
            by,
            on,
            unsorted: false,
            note_at: ReadAt::default(),
        };
        let remarks = (remarks != Remarks::default()).then(|| Box::new(remarks));
        Stage { value, remarks, origin: None }
    }

    /// A table may hold points beside facts. The facts count; if the points differ from what the
    /// facts earn, a finding says so and the points are returned as text for the remark.
    fn typed_beside(
        &mut self,
        spec: &StageSpec,
        value: Option<&Value>,
        node: &Node,
        place: &Place,
    ) -> Option<String> {
        let typed: Points = spec.points.as_ref()?.as_str().parse().ok()?;
        let Some(Value::Facts(declared)) = value else { return None };
        let award = declared.award.points.filter(|award| *award != typed)?;
        let finding = Finding::new(FindingCode::AwardDiffers, place.clone().join("points"));
        let finding = finding.found_points(typed).with("node", node.code().as_str());
        self.push(finding.with("award", award));
        Some(typed.to_string())
    }

    pub(super) fn value(
        &mut self,
        spec: &StageSpec,
        node: &Node,
        leaf: &Leaf,
        place: &Place,
    ) -> Option<Value> {
        let scale = self.framework.scale(node);
        if let Some(reason) = &spec.not_applicable {
            let reason = nfc(reason);
            if let Some(award) = leaf.rule().no_case(scale).filter(|_| says_no_case(&reason)) {
                let facts = Facts::share(Points::ZERO, Points::ZERO);
                return Some(Value::Facts(Box::new(Declared { facts, award })));
            }
            if reason.is_empty() {
                let finding = Finding::new(FindingCode::ReasonMissing, place.clone());
                self.push(finding.with("node", node.code().as_str()));
            }
            return Some(Value::NotApplicable(reason));
        }
        if let Some(num) = &spec.points {
            return self.typed(num, leaf, scale, place).map(Value::Points);
        }
        let facts = spec.facts.as_ref()?.read(place, &mut self.findings)?;
        match leaf.rule().award(&facts, scale) {
            Ok(award) => Some(Value::Facts(Box::new(Declared { facts, award }))),
            Err(faults) => {
                let faults: Vec<Finding> =
                    faults.into_iter().map(|fault| fault.at(place)).collect();
                // A unit whose declared answers are all invalid has still reported: the value is
                // kept, without points.
                let declared = !faults.is_empty() && !faults.iter().any(Finding::is_error);
                self.findings.extend(faults);
                let award = Award { points: None, max: scale.max, reason: Reason::NoValidAnswer };
                declared.then(|| Value::Facts(Box::new(Declared { facts, award })))
            }
        }
    }

    fn typed(&mut self, num: &Num, leaf: &Leaf, scale: Scale, place: &Place) -> Option<Points> {
        let at = || place.clone().join("points");
        let Ok(points) = num.as_str().parse::<Points>() else {
            return json::points(num, &at(), &mut self.findings);
        };
        if points.is_negative() || points > scale.max {
            let finding = Finding::new(FindingCode::OutOfRange, at()).found(num.as_str());
            self.push(finding.with("from", Points::ZERO).with("to", scale.max));
            return None;
        }
        if let Err(fault) = leaf.rule().admits(points, scale) {
            self.push(fault.at(place));
            return None;
        }
        Some(points)
    }

    fn appraiser(&mut self, by: &str, node: &Node, stage: StageName, place: &Place) {
        let place = place.clone().join("by");
        if self.framework.agency(by).is_none() {
            let ids = self.framework.agencies().iter().map(Agency::id);
            self.push(unknown_agency(by, ids, place));
            return;
        }
        let ids: Vec<&str> = node.appraisers().map(Agency::id).collect();
        if !ids.is_empty() && !ids.contains(&by) && stage != StageName::Survey {
            let finding = Finding::new(FindingCode::WrongAppraiser, place).found(cut(by));
            let finding = finding.with("node", node.code().as_str());
            let ids = ids.join(", ");
            self.push(finding.with("appraisers", ids));
        }
    }

    /// Bonus or deduction points as stated. Points over the cap are kept and reported; the cap is
    /// applied when the total is computed.
    pub(super) fn extra(&mut self, num: &Num, extra: &ExtraKind, place: Place) -> Points {
        let place = place.node(extra.key);
        let Some(points) = json::points(num, &place, &mut self.findings) else {
            return Points::ZERO;
        };
        let policies = self.framework.policies();
        let cap = match extra.key {
            "bonus" => policies.bonus_cap,
            _ => policies.deduction_cap,
        };
        if points.is_negative() {
            let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
            let to = cap.unwrap_or_default();
            self.push(finding.with("from", Points::ZERO).with("to", to));
            return Points::ZERO;
        }
        match cap {
            None if points.is_positive() => {
                let [vi, en] = extra.words;
                let finding = Finding::new(FindingCode::CapMissing, place).found(num.as_str());
                let finding = finding.with("what", Text::new(vi, en));
                self.push(finding.with("cap", extra.cap_key));
                Points::ZERO
            }
            Some(cap) if points > cap => {
                let finding = Finding::new(extra.over, place).found(num.as_str());
                self.push(finding.with("cap", cap));
                points
            }
            _ => points,
        }
    }
}

/// Whether the reason given for "not applicable" says that no case arose (*không phát sinh*): then
/// the criterion does apply, and its rule says what such a year earns.
fn says_no_case(reason: &str) -> bool {
    const WORDS: [&str; 3] = ["không phát sinh", "không có phát sinh", "no case arose"];
    let reason = fold_name(reason);
    WORDS.iter().any(|word| fold_name(word) == reason)
}
