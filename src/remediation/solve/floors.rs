//! A goal with floors: some subtrees must each gain a minimum, and the whole must gain enough.

use super::bounded::{least, narrow, reach, spend};
use super::front::{State, count, front};
use super::slopes::Slopes;
use super::{Aim, Choice, Chosen, Floor, Item};
use crate::work::WorkBudget;

/// The best choice for an aim, without links and capacities; `None` where no choice reaches it.
pub(super) fn best(items: &[Item], aim: &Aim, work: &mut WorkBudget) -> Option<Chosen> {
    match aim {
        Aim::Spend(budget) => spend(items, *budget, work),
        Aim::Reach { need, floors } if floors.is_empty() => reach(items, *need, work),
        Aim::Reach { need, floors } => with_floors(items, *need, floors, work),
    }
}

fn with_floors(
    items: &[Item],
    need: i64,
    floors: &[Floor],
    work: &mut WorkBudget,
) -> Option<Chosen> {
    let mut floors = floors.to_vec();
    floors.sort_by_key(|floor| floor.items.start);
    // Each floor is first reached by itself at least effort: if that is enough for the whole, it is
    // the answer.
    let mut alone = Vec::with_capacity(floors.len());
    for floor in &floors {
        alone.push(reach(items.get(floor.items.clone())?, floor.need, work)?);
    }
    let mut parts = Chosen::default();
    let mut at = 0;
    for (floor, part) in floors.iter().zip(&alone) {
        for item in items.get(at..floor.items.start)? {
            add(&mut parts, &cheapest(item));
        }
        add(&mut parts, part);
        at = floor.items.end;
    }
    for item in items.get(at..)? {
        add(&mut parts, &cheapest(item));
    }
    if parts.gain >= need {
        return Some(parts);
    }
    let most = upgraded(items, &parts, need, work)?;
    // Each subtree becomes one item; its choices are the combinations of levels that keep its
    // floor.
    let slopes = Slopes::of(items);
    let mut outer: Vec<Item> = Vec::new();
    let mut inside: Vec<Option<Vec<Vec<usize>>>> = Vec::new();
    let mut dropped: Option<i64> = None;
    let mut floor_at = floors.iter().zip(&alone).peekable();
    let mut item = 0;
    while item < items.len() {
        let Some((floor, own)) = floor_at.next_if(|(floor, _)| floor.items.start == item) else {
            outer.extend(items.get(item).cloned());
            inside.push(None);
            item += 1;
            continue;
        };
        let others = parts.least() - own.least();
        let group = Group { items, slopes: &slopes, floor, need, most: most.effort, others };
        let (choices, ways, cut) = group.choices(work);
        dropped = least(dropped, cut);
        if choices.is_empty() {
            // All choices of this subtree were dropped.
            return Some(Chosen { bound: dropped, ..most });
        }
        outer.push(choices);
        inside.push(Some(ways));
        item = floor.items.end;
    }
    let found = reach(&outer, need, work).map(|found| {
        let mut chosen = Chosen { levels: Vec::new(), ..found.clone() };
        for (level, ways) in found.levels.iter().zip(&inside) {
            match ways {
                None => chosen.levels.push(*level),
                Some(ways) => chosen.levels.extend(ways.get(*level).into_iter().flatten()),
            }
        }
        chosen
    });
    let aim = Aim::Reach { need, floors: Vec::new() };
    let bound = least(found.as_ref().and_then(|found| found.bound), dropped);
    let chosen = match found {
        Some(found) if found.key(&aim) <= most.key(&aim) => found,
        _ => most,
    };
    Some(Chosen { bound: bound.filter(|bound| *bound <= chosen.effort), ..chosen })
}

/// A subtree with its floor, and what is known about the rest.
struct Group<'a> {
    items: &'a [Item],
    slopes: &'a Slopes,
    floor: &'a Floor,
    need: i64,
    /// The effort of a known plan; a choice that needs more is of no use.
    most: i64,
    /// The least effort that everything outside the subtree takes.
    others: i64,
}

