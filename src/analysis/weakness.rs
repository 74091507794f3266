//! Weak criteria (*tiêu chí đạt điểm thấp*): the leaves that cost points, with lead and reason.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::why::{stated_facts, why};
use crate::assessment::Unit;
use crate::finding::Finding;
use crate::framework::{Leaf, LeafIx};
use crate::quantity::{Code, Points, Ratio};
use crate::scoring::{Cohort, Mark, Scorecard, Slot};
use crate::words::{Lang, Phrase, Text};

/// By what weak leaves are ordered; equal ones stay in framework order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Order {
    /// Most points lost first.
    #[default]
    PointsLost,
    /// Lowest ratio of obtained to possible first.
    Attainment,
    /// Furthest below the median of the block's units first; leaves not below it are left out.
    PeerGap,
    /// Weak for the most years in a row first.
    Repeat,
}

/// The weak leaves of one unit, in order; reads like a slice of [`WeakLeaf`].
///
/// It is kept as it was told: nothing in it says of which data, so what is read back is not held to
/// any. Whoever keeps it keeps the assessments, or a [`Reply`](crate::reply::Reply) with its seal, beside it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct WeakList {
    rows: Vec<WeakLeaf>,
    lost: Points,
    findings: Vec<Finding>,
}

/// A leaf that loses points.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WeakLeaf {
    /// The place in the list, from 1.
    pub position: usize,
    /// The unit.
    pub unit: Unit,
    /// The leaf.
    pub code: Code,
    /// Its full name.
    pub title: Text,
    /// Its name in tables.
    pub short: Text,
    /// The ids of its leads joined by `+`; empty without a lead.
    pub lead: String,
    /// The short names of its leads.
    pub lead_names: Text,
    /// The ruler's maximum.
    pub max: Points,
    /// What was possible.
    pub possible: Points,
    /// What was obtained.
    pub obtained: Points,
    /// What was lost.
    pub lost: Points,
    /// Obtained ÷ possible.
    pub ratio: Option<Ratio>,
    /// Its part of all that the unit's leaves lost.
    pub share_of_lost: Option<Ratio>,
    /// The part of this row and all above it.
    pub cumulative_share: Option<Ratio>,
    /// Whether the survey decides it, so that no paper repairs it.
    pub survey: bool,
    /// Whether a remedy can better it: never what does not apply.
    pub repairable: bool,
    /// The best level its rule can give, or the standing where that is no better.
    pub best: Points,
    /// How far it is below the median of the block's units scored at the leaf, itself included;
    /// `None` unless below, and under three units.
    pub peer_gap: Option<Points>,
    /// How far it is below the best of them.
    pub best_gap: Option<Points>,
    /// How many years in a row, up to this one, it was below the cohort's threshold; `None` without
    /// a ratio.
    pub repeats: Option<usize>,
    /// How many units of the block are scored at the leaf and below its maximum, itself included.
    pub units_below_max: usize,
    /// Why points were lost.
    pub why: Text,
}

impl WeakList {
    /// What all leaves of the unit lost together; bonus and deduction are left out.
    pub fn lost(&self) -> Points {
        self.lost
    }

    /// Why there are no rows, if the call was wrong.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl Deref for WeakList {
    type Target = [WeakLeaf];

    fn deref(&self) -> &[WeakLeaf] {
        &self.rows
    }
}

