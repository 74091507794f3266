//! D. Every node: five exact numbers.

use par_index::framework::{MissingPolicy, NoSurveyPolicy, NotApplicablePolicy};
use par_index::spec::{AssessmentSpec, SurveySpec};
use par_index::{Basis, Framework, Points, Scorecard, score};

use crate::common::{
    Fill, Ruler, card, codes, field, found, four, leaf, percent, points, sheet, surveyed,
};

const NOT_APPLICABLE: [NotApplicablePolicy; 3] =
    [NotApplicablePolicy::Rescale, NotApplicablePolicy::AwardMax, NotApplicablePolicy::Zero];

/// Two fields: leaves 1.1 of 6 and 1.2 of 4; leaf 2.1 of 10.
fn ruler() -> Ruler {
    Ruler::new(vec![
        field("1", vec![leaf("1.1", "6"), leaf("1.2", "4")]),
        field("2", vec![leaf("2.1", "10")]),
    ])
}

fn not_held(mut sheet: AssessmentSpec) -> AssessmentSpec {
    sheet.survey = Some(SurveySpec::NotHeld);
    sheet
}

/// Holds D1 against every node: the law itself, and that each number is the sum over children.
fn holds(fw: &Framework, card: &Scorecard) {
    for node in fw.nodes() {
        four(card, node.code().as_str());
    }
    four(card, "total");
    let five = |code: &str| {
        let node = card.node(code).unwrap();
        [node.max(), node.possible(), node.obtained(), node.lost(), node.open()]
    };
    let sum = |codes: Vec<&str>| {
        let mut sums = [Points::ZERO; 5];
        for code in codes {
            for (sum, number) in sums.iter_mut().zip(five(code)) {
                *sum = sum.checked_add(number).unwrap();
            }
        }
        sums
    };
    for parent in fw.nodes().iter().filter(|node| node.leaf().is_none()) {
        let children = fw.nodes().iter().filter(|node| {
            node.depth() == parent.depth() + 1 && node.code().is_under(parent.code())
        });
        let children = children.map(|node| node.code().as_str()).collect();
        assert_eq!(five(parent.code().as_str()), sum(children), "{}", parent.code());
    }
    let mut top: Vec<&str> = fw.fields().map(|node| node.code().as_str()).collect();
    top.extend(["bonus", "deduction"]);
    assert_eq!(five("total"), sum(top));
}

#[test]
fn d1_a_scored_leaf() {
    let fw = ruler().build();
    let sheet = sheet("u").appraised("1.1", "3").appraised("1.2", "4").appraised("2.1", "0");
    let card = card(&fw, &sheet, Basis::Final);
    holds(&fw, &card);
    assert_eq!(four(&card, "1.1"), ["6", "3", "3", "0"]);
    assert_eq!(four(&card, "1.2"), ["4", "4", "0", "0"]);
    assert_eq!(four(&card, "2.1"), ["10", "0", "10", "0"]);
    assert_eq!(four(&card, "1"), ["10", "7", "3", "0"]);
    assert_eq!(four(&card, "total"), ["20", "7", "13", "0"]);
}

#[test]
fn d1_a_leaf_that_does_not_apply_by_policy() {
    let wanted = [["0", "0", "0", "0"], ["4", "4", "0", "0"], ["4", "0", "4", "0"]];
    for (policy, wanted) in NOT_APPLICABLE.into_iter().zip(wanted) {
        let fw = ruler().policies(|policies| policies.not_applicable = Some(policy)).build();
        let sheet = sheet("u").appraised("1.1", "3").not_applicable("1.2").appraised("2.1", "8");
        let card = card(&fw, &sheet, Basis::Final);
        holds(&fw, &card);
        assert_eq!(four(&card, "1.2"), wanted, "{policy:?}");
        assert_eq!(card.node("1.2").unwrap().max(), points("4"), "the ruler stays");
    }
}

