//! Counts how many choices are as good as a known one. All choices are counted; those with the same
//! sums so far are counted together.

use std::collections::BTreeMap;

use super::slopes::{Rest, Slopes};
use super::{Aim, Capacity, Chosen, Item, Link};
use crate::work::WorkBudget;

/// The count stops here: whole numbers up to this one are exact in every reader of JSON.
const MOST: u64 = 9_000_000_000_000_000;
/// The most states kept side by side, since each holds several numbers.
const STATES: usize = 40_000;

/// Counts the choices, including the known one, that reach any of the aims for the effort of the
/// known choice. For a budget, and where no aim is reached, it counts the choices with the same
/// points for the same effort. The second value tells whether there may be more.
pub(in crate::remediation) fn equals(
    items: &[Item],
    aims: &[Aim],
    (links, capacities): (&[Link], &[Capacity]),
    chosen: &Chosen,
    work: &mut WorkBudget,
) -> (u64, bool) {
    let slopes = Slopes::of(items);
    let count = Count::of(items, aims, (links, capacities), chosen);
    let mut rest = slopes.rest(|_| true);
    let mut states: BTreeMap<Vec<i64>, u64> = BTreeMap::from([(count.start(), 1)]);
    let mut known = count.start();
    let mut cut = false;
    for (place, item) in items.iter().enumerate() {
        rest.leave(place);
        let room = usize::try_from(work.left()).unwrap_or(usize::MAX) / item.len().max(1);
        if states.len() > room.min(STATES) {
            // The states that stand for the most choices stay, and so does the one of the known
            // choice; of states that stand for equally many, only as many stay as there is room
            // for.
            let mut numbers: Vec<u64> = states.values().copied().collect();
            let stay = room.clamp(1, STATES);
            let (_, least, _) = numbers.select_nth_unstable_by(stay - 1, |a, b| b.cmp(a));
            let least = *least;
            let had = states.len();
            let mut left = stay - states.values().filter(|number| **number > least).count();
            states.retain(|key, number| {
                let tie = *number == least && left > 0;
                left -= usize::from(tie);
                *number > least || tie || *key == known
            });
            cut |= states.len() < had;
        }
        work.spend(states.len().saturating_mul(item.len()));
        let mut next: BTreeMap<Vec<i64>, u64> = BTreeMap::new();
        for (state, number) in &states {
            for pick in 0..item.len() {
                if let Some(after) = count.after(state, place, pick, &rest) {
                    let sum = next.entry(after).or_default();
                    *sum = sum.saturating_add(*number);
                }
            }
        }
        let pick = item.iter().position(|c| Some(&c.level) == chosen.levels.get(place));
        known = pick.and_then(|pick| count.after(&known, place, pick, &rest)).unwrap_or_default();
        states = next;
    }
    let good = states.iter().filter(|(state, _)| count.is_good(state));
    let sum = good.fold(0, |sum: u64, (_, number)| sum.saturating_add(*number));
    if cut {
        work.exhaust();
    }
    (sum.clamp(1, MOST), cut || sum > MOST)
}

/// The state of a count holds effort, gain, the gains of the floors, what is taken of the
/// capacities, and the levels of items whose links still wait for their other end.
struct Count<'a> {
    items: &'a [Item],
    effort: i64,
    /// The points of the known choice, where they must be met exactly; otherwise the least points
    /// that any of the aims needs.
    gain: i64,
    /// Whether the points of the known choice must be met exactly.
    meets: bool,
    /// The aims of which any may be reached: points needed, and the floors by position with what
    /// each needs.
    aims: Vec<(i64, Vec<(usize, i64)>)>,
    /// For each floor, its items and the gain above which sums are no longer distinguished.
    floors: Vec<(std::ops::Range<usize>, i64)>,
    /// The gain above which sums are no longer distinguished.
    most: i64,
    capacities: &'a [Capacity],
    /// For each item, the capacities it draws on and at which levels.
    draws: Vec<Vec<(usize, usize)>>,
    links: &'a [Link],
    /// For each item, the links whose later end it is.
    closes: Vec<Vec<usize>>,
    /// For each item, the last item that its links wait for, if that comes later, and the position
    /// of the level in a state.
    waits: Vec<Option<(usize, usize)>>,
    width: usize,
}

