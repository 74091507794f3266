//! The best gain for each effort, built leaf by leaf as a list without useless states.

use super::{Choice, Item};
use crate::work::WorkBudget;

/// One state: a choice for each of the leaves so far, with its sums.
#[derive(Clone, Copy, Debug)]
pub(in crate::remediation) struct State {
    pub(in crate::remediation) effort: i64,
    pub(in crate::remediation) gain: i64,
    pub(in crate::remediation) leaves: usize,
    /// The position of the state it continues, in the previous list.
    parent: usize,
    /// The position of its choice in the item.
    pick: usize,
    /// Its rank among the states of its list when they are compared by levels, the lowest first.
    pub(in crate::remediation) rank: usize,
}

/// A list of states with rising effort and gain, and for each the way back to its choices.
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

/// A list may briefly hold this many times more states than will be kept.
const ROOM: usize = 4;

/// The list of states over all items. `cut` is called with the number of items done and the number
/// of states that the remaining work allows, and may drop states; it is called early where there
/// are several times as many. `beyond` is the number of choices of items that are treated after
/// these.
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

/// The number of choices of some items together.
pub(super) fn count(items: &[Item]) -> usize {
    items.iter().map(Vec::len).sum()
}

/// Up to this many choices are merged in one after the other; a longer item is split in halves,
/// since otherwise each choice would be compared with all before it.
const FEW: usize = 64;

/// Every state extended by every choice of the next item, without useless states; `first` is the
/// position of the first of these choices in the item.
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

/// Merges two lists. A state that takes no more effort and gains at least as much makes another
/// useless; of equal states the one with fewer leaves stays, then the one with the lower level at
/// the first difference.
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

/// Numbers the states by their levels: sets the rank of each.
fn order(states: &mut [State], picks: usize) {
    let mut places: Vec<(usize, usize)> =
        states.iter().enumerate().map(|(n, s)| (s.rank * picks + s.pick, n)).collect();
    places.sort_unstable();
    for (rank, (_, place)) in places.into_iter().enumerate() {
        states[place].rank = rank;
    }
}
