//! The numbers and codes of the domain: [`Points`], [`Ratio`], [`Percent`] and [`Code`].
//!
//! All values are exact. Rounding happens in two places only, when a rule awards points and when a
//! number is printed, and both use [`Digits`].

mod code;
mod exact;
mod points;
mod ratio;
mod sum;

pub use code::{Code, ParseCodeError};
pub(crate) use exact::{div_ceil, div_half_away, mul_div_half_away, wide_div_half_away};
pub use points::{Digits, ParsePointsError, Points};
pub use ratio::{ParseRatioError, Percent, Ratio};
pub use sum::PointSum;
