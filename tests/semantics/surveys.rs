//! Surveys: B9, B10, L3, M3 and the rules V, ballots to points, factors, targets.

use par_index::assessment::{
    AskedRow, BallotHead, Confidence, QuestionRow, Questionnaire, SurveyCounts, Tally,
    required_sample,
};
use par_index::finding::{FindingCode, Place};
use par_index::framework::{FullAt, More, Scorer};
use par_index::spec::NodeSpec;
use par_index::{Digits, Finding, Framework, Lang, Percent, framework};

use crate::common::{Ruler, field, ruled};

pub(crate) const SATISFIED: &str =
    r#""options": [{"id": "A", "weight": "100"}, {"id": "D", "weight": "0"}, {"id": "K"}]"#;
pub(crate) const FOUR: &str = r#""options": [{"id": "A", "weight": "100"}, {"id": "B", "weight": "60"},
    {"id": "C", "weight": "20"}, {"id": "D", "weight": "0"}]"#;

pub(crate) fn asked(code: &str, max: &str, options: &str) -> NodeSpec {
    let rule = format!(r#"{{"kind": "survey", {options}}}"#);
    NodeSpec { scorer: Some(Scorer::Survey), ..ruled(code, max, &rule) }
}

pub(crate) fn questions(fw: &Framework, rows: &[(&str, &str, i64)]) -> Questionnaire {
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
pub(crate) fn count(questions: &Questionnaire, ballots: &[(&str, usize, &[&str])]) -> SurveyCounts {
    let mut tally = Tally::new(questions);
    for (group, times, answers) in ballots {
        for _ in 0..*times {
            let head = BallotHead { unit: "u", group, ..BallotHead::default() };
            tally.ballot(&head, answers, &|_| Place::default());
        }
    }
    tally.finish()
}

fn award(counted: &SurveyCounts, code: &str) -> Option<String> {
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
    let view = par_index::view::target_rows(
        &counted,
        &[par_index::assessment::Target { channel: None, threshold }],
    );
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
    let counted = tally.finish();
    let estimate = counted.units()[0].leaves[0].estimate.clone().unwrap();
    // Mean 65, squares 2 × 35² + 5² + 65² = 6700; 6700 ÷ 3 ÷ 4.
    assert_eq!(estimate.variance().as_deref(), Some("1675/3"));
    let (low, high) = estimate.interval(Confidence::NinetyFive, Digits::TWO).unwrap();
    // 1.96 × √558.333… = 46.3127…
    assert_eq!((low.to_string(), high.to_string()), ("18.68".into(), "100".into()));
}

/// Ballots of two groups, those asked and how many people there are, counted under three leaves: of
/// the first only `g1` is asked, of the second everybody, of the third only `g2`.
pub(crate) fn of_two_groups(asked: &[(&str, u64, Option<u64>)]) -> SurveyCounts {
    let fw = Ruler::new(vec![asked_of("1"), asked_of("2"), asked_of("3")]).build();
    let row = |question: &str, code: &str, group: Option<&str>| QuestionRow {
        question: question.into(),
        code: code.into(),
        group: group.map(str::to_owned),
        ..QuestionRow::default()
    };
    let rows = [row("Q1", "1", Some("g1")), row("Q2", "2", None), row("Q3", "3", Some("g2"))];
    let (questions, findings) = Questionnaire::new(&fw, &rows, &|_, _| Place::default());
    assert_eq!(findings, []);
    let mut tally = Tally::new(&questions);
    for (group, answers) in [
        ("g1", ["A", "A", ""]),
        ("g1", ["A", "A", ""]),
        ("g1", ["B", "B", ""]),
        ("g1", ["D", "D", ""]),
        ("g2", ["", "A", "A"]),
        ("g2", ["", "D", "A"]),
    ] {
        let head = BallotHead { unit: "u", group, ..BallotHead::default() };
        tally.ballot(&head, &answers, &|_| Place::default());
    }
    for (group, asked, population) in asked {
        let (asked, population) = (*asked, *population);
        let row = AskedRow { unit: "u", group, asked, population, ..AskedRow::default() };
        tally.asked(&row, &|_| Place::default());
    }
    tally.finish()
}

fn asked_of(code: &str) -> NodeSpec {
    asked(code, "2", FOUR)
}

pub(crate) fn variance(counted: &SurveyCounts, code: &str) -> String {
    let leaf = counted.units()[0].leaf(code).unwrap();
    leaf.estimate.as_ref().unwrap().variance().unwrap()
}

#[test]
fn v2_the_correction_is_taken_over_who_answered_the_leaf() {
    // A A B D: 6700 ÷ 3 ÷ 4. With A D beside them: mean 60,
    // squares 3 × 40² + 2 × 60² = 12000; ÷ 5 ÷ 6.
    let bare = of_two_groups(&[]);
    assert_eq!((variance(&bare, "1"), variance(&bare, "2")), ("1675/3".into(), "400".into()));
    // Known of g1 alone: halved where only g1 answers, untouched where g2 answers too.
    let one = of_two_groups(&[("g1", 4, Some(8))]);
    assert_eq!((variance(&one, "1"), variance(&one, "2")), ("1675/6".into(), "400".into()));
    // Known of both, 8 and 4: (1 − 4/8), (1 − 6/12).
    let both = of_two_groups(&[("g1", 4, Some(8)), ("g2", 2, Some(4))]);
    assert_eq!((variance(&both, "1"), variance(&both, "2")), ("1675/6".into(), "200".into()));
    // A row of all groups takes nothing away from what theirs know; 6 people cannot be 8 and 4.
    let groups = [("g1", 4, Some(8)), ("g2", 2, Some(4))];
    for (all, second) in [(None, "200"), (Some(12), "200"), (Some(6), "400")] {
        let counted = of_two_groups(&[&groups[..], &[("", 6, all)]].concat());
        assert_eq!(
            (variance(&counted, "1"), variance(&counted, "2")),
            ("1675/6".into(), second.into())
        );
    }
    // What is known of g2 says nothing of g1.
    let other = of_two_groups(&[("g2", 2, Some(4))]);
    assert_eq!(variance(&other, "1"), "1675/3");
}

#[test]
fn v2_a_population_corrects_from_those_who_answered_on() {
    // n = 4. Of 5 a fifth of 1675/3 is left, of 4 nothing; 3 cannot be, and nothing is corrected.
    for (population, left) in [(5, "335/3"), (4, "0"), (3, "1675/3")] {
        let counted = of_two_groups(&[("g1", 4, Some(population))]);
        assert_eq!(variance(&counted, "1"), left, "{population}");
        let found = counted.findings().iter().map(Finding::code);
        let told = found.filter(|code| *code == FindingCode::PopulationTooSmall).count();
        assert_eq!(told, usize::from(population < 4), "{population}");
    }
    // Smaller than the number asked is as impossible as smaller than who answered.
    for (asked, told) in [(8, 0), (9, 1)] {
        let counted = of_two_groups(&[("g1", asked, Some(8))]);
        assert_eq!(counted.findings().len(), told, "{:?}", counted.findings());
        assert_eq!(variance(&counted, "1"), "1675/6");
    }
}

#[test]
fn v2_one_row_without_a_group_is_of_all_groups() {
    let counted = of_two_groups(&[("", 10, Some(12))]);
    let unit = &counted.units()[0];
    assert_eq!((unit.ballots, unit.asked, unit.population), (6, Some(10), Some(12)));
    // 6 of 12 answered leaf 2; how many of the 12 are of g1 nobody knows.
    assert_eq!((variance(&counted, "1"), variance(&counted, "2")), ("1675/3".into(), "200".into()));
    let view = par_index::view::SurveyView::default();
    let rows = par_index::view::respondent_rows(&counted, &view);
    let said = |row: &par_index::view::RespondentRow| {
        (row.group.clone(), row.ballots, row.asked, row.rate.clone(), row.population, row.required)
    };
    let rows: Vec<_> = rows.iter().map(said).collect();
    assert_eq!(
        rows,
        [
            (Some("g1".into()), 4, None, None, None, None),
            (Some("g2".into()), 2, None, None, None, None),
            // 12 ÷ (1 + 12 × 0.0025) = 11.65…
            (None, 6, Some(10), Some("60.00".into()), Some(12), Some(12)),
        ]
    );
    let table =
        par_index::view::survey_page(&counted, &view).text(par_index::view::Look::default());
    assert!(table.contains("ballots: 6 of 10 asked (60.00 %)"), "{table}");
    assert!(!table.contains("ballots: 0 of"), "{table}");
    assert!(table.contains("an error of 5 % among 12 needs 12"), "{table}");
    // Beside rows of groups it is their sum, or more; if less, it is one more group.
    let whole = |all: u64| {
        let counted = of_two_groups(&[("", all, None), ("g1", 6, None), ("g2", 4, None)]);
        counted.units()[0].asked
    };
    assert_eq!([whole(11), whole(10), whole(9)], [Some(11), Some(10), Some(19)]);
}

#[test]
fn v4_a_required_sample_is_rounded_up_from_exactly() {
    let needed = |people, percent| required_sample(people, Percent::whole(percent));
    // 400 ÷ 2 = 200; 401 ÷ 2.0025 = 200.2…; 399 ÷ 1.9975 = 199.7…; 3321 ÷ 9.3025 = 357.002…
    assert_eq!([399, 400, 401].map(|n| needed(n, 5)), [Some(200), Some(200), Some(201)]);
    assert_eq!([3_321, 0, 1].map(|n| needed(n, 5)), [Some(358), Some(0), Some(1)]);
    // 10,000 ÷ (1 + 10,000 × 0.0001) = 5,000; all of it without an error there is no number for.
    assert_eq!((needed(10_000, 1), needed(10, 0)), (Some(5_000), None));
}

#[test]
fn v5_a_number_counts_once_inside_its_unit_channel_and_group() {
    let fw = Ruler::new(vec![asked("1", "2", FOUR)]).build();
    let questions = questions(&fw, &[("Q", "1", 1)]);
    // The unit, channel and group of a second ballot 1, and its answer.
    let second = |unit: &str, channel: &str, group: &str, answer: &str| {
        let mut tally = Tally::new(&questions);
        let mut add = |ballot, unit, channel, group, answer| {
            let head = BallotHead { ballot, unit, channel, group, ..BallotHead::default() };
            tally.ballot(&head, &[answer], &|_| Place::default());
        };
        add("1", "u", "desk", "g", "A");
        add("1", unit, channel, group, answer);
        let counted = tally.finish();
        let of = |unit: &str, channel: &str| {
            let unit = counted.of(unit, Some(channel)).unwrap();
            (unit.ballots, unit.leaves[0].points.map(|points| points.to_string()))
        };
        let codes: Vec<FindingCode> = counted.findings().iter().map(Finding::code).collect();
        (of("u", "desk"), of(unit, channel), codes)
    };
    let full = |n| (n, Some("2".to_owned()));
    let none = |n| (n, Some("0".to_owned()));
    let twice = vec![FindingCode::BallotTwice];
    assert_eq!(second("u", "desk", "g", "A"), (full(1), full(1), twice));
    let differs = vec![FindingCode::BallotDiffers];
    assert_eq!(second("u", "desk", "g", "D"), ((1, None), (1, None), differs));
    // Of another unit, channel or group it is another ballot.
    assert_eq!(second("v", "desk", "g", "D"), (full(1), none(1), vec![]));
    assert_eq!(second("u", "online", "g", "D"), (full(1), none(1), vec![]));
    assert_eq!(second("u", "desk", "h", "A"), (full(2), full(2), vec![]));
    // What is wrong in one channel takes the points of that channel alone; an empty cell is no answer.
    let wrong = vec![FindingCode::UnknownOption];
    assert_eq!(second("u", "online", "g", "X"), (full(1), (0, None), wrong));
    let open = second("u", "desk", "h", "");
    assert_eq!(open, (full(2), full(2), vec![]));
}

#[test]
fn v6_with_weighted_groups_so_many_of_each_group_are_needed() {
    let groups = format!(
        r#"{SATISFIED}, "groups": [{{"id": "g1", "weight": "3"}}, {{"id": "g2", "weight": "1"}}]"#
    );
    let fw = Ruler::new(vec![asked("1", "1", &groups)])
        .policies(|policies| policies.award.as_mut().unwrap().digits = 9)
        .build();
    let counted = count(
        &questions(&fw, &[("Q", "1", 1)]),
        &[("g1", 8, &["A"]), ("g1", 2, &["D"]), ("g2", 40, &["A"]), ("g2", 40, &["D"])],
    );
    let unit = &counted.units()[0];
    let needed =
        |more| counted.needed(unit, "total", FullAt::AtLeast(Percent::whole(80)), more).unwrap();
    // (3a/b + c/d) ÷ 4 ≥ 4/5 in whole numbers, n more in each of both groups.
    let reached = |[a, b, c, d]: [u64; 4]| 5 * (3 * a * d + c * b) >= 16 * b * d;
    let least = |of: fn(u64) -> [u64; 4]| (0..100).find(|n| reached(of(*n))).unwrap();
    let fixed = least(|n| [8 + n, 10, 40 + n, 80]);
    let grows = least(|n| [8 + n, 10 + n, 40 + n, 80 + n]);
    assert_eq!((fixed, grows), (1, 8));
    assert_eq!((needed(More::OfFixed), needed(More::OfGrows)), (fixed, grows));
    // And the sentence says that it is of each.
    let threshold = FullAt::AtLeast(Percent::whole(80));
    let targets = vec![par_index::assessment::Target { channel: None, threshold }];
    let view = par_index::view::SurveyView { targets, ..par_index::view::SurveyView::default() };
    let text = |lang| {
        let look = par_index::view::Look { lang, ..par_index::view::Look::default() };
        par_index::view::survey_page(&counted, &view)
            .text(look)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let en = "every question in each group: 1 in the same ballots, or 8 new ballots of each group";
    assert!(text(Lang::En).contains(en), "{}", text(Lang::En));
    let vi =
        "ở mỗi câu hỏi của từng nhóm: 1 nếu tổng số phiếu không đổi, 8 phiếu mới của từng nhóm";
    assert!(text(Lang::Vi).contains(vi), "{}", text(Lang::Vi));
}

#[test]
fn v6_above_is_strict_and_at_least_is_not() {
    // 19 of 20 is 95 % exactly.
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED)])
        .policies(|policies| policies.award.as_mut().unwrap().digits = 9)
        .build();
    let counted = count(&questions(&fw, &[("Q", "1", 1)]), &[("", 19, &["A"]), ("", 1, &["D"])]);
    let percent = Percent::whole(95);
    let targets = [FullAt::Above(percent), FullAt::AtLeast(percent)]
        .map(|threshold| par_index::assessment::Target { channel: None, threshold });
    let rows = par_index::view::target_rows(&counted, &targets);
    let said =
        |row: &par_index::view::TargetRow| (row.met, row.needed_of_fixed, row.needed_of_grows);
    assert_eq!(said(&rows[0]), (Some(false), Some(1), Some(1)));
    assert_eq!(said(&rows[1]), (Some(true), Some(0), Some(0)));
}

