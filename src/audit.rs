//! Checks a published table by arithmetic alone (*kiểm tra bảng kết quả đã công bố*).
//!
//! Only the printed table is used: no framework and no inputs. Every printed number may be off by
//! half a unit of its own last digit; so an equation of three numbers with two decimal places holds
//! if it is within 0.015.

mod column;
mod equation;
mod order;
mod printed;

use std::collections::{BTreeMap, BTreeSet};

use column::Outcome;
use equation::{Equation, Habits, culprit, equations, shown, suspects};
use order::{GradedRow, Ranked};
use printed::Slot;
pub use printed::{PrintedCell, PrintedKind, PrintedNumber, PrintedRow, PrintedText};

use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::vocabulary::vocabulary;
use crate::words::fold_name;

vocabulary! {
    /// The rule by which a printed cell is checked.
    AuditCheck {
        /// The parts sum to the value, and several values of one row agree.
        Sum "sum",
        /// The previous value plus the change gives the value.
        Change "change",
        /// The rank is 1 + the number of better units.
        Rank "rank",
        /// No unit with a better value has a worse grade than another.
        Grade "grade",
        /// A printed mean is the mean of the units.
        Mean "mean",
        /// A printed sum is the sum over the units.
        Total "total",
        /// A printed highest figure is the highest of the units.
        Highest "highest",
        /// A printed lowest figure is the lowest of the units.
        Lowest "lowest",
        /// No unit occurs twice.
        Duplicate "duplicate",
        /// A cell in a column of numbers can be read as a number.
        Number "number",
        /// A unit with a rank or other figures has a value too.
        Blank "blank",
    }
}

impl AuditCheck {
    /// The checks that are equations, whose numbers are counted.
    pub const EQUATIONS: [AuditCheck; 8] = [
        AuditCheck::Sum,
        AuditCheck::Change,
        AuditCheck::Rank,
        AuditCheck::Grade,
        AuditCheck::Mean,
        AuditCheck::Total,
        AuditCheck::Highest,
        AuditCheck::Lowest,
    ];
}

/// A cell that contradicts other cells, or one of several cells of which at least one is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contradiction {
    /// The check that fails.
    pub check: AuditCheck,
    /// The number of the equation, from 1. Rows with the same number are the cells of one equation
    /// that does not tell which of them is wrong. `None` for a cell that is faulty by itself.
    pub equation: Option<usize>,
    /// The name of the unit in the row.
    pub unit: String,
    /// The place of the cell.
    pub place: Place,
    /// The text that the cell prints.
    pub found: String,
    /// The value that the other cells give, as plain arithmetic.
    pub expected: String,
    /// The cell of a neighbouring row that prints the same, which suggests a copying error.
    pub copied: Option<Place>,
}

/// How many equations of one kind the table contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EquationCounts {
    /// Equations of which all cells are printed.
    pub equations: usize,
    /// How many of these hold.
    pub hold: usize,
    /// Equations that could not be checked because a cell is missing.
    pub unchecked: usize,
}

/// The outcome of checking a table.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    contradictions: Vec<Contradiction>,
    checked: BTreeMap<AuditCheck, EquationCounts>,
    /// For each check, how many errors are not listed.
    left_out: BTreeMap<AuditCheck, usize>,
    rows: usize,
    /// Notes on the rows that are about no unit and were not checked.
    passed: Vec<Finding>,
}

