//! Weak criteria over many units: the points lost in total at each leaf, or under each lead agency.

use std::collections::BTreeMap;

use super::weakness::{Order, WeakLeaf};
use crate::error::Error;
use crate::framework::{LeafIx, Node};
use crate::quantity::{Code, PointSum, Points, Ratio};
use crate::scoring::{Cohort, Scorecard, Slot};
use crate::words::{Lang, Phrase, Text};

/// A leaf, and the points that the units of a cohort lost there together.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PooledLeaf {
    /// The position in the list, from 1.
    pub position: usize,
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
    /// The framework's maximum, summed over the units.
    pub max: PointSum,
    /// The possible points, summed over the units.
    pub possible: PointSum,
    /// The obtained points, summed over the units.
    pub obtained: PointSum,
    /// The lost points, summed over the units.
    pub lost: PointSum,
    /// Obtained ÷ possible, over the units where nothing is open at the leaf.
    pub ratio: Option<Ratio>,
    /// The share of this leaf in all points lost at leaves.
    pub share_of_lost: Option<Ratio>,
    /// The share of this row and all rows above it in all points lost at leaves.
    pub cumulative_share: Option<Ratio>,
    /// How many units are scored here below the maximum; in the list of one unit, how many of its
    /// block.
    pub units_below_max: usize,
    /// Whether the leaf is scored by the survey.
    pub survey: bool,
    /// In the list of one unit: the points by which it is below the median of its block.
    pub peer_gap: Option<Points>,
    /// In the list of one unit: the points by which it is below the best unit of its block.
    pub best_gap: Option<Points>,
    /// In the list of one unit: for how many years in a row, up to this one, the leaf was weak.
    pub repeats: Option<usize>,
    /// The reason in words: how many of the units lose points here.
    pub why: Text,
}

/// The leaves at which the units of a cohort lose points, summed over the units.
///
/// Units in error and units that reported nothing are left out.
///
/// # Example
/// ```
/// use par_index::analysis::weak_pooled;
/// use par_index::{framework, read, sample, score_all, Basis, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = weak_pooled(&all, Order::PointsLost);
/// assert_eq!((rows[0].code.as_str(), rows[0].units_below_max), ("8.1", 12));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn weak_pooled(cohort: &Cohort, order: Order) -> Vec<PooledLeaf> {
    let counted: Vec<&Scorecard> = cohort.counted().collect();
    let framework = cohort.framework();
    let leaves = (0..framework.leaf_count()).map(LeafIx);
    let rows = leaves.map(|leaf| row(framework.leaf_at(leaf), leaf, cohort, &counted));
    let mut rows: Vec<PooledLeaf> = rows.filter(|row| row.lost > PointSum::ZERO).collect();
    rows.sort_by(|a, b| match order {
        // The peer gap and the years in a row belong to single units and have no meaning for a sum,
        // so the order is by points lost.
        Order::PointsLost | Order::PeerGap | Order::Repeat => b.lost.cmp(&a.lost),
        Order::Attainment => match (a.ratio, b.ratio) {
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        },
    });
    let lost: PointSum = rows.iter().map(|row| row.lost).sum();
    let mut sum = PointSum::ZERO;
    for (place, row) in rows.iter_mut().enumerate() {
        sum = sum.plus(row.lost);
        row.position = place + 1;
        row.share_of_lost = row.lost.of(lost);
        row.cumulative_share = sum.of(lost);
    }
    rows
}

fn row(node: &Node, leaf: LeafIx, cohort: &Cohort, cards: &[&Scorecard]) -> PooledLeaf {
    let framework = cohort.framework();
    let slot = Slot::Node(framework.leaf_ix(leaf));
    let tallies = || cards.iter().map(|card| card.tally(slot));
    let closed = || tallies().filter(|tally| tally.open == Points::ZERO);
    let obtained: PointSum = closed().map(|tally| tally.obtained).sum();
    let scored = cards.iter().filter_map(|card| card.scored(leaf));
    let below_max = scored.filter(|points| *points < node.max()).count();
    let losing = tallies().filter(|tally| tally.lost.is_positive()).count();
    let args = [("count", losing.into()), ("units", cards.len().into())];
    PooledLeaf {
        position: 0,
        code: node.code().clone(),
        title: node.name().clone(),
        short: node.short().clone(),
        lead: node.lead_key(),
        lead_names: Text::new(node.lead_names(Lang::Vi), node.lead_names(Lang::En)),
        max: tallies().map(|tally| tally.max).sum(),
        possible: tallies().map(|tally| tally.possible).sum(),
        obtained: tallies().map(|tally| tally.obtained).sum(),
        lost: tallies().map(|tally| tally.lost).sum(),
        ratio: obtained.of(closed().map(|tally| tally.possible).sum()),
        share_of_lost: None,
        cumulative_share: None,
        units_below_max: below_max,
        survey: node.is_survey(),
        peer_gap: None,
        best_gap: None,
        repeats: None,
        why: match cards.iter().filter(|card| card.assessment().takes(leaf)).count() {
            0 => Phrase::WhyUnits.text(&args),
            taken => Phrase::WhyUnitsAbove
                .text(&[("why", Phrase::WhyUnits.text(&args).into()), ("taken", taken.into())]),
        },
    }
}

