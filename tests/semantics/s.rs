//! S: letters. The rules at length are in tests/directive.

use par_index::{
    Basis, Directive, Efforts, FindingCode, ObligationState, PaperAsked, PaperKind, Progress,
    directive, framework, ledger, paper, read, sample, score_all, status,
};

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
        paper(&letter(), &all, &asked, &Progress::default(), &Efforts::default())
    };
    for kind in [PaperKind::Repair, PaperKind::Monitoring] {
        assert_eq!(drawn(kind).loss.total(), book.total().total().into());
    }
    for group in drawn(PaperKind::Raise).groups {
        assert_eq!(group.loss.total(), book.node(&group.key).unwrap().total().into());
    }
}
