//! The meaning of the digits in a cell: numbers by their first fifteen digits, percentages, days.
//! All of this is computed on decimal digits, never in binary floating point.

/// The number of significant digits that a spreadsheet's binary number can hold.
const DIGITS: usize = 15;
/// The most decimal places that points may have.
const PLACES: i32 = 9;

/// A number in plain form with at most nine decimal places, and whether it had more. The decimal
/// mark is first moved right by `shift` places. `None` if the text is not a number.
pub(super) fn number(text: &str, shift: i32) -> Option<(String, bool)> {
    let decimal = Decimal::read(text, shift)?;
    // A number of more than thirty digits cannot be points: it is returned as it is written.
    if decimal.point > 30 {
        return Some((text.to_owned(), false));
    }
    let mut short = decimal;
    let kept = short.point + PLACES;
    let rounded = kept < i32::try_from(short.digits.len()).unwrap_or(i32::MAX);
    if kept < 0 {
        // Less than half a unit of the last place, as the remainder of =0.1+0.2-0.3 is: nothing.
        short.digits.clear();
    }
    short.cut(usize::try_from(kept).unwrap_or_default());
    Some((short.plain(), rounded))
}

/// Whether [`number`] would return a text unchanged, because it has few digits and no superfluous
/// zero.
pub(super) fn is_plain(text: &str) -> bool {
    let (whole, places) = text.split_once('.').unwrap_or((text, "1"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=6).contains(&whole.len())
        && (1..=9).contains(&places.len())
        && digits(whole)
        && digits(places)
        && (whole == "0" || !whole.starts_with('0'))
        && !places.ends_with('0')
}

/// The digits of a number (without leading zeros), and how many of them stand before the decimal
/// mark.
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// Reads a number as XML writes it, rounded to its first fifteen digits.
    fn read(text: &str, shift: i32) -> Option<Decimal> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        if !(-400..=400).contains(&exponent) || mantissa.len() > 400 {
            return None;
        }
        let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: Vec<u8> = whole.bytes().chain(places.bytes()).collect();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        digits.drain(..zeros);
        let point = i32::try_from(whole.len()).ok()? - i32::try_from(zeros).ok()?;
        let mut decimal = Decimal { negative, digits, point: point + exponent + shift };
        decimal.cut(DIGITS);
        Some(decimal)
    }

    /// Keeps the first `keep` digits, rounding half away from zero, and removes zeros at the end.
    fn cut(&mut self, keep: usize) {
        let up = self.digits.get(keep).is_some_and(|digit| *digit >= b'5');
        self.digits.truncate(keep);
        if up {
            let nines = self.digits.iter().rev().take_while(|digit| **digit == b'9').count();
            self.digits.truncate(self.digits.len() - nines);
            if let Some(digit) = self.digits.last_mut() {
                *digit += 1;
            } else {
                self.digits.push(b'1');
                self.point += 1;
            }
        }
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            (self.point, self.negative) = (0, false);
        }
    }

    fn plain(&self) -> String {
        let mut out = String::new();
        if self.negative {
            out.push('-');
        }
        let digit = |n: i32| {
            let digit = usize::try_from(n).ok().and_then(|n| self.digits.get(n));
            char::from(digit.copied().unwrap_or(b'0'))
        };
        if self.point <= 0 {
            out.push('0');
        }
        (0..self.point).for_each(|n| out.push(digit(n)));
        let end = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        if end > self.point {
            out.push('.');
            (self.point..end).for_each(|n| out.push(digit(n)));
        }
        out
    }
}