#[test]
fn d1_a_missing_leaf_by_policy() {
    let base = || Ruler::new(vec![leaf("1", "6"), leaf("2", "4"), surveyed("S", "10")]);
    // Leaf 1 is missing, 2 waits for the appraisal, the survey leaf has no value.
    let sheet = sheet("u").self_scored("2", "4");
    let incomplete = base().build();
    let unit = card(&incomplete, &sheet, Basis::Final);
    holds(&incomplete, &unit);
    assert_eq!(four(&unit, "1"), ["6", "0", "0", "6"]);
    assert_eq!(four(&unit, "2"), ["4", "0", "0", "4"]);
    assert_eq!(four(&unit, "S"), ["10", "0", "0", "10"]);

    let zero = base().policies(|policies| policies.missing = Some(MissingPolicy::Zero)).build();
    let unit = card(&zero, &sheet, Basis::Final);
    holds(&zero, &unit);
    assert_eq!(four(&unit, "1"), ["6", "0", "6", "0"], "counts as lost");
    assert_eq!(four(&unit, "2"), ["4", "0", "0", "4"], "not appraised stays open");
    assert_eq!(four(&unit, "S"), ["10", "0", "0", "10"], "a survey leaf stays open");
    let own = card(&zero, &sheet, Basis::SelfAssessed);
    assert_eq!(four(&own, "total"), ["10", "4", "6", "0"]);
}

#[test]
fn d1_a_leaf_left_out_has_only_its_ruler() {
    let fw = Ruler::new(vec![leaf("A", "70"), field("B", vec![surveyed("B1", "30")])]).build();
    let sheet = sheet("u").appraised("A", "63").survey("B1", "24");
    let card = card(&fw, &sheet, Basis::Appraised);
    assert_eq!(four(&card, "B1"), ["0", "0", "0", "0"]);
    assert_eq!(card.node("B1").unwrap().max(), points("30"));
    assert_eq!(card.node("B").unwrap().max(), points("30"));
    assert_eq!(card.node("B").unwrap().state().as_str(), "left_out");
    assert_eq!(card.total().max(), points("100"));
}

#[test]
fn d2_not_applicable_gives_three_indices() {
    for (policy, ratio, printed) in [
        (NotApplicablePolicy::Rescale, "11/16", "68.75"),
        (NotApplicablePolicy::AwardMax, "15/20", "75.00"),
        (NotApplicablePolicy::Zero, "11/20", "55.00"),
    ] {
        let fw = ruler().policies(|policies| policies.not_applicable = Some(policy)).build();
        let sheet = sheet("u").appraised("1.1", "3").not_applicable("1.2").appraised("2.1", "8");
        let card = card(&fw, &sheet, Basis::Final);
        assert_eq!(card.total().ratio().unwrap().to_string(), ratio, "{policy:?}");
        assert_eq!(percent(&card.total()), printed, "{policy:?}");
    }
}

#[test]
fn d2_nothing_is_scaled_up_inside_a_field() {
    let fw = ruler().build();
    let sheet = sheet("u").appraised("1.1", "3").not_applicable("1.2").appraised("2.1", "8");
    let card = card(&fw, &sheet, Basis::Final);
    assert_eq!(card.node("1").unwrap().ratio().unwrap().to_string(), "3/6");
    assert_eq!(card.node("1").unwrap().max(), points("10"));
    assert_ne!(percent(&card.total()), "65.00");
}

#[test]
fn d3_a_year_without_survey_rescales() {
    let fw = Ruler::new(vec![leaf("A", "70"), surveyed("S", "30")]).build();
    let card = card(&fw, &not_held(sheet("u").appraised("A", "63")), Basis::Final);
    assert_eq!(card.total().ratio().unwrap().to_string(), "63/70");
    assert_eq!(percent(&card.total()), "90.00");
    assert_eq!(card.node("S").unwrap().state().as_str(), "left_out");
    assert_eq!(four(&card, "S"), ["0", "0", "0", "0"]);
    assert!(card.total().is_rescaled());
    assert_eq!(card.state().as_str(), "complete");
}

#[test]
fn d3_an_undeclared_empty_survey_is_missing() {
    let fw = Ruler::new(vec![leaf("A", "70"), surveyed("S", "30")]).build();
    let mut held = sheet("u").appraised("A", "63");
    for said in [None, Some(SurveySpec::Held)] {
        held.survey = said;
        let card = card(&fw, &held, Basis::Final);
        assert_eq!(card.node("S").unwrap().state().as_str(), "missing");
        assert_eq!(four(&card, "total"), ["100", "63", "7", "30"]);
        assert_eq!(card.total().ratio(), None);
    }
}

