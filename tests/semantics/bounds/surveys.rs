//! What a survey keeps of very many units, groups and slips, and what it says of the rest.

use std::collections::BTreeMap;

use crate::common::{Ruler, ruled};
use par_index::assessment::{
    AskedRow, BallotHead, QuestionRow, Questionnaire, SurveyCounts, Tally,
};
use par_index::finding::Place;
use par_index::framework::Scorer;
use par_index::spec::NodeSpec;
use par_index::{Finding, Lang};

const OPTIONS: &str =
    r#""options": [{"id": "A", "weight": "100"}, {"id": "D", "weight": "0"}, {"id": "K"}]"#;

fn questions(leaves: usize) -> Questionnaire {
    let codes: Vec<String> = (1..=leaves).map(|n| n.to_string()).collect();
    let rule = format!(r#"{{"kind": "survey", {OPTIONS}}}"#);
    let leaf = |code: &String| NodeSpec { scorer: Some(Scorer::Survey), ..ruled(code, "1", &rule) };
    let fw = Ruler::new(codes.iter().map(leaf).collect()).build();
    let row = |code: &String| QuestionRow {
        question: format!("Q{code}"),
        code: code.clone(),
        ..QuestionRow::default()
    };
    let rows: Vec<QuestionRow> = codes.iter().map(row).collect();
    Questionnaire::new(&fw, &rows, &|_, _| Place::default()).0
}

/// Adds a ballot of a unit, a group and a channel.
fn add(tally: &mut Tally, (unit, group, channel): (&str, &str, &str), answers: &[&str]) {
    let head = BallotHead { unit, group, channel, ..BallotHead::default() };
    tally.ballot(&head, answers, &|_| Place::default());
}

/// How often each kind of finding is told.
fn kinds(counted: &SurveyCounts) -> BTreeMap<&str, usize> {
    let mut kinds = BTreeMap::new();
    for finding in counted.findings() {
        *kinds.entry(finding.code().as_str()).or_default() += 1;
    }
    kinds
}

/// What is said of findings that are not listed, by kind.
fn cut(counted: &SurveyCounts) -> Vec<(String, bool)> {
    let found = counted.findings().iter().filter(|one| one.code().as_str() == "findings_cut");
    let said = |one: &Finding| {
        let message = one.message(Lang::En);
        let count = message.rsplit(' ').next().unwrap().to_owned();
        (format!("{} {count}", one.found_text().unwrap()), one.is_error())
    };
    found.map(said).collect()
}

/// What is found when all is counted is cut like what was found before.
#[test]
fn a_hundred_findings_of_one_kind_are_told_whenever_they_are_found() {
    let few = |units: usize| {
        let mut tally = Tally::new(&questions(1)).at_least(30);
        // From the last to the first: told are the first by id.
        for unit in (0..units).rev() {
            add(&mut tally, (&format!("xa-{unit:03}"), "", ""), &["A"]);
        }
        tally.finish()
    };
    assert_eq!(kinds(&few(100)), BTreeMap::from([("few_answers", 100)]));
    assert_eq!(cut(&few(100)), []);
    for units in [101, 500] {
        let counted = few(units);
        assert_eq!(kinds(&counted), BTreeMap::from([("few_answers", 100), ("findings_cut", 1)]));
        assert_eq!(cut(&counted), [(format!("few_answers {}", units - 100), false)]);
        let last = counted.findings().iter().rfind(|one| one.code().as_str() == "few_answers");
        assert_eq!(last.unwrap().place().unit.as_deref(), Some("xa-099"));
    }
    // Ballots that say nothing: twenty leaves of each unit, and the ballots are more than were asked.
    let mut tally = Tally::new(&questions(20));
    for unit in 0..1_000 {
        let unit = format!("xa-{unit}");
        add(&mut tally, (&unit, "", ""), &[]);
        let row = AskedRow { unit: &unit, asked: 0, population: Some(0), ..AskedRow::default() };
        tally.asked(&row, &|_| Place::default());
    }
    let counted = tally.finish();
    let wanted = [
        ("findings_cut", 3),
        ("more_than_asked", 100),
        ("no_valid_answer", 100),
        ("population_too_small", 100),
    ];
    assert_eq!(kinds(&counted), BTreeMap::from(wanted));
    let mut cut = cut(&counted);
    cut.sort_unstable();
    let wanted = ["more_than_asked 900", "no_valid_answer 19900", "population_too_small 900"];
    assert_eq!(cut, wanted.map(|one| (one.to_owned(), false)));
}

/// V5: where neither rules nor questions name groups, ballots may name a hundred.
#[test]
fn v5_ballots_may_name_a_hundred_groups() {
    let of = |groups: usize| {
        let mut tally = Tally::new(&questions(1));
        for group in 0..groups {
            add(&mut tally, ("a", &format!("nhóm {group}"), ""), &["A"]);
        }
        // A group that is known already is none more.
        add(&mut tally, ("a", "NHÓM 0", ""), &["A"]);
        tally.finish()
    };
    for (groups, passes) in [(1, true), (100, true), (101, false)] {
        let counted = of(groups);
        let unit = &counted.units()[0];
        assert_eq!(unit.groups.len(), groups.min(100));
        assert_eq!(unit.ballots, groups.min(100) as u64 + 1);
        assert_eq!(unit.in_error, !passes, "{groups}");
        let wanted = (!passes).then_some(("unknown_group", 1));
        assert_eq!(kinds(&counted), wanted.into_iter().collect());
    }
}

/// V5: ballots that name no group among others that do are told, of each unit and channel.
#[test]
fn v5_ballots_without_a_group_among_others_are_told() {
    let of = |ballots: &[(&str, &str, &str)], asked: &[&str]| {
        let mut tally = Tally::new(&questions(1));
        for ballot in ballots {
            add(&mut tally, *ballot, &["A"]);
        }
        for group in asked {
            let row = AskedRow { unit: "a", group, asked: 9, ..AskedRow::default() };
            tally.asked(&row, &|_| Place::default());
        }
        let counted = tally.finish();
        assert!(!counted.has_errors() && counted.units()[0].leaves[0].points.is_some());
        let told = counted.findings().iter().filter(|one| one.code().as_str() == "group_unnamed");
        let said = |one: &Finding| {
            format!("{} {}", one.place().unit.as_deref().unwrap(), one.found_text().unwrap())
        };
        told.map(said).collect::<Vec<String>>()
    };
    let bare = ("a", "", "");
    assert_eq!(of(&[bare, bare, ("a", "g", "")], &[]), ["a 2"]);
    // In another unit or channel, as a channel is missed.
    assert_eq!(of(&[bare, bare, ("b", "g", ""), ("b", "", "")], &[]), ["a 2", "b 1"]);
    assert_eq!(of(&[("a", "", "k"), ("a", "", "k"), ("a", "g", "l")], &[]), ["a 2"]);
    // Those asked name groups.
    assert_eq!(of(&[bare], &["g"]), ["a 1"]);
    // Nobody names one, or everybody; a row of those asked without one is of all.
    assert_eq!(of(&[bare, bare], &[""]), Vec::<String>::new());
    assert_eq!(of(&[("a", "g", ""), ("a", "h", "")], &["", "g"]), Vec::<String>::new());
}
