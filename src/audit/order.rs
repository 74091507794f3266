//! Ranks and grades: checks what a table says about the order of its units.
//!
//! Both checks take n log n steps, however many of the ranks or grades are wrong.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::printed::PrintedText;
use crate::quantity::Points;
use crate::words::fold_name;

/// A unit with a printed rank.
#[derive(Clone, Copy)]
pub(super) struct Ranked<'a> {
    /// The position of its row.
    pub(super) row: usize,
    pub(super) group: Option<&'a str>,
    /// The printed rank, in raw units.
    pub(super) rank: i128,
    /// The printed value; if there is none, the unit's position follows from its rank alone.
    pub(super) value: Option<i128>,
    /// Whether this is the first row of its unit; `last`, whether it is the last.
    pub(super) first: bool,
    pub(super) last: bool,
}

/// For a unit that occurs twice, which of its rows count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Twins {
    All,
    First,
    Last,
}

/// The rows whose rank differs from the one that their value gives, each with the expected rank.
///
/// Ranks may be meant in several ways: over the whole table or within groups, with or without gaps
/// behind ties, with a repeated unit counted once or twice. The reading that the fewest rows
/// contradict is used; of equally good ones, the first.
pub(super) fn ranks(all: &[Ranked<'_>]) -> Vec<(usize, usize)> {
    let mut best: Option<Vec<(usize, usize)>> = None;
    let twice = all.iter().any(|one| !(one.first && one.last));
    let twins = if twice { &[Twins::All, Twins::First, Twins::Last][..] } else { &[Twins::All] };
    for twin in twins {
        let counted = |one: &&Ranked<'_>| match twin {
            Twins::All => true,
            Twins::First => one.first,
            Twins::Last => one.last,
        };
        let rows: Vec<&Ranked<'_>> = all.iter().filter(counted).collect();
        for (in_groups, dense) in [(false, false), (true, false), (false, true), (true, true)] {
            let mut blocks: BTreeMap<Option<&str>, Vec<&Ranked<'_>>> = BTreeMap::new();
            for row in &rows {
                blocks.entry(row.group.filter(|_| in_groups)).or_default().push(row);
            }
            let wrong = blocks.values().flat_map(|block| wrong_in(block, dense));
            let wrong: Vec<(usize, usize)> = wrong.collect();
            if best.as_ref().is_none_or(|best| wrong.len() < best.len()) {
                best = Some(wrong);
            }
        }
    }
    let mut best = best.unwrap_or_default();
    best.sort_unstable();
    best
}

/// A value that would alone explain every wrong rank, and the values between which it should lie.
pub(super) struct Moved {
    pub(super) row: usize,
    /// The lower and the higher bound, as far as there are any.
    pub(super) between: [Option<i128>; 2],
}

/// Finds the values of which each, if it were another, would alone make all ranks right. A wrong
/// value has moved its unit past all units whose ranks seem wrong, so it is the highest or the
/// lowest value among these; `may` tells whether the value of a row may be wrong at all.
pub(super) fn moved(
    all: &[Ranked<'_>],
    wrong: &[(usize, usize)],
    may: &dyn Fn(usize) -> bool,
) -> Vec<Moved> {
    let is_wrong = |row: usize| wrong.binary_search_by_key(&row, |(row, _)| *row).is_ok();
    let suspects = || all.iter().filter(|one| is_wrong(one.row) && one.value.is_some());
    let ends = [suspects().max_by_key(|one| one.value), suspects().min_by_key(|one| one.value)];
    let mut ends: Vec<&Ranked<'_>> = ends.into_iter().flatten().collect();
    ends.dedup_by_key(|one| one.row);
    let explains = |one: &Ranked<'_>, raw: i128| {
        let value = |other: &Ranked<'_>| if other.row == one.row { Some(raw) } else { other.value };
        let all = all.iter().map(|other| Ranked { value: value(other), ..*other });
        ranks(&all.collect::<Vec<Ranked<'_>>>()).is_empty()
    };
    // The rank of the unit tells between which other values its value belongs, over the whole table
    // or within its group; if several groups have a first rank, each group is ranked by itself.
    let first = all.iter().map(|one| one.rank).min();
    let firsts = all.iter().filter(|one| Some(one.rank) == first).map(|one| one.group);
    let in_groups = firsts.collect::<BTreeSet<Option<&str>>>().len() > 1;
    let placed = |one: &Ranked<'_>, in_group: bool| {
        let others = |order: Ordering| {
            let others = all.iter().filter(move |other| {
                let apart = other.row == one.row || in_group && other.group != one.group;
                !apart && other.rank.cmp(&one.rank) == order
            });
            others.filter_map(|other| other.value)
        };
        let (low, high) = (others(Ordering::Greater).max(), others(Ordering::Less).min());
        let alone = match (low, high) {
            (Some(low), Some(high)) => Some(i128::midpoint(low, high)),
            (low, high) => low.map(|low| low + 1).or(high.map(|high| high - 1)),
        };
        let tied = others(Ordering::Equal).next();
        let tied = tied.filter(|raw| explains(one, *raw)).map(|raw| [Some(raw); 2]);
        tied.or_else(|| alone.filter(|raw| explains(one, *raw)).map(|_| [low, high]))
    };
    let moved = ends.into_iter().filter(|one| may(one.row)).filter_map(|one| {
        let between = placed(one, in_groups).or_else(|| placed(one, !in_groups))?;
        Some(Moved { row: one.row, between })
    });
    moved.collect()
}

