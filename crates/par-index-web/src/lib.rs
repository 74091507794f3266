//! All of [`par_index`] for a browser or Node: a single call, with a JSON head and bytes in both
//! directions.
//!
//! WebAssembly exports [`take`], [`call`] and [`give`]; [`session`] carries out the calls.

mod boundary;
mod look;
pub mod session;

pub use boundary::{call, give, take};
