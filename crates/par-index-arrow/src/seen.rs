//! Remembers which names have occurred, by their hashes: a table of row numbers, so that a million
//! names need not be stored again.

use std::hash::{BuildHasher, RandomState};

/// The names that have occurred so far.
pub(crate) struct Seen {
    /// A random seed, so that nobody can prepare names with equal hashes to slow the search down.
    seed: u64,
    /// The upper half of a hash together with a row number counted from 1; zero for a free slot.
    slots: Vec<u64>,
}

impl Seen {
    pub(crate) fn with_room(rows: usize) -> Seen {
        let slots = rows.saturating_mul(2).max(16).next_power_of_two();
        Seen { seed: RandomState::new().hash_one(0_u8), slots: vec![0; slots] }
    }

    /// Whether a name occurs for the first time; `same` tells whether another row has the same
    /// name.
    pub(crate) fn is_new(&mut self, name: &str, row: usize, same: &dyn Fn(usize) -> bool) -> bool {
        let hash = hash(self.seed, name.as_bytes());
        let upper = hash >> 32 << 32;
        let mask = self.slots.len() - 1;
        let mut at = usize::try_from(hash & 0xFFFF_FFFF).unwrap_or_default() & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == 0 {
                *slot = upper | (u64::try_from(row).unwrap_or_default() + 1);
                return true;
            }
            let other = usize::try_from((*slot & 0xFFFF_FFFF) - 1).unwrap_or_default();
            if *slot >> 32 << 32 == upper && same(other) {
                return false;
            }
            at = (at + 1) & mask;
        }
        true
    }
}

/// A hash of a name: eight bytes at a time are multiplied, and both halves of the product combined.
fn hash(seed: u64, name: &[u8]) -> u64 {
    let fold = |a: u64, b: u64| {
        let wide = u128::from(a) * u128::from(b);
        let [low, high] = [wide, wide >> 64].map(|half| half & u128::from(u64::MAX));
        u64::try_from(low ^ high).unwrap_or_default()
    };
    let mut hash = seed ^ u64::try_from(name.len()).unwrap_or_default();
    for part in name.chunks(8) {
        let mut word = [0; 8];
        word.iter_mut().zip(part).for_each(|(to, from)| *to = *from);
        hash = fold(
            hash ^ u64::from_le_bytes(word),
            (0x9E37_79B9_7F4A_7C15 ^ seed.rotate_left(32)) | 1,
        );
    }
    fold(hash, 0xD1B5_4A32_D192_ED03)
}
