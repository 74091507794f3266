//! Exact lengths for drawings, in hundredths of a pixel, computed in integers instead of floats.

use par_index::{Percent, PointSum};

/// A length in hundredths of a pixel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Length(pub(crate) i128);

impl Length {
    /// The length in pixels, as SVG attributes write it.
    pub(crate) fn text(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / 100, self.0.abs() % 100);
        if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:02}") }
    }
}

/// The share `part / whole` of so many pixels, rounded towards zero to a hundredth; zero if `whole`
/// is zero.
pub(crate) fn part(part: i128, whole: i128, pixels: i128) -> Length {
    if whole == 0 { Length(0) } else { Length(part * pixels * 100 / whole) }
}

/// The length of a percentage where 100 % takes so many pixels; values outside 0 to 100 are moved
/// to the nearest end.
pub(crate) fn percent(percent: Percent, pixels: i128) -> Length {
    let whole = billionths(&Percent::HUNDRED.to_string());
    part(billionths(&percent.to_string()).clamp(0, whole), whole, pixels)
}

/// A sum of points as an integer in billionths of a point, so all nine decimal places are kept.
pub(crate) fn points(points: PointSum) -> i128 {
    billionths(&points.to_string())
}

/// A number of billionths in decimal notation without trailing zeros.
pub(crate) fn decimal(billionths: i128) -> String {
    let sign = if billionths < 0 { "-" } else { "" };
    let (whole, rest) = (billionths.abs() / 1_000_000_000, billionths.abs() % 1_000_000_000);
    let places = format!("{rest:09}");
    let places = places.trim_end_matches('0');
    if places.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{places}") }
}

/// A decimal number of at most nine places as an integer in billionths.
pub(crate) fn billionths(text: &str) -> i128 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let number = format!("{whole}{places:0<9}").parse::<i128>().unwrap_or_default();
    sign * number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_exact_to_a_hundredth() {
        assert_eq!(percent("62.5".parse().unwrap(), 400).text(), "250");
        assert_eq!(percent("33.333333333".parse().unwrap(), 300).text(), "99.99");
        assert_eq!(percent("104".parse().unwrap(), 300).text(), "300");
        assert_eq!(percent("-4".parse().unwrap(), 300).text(), "0");
        assert_eq!(billionths("-0.5"), -500_000_000);
        for text in ["-0.5", "0", "12", "3.000000001", "10.25"] {
            assert_eq!(decimal(billionths(text)), text);
        }
        assert_eq!(part(1, 3, 10).text(), "3.33");
    }
}
