//! From a document to an assessment: every problem of the unit at once.

use std::collections::HashMap;
use std::sync::Arc;

use super::spec::{AssessmentSpec, EntrySpec, StageSpec, SurveySpec};
use super::{Assessment, Body, Entry, Explanation, Stage, Survey, Unit, Value};
use crate::day::Day;
use crate::finding::{Finding, FindingCode, Place, nearest};
use crate::framework::rule::Scale;
use crate::framework::{
    Agency, Framework, Leaf, NoSurveyPolicy, Node, Scorer, did_you_mean, is_id,
};
use crate::json::{self, Num, cut, nfc};
use crate::quantity::{Digits, Points};
use crate::words::{Arg, Text};

impl AssessmentSpec {
    /// Checks everything against a framework.
    ///
    /// The assessment always comes back, with all findings; if one of them is an error the
    /// assessment [is in error](Assessment::is_in_error): it appears in results without numbers.
    #[must_use = "the findings say what is wrong"]
    pub fn check(&self, framework: &Framework) -> (Assessment, Vec<Finding>) {
        self.check_at(framework, "")
    }

    /// The same, for a document that stands at a pointer inside a larger one.
    pub(super) fn check_at(
        &self,
        framework: &Framework,
        pointer: &str,
    ) -> (Assessment, Vec<Finding>) {
        let id = nfc(&self.unit.id);
        let name = self.unit.name.as_ref().map(super::spec::NameSpec::text);
        let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| Text::same(id.clone()));
        let unit = Unit {
            id,
            name,
            group: self.unit.group.as_deref().map(nfc).filter(|group| !group.is_empty()),
            ranked: self.unit.ranked.unwrap_or(true),
        };
        let place =
            Place { pointer: Some(pointer.to_owned()), ..Place::unit(&unit.id, &unit.name) };
        let mut check = Check { framework, place, findings: Vec::new() };
        check.head(self);
        let entries = check.entries(&self.entries);
        let bonus = check.extra(self.bonus.as_ref(), &BONUS);
        let deduction = check.extra(self.deduction.as_ref(), &DEDUCTION);
        let survey = match self.survey {
            Some(SurveySpec::NotHeld) => Survey::NotHeld,
            _ => Survey::Held,
        };
        if survey == Survey::NotHeld {
            check.no_survey(&entries, FindingCode::SurveyNotHeld);
        }
        let findings = check.findings;
        let body = Body {
            framework: framework.clone(),
            pointer: pointer.to_owned(),
            year: self.year,
            channel: self.channel.as_deref().map(nfc),
            unit,
            provenance: self.provenance,
            survey,
            entries,
            bonus,
            deduction,
            in_error: findings.iter().any(Finding::is_error),
        };
        (Assessment(Arc::new(body)), findings)
    }
}

pub(super) fn without_survey(given: &Assessment) -> (Assessment, Vec<Finding>) {
    let unit = given.unit();
    let place = Place::unit(&unit.id, &unit.name);
    let mut check = Check { framework: &given.0.framework, place, findings: Vec::new() };
    check.no_survey(&given.0.entries, FindingCode::SurveyNotCounted);
    let mut body = Body::clone(&given.0);
    body.survey = Survey::NotHeld;
    body.in_error |= check.findings.iter().any(Finding::is_error);
    (Assessment(Arc::new(body)), check.findings)
}

/// What differs between the two rows beside the tree.
struct Extra {
    key: &'static str,
    cap_key: &'static str,
    words: [&'static str; 2],
    over: FindingCode,
}

const BONUS: Extra = Extra {
    key: "bonus",
    cap_key: "bonus_cap",
    words: ["điểm thưởng", "bonus"],
    over: FindingCode::BonusOverCap,
};

const DEDUCTION: Extra = Extra {
    key: "deduction",
    cap_key: "deduction_cap",
    words: ["điểm trừ", "deduction"],
    over: FindingCode::DeductionOverCap,
};

struct Check<'a> {
    framework: &'a Framework,
    /// The document: unit and pointer.
    place: Place,
    findings: Vec<Finding>,
}

