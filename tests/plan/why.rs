//! Why a plan has its steps, against every choice counted out.

use par_index::remediation::{EffortRow, Instead, LimitKind, Why, plan_explained};
use par_index::work::WorkBudget;
use par_index::{Basis, Cohort, Efforts, Goal, Ratio, plan, read, score_all};

use super::Dice;
use super::town::{hundredths, points, text};
use crate::common::{Fill, Ruler, field, leaf, led, sheet};

/// Leaves with some levels, the even ones led by a, the others by b; some levels name another leaf.
#[derive(Clone)]
struct Desk {
    /// Of each leaf the gain and effort of its levels.
    leaves: Vec<Vec<(i64, i64)>>,
    capacities: [Option<i64>; 2],
    /// A level of a leaf, counted from 1, and one of another that it requires at least, or excludes.
    conditions: Vec<(usize, usize, usize, usize, bool)>,
    held_out: Option<usize>,
}

/// What a plan comes to: whether it reaches the goal, its gain and its effort.
type Told = (bool, i64, i64);

impl Desk {
    fn draw(dice: &mut Dice) -> Desk {
        let leaves: Vec<Vec<(i64, i64)>> = (0..3 + dice.below(3))
            .map(|_| {
                let (mut gain, mut effort) = (0, 0);
                let levels = (0..=dice.below(2)).map(|_| {
                    gain += 25 * (1 + dice.below(4) as i64);
                    effort += 1 + dice.below(4) as i64;
                    (gain, effort)
                });
                levels.collect()
            })
            .collect();
        let mut conditions: Vec<(usize, usize, usize, usize, bool)> = Vec::new();
        for _ in 0..dice.below(4) {
            let [own, other] = [0, 1].map(|_| dice.below(leaves.len() as u64) as usize);
            let [level, to] = [own, other].map(|n| 1 + dice.below(leaves[n].len() as u64) as usize);
            let requires = dice.once_in(2);
            let twice = conditions.iter().any(|c| (c.0, c.1, c.4) == (own, level, requires));
            if own != other && !twice {
                conditions.push((own, level, other, to, requires));
            }
        }
        let mut capacity = || dice.once_in(2).then(|| 1 + dice.below(7) as i64);
        let capacities = [capacity(), capacity()];
        Desk { leaves, capacities, conditions, held_out: None }
    }

    fn code(n: usize) -> String {
        format!("1.{}", n + 1)
    }

    fn most(&self) -> i64 {
        self.leaves.iter().filter_map(|leaf| leaf.last()).map(|level| level.0).sum()
    }

    fn built(&self) -> (Cohort, Efforts) {
        let nodes = self.leaves.iter().enumerate().map(|(n, levels)| {
            led(&[["a", "b"][n % 2]], leaf(&Desk::code(n), &text(levels.last().unwrap().0)))
        });
        let framework = Ruler::new(vec![field("1", nodes.collect())]).agencies(&["a", "b"]).build();
        let unit = |id: &str| sheet(id).group("x");
        let own =
            (0..self.leaves.len()).fold(unit("own"), |own, n| own.appraised(&Desk::code(n), "0"));
        // A peer stands in the middle.
        let peer = self.leaves.iter().enumerate().fold(unit("peer"), |peer, (n, levels)| {
            peer.appraised(&Desk::code(n), text(levels[0].0))
        });
        let input = read(&framework, serde_json::to_string(&[own, peer]).unwrap());
        let all = score_all(&framework, &input.assessments, Basis::Final);
        let rows = self.leaves.iter().enumerate().flat_map(|(n, levels)| {
            levels.iter().enumerate().map(move |(level, (gain, effort))| {
                let mut row = EffortRow::new(Desk::code(n), points(*gain), *effort as u64);
                for (_, _, other, to, requires) in
                    self.conditions.iter().filter(|c| (c.0, c.1) == (n, level + 1))
                {
                    let named =
                        format!("{}={}", Desk::code(*other), text(self.leaves[*other][to - 1].0));
                    if *requires { row.requires = named } else { row.excludes = named }
                }
                row
            })
        });
        let (mut efforts, findings) = Efforts::of(&framework, &rows.collect::<Vec<_>>());
        assert!(findings.is_empty(), "{findings:?}");
        for (agency, most) in ["a", "b"].iter().zip(self.capacities) {
            if let Some(most) = most {
                efforts = efforts.capacity(*agency, most as u64);
            }
        }
        (all, efforts)
    }