/// The wrong ranks of one block. A wrong rank does not make other ranks wrong, neither those of
/// units with the same printed value nor those further down.
fn wrong_in(block: &[&Ranked<'_>], dense: bool) -> Vec<(usize, usize)> {
    // A unit without a value is placed with the units of its rank, or else before the next rank.
    let known = block.iter().filter_map(|one| Some((one.rank, Reverse(one.value?))));
    let mut known: Vec<(i128, Reverse<i128>)> = known.collect();
    known.sort_unstable();
    let stand_in = |rank: i128| {
        let next = known.partition_point(|(other, _)| *other < rank);
        known.get(next).map_or(i128::MIN, |(_, Reverse(value))| *value)
    };
    let placed = block.iter().map(|one| (one.value.unwrap_or_else(|| stand_in(one.rank)), one));
    let mut placed: Vec<(i128, &&Ranked<'_>)> = placed.collect();
    // Units with equal printed values are ordered by their printed ranks.
    placed.sort_by_key(|(value, one)| (Reverse(*value), one.rank));
    let (mut wrong, mut above) = (Vec::new(), 0);
    for equal in placed.chunk_by(|(a, _), (b, _)| a == b) {
        let mut better = above;
        for tied in equal.chunk_by(|(_, one), (_, other)| one.rank == other.rank) {
            let expected = i128::try_from(better + 1).unwrap_or(0) * 1_000_000_000;
            let mut checked = tied.iter().filter(|(_, one)| one.value.is_some()).peekable();
            if tied.iter().any(|(_, one)| one.rank == expected) || checked.peek().is_none() {
                better += if dense { 1 } else { tied.len() };
            } else {
                wrong.extend(checked.map(|(_, one)| (one.row, above + 1)));
            }
        }
        above = if dense { better.max(above + 1) } else { above + equal.len() };
    }
    wrong
}

/// A unit with a printed grade.
pub(super) struct GradedRow<'a> {
    /// The position of its row.
    pub(super) row: usize,
    pub(super) grade: &'a PrintedText,
    pub(super) value: i128,
}

/// Orders the grades by the values of their units and finds the smallest set of cells that must
/// change so that no better value has a worse grade. Returns these rows with the grades around
/// them.
pub(super) fn grades(mut graded: Vec<GradedRow<'_>>) -> Vec<(usize, String)> {
    let mut values: BTreeMap<String, Vec<i128>> = BTreeMap::new();
    for one in &graded {
        values.entry(fold_name(&one.grade.text)).or_default().push(one.value);
    }
    // Grades are ordered by the median of their values; for equal medians, by the best value.
    let mut order: Vec<(Points, i128, String)> = values
        .into_iter()
        .filter_map(|(grade, values)| {
            let best = values.iter().copied().max()?;
            let values = values.into_iter().filter_map(Points::from_wide);
            Some((Points::median(values)?, best, grade))
        })
        .collect();
    order.sort_by_key(|(median, best, _)| Reverse((*median, *best)));
    let place: BTreeMap<&str, usize> =
        order.iter().enumerate().map(|(n, (.., grade))| (grade.as_str(), n)).collect();
    let place = |grade: &PrintedText| {
        place.get(fold_name(&grade.text).as_str()).copied().unwrap_or_default()
    };
    graded.sort_by_cached_key(|one| (Reverse(one.value), place(one.grade)));
    let places: Vec<usize> = graded.iter().map(|one| place(one.grade)).collect();
    let kept = longest_rising(&places, order.len());
    let mut wrong = Vec::new();
    let mut next = kept.iter().peekable();
    let mut above: Option<usize> = None;
    for (at, one) in graded.iter().enumerate() {
        if let Some(kept) = next.next_if(|kept| **kept == at) {
            above = Some(*kept);
            continue;
        }
        // The grades of the nearest correct rows above and below.
        let name = |at: usize| graded.get(at).map(|one| one.grade.text.clone());
        let around = [above, next.peek().map(|kept| **kept)].into_iter().flatten();
        let mut near: Vec<String> = around.filter_map(name).collect();
        near.dedup();
        wrong.push((one.row, near.join(" | ")));
    }
    wrong.sort();
    wrong
}

/// The positions of a longest subsequence of values that never fall; every value is below `most`.
fn longest_rising(values: &[usize], most: usize) -> Vec<usize> {
    // For each value and all values below it: the length of the longest subsequence, and where it
    // ends (a Fenwick tree).
    let mut longest: Vec<(usize, Option<usize>)> = vec![(0, None); most + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    let mut end = (0, None);
    for (at, value) in values.iter().enumerate() {
        let mut best = (0, None);
        let mut node = value + 1;
        while node > 0 {
            best = best.max(longest.get(node).copied().unwrap_or_default());
            node &= node - 1;
        }
        before.push(best.1);
        let own = (best.0 + 1, Some(at));
        end = end.max(own);
        let mut node = value + 1;
        while let Some(known) = longest.get_mut(node) {
            *known = own.max(*known);
            node += node & node.wrapping_neg();
        }
    }
    let mut places = Vec::new();
    let mut at = end.1;
    while let Some(place) = at {
        places.push(place);
        at = before.get(place).copied().flatten();
    }
    places.reverse();
    places
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn the_longest_run_is_found() {
        for (values, wanted) in [
            (&[0, 0, 1, 2][..], &[0, 1, 2, 3][..]),
            (&[0, 2, 1, 1, 2], &[0, 2, 3, 4]),
            (&[], &[]),
            (&[2, 1, 0], &[2]),
        ] {
            assert_eq!(longest_rising(values, 3), wanted, "{values:?}");
        }
    }
}
