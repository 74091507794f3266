//! [`Bound`]: the first or last year or day on which something is in force.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::day::Day;
use crate::period::Period;
use crate::words::Text;

/// The first or the last year, or day, in force (*hiệu lực từ, đến*): `2023` or `2025-07-01`.
///
/// ```
/// use par_index::bound::Bound;
/// use par_index::Period;
/// let from = Bound::read("1/7/2025").unwrap();
/// let in_force = |period: &str| Bound::hold((Some(from), None), period.parse().unwrap());
/// assert!(in_force("2025") && in_force("2025-Q3") && !in_force("2025-H1"));
/// assert_eq!(Bound::read("giữa năm"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Bound {
    /// A whole year: as a beginning it means the first day of the year, as an end the last.
    Year(u16),
    /// A single day.
    Day(Day),
}

impl Bound {
    /// Reads a year, or a day as people write it; `None` for any other text.
    pub fn read(text: &str) -> Option<Bound> {
        let digits = Some(text.trim()).filter(|text| !text.starts_with('+'));
        let year = digits.and_then(|text| text.parse().ok()).filter(|year| *year <= 9999);
        year.map(Bound::Year).or_else(|| Day::read(text).ok().map(Bound::Day))
    }

    /// Whether something with these bounds is in force in a period, that is, on the last day of the
    /// period.
    pub fn hold((from, to): (Option<Bound>, Option<Bound>), period: Period) -> bool {
        let last = period.last_day();
        from.is_none_or(|from| from.first_day() <= last)
            && to.is_none_or(|to| last <= to.last_day())
    }

    /// The first day of the bound, which counts where it is a beginning; `None` for the year 0.
    pub fn first_day(self) -> Option<Day> {
        match self {
            Bound::Year(year) => Period::year(year).first_day(),
            Bound::Day(day) => Some(day),
        }
    }

    /// The last day of the bound, which counts where it is an end; `None` for the year 0.
    pub fn last_day(self) -> Option<Day> {
        match self {
            Bound::Year(year) => Period::year(year).last_day(),
            Bound::Day(day) => Some(day),
        }
    }

    /// The last whole year before the bound, where it is a beginning.
    pub(crate) fn year_before(self) -> Period {
        let year = match self {
            Bound::Year(year) => year,
            Bound::Day(day) => day.year(),
        };
        Period::year(year.saturating_sub(1))
    }

    /// The year or day in the form in which people write it.
    pub(crate) fn text(self) -> Text {
        match self {
            Bound::Year(year) => Text::same(year.to_string()),
            Bound::Day(day) => day.text(),
        }
    }
}

impl From<u16> for Bound {
    fn from(year: u16) -> Bound {
        Bound::Year(year)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Year(year) => year.fmt(f),
            Bound::Day(day) => day.fmt(f),
        }
    }
}

impl Serialize for Bound {
    /// Writes a year as a number and a day as text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Bound::Year(year) => serializer.serialize_u16(*year),
            Bound::Day(day) => serializer.collect_str(day),
        }
    }
}

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Bound, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Bound;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a year, or a day such as 2025-07-01")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Bound, E> {
                let wrong = || E::invalid_value(de::Unexpected::Signed(number), &self);
                let number = u64::try_from(number).map_err(|_| wrong())?;
                Visitor.visit_u64(number)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Bound, E> {
                let year = u16::try_from(number).ok().filter(|year| *year <= 9999);
                let wrong = || E::invalid_value(de::Unexpected::Unsigned(number), &self);
                year.map(Bound::Year).ok_or_else(wrong)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Bound, E> {
                let wrong = || E::invalid_value(de::Unexpected::Str(text), &self);
                Bound::read(text).ok_or_else(wrong)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_in_force_on_the_last_day_of_a_period() {
        let year = |year| Some(Bound::Year(year));
        let day = |text: &str| Bound::read(text);
        for (from, to, period, expected) in [
            (year(2023), year(2024), "2023-Q1", true),
            (year(2023), year(2024), "2024-12", true),
            (year(2023), None, "2022-H2", false),
            (None, year(2024), "2025-01", false),
            (None, day("2025-06-30"), "2025-H1", true),
            (None, day("2025-06-30"), "2025-06", true),
            (None, day("2025-06-30"), "2025", false),
            (None, day("30/6/2025"), "2024", true),
            (None, day("2025-06-29"), "2025-Q2", false),
            (day("2025-09-30"), None, "2025-9M", true),
            (day("2025-10-01"), None, "2025-9M", false),
        ] {
            let held = Bound::hold((from, to), period.parse().unwrap());
            assert_eq!(held, expected, "{from:?} {to:?} {period}");
        }
    }

    #[test]
    fn years_are_numbers_and_days_are_text() {
        for (json, back) in
            [("2025", "2025"), ("\"2025\"", "2025"), ("\"1/7/2025\"", "\"2025-07-01\"")]
        {
            let bound: Bound = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&bound).unwrap(), back);
        }
        for json in ["10000", "\"soon\"", "-1", "\"2023-02-30\"", "true"] {
            assert!(serde_json::from_str::<Bound>(json).is_err(), "{json}");
        }
    }
}
