//! [`Blocks`]: which units are ranked together, determined once for any number of rankings.

use std::collections::BTreeMap;

use super::Cohort;
use super::places::places_of_ratios;
use crate::framework::Ties;
use crate::quantity::Ratio;

/// The ranked units of a cohort, grouped by block.
pub(crate) struct Blocks {
    /// For each block, the positions of its scorecards in the cohort.
    members: Vec<Vec<usize>>,
    units: usize,
    ties: Ties,
}

impl Blocks {
    pub(crate) fn of(cohort: &Cohort) -> Blocks {
        let mut members: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for (place, card) in cohort.cards().iter().enumerate() {
            if card.unit().ranked {
                members.entry(cohort.block(card)).or_default().push(place);
            }
        }
        Blocks {
            members: members.into_values().collect(),
            units: cohort.cards().len(),
            ties: cohort.framework().policies().ties,
        }
    }

    /// The ranks that some ratios give, in the order of the scorecards; a unit without a ratio has
    /// no rank.
    pub(crate) fn ranks(&self, ratios: &[Option<Ratio>]) -> Vec<Option<u32>> {
        let mut ranks = vec![None; self.units];
        for members in &self.members {
            let key = |place: &usize| Some((ratios.get(*place).copied().flatten()?, *place));
            places_of_ratios(members.iter().filter_map(key).collect(), self.ties, &mut ranks);
        }
        ranks
    }
}
