//! [`Sweep`]: sums of many units whose points arrive leaf by leaf, as in the columns of a data
//! frame.

use std::collections::BTreeMap;
use std::ops::Range;

use super::columns::{Columns, total};
use super::places::rank;
use super::sums::Sums;
use crate::assessment::RowUnit;
use crate::framework::{Framework, LeafIx, Node, Ties};
use crate::quantity::Points;

/// Sums a node, or the `total`, over many units, leaf by leaf. The result equals that of
/// [`Columns`] but needs less memory. A unit whose leaves are not all scored is summed by
/// [`Columns`].
///
/// # Example
/// ```
/// use par_index::scoring::Sweep;
/// use par_index::{framework, Points};
///
/// let fw = framework("vn-ministry-2023")?;
/// let points = |text: &str| text.parse::<Points>().unwrap();
/// let mut sweep = Sweep::new(&fw, "total", 2).unwrap();
/// sweep.add(0, 0, &[points("60.65"), points("54.1")]).unwrap();
/// sweep.add(1, 0, &[points("26.38"), points("27.01")]).unwrap();
/// let sums = sweep.finish([]).unwrap();
/// assert_eq!(sums.obtained()[0], points("87.03"));
/// assert_eq!(sums.ranks(None), [Some(1), Some(2)]);
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sweep {
    framework: Framework,
    code: String,
    /// The positions of the node's leaves.
    leaves: Range<usize>,
    maxima: Vec<Points>,
    /// For each leaf, whether its rule accepts any points up to the maximum.
    free: Vec<bool>,
    obtained: Vec<Points>,
    /// For each leaf, points that its rule is known to accept: a rule with few levels gives few
    /// different values.
    admitted: Vec<[Option<Points>; SEEN]>,
}

impl Sweep {
    /// Starts the sums of a number of units at zero; `None` if the framework has no such node.
    pub fn new(framework: &Framework, code: &str, units: usize) -> Option<Sweep> {
        let leaves = match code {
            "total" => 0..framework.leaf_count(),
            code => framework.node(code)?.leaf_range(),
        };
        let free = |node: &Node| node.leaf().is_some_and(|leaf| leaf.rule().admits_any());
        Some(Sweep {
            framework: framework.clone(),
            code: code.to_owned(),
            leaves,
            maxima: framework.leaves().map(Node::max).collect(),
            free: framework.leaves().map(free).collect(),
            obtained: vec![Points::ZERO; units],
            admitted: vec![[None; SEEN]; framework.leaf_count()],
        })
    }

    /// The positions of the leaves that are summed.
    pub fn leaves(&self) -> Range<usize> {
        self.leaves.clone()
    }

    /// Adds the points of consecutive units at one leaf. `leaf` is the position of the leaf,
    /// `first` the position of the first unit. A unit that lacks a value at any leaf need not be
    /// added here, since [`finish`](Sweep::finish) takes all its cells.
    ///
    /// # Errors
    /// The position of the unit whose points are negative, above the maximum, or impossible under
    /// the rule; the number of units if the leaf or one of the positions does not exist.
    #[inline]
    pub fn add(&mut self, leaf: usize, first: usize, points: &[Points]) -> Result<(), usize> {
        let units = self.obtained.len();
        let place = first..first.saturating_add(points.len());
        let (Some(max), Some(free)) = (self.maxima.get(leaf), self.free.get(leaf)) else {
            return Err(units);
        };
        let Some(sums) = self.obtained.get_mut(place) else { return Err(units) };
        let is_wrong = |points: &Points| points.is_negative() || points > max;
        // Every value is checked without stopping early, so that the loop runs as fast as memory
        // can be read.
        let wrong = points.iter().fold(false, |wrong, points| wrong | is_wrong(points));
        if wrong {
            let at = points.iter().position(is_wrong).unwrap_or_default();
            return Err(first + at);
        }
        if self.leaves.contains(&leaf) {
            sums.iter_mut().zip(points).for_each(|(sum, points)| *sum = sum.plus(*points));
        }
        if *free {
            return Ok(());
        }
        let Some(admitted) = self.admitted.get_mut(leaf) else { return Err(units) };
        for (at, points) in points.iter().enumerate() {
            let Some(known) = admitted.get_mut(slot(*points)) else { continue };
            if *known == Some(*points) {
                continue;
            }
            let node = self.framework.leaf_at(LeafIx(leaf));
            let scale = self.framework.scale(node);
            if node.leaf().is_none_or(|leaf| leaf.rule().admits(*points, scale).is_err()) {
                return Err(first + at);
            }
            *known = Some(*points);
        }
        Ok(())
    }

