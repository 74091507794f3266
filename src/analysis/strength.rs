//! Strengths (*tiêu chí đạt điểm cao*): the leaves where a unit is above the median of its block.

use std::ops::Deref;

use crate::assessment::Unit;
use crate::finding::Finding;
use crate::framework::LeafIx;
use crate::quantity::{Code, Points, Ratio};
use crate::scoring::{Cohort, Scorecard};
use crate::words::{Lang, Text};

/// The strong leaves of one unit, those furthest above the median first; it can be read like a
/// slice.
///
/// A stored list does not contain the data from which it was computed, so it is not checked against
/// them when it is read. To be able to repeat it, keep the assessments, or a
/// [`Reply`](crate::reply::Reply) with its seal, beside it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct StrongList {
    rows: Vec<StrongLeaf>,
    findings: Vec<Finding>,
}

/// A leaf at which a unit is above the median of its block.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StrongLeaf {
    /// The position in the list, from 1.
    pub position: usize,
    /// The unit that is above the median.
    pub unit: Unit,
    /// The code of the leaf.
    pub code: Code,
    /// The full name of the leaf.
    pub title: Text,
    /// The name of the leaf in tables.
    pub short: Text,
    /// The ids of the leaf's lead agencies joined by `+`; empty without a lead.
    pub lead: String,
    /// The short names of the leaf's lead agencies.
    pub lead_names: Text,
    /// The framework's maximum.
    pub max: Points,
    /// The points the unit obtained.
    pub obtained: Points,
    /// Obtained ÷ maximum.
    pub ratio: Option<Ratio>,
    /// The points above the median of the block's units scored at the leaf, this unit included.
    pub above: Points,
    /// The unit's rank by points among these units: 1 + the number of units with more.
    pub rank: usize,
    /// How many units of the block are scored at the leaf.
    pub of: usize,
}

impl StrongList {
    /// Why the list is empty, if the unit was unknown or ambiguous.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl Deref for StrongList {
    type Target = [StrongLeaf];

    fn deref(&self) -> &[StrongLeaf] {
        &self.rows
    }
}

/// The leaves at which a unit, named by id or name, has more points than the median of its block. A
/// leaf with fewer than three scored units has no median. Equal rows stay in framework order.
///
/// # Example
/// ```
/// use par_index::analysis::strengths;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let list = strengths(&all, "sample-commune-09");
/// assert_eq!((list[0].code.as_str(), list[0].rank), ("8.1", 1));
/// assert!(list.windows(2).all(|pair| pair[0].above >= pair[1].above));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn strengths(cohort: &Cohort, unit: &str) -> StrongList {
    let card = match cohort.card_named(unit) {
        Ok(card) => card,
        Err(finding) => return StrongList { rows: Vec::new(), findings: vec![*finding] },
    };
    let leaves = (0..cohort.framework().leaf_count()).map(LeafIx);
    let mut rows: Vec<StrongLeaf> = leaves.filter_map(|leaf| row(cohort, card, leaf)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.above));
    for (place, row) in rows.iter_mut().enumerate() {
        row.position = place + 1;
    }
    StrongList { rows, findings: Vec::new() }
}

fn row(cohort: &Cohort, card: &Scorecard, leaf: LeafIx) -> Option<StrongLeaf> {
    let framework = cohort.framework();
    let node = framework.leaf_at(leaf);
    let own = card.scored(leaf)?;
    let peers: Vec<Points> = cohort.peers(card).filter_map(|card| card.scored(leaf)).collect();
    let (rank, of) = (1 + peers.iter().filter(|peer| **peer > own).count(), peers.len());
    if of < 3 {
        return None;
    }
    let above = own.minus(Points::median(peers)?);
    above.is_positive().then(|| StrongLeaf {
        position: 0,
        unit: card.unit().clone(),
        code: node.code().clone(),
        title: node.name().clone(),
        short: node.short().clone(),
        lead: node.lead_key(),
        lead_names: Text::new(node.lead_names(Lang::Vi), node.lead_names(Lang::En)),
        max: node.max(),
        obtained: own,
        ratio: Ratio::new(own, node.max()),
        above,
        rank,
        of,
    })
}
