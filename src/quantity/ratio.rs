//! [`Ratio`]: a pair of exact numbers, compared by cross-multiplication; [`Percent`]: a percentage
//! as it is printed and compared with thresholds.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use ethnum::I256;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use super::exact::{div_half_away, mul_div_half_away, wide_div_half_away};
use super::points::{Digits, ParsePointsError, Points, write_fixed};
use super::sum::PointSum;

/// Points obtained over points possible (*tỷ lệ đạt*), kept as the two exact numbers.
///
/// Equality and order are those of the quotient, found by cross-multiplication, so equal quotients
/// are exactly equal. There is no ratio when nothing is possible: it would be neither 0 % nor 100
/// %.
///
/// # Example
/// ```
/// use par_index::{Digits, Points, Ratio};
///
/// let a = Ratio::new("63".parse()?, "70".parse()?).unwrap();
/// let b = Ratio::new("89.99".parse()?, "100".parse()?).unwrap();
/// assert!(a > b);
/// assert_eq!(a.percent(Digits::TWO).to_string(), "90");
/// assert_eq!(Ratio::new(Points::whole(1), Points::ZERO), None);
/// # Ok::<(), par_index::quantity::ParsePointsError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Ratio {
    part: i128,
    whole: i128,
}

impl Ratio {
    /// The ratio of two numbers; `None` when `whole` is not above zero.
    pub fn new(part: Points, whole: Points) -> Option<Ratio> {
        Ratio::from_wide(part.wide(), whole.wide())
    }

    pub(crate) fn from_wide(part: i128, whole: i128) -> Option<Ratio> {
        (whole > 0).then_some(Ratio { part, whole })
    }

    /// The first of the two numbers: the points obtained.
    ///
    /// ```
    /// # use par_index::{Points, Ratio, points};
    /// let ratio = Ratio::new(points!(63), points!(70)).unwrap();
    /// assert_eq!((ratio.part(), ratio.whole()), (points!(63).into(), points!(70).into()));
    /// ```
    pub fn part(self) -> PointSum {
        PointSum::of_raw(self.part)
    }

    /// The second of the two numbers, always above zero: the points possible.
    pub fn whole(self) -> PointSum {
        PointSum::of_raw(self.whole)
    }

    /// The numerator and denominator in billionths.
    pub(crate) const fn raw(self) -> (i128, i128) {
        (self.part, self.whole)
    }

    /// The percentage, rounded half away from zero to `digits` places.
    pub fn percent(self, digits: Digits) -> Percent {
        let unit = i128::from(digits.unit());
        // part · 100 · 10⁹ / whole, in steps of `unit`
        let hundred = 100_000_000_000;
        let steps = match self.part.checked_mul(hundred) {
            Some(n) if unit == 1 => Some(div_half_away(n, self.whole)),
            _ => mul_div_half_away(self.part, hundred, 1, self.whole, unit),
        };
        Percent(steps.unwrap_or(i128::MAX / unit) * unit)
    }

    /// The quotient itself, rounded half away from zero to `digits` places; `None` outside the
    /// range of points.
    pub(crate) fn points(self, digits: Digits) -> Option<Points> {
        let unit = i128::from(digits.unit());
        let steps = mul_div_half_away(self.part, 1_000_000_000, 1, self.whole, unit)?;
        Points::from_wide(steps.checked_mul(unit)?)
    }

    /// The same share of another whole, rounded half away from zero to `digits` places; `None`
    /// outside the range of points.
    pub(crate) fn of(self, whole: Points, digits: Digits) -> Option<Points> {
        let unit = i128::from(digits.unit());
        let steps = mul_div_half_away(self.part, whole.wide(), 1, self.whole, unit);
        Points::from_wide(steps?.checked_mul(unit)?)
    }

    /// The percentage rounded to nine places, for means of ratios with different denominators.
    pub fn percent_exact(self) -> Percent {
        self.percent(Digits::NINE)
    }

    /// The difference from another ratio in percentage points, computed exactly and rounded once.
    pub(crate) fn minus(self, other: Ratio, digits: Digits) -> Percent {
        let wide = I256::from;
        let part = wide(self.part) * wide(other.whole) - wide(other.part) * wide(self.whole);
        let unit = i128::from(digits.unit());
        let whole = wide(self.whole) * wide(other.whole) * wide(unit);
        let steps = wide_div_half_away(part * wide(100_000_000_000), whole);
        Percent(steps.unwrap_or(i128::MAX / unit) * unit)
    }

