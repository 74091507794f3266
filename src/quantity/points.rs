//! [`Points`]: an exact decimal number with nine places.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use super::exact::div_half_away;

/// The number of raw units in one point: points have nine decimal places.
const SCALE: i64 = 1_000_000_000;

/// An exact number of points (*điểm*): a decimal with at most nine places and `|x| < 9·10⁹`.
///
/// Points are added, subtracted and compared exactly; no operation rounds silently. The plain text
/// form is `12.5`: a point as the decimal mark, no grouping, no exponent.
///
/// # Example
/// ```
/// use par_index::Points;
///
/// let claimed: Points = "2.00".parse()?;
/// let appraised: Points = "1.25".parse()?;
/// assert_eq!(claimed.checked_sub(appraised).unwrap().to_string(), "0.75");
/// assert_eq!(format!("{appraised:.1}"), "1.3"); // half away from zero, only when printed
/// # Ok::<(), par_index::quantity::ParsePointsError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(i64);

impl Points {
    /// Zero points.
    pub const ZERO: Points = Points(0);
    /// The largest value of points: `8999999999.999999999`.
    pub const MAX: Points = Points(9_000_000_000 * SCALE - 1);

    pub(crate) const fn from_raw(raw: i64) -> Points {
        Points(raw)
    }

    /// Points from a raw number of billionths; `None` outside the range of points.
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

    /// Points from a whole number.
    ///
    /// ```
    /// # use par_index::Points;
    /// assert_eq!(Points::whole(12).to_string(), "12");
    /// ```
    pub const fn whole(value: i32) -> Points {
        Points(value as i64 * SCALE)
    }

    /// The value as a whole number of billionths of a point.
    ///
    /// ```
    /// # use par_index::Points;
    /// assert_eq!("1.25".parse::<Points>()?.billionths(), 1_250_000_000);
    /// # Ok::<(), par_index::quantity::ParsePointsError>(())
    /// ```
    #[inline]
    pub const fn billionths(self) -> i64 {
        self.0
    }

    /// Points from their digits and the number of them that stand after the decimal mark; `None`
    /// outside the range of points.
    ///
    /// ```
    /// # use par_index::{Digits, Points};
    /// assert_eq!(Points::of_digits(125, Digits::TWO).unwrap().to_string(), "1.25");
    /// ```
    #[inline]
    pub fn of_digits(digits: i64, places: Digits) -> Option<Points> {
        let raw = digits.checked_mul(places.unit())?;
        (raw.unsigned_abs() <= Points::MAX.0.unsigned_abs()).then_some(Points(raw))
    }

    /// Reads the plain form. The function is `const`, so it also works at compile time; the macro
    /// [`points!`](crate::points) uses it.
    ///
    /// # Errors
    /// [`ParsePointsError`], for the same texts as parsing.
    pub const fn read(text: &str) -> Result<Points, ParsePointsError> {
        use ParsePointsError::{NotPlain, TooLarge, TooManyPlaces};
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] | rest => (false, rest),
        };
        // Counts the digits before and after the decimal mark.
        let (mut whole, mut places, mut marked) = (0, 0, false);
        let mut at = 0;
        while at < digits.len() {
            match digits[at] {
                b'0'..=b'9' if marked => places += 1,
                b'0'..=b'9' => whole += 1,
                b'.' if !marked => marked = true,
                _ => return Err(NotPlain),
            }
            at += 1;
        }
        if whole == 0 || (marked && places == 0) {
            return Err(NotPlain);
        }
        if places > 9 {
            return Err(TooManyPlaces);
        }
        let mut raw: i64 = 0;
        let mut at = 0;
        while at < digits.len() + 9 - places {
            let digit = if at < digits.len() { digits[at] } else { b'0' };
            at += 1;
            if digit == b'.' {
                continue;
            }
            let Some(tenfold) = raw.checked_mul(10) else { return Err(TooLarge) };
            let Some(more) = tenfold.checked_add((digit - b'0') as i64) else {
                return Err(TooLarge);
            };
            raw = more;
        }
        if raw > Points::MAX.0 {
            return Err(TooLarge);
        }
        Ok(Points(if negative { -raw } else { raw }))
    }

    /// The exact sum; `None` outside the range of points.
    pub fn checked_add(self, other: Points) -> Option<Points> {
        Points::from_wide(self.wide() + other.wide())
    }

    /// The exact difference; `None` outside the range of points.
    pub fn checked_sub(self, other: Points) -> Option<Points> {
        Points::from_wide(self.wide() - other.wide())
    }

    /// The exact sum of many values; `None` outside the range of points.
    pub fn checked_sum(values: impl IntoIterator<Item = Points>) -> Option<Points> {
        Points::from_wide(values.into_iter().map(Points::wide).sum())
    }

    /// The middle value, or the mean of the middle two, rounded half away from zero to nine places;
    /// `None` of no values.
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

    /// The value rounded half away from zero to `digits` places.
    ///
    /// ```
    /// # use par_index::{Digits, Points};
    /// let x: Points = "90.005".parse().unwrap();
    /// assert_eq!(x.round(Digits::TWO).to_string(), "90.01");
    /// ```
    ///
    /// A value so close to the end of the range that rounding would leave the range stays as it is.
    #[must_use]
    pub fn round(self, digits: Digits) -> Points {
        let unit = i128::from(digits.unit());
        Points::from_wide(div_half_away(self.wide(), unit) * unit).unwrap_or(self)
    }

    /// Whether the value is a whole number.
    pub const fn is_whole(self) -> bool {
        self.0 % SCALE == 0
    }

    /// The value as a [`Decimal`], without loss.
    pub fn to_decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(self.wide(), 9).normalize()
    }

    // `plus` and `minus` are for sums inside one scorecard. The check of a framework keeps its
    // total with the bonus and deduction caps below 9·10⁹, so such sums fit `i64`.
    pub(crate) const fn plus(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }

    pub(crate) const fn minus(self, other: Points) -> Points {
        Points(self.0 - other.0)
    }

    /// Whether the value is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether the value is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// A number of decimal places to keep: 0 to 9.
