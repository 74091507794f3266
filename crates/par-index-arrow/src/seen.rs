//! The names that were met, by their hashes: a table of places, so that a million names take no memory of
//! their own.

use std::hash::{BuildHasher, RandomState};

/// Names met so far.
pub(crate) struct Seen {
    hasher: RandomState,
    /// The upper half of a hash, and a row counted from 1; zero where none stands.
    slots: Vec<u64>,
}

impl Seen {
    pub(crate) fn with_room(rows: usize) -> Seen {
        let slots = rows.saturating_mul(2).max(16).next_power_of_two();
        Seen { hasher: RandomState::new(), slots: vec![0; slots] }
    }

    /// Whether a name is met for the first time; `same` says if it is that of another row.
    pub(crate) fn is_new(&mut self, name: &str, row: usize, same: &dyn Fn(usize) -> bool) -> bool {
        let hash = self.hasher.hash_one(name);
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
