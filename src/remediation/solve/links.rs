//! Steps that require or exclude each other, and agencies with a capacity: a search over choices of
//! which the plain answer is the optimistic bound.

use std::collections::BTreeMap;

use super::branches::branches;
use super::floors::best;
use super::kept::kept;
use super::{Aim, Chosen, Item};
use crate::work::WorkBudget;

/// If an item has one of some levels, another item must have one of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::remediation) struct Link {
    pub(in crate::remediation) item: usize,
    pub(in crate::remediation) level: usize,
    pub(in crate::remediation) other: usize,
    pub(in crate::remediation) allowed: Vec<usize>,
}

/// How much effort some choices may take together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::remediation) struct Capacity {
    /// Items and levels that draw on it.
    pub(in crate::remediation) draws: Vec<(usize, usize)>,
    pub(in crate::remediation) most: i64,
}

/// What a search found.
#[derive(Default)]
pub(in crate::remediation) struct Search {
    pub(in crate::remediation) found: Option<Chosen>,
    /// Where the search was cut short: what no choice can better. Without it what was found is the
    /// best, and where nothing was found there is nothing.
    pub(in crate::remediation) bound: Option<i64>,
}

/// A problem and its plain answer.
struct Open {
    chosen: Chosen,
    items: Vec<Item>,
}

/// The best choice for an aim that keeps all links and capacities.
///
/// The answer without them is the best any choice can be: it is split where it breaks one, the most
/// promising first, until the most promising breaks none. A search takes half of the work that is left, and
/// half of the rest to have an answer all the same.
pub(in crate::remediation) fn solve(
    items: &[Item],
    aim: &Aim,
    conditions: (&[Link], &[Capacity]),
    work: &mut WorkBudget,
) -> Search {
    let searched = work.half(|work| split(items, aim, conditions, work));
    match searched {
        Ok(search) => search,
        Err((bound, open)) => {
            let dives = open.into_iter();
            let dives =
                dives.filter_map(|from| work.half(|work| dive(from, aim, conditions, work)));
            let dives: Vec<Chosen> = dives.collect();
            // Where a dive ends without an answer, climbing still has one.
            let all = dives.into_iter().chain(kept(items, aim, conditions, work));
            let found = all.min_by(|a, b| a.key(aim).cmp(&b.key(aim)));
            Search { found, bound }
        }
    }
}

/// Splits problems until the most promising breaks nothing; the bound of the open ones and the first two of
/// them where there is no work left.
fn split(
    items: &[Item],
    aim: &Aim,
    (links, capacities): (&[Link], &[Capacity]),
    work: &mut WorkBudget,
) -> Result<Search, (Option<i64>, Vec<Open>)> {
    let mut open = BTreeMap::new();
    let mut place = 0;
    let mut add = |open: &mut BTreeMap<_, Open>, items: Vec<Item>, work: &mut WorkBudget| {
        place += 1;
        if let Some(chosen) = best(&items, aim, work) {
            let (first, second, leaves, levels) = chosen.key(aim);
            let key = (first, second, leaves, levels.to_vec(), place);
            open.insert(key, Open { chosen, items });
        }
    };
    add(&mut open, items.to_vec(), work);
    // What no choice of an open problem can better: its answer, or less where that is not proven.
    let worth = |chosen: &Chosen| match aim {
        Aim::Reach { .. } => chosen.bound.unwrap_or(chosen.effort),
        Aim::Spend(_) => chosen.bound.unwrap_or(chosen.gain),
    };
    let extreme = |bounds: &mut dyn Iterator<Item = i64>| match aim {
        Aim::Reach { .. } => bounds.min(),
        Aim::Spend(_) => bounds.max(),
    };
    while let Some((_, now)) = open.pop_first() {
        work.spend(links.len() + capacities.len());
        let Some(branches) = branches(&now.chosen, &now.items, links, capacities) else {
            // It keeps everything, and the other open problems promise less, as far as is proven.
            let loose = open.values().map(|other| &other.chosen);
            let loose = loose.filter(|other| other.bound.is_some()).map(worth);
            let bound = extreme(&mut loose.chain(now.chosen.bound));
            let bound = bound.filter(|bound| match aim {
                Aim::Reach { .. } => *bound <= now.chosen.effort,
                Aim::Spend(_) => *bound >= now.chosen.gain,
            });
            return Ok(Search { found: Some(now.chosen), bound });
        };
        if work.left() == 0 {
            let all = open.values().chain([&now]);
            let bound = extreme(&mut all.map(|open| worth(&open.chosen)));
            let next = open.pop_first().map(|(_, next)| next);
            return Err((bound, [now].into_iter().chain(next).collect()));
        }
        for items in branches {
            add(&mut open, items, work);
        }
    }
    Ok(Search::default())
}

/// Follows the better branch until nothing is broken, and the other one where it ends.
fn dive(
    now: Open,
    aim: &Aim,
    (links, capacities): (&[Link], &[Capacity]),
    work: &mut WorkBudget,
) -> Option<Chosen> {
    let mut stack = vec![now];
    while work.left() > 0 {
        let now = stack.pop()?;
        work.spend(links.len() + capacities.len());
        let Some(ways) = branches(&now.chosen, &now.items, links, capacities) else {
            return Some(now.chosen);
        };
        let ways = ways
            .into_iter()
            .filter_map(|items| best(&items, aim, work).map(|chosen| Open { chosen, items }));
        let mut ways: Vec<Open> = ways.collect();
        // The better one is taken first.
        ways.sort_by(|a, b| b.chosen.key(aim).cmp(&a.chosen.key(aim)));
        stack.append(&mut ways);
    }
    None
}