///
/// ```
/// # use par_index::Digits;
/// assert_eq!(Digits::new(2), Some(Digits::TWO));
/// assert_eq!(Digits::new(10), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits(u8);

impl Digits {
    /// Two decimal places, as national tables print.
    pub const TWO: Digits = Digits(2);
    /// All nine decimal places that points have.
    pub const NINE: Digits = Digits(9);

    /// The given number of places; `None` above nine.
    pub const fn new(places: u8) -> Option<Digits> {
        if places <= 9 { Some(Digits(places)) } else { None }
    }

    /// The number of decimal places.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The number of raw units (billionths) in one unit of the last kept place.
    pub(crate) const fn unit(self) -> i64 {
        const UNITS: [i64; 10] =
            [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
        UNITS[self.0 as usize]
    }
}

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Digits, D::Error> {
        let places = u8::deserialize(deserializer)?;
        Digits::new(places).ok_or_else(|| de::Error::custom("more than 9 decimal places"))
    }
}

/// The reason why a text is not a number of points.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParsePointsError {
    /// The text is not of the form `12`, `12.5` or `-0.25`.
    #[error("expected a plain decimal such as 12.5")]
    NotPlain,
    /// The text has more than nine places after the decimal point, zeros included.
    #[error("more than 9 decimal places")]
    TooManyPlaces,
    /// The value is not below 9·10⁹ in size.
    #[error("not below 9000000000")]
    TooLarge,
}

impl FromStr for Points {
    type Err = ParsePointsError;

    /// Reads the plain form; a leading `+` or `0` is accepted, but `.5`, `5.` and `1e3` are not.
    fn from_str(text: &str) -> Result<Points, ParsePointsError> {
        Points::read(text)
    }
}

/// Writes a number given in billionths: in its shortest form, or with the formatter's precision.
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
    // The number is written as 64 bits where it fits, because 128-bit numbers take several times as
    // long.
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
    /// Writes the shortest form or, with a precision such as `{:.2}`, the value rounded half away
    /// from zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(self.wide(), f)
    }
}

impl fmt::Debug for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Points({self})")
    }
}

/// Points from a number in the source code, exact and checked at compile time.
///
/// ```
/// use par_index::points;
/// assert_eq!(points!(60.65).to_string(), "60.65");
/// assert_eq!(points!(-0.25).to_string(), "-0.25");
/// ```
///
/// ```compile_fail
/// let too_many_places = par_index::points!(0.1234567891);
/// ```
#[macro_export]
macro_rules! points {
    ($number:literal) => {{
        const POINTS: $crate::Points = match $crate::Points::read(stringify!($number)) {
            Ok(points) => points,
            Err(_) => panic!("points are a plain decimal such as 12.5 with at most 9 places"),
        };
        POINTS
    }};
}

impl From<Points> for Decimal {
    fn from(points: Points) -> Decimal {
        points.to_decimal()
    }
}

impl TryFrom<Decimal> for Points {
    type Error = ParsePointsError;

    /// Converts without loss: a decimal that needs more than nine places is refused and not
    /// rounded.
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
