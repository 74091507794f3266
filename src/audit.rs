//! A published table against arithmetic (*kiểm tra bảng kết quả đã công bố*).
//!
//! Only what the table prints is used: no framework, no inputs. Every printed number may be off by
//! half a unit of its own last digit, so an equation of three numbers with two places holds within
//! 0.015.

use std::collections::BTreeMap;

use crate::finding::Place;
use crate::framework::policy::vocabulary;
use crate::quantity::Points;

vocabulary! {
    /// What a printed cell is checked against.
    AuditCheck {
        /// Parts sum to the value, and values of one row agree.
        Sum "sum",
        /// The previous value and the change give the value.
        Change "change",
        /// The rank is 1 + the number of better units.
        Rank "rank",
        /// No unit with a better value has a worse grade.
        Grade "grade",
        /// The mean is that of the units.
        Mean "mean",
        /// No unit stands twice.
        Duplicate "duplicate",
        /// A number can be read.
        Number "number",
    }
}

/// A number as a table prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedNumber {
    /// Its value.
    pub value: Points,
    /// How many places it has behind the decimal mark, at most nine.
    pub places: u8,
    /// Where it stands.
    pub place: Place,
}

impl PrintedNumber {
    /// A unit of the last digit, in raw units.
    fn unit(&self) -> i128 {
        10_i128.pow(9 - u32::from(self.places.min(9)))
    }
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedText {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// One row of a printed table; what it does not print is empty.
#[derive(Clone, Debug, Default)]
pub struct PrintedRow {
    /// The unit.
    pub unit: Option<PrintedText>,
    /// Its block or group of comparable units.
    pub group: Option<String>,
    /// Its rank.
    pub rank: Option<PrintedNumber>,
    /// The parts of the value, such as appraisal and survey points.
    pub parts: Vec<PrintedNumber>,
    /// Total points, the index; the last one ranks.
    pub values: Vec<PrintedNumber>,
    /// Last year's value.
    pub previous: Option<PrintedNumber>,
    /// The change from it.
    pub change: Option<PrintedNumber>,
    /// The grade (*xếp loại*), or the group by result (*nhóm A, B, C*).
    pub grade: Option<PrintedText>,
    /// Whether it is the mean of the others.
    pub is_mean: bool,
    /// How many cells hold numbers that were not read as anything.
    pub other_numbers: usize,
    /// Cells that should hold a number and do not.
    pub unread: Vec<PrintedText>,
}

impl PrintedRow {
    fn value(&self) -> Option<&PrintedNumber> {
        self.values.last()
    }

    fn name(&self) -> String {
        self.unit.as_ref().map(|unit| unit.text.clone()).unwrap_or_default()
    }
}

/// A cell that contradicts the others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contradiction {
    /// What does not hold.
    pub check: AuditCheck,
    /// The unit of the row.
    pub unit: String,
    /// The cell.
    pub place: Place,
    /// What it prints.
    pub found: String,
    /// What the other cells give, as plain arithmetic.
    pub expected: String,
}

/// Every cell of a printed table that contradicts the others, row by row.
///
/// Ranks may run over the whole table or inside groups, and may leave gaps behind ties or not: of
/// the ways to read them the one counts that fewest rows contradict. Units that print the same value
/// may differ unseen, so they may share a rank or not.
///
/// # Example
/// ```
/// use par_index::{audit, AuditCheck, Place, PrintedNumber, PrintedRow};
///
/// let number = |text: &str| PrintedNumber {
///     value: text.parse().unwrap(), places: 2, place: Place::default(),
/// };
/// let row = |parts: [&str; 2], total: &str| PrintedRow {
///     parts: parts.map(number).to_vec(), values: vec![number(total)], ..PrintedRow::default()
/// };
/// assert!(audit(&[row(["61.86", "28.10"], "89.95")]).is_empty()); // each was rounded on its own
/// let found = audit(&[row(["61.86", "28.10"], "89.98")]);
/// assert_eq!((found[0].check, found[0].expected.as_str()), (AuditCheck::Sum, "61.86 + 28.10 = 89.96"));
/// ```
pub fn audit(rows: &[PrintedRow]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let (agree, whole) = (values_agree(rows), parts_are_whole(rows));
    for (n, row) in rows.iter().enumerate() {
        for cell in &row.unread {
            found.push((n, said(AuditCheck::Number, row, &cell.place, &cell.text, "0.00")));
        }
        if let Some(unit) = row.unit.as_ref().filter(|_| !row.is_mean) {
            if let Some(first) = seen.get(&crate::words::fold_name(&unit.text)) {
                let first =
                    rows.get(*first).and_then(|row| row.unit.as_ref()).map(|unit| &unit.place);
                let first = first.map(cell_of).unwrap_or_default();
                found.push((
                    n,
                    said(
                        AuditCheck::Duplicate,
                        row,
                        &unit.place,
                        &unit.text,
                        &format!("≠ {first}"),
                    ),
                ));
            }
            seen.entry(crate::words::fold_name(&unit.text)).or_insert(n);
        }
        found.extend(sums(row, agree, whole).map(|one| (n, one)));
        found.extend(change(row).map(|one| (n, one)));
    }
    // Where the total stands and the index beside it does not, the total ranks: one slip is one.
    let slipped = |row: &PrintedRow| {
        let parts: Vec<&PrintedNumber> = row.parts.iter().collect();
        let total = row.values.first().zip(row.value());
        agree
            && row.values.len() > 1
            && total.is_some_and(|(total, value)| {
                !parts.is_empty()
                    && holds(&parts, total)
                    && !holds(&[total], value)
                    && !holds(&parts, value)
            })
    };
    let mended: Vec<PrintedRow> = rows
        .iter()
        .map(|row| {
            let mut row = row.clone();
            if slipped(&row) {
                row.values.truncate(1);
            }
            row
        })
        .collect();
    let units: Vec<(usize, &PrintedRow)> =
        mended.iter().enumerate().filter(|(_, row)| !row.is_mean).collect();
    found.extend(ranks(&units));
    found.extend(grades(&units));
    found.extend(
        rows.iter()
            .enumerate()
            .filter(|(_, row)| row.is_mean)
            .filter_map(|(n, row)| mean(row, &units).map(|one| (n, one))),
    );
    found.sort_by_key(|(n, _)| *n);
    found.into_iter().map(|(_, one)| one).collect()
}

fn said(
    check: AuditCheck,
    row: &PrintedRow,
    place: &Place,
    found: &str,
    expected: &str,
) -> Contradiction {
    Contradiction {
        check,
        unit: row.name(),
        place: place.clone(),
        found: found.to_owned(),
        expected: expected.to_owned(),
    }
}

fn cell_of(place: &Place) -> String {
    place.cell.clone().unwrap_or_default()
}

fn shown(number: &PrintedNumber) -> String {
    raw_text(number.value.wide(), number.places)
}

fn raw_text(raw: i128, places: u8) -> String {
    let points = Points::from_wide(raw).unwrap_or(Points::MAX);
    format!("{points:.*}", usize::from(places))
}

/// Whether `Σ terms = value` within half a unit of every number in it.
fn holds(terms: &[&PrintedNumber], value: &PrintedNumber) -> bool {
    let sum: i128 = terms.iter().map(|term| term.value.wide()).sum();
    let units: i128 = terms.iter().map(|term| term.unit()).sum::<i128>() + value.unit();
    2 * (sum - value.value.wide()).abs() <= units
}

/// Whether the parts read are all there are: where a column of numbers was not read and most rows
/// do not add up, it was a part.
fn parts_are_whole(rows: &[PrintedRow]) -> bool {
    let sums = rows.iter().filter_map(|row| {
        let parts: Vec<&PrintedNumber> = row.parts.iter().collect();
        Some(holds(&parts, row.values.first().filter(|_| !parts.is_empty())?))
    });
    let (right, wrong): (Vec<bool>, Vec<bool>) = sums.partition(|holds| *holds);
    let others = rows.iter().any(|row| row.other_numbers > 0);
    !others || right.len() > wrong.len()
}

/// To how many rows each check could be put: what a table does not print, nothing contradicts.
///
/// ```
/// assert!(par_index::audited(&[]).iter().all(|(_, rows)| *rows == 0));
/// ```
pub fn audited(rows: &[PrintedRow]) -> [(AuditCheck, usize); 4] {
    let whole = parts_are_whole(rows);
    let count = |has: &dyn Fn(&PrintedRow) -> bool| rows.iter().filter(|row| has(row)).count();
    [
        (
            AuditCheck::Sum,
            count(&|row| {
                let parts = whole && row.unread.is_empty() && !row.parts.is_empty();
                parts && row.value().is_some() || row.values.len() > 1
            }),
        ),
        (
            AuditCheck::Change,
            count(&|row| row.value().is_some() && row.previous.is_some() && row.change.is_some()),
        ),
        (AuditCheck::Rank, count(&|row| row.value().is_some() && row.rank.is_some())),
        (AuditCheck::Grade, count(&|row| row.value().is_some() && row.grade.is_some())),
    ]
}

/// Whether the first and the last value mean to say the same: total points and index are one where
/// 100 points are possible.
fn values_agree(rows: &[PrintedRow]) -> bool {
    let pairs = rows.iter().filter(|row| row.values.len() > 1);
    let pairs = pairs.filter_map(|row| Some(holds(&[row.values.first()?], row.value()?)));
    let (same, other): (Vec<bool>, Vec<bool>) = pairs.partition(|holds| *holds);
    same.len() > other.len()
}

fn sums(row: &PrintedRow, agree: bool, whole: bool) -> impl Iterator<Item = Contradiction> {
    let parts: Vec<&PrintedNumber> = row.parts.iter().collect();
    // The first column of values is the one the parts sum to.
    let known = whole && row.unread.is_empty();
    let total = row.values.first().filter(|_| known && !parts.is_empty());
    let sum = total.filter(|total| !holds(&parts, total)).map(|total| {
        let terms: Vec<String> = parts.iter().map(|part| shown(part)).collect();
        let places = parts.iter().map(|part| part.places).max().unwrap_or_default();
        let sum: i128 = parts.iter().map(|part| part.value.wide()).sum();
        let expected = format!("{} = {}", terms.join(" + "), raw_text(sum, places));
        said(AuditCheck::Sum, row, &total.place, &shown(total), &expected)
    });
    // The index beside it; where the total is wrong and the index right, one slip is one.
    let of_parts = sum.is_some();
    let others = row.values.first().zip(row.value()).filter(|(total, value)| {
        let apart = agree && row.values.len() > 1 && !holds(&[total], value);
        apart && !(of_parts && holds(&parts, value))
    });
    let others = others.map(|(total, value)| {
        said(AuditCheck::Sum, row, &value.place, &shown(value), &shown(total))
    });
    sum.into_iter().chain(others)
}

fn change(row: &PrintedRow) -> Option<Contradiction> {
    let (value, previous, change) = (row.value()?, row.previous.as_ref()?, row.change.as_ref()?);
    if holds(&[previous, change], value) {
        return None;
    }
    let places = value.places.max(previous.places);
    let difference = raw_text(value.value.wide() - previous.value.wide(), places);
    let expected = format!("{} − {} = {difference}", shown(value), shown(previous));
    Some(said(AuditCheck::Change, row, &change.place, &shown(change), &expected))
}

/// How ranks may be meant.
#[derive(Clone, Copy)]
struct Reading {
    in_groups: bool,
    dense: bool,
}

fn ranks(rows: &[(usize, &PrintedRow)]) -> Vec<(usize, Contradiction)> {
    let ranked: Vec<(usize, &PrintedRow, &PrintedNumber, &PrintedNumber)> = rows
        .iter()
        .filter_map(|(n, row)| Some((*n, *row, row.rank.as_ref()?, row.value()?)))
        .collect();
    let readings = [(false, false), (true, false), (false, true), (true, true)]
        .map(|(in_groups, dense)| Reading { in_groups, dense });
    let wrong = |reading: Reading| -> Vec<(usize, Contradiction)> {
        let mut found = Vec::new();
        for (n, row, rank, value) in &ranked {
            let others = ranked.iter().filter(|(other, peer, ..)| {
                other != n && (!reading.in_groups || peer.group == row.group)
            });
            let others: Vec<(&PrintedNumber, &PrintedNumber)> =
                others.map(|(_, _, rank, value)| (*rank, *value)).collect();
            let better = others.iter().filter(|(_, other)| other.value > value.value);
            // Equal as printed: better if it is ranked better.
            let ahead = others
                .iter()
                .filter(|(other, peer)| peer.value == value.value && other.value < rank.value);
            let count = if reading.dense {
                let mut ranks: Vec<Points> =
                    better.chain(ahead).map(|(rank, _)| rank.value).collect();
                ranks.sort_unstable();
                ranks.dedup();
                ranks.len()
            } else {
                better.count() + ahead.count()
            };
            let expected = count + 1;
            if rank.value.wide() != i128::try_from(expected).unwrap_or(0) * 1_000_000_000 {
                let printed = shown(rank);
                found.push((
                    *n,
                    said(AuditCheck::Rank, row, &rank.place, &printed, &expected.to_string()),
                ));
            }
        }
        found
    };
    let fewest = readings.map(wrong).into_iter().min_by_key(Vec::len);
    fewest.unwrap_or_default()
}

/// Grades in the order of the values that bear them; the fewest cells that must change so that no
/// better value has a worse grade.
fn grades(rows: &[(usize, &PrintedRow)]) -> Vec<(usize, Contradiction)> {
    let folded = |grade: &PrintedText| crate::words::fold_name(&grade.text);
    let mut graded: Vec<(usize, &PrintedRow, &PrintedText, Points)> = rows
        .iter()
        .filter_map(|(n, row)| Some((*n, *row, row.grade.as_ref()?, row.value()?.value)))
        .collect();
    let mut medians: BTreeMap<String, Vec<Points>> = BTreeMap::new();
    for (_, _, grade, value) in &graded {
        medians.entry(folded(grade)).or_default().push(*value);
    }
    // By the middle of their values; grades that share it by their best one.
    let mut order: Vec<(Points, Points, String)> = medians
        .into_iter()
        .filter_map(|(grade, values)| {
            let best = values.iter().copied().max()?;
            Some((Points::median(values)?, best, grade))
        })
        .collect();
    order.sort_by_key(|(median, best, _)| std::cmp::Reverse((*median, *best)));
    let order: Vec<String> = order.into_iter().map(|(_, _, grade)| grade).collect();
    let place = |grade: &PrintedText| {
        let grade = folded(grade);
        order.iter().position(|known| *known == grade).unwrap_or_default()
    };
    graded.sort_by_key(|(_, _, grade, value)| (std::cmp::Reverse(*value), place(grade)));
    let places: Vec<usize> = graded.iter().map(|(_, _, grade, _)| place(grade)).collect();
    let kept = longest_rising(&places);
    let wrong = graded.iter().enumerate().filter(|(at, _)| !kept.contains(at));
    wrong
        .map(|(at, (n, row, grade, _))| {
            // The grades of the next rows that stand right, above and below.
            let above = kept.iter().rev().find(|kept| **kept < at);
            let below = kept.iter().find(|kept| **kept > at);
            let name = |at: Option<&usize>| {
                at.and_then(|at| graded.get(*at)).map(|row| row.2.text.clone())
            };
            let mut near: Vec<String> = [name(above), name(below)].into_iter().flatten().collect();
            near.dedup();
            (*n, said(AuditCheck::Grade, row, &grade.place, &grade.text, &near.join(" | ")))
        })
        .collect()
}

/// The places of a longest run of values that never fall.
fn longest_rising(values: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let before =
            (0..at).filter(|before| values[*before] <= *value).max_by_key(|before| best[*before].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut at = (0..best.len()).max_by_key(|at| best[*at].0);
    let mut places = Vec::new();
    while let Some(place) = at {
        places.push(place);
        at = best[place].1;
    }
    places.reverse();
    places
}

fn mean(row: &PrintedRow, units: &[(usize, &PrintedRow)]) -> Option<Contradiction> {
    let value = row.value()?;
    let all: Vec<&PrintedNumber> = units.iter().filter_map(|(_, row)| row.value()).collect();
    let own = units.iter().filter(|(_, unit)| row.group.is_some() && unit.group == row.group);
    let own: Vec<&PrintedNumber> = own.filter_map(|(_, row)| row.value()).collect();
    let given = [own, all].into_iter().filter_map(|values| mean_of(&values, value));
    let given: Vec<(bool, i128)> = given.collect();
    // Of its group, or of all.
    if given.iter().any(|(holds, _)| *holds) {
        return None;
    }
    let expected = raw_text(given.first()?.1, value.places);
    Some(said(AuditCheck::Mean, row, &value.place, &shown(value), &expected))
}

/// Whether a printed mean can be that of some values, and what theirs is.
fn mean_of(values: &[&PrintedNumber], mean: &PrintedNumber) -> Option<(bool, i128)> {
    let count = i128::try_from(values.len()).ok().filter(|count| *count > 0)?;
    let sum: i128 = values.iter().map(|value| value.value.wide()).sum();
    let units: i128 = values.iter().map(|value| value.unit()).sum();
    // |sum / count − mean| within half a unit of the mean and, on average, of the values.
    let holds = 2 * (sum - mean.value.wide() * count).abs() <= units + mean.unit() * count;
    Some((holds, crate::quantity::div_half_away(sum, count)))
}
