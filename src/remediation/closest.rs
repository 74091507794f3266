//! How near one comes to a goal that no choice reaches.

use super::goal::Goal;
use super::reach::Reach;
use super::solve::{Aim, Chosen, Floor, Search};
use crate::quantity::{Digits, Points, div_ceil};
use crate::work::WorkBudget;

/// What comes closest to a goal for which no choice was found.
pub(super) struct Closest {
    /// `None` where nothing keeps all conditions, or nothing was found that does.
    pub(super) chosen: Option<Chosen>,
    /// The raw points it lacks; `None` where no number of points would do, or where less may do.
    pub(super) missing: Option<i64>,
    /// Where the search was cut short: no choice gains more (or, of a budget, takes less effort).
    pub(super) bound: Option<i64>,
}

impl Closest {
    /// For a budget the least effort, else the most points.
    pub(super) fn of(goal: &Goal, aims: &[Aim], reach: &Reach, work: &mut WorkBudget) -> Closest {
        let most = match goal {
            Goal::Budget(_) => Aim::Reach { need: 0, floors: Vec::new() },
            _ => Aim::Spend(i64::MAX),
        };
        let Search { found, bound, .. } = reach.solve(&reach.items, &most, work);
        // If the search was cut short, what the capacities allow at most may be a closer bound than its own.
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
                    // The most of the whole need not be the most of each part where steps hinder
                    // each other; of a single node it is, for all steps are its own.
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

/// The raw points that a choice still lacks in the whole, and in all floors together.
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
