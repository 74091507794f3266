//! What a target needs, against counting out with ballots that are really added or changed.

use crate::common::{Ruler, ruled};
use par_index::assessment::{
    AskedRow, BallotHead, QuestionRow, Questionnaire, SurveyCounts, Tally, Target,
};
use par_index::finding::Place;
use par_index::framework::{FullAt, More, Scorer};
use par_index::spec::NodeSpec;
use par_index::{Framework, Lang, Percent, view};
use proptest::prelude::*;

const OPTIONS: &str = r#""options": [{"id": "A", "weight": "100"}, {"id": "B", "weight": "60"},
    {"id": "D", "weight": "0"}, {"id": "K"}]"#;
/// From the worst valid answer to the best.
const VALID: [&str; 3] = ["D", "B", "A"];
const GROUPS: [&str; 3] = ["", "g1", "g2"];

/// A leaf: its maximum, whether its rule weighs both groups, and by question the group asked, 0 for
/// all that the rule admits.
type Leaf = (u8, bool, Vec<usize>);
/// A ballot: its group, then an answer to each question in order, empty for none.
type Ballot = (usize, Vec<&'static str>);

fn ruler(leaves: &[Leaf]) -> Framework {
    let nodes = leaves.iter().enumerate().map(|(n, (max, weighed, _))| {
        let groups = r#", "groups": [{"id": "g1", "weight": "3"}, {"id": "g2", "weight": "1"}]"#;
        let groups = if *weighed { groups } else { "" };
        let rule = format!(r#"{{"kind": "survey", {OPTIONS}{groups}}}"#);
        let leaf = ruled(&(n + 1).to_string(), &max.to_string(), &rule);
        NodeSpec { scorer: Some(Scorer::Survey), ..leaf }
    });
    Ruler::new(nodes.collect())
        .policies(|policies| policies.award.as_mut().unwrap().digits = 9)
        .build()
}

/// The questions, and of each which slots may answer it: none, `g1`, `g2`.
fn questions(leaves: &[Leaf]) -> (Questionnaire, Vec<[bool; 3]>) {
    let (mut rows, mut may) = (Vec::new(), Vec::new());
    for (n, (_, weighed, groups)) in leaves.iter().enumerate() {
        for group in groups {
            rows.push(QuestionRow {
                question: format!("Q{}", rows.len()),
                code: (n + 1).to_string(),
                group: Some(GROUPS[*group].to_owned()),
                ..QuestionRow::default()
            });
            may.push(match (group, weighed) {
                (0, false) => [true; 3],
                (0, true) => [false, true, true],
                (group, _) => [0, 1, 2].map(|slot| slot == *group),
            });
        }
    }
    let (questions, findings) = Questionnaire::new(&ruler(leaves), &rows, &|_, _| Place::default());
    assert_eq!(findings, []);
    (questions, may)
}

fn count(questions: &Questionnaire, ballots: &[Ballot]) -> SurveyCounts {
    let mut tally = Tally::new(questions);
    for (group, answers) in ballots {
        let head = BallotHead { unit: "u", group: GROUPS[*group], ..BallotHead::default() };
        tally.ballot(&head, answers, &|_| Place::default());
    }
    let counted = tally.finish();
    assert!(!counted.has_errors(), "{:?}", counted.findings());
    counted
}

fn is_met(counted: &SurveyCounts, threshold: FullAt) -> Option<bool> {
    let ratio = counted.ratio(counted.units().first()?, "total")?;
    Some(match threshold {
        FullAt::AtLeast(percent) => ratio.cmp_percent(percent).is_ge(),
        FullAt::Above(percent) => ratio.cmp_percent(percent).is_gt(),
        _ => panic!("{threshold:?}"),
    })
}

/// The groups that any question is asked of: then what is needed is of each of them.
fn of_each(may: &[[bool; 3]]) -> Vec<usize> {
    let limited = |slot: usize| may.iter().any(|may| may[slot] && !may[0]);
    [1, 2].into_iter().filter(|slot| limited(*slot)).collect()
}

/// With n further ballots, of each group that matters: all they are asked answered best.
fn grown(ballots: &[Ballot], may: &[[bool; 3]], n: usize) -> Vec<Ballot> {
    let of = of_each(may);
    let of = if of.is_empty() { vec![0] } else { of };
    let mut ballots = ballots.to_vec();
    for slot in of {
        let answers = may.iter().map(|may| if may[slot] { "A" } else { "" });
        ballots.extend(std::iter::repeat_n((slot, answers.collect()), n));
    }
    ballots
}

/// With n answers to each question given best instead, the worst first; in each group by itself
/// where groups matter.
fn changed(ballots: &[Ballot], may: &[[bool; 3]], n: usize) -> Vec<Ballot> {
    let mut ballots = ballots.to_vec();
    let all = of_each(may).is_empty();
    let among = if all { vec![vec![0, 1, 2]] } else { vec![vec![0], vec![1], vec![2]] };
    for slots in among {
        for question in 0..may.len() {
            let mut left = n;
            for worse in &VALID[..2] {
                for (slot, answers) in &mut ballots {
                    if left > 0 && slots.contains(slot) && answers[question] == *worse {
                        answers[question] = "A";
                        left -= 1;
                    }
                }
            }
        }
    }
    ballots
}

const MOST: usize = 24;

fn counted_out(
    questions: &Questionnaire,
    threshold: FullAt,
    with: impl Fn(usize) -> Vec<Ballot>,
) -> Option<u64> {
    let met = |n: &usize| is_met(&count(questions, &with(*n)), threshold) == Some(true);
    (0..=MOST).find(met).map(|n| n as u64)
}

fn leaf() -> impl Strategy<Value = Leaf> {
    (1_u8..4, any::<bool>(), prop::collection::vec(0_usize..3, 1..3))
}

fn threshold() -> impl Strategy<Value = FullAt> {
    (20_u32..100, any::<bool>()).prop_map(|(percent, strict)| {
        let percent = Percent::whole(percent);
        if strict { FullAt::Above(percent) } else { FullAt::AtLeast(percent) }
    })
}

/// Leaves, ballots about them, a threshold.
fn survey() -> impl Strategy<Value = (Vec<Leaf>, Vec<Ballot>, FullAt)> {
    prop::collection::vec(leaf(), 1..4).prop_flat_map(|leaves| {
        let (_, may) = questions(&leaves);
        let answer = prop::sample::select(vec!["A", "B", "B", "D", "D", "D", "K", ""]);
        let answers = prop::collection::vec(answer, may.len());
        let ballot = (0_usize..3, answers).prop_map(move |(slot, mut answers)| {
            // Without any group in the questionnaire ballots may name one all the same.
            for (answer, may) in answers.iter_mut().zip(&may) {
                if !may[slot] {
                    *answer = "";
                }
            }
            (slot, answers)
        });
        let known = leaves.clone();
        let named = move |ballots: &Vec<Ballot>| {
            let (_, may) = questions(&known);
            let of = of_each(&may);
            // A group that no question names is none of the questionnaire's.
            of.is_empty() || ballots.iter().all(|(slot, _)| *slot == 0 || of.contains(slot))
        };
        let ballots = prop::collection::vec(ballot, 4..14).prop_filter("groups known", named);
        (Just(leaves), ballots, threshold())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_needed_is_the_least_that_reaches_the_target(
        (leaves, ballots, threshold) in survey(),
    ) {
        let (questions, may) = questions(&leaves);
        let counted = count(&questions, &ballots);
        let of: Vec<&str> = of_each(&may).into_iter().map(|slot| GROUPS[slot]).collect();
        let mut named = counted.needed_of("total");
        named.sort_unstable();
        prop_assert_eq!(named, of);
        let unit = &counted.units()[0];
        let needed = |more| counted.needed(unit, "total", threshold, more);
        if is_met(&counted, threshold).is_none() {
            prop_assert_eq!([needed(More::OfFixed), needed(More::OfGrows)], [None; 2]);
            return Ok(());
        }
        let near = |needed: Option<u64>| needed.filter(|n| *n <= MOST as u64);
        let fixed = counted_out(&questions, threshold, |n| changed(&ballots, &may, n));
        // No more answers can change than there are.
        prop_assert_eq!(needed(More::OfFixed), fixed);
        let grows = counted_out(&questions, threshold, |n| grown(&ballots, &may, n));
        prop_assert_eq!(near(needed(More::OfGrows)), grows);
    }
}

fn repeated(ballots: &[(usize, usize, &[&'static str])]) -> Vec<Ballot> {
    let all = ballots.iter();
    all.flat_map(|(times, slot, answers)| vec![(*slot, answers.to_vec()); *times]).collect()
}

/// The line of a target of 80 %, with what is known of how many people there are.
fn line(
    questions: &Questionnaire,
    ballots: &[Ballot],
    people: &[(&str, u64)],
    lang: Lang,
) -> String {
    let mut tally = Tally::new(questions);
    for (group, answers) in ballots {
        let head = BallotHead { unit: "u", group: GROUPS[*group], ..BallotHead::default() };
        tally.ballot(&head, answers, &|_| Place::default());
    }
    for (group, all) in people {
        let row = AskedRow { unit: "u", group, asked: *all, population: Some(*all), channel: "" };
        tally.asked(&row, &|_| Place::default());
    }
    let threshold = FullAt::AtLeast(Percent::whole(80));
    let targets = vec![Target { channel: None, threshold }];
    let shown = view::SurveyView { targets, ..view::SurveyView::default() };
    let look = view::Look { lang, ..view::Look::default() };
    let table = view::survey_page(&tally.finish(), &shown).text(look);
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    table.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// V6: of two leaves one is weighed by groups; new ballots of both groups answer the other.
#[test]
fn a_question_that_two_groups_are_asked_gains_from_both() {
    let leaves = [(1, false, vec![0]), (1, true, vec![0])];
    let (questions, _) = questions(&leaves);
    // Leaf 1: 12 of 20. Leaf 2: g1 8 of 10, g2 4 of 10, (3 × 80 + 40) ÷ 4 = 70 %. Together 65 %.
    let ballots = repeated(&[
        (8, 1, &["A", "A"]),
        (2, 1, &["D", "D"]),
        (4, 2, &["A", "A"]),
        (6, 2, &["D", "D"]),
    ]);
    let counted = count(&questions, &ballots);
    let needed = |more| {
        let threshold = FullAt::AtLeast(Percent::whole(80));
        counted.needed(&counted.units()[0], "total", threshold, more)
    };
    // (12 + 2n)/20 + (3(8 + n) + 4 + n)/40 ≥ 1.6 ⇔ 8n ≥ 12
    assert_eq!(needed(More::OfFixed), Some(2));
    // (12 + 2n)/(20 + 2n) + (28 + 4n)/(40 + 4n) ≥ 1.6: 1 − 8/(20 + 2n) + 1 − 12/(40 + 4n) ⇔ n ≥ 7.5
    assert_eq!(needed(More::OfGrows), Some(8));
}

/// V6: no ballot can answer two questions that are asked of two groups.
#[test]
fn questions_of_two_groups_need_ballots_of_both() {
    let leaves = [(1, false, vec![1, 2])];
    let (questions, _) = questions(&leaves);
    // Each question 5 of 10: (10 + 2n) of (20 + 2n) ≥ 80 % ⇔ n ≥ 15, of each group.
    let ballots =
        repeated(&[(5, 1, &["A", ""]), (5, 1, &["D", ""]), (5, 2, &["", "A"]), (5, 2, &["", "D"])]);
    let said = |people: &[(&str, u64)], lang| line(&questions, &ballots, people, lang);
    let en = said(&[], Lang::En);
    let each = "in each group: 3 in the same ballots, or 15 new ballots of each group (g1, g2)";
    assert!(en.contains(each), "{en}");
    let vi = said(&[], Lang::Vi);
    assert!(vi.contains("15 phiếu mới của từng nhóm (g1, g2)"), "{vi}");
    // 15 of each are 30: of 49 people 29 are left, of 50 there are 30.
    let few = "too many new ones, 30 in all: only 29 people have not answered";
    assert!(said(&[("", 49)], Lang::En).contains(few), "{}", said(&[("", 49)], Lang::En));
    let few = "không đủ phiếu mới, tổng cộng 30: chỉ còn 29 người chưa trả lời";
    assert!(said(&[("", 49)], Lang::Vi).contains(few), "{}", said(&[("", 49)], Lang::Vi));
    assert!(!said(&[("", 50)], Lang::En).contains("have not answered"));
    // A group that is as large as all, another not known: the number of all still holds.
    let people = [("", 49), ("g1", 49)];
    let few = "too many new ones, 30 in all: only 29 people have not answered";
    assert!(said(&people, Lang::En).contains(few), "{}", said(&people, Lang::En));
    assert!(!said(&[("", 48), ("g1", 49)], Lang::En).contains("have not answered"));
    // Of one group 14 are left, 15 are needed.
    let groups = [("g1", 100), ("g2", 24)];
    let few = "too many new ones: only 14 people of g2 have not answered";
    assert!(said(&groups, Lang::En).contains(few), "{}", said(&groups, Lang::En));
    let few = "không đủ phiếu mới: nhóm g2 chỉ còn 14 người chưa trả lời";
    assert!(said(&groups, Lang::Vi).contains(few), "{}", said(&groups, Lang::Vi));
    let groups = [("g1", 100), ("g2", 25)];
    assert!(!said(&groups, Lang::En).contains("have not answered"));
    // Fewer people than answered are no number to go by.
    assert!(!said(&[("g1", 100), ("g2", 9)], Lang::En).contains("have not answered"));
}
