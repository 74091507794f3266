//! [`Draw`]: the random numbers of one replicate.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::quantity::{Percent, div_half_away};

/// A factor of one, counted in hundredths of a percent.
pub(super) const WHOLE: i64 = 10_000;

/// Evenly distributed random integers. Each replicate has its own stream, so the results do not
/// depend on the number of threads.
pub(super) struct Draw {
    random: ChaCha8Rng,
    amount: u64,
    /// Numbers drawn at or above this limit are discarded, since they would make some results
    /// likelier.
    fair: u64,
}

impl Draw {
    pub(super) fn new(seed: u64, amount: Percent, replicate: usize) -> Draw {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut random = ChaCha8Rng::from_seed(key);
        random.set_stream(u64::try_from(replicate).unwrap_or(u64::MAX));
        // The amount in hundredths of a percent; it is never below 0, since the variation was
        // checked.
        let amount = div_half_away(amount.raw(), 10_000_000);
        let amount = u64::try_from(amount).unwrap_or_default();
        let fair = u64::MAX - u64::MAX % (2 * amount + 1);
        Draw { random, amount, fair }
    }

    /// Draws an integer from −amount to +amount, each equally likely.
    pub(super) fn within(&mut self) -> i64 {
        let choices = 2 * self.amount + 1;
        loop {
            let drawn = self.random.next_u64();
            if drawn < self.fair {
                // The remainder is at most 20,000, since no amount is above 100 %.
                return (drawn % choices).cast_signed() - self.amount.cast_signed();
            }
        }
    }
}
