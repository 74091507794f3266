//! Checks that are possible only once all inputs of a unit are joined.

use std::sync::Arc;

use super::{Assessment, Body, Cell, Value};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::{LeafIx, NoSurveyPolicy, Node};
use crate::quantity::Points;

/// Checks evidence, survey and validity of one unit; an error finding puts it in error. For one of
/// several snapshots only the validity is checked here: evidence and survey are checked once the
/// snapshots are joined.
pub(super) fn check(body: &mut Body, several: bool) -> Findings {
    let mut findings = if several { Findings::default() } else { joined(body) };
    if let Some(period) = body.period.filter(|period| !body.framework.is_valid_for(*period)) {
        // The finding is about all sheets of the period, not about the first unit.
        let mut place = Place { unit: None, name: None, ..document(body) };
        if place.cell.is_none() {
            place = place.join("year");
        }
        let finding = Finding::new(FindingCode::ProvisionalFramework, place);
        let finding = finding.found(period.to_string()).with("year", period.text());
        findings.push(finding.with("valid", body.framework.valid_text()));
    }
    findings
}

/// Checks evidence and survey of one unit whose sheets are all joined.
pub(super) fn joined(body: &mut Body) -> Findings {
    let mut findings = Findings::default();
    let wrong = evidence(body, &mut findings);
    body.wrong.extend(wrong);
    body.in_error |= findings.has_errors();
    findings.extend(not_held(body));
    findings
}

/// Checks a sheet that says no survey was held for survey values, which contradict that. They may
/// come from another sheet of the unit that was joined later.
pub(super) fn not_held(body: &mut Body) -> Findings {
    let mut findings = Findings::default();
    if body.survey_held == Some(false) && !body.survey_set_aside {
        no_survey(body, FindingCode::SurveyNotHeld, &mut findings);
    }
    let contradicts = |finding: &Finding| finding.code() == FindingCode::SurveyNotHeld;
    body.contradicts = findings.kept().iter().any(contradicts);
    body.in_error |= findings.kept().iter().any(|one| one.is_error() && !contradicts(one));
    findings
}

pub(super) fn without_survey(given: &Assessment) -> (Assessment, Vec<Finding>) {
    let mut findings = Findings::default();
    let mut body = Body::clone(&given.0);
    no_survey(&body, FindingCode::SurveyNotCounted, &mut findings);
    body.survey_held = Some(false);
    body.contradicts = false;
    body.survey_set_aside = true;
    body.in_error |= findings.has_errors();
    (Assessment(Arc::new(body)), findings.into_vec())
}

/// The place of the unit's first document, with the unit.
pub(super) fn document(body: &Body) -> Place {
    let place = body.origin.as_ref().map(super::Origin::place).unwrap_or_default();
    Place {
        unit: Some(body.unit.id.clone()),
        name: Some(body.unit.name.clone()),
        pointer: Some(place.pointer.clone().unwrap_or_default()).filter(|_| place.cell.is_none()),
        ..place
    }
}

/// The positions of leaves whose points are claimed without the evidence asked for and without an
/// explanation; each gets a finding.
fn evidence(body: &Body, findings: &mut Findings) -> Vec<usize> {
    let mut wrong = Vec::new();
    for (ix, (node, cell)) in body.framework.leaves().zip(&body.cells).enumerate() {
        let Some(asked) = node.leaf().and_then(crate::framework::Leaf::evidence) else { continue };
        let Cell::Full(entry) = cell else { continue };
        let Some(stage) = &entry.self_score else { continue };
        let claimed = stage.value.as_ref().and_then(Value::points).is_some_and(Points::is_positive);
        let none = stage.evidence().is_some_and(<[String]>::is_empty);
        let explained = entry.explanation.as_ref().is_some_and(|explanation| {
            !explanation.text.is_empty() || !explanation.evidence.is_empty()
        });
        if claimed && none && !explained {
            let mut place = leaf_place(body, LeafIx(ix), node);
            place = if place.cell.is_none() { place.join("evidence") } else { place };
            place.stage = Some("self");
            let finding = Finding::new(FindingCode::EvidenceMissing, place);
            let finding = finding.with("node", node.code().as_str());
            findings.push(finding.with("evidence", asked));
            wrong.push(ix);
        }
    }
    wrong
}

/// Findings for a year without a survey: survey values that stand all the same, and a framework
/// that allows no index without its survey.
fn no_survey(body: &Body, code: FindingCode, findings: &mut Findings) {
    let framework = &body.framework;
    for (ix, node) in framework.leaves().enumerate().filter(|(_, node)| node.is_survey()) {
        let entry = body.entry(LeafIx(ix));
        if entry.is_some_and(|entry| entry.survey_value().is_some()) {
            let place = Place { stage: Some("survey"), ..leaf_place(body, LeafIx(ix), node) };
            findings.push(Finding::new(code, place).with("node", node.code().as_str()));
        }
    }
    let has_survey = framework.leaves().any(Node::is_survey);
    // A unit that sent nothing is listed as not reported under every policy, so that nothing is
    // added.
    let counts = body.cells.iter().any(Cell::has_value);
    let said = code == FindingCode::SurveyNotCounted && body.survey_held == Some(false);
    if has_survey && counts && !said && framework.policies().no_survey == NoSurveyPolicy::Refuse {
        findings.push(Finding::new(FindingCode::SurveyRefused, document(body)));
    }
}

/// Where the stage of a leaf was read: the survey for a survey leaf, else the self score.
fn leaf_place(body: &Body, leaf: LeafIx, node: &Node) -> Place {
    let entry = body.entry(leaf);
    let stage = entry.as_ref().and_then(|entry| {
        let name =
            if node.is_survey() { super::StageName::Survey } else { super::StageName::SelfScore };
        entry.stage(name)
    });
    let place = stage.and_then(|stage| stage.origin.as_ref()).map(super::Origin::place);
    Place {
        unit: Some(body.unit.id.clone()),
        name: Some(body.unit.name.clone()),
        node: Some(node.code().as_str().to_owned()),
        ..place.unwrap_or_else(|| document(body))
    }
}