impl<'a> Count<'a> {
    fn of(
        items: &'a [Item],
        aims: &[Aim],
        (links, capacities): (&'a [Link], &'a [Capacity]),
        chosen: &Chosen,
    ) -> Count<'a> {
        let met = aims.iter().any(|aim| aim.is_met(items, chosen));
        let spends = aims.iter().any(|aim| matches!(aim, Aim::Spend(_)));
        let meets = !met || spends;
        let mut floors: Vec<(std::ops::Range<usize>, i64)> = Vec::new();
        let mut goals = Vec::new();
        for aim in aims.iter().filter(|_| !meets) {
            let Aim::Reach { need, floors: own } = aim else { continue };
            let mut placed = Vec::new();
            for floor in own {
                let place = floors.iter().position(|(items, _)| *items == floor.items);
                let place = place.unwrap_or_else(|| {
                    floors.push((floor.items.clone(), 0));
                    floors.len() - 1
                });
                if let Some((_, most)) = floors.get_mut(place) {
                    *most = floor.need.max(*most);
                }
                placed.push((place, floor.need));
            }
            goals.push((*need, placed));
        }
        let needs = || goals.iter().map(|(need, _)| *need);
        let (gain, most) = match needs().min().zip(needs().max()) {
            Some((least, most)) => (least, most),
            None => (chosen.gain, i64::MAX),
        };
        let mut draws: Vec<Vec<(usize, usize)>> = vec![Vec::new(); items.len()];
        for (n, capacity) in capacities.iter().enumerate() {
            for (item, level) in &capacity.draws {
                draws.get_mut(*item).into_iter().for_each(|own| own.push((n, *level)));
            }
        }
        let mut closes: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
        let mut last = vec![0; items.len()];
        for (n, link) in links.iter().enumerate() {
            let [from, to] = [link.item.min(link.other), link.item.max(link.other)];
            closes.get_mut(to).into_iter().for_each(|own| own.push(n));
            last.get_mut(from).into_iter().for_each(|last| *last = to.max(*last));
        }
        let mut width = 2 + floors.len() + capacities.len();
        let waits = last.into_iter().enumerate().map(|(item, last)| {
            (last > item).then(|| {
                width += 1;
                (last, width - 1)
            })
        });
        let waits = waits.collect();
        Count {
            items,
            effort: chosen.effort,
            gain,
            meets,
            aims: goals,
            floors,
            most,
            capacities,
            draws,
            links,
            closes,
            waits,
            width,
        }
    }

    fn start(&self) -> Vec<i64> {
        vec![0; self.width]
    }

    /// The state after one more choice; `None` where it can no longer lead to an equally good
    /// choice.
    fn after(&self, state: &[i64], place: usize, pick: usize, rest: &Rest<'_>) -> Option<Vec<i64>> {
        let choice = self.items.get(place)?.get(pick)?;
        let mut next = state.to_vec();
        let (effort, gain) = (state.first()? + choice.effort, state.get(1)? + choice.gain);
        // The least that the remaining items take, and the most they bring.
        if self.meets {
            let (_, most) = rest.within(self.effort - effort)?;
            (gain <= self.gain && gain.saturating_add(most) >= self.gain).then_some(())?;
        } else {
            let (_, least) = rest.reaching(self.gain - gain)?;
            (effort + least <= self.effort).then_some(())?;
        }
        *next.first_mut()? = effort;
        *next.get_mut(1)? = gain.min(self.most);
        for (n, (items, most)) in self.floors.iter().enumerate() {
            if items.contains(&place) {
                let sum = next.get_mut(2 + n)?;
                *sum = (*sum + choice.gain).min(*most);
            }
        }
        for (n, level) in self.draws.get(place)? {
            if *level == choice.level {
                let used = next.get_mut(2 + self.floors.len() + n)?;
                *used += choice.effort;
                (*used <= self.capacities.get(*n)?.most).then_some(())?;
            }
        }
        let level = i64::try_from(choice.level).ok()?;
        for link in self.closes.get(place)?.iter().filter_map(|n| self.links.get(*n)) {
            let of = |item: usize| -> Option<usize> {
                if item == place {
                    return Some(choice.level);
                }
                let (_, at) = (*self.waits.get(item)?)?;
                usize::try_from(*state.get(at)?).ok()
            };
            let broken = of(link.item)? == link.level && !link.allowed.contains(&of(link.other)?);
            (!broken).then_some(())?;
        }
        if let Some((_, at)) = self.waits.get(place)? {
            *next.get_mut(*at)? = level;
        }
        // No later item needs these levels any more.
        for (last, at) in self.waits.iter().take(place + 1).flatten() {
            if *last <= place {
                *next.get_mut(*at)? = 0;
            }
        }
        Some(next)
    }

    /// Whether a state of all items is as good as the known choice.
    fn is_good(&self, state: &[i64]) -> bool {
        let [effort, gain, more @ ..] = state else { return false };
        let kept = |floors: &[(usize, i64)]| {
            floors.iter().all(|(place, need)| more.get(*place).is_some_and(|sum| sum >= need))
        };
        let reached = self.aims.iter().any(|(need, floors)| gain >= need && kept(floors));
        *effort == self.effort && if self.meets { *gain == self.gain } else { reached }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remediation::solve::Choice;

    /// Leaves of which each takes and gains twice as much as the one before, so that no two
    /// combinations have equal sums.
    fn unlike(leaves: usize) -> Vec<Item> {
        let step = |n: usize| Choice { level: 1, effort: 1 << n, gain: 1 << n, leaves: 1 };
        (0..leaves).map(|n| vec![Choice::STAY, step(n)]).collect()
    }

    #[test]
    fn of_states_that_stand_for_as_many_choices_only_so_many_stay_as_there_is_room_for() {
        // No two combinations have equal sums, so every state stands for exactly one choice.
        let items = unlike(16);
        let chosen = Chosen::of(&items, &[1; 16]);
        let aim = Aim::Spend(chosen.effort / 2);
        let half = Chosen::of(&items, &[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
        let aims = [aim];
        let count = |limit: u64| {
            let mut work = WorkBudget::new(limit);
            (equals(&items, &aims, (&[], &[]), &half, &mut work), work)
        };
        let ((number, more), work) = count(WorkBudget::LIMIT);
        assert_eq!((number, more, work.is_exhausted()), (1, false, false));
        // With too little work for all states, the known choice is never lost, and the count never
        // claims to be complete.
        for limit in [0, 1, 40, 200, 1_000] {
            let ((number, more), work) = count(limit);
            assert_eq!((number, more), (1, work.is_exhausted()), "{limit}");
            // No more work is done than is left, except for the known choice and one beside it.
            assert!(work.spent() <= limit + 4 * 16, "{limit}: {}", work.spent());
        }
        assert!(count(40).1.is_exhausted());
    }

    #[test]
    fn choices_alike_are_counted_also_where_states_are_dropped() {
        // Six of twelve equal steps: 924 choices in few states.
        let step = Choice { level: 1, effort: 1, gain: 1, leaves: 1 };
        let items: Vec<Item> = (0..12).map(|_| vec![Choice::STAY, step]).collect();
        let six = Chosen::of(&items, &[1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
        let count = |limit: u64| {
            equals(&items, &[Aim::Spend(6)], (&[], &[]), &six, &mut WorkBudget::new(limit))
        };
        assert_eq!(count(WorkBudget::LIMIT), (924, false));
        let (number, more) = count(60);
        assert!(more && (1..924).contains(&number), "{number}");
    }
}
