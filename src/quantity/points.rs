//! [`Points`]: an exact decimal with nine places.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use super::exact::div_half_away;

/// Raw units per point: nine decimal places.
const SCALE: i64 = 1_000_000_000;

/// An exact number of points (*điểm*): a decimal with at most nine places and `|x| < 9·10⁹`.
///
/// Added, subtracted and compared exactly; there is no operation that rounds silently.
/// The plain text form is `12.5`: a point as the decimal mark, no grouping, no exponent.
///
/// # Example
/// ```
/// use par_index::Points;
///
/// let claimed: Points = "2.00".parse()?;
/// let appraised: Points = "1.25".parse()?;
/// assert_eq!(claimed.checked_sub(appraised).unwrap().to_string(), "0.75");
/// assert_eq!(format!("{appraised:.1}"), "1.3"); // half away from zero, only when printed
/// # Ok::<(), par_index::ParsePointsError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(i64);

impl Points {
    /// No points.
    pub const ZERO: Points = Points(0);
    /// The largest value: `8999999999.999999999`.
    pub const MAX: Points = Points(9_000_000_000 * SCALE - 1);

    pub(crate) const fn from_raw(raw: i64) -> Points {
        Points(raw)
    }

    /// `None` outside the range that one value may have.
    pub(crate) fn from_wide(raw: i128) -> Option<Points> {
        let raw = i64::try_from(raw).ok()?;
        (raw.unsigned_abs() <= Points::MAX.0.unsigned_abs()).then_some(Points(raw))
    }

    pub(crate) const fn raw(self) -> i64 {
        self.0
    }

    pub(crate) const fn wide(self) -> i128 {
        self.0 as i128
    }

    /// A whole number of points.
    ///
    /// ```
    /// # use par_index::Points;
    /// assert_eq!(Points::whole(12).to_string(), "12");
    /// ```
    pub const fn whole(value: i32) -> Points {
        Points(value as i64 * SCALE)
    }

    /// Digits with so many of them behind the decimal mark; `None` outside the range.
    ///
    /// ```
    /// # use par_index::{Digits, Points};
    /// assert_eq!(Points::of_digits(125, Digits::TWO).unwrap().to_string(), "1.25");
    /// ```
    pub fn of_digits(digits: i64, places: Digits) -> Option<Points> {
        let raw = digits.checked_mul(places.unit())?;
        (raw.unsigned_abs() <= Points::MAX.0.unsigned_abs()).then_some(Points(raw))
    }

    /// The exact sum, or `None` outside the range.
    pub fn checked_add(self, other: Points) -> Option<Points> {
        Points::from_wide(self.wide() + other.wide())
    }

    /// The exact difference, or `None` outside the range.
    pub fn checked_sub(self, other: Points) -> Option<Points> {
        Points::from_wide(self.wide() - other.wide())
    }

    /// The exact sum of many values, or `None` outside the range.
    pub fn checked_sum(values: impl IntoIterator<Item = Points>) -> Option<Points> {
        Points::from_wide(values.into_iter().map(Points::wide).sum())
    }

    /// The middle value, or the mean of the middle two, rounded half away from zero to nine places.
    ///
    /// ```
    /// # use par_index::Points;
    /// let points = ["1.8", "1", "2", "1.5"].map(|text| text.parse::<Points>().unwrap());
    /// assert_eq!(Points::median(points).unwrap().to_string(), "1.65");
    /// ```
    pub fn median(values: impl IntoIterator<Item = Points>) -> Option<Points> {
        let mut values: Vec<Points> = values.into_iter().collect();
        values.sort_unstable();
        let half = values.len() / 2;
        let low = if values.len().is_multiple_of(2) { half.checked_sub(1)? } else { half };
        let sum = values.get(low)?.wide() + values.get(half)?.wide();
        Points::from_wide(div_half_away(sum, 2))
    }

    /// Rounded half away from zero to `digits` places.
    ///
    /// ```
    /// # use par_index::{Digits, Points};
    /// let x: Points = "90.005".parse().unwrap();
    /// assert_eq!(x.round(Digits::TWO).to_string(), "90.01");
    /// ```
    ///
    /// Within one unit of the last kept place of the range's ends the value stays as it is.
    #[must_use]
    pub fn round(self, digits: Digits) -> Points {
        let unit = i128::from(digits.unit());
        Points::from_wide(div_half_away(self.wide(), unit) * unit).unwrap_or(self)
    }

    /// Whether this is a whole number.
    pub const fn is_whole(self) -> bool {
        self.0 % SCALE == 0
    }

    /// The value as a decimal, without loss.
    pub fn to_decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(self.wide(), 9).normalize()
    }

    // Sums inside one card: the check of a framework bounds the whole (with its bonus and
    // deduction caps) below 9·10⁹, so these cannot leave i64.
    pub(crate) const fn plus(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }

    pub(crate) const fn minus(self, other: Points) -> Points {
        Points(self.0 - other.0)
    }

    /// Whether it is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// How many decimal places to keep: 0 to 9.
