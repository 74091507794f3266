//! Which ballots have been met, by hashes: neither their numbers nor their answers are kept.

use std::collections::hash_map::{Entry, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use sha2::{Digest, Sha256};

/// The ballots met so far: eight bytes that tell one from another, four that tell what it said.
///
/// Two of a million numbers share eight bytes with a chance of 3 in 100 million.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(HashMap<u64, u32, BuildHasherDefault<Hashed>>);

/// What is known of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// It was not met before.
    First,
    /// It was met with the same answers.
    Same,
    /// It was met with other answers.
    Other,
}

impl Seen {
    /// Meets a ballot of a unit and channel, a group, the file its number counts in and that number.
    pub(super) fn meet(
        &mut self,
        (sheet, slot, file, ballot): (usize, usize, &str, &str),
        answers: &[u16],
    ) -> Met {
        let mut digest = Sha256::new();
        digest.update(sheet.to_le_bytes());
        digest.update(slot.to_le_bytes());
        digest.update(file.len().to_le_bytes());
        digest.update(file.as_bytes());
        digest.update(ballot.as_bytes());
        let key = first(digest, 8);
        let mut digest = Sha256::new();
        for answer in answers {
            digest.update(answer.to_le_bytes());
        }
        let said = u32::try_from(first(digest, 4)).unwrap_or_default();
        match self.0.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(said);
                Met::First
            }
            Entry::Occupied(met) if *met.get() == said => Met::Same,
            Entry::Occupied(_) => Met::Other,
        }
    }
}

/// The first bytes of a digest as a number.
fn first(digest: Sha256, bytes: usize) -> u64 {
    digest.finalize().iter().take(bytes).fold(0, |key, byte| key << 8 | u64::from(*byte))
}

/// A hasher that passes its key on unchanged, since the keys of this map are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |key, byte| key << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
