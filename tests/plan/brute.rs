//! Every choice of levels counted out, for units with at most twelve steps.

use par_index::{Efforts, Goal, Plan, plan};

use super::town::points;
use super::{Dice, Town};

/// A goal as the test knows it.
#[derive(Clone, Debug)]
enum Wanted {
    Target(i64),
    Node(String, i64),
    Grade(usize),
    Rank(usize),
    Budget(i64),
}

/// Steps that must or must not be taken.
#[derive(Clone, Debug, Default)]
struct Held {
    fixed: Option<(usize, Option<usize>)>,
    without: Option<usize>,
}

impl Held {
    fn allows(&self, choice: &[usize]) -> bool {
        let fixed = self.fixed.is_none_or(|(leaf, level)| match level {
            None => choice[leaf] > 0,
            Some(level) => choice[leaf] == level,
        });
        fixed && self.without.is_none_or(|leaf| choice[leaf] == 0)
    }

    fn apply(&self, town: &Town, mut efforts: Efforts) -> Efforts {
        if let Some((leaf, level)) = self.fixed {
            let leaf = &town.leaves[leaf];
            efforts =
                efforts.fixed(leaf.code.as_str(), level.map(|n| points(leaf.levels[n - 1].0)));
        }
        match self.without {
            Some(leaf) => efforts.without(town.leaves[leaf].code.as_str()),
            None => efforts,
        }
    }
}

/// Calls `see` with every choice of levels.
fn every(town: &Town, see: &mut dyn FnMut(&[usize])) {
    fn next(town: &Town, choice: &mut Vec<usize>, see: &mut dyn FnMut(&[usize])) {
        let Some(leaf) = town.leaves.get(choice.len()) else { return see(choice) };
        for level in 0..=leaf.levels.len() {
            choice.push(level);
            next(town, choice, see);
            choice.pop();
        }
    }
    next(town, &mut Vec::new(), see);
}

fn reaches(town: &Town, wanted: &Wanted, choice: &[usize]) -> bool {
    match wanted {
        Wanted::Target(percent) => {
            let (own, possible) = town.sums(choice, |_| true);
            own * 100 >= percent * possible
        }
        Wanted::Node(code, percent) => {
            let (own, possible) = town.sums(choice, |leaf| below(leaf, code));
            own * 100 >= percent * possible
        }
        Wanted::Grade(place) => town.grade(choice).is_some_and(|grade| grade <= *place),
        Wanted::Rank(rank) => town.rank(choice) <= *rank,
        Wanted::Budget(budget) => town.effort(choice) <= *budget,
    }
}

/// Less is better.
type Key = (i64, i64, usize, Vec<usize>);

/// The best choice by the order of the rules; and the one to show where none reaches the goal: the
/// least effort for a budget, the most points of a node, else the most points.
fn best(town: &Town, wanted: &Wanted, held: &Held) -> (Option<Vec<usize>>, Vec<usize>) {
    let mut found: Option<Key> = None;
    let mut closest: Option<Key> = None;
    every(town, &mut |choice| {
        if !held.allows(choice) || !within(town, wanted, choice) {
            return;
        }
        let (gain, effort) = (town.sums(choice, |_| true).0, town.effort(choice));
        let leaves = choice.iter().filter(|level| **level > 0).count();
        let thrifty = (effort, -gain, leaves, choice.to_vec());
        let near = match wanted {
            Wanted::Budget(_) => thrifty.clone(),
            Wanted::Node(code, _) => {
                (-town.sums(choice, |leaf| below(leaf, code)).0, effort, leaves, choice.to_vec())
            }
            _ => (-gain, effort, leaves, choice.to_vec()),
        };
        if closest.as_ref().is_none_or(|closest| near < *closest) {
            closest = Some(near);
        }
        let key = match wanted {
            Wanted::Budget(_) => (-gain, effort, leaves, choice.to_vec()),
            _ => thrifty,
        };
        if reaches(town, wanted, choice) && found.as_ref().is_none_or(|found| key < *found) {
            found = Some(key);
        }
    });
    (found.map(|(.., choice)| choice), closest.unwrap().3)
}

/// The hundredths that a choice lacks to a goal.
fn short(town: &Town, wanted: &Wanted, choice: &[usize]) -> Option<i64> {
    let lacks =
        |(own, possible): (i64, i64), percent: i64| (percent * possible - own * 100 + 99) / 100;
    match wanted {
        Wanted::Target(percent) => Some(lacks(town.sums(choice, |_| true), *percent)),
        Wanted::Node(code, percent) => {
            Some(lacks(town.sums(choice, |leaf| below(leaf, code)), *percent))
        }
        Wanted::Grade(place) => (0..=*place).map(|band| town.short(choice, band)).min(),
        Wanted::Rank(_) | Wanted::Budget(_) => None,
    }
}

/// Whether a choice for a node moves nothing outside it.
fn within(town: &Town, wanted: &Wanted, choice: &[usize]) -> bool {
    let Wanted::Node(code, _) = wanted else { return true };
    town.leaves.iter().zip(choice).all(|(leaf, level)| *level == 0 || below(leaf, code))
}

fn below(leaf: &super::town::Leaf, code: &str) -> bool {
    leaf.code == code || leaf.code.starts_with(&format!("{code}."))
}

