//! Splits a problem at a broken condition or capacity into smaller ones.

use super::{Capacity, Chosen, Item, Link};

/// The smaller problems that a broken link or capacity leads to; `None` if nothing is broken.
pub(super) fn branches(
    chosen: &Chosen,
    items: &[Item],
    links: &[Link],
    capacities: &[Capacity],
) -> Option<Vec<Vec<Item>>> {
    let has = |item: usize, level: usize| chosen.levels.get(item) == Some(&level);
    for link in links.iter().filter(|link| has(link.item, link.level)) {
        if link.allowed.iter().any(|level| has(link.other, *level)) {
            continue;
        }
        let without = only(items, link.item, |level| level != link.level);
        let with = only(items, link.item, |level| level == link.level)
            .and_then(|items| only(&items, link.other, |level| link.allowed.contains(&level)));
        return Some(without.into_iter().chain(with).collect());
    }
    for capacity in capacities {
        let effort = |(item, level): (usize, usize)| {
            let choice = items.get(item)?.iter().find(|choice| choice.level == level)?;
            Some(choice.effort).filter(|_| has(item, level))
        };
        let taken: i64 = capacity.draws.iter().filter_map(|draw| effort(*draw)).sum();
        if taken <= capacity.most {
            continue;
        }
        // What the choices that are already fixed leave of the capacity; if they exceed it, no
        // choice can repair that.
        let of = |(item, level): (usize, usize)| {
            let choices = items.get(item)?;
            let choice = choices.iter().find(|choice| choice.level == level)?;
            Some((choice.effort, choices.len() == 1))
        };
        let held = capacity.draws.iter().filter_map(|draw| of(*draw).filter(|(_, held)| *held));
        let left = capacity.most - held.map(|(effort, _)| effort).sum::<i64>();
        if left < 0 {
            return Some(Vec::new());
        }
        // The problem is split at the choice with the greatest effort among those not fixed yet.
        let free = |(item, _): &(usize, usize)| items.get(*item).is_some_and(|item| item.len() > 1);
        let draws = capacity.draws.iter().copied().filter(free);
        let heaviest = draws.filter_map(|draw| Some((effort(draw)?, draw))).max_by_key(|(e, _)| *e);
        let Some((weight, (item, level))) = heaviest else { return Some(Vec::new()) };
        let without = only(items, item, |other| other != level);
        let with = only(items, item, |other| other == level)
            .and_then(|items| fitting(items, item, left - weight, capacity));
        return Some(without.into_iter().chain(with).collect());
    }
    None
}

/// The items without the levels that no longer fit into the rest of a capacity, beside one item
/// that is fixed.
fn fitting(
    mut items: Vec<Item>,
    taken: usize,
    left: i64,
    capacity: &Capacity,
) -> Option<Vec<Item>> {
    if left < 0 {
        return None;
    }
    for (item, level) in capacity.draws.iter().filter(|(item, _)| *item != taken) {
        let Some(choices) = items.get_mut(*item) else { continue };
        if choices.len() > 1 {
            choices.retain(|choice| choice.level != *level || choice.effort <= left);
            if choices.is_empty() {
                return None;
            }
        }
    }
    Some(items)
}

/// The items with one of them restricted to some levels; `None` where it has none of these levels.
fn only(items: &[Item], place: usize, keep: impl Fn(usize) -> bool) -> Option<Vec<Item>> {
    let mut items = items.to_vec();
    let item = items.get_mut(place)?;
    item.retain(|choice| keep(choice.level));
    (!item.is_empty()).then_some(items)
}
