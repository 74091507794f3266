//! The equations between the cells of one row, and the search for the cell that breaks them.

use super::AuditCheck;
use super::printed::{PrintedCell, PrintedKind, PrintedNumber, PrintedRow, Slot};
use crate::quantity::PointSum;

/// An equation: printed terms that should add up to a printed result.
#[derive(Clone, Debug)]
pub(super) struct Equation<'a> {
    pub(super) check: AuditCheck,
    /// The terms, in the order of their slots.
    terms: Vec<(Slot, &'a PrintedNumber)>,
    result: (Slot, &'a PrintedNumber),
    /// The sum of the terms.
    sum: i128,
    /// The greatest number of decimal places in any of its cells.
    places: u8,
}

/// The most terms written out in an arithmetic text. Of a longer equation the first ones and the
/// last one are written, with the number of those between.
const MOST_TOLD: usize = 12;

/// Which equations are meant to hold in a table, judged by the majority of its rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// Whether the first and the last value are meant to be equal: total points and index are the
    /// same number where 100 points are possible.
    agree: bool,
    /// Whether the parts that were read are complete. If a column of numbers was not read and most
    /// rows do not add up, that column was a part.
    whole: bool,
}

impl Habits {
    pub(super) fn of(rows: &[PrintedRow]) -> Habits {
        let most = |equation: fn(&PrintedRow) -> Option<Equation<'_>>| {
            let held = rows.iter().filter_map(|row| Some(equation(row)?.holds()));
            let (right, wrong): (Vec<bool>, Vec<bool>) = held.partition(|holds| *holds);
            right.len() > wrong.len()
        };
        let others = rows.iter().any(|row| row.other_numbers > 0);
        Habits { agree: most(agreement), whole: !others || most(sum) }
    }
}

/// The equation by which the parts of a row sum to its first value.
fn sum(row: &PrintedRow) -> Option<Equation<'_>> {
    let parts = (0..row.parts.len()).map(Slot::Part);
    let slots = parts.chain((0..row.deductions.len()).map(Slot::Deduction));
    let mut terms = Vec::new();
    for slot in slots {
        match row.at(slot)? {
            PrintedCell::Number(number) => terms.push((slot, number)),
            PrintedCell::Nothing => {}
            PrintedCell::Blank(_) | PrintedCell::Unread(_) => return None,
        }
    }
    let result = Slot::Value(0);
    let any = terms.iter().any(|(slot, _)| matches!(slot, Slot::Part(_)));
    let result = (result, row.number(result)?);
    any.then(|| Equation::of(AuditCheck::Sum, terms, result))
}

/// The equation by which the index equals the total.
fn agreement(row: &PrintedRow) -> Option<Equation<'_>> {
    let (first, last) = (Slot::Value(0), row.value_slot().filter(|last| *last != Slot::Value(0))?);
    let (first, last) = ((first, row.number(first)?), (last, row.number(last)?));
    Some(Equation::of(AuditCheck::Sum, vec![first], last))
}

/// The equation by which last year's value and the change give this year's value.
fn change(row: &PrintedRow) -> Option<Equation<'_>> {
    let term = |slot| Some((slot, row.number(slot)?));
    let terms = vec![term(Slot::Previous)?, term(Slot::Change)?];
    Some(Equation::of(AuditCheck::Change, terms, term(row.value_slot()?)?))
}

/// The equations of a row that can be checked, and the kinds of those that lack a cell.
pub(super) fn equations<'a>(
    row: &'a PrintedRow,
    habits: Habits,
) -> (Vec<Equation<'a>>, Vec<AuditCheck>) {
    let (mut put, mut lacking) = (Vec::new(), Vec::new());
    // A row of highest or lowest figures takes each from a different unit, so its parts do not add
    // up.
    if !matches!(row.kind, PrintedKind::Unit | PrintedKind::Mean | PrintedKind::Sum) {
        return (put, lacking);
    }
    let says = |slot: Slot| row.number(slot).is_some();
    let mut of = |stated: bool, equation: Option<Equation<'a>>, check| match equation {
        Some(equation) => put.push(equation),
        None if stated && row.is_unit() => lacking.push(check),
        None => {}
    };
    if !row.parts.is_empty() {
        let stated = (0..row.parts.len()).map(Slot::Part).any(says) || says(Slot::Value(0));
        of(stated, sum(row).filter(|_| habits.whole), AuditCheck::Sum);
    }
    if row.values.len() > 1 && habits.agree {
        let stated = (0..row.values.len()).map(Slot::Value).any(says);
        of(stated, agreement(row), AuditCheck::Sum);
    }
    if row.previous.is_some() && row.change.is_some() {
        let slots = [Some(Slot::Previous), Some(Slot::Change), row.value_slot()];
        of(slots.into_iter().flatten().any(says), change(row), AuditCheck::Change);
    }
    (put, lacking)
}

