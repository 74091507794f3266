//! Puts leaves whose steps require or exclude each other together, each group as one item.

use std::collections::BTreeMap;

use super::{Choice, Item, Link};
use crate::work::WorkBudget;

/// The items after each linked group was replaced by one item, whose choices are the effort and
/// gain of the group's valid combinations without the useless ones. `None` where listing a group's
/// combinations would take more work than is left.
pub(in crate::remediation) fn joined(
    items: &[Item],
    links: &[Link],
    work: &mut WorkBudget,
) -> Option<Vec<Item>> {
    let mut group: Vec<usize> = (0..items.len()).collect();
    for link in links {
        let [a, b] = [link.item, link.other].map(|item| first_of(&group, item));
        // A group is named by its lowest item.
        *group.get_mut(a.max(b))? = a.min(b);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for item in 0..items.len() {
        members.entry(first_of(&group, item)).or_default().push(item);
    }
    let mut of_group: BTreeMap<usize, Vec<&Link>> = BTreeMap::new();
    for link in links {
        of_group.entry(first_of(&group, link.item)).or_default().push(link);
    }
    let joined = members.into_iter().map(|(first, members)| match members.as_slice() {
        [alone] => items.get(*alone).cloned(),
        members => through(items, members, of_group.get(&first)?, work),
    });
    joined.collect()
}

/// The lowest item that is known to be linked with an item.
fn first_of(group: &[usize], item: usize) -> usize {
    let mut at = item;
    while let Some(lower) = group.get(at).filter(|lower| **lower < at) {
        at = *lower;
    }
    at
}

/// The valid combinations of a group, as choices of rising effort and gain.
fn through(
    items: &[Item],
    members: &[usize],
    links: &[&Link],
    work: &mut WorkBudget,
) -> Option<Item> {
    let mut ways: Vec<Vec<Choice>> = vec![Vec::new()];
    for (n, member) in members.iter().enumerate() {
        let known = members.get(..=n)?;
        let place = |item: usize| known.binary_search(&item).ok();
        // The links whose second end is this member.
        let own = links.iter().filter(|link| [link.item, link.other].contains(member));
        let own = own.filter_map(|link| Some((*link, place(link.item)?, place(link.other)?)));
        let own: Vec<(&Link, usize, usize)> = own.collect();
        let keeps = |way: &[Choice]| {
            let level = |place: usize| way.get(place).map(|choice| choice.level);
            own.iter().all(|(link, item, other)| {
                level(*item) != Some(link.level)
                    || level(*other).is_some_and(|level| link.allowed.contains(&level))
            })
        };
        let mut longer = Vec::new();
        for way in &ways {
            for choice in items.get(*member)? {
                if work.left() == 0 {
                    work.exhaust();
                    return None;
                }
                work.spend(known.len() + own.len());
                let way: Vec<Choice> = way.iter().copied().chain([*choice]).collect();
                longer.extend(Some(way).filter(|way| keeps(way)));
            }
        }
        ways = longer;
    }
    let sum = |way: Vec<Choice>| {
        way.into_iter().fold(Choice::STAY, |sum, choice| Choice {
            level: 0,
            effort: sum.effort + choice.effort,
            gain: sum.gain + choice.gain,
            leaves: sum.leaves + choice.leaves,
        })
    };
    let mut choices: Item = ways.into_iter().map(sum).collect();
    choices.sort_by_key(|choice| (choice.effort, -choice.gain, choice.leaves));
    let mut most = i64::MIN;
    choices.retain(|choice| {
        let more = choice.gain > most;
        most = most.max(choice.gain);
        more
    });
    Some(choices)
}
