//! Removes the states of a list that another state makes useless.
//!
//! One state makes another useless if it costs no more, takes no more of any open row and forbids
//! no more: every continuation of the other is then open to the first as well and is no worse. If
//! both cost the same, the first must also come earlier in the total order. Keeping a useless state
//! is no error, so not all pairs are compared.

use std::cmp::Ordering;

/// The numbers by which states are compared.
pub(super) struct Told {
    pub(super) cost: i64,
    /// How much of the main row the state takes.
    pub(super) main: i64,
    /// The open links that now forbid some ways of a later item, one bit each.
    pub(super) bits: u128,
}

/// The number of kept states that a new one is compared with.
const HELD: usize = 64;

/// The positions of the states that are kept. `amounts` holds `width` numbers for each state;
/// `lower` tells which of two states of equal cost the total order prefers.
pub(super) fn useful(
    states: &[Told],
    (amounts, width): (&[i64], usize),
    lower: impl Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let of = |at: usize| &amounts[at * width..(at + 1) * width];
    let kind = |at: usize| (states[at].bits, of(at));
    // Among states with the same amounts and links, a dearer one is worth keeping only if it takes
    // less of the main row.
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
    // Then states of different amounts or links are compared.
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