/// V6: what no answers reach is said to be so, and so is a need for more people than there are.
#[test]
fn v6_needs_that_cannot_be_met_are_said() {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED)])
        .policies(|policies| policies.award.as_mut().unwrap().digits = 9)
        .build();
    let said = |threshold: FullAt, population: Option<u64>, lang: Lang| {
        let questions = questions(&fw, &[("Q", "1", 1)]);
        let targets = vec![par_index::assessment::Target { channel: None, threshold }];
        let mut tally = Tally::new(&questions).with_targets(&targets);
        for n in 0..200 {
            let answer = if n < 100 { "A" } else { "D" };
            tally.ballot(&BallotHead { unit: "u", ..BallotHead::default() }, &[answer], &|_| {
                Place::default()
            });
        }
        let row = AskedRow { unit: "u", asked: 200, population, ..AskedRow::default() };
        tally.asked(&row, &|_| Place::default());
        let counted = tally.finish();
        let view =
            par_index::view::SurveyView { targets, ..par_index::view::SurveyView::default() };
        let look = par_index::view::Look { lang, ..par_index::view::Look::default() };
        let table = par_index::view::survey_page(&counted, &view).text(look);
        assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
        let codes = counted.findings().iter().map(|finding| finding.code().as_str().to_owned());
        let text = table.split_whitespace().collect::<Vec<_>>().join(" ");
        (text, codes.filter(|code| code == "target_too_high").count())
    };
    let least = |percent: &str| FullAt::AtLeast(percent.parse().unwrap());
    let above = |percent: &str| FullAt::Above(percent.parse().unwrap());
    // (100 + n) ÷ (200 + n) ≥ 99.9 %: n = 99,800, in groups of three digits.
    let (text, told) = said(least("99.9"), None, Lang::En);
    assert!(text.contains("or 99,800 in new ones") && told == 0, "{text}");
    let (text, _) = said(least("99.9"), None, Lang::Vi);
    assert!(text.contains("99.800 nếu là phiếu mới"), "{text}");
    // Exactly as many as are left, then one fewer: 99,800 + 200.
    let (text, _) = said(least("99.9"), Some(100_000), Lang::En);
    assert!(!text.contains("have not answered"), "{text}");
    let (text, _) = said(least("99.9"), Some(99_999), Lang::En);
    assert!(text.contains("too many new ones: only 99,799 people have not answered"), "{text}");
    // 100 % is met in a fixed total only; above it, never.
    let (text, told) = said(least("100"), None, Lang::En);
    assert!(text.contains("100 in the same ballots, or (cannot be reached) in new ones"), "{text}");
    assert_eq!(told, 0);
    for threshold in [above("100"), least("100.01"), above("120")] {
        let (text, told) = said(threshold, Some(999), Lang::Vi);
        assert!(text.contains("chưa đạt, 50,00%; không thể đạt") && told == 1, "{text}");
        assert!(!text.contains("phiếu mới"), "{text}");
    }
    assert_eq!(said(above("99.9"), None, Lang::En).1, 0);
}

