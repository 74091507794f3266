//! Numbers as each language writes them: `12.50`, `90.02 %`, `1,210` and `12,50`, `90,02%`, `1.210`.

use super::Lang;
use crate::quantity::{Digits, Percent, Points, Ratio};

impl Lang {
    /// Points with a number of decimal places: `12.50` or `12,50`.
    pub fn points(self, points: Points, digits: Digits) -> String {
        self.decimal(&format!("{points:.*}", usize::from(digits.get())))
    }

    /// Points with as few decimal places as exactness allows: `12.5` or `12,5`.
    pub fn shortest(self, points: Points) -> String {
        self.decimal(&points.to_string())
    }

    /// A ratio as a percentage with the percent sign: `90.02 %` or `90,02%`.
    pub fn ratio(self, ratio: Ratio, digits: Digits) -> String {
        self.percent(ratio.percent(digits), digits)
    }

    /// A percentage with the percent sign: `90.02 %` or `90,02%`.
    pub fn percent(self, percent: Percent, digits: Digits) -> String {
        let number = self.decimal(&format!("{percent:.*}", usize::from(digits.get())));
        match self {
            Lang::En => format!("{number} %"),
            Lang::Vi => format!("{number}%"),
        }
    }

    /// A count, its digits grouped by thousands: `1,210` or `1.210`.
    pub fn count(self, count: Points) -> String {
        self.grouped(&count.to_string())
    }

    /// A plain number, its digits grouped by thousands.
    pub(crate) fn grouped(self, text: &str) -> String {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
        let (group, mark) = match self {
            Lang::En => (',', '.'),
            Lang::Vi => ('.', ','),
        };
        let mut out = sign.to_owned();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(mark);
            out.push_str(fraction);
        }
        out
    }

    pub(crate) fn decimal(self, plain: &str) -> String {
        match self {
            Lang::En => plain.to_owned(),
            Lang::Vi => plain.replace('.', ","),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_marks_follow_the_language() {
        let cases = [
            ("1210", "1,210", "1.210"),
            ("999", "999", "999"),
            ("1234567.5", "1,234,567.5", "1.234.567,5"),
            ("-1000", "-1,000", "-1.000"),
        ];
        for (plain, en, vi) in cases {
            let count: Points = plain.parse().unwrap();
            assert_eq!((Lang::En.count(count).as_str(), Lang::Vi.count(count).as_str()), (en, vi));
        }
    }
}
