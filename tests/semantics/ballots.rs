//! Ballots into points, against a naive second way that keeps every ballot.

#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::common::{Ruler, points, ruled};
use num_bigint::BigInt;
use num_rational::BigRational;
use par_index::assessment::{
    BallotHead, Confidence, QuestionRow, Questionnaire, SurveyCounts, Tally, required_sample,
};
use par_index::finding::{FindingCode, Place};
use par_index::framework::Scorer;
use par_index::spec::NodeSpec;
use par_index::{Basis, Digits, Finding, Framework, Percent, score_all};
use par_index_sheets::{read_ballots, read_questions};
use proptest::prelude::*;

/// Weights of the options; `K` is no valid answer.
const WEIGHTS: [(&str, Option<i64>); 5] =
    [("A", Some(100)), ("B", Some(60)), ("C", Some(20)), ("D", Some(0)), ("K", None)];
const OPTIONS: &str = r#""options": [{"id": "A", "weight": "100"}, {"id": "B", "weight": "60"},
    {"id": "C", "weight": "20"}, {"id": "D", "weight": "0"}, {"id": "K"}]"#;

fn survey(code: &str, max: &str, groups: &str) -> NodeSpec {
    let rule = format!(r#"{{"kind": "survey", {OPTIONS}{groups}}}"#);
    NodeSpec { scorer: Some(Scorer::Survey), ..ruled(code, max, &rule) }
}

/// Leaf 1 counts all alike; leaf 2 weighs people 3 and leaders 1.
fn ruler() -> Framework {
    let groups =
        r#", "groups": [{"id": "people", "weight": "3"}, {"id": "leaders", "weight": "1"}]"#;
    let ruler = Ruler::new(vec![survey("1", "2", ""), survey("2", "5", groups)]);
    ruler.policies(|policies| policies.award.as_mut().unwrap().digits = 9).build()
}

/// Questions by leaf and weight: two on leaf 1, two on leaf 2, the last for leaders only.
const ROWS: [(&str, &str, &str, i64); 4] =
    [("Q1", "1", "", 1), ("Q2", "1", "", 2), ("Q3", "2", "", 1), ("Q4", "2", "leaders", 3)];

fn questions(fw: &Framework) -> Questionnaire {
    let rows = ROWS.map(|(question, code, group, weight)| QuestionRow {
        question: question.into(),
        code: code.into(),
        group: Some(group.into()),
        weight: Some(weight.into()),
        text: String::new(),
    });
    let (questions, findings) = Questionnaire::new(fw, &rows, &|_, _| Place::default());
    assert_eq!(findings, []);
    questions
}

/// A ballot: unit, group, an option or nothing for every question.
type Ballot = (u8, bool, [Option<u8>; 4]);

fn ballot() -> impl Strategy<Value = Ballot> {
    let answer = || prop::option::weighted(0.9, 0_u8..5);
    (0_u8..2, any::<bool>(), [answer(), answer(), answer(), answer()]).prop_map(
        |(unit, leader, mut answers)| {
            if !leader {
                answers[3] = None;
            }
            (unit, leader, answers)
        },
    )
}

fn count(ballots: &[Ballot]) -> SurveyCounts {
    let fw = ruler();
    let mut tally = Tally::new(&questions(&fw)).for_year(2023);
    for (unit, leader, answers) in ballots {
        let unit = format!("u{unit}");
        let group = if *leader { "leaders" } else { "people" };
        let head = BallotHead { unit: &unit, group, ..BallotHead::default() };
        let answers =
            answers.map(|answer| answer.map_or("", |answer| WEIGHTS[usize::from(answer)].0));
        tally.ballot(&head, &answers, &|_| Place::default());
    }
    tally.finish()
}

/// A ballot of a group of any name: unit, group, number (0 for none), two answers.
type Numbered = (u8, &'static str, u8, [Option<u8>; 2]);

fn numbered() -> impl Strategy<Value = Numbered> {
    let answer = || prop::option::weighted(0.7, prop::sample::select(vec![0_u8, 3, 4]));
    // Of three spellings of one group the smallest names it.
    let group =
        prop::sample::select(vec!["", "người dân", "Người dân", "NGƯỜI  DÂN", "cán bộ", "Ban"]);
    (0_u8..2, group, 0_u8..4, [answer(), answer()])
}

fn count_numbered(ballots: &[Numbered]) -> SurveyCounts {
    let fw = Ruler::new(vec![survey("1", "2", ""), survey("2", "5", "")]).build();
    let rows = ["1", "2"].map(|code| QuestionRow {
        question: format!("Q{code}"),
        code: code.into(),
        ..QuestionRow::default()
    });
    let (questions, _) = Questionnaire::new(&fw, &rows, &|_, _| Place::default());
    let mut tally = Tally::new(&questions);
    for (unit, group, number, answers) in ballots {
        let (unit, ballot) = (format!("u{unit}"), number.to_string());
        let ballot = if *number == 0 { "" } else { ballot.as_str() };
        let head = BallotHead { ballot, unit: &unit, group, ..BallotHead::default() };
        let answers =
            answers.map(|answer| answer.map_or("", |answer| WEIGHTS[usize::from(answer)].0));
        tally.ballot(&head, &answers, &|_| Place::default());
    }
    tally.finish()
}

fn whole(n: i64) -> BigRational {
    BigRational::from(BigInt::from(n))
}

/// Mean and variance of a leaf in percent, straight from the ballots.
fn naive(ballots: &[Ballot], unit: u8, leaf: usize) -> Option<(BigRational, Option<BigRational>)> {
    let own: Vec<&Ballot> = ballots.iter().filter(|ballot| ballot.0 == unit).collect();
    // Who counts by itself, with which weight, answering which questions.
    let strata: Vec<(i64, Vec<&Ballot>, Vec<usize>)> = if leaf == 1 {
        vec![(1, own, vec![0, 1])]
    } else {
        let (leaders, people) = own.into_iter().partition(|ballot| ballot.1);
        vec![(3, people, vec![2]), (1, leaders, vec![2, 3])]
    };
    let groups: i64 = strata.iter().map(|(weight, ..)| weight).sum();
    let (mut mean, mut variance) = (whole(0), Some(whole(0)));
    for (weight, ballots, questions) in strata {
        let value = |ballot: &Ballot, question: usize| {
            WEIGHTS[usize::from(ballot.2[question]?)].1.map(whole)
        };
        let weights: i64 = questions.iter().map(|question| ROWS[*question].3).sum();
        let mut parts = BTreeMap::new();
        let mut own = whole(0);
        for question in &questions {
            let values: Vec<BigRational> =
                ballots.iter().filter_map(|ballot| value(ballot, *question)).collect();
            if values.is_empty() {
                return None;
            }
            if values.len() < 2 {
                variance = None;
            }
            let n = whole(i64::try_from(values.len()).unwrap());
            let average = values.iter().sum::<BigRational>() / &n;
            let part = whole(ROWS[*question].3) / whole(weights);
            own += &part * &average;
            parts.insert(*question, (part / n, average));
        }
        mean += whole(weight) / whole(groups) * own;
        // Ballot by ballot: how far it pulls the mean.
        let pulls = ballots.iter().filter_map(|ballot| {
            let terms: Vec<BigRational> = questions
                .iter()
                .filter_map(|question| {
                    let (part, average) = &parts[question];
                    Some(part * (value(ballot, *question)? - average))
                })
                .collect();
            (!terms.is_empty()).then(|| terms.iter().sum::<BigRational>())
        });
        let pulls: Vec<BigRational> = pulls.collect();
        let n = i64::try_from(pulls.len()).unwrap();
        let squares: BigRational = pulls.iter().map(|pull| pull * pull).sum();
        let share = whole(weight) / whole(groups);
        variance = variance
            .filter(|_| n > 1)
            .map(|sum| sum + &share * &share * squares * whole(n) / whole(n - 1));
    }
    Some((mean, variance))
}

fn said(counted: &SurveyCounts) -> String {
    let units = counted.units().iter();
    let lines = units.map(|unit| format!("{:?} {:?} {:?}", unit.unit.id, unit.groups, unit.leaves));
    lines.collect::<Vec<_>>().join("\n")
}

proptest! {
    #[test]
    fn points_and_variance_are_those_of_a_naive_count(
        ballots in prop::collection::vec(ballot(), 0..40),
    ) {
        let counted = count(&ballots);
        for unit in counted.units() {
            let id = unit.unit.id.trim_start_matches('u').parse().unwrap();
            let own = ballots.iter().filter(|ballot| ballot.0 == id);
            prop_assert_eq!(unit.ballots, own.clone().count() as u64);
            // Groups sum to the whole, by an independent count.
            let leaders = own.clone().filter(|ballot| ballot.1).count() as u64;
            let group = |name: &str| {
                let found = unit.groups.iter().find(|one| one.group.as_deref() == Some(name));
                found.map_or(0, |one| one.ballots)
            };
            prop_assert_eq!((group("leaders"), group("people")), (leaders, unit.ballots - leaders));
            for (leaf, max) in [(1, 2), (2, 5)] {
                let got = unit.leaf(&leaf.to_string()).unwrap();
                let Some((mean, variance)) = naive(&ballots, id, leaf) else {
                    prop_assert_eq!(got.points, None);
                    continue;
                };
                // Half away from zero at nine places.
                let award = (mean * whole(max) / whole(100) * whole(1_000_000_000)).round();
                let raw = i64::try_from(award.to_integer()).unwrap();
                let wanted = par_index::Points::of_digits(raw, Digits::NINE);
                prop_assert_eq!(got.points, wanted);
                let shown = variance.map(|variance| variance.to_string());
                prop_assert_eq!(got.estimate.as_ref().unwrap().variance(), shown);
            }
        }
    }

    #[test]
    fn the_order_of_ballots_changes_nothing(
        (ballots, shuffled) in prop::collection::vec(ballot(), 0..40)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(said(&count(&ballots)), said(&count(&shuffled)));
    }

    /// Groups that no questionnaire names, numbers, and ballots that come again, alike or not.
    #[test]
    fn the_order_of_numbered_ballots_of_any_group_changes_nothing(
        (ballots, shuffled) in prop::collection::vec(numbered(), 0..30)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let (one, other) = (count_numbered(&ballots), count_numbered(&shuffled));
        prop_assert_eq!(said(&one), said(&other));
        prop_assert_eq!(one.has_errors(), other.has_errors());
        let asked = par_index::ask::Asked::of("survey", "{}").unwrap();
        let seal = |counted: &SurveyCounts| {
            let dossier = par_index::dossier::Dossier::default().with_ballots(counted.clone());
            let json = dossier.ask(&asked).unwrap().to_json();
            let object: serde_json::Value = serde_json::from_str(&json).unwrap();
            let parts = ["seal", "rows", "respondents"];
            parts.map(|part| object[part].to_string())
        };
        prop_assert_eq!(seal(&one), seal(&other));
        // What comes again alike counts once, and what differs puts its unit in error.
        for unit in one.units() {
            let own = ballots.iter().filter(|ballot| format!("u{}", ballot.0) == unit.unit.id);
            let folded = |ballot: &Numbered| par_index::words::fold_name(ballot.1);
            let all: BTreeSet<_> = own
                .clone()
                .filter(|ballot| ballot.2 > 0)
                .map(|ballot| (folded(ballot), ballot.2, ballot.3))
                .collect();
            let numbers: BTreeSet<_> = all.iter().map(|(group, n, _)| (group, n)).collect();
            let bare = own.filter(|ballot| ballot.2 == 0).count();
            prop_assert_eq!(unit.ballots, (numbers.len() + bare) as u64);
            prop_assert_eq!(unit.in_error, all.len() > numbers.len());
        }
    }

    #[test]
    fn one_better_answer_never_lowers_a_point(
        mut ballots in prop::collection::vec(ballot(), 1..30),
        at in any::<prop::sample::Index>(),
        question in 0_usize..4,
    ) {
        let before = count(&ballots);
        let at = at.index(ballots.len());
        // A valid answer one step better; the number of answers stays.
        let Some(Some(worse)) = ballots[at].2.get(question).copied() else { return Ok(()) };
        if !(1..4).contains(&worse) {
            return Ok(());
        }
        ballots[at].2[question] = Some(worse - 1);
        let after = count(&ballots);
        for (before, after) in before.units().iter().zip(after.units()) {
            for (before, after) in before.leaves.iter().zip(&after.leaves) {
                prop_assert!(after.points >= before.points, "{before:?} {after:?}");
            }
        }
    }

    #[test]
    fn intervals_are_the_nearest_that_hold(ballots in prop::collection::vec(ballot(), 2..40)) {
        let counted = count(&ballots);
        let leaves = counted.units().iter().flat_map(|unit| &unit.leaves);
        for estimate in leaves.filter_map(|leaf| leaf.estimate.as_ref()) {
            let digits = Digits::new(1).unwrap();
            let bounds = estimate.interval(Confidence::NinetyFive, digits);
            let Some((low, high)) = bounds else { continue };
            let variance: BigRational = estimate.variance().unwrap().parse().unwrap();
            let reach = variance * BigRational::new(196.into(), 100.into()).pow(2);
            let exact = |percent: Percent| {
                let raw = (percent.to_string() + ".0").splitn(3, '.').take(2).collect::<Vec<_>>().join("");
                BigRational::new(raw.parse().unwrap(), 10.into())
            };
            // The mean to nine places is near enough to tell which steps hold.
            let mean = estimate.mean(Digits::NINE).to_string();
            let (one, part) = mean.split_once('.').unwrap_or((&mean, "0"));
            let mean = BigRational::new(
                format!("{one}{part}").parse().unwrap(),
                BigInt::from(10).pow(part.len() as u32),
            );
            let slack = BigRational::new(1.into(), 1_000_000.into());
            let step = BigRational::new(1.into(), 10.into());
            let squared = |far: &BigRational| far * far;
            for (bound, sign) in [(exact(low), 1), (exact(high), -1)] {
                if bound == whole(0) || bound == whole(100) {
                    continue;
                }
                let far = (&mean - bound) * whole(sign);
                prop_assert!(squared(&far) + &slack >= reach && far >= whole(0));
                // A step nearer to the mean, or past it, does not hold.
                let nearer = far - &step;
                let holds = nearer >= whole(0) && squared(&nearer) > &reach + &slack;
                prop_assert!(!holds, "{low} {high} {reach}");
            }
        }
    }

    #[test]
    fn a_required_sample_is_the_least(population in 0_u64..5_000_000, error in 1_u32..100) {
        let n = required_sample(population, Percent::whole(error)).unwrap();
        // n ≥ N ÷ (1 + N·e²) in whole numbers: n·(10⁴ + N·e²) ≥ 10⁴·N
        let reaches = |n: u64| {
            let weighed = 10_000 + u128::from(population) * u128::from(error).pow(2);
            u128::from(n) * weighed >= 10_000 * u128::from(population)
        };
        prop_assert!(reaches(n) && (n == 0 || !reaches(n - 1)));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let fw = ruler();
        let mut tally = Tally::new(&questions(&fw));
        read_ballots(&mut tally, &questions(&fw), "b.csv", bytes.as_slice()).unwrap();
        tally.finish();
        read_questions(&fw, "q.csv", &bytes);
    }
}

/// Hands out one byte at a time, as a slow line might.
struct Trickle<'b>(&'b [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
        out[0] = *first;
        self.0 = rest;
        Ok(1)
    }
}

fn read(bytes: &[u8]) -> (SurveyCounts, Vec<Finding>) {
    let fw = ruler();
    let table = "question,code,weight,text\nQ1,1,1,\"Ông, bà có hài lòng?\"\n";
    let (questions, _) = read_questions(&fw, "q.csv", table.as_bytes());
    let mut tally = Tally::new(&questions);
    read_ballots(&mut tally, &questions, "phieu.csv", Trickle(bytes)).unwrap();
    let counted = tally.finish();
    let findings = counted.findings().to_vec();
    (counted, findings)
}

#[test]
fn every_way_a_spreadsheet_writes_is_read() {
    let plain = "ballot;unit;Ông, bà có hài lòng?\n1;xã An;A\n2;xã An;\n3;xã An;D\n";
    let utf16 = |text: &str| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect::<Vec<u8>>()
    };
    for bytes in [
        plain.as_bytes().to_vec(),
        plain.replace('\n', "\r\n").into_bytes(),
        plain.replace('\n', "\r").into_bytes(),
        format!("\u{feff}{plain}").into_bytes(),
        format!("sep=;\r\n{plain}").into_bytes(),
        format!("\n\n{plain}").into_bytes(),
        plain.trim_end().as_bytes().to_vec(),
        utf16(plain),
        plain.replace("Ông, bà có hài lòng?", "\"Ông, bà có\nhài lòng?\"").into_bytes(),
    ] {
        let (counted, findings) = read(&bytes);
        assert_eq!(findings, [], "{}", String::from_utf8_lossy(&bytes));
        let unit = &counted.units()[0];
        assert_eq!((unit.ballots, unit.leaves[0].answers), (3, 2));
        assert_eq!(unit.leaves[0].points, Some(points("1")));
    }
}

