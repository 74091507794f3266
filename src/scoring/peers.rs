//! The figures of a block's units at each leaf, computed once and shared by all questions.

use std::collections::BTreeMap;

use super::{Cohort, Mark, Scorecard};
use crate::framework::LeafIx;
use crate::quantity::Points;

/// For each block, the median and best points of the units scored at each leaf.
#[derive(Clone, Debug, Default)]
pub(super) struct Peers(BTreeMap<Option<String>, Vec<LeafPeers>>);

/// Figures of the units of a block that are scored at one leaf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeafPeers {
    /// How many units of the block are scored there.
    pub(crate) count: usize,
    /// The median of their points.
    pub(crate) median: Option<Points>,
    /// The points of the best unit.
    pub(crate) best: Option<Points>,
    /// How many of these units are below the maximum of the leaf.
    pub(crate) below_max: usize,
}

impl Peers {
    pub(super) fn of(cohort: &Cohort) -> Peers {
        let mut blocks: BTreeMap<Option<&str>, Vec<&Scorecard>> = BTreeMap::new();
        for card in cohort.cards() {
            blocks.entry(cohort.block(card)).or_default().push(card);
        }
        let of_block = |cards: &[&Scorecard]| {
            let leaves = (0..cohort.framework().leaf_count()).map(LeafIx);
            let max = |leaf| cohort.framework().leaf_at(leaf).max();
            leaves.map(|leaf| at(cards, leaf, max(leaf))).collect::<Vec<LeafPeers>>()
        };
        let blocks = blocks.into_iter();
        Peers(blocks.map(|(block, cards)| (block.map(str::to_owned), of_block(&cards))).collect())
    }

    pub(super) fn at(&self, block: Option<&str>, leaf: LeafIx) -> LeafPeers {
        let of_block = self.0.get(&block.map(str::to_owned));
        of_block.and_then(|leaves| leaves.get(leaf.0)).copied().unwrap_or_default()
    }
}

fn at(cards: &[&Scorecard], leaf: LeafIx, max: Points) -> LeafPeers {
    let points: Vec<Points> = cards.iter().filter_map(|card| card.scored(leaf)).collect();
    let (count, best) = (points.len(), points.iter().copied().max());
    let below_max = points.iter().filter(|points| **points < max).count();
    LeafPeers { count, best, below_max, median: Points::median(points) }
}

impl Scorecard {
    /// The points at a leaf, if it is scored; `None` for a unit in error.
    pub(crate) fn scored(&self, leaf: LeafIx) -> Option<Points> {
        match self.mark_at(leaf) {
            Mark::Scored(points) if !self.is_refused() => Some(points),
            _ => None,
        }
    }
}

impl Cohort {
    /// The figures of a card's block at a leaf, the card itself included.
    pub(crate) fn peers_at(&self, card: &Scorecard, leaf: LeafIx) -> LeafPeers {
        self.found_peers().at(self.block(card), leaf)
    }
}