    /// Every choice that is allowed, as gain and effort.
    fn choices(&self) -> Vec<(i64, i64)> {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for levels in &self.leaves {
            let longer = all.iter().flat_map(|choice| {
                (0..=levels.len()).map(move |level| [&choice[..], &[level]].concat())
            });
            all = longer.collect();
        }
        let sum = |choice: &[usize], own: &dyn Fn(usize) -> bool| {
            let levels = choice.iter().enumerate().filter(|(n, level)| **level > 0 && own(*n));
            levels.fold((0, 0), |sum, (n, level)| {
                let (gain, effort) = self.leaves[n][level - 1];
                (sum.0 + gain, sum.1 + effort)
            })
        };
        let kept = |choice: &Vec<usize>| {
            let conditions = self.conditions.iter().all(|(own, level, other, to, requires)| {
                choice[*own] != *level
                    || if *requires { choice[*other] >= *to } else { choice[*other] != *to }
            });
            let capacities = self.capacities.iter().enumerate().all(|(agency, most)| {
                most.is_none_or(|most| sum(choice, &|n| n % 2 == agency).1 <= most)
            });
            conditions && capacities && self.held_out.is_none_or(|leaf| choice[leaf] == 0)
        };
        all.iter().filter(|choice| kept(choice)).map(|choice| sum(choice, &|_| true)).collect()
    }

    /// The best of them: the least effort for a gain, else the most gain; or the most gain for an effort.
    fn best(&self, need: i64, budget: Option<i64>) -> Told {
        let choices = self.choices();
        let within = choices.iter().filter(|c| budget.is_none_or(|budget| c.1 <= budget));
        if budget.is_none()
            && let Some(best) = within.clone().filter(|c| c.0 >= need).min_by_key(|c| (c.1, -c.0))
        {
            return (true, best.0, best.1);
        }
        let best = within.min_by_key(|c| (-c.0, c.1)).unwrap();
        (budget.is_some(), best.0, best.1)
    }
}

fn told(instead: &Instead) -> Told {
    assert!(instead.proven_optimal);
    (instead.reached, hundredths(instead.gain), instead.effort as i64)
}

/// Whether one answer is better than another of the same question.
fn better(one: Told, other: Told, spends: bool) -> bool {
    let key = |(reached, gain, effort): Told| {
        if spends || !reached { (!reached, -gain, effort) } else { (false, effort, -gain) }
    };
    key(one) < key(other)
}