impl<'a> Equation<'a> {
    fn of(
        check: AuditCheck,
        terms: Vec<(Slot, &'a PrintedNumber)>,
        result: (Slot, &'a PrintedNumber),
    ) -> Equation<'a> {
        let sum = terms.iter().map(|(slot, number)| counted(*slot, number)).sum();
        let places = terms.iter().chain([&result]).map(|(_, number)| number.places).max();
        let places = places.unwrap_or_default();
        Equation { check, terms, result, sum, places }
    }

    /// Whether the equation holds, allowing half a unit of the last digit of every number in it.
    pub(super) fn holds(&self) -> bool {
        let units: i128 = self.cells().map(|(_, number)| number.unit()).sum();
        2 * (self.sum - self.result.1.raw()).abs() <= units
    }

    /// The cells of the equation; the result comes last.
    pub(super) fn cells(&self) -> impl Iterator<Item = (Slot, &'a PrintedNumber)> {
        self.terms.iter().copied().chain([self.result])
    }

    pub(super) fn has(&self, slot: Slot) -> bool {
        slot == self.result.0 || self.term(slot).is_some()
    }

    fn term(&self, slot: Slot) -> Option<&'a PrintedNumber> {
        let at = self.terms.binary_search_by_key(&slot, |(own, _)| *own).ok()?;
        self.terms.get(at).map(|(_, number)| *number)
    }

    /// The value that the other cells give for one of them, in raw units, with the sign that the
    /// cell would print.
    pub(super) fn needed(&self, slot: Slot) -> i128 {
        if slot == self.result.0 {
            return self.sum;
        }
        let own = self.term(slot);
        let rest = self.result.1.raw() - self.sum + own.map_or(0, |own| counted(slot, own));
        match slot {
            Slot::Deduction(_) if own.is_none_or(|own| own.raw() >= 0) => -rest,
            _ => rest,
        }
    }

    /// That value as arithmetic: `61.86 + 28.10 = 89.96`. Of a long equation the first terms and
    /// the last are written; `… (+37)` gives the number of those between.
    pub(super) fn arithmetic(&self, slot: Slot) -> String {
        if let ([(_, term)], true) = (&self.terms[..], slot == self.result.0) {
            return shown(term);
        }
        if self.terms.len() == 1 {
            return shown(self.result.1);
        }
        let of_result = slot == self.result.0;
        // With too many terms, the first ones are written, then the number of those left out, then
        // the last one.
        let others = self.terms.len() - usize::from(!of_result);
        let between = others.saturating_sub(MOST_TOLD);
        let first = if between > 0 { MOST_TOLD - 1 } else { others };
        let terms = || self.terms.iter().filter(|(own, _)| *own != slot);
        let told = || terms().take(first).chain(terms().rev().take(others - between - first));
        let places = told().map(|(_, number)| number.places);
        let places = places.chain((!of_result).then_some(self.result.1.places)).max();
        let places = places.filter(|_| between == 0).unwrap_or(self.places);
        let mut text = String::new();
        let add = |text: &mut String, raw: i128, places: u8| {
            if text.is_empty() {
                *text = raw_text(raw, places);
            } else {
                let sign = if raw < 0 { '−' } else { '+' };
                *text = format!("{text} {sign} {}", raw_text(raw.abs(), places));
            }
        };
        if !of_result {
            add(&mut text, self.result.1.raw(), self.result.1.places);
        }
        for (n, (own, number)) in told().enumerate() {
            // A term that moves to the other side of the equation changes its sign.
            let raw = counted(*own, number);
            if n == first {
                text = format!("{text} … (+{between})");
            }
            add(&mut text, if of_result { raw } else { -raw }, number.places);
        }
        format!("{text} = {}", raw_text(self.needed(slot), places))
    }
}

/// The value that the other cells of a row give for a cell without a number, as arithmetic.
pub(super) fn given(row: &PrintedRow, slot: Slot, habits: Habits) -> Option<String> {
    let place = crate::finding::Place::default();
    let number = PrintedNumber { value: crate::quantity::Points::ZERO, places: 0, place };
    let whole = row.with(slot, PrintedCell::Number(number));
    let (put, _) = equations(&whole, habits);
    put.iter().find(|one| one.has(slot)).map(|one| one.arithmetic(slot))
}

/// The only cell that is in every broken equation of a row and in none that holds; `None` if there
/// are several.
pub(super) fn culprit(equations: &[Equation<'_>]) -> Option<Slot> {
    let mut suspects = suspects(equations);
    suspects.pop().filter(|_| suspects.is_empty())
}

/// All cells that are in every broken equation of a row and in none that holds.
pub(super) fn suspects(equations: &[Equation<'_>]) -> Vec<Slot> {
    let (whole, broken): (Vec<_>, Vec<_>) = equations.iter().partition(|equation| equation.holds());
    let Some(first) = broken.first() else { return Vec::new() };
    let slots = first.cells().map(|(slot, _)| slot);
    let suspect = |slot: &Slot| {
        broken.iter().all(|one| one.has(*slot)) && !whole.iter().any(|one| one.has(*slot))
    };
    slots.filter(suspect).collect()
}

/// The amount that a cell adds to the sum; a deduction is subtracted, whichever sign it prints.
fn counted(slot: Slot, number: &PrintedNumber) -> i128 {
    match slot {
        Slot::Deduction(_) => -number.raw().abs(),
        _ => number.raw(),
    }
}

pub(super) fn shown(number: &PrintedNumber) -> String {
    raw_text(number.raw(), number.places)
}

pub(super) fn raw_text(raw: i128, places: u8) -> String {
    format!("{:.*}", usize::from(places), PointSum::of_raw(raw))
}
