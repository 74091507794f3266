//! [`Columns`]: the points of many units in one array, for figures over whole countries.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::kernel::tally;
use super::numbers::{Mark, Tally};
use super::places::{places, rank};
use super::scorecard::NodeScore;
use super::sums::{NodeSums, Sums};
use super::{Cohort, State};
use crate::assessment::{Groups, RowUnit};
use crate::error::Error;
use crate::finding::{Unread, united};
use crate::framework::{Framework, LeafIx, Node};
use crate::quantity::{Code, PointSum, Points, Ratio};
use crate::words::{Arg, Phrase};

/// Many units under one framework, held by position: the numbers that a [`Cohort`] gives for each
/// unit, in little memory.
///
/// A cohort keeps every number of every unit with its origin, so that it can be explained. Columns
/// keep only the points that count and their states; sums, ranks and losses of thousands of units
/// take milliseconds and equal those of the cohort.
///
/// # Example
/// ```
/// use par_index::scoring::Columns;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let columns = Columns::of(&all);
/// let index = &columns.sums(&["total"])?[0];
/// let ranks = columns.ranks(index)?;
/// let place = columns.units().iter().position(|unit| unit.id == "sample-commune-01").unwrap();
/// assert_eq!(ranks[place], Some(7));
/// let (code, lost) = &columns.largest_losses(place, 3)[0];
/// assert_eq!((code.as_str(), lost.to_string()), ("8.1", "2.15".into()));
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Columns {
    framework: Framework,
    units: Vec<RowUnit>,
    /// The ids of all units, kept once the units are not in the order of their ids; until then each
    /// id is greater than the one before.
    ids: Option<HashSet<String>>,
    /// A token shared with the sums made of these units, by which sums of other units are
    /// recognised.
    these: Arc<()>,
    rows: Vec<RowState>,
    blocks: Vec<Block>,
    /// The states of the leaves, for each mixed or silent row in turn: a [`Mark`] without its
    /// points.
    states: Vec<State>,
    /// Bonus minus deduction of each unit.
    beside: Vec<Points>,
    /// The maximum of each leaf.
    maxima: Vec<Points>,
    /// For each leaf, whether its rule accepts any points up to the maximum.
    free: Vec<bool>,
    /// The parts of the inputs that could not be read.
    not_read: Vec<Unread>,
}

/// The points of rows that were read together, unit by unit, in the order of the leaves; zero where
/// a leaf does not count.
#[derive(Clone, Debug)]
struct Block {
    first: usize,
    points: Vec<Points>,
}

/// What is known about a unit as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowState {
    /// Every leaf is scored, so sums can be made from the points alone.
    Full,
    /// Some leaves are not scored; the number is the position of the row's first state.
    Mixed(usize),
    /// The unit reported nothing; the number is the position of the row's first state.
    Silent(usize),
    InError,
}

impl Columns {
    /// Columns without units; [`push`](Columns::push) adds them.
    pub fn new(framework: &Framework) -> Columns {
        Columns::with_room(framework, 0)
    }

    /// Columns without units, with memory reserved for this many.
    pub fn with_room(framework: &Framework, units: usize) -> Columns {
        let cells = units.saturating_mul(framework.leaf_count());
        let free = |node: &Node| node.leaf().is_some_and(|leaf| leaf.rule().admits_any());
        Columns {
            framework: framework.clone(),
            units: Vec::with_capacity(units),
            ids: None,
            these: Arc::default(),
            rows: Vec::with_capacity(units),
            blocks: vec![Block { first: 0, points: Vec::with_capacity(cells) }],
            states: Vec::new(),
            beside: Vec::with_capacity(units),
            maxima: framework.leaves().map(Node::max).collect(),
            free: framework.leaves().map(free).collect(),
            not_read: Vec::new(),
        }
    }

    /// Marks that parts of the inputs were not read; every result made from these columns has to
    /// say so.
    #[must_use]
    pub fn beside(mut self, not_read: Vec<Unread>) -> Columns {
        self.not_read = not_read;
        self
    }

    /// The parts of the inputs that were opened but could not be understood.
    pub fn not_read(&self) -> &[Unread] {
        &self.not_read
    }

