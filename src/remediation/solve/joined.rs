//! Leaves whose steps require or exclude each other, each group of them as one item.

use super::{Choice, Item, Link};

/// How many ways through a group are followed before it counts as too large.
const WAYS: usize = 20_000;

/// The items with every linked group put together: what one of its valid choices takes and gains,
/// the useless ones left out. `None` where a group is too large.
pub(in crate::remediation) fn joined(items: &[Item], links: &[Link]) -> Option<Vec<Item>> {
    let mut group: Vec<usize> = (0..items.len()).collect();
    for link in links {
        let [a, b] = [*group.get(link.item)?, *group.get(link.other)?];
        group.iter_mut().filter(|own| **own == b).for_each(|own| *own = a);
    }
    let mut out = Vec::new();
    for (first, item) in items.iter().enumerate() {
        let members: Vec<usize> = (0..items.len()).filter(|n| group[*n] == group[first]).collect();
        match members.as_slice() {
            [_] => out.push(item.clone()),
            [lowest, ..] if *lowest == first => out.push(through(items, &members, links)?),
            _ => {}
        }
    }
    Some(out)
}

/// The valid ways through a group, as choices that rise in effort and gain.
fn through(items: &[Item], members: &[usize], links: &[Link]) -> Option<Item> {
    let mut ways: Vec<Vec<Choice>> = vec![Vec::new()];
    for (n, member) in members.iter().enumerate() {
        let longer = ways.iter().flat_map(|way| {
            let next = |choice: &Choice| way.iter().copied().chain([*choice]).collect();
            items.get(*member).into_iter().flatten().map(next)
        });
        let known = members.get(..=n)?;
        let keeps = |way: &Vec<Choice>| {
            let level = |item: usize| {
                let place = known.iter().position(|known| *known == item)?;
                way.get(place).map(|choice| choice.level)
            };
            links.iter().all(|link| {
                level(link.item) != Some(link.level)
                    || level(link.other).is_none_or(|other| link.allowed.contains(&other))
            })
        };
        ways = longer.filter(keeps).take(WAYS + 1).collect();
        if ways.len() > WAYS {
            return None;
        }
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
