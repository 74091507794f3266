//! [`Draw`]: the random numbers of one replicate.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::quantity::{Percent, div_half_away};

/// One, in the unit of factors: a hundredth of a percent.
pub(super) const WHOLE: i64 = 10_000;

/// Even random integers, one stream for each replicate: how many threads draw does not matter.
pub(super) struct Draw {
    random: ChaCha8Rng,
    amount: u64,
    /// What is drawn at or above it would make some numbers likelier.
    fair: u64,
}

impl Draw {
    pub(super) fn new(seed: u64, amount: Percent, replicate: usize) -> Draw {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut random = ChaCha8Rng::from_seed(key);
        random.set_stream(u64::try_from(replicate).unwrap_or(u64::MAX));
        // Hundredths of a percent; below 0 no variation passes its check.
        let amount = div_half_away(amount.raw(), 10_000_000);
        let amount = u64::try_from(amount).unwrap_or_default();
        let fair = u64::MAX - u64::MAX % (2 * amount + 1);
        Draw { random, amount, fair }
    }

    /// From −amount to +amount, each as likely.
    pub(super) fn within(&mut self) -> i64 {
        let choices = 2 * self.amount + 1;
        loop {
            let drawn = self.random.next_u64();
            if drawn < self.fair {
                // At most 20,000: no amount is above 100 %.
                return (drawn % choices).cast_signed() - self.amount.cast_signed();
            }
        }
    }
}
