//! [`Sweep`]: the sums of many units whose final points come leaf by leaf, as the columns of a frame.

use std::collections::BTreeMap;
use std::ops::Range;

use super::columns::{Columns, total};
use super::places::rank;
use super::sums::Sums;
use crate::assessment::RowUnit;
use crate::framework::{Framework, LeafIx, Node, Ties};
use crate::quantity::Points;

/// What a node, or the `total`, of many units sums up to, leaf by leaf: the sums of [`Columns`] without
/// their memory. A unit whose leaves are not all scored is summed by [`Columns`] themselves.
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
    /// The leaves of the node.
    leaves: Range<usize>,
    maxima: Vec<Points>,
    /// Whether the rule of a leaf takes any points up to its maximum.
    free: Vec<bool>,
    obtained: Vec<Points>,
    /// Points that each leaf was seen to take: there are few of them where a rule chooses.
    admitted: Vec<[Option<Points>; SEEN]>,
}

impl Sweep {
    /// Nothing summed yet of so many units; `None` if the framework has no such node.
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

    /// The leaves that are summed, by their positions.
    pub fn leaves(&self) -> Range<usize> {
        self.leaves.clone()
    }

    /// Adds the points that some units have at one leaf. The leaf is given by its position, the units by the
    /// place of the first of them. A unit that lacks a value anywhere need not be added here, since
    /// [`finish`](Sweep::finish) takes all its cells.
    ///
    /// # Errors
    /// The place of the unit whose points are negative, above the maximum, or no value of the rule; the
    /// number of units where the leaf or the places are not there.
    #[inline]
    pub fn add(&mut self, leaf: usize, first: usize, points: &[Points]) -> Result<(), usize> {
        let units = self.obtained.len();
        let place = first..first.saturating_add(points.len());
        let (Some(max), Some(free)) = (self.maxima.get(leaf), self.free.get(leaf)) else {
            return Err(units);
        };
        let Some(sums) = self.obtained.get_mut(place) else { return Err(units) };
        let is_wrong = |points: &Points| points.is_negative() || points > max;
        // All points are looked at without an early end, so a column is read as fast as memory gives it.
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

    /// Gives the sums of all units. `partial` holds the units that are not scored at every leaf: the place of
    /// each and its cells in the framework's order.
    ///
    /// # Errors
    /// The place of a unit that is not there, or whose cells are not what [`Columns::push`] takes.
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
        // The node is known: its leaves were found by it.
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

/// So many points are remembered of a leaf.
const SEEN: usize = 64;

/// Where points are remembered.
#[inline]
fn slot(points: Points) -> usize {
    let mixed = points.raw().unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58;
    usize::try_from(mixed).unwrap_or_default() % SEEN
}

/// What a sweep summed up, by unit.
#[derive(Clone, Debug)]
pub struct Swept {
    ties: Ties,
    /// What is possible for units all of whose leaves are scored.
    possible: Points,
    obtained: Vec<Points>,
    /// The other units.
    others: BTreeMap<usize, Sums>,
}

impl Swept {
    /// The points obtained, by unit.
    #[inline]
    pub fn obtained(&self) -> &[Points] {
        &self.obtained
    }

    /// The sums of the unit at a place; `None` beyond the last.
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

    /// The same node of more units of the same framework, behind these.
    #[must_use]
    pub fn followed_by(mut self, more: Swept) -> Swept {
        let shift = self.obtained.len();
        self.obtained.extend(more.obtained);
        self.others.extend(more.others.into_iter().map(|(unit, sums)| (unit + shift, sums)));
        self
    }

    /// The ranks by the ratio of the node, inside each group if the units have numbers of groups; all are
    /// ranked that have a ratio.
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
