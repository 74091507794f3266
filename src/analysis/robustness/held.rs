//! The numbers that all replicates need, read from the scorecards once, so that each replicate only
//! computes.

use super::draw::{Draw, WHOLE};
use crate::framework::{LeafIx, Node};
use crate::quantity::{Ratio, div_half_away};
use crate::scoring::{Cohort, Mark, Scorecard, Slot};

/// The numbers of every scorecard that ranks can depend on.
pub(super) struct Held {
    cards: Vec<Totals>,
    /// For each scorecard in turn, the obtained and possible points of every field.
    fields: Vec<[i64; 2]>,
    /// The number of fields.
    width: usize,
    /// The maximum points of the survey leaves.
    maxima: Vec<i64>,
    /// For each scorecard in turn, the points at each survey leaf; −1 where the leaf has no points.
    surveyed: Vec<i64>,
}

struct Totals {
    /// Whether the unit has an index; a unit without one is not ranked under varied conditions
    /// either.
    has_index: bool,
    obtained: i128,
    possible: i128,
    /// Bonus points less deductions.
    extras: i128,
}

impl Held {
    pub(super) fn of(cohort: &Cohort, fields: &[&Node]) -> Held {
        let framework = cohort.framework();
        let leaves = (0..framework.leaf_count()).map(LeafIx);
        let survey: Vec<LeafIx> =
            leaves.filter(|leaf| framework.leaf_at(*leaf).is_survey()).collect();
        let slots: Vec<Slot> = fields
            .iter()
            .filter_map(|field| Some(Slot::Node(framework.find(field.code().as_str())?)))
            .collect();
        let mut held = Held {
            cards: Vec::with_capacity(cohort.cards().len()),
            fields: Vec::with_capacity(cohort.cards().len() * slots.len()),
            width: slots.len(),
            maxima: survey.iter().map(|leaf| framework.leaf_at(*leaf).max().raw()).collect(),
            surveyed: Vec::with_capacity(cohort.cards().len() * survey.len()),
        };
        for card in cohort.cards() {
            // The numbers of the nodes are only needed here, and are freed with this copy.
            let card = card.for_a_look();
            let total = card.tally(Slot::Total);
            held.cards.push(Totals {
                has_index: total.ratio().is_some(),
                obtained: total.obtained.wide(),
                possible: total.possible.wide(),
                extras: extras(&card),
            });
            held.fields.extend(slots.iter().map(|slot| {
                let tally = card.tally(*slot);
                [tally.obtained.raw(), tally.possible.raw()]
            }));
            held.surveyed.extend(survey.iter().map(|leaf| match card.mark_at(*leaf) {
                Mark::Scored(points) => points.raw(),
                _ => -1,
            }));
        }
        held
    }

    fn rows(&self) -> impl Iterator<Item = (&Totals, &[[i64; 2]])> {
        let row = |n: usize| self.fields.get(n * self.width..(n + 1) * self.width);
        self.cards.iter().enumerate().map(move |(n, card)| (card, row(n).unwrap_or_default()))
    }

    /// The index of every unit when one field is left out.
    pub(super) fn without(&self, field: usize) -> Vec<Option<Ratio>> {
        let of = |(card, fields): (&Totals, &[[i64; 2]])| {
            let [obtained, possible] = fields.get(field).filter(|_| card.has_index)?;
            Ratio::from_wide(
                card.obtained - i128::from(*obtained),
                card.possible - i128::from(*possible),
            )
        };
        self.rows().map(of).collect()
    }

    /// The index of every unit when the fields have other weights.
    pub(super) fn weighted(&self, draw: &mut Draw) -> Vec<Option<Ratio>> {
        let factors: Vec<i64> = (0..self.width).map(|_| WHOLE + draw.within()).collect();
        let of = |(card, fields): (&Totals, &[[i64; 2]])| {
            if !card.has_index {
                return None;
            }
            let (mut obtained, mut possible) = (card.extras * i128::from(WHOLE), 0);
            for ([own, whole], factor) in fields.iter().zip(&factors) {
                obtained += i128::from(*own) * i128::from(*factor);
                possible += i128::from(*whole) * i128::from(*factor);
            }
            Ratio::from_wide(obtained, possible)
        };
        self.rows().map(of).collect()
    }

    /// The index of every unit when the survey points are varied.
    pub(super) fn resurveyed(&self, draw: &mut Draw) -> Vec<Option<Ratio>> {
        let width = self.maxima.len();
        let of = |(n, card): (usize, &Totals)| {
            let points = self.surveyed.get(n * width..(n + 1) * width).unwrap_or_default();
            let mut obtained = card.obtained;
            for (max, points) in self.maxima.iter().zip(points) {
                // A number is drawn for every unit and component, so that a missing value does not
                // shift the other draws.
                let moved = part(*max, draw.within());
                if *points >= 0 {
                    // A sum beyond 64 bits is beyond the maximum as well.
                    obtained += i128::from(points.saturating_add(moved).clamp(0, *max) - points);
                }
            }
            if card.has_index { Ratio::from_wide(obtained, card.possible) } else { None }
        };
        self.cards.iter().enumerate().map(of).collect()
    }
}

/// A share of a maximum, given in hundredths of a percent, rounded half away from zero.
fn part(max: i64, drawn: i64) -> i64 {
    // Dividing by a constant takes a fraction of the time of `div_half_away`.
    let half = if drawn < 0 { -(WHOLE / 2) } else { WHOLE / 2 };
    let narrow = max.checked_mul(drawn).and_then(|product| product.checked_add(half));
    narrow.map_or_else(
        || {
            let product = i128::from(max) * i128::from(drawn);
            // The result is at most the maximum in size, since no draw exceeds one.
            i64::try_from(div_half_away(product, i128::from(WHOLE))).unwrap_or_default()
        },
        |rounded| rounded / WHOLE,
    )
}

pub(super) fn extras(card: &Scorecard) -> i128 {
    [Slot::Bonus, Slot::Deduction].map(|slot| card.tally(slot).obtained.wide()).iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Points;

    #[test]
    fn a_part_is_rounded_as_ever() {
        let maxima = [0, 1, 4_999, 5_000, 10_000, 250_000_000, Points::MAX.raw()];
        for (max, drawn) in maxima
            .into_iter()
            .flat_map(|max| [-10_000, -501, -1, 0, 1, 499, 9_999].map(|drawn| (max, drawn)))
        {
            let wide = div_half_away(i128::from(max) * i128::from(drawn), i128::from(WHOLE));
            assert_eq!(i128::from(part(max, drawn)), wide, "{max} · {drawn}");
        }
    }
}
