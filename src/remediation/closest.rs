//! How close a unit comes to a goal that no choice of steps reaches.

use super::goal::Goal;
use super::reach::Reach;
use super::solve::{Aim, Chosen, Floor, Search};
use crate::quantity::{Digits, Points, div_ceil};
use crate::work::WorkBudget;

/// The choice that comes closest to a goal that was not reached.
pub(super) struct Closest {
    /// The closest choice; `None` where no choice keeps all conditions, or none that does was
    /// found.
    pub(super) chosen: Option<Chosen>,
    /// The raw points that it lacks; `None` where no number of points would be enough, or where
    /// fewer may be enough.
    pub(super) missing: Option<i64>,
    /// Set where the search was cut short: no choice gains more or, for a budget, takes less
    /// effort.
    pub(super) bound: Option<i64>,
}

impl Closest {
    /// The choice of least effort for a budget, otherwise the choice of most points.
    pub(super) fn of(goal: &Goal, aims: &[Aim], reach: &Reach, work: &mut WorkBudget) -> Closest {
        let most = match goal {
            Goal::Budget(_) => Aim::Reach { need: 0, floors: Vec::new() },
            _ => Aim::Spend(i64::MAX),
        };
        let Search { found, bound, .. } = reach.solve(&reach.items, &most, work);
        // Where the search was cut short, the capacities may give a tighter bound than the search.
        let bound = bound.map(|bound| match goal {
            Goal::Budget(_) => bound,
            _ => reach.most_within_capacities(work).map_or(bound, |most| most.min(bound)),
        });
        let Some(chosen) = found else { return Closest { chosen: None, missing: None, bound } };
        let free = reach.links.is_empty() && reach.capacities.is_empty();
        let lacks: Option<Vec<i64>> = aims
            .iter()
            .filter_map(|aim| match aim {
                Aim::Reach { need, floors } => {
                    let (whole, parts) = lack(*need, floors, &chosen, reach);
                    // Where steps exclude each other, the most points of the whole need not be the
                    // most of each part, so the number may be too high. For a goal about one node
                    // it is exact, since all steps belong to it.
                    let exact = free || whole >= parts || matches!(goal, Goal::Node(..));
                    Some(exact.then_some(whole.max(parts)))
                }
                Aim::Spend(_) => None,
            })
            .collect();
        let missing = lacks.and_then(|lacks| lacks.into_iter().min());
        let missing = missing.filter(|missing| *missing > 0);
        Closest { chosen: Some(chosen), missing, bound }
    }
}

/// The raw points that a choice lacks in the whole, and the sum of those it lacks under the floors.
fn lack(need: i64, floors: &[Floor], chosen: &Chosen, reach: &Reach) -> (i64, i64) {
    let gain = |item: usize| {
        let level = chosen.levels.get(item)?;
        reach.items.get(item)?.iter().find(|choice| choice.level == *level).map(|c| c.gain)
    };
    let under = |floor: &Floor| {
        let own: i64 = floor.items.clone().filter_map(gain).sum();
        (floor.need - own).max(0)
    };
    (need - chosen.gain, floors.iter().map(under).fold(0, i64::saturating_add))
}

pub(super) fn rounded_up(raw: i64, print: Digits) -> Option<Points> {
    let unit = i128::from(print.unit());
    Points::from_wide(div_ceil(i128::from(raw), unit) * unit)
}