/// The day that a spreadsheet's serial number means, `2023-06-30`, or the time of day, `07:30`;
/// `None` if it means neither.
pub(super) fn day(text: &str, from_1904: bool) -> Option<String> {
    let decimal = Decimal::read(text, 0)?;
    if decimal.negative || decimal.point > 7 {
        return None;
    }
    let plain = decimal.plain();
    let (whole, places) = plain.split_once('.').unwrap_or((&plain, ""));
    let serial: i64 = whole.parse().ok()?;
    if serial == 0 && !from_1904 {
        // Eleven decimal places of a day are exact to the second.
        let part: i64 = format!("{places:0<11.11}").parse().ok()?;
        let minutes = (part * 1440 + 50_000_000_000) / 100_000_000_000;
        return Some(format!("{:02}:{:02}", minutes / 60, minutes % 60));
    }
    // Spreadsheets count a day 60 for 29 February 1900, which never existed; the days before it are
    // therefore shifted by one.
    let before_1970 = match (from_1904, serial) {
        (true, _) => 24_107,
        (false, 60) => return None,
        (false, ..60) => 25_568,
        (false, _) => 25_569,
    };
    let days = serial - before_1970;
    (days < 2_932_897).then(|| civil(days))
}

/// The date a number of days after 1 January 1970, in the Gregorian calendar.
fn civil(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_by_fifteen_digits_and_nine_places() {
        for (text, plain, rounded) in [
            ("0.30000000000000004", "0.3", false),
            ("0.1", "0.1", false),
            ("0.96666666666666701", "0.966666667", true),
            ("12", "12", false),
            ("-0", "0", false),
            ("1E2", "100", false),
            ("1.5E-3", "0.0015", false),
            ("1.2E-10", "0", true),
            ("9.9999999999999995E-1", "1", false),
            ("99.9999999996", "100", true),
            ("4.9999999999999E-10", "0", true),
            ("5E-10", "0.000000001", true),
            ("5E-11", "0", true),
            ("5.5511151231257827E-17", "0", true),
            ("-9.9E-11", "0", true),
            ("1234567.123456789123", "1234567.12345679", false),
            ("-2.5", "-2.5", false),
            ("007.50", "7.5", false),
            ("0", "0", false),
            ("1E40", "1E40", false),
        ] {
            assert_eq!(number(text, 0), Some((plain.to_owned(), rounded)), "{text}");
        }
        for text in ["", "-", ".", "1,5", "NaN", "INF", "1e", "1e999", "١", "1.2.3"] {
            assert_eq!(number(text, 0), None, "{text}");
        }
        assert_eq!(number("0.85", 2), Some(("85".to_owned(), false)));
        assert_eq!(number("0.91430000000000002", 2), Some(("91.43".to_owned(), false)));
        assert_eq!(number("1", 2), Some(("100".to_owned(), false)));
    }

    #[test]
    fn a_plain_number_stays_as_it_is() {
        let mut plain = 0;
        for text in [
            "0",
            "7",
            "12",
            "0.5",
            "3.25",
            "999999.999999999",
            "1234567",
            "00",
            "01",
            "0.0",
            "1.50",
            ".5",
            "5.",
            "",
            "-1",
            "+1",
            "1e2",
            "1.2.3",
            "1.0000000001",
            "x",
            "1,5",
            "١",
        ] {
            if is_plain(text) {
                plain += 1;
                assert_eq!(number(text, 0), Some((text.to_owned(), false)), "{text}");
            }
        }
        assert_eq!(plain, 6);
    }

    #[test]
    fn numbers_of_days_are_days() {
        for (text, from_1904, plain) in [
            ("1", false, Some("1900-01-01")),
            ("59", false, Some("1900-02-28")),
            ("60", false, None),
            ("61", false, Some("1900-03-01")),
            ("45019", false, Some("2023-04-03")),
            ("45107.5", false, Some("2023-06-30")),
            ("43557", true, Some("2023-04-03")),
            ("2958465", false, Some("9999-12-31")),
            ("2958466", false, None),
            ("-1", false, None),
            ("0.3125", false, Some("07:30")),
            ("x", false, None),
        ] {
            assert_eq!(day(text, from_1904).as_deref(), plain, "{text}");
        }
    }
}
