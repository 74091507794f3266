//! Short lists, so that much is dropped, against every choice counted out.

use std::ops::Range;

use super::floors::best;
use super::{Aim, Choice, Chosen, Floor, Item};

/// Small numbers in a fixed sequence.
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

/// Every choice of picks.
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

/// However short the lists, an answer reaches the aim, is the best where no bound stands beside it,
/// and a bound promises no more than the best keeps.
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
        let limit = 1 + usize::try_from(dice.below(5)).unwrap();
        for limit in [limit, 1_000] {
            let found = best(&items, &aim, limit);
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
            assert!(limit < 1_000 || found.bound.is_none(), "seed {seed}");
            bounded += usize::from(found.bound.is_some());
        }
    }
    assert!(bounded > 1_000 && proven > 30_000 && none > 1_000, "{bounded} {proven} {none}");
}