#[test]
#[expect(clippy::too_many_lines, reason = "one instance, each of its reasons in turn")]
fn every_reason_is_what_counting_out_finds() {
    let (mut bound, mut equal, mut conditions, mut steps) = (0, 0, 0, 0);
    for seed in 0..150 {
        let mut dice = Dice(seed + 7_000);
        let desk = Desk::draw(&mut dice);
        let (all, efforts) = desk.built();
        let percent = 20 + dice.below(75) as i64;
        let budget = (seed % 3 == 0).then(|| 1 + dice.below(12) as i64);
        let need = (percent * desk.most() + 99) / 100;
        let goal = match budget {
            Some(budget) => Goal::Budget(budget as u64),
            None => Goal::Target(percent.to_string().parse().unwrap()),
        };
        let found = plan_explained(&all, "own", goal.clone(), &efforts, WorkBudget::default());
        let same = plan(&all, "own", goal, &efforts);
        assert_eq!((found.effort, found.reached), (same.effort, same.reached));
        let own = desk.best(need, budget);
        assert_eq!((found.reached, found.effort as i64), (own.0, own.2), "seed {seed}");
        let why = found.why.expect("reasons");
        // What each step buys, and what would stand in its place.
        assert_eq!(why.steps.len(), found.steps.rows.len());
        for (step, row) in why.steps.iter().zip(&found.steps.rows) {
            assert_eq!((&step.code, step.gain), (&row.code, row.gain));
            let after = found.steps.after.as_ref().unwrap();
            let left = hundredths(after.score.obtained()) - hundredths(step.gain);
            assert_eq!(step.ratio_without, Ratio::new(points(left), after.score.possible()));
            let peer = all.card("peer").unwrap().total().ratio();
            assert_eq!(step.rank_without, Some(1 + usize::from(peer > step.ratio_without)));
            let leaf = (0..desk.leaves.len()).find(|n| Desk::code(*n) == step.code.as_str());
            let without = Desk { held_out: leaf, ..desk.clone() };
            let instead = step.instead.as_ref().unwrap();
            assert_eq!(told(instead), without.best(need, budget), "seed {seed}");
            assert!(instead.takes.iter().all(|(code, _)| *code != step.code));
            steps += 1;
        }
        // What binds, and what one unit more buys.
        let amounts = why.limits.iter().filter(|limit| limit.most.is_some()).count();
        let given = desk.capacities.iter().flatten().count() + usize::from(budget.is_some());
        assert_eq!(amounts, given);
        for limit in why.limits.iter().filter(|limit| limit.most.is_some()) {
            let changed = |by: Option<i64>| {
                let mut desk = desk.clone();
                let mut budget = budget;
                match &limit.kind {
                    LimitKind::Budget => {
                        budget = budget.map(|most| by.map_or(1_000_000, |by| most + by));
                    }
                    LimitKind::Capacity(id) => {
                        let own = &mut desk.capacities[usize::from(id == "b")];
                        *own = by.map(|by| own.unwrap() + by);
                    }
                    other => panic!("{other:?}"),
                }
                desk.best(need, budget)
            };
            let without = changed(None);
            assert_eq!(told(limit.without.as_ref().unwrap()), without, "seed {seed}");
            let binds = better(without, own, budget.is_some());
            assert_eq!(limit.binds, Some(binds), "seed {seed}: {limit:?}");
            assert_eq!(limit.one_more.is_some(), binds);
            if let Some(more) = &limit.one_more {
                assert_eq!(told(more), changed(Some(1)), "seed {seed}");
                bound += 1;
            }
            if let LimitKind::Budget = limit.kind {
                assert_eq!(limit.used, Some(found.effort));
            }
        }
        // Exactly the conditions without which the plan would be better.
        let mut binding = Vec::new();
        for (n, (own_leaf, level, other, to, requires)) in desk.conditions.iter().enumerate() {
            let mut without = desk.clone();
            without.conditions.remove(n);
            let without = without.best(need, budget);
            if better(without, own, budget.is_some()) {
                let code = Desk::code(*own_leaf).parse().unwrap();
                let gain = points(desk.leaves[*own_leaf][level - 1].0);
                let named =
                    format!("{}={}", Desk::code(*other), points(desk.leaves[*other][to - 1].0));
                binding.push((code, gain, named, *requires, without));
            }
        }
        let named = why.limits.iter().filter_map(|limit| {
            let (code, to, others, requires) = match &limit.kind {
                LimitKind::Requires(code, to, others) => (code, to, others, true),
                LimitKind::Excludes(code, to, others) => (code, to, others, false),
                _ => return None,
            };
            let without = told(limit.without.as_ref().unwrap());
            Some((code.clone(), *to, others.en.clone(), requires, without))
        });
        let mut named: Vec<_> = named.collect();
        named.sort();
        binding.sort();
        assert_eq!(named, binding, "seed {seed}");
        conditions += named.len();
        // What efforts buy is told without capacities, and says so.
        let given = desk.capacities.iter().any(Option::is_some);
        assert_eq!(why.frontier_conditions, given, "seed {seed}");
        // How many do as well.
        let alike = desk.choices().into_iter().filter(|(gain, effort)| {
            let meets = budget.is_some() || !own.0;
            *effort == own.2 && if meets { *gain == own.1 } else { *gain >= need }
        });
        assert_eq!(
            (why.equal.count, why.equal.at_least),
            (alike.count() as u64 - 1, false),
            "seed {seed}"
        );
        equal += why.equal.count;
    }
    let enough = bound > 20 && equal > 20 && conditions > 8 && steps > 200;
    assert!(enough, "{bound} {equal} {conditions} {steps}");
}

