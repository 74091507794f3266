//! [`Points`]: an exact decimal with nine places.

use std::fmt;
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
/// # Ok::<(), par_index::quantity::ParsePointsError>(())
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

    /// So many billionths of a point: all of its digits as one whole number.
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

    /// Digits with so many of them behind the decimal mark; `None` outside the range.
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

    /// Reads the plain form, also while a program is compiled: what [`points!`](crate::points) does.
    ///
    /// # Errors
    /// As parsing does.
    pub const fn read(text: &str) -> Result<Points, ParsePointsError> {
        use ParsePointsError::{NotPlain, TooLarge, TooManyPlaces};
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] | rest => (false, rest),
        };
        // How many digits stand before the mark and behind it.
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
        Points::read(text)
    }
}

/// Writes a raw nine-place number, shortest or with the formatter's precision.
pub(super) fn write_fixed(raw: i128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut bytes = [0; LONGEST];
    let Some(wanted) = f.precision() else {
        return f.pad_integral(raw >= 0, "", fixed(raw.unsigned_abs(), 0, &mut bytes));
    };
    let kept = u8::try_from(wanted).ok().and_then(Digits::new).unwrap_or(Digits::NINE);
    let unit = i128::from(kept.unit());
    // What is rounded to nothing has no sign.
    let rounded = div_half_away(raw, unit) * unit;
    let places = usize::from(kept.get());
    let text = fixed(rounded.unsigned_abs(), places, &mut bytes);
    if wanted == places {
        return f.pad_integral(rounded >= 0, "", text);
    }
    // More places than there are digits for.
    let mut text = text.to_owned();
    text.extend(std::iter::repeat_n('0', wanted - places));
    f.pad_integral(rounded >= 0, "", &text)
}

/// No number is longer as text: 39 digits of 128 bits, a sign, a mark.
const LONGEST: usize = 41;

/// A raw nine-place number without its sign, as text at the end of some bytes: with so many places at least,
/// and no more than it takes. Nothing is allocated, since tables of millions of numbers are written so.
fn fixed(raw: u128, places: usize, bytes: &mut [u8; LONGEST]) -> &str {
    let scale = u128::from(SCALE.unsigned_abs());
    // Wide numbers take several times as long to be divided.
    let (mut rest, mut whole) = match u64::try_from(raw) {
        Ok(raw) => (raw % SCALE.unsigned_abs(), u128::from(raw / SCALE.unsigned_abs())),
        Err(_) => (u64::try_from(raw % scale).unwrap_or_default(), raw / scale),
    };
    let mut left: usize = Digits::NINE.get().into();
    // Most numbers have two places.
    if places <= 2 && rest.is_multiple_of(10_000_000) {
        (rest, left) = (rest / 10_000_000, 2);
    }
    while left > places && rest.is_multiple_of(10) {
        (rest, left) = (rest / 10, left - 1);
    }
    let mut at = bytes.len();
    let mut put = |digit: u8| {
        at -= 1;
        bytes[at] = digit;
    };
    let digit = |number: u64| b'0' + u8::try_from(number % 10).unwrap_or_default();
    if left > 0 {
        for _ in 0..left {
            put(digit(rest));
            rest /= 10;
        }
        put(b'.');
    }
    while whole > u128::from(u64::MAX) {
        put(digit(u64::try_from(whole % 10).unwrap_or_default()));
        whole /= 10;
    }
    let mut whole = u64::try_from(whole).unwrap_or_default();
    loop {
        put(digit(whole));
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    // Digits and a mark.
    str::from_utf8(&bytes[at..]).unwrap_or_default()
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

/// Points from a number in the source, exact and checked when the program is compiled.
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
        if self.is_negative() {
            return serializer.collect_str(self);
        }
        // The same text, without a string of its own: tables of millions of points are written so.
        serializer.serialize_str(fixed(self.wide().unsigned_abs(), 0, &mut [0; LONGEST]))
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