    /// The units of a cohort, in the order of its cards.
    pub fn of(cohort: &Cohort) -> Columns {
        let mut columns = Columns::with_room(cohort.framework(), cohort.cards().len());
        let mut groups = Groups::default();
        for card in cohort.cards() {
            let marks = (0..columns.maxima.len()).map(|leaf| card.mark_at(LeafIx(leaf)));
            columns.extend(marks.clone().map(|mark| match mark {
                Mark::Scored(points) => points,
                _ => Points::ZERO,
            }));
            let full = marks.clone().all(|mark| matches!(mark, Mark::Scored(_)));
            let row = match card.state() {
                State::InError => RowState::InError,
                State::NotReported => RowState::Silent(columns.keep(marks.map(Mark::state))),
                _ if full => RowState::Full,
                _ => RowState::Mixed(columns.keep(marks.map(Mark::state))),
            };
            let beside = ["bonus", "deduction"].map(|code| card.node(code));
            let beside = beside.iter().flatten().map(NodeScore::obtained);
            columns.beside.push(beside.fold(Points::ZERO, Points::plus));
            columns.rows.push(row);
            let unit = card.unit();
            let group = unit.group.as_deref().map(|group| groups.share(group));
            columns.units.push(RowUnit { id: unit.id.clone(), group, ranked: unit.ranked });
        }
        columns
    }

    /// Adds a unit by the final points of its leaves, in framework order. `None` is a missing
    /// value; a unit with no value at all counts as not reported.
    ///
    /// # Errors
    /// [`Error::is_usage`] for points that are negative, above the maximum of their leaf, or
    /// impossible under its rule; for a number of points other than the number of leaves; and for a
    /// unit that is already present. Nothing is added then.
    pub fn push(&mut self, unit: RowUnit, points: &[Option<Points>]) -> Result<(), Error> {
        if points.len() != self.maxima.len() {
            let [count, leaves] = [points.len(), self.maxima.len()].map(Arg::from);
            let args = [("unit", unit.id.into()), ("count", count), ("leaves", leaves)];
            return Err(Error::usage(Phrase::UsageColumnLeaves, &args));
        }
        let rules = self.maxima.iter().zip(&self.free);
        for (leaf, (points, (max, free))) in points.iter().zip(rules).enumerate() {
            let Some(points) = points else { continue };
            if points.is_negative() || points > max || !(*free || self.admits(leaf, *points)) {
                let node = self.code(leaf).as_str().into();
                let args = [("unit", unit.id.into()), ("node", node), ("points", (*points).into())];
                return Err(Error::usage(Phrase::UsageColumnPoints, &args));
            }
        }
        self.enter(&unit.id)?;
        self.changed();
        self.extend(points.iter().map(|points| points.unwrap_or_default()));
        let scored = |scored| if scored { State::Scored } else { State::Missing };
        let states = points.iter().map(|points| scored(points.is_some()));
        let row = if points.iter().all(Option::is_some) {
            RowState::Full
        } else if points.iter().all(Option::is_none) {
            RowState::Silent(self.keep(states))
        } else {
            RowState::Mixed(self.keep(states))
        };
        self.rows.push(row);
        self.units.push(unit);
        self.beside.push(Points::ZERO);
        Ok(())
    }

    /// Records the id of a unit to be added; an error if the id is already present.
    fn enter(&mut self, id: &str) -> Result<(), Error> {
        let last = self.units.last().map(|unit| unit.id.as_str());
        if self.ids.is_none() && last.is_none_or(|last| last < id) {
            return Ok(());
        }
        let units = &self.units;
        let all = || units.iter().map(|unit| unit.id.clone()).collect();
        if self.ids.get_or_insert_with(all).insert(id.to_owned()) {
            return Ok(());
        }
        Err(Error::usage(Phrase::UsageUnitTwice, &[("unit", id.into())]))
    }

    /// Gives the units a new token, because sums made before no longer cover all units.
    fn changed(&mut self) {
        if Arc::strong_count(&self.these) > 1 {
            self.these = Arc::default();
        }
    }

    /// Stores the states of a row and returns the position of the first one.
    fn keep(&mut self, states: impl Iterator<Item = State>) -> usize {
        let start = self.states.len();
        self.states.extend(states);
        start
    }

