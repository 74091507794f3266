//! [`PointSum`]: points added over many units, which may pass the range of one value.

use std::fmt;

use serde::{Serialize, Serializer};

use super::points::write_fixed;
use super::{Points, Ratio};

/// Points summed over units, exact in 128 bits.
///
/// ```
/// use par_index::{PointSum, Points};
/// let most = Points::whole(2_000_000_000);
/// let sum: PointSum = (0..10).map(|_| most).sum();
/// assert_eq!(sum.to_string(), "20000000000");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointSum(i128);

impl PointSum {
    /// Nothing.
    pub const ZERO: PointSum = PointSum(0);

    /// So many units of the ninth place.
    pub(crate) fn of_raw(raw: i128) -> PointSum {
        PointSum(raw)
    }

    /// With something more.
    #[must_use]
    pub(crate) fn plus(self, more: impl Into<PointSum>) -> PointSum {
        PointSum(self.0 + more.into().0)
    }

    /// With something less.
    #[must_use]
    pub(crate) fn minus(self, less: impl Into<PointSum>) -> PointSum {
        PointSum(self.0 - less.into().0)
    }

    /// This part of a whole; `None` of nothing.
    pub fn of(self, whole: PointSum) -> Option<Ratio> {
        Ratio::from_wide(self.0, whole.0)
    }

    /// One value again, if it is in its range.
    pub fn points(self) -> Option<Points> {
        Points::from_wide(self.0)
    }
}

impl From<Points> for PointSum {
    fn from(points: Points) -> PointSum {
        PointSum(points.wide())
    }
}

impl<T: Into<PointSum>> std::iter::Sum<T> for PointSum {
    fn sum<I: Iterator<Item = T>>(values: I) -> PointSum {
        values.fold(PointSum::ZERO, PointSum::plus)
    }
}

impl fmt::Display for PointSum {
    /// Exact and shortest; with a precision, rounded half away from zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(self.0, f)
    }
}

impl Serialize for PointSum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
