//! Builds, step by step, a choice that keeps every link and capacity, so that a search that is cut
//! short can still give an answer. The answer is valid, but not proven to be the best.

use std::cmp::Reverse;

use super::branches::branches;
use super::front::count;
use super::{Aim, Capacity, Choice, Chosen, Item, Link};
use crate::work::WorkBudget;

/// The best choice that climbing from the least effort finds; `None` where it does not reach the
/// aim, or where no valid choice to start from is found.
///
/// Where every item may stay, doing nothing is a valid start, so a budget always has an answer.
pub(super) fn kept(
    items: &[Item],
    aim: &Aim,
    (links, capacities): (&[Link], &[Capacity]),
    work: &mut WorkBudget,
) -> Option<Chosen> {
    let start = work.half(|work| first(items, links, capacities, work))?;
    let mut climb = Climb::new(items, links, capacities, &start)?;
    match aim {
        Aim::Spend(most) => {
            if climb.effort > *most {
                return None;
            }
            climb.rise(*most, |_| false, work);
        }
        Aim::Reach { .. } => {
            let enough = |picks: &[usize]| aim.is_met(items, &Chosen::of(items, picks));
            climb.rise(i64::MAX, enough, work);
        }
    }
    climb.lower(aim).then(|| Chosen::of(items, &climb.picks))
}

/// A choice that reaches an aim, after giving up the steps that the aim does not need.
pub(in crate::remediation) fn lowered(
    items: &[Item],
    chosen: &Chosen,
    aim: &Aim,
    (links, capacities): (&[Link], &[Capacity]),
) -> Option<Chosen> {
    let mut climb = Climb::new(items, links, capacities, chosen)?;
    climb.lower(aim).then(|| Chosen::of(items, &climb.picks))
}

/// A valid choice to start from: the cheapest level of every item, changed where that breaks a
/// condition.
fn first(
    items: &[Item],
    links: &[Link],
    capacities: &[Capacity],
    work: &mut WorkBudget,
) -> Option<Chosen> {
    let mut stack = vec![items.to_vec()];
    // The first candidate is examined even without work left: where every item may stay, it is an
    // answer.
    while let Some(now) = stack.pop() {
        work.spend(count(&now) + links.len() + capacities.len());
        let least = |item: &Item| {
            let cheapest = item.iter().enumerate().min_by_key(|(_, c)| (c.effort, c.level));
            cheapest.map(|(pick, _)| pick)
        };
        let picks: Vec<usize> = now.iter().map(least).collect::<Option<_>>()?;
        let chosen = Chosen::of(&now, &picks);
        match branches(&chosen, &now, links, capacities) {
            None => return Some(chosen),
            Some(_) if work.left() == 0 => return None,
            // The branch that takes the other step is followed first.
            Some(ways) => stack.extend(ways),
        }
    }
    None
}

/// A choice that is being improved step by step.
struct Climb<'a> {
    items: &'a [Item],
    capacities: &'a [Capacity],
    /// The position of the current choice in each item.
    picks: Vec<usize>,
    effort: i64,
    gain: i64,
    /// For each item, the links that name it at either end.
    links: Vec<Vec<&'a Link>>,
    /// For each item, the capacities that its levels draw on, with these levels.
    draws: Vec<Vec<(usize, usize)>>,
    used: Vec<i64>,
}