    fn extend(&mut self, points: impl Iterator<Item = Points>) {
        if let Some(block) = self.blocks.last_mut() {
            block.points.extend(points);
        }
    }

    /// Adds the units of another part of the same table.
    ///
    /// # Errors
    /// [`Error::is_usage`] where the two are under different frameworks, whose leaves differ, or
    /// where a unit is in both. Nothing is added then.
    pub fn append(&mut self, more: Columns) -> Result<(), Error> {
        if more.framework != self.framework {
            return Err(self.framework.other(&more.framework));
        }
        let ids = |columns: &Columns| match &columns.ids {
            Some(ids) => ids.clone(),
            None => columns.units.iter().map(|unit| unit.id.clone()).collect(),
        };
        let ends = self.units.last().zip(more.units.first());
        let in_order = ends.is_none_or(|(last, first)| last.id < first.id);
        if !in_order || self.ids.is_some() || more.ids.is_some() {
            let mut all = ids(self);
            if let Some(unit) = more.units.iter().find(|unit| all.contains(&unit.id)) {
                let args = [("unit", unit.id.as_str().into())];
                return Err(Error::usage(Phrase::UsageUnitTwice, &args));
            }
            all.extend(ids(&more));
            self.ids = Some(all);
        }
        self.changed();
        let shift = self.states.len();
        self.rows.extend(more.rows.into_iter().map(|row| match row {
            RowState::Mixed(start) => RowState::Mixed(start + shift),
            RowState::Silent(start) => RowState::Silent(start + shift),
            row => row,
        }));
        let rows = self.units.len();
        let blocks = more.blocks.into_iter();
        self.blocks.extend(blocks.map(|block| Block { first: block.first + rows, ..block }));
        self.units.extend(more.units);
        self.states.extend(more.states);
        self.beside.extend(more.beside);
        self.not_read = united([self.not_read.as_slice(), &more.not_read].into_iter());
        Ok(())
    }

    fn admits(&self, leaf: usize, points: Points) -> bool {
        let node = self.framework.leaf_at(LeafIx(leaf));
        let scale = self.framework.scale(node);
        node.leaf().is_some_and(|leaf| leaf.rule().admits(points, scale).is_ok())
    }

    /// The units in the order of their ids, as in a cohort.
    #[must_use]
    pub fn sorted(self) -> Columns {
        if self.units.is_sorted_by(|a, b| a.id <= b.id) {
            return self;
        }
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order.sort_by(|a, b| {
            self.units.get(*a).map(|a| &a.id).cmp(&self.units.get(*b).map(|b| &b.id))
        });
        let mut sorted = Columns::with_room(&self.framework, order.len());
        for row in order {
            sorted.extend(self.cells(row).iter().copied());
            sorted.rows.extend(self.rows.get(row));
            sorted.beside.extend(self.beside.get(row));
            sorted.units.extend(self.units.get(row).cloned());
        }
        sorted.states = self.states;
        sorted.not_read = self.not_read;
        sorted
    }

    /// The framework under which the units are scored.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The units; every list that this type returns is in their order.
    pub fn units(&self) -> &[RowUnit] {
        &self.units
    }

    /// The sums of some nodes, or of the `total`, for every unit, computed in one pass.
    ///
    /// # Errors
    /// [`Error::is_usage`] where no node bears a code or name; the closest one is suggested.
    pub fn sums(&self, nodes: &[&str]) -> Result<Vec<NodeSums>, Error> {
        let leaves = self.maxima.len();
        let ranges = nodes.iter().map(|node| match *node {
            "total" => Ok(0..leaves),
            node => self.framework.find_node(node).map(Node::leaf_range),
        });
        let ranges = ranges.collect::<Result<Vec<Range<usize>>, Error>>()?;
        let column = |range: &Range<usize>| NodeSums {
            of: Arc::clone(&self.these),
            leaves: vec![range.clone()],
            possible: total(self.maxima.get(range.clone()).unwrap_or_default()),
            obtained: Vec::with_capacity(self.rows.len()),
            others: BTreeMap::new(),
        };
        let mut columns: Vec<NodeSums> = ranges.iter().map(column).collect();
        // The running sum of the points before each leaf: the sum of a node is the difference of
        // two of them.
        let mut before = vec![Points::ZERO; leaves + 1];
        for (row, (state, beside)) in self.rows.iter().zip(&self.beside).enumerate() {
            let is_full = *state == RowState::Full;
            if is_full {
                let mut sum = Points::ZERO;
                for (points, before) in self.cells(row).iter().zip(before.iter_mut().skip(1)) {
                    sum = sum.plus(*points);
                    *before = sum;
                }
            }
            for ((code, range), column) in nodes.iter().zip(&ranges).zip(&mut columns) {
                let beside = if *code == "total" { *beside } else { Points::ZERO };
                if is_full {
                    let node = before[range.end].minus(before[range.start]);
                    column.obtained.push(node.plus(beside));
                } else {
                    let sums = self.sum(row, range.clone());
                    let sums = Sums { obtained: sums.obtained.plus(beside), ..sums };
                    column.obtained.push(sums.obtained);
                    column.others.insert(row, sums);
                }
            }
        }
        Ok(columns)
    }

