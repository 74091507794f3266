//! Rows that say the mean, the sum, the highest or the lowest of the others.

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
    /// The lowest and the highest, each with the unit of its last digit.
    ends: Option<[(i128, i128); 2]>,
    /// Whether a unit lacks its number.
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

    /// Whether a printed mean can be theirs: within half a unit of the mean and, on average, of the
    /// values.
    fn has_mean(&self, mean: &PrintedNumber) -> bool {
        let apart = (self.sum - mean.raw() * self.count).abs();
        2 * apart <= self.units + mean.unit() * self.count
    }

    fn has_sum(&self, sum: &PrintedNumber) -> bool {
        2 * (self.sum - sum.raw()).abs() <= self.units + sum.unit()
    }

    /// The lowest or the highest of them.
    fn end(&self, kind: PrintedKind) -> Option<(i128, i128)> {
        let [low, high] = self.ends?;
        Some(if kind == PrintedKind::Highest { high } else { low })
    }

    /// Whether it prints that one: the same figure, or the same rounded to fewer places.
    fn has_end(&self, kind: PrintedKind, printed: &PrintedNumber) -> bool {
        let Some((raw, unit)) = self.end(kind) else { return false };
        let apart = 2 * (raw - printed.raw()).abs();
        apart <= if unit == printed.unit() { 0 } else { unit.max(printed.unit()) }
    }
}

/// Of one row, the sums of the units it may be about: its group, all, all without the rows of units
/// that stand twice, those above it up to the next such row, those below it.
type About = [Added; 5];

/// What came of what a row says of the units.
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

/// Every such figure that can be checked; `again` says of a row whether its unit stood before.
///
/// Among ranked units a row without a rank may be one that is not ranked, or none at all (*cả nước*):
/// what holds with it or without it holds.
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

/// The sums of every row that is no unit.
fn about(
    rows: &[PrintedRow],
    slot: Slot,
    counts: &dyn Fn(&PrintedRow) -> bool,
    again: &dyn Fn(usize) -> bool,
) -> Vec<(usize, About)> {
    let mut groups: BTreeMap<&str, Added> = BTreeMap::new();
    let (mut all, mut once) = (Added::default(), Added::default());
    // Units that follow each other; behind other rows a new run begins.
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

/// What comes of such a figure; `None` where there is nothing to check it by.
fn outcome(
    row: &PrintedRow,
    column: usize,
    about: &About,
    printed: &PrintedNumber,
) -> Option<Outcome> {
    // Under several columns of values the last is an index, and an index has no sum but a mean.
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
    // Of its group where it has one, else of all.
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
