//! Every finding code: the smallest slip that causes it, and the words a person reads.
//!
//! The snapshots beside hold severity, place, what was found and the sentences in
//! both languages. A new code without a case fails the first test.

#![allow(clippy::wildcard_imports, reason = "the cases share one set of names")]

mod above;
mod cases;
mod documents;
mod letters;
mod shapes;
mod slips;
mod surveys;
mod tables;
mod workbooks;

pub(crate) use cases::*;
pub(crate) use documents::*;

pub(crate) use par_index::analysis::{Variation, Vary, rank_at, robustness, robustness_within};
pub(crate) use par_index::assessment::{Head, Origin, Source, StageName};
pub(crate) use par_index::finding::FindingCode;
pub(crate) use par_index::spec::AssessmentSpec;
pub(crate) use par_index::work::WorkBudget;
pub(crate) use par_index::{
    Assessment, Basis, Efforts, Error, Finding, Framework, Goal, Inputs, Lang, Order, Percent,
    Points, State, Step, plan, rank, read, score, score_all, weak, what_if,
};
pub(crate) use std::sync::Arc;

pub(crate) use serde_json::{Value, json};

pub(crate) fn place_text(finding: &Finding) -> String {
    let place = finding.place();
    let parts = [
        ("unit", place.unit.clone()),
        ("name", place.name.as_ref().map(|name| name.get(Lang::Vi).to_owned())),
        ("node", place.node.clone()),
        ("stage", place.stage.map(str::to_owned)),
        ("file", place.file.clone()),
        ("sheet", place.sheet.clone()),
        ("cell", place.cell.clone()),
        ("line", place.line.map(|line| line.to_string())),
        ("column", place.column.map(|column| column.to_string())),
        ("heading", place.heading.clone()),
        ("pointer", place.pointer.clone()),
    ];
    let parts = parts.into_iter().filter_map(|(key, value)| Some(format!("{key} {:?}", value?)));
    parts.collect::<Vec<String>>().join(", ")
}

pub(crate) fn shown(finding: &Finding) -> String {
    let mut lines = vec![
        format!("{}: {}", finding.code().as_str(), finding.severity().as_str()),
        format!("place: {}", place_text(finding)),
        format!(
            "found: {}",
            finding.found_text().map_or("(none)".into(), |text| format!("{text:?}"))
        ),
    ];
    for (lang, word) in [(Lang::En, "en"), (Lang::Vi, "vi")] {
        lines.push(format!("{word} message: {}", finding.message(lang)));
        lines.push(format!("{word} expected: {}", finding.expected(lang)));
        lines.push(format!("{word} suggestion: {}", finding.suggestion(lang)));
        lines.push(format!("{word} line: {}", finding.text(lang)));
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<&str>>().join("\n")
}

/// Whatever is left unfilled or unsaid.
pub(crate) fn ill_said(finding: &Finding) -> Vec<String> {
    let mut ill = Vec::new();
    for lang in [Lang::En, Lang::Vi] {
        let text = finding.text(lang);
        for part in text.split('{').skip(1) {
            let name = part.split('}').next().unwrap_or_default();
            if !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                ill.push(format!("{{{name}}} is not filled in: {text}"));
            }
        }
        for slip in ["  ", "; ;", ": ;", "“”", " ,", ";;"] {
            if text.contains(slip) {
                ill.push(format!("{slip:?} in: {text}"));
            }
        }
        if finding.found_text().is_some_and(|found| finding.expected(lang) == found) {
            ill.push(format!("what is found is what is expected: {text}"));
        }
        if finding.message(lang).trim().is_empty() {
            ill.push(format!("nothing is said: {finding:?}"));
        }
    }
    ill
}

pub(crate) fn keep(name: &str, finding: &Finding) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown(finding)));
}

#[test]
fn every_code_has_a_case_and_its_words() {
    let mut ill = Vec::new();
    for code in FindingCode::ALL {
        // All complaints at once, as the findings themselves come.
        let Ok(finding) = std::panic::catch_unwind(|| case(*code)) else {
            ill.push(format!("{}: see its panic above", code.as_str()));
            continue;
        };
        assert_eq!(finding.code(), *code, "{finding}");
        // What is only counted is as bad as what is counted.
        let counted = *code == FindingCode::FindingsCut;
        assert!(counted || finding.severity() == code.severity());
        assert_eq!(finding.to_string(), finding.text(Lang::En));
        assert_ne!(finding.message(Lang::En), finding.message(Lang::Vi));
        ill.extend(ill_said(&finding));
        keep(code.as_str(), &finding);
    }
    assert!(ill.is_empty(), "{}", ill.join("\n"));
}

