//! The solver's entry point under conditions: steps that require or exclude each other, and
//! agencies with a capacity.

use super::branches::branches;
use super::floors::best;
use super::search::search;
use super::{Aim, Chosen, Item};
use crate::work::WorkBudget;

/// A condition: if an item has a certain level, another item must have one of the allowed levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::remediation) struct Link {
    pub(in crate::remediation) item: usize,
    pub(in crate::remediation) level: usize,
    pub(in crate::remediation) other: usize,
    pub(in crate::remediation) allowed: Vec<usize>,
}

/// A limit on the effort that some choices may take together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::remediation) struct Capacity {
    /// The items and levels whose effort counts towards it.
    pub(in crate::remediation) draws: Vec<(usize, usize)>,
    pub(in crate::remediation) most: i64,
}

/// The result of a search.
#[derive(Default)]
pub(in crate::remediation) struct Search {
    pub(in crate::remediation) found: Option<Chosen>,
    /// Set where the search was cut short: a limit that no choice can better. Without it, what was
    /// found is the best, or nothing exists if nothing was found.
    pub(in crate::remediation) bound: Option<i64>,
}

/// The best choice for an aim that keeps all links and capacities.
///
/// The answer without the conditions is at least as good as any answer with them, so if it breaks
/// none it is returned. Otherwise a search follows.
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
