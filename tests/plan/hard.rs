//! Plans under capacities and conditions against an integer solver, and what a proof may not say.
#![allow(clippy::disallowed_types, reason = "the solver's numbers are floating, ours are not")]

use good_lp::{
    Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, constraint,
    microlp, variable,
};
use par_index::remediation::EffortRow;
use par_index::{Basis, Cohort, Efforts, Goal, plan, read, score_all};

use super::Dice;
use super::town::{points, text};
use crate::common::{Ruler, field, leaf, led, sheet};

const AGENCIES: [&str; 4] = ["a", "b", "c", "d"];

/// Leaves led by one or two agencies, of which some have a capacity; levels that ask for other leaves.
struct Office {
    /// Of each leaf the gain and effort of its levels.
    leaves: Vec<Vec<(i64, i64)>>,
    leads: Vec<Vec<usize>>,
    capacities: Vec<Option<i64>>,
    /// A level of a leaf needs another leaf at its best, or excludes that.
    links: Vec<(usize, usize, usize, bool)>,
}

impl Office {
    fn draw(dice: &mut Dice, leaves: usize) -> Office {
        let levels = 1 + dice.below(4);
        let one = |dice: &mut Dice| {
            let (mut gain, mut effort) = (0, 0);
            let levels = (0..=dice.below(levels)).map(|_| {
                gain += 5 * (1 + dice.below(12) as i64);
                effort += 1 + dice.below(20) as i64;
                (gain, effort)
            });
            levels.collect::<Vec<_>>()
        };
        let leaves: Vec<Vec<(i64, i64)>> = (0..leaves).map(|_| one(dice)).collect();
        let lead = |dice: &mut Dice| {
            let own = dice.below(4) as usize;
            let with = (dice.below(5) == 0).then(|| (own + 1 + dice.below(3) as usize) % 4);
            let mut all: Vec<usize> = [own].into_iter().chain(with).collect();
            all.sort_unstable();
            all
        };
        let leads: Vec<Vec<usize>> = leaves.iter().map(|_| lead(dice)).collect();
        let load = |agency: usize| -> i64 {
            let own = leads.iter().zip(&leaves).filter(|(leads, _)| leads.contains(&agency));
            own.filter_map(|(_, leaf)| leaf.last()).map(|(_, effort)| *effort).sum()
        };
        let capacities = (0..4)
            .map(|agency| {
                let part = 20 + dice.below(60) as i64;
                (dice.below(3) > 0).then(|| load(agency) * part / 100)
            })
            .collect();
        let mut links: Vec<(usize, usize, usize, bool)> = Vec::new();
        for _ in 0..dice.below(leaves.len() as u64 / 2) {
            let [own, other] = [0, 1].map(|_| dice.below(leaves.len() as u64) as usize);
            let level = dice.below(leaves[own].len() as u64) as usize;
            let twice = links.iter().any(|link| (link.0, link.1) == (own, level));
            if own != other && !twice {
                links.push((own, level, other, dice.below(3) > 0));
            }
        }
        Office { leaves, leads, capacities, links }
    }

    fn code(n: usize) -> String {
        format!("1.{}", n + 1)
    }

    fn built(&self) -> (Cohort, Efforts) {
        let most = |leaf: &Vec<(i64, i64)>| leaf.last().map_or(0, |(gain, _)| *gain);
        let nodes = self.leaves.iter().zip(&self.leads).enumerate().map(|(n, (levels, leads))| {
            let ids: Vec<&str> = leads.iter().map(|lead| AGENCIES[*lead]).collect();
            led(&ids, leaf(&Office::code(n), &text(most(levels))))
        });
        let framework = Ruler::new(vec![field("1", nodes.collect())]).agencies(&AGENCIES).build();
        let own = (0..self.leaves.len())
            .fold(sheet("own"), |own, n| own.appraised(&Office::code(n), "0"));
        let input = read(&framework, serde_json::to_string(&own).unwrap());
        let all = score_all(&framework, &input.assessments, Basis::Final);
        let rows = self.leaves.iter().enumerate().flat_map(|(n, levels)| {
            levels.iter().enumerate().map(move |(level, (gain, effort))| {
                let mut row = EffortRow::new(Office::code(n), points(*gain), *effort as u64);
                if let Some(link) = self.links.iter().find(|l| (l.0, l.1) == (n, level)) {
                    let other = text(most(&self.leaves[link.2]));
                    let named = format!("{}={other}", Office::code(link.2));
                    if link.3 { row.requires = named } else { row.excludes = named }
                }
                row
            })
        });
        let (mut efforts, findings) = Efforts::of(&framework, &rows.collect::<Vec<_>>());
        assert!(findings.is_empty(), "{findings:?}");
        for (agency, most) in AGENCIES.iter().zip(&self.capacities) {
            if let Some(most) = most {
                efforts = efforts.capacity(*agency, *most as u64);
            }
        }
        (all, efforts)
    }

