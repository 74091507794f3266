//! Goals one by one: ranks with ties, blocks, floors, nodes, what cannot be planned.

use par_index::framework::Ties;
use par_index::remediation::frontier;
use par_index::{Basis, Cohort, Efforts, Goal, Plan, plan, rank, read, score_all};
use proptest::prelude::*;

use super::town::{points, text};
use super::{Dice, Town};
use crate::common::{Fill, Ruler, field, leaf, sheet, surveyed};

fn codes(plan: &Plan) -> Vec<&str> {
    plan.steps.rows.iter().map(|row| row.code.as_str()).collect()
}

/// Units of one block with the points given, and one to plan for.
fn block(own: i64, others: &[i64], ties: Ties) -> (Cohort, Efforts) {
    let framework = Ruler::new(vec![field("1", vec![leaf("1.1", "100"), leaf("1.2", "20")])])
        .policies(|policies| policies.ties = Some(ties))
        .build();
    let unit = |id: &str, at: i64| sheet(id).appraised("1.1", text(at)).appraised("1.2", "0");
    let mut sheets = vec![unit("own", own)];
    sheets.extend(others.iter().enumerate().map(|(n, at)| unit(&format!("u{n:02}"), *at)));
    let input = read(&framework, serde_json::to_string(&sheets).unwrap());
    let rows: Vec<_> = (1..=20)
        .map(|n| par_index::remediation::EffortRow::new("1.2", points(n * 100), n as u64))
        .collect();
    let (efforts, found) = Efforts::of(&framework, &rows);
    assert_eq!(found, []);
    (score_all(&framework, &input.assessments, Basis::Final), efforts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The rank a plan promises is the one the ranking gives once the steps are taken, and one point
    /// less of effort does not give it.
    #[test]
    fn rank_goals_are_right_with_ties(
        own in 0..60_i64,
        others in proptest::collection::vec(0..60_i64, 0..12),
        wanted in 1..8_usize,
        dense: bool,
    ) {
        let ties = if dense { Ties::Dense } else { Ties::Competition };
        let others: Vec<i64> = others.iter().map(|at| at * 100).collect();
        let (all, efforts) = block(own * 100, &others, ties);
        let wanted = wanted.min(others.len() + 1);
        let plan = plan(&all, "own", Goal::Rank(wanted), &efforts);
        let after = |gain: i64| {
            let (all, _) = block(own * 100 + gain, &others, ties);
            rank(&all).of("own").unwrap().rank.unwrap()
        };
        let effort = plan.effort as i64;
        let now = plan.steps.after.clone().unwrap();
        prop_assert_eq!(now.rank, Some(after(effort * 100)));
        if plan.reached {
            prop_assert!(after(effort * 100) <= wanted);
            prop_assert!(effort == 0 || after(effort * 100 - 100) > wanted);
        } else {
            // How far one gets, and how much is missing to the point.
            prop_assert_eq!(effort, 20);
            let short = (plan.unreachable_by.unwrap().to_decimal() * rust_decimal::Decimal::from(100))
                .to_string().parse::<i64>().unwrap();
            prop_assert!(after(2000 + short) <= wanted && after(2000 + short - 1) > wanted);
        }
        // Overtaken and drawn level, counted by hand.
        let (was, is) = (own * 100, own * 100 + effort * 100);
        let ids = |units: &[par_index::Unit]| {
            let mut ids: Vec<String> = units.iter().map(|unit| unit.id.clone()).collect();
            ids.sort();
            ids
        };
        let counted = |keep: &dyn Fn(i64) -> bool| -> Vec<String> {
            let all = others.iter().enumerate().filter(|(_, at)| **at > was && keep(**at));
            all.map(|(n, _)| format!("u{n:02}")).collect()
        };
        prop_assert_eq!(ids(&plan.steps.overtakes), counted(&|at| at < is));
        prop_assert_eq!(ids(&plan.steps.draws_level), counted(&|at| at == is));
    }
}

#[test]
fn a_plan_is_never_worse_than_a_greedy_climb() {
    for seed in 0..300 {
        let mut dice = Dice(seed);
        let town = super::integer::large(&mut dice, 40, 3);
        let framework = town.framework();
        let (all, efforts) = (town.cohort(&framework), town.efforts(&framework));
        let (own, possible) = town.sums(&[0; 40], |_| true);
        let now = own * 100 / possible;
        let percent = now + 1 + dice.below(97 - now as u64) as i64;
        let need = (percent * possible + 99) / 100;
        // The best rise per effort, again and again.
        let mut choice = vec![0; 40];
        while town.sums(&choice, |_| true).0 < need {
            let (mut best, mut at) = ((0, 1), (0, 0));
            for (n, leaf) in town.leaves.iter().enumerate() {
                for level in choice[n] + 1..=leaf.levels.len() {
                    let mut next = choice.clone();
                    next[n] = level;
                    let gain = town.sums(&next, |_| true).0 - town.sums(&choice, |_| true).0;
                    let effort = town.effort(&next) - town.effort(&choice);
                    if gain * best.1 > best.0 * effort {
                        (best, at) = ((gain, effort), (n, level));
                    }
                }
            }
            choice[at.0] = at.1;
        }
        let goal = Goal::Target(percent.to_string().parse().unwrap());
        let plan = plan(&all, "own", goal, &efforts);
        assert!(plan.reached && plan.effort as i64 <= town.effort(&choice), "seed {seed}");
    }
}

#[test]
fn ranks_stay_inside_the_block() {
    let framework =
        Ruler::new(vec![field("1", vec![leaf("1.1", "10"), leaf("1.2", "10")])]).build();
    let unit = |id: &str, at: &str, group: &str| {
        sheet(id).appraised("1.1", at).appraised("1.2", "0").group(group)
    };
    let sheets = [unit("own", "5", "xã"), unit("a", "9", "thị trấn"), unit("b", "6", "xã")];
    let input = read(&framework, serde_json::to_string(&sheets).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let table = Efforts::of(
        &framework,
        &[
            par_index::remediation::EffortRow::new("1.2", "1".parse().unwrap(), 1),
            par_index::remediation::EffortRow::new("1.2", "4".parse().unwrap(), 3),
        ],
    );
    assert_eq!(plan(&all, "own", Goal::Rank(1), &table.0).effort, 3);
    let inside = plan(&all.by_group(), "own", Goal::Rank(1), &table.0);
    assert_eq!((inside.effort, inside.steps.draws_level.len()), (1, 1));
}

#[test]
fn the_survey_is_left_out_unless_asked() {
    let framework =
        Ruler::new(vec![field("1", vec![leaf("1.1", "5"), surveyed("1.2", "5")])]).build();
    let own = sheet("own").appraised("1.1", "4").survey("1.2", "3");
    let input = read(&framework, serde_json::to_string(&own).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let goal = || Goal::Target("100".parse().unwrap());
    let without = plan(&all, "own", goal(), &Efforts::default());
    assert!(!without.reached && without.proven_optimal);
    assert_eq!((codes(&without), without.skipped[0].as_str()), (vec!["1.1"], "1.2"));
    assert_eq!(without.unreachable_by.unwrap().to_string(), "2");
    let with = plan(&all, "own", goal(), &Efforts::default().with_survey());
    assert_eq!((codes(&with), with.reached), (vec!["1.1", "1.2"], true));
}

#[test]
fn what_cannot_be_planned_is_said() {
    let framework = Ruler::new(vec![field("1", vec![leaf("1.1", "5"), leaf("1.2", "5")])])
        .grades(r#"[{"label": {"vi": "Tốt", "en": "Good"}, "from": "50"}]"#)
        .build();
    let sheets = [
        sheet("open").appraised("1.1", "4"),
        sheet("apart").appraised("1.1", "4").appraised("1.2", "1").unranked(),
        sheet("own").appraised("1.1", "4").appraised("1.2", "1"),
    ];
    let input = read(&framework, serde_json::to_string(&sheets).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let none = Efforts::default;
    let target = || Goal::Target("60".parse().unwrap());
    let code = |plan: Plan| {
        assert!(plan.steps.rows.is_empty() && !plan.reached);
        plan.findings[0].code().as_str()
    };
    assert_eq!(code(plan(&all, "open", target(), &none())), "open_card");
    assert_eq!(code(plan(&all, "nobody", target(), &none())), "unknown_unit");
    assert_eq!(code(plan(&all, "apart", Goal::Rank(1), &none())), "unit_unranked");
    assert_eq!(code(plan(&all, "own", Goal::Grade("Khá".into()), &none())), "unknown_value");
    // Ranks begin with 1: nothing is planned for one that nobody has.
    assert_eq!(code(plan(&all, "own", Goal::Rank(0), &none())), "out_of_range");
    let node = |code: &str| Goal::Node(code.into(), "60".parse().unwrap());
    assert_eq!(code(plan(&all, "own", node("1.3"), &none())), "unknown_code");
    assert_eq!(code(plan(&all, "own", target(), &none().without("1.9"))), "unknown_code");
    assert_eq!(code(plan(&all, "own", target(), &none().without("1"))), "not_a_leaf");
    let three = Some("3".parse().unwrap());
    assert_eq!(code(plan(&all, "own", target(), &none().fixed("1.2", three))), "not_planned");
    assert_eq!(code(plan(&all, "own", target(), &none().capacity("noi-vu", 3))), "unknown_agency");
    assert_eq!(frontier(&all, "open", &none()).findings[0].code().as_str(), "open_card");
    // A name in either language, in any case.
    assert!(plan(&all, "own", Goal::Grade("TỐT".into()), &none()).reached);
    assert!(plan(&all, "own", Goal::Grade("good".into()), &none()).reached);
    // Ranks end with the units there are.
    assert_eq!(code(plan(&all, "own", Goal::Rank(5), &none())), "out_of_range");
}

#[test]
fn floors_are_met_where_they_bind() {
    let fields = vec![
        field("1", vec![leaf("1.1", "10"), leaf("1.2", "10")]),
        field("2", vec![leaf("2.1", "10"), leaf("2.2", "10")]),
    ];
    let grades = r#"[{"label": {"en": "A"}, "from": "50", "component_floor": "60", "floor_on": "field"},
        {"label": {"en": "B"}, "from": "0"}]"#;
    let framework = Ruler::new(fields).grades(grades).build();
    let own = ["1.1", "1.2", "2.1", "2.2"].into_iter().zip(["10", "9", "2", "0"]);
    let own = own.fold(sheet("own"), |own, (code, at)| own.appraised(code, at));
    let input = read(&framework, serde_json::to_string(&own).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let row = |code: &str, to: &str, effort| {
        par_index::remediation::EffortRow::new(code, to.parse().unwrap(), effort)
    };
    // The index is 52.5 % already; field 2 needs 10 points more, whatever field 1 could gain.
    let rows = [row("1.2", "10", 1), row("2.1", "10", 5), row("2.2", "2", 2), row("2.2", "10", 9)];
    let (efforts, _) = Efforts::of(&framework, &rows);
    let a = plan(&all, "own", Goal::Grade("A".into()), &efforts);
    assert_eq!((codes(&a), a.effort), (vec!["2.1", "2.2"], 7));
    assert_eq!(a.steps.after.unwrap().grade.unwrap().en, "A");
    let (efforts, _) = Efforts::of(&framework, &rows[..2]);
    let short = plan(&all, "own", Goal::Grade("A".into()), &efforts);
    assert_eq!(short.unreachable_by.unwrap().to_string(), "2"); // 12 of 20 asked, 10 in reach
}

/// Where the floors of the criteria are met and the whole still needs more: the best of each criterion
/// above its floor, by a table over all efforts, put together.
#[test]
fn floors_and_the_whole_together_equal_a_table() {
    let mut beyond = 0;
    for seed in 0..20 {
        let mut dice = Dice(2000 + seed);
        let mut town: Town = super::integer::large(&mut dice, 60, 3);
        town.bands = vec![(85, Some((60, "criterion"))), (0, None)];
        let framework = town.framework();
        let (all, efforts) = (town.cohort(&framework), town.efforts(&framework));
        let plan = plan(&all, "own", Goal::Grade("grade 0".into()), &efforts);
        // The most gain of each effort, where every criterion keeps its floor.
        let mut best: Vec<Option<i64>> = vec![Some(0)];
        let mut floors = 0;
        for group in town.leaves.chunk_by(|a, b| (a.field, a.criterion) == (b.field, b.criterion)) {
            let part = Town { leaves: group.to_vec(), ..town.clone() };
            let (own, possible) = part.sums(&vec![0; group.len()], |_| true);
            let need = (60 * possible + 99) / 100 - own;
            let table = super::integer::table(&part);
            floors += table.iter().position(|gain| *gain >= need).unwrap();
            let mut next = vec![None; best.len() + table.len() - 1];
            for (a, gain) in best.iter().enumerate().filter_map(|(a, gain)| Some((a, (*gain)?))) {
                for (b, more) in table.iter().enumerate().filter(|(_, more)| **more >= need) {
                    next[a + b] = next[a + b].max(Some(gain + more));
                }
            }
            best = next;
        }
        let (own, possible) = town.sums(&vec![0; town.leaves.len()], |_| true);
        let need = (85 * possible + 99) / 100 - own;
        let least = best.iter().position(|gain| gain.is_some_and(|gain| gain >= need)).unwrap();
        beyond += usize::from(least > floors);
        assert_eq!((plan.reached, plan.effort), (true, least as u64), "seed {seed}");
        assert!(plan.proven_optimal, "seed {seed}");
    }
    assert!(beyond > 15, "{beyond}");
}

/// With many leaves, wide efforts and fine points, floors on criteria are exact and quick.
#[test]
fn floors_over_many_leaves_equal_a_table_of_each_criterion() {
    for seed in 0..20 {
        let mut dice = Dice(1000 + seed);
        let mut town: Town = super::integer::large(&mut dice, 100, 3);
        town.bands = vec![(60, Some((70, "criterion"))), (0, None)];
        let framework = town.framework();
        let (all, efforts) = (town.cohort(&framework), town.efforts(&framework));
        let plan = plan(&all, "own", Goal::Grade("grade 0".into()), &efforts);
        // Each criterion by itself, by a table; the whole then needs nothing more.
        let mut sum = 0;
        for group in town.leaves.chunk_by(|a, b| (a.field, a.criterion) == (b.field, b.criterion)) {
            let part = Town { leaves: group.to_vec(), ..town.clone() };
            let best = super::integer::table(&part);
            let (own, possible) = part.sums(&vec![0; group.len()], |_| true);
            let need = (70 * possible + 99) / 100 - own;
            sum += best.iter().position(|gain| *gain >= need).unwrap();
        }
        assert_eq!((plan.effort, plan.reached, plan.proven_optimal), (sum as u64, true, true));
    }
}

/// Points by the thousand million: what no number of points would do is out of reach, and nothing
/// else is.
#[test]
fn great_numbers_prove_nothing_false() {
    let ruler =
        Ruler::new(vec![field("1", vec![leaf("1.1", "7000000000"), leaf("1.2", "1000000000")])]);
    let framework = ruler.build();
    let own = sheet("own").appraised("1.1", "0").appraised("1.2", "0");
    let input = read(&framework, serde_json::to_string(&own).unwrap());
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let row = |code: &str, to: &str, effort| {
        par_index::remediation::EffortRow::new(code, to.parse().unwrap(), effort)
    };
    let rows =
        [row("1.1", "3000000000", 1), row("1.1", "7000000000", 5), row("1.2", "1000000000", 1)];
    let (efforts, _) = Efforts::of(&framework, &rows);
    let target =
        |percent: &str| plan(&all, "own", Goal::Target(percent.parse().unwrap()), &efforts);
    let eighty = target("80");
    assert_eq!((eighty.reached, eighty.effort, eighty.proven_optimal), (true, 5, true));
    assert_eq!(target("50").effort, 2);
    // All there is may be asked for, and no more.
    assert_eq!((target("100").reached, target("100").effort), (true, 6));
    let wrong = |plan: Plan| plan.findings[0].code().as_str();
    assert_eq!(wrong(target("100.000000001")), "out_of_range");
    let node = |percent: &str| {
        plan(&all, "own", Goal::Node("1.2".into(), percent.parse().unwrap()), &efforts)
    };
    assert_eq!((node("100").reached, codes(&node("100"))), (true, vec!["1.2"]));
    assert_eq!(wrong(node("1000")), "out_of_range");
}