#[test]
fn a_wrong_cell_is_named_wherever_it_stands() {
    let place = |text: &str| {
        let (counted, findings) = read(text.as_bytes());
        let wrong: Vec<&Finding> = findings.iter().filter(|finding| finding.is_error()).collect();
        assert_eq!(wrong.len(), 1, "{findings:?}");
        assert!(counted.units().iter().all(|unit| unit.leaves[0].points.is_none()));
        let place = wrong[0].place();
        (wrong[0].code(), place.cell.clone().unwrap_or_default(), place.line.unwrap())
    };
    let bad = FindingCode::UnknownOption;
    assert_eq!(place("ballot,unit,Q1\n1,a,A\n2,a,X\n"), (bad, "C3".into(), 3));
    assert_eq!(place("ballot,unit,Q1\n1,a,A\n2,a,X"), (bad, "C3".into(), 3));
    assert_eq!(place("sep=,\nballot,unit,Q1\n\n1,a,A\n2,a,X"), (bad, "C4".into(), 5));
    // A line break inside a cell is one row of a spreadsheet and two lines of a text.
    assert_eq!(place("ballot,unit,Q1\n\"1\n\",a,A\n2,a,X\n"), (bad, "C3".into(), 4));
    let mut bytes = b"ballot,unit,Q1\n1,a,A\n2,a,\xFF\n".to_vec();
    let (_, findings) = read(&bytes);
    assert_eq!((findings[0].code(), findings[0].place().line), (FindingCode::NotUtf8, Some(3)));
    // A quotation mark that is never closed is told before it fills the memory.
    bytes = b"ballot,unit,Q1\n1,a,\"A\n".to_vec();
    bytes.extend(std::iter::repeat_n(b"2,a,A\n", 200_000).flatten());
    let (counted, findings) = {
        let fw = ruler();
        let mut tally = Tally::new(&questions(&fw));
        read_ballots(&mut tally, &questions(&fw), "b.csv", bytes.as_slice()).unwrap();
        let counted = tally.finish();
        let findings = counted.findings().to_vec();
        (counted, findings)
    };
    assert!(findings.iter().any(|one| one.code() == FindingCode::QuoteOpen), "{findings:?}");
    assert_eq!(counted.units().len(), 0);
}

