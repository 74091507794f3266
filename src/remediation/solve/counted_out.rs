//! Tests that compare searches with little work, which drop many states, against enumerating every
//! choice.

use std::ops::Range;

use super::floors::best;
use super::kept::kept;
use super::{Aim, Capacity, Choice, Chosen, Floor, Item, Link, Search, lowered, solve};
use crate::work::WorkBudget;

/// A deterministic sequence of small pseudo-random numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn number(&mut self, n: u64) -> i64 {
        i64::try_from(self.below(n)).unwrap()
    }
}

fn items(dice: &mut Dice) -> Vec<Item> {
    let item = |dice: &mut Dice| {
        let stay = (dice.below(5) > 0).then_some(Choice::STAY);
        let mut gain = 0;
        let levels = (0..=dice.below(3)).map(|level| {
            gain += 1 + dice.number(9);
            let effort = dice.number(3) + gain * (1 + dice.number(2));
            Choice { level: usize::try_from(level).unwrap() + 1, effort, gain, leaves: 1 }
        });
        stay.into_iter().chain(levels).collect()
    };
    (0..3 + dice.below(4)).map(|_| item(dice)).collect()
}

fn aim(dice: &mut Dice, items: &[Item]) -> Aim {
    let all: i64 = items.iter().filter_map(|item| item.last()).map(|choice| choice.gain).sum();
    let upto = |dice: &mut Dice, most: i64| dice.number(most.unsigned_abs() + 2);
    if dice.below(4) == 0 {
        return Aim::Spend(upto(dice, 2 * all));
    }
    let need = upto(dice, all);
    let mut floors = Vec::new();
    let mut at = 0;
    while at + 2 <= items.len() && dice.below(4) > 0 {
        let range = at..at + 2;
        let most = |range: Range<usize>| -> i64 {
            items[range].iter().filter_map(|item| item.last()).map(|choice| choice.gain).sum()
        };
        let need = upto(dice, most(range.clone()));
        floors.push(Floor { items: range, need });
        at += 2 + usize::try_from(dice.below(2)).unwrap();
    }
    Aim::Reach { need, floors }
}

/// Every combination of choices, one of each item.
fn every(items: &[Item]) -> Vec<Chosen> {
    let mut picks: Vec<Vec<usize>> = vec![Vec::new()];
    for item in items {
        let longer = |way: &Vec<usize>| {
            let way = way.clone();
            (0..item.len()).map(move |pick| way.iter().copied().chain([pick]).collect())
        };
        picks = picks.iter().flat_map(longer).collect();
    }
    picks.iter().map(|picks| Chosen::of(items, picks)).collect()
}

fn reaches(items: &[Item], chosen: &Chosen, aim: &Aim) -> bool {
    let gain = |range: &Range<usize>| -> i64 {
        let own = |place: usize| {
            items[place].iter().find(|choice| choice.level == chosen.levels[place]).unwrap().gain
        };
        range.clone().map(own).sum()
    };
    match aim {
        Aim::Spend(budget) => chosen.effort <= *budget,
        Aim::Reach { need, floors } => {
            chosen.gain >= *need && floors.iter().all(|floor| gain(&floor.items) >= floor.need)
        }
    }
}

/// Random links and capacities between the items, of the kinds that tables of efforts can state.
fn conditions(dice: &mut Dice, items: &[Item]) -> (Vec<Link>, Vec<Capacity>) {
    let mut links = Vec::new();
    for _ in 0..dice.below(6) {
        let mut any = || usize::try_from(dice.below(items.len() as u64)).unwrap();
        let (item, other) = (any(), any());
        let level = |dice: &mut Dice, item: usize| {
            let choices: &Item = &items[item];
            choices[usize::try_from(dice.below(choices.len() as u64)).unwrap()].level
        };
        let (own, theirs) = (level(dice, item), level(dice, other));
        if item == other || own == 0 {
            continue;
        }
        // The link requires at least the other level, or excludes that level and all above it.
        let requires = dice.below(2) == 0;
        let all = items[other].iter().map(|choice| choice.level);
        let allowed = all.filter(|level| (*level >= theirs) == requires).collect();
        links.push(Link { item, level: own, other, allowed });
    }
    let draws = |dice: &mut Dice| {
        let of = |(item, choices): (usize, &Item)| {
            choices
                .iter()
                .map(|choice| (item, choice.level))
                .filter(|(_, level)| *level > 0)
                .collect()
        };
        let all: Vec<(usize, usize)> =
            items.iter().enumerate().flat_map(|each| -> Vec<_> { of(each) }).collect();
        all.into_iter().filter(|_| dice.below(2) == 0).collect()
    };
    let capacities = (0..dice.below(3))
        .map(|_| Capacity { draws: draws(dice), most: dice.number(30) })
        .collect();
    (links, capacities)
}

