//! Large plans against two other ways: a table over every effort, and an integer solver.
#![allow(clippy::disallowed_types, reason = "the solver's numbers are floating, ours are not")]

use good_lp::{
    Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, microlp, variable,
};
use par_index::{Goal, plan};

use super::town::{Leaf, points};
use super::{Dice, Town};

/// A unit of many leaves, each with as many levels, dearer the higher they are.
pub(crate) fn large(dice: &mut Dice, leaves: usize, levels: usize) -> Town {
    let leaf = |dice: &mut Dice, n: usize| {
        let mut at = dice.below(40) as i64;
        let start = at;
        let mut effort = 0;
        let mut steps = Vec::new();
        for _ in 0..levels {
            at += 1 + dice.below(60) as i64;
            effort += 1 + dice.below(20) as i64;
            steps.push((at, effort));
        }
        let code = format!("{}.{}.{}", n / 25 + 1, n % 25 / 5 + 1, n % 5 + 1);
        Leaf { field: n / 25, criterion: n % 25 / 5, code, max: at, at: Some(start), levels: steps }
    };
    let leaves = (0..leaves).map(|n| leaf(dice, n)).collect();
    Town { leaves, others: Vec::new(), dense: false, bands: vec![(0, None)] }
}

/// The most gain for every effort, by the table that everyone writes first.
pub(crate) fn table(town: &Town) -> Vec<i64> {
    let most = |leaf: &Leaf| leaf.levels.iter().map(|(_, effort)| *effort).max().unwrap_or(0);
    let efforts: i64 = town.leaves.iter().map(most).sum();
    let mut best = vec![0; usize::try_from(efforts).unwrap() + 1];
    for leaf in &town.leaves {
        for effort in (0..best.len()).rev() {
            for (to, takes) in &leaf.levels {
                let Some(rest) = effort.checked_sub(usize::try_from(*takes).unwrap()) else {
                    continue;
                };
                best[effort] = best[effort].max(best[rest] + to - leaf.at.unwrap());
            }
        }
    }
    best
}

/// What the solver finds for an aim: every level of every leaf is a variable of 0 or 1.
fn solved(
    town: &Town,
    aim: impl Fn(&Expression, &Expression) -> (Expression, bool, good_lp::Constraint),
) -> (i64, i64) {
    let mut variables = ProblemVariables::new();
    let picks: Vec<Vec<Variable>> = town
        .leaves
        .iter()
        .map(|leaf| leaf.levels.iter().map(|_| variables.add(variable().binary())).collect())
        .collect();
    let mut effort = Expression::default();
    let mut gain = Expression::default();
    for (leaf, picks) in town.leaves.iter().zip(&picks) {
        for ((to, takes), pick) in leaf.levels.iter().zip(picks) {
            effort.add_mul(*takes as f64, *pick);
            gain.add_mul((to - leaf.at.unwrap()) as f64, *pick);
        }
    }
    let (objective, most, keeps) = aim(&effort, &gain);
    let problem = if most { variables.maximise(objective) } else { variables.minimise(objective) };
    let mut model = problem.using(microlp).with(keeps);
    for picks in &picks {
        let all: Expression = picks.iter().sum();
        model = model.with(constraint!(all <= 1));
    }
    let solution = model.solve().expect("a solution");
    let value = |of: &Expression| solution.eval(of).round() as i64;
    (value(&effort), value(&gain))
}

#[test]
fn large_plans_equal_an_integer_solvers() {
    for seed in 0..20 {
        let town = large(&mut Dice(seed), 200, 4);
        let framework = town.framework();
        let all = town.cohort(&framework);
        let efforts = town.efforts(&framework);
        let (own, possible) = town.sums(&vec![0; 200], |_| true);
        // From just above where it stands to almost everything.
        let now = own * 100 / possible;
        let percent = now + 1 + (98 - now) * seed as i64 / 20;
        let need = (percent * possible + 99) / 100 - own;
        let plan = plan(&all, "own", Goal::Target(percent.to_string().parse().unwrap()), &efforts);
        assert!(plan.reached && plan.proven_optimal, "seed {seed}");
        let (least, _) = solved(&town, |effort, gain| {
            (effort.clone(), false, constraint!(gain.clone() >= need as f64))
        });
        assert_eq!(plan.effort as i64, least, "seed {seed}");
        let (_, most) = solved(&town, |effort, gain| {
            (gain.clone(), true, constraint!(effort.clone() <= least as f64))
        });
        let after = plan.steps.after.unwrap().score.obtained();
        assert_eq!(after, points(own + most), "seed {seed}");
    }
}

#[test]
fn large_plans_equal_a_table_over_all_efforts() {
    for seed in 100..160 {
        let mut dice = Dice(seed);
        let town = large(&mut dice, 200, 4);
        let framework = town.framework();
        let all = town.cohort(&framework);
        let efforts = town.efforts(&framework);
        let best = table(&town);
        let (own, possible) = town.sums(&vec![0; 200], |_| true);
        let now = own * 100 / possible;
        let percent = now + 1 + dice.below(98 - now as u64) as i64;
        let need = (percent * possible + 99) / 100 - own;
        let target =
            plan(&all, "own", Goal::Target(percent.to_string().parse().unwrap()), &efforts);
        let least = best.iter().position(|gain| *gain >= need).unwrap();
        assert_eq!((target.effort, target.proven_optimal), (least as u64, true), "seed {seed}");
        assert_eq!(target.steps.after.unwrap().score.obtained(), points(own + best[least]));
        let budget = dice.below(best.len() as u64);
        let spent = plan(&all, "own", Goal::Budget(budget), &efforts);
        let most = best[budget as usize];
        assert_eq!(spent.steps.after.unwrap().score.obtained(), points(own + most), "seed {seed}");
        assert!(spent.proven_optimal && spent.effort <= budget);
        let front = par_index::remediation::frontier(&all, "own", &efforts);
        let rises = best.windows(2).filter(|pair| pair[1] > pair[0]).count();
        assert_eq!((front.points.len(), front.proven_optimal), (rises + 1, true));
        for point in front.points {
            assert_eq!(point.gain, points(best[point.effort as usize]), "seed {seed}");
        }
    }
}