/// The same codes from other doors, where words or places differ.
#[test]
fn codes_are_well_said_from_every_door() {
    let ruler = ruler();
    let units = [unit("xa-01", 2023, None)];
    let all = score_all(&ruler, &units, Basis::Final);
    let open = spoilt_framework(&[("/valid", json!({"from": 2023}))]);
    let open = Framework::from_json(open.to_string()).unwrap();
    let other = spoilt_framework(&[("/title/en", json!("Another wording"))]);
    let other = Framework::from_json(other.to_string()).unwrap();
    let count = |key: &str, value: &str| {
        in_sheet(&[(&format!("/entries/1/self/facts/{key}"), json!(value))])
    };
    let what = |code: &str, to: &str| only(&what_if(&all, "xa-01", &[step(code, to)]).findings);
    let cases = [
        ("bad_json-empty", only(&read(&ruler, "  ").findings)),
        ("bad_json-type", shape(framework_document().to_string().replace("2025", "\"soon\""))),
        ("bad_json-sheet", {
            let text = format!("[{},\n{}]", sheet_document(), r#"{"schema_version": 1, "kind"}"#);
            read(&ruler, text).findings[0].clone()
        }),
        ("unknown_key-sheet", {
            let text = sheet_document().to_string().replace("\"bonus\"", "\"bonnus\"");
            only(&read(&ruler, text).findings)
        }),
        ("unit_missing-document", {
            let document = spoilt_sheet(&[("/unit/id", json!(" "))]);
            only(&read(&ruler, document.to_string()).findings)
        }),
        ("name_too_long-unit", {
            let document = spoilt_sheet(&[("/unit/id", json!("x".repeat(201)))]);
            only(&read(&ruler, document.to_string()).findings)
        }),
        (
            "out_of_range-max",
            in_framework(&[("/nodes/1/max", json!("0")), ("/total", json!("6.5"))]),
        ),
        ("out_of_range-digits", in_framework(&[("/policies/print/digits", json!(12))])),
        (
            "out_of_range-labels",
            in_framework(&[("/grades", json!({"by": "quartile", "labels": [{"vi": "A"}]}))]),
        ),
        (
            "out_of_range-floor",
            in_framework(&[(
                "/grades",
                json!([{"label": {"vi": "Tốt"}, "from": "80", "component_floor": "101",
                    "floor_on": "field"}]),
            )]),
        ),
        (
            "out_of_range-full_at",
            in_framework(&[("/nodes/0/children/1/rule/full_at/at_least", json!("120"))]),
        ),
        ("out_of_range-negative", count("done", "-1")),
        ("out_of_range-bonus", in_sheet(&[("/bonus", json!("-1"))])),
        ("out_of_range-step", what("1.3", "3")),
        ("bad_number-places", count("of", "60.0000000001")),
        ("bad_number-large", count("of", "9000000000")),
        ("floor_above_full-zero", in_framework(&[("/nodes/0/children/1/rule/floor", json!("-1"))])),
        ("sum_of_children-total", in_framework(&[("/total", json!("12"))])),
        ("unknown_agency-by", in_sheet(&[("/entries/0/appraised/by", json!("noi-vụ"))])),
        ("unknown_agency-far", in_framework(&[("/nodes/0/lead", json!(["kho-bac"]))])),
        ("duplicate_agency-list", in_framework(&[("/nodes/0/lead", json!(["noi-vu", "noi-vu"]))])),
        (
            "duplicate_code-sheet",
            in_sheet(&[
                ("/entries/2/code", json!("1.2")),
                ("/entries/2/self", Value::Null),
                ("/entries/2/appraised", Value::Null),
            ]),
        ),
        ("unknown_code-far", in_sheet(&[("/entries/2/code", json!("tổng"))])),
        ("unknown_code-rank", only(rank_at(&all, "1.33").findings())),
        ("unknown_code-what_if", what("1.33", "1")),
        ("unknown_code-what_if-far", what("tổng", "1")),
        ("unknown_unit-far", only(weak(&all, "bo-noi-vu", Order::PointsLost).findings())),
        ("not_a_leaf-what_if", what("1", "1")),
        ("not_a_level-points", in_sheet(&[("/entries/0/self", json!({"points": "0.75"}))])),
        ("not_a_level-what_if", what("1.1", "0.75")),
        ("wrong_stage-appraisal", in_sheet(&[("/entries/2/survey", json!({"points": "1"}))])),
        ("facts_foreign-direct", in_sheet(&[("/entries/2/self", json!({"facts": {"done": "1"}}))])),
        ("facts_foreign-empty", in_sheet(&[("/entries/2/self", json!({"facts": {}}))])),
        ("of_zero-done", count("of", "0")),
        ("other_framework-hash", in_sheet(&[("/framework_hash", json!("0123456789abcdef"))])),
        ("other_framework-score", { only(score(&other, &units[0], Basis::Final).findings()) }),
        ("provisional_framework-open", in_sheet_under(&open, &[("/year", json!(2022))])),
        ("not_repairable-left_out", {
            let all = score_all(&ruler, &units, Basis::Appraised);
            only(&what_if(&all, "xa-01", &[step("2", "4")]).findings)
        }),
    ];
    let mut ill = Vec::new();
    for (name, finding) in &cases {
        keep(name, finding);
        ill.extend(ill_said(finding));
    }
    assert!(ill.is_empty(), "{}", ill.join("\n"));
}