    /// Gives the sums of all units. `partial` holds the units that are not scored at every leaf:
    /// the position of each, and its cells in framework order.
    ///
    /// # Errors
    /// The position of a unit that does not exist, or whose cells [`Columns::push`] refuses.
    pub fn finish(
        self,
        partial: impl IntoIterator<Item = (usize, Vec<Option<Points>>)>,
    ) -> Result<Swept, usize> {
        let mut columns = Columns::new(&self.framework);
        let mut places = Vec::new();
        for (place, cells) in partial {
            if place >= self.obtained.len() {
                return Err(place);
            }
            let unit = RowUnit { id: place.to_string(), group: None, ranked: true };
            columns.push(unit, &cells).map_err(|_| place)?;
            places.push(place);
        }
        let possible = total(self.maxima.get(self.leaves).unwrap_or_default());
        let ties = self.framework.policies().ties;
        let mut swept = Swept { ties, possible, obtained: self.obtained, others: BTreeMap::new() };
        // The code is known to the framework, because its leaves were found by it, so no error is
        // possible.
        let others = columns.sums(&[&self.code]).unwrap_or_default();
        for (row, place) in places.into_iter().enumerate() {
            let sums = others.first().and_then(|others| others.of(row));
            if let (Some(sums), Some(obtained)) = (sums, swept.obtained.get_mut(place)) {
                *obtained = sums.obtained;
                swept.others.insert(place, sums);
            }
        }
        Ok(swept)
    }
}

/// How many accepted values are remembered for each leaf.
const SEEN: usize = 64;

/// The slot in which accepted points are remembered.
#[inline]
fn slot(points: Points) -> usize {
    let mixed = points.raw().unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58;
    usize::try_from(mixed).unwrap_or_default() % SEEN
}

/// The finished sums of a [`Sweep`], by unit.
#[derive(Clone, Debug)]
pub struct Swept {
    ties: Ties,
    /// The possible points of a unit all of whose leaves are scored.
    possible: Points,
    obtained: Vec<Points>,
    /// The sums of the units that are not fully scored, by position.
    others: BTreeMap<usize, Sums>,
}

impl Swept {
    /// The points obtained, one value for each unit.
    #[inline]
    pub fn obtained(&self) -> &[Points] {
        &self.obtained
    }

    /// The sums of the unit at a position; `None` beyond the last unit.
    #[inline]
    pub fn of(&self, unit: usize) -> Option<Sums> {
        let obtained = *self.obtained.get(unit)?;
        let full = Sums { obtained, possible: self.possible, open: Points::ZERO };
        Some(if self.others.is_empty() {
            full
        } else {
            self.others.get(&unit).copied().unwrap_or(full)
        })
    }

    /// Appends the sums of the same node for more units of the same framework.
    #[must_use]
    pub fn followed_by(mut self, more: Swept) -> Swept {
        let shift = self.obtained.len();
        self.obtained.extend(more.obtained);
        self.others.extend(more.others.into_iter().map(|(unit, sums)| (unit + shift, sums)));
        self
    }

    /// The ranks by the ratio at the node, within each group if `groups` gives the group number of
    /// each unit; every unit with a ratio is ranked.
    #[inline]
    pub fn ranks(&self, groups: Option<&[u32]>) -> Vec<Option<u32>> {
        let mut ranks = vec![None; self.obtained.len()];
        let of = |unit: usize| self.of(unit);
        let Some(groups) = groups else {
            rank(0..self.obtained.len(), of, self.ties, &mut ranks);
            return ranks;
        };
        let mut by_group: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (unit, group) in groups.iter().enumerate().take(self.obtained.len()) {
            by_group.entry(*group).or_default().push(unit);
        }
        for members in by_group.into_values() {
            rank(members.into_iter(), of, self.ties, &mut ranks);
        }
        ranks
    }
}
