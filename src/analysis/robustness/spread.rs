//! [`Spread`]: how often a unit had each rank over the replicates.

/// The ranks of a unit over all replicates, counted while they come in, so that many replicates
/// need little memory.
#[derive(Clone, Default)]
pub(super) struct Spread {
    /// The counts so far, sorted by rank.
    known: Vec<Known>,
    /// Rank and replicate of the results that are not yet counted.
    fresh: Vec<(u32, u32)>,
}

/// A rank, the number of replicates that have it, and the first of these replicates.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) rank: u32,
    pub(super) count: usize,
    pub(super) first: usize,
}

/// The least number of ranks that are counted together; it grows with the number of ranks known.
const FRESH: usize = 64;

impl Spread {
    pub(super) fn add(&mut self, rank: u32, replicate: usize) {
        self.fresh.push((rank, u32::try_from(replicate).unwrap_or(u32::MAX)));
        if self.fresh.len() >= FRESH.max(self.known.len()) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.fresh.sort_unstable();
        let mut known = std::mem::take(&mut self.known).into_iter().peekable();
        for class in self.fresh.chunk_by(|a, b| a.0 == b.0) {
            let Some((rank, replicate)) = class.first() else { continue };
            while let Some(before) = known.next_if(|known| known.rank < *rank) {
                self.known.push(before);
            }
            // A replicate counted earlier is always the earlier one.
            let first = usize::try_from(*replicate).unwrap_or(usize::MAX);
            let (count, first) = known
                .next_if(|known| known.rank == *rank)
                .map_or((0, first), |one| (one.count, one.first));
            self.known.push(Known { rank: *rank, count: count + class.len(), first });
        }
        self.known.extend(known);
        self.fresh.clear();
    }

    /// All ranks with their counts, the best rank first.
    pub(super) fn ranks(mut self) -> Vec<Known> {
        self.settle();
        self.known
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Spread;

    proptest! {
        #[test]
        fn a_spread_is_what_counting_gives(ranks in prop::collection::vec(1_u32..40, 0..600)) {
            let mut spread = Spread::default();
            let mut counted: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
            for (replicate, rank) in ranks.into_iter().enumerate() {
                spread.add(rank, replicate);
                counted.entry(rank).or_insert((0, replicate)).0 += 1;
            }
            let ranks = spread.ranks();
            let own: Vec<_> = ranks.iter().map(|one| (one.rank, (one.count, one.first))).collect();
            prop_assert_eq!(own, counted.into_iter().collect::<Vec<_>>());
        }
    }
}
