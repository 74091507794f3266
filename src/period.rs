//! [`Period`]: the time that an assessment covers: a year, a half, a quarter, nine months or a
//! month.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::day::Day;
use crate::words::Text;

/// A period (*kỳ đánh giá*) inside one year, written `2026`, `2026-H1`, `2026-Q3`, `2026-9M`,
/// `2026-09`.
///
/// A period is later than another if it ends later; of two that end on the same day, the longer one
/// is later.
///
/// ```
/// use par_index::{Lang, Period};
/// let quarter: Period = "2026-Q3".parse().unwrap();
/// assert_eq!(Period::read("quý III/2026"), Ok(quarter));
/// assert_eq!(quarter.text().get(Lang::Vi), "quý III năm 2026");
/// assert!(quarter < "2026-9M".parse().unwrap() && quarter > "2026-08".parse().unwrap());
/// assert_eq!(quarter.before().unwrap().to_string(), "2026-Q2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    year: u16,
    kind: PeriodKind,
    /// The number of the half, quarter or month in the year; 1 for a whole year and for nine
    /// months.
    part: u8,
}

/// The length of a period. Periods of different kinds are never ranked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PeriodKind {
    /// A month (*tháng*).
    Month,
    /// A quarter of a year (*quý*).
    Quarter,
    /// A half of a year (*6 tháng*).
    Half,
    /// The first nine months of a year (*9 tháng*).
    NineMonths,
    /// A whole year (*năm*).
    Year,
}

impl PeriodKind {
    /// The number of months that the period lasts.
    pub fn months(self) -> u8 {
        match self {
            PeriodKind::Month => 1,
            PeriodKind::Quarter => 3,
            PeriodKind::Half => 6,
            PeriodKind::NineMonths => 9,
            PeriodKind::Year => 12,
        }
    }

    /// The number of periods of this kind in a year.
    fn in_a_year(self) -> u8 {
        match self {
            PeriodKind::NineMonths => 1,
            kind => 12 / kind.months(),
        }
    }
}

/// The error for a text that names no period.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected a period such as 2026, 2026-H1, 2026-Q3, 2026-9M or 2026-09")]
pub struct ParsePeriodError;

impl Period {
    /// The period of a whole year.
    pub fn year(year: u16) -> Period {
        Period { year, kind: PeriodKind::Year, part: 1 }
    }

    /// A part of a year; `None` where a year has no such part, or for a year above 9999.
    ///
    /// ```
    /// use par_index::period::PeriodKind;
    /// use par_index::Period;
    /// assert_eq!(Period::new(2026, PeriodKind::Half, 1).unwrap().to_string(), "2026-H1");
    /// assert_eq!(Period::new(2026, PeriodKind::Quarter, 5), None);
    /// ```
    pub fn new(year: u16, kind: PeriodKind, part: u8) -> Option<Period> {
        ((1..=kind.in_a_year()).contains(&part) && year < 10_000).then_some(Period {
            year,
            kind,
            part,
        })
    }

    /// The kind of the period, which tells its length.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The year that the period lies in.
    pub fn of_year(self) -> u16 {
        self.year
    }

    /// The year, if the period is a whole year; otherwise `None`.
    pub fn whole_year(self) -> Option<u16> {
        (self.kind == PeriodKind::Year).then_some(self.year)
    }

    /// The last month of the period, from 1 to 12.
    fn last_month(self) -> u8 {
        self.part * self.kind.months()
    }

    /// The first day of the period; `None` in the year 0.
    pub fn first_day(self) -> Option<Day> {
        Day::new(self.year, self.last_month() + 1 - self.kind.months(), 1)
    }

    /// The last day of the period; `None` in the year 0.
    ///
    /// ```
    /// use par_index::Period;
    /// let month: Period = "2024-02".parse().unwrap();
    /// assert_eq!(month.last_day().unwrap().to_string(), "2024-02-29");
    /// ```
    pub fn last_day(self) -> Option<Day> {
        (28..=31).rev().find_map(|day| Day::new(self.year, self.last_month(), day))
    }