/// V2: a total below the sum of its groups is told with both figures, and its row is named.
#[test]
fn v2_a_total_below_its_groups_is_told_and_labelled() {
    let of = |all: u64| of_two_groups(&[("", all, None), ("g1", 6, None), ("g2", 4, None)]);
    for all in [10, 11] {
        assert_eq!(of(all).findings(), [], "{all}");
    }
    let counted = of(9);
    let found = counted.findings();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code().as_str(), "asked_below_groups");
    let message = found[0].message(Lang::En);
    assert!(message.contains(": 9,") && message.contains("sum to 10"), "{message}");
    for (lang, label) in [(Lang::En, "without a group: "), (Lang::Vi, "chưa ghi nhóm: ")] {
        let look = par_index::view::Look { lang, ..par_index::view::Look::default() };
        let view = par_index::view::SurveyView::default();
        let table =
            |counted: &SurveyCounts| par_index::view::survey_page(counted, &view).text(look);
        assert!(table(&counted).contains(label), "{}", table(&counted));
        assert!(!table(&of(10)).contains(label));
    }
}

/// Fewer answers than asked for are no warning where there are no more people.
#[test]
fn few_answers_ask_for_no_more_than_there_are_people() {
    let fw = Ruler::new(vec![asked("1", "1", SATISFIED)]).build();
    let told = |population: Option<u64>| {
        let questions = questions(&fw, &[("Q", "1", 1)]);
        let mut tally = Tally::new(&questions).at_least(30);
        for _ in 0..12 {
            let head = BallotHead { unit: "u", ..BallotHead::default() };
            tally.ballot(&head, &["A"], &|_| Place::default());
        }
        let row = AskedRow { unit: "u", asked: 12, population, ..AskedRow::default() };
        tally.asked(&row, &|_| Place::default());
        let counted = tally.finish();
        counted.findings().iter().map(|finding| finding.expected(Lang::En)).collect::<Vec<_>>()
    };
    assert_eq!(told(None), ["at least 30"]);
    assert_eq!(told(Some(13)), ["at least 13"]);
    assert_eq!(told(Some(12)), Vec::<String>::new());
    // Fewer people than answered are no number to go by.
    assert!(told(Some(3)).contains(&"at least 30".to_owned()), "{:?}", told(Some(3)));
}

