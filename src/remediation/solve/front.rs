//! The best gain for each effort, leaf by leaf: lists without a state that another makes useless.

use super::{Choice, Item};
use crate::work::WorkBudget;

/// The choices of the leaves so far, as one state.
#[derive(Clone, Copy, Debug)]
pub(in crate::remediation) struct State {
    pub(in crate::remediation) effort: i64,
    pub(in crate::remediation) gain: i64,
    pub(in crate::remediation) leaves: usize,
    /// The place of the state it continues, in the list before.
    parent: usize,
    /// The place of the choice in its item.
    pick: usize,
    /// Its place among the states of its list by levels, the lowest first.
    pub(in crate::remediation) rank: usize,
}

/// A list of states that rise in effort and gain, and the way back from each.
pub(in crate::remediation) struct Front {
    pub(in crate::remediation) states: Vec<State>,
    layers: Vec<Vec<(u32, u32)>>,
}

impl Front {
    /// The picks that lead to a state, one of each item.
    pub(in crate::remediation) fn picks(&self, state: usize) -> Vec<usize> {
        let mut picks = Vec::with_capacity(self.layers.len());
        let mut at = state;
        for layer in self.layers.iter().rev() {
            let Some((parent, pick)) = layer.get(at) else { break };
            picks.push(usize::try_from(*pick).unwrap_or_default());
            at = usize::try_from(*parent).unwrap_or_default();
        }
        picks.reverse();
        picks
    }
}

/// How many times more states than are kept may stand beside each other for a moment.
const ROOM: usize = 4;

/// The states of all items. `cut` may drop states once so many items are in, of more than the work left
/// allows so many; it does so early where there are a few times more. Behind these items come `beyond`
/// further choices.
pub(in crate::remediation) fn front(
    items: &[Item],
    beyond: usize,
    work: &mut WorkBudget,
    mut cut: impl FnMut(usize, usize, &mut Vec<State>),
) -> Front {
    let mut to_come = beyond + count(items);
    let start = State { effort: 0, gain: 0, leaves: 0, parent: 0, pick: 0, rank: 0 };
    let mut states = vec![start];
    let mut layers = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let width = work.width(to_come);
        let room = width.saturating_mul(ROOM);
        let mut early = |states: &mut Vec<State>| cut(place + 1, width, states);
        states = extended(&states, (item, 0), room, work, &mut early);
        to_come -= item.len();
        cut(place + 1, work.width(to_come), &mut states);
        let narrow = |n: usize| u32::try_from(n).unwrap_or_default();
        layers.push(states.iter().map(|s| (narrow(s.parent), narrow(s.pick))).collect());
        order(&mut states, item.len());
    }
    Front { states, layers }
}

/// All choices of some items.
pub(super) fn count(items: &[Item]) -> usize {
    items.iter().map(Vec::len).sum()
}

/// So many choices are put in one after the other; more of them by halves, or each would be held against
/// all before it.
const FEW: usize = 64;

/// Every state with every choice of the next item, which are counted from `first`, the useless ones left out.
fn extended(
    states: &[State],
    (item, first): (&[Choice], usize),
    room: usize,
    work: &mut WorkBudget,
    cut: &mut dyn FnMut(&mut Vec<State>),
) -> Vec<State> {
    let mut out: Vec<State> = Vec::new();
    if item.len() > FEW {
        let (lower, upper) = item.split_at(item.len() / 2);
        let upper = extended(states, (upper, first + lower.len()), room, work, cut);
        let lower = extended(states, (lower, first), room, work, cut);
        work.spend(lower.len() + upper.len());
        out = merged(&lower, upper.into_iter());
        if out.len() > room {
            cut(&mut out);
        }
        return out;
    }
    for (pick, choice) in item.iter().enumerate() {
        let pick = first + pick;
        work.spend(out.len() + states.len());
        let moved = states.iter().enumerate().map(|(parent, state)| State {
            effort: state.effort + choice.effort,
            gain: state.gain + choice.gain,
            leaves: state.leaves + choice.leaves,
            parent,
            pick,
            rank: state.rank,
        });
        out = if out.is_empty() { moved.collect() } else { merged(&out, moved) };
        if out.len() > room {
            cut(&mut out);
        }
    }
    out
}

/// Two lists as one: a state with no more effort and more gain makes another useless; of equals the
/// one with fewer leaves stays, then the one with the lower level at the first difference.
fn merged(a: &[State], b: impl Iterator<Item = State>) -> Vec<State> {
    let key = |s: &State| (s.effort, -s.gain, s.leaves, s.rank, s.pick);
    let mut out: Vec<State> = Vec::with_capacity(a.len() + a.len() / 2);
    let mut a = a.iter().copied().peekable();
    let mut b = b.peekable();
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if key(y) < key(x) => b.next(),
            (Some(_), _) => a.next(),
            (None, _) => b.next(),
        };
        let Some(next) = next else { break };
        if out.last().is_none_or(|last| next.gain > last.gain) {
            out.push(next);
        }
    }
    out
}

/// Gives every state its rank by levels.
fn order(states: &mut [State], picks: usize) {
    let mut places: Vec<(usize, usize)> =
        states.iter().enumerate().map(|(n, s)| (s.rank * picks + s.pick, n)).collect();
    places.sort_unstable();
    for (rank, (_, place)) in places.into_iter().enumerate() {
        states[place].rank = rank;
    }
}
