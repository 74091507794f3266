//! R. Settled where a rule could be read in two ways: floors, changes, years without survey, answers
//! of which none is valid, units not reported.

use std::collections::BTreeMap;

use par_index::analysis::{compare, grade, rank_at};
use par_index::framework::{MissingPolicy, NoSurveyPolicy, NotApplicablePolicy};
use par_index::spec::{AssessmentSpec, SurveySpec};
use par_index::{Assessment, Basis, Digits, Framework, Lang, State, read, score, view};

use crate::common::{
    Fill, Ruler, card, codes, cohort, field, four, leaf, ruled, sheet, stage, surveyed,
};

/// A floor of 80 % under an A; without the floor everything here would be one.
fn floored(level: &str, policy: NotApplicablePolicy) -> Framework {
    Ruler::new(vec![
        field("1", vec![field("1.1", vec![leaf("1.1.1", "1"), leaf("1.1.2", "1")]), leaf("1.2", "2")]),
        field("2", vec![leaf("2.1", "96")]),
    ])
    .policies(|policies| policies.not_applicable = Some(policy))
    .grades(&format!(
        r#"[{{"label": {{"en": "A"}}, "from": "50", "component_floor": "80", "floor_on": "{level}"}},
            {{"label": {{"en": "B"}}, "from": "0"}}]"#
    ))
    .build()
}

fn full() -> AssessmentSpec {
    sheet("u")
        .appraised("1.1.1", "1")
        .appraised("1.1.2", "1")
        .appraised("1.2", "2")
        .appraised("2.1", "96")
}

#[test]
fn r1_a_node_is_passed_over_for_a_floor_only_where_no_leaf_of_it_applies() {
    for policy in
        [NotApplicablePolicy::Rescale, NotApplicablePolicy::AwardMax, NotApplicablePolicy::Zero]
    {
        for level in ["leaf", "criterion", "field"] {
            let fw = floored(level, policy);
            let label = |sheet: &AssessmentSpec| {
                grade(&card(&fw, sheet, Basis::Final)).label.unwrap().get(Lang::En).to_owned()
            };
            assert_eq!(label(&full()), "A");
            // All of 1.1, then all of field 1: skipped, also where zero makes it 0 of 2.
            let none = full().not_applicable("1.1.1").not_applicable("1.1.2");
            let state = |sheet: &AssessmentSpec, code: &str| {
                card(&fw, sheet, Basis::Final).node(code).unwrap().state()
            };
            assert_eq!(state(&none, "1.1"), State::NotApplicable, "{policy:?}");
            let zero_field = level == "field" && policy == NotApplicablePolicy::Zero;
            // Field 1 has then 2 of 4 under zero: it has a leaf that applies, and counts.
            assert_eq!(label(&none), if zero_field { "B" } else { "A" }, "{policy:?} {level}");
            let all = none.not_applicable("1.2");
            assert_eq!(state(&all, "1"), State::NotApplicable);
            assert_eq!(label(&all), "A", "{policy:?} {level}");
            // One leaf of two does not apply: the criterion has a ratio and counts.
            let half = full().not_applicable("1.1.1").appraised("1.1.2", "0.5");
            assert_eq!(state(&half, "1.1"), State::Complete);
            let awarded = policy == NotApplicablePolicy::AwardMax;
            // 0.5/1, 1.5/2 or 0.5/2 at 1.1; 2.5/3, 3.5/4 or 2.5/4 at 1; the leaf itself 0.5/1.
            let holds = level == "field" && (awarded || policy == NotApplicablePolicy::Rescale);
            assert_eq!(label(&half), if holds { "A" } else { "B" }, "{policy:?} {level}");
        }
    }
}

#[test]
fn r1_what_does_not_count_on_a_basis_decides_no_state() {
    let fw =
        Ruler::new(vec![field("1", vec![leaf("1.1", "2"), surveyed("1.2", "8")]), leaf("2", "90")])
            .policies(|policies| policies.not_applicable = Some(NotApplicablePolicy::Zero))
            .build();
    let sheet = sheet("u").not_applicable("1.1").survey("1.2", "8").appraised("2", "90");
    let state = |basis| card(&fw, &sheet, basis).node("1").unwrap().state();
    assert_eq!(state(Basis::Appraised), State::NotApplicable);
    assert_eq!(state(Basis::Final), State::Complete);
}