impl Check<'_> {
    fn at(&self, step: &str) -> Place {
        self.place.clone().join(step)
    }

    fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    fn head(&mut self, spec: &AssessmentSpec) {
        for mut finding in json::head(&spec.schema_version, &spec.kind, "assessment") {
            let pointer = finding.place().pointer.clone().unwrap_or_default();
            *finding.place_mut() = self.at(pointer.trim_start_matches('/'));
            self.findings.push(finding);
        }
        let (id, hash) = (self.framework.id().to_owned(), self.framework.hash().to_owned());
        if nfc(&spec.framework) != id {
            let finding = Finding::new(FindingCode::OtherFramework, self.at("framework"));
            self.push(finding.found(cut(&spec.framework)).with("expected", id));
        } else if let Some(stated) = spec.framework_hash.as_ref().filter(|stated| **stated != hash)
        {
            let finding = Finding::new(FindingCode::OtherFramework, self.at("framework_hash"));
            self.push(finding.found(format!("{id} {}", cut(stated))).with("expected", hash));
        }
        if !is_id(&spec.unit.id) {
            let place = self.at("unit").join("id");
            self.push(Finding::new(FindingCode::BadId, place).found(cut(&spec.unit.id)));
        }
        if let Some(year) = spec.year.filter(|year| !self.framework.is_valid_for(*year)) {
            let finding = Finding::new(FindingCode::ProvisionalFramework, self.at("year"));
            let finding = finding.found(year.to_string()).with("year", year.to_string());
            self.push(finding.with("valid", self.framework.valid_text()));
        }
    }

    fn entries(&mut self, specs: &[EntrySpec]) -> Vec<Option<Box<Entry>>> {
        let mut entries: Vec<Option<Box<Entry>>> = vec![None; self.framework.leaf_count()];
        let mut seen: HashMap<String, String> = HashMap::new();
        for (n, spec) in specs.iter().enumerate() {
            let code = nfc(&spec.code);
            let place = self.at("entries").join(&n.to_string()).node(cut(&code));
            let code_place = place.clone().join("code");
            let framework = self.framework;
            let Some(node) = framework.node(&code) else {
                let near = framework.near_code(&code).map_or(Arg::from(""), did_you_mean);
                let finding = Finding::new(FindingCode::UnknownCode, code_place);
                self.push(finding.found(cut(&code)).with("near", near));
                continue;
            };
            let Some(leaf) = node.leaf() else {
                let finding = Finding::new(FindingCode::NotALeaf, code_place);
                self.push(finding.found(code));
                continue;
            };
            let pointer = place.pointer.clone().unwrap_or_default();
            if let Some(first) = seen.get(&code) {
                let finding = Finding::new(FindingCode::DuplicateCode, code_place);
                self.push(finding.found(code).with("first", first.clone()));
                continue;
            }
            seen.insert(code, pointer);
            let entry = self.entry(spec, node, leaf, &place);
            entries[node.leaf_range().start] = Some(Box::new(entry));
        }
        entries
    }

    fn entry(&mut self, spec: &EntrySpec, node: &Node, leaf: &Leaf, place: &Place) -> Entry {
        let mut stage = |given: &Option<StageSpec>, key: &'static str| {
            let given = given.as_ref()?;
            let mut place = place.clone().join(key);
            place.stage = Some(key);
            let stage = self.stage(given, node, leaf, &place);
            if stage.value.is_some() {
                self.fits_scorer(node, leaf, key, &place);
            }
            Some(stage)
        };
        let entry = Entry {
            self_score: stage(&spec.self_score, "self"),
            appraised: stage(&spec.appraised, "appraised"),
            appraised_again: stage(&spec.appraised_again, "appraised_again"),
            survey: stage(&spec.survey, "survey"),
            explanation: spec.explanation.as_ref().map(|explanation| Explanation {
                text: nfc(&explanation.text),
                evidence: explanation.evidence.iter().map(|text| nfc(text)).collect(),
            }),
        };
        self.evidence(&entry, node, leaf, place);
        entry
    }

    /// A survey leaf takes only the survey stage, an appraisal leaf only the others.
    fn fits_scorer(&mut self, node: &Node, leaf: &Leaf, key: &'static str, place: &Place) {
        let survey_leaf = leaf.scorer() == Scorer::Survey;
        if survey_leaf == (key == "survey") {
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

    fn stage(&mut self, spec: &StageSpec, node: &Node, leaf: &Leaf, place: &Place) -> Stage {
        let given = [spec.points.is_some(), spec.facts.is_some(), spec.not_applicable.is_some()];
        let value = if given.into_iter().filter(|given| *given).count() > 1 {
            self.push(Finding::new(FindingCode::OneValue, place.clone()));
            None
        } else {
            self.value(spec, node, leaf, place)
        };
        let by = spec.by.as_deref().map(nfc);
        if let Some(by) = by.as_ref().filter(|_| place.stage != Some("self")) {
            self.appraiser(by, node, place);
        }
        let on = spec.on.as_ref().and_then(|text| {
            let day = text.parse::<Day>().ok();
            if day.is_none() {
                let place = place.clone().join("on");
                self.push(Finding::new(FindingCode::BadDate, place).found(cut(text)));
            }
            day
        });
        let evidence = spec.evidence.as_ref();
        Stage {
            value,
            evidence: evidence.map(|list| list.iter().map(|text| nfc(text)).collect()),
            note: spec.note.as_deref().map(nfc).filter(|note| !note.is_empty()),
            by,
            on,
        }
    }

    fn value(
        &mut self,
        spec: &StageSpec,
        node: &Node,
        leaf: &Leaf,
        place: &Place,
    ) -> Option<Value> {
        let digits = self.framework.policies().award.unwrap_or(Digits::NINE);
        let scale = Scale { max: node.max(), digits };
        if let Some(reason) = &spec.not_applicable {
            let reason = nfc(reason);
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
            Ok(award) => Some(Value::Facts(facts, award)),
            Err(faults) => {
                self.findings.extend(faults.into_iter().map(|fault| fault.at(place)));
                None
            }
        }
    }

    fn typed(&mut self, num: &Num, leaf: &Leaf, scale: Scale, place: &Place) -> Option<Points> {
        let at = place.clone().join("points");
        let points = json::points(num, &at, &mut self.findings)?;
        if points.is_negative() || points > scale.max {
            let finding = Finding::new(FindingCode::OutOfRange, at).found(num.as_str());
            self.push(finding.with("from", Points::ZERO).with("to", scale.max));
            return None;
        }
        if let Err(fault) = leaf.rule().admits(points, scale) {
            self.push(fault.at(place));
            return None;
        }
        Some(points)
    }

    fn appraiser(&mut self, by: &str, node: &Node, place: &Place) {
        let place = place.clone().join("by");
        if self.framework.agency(by).is_none() {
            let ids = self.framework.agencies().iter().map(Agency::id);
            let near = nearest(by, ids).map_or(Arg::from(""), did_you_mean);
            let finding = Finding::new(FindingCode::UnknownAgency, place);
            self.push(finding.found(cut(by)).with("near", near));
            return;
        }
        let ids: Vec<&str> = self.framework.appraisers(node).map(Agency::id).collect();
        if !ids.is_empty() && !ids.contains(&by) && place.stage != Some("survey") {
            let finding = Finding::new(FindingCode::WrongAppraiser, place).found(cut(by));
            let finding = finding.with("node", node.code().as_str());
            let ids = ids.join(", ");
            self.push(finding.with("appraisers", ids));
        }
    }

    /// A score without the evidence asked for must be explained.
    fn evidence(&mut self, entry: &Entry, node: &Node, leaf: &Leaf, place: &Place) {
        let Some(asked) = leaf.evidence() else { return };
        let Some(stage) = &entry.self_score else { return };
        let claimed = stage.value.as_ref().and_then(Value::points).is_some_and(Points::is_positive);
        let none = stage.evidence.as_ref().is_some_and(Vec::is_empty);
        let explained = entry.explanation.as_ref().is_some_and(|explanation| {
            !explanation.text.is_empty() || !explanation.evidence.is_empty()
        });
        if claimed && none && !explained {
            let mut place = place.clone().join("self").join("evidence");
            place.stage = Some("self");
            let finding = Finding::new(FindingCode::EvidenceMissing, place);
            let finding = finding.with("node", node.code().as_str());
            self.push(finding.with("evidence", asked));
        }
    }

    /// Bonus or deduction: what counts of it.
    fn extra(&mut self, num: Option<&Num>, extra: &Extra) -> Points {
        let Some(num) = num else { return Points::ZERO };
        let place = self.at(extra.key).node(extra.key);
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
                cap
            }
            _ => points,
        }
    }

    /// A year without a survey: values that stand all the same, and frameworks that refuse it.
    fn no_survey(&mut self, entries: &[Option<Box<Entry>>], code: FindingCode) {
        let framework = self.framework;
        for (node, entry) in framework.leaves().zip(entries) {
            let value = entry.as_deref().and_then(Entry::survey_value);
            if node.is_survey() && value.is_some() {
                let place = Place { stage: Some("survey"), ..self.place.clone() };
                let place = place.node(node.code().as_str());
                self.push(Finding::new(code, place).with("node", node.code().as_str()));
            }
        }
        let has_survey = framework.leaves().any(Node::is_survey);
        if has_survey && framework.policies().no_survey == NoSurveyPolicy::Refuse {
            self.push(Finding::new(FindingCode::SurveyRefused, self.place.clone()));
        }
    }
}