/// V5: one number met as A, A, E: how often each is told hangs on the order, all else does not.
#[test]
fn v5_the_order_decides_which_ballots_of_one_number_are_told_as_different() {
    let fw = Ruler::new(vec![asked("1", "1", FOUR)]).build();
    let of = |answers: [&str; 3]| {
        let mut tally = Tally::new(&questions(&fw, &[("Q", "1", 1)]));
        for answer in answers {
            let head = BallotHead { ballot: "1", unit: "u", ..BallotHead::default() };
            tally.ballot(&head, &[answer], &|_| Place::default());
        }
        let counted = tally.finish();
        let told: Vec<FindingCode> = counted.findings().iter().map(Finding::code).collect();
        let asked = par_index::ask::Asked::of("survey", "{}").unwrap();
        let reply =
            par_index::dossier::Dossier::default().with_ballots(counted).ask(&asked).unwrap();
        let object: serde_json::Value = serde_json::from_str(&reply.to_json()).unwrap();
        (told, [object["seal"].to_string(), object["rows"].to_string()])
    };
    let (twice, differs) = (FindingCode::BallotTwice, FindingCode::BallotDiffers);
    let (told, rows) = of(["A", "A", "D"]);
    assert_eq!(told, [twice, differs]);
    assert_eq!(of(["A", "D", "A"]), (vec![differs, twice], rows.clone()));
    assert_eq!(of(["D", "A", "A"]), (vec![differs, differs], rows));
}

/// V5: a file of two breaks off, and no unit has points.
#[test]
fn v5_where_ballots_are_lost_no_unit_has_points() {
    let fw = Ruler::new(vec![asked("1", "1", FOUR)]).build();
    let of = |is_cut_short: bool| {
        let mut tally = Tally::new(&questions(&fw, &[("Q", "1", 1)]));
        for (unit, channel) in [("u", "a"), ("u", "b"), ("v", "a")] {
            let head = BallotHead { unit, channel, ..BallotHead::default() };
            tally.ballot(&head, &["A"], &|_| Place::default());
            if is_cut_short && unit == "u" {
                tally.cut_short();
            }
        }
        let counted = tally.finish();
        let points = counted.units().iter().map(|unit| (unit.in_error, unit.leaves[0].points));
        points.collect::<Vec<_>>()
    };
    assert_eq!(of(true), [(true, None); 3]);
    assert_eq!(of(false), [(false, Some("1".parse().unwrap())); 3]);
}
