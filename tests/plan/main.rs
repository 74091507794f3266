//! Plans against slower ways of finding them: every choice counted out, a greedy climb, an integer
//! solver; and the conditions a plan may bear.

#[path = "../common/mod.rs"]
mod common;

mod brute;
mod conditions;
mod forecasts;
mod goals;
mod integer;
mod table;
mod town;

pub(crate) use town::{Dice, Town};