impl Audit {
    /// The cells that contradict others, row by row; for each check those of the first hundred
    /// errors.
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.contradictions
    }

    /// The number of equations of one kind.
    pub fn checked(&self, check: AuditCheck) -> EquationCounts {
        self.checked.get(&check).copied().unwrap_or_default()
    }

    /// The number of equations of all kinds together.
    pub fn all_checked(&self) -> EquationCounts {
        self.checked.values().fold(EquationCounts::default(), |all, one| EquationCounts {
            equations: all.equations + one.equations,
            hold: all.hold + one.hold,
            unchecked: all.unchecked + one.unchecked,
        })
    }

    /// The number of rows of the table.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether no contradiction and no faulty cell was found.
    pub fn is_clean(&self) -> bool {
        self.contradictions.is_empty()
    }

    /// A note for each row that was not checked, and for each check how many errors are not listed.
    pub fn notes(&self) -> Vec<Finding> {
        let cut = self.left_out.iter().map(|(check, count)| {
            let finding = Finding::new(FindingCode::FindingsCut, Place::default());
            finding.found(check.as_str()).with("count", *count).with("told", MOST)
        });
        self.passed.iter().cloned().chain(cut).collect()
    }
}

/// Checks a printed table by arithmetic: finds the cells that contradict others, and counts the
/// equations that were checked.
///
/// A cell is named alone if it is the only one that is in every broken equation of its row and in
/// none that holds. Otherwise all cells of the equation are named, first those that repeat the
/// number of a neighbouring row. Ranks may run over the whole table or within groups, with or
/// without gaps behind ties; the reading that the fewest rows contradict is used. Units that print
/// the same value may differ in digits that are not printed, so they may share a rank or not.
///
/// # Example
/// ```
/// use par_index::audit::{audit, AuditCheck, PrintedCell, PrintedNumber, PrintedRow};
/// use par_index::finding::Place;
///
/// let cell = |text: &str| PrintedCell::Number(PrintedNumber {
///     value: text.parse().unwrap(), places: 2, place: Place::default(),
/// });
/// let row = |total: &str| PrintedRow {
///     previous: Some(cell("61.86")), change: Some(cell("28.10")), values: vec![cell(total)],
///     ..PrintedRow::default()
/// };
/// let good = audit(&[row("89.95")]); // each was rounded on its own
/// assert!(good.is_clean() && good.checked(AuditCheck::Change).hold == 1);
/// let bad = audit(&[row("89.98")]);
/// let value = &bad.contradictions()[2];
/// assert_eq!((value.equation, value.expected.as_str()), (Some(1), "61.86 + 28.10 = 89.96"));
/// ```
pub fn audit(rows: &[PrintedRow]) -> Audit {
    let habits = Habits::of(rows);
    let twins = Twins::of(rows);
    let mut found = Found::default();
    let mut values: Vec<Value> = Vec::with_capacity(rows.len());
    for (n, row) in rows.iter().enumerate() {
        let (put, lacking) = equations(row, habits);
        for check in lacking {
            found.count(check).unchecked += 1;
        }
        told(&mut found, rows, n, habits, &twins);
        values.push(by_row(&mut found, rows, n, &put));
    }
    by_order(&mut found, rows, &values, &twins);
    for held in column::held(rows, &|n| twins.again(n)) {
        let Some(row) = rows.get(held.row) else { continue };
        let check = match row.kind {
            PrintedKind::Sum => AuditCheck::Total,
            PrintedKind::Highest => AuditCheck::Highest,
            PrintedKind::Lowest => AuditCheck::Lowest,
            PrintedKind::Mean | PrintedKind::Unit | PrintedKind::Other => AuditCheck::Mean,
        };
        let count = found.count(check);
        let lacks = matches!(held.outcome, Outcome::Lacks);
        count.unchecked += usize::from(lacks);
        count.equations += usize::from(!lacks);
        count.hold += usize::from(matches!(held.outcome, Outcome::Holds));
        if let (Outcome::Given(expected), Some(number)) = (held.outcome, row.number(held.slot)) {
            let said = || vec![cell(row, &number.place, shown(number), expected)];
            found.slip(check, held.row, 1, said);
        }
    }
    let mut audit = found.finish(rows.len());
    let passed = rows.iter().filter(|row| row.kind == PrintedKind::Other);
    let mut notes = Findings::default();
    for name in passed.filter_map(|row| row.unit.as_ref()) {
        let finding = Finding::new(FindingCode::RowPassed, name.place.clone());
        notes.push(finding.found(name.text.as_str()));
    }
    audit.passed = notes.into_vec();
    audit
}

