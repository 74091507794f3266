//! Laws that hold for every framework and every assessment, stated as properties.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may unwrap")]

#[path = "common/generate.rs"]
mod generate;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use generate::{Case, Dice};
use par_index::spec::{AssessmentSpec, FactsSpec, FrameworkSpec, NodeSpec, Num, StageSpec};
use par_index::{
    Assessment, Basis, Cause, Code, Cohort, Day, Digits, Facts, FloorOn, Framework, Grades, Mark,
    Node, NodeScore, Order, Percent, Points, Ranking, Ratio, Rule, Scale, Scorecard, Standing,
    State, Step, Ties, Value, grade, ledger, rank, rank_at, read, score, score_all, weak, what_if,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

const BASES: [Basis; 3] = [Basis::SelfAssessed, Basis::Appraised, Basis::Final];

fn config() -> ProptestConfig {
    // PROPTEST_CASES raises the number.
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    // Regressions lie beside this file.
    let persistence = proptest::test_runner::FileFailurePersistence::WithSource("regressions");
    ProptestConfig {
        cases: cases.unwrap_or(192),
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

fn dec(points: Points) -> Decimal {
    points.to_decimal()
}

/// One step of the last printed place.
fn unit(print: Digits) -> Decimal {
    Decimal::new(1, u32::from(print.get()))
}

fn five(node: &NodeScore) -> [Decimal; 5] {
    [node.max(), node.possible(), node.obtained(), node.lost(), node.open()].map(dec)
}

fn cohort(case: &Case, basis: Basis) -> Cohort {
    let ruler = case.ruler();
    score_all(&ruler, &case.units(&ruler), basis)
}

/// Every leaf of a document, with its code.
fn leaves(nodes: &[NodeSpec]) -> Vec<&NodeSpec> {
    let below = |node| {
        let node: &NodeSpec = node;
        if node.children.is_empty() { vec![node] } else { leaves(&node.children) }
    };
    nodes.iter().flat_map(below).collect()
}

fn scale(framework: &Framework, node: &Node) -> Scale {
    Scale { max: node.max(), digits: framework.policies().award.unwrap_or(Digits::NINE) }
}

// ---- The five numbers. ----

fn closes(card: &Scorecard, code: &str, children: &[NodeSpec], shown: &Case) {
    let node = card.node(code).unwrap();
    let [max, possible, obtained, lost, open] = five(&node);
    assert_eq!(obtained + lost + open, possible, "{code}\n{shown:?}");
    assert!(possible <= max, "{code}\n{shown:?}");
    assert!(open >= Decimal::ZERO && possible >= Decimal::ZERO, "{code}\n{shown:?}");
    let mut below: Vec<String> = children.iter().map(|child| child.code.clone()).collect();
    if code == "total" {
        below.extend(["bonus".to_owned(), "deduction".to_owned()]);
    } else {
        assert!(obtained >= Decimal::ZERO && lost >= Decimal::ZERO, "{code}\n{shown:?}");
    }
    if !below.is_empty() {
        let rows = below.iter().map(|code| five(&card.node(code).unwrap()));
        let sum =
            rows.fold([Decimal::ZERO; 5], |sum, row| std::array::from_fn(|n| sum[n] + row[n]));
        assert_eq!(sum, five(&node), "{code}\n{shown:?}");
    }
    let ledger = ledger(card);
    let causes = ledger.node(code).unwrap();
    let sum: Decimal = Cause::ALL.iter().map(|cause| dec(causes.of(*cause))).sum();
    assert_eq!((sum, dec(causes.total())), (lost, lost), "{code}\n{shown:?}");
    if !below.is_empty() {
        for cause in Cause::ALL {
            let parts = below.iter().map(|code| dec(ledger.node(code).unwrap().of(*cause)));
            assert_eq!(
                parts.sum::<Decimal>(),
                dec(causes.of(*cause)),
                "{code} {cause:?}\n{shown:?}"
            );
        }
    }
    let exists = open == Decimal::ZERO && possible > Decimal::ZERO;
    assert_eq!(node.ratio().is_some(), exists, "{code}\n{shown:?}");
    assert_eq!(node.bounds().is_some(), possible > Decimal::ZERO, "{code}\n{shown:?}");
    if let Some((low, high)) = node.bounds() {
        assert!(low <= high && node.ratio().is_none_or(|ratio| ratio == low && ratio == high));
    }
    for child in children {
        closes(card, &child.code, &child.children, shown);
    }
}

// ---- The rules. ----

/// A framework of one leaf with a share rule.
fn share_framework(dice: &mut Dice) -> FrameworkSpec {
    let mut framework = generate::framework(dice);
    let max = dice.pick(&["1", "2.5", "3.333333333", "0.07", "10"]);
    let max = Num::from(max);
    let rule = Some(generate::share(dice));
    let name = framework.title.clone();
    let leaf =
        NodeSpec { code: "1".to_owned(), name, max: max.clone(), rule, ..NodeSpec::default() };
    framework.policies.award = Some(par_index::spec::AwardSpec { digits: 2 });
    framework.total = max;
    framework.nodes = vec![leaf];
    framework
}

/// What a leaf's rule gives for `done` of `of`, through an assessment.
fn award_of(framework: &Framework, done: u32, of: u32) -> Points {
    let mut sheet = AssessmentSpec::new(framework.id(), 2023, "a");
    let facts =
        FactsSpec { done: Some(Num::from(done)), of: Some(Num::from(of)), ..FactsSpec::default() };
    sheet.entry("1").self_score = Some(StageSpec { facts: Some(facts), ..StageSpec::default() });
    let (assessment, findings) = sheet.check(framework);
    assert!(!assessment.is_in_error(), "{findings:?}");
    let stage = assessment.entry("1").unwrap().self_score.clone().unwrap();
    stage.value.unwrap().points().unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_five_numbers_close_at_every_node(case in Case::any()) {
        let ruler = case.ruler();
        for assessment in case.units(&ruler) {
            for basis in BASES {
                let card = score(&ruler, &assessment, basis);
                closes(&card, "total", &case.framework.nodes, &case);
                let codes: Vec<String> =
                    card.nodes().map(|node| node.code().to_string()).collect();
                let tree = ruler.nodes().iter().map(|node| node.code().to_string());
                let all: Vec<String> =
                    tree.chain(["bonus", "deduction", "total"].map(String::from)).collect();
                prop_assert_eq!(codes, all);
            }
        }
    }

    #[test]
    fn no_award_leaves_its_leaf(case in Case::any()) {
        let ruler = case.ruler();
        for assessment in case.units(&ruler) {
            for node in ruler.leaves() {
                let Some(entry) = assessment.entry(node.code().as_str()) else { continue };
                let stages =
                    [&entry.self_score, &entry.appraised, &entry.appraised_again, &entry.survey];
                for value in stages.into_iter().flatten().filter_map(|stage| stage.value.as_ref()) {
                    if let Some(points) = value.points() {
                        prop_assert!(Points::ZERO <= points && points <= node.max());
                    }
                    if let (Value::Facts(facts, award), Rule::Share(rule)) =
                        (value, node.leaf().unwrap().rule())
                    {
                        let none = facts.of == Some(Points::ZERO);
                        prop_assert_eq!(award.points.is_none(), none && rule.if_any);
                    }
                }
            }
        }
    }

    #[test]
    fn share_awards_never_fall_and_reachable_lists_them_all(
        choices in prop::collection::vec(any::<u16>(), 0..80),
        of in 1_u32..40,
    ) {
        let framework = share_framework(&mut Dice::of(choices)).check().unwrap();
        let node = framework.node("1").unwrap();
        let Rule::Share(rule) = node.leaf().unwrap().rule() else { panic!() };
        let top = if rule.may_exceed { of * 4 } else { of };
        let mut least: BTreeMap<Points, u32> = BTreeMap::new();
        let mut before = Points::ZERO;
        for done in 0..=top {
            let award = award_of(&framework, done, of);
            prop_assert!(before <= award && award <= node.max(), "{done}/{of} {rule:?}");
            least.entry(award).or_insert(done);
            before = award;
        }
        let facts = Facts::share(Points::ZERO, Points::whole(i32::try_from(of).unwrap()));
        let levels = node.leaf().unwrap().rule().reachable(scale(&framework, node), Some(&facts));
        let listed: Vec<(Points, String)> = levels
            .map(|level| (level.points, level.facts.unwrap().done.unwrap().to_string()))
            .collect();
        let wanted: Vec<(Points, String)> =
            least.into_iter().map(|(points, done)| (points, done.to_string())).collect();
        prop_assert_eq!(listed, wanted, "of {} {:?}", of, rule);
    }

    #[test]
    fn items_still_needed_are_the_least(
        choices in prop::collection::vec(any::<u16>(), 0..80),
        of in 1_u32..40,
        done in 0_u32..40,
    ) {
        let framework = share_framework(&mut Dice::of(choices)).check().unwrap();
        let Rule::Share(rule) = framework.node("1").unwrap().leaf().unwrap().rule() else {
            panic!()
        };
        let done = done.min(of);
        let whole = |n: u32| Points::whole(i32::try_from(n).unwrap());
        let grows = u32::from(rule.more == par_index::More::OfGrows);
        let full = |n: u32| {
            let share = Ratio::new(whole(done + n), whole(of + grows * n)).unwrap();
            match rule.full_at {
                par_index::FullAt::AtLeast(t) => share.cmp_percent(t).is_ge(),
                par_index::FullAt::Above(t) => share.cmp_percent(t).is_gt(),
                _ => panic!(),
            }
        };
        let wanted = (0..6000).find(|n| full(*n)).map(whole);
        prop_assert_eq!(rule.needed(whole(done), whole(of)), wanted, "{}/{} {:?}", done, of, rule);
    }

    #[test]
    fn stated_levels_are_reachable_and_stand(case in Case::any()) {
        let ruler = case.ruler();
        for (node, spec) in ruler.leaves().zip(leaves(&case.framework.nodes)) {
            let (scale, rule) = (scale(&ruler, node), node.leaf().unwrap().rule());
            let levels: Vec<Points> =
                rule.reachable(scale, None).take(500).map(|level| level.points).collect();
            prop_assert!(levels.is_sorted() && !levels.is_empty());
            prop_assert!(levels.iter().all(|points| *points <= rule.best(scale)));
            prop_assert!(rule.best(scale) <= node.max());
            for level in spec.rule.as_ref().unwrap().levels.iter().flatten() {
                let points: Points = level.points.as_str().parse().unwrap();
                prop_assert!(levels.contains(&points));
            }
            for points in levels {
                let sheet = AssessmentSpec::new(ruler.id(), 2023, "a");
                let typed = points.to_string();
                let sheet = if node.is_survey() {
                    sheet.survey(node.code().as_str(), &typed)
                } else {
                    sheet.appraised(node.code().as_str(), &typed)
                };
                let (assessment, findings) = sheet.check(&ruler);
                prop_assert!(!assessment.is_in_error(), "{:?}", findings);
            }
        }
    }
}

// ---- Remedies. ----

/// The points a step could take a leaf to: the rule's best, and the next reachable level.
fn raises(framework: &Framework, node: &Node, from: Points) -> Vec<Points> {
    let rule = node.leaf().unwrap().rule();
    let scale = scale(framework, node);
    let next = rule.reachable(scale, None).map(|level| level.points).find(|to| *to > from);
    let mut raises: Vec<Points> = [next, Some(rule.best(scale))].into_iter().flatten().collect();
    raises.retain(|to| *to > from);
    raises.dedup();
    raises
}

/// The same document with other points at the stage that counts under `final`.
fn with_points(sheet: &AssessmentSpec, node: &Node, to: Points) -> AssessmentSpec {
    let mut sheet = sheet.clone();
    let entry = sheet.entry(node.code().as_str());
    let filled = |stage: &Option<StageSpec>| {
        stage.as_ref().is_some_and(|stage| {
            stage.points.is_some() || stage.facts.is_some() || stage.not_applicable.is_some()
        })
    };
    let stage = if node.is_survey() {
        &mut entry.survey
    } else if filled(&entry.appraised_again) {
        &mut entry.appraised_again
    } else {
        &mut entry.appraised
    };
    *stage = Some(StageSpec { points: Some(Num::from(to)), ..StageSpec::default() });
    sheet
}

/// Ids of the ranked units with a ratio that `keep` likes.
fn units_where(cohort: &Cohort, but: &str, keep: impl Fn(Ratio) -> bool) -> BTreeSet<String> {
    let cards = cohort.cards().iter().filter(|card| card.unit().ranked && card.unit().id != but);
    cards
        .filter(|card| card.total().ratio().is_some_and(&keep))
        .map(|card| card.unit().id.clone())
        .collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_raised_mark_never_hurts(case in Case::any()) {
        let ruler = case.ruler();
        let before = score_all(&ruler, &case.units(&ruler), Basis::Final);
        let sheet = &case.sheets[0];
        let own = sheet.unit.id.as_str();
        let card = before.card(own).unwrap();
        let standing = rank(&before).of(own).unwrap().clone();
        for node in ruler.leaves() {
            let code = node.code();
            let Some(Mark::Scored(from)) = card.mark(code.as_str()) else { continue };
            for to in raises(&ruler, node, from) {
                let result = what_if(&before, own, &[Step::new(code.clone(), to)]);
                prop_assert!(result.findings.is_empty(), "{:?}", result.findings);
                let (was, is) = (result.before.unwrap(), result.after.unwrap());
                prop_assert_eq!((was.rank, was.tied), (standing.rank, standing.tied));
                let gain = dec(to) - dec(from);
                prop_assert_eq!(dec(is.score.obtained()) - dec(was.score.obtained()), gain);
                prop_assert_eq!(is.score.possible(), was.score.possible());
                prop_assert!(is.ratio >= was.ratio && is.rank <= was.rank);
                // The step agrees with filling in the assessment anew.
                let mut sheets = case.sheets.clone();
                sheets[0] = with_points(sheet, node, to);
                let again = Case { framework: case.framework.clone(), sheets };
                let after = score_all(&ruler, &again.units(&ruler), Basis::Final);
                let row = rank(&after).of(own).unwrap().clone();
                prop_assert_eq!(five(&is.score), five(&row.score));
                prop_assert_eq!((is.rank, is.tied), (row.rank, row.tied));
                let label = row.grade.label;
                if matches!(ruler.grades(), Grades::Bands(_)) {
                    prop_assert_eq!(is.grade, label);
                }
                prop_assert_eq!(is.next.map(|(_, _, points)| points), row.points_to_next);
                // Overtaken and drawn level, counted by hand.
                let ids = |units: &[par_index::Unit]| {
                    units.iter().map(|unit| unit.id.clone()).collect::<BTreeSet<_>>()
                };
                let mut passed = BTreeSet::new();
                let mut level = BTreeSet::new();
                if let (Some(was), Some(is), true) = (was.ratio, is.ratio, card.unit().ranked) {
                    passed = units_where(&before, own, |other| other > was && other < is);
                    level = units_where(&before, own, |other| other > was && other == is);
                }
                prop_assert_eq!(ids(&result.overtakes), passed);
                prop_assert_eq!(ids(&result.draws_level), level);
            }
        }
    }

    #[test]
    fn steps_add_up_exactly(case in Case::any()) {
        let all = cohort(&case, Basis::Final);
        for card in all.cards() {
            let own = card.unit().id.as_str();
            let repairs = weak(&all, own, Order::PointsLost).repair_first(4);
            let result = what_if(&all, own, &repairs.steps);
            let Some((was, is)) = result.before.zip(result.after) else { continue };
            prop_assert_eq!(result.rows.len(), repairs.steps.len());
            let gains: Decimal = result.rows.iter().map(|row| dec(row.gain)).sum();
            prop_assert_eq!(dec(is.score.obtained()) - dec(was.score.obtained()), gains);
            prop_assert_eq!(is.score.possible(), was.score.possible());
            if let Some(last) = result.rows.last() {
                prop_assert_eq!(last.after.rank, is.rank);
            }
        }
    }

    #[test]
    fn no_step_changes_nothing(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            for card in all.cards() {
                let result = what_if(&all, &card.unit().id, &[]);
                if matches!(card.state(), State::NotReported | State::InError) {
                    prop_assert!(result.before.is_none() && !result.findings.is_empty());
                    continue;
                }
                let (was, is) = (result.before.unwrap(), result.after.unwrap());
                prop_assert_eq!(five(&was.score), five(&is.score));
                prop_assert_eq!(five(&was.score), five(&card.total()));
                prop_assert_eq!((was.ratio, was.rank), (is.ratio, is.rank));
                prop_assert_eq!((was.tied, was.grade, was.next), (is.tied, is.grade, is.next));
                prop_assert!(result.rows.is_empty() && result.overtakes.is_empty());
                prop_assert!(result.draws_level.is_empty() && result.findings.is_empty());
            }
        }
    }
}

// ---- Rankings. ----

/// A row as plain text, for comparison.
fn row_text(row: &Standing) -> String {
    format!(
        "{:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {} {:?}",
        row.rank,
        row.tied,
        row.unit,
        five(&row.score),
        row.ratio,
        row.grade,
        row.points_to_next,
        row.margin,
        row.marked,
        row.score.state(),
    )
}

fn rows_text(ranking: &Ranking) -> Vec<String> {
    ranking.rows().iter().map(row_text).collect()
}

/// The first band from the top whose bound and floor hold, by decimals alone.
fn naive_grade(card: &Scorecard) -> Option<String> {
    let Grades::Bands(bands) = card.framework().grades() else { return None };
    let total = card.total();
    total.ratio()?;
    let at_least = |node: &NodeScore, percent: Percent| {
        let percent: Decimal = percent.to_string().parse().unwrap();
        dec(node.obtained()) * Decimal::ONE_HUNDRED >= percent * dec(node.possible())
    };
    let band = bands.iter().find(|band| {
        let group = card.unit().group.as_ref();
        let mine =
            band.blocks.as_ref().is_none_or(|blocks| group.is_some_and(|id| blocks.contains(id)));
        let floor = band.floor.is_none_or(|(floor, on)| {
            card.framework().nodes().iter().all(|node| {
                let watched = match on {
                    FloorOn::Leaf => node.leaf().is_some(),
                    FloorOn::Field => node.depth() == 1,
                    _ => node.depth() == 2 || (node.depth() == 1 && node.leaf().is_some()),
                };
                let score = card.node(node.code().as_str()).unwrap();
                let skipped = score.ratio().is_none() || score.state() == State::NotApplicable;
                !watched || skipped || at_least(&score, floor)
            })
        });
        mine && at_least(&total, band.from) && floor
    });
    band.map(|band| band.label.en.clone())
}

fn ranks_hold(all: &Cohort, ranking: &Ranking) {
    let policies = all.framework().policies();
    let step = unit(policies.print);
    for row in ranking.rows() {
        let peers = || {
            let same = |other: &&Standing| !all.is_by_group() || other.unit.group == row.unit.group;
            ranking.rows().iter().filter(same).filter(|other| other.rank.is_some())
        };
        let Some(own) = row.ratio.filter(|_| row.unit.ranked) else {
            assert_eq!((row.rank, row.tied), (None, false));
            assert_eq!((row.points_to_next, row.margin), (None, None));
            continue;
        };
        let ratios: Vec<Ratio> = peers().map(|other| other.ratio.unwrap()).collect();
        let mut better: Vec<Ratio> = ratios.iter().copied().filter(|ratio| *ratio > own).collect();
        let next = better.iter().min().copied();
        if policies.ties == Ties::Dense {
            better.sort_unstable();
            better.dedup();
        }
        assert_eq!(row.rank, Some(1 + better.len()));
        assert_eq!(row.tied, ratios.iter().filter(|ratio| **ratio == own).count() > 1);
        // F7 and M10 by decimals: the points reach the other ratio, a unit less does not.
        let (obtained, possible) = (dec(row.score.obtained()), dec(row.score.possible()));
        let parts = |ratio: Ratio| {
            let text = ratio.to_string();
            let (part, whole) = text.split_once('/').unwrap();
            (part.parse::<Decimal>().unwrap(), whole.parse::<Decimal>().unwrap())
        };
        assert_eq!(row.points_to_next.is_some(), next.is_some());
        if let (Some(points), Some(next)) = (row.points_to_next, next) {
            let (part, whole) = parts(next);
            let reaches = |points: Decimal| (obtained + points) * whole >= part * possible;
            assert!(reaches(dec(points)) && !reaches(dec(points) - step), "{row:?}");
            assert_eq!(dec(points) % step, Decimal::ZERO);
        }
        let worse = ratios.iter().filter(|ratio| **ratio < own).max().copied();
        assert_eq!(row.margin.is_some(), worse.is_some());
        if let (Some(points), Some(worse)) = (row.margin, worse) {
            let (part, whole) = parts(worse);
            let stays = |points: Decimal| (obtained - points) * whole >= part * possible;
            assert!(stays(dec(points)) && !stays(dec(points) + step), "{row:?}");
            assert_eq!(dec(points) % step, Decimal::ZERO);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn ranks_count_who_is_better(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            let fields: Vec<String> =
                all.framework().fields().map(|node| node.code().to_string()).collect();
            for all in [all.clone(), all.by_group()] {
                ranks_hold(&all, &rank(&all));
                for code in &fields {
                    ranks_hold(&all, &rank_at(&all, code));
                }
                for card in all.cards() {
                    prop_assert!(rank(&all).of(&card.unit().id).is_some());
                }
                prop_assert_eq!(rank(&all).rows().len(), all.cards().len());
            }
        }
    }

    #[test]
    fn grades_are_the_first_band_that_holds(case in Case::any()) {
        for card in cohort(&case, Basis::Final).cards() {
            let graded = grade(card);
            let label = graded.label.map(|label| label.en);
            prop_assert_eq!(label, naive_grade(card));
            let Some(next) = graded.next else { continue };
            let Grades::Bands(bands) = card.framework().grades() else { panic!() };
            let from = bands.iter().find(|band| band.label == next.label).unwrap().from;
            let from: Decimal = from.to_string().parse().unwrap();
            let total = card.total();
            let reaches = |points: Decimal| {
                let obtained = dec(total.obtained()) + points;
                obtained * Decimal::ONE_HUNDRED >= from * dec(total.possible())
            };
            let step = unit(card.framework().policies().print);
            prop_assert!(reaches(dec(next.points)));
            let least = next.points == Points::ZERO || !reaches(dec(next.points) - step);
            prop_assert!(least, "{:?} {:?}", next, total);
        }
    }

    #[test]
    fn order_of_the_inputs_changes_nothing(case in Case::any(), turn in 0_usize..5) {
        let ruler = case.ruler();
        let units = case.units(&ruler);
        let mut turned = units.clone();
        turned.rotate_left(turn % units.len());
        let mut mirrored = units.clone();
        mirrored.reverse();
        for basis in BASES {
            let first = score_all(&ruler, &units, basis);
            for other in [&turned, &mirrored] {
                let other = score_all(&ruler, other, basis);
                prop_assert_eq!(rows_text(&rank(&first)), rows_text(&rank(&other)));
                prop_assert_eq!(
                    rows_text(&rank(&first.clone().by_group())),
                    rows_text(&rank(&other.clone().by_group()))
                );
                prop_assert_eq!(first.findings(), other.findings());
            }
        }
    }

    #[test]
    fn a_weak_list_is_sorted_and_its_shares_close(case in Case::any()) {
        for basis in BASES {
            let all = cohort(&case, basis);
            for card in all.cards() {
                for order in [Order::PointsLost, Order::Attainment] {
                    weak_list_holds(&all, card, order);
                }
            }
        }
    }
}

fn weak_list_holds(all: &Cohort, card: &Scorecard, order: Order) {
    let rows = weak(all, &card.unit().id, order);
    let framework = all.framework();
    let place = |code: &Code| framework.leaves().position(|leaf| leaf.code() == code).unwrap();
    for pair in rows.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let by_key = match order {
            Order::PointsLost => b.lost.cmp(&a.lost),
            _ => a.ratio.unwrap().cmp(&b.ratio.unwrap()),
        };
        assert!(by_key.then(place(&a.code).cmp(&place(&b.code))).is_lt(), "{a:?} {b:?}");
    }
    let losing = framework
        .leaves()
        .filter(|leaf| card.node(leaf.code().as_str()).unwrap().lost() > Points::ZERO);
    assert_eq!(rows.len(), losing.count());
    let lost = Points::checked_sum(rows.iter().map(|row| row.lost)).unwrap();
    assert_eq!(lost, rows.lost());
    let mut sum = Points::ZERO;
    for (n, row) in rows.iter().enumerate() {
        assert_eq!(row.position, n + 1);
        sum = sum.checked_add(row.lost).unwrap();
        assert_eq!(row.share_of_lost, Ratio::new(row.lost, lost));
        assert_eq!(row.cumulative_share, Ratio::new(sum, lost));
        let node = card.node(row.code.as_str()).unwrap();
        assert_eq!(row.possible, node.possible());
        assert_eq!((row.obtained, row.lost), (node.obtained(), node.lost()));
    }
    if let Some(last) = rows.last() {
        let whole = Ratio::new(Points::whole(1), Points::whole(1));
        assert_eq!(last.cumulative_share, whole);
    }
}

/// F2: a node that does not apply is skipped by the floor, also where the policy makes it 0 %.
#[test]
fn floors_skip_what_does_not_apply() {
    let mut skipped = 0;
    for seed in 0..1500 {
        let mut case = Case::draw(&mut Dice::seeded(seed));
        let policies = &mut case.framework.policies;
        policies.not_applicable = Some(par_index::NotApplicablePolicy::Zero);
        let band = |on: FloorOn| par_index::spec::BandSpec {
            label: par_index::Text::same(on.as_str()),
            from: Num::from(5),
            component_floor: Some(Num::from(5)),
            floor_on: Some(on),
            blocks: None,
            source: None,
        };
        let on = [FloorOn::Leaf, FloorOn::Criterion, FloorOn::Field][usize::from(seed % 3 == 0)];
        case.framework.grades = par_index::spec::GradesSpec::Bands(vec![band(on)]);
        for card in cohort(&case, Basis::Final).cards() {
            let label = grade(card).label.map(|label| label.en);
            assert_eq!(label, naive_grade(card), "{case:?}");
            let void = card
                .nodes()
                .any(|node| node.state() == State::NotApplicable && node.ratio().is_some());
            skipped += usize::from(void && label.is_some());
        }
    }
    assert!(skipped > 20, "{skipped}");
}

// ---- Print and parse. ----

/// Raw numbers of all sizes, up to the largest and of either sign.
fn any_points() -> impl Strategy<Value = Points> {
    let top = 8_999_999_999_999_999_999_i64;
    prop_oneof![
        -top..=top,
        -2_000_000_000_000_i64..=2_000_000_000_000,
        (-20_000_i64..=20_000).prop_map(|cents| cents * 10_000_000),
        Just(0),
        Just(top),
        Just(-top)
    ]
    .prop_map(|raw| Points::try_from(Decimal::new(raw, 9)).unwrap())
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases * 4, ..config() })]

    #[test]
    fn points_print_and_read_back(points in any_points(), other in any_points()) {
        let text = points.to_string();
        prop_assert_eq!(text.parse::<Points>(), Ok(points));
        let json = serde_json::to_string(&points).unwrap();
        prop_assert_eq!(serde_json::from_str::<Points>(&json).unwrap(), points);
        prop_assert_eq!(Points::try_from(points.to_decimal()), Ok(points));
        prop_assert_eq!(text.parse::<Decimal>().unwrap(), points.to_decimal());
        prop_assert_eq!(Decimal::from(points).to_string(), text);
        let (a, b) = (points.to_decimal(), other.to_decimal());
        prop_assert_eq!(points.cmp(&other), a.cmp(&b));
        prop_assert_eq!(points == other, hash_of(&points) == hash_of(&other));
        prop_assert_eq!(points.checked_add(other), Points::try_from(a + b).ok());
        prop_assert_eq!(points.checked_sub(other), Points::try_from(a - b).ok());
    }

    #[test]
    fn rounding_is_half_away_from_zero(points in any_points(), places in 0_u8..=9) {
        let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        let rounded = points.to_decimal().round_dp_with_strategy(u32::from(places), strategy);
        let digits = Digits::new(places).unwrap();
        prop_assert_eq!(points.round(digits).to_decimal(), rounded);
        let printed = format!("{points:.*}", usize::from(places));
        prop_assert_eq!(printed.parse::<Decimal>().unwrap(), rounded);
        let negative = printed.starts_with('-');
        prop_assert_eq!(negative, rounded < Decimal::ZERO, "{}", printed);
        let after = printed.split_once('.').map_or(0, |(_, after)| after.len());
        prop_assert_eq!(after, usize::from(places));
    }

    #[test]
    fn points_read_what_decimals_read(text in "[+-]?[0-9]{0,12}(\\.[0-9]{0,12})?") {
        let plain = text.trim_start_matches(['+', '-']);
        let (whole, places) = plain.split_once('.').map_or((plain, None), |(a, b)| (a, Some(b)));
        let well = !whole.is_empty() && places.is_none_or(|p| (1..=9).contains(&p.len()));
        let value: Option<Decimal> = text.parse().ok().filter(|_| well);
        let limit = Decimal::from(9_000_000_000_i64);
        let value = value.filter(|value| value.abs() < limit);
        prop_assert_eq!(text.parse::<Points>().ok().map(dec), value);
    }

    #[test]
    fn ratios_print_and_read_back(part in any_points(), whole in any_points(), k in 1_i32..9) {
        let Some(ratio) = Ratio::new(part, whole) else {
            prop_assert!(whole <= Points::ZERO);
            return Ok(());
        };
        let back: Ratio = ratio.to_string().parse().unwrap();
        prop_assert_eq!(back.to_string(), ratio.to_string());
        prop_assert!(back == ratio && hash_of(&back) == hash_of(&ratio));
        let times = |points: Points| Points::try_from(points.to_decimal() * Decimal::from(k));
        if let (Ok(part), Ok(whole)) = (times(part), times(whole)) {
            let same = Ratio::new(part, whole).unwrap();
            prop_assert!(same == ratio && hash_of(&same) == hash_of(&ratio));
        }
    }

    #[test]
    fn ratios_order_as_quotients(a in any_points(), b in 1_i64..1000, c in any_points(), d in 1_i64..1000) {
        let ratio = |part: Points, whole: i64| {
            Ratio::new(part, Points::try_from(Decimal::from(whole)).unwrap()).unwrap()
        };
        let (left, right) = (dec(a) * Decimal::from(d), dec(c) * Decimal::from(b));
        prop_assert_eq!(ratio(a, b).cmp(&ratio(c, d)), left.cmp(&right));
        prop_assert_eq!(ratio(a, b) == ratio(c, d), left == right);
    }

    #[test]
    fn percents_print_and_read_back(points in any_points()) {
        let percent: Percent = points.to_string().parse().unwrap();
        prop_assert_eq!(percent.to_string(), points.to_string());
        prop_assert_eq!(percent.to_string().parse(), Ok(percent));
        let json = serde_json::to_string(&percent).unwrap();
        prop_assert_eq!(serde_json::from_str::<Percent>(&json).unwrap(), percent);
        if let Some(ratio) = Ratio::new(points, Points::whole(100)) {
            prop_assert!(ratio.cmp_percent(percent).is_eq());
            prop_assert_eq!(ratio.percent(Digits::NINE), percent);
        }
    }

    #[test]
    fn codes_print_and_read_back_and_are_ordered(
        texts in prop::collection::vec(
            prop_oneof!["[0-9aăIVXA_-]{1,3}(\\.[0-9aIVX]{1,2}){0,3}", "[01]{1,3}(\\.0?1)?"],
            3,
        )
    ) {
        let codes: Vec<Code> = texts.iter().map(|text| text.parse().unwrap()).collect();
        for (code, text) in codes.iter().zip(&texts) {
            prop_assert_eq!(&code.to_string().parse::<Code>().unwrap(), code);
            prop_assert_eq!(code.as_str(), text.as_str());
            let json = serde_json::to_string(code).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Code>(&json).unwrap(), code);
        }
        let [a, b, c] = &codes[..] else { panic!() };
        prop_assert_eq!(a.cmp(b), b.cmp(a).reverse());
        prop_assert_eq!(a.cmp(b).is_eq(), a == b);
        prop_assert_eq!(a == b, a.as_str() == b.as_str());
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
        prop_assert!(!b.is_under(a) || a < b);
    }

    #[test]
    fn days_print_and_read_back(year in 1900_u16..2200, month in 1_u8..=12, day in 1_u8..=31) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let read = text.parse::<Day>();
        prop_assert_eq!(read.is_ok(), day <= last);
        if let Ok(read) = read {
            prop_assert_eq!(read.to_string(), text);
            let json = serde_json::to_string(&read).unwrap();
            prop_assert_eq!(serde_json::from_str::<Day>(&json).unwrap(), read);
        }
    }
}

