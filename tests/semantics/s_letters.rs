//! S: letters. The rules at length are in tests/directive.

use par_index::analysis::ledger;
use par_index::directive::{
    Directive, ObligationState, PaperAsked, PaperKind, Progress, directive, paper, status,
};
use par_index::finding::FindingCode;
use par_index::{Basis, Efforts, framework, read, sample, score_all};

fn letter() -> Directive {
    directive("hon-quan-2023").unwrap()
}

/// What is said of a paragraph.
fn said(paragraph: &str) -> Vec<FindingCode> {
    let slips = letter().slips(15);
    let own = slips.iter().filter(|slip| slip.place().node.as_deref() == Some(paragraph));
    own.map(par_index::Finding::code).collect()
}

#[test]
fn s1_of_several_things_wrong_with_a_day_the_one_that_says_most_is_told() {
    assert_eq!(said("1.2b"), [FindingCode::DueBeforePlan]);
    assert_eq!(said("2.9"), [FindingCode::DueBeforeLetter]);
    assert_eq!(said("2.1c"), [FindingCode::TooLittleTime]);
    let days = letter().issued().days_until(letter().obligation("2.1c").unwrap().due().unwrap());
    assert_eq!(days, 12);
}

#[test]
fn s2_s3_one_field_under_two_agencies_with_two_goals() {
    assert_eq!(said("2.5a"), [FindingCode::SeveralLeads, FindingCode::ConflictingGoals]);
    // A component inside another's field: an override, no slip.
    assert_eq!(said("2.6c"), []);
}

#[test]
fn s4_the_front_is_asked_to_co_operate_with_the_front() {
    assert_eq!(said("2.11b"), [FindingCode::OwnCooperator]);
    assert_eq!(said("2.11a"), [FindingCode::NotAddressed]);
}

#[test]
fn s5_four_of_twenty_five_are_four_short_of_thirty_percent() {
    let reports = r#"[{"obligation": "2.2c", "on": "2023-09-30", "done": "4", "of": "25"}]"#;
    let (progress, findings) = Progress::from_json(&letter(), reports);
    assert_eq!(findings, []);
    let all = status(&letter(), &progress, "2023-10-01".parse().unwrap(), 15);
    let one = all.iter().find(|one| one.paragraph.as_str() == "2.2c").unwrap();
    assert_eq!(one.state, ObligationState::InProgress);
    assert_eq!(one.more.unwrap().to_string(), "4");
    // Due 30/5 in a letter of 8/6: nobody is late.
    let one = all.iter().find(|one| one.paragraph.as_str() == "2.9").unwrap();
    assert_eq!((one.state, one.days), (ObligationState::Unmeasurable, None));
}

#[test]
fn s6_the_papers_close_with_the_ledger() {
    let fw = framework("hon-quan-2023").unwrap();
    let all =
        score_all(&fw, &read(&fw, sample("communes-2023").unwrap()).assessments, Basis::Final);
    let book = ledger(all.card("sample-commune-01").unwrap());
    let drawn = |kind| {
        let asked = PaperAsked::new(kind, Some("sample-commune-01"));
        paper(&letter(), &all, &asked, &Progress::default(), &Efforts::default()).unwrap()
    };
    for kind in [PaperKind::Repair, PaperKind::Monitoring] {
        assert_eq!(drawn(kind).loss.total(), book.total().total().into());
    }
    for group in drawn(PaperKind::Raise).groups {
        assert_eq!(group.loss.total(), book.node(&group.key).unwrap().total().into());
    }
}

#[test]
fn s7_a_weak_criterion_is_left_out_unless_it_or_a_node_above_it_is_named() {
    let fw = framework("hon-quan-2023").unwrap();
    let all =
        score_all(&fw, &read(&fw, sample("communes-2023").unwrap()).assessments, Basis::Final);
    let weak = par_index::analysis::weak_pooled(&all, par_index::Order::PointsLost);
    // Nothing names field 7, ¶2.5b, 2.5c and 1.4 name 7.4 and 7.5.
    let text = letter().to_json().replace(r#""3","7","8.1","1.6""#, r#""3","8.1","1.6""#);
    let text = text.replace(r#""nodes":["7"]"#, r#""nodes":["1.4"]"#);
    let text = text.replace(r#""nodes":["7","1.4"]"#, r#""nodes":["1.4"]"#);
    let partly = Directive::from_json(&text).unwrap();
    let left_out = |letter: &Directive, below: &str| -> Vec<String> {
        let rows = letter.untouched(&fw, &weak, below.parse().unwrap());
        rows.iter().map(|row| row.code.to_string()).collect()
    };
    assert_eq!(left_out(&partly, "70"), ["7.2", "7.3"]);
    assert!(left_out(&letter(), "100").is_empty());
    // Exactly at its ratio a criterion is not below it.
    let row = weak.iter().find(|row| row.code.as_str() == "7.2").unwrap();
    let exact = row.ratio.unwrap().percent_exact();
    let above: par_index::Percent = "63.1".parse().unwrap();
    assert!(exact < above && left_out(&partly, "63.1") == ["7.2"]);
    assert!(left_out(&partly, "63").is_empty());
}
