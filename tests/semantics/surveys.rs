//! Surveys: B9, B10, L3, M3 and the rules V, ballots to points, factors, targets.

use par_index::spec::NodeSpec;
use par_index::{
    BallotHead, Confidence, Counted, Digits, FindingCode, Framework, FullAt, More, Percent, Place,
    QuestionRow, Questionnaire, Scorer, Tally, framework,
};

use super::common::{Ruler, field, points, ruled};

const SATISFIED: &str =
    r#""options": [{"id": "A", "weight": "100"}, {"id": "D", "weight": "0"}, {"id": "K"}]"#;
const FOUR: &str = r#""options": [{"id": "A", "weight": "100"}, {"id": "B", "weight": "60"},
    {"id": "C", "weight": "20"}, {"id": "D", "weight": "0"}]"#;

fn asked(code: &str, max: &str, options: &str) -> NodeSpec {
    let rule = format!(r#"{{"kind": "survey", {options}}}"#);
    NodeSpec { scorer: Some(Scorer::Survey), ..ruled(code, max, &rule) }
}

fn questions(fw: &Framework, rows: &[(&str, &str, i64)]) -> Questionnaire {
    let row = |(question, code, weight): &(&str, &str, i64)| QuestionRow {
        question: (*question).into(),
        code: (*code).into(),
        weight: Some((*weight).into()),
        ..QuestionRow::default()
    };
    let rows: Vec<QuestionRow> = rows.iter().map(row).collect();
    Questionnaire::new(fw, &rows, &|_, _| Place::default()).0
}

/// Answers by group: so many ballots that give these answers.
fn count(questions: &Questionnaire, ballots: &[(&str, usize, &[&str])]) -> Counted {
    let mut tally = Tally::new(questions);
    for (group, times, answers) in ballots {
        for _ in 0..*times {
            let head = BallotHead { unit: "u", group, ..BallotHead::default() };
            tally.ballot(&head, answers, &|_| Place::default());
        }
    }
    tally.finish()
}

fn award(counted: &Counted, code: &str) -> Option<String> {
    Some(counted.units()[0].leaf(code)?.points?.to_string())
}

#[test]
fn b9_ballots_give_what_their_counts_give() {
    let fw = Ruler::new(vec![asked("1", "2", FOUR)]).build();
    let counted = count(
        &questions(&fw, &[("Q", "1", 1)]),
        &[("", 2, &["A"]), ("", 1, &["B"]), ("", 1, &["D"])],
    );
    assert_eq!(award(&counted, "1").as_deref(), Some("1.3"));
}

#[test]
fn b9_groups_are_weighted_and_none_may_be_silent() {
    let groups = format!(
        r#"{FOUR}, "groups": [{{"id": "g1", "weight": "3"}}, {{"id": "g2", "weight": "1"}}]"#
    );
    let fw = Ruler::new(vec![asked("1", "2", &groups)]).build();
    let questions = questions(&fw, &[("Q", "1", 1)]);
    // (3 × 100 + 1 × 20) ÷ 4 = 80 %, though ten of eleven answers are of the second group.
    let counted = count(&questions, &[("g1", 1, &["A"]), ("g2", 10, &["C"])]);
    assert_eq!(award(&counted, "1").as_deref(), Some("1.6"));
    let silent = count(&questions, &[("g1", 1, &["A"])]);
    assert_eq!(award(&silent, "1"), None);
    let codes: Vec<FindingCode> = silent.findings().iter().map(par_index::Finding::code).collect();
    assert_eq!(codes, [FindingCode::NoValidAnswer]);
}

#[test]
fn m3_unknown_groups_and_options_are_errors() {
    let groups = format!(r#"{SATISFIED}, "groups": [{{"id": "g1", "weight": "1"}}]"#);
    let fw = Ruler::new(vec![asked("1", "2", &groups)]).build();
    let questions = questions(&fw, &[("Q", "1", 1)]);
    let code = |group: &'static str, answer: &'static str| {
        let counted = count(&questions, &[("g1", 1, &["A"]), (group, 1, &[answer])]);
        assert!(counted.units()[0].in_error && award(&counted, "1").is_none());
        counted.findings()[0].code()
    };
    assert_eq!(code("g2", "A"), FindingCode::UnknownGroup);
    assert_eq!(code("g1", "B"), FindingCode::UnknownOption);
    assert_eq!(code("", "A"), FindingCode::GroupMissing);
    // An option without weight is an answer, and no valid one.
    let counted = count(&questions, &[("g1", 3, &["K"])]);
    assert_eq!((award(&counted, "1"), counted.has_errors()), (None, false));
}

#[test]
fn l3_a_factor_adds_points_not_answers() {
    let fw = Ruler::new(vec![field(
        "1",
        vec![asked("1.1", "1", SATISFIED), asked("1.2", "1", SATISFIED)],
    )])
    .build();
    let questions = questions(&fw, &[("Q1", "1.1", 1), ("Q2", "1.2", 1)]);
    let counted = count(
        &questions,
        &[("", 90, &["A", ""]), ("", 10, &["D", ""]), ("", 10, &["", "A"]), ("", 40, &["", "D"])],
    );
    let ratio = counted.ratio(&counted.units()[0], "1").unwrap();
    assert_eq!(ratio.percent(Digits::TWO).to_string(), "55");
}

#[test]
fn l3_channels_are_never_averaged() {
    let fw = framework("sipas-district-2023").unwrap();
    let questions = questions(&fw, &[("Q", "1.1", 1)]);
    let mut tally = Tally::new(&questions).for_year(2023);
    for (channel, answer) in [("regular", "A"), ("regular", "A"), ("surprise", "E")] {
        let head = BallotHead { unit: "u", channel, ..BallotHead::default() };
        tally.ballot(&head, &[answer], &|_| Place::default());
    }
    let counted = tally.finish();
    let points = |channel| counted.of("u", Some(channel)).unwrap().leaves[0].points;
    assert_eq!(points("regular"), Some("5".parse().unwrap()));
    assert_eq!(points("surprise"), Some("0".parse().unwrap()));
    assert_eq!(counted.assessments().len(), 2);
}

/// `satisfied` of 200 held against a target.
fn target(satisfied: usize, threshold: FullAt) -> (bool, Option<u64>, Option<u64>) {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED)])
        .policies(|policies| policies.award.as_mut().unwrap().digits = 9)
        .build();
    let ballots: [(&str, usize, &[&str]); 2] =
        [("", satisfied, &["A"]), ("", 200 - satisfied, &["D"])];
    let counted = count(&questions(&fw, &[("Q", "1", 1)]), &ballots);
    let unit = &counted.units()[0];
    let ratio = counted.ratio(unit, "total").unwrap();
    let met = match threshold {
        FullAt::Above(percent) => ratio.cmp_percent(percent).is_gt(),
        FullAt::AtLeast(percent) => ratio.cmp_percent(percent).is_ge(),
        _ => panic!("{threshold:?}"),
    };
    let needed = |more| counted.needed(unit, "total", threshold, more);
    let view =
        par_index::view::target_rows(&counted, &[par_index::Target { channel: None, threshold }]);
    assert_eq!(view[0].met, Some(met));
    (met, needed(More::OfFixed), needed(More::OfGrows))
}