    /// What the solver finds: the least effort for a gain, or the most gain for an effort; `None` where
    /// nothing is possible.
    fn solved(&self, need: Option<i64>, budget: Option<i64>) -> Option<i64> {
        let mut variables = ProblemVariables::new();
        let picks: Vec<Vec<Variable>> = self
            .leaves
            .iter()
            .map(|leaf| leaf.iter().map(|_| variables.add(variable().binary())).collect())
            .collect();
        let sum = |of: &dyn Fn(usize, (i64, i64)) -> i64| {
            let mut sum = Expression::default();
            for (n, (levels, picks)) in self.leaves.iter().zip(&picks).enumerate() {
                for (level, pick) in levels.iter().zip(picks) {
                    sum.add_mul(of(n, *level) as f64, *pick);
                }
            }
            sum
        };
        let (gain, effort) = (sum(&|_, level| level.0), sum(&|_, level| level.1));
        let problem = match need {
            Some(_) => variables.minimise(effort.clone()),
            None => variables.maximise(gain.clone()),
        };
        let mut model = problem.using(microlp);
        if let Some(need) = need {
            model = model.with(constraint!(gain.clone() >= need as f64));
        }
        if let Some(budget) = budget {
            model = model.with(constraint!(effort.clone() <= budget as f64));
        }
        for (agency, most) in self.capacities.iter().enumerate() {
            if let Some(most) = most {
                let own =
                    sum(&|n, level| if self.leads[n].contains(&agency) { level.1 } else { 0 });
                model = model.with(constraint!(own <= *most as f64));
            }
        }
        for own in &picks {
            let all: Expression = own.iter().sum();
            model = model.with(constraint!(all <= 1));
        }
        for (own, level, other, requires) in &self.links {
            let (step, best) = (picks[*own][*level], *picks[*other].last().unwrap());
            model = match requires {
                true => model.with(constraint!(step - best <= 0)),
                false => model.with(constraint!(step + best <= 1)),
            };
        }
        match model.solve() {
            Ok(solution) => {
                let of = if need.is_some() { &effort } else { &gain };
                Some(solution.eval(of).round() as i64)
            }
            Err(ResolutionError::Infeasible) => None,
            Err(other) => panic!("{other}"),
        }
    }
}

/// Every answer that is proven is the solver's, what cannot be is proven to be so, and no bound says more
/// than the truth.
#[test]
fn plans_under_conditions_equal_an_integer_solvers() {
    let (mut reached, mut out, mut stopped) = (0, 0, 0);
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let leaves = 8 + dice.below(12) as usize;
        let office = Office::draw(&mut dice, leaves);
        let (all, efforts) = office.built();
        let most: i64 = office.leaves.iter().map(|leaf| leaf.last().unwrap().0).sum();
        let percent = 20 + dice.below(75) as i64;
        let goal = Goal::Target(percent.to_string().parse().unwrap());
        let found = plan(&all, "own", goal, &efforts);
        let truth = office.solved(Some((percent * most + 99) / 100), None);
        assert!(found.proven_optimal, "seed {seed}: {found:#?}");
        assert_eq!(found.reached.then_some(found.effort as i64), truth, "seed {seed}");
        reached += usize::from(found.reached);
        out += usize::from(!found.reached);
        // Without the capacities that are named the goal is reached.
        if !found.stopped_by.is_empty() {
            stopped += 1;
            let mut freed = Office { capacities: office.capacities.clone(), ..office };
            for (agency, capacity) in AGENCIES.iter().zip(&mut freed.capacities) {
                if found.stopped_by.iter().any(|id| id == agency) {
                    *capacity = None;
                }
            }
            assert!(freed.solved(Some((percent * most + 99) / 100), None).is_some());
            continue;
        }
        let budget = found.effort as i64 / 2 + 5;
        let spent = plan(&all, "own", Goal::Budget(budget as u64), &efforts);
        assert!(spent.proven_optimal && spent.effort as i64 <= budget, "seed {seed}");
        let gained = spent.steps.after.unwrap().score.obtained();
        assert_eq!(gained, points(office.solved(None, Some(budget)).unwrap()), "seed {seed}");
    }
    assert!(reached > 20 && out > 5 && stopped > 3, "{reached} {out} {stopped}");
}
