//! Checks rows that state the mean, the sum, the highest or the lowest value of the units.

use std::collections::BTreeMap;

use super::equation::raw_text;
use super::printed::{PrintedKind, PrintedNumber, PrintedRow, Slot};
use crate::quantity::div_half_away;

/// The numbers of some units in one column, added up.
#[derive(Clone, Copy, Debug, Default)]
struct Added {
    sum: i128,
    /// The sum of the units of the last digits, for the tolerance of rounding.
    units: i128,
    count: i128,
    /// The lowest and the highest number, each with the unit of its last digit.
    ends: Option<[(i128, i128); 2]>,
    /// Whether the number of a unit is missing.
    lacks: bool,
}

impl Added {
    fn add(&mut self, number: Option<&PrintedNumber>) {
        let Some(number) = number else {
            self.lacks = true;
            return;
        };
        let own = (number.raw(), number.unit());
        self.sum += own.0;
        self.units += own.1;
        self.count += 1;
        self.ends = Some(match self.ends {
            Some([low, high]) => [low.min(own), high.max(own)],
            None => [own, own],
        });
    }

    /// Whether a printed mean agrees with these numbers: within half a unit of its own last digit
    /// plus, on average, half a unit of theirs.
    fn has_mean(&self, mean: &PrintedNumber) -> bool {
        let apart = (self.sum - mean.raw() * self.count).abs();
        2 * apart <= self.units + mean.unit() * self.count
    }

    fn has_sum(&self, sum: &PrintedNumber) -> bool {
        2 * (self.sum - sum.raw()).abs() <= self.units + sum.unit()
    }

    /// The lowest or the highest of the numbers.
    fn end(&self, kind: PrintedKind) -> Option<(i128, i128)> {
        let [low, high] = self.ends?;
        Some(if kind == PrintedKind::Highest { high } else { low })
    }

    /// Whether the printed number is the lowest or highest one, exactly or rounded to fewer decimal
    /// places.
    fn has_end(&self, kind: PrintedKind, printed: &PrintedNumber) -> bool {
        let Some((raw, unit)) = self.end(kind) else { return false };
        let apart = 2 * (raw - printed.raw()).abs();
        apart <= if unit == printed.unit() { 0 } else { unit.max(printed.unit()) }
    }
}

/// The sums over the sets of units that a row may be about: its group, all units, all units counted
/// once, the run of units directly above it, and the run directly below it.
type About = [Added; 5];

/// The outcome of checking one figure of such a row.
pub(super) struct Held {
    pub(super) row: usize,
    pub(super) slot: Slot,
    pub(super) outcome: Outcome,
}

pub(super) enum Outcome {
    Holds,
    /// The figure is wrong; the text is the one that the units give.
    Given(String),
    /// The figure seems wrong, but the number of a unit is missing, so it cannot be decided.
    Lacks,
}

/// Checks every figure of the rows about means, sums and extremes; `again` tells whether the unit
/// of a row already occurred.
///
/// In a table of ranked units, rows without a rank may be units that are not ranked, or totals such
/// as *cả nước*. A figure is accepted if it holds with these rows or without them.
pub(super) fn held(rows: &[PrintedRow], again: &dyn Fn(usize) -> bool) -> Vec<Held> {
    let columns = rows.iter().map(|row| row.values.len()).max().unwrap_or_default();
    if rows.iter().all(PrintedRow::is_unit) {
        return Vec::new();
    }
    let ranked = |row: &PrintedRow| row.rank.as_ref().is_some_and(|rank| rank.number().is_some());
    let any = |is: bool| rows.iter().any(|row| row.is_unit() && ranked(row) == is);
    let readings = if any(true) && any(false) { &[true, false][..] } else { &[false] };
    let mut held = Vec::new();
    for column in 0..columns {
        let slot = Slot::Value(column);
        let mut outcomes: BTreeMap<usize, Outcome> = BTreeMap::new();
        for only_ranked in readings {
            let counts = |row: &PrintedRow| !only_ranked || ranked(row);
            for (n, about) in about(rows, slot, &counts, again) {
                let Some(row) = rows.get(n) else { continue };
                let Some(printed) = row.number(slot) else { continue };
                match outcome(row, column, &about, printed) {
                    Some(Outcome::Holds) => drop(outcomes.insert(n, Outcome::Holds)),
                    Some(other) => drop(outcomes.entry(n).or_insert(other)),
                    None => {}
                }
            }
        }
        held.extend(outcomes.into_iter().map(|(row, outcome)| Held { row, slot, outcome }));
    }
    held.sort_by_key(|one| (one.row, one.slot));
    held
}

/// For every row that is not a unit, the sums over the sets of units that it may be about.
fn about(
    rows: &[PrintedRow],
    slot: Slot,
    counts: &dyn Fn(&PrintedRow) -> bool,
    again: &dyn Fn(usize) -> bool,
) -> Vec<(usize, About)> {
    let mut groups: BTreeMap<&str, Added> = BTreeMap::new();
    let (mut all, mut once) = (Added::default(), Added::default());
    // Units in consecutive rows form a run; after a row of another kind a new run begins.
    let (mut runs, mut ends): (Vec<Added>, bool) = (Vec::new(), true);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        if !row.is_unit() {
            found.push((n, runs.len()));
            ends = true;
            continue;
        }
        let number = row.number(slot);
        if number.is_none() && !row.says_figures() || !counts(row) {
            continue;
        }
        all.add(number);
        if !again(n) {
            once.add(number);
        }
        if std::mem::take(&mut ends) {
            runs.push(Added::default());
        }
        runs.last_mut().into_iter().for_each(|run| run.add(number));
        if let Some(group) = &row.group {
            groups.entry(group).or_default().add(number);
        }
    }
    let run = |at: Option<usize>| at.and_then(|at| runs.get(at)).copied().unwrap_or_default();
    let about = found.into_iter().map(|(n, before)| {
        let group = rows.get(n).and_then(|row| row.group.as_deref());
        let group = group.and_then(|group| groups.get(group)).copied().unwrap_or_default();
        (n, [group, all, once, run(before.checked_sub(1)), run(Some(before))])
    });
    about.collect()
}

/// The outcome for one figure; `None` if there is nothing to check it with.
fn outcome(
    row: &PrintedRow,
    column: usize,
    about: &About,
    printed: &PrintedNumber,
) -> Option<Outcome> {
    // With several columns of values, the last is an index; a row of sums prints a mean there,
    // since indices are not added up.
    let is_index = row.values.len() > 1 && column + 1 == row.values.len();
    let holds = |added: &Added| match row.kind {
        PrintedKind::Sum => added.has_sum(printed) || is_index && added.has_mean(printed),
        PrintedKind::Highest | PrintedKind::Lowest => added.has_end(row.kind, printed),
        _ => added.has_mean(printed),
    };
    if row.kind == PrintedKind::Other {
        return None;
    }
    let known = || about.iter().filter(|added| added.count > 0);
    if known().any(holds) {
        return Some(Outcome::Holds);
    }
    // The expected figure is that of the row's group, or else that of all units.
    let [group, all, ..] = *about;
    let added = [group, all].into_iter().find(|added| added.count > 0)?;
    if known().any(|added| added.lacks) {
        return Some(Outcome::Lacks);
    }
    let figure = match row.kind {
        PrintedKind::Sum => added.sum,
        PrintedKind::Highest | PrintedKind::Lowest => added.end(row.kind)?.0,
        _ => div_half_away(added.sum, added.count),
    };
    Some(Outcome::Given(raw_text(figure, printed.places)))
}