#[test]
fn r2_indices_and_their_change_are_printed_from_exact_values() {
    // 85.2749999996 % is 85.275000000 at nine places, and would print 85.28.
    let fw = Ruler::new(vec![leaf("1", "2500")]).build();
    let years = |before: &str, after: &str| {
        let one = |points: &str| cohort(&fw, &[sheet("u").appraised("1", points)]);
        let (before, after) = (one(before), one(after));
        let list = compare(&after, &before, None, &BTreeMap::new()).unwrap();
        let row = view::compare_rows(&after, &list).remove(0);
        let table = view::compare_page(&after, &list).text(view::Look::default());
        (row, table)
    };
    let (row, table) = years("2131.87499999", "2131.87499999");
    assert_eq!((row.before.as_deref(), row.after.as_deref()), (Some("85.27"), Some("85.27")));
    assert_eq!(table.matches("85.27 %").count(), 2, "{table}");
    // The change is −85.2749999996, and prints so too.
    let (row, table) = years("2131.87499999", "0");
    assert_eq!(row.change.as_deref(), Some("-85.27"));
    assert!(table.contains("-85.27 "), "{table}");
    // The parts add up to the change of nine places.
    assert_eq!(row.performance.as_deref(), Some("-85.28"));
}

/// Nine print digits and a long name: no figure is cut, and what does not fit stands below.
#[test]
fn r2_no_digit_of_a_figure_is_cut_off() {
    let fw = Ruler::new(vec![leaf("1", "3"), surveyed("2", "3")])
        .policies(|policies| {
            policies.print = Some(serde_json::from_str(r#"{"digits": 9}"#).unwrap());
        })
        .build();
    let name = "Ủy ban nhân dân xã có tên rất dài ở cuối huyện";
    let one = |points: &str| {
        let mut sheet = sheet("u").appraised("1", points).survey("2", "1");
        sheet.unit.name = Some(serde_json::from_str(&format!("{name:?}")).unwrap());
        cohort(&fw, &[sheet])
    };
    let (before, after) = (one("1"), one("2"));
    let list = compare(&after, &before, None, &BTreeMap::new()).unwrap();
    for lang in [Lang::En, Lang::Vi] {
        let look = view::Look { lang, ..view::Look::default() };
        let table = view::compare_page(&after, &list).text(look);
        assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
        let last = lang.percent("100".parse().unwrap(), Digits::NINE);
        assert!(table.contains(&last), "{table}");
        for figure in ["33.333333333", "50.000000000", "+16.666666667"] {
            let figure =
                if lang == Lang::Vi { figure.replace('.', ",") } else { figure.to_owned() };
            assert!(table.contains(&figure), "{figure}: {table}");
        }
    }
}

fn not_held(spec: AssessmentSpec) -> AssessmentSpec {
    let mut spec = spec;
    spec.survey = Some(SurveySpec::NotHeld);
    spec
}

fn ten(no_survey: NoSurveyPolicy) -> Framework {
    Ruler::new(vec![leaf("1", "7"), surveyed("2", "3")])
        .policies(|policies| policies.no_survey = Some(no_survey))
        .build()
}

/// A sheet as it is read from a file, with what was found.
fn input(fw: &Framework, spec: &AssessmentSpec) -> (Assessment, Vec<&'static str>) {
    let input = read(fw, serde_json::to_string(spec).unwrap());
    (input.assessments[0].clone(), codes(&input.findings))
}

#[test]
fn r3_asked_for_no_survey_a_sheet_that_held_none_is_computed() {
    let fw = ten(NoSurveyPolicy::Rescale);
    let said = not_held(sheet("u").appraised("1", "6.3").survey("2", "3"));
    let (assessment, found) = input(&fw, &said);
    assert_eq!(found, ["survey_not_held"]);
    assert!(assessment.is_in_error());
    let (without, found) = assessment.without_survey();
    assert_eq!(codes(&found), ["survey_not_counted"]);
    assert!(!without.is_in_error());
    assert_eq!(four(&score(&fw, &without, Basis::Final), "total"), ["7", "6.3", "0.7", "0"]);
    // Another error stays one.
    let (assessment, _) = input(&fw, &said.appraised("1", "8"));
    assert!(assessment.without_survey().0.is_in_error());
}

#[test]
fn r3_an_empty_unit_is_not_reported_also_where_the_survey_cannot_be_missing() {
    let fw = ten(NoSurveyPolicy::Refuse);
    let (assessment, found) = input(&fw, &not_held(sheet("u")));
    assert_eq!(found, [""; 0]);
    assert_eq!(score(&fw, &assessment, Basis::Final).state(), State::NotReported);
    let (assessment, _) = input(&fw, &sheet("u"));
    let (without, found) = assessment.without_survey();
    assert_eq!((codes(&found).len(), without.is_in_error()), (0, false));
    assert_eq!(score(&fw, &without, Basis::Final).state(), State::NotReported);
    // One that has sent something is refused.
    let (assessment, found) = input(&fw, &not_held(sheet("u").appraised("1", "1")));
    assert_eq!((found, assessment.is_in_error()), (vec!["survey_refused"], true));
}

#[test]
fn r4_answers_of_which_none_is_valid_are_reported_and_missing() {
    let options = r#"{"kind": "survey", "options": [{"id": "A", "weight": "100"}, {"id": "E"}]}"#;
    let asked = par_index::spec::NodeSpec {
        scorer: Some(par_index::framework::Scorer::Survey),
        ..ruled("2", "3", options)
    };
    let fw = Ruler::new(vec![field("1", vec![leaf("1.1", "5"), leaf("1.2", "2")]), asked])
        .policies(|policies| policies.missing = Some(MissingPolicy::Zero))
        .build();
    let facts = |facts: &str| {
        sheet("u").with("2", |entry| entry.survey = stage(&format!(r#"{{"facts": {facts}}}"#)))
    };
    let none = facts(r#"{"answers": {"E": "4"}}"#);
    assert_eq!(codes(&none.check(&fw).1), ["no_valid_answer"]);
    let scored = card(&fw, &none, Basis::Final);
    assert_eq!(four(&scored, "total"), ["10", "0", "7", "3"]);
    assert_eq!((scored.state(), scored.node("2").unwrap().state()), (State::Open, State::Missing));
    // A valid one beside them decides; without any facts nothing is reported at all.
    let one = card(&fw, &facts(r#"{"answers": {"E": "4", "A": "1"}}"#), Basis::Final);
    assert_eq!(four(&one, "total"), ["10", "3", "7", "0"]);
    assert_eq!(card(&fw, &sheet("u"), Basis::Final).state(), State::NotReported);
    // The facts stay with the sheet: what is joined from it says the same.
    let text = serde_json::to_string(&none.check(&fw).0.to_spec()).unwrap();
    assert!(text.contains(r#""E":"4""#), "{text}");
    let again = read(&fw, text);
    assert_eq!(
        four(&score(&fw, &again.assessments[0], Basis::Final), "total"),
        ["10", "0", "7", "3"]
    );
    // And `explain` does not say that they count.
    let told = scored.explain("2", Lang::En).unwrap();
    assert!(told.contains("no valid answer") && !told.contains("[counts"), "{told}");
}

#[test]
fn r5_a_unit_not_reported_has_no_figures_at_any_node() {
    let fw =
        Ruler::new(vec![field("1", vec![leaf("1.1", "5"), leaf("1.2", "2")]), surveyed("2", "3")])
            .caps("1", "1")
            .build();
    let some = sheet("some").appraised("1.1", "5");
    let all = cohort(&fw, &[some, sheet("none"), sheet("bonus").extras("1", "0")]);
    for code in ["total", "1", "1.1", "2"] {
        let rows = view::rank_rows(&all, &rank_at(&all, code));
        for unit in ["none", "bonus"] {
            let row = rows.iter().find(|row| row.unit == unit).unwrap();
            assert_eq!(
                (row.obtained, row.possible, &row.ratio),
                (None, None, &None),
                "{unit} {code}"
            );
        }
        let row = rows.iter().find(|row| row.unit == "some").unwrap();
        assert!(row.obtained.is_some(), "{code}");
    }
}