#[test]
fn d3_a_ruler_may_refuse_a_year_without_survey() {
    let ruler = Ruler::new(vec![leaf("A", "70"), surveyed("S", "30")]);
    let fw = ruler.policies(|policies| policies.no_survey = Some(NoSurveyPolicy::Refuse)).build();
    let sheet = sheet("u").appraised("A", "63");
    assert_eq!(found(&fw, &not_held(sheet.clone())), ["survey_refused"]);
    let (assessment, _) = not_held(sheet.clone()).check(&fw);
    let card_refused = score(&fw, &assessment, Basis::Final);
    assert_eq!(card_refused.state().as_str(), "in_error");
    assert_eq!(card_refused.total().ratio(), None);
    // Not declared, nothing is refused: the leaf is open.
    assert_eq!(found(&fw, &sheet), [""; 0]);
    assert_eq!(card(&fw, &sheet, Basis::Final).state().as_str(), "open");
    // The option does what the declaration does.
    let (without, findings) = sheet.check(&fw).0.without_survey();
    assert_eq!(codes(&findings), ["survey_refused"]);
    assert!(without.is_in_error());
}

#[test]
fn d4_the_index_is_the_ratio_of_the_whole_or_two_bounds() {
    let fw = Ruler::new(vec![leaf("1", "95"), leaf("2", "5")]).build();
    let unit = card(&fw, &sheet("u").appraised("1", "80"), Basis::Final);
    assert_eq!(four(&unit, "total"), ["100", "80", "15", "5"]);
    assert_eq!(unit.total().ratio(), None);
    let (low, high) = unit.total().bounds().unwrap();
    assert_eq!([low.to_string(), high.to_string()], ["80/100", "85/100"]);
    // A node where nothing is open has its ratio all the same.
    assert_eq!(unit.node("1").unwrap().ratio().unwrap().to_string(), "80/95");
    let closed = card(&fw, &sheet("u").appraised("1", "80").appraised("2", "0"), Basis::Final);
    assert_eq!(closed.total().ratio().unwrap().to_string(), "80/100");
    let (low, high) = closed.total().bounds().unwrap();
    assert_eq!(low, high);
}

#[test]
fn d5_a_silent_unit_is_not_reported_under_every_policy() {
    for missing in [MissingPolicy::Incomplete, MissingPolicy::Zero] {
        for not_applicable in NOT_APPLICABLE {
            let fw = ruler()
                .policies(|policies| {
                    policies.missing = Some(missing);
                    policies.not_applicable = Some(not_applicable);
                })
                .build();
            for basis in [Basis::SelfAssessed, Basis::Appraised, Basis::Final] {
                let card = card(&fw, &sheet("u"), basis);
                holds(&fw, &card);
                assert_eq!(card.state().as_str(), "not_reported");
                assert_eq!(card.node("1.1").unwrap().state().as_str(), "missing");
                assert_eq!(four(&card, "total"), ["20", "0", "0", "20"], "{missing:?}");
                assert_eq!(card.total().ratio(), None);
                assert_eq!(card.nodes().count(), fw.nodes().len() + 3, "its rows appear");
            }
        }
    }
}

#[test]
fn d5_one_value_makes_a_unit_report() {
    let fw = ruler().policies(|policies| policies.missing = Some(MissingPolicy::Zero)).build();
    let card = card(&fw, &sheet("u").appraised("1.1", "0"), Basis::Final);
    assert_eq!(card.state().as_str(), "complete");
    assert_eq!(four(&card, "total"), ["20", "0", "20", "0"]);
}

#[test]
fn d6_the_max_of_an_inner_node_is_the_sum_of_its_children() {
    let mut off = ruler();
    off.0.nodes[0].max = "10.05".into();
    off.0.total = "20.05".into();
    assert_eq!(off.refusal(), ["sum_of_children"]);
    let mut off = ruler();
    off.0.total = "20.000000001".into();
    assert_eq!(off.refusal(), ["sum_of_children"]);
}

#[test]
fn d6_what_a_paper_prints_otherwise_is_a_note() {
    let mut ruler = Ruler::new(vec![field("1", vec![leaf("1.1", "6.5"), leaf("1.2", "4")])]);
    ruler.0.nodes[0].declared = Some("10.05".into());
    let fw = ruler.build();
    let node = fw.node("1").unwrap();
    assert_eq!((node.max(), node.declared()), (points("10.5"), Some(points("10.05"))));
    let mut notes = fw.findings().iter().filter(|f| f.code().as_str() == "declared_differs");
    assert_eq!(notes.next().unwrap().severity(), par_index::finding::Severity::Note);
    assert!(notes.next().is_none() && fw.findings().iter().all(|f| !f.is_error()));
    assert_eq!(fw.total(), points("10.5"));
}
