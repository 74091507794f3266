//! One unit under two rulers: what it did better, and what the ruler changed.

use std::collections::BTreeMap;

use ethnum::I256;

use super::crosswalk::{Crosswalk, Group};
use crate::assessment::Unit;
use crate::error::Error;
use crate::framework::LeafIx;
use crate::quantity::{Digits, Percent, Points, Ratio, mul_div_half_away, wide_div_half_away};
use crate::scoring::{Cohort, Scorecard, Slot};
use crate::words::Phrase;

/// How a unit's index changed.
///
/// The indices are exact, so that what is printed of them and of [their change](Comparison::change) is
/// rounded once; the parts of the change are percentage points of nine places that add up.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// The unit, as it is now.
    pub unit: Unit,
    /// The index before; of a unit made of several, theirs together.
    pub before: Option<Ratio>,
    /// The index now.
    pub after: Option<Ratio>,
    /// The points behind both indices: obtained, out of the whole of each ruler. Of a unit made of
    /// several the part of the whole that they obtained together, rounded once, to print digits.
    pub points: [Option<Points>; 2],
    /// The parts of the change; `None` unless both indices are there.
    pub parts: Option<ChangeParts>,
}

impl Comparison {
    /// The exact change in percentage points, rounded once; `None` unless both indices are there.
    pub fn change(&self, digits: Digits) -> Option<Percent> {
        self.before.zip(self.after).map(|(before, after)| after.minus(before, digits))
    }
}

/// A change and its parts: performance + ruler + bonus = change, to the last place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ChangeParts {
    /// The index now less the index before, each as a percent of nine places.
    pub change: Percent,
    /// What changed on components that compare, weighted as now.
    pub performance: Percent,
    /// What other weights, new and dropped components changed.
    pub ruler: Percent,
    /// What bonus less deduction changed.
    pub bonus: Percent,
    /// How much of what is possible now compares with before.
    pub comparable: Percent,
}

/// What a unit, or several together, obtained; in raw units, since sums of units are larger.
#[derive(Clone, Copy, Default)]
struct Sum {
    obtained: i128,
    possible: i128,
}

impl Sum {
    fn add(&mut self, card: &Scorecard, slot: Slot) {
        let tally = card.tally(slot);
        self.obtained += tally.obtained.wide();
        self.possible += tally.possible.wide();
    }
}

/// Compares every unit of a cohort with itself in an earlier one.
///
/// Without a crosswalk both must be under one framework. `predecessors` names, by id, the units that
/// a unit was made of: their points and possible points are summed.
///
/// # Example
/// ```
/// use std::collections::BTreeMap;
/// use par_index::analysis::compare;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = compare(&all, &all, None, &BTreeMap::new())?;
/// let parts = rows[0].parts.unwrap();
/// assert_eq!((parts.change, parts.comparable), (par_index::Percent::ZERO, par_index::Percent::HUNDRED));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] for cohorts under two frameworks without a crosswalk: nothing would compare, and
/// the whole change would pass for one of the ruler; for a crosswalk between other frameworks.
pub fn compare(
    after: &Cohort,
    before: &Cohort,
    crosswalk: Option<&Crosswalk>,
    predecessors: &BTreeMap<String, Vec<String>>,
) -> Result<Vec<Comparison>, Error> {
    let same;
    let crosswalk = match crosswalk {
        Some(crosswalk) => {
            crosswalk.leads(before.framework(), after.framework())?;
            crosswalk
        }
        None if after.framework() == before.framework() => {
            same = Crosswalk::identity(after.framework());
            &same
        }
        None => {
            let [old, new] = [before, after].map(|cohort| cohort.framework().named());
            let args = [("old", old.into()), ("new", new.into())];
            return Err(Error::usage(Phrase::UsageCrosswalk, &args));
        }
    };
    let cards = after.cards().iter();
    let rows = cards
        .map(|card| {
            let id = &card.unit().id;
            // A unit that keeps its id in a merger is not what it was.
            let made_of = predecessors.get(id).and_then(|units| {
                units.iter().map(|id| before.card(id)).collect::<Option<Vec<_>>>()
            });
            let mut others = predecessors.get(id).into_iter().flatten().filter(|one| *one != id);
            let stood = others.any(|one| before.card(one).is_some());
            let itself = before.card(id).filter(|_| !stood);
            let earlier = made_of.or_else(|| itself.map(|card| vec![card]));
            unit(card, earlier.as_deref().unwrap_or_default(), crosswalk)
        })
        .collect();
    Ok(rows)
}