#[test]
fn ballots_read_twice_count_once_and_numbers_are_those_of_a_unit() {
    let fw = ruler();
    let questions = questions(&fw);
    let mut tally = Tally::new(&questions);
    let table = b"ballot,unit,group,Q1\n1,a,people,A\n2,a,people,D\n1,b,people,D\n1,a,leaders,D\n";
    for _ in 0..2 {
        read_ballots(&mut tally, &questions, "b.csv", table.as_slice()).unwrap();
    }
    let counted = tally.finish();
    let twice = |finding: &&Finding| finding.code() == FindingCode::BallotTwice;
    assert_eq!(counted.findings().iter().filter(twice).count(), 4);
    let ballots = |unit: &str| counted.of(unit, None).unwrap().ballots;
    assert_eq!((ballots("a"), ballots("b")), (3, 1));
    assert!(!counted.has_errors());
}

#[test]
fn forms_may_write_the_wording_of_an_option() {
    let options = r#"{"kind": "survey", "options": [
        {"id": "A", "weight": "100", "label": {"vi": "Rất hài lòng", "en": "Very satisfied"}},
        {"id": "D", "weight": "0", "label": {"vi": "Không hài lòng"}}]}"#;
    let leaf = NodeSpec { scorer: Some(Scorer::Survey), ..ruled("1", "1", options) };
    let fw = Ruler::new(vec![leaf]).build();
    let row = QuestionRow { question: "Q".into(), code: "1".into(), ..QuestionRow::default() };
    let (questions, _) = Questionnaire::new(&fw, &[row], &|_, _| Place::default());
    let full = |answer: &str| {
        let mut tally = Tally::new(&questions);
        let head = BallotHead { unit: "u", ..BallotHead::default() };
        tally.ballot(&head, &[answer], &|_| Place::default());
        tally.finish().units()[0].leaves[0].points
    };
    for text in
        ["A", "a", " A ", "Rất hài lòng", "RẤT HÀI LÒNG", "very satisfied", "A. Rất hài lòng"]
    {
        assert_eq!(full(text), Some(points("1")), "{text}");
    }
    assert_eq!(full("Không hài lòng"), Some(points("0")));
    for text in ["B", "A. Không hài lòng", "hài lòng", "A,D"] {
        assert_eq!(full(text), None, "{text}");
    }
}

