//! [`Day`]: a calendar date. It hides the calendar library from users of this crate.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::words::Text;

/// A calendar day (*ngày*), written `2023-06-08`; [`Day::read`] also takes `08/6/2023`.
///
/// ```
/// use par_index::Day;
/// let letter: Day = "2023-06-08".parse().unwrap();
/// assert!(letter < "2023-06-20".parse().unwrap());
/// assert!("2023-02-30".parse::<Day>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(jiff::civil::Date);

/// The error for a text that is not a day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected a day such as 2023-06-08 or 8/6/2023")]
pub struct ParseDayError;

impl FromStr for Day {
    type Err = ParseDayError;

    fn from_str(text: &str) -> Result<Day, ParseDayError> {
        // Only the plain form is accepted here; the calendar library would also accept a time after
        // the date.
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

impl Day {
    /// A day of the calendar; `None` where the calendar has no such day.
    ///
    /// ```
    /// use par_index::Day;
    /// assert_eq!(Day::new(2024, 2, 29).unwrap().to_string(), "2024-02-29");
    /// assert_eq!(Day::new(2023, 2, 29), None);
    /// ```
    pub fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        let [month, day] = [month, day].map(i8::try_from);
        let year = i16::try_from(year).ok().filter(|year| (1..10_000).contains(year))?;
        jiff::civil::Date::new(year, month.ok()?, day.ok()?).ok().map(Day)
    }

    /// Reads a day as people write it: `2023-06-30`, or with the day before the month as in
    /// `30/6/2023` or `30.06.2023`. Blanks around the text are ignored.
    ///
    /// Parsing with [`FromStr`] accepts the first form only, because documents are written in that
    /// form.
    ///
    /// # Errors
    /// [`ParseDayError`] for a text that is not a day of the calendar; a year has four digits.
    ///
    /// ```
    /// use par_index::Day;
    /// let day: Day = "2023-06-30".parse().unwrap();
    /// assert_eq!(Day::read("30/6/2023"), Ok(day));
    /// assert_eq!(Day::read(" 30.06.2023 "), Ok(day));
    /// assert!(Day::read("6/30/2023").is_err() && Day::read("30/6/23").is_err());
    /// ```
    pub fn read(text: &str) -> Result<Day, ParseDayError> {
        let text = text.trim();
        let Some(sign) = text.chars().find(|c| ['/', '.', '-'].contains(c)) else {
            return Err(ParseDayError);
        };
        let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        match parts[..] {
            [day, month, year]
                if (year.len(), digits(year, 4)) == (4, true)
                    && digits(day, 2)
                    && digits(month, 2) =>
            {
                format!("{year}-{month:0>2}-{day:0>2}").parse()
            }
            _ => text.parse(),
        }
    }

    /// Whether a text has the form of a day, even if the calendar has no such day (`30/2/2023`).
    pub(crate) fn has_form(text: &str) -> bool {
        let parts: Vec<&str> = text.trim().split(['/', '.', '-']).map(str::trim).collect();
        let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let short = |part: &str| (1..=2).contains(&part.len());
        match parts[..] {
            [day, month, year] if year.len() == 4 => digits && short(day) && short(month),
            [year, month, day] if year.len() == 4 => digits && short(day) && short(month),
            _ => false,
        }
    }

    /// The number of days until another day; negative if that day has passed.
    ///
    /// ```
    /// use par_index::Day;
    /// let [letter, due]: [Day; 2] = ["2023-06-08", "2023-06-20"].map(|day| day.parse().unwrap());
    /// assert_eq!((letter.days_until(due), due.days_until(letter)), (12, -12));
    /// ```
    pub fn days_until(self, other: Day) -> i64 {
        // Civil dates are fewer than 10⁷ days apart, and subtracting two dates gives a span in days
        // only.
        i64::from((other.0 - self.0).get_days())
    }

    /// The year of the day; 0 for a day before the year 1.
    ///
    /// ```
    /// assert_eq!("2023-06-08".parse::<par_index::Day>().unwrap().year(), 2023);
    /// ```
    pub fn year(self) -> u16 {
        u16::try_from(self.0.year()).unwrap_or_default()
    }

    /// The day as people write it: `2023-06-08`, and in Vietnamese `08/6/2023`. As in Vietnamese
    /// letters, a zero is put only before days below 10 and before the months 1 and 2.
    ///
    /// ```
    /// use par_index::{Day, Lang};
    /// let text = |day: &str| day.parse::<Day>().unwrap().text();
    /// assert_eq!(text("2023-06-08").get(Lang::Vi), "08/6/2023");
    /// assert_eq!(text("2023-01-13").get(Lang::Vi), "13/01/2023");
    /// ```
    pub fn text(self) -> Text {
        let (day, month, year) = (self.0.day(), self.0.month(), self.0.year());
        let month = if month < 3 { format!("0{month}") } else { month.to_string() };
        Text::new(format!("{day:02}/{month}/{year}"), self.to_string())
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
        let text = String::deserialize(deserializer)?;
        let day = "a day such as 2023-06-30 or 30/6/2023";
        let wrong = |_| de::Error::invalid_value(de::Unexpected::Str(&text), &day);
        Day::read(&text).map_err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_does_not_exist_still_has_the_form_of_one() {
        for text in ["30/2/2023", "2023-02-30", "31.6.2023", "13/13/2023"] {
            assert!(Day::has_form(text) && Day::read(text).is_err(), "{text}");
        }
        for text in ["", "2023", "30/2/23", "tháng 6/2023", "30/2/2023/1", "3x/2/2023"] {
            assert!(!Day::has_form(text), "{text}");
        }
    }

    #[test]
    fn both_forms_of_a_day_are_read_and_nothing_else() {
        let day: Day = "2023-06-30".parse().unwrap();
        for text in
            ["2023-06-30", "30/6/2023", "30/06/2023", "30 / 6 / 2023", "30.6.2023", "30-06-2023"]
        {
            assert_eq!(Day::read(text), Ok(day), "{text}");
        }
        for text in [
            "",
            "30",
            "30/6",
            "31/6/2023",
            "6/30/2023",
            "30/6/23",
            "030/6/2023",
            "30/6/2023/1",
            "30/6-2023",
            "2023-6-30",
            "2023/06/30",
            "2023-06-30T00:00",
            "30/ /2023",
            "３0/6/2023",
            "+1/6/2023",
            "hôm nay",
        ] {
            assert!(Day::read(text).is_err(), "{text}");
        }
        // In JSON both forms are read, and only the plain form is written.
        let read: Day = serde_json::from_str("\"30/6/2023\"").unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"2023-06-30\"");
    }
}