    /// The ranks of all units by their ratio at a node.
    ///
    /// A unit has no rank if it is marked as unranked, is in error, reported nothing, or has no
    /// ratio at the node.
    ///
    /// # Errors
    /// [`Error::is_usage`] for sums made from other columns, or from these before units were added.
    pub fn ranks(&self, sums: &NodeSums) -> Result<Vec<Option<u32>>, Error> {
        sums.are_of(&self.these)?;
        let mut ranks = vec![None; self.rows.len()];
        self.rank(0..self.rows.len(), sums, &mut ranks);
        Ok(ranks)
    }

    /// The ranks by arbitrary ratios, one for each unit; within each group if `in_groups` is set.
    pub(crate) fn ranks_of(&self, ratios: &[Option<Ratio>], in_groups: bool) -> Vec<Option<u32>> {
        let mut ranks = vec![None; self.rows.len()];
        let mut blocks: BTreeMap<Option<&str>, Vec<(Ratio, usize)>> = BTreeMap::new();
        for (row, (unit, ratio)) in self.units.iter().zip(ratios).enumerate() {
            if let Some(ratio) = ratio.filter(|_| unit.ranked) {
                let group = if in_groups { unit.group.as_deref() } else { None };
                blocks.entry(group).or_default().push((ratio, row));
            }
        }
        for keys in blocks.into_values() {
            places(keys, self.framework.policies().ties, &mut ranks);
        }
        ranks
    }

    /// Like [`Columns::ranks`], within each group; units without a group form one group.
    ///
    /// # Errors
    /// [`Error::is_usage`] for sums made from other columns, or from these before units were added.
    pub fn ranks_in_groups(&self, sums: &NodeSums) -> Result<Vec<Option<u32>>, Error> {
        sums.are_of(&self.these)?;
        let mut by_group: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for (row, unit) in self.units.iter().enumerate() {
            by_group.entry(unit.group.as_deref()).or_default().push(row);
        }
        let mut ranks = vec![None; self.rows.len()];
        for members in by_group.into_values() {
            self.rank(members.into_iter(), sums, &mut ranks);
        }
        Ok(ranks)
    }

    /// The points that all units together lost at each leaf, most first; leaves without losses are
    /// left out. Units in error and units that reported nothing do not count.
    pub fn losses(&self) -> Vec<(&Code, PointSum)> {
        let mut lost = vec![PointSum::ZERO; self.maxima.len()];
        for (row, state) in self.rows.iter().enumerate() {
            match state {
                RowState::Full => {
                    let points = self.cells(row);
                    for ((sum, points), max) in lost.iter_mut().zip(points).zip(&self.maxima) {
                        *sum = sum.plus(max.minus(*points));
                    }
                }
                RowState::Mixed(_) => {
                    for (leaf, sum) in lost.iter_mut().enumerate() {
                        *sum = sum.plus(self.tally(row, leaf).lost);
                    }
                }
                RowState::Silent(_) | RowState::InError => {}
            }
        }
        let mut lost: Vec<(usize, PointSum)> =
            lost.into_iter().enumerate().filter(|(_, sum)| *sum > PointSum::ZERO).collect();
        lost.sort_by_key(|(_, sum)| Reverse(*sum));
        lost.into_iter().map(|(leaf, sum)| (self.code(leaf), sum)).collect()
    }