impl<'a> IntoIterator for &'a WeakList {
    type Item = &'a WeakLeaf;
    type IntoIter = std::slice::Iter<'a, WeakLeaf>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

/// The leaves of a unit, by id or name, that lose points, weakest first.
///
/// An unknown unit gives an empty list whose findings say so; [`Cohort::unit`] makes that an error.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, weak, Basis, Lang, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let weakest = weak(&all, "sample-commune-01", Order::PointsLost);
/// assert_eq!(weakest[1].code.as_str(), "1.3");
/// assert_eq!(weakest[1].why.get(Lang::En), "55.56 %, below the floor of 60 %; 2.00 claimed, no evidence");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn weak(cohort: &Cohort, unit: &str, order: Order) -> WeakList {
    let card = match cohort.card_named(unit) {
        Ok(card) => card,
        Err(finding) => {
            return WeakList { rows: Vec::new(), lost: Points::ZERO, findings: vec![*finding] };
        }
    };
    let mut rows: Vec<WeakLeaf> = (0..cohort.framework().leaf_count())
        .map(LeafIx)
        .filter_map(|leaf| row(cohort, card, leaf))
        .collect();
    rows.sort_by(|a, b| match order {
        Order::PointsLost => b.lost.cmp(&a.lost),
        // What lost points had something possible, so both ratios are there; a bonus never is.
        Order::Attainment => match (a.ratio, b.ratio) {
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        },
        Order::PeerGap => b.peer_gap.cmp(&a.peer_gap),
        Order::Repeat => b.repeats.cmp(&a.repeats),
    });
    let lost = rows.iter().fold(Points::ZERO, |sum, row| sum.plus(row.lost));
    if order == Order::PeerGap {
        rows.retain(|row| row.peer_gap.is_some());
    }
    let mut sum = Points::ZERO;
    for (place, row) in rows.iter_mut().enumerate() {
        sum = sum.plus(row.lost);
        row.position = place + 1;
        row.share_of_lost = Ratio::new(row.lost, lost);
        row.cumulative_share = Ratio::new(sum, lost);
    }
    WeakList { rows, lost, findings: Vec::new() }
}

/// What the leaves of a card lost together, as its list of weak leaves has it.
pub(crate) fn lost_at_leaves(card: &Scorecard) -> Points {
    let framework = card.framework();
    let leaves = (0..framework.leaf_count()).map(LeafIx);
    let lost = leaves.map(|leaf| card.tally(Slot::Node(framework.leaf_ix(leaf))).lost);
    lost.filter(|lost| lost.is_positive()).fold(Points::ZERO, Points::plus)
}

fn row(cohort: &Cohort, card: &Scorecard, leaf: LeafIx) -> Option<WeakLeaf> {
    let framework = card.framework();
    let node = framework.leaf_at(leaf);
    let tally = card.tally(Slot::Node(framework.leaf_ix(leaf)));
    if !tally.lost.is_positive() {
        return None;
    }
    let facts = stated_facts(card, leaf);
    let rule = node.leaf().map(Leaf::rule);
    let best = rule
        .map_or(node.max(), |rule| rule.best_with(framework.scale(node), facts.as_ref()))
        .max(tally.obtained);
    // Only the unit above can better what is its own.
    let above = card.assessment().taken_from(node.code().as_str());
    let open_to_repair =
        above.is_none() && matches!(card.mark_at(leaf), Mark::Scored(_) | Mark::Missing);
    let gaps = gaps(cohort, card, leaf);
    Some(WeakLeaf {
        position: 0,
        unit: card.unit().clone(),
        code: node.code().clone(),
        title: node.name().clone(),
        short: node.short().clone(),
        lead: node.lead_key(),
        lead_names: Text::new(node.lead_names(Lang::Vi), node.lead_names(Lang::En)),
        max: tally.max,
        possible: tally.possible,
        obtained: tally.obtained,
        lost: tally.lost,
        ratio: tally.ratio(),
        share_of_lost: None,
        cumulative_share: None,
        survey: node.is_survey(),
        repairable: open_to_repair && best > tally.obtained,
        best,
        peer_gap: gaps.0,
        best_gap: gaps.1,
        repeats: cohort.repeats(&card.unit().id, leaf),
        units_below_max: cohort.peers_at(card, leaf).below_max,
        why: match above {
            None => why(card, node, leaf),
            Some(unit) => Phrase::WhyAbove
                .text(&[("why", why(card, node, leaf).into()), ("unit", unit.name.clone().into())]),
        },
    })
}

/// The gaps to the median and to the best of the block's units scored at a leaf, itself included; none
/// where it is not scored, or fewer than three are.
fn gaps(cohort: &Cohort, card: &Scorecard, leaf: LeafIx) -> (Option<Points>, Option<Points>) {
    let Some(own) = card.scored(leaf) else { return (None, None) };
    let peers = cohort.peers_at(card, leaf);
    if peers.count < 3 {
        return (None, None);
    }
    let above = |points: Points| Some(points.minus(own)).filter(|gap| gap.is_positive());
    (peers.median.and_then(above), peers.best.and_then(above))
}