/// Of what binds nothing else is said than with more work.
fn claims_no_more(tight: &Why, full: &Why) -> usize {
    let mut claims = 0;
    for own in tight.limits.iter().filter(|limit| limit.most.is_some()) {
        let same = full.limits.iter().find(|limit| limit.kind == own.kind).expect("the same limit");
        let known = own.binds.is_none() || same.binds.is_none() || own.binds == same.binds;
        assert!(known, "{own:#?} {same:#?}");
        claims += usize::from(own.binds.is_some());
    }
    claims
}

/// With little work nothing is claimed that is not known, and the budget holds for all of it together.
#[test]
fn reasons_within_little_work_claim_nothing() {
    let mut dice = Dice(11);
    let leaves = (0..60).map(|_| vec![(25 * (1 + dice.below(9) as i64), 1 + dice.below(9) as i64)]);
    let desk = Desk {
        leaves: leaves.collect(),
        capacities: [Some(40), Some(50)],
        conditions: (0..30).map(|n| (n, 1, n + 30, 1, false)).collect(),
        held_out: None,
    };
    let (all, efforts) = desk.built();
    let goal = Goal::Target("40".parse().unwrap());
    let tight = plan_explained(&all, "own", goal.clone(), &efforts, WorkBudget::new(20_000));
    assert!(tight.work.is_exhausted());
    let full = plan_explained(&all, "own", goal, &efforts, WorkBudget::new(4_000_000));
    assert!(full.work.spent() <= 8_000_000, "{:?}", full.work);
    assert!(full.proven_optimal);
    let (tight, full) = (tight.why.unwrap(), full.why.unwrap());
    claims_no_more(&tight, &full);
    assert!(full.equal.count >= tight.equal.count || !tight.equal.at_least);
    assert!(!tight.steps.is_empty() && tight.steps.iter().all(|step| step.instead.is_some()));
}

/// A plan that was cut short may be worse than one without a limit that is not in its way: that shows nothing.
#[test]
fn a_plan_that_is_not_proven_shows_no_limit_to_bind() {
    let (mut cut, mut claims) = (0, 0);
    for seed in 0..40 {
        let mut dice = Dice(seed + 300);
        let level = |dice: &mut Dice| (25 * (1 + dice.below(9) as i64), 1 + dice.below(9) as i64);
        let leaves = (0..14).map(|_| vec![level(&mut dice)]);
        let leaves: Vec<_> = leaves.collect();
        let half: i64 = leaves.iter().map(|levels| levels[0].1).sum::<i64>() / 4;
        let desk = Desk {
            capacities: [Some(half - dice.below(9) as i64), Some(half + 20)],
            conditions: (0..7).map(|n| (n, 1, n + 7, 1, false)).collect(),
            leaves,
            held_out: None,
        };
        let (all, efforts) = desk.built();
        let goals = [Goal::Target("40".parse().unwrap()), Goal::Budget(2 * half as u64)];
        for goal in goals {
            let full = plan_explained(&all, "own", goal.clone(), &efforts, WorkBudget::default());
            assert!(full.proven_optimal, "seed {seed}");
            let full = full.why.unwrap();
            for work in [200, 600, 2_000, 6_000, 20_000] {
                let goal = goal.clone();
                let tight = plan_explained(&all, "own", goal, &efforts, WorkBudget::new(work));
                cut += usize::from(!tight.proven_optimal);
                claims += tight.why.map_or(0, |why| claims_no_more(&why, &full));
            }
        }
    }
    assert!(cut > 40 && claims > 40, "{cut} {claims}");
}

/// Steps that are asked for take more than the budget: then the least effort is the better plan, as for the
/// plan itself.
#[test]
fn what_makes_a_budget_too_small_is_told() {
    let desk = Desk {
        leaves: vec![vec![(100, 3), (400, 5)], vec![(100, 4)]],
        capacities: [None, None],
        conditions: vec![(0, 1, 1, 1, true)],
        held_out: None,
    };
    let (all, efforts) = desk.built();
    let efforts = efforts.fixed("1.1", None);
    let found = plan_explained(&all, "own", Goal::Budget(1), &efforts, WorkBudget::default());
    assert_eq!((found.reached, found.effort), (false, 5));
    let why = found.why.unwrap();
    let limit = why.limits.iter().find(|limit| matches!(limit.kind, LimitKind::Requires(..)));
    let limit = limit.expect("what is required");
    assert_eq!((limit.binds, limit.without.as_ref().unwrap().effort), (Some(true), 3));
}