#[test]
fn b10_more_satisfied_answers_to_a_strict_and_to_a_plain_target() {
    let above = FullAt::Above(Percent::whole(95));
    assert_eq!(target(190, above), (false, Some(1), Some(1)));
    assert_eq!(target(191, above), (true, Some(0), Some(0)));
    assert_eq!(target(189, above), (false, Some(2), Some(21)));
    let least = FullAt::AtLeast(Percent::whole(95));
    assert_eq!(target(190, least), (true, Some(0), Some(0)));
    assert_eq!(target(189, least), (false, Some(1), Some(20)));
    // Everybody: reached by changing answers, never by adding some.
    assert_eq!(target(199, FullAt::AtLeast(Percent::whole(100))).1, Some(1));
    // Above 85 % for surprise visits: 170 of 200 is 85 % exactly.
    let surprise = FullAt::Above(Percent::whole(85));
    assert_eq!(target(170, surprise), (false, Some(1), Some(1)));
    assert!(target(171, surprise).0);
}

#[test]
fn b10_a_whole_needs_as_many_at_every_question() {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED), asked("2", "3", SATISFIED)])
        .policies(|policies| policies.award.as_mut().unwrap().digits = 9)
        .build();
    let questions = questions(&fw, &[("Q1", "1", 1), ("Q2", "2", 1)]);
    // 90 of 100 and 40 of 50: (0.9 + 3 × 0.8) ÷ 4 = 82.5 %.
    let counted = count(
        &questions,
        &[("", 40, &["A", "A"]), ("", 10, &["A", "D"]), ("", 40, &["A", ""]), ("", 10, &["D", ""])],
    );
    let unit = &counted.units()[0];
    let needed = |percent, more| {
        counted.needed(unit, "total", FullAt::AtLeast(Percent::whole(percent)), more)
    };
    // n of each: (0.9 + n/100 + 3 × (0.8 + n/50)) ÷ 4 ≥ 0.9 ⇔ 7n ≥ 30
    assert_eq!(needed(90, More::OfFixed), Some(5));
    assert_eq!(needed(82, More::OfFixed), Some(0));
}

