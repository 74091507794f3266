//! Arrow record batches as input and output of [`par_index`]: [`frame`] converts batches for the
//! readers of tables, [`ranks`] ranks millions of rows, and [`rows`] gives the rows of any answer.
//!
//! Points are decimals throughout. A column of binary floating point numbers is refused, with
//! advice on what to do; [`exact`] converts such a column if it holds decimal numbers.

mod cell;
mod column;
mod exact;
mod frame;
mod kinds;
mod ranks;
mod rows;
mod seen;

pub use exact::exact;
pub use frame::frame;
pub use ranks::{ranks, refusal};
pub use rows::{finding_rows, rows};
