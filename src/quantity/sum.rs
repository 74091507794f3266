//! [`PointSum`]: the sum of points of many units, which may exceed the range of
//! [`Points`](super::Points).

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::points::write_fixed;
use super::{ParsePointsError, Points, Ratio};

/// A sum of points, exact in 128 bits, where a single value has 64.
///
/// `+`, `-` and `sum()` of [`Points`] give a `PointSum`, so that no addition of points can
/// overflow, round or panic. [`PointSum::points`] converts it back where it is in the range of one
/// value. Only after about 10¹⁹ of the largest values could a sum exceed 128 bits; it then stays at
/// the end of the range.
///
/// ```
/// use par_index::{PointSum, Points, points};
/// let most = Points::whole(2_000_000_000);
/// let sum: PointSum = (0..10).map(|_| most).sum();
/// assert_eq!(sum.to_string(), "20000000000");
/// assert_eq!(sum.points(), None);
/// let both = points!(2.25) + points!(0.5) - points!(0.25);
/// assert_eq!((both.points(), both > points!(2).into()), (Some(points!(2.5)), true));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointSum(i128);

impl PointSum {
    /// A sum of zero points.
    pub const ZERO: PointSum = PointSum(0);

    /// A sum given in billionths of a point.
    pub(crate) fn of_raw(raw: i128) -> PointSum {
        PointSum(raw)
    }

    /// The sum with a further value added.
    #[must_use]
    pub(crate) fn plus(self, more: impl Into<PointSum>) -> PointSum {
        PointSum(self.0.saturating_add(more.into().0))
    }

    /// The sum with a value subtracted.
    #[must_use]
    pub(crate) fn minus(self, less: impl Into<PointSum>) -> PointSum {
        PointSum(self.0.saturating_sub(less.into().0))
    }

    /// The ratio of this sum to a whole; `None` when the whole is not above zero.
    pub fn of(self, whole: PointSum) -> Option<Ratio> {
        Ratio::from_wide(self.0, whole.0)
    }

    /// The sum as one value of points, if it is in the range of one.
    pub fn points(self) -> Option<Points> {
        Points::from_wide(self.0)
    }
}

impl From<Points> for PointSum {
    fn from(points: Points) -> PointSum {
        PointSum(points.wide())
    }
}

macro_rules! arithmetic {
    ($($left:ty)*) => {
        $(impl<T: Into<PointSum>> Add<T> for $left {
            type Output = PointSum;

            fn add(self, more: T) -> PointSum {
                PointSum::from(self).plus(more)
            }
        }

        impl<T: Into<PointSum>> Sub<T> for $left {
            type Output = PointSum;

            fn sub(self, less: T) -> PointSum {
                PointSum::from(self).minus(less)
            }
        })*
    };
}

arithmetic!(Points PointSum);

impl<T: Into<PointSum>> AddAssign<T> for PointSum {
    fn add_assign(&mut self, more: T) {
        *self = self.plus(more);
    }
}

impl<T: Into<PointSum>> SubAssign<T> for PointSum {
    fn sub_assign(&mut self, less: T) {
        *self = self.minus(less);
    }
}

impl Neg for Points {
    type Output = Points;

    /// Exact, because the range of points is as wide below zero as above.
    fn neg(self) -> Points {
        Points::ZERO.minus(self)
    }
}

impl From<&Points> for PointSum {
    fn from(points: &Points) -> PointSum {
        PointSum::from(*points)
    }
}

impl<T: Into<PointSum>> std::iter::Sum<T> for PointSum {
    fn sum<I: Iterator<Item = T>>(values: I) -> PointSum {
        values.fold(PointSum::ZERO, PointSum::plus)
    }
}

impl fmt::Display for PointSum {
    /// Writes the exact sum in its shortest form or, with a precision, rounded half away from zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(self.0, f)
    }
}

impl Serialize for PointSum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for PointSum {
    type Err = ParsePointsError;

    /// Reads the plain form of [`Points`], without their limit of size: any number that fits 128
    /// bits.
    fn from_str(text: &str) -> Result<PointSum, ParsePointsError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(places) {
            return Err(ParsePointsError::NotPlain);
        }
        if places.len() > 9 {
            return Err(ParsePointsError::TooManyPlaces);
        }
        let raw = format!("{whole}{places:0<9}").parse::<i128>();
        let raw = raw.map_err(|_| ParsePointsError::TooLarge)?;
        Ok(PointSum(if negative { -raw } else { raw }))
    }
}

impl<'de> Deserialize<'de> for PointSum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PointSum, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = PointSum;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("points as a text such as \"12.5\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<PointSum, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
