//! Weak criteria (*tiêu chí đạt điểm thấp*): the leaves that lose points, each with its lead and
//! the reason.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::why::{stated_facts, why};
use crate::assessment::Unit;
use crate::finding::Finding;
use crate::framework::{Leaf, LeafIx};
use crate::quantity::{Code, Points, Ratio};
use crate::scoring::{Cohort, Mark, Scorecard, Slot};
use crate::words::{Lang, Phrase, Text};

/// The order of weak leaves; equal ones stay in framework order.
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
    /// Furthest below the median of the block's units first; leaves that are not below it are left
    /// out.
    PeerGap,
    /// Weak for the most years in a row first.
    Repeat,
}

/// The weak leaves of one unit, in order; it can be read like a slice of [`WeakLeaf`].
///
/// A stored list does not contain the data from which it was computed, so it is not checked against
/// them when it is read. To be able to repeat it, keep the assessments, or a
/// [`Reply`](crate::reply::Reply) with its seal, beside it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct WeakList {
    rows: Vec<WeakLeaf>,
    lost: Points,
    findings: Vec<Finding>,
}

/// A leaf at which a unit loses points.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WeakLeaf {
    /// The position in the list, from 1.
    pub position: usize,
    /// The unit that loses the points.
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
    /// The points that were possible.
    pub possible: Points,
    /// The points that were obtained.
    pub obtained: Points,
    /// The points that were lost.
    pub lost: Points,
    /// Obtained ÷ possible.
    pub ratio: Option<Ratio>,
    /// The share of this leaf in all points that the unit's leaves lost.
    pub share_of_lost: Option<Ratio>,
    /// The share of this row and all rows above it in these points.
    pub cumulative_share: Option<Ratio>,
    /// Whether the leaf is scored by the survey, so that no better documents can raise it.
    pub survey: bool,
    /// Whether a remedy can raise the score; never true for a leaf that is not applicable.
    pub repairable: bool,
    /// The highest points that the leaf's rule can give, or the points obtained where these are not
    /// lower.
    pub best: Points,
    /// The points below the median of the block's units scored at the leaf, this unit included;
    /// `None` where it is not below, or where fewer than three units are scored.
    pub peer_gap: Option<Points>,
    /// The points below the best of these units.
    pub best_gap: Option<Points>,
    /// For how many years in a row, up to this one, the ratio was below the cohort's threshold;
    /// `None` without a ratio.
    pub repeats: Option<usize>,
    /// How many units of the block are scored below the maximum at the leaf, this unit included.
    pub units_below_max: usize,
    /// Why points were lost at the leaf, in words.
    pub why: Text,
}

impl WeakList {
    /// The points that all leaves of the unit lost together, without bonus and deduction.
    pub fn lost(&self) -> Points {
        self.lost
    }

    /// Why the list is empty, if the unit was unknown or ambiguous.
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

/// The leaves of a unit, named by id or name, that lose points, weakest first.
///
/// An unknown unit gives an empty list whose findings say so; [`Cohort::unit`] reports an error
/// instead.
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
        // A leaf that lost points had points possible, so both ratios exist.
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

/// The points that the leaves of a card lost together; equal to [`WeakList::lost`].
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
    // A leaf whose value is taken from the unit above can be improved only by that unit.
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

/// The gaps to the median and to the best of the block's units scored at a leaf, this unit
/// included; `None` where the leaf is not scored, or where fewer than three units are.
fn gaps(cohort: &Cohort, card: &Scorecard, leaf: LeafIx) -> (Option<Points>, Option<Points>) {
    let Some(own) = card.scored(leaf) else { return (None, None) };
    let peers = cohort.peers_at(card, leaf);
    if peers.count < 3 {
        return (None, None);
    }
    let above = |points: Points| Some(points.minus(own)).filter(|gap| gap.is_positive());
    (peers.median.and_then(above), peers.best.and_then(above))
}
