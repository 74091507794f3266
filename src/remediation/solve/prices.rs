//! Prices of the rows, and the bound they prove.
//!
//! Let every row have a price of at least 0. A choice that keeps all rows pays, beside its cost, for what it
//! takes of each row and gets back what the row may hold: as it takes no more than that, this sum is never
//! above its cost. The least such sum over *all* choices, those that break rows too, is therefore below the
//! cost of every choice that keeps them. It is found item by item, in whole numbers, and it is a proof
//! whatever the prices are; good prices only make it a better one. (This is Lagrange's relaxation; at the
//! best prices it equals the bound of levels taken in part.)

use super::rows::{Rows, Way};
use crate::work::WorkBudget;

/// A price for each row and one for the main row, in the measure of bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Prices {
    pub(super) rows: Vec<i64>,
    pub(super) main: i64,
}

/// What some prices prove.
pub(super) struct Priced {
    /// No choice that keeps all rows costs less, in the measure of bounds.
    pub(super) bound: i128,
    /// The place of the cheapest way of each item.
    pub(super) places: Vec<usize>,
}

/// No price is above it, so that sums of prices times amounts stay far from the end of the numbers.
const DEAREST: i64 = 1 << 56;

impl Prices {
    pub(super) fn none(rows: &Rows) -> Prices {
        Prices { rows: vec![0; rows.others.len()], main: 0 }
    }

    /// Dearer prices, by quarters; the main row is weighed anew for every state.
    pub(super) fn times(&self, quarters: i64) -> Prices {
        let dearer = |price: &i64| (price / 4 * quarters).min(DEAREST);
        Prices { rows: self.rows.iter().map(dearer).collect(), main: self.main }
    }

    /// What a way costs with all it takes.
    pub(super) fn of(&self, rows: &Rows, way: &Way) -> i128 {
        self.beside_main(rows, way) + i128::from(self.main) * i128::from(way.main)
    }

    /// The same without what it takes of the main row.
    pub(super) fn beside_main(&self, rows: &Rows, way: &Way) -> i128 {
        let own = i128::from(way.cost) * i128::from(rows.scale);
        let price = |(row, amount): &(usize, i64)| {
            i128::from(self.rows.get(*row).copied().unwrap_or_default()) * i128::from(*amount)
        };
        own + rows.amounts(way).iter().map(price).sum::<i128>()
    }

    /// Takes out the ways that cost more than a limit even where all others are the cheapest by these prices,
    /// of which the bound is known.
    pub(super) fn leave_out(&self, rows: &mut Rows, bound: i128, limit: i128) {
        let price = |ways: &Vec<Way>| ways.iter().map(|way| self.of(rows, way)).collect();
        let priced: Vec<Vec<i128>> = rows.items.iter().map(price).collect();
        for (ways, priced) in rows.items.iter_mut().zip(priced) {
            let least = priced.iter().min().copied().unwrap_or_default();
            let mut priced = priced.into_iter();
            ways.retain(|_| priced.next().is_some_and(|price| bound + price - least <= limit));
        }
    }

    /// The limits of all rows but the main one, each multiplied by its price, summed.
    pub(super) fn given(&self, rows: &Rows) -> i128 {
        let given = rows.others.iter().zip(&self.rows);
        given.map(|(row, price)| i128::from(row.most) * i128::from(*price)).sum()
    }

    /// The bound of these prices.
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

/// The parts that a step is counted in.
const PART: i128 = 1 << 10;

/// Better prices: after each look a row that was broken becomes dearer and one with room cheaper, in
/// proportion to how far the bound still is from `target`; steps grow shorter where they stop helping.
/// Gives the best prices met and their bound.
pub(super) fn ascend(
    rows: &Rows,
    from: Prices,
    target: i128,
    looks: usize,
    work: &mut WorkBudget,
) -> (Prices, i128) {
    let count = rows.others.len() + 1;
    let mut from = from;
    // A row that cannot be broken has no price: what its items take of it need not be known any more.
    for (price, _) in from.rows.iter_mut().zip(&rows.others).filter(|(_, row)| row.kept) {
        *price = 0;
    }
    let mut best = from.clone();
    let mut best_bound = i128::MIN;
    let mut now = from;
    // How much a row may move, so that rows of different measures count alike.
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
        // What is taken too much of each row.
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
