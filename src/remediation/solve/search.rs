//! The search under conditions: first the least cost, then the best of all choices with that cost.
//!
//! Both are problems of [`Rows`], and each is solved in the same way. Prices give a bound. Ways
//! that cannot be part of anything better than the best known answer leave the problem. Lists,
//! short at first and then longer, find something better or prove that nothing is. The smaller the
//! problem becomes, the closer the next bound of prices comes to the answer.

use super::kept::kept;
use super::lists::{Walk, walk};
use super::prices::{Prices, ascend};
use super::rows::{Cost, Rows};
use super::{Aim, Capacity, Chosen, Item, Link, Search};
use crate::quantity::div_ceil;
use crate::work::WorkBudget;

/// The result of one problem: the best choice found, and how far it is proven.
struct Settled {
    /// The best cost known, and its picks.
    best: Option<(i64, Vec<usize>)>,
    /// Nothing costs less than this, on the scale of bounds; `None` where the best is proven, or
    /// where it is proven that no choice exists.
    bound: Option<i128>,
}

/// The length of lists in the first walk. In this folder's tests it is tiny, so that problems small
/// enough to be enumerated also lose states, have items merged and are walked again.
const FIRST: usize = if cfg!(test) { 2 } else { 24 };
/// How many times longer the lists of each further walk are.
const LONGER: usize = 4;
/// The factors, in quarters, by which prices are raised to find a first answer.
const DEARER: [i64; 3] = [5, 6, 8];
/// The number of rounds in which prices are improved: at first, and after each walk.
const LOOKS: [usize; 2] = [240, 60];

/// The least cost of a problem below a known one; with `ties`, also the lowest picks among choices
/// of that cost.
fn settle(
    mut rows: Rows,
    known: Option<(i64, Vec<usize>)>,
    ties: bool,
    work: &mut WorkBudget,
) -> Settled {
    let mut best = known;
    let scale = i128::from(rows.scale);
    let dearest = |ways: &Vec<super::rows::Way>| ways.iter().map(|way| way.cost).max().unwrap_or(0);
    let highest: i64 = rows.items.iter().map(dearest).sum();
    let mut prices = Prices::none(&rows);
    let mut proven = i128::MIN;
    let (mut width, mut looks) = (FIRST, LOOKS[0]);
    loop {
        // Dearer choices than this are not searched for.
        let limit = best.as_ref().map_or(highest, |(cost, _)| *cost - i64::from(!ties));
        if !rows.thin() {
            return Settled { best, bound: None };
        }
        let beyond = (i128::from(limit) + 1) * scale;
        let (better, bound) = ascend(&rows, prices, beyond, looks, work);
        prices = better;
        prices.leave_out(&mut rows, bound, i128::from(limit) * scale);
        if !rows.thin() {
            return Settled { best, bound: None };
        }
        // Every way that was taken out of the problem costs more than the limit.
        proven = proven.max(bound.min(beyond));
        let mut found = walk(&rows, &prices, (limit, ties), width, work);
        for dearer in DEARER {
            // Where no answer is known yet, higher prices of the rows lead the walk away from
            // choices that break them.
            if best.is_some() || found.best.is_some() || found.lost.is_none() {
                break;
            }
            let again = walk(&rows, &prices.times(dearer), (limit, ties), width, work);
            let lost = found.lost.zip(again.lost).map(|(one, other)| one.max(other));
            found = Walk { best: again.best, lost, starved: again.starved };
        }
        let better = found.best.filter(|found| best.as_ref().is_none_or(|best| found < best));
        let Some(lost) = found.lost else { return Settled { best: better.or(best), bound: None } };
        proven = proven.max(lost.min(beyond));
        if let Some((cost, _)) = &better {
            // No lost state can lead to anything better than what was found, so what was found is
            // proven.
            let own = i128::from(*cost) * scale;
            if lost > own - if ties { 0 } else { scale } {
                return Settled { best: better, bound: None };
            }
            proven = proven.min(own);
        }
        let joined = rows.merge(&prices, (bound, i128::from(limit) * scale), work);
        if better.is_none() {
            if (found.starved && !joined) || work.left() == 0 {
                return Settled { best, bound: Some(proven) };
            }
            width = width.saturating_mul(LONGER);
        }
        best = better.or(best);
        looks = LOOKS[1];
    }
}

/// The best choice under links and capacities, in the total order of the aim.
pub(super) fn search(
    items: &[Item],
    aim: &Aim,
    conditions: (&[Link], &[Capacity]),
    work: &mut WorkBudget,
) -> Search {
    let spends = matches!(aim, Aim::Spend(_));
    let started = work.half(|work| kept(items, aim, conditions, work));
    let first = if spends { Cost::Loss } else { Cost::Effort };
    let Some(rows) = Rows::of(items, aim, conditions, first) else {
        // The numbers are too large to be weighed against each other.
        let bound = if spends { i64::MAX } else { 0 };
        return Search { found: started, bound: Some(bound) };
    };
    let (scale, grain) = (i128::from(rows.scale), rows.grain);
    let known = started.map(|chosen| {
        let picks = chosen.picks(items);
        (rows.cost(&picks), picks)
    });
    let settled = work.half(|work| settle(rows, known, false, work));
    let most: i64 = items.iter().filter_map(|item| item.iter().map(|c| c.gain).max()).sum();
    let bound = settled.bound.map(|bound| {
        let least = i64::try_from(div_ceil(bound, scale).max(0)).unwrap_or(i64::MAX);
        if spends { most - least.min(most / grain) * grain } else { least }
    });
    let Some((_, picks)) = settled.best else { return Search { found: None, bound } };
    let found = Chosen::of(items, &picks);
    // Among choices that are as good, the best is sought: its effort (or its points) may be no
    // worse.
    let Some(rows) = Rows::of_equal(items, aim, &found, conditions) else {
        let own = if spends { found.gain } else { found.effort };
        return Search { found: Some(found), bound: Some(bound.unwrap_or(own)) };
    };
    let known = Some((rows.cost(&picks), picks));
    let settled = work.half(|work| settle(rows, known, true, work));
    let found = settled.best.map(|(_, picks)| Chosen::of(items, &picks));
    let own = found.as_ref().map(|found| if spends { found.gain } else { found.effort });
    let bound = bound.or(settled.bound.and(own));
    Search { found, bound }
}
