//! G. The gap ledger: lost, by cause.

use std::collections::BTreeMap;

use par_index::analysis::{By, Cause, Loss, cut_findings, cuts, ledger, lost_by};
use par_index::framework::{MissingPolicy, NotApplicablePolicy};
use par_index::spec::AssessmentSpec;
use par_index::{Basis, Framework, Points, Scorecard};

use crate::common::{
    Fill, Ruler, card, cohort, field, leaf, led, points, proven, ruled, sheet, stage, surveyed,
};

fn one() -> Framework {
    Ruler::new(vec![leaf("1", "2")]).build()
}

fn asking() -> Framework {
    Ruler::new(vec![proven(leaf("1", "2"))]).build()
}

/// The causes of a node that are not zero, once Σ causes = lost has been held at every node.
fn causes(card: &Scorecard, code: &str) -> Vec<(&'static str, String)> {
    let book = ledger(card);
    for node in card.nodes() {
        let loss = book.node(node.code().as_str()).unwrap();
        assert_eq!(loss.total(), node.lost(), "Σ causes at {}", node.code());
        let sum = Points::checked_sum(Cause::ALL.iter().map(|cause| loss.of(*cause)));
        assert_eq!(sum, Some(loss.total()));
    }
    named(&book.node(code).unwrap())
}

fn named(loss: &Loss) -> Vec<(&'static str, String)> {
    let all = Cause::ALL.iter().map(|cause| (cause.as_str(), loss.of(*cause)));
    all.filter(|(_, x)| *x != Points::ZERO).map(|(name, x)| (name, x.to_string())).collect()
}

fn list(wanted: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    wanted.iter().map(|(name, points)| (*name, (*points).to_owned())).collect()
}

