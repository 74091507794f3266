//! Computes ranks, of arbitrary keys and of the sums of many units.

use std::cmp::Reverse;

use super::sums::Sums;
use crate::framework::Ties;
use crate::quantity::Points;

/// Ranks the members of a block that have a ratio, by that ratio; `of` gives the sums of a member,
/// or `None` if it is not to be ranked.
#[inline]
pub(super) fn rank(
    members: impl Iterator<Item = usize>,
    of: impl Fn(usize) -> Option<Sums>,
    ties: Ties,
    ranks: &mut [Option<u32>],
) {
    let mut keys = Vec::with_capacity(members.size_hint().0);
    let mut one = true;
    let mut possible = None;
    for row in members {
        let sums = of(row).filter(|of| of.open == Points::ZERO && of.possible.is_positive());
        if let Some(sums) = sums {
            one &= *possible.get_or_insert(sums.possible) == sums.possible;
            keys.push((sums.obtained, row));
        }
    }
    if one {
        // All units have the same possible points, so comparing points equals comparing ratios and
        // is much faster.
        places_of_points(keys, ties, ranks);
    } else {
        let ratio = |(_, row)| Some((of(row)?.ratio()?, row));
        places(keys.into_iter().filter_map(ratio).collect(), ties, ranks);
    }
}

/// Ranks the keys from the greatest; equal keys share the better rank.
pub(super) fn places<K: Ord + Copy>(
    mut keys: Vec<(K, usize)>,
    ties: Ties,
    ranks: &mut [Option<u32>],
) {
    keys.sort_unstable_by_key(|(key, _)| Reverse(*key));
    let mut better = 0;
    for class in keys.chunk_by(|a, b| a.0 == b.0) {
        for (_, row) in class {
            if let Some(rank) = ranks.get_mut(*row) {
                *rank = Some(better + 1);
            }
        }
        better += match ties {
            Ties::Competition => u32::try_from(class.len()).unwrap_or(u32::MAX),
            Ties::Dense => 1,
        };
    }
}

/// Like [`places`], for points. If many values lie in a narrow range, as printed points do, a table
/// counts each value and no sorting is needed.
#[inline]
fn places_of_points(keys: Vec<(Points, usize)>, ties: Ties, ranks: &mut [Option<u32>]) {
    let few = keys.len() < 1_000;
    let bounds = keys.iter().map(|(points, _)| *points);
    let Some((least, most)) = bounds.clone().min().zip(bounds.max()).filter(|_| !few) else {
        return places(keys, ties, ranks);
    };
    // The greatest power of ten of which all distances are multiples.
    let step =
        keys.iter().fold(1_000_000_000, |step, (points, _)| common_step(points.minus(least), step));
    let slots = in_steps(most.minus(least), step);
    let Some(slots) = slots.filter(|slots| *slots < keys.len().saturating_mul(4)) else {
        return places(keys, ties, ranks);
    };
    let slot = |points: Points| in_steps(points.minus(least), step).unwrap_or_default();
    let mut counts = vec![0_u32; slots + 1];
    for (points, _) in &keys {
        if let Some(count) = counts.get_mut(slot(*points)) {
            *count += 1;
        }
    }
    let mut better = 0;
    for count in counts.iter_mut().rev() {
        let own = match ties {
            Ties::Competition => *count,
            Ties::Dense => u32::from(*count > 0),
        };
        *count = better + 1;
        better += own;
    }
    for (points, row) in keys {
        if let Some(rank) = ranks.get_mut(row) {
            *rank = counts.get(slot(points)).copied();
        }
    }
}

/// The greatest of `step`, a tenth of it, a hundredth of it, … of which the points are a multiple.
#[inline]
fn common_step(points: Points, mut step: i64) -> i64 {
    while step > 1 && points.raw() % step != 0 {
        step /= 10;
    }
    step
}

/// The points expressed in steps, rounded down; `None` for negative points.
#[inline]
fn in_steps(points: Points, step: i64) -> Option<usize> {
    usize::try_from(points.raw().checked_div(step)?).ok()
}