    /// The preceding period of the same kind: before the first quarter comes the fourth of the year
    /// before.
    pub fn before(self) -> Option<Period> {
        match self.part {
            1 => {
                let year = self.year.checked_sub(1)?;
                Some(Period { year, part: self.kind.in_a_year(), ..self })
            }
            part => Some(Period { part: part - 1, ..self }),
        }
    }

    /// Whether this period is before another of the same kind; false for periods of different
    /// kinds, which are never compared.
    pub fn is_before(self, other: Period) -> bool {
        self.kind == other.kind && self < other
    }

    /// The period with the same position in the year before, such as Q3 2025 for Q3 2026.
    pub fn a_year_before(self) -> Option<Period> {
        Some(Period { year: self.year.checked_sub(1)?, ..self })
    }

    /// Reads a period as people write it: the written forms such as `2026-Q3`, also `năm 2026`, `6
    /// tháng đầu năm 2026`, `quý III/2026`, `9 tháng năm 2026`, `tháng 9/2026`, and the form that
    /// [`Period::text`] prints.
    ///
    /// # Errors
    /// [`ParsePeriodError`] where the text names no period, or a part of a year without the year.
    pub fn read(text: &str) -> Result<Period, ParsePeriodError> {
        let text: String = text.nfc().collect::<String>().to_lowercase();
        let plain = text.trim();
        if let Ok(period) = plain.to_uppercase().parse() {
            return Ok(period);
        }
        let is_whole = |edge: Option<char>| edge.is_some_and(char::is_alphanumeric);
        if !is_whole(plain.chars().next()) || !is_whole(plain.chars().next_back()) {
            return Err(ParsePeriodError);
        }
        let words = plain.replace(['/', '-', ','], " ");
        let words: Vec<&str> =
            words.split_whitespace().filter(|word| !["năm", "of", "the"].contains(word)).collect();
        let Some((year, words)) = words.split_last() else { return Err(ParsePeriodError) };
        // `parse` takes a sign too, and no period has one.
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let year: u16 = match year.len() {
            4 if is_digits(year) => year.parse().map_err(|_| ParsePeriodError)?,
            _ => return Err(ParsePeriodError),
        };
        let of = |kind, part| Period::new(year, kind, part).ok_or(ParsePeriodError);
        let number = |text: &str| {
            let digits = Some(text).filter(|text| is_digits(text)).ok_or(ParsePeriodError)?;
            digits.parse::<u8>().map_err(|_| ParsePeriodError)
        };
        match words {
            [] => Ok(Period::year(year)),
            ["6", "tháng", "đầu"] | ["first", "half"] => of(PeriodKind::Half, 1),
            ["6", "tháng", "cuối"] | ["second", "half"] => of(PeriodKind::Half, 2),
            ["9", "tháng"] | ["9", "tháng", "đầu"] | ["nine", "months"] => {
                of(PeriodKind::NineMonths, 1)
            }
            ["quý", part] => match ROMAN.iter().position(|roman| roman == part) {
                Some(at) => of(PeriodKind::Quarter, u8::try_from(at + 1).unwrap_or_default()),
                None => of(PeriodKind::Quarter, number(part)?),
            },
            [quarter] if quarter.starts_with('q') => {
                of(PeriodKind::Quarter, number(&quarter[1..])?)
            }
            ["tháng", part] => of(PeriodKind::Month, number(part)?),
            [name] => match MONTHS.iter().position(|month| month.to_lowercase() == *name) {
                Some(at) => of(PeriodKind::Month, u8::try_from(at + 1).unwrap_or_default()),
                None => Err(ParsePeriodError),
            },
            _ => Err(ParsePeriodError),
        }
    }

    /// The period as people write it: `Q3 2026`, and in Vietnamese `quý III năm 2026`.
    pub fn text(self) -> Text {
        let Period { year, part, .. } = self;
        let at = usize::from(part.saturating_sub(1));
        match self.kind {
            PeriodKind::Year => Text::new(format!("năm {year}"), year.to_string()),
            PeriodKind::Half => {
                let (vi, en) = if part == 1 { ("đầu", "first") } else { ("cuối", "second") };
                Text::new(format!("6 tháng {vi} năm {year}"), format!("{en} half of {year}"))
            }
            PeriodKind::Quarter => {
                let roman = ROMAN.get(at).unwrap_or(&"").to_uppercase();
                Text::new(format!("quý {roman} năm {year}"), format!("Q{part} {year}"))
            }
            PeriodKind::NineMonths => {
                Text::new(format!("9 tháng năm {year}"), format!("nine months of {year}"))
            }
            PeriodKind::Month => {
                let month = MONTHS.get(at).unwrap_or(&"");
                Text::new(format!("tháng {part} năm {year}"), format!("{month} {year}"))
            }
        }
    }
}