///
/// ```
/// # use par_index::Digits;
/// assert_eq!(Digits::new(2), Some(Digits::TWO));
/// assert_eq!(Digits::new(10), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits(u8);

impl Digits {
    /// Two places, as national tables print.
    pub const TWO: Digits = Digits(2);
    /// All nine places.
    pub const NINE: Digits = Digits(9);

    /// `None` above nine.
    pub const fn new(places: u8) -> Option<Digits> {
        if places <= 9 { Some(Digits(places)) } else { None }
    }

    /// The number of places.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Raw units in the last kept place.
    pub(crate) const fn unit(self) -> i64 {
        const UNITS: [i64; 10] =
            [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
        UNITS[self.0 as usize]
    }
}

/// Why a text is not a number of points.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParsePointsError {
    /// Not of the form `12`, `12.5`, `-0.25`.
    #[error("expected a plain decimal such as 12.5")]
    NotPlain,
    /// More than nine places after the point, zeros included.
    #[error("more than 9 decimal places")]
    TooManyPlaces,
    /// Not below 9·10⁹.
    #[error("not below 9000000000")]
    TooLarge,
}

impl FromStr for Points {
    type Err = ParsePointsError;

    /// Reads the plain form; a leading `+` or zero passes, `.5`, `5.` and `1e3` do not.
    fn from_str(text: &str) -> Result<Points, ParsePointsError> {
        use ParsePointsError::{NotPlain, TooLarge, TooManyPlaces};
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] | rest => (false, rest),
        };
        let mut parts = digits.splitn(2, |b| *b == b'.');
        let whole = parts.next().unwrap_or_default();
        let places = parts.next();
        let all_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
        if !all_digits(whole) || places.is_some_and(|p| !all_digits(p)) {
            return Err(NotPlain);
        }
        let places = places.unwrap_or_default();
        if places.len() > 9 {
            return Err(TooManyPlaces);
        }
        let mut raw: i64 = 0;
        for place in whole.iter().chain(places) {
            raw = raw
                .checked_mul(10)
                .and_then(|raw| raw.checked_add(i64::from(place - b'0')))
                .ok_or(TooLarge)?;
        }
        for _ in places.len()..9 {
            raw = raw.checked_mul(10).ok_or(TooLarge)?;
        }
        if raw > Points::MAX.0 {
            return Err(TooLarge);
        }
        Ok(Points(if negative { -raw } else { raw }))
    }
}

/// Writes a raw nine-place number, shortest or with the formatter's precision.
pub(super) fn write_fixed(raw: i128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let scale = i128::from(SCALE);
    let (raw, places) = match f.precision() {
        Some(wanted) => {
            let kept = u8::try_from(wanted).ok().and_then(Digits::new).unwrap_or(Digits::NINE);
            let unit = i128::from(kept.unit());
            (div_half_away(raw, unit) * unit, wanted)
        }
        None => (raw, usize::MAX),
    };
    let (whole, fraction) = ((raw / scale).unsigned_abs(), (raw % scale).unsigned_abs());
    // Wide numbers take several times as long to be written.
    let mut text =
        u64::try_from(whole).map_or_else(|_| whole.to_string(), |whole| whole.to_string());
    let mut fraction = u32::try_from(fraction).unwrap_or_default();
    let mut digits: usize = Digits::NINE.get().into();
    while digits > 0 && (digits > places || (places == usize::MAX && fraction.is_multiple_of(10))) {
        fraction /= 10;
        digits -= 1;
    }
    if digits > 0 {
        write!(text, ".{fraction:0digits$}")?;
    }
    if places != usize::MAX {
        let more = if digits == 0 { 0 } else { places - digits };
        text.extend(std::iter::repeat_n('0', more));
    }
    f.pad_integral(raw >= 0, "", &text)
}

impl fmt::Display for Points {
    /// Shortest, or rounded half away from zero with a precision: `{:.2}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(self.wide(), f)
    }
}

impl fmt::Debug for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Points({self})")
    }
}

impl From<Points> for Decimal {
    fn from(points: Points) -> Decimal {
        points.to_decimal()
    }
}

impl TryFrom<Decimal> for Points {
    type Error = ParsePointsError;

    /// Lossless: a decimal that needs more than nine places is refused, not rounded.
    fn try_from(value: Decimal) -> Result<Points, ParsePointsError> {
        let value = value.normalize();
        let missing = 9_u32.checked_sub(value.scale()).ok_or(ParsePointsError::TooManyPlaces)?;
        value
            .mantissa()
            .checked_mul(10_i128.pow(missing))
            .and_then(Points::from_wide)
            .ok_or(ParsePointsError::TooLarge)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Points, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Points;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("points as a text such as \"12.5\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Points, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
