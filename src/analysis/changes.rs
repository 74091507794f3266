//! Two states of one year's data: what changed, and whose rank it moved.

use super::ranking::rank;
use crate::assessment::Unit;
use crate::framework::LeafIx;
use crate::quantity::{Code, Points};
use crate::scoring::{Cohort, NodeScore, Scorecard, Slot};

/// What changed for one unit between two states of the data.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnitChange {
    /// The unit.
    pub unit: Unit,
    /// Its leaves, bonus and deduction that changed; none for a bystander whose rank moved.
    pub nodes: Vec<NodeChange>,
    /// The whole.
    pub total: NodeChange,
    /// Its rank before and after.
    pub ranks: [Option<usize>; 2],
}

/// A node before and after; `None` where the unit is not in that state.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NodeChange {
    /// The code, or `bonus`, `deduction`, `total`.
    pub code: Code,
    /// Its score before.
    pub before: Option<NodeScore>,
    /// Its score after.
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
        // No bonus is no change, also where the unit comes or goes.
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

/// Compares two states of one year under one framework, unit by unit in the order of their ids;
/// units that nothing touches are left out. Empty for two frameworks.
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
