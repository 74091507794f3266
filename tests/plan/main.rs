//! Plans against slower ways of finding them: every choice counted out, a greedy climb, an integer
//! solver; and the conditions a plan may bear.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the figures of the tests are small and not negative"
)]

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod blocks;
mod brute;
mod budget;
mod conditions;
mod forecasts;
mod goals;
mod hard;
mod integer;
mod table;
mod town;
mod why;

pub(crate) use town::{Dice, Town};