#[test]
fn means_of_many_groups_stay_exact() {
    // Forty groups whose numbers of answers share no factor: far beyond 256 bits.
    let ids: Vec<String> = (0..40).map(|n| format!("g{n}")).collect();
    let groups = ids.iter().map(|id| format!(r#"{{"id": "{id}", "weight": "1"}}"#));
    let groups = format!(r#", "groups": [{}]"#, groups.collect::<Vec<_>>().join(","));
    let fw = Ruler::new(vec![survey("1", "1", &groups)])
        .policies(|policies| policies.award.as_mut().unwrap().digits = 9)
        .build();
    let row = QuestionRow { question: "Q".into(), code: "1".into(), ..QuestionRow::default() };
    let (questions, _) = Questionnaire::new(&fw, &[row], &|_, _| Place::default());
    let mut tally = Tally::new(&questions);
    let mut sum = whole(0);
    for (n, group) in ids.iter().enumerate() {
        let others = 100 + 7 * i64::try_from(n).unwrap();
        let head = BallotHead { unit: "u", group, ..BallotHead::default() };
        tally.ballot(&head, &["A"], &|_| Place::default());
        (0..others).for_each(|_| tally.ballot(&head, &["D"], &|_| Place::default()));
        sum += whole(1) / whole(others + 1);
    }
    let exact = (sum / whole(40) * whole(1_000_000_000)).round().to_integer();
    let wanted = par_index::Points::of_digits(i64::try_from(exact).unwrap(), Digits::NINE);
    assert_eq!(tally.finish().units()[0].leaves[0].points, wanted);
}

/// B9: a mean that no fraction of 8,192 bits holds is an error with its leaf, not a leaf without a word.
#[test]
fn a_mean_too_long_to_be_kept_is_told() {
    const QUESTIONS: usize = 40;
    // So many groups whose questions have prime numbers of answers, 40 of them to a group.
    let of = |groups: usize| {
        let ids: Vec<String> = (0..groups).map(|n| format!("g{n}")).collect();
        let weights = ids.iter().map(|id| format!(r#"{{"id": "{id}", "weight": "1"}}"#));
        let weights = format!(r#", "groups": [{}]"#, weights.collect::<Vec<_>>().join(","));
        let fw = Ruler::new(vec![survey("1", "1", &weights), survey("2", "1", "")]).build();
        let row = |n: usize| QuestionRow {
            question: format!("Q{n}"),
            code: if n < QUESTIONS { "1".into() } else { "2".into() },
            ..QuestionRow::default()
        };
        let rows: Vec<QuestionRow> = (0..=QUESTIONS).map(row).collect();
        let (questions, _) = Questionnaire::new(&fw, &rows, &|_, _| Place::default());
        let is_prime = |n: &usize| (2..=n.isqrt()).all(|d| !n.is_multiple_of(d));
        let primes: Vec<usize> = (2..).filter(is_prime).take(groups * QUESTIONS).collect();
        let mut tally = Tally::new(&questions);
        for (group, primes) in ids.iter().zip(primes.chunks(QUESTIONS)) {
            for ballot in 0..*primes.last().unwrap() {
                let answer = |prime: &usize| match ballot {
                    0 => "A",
                    n if n < *prime => "D",
                    _ => "",
                };
                let mut answers: Vec<&str> = primes.iter().map(answer).collect();
                answers.push("A");
                let head = BallotHead { unit: "u", group, ..BallotHead::default() };
                tally.ballot(&head, &answers, &|_| Place::default());
            }
        }
        tally.finish()
    };
    // Some 5,600 bits, then 9,600.
    let kept = of(13);
    assert_eq!(kept.findings(), []);
    assert!(kept.units()[0].leaves.iter().all(|leaf| leaf.points.is_some()));
    let counted = of(21);
    let found = counted.findings();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code(), FindingCode::TooManyAnswers);
    let place = found[0].place();
    assert_eq!((place.unit.as_deref(), place.node.as_deref()), (Some("u"), Some("1")));
    let unit = &counted.units()[0];
    assert!(unit.in_error && unit.leaves.iter().all(|leaf| leaf.points.is_none()));
    let all = score_all(counted.framework(), &counted.assessments(), Basis::Final);
    assert_eq!(all.cards()[0].state().as_str(), "in_error");
}

#[test]
fn units_in_error_or_silent_have_no_points_and_are_listed() {
    let (questions, _) = read_questions(&ruler(), "q.csv", b"question,code\nQ1,1\n");
    let units =
        vec!["a", "b", "c"].into_iter().map(par_index::assessment::RegisteredUnit::new).collect();
    let mut tally =
        Tally::new(&questions).with_register(par_index::assessment::Register::new(units).0);
    let table = b"ballot,unit,Q1\n1,a,A\n2,b,X\n3,b,A\n4,d,A\n";
    read_ballots(&mut tally, &questions, "b.csv", table.as_slice()).unwrap();
    let counted = tally.for_year(2023).finish();
    let codes: BTreeSet<&str> =
        counted.findings().iter().map(|finding| finding.code().as_str()).collect();
    assert_eq!(codes, BTreeSet::from(["unknown_option", "unknown_unit"]));
    let rows = par_index::view::survey_rows(&counted, &par_index::view::SurveyView::default());
    let states: Vec<(&str, &str)> =
        rows.iter().map(|row| (row.unit.as_str(), row.survey_state.as_str())).collect();
    assert_eq!(states, [("a", "scored"), ("b", "in_error"), ("c", "not_reported")]);
    let all = score_all(counted.framework(), &counted.assessments(), Basis::Final);
    let states: Vec<&str> = all.cards().iter().map(|card| card.state().as_str()).collect();
    assert_eq!(states, ["open", "in_error", "not_reported"]);
}