/// How many errors of one check are listed; the rest are only counted.
const MOST: usize = 100;

/// One error: the cells that may be wrong, and the number of broken equations that it explains.
struct Slip {
    row: usize,
    check: AuditCheck,
    equations: usize,
    cells: Vec<Contradiction>,
}

#[derive(Default)]
struct Found {
    slips: Vec<Slip>,
    listed: BTreeMap<AuditCheck, usize>,
    left_out: BTreeMap<AuditCheck, usize>,
    checked: BTreeMap<AuditCheck, EquationCounts>,
}

impl Found {
    fn count(&mut self, check: AuditCheck) -> &mut EquationCounts {
        self.checked.entry(check).or_default()
    }

    fn slip(
        &mut self,
        check: AuditCheck,
        row: usize,
        equations: usize,
        cells: impl FnOnce() -> Vec<Contradiction>,
    ) {
        let listed = self.listed.entry(check).or_default();
        if *listed == MOST {
            *self.left_out.entry(check).or_default() += 1;
            return;
        }
        *listed += 1;
        self.slips.push(Slip { row, check, equations, cells: cells() });
    }

    /// Sorts the errors by row and numbers their equations.
    fn finish(mut self, rows: usize) -> Audit {
        self.slips.sort_by_key(|slip| slip.row);
        let (mut contradictions, mut number) = (Vec::new(), 1);
        for slip in self.slips {
            let own = (slip.equations > 0).then_some(number);
            number += slip.equations;
            let cells = slip.cells.into_iter();
            contradictions.extend(cells.map(|cell| Contradiction {
                check: slip.check,
                equation: own,
                ..cell
            }));
        }
        let Found { checked, left_out, .. } = self;
        Audit { contradictions, checked, left_out, rows, passed: Vec::new() }
    }
}

/// A cell of an error; check and equation number are filled in later from the error.
fn cell(row: &PrintedRow, place: &Place, found: String, expected: String) -> Contradiction {
    Contradiction {
        check: AuditCheck::Sum,
        equation: None,
        unit: row.name(),
        place: place.clone(),
        found,
        expected,
        copied: None,
    }
}

/// A short name of a place: its cell, or else its line.
pub(crate) fn spot(place: &Place) -> String {
    let line = || place.line.map(|line| format!("#{line}"));
    place.cell.clone().or_else(line).unwrap_or_default()
}

/// For each unit name the first and the last row with it, to find units that occur twice.
struct Twins(BTreeMap<String, (usize, usize)>, Vec<Option<String>>);

impl Twins {
    fn of(rows: &[PrintedRow]) -> Twins {
        let mut known: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut names = Vec::with_capacity(rows.len());
        for (n, row) in rows.iter().enumerate() {
            let unit = row.unit.as_ref().filter(|_| row.is_unit());
            let name = unit.map(|unit| fold_name(&unit.text));
            if let Some(name) = &name {
                known.entry(name.clone()).and_modify(|(_, last)| *last = n).or_insert((n, n));
            }
            names.push(name);
        }
        Twins(known, names)
    }

    /// The first and the last row with the same unit as this row.
    fn ends(&self, n: usize) -> (usize, usize) {
        let name = self.1.get(n).and_then(Option::as_ref);
        name.and_then(|name| self.0.get(name)).copied().unwrap_or((n, n))
    }

    /// Whether the unit of this row already occurred in an earlier row.
    fn again(&self, n: usize) -> bool {
        self.ends(n).0 < n
    }
}

