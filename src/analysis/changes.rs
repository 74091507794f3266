//! Compares two states of one year's data: which scores changed, and which ranks moved.

use super::ranking::rank;
use crate::assessment::Unit;
use crate::framework::LeafIx;
use crate::quantity::{Code, Points};
use crate::scoring::{Cohort, NodeScore, Scorecard, Slot};

/// The changes of one unit between two states of the data.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnitChange {
    /// The unit whose scores or rank changed.
    pub unit: Unit,
    /// The unit's leaves, bonus and deduction whose score changed; empty for a unit whose rank
    /// moved only because other units changed.
    pub nodes: Vec<NodeChange>,
    /// The unit's total score before and after.
    pub total: NodeChange,
    /// The unit's rank before and after.
    pub ranks: [Option<usize>; 2],
}

/// The score of one node before and after; `None` where the unit does not appear in that state.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NodeChange {
    /// The code of the leaf, or `bonus`, `deduction` or `total`.
    pub code: Code,
    /// The node's score before.
    pub before: Option<NodeScore>,
    /// The node's score after.
    pub after: Option<NodeScore>,
}

impl NodeChange {
    fn of(before: Option<&Scorecard>, after: Option<&Scorecard>, slot: Slot) -> Option<NodeChange> {
        let score = |card: Option<&Scorecard>| card.map(|card| card.slot(slot));
        let (before, after) = (score(before), score(after));
        let code = after.as_ref().or(before.as_ref())?.code().clone();
        Some(NodeChange { code, before, after })
    }

    fn changed(&self) -> bool {
        // A bonus or deduction of 0 points is no change, even for a unit that appears or
        // disappears.
        let beside = matches!(self.code.as_str(), "bonus" | "deduction");
        let none = |score: &Option<NodeScore>| {
            score.as_ref().is_none_or(|score| score.obtained() == Points::ZERO)
        };
        if beside && none(&self.before) && none(&self.after) {
            return false;
        }
        let said =
            |score: &NodeScore| (score.obtained(), score.possible(), score.open(), score.state());
        self.before.as_ref().map(said) != self.after.as_ref().map(said)
    }
}

/// Compares two states of one year under one framework, unit by unit in the order of their ids. A
/// unit whose scores and rank are unchanged is left out. If the two cohorts are under different
/// frameworks, the list is empty.
///
/// # Example
/// ```
/// use par_index::analysis::changes;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let input = read(&fw, sample("communes-2023")?);
/// let before = score_all(&fw, &input.assessments, Basis::Final);
/// let after = score_all(&fw, &input.assessments[1..], Basis::Final);
/// assert!(changes(&before, &before).is_empty());
/// let moved = changes(&before, &after);
/// assert_eq!((moved[0].unit.id.as_str(), moved[0].ranks), ("sample-commune-01", [Some(7), None]));
/// assert!(moved[1..].iter().all(|unit| unit.nodes.is_empty())); // whom it moved up
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn changes(before: &Cohort, after: &Cohort) -> Vec<UnitChange> {
    if before.framework() != after.framework() {
        return Vec::new();
    }
    let mut units: Vec<&Unit> =
        before.cards().iter().chain(after.cards()).map(Scorecard::unit).collect();
    units.sort_by(|a, b| a.id.cmp(&b.id));
    units.dedup_by(|a, b| a.id == b.id);
    let rankings = [rank(before), rank(after)];
    let framework = after.framework();
    let slots = || {
        let leaves = (0..framework.leaf_count()).map(LeafIx);
        let leaves = leaves.map(|leaf| Slot::Node(framework.leaf_ix(leaf)));
        leaves.chain([Slot::Bonus, Slot::Deduction])
    };
    let changed = units.into_iter().filter_map(|unit| {
        let cards = [before.card(&unit.id), after.card(&unit.id)];
        let of = |slot| NodeChange::of(cards[0], cards[1], slot);
        let total = of(Slot::Total)?;
        let nodes: Vec<NodeChange> = slots().filter_map(of).filter(NodeChange::changed).collect();
        let ranks = [0, 1].map(|at: usize| rankings[at].of(&unit.id).and_then(|row| row.rank));
        let touched = !nodes.is_empty() || total.changed() || ranks[0] != ranks[1];
        touched.then(|| UnitChange { unit: unit.clone(), nodes, total, ranks })
    });
    changed.collect()
}