/// The choice a plan made.
fn chosen(town: &Town, plan: &Plan) -> Vec<usize> {
    let level = |leaf: &super::town::Leaf| {
        let row = plan.steps.rows.iter().find(|row| row.code.as_str() == leaf.code)?;
        leaf.levels.iter().position(|(to, _)| points(*to) == row.to).map(|n| n + 1)
    };
    town.leaves.iter().map(|leaf| level(leaf).unwrap_or_default()).collect()
}

fn draw(dice: &mut Dice, town: &Town) -> (Wanted, Held) {
    let percent = 5 * dice.below(21) as i64;
    let wanted = match dice.below(6) {
        0 | 1 => Wanted::Target(percent),
        2 => {
            let leaf = &town.leaves[dice.below(town.leaves.len() as u64) as usize];
            let code = match dice.below(3) {
                0 => leaf.code.clone(),
                1 => leaf.code[..3].to_owned(),
                _ => leaf.code[..1].to_owned(),
            };
            // A node without a ratio cannot be a goal.
            let applies = town.leaves.iter().any(|leaf| below(leaf, &code) && leaf.at.is_some());
            if applies { Wanted::Node(code, percent) } else { Wanted::Target(percent) }
        }
        3 => Wanted::Grade(dice.below(4) as usize),
        // No rank beyond the units can be asked for.
        4 => Wanted::Rank((1 + dice.below(4) as usize).min(town.others.len() + 1)),
        _ => Wanted::Budget(dice.below(12) as i64),
    };
    let mut held = Held::default();
    let offering: Vec<usize> =
        (0..town.leaves.len()).filter(|n| !town.leaves[*n].levels.is_empty()).collect();
    if !offering.is_empty() && dice.once_in(3) {
        let leaf = offering[dice.below(offering.len() as u64) as usize];
        let levels = town.leaves[leaf].levels.len() as u64;
        match dice.below(3) {
            0 => held.fixed = Some((leaf, None)),
            1 => held.fixed = Some((leaf, Some(1 + dice.below(levels) as usize))),
            _ => held.without = Some(leaf),
        }
    }
    // A step outside the node cannot be asked for beside it.
    if let Wanted::Node(code, _) = &wanted {
        held.fixed = held.fixed.filter(|(leaf, _)| below(&town.leaves[*leaf], code));
    }
    (wanted, held)
}

fn goal(wanted: &Wanted) -> Goal {
    let percent = |percent: &i64| percent.to_string().parse().unwrap();
    match wanted {
        Wanted::Target(target) => Goal::Target(percent(target)),
        Wanted::Node(code, target) => Goal::Node(code.clone(), percent(target)),
        Wanted::Grade(place) => Goal::Grade(format!("grade {place}")),
        Wanted::Rank(rank) => Goal::Rank(*rank),
        Wanted::Budget(effort) => Goal::Budget(*effort as u64),
    }
}

/// 20,000 random cases: all goals, floors, ties, fixed steps.
#[test]
fn plans_are_those_that_counting_out_finds() {
    let cases = std::env::var("PLAN_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let mut seen = [0; 6];
    let mut unreachable = 0;
    let mut floored = 0;
    for seed in 0..cases {
        let mut dice = Dice(seed);
        let town = Town::draw(&mut dice, 12);
        let (wanted, held) = draw(&mut dice, &town);
        let framework = town.framework();
        let all = town.cohort(&framework);
        let efforts = held.apply(&town, town.efforts(&framework));
        let plan = plan(&all, "own", goal(&wanted), &efforts);
        let told = || format!("seed {seed}: {wanted:?} {held:?}\n{town:#?}\n{plan:#?}");
        let (found, closest) = best(&town, &wanted, &held);
        assert!(plan.proven_optimal, "{}", told());
        assert_eq!(plan.reached, found.is_some(), "{}", told());
        let expected = found.as_ref().unwrap_or(&closest);
        assert_eq!(&chosen(&town, &plan), expected, "{}", told());
        assert_eq!(plan.effort, town.effort(expected) as u64, "{}", told());
        // What the result says of the unit is what the choice makes of it.
        let after = plan.steps.after.as_ref().unwrap();
        assert_eq!(after.score.obtained(), points(town.sums(expected, |_| true).0));
        assert_eq!(after.rank, Some(town.rank(expected)), "{}", told());
        let grade = town.grade(expected).map(|place| format!("grade {place}"));
        assert_eq!(after.grade.as_ref().map(|grade| grade.en.clone()), grade, "{}", told());
        let short = short(&town, &wanted, &closest).filter(|_| found.is_none());
        assert!(short.is_none_or(|short| short > 0), "{}", told());
        // Of ranks another test counts what is missing.
        if !matches!(wanted, Wanted::Rank(_)) {
            assert_eq!(plan.unreachable_by, short.map(points), "{}", told());
        }
        unreachable += usize::from(found.is_none());
        floored += usize::from(matches!(wanted, Wanted::Grade(_)) && !plan.steps.rows.is_empty());
        seen[match wanted {
            Wanted::Target(_) => 0,
            Wanted::Node(..) => 1,
            Wanted::Grade(_) => 2,
            Wanted::Rank(_) => 3,
            Wanted::Budget(_) => 4,
        }] += 1;
        seen[5] += usize::from(held.fixed.is_some());
    }
    // The cases are what they are meant to be.
    assert!(seen.iter().all(|count| *count * 25 > cases as usize), "{seen:?}");
    assert!(
        unreachable * 20 > cases as usize && floored * 40 > cases as usize,
        "{unreachable} {floored}"
    );
}
