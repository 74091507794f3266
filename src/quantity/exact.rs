//! Integer division with a stated rounding. The 256-bit functions are wide enough for products of
//! factors of up to 85 bits.

use ethnum::I256;

/// `n / d`, rounded half away from zero; `d` must be positive.
pub(crate) const fn div_half_away(n: i128, d: i128) -> i128 {
    let (quotient, rest) = (n / d, n % d);
    if rest.unsigned_abs() >= (d - rest.abs()).unsigned_abs() {
        quotient + n.signum()
    } else {
        quotient
    }
}

/// The least integer that is not below `n / d`; `d` must be positive.
pub(crate) const fn div_ceil(n: i128, d: i128) -> i128 {
    -((-n).div_euclid(d))
}

/// `a · b · c / (d · e)`, rounded half away from zero, for factors of up to 85 bits each.
///
/// Returns `None` when the result does not fit 128 bits; `d · e` must be positive.
pub(crate) fn mul_div_half_away(a: i128, b: i128, c: i128, d: i128, e: i128) -> Option<i128> {
    wide_div_half_away(I256::from(a) * I256::from(b) * I256::from(c), I256::from(d) * I256::from(e))
}

/// `n / d`, rounded half away from zero; `None` if it does not fit 128 bits. `d` must be positive.
pub(crate) fn wide_div_half_away(n: I256, d: I256) -> Option<i128> {
    let (quotient, rest) = (n / d, n % d);
    let up = rest.abs() >= d - rest.abs();
    i128::try_from(if up { quotient + n.signum() } else { quotient }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (n, d, want) in [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (-4, 3, -1), (0, 7, 0), (7, 2, 4)] {
            assert_eq!(div_half_away(n, d), want, "{n}/{d}");
            assert_eq!(mul_div_half_away(n, 1, 1, d, 1), Some(want), "{n}/{d}");
        }
    }

    #[test]
    fn ceiling_holds_on_both_sides_of_zero() {
        for (n, d, want) in [(5, 2, 3), (-5, 2, -2), (4, 2, 2), (0, 3, 0), (-1, 3, 0)] {
            assert_eq!(div_ceil(n, d), want, "{n}/{d}");
        }
    }
}