impl From<&WeakLeaf> for PooledLeaf {
    /// The row of one unit, written as a list over a single unit.
    fn from(row: &WeakLeaf) -> PooledLeaf {
        PooledLeaf {
            position: row.position,
            code: row.code.clone(),
            title: row.title.clone(),
            short: row.short.clone(),
            lead: row.lead.clone(),
            lead_names: row.lead_names.clone(),
            max: row.max.into(),
            possible: row.possible.into(),
            obtained: row.obtained.into(),
            lost: row.lost.into(),
            ratio: row.ratio,
            share_of_lost: row.share_of_lost,
            cumulative_share: row.cumulative_share,
            units_below_max: row.units_below_max,
            survey: row.survey,
            peer_gap: row.peer_gap,
            best_gap: row.best_gap,
            repeats: row.repeats,
            why: row.why.clone(),
        }
    }
}

/// The points that all leaves of one lead agency, or of one group of joint leads, obtained and
/// lost.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WeakLead {
    /// The position in the list, from 1.
    pub position: usize,
    /// The ids of the lead agencies joined by `+`; empty without a lead.
    pub lead: String,
    /// The short names of these agencies.
    pub lead_names: Text,
    /// How many leaves they lead, including those that lost no points.
    pub leaves: usize,
    /// The maximum of these leaves, summed over the units.
    pub max: PointSum,
    /// The possible points at these leaves: obtained + lost + open.
    pub possible: PointSum,
    /// The points obtained at these leaves.
    pub obtained: PointSum,
    /// The points lost at these leaves.
    pub lost: PointSum,
    /// The open points at these leaves, which wait for a value.
    pub open: PointSum,
    /// The share of these leaves in all points lost at leaves.
    pub share_of_lost: Option<Ratio>,
}

/// All leaves by their lead agencies (*cơ quan chủ trì*), most points lost first; for one unit (by
/// id or name), or for all units that are neither in error nor without any report.
///
/// Leaves with the same leads form one row, so that a leaf with several leads counts once. Leaves
/// that lost nothing are included, so that the possible points of all rows sum to those of the
/// units' leaves.
///
/// # Example
/// ```
/// use par_index::analysis::weak_by_lead;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = weak_by_lead(&all, None)?;
/// assert!(rows.iter().any(|row| row.lead == "van-phong+van-hoa"));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] where no unit, or more than one, bears the id or name.
pub fn weak_by_lead(cohort: &Cohort, unit: Option<&str>) -> Result<Vec<WeakLead>, Error> {
    Ok(leads_of(cohort, cohort.card_of(unit)?))
}

pub(crate) fn leads_of(cohort: &Cohort, of: Option<&Scorecard>) -> Vec<WeakLead> {
    let framework = cohort.framework();
    let cards: Vec<&Scorecard> = cohort.counted_of(of).collect();
    if cards.is_empty() {
        return Vec::new();
    }
    let mut rows: Vec<WeakLead> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for leaf in (0..framework.leaf_count()).map(LeafIx) {
        let node = framework.leaf_at(leaf);
        let lead = node.lead_key();
        let place = *places.entry(lead.clone()).or_insert_with(|| {
            let [vi, en] = [Lang::Vi, Lang::En].map(|lang| node.lead_names(lang));
            rows.push(WeakLead {
                position: 0,
                lead,
                lead_names: Text::new(vi, en),
                leaves: 0,
                max: PointSum::ZERO,
                possible: PointSum::ZERO,
                obtained: PointSum::ZERO,
                lost: PointSum::ZERO,
                open: PointSum::ZERO,
                share_of_lost: None,
            });
            rows.len() - 1
        });
        let Some(row) = rows.get_mut(place) else { continue };
        row.leaves += 1;
        for tally in cards.iter().map(|card| card.tally(Slot::Node(framework.leaf_ix(leaf)))) {
            let sums = [
                (&mut row.max, tally.max),
                (&mut row.possible, tally.possible),
                (&mut row.obtained, tally.obtained),
                (&mut row.lost, tally.lost),
                (&mut row.open, tally.open),
            ];
            for (sum, points) in sums {
                *sum = sum.plus(PointSum::from(points));
            }
        }
    }
    // The sort is stable, so leads that lost equally stay in framework order.
    rows.sort_by_key(|row| std::cmp::Reverse(row.lost));
    let lost: PointSum = rows.iter().map(|row| row.lost).sum();
    for (place, row) in rows.iter_mut().enumerate() {
        row.position = place + 1;
        row.share_of_lost = row.lost.of(lost);
    }
    rows
}
