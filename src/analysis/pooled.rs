//! Weak criteria over many units: what each leaf, or each lead agency, lost altogether.

use super::weakness::{Order, WeakLeaf};
use crate::framework::{LeafIx, Node};
use crate::quantity::{Code, PointSum, Points, Ratio};
use crate::scoring::{Cohort, Scorecard, Slot};
use crate::words::{Lang, Phrase, Text};

/// A leaf and what the units of a cohort lost at it together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PooledLeaf {
    /// The place in the list, from 1.
    pub position: usize,
    /// The place of the leaf in framework order.
    pub(crate) leaf: LeafIx,
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
    /// The ruler's maximum times the units.
    pub max: PointSum,
    /// What was possible.
    pub possible: PointSum,
    /// What was obtained.
    pub obtained: PointSum,
    /// What was lost.
    pub lost: PointSum,
    /// Obtained ÷ possible, over the units where nothing is open at the leaf.
    pub ratio: Option<Ratio>,
    /// Its part of all that was lost at leaves.
    pub share_of_lost: Option<Ratio>,
    /// The part of this row and all above it.
    pub cumulative_share: Option<Ratio>,
    /// Units that lost points here.
    pub units_below_max: usize,
    /// Whether the survey decides it.
    pub survey: bool,
    /// Of one unit: how far it is below the median of the block's units.
    pub peer_gap: Option<Points>,
    /// Of one unit: how far it is below the best of them.
    pub best_gap: Option<Points>,
    /// Of one unit: how many years in a row, up to this one, it was weak.
    pub repeats: Option<usize>,
    /// How many units lose here, of how many.
    pub why: Text,
}

/// The leaves at which the units of a cohort lose points, summed over the units.
///
/// Units in error or not reported are left out.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, weak_pooled, Basis, Order};
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
        // A median of sums would say nothing of any unit.
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
    let units_below_max = tallies().filter(|tally| tally.lost.is_positive()).count();
    let args = [("count", units_below_max.into()), ("units", cards.len().into())];
    PooledLeaf {
        position: 0,
        leaf,
        code: node.code().clone(),
        title: node.name().clone(),
        short: node.short().clone(),
        lead: framework.lead_key(node),
        lead_names: Text::new(
            framework.lead_names(node, Lang::Vi),
            framework.lead_names(node, Lang::En),
        ),
        max: tallies().map(|tally| tally.max).sum(),
        possible: tallies().map(|tally| tally.possible).sum(),
        obtained: tallies().map(|tally| tally.obtained).sum(),
        lost: tallies().map(|tally| tally.lost).sum(),
        ratio: obtained.of(closed().map(|tally| tally.possible).sum()),
        share_of_lost: None,
        cumulative_share: None,
        units_below_max,
        survey: node.is_survey(),
        peer_gap: None,
        best_gap: None,
        repeats: None,
        why: Phrase::WhyUnits.text(&args),
    }
}

impl From<&WeakLeaf> for PooledLeaf {
    /// The row of one unit, as a list over a single unit.
    fn from(row: &WeakLeaf) -> PooledLeaf {
        PooledLeaf {
            position: row.position,
            leaf: row.leaf,
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
            units_below_max: 1,
            survey: row.survey,
            peer_gap: row.peer_gap,
            best_gap: row.best_gap,
            repeats: row.repeats,
            why: row.why.clone(),
        }
    }
}

/// What the weak leaves of one list of leads lost.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WeakLead {
    /// The place in the list, from 1.
    pub position: usize,
    /// The ids of the leads joined by `+`; empty without a lead.
    pub lead: String,
    /// Their short names.
    pub lead_names: Text,
    /// How many weak leaves they lead.
    pub leaves: usize,
    /// The maximum of these leaves.
    pub max: PointSum,
    /// What was obtained at them.
    pub obtained: PointSum,
    /// What was lost at them.
    pub lost: PointSum,
    /// Their part of all that was lost at leaves.
    pub share_of_lost: Option<Ratio>,
}

/// Weak leaves by their lead agencies (*cơ quan chủ trì*), most points lost first.
///
/// Leaves with the same leads are one row, so a shared leaf counts once.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, weak_by_lead, weak_pooled, Basis, Order};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = weak_by_lead(&weak_pooled(&all, Order::PointsLost));
/// assert!(rows.iter().any(|row| row.lead == "van-phong+van-hoa"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn weak_by_lead(leaves: &[PooledLeaf]) -> Vec<WeakLead> {
    let mut rows: Vec<WeakLead> = Vec::new();
    // Framework order decides between leads that lost the same.
    let mut leaves: Vec<&PooledLeaf> = leaves.iter().collect();
    leaves.sort_by_key(|row| row.leaf);
    for leaf in leaves {
        let place = rows.iter().position(|row| row.lead == leaf.lead).unwrap_or_else(|| {
            rows.push(WeakLead {
                position: 0,
                lead: leaf.lead.clone(),
                lead_names: leaf.lead_names.clone(),
                leaves: 0,
                max: PointSum::ZERO,
                obtained: PointSum::ZERO,
                lost: PointSum::ZERO,
                share_of_lost: None,
            });
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(place) {
            row.leaves += 1;
            row.max = row.max.plus(leaf.max);
            row.obtained = row.obtained.plus(leaf.obtained);
            row.lost = row.lost.plus(leaf.lost);
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.lost));
    let lost: PointSum = rows.iter().map(|row| row.lost).sum();
    for (place, row) in rows.iter_mut().enumerate() {
        row.position = place + 1;
        row.share_of_lost = row.lost.of(lost);
    }
    rows
}
