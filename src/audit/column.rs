//! Rows that say the mean or the sum of the others.

use std::collections::BTreeMap;

use super::equation::raw_text;
use super::printed::{PrintedKind, PrintedNumber, PrintedRow, Slot};
use crate::quantity::div_half_away;

/// The numbers of a column of some units, added up.
#[derive(Clone, Copy, Debug, Default)]
struct Added {
    sum: i128,
    /// Of each the unit of its last digit.
    units: i128,
    count: i128,
    /// Whether a unit lacks its number.
    lacks: bool,
}

impl Added {
    fn add(&mut self, number: Option<&PrintedNumber>) {
        let Some(number) = number else {
            self.lacks = true;
            return;
        };
        self.sum += number.raw();
        self.units += number.unit();
        self.count += 1;
    }

    /// Whether a printed mean can be theirs: within half a unit of the mean and, on average, of the
    /// values.
    fn has_mean(&self, mean: &PrintedNumber) -> bool {
        let apart = (self.sum - mean.raw() * self.count).abs();
        2 * apart <= self.units + mean.unit() * self.count
    }

    fn has_sum(&self, sum: &PrintedNumber) -> bool {
        2 * (self.sum - sum.raw()).abs() <= self.units + sum.unit()
    }
}

/// Of one row, the sums of the units it may be about: its group, all, all without the rows of units
/// that stand twice, those above it up to the next such row, those below it.
type About = [Added; 5];

const GROUP: usize = 0;
const ALL: usize = 1;
const ONCE: usize = 2;
const ABOVE: usize = 3;
const BELOW: usize = 4;

/// What came of a mean or a sum.
pub(super) struct Held {
    pub(super) row: usize,
    pub(super) slot: Slot,
    pub(super) outcome: Outcome,
}

pub(super) enum Outcome {
    Holds,
    /// The units give another figure.
    Given(String),
    /// It does not hold, but a unit lacks its number.
    Lacks,
}

/// Every mean and sum that can be checked; `again` says of a row whether its unit stood before.
pub(super) fn held(rows: &[PrintedRow], again: &dyn Fn(usize) -> bool) -> Vec<Held> {
    let columns = rows.iter().map(|row| row.values.len()).max().unwrap_or_default();
    if rows.iter().all(PrintedRow::is_unit) {
        return Vec::new();
    }
    let mut held = Vec::new();
    for column in 0..columns {
        let slot = Slot::Value(column);
        for (row, about) in about(rows, slot, again) {
            let Some(printed) = rows.get(row).and_then(|row| row.number(slot)) else { continue };
            let outcome = rows.get(row).and_then(|row| outcome(row, column, &about, printed));
            held.extend(outcome.map(|outcome| Held { row, slot, outcome }));
        }
    }
    held.sort_by_key(|one| (one.row, one.slot));
    held
}

/// The sums of every row that is no unit.
fn about(rows: &[PrintedRow], slot: Slot, again: &dyn Fn(usize) -> bool) -> Vec<(usize, About)> {
    let mut groups: BTreeMap<&str, Added> = BTreeMap::new();
    let (mut all, mut once, mut run) = (Added::default(), Added::default(), Added::default());
    let mut found: Vec<(usize, About)> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        if !row.is_unit() {
            found.push((n, [Added::default(), all, once, run, Added::default()]));
            run = Added::default();
            continue;
        }
        let number = row.number(slot);
        if number.is_none() && !row.says_figures() {
            continue;
        }
        all.add(number);
        if !again(n) {
            once.add(number);
        }
        run.add(number);
        if let Some(group) = &row.group {
            groups.entry(group).or_default().add(number);
        }
    }
    // What stands below a row is what stands above the next one.
    let below: Vec<Added> =
        found.iter().skip(1).map(|(_, about)| about[ABOVE]).chain([run]).collect();
    for ((n, about), below) in found.iter_mut().zip(below) {
        let group = rows.get(*n).and_then(|row| row.group.as_deref());
        about[GROUP] = group.and_then(|group| groups.get(group)).copied().unwrap_or_default();
        (about[ALL], about[ONCE], about[BELOW]) = (all, once, below);
    }
    found
}

/// What comes of a mean or sum; `None` where there is nothing to check it by.
fn outcome(
    row: &PrintedRow,
    column: usize,
    about: &About,
    printed: &PrintedNumber,
) -> Option<Outcome> {
    // Under several columns of values the last is an index, and an index has no sum but a mean.
    let is_index = row.values.len() > 1 && column + 1 == row.values.len();
    let is_sum = row.kind == PrintedKind::Sum;
    let holds = |added: &Added| {
        is_sum && added.has_sum(printed) || (!is_sum || is_index) && added.has_mean(printed)
    };
    let known = || about.iter().filter(|added| added.count > 0);
    if known().any(holds) {
        return Some(Outcome::Holds);
    }
    // Of its group where it has one, else of all.
    let [group, all, ..] = *about;
    let added = [group, all].into_iter().find(|added| added.count > 0)?;
    if known().any(|added| added.lacks) {
        return Some(Outcome::Lacks);
    }
    let figure = if is_sum { added.sum } else { div_half_away(added.sum, added.count) };
    Some(Outcome::Given(raw_text(figure, printed.places)))
}