impl Period {
    /// The period in words and in capital letters, as in titles.
    pub(crate) fn title(self) -> Text {
        let text = self.text();
        Text::new(text.vi.to_uppercase(), text.en.to_uppercase())
    }

    /// The period in words if it is a part of a year; `None` for a whole year.
    pub(crate) fn part_text(self) -> Option<Text> {
        self.whole_year().is_none().then(|| self.text())
    }

    /// The period as a short heading: the bare number for a whole year, words for a part of a year.
    pub(crate) fn short(self) -> Text {
        self.part_text().unwrap_or_else(|| Text::same(self.year.to_string()))
    }
}

/// Whether a period is before another of its kind; a missing period is before every period.
pub(crate) fn is_before(one: Option<Period>, other: Option<Period>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.is_before(other),
        (one, other) => one < other,
    }
}

const ROMAN: [&str; 4] = ["i", "ii", "iii", "iv"];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl From<u16> for Period {
    fn from(year: u16) -> Period {
        Period::year(year)
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Period) -> std::cmp::Ordering {
        let key = |period: &Period| (period.year, period.last_month(), period.kind);
        key(self).cmp(&key(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Period { year, part, .. } = self;
        match self.kind {
            PeriodKind::Year => write!(f, "{year}"),
            PeriodKind::Half => write!(f, "{year}-H{part}"),
            PeriodKind::Quarter => write!(f, "{year}-Q{part}"),
            PeriodKind::NineMonths => write!(f, "{year}-9M"),
            PeriodKind::Month => write!(f, "{year}-{part:02}"),
        }
    }
}

impl FromStr for Period {
    type Err = ParsePeriodError;

    /// Reads only the forms that documents have, such as `2026-Q3`.
    fn from_str(text: &str) -> Result<Period, ParsePeriodError> {
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        if !digits(year) || year.len() > 4 {
            return Err(ParsePeriodError);
        }
        let year: u16 = year.parse().map_err(|_| ParsePeriodError)?;
        let number = |text: &str| text.parse::<u8>().ok().filter(|_| digits(text));
        let (kind, part) = match part.split_at_checked(1) {
            None if !text.contains('-') => return Ok(Period::year(year)),
            Some(("H", half)) if half.len() == 1 => (PeriodKind::Half, number(half)),
            Some(("Q", quarter)) if quarter.len() == 1 => (PeriodKind::Quarter, number(quarter)),
            Some(("9", "M")) => (PeriodKind::NineMonths, Some(1)),
            Some((_, second)) if second.len() == 1 => (PeriodKind::Month, number(part)),
            _ => return Err(ParsePeriodError),
        };
        part.and_then(|part| Period::new(year, kind, part)).ok_or(ParsePeriodError)
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    /// Reads a period as people write it; a whole year may also be a number.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Period;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a period such as 2026, 2026-H1, 2026-Q3, 2026-9M or 2026-09")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Period, E> {
                let wrong = || E::invalid_value(de::Unexpected::Signed(number), &self);
                let number = u64::try_from(number).map_err(|_| wrong())?;
                Visitor.visit_u64(number)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Period, E> {
                let year = u16::try_from(number).ok().filter(|year| *year < 10_000);
                let wrong = || E::invalid_value(de::Unexpected::Unsigned(number), &self);
                year.map(Period::year).ok_or_else(wrong)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Period, E> {
                let wrong = |_| E::invalid_value(de::Unexpected::Str(text), &self);
                Period::read(text).map_err(wrong)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    /// Every period of a year.
    fn all(year: u16) -> impl Iterator<Item = Period> {
        use PeriodKind::{Half, Month, NineMonths, Quarter, Year};
        [Year, Half, Quarter, NineMonths, Month]
            .into_iter()
            .flat_map(move |kind| (0..=13).filter_map(move |part| Period::new(year, kind, part)))
    }

    #[test]
    fn a_year_has_twenty_periods_and_each_reads_back_as_it_is_written() {
        assert_eq!(all(2026).count(), 1 + 2 + 4 + 1 + 12);
        for period in all(2026) {
            assert_eq!(period.to_string().parse(), Ok(period));
            for text in [period.text().get(Lang::Vi), period.text().get(Lang::En)] {
                assert_eq!(Period::read(text), Ok(period), "{text}");
            }
            let json = serde_json::to_string(&period).unwrap();
            assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        }
        assert_eq!(serde_json::from_str::<Period>("2026").unwrap(), Period::year(2026));
    }

    #[test]
    fn the_words_of_p1_are_read() {
        for (text, form) in [
            ("năm 2026", "2026"),
            ("6 tháng đầu năm 2026", "2026-H1"),
            ("6 tháng cuối năm 2026", "2026-H2"),
            ("Quý III/2026", "2026-Q3"),
            ("quý 3 năm 2026", "2026-Q3"),
            ("9 tháng năm 2026", "2026-9M"),
            ("9 tháng đầu năm 2026", "2026-9M"),
            ("tháng 9/2026", "2026-09"),
            ("Tháng 09 năm 2026", "2026-09"),
            ("2026-q3", "2026-Q3"),
        ] {
            assert_eq!(Period::read(text).map(|period| period.to_string()), Ok(form.to_owned()));
        }
    }

    #[test]
    fn a_number_with_a_sign_is_no_part_of_a_period() {
        for text in ["năm +202", "quý +3 2026", "tháng +9/2026", "q+3 2026", "qq3 2026"] {
            assert!(Period::read(text).is_err(), "{text}");
        }
        assert_eq!(Period::read("quý 3 2026"), Period::read("q3 2026"));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "-",
            "2026-",
            "2026-Q5",
            "2026-Q0",
            "2026-13",
            "2026-9",
            "2026-H3",
            "2026-3M",
            "2026-Q+1",
            "20266",
            "quý V/2026",
            "tháng 13/2026",
            "6 tháng 2026",
            "năm",
            "quý 3/26",
            "2026-Q3-1",
            "-2026",
            "２０２６",
        ] {
            assert!(Period::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_later_period_ends_later_and_of_equals_the_longer_is_later() {
        let mut some: Vec<Period> = all(2026).chain(all(2025)).collect();
        some.sort();
        let forms: Vec<String> = some.iter().rev().take(9).map(ToString::to_string).collect();
        let expected =
            ["2026", "2026-H2", "2026-Q4", "2026-12", "2026-11", "2026-10", "2026-9M", "2026-Q3"];
        assert_eq!(forms[..8], expected);
        assert!(some.windows(2).all(|pair| pair[0].last_day() <= pair[1].last_day()));
    }

    #[test]
    fn before_is_the_one_before_of_its_kind() {
        for (period, before, year_before) in [
            ("2026", "2025", "2025"),
            ("2026-H1", "2025-H2", "2025-H1"),
            ("2026-Q1", "2025-Q4", "2025-Q1"),
            ("2026-9M", "2025-9M", "2025-9M"),
            ("2026-01", "2025-12", "2025-01"),
            ("2026-09", "2026-08", "2025-09"),
        ] {
            let period: Period = period.parse().unwrap();
            assert_eq!(period.before().unwrap().to_string(), before);
            assert_eq!(period.a_year_before().unwrap().to_string(), year_before);
        }
        assert_eq!(Period::year(0).before(), None);
    }

    #[test]
    fn the_days_of_a_period_are_those_of_its_months() {
        for (period, first, last) in [
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-H1", "2026-01-01", "2026-06-30"),
            ("2026-Q3", "2026-07-01", "2026-09-30"),
            ("2026-9M", "2026-01-01", "2026-09-30"),
            ("2024-02", "2024-02-01", "2024-02-29"),
        ] {
            let period: Period = period.parse().unwrap();
            let days = [period.first_day(), period.last_day()].map(|day| day.unwrap().to_string());
            assert_eq!(days, [first, last]);
        }
    }
}