fn keeps(items: &[Item], chosen: &Chosen, (links, capacities): (&[Link], &[Capacity])) -> bool {
    let effort = |(item, level): &(usize, usize)| {
        let choice = items[*item].iter().find(|choice| choice.level == *level).unwrap();
        if chosen.levels[*item] == *level { choice.effort } else { 0 }
    };
    links.iter().all(|link| {
        chosen.levels[link.item] != link.level || link.allowed.contains(&chosen.levels[link.other])
    }) && capacities
        .iter()
        .all(|capacity| capacity.draws.iter().map(effort).sum::<i64>() <= capacity.most)
}

/// What climbing finds keeps every condition and reaches the aim. Where every item may stay, a
/// budget always has an answer, since doing nothing is one. Steps that an aim does not need are
/// given up.
#[test]
fn what_is_kept_keeps_everything() {
    let (mut found, mut stays, mut most, mut cheapest) = (0, 0, 0, 0);
    for seed in 0..20_000 {
        let mut dice = Dice(seed);
        let items = items(&mut dice);
        let (links, capacities) = conditions(&mut dice, &items);
        let held = (&links[..], &capacities[..]);
        let aim = aim(&mut dice, &items);
        let all: Vec<Chosen> =
            every(&items).into_iter().filter(|chosen| keeps(&items, chosen, held)).collect();
        for aim in [aim, Aim::Spend(i64::MAX)] {
            let truth = all
                .iter()
                .filter(|chosen| reaches(&items, chosen, &aim))
                .min_by(|a, b| a.key(&aim).cmp(&b.key(&aim)));
            let kept = kept(&items, &aim, held, &mut WorkBudget::default());
            let may_stay = items.iter().all(|item| item[0] == Choice::STAY);
            if may_stay && matches!(aim, Aim::Spend(_)) {
                assert!(kept.is_some(), "seed {seed}: doing nothing is an answer");
                stays += 1;
            }
            let Some(kept) = kept else { continue };
            let truth = truth.unwrap_or_else(|| panic!("seed {seed}: {kept:?} cannot be"));
            assert!(all.contains(&kept) && reaches(&items, &kept, &aim), "seed {seed}: {kept:?}");
            assert!(truth.key(&aim) <= kept.key(&aim), "seed {seed}");
            found += 1;
            most += usize::from(aim == Aim::Spend(i64::MAX) && kept.gain == truth.gain);
            let lower = lowered(&items, &kept, &aim, held).expect("what reaches still does");
            assert!(lower.effort <= kept.effort && all.contains(&lower), "seed {seed}");
            assert!(reaches(&items, &lower, &aim), "seed {seed}");
            cheapest += usize::from(lower.effort == truth.effort);
        }
    }
    // The climbed answers are usually good, though nothing proves them.
    assert!(found > 25_000 && stays > 8_000, "{found} {stays}");
    assert!(most > 12_000 && cheapest > 18_000, "{most} {cheapest}");
}

