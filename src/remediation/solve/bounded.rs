//! One goal without floors: lists of states, cut by the most that the remaining items could still
//! add.

use super::front::{State, count, front};
use super::slopes::Slopes;
use super::{Chosen, Item};
use crate::work::WorkBudget;

/// The choice of least effort that gains at least `need`; `None` where all items together gain
/// less.
///
/// Where there are more states than the remaining work allows, the least promising ones are
/// dropped, and the answer then has a bound.
pub(super) fn reach(items: &[Item], need: i64, work: &mut WorkBudget) -> Option<Chosen> {
    work.spend(count(items));
    let slopes = Slopes::of(items);
    let climbed = Chosen::of(items, &slopes.climb(|_, gain| gain >= need));
    if climbed.gain < need {
        return None;
    }
    let mut best = climbed.effort;
    let mut dropped: Option<i64> = None;
    let mut rest = slopes.rest(|_| true);
    let mut gone = 0;
    let list = front(items, 0, work, |done, width, states| {
        (gone..done).for_each(|item| rest.leave(item));
        gone = done;
        // What every state still takes at least; whole rises added to a state are a complete
        // choice.
        let mut bounds = Vec::with_capacity(states.len());
        states.retain(|state| {
            let missing = need - state.gain;
            let Some((whole, part)) = rest.reaching(missing) else { return false };
            best = best.min(state.effort + whole);
            let keep = Some(state.effort + part).filter(|least| *least <= best);
            bounds.extend(keep);
            keep.is_some()
        });
        let mut bounds = bounds.into_iter();
        let mut kept: Vec<(i64, State)> = Vec::with_capacity(states.len());
        for state in states.drain(..) {
            kept.extend(bounds.next().filter(|least| *least <= best).map(|least| (least, state)));
        }
        dropped = least(dropped, narrow(&mut kept, width, |(least, _)| *least));
        states.extend(kept.into_iter().map(|(_, state)| state));
    });
    let found = (!list.states.is_empty()).then(|| Chosen::of(items, &list.picks(0)));
    let aim = super::Aim::Reach { need, floors: Vec::new() };
    let mut chosen = match found {
        Some(found) if found.key(&aim) <= climbed.key(&aim) => found,
        _ => climbed,
    };
    // A dropped state can only have been better if its least effort does not exceed that of the
    // answer; that least effort is then the bound.
    chosen.bound = dropped.filter(|bound| *bound <= chosen.effort);
    Some(chosen)
}

/// The choice of most gain whose effort stays within the budget.
pub(super) fn spend(items: &[Item], budget: i64, work: &mut WorkBudget) -> Option<Chosen> {
    work.spend(count(items));
    let slopes = Slopes::of(items);
    let mut best = i64::MIN;
    let mut dropped: Option<i64> = None;
    let mut rest = slopes.rest(|_| true);
    let mut gone = 0;
    let list = front(items, 0, work, |done, width, states| {
        (gone..done).for_each(|item| rest.leave(item));
        gone = done;
        let mut bounds = Vec::with_capacity(states.len());
        states.retain(|state| {
            let left = budget - state.effort;
            let Some((whole, part)) = rest.within(left) else { return false };
            best = best.max(state.gain + whole);
            let keep = Some(state.gain + part).filter(|most| *most >= best);
            bounds.extend(keep);
            keep.is_some()
        });
        let mut bounds = bounds.into_iter();
        let mut kept: Vec<(i64, State)> = Vec::with_capacity(states.len());
        for state in states.drain(..) {
            kept.extend(bounds.next().filter(|most| *most >= best).map(|most| (-most, state)));
        }
        dropped = least(dropped, narrow(&mut kept, width, |(least, _)| *least));
        states.extend(kept.into_iter().map(|(_, state)| state));
    });
    // The last state gains most; with no state left, not even the cheapest choices are within the
    // budget.
    let last = list.states.len().checked_sub(1);
    let found = last.map(|last| Chosen::of(items, &list.picks(last)));
    let climbed = within(items, &slopes, budget);
    let aim = super::Aim::Spend(budget);
    let mut chosen = match (found, climbed) {
        (Some(found), Some(climbed)) if climbed.key(&aim) < found.key(&aim) => climbed,
        (found, climbed) => found.or(climbed)?,
    };
    chosen.bound = dropped.map(|bound| -bound).filter(|bound| *bound >= chosen.gain);
    Some(chosen)
}

/// The choice that takes the steepest rises in turn as long as the effort allows.
fn within(items: &[Item], slopes: &Slopes, budget: i64) -> Option<Chosen> {
    let steps = slopes.rest(|_| true).steps(budget)?;
    let mut taken = 0;
    let picks = slopes.climb(|_, _| {
        taken += 1;
        taken > steps
    });
    Some(Chosen::of(items, &picks))
}

/// Keeps the `limit` most promising states in their order, and returns the best bound among the
/// dropped ones.
pub(super) fn narrow<T>(
    states: &mut Vec<T>,
    limit: usize,
    bound: impl Fn(&T) -> i64,
) -> Option<i64> {
    if states.len() <= limit {
        return None;
    }
    let mut bounds: Vec<i64> = states.iter().map(&bound).collect();
    let (_, worst, _) = bounds.select_nth_unstable(limit);
    let worst = *worst;
    let mut room = limit - states.iter().filter(|state| bound(state) < worst).count();
    states.retain(|state| {
        let at_worst = bound(state) == worst && room > 0;
        room -= usize::from(at_worst);
        bound(state) < worst || at_worst
    });
    Some(worst)
}

pub(super) fn least(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