impl Group<'_> {
    /// The combinations of levels in the subtree, ordered by their levels, with the levels of each;
    /// and the least effort of those that were dropped.
    fn choices(&self, work: &mut WorkBudget) -> (Item, Vec<Vec<usize>>, Option<i64>) {
        let range = self.floor.items.clone();
        let own = self.items.get(range.clone()).unwrap_or_default();
        let mut dropped = None;
        // The subtree's combinations are later combined with the choices of all other items.
        let mut all = self.slopes.rest(|_| true);
        let mut inner = self.slopes.rest(|item| range.contains(&item));
        let mut gone = range.start;
        let list = front(own, 4 * count(self.items), work, |done, width, states| {
            for item in gone..range.start + done {
                all.leave(item);
                inner.leave(item);
            }
            gone = range.start + done;
            let bound = |state: &State| {
                let (_, whole) = all.reaching(self.need - state.gain)?;
                let (_, part) = inner.reaching(self.floor.need - state.gain)?;
                let least = state.effort + whole.max(part + self.others);
                (least <= self.most).then_some(least)
            };
            let mut kept: Vec<(i64, State)> = states
                .drain(..)
                .filter_map(|state| bound(&state).map(|least| (least, state)))
                .collect();
            dropped = least(dropped, narrow(&mut kept, width, |(least, _)| *least));
            states.extend(kept.into_iter().map(|(_, state)| state));
        });
        let mut places: Vec<usize> = (0..list.states.len()).collect();
        places.sort_by_key(|place| list.states.get(*place).map(|state| state.rank));
        let mut choices = Vec::new();
        let mut ways = Vec::new();
        for place in places {
            let way = Chosen::of(own, &list.picks(place));
            let Chosen { levels, effort, gain, leaves, .. } = way;
            choices.push(Choice { level: ways.len(), effort, gain, leaves });
            ways.push(levels);
        }
        (choices, ways, dropped)
    }
}

/// The choice of an item of which nothing is required: the least effort, then the most points.
fn cheapest(item: &Item) -> Chosen {
    let choice = item.iter().min_by_key(|choice| (choice.effort, -choice.gain));
    let choice = choice.copied().unwrap_or(Choice::STAY);
    let Choice { level, effort, gain, leaves } = choice;
    Chosen { levels: vec![level], effort, gain, leaves, bound: None }
}

fn add(sum: &mut Chosen, part: &Chosen) {
    let proven = sum.bound.is_none() && part.bound.is_none();
    sum.bound = (!proven).then_some(sum.least() + part.least());
    sum.levels.extend(&part.levels);
    sum.effort += part.effort;
    sum.gain += part.gain;
    sum.leaves += part.leaves;
}

/// A choice improved step by step, always by the steepest rise, until the whole gains enough.
fn upgraded(items: &[Item], from: &Chosen, need: i64, work: &mut WorkBudget) -> Option<Chosen> {
    let mut picks: Vec<usize> = items
        .iter()
        .zip(&from.levels)
        .map(|(item, level)| item.iter().position(|c| c.level == *level).unwrap_or_default())
        .collect();
    loop {
        let now = Chosen::of(items, &picks);
        if now.gain >= need {
            return Some(Chosen { bound: from.bound, ..now });
        }
        work.spend(count(items));
        let mut best: Option<(usize, usize, i64, i64)> = None;
        for (place, (item, pick)) in items.iter().zip(&picks).enumerate() {
            let Some(own) = item.get(*pick) else { continue };
            for (other, choice) in item.iter().enumerate().filter(|(_, c)| c.gain > own.gain) {
                let (effort, gain) = (choice.effort - own.effort, choice.gain - own.gain);
                let better = best.is_none_or(|(_, _, taken, won)| {
                    i128::from(gain) * i128::from(taken) > i128::from(won) * i128::from(effort)
                });
                if better {
                    best = Some((place, other, effort, gain));
                }
            }
        }
        let (place, pick, ..) = best?;
        *picks.get_mut(place)? = pick;
    }
}