/// Reports faults of a single row: cells that are no number, a unit that occurred before, a missing
/// value.
fn told(found: &mut Found, rows: &[PrintedRow], n: usize, habits: Habits, twins: &Twins) {
    let Some(row) = rows.get(n).filter(|row| row.kind != PrintedKind::Other) else { return };
    let cells = row.slots().filter_map(|slot| Some((Some(slot), row.at(slot)?)));
    for (slot, one) in row.rank.iter().map(|rank| (None, rank)).chain(cells) {
        if let PrintedCell::Unread(text) = one {
            found.slip(AuditCheck::Number, n, 0, || {
                let given = slot.and_then(|slot| equation::given(row, slot, habits));
                vec![cell(row, &text.place, text.text.clone(), given.unwrap_or_default())]
            });
        }
    }
    if let Some(unit) = row.unit.as_ref().filter(|_| twins.again(n)) {
        found.slip(AuditCheck::Duplicate, n, 0, || {
            let first = rows.get(twins.ends(n).0).and_then(|row| row.unit.as_ref());
            let first = first.map(|unit| spot(&unit.place)).unwrap_or_default();
            vec![cell(row, &unit.place, unit.text.clone(), format!("≠ {first}"))]
        });
    }
    let slot = row.value_slot().filter(|_| row.says_figures());
    if let Some((slot, PrintedCell::Blank(place))) =
        slot.and_then(|slot| Some((slot, row.at(slot)?)))
    {
        found.slip(AuditCheck::Blank, n, 0, || {
            let given = equation::given(row, slot, habits);
            vec![cell(row, place, String::new(), given.unwrap_or_default())]
        });
    }
}

/// Checks the equations of one row. Returns the value that ranks; if that value is the wrong cell,
/// the corrected value.
fn by_row(found: &mut Found, rows: &[PrintedRow], n: usize, put: &[Equation<'_>]) -> Value {
    let Some(row) = rows.get(n) else { return Value::default() };
    let broken: Vec<&Equation<'_>> = put.iter().filter(|one| !one.holds()).collect();
    for one in put {
        let count = found.count(one.check);
        count.equations += 1;
        count.hold += usize::from(one.holds());
    }
    let is_kept = row.value_slot().is_some_and(|slot| put.iter().any(|one| one.has(slot)));
    let value = Value { raw: row.value().map(PrintedNumber::raw), is_kept };
    let Some(first) = broken.first() else { return value };
    let say = |equation: &Equation<'_>, slot: Slot| {
        let number = row.number(slot)?;
        let said = cell(row, &number.place, shown(number), equation.arithmetic(slot));
        Some(Contradiction { copied: copied(rows, n, slot), ..said })
    };
    if let Some(slot) = culprit(put) {
        found.slip(first.check, n, broken.len(), || say(first, slot).into_iter().collect());
        // If the total is right and the index is wrong, the ranking value is computed from the
        // total.
        let mended = broken.last().filter(|_| Some(slot) == row.value_slot());
        let raw = mended.map(|one| one.needed(slot)).or(value.raw);
        return Value { raw, ..value };
    }
    let suspects: BTreeSet<Slot> = suspects(put).into_iter().collect();
    for equation in broken {
        found.slip(equation.check, n, 1, || {
            let cells = equation.cells().filter_map(|(slot, _)| Some((slot, say(equation, slot)?)));
            let mut cells: Vec<(Slot, Contradiction)> = cells.collect();
            cells.sort_by_key(|(slot, one)| (one.copied.is_none(), !suspects.contains(slot)));
            cells.into_iter().map(|(_, one)| one).collect()
        });
    }
    value
}

/// The cell of a neighbouring row that prints the same number.
fn copied(rows: &[PrintedRow], n: usize, slot: Slot) -> Option<Place> {
    let own = rows.get(n)?.number(slot)?;
    let near = [n.checked_sub(1), n.checked_add(1)].into_iter().flatten();
    let mut near = near.filter_map(|at| rows.get(at)?.number(slot));
    let same = near.find(|other| other.value == own.value && other.places == own.places)?;
    Some(same.place.clone())
}

/// The value by which a row is ranked.
#[derive(Clone, Copy, Debug, Default)]
struct Value {
    raw: Option<i128>,
    /// Whether the equations of the row contain the value: they then confirm it, or correct it, or
    /// have reported it as wrong.
    is_kept: bool,
}

