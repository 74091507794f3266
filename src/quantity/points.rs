//! [`Points`]: an exact decimal number with nine places.

use std::fmt;
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
    let mut bytes = [0; LONGEST];
    let Some(wanted) = f.precision() else {
        return f.pad_integral(raw >= 0, "", fixed(raw.unsigned_abs(), 0, &mut bytes));
    };
    let kept = u8::try_from(wanted).ok().and_then(Digits::new).unwrap_or(Digits::NINE);
    let unit = i128::from(kept.unit());
    // A value that rounds to zero is written without a sign.
    let rounded = div_half_away(raw, unit) * unit;
    let places = usize::from(kept.get());
    let text = fixed(rounded.unsigned_abs(), places, &mut bytes);
    if wanted == places {
        return f.pad_integral(rounded >= 0, "", text);
    }
    // Further places are filled with zeros.
    let mut text = text.to_owned();
    text.extend(std::iter::repeat_n('0', wanted - places));
    f.pad_integral(rounded >= 0, "", &text)
}

/// The longest text of a number: 39 digits of 128 bits, a sign and a decimal mark.
const LONGEST: usize = 41;

/// The text of a number in billionths, without its sign, with at least `places` decimal places and
/// no more than needed. The text is written to the end of `bytes`; nothing is allocated, since
/// tables hold millions of numbers.
fn fixed(raw: u128, places: usize, bytes: &mut [u8; LONGEST]) -> &str {
    let scale = u128::from(SCALE.unsigned_abs());
    // Dividing 128-bit numbers takes several times as long as dividing 64-bit ones.
    let (mut rest, mut whole) = match u64::try_from(raw) {
        Ok(raw) => (raw % SCALE.unsigned_abs(), u128::from(raw / SCALE.unsigned_abs())),
        Err(_) => (u64::try_from(raw % scale).unwrap_or_default(), raw / scale),
    };
    let mut left: usize = Digits::NINE.get().into();
    // A fast path, since most numbers have at most two decimal places.
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
    // The bytes are digits and a decimal mark only.
    str::from_utf8(&bytes[at..]).unwrap_or_default()
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
        if self.is_negative() {
            return serializer.collect_str(self);
        }
        // The same text as `Display` gives, but without allocating a string, since tables hold
        // millions of points.
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
