//! How many choices do as well as one: every choice counted, those alike so far counted together.

use std::collections::BTreeMap;

use super::slopes::{Rest, Slopes};
use super::{Aim, Capacity, Chosen, Item, Link};
use crate::work::WorkBudget;

/// More are not told apart: a number up to here is exact in every reader of JSON.
const MOST: u64 = 9_000_000_000_000_000;
/// So many states at most stand beside each other, since each holds all that is counted of it.
const STATES: usize = 40_000;

/// How many choices reach one of some aims for the effort of one that is known, that one included; of aims
/// to spend, and where none is reached, how many bring its points for its effort. Whether there may be
/// more.
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
            // Those that stand for most choices stay, and the one that is known to be good; of those that
            // stand for as many as the last of them only so many as there is room for.
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

/// What is counted of a choice: effort, gain, the gains of floors, what capacities hold, and the levels
/// of items whose links still wait for their other end.
struct Count<'a> {
    items: &'a [Item],
    effort: i64,
    /// The points of the choice that is known, where they must be met; else those of the least aim.
    gain: i64,
    /// Whether the points must be met.
    meets: bool,
    /// The aims that will do, with the places of their floors among all.
    aims: Vec<(i64, Vec<(usize, i64)>)>,
    /// Of each floor its items, and from where on more is no longer told apart.
    floors: Vec<(std::ops::Range<usize>, i64)>,
    /// From where on more gain is no longer told apart.
    most: i64,
    capacities: &'a [Capacity],
    /// Of each item the capacities and levels that draw on them.
    draws: Vec<Vec<(usize, usize)>>,
    links: &'a [Link],
    /// Of each item the links that it closes.
    closes: Vec<Vec<usize>>,
    /// Of each item the last item that its links wait for, if that comes later, and its place in a state.
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

    /// The state with one choice more; `None` where nothing good can come of it.
    fn after(&self, state: &[i64], place: usize, pick: usize, rest: &Rest<'_>) -> Option<Vec<i64>> {
        let choice = self.items.get(place)?.get(pick)?;
        let mut next = state.to_vec();
        let (effort, gain) = (state.first()? + choice.effort, state.get(1)? + choice.gain);
        // What is still to come takes and brings so much at best.
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
        // Nobody asks for these levels again.
        for (last, at) in self.waits.iter().take(place + 1).flatten() {
            if *last <= place {
                *next.get_mut(*at)? = 0;
            }
        }
        Some(next)
    }

    /// Whether a choice of all items does as well.
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

    /// Leaves of which each step takes and gains twice what the one before does: no two choices are alike.
    fn unlike(leaves: usize) -> Vec<Item> {
        let step = |n: usize| Choice { level: 1, effort: 1 << n, gain: 1 << n, leaves: 1 };
        (0..leaves).map(|n| vec![Choice::STAY, step(n)]).collect()
    }

    #[test]
    fn of_states_that_stand_for_as_many_choices_only_so_many_stay_as_there_is_room_for() {
        // Free leaves first, so that what follows has to be told apart: every state stands for one choice.
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
        // With too little work for all the one that is known is never lost, and nobody says that it is all.
        for limit in [0, 1, 40, 200, 1_000] {
            let ((number, more), work) = count(limit);
            assert_eq!((number, more), (1, work.is_exhausted()), "{limit}");
            // No more than is left is looked at, but for the one that is known and one beside it.
            assert!(work.spent() <= limit + 4 * 16, "{limit}: {}", work.spent());
        }
        assert!(count(40).1.is_exhausted());
    }

    #[test]
    fn choices_alike_are_counted_also_where_states_are_dropped() {
        // Six of twelve steps of one measure: 924 choices in few states.
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