/// Checks ranks and grades.
fn by_order(found: &mut Found, rows: &[PrintedRow], values: &[Value], twins: &Twins) {
    let units = || rows.iter().enumerate().filter(|(_, row)| row.is_unit());
    let value = |n: usize| values.get(n).and_then(|value| value.raw);
    let ranked = units().filter_map(|(row, printed)| {
        let rank = printed.rank.as_ref()?.number()?.raw();
        let (first, last) = twins.ends(row);
        let group = printed.group.as_deref();
        Some(Ranked { row, group, rank, value: value(row), first: first == row, last: last == row })
    });
    let ranked: Vec<Ranked<'_>> = ranked.collect();
    let checked = ranked.iter().filter(|one| one.value.is_some()).count();
    let wrong = order::ranks(&ranked);
    let count = found.count(AuditCheck::Rank);
    count.equations += checked;
    count.hold += checked - wrong.len();
    count.unchecked += ranked.len() - checked;
    wrong_ranks(found, rows, &ranked, &wrong, values);
    let named = units().filter_map(|(row, printed)| Some((row, printed.grade.as_ref()?)));
    let named: Vec<(usize, &PrintedText)> = named.collect();
    let graded = named
        .iter()
        .filter_map(|(row, grade)| Some(GradedRow { row: *row, grade, value: value(*row)? }));
    let graded: Vec<GradedRow<'_>> = graded.collect();
    let unchecked = named.len() - graded.len();
    // A single grade cannot contradict any other.
    let checked = if graded.len() > 1 { graded.len() } else { 0 };
    let wrong = order::grades(graded);
    let count = found.count(AuditCheck::Grade);
    count.equations += checked;
    count.hold += checked.saturating_sub(wrong.len());
    count.unchecked += unchecked;
    for (n, near) in wrong {
        let Some(row) = rows.get(n) else { continue };
        let Some(grade) = &row.grade else { continue };
        found.slip(AuditCheck::Grade, n, 1, || {
            vec![cell(row, &grade.place, grade.text.clone(), near)]
        });
    }
}

/// Reports the wrong ranks, or the value that may be wrong instead: one wrong value moves its unit
/// past others, whose ranks then all seem wrong.
fn wrong_ranks(
    found: &mut Found,
    rows: &[PrintedRow],
    ranked: &[Ranked<'_>],
    wrong: &[(usize, usize)],
    values: &[Value],
) {
    let is_kept = |n: usize| values.get(n).is_some_and(|value| value.is_kept);
    // If only one rank is wrong, the rank itself is reported.
    let moved = match wrong {
        [] | [_] => Vec::new(),
        _ => order::moved(ranked, wrong, &|n| !is_kept(n)),
    };
    let said = |one: &order::Moved| {
        let row = rows.get(one.row)?;
        let number = row.value()?;
        let [low, high] = one.between.map(|raw| Some(equation::raw_text(raw?, number.places)));
        let between = match (low, high) {
            (Some(low), Some(high)) if low == high => low,
            (Some(low), Some(high)) => format!("{low} … {high}"),
            (Some(low), None) => format!("≥ {low}"),
            (None, Some(high)) => format!("≤ {high}"),
            (None, None) => String::new(),
        };
        Some(cell(row, &number.place, shown(number), between))
    };
    // If exactly one value would explain all wrong ranks, that value is reported; no single rank
    // could explain the others.
    if let [alone] = moved.as_slice() {
        let cells = || said(alone).into_iter().collect();
        found.slip(AuditCheck::Rank, alone.row, wrong.len(), cells);
        return;
    }
    for (n, expected) in wrong {
        let Some(row) = rows.get(*n) else { continue };
        let Some(rank) = row.rank.as_ref().and_then(PrintedCell::number) else { continue };
        found.slip(AuditCheck::Rank, *n, 1, || {
            let value = moved.iter().find(|one| one.row == *n).and_then(said);
            let rank = cell(row, &rank.place, shown(rank), expected.to_string());
            [rank].into_iter().chain(value).collect()
        });
    }
}
