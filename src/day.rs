//! [`Day`]: a calendar date, wrapped so that the calendar library stays inside.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// A calendar day (*ngày*), written `2023-06-08`.
///
/// ```
/// use par_index::Day;
/// let letter: Day = "2023-06-08".parse().unwrap();
/// assert!(letter < "2023-06-20".parse().unwrap());
/// assert!("2023-02-30".parse::<Day>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(jiff::civil::Date);

/// A text is not a day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected a day such as 2023-06-08")]
pub struct ParseDayError;

impl FromStr for Day {
    type Err = ParseDayError;

    fn from_str(text: &str) -> Result<Day, ParseDayError> {
        // Only the plain form: the library would also take a time of day after it.
        let plain = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !plain {
            return Err(ParseDayError);
        }
        text.parse().map(Day).map_err(|_| ParseDayError)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
