//! How far the points of a survey may be from the points that asking everybody would have given.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::framework::vocabulary::vocabulary;
use crate::quantity::{Digits, Percent};

vocabulary! {
    /// The confidence level of an interval (*độ tin cậy*): the share of all samples whose interval
    /// holds the true value.
    #[derive(Default)]
    Confidence {
        /// 90 %: 1.645 standard errors on either side.
        Ninety "90",
        /// 95 %: 1.96 standard errors on either side.
        #[default]
        NinetyFive "95",
        /// 99 %: 2.576 standard errors on either side.
        NinetyNine "99",
    }
}

impl Confidence {
    /// The number of standard errors on either side of the mean, in thousandths.
    const fn thousandths(self) -> i64 {
        match self {
            Confidence::Ninety => 1_645,
            Confidence::NinetyFive => 1_960,
            Confidence::NinetyNine => 2_576,
        }
    }
}

/// The mean weight of the answers to a leaf's questions, with its exact variance.
///
/// Both are exact fractions; only the bounds of an interval are rounded, namely outwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The mean in percent.
    pub(super) mean: BigRational,
    /// The variance in percent squared; `None` if a question has fewer than two answers.
    pub(super) variance: Option<BigRational>,
}

impl Estimate {
    /// The mean weight in percent, rounded to the given number of places.
    pub fn mean(&self, digits: Digits) -> Percent {
        percent(&(&self.mean * scale(digits)).round().to_integer(), digits)
    }

    /// The variance of the mean as an exact fraction of percent squared, such as `121/30`; `None`
    /// where a question has fewer than two answers.
    pub fn variance(&self) -> Option<String> {
        self.variance.as_ref().map(ToString::to_string)
    }

    /// The variance of the mean in percent squared, rounded to nine places.
    pub fn variance_rounded(&self) -> Option<Percent> {
        let variance = self.variance.as_ref()?;
        Some(percent(&(variance * scale(Digits::NINE)).round().to_integer(), Digits::NINE))
    }

    /// The interval around the mean, in percent, rounded outwards and kept within 0 to 100.
    ///
    /// The standard error is never rounded: a bound is the last step of the print digits that the
    /// exact interval does not pass, found by integer square roots.
    pub fn interval(&self, confidence: Confidence, digits: Digits) -> Option<(Percent, Percent)> {
        let (mean, reach) = self.scaled(confidence, digits)?;
        let whole = ceil_root(&reach);
        let reached = |far: &BigRational| *far >= BigInt::from(0).into() && far * far >= reach;
        // Each bound begins where it surely encloses the interval and moves inwards as long as it
        // still does.
        let mut low = mean.floor().to_integer() - &whole;
        while reached(&(&mean - BigRational::from(&low + 1))) {
            low += 1;
        }
        let mut high = mean.ceil().to_integer() + &whole;
        while reached(&(BigRational::from(&high - 1) - &mean)) {
            high -= 1;
        }
        let (least, most) = (BigInt::from(0), scale(digits) * 100);
        Some((percent(&low.max(least), digits), percent(&high.min(most), digits)))
    }

    /// The mean and the squared half width of the interval, in units of the last printed place.
    fn scaled(&self, confidence: Confidence, digits: Digits) -> Option<(BigRational, BigRational)> {
        let scale = scale(digits);
        let errors = BigRational::new(confidence.thousandths().into(), 1_000.into());
        let reach = self.variance.as_ref()? * &errors * &errors * (&scale * &scale);
        Some((&self.mean * scale, reach))
    }
}

fn scale(digits: Digits) -> BigInt {
    BigInt::from(10).pow(u32::from(digits.get()))
}

/// A number of units of the last printed place, as a percentage.
fn percent(steps: &BigInt, digits: Digits) -> Percent {
    let raw = i128::try_from(steps * digits.unit());
    Percent::from_raw(raw.unwrap_or(i128::MAX))
}

/// The least whole number whose square is at least the given fraction.
fn ceil_root(square: &BigRational) -> BigInt {
    let square = square.ceil().to_integer();
    let root = square.sqrt();
    if &root * &root < square { root + 1 } else { root }
}

/// The number of answers that a survey of a population needs (*cỡ mẫu*): `⌈N ÷ (1 + N·e²)⌉`,
/// exactly, for a population `N` and an error `e`.
///
/// `None` for an error that is not above 0, or if the result does not fit into 64 bits.
///
/// # Example
/// ```
/// use par_index::assessment::required_sample;
/// use par_index::Percent;
/// assert_eq!(required_sample(3_321, Percent::whole(5)), Some(358)); // 3321 ÷ 9.3025 = 357.002…
/// assert_eq!(required_sample(400, Percent::whole(5)), Some(200)); // exactly
/// ```
pub fn required_sample(population: u64, error: Percent) -> Option<u64> {
    if error <= Percent::ZERO {
        return None;
    }
    let population = BigInt::from(population);
    let error = BigRational::new(error.raw().into(), Percent::HUNDRED.raw().into());
    let least = BigRational::from(population.clone())
        / (BigRational::from(BigInt::from(1)) + BigRational::from(population) * &error * &error);
    u64::try_from(least.ceil().to_integer()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(n: i64) -> BigRational {
        BigRational::from(BigInt::from(n))
    }

    #[test]
    fn bounds_are_rounded_outwards() {
        // The standard error is 1.5, and 1.96 × 1.5 = 2.94 exactly: both bounds lie on a printed
        // step, so that nothing is rounded.
        let estimate = Estimate { mean: whole(50), variance: Some(whole(9) / whole(4)) };
        let shown = |(low, high): (Percent, Percent)| (low.to_string(), high.to_string());
        let at = |digits| shown(estimate.interval(Confidence::NinetyFive, digits).unwrap());
        assert_eq!(at(Digits::TWO), ("47.06".into(), "52.94".into()));
        assert_eq!(at(Digits::new(0).unwrap()), ("47".into(), "53".into()));
        // The standard error is √2: 1.96 × 1.41421356… = 2.77185…, so that the bounds are rounded
        // outwards.
        let estimate = Estimate { mean: whole(99), variance: Some(whole(2)) };
        let bounds = estimate.interval(Confidence::NinetyFive, Digits::TWO).unwrap();
        assert_eq!(shown(bounds), ("96.22".into(), "100".into()));
    }
}
