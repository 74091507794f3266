//! Prices of the rows (Lagrange multipliers), and the lower bound that they prove.
//!
//! Every row gets a price of at least 0. The priced cost of a choice is its cost, plus the price of
//! what it takes of each row, minus the price of each row's limit. A choice that keeps all rows
//! takes no more than the limits, so its priced cost never exceeds its cost. The least priced cost
//! over *all* choices, including those that break rows, is therefore a lower bound on the cost of
//! every valid choice. It is found item by item in whole numbers, and it holds for any prices; good
//! prices only raise it. (This is Lagrangian relaxation; at the best prices the bound equals that
//! of the linear relaxation, in which levels may be taken in part.)

use super::rows::{Rows, Way};
use crate::work::WorkBudget;

/// A price for each row and one for the main row, on the scale on which bounds are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Prices {
    pub(super) rows: Vec<i64>,
    pub(super) main: i64,
}

/// The bound that some prices prove, and the choice at which it is attained.
pub(super) struct Priced {
    /// No choice that keeps all rows costs less than this, on the scale of bounds.
    pub(super) bound: i128,
    /// The position of the cheapest way of each item at these prices.
    pub(super) places: Vec<usize>,
}

/// The highest price allowed, so that sums of prices times amounts stay far from overflow.
const DEAREST: i64 = 1 << 56;

impl Prices {
    pub(super) fn none(rows: &Rows) -> Prices {
        Prices { rows: vec![0; rows.others.len()], main: 0 }
    }

    /// Raises all row prices to this many quarters of them; the main row keeps its price, since
    /// lists weigh it anew for every state.
    pub(super) fn times(&self, quarters: i64) -> Prices {
        let dearer = |price: &i64| (price / 4 * quarters).min(DEAREST);
        Prices { rows: self.rows.iter().map(dearer).collect(), main: self.main }
    }

    /// The priced cost of a way: its cost plus the price of everything it takes.
    pub(super) fn of(&self, rows: &Rows, way: &Way) -> i128 {
        self.beside_main(rows, way) + i128::from(self.main) * i128::from(way.main)
    }

    /// The priced cost of a way without its share of the main row.
    pub(super) fn beside_main(&self, rows: &Rows, way: &Way) -> i128 {
        let own = i128::from(way.cost) * i128::from(rows.scale);
        let price = |(row, amount): &(usize, i64)| {
            i128::from(self.rows.get(*row).copied().unwrap_or_default()) * i128::from(*amount)
        };
        own + rows.amounts(way).iter().map(price).sum::<i128>()
    }

    /// Removes the ways that would exceed a limit even if every other item took its cheapest way at
    /// these prices; `bound` is the bound of these prices.
    pub(super) fn leave_out(&self, rows: &mut Rows, bound: i128, limit: i128) {
        let price = |ways: &Vec<Way>| ways.iter().map(|way| self.of(rows, way)).collect();
        let priced: Vec<Vec<i128>> = rows.items.iter().map(price).collect();
        for (ways, priced) in rows.items.iter_mut().zip(priced) {
            let least = priced.iter().min().copied().unwrap_or_default();
            let mut priced = priced.into_iter();
            ways.retain(|_| priced.next().is_some_and(|price| bound + price - least <= limit));
        }
    }

    /// The sum of the limits of all rows but the main one, each multiplied by its price.
    pub(super) fn given(&self, rows: &Rows) -> i128 {
        let given = rows.others.iter().zip(&self.rows);
        given.map(|(row, price)| i128::from(row.most) * i128::from(*price)).sum()
    }

    /// The lower bound that these prices prove.
    pub(super) fn bound(&self, rows: &Rows) -> Priced {
        let mut bound = -self.given(rows) - i128::from(self.main) * i128::from(rows.most);
        let mut places = Vec::with_capacity(rows.items.len());
        for ways in &rows.items {
            let (mut least, mut at) = (i128::MAX, 0);
            for (place, way) in ways.iter().enumerate() {
                let price = self.of(rows, way);
                if price < least {
                    (least, at) = (price, place);
                }
            }
            bound += if ways.is_empty() { 0 } else { least };
            places.push(at);
        }
        Priced { bound, places }
    }
}

/// The fixed-point unit of step lengths: this many parts make a whole.
const PART: i128 = 1 << 10;

/// Improves prices step by step (subgradient ascent): after each round, a row that was broken
/// becomes dearer and a row with room cheaper, in proportion to the distance between the bound and
/// `target`; steps grow shorter when they stop helping. Returns the best prices found and their
/// bound.
pub(super) fn ascend(
    rows: &Rows,
    from: Prices,
    target: i128,
    looks: usize,
    work: &mut WorkBudget,
) -> (Prices, i128) {
    let count = rows.others.len() + 1;
    let mut from = from;
    // A row that can no longer be broken has the price 0, so what items take of it can be ignored.
    for (price, _) in from.rows.iter_mut().zip(&rows.others).filter(|(_, row)| row.kept) {
        *price = 0;
    }
    let mut best = from.clone();
    let mut best_bound = i128::MIN;
    let mut now = from;
    // How far the sum of a row can move, so that rows measured in different units are treated
    // alike.
    let mut span = vec![1_i64; count];
    for (item, ways) in rows.items.iter().enumerate() {
        for (row, least, most) in rows.spans(item) {
            span[row] = span[row].max(most - least);
        }
        let mains = || ways.iter().map(|way| way.main);
        if let Some((least, most)) = mains().min().zip(mains().max()) {
            span[count - 1] = span[count - 1].max(most - least);
        }
    }
    let mut course = vec![0_i128; count];
    let (mut share, mut idle) = (PART, 0);
    for look in 0..looks {
        if look > 0 && work.left() == 0 {
            break;
        }
        work.spend(rows.count());
        let priced = now.bound(rows);
        if priced.bound > best_bound {
            (best_bound, idle) = (priced.bound, 0);
            best.clone_from(&now);
            if best_bound >= target {
                break;
            }
        } else {
            idle += 1;
            if idle >= 8 {
                (share, idle) = (share * 2 / 3, 0);
                if share < 4 {
                    break;
                }
                now.clone_from(&best);
                course.fill(0);
            }
        }
        // By how much each row's limit is exceeded by the cheapest ways.
        let mut over = vec![0_i64; count];
        for (over, row) in over.iter_mut().zip(&rows.others) {
            *over = -row.most;
        }
        over[count - 1] = -rows.most;
        for (ways, place) in rows.items.iter().zip(&priced.places) {
            let Some(way) = ways.get(*place) else { continue };
            over[count - 1] += way.main;
            for (row, amount) in rows.amounts(way) {
                over[*row] += amount;
            }
        }
        let mut length: i128 = 0;
        for (row, course) in course.iter_mut().enumerate() {
            let price = if row + 1 == count { now.main } else { now.rows[row] };
            let part = i128::from(over[row]) * PART / i128::from(span[row]);
            *course = (part * 6 + *course * 4) / 10;
            let kept = rows.others.get(row).is_some_and(|row| row.kept);
            if kept || (price == 0 && *course < 0) {
                *course = 0;
            }
            length += *course * *course;
        }
        if length == 0 {
            break;
        }
        let gap = (target - priced.bound).max(1);
        for (row, course) in course.iter().enumerate() {
            let price = if row + 1 == count { &mut now.main } else { &mut now.rows[row] };
            let step = gap.saturating_mul(*course) / length * share / i128::from(span[row]);
            let moved = (i128::from(*price) + step).clamp(0, i128::from(DEAREST));
            *price = i64::try_from(moved).unwrap_or(DEAREST);
        }
    }
    (best, best_bound)
}