// ---- Documents. ----

/// An assessment's text, entry by entry.
fn sheet_text(assessment: &Assessment) -> String {
    let entries = assessment
        .framework()
        .leaves()
        .map(|leaf| format!("{:?}", assessment.entry(leaf.code().as_str())));
    let entries: Vec<String> = entries.collect();
    format!("{:?} {:?} {entries:?}", assessment.unit(), assessment.year())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn frameworks_print_and_read_back(case in Case::any()) {
        let ruler = case.ruler();
        let printed = ruler.to_json();
        let again = Framework::from_json(&printed).unwrap();
        prop_assert_eq!(again.hash(), ruler.hash());
        prop_assert_eq!(again.to_json(), printed);
        prop_assert!(again == ruler);
        prop_assert_eq!(again.policies(), ruler.policies());
        prop_assert_eq!(again.grades(), ruler.grades());
        let grave = |framework: &Framework| {
            let findings = framework.findings().iter();
            let grave = findings.filter(|finding| finding.severity() > par_index::Severity::Note);
            grave.map(ToString::to_string).collect::<Vec<String>>()
        };
        prop_assert_eq!(grave(&again), grave(&ruler));
        for (a, b) in again.nodes().iter().zip(ruler.nodes()) {
            prop_assert_eq!(a.code(), b.code());
            prop_assert_eq!(again.lead_key(a), ruler.lead_key(b));
            let rules = |node: &Node| node.leaf().map(|leaf| leaf.rule().clone());
            prop_assert_eq!(rules(a), rules(b));
        }
        // The document itself also survives its own text.
        let text = serde_json::to_string(&case.framework).unwrap();
        let spec: FrameworkSpec = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&spec, &case.framework);
        let checked = spec.check().unwrap();
        prop_assert_eq!(checked.hash(), ruler.hash());
    }

    #[test]
    fn assessments_print_and_read_back(case in Case::any()) {
        let ruler = case.ruler();
        let texts: Vec<String> =
            case.sheets.iter().map(|sheet| serde_json::to_string(sheet).unwrap()).collect();
        for (text, sheet) in texts.iter().zip(&case.sheets) {
            let back: AssessmentSpec = serde_json::from_str(text).unwrap();
            prop_assert_eq!(&back, sheet);
        }
        // One array and one object per line say the same.
        let wanted: Vec<String> = case.units(&ruler).iter().map(sheet_text).collect();
        for file in [format!("[{}]", texts.join(",")), texts.join("\n")] {
            let input = read(&ruler, &file);
            prop_assert!(!input.has_errors(), "{:?}", input.findings);
            let got: Vec<String> = input.assessments.iter().map(sheet_text).collect();
            prop_assert_eq!(&got, &wanted);
        }
    }
}

