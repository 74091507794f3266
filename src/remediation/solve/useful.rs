//! Which states of a list another makes useless.
//!
//! One state makes another useless where it costs no more, takes no more of any row that is still open and
//! forbids no more: whatever the other may be continued with, the first may be too, and is no worse. Of equal
//! costs it must also be the one that the order prefers. Leaving a useless state in is no mistake, so not all
//! pairs are looked at.

use std::cmp::Ordering;

/// What is told apart of a state.
pub(super) struct Told {
    pub(super) cost: i64,
    /// What it takes of the main row.
    pub(super) main: i64,
    /// The links that now forbid something.
    pub(super) bits: u128,
}

/// So many states that were kept are held against a new one.
const HELD: usize = 64;

/// The places of the states that are kept; `amounts` holds `width` for each, `lower` says which of two the
/// order prefers where they cost the same.
pub(super) fn useful(
    states: &[Told],
    (amounts, width): (&[i64], usize),
    lower: impl Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let of = |at: usize| &amounts[at * width..(at + 1) * width];
    let kind = |at: usize| (states[at].bits, of(at));
    // Of those with the same amounts and links, dearer ones are worth something only where they take less of
    // the main row.
    let mut order: Vec<usize> = (0..states.len()).collect();
    order.sort_unstable_by(|a, b| {
        let rest = |at: usize| (states[at].cost, states[at].main);
        kind(*a).cmp(&kind(*b)).then(rest(*a).cmp(&rest(*b))).then_with(|| lower(*a, *b))
    });
    let mut last: Option<usize> = None;
    order.retain(|at| {
        let same = last.filter(|last| kind(*last) == kind(*at));
        let keep = same.is_none_or(|last| states[*at].main < states[last].main);
        last = if keep { Some(*at) } else { last };
        keep
    });
    // Then across kinds.
    order.sort_unstable_by_key(|at| (states[*at].cost, states[*at].main, *at));
    let no_more = |a: usize, b: usize| {
        states[a].main <= states[b].main
            && states[a].bits & !states[b].bits == 0
            && of(a).iter().zip(of(b)).all(|(a, b)| a <= b)
    };
    let mut kept: Vec<usize> = Vec::with_capacity(order.len());
    for at in order {
        let held = kept.iter().rev().take(HELD);
        let useless = held.copied().any(|before| {
            let cheaper = states[before].cost < states[at].cost;
            no_more(before, at) && (cheaper || lower(before, at).is_lt())
        });
        if !useless {
            kept.push(at);
        }
    }
    kept
}