impl<'a> Climb<'a> {
    fn new(
        items: &'a [Item],
        links: &'a [Link],
        capacities: &'a [Capacity],
        start: &Chosen,
    ) -> Option<Climb<'a>> {
        let place = |(item, level): (&Item, &usize)| item.iter().position(|c| c.level == *level);
        let picks = items.iter().zip(&start.levels).map(place).collect::<Option<Vec<_>>>()?;
        let mut of_item: Vec<Vec<&Link>> = vec![Vec::new(); items.len()];
        for link in links {
            for end in [link.item, link.other] {
                of_item.get_mut(end)?.push(link);
            }
        }
        let mut draws: Vec<Vec<(usize, usize)>> = vec![Vec::new(); items.len()];
        for (n, capacity) in capacities.iter().enumerate() {
            for (item, level) in &capacity.draws {
                draws.get_mut(*item)?.push((n, *level));
            }
        }
        let used = vec![0; capacities.len()];
        let mut climb =
            Climb { items, capacities, picks, effort: 0, gain: 0, links: of_item, draws, used };
        for item in 0..items.len() {
            climb.count(item, 1);
        }
        Some(climb)
    }

    fn choice(&self, item: usize) -> Choice {
        let pick = self.picks.get(item).copied().unwrap_or_default();
        self.items.get(item).and_then(|item| item.get(pick)).copied().unwrap_or(Choice::STAY)
    }

    /// Adds what an item's choice takes and gains to the sums (`sign` 1), or subtracts it (`sign`
    /// -1).
    fn count(&mut self, item: usize, sign: i64) {
        let choice = self.choice(item);
        self.effort += sign * choice.effort;
        self.gain += sign * choice.gain;
        for (capacity, level) in self.draws.get(item).into_iter().flatten() {
            if *level == choice.level
                && let Some(used) = self.used.get_mut(*capacity)
            {
                *used += sign * choice.effort;
            }
        }
    }

    fn set(&mut self, item: usize, pick: usize) {
        self.count(item, -1);
        if let Some(own) = self.picks.get_mut(item) {
            *own = pick;
        }
        self.count(item, 1);
    }

    fn fits(&self) -> bool {
        self.used.iter().zip(self.capacities).all(|(used, capacity)| *used <= capacity.most)
    }

    /// Takes better levels, those with the most points for their effort first, together with the
    /// levels that these require, until the aim is reached or nothing more can be taken.
    fn rise(&mut self, most: i64, enough: impl Fn(&[usize]) -> bool, work: &mut WorkBudget) {
        if enough(&self.picks) {
            return;
        }
        loop {
            let mut rises: Vec<(usize, usize, i128, i128)> = Vec::new();
            for (item, choices) in self.items.iter().enumerate() {
                let now = self.choice(item);
                for (pick, choice) in choices.iter().enumerate().filter(|(_, c)| c.gain > now.gain)
                {
                    let gain = i128::from(choice.gain) - i128::from(now.gain);
                    let effort = i128::from(choice.effort) - i128::from(now.effort);
                    rises.push((item, pick, gain, effort.max(0)));
                }
            }
            rises.sort_by(|a, b| (b.2 * a.3, b.2).cmp(&(a.2 * b.3, a.2)));
            work.spend(rises.len());
            let mut risen = false;
            for (item, pick, ..) in rises {
                if self.take(item, pick, most) {
                    risen = true;
                    work.spend(self.items.len());
                    if enough(&self.picks) {
                        return;
                    }
                }
            }
            if !risen {
                return;
            }
        }
    }

    /// Takes one level together with everything it requires. Nothing changes if that breaks a
    /// condition, takes too much effort, or brings no points.
    fn take(&mut self, item: usize, pick: usize, most: i64) -> bool {
        let before = self.gain;
        let mut moved = vec![(item, self.picks.get(item).copied().unwrap_or_default())];
        self.set(item, pick);
        let good =
            self.follow(&mut moved) && self.gain > before && self.effort <= most && self.fits();
        if !good {
            for (item, pick) in moved.into_iter().rev() {
                self.set(item, pick);
            }
        }
        good
    }

    /// Moves the items whose links the moved ones break; false where an item would have to move
    /// twice.
    fn follow(&mut self, moved: &mut Vec<(usize, usize)>) -> bool {
        let mut next = 0;
        while let Some((item, _)) = moved.get(next).copied() {
            next += 1;
            for link in self.links.get(item).cloned().unwrap_or_default() {
                if !self.is_broken(link) {
                    continue;
                }
                // The end of the link that has not moved yet is moved.
                let (other, may) = if link.item == item {
                    (link.other, Some(&link.allowed))
                } else {
                    (link.item, None)
                };
                if moved.iter().any(|(item, _)| *item == other) {
                    return false;
                }
                let now = self.choice(other);
                let levels = self.items.get(other).into_iter().flatten().enumerate();
                let levels = levels.filter(|(_, choice)| match may {
                    Some(allowed) => allowed.contains(&choice.level),
                    None => choice.level != link.level,
                });
                // The cheapest level that loses no points, otherwise the one that loses the fewest.
                let best = levels.min_by_key(|(_, c)| {
                    let loses = (now.gain - c.gain).max(0);
                    (loses, c.effort, Reverse(c.gain))
                });
                let Some((pick, _)) = best else { return false };
                moved.push((other, self.picks.get(other).copied().unwrap_or_default()));
                self.set(other, pick);
            }
        }
        true
    }

    fn is_broken(&self, link: &Link) -> bool {
        self.choice(link.item).level == link.level
            && !link.allowed.contains(&self.choice(link.other).level)
    }

    /// Gives up the steps that an aim does not need, those of greatest effort first; false where
    /// the aim is not reached.
    fn lower(&mut self, aim: &Aim) -> bool {
        let met = |picks: &[usize]| aim.is_met(self.items, &Chosen::of(self.items, picks));
        if !met(&self.picks) {
            return false;
        }
        if matches!(aim, Aim::Spend(_)) {
            return true;
        }
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_key(|item| Reverse(self.choice(*item).effort));
        for item in order {
            let old = self.picks.get(item).copied().unwrap_or_default();
            let own = self.choice(item).effort;
            let levels = self.items.get(item).into_iter().flatten().enumerate();
            let mut less: Vec<(i64, usize)> =
                levels.filter(|(_, c)| c.effort < own).map(|(pick, c)| (c.effort, pick)).collect();
            less.sort_unstable();
            for (_, pick) in less {
                self.set(item, pick);
                let links = self.links.get(item).into_iter().flatten();
                let whole = !links.into_iter().any(|link| self.is_broken(link)) && self.fits();
                if whole && aim.is_met(self.items, &Chosen::of(self.items, &self.picks)) {
                    break;
                }
                self.set(item, old);
            }
        }
        true
    }
}