#[test]
fn the_embedded_frameworks_print_and_read_back() {
    for id in par_index::embedded_ids() {
        let ruler = par_index::framework(id).unwrap();
        let again = Framework::from_json(ruler.to_json()).unwrap();
        assert_eq!((again.hash(), again.to_json()), (ruler.hash(), ruler.to_json()));
    }
}

/// The hash is of normal form C: the same words typed in two ways are one framework.
#[test]
fn the_hash_does_not_see_how_accents_were_typed() {
    let document = |a: &str| {
        format!(
            r#"{{"schema_version": 1, "kind": "framework", "id": "x", "title": {{"vi": "{a}"}},
            "index": "par", "level": "{a}", "basis": [{{"document": "{a}"}}],
            "provenance": "illustrative", "total": "2",
            "policies": {{"not_applicable": "rescale", "no_survey": "rescale",
              "missing": "incomplete", "ties": "competition", "award": {{"digits": 2}},
              "print": {{"digits": 2}}}},
            "grades": [{{"label": {{"vi": "{a}"}}, "from": "80", "blocks": ["{a}"], "source": "{a}"}}],
            "agencies": [{{"id": "{a}", "name": {{"vi": "{a}"}}, "short": {{"vi": "{a}"}}}}],
            "nodes": [
              {{"code": "{a}", "name": {{"vi": "{a}"}}, "short": {{"vi": "{a}"}}, "max": "1",
                "lead": ["{a}"], "evidence": "{a}", "how": "{a}", "source": "{a}",
                "rule": {{"kind": "levels", "levels": [
                  {{"id": "{a}", "points": "1", "label": {{"vi": "{a}"}}}}]}}}},
              {{"code": "2", "name": {{"vi": "{a}"}}, "max": "1",
                "rule": {{"kind": "share", "full_at": {{"at_least": "100"}},
                  "labels": {{"done": {{"vi": "{a}"}}}}}}}}]}}"#
        )
    };
    let composed = Framework::from_json(document("\u{e1}")).unwrap();
    let decomposed = Framework::from_json(document("a\u{301}")).unwrap();
    assert_eq!(composed.to_json(), decomposed.to_json());
    assert_eq!(composed.hash(), decomposed.hash());
}

