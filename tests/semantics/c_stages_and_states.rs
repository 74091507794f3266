//! C. Stages, bases, states.

use par_index::scoring::Mark;
use par_index::spec::AssessmentSpec;
use par_index::{Basis, Framework, Points, Scorecard};

use crate::common::{
    Fill, Ruler, card, found, leaf, percent, points, ruled, sheet, stage, surveyed,
};

const BASES: [Basis; 3] = [Basis::SelfAssessed, Basis::Appraised, Basis::Final];

fn state(card: &Scorecard, code: &str) -> &'static str {
    card.node(code).unwrap().state().as_str()
}

/// An appraisal leaf A of 70 and a survey leaf S of 30.
fn two_parts() -> Framework {
    Ruler::new(vec![leaf("A", "70"), surveyed("S", "30")]).build()
}

#[test]
fn c1_a_survey_leaf_takes_only_the_survey_stage() {
    let fw = two_parts();
    assert_eq!(found(&fw, &sheet("u").self_scored("S", "20")), ["wrong_stage"]);
    assert_eq!(found(&fw, &sheet("u").appraised("S", "20")), ["wrong_stage"]);
    assert_eq!(found(&fw, &sheet("u").again("S", "20")), ["wrong_stage"]);
    assert_eq!(found(&fw, &sheet("u").survey("S", "20")), [""; 0]);
    assert!(sheet("u").self_scored("S", "20").check(&fw).0.is_in_error());
}

#[test]
fn c1_an_appraisal_leaf_takes_only_the_others() {
    let fw = two_parts();
    assert_eq!(found(&fw, &sheet("u").survey("A", "20")), ["wrong_stage"]);
    let all = sheet("u").self_scored("A", "66").appraised("A", "63").again("A", "64");
    assert_eq!(found(&fw, &all), [""; 0]);
}

#[test]
fn c2_each_basis_counts_its_own_stages() {
    let fw = two_parts();
    let sheet = sheet("u").self_scored("A", "66").appraised("A", "63").survey("S", "24");
    let [own, appraised, last] = BASES.map(|basis| card(&fw, &sheet, basis));
    for (card, ratio, printed) in
        [(&own, "66/70", "94.29"), (&appraised, "63/70", "90.00"), (&last, "87/100", "87.00")]
    {
        assert_eq!(card.total().ratio().unwrap().to_string(), ratio);
        assert_eq!(percent(&card.total()), printed);
    }
    assert_eq!(
        [state(&own, "S"), state(&appraised, "S"), state(&last, "S")],
        ["left_out", "left_out", "scored"]
    );
    assert_eq!(Basis::default(), Basis::Final);
}

#[test]
fn c2_the_second_round_counts_before_the_first() {
    let fw = two_parts();
    let sheet = sheet("u").appraised("A", "63").again("A", "0").survey("S", "24");
    let [own, appraised, last] = BASES.map(|basis| card(&fw, &sheet, basis));
    assert_eq!(state(&own, "A"), "missing");
    assert_eq!(appraised.total().obtained(), Points::ZERO);
    assert_eq!(last.total().obtained(), points("24"));
}

#[test]
fn c3_no_stage_stands_in_for_another() {
    let fw = Ruler::new(vec![leaf("1", "2")]).build();
    let sheet = sheet("u").self_scored("1", "2");
    for basis in [Basis::Appraised, Basis::Final] {
        let card = card(&fw, &sheet, basis);
        assert_eq!(state(&card, "1"), "not_appraised");
        assert_eq!(card.mark("1"), Some(Mark::NotAppraised));
        assert_eq!(card.total().obtained(), Points::ZERO);
        assert_eq!(card.total().open(), points("2"));
        assert_eq!(card.total().ratio(), None);
    }
    assert_eq!(card(&fw, &sheet, Basis::SelfAssessed).total().obtained(), points("2"));
}

