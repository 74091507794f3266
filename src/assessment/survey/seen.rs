//! Recognises ballots that come twice, by hashes: neither ballot numbers nor answers are kept.

use std::collections::hash_map::{Entry, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use sha2::{Digest, Sha256};

/// The ballots met so far: a hash of eight bytes for the number, one of four bytes for the answers.
///
/// Among a million ballots, two get the same eight bytes with a chance of 3 in 100 million.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(HashMap<u64, u32, BuildHasherDefault<Hashed>>);

/// Whether a ballot was met before, and with which answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// The ballot was not met before.
    First,
    /// The ballot was met before, with the same answers.
    Same,
    /// The ballot was met before, with other answers.
    Other,
}

impl Seen {
    /// Records a ballot by its sheet (unit and channel), group, the file that its number is valid
    /// in, and that number.
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