    /// The leaves at which a unit lost most points, at most `most` of them, the greatest loss
    /// first; equal ones stay in framework order. Empty for a unit in error or without any report.
    pub fn largest_losses(&self, row: usize, most: usize) -> Vec<(&Code, Points)> {
        let mut top = vec![(Points::ZERO, 0); most.min(self.maxima.len())];
        match self.rows.get(row) {
            Some(RowState::Full) => {
                for (leaf, (points, max)) in self.cells(row).iter().zip(&self.maxima).enumerate() {
                    offer(&mut top, leaf, max.minus(*points));
                }
            }
            Some(RowState::Mixed(_)) => {
                let leaves = 0..self.maxima.len();
                leaves.for_each(|leaf| offer(&mut top, leaf, self.tally(row, leaf).lost));
            }
            _ => {}
        }
        let lost = top.into_iter().take_while(|(lost, _)| lost.is_positive());
        lost.map(|(lost, leaf)| (self.code(leaf), lost)).collect()
    }

    fn code(&self, leaf: usize) -> &Code {
        self.framework.leaf_at(LeafIx(leaf)).code()
    }

    fn cells(&self, row: usize) -> &[Points] {
        let leaves = self.maxima.len();
        let block = self.blocks.iter().rev().find(|block| block.first <= row);
        let start = |block: &Block| (row - block.first) * leaves;
        let cells = block.and_then(|block| block.points.get(start(block)..start(block) + leaves));
        cells.unwrap_or_default()
    }

    /// The five numbers of a leaf, computed as in the kernel.
    fn tally(&self, row: usize, leaf: usize) -> Tally {
        let state = match self.rows.get(row) {
            Some(RowState::Full) => State::Scored,
            Some(RowState::Mixed(start) | RowState::Silent(start)) => {
                self.states.get(start + leaf).copied().unwrap_or(State::Missing)
            }
            _ => State::Missing,
        };
        let mark = match state {
            State::Scored => Mark::Scored(self.cells(row).get(leaf).copied().unwrap_or_default()),
            State::NotApplicable => Mark::NotApplicable,
            State::NotAppraised => Mark::NotAppraised,
            State::LeftOut => Mark::LeftOut,
            _ => Mark::Missing,
        };
        let silent = matches!(self.rows.get(row), Some(RowState::Silent(_)));
        let node = self.framework.leaf_at(LeafIx(leaf));
        tally(node, mark, self.framework.policies(), silent)
    }

    /// The sums over a range of leaves for a unit that is not fully scored.
    fn sum(&self, row: usize, leaves: Range<usize>) -> Sums {
        if self.rows.get(row) == Some(&RowState::InError) {
            return Sums::default();
        }
        let tallies = leaves.map(|leaf| self.tally(row, leaf));
        tallies.fold(Sums::default(), |sums, tally| Sums {
            obtained: sums.obtained.plus(tally.obtained),
            possible: sums.possible.plus(tally.possible),
            open: sums.open.plus(tally.open),
        })
    }

    /// Ranks the given units among each other.
    fn rank(
        &self,
        members: impl Iterator<Item = usize>,
        sums: &NodeSums,
        ranks: &mut [Option<u32>],
    ) {
        let ranked = |row: usize| self.units.get(row).is_some_and(|unit| unit.ranked);
        let of = |row: usize| sums.of(row).filter(|_| ranked(row));
        rank(members, of, self.framework.policies().ties, ranks);
    }
}

pub(super) fn total(points: &[Points]) -> Points {
    points.iter().fold(Points::ZERO, |sum, points| sum.plus(*points))
}

/// Inserts a loss into the list of the greatest ones, behind equal ones, if it belongs there.
#[inline]
fn offer(top: &mut [(Points, usize)], leaf: usize, lost: Points) {
    if top.last().is_none_or(|(least, _)| lost <= *least) {
        return;
    }
    let mut at = top.len() - 1;
    while at > 0 && top[at - 1].0 < lost {
        top[at] = top[at - 1];
        at -= 1;
    }
    top[at] = (lost, leaf);
}