    /// Compares this ratio with a stated percentage, exactly.
    ///
    /// ```
    /// # use par_index::{Percent, Points, Ratio};
    /// use std::cmp::Ordering;
    /// let index = Ratio::new("89.996".parse().unwrap(), Points::whole(100)).unwrap();
    /// let bound: Percent = "90".parse().unwrap();
    /// assert_eq!(index.cmp_percent(bound), Ordering::Less); // though it prints 90.00 %
    /// ```
    pub fn cmp_percent(self, percent: Percent) -> Ordering {
        self.cmp(&Ratio { part: percent.0, whole: 100_000_000_000 })
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let narrow = (self.part.checked_mul(other.whole), other.part.checked_mul(self.whole));
        if let (Some(left), Some(right)) = narrow {
            return left.cmp(&right);
        }
        let left = I256::from(self.part) * I256::from(other.whole);
        let right = I256::from(other.part) * I256::from(self.whole);
        left.cmp(&right)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

impl Hash for Ratio {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (mut a, mut b) = (self.part.unsigned_abs(), self.whole.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = i128::try_from(a.max(1)).unwrap_or(1);
        (self.part / divisor, self.whole / divisor).hash(state);
    }
}

impl fmt::Display for Ratio {
    /// Writes the two numbers: `63/70`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Wide(self.part), Wide(self.whole))
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ratio({self})")
    }
}

struct Wide(i128);

impl fmt::Display for Wide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(self.0, f)
    }
}

/// The reason why a text is not a ratio.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseRatioError {
    /// There is no `/` between two numbers.
    #[error("expected two numbers with a slash between them, such as 63/70")]
    NoSlash,
    /// One of the two numbers is not a plain decimal.
    #[error(transparent)]
    Number(#[from] ParsePointsError),
    /// The number after the slash, the whole, is not above zero.
    #[error("the number after the slash must be above 0")]
    NothingPossible,
}

impl FromStr for Ratio {
    type Err = ParseRatioError;

    fn from_str(text: &str) -> Result<Ratio, ParseRatioError> {
        let (part, whole) = text.split_once('/').ok_or(ParseRatioError::NoSlash)?;
        let (part, whole): (PointSum, PointSum) = (part.parse()?, whole.parse()?);
        // The bound is about the largest sum of two million units; larger numbers would leave too
        // little room for exact comparison.
        let bound = PointSum::of_raw(1 << 84);
        if part > bound || whole > bound || PointSum::ZERO.minus(part) > bound {
            return Err(ParsePointsError::TooLarge.into());
        }
        part.of(whole).ok_or(ParseRatioError::NothingPossible)
    }
}

impl Serialize for Ratio {
    /// Writes the two numbers in the printed form, `63/70`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ratio, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A percentage (*phần trăm*) with nine exact decimal places, such as a threshold or a printed
/// index.
///
/// ```
/// # use par_index::Percent;
/// let full: Percent = "95".parse().unwrap();
/// assert_eq!(format!("{full:.2}"), "95.00");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(i128);

impl Percent {
    /// 0 %.
    pub const ZERO: Percent = Percent(0);
    /// 100 %.
    pub const HUNDRED: Percent = Percent(100_000_000_000);

    /// A whole number of percent.
    pub const fn whole(value: u32) -> Percent {
        Percent(value as i128 * 1_000_000_000)
    }

    /// The percentage in billionths of one percent.
    pub(crate) const fn raw(self) -> i128 {
        self.0
    }

    pub(crate) const fn from_raw(raw: i128) -> Percent {
        Percent(raw)
    }

    /// The mean of some percentages, rounded half away from zero at the ninth place; `None` of no
    /// percentages.
    pub fn mean(values: impl IntoIterator<Item = Percent>) -> Option<Percent> {
        let (mut sum, mut count) = (0_i128, 0_i128);
        for value in values {
            sum = sum.saturating_add(value.0);
            count += 1;
        }
        (count > 0).then(|| Percent(div_half_away(sum, count)))
    }

    /// The middle value, or the mean of the middle two; `None` of no percentages.
    pub fn median(values: impl IntoIterator<Item = Percent>) -> Option<Percent> {
        let mut values: Vec<Percent> = values.into_iter().collect();
        values.sort_unstable();
        let half = values.len() / 2;
        let low = if values.len().is_multiple_of(2) { half.checked_sub(1)? } else { half };
        Percent::mean([*values.get(low)?, *values.get(half)?])
    }

    /// The percentage rounded half away from zero to `digits` places.
    #[must_use]
    pub fn round(self, digits: Digits) -> Percent {
        let unit = i128::from(digits.unit());
        Percent(div_half_away(self.0, unit) * unit)
    }

    /// The sum of two percentages, in percentage points.
    #[must_use]
    pub const fn plus(self, other: Percent) -> Percent {
        Percent(self.0.saturating_add(other.0))
    }

    /// The difference of two percentages, in percentage points (*điểm phần trăm*).
    #[must_use]
    pub const fn minus(self, other: Percent) -> Percent {
        Percent(self.0.saturating_sub(other.0))
    }
}

impl FromStr for Percent {
    type Err = ParsePointsError;

    fn from_str(text: &str) -> Result<Percent, ParsePointsError> {
        Points::from_str(text).map(|points| Percent(points.wide()))
    }
}

impl fmt::Display for Percent {
    /// Writes the number without a percent sign, in its shortest form or with a precision.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(self.0, f)
    }
}

impl fmt::Debug for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Percent({self})")
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Percent, D::Error> {
        Points::deserialize(deserializer).map(|points| Percent(points.wide()))
    }
}
