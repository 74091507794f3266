//! The whole of [`par_index`] for a browser or Node: one call, a JSON head and bytes each way.
//!
//! WebAssembly exports [`take`], [`call`] and [`give`]; [`session`] is what is called.

mod boundary;
mod look;
pub mod session;

pub use boundary::{call, give, take};