#[test]
fn v1_questions_of_a_leaf_are_weighted_means() {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED)])
        .policies(|policies| policies.award.as_mut().unwrap().digits = 4)
        .build();
    let questions = questions(&fw, &[("Q1", "1", 1), ("Q2", "1", 2)]);
    // Q1 3 of 4, Q2 1 of 2: (75 + 2 × 50) ÷ 3 = 58.3333 %, not 4 of 6.
    let counted = count(
        &questions,
        &[("", 1, &["A", "A"]), ("", 1, &["A", "D"]), ("", 1, &["A", ""]), ("", 1, &["D", "K"])],
    );
    assert_eq!(award(&counted, "1").as_deref(), Some("0.5833"));
}

#[test]
fn v2_the_variance_is_exact_and_the_interval_rounded_outwards() {
    let fw = Ruler::new(vec![asked("1", "2", FOUR)]).build();
    let mut tally = Tally::new(&questions(&fw, &[("Q", "1", 1)]));
    let head = BallotHead { unit: "u", ..BallotHead::default() };
    for answer in ["A", "A", "B", "D"] {
        tally.ballot(&head, &[answer], &|_| Place::default());
    }
    let counted = tally.clone().finish();
    let estimate = counted.units()[0].leaves[0].estimate.clone().unwrap();
    // Mean 65, squares 2 × 35² + 5² + 65² = 6700; 6700 ÷ 3 ÷ 4.
    assert_eq!(estimate.variance().as_deref(), Some("1675/3"));
    let (low, high) = estimate.interval(Confidence::NinetyFive, Digits::TWO).unwrap();
    // 1.96 × √558.333… = 46.3127…
    assert_eq!((low.to_string(), high.to_string()), ("18.68".into(), "100".into()));
    // Four of eight asked of, known to be all there are: the variance halves.
    let asked =
        par_index::AskedRow { unit: "u", asked: 8, population: Some(8), ..Default::default() };
    tally.asked(&asked, &|_| Place::default());
    let known = tally.finish().units()[0].leaves[0].estimate.clone().unwrap();
    assert_eq!(known.variance().as_deref(), Some("1675/6"));
    assert_eq!(points("2"), fw.total());
}