/// However little work there is, an answer reaches the aim. Without a bound it is the best one;
/// with a bound, the bound is never stricter than the best answer.
#[test]
fn dropped_states_never_prove_what_is_not_so() {
    let (mut bounded, mut proven, mut none) = (0, 0, 0);
    for seed in 0..30_000 {
        let mut dice = Dice(seed);
        let items = items(&mut dice);
        let aim = aim(&mut dice, &items);
        let all = every(&items);
        let good = all.iter().filter(|chosen| reaches(&items, chosen, &aim));
        let truth = good.min_by(|a, b| a.key(&aim).cmp(&b.key(&aim)));
        for limit in [dice.below(300), WorkBudget::LIMIT] {
            let found = best(&items, &aim, &mut WorkBudget::new(limit));
            assert_eq!(found.is_some(), truth.is_some(), "seed {seed}, limit {limit}");
            let Some((found, truth)) = found.zip(truth) else {
                none += 1;
                continue;
            };
            assert!(reaches(&items, &found, &aim), "seed {seed}, limit {limit}: {found:?}");
            assert!(all.iter().any(|one| one.levels == found.levels
                && (one.effort, one.gain, one.leaves) == (found.effort, found.gain, found.leaves)));
            match (found.bound, &aim) {
                (None, _) => {
                    assert_eq!(found.levels, truth.levels, "seed {seed}, limit {limit}: {aim:?}");
                    proven += 1;
                }
                (Some(bound), Aim::Spend(_)) => assert!(bound >= truth.gain, "seed {seed}"),
                (Some(bound), Aim::Reach { .. }) => {
                    assert!(bound <= truth.effort, "seed {seed}, limit {limit}: {found:?}");
                }
            }
            assert!(limit < WorkBudget::LIMIT || found.bound.is_none(), "seed {seed}");
            bounded += usize::from(found.bound.is_some());
        }
    }
    assert!(bounded > 1_000 && proven > 30_000 && none > 1_000, "{bounded} {proven} {none}");
}

/// Under links and capacities too, a search that was cut short proves nothing that more work would
/// have changed, and repeating it takes the same work.
#[test]
fn less_work_never_proves_another_answer() {
    let (mut bounded, mut proven, mut none) = (0, 0, 0);
    for seed in 0..6_000 {
        let mut dice = Dice(seed);
        let items = items(&mut dice);
        let (links, capacities) = conditions(&mut dice, &items);
        let held = (&links[..], &capacities[..]);
        let aim = aim(&mut dice, &items);
        let all: Vec<Chosen> =
            every(&items).into_iter().filter(|chosen| keeps(&items, chosen, held)).collect();
        let good = all.iter().filter(|chosen| reaches(&items, chosen, &aim));
        let truth = good.min_by(|a, b| a.key(&aim).cmp(&b.key(&aim)));
        for limit in [0, dice.below(300), dice.below(3_000), WorkBudget::LIMIT] {
            let told = || format!("seed {seed}, limit {limit}: {aim:?}");
            let mut work = WorkBudget::new(limit);
            let Search { found, bound } = solve(&items, &aim, held, &mut work);
            let mut again = WorkBudget::new(limit);
            assert_eq!(solve(&items, &aim, held, &mut again).found, found, "{}", told());
            assert_eq!(work, again, "{}", told());
            assert!(limit < WorkBudget::LIMIT || bound.is_none(), "{}", told());
            if let Some(found) = &found {
                assert!(keeps(&items, found, held) && reaches(&items, found, &aim), "{}", told());
            }
            match (bound, truth) {
                (None, truth) => {
                    let levels = |chosen: &Chosen| chosen.levels.clone();
                    assert_eq!(found.as_ref().map(levels), truth.map(levels), "{}", told());
                    proven += 1;
                }
                (Some(_), None) => none += 1,
                (Some(bound), Some(truth)) => {
                    match aim {
                        Aim::Spend(_) => assert!(bound >= truth.gain, "{}", told()),
                        Aim::Reach { .. } => assert!(bound <= truth.effort, "{}", told()),
                    }
                    bounded += 1;
                }
            }
        }
    }
    // Where no choice is possible, that is nearly always recognised at once, however short the
    // lists.
    assert!(bounded > 1_000 && proven > 20_000 && none < 20, "{bounded} {proven} {none}");
}
