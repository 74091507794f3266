//! Arrow record batches in and out for [`par_index`]: [`frame`] makes of batches what every reader of
//! tables takes, [`ranks`] ranks millions of rows, [`rows`] gives the rows of any answer.
//!
//! Points stay decimals on the whole way. A column of binary floating point numbers is refused, with what
//! to do about it; [`exact`] makes decimals of one that holds decimals.

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