/// Nouns for facts are part of the ruler, whatever the kind of rule.
#[test]
fn labels_of_facts_survive_the_printed_form() {
    let labels: BTreeMap<String, par_index::Text> =
        [("answer".to_owned(), par_index::Text::new("đã ban hành", "issued"))].into();
    let mut framework = share_framework(&mut Dice::of(Vec::new()));
    let rule = framework.nodes[0].rule.as_mut().unwrap();
    *rule = par_index::spec::RuleSpec {
        kind: par_index::spec::Kind::YesNo,
        labels: Some(labels),
        ..par_index::spec::RuleSpec::default()
    };
    let printed = framework.check().unwrap().to_json();
    assert!(printed.contains("đã ban hành"), "{printed}");
}

/// Two channels of one unit are two assessments; their order in the input must not show.
#[test]
fn order_of_channels_changes_nothing() {
    let framework = share_framework(&mut Dice::of(Vec::new())).check().unwrap();
    let sheet = |channel: &str, points: &str| {
        let mut sheet = AssessmentSpec::new(framework.id(), 2023, "a").appraised("1", points);
        sheet.channel = Some(channel.to_owned());
        sheet.check(&framework).0
    };
    let (web, desk) = (sheet("web", "1"), sheet("desk", "0.5"));
    let one = score_all(&framework, &[web.clone(), desk.clone()], Basis::Final);
    let other = score_all(&framework, &[desk, web], Basis::Final);
    assert_eq!(rows_text(&rank(&one)), rows_text(&rank(&other)));
    let first = |all: &Cohort| five(&all.card("a").unwrap().total());
    assert_eq!(first(&one), first(&other));
}