/// A unit that claimed and stated its evidence.
fn claimed(points: &str, evidence: &str) -> AssessmentSpec {
    let own = format!(r#"{{"points": "{points}", "evidence": {evidence}}}"#);
    sheet("u").with("1", |entry| entry.self_score = stage(&own))
}

#[test]
fn g1_not_met_and_two_cuts() {
    let sheet = sheet("u").self_scored("1", "2").appraised("1", "1").again("1", "1.5");
    let card = card(&one(), &sheet, Basis::Final);
    assert_eq!(causes(&card, "1"), list(&[("cut_1", "1"), ("cut_2", "-0.5")]));
    assert_eq!(card.total().lost(), points("0.5"));
    assert_eq!(causes(&card, "total"), causes(&card, "1"));
}

#[test]
fn g1_an_empty_stage_is_skipped() {
    let fw = one();
    // Straight to the second round: the cut bears the number of the later stage (M6).
    let late = sheet("u").self_scored("1", "2").again("1", "1.5");
    assert_eq!(causes(&card(&fw, &late, Basis::Final), "1"), list(&[("cut_2", "0.5")]));
    let only = sheet("u").again("1", "1.5");
    assert_eq!(causes(&card(&fw, &only, Basis::Final), "1"), list(&[("not_met", "0.5")]));
    let full = sheet("u").self_scored("1", "2").appraised("1", "2");
    assert_eq!(causes(&card(&fw, &full, Basis::Final), "1"), list(&[]));
}

#[test]
fn g2_appraised_above_self_is_a_negative_cut() {
    let sheet = sheet("u").self_scored("1", "1").appraised("1", "1.5");
    let card = card(&one(), &sheet, Basis::Final);
    assert_eq!(causes(&card, "1"), list(&[("not_met", "1"), ("cut_1", "-0.5")]));
}

#[test]
fn g2_without_a_self_score_the_first_score_decides() {
    let fw = one();
    let bare = sheet("u").appraised("1", "1.2");
    assert_eq!(causes(&card(&fw, &bare, Basis::Final), "1"), list(&[("not_met", "0.8")]));
    let na = r#"{"not_applicable": "no case arose"}"#;
    let claimed_na = bare.with("1", |entry| entry.self_score = stage(na));
    assert_eq!(causes(&card(&fw, &claimed_na, Basis::Final), "1"), list(&[("not_met", "0.8")]));
    let both = claimed_na.again("1", "1.5");
    let wanted = list(&[("not_met", "0.8"), ("cut_2", "-0.3")]);
    assert_eq!(causes(&card(&fw, &both, Basis::Final), "1"), wanted);
}

#[test]
fn g3_missing_evidence_replaces_both_cuts() {
    let fw = asking();
    let once = claimed("2", "[]").appraised("1", "0.5");
    let wanted = list(&[("missing_evidence", "1.5")]);
    assert_eq!(causes(&card(&fw, &once, Basis::Final), "1"), wanted);
    let twice = once.again("1", "1");
    let wanted = list(&[("missing_evidence", "1")]);
    assert_eq!(causes(&card(&fw, &twice, Basis::Final), "1"), wanted);
    let part = claimed("1.5", "[]").appraised("1", "0.5");
    let wanted = list(&[("not_met", "0.5"), ("missing_evidence", "1")]);
    assert_eq!(causes(&card(&fw, &part, Basis::Final), "1"), wanted);
}

#[test]
fn g3_only_where_the_ruler_asks_and_the_entry_states_none() {
    let cut = list(&[("cut_1", "1.5")]);
    let unasked = claimed("2", "[]").appraised("1", "0.5");
    assert_eq!(causes(&card(&one(), &unasked, Basis::Final), "1"), cut, "not asked for");
    let given = claimed("2", r#"["12/KH-UBND"]"#).appraised("1", "0.5");
    assert_eq!(causes(&card(&asking(), &given, Basis::Final), "1"), cut, "stated");
    let unknown = sheet("u").self_scored("1", "2").appraised("1", "0.5");
    assert_eq!(causes(&card(&asking(), &unknown, Basis::Final), "1"), cut, "an absent key");
    // Nothing beyond what counts: the cuts stay, those given back too.
    let more = claimed("1", "[]").appraised("1", "1.5");
    let wanted = list(&[("not_met", "1"), ("cut_1", "-0.5")]);
    assert_eq!(causes(&card(&asking(), &more, Basis::Final), "1"), wanted);
    let restored = claimed("2", "[]").appraised("1", "1").again("1", "2");
    let wanted = list(&[("cut_1", "1"), ("cut_2", "-1")]);
    assert_eq!(causes(&card(&asking(), &restored, Basis::Final), "1"), wanted);
}

#[test]
fn g4_survey_missing_and_not_applicable_have_causes_of_their_own() {
    let ruler = Ruler::new(vec![leaf("1", "2"), leaf("2", "3"), surveyed("S", "5")]);
    let fw = ruler
        .policies(|policies| {
            policies.missing = Some(MissingPolicy::Zero);
            policies.not_applicable = Some(NotApplicablePolicy::Zero);
        })
        .build();
    let card = card(&fw, &sheet("u").not_applicable("2").survey("S", "3.5"), Basis::Final);
    assert_eq!(causes(&card, "S"), list(&[("survey", "1.5")]));
    assert_eq!(causes(&card, "1"), list(&[("missing_report", "2")]));
    assert_eq!(causes(&card, "2"), list(&[("not_applicable", "3")]));
    let wanted = list(&[("survey", "1.5"), ("missing_report", "2"), ("not_applicable", "3")]);
    assert_eq!(causes(&card, "total"), wanted);
}

#[test]
fn g4_a_survey_leaf_that_does_not_apply_under_zero() {
    let ruler = Ruler::new(vec![leaf("1", "2"), surveyed("S", "5")]);
    let zero = Some(NotApplicablePolicy::Zero);
    let fw = ruler.policies(|policies| policies.not_applicable = zero).build();
    let na = r#"{"not_applicable": "nobody to ask"}"#;
    let sheet = sheet("u").appraised("1", "2").with("S", |entry| entry.survey = stage(na));
    let card = card(&fw, &sheet, Basis::Final);
    assert_eq!(causes(&card, "S"), list(&[("not_applicable", "5")]));
}

#[test]
fn g4_open_leaves_have_lost_nothing_yet() {
    let fw = Ruler::new(vec![leaf("1", "2"), leaf("2", "3"), surveyed("S", "5")]).build();
    let card = card(&fw, &sheet("u").self_scored("1", "1"), Basis::Final);
    assert_eq!(causes(&card, "total"), list(&[]));
}

#[test]
fn g4_the_whole_has_deduction_and_bonus() {
    let fw = Ruler::new(vec![leaf("1", "100")]).caps("5", "5").build();
    let sheet = sheet("u").appraised("1", "92").extras("3", "1");
    let card = card(&fw, &sheet, Basis::Final);
    let wanted = list(&[("not_met", "8"), ("deduction", "1"), ("bonus", "-3")]);
    assert_eq!(causes(&card, "total"), wanted);
    assert_eq!(causes(&card, "bonus"), list(&[("bonus", "-3")]));
    assert_eq!(causes(&card, "deduction"), list(&[("deduction", "1")]));
    assert_eq!(card.total().lost(), points("6"));
}

/// Points lost by list of leads; `""` where there is none.
fn by_lead(fw: &Framework, card: &Scorecard) -> BTreeMap<String, Points> {
    let book = ledger(card);
    let mut rows: BTreeMap<String, Points> = BTreeMap::new();
    for node in fw.leaves() {
        let sum = rows.entry(node.lead_key()).or_default();
        *sum = sum.checked_add(book.node(node.code().as_str()).unwrap().total()).unwrap();
    }
    rows
}

#[test]
fn g5_one_row_per_distinct_list_of_leads() {
    let fw = Ruler::new(vec![led(
        &["a"],
        field(
            "1",
            vec![
                leaf("1.1", "3"),
                led(&["a", "b"], leaf("1.2", "3")),
                led(&[], leaf("1.3", "3")),
                // The same two in another order are the same list (M6).
                led(&["b", "a"], leaf("1.4", "3")),
            ],
        ),
    )])
    .agencies(&["a", "b"])
    .build();
    let sheet = sheet("u")
        .appraised("1.1", "1")
        .appraised("1.2", "2.4")
        .appraised("1.3", "2.5")
        .appraised("1.4", "2.6");
    let card = card(&fw, &sheet, Basis::Final);
    let rows = by_lead(&fw, &card);
    let shown: Vec<(&str, String)> =
        rows.iter().map(|(key, lost)| (key.as_str(), lost.to_string())).collect();
    let wanted = [("", "0.5"), ("a", "2"), ("a+b", "1")];
    assert_eq!(shown, wanted.map(|(key, lost)| (key, lost.to_owned())));
    assert_eq!(Points::checked_sum(rows.into_values()), Some(points("3.5")));
    assert_eq!(card.total().lost(), points("3.5"));
}

#[test]
fn g5_losses_by_agency_are_one_row_per_list_with_bonus_under_none() {
    let fw = Ruler::new(vec![led(
        &["a"],
        field(
            "1",
            vec![leaf("1.1", "3"), led(&["a", "b"], leaf("1.2", "3")), led(&[], leaf("1.3", "3"))],
        ),
    )])
    .agencies(&["a", "b"])
    .caps("2", "2")
    .build();
    let mut one = sheet("u").appraised("1.1", "1").appraised("1.2", "2").appraised("1.3", "2.5");
    one.bonus = Some("1".into());
    one.deduction = Some("0.25".into());
    let all = cohort(&fw, &[one]);
    let shown: Vec<(String, String)> = lost_by(&all, Some("u"), By::Lead)
        .unwrap()
        .iter()
        .map(|row| (row.key.clone(), row.loss.total().to_string()))
        .collect();
    // A 2, A+B 1; none 0.5 − 1 + 0.25, since bonus and deduction belong to nobody (M6).
    let wanted = [("a", "2"), ("a+b", "1"), ("none", "-0.25"), ("total", "2.75")];
    assert_eq!(shown, wanted.map(|(key, lost)| (key.to_owned(), lost.to_owned())));
}

#[test]
fn g6_over_and_under_claims_stand_apart() {
    let fw = Ruler::new(vec![leaf("1", "3"), leaf("2", "3"), leaf("3", "3")]).build();
    let both = |own: &str, appraised: &str| {
        (
            stage(&format!(r#"{{"points": "{own}"}}"#)),
            stage(&format!(r#"{{"points": "{appraised}"}}"#)),
        )
    };
    let mut one = sheet("u");
    for (code, own, appraised) in [("1", "2.5", "1"), ("2", "1", "1.5")] {
        one = one.with(code, |entry| (entry.self_score, entry.appraised) = both(own, appraised));
    }
    // A claim that waits for its appraisal is no over-claim.
    one = one.with("3", |entry| entry.self_score = both("3", "0").0);
    let all = cohort(&fw, &[one]);
    let rows = cuts(&all, Some("u"), By::Node).unwrap();
    let total = rows.last().unwrap().claims;
    let shown =
        [total.claimed, total.recognised, total.over, total.under].map(|sum| sum.to_string());
    assert_eq!(shown, ["3.5", "2.5", "1.5", "-0.5"]);
    let codes: Vec<&str> =
        cut_findings(&all, None).unwrap().iter().map(|finding| finding.code().as_str()).collect();
    assert_eq!(codes, ["cut_unexplained", "appraised_above_self"]);
}

#[test]
fn m7_pooled_losses_leave_out_the_silent() {
    let fw = Ruler::new(vec![leaf("1", "2")]).policies(|policies| {
        policies.missing = Some(MissingPolicy::Zero);
    });
    let all = cohort(&fw.build(), &[sheet("u").appraised("1", "0.5"), sheet("v")]);
    let rows = lost_by(&all, None, By::Unit).unwrap();
    let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!((keys, rows[1].loss.not_met.to_string()), (vec!["u", "total"], "1.5".to_owned()));
}

#[test]
fn g5_an_absent_lead_inherits_and_a_list_replaces() {
    let fw = Ruler::new(vec![led(
        &["a"],
        field(
            "1",
            vec![
                field("1.1", vec![leaf("1.1.1", "1")]),
                led(&["b"], field("1.2", vec![leaf("1.2.1", "1"), led(&[], leaf("1.2.2", "1"))])),
            ],
        ),
    )])
    .agencies(&["a", "b"])
    .build();
    let key = |code: &str| fw.node(code).unwrap().lead_key();
    assert_eq!(
        ["1", "1.1", "1.1.1", "1.2", "1.2.1", "1.2.2"].map(key),
        ["a", "a", "a", "b", "b", ""]
    );
}

#[test]
fn m6_lists_of_leads_are_written_in_the_order_of_the_agencies() {
    let tree = vec![led(&["a", "z"], leaf("1", "1")), led(&["z", "a"], leaf("2", "1"))];
    let fw = Ruler::new(tree).agencies(&["z", "a"]).build();
    let key = |code: &str| fw.node(code).unwrap().lead_key();
    assert_eq!(["1", "2"].map(key), ["z+a", "z+a"]);
}

#[test]
fn m6_basis_self_has_only_not_met() {
    let sheet = claimed("1.5", "[]").appraised("1", "0.5").again("1", "1");
    let card = card(&asking(), &sheet, Basis::SelfAssessed);
    assert_eq!(causes(&card, "1"), list(&[("not_met", "0.5")]));
}

#[test]
fn m6_a_round_that_says_not_applicable_is_skipped() {
    let fw = one();
    let na = r#"{"not_applicable": "no case arose"}"#;
    let sheet = sheet("u").self_scored("1", "2").with("1", |entry| entry.appraised = stage(na));
    let card = card(&fw, &sheet.again("1", "1.5"), Basis::Final);
    assert_eq!(causes(&card, "1"), list(&[("cut_2", "0.5")]));
}

#[test]
fn m6_facts_cut_like_points() {
    let rule = r#"{"kind": "share", "full_at": {"at_least": "100"}}"#;
    let fw = Ruler::new(vec![ruled("1", "2", rule)]).build();
    let own = r#"{"facts": {"done": "9", "of": "10"}}"#;
    let sheet = sheet("u").with("1", |entry| entry.self_score = stage(own)).share("1", "7", "10");
    let card = card(&fw, &sheet, Basis::Final);
    assert_eq!(causes(&card, "1"), list(&[("not_met", "0.2"), ("cut_1", "0.4")]));
}
