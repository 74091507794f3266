//! Compares one unit in two years, possibly under two frameworks: which part of the change is the
//! unit's own performance, and which part comes from the changed framework.

use std::collections::BTreeMap;

use ethnum::I256;

use super::crosswalk::{Crosswalk, Group};
use crate::assessment::Unit;
use crate::error::Error;
use crate::framework::LeafIx;
use crate::quantity::{Digits, Percent, Points, Ratio, mul_div_half_away, wide_div_half_away};
use crate::scoring::{Cohort, Scorecard, Slot};
use crate::words::Phrase;

/// How the index of one unit changed between two periods.
///
/// The indices are exact, so that each printed index and [the printed change](Comparison::change)
/// is rounded only once. The parts of the change are percentage points with nine decimal places,
/// and they add up to it exactly.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// The unit as the later cohort describes it.
    pub unit: Unit,
    /// The earlier index. For a unit merged from several, the index of those units together.
    pub before: Option<Ratio>,
    /// The later index.
    pub after: Option<Ratio>,
    /// The points behind the earlier and the later index: the points obtained, out of the total of
    /// each framework. For a unit merged from several, the earlier points are their common ratio
    /// applied to that total, rounded once to print digits.
    pub points: [Option<Points>; 2],
    /// The parts of the change; `None` unless both indices are known.
    pub parts: Option<ChangeParts>,
}

impl Comparison {
    /// The exact change in percentage points, rounded once; `None` unless both indices are known.
    pub fn change(&self, digits: Digits) -> Option<Percent> {
        self.before.zip(self.after).map(|(before, after)| after.minus(before, digits))
    }
}

/// The change of an index, divided into parts: `performance + ruler + bonus = change` holds
/// exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ChangeParts {
    /// The later index minus the earlier one, each as a percentage with nine decimal places.
    pub change: Percent,
    /// The part of the change due to better or worse results at components that exist in both
    /// frameworks, with the weights of the later framework.
    pub performance: Percent,
    /// The part of the change due to the framework itself: other weights, new and dropped
    /// components.
    pub ruler: Percent,
    /// The part of the change due to the bonus minus the deduction.
    pub bonus: Percent,
    /// The share of the points possible now that lies at components with a counterpart in the
    /// earlier framework, in percent.
    pub comparable: Percent,
}

/// The points that one unit, or several units together, obtained and could obtain. Raw integers,
/// because sums over many units may exceed the range of [`Points`].
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

/// Compares every unit of a cohort with the same unit in an earlier cohort.
///
/// Without a crosswalk both cohorts must be under one framework. `predecessors` names, by id, the
/// units that a unit was merged from: their obtained and possible points are summed.
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
/// [`Error::is_usage`] for cohorts under two frameworks without a crosswalk (no component would be
/// comparable, so the whole change would be attributed to the framework), and for a crosswalk
/// between other frameworks than these two.
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
            // A unit that keeps its id in a merger is not the same unit as before, so its own
            // earlier card is not used alone.
            let made_of = predecessors.get(id).filter(|units| !units.is_empty());
            let made_of = made_of.and_then(|units| {
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

/// The contribution of one group of components to the performance, `w₁ (r₁ − r₀)`, as a percentage
/// with nine decimal places: `(o₁ p₀ − p₁ o₀) / (T₁ p₀)`.
fn term(old: Sum, new: Sum, whole: i128) -> Percent {
    let wide = I256::from;
    let part = wide(new.obtained) * wide(old.possible) - wide(new.possible) * wide(old.obtained);
    let whole = wide(whole) * wide(old.possible);
    let percent = wide_div_half_away(part * wide(Percent::HUNDRED.raw()), whole);
    // A result beyond 128 bits stays at the end of the range, as every percentage does.
    Percent::from_raw(percent.unwrap_or(i128::MAX))
}