fn unit(card: &Scorecard, earlier: &[&Scorecard], crosswalk: &Crosswalk) -> Comparison {
    let closed = !earlier.is_empty() && earlier.iter().all(|card| card.total().ratio().is_some());
    let mut total = Sum::default();
    let mut beside = 0;
    for card in earlier {
        total.add(card, Slot::Total);
        beside += extras(card);
    }
    let before = Ratio::from_wide(total.obtained, total.possible).filter(|_| closed);
    let after = card.total().ratio();
    let parts = before.zip(after).map(|(before, after)| {
        let now = card.total().possible().wide();
        let mut performance = Percent::ZERO;
        let mut comparable = 0;
        for group in &crosswalk.groups {
            let (old, new) = of_group(card, earlier, group);
            if old.possible > 0 && new.possible > 0 {
                performance = performance.plus(term(old, new, now));
                comparable += new.possible;
            }
        }
        let change = after.percent_exact().minus(before.percent_exact());
        let share = |part: i128, whole: i128| {
            Ratio::from_wide(part, whole).map_or(Percent::ZERO, Ratio::percent_exact)
        };
        let bonus = share(extras(card), now).minus(share(beside, total.possible));
        ChangeParts {
            change,
            performance,
            ruler: change.minus(performance).minus(bonus),
            bonus,
            comparable: share(comparable, now),
        }
    });
    let points_before = match earlier {
        [one] => before.map(|_| one.total().obtained()),
        [first, ..] => before.and_then(|ratio| {
            let (part, whole) = ratio.raw();
            let whole_of_one = first.framework().total().wide();
            let unit = i128::from(card.framework().policies().print.unit());
            let steps = mul_div_half_away(part, whole_of_one, 1, whole, unit)?;
            Points::from_wide(steps.checked_mul(unit)?)
        }),
        [] => None,
    };
    Comparison {
        unit: card.unit().clone(),
        before,
        after,
        points: [points_before, after.map(|_| card.total().obtained())],
        parts,
    }
}

fn extras(card: &Scorecard) -> i128 {
    [Slot::Bonus, Slot::Deduction].map(|slot| card.tally(slot).obtained.wide()).iter().sum()
}

fn of_group(card: &Scorecard, earlier: &[&Scorecard], group: &Group) -> (Sum, Sum) {
    let slot = |card: &Scorecard, leaf: &LeafIx| Slot::Node(card.framework().leaf_ix(*leaf));
    let (mut old, mut new) = (Sum::default(), Sum::default());
    for card in earlier {
        group.old.iter().for_each(|leaf| old.add(card, slot(card, leaf)));
    }
    group.new.iter().for_each(|leaf| new.add(card, slot(card, leaf)));
    (old, new)
}

/// `w₁ (r₁ − r₀)` as a percentage of nine places: `(o₁ p₀ − p₁ o₀) / (T₁ p₀)`.
fn term(old: Sum, new: Sum, whole: i128) -> Percent {
    let wide = I256::from;
    let part = wide(new.obtained) * wide(old.possible) - wide(new.possible) * wide(old.obtained);
    let whole = wide(whole) * wide(old.possible);
    let percent = wide_div_half_away(part * wide(Percent::HUNDRED.raw()), whole);
    // Beyond 128 bits it stays at the end of the range, as every percentage does.
    Percent::from_raw(percent.unwrap_or(i128::MAX))
}
