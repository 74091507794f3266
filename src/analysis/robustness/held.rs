//! What the replicates need of the cards, looked up once: each replicate then only counts.

use super::draw::{Draw, WHOLE};
use crate::framework::{LeafIx, Node};
use crate::quantity::{Ratio, div_half_away};
use crate::scoring::{Cohort, Mark, Scorecard, Slot};

/// The numbers of every card that ranks may depend on.
pub(super) struct Held {
    cards: Vec<Totals>,
    /// Of each card in turn, obtained and possible at every field.
    fields: Vec<[i64; 2]>,
    /// How many fields there are.
    width: usize,
    /// The maxima of the survey's leaves.
    maxima: Vec<i64>,
    /// Of each card in turn, the points at each of these leaves; −1 where none count.
    surveyed: Vec<i64>,
}

struct Totals {
    /// Whether it has an index; who has none does not compete under other conditions either.
    has_index: bool,
    obtained: i128,
    possible: i128,
    /// Bonus less deduction.
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
            // The numbers of its nodes go again with this look.
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

    /// The index without one field, of every card.
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

    /// The index with the fields at other weights.
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

    /// The index with other survey points.
    pub(super) fn resurveyed(&self, draw: &mut Draw) -> Vec<Option<Ratio>> {
        let width = self.maxima.len();
        let of = |(n, card): (usize, &Totals)| {
            let points = self.surveyed.get(n * width..(n + 1) * width).unwrap_or_default();
            let mut obtained = card.obtained;
            for (max, points) in self.maxima.iter().zip(points) {
                // Drawn for every unit and component alike, so that one missing value moves no other draw.
                let moved = part(*max, draw.within());
                if *points >= 0 {
                    // Beyond 64 bits it is beyond the maximum too.
                    obtained += i128::from(points.saturating_add(moved).clamp(0, *max) - points);
                }
            }
            if card.has_index { Ratio::from_wide(obtained, card.possible) } else { None }
        };
        self.cards.iter().enumerate().map(of).collect()
    }
}

/// So many hundredths of a percent of a maximum, rounded half away from zero.
fn part(max: i64, drawn: i64) -> i64 {
    // Dividing by a number that is known beforehand takes a part of the time of `div_half_away`.
    let half = if drawn < 0 { -(WHOLE / 2) } else { WHOLE / 2 };
    let narrow = max.checked_mul(drawn).and_then(|product| product.checked_add(half));
    narrow.map_or_else(
        || {
            let product = i128::from(max) * i128::from(drawn);
            // At most the maximum, since no draw is above one.
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
