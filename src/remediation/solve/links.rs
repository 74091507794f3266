//! Steps that require or exclude each other, and agencies with a capacity.

use super::branches::branches;
use super::floors::best;
use super::search::search;
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

/// The best choice for an aim that keeps all links and capacities.
///
/// The answer without them is the best any choice can be: where it breaks none, it is the answer. Else it is
/// searched for.
pub(in crate::remediation) fn solve(
    items: &[Item],
    aim: &Aim,
    (links, capacities): (&[Link], &[Capacity]),
    work: &mut WorkBudget,
) -> Search {
    let plain = work.half(|work| best(items, aim, work));
    let Some(plain) = plain else { return Search::default() };
    if branches(&plain, items, links, capacities).is_none() {
        let bound = plain.bound;
        return Search { found: Some(plain), bound };
    }
    search(items, aim, (links, capacities), work)
}