#[test]
fn c4_an_appraised_zero_is_scored_whatever_was_claimed() {
    let fw = Ruler::new(vec![leaf("1", "2")]).build();
    let na = r#"{"not_applicable": "no case arose"}"#;
    let claimed_na = |sheet: AssessmentSpec| sheet.with("1", |entry| entry.self_score = stage(na));
    let card = card(&fw, &claimed_na(sheet("u")).appraised("1", "0"), Basis::Final);
    assert_eq!(card.mark("1"), Some(Mark::Scored(Points::ZERO)));
    assert_eq!(card.total().lost(), points("2"));
}

#[test]
fn c4_every_state_of_a_leaf() {
    let fw = Ruler::new(vec![leaf("1", "2"), surveyed("S", "2")]).build();
    let na = r#"{"not_applicable": "no case arose"}"#;
    let claimed_na = sheet("u").with("1", |entry| entry.self_score = stage(na));
    let empty = sheet("u").with("1", |entry| entry.self_score = stage(r#"{"note": "later"}"#));
    for (sheet, basis, one, survey) in [
        (sheet("u").appraised("1", "0").survey("S", "0"), Basis::Final, "scored", "scored"),
        (sheet("u").self_scored("1", "1"), Basis::Final, "not_appraised", "missing"),
        // An earlier stage is not empty when it says that the leaf does not apply.
        (claimed_na.clone(), Basis::Final, "not_appraised", "missing"),
        (claimed_na, Basis::SelfAssessed, "not_applicable", "left_out"),
        (sheet("u").not_applicable("1"), Basis::Final, "not_applicable", "missing"),
        (sheet("u").not_applicable("1"), Basis::Appraised, "not_applicable", "left_out"),
        (sheet("u").appraised("1", "1"), Basis::SelfAssessed, "missing", "left_out"),
        (sheet("u").survey("S", "1"), Basis::Final, "missing", "scored"),
        // A stage with a remark only holds nothing.
        (empty.survey("S", "1"), Basis::Final, "missing", "scored"),
    ] {
        let card = card(&fw, &sheet, basis);
        assert_eq!([state(&card, "1"), state(&card, "S")], [one, survey], "{sheet:?} {basis:?}");
    }
}

#[test]
fn c4_a_survey_leaf_may_be_not_applicable() {
    let fw = two_parts();
    let na = r#"{"not_applicable": "nobody to ask"}"#;
    let sheet = sheet("u").appraised("A", "63").with("S", |entry| entry.survey = stage(na));
    let card = card(&fw, &sheet, Basis::Final);
    assert_eq!(state(&card, "S"), "not_applicable");
    assert_eq!(card.total().ratio().unwrap().to_string(), "63/70");
}

#[test]
fn c4_the_last_round_decides_whether_a_leaf_applies() {
    let fw = Ruler::new(vec![leaf("1", "2"), leaf("2", "3")]).build();
    let sheet = sheet("u").not_applicable("1").again("1", "1").appraised("2", "3");
    let card_one = card(&fw, &sheet, Basis::Final);
    assert_eq!(card_one.mark("1"), Some(Mark::Scored(points("1"))));
    let na = r#"{"not_applicable": "no case arose"}"#;
    let sheet = sheet.appraised("1", "2").with("1", |entry| entry.appraised_again = stage(na));
    assert_eq!(card(&fw, &sheet, Basis::Final).mark("1"), Some(Mark::NotApplicable));
}

#[test]
fn c4_nothing_of_nothing_is_not_applicable_at_its_stage() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}, "if_any": true}"#;
    let fw = Ruler::new(vec![ruled("1", "2", rule), leaf("2", "3")]).build();
    let sheet = sheet("u").share("1", "0", "0").appraised("2", "3");
    let card = card(&fw, &sheet, Basis::Final);
    assert_eq!(state(&card, "1"), "not_applicable");
    assert_eq!(card.total().ratio().unwrap().to_string(), "3/3");
}
