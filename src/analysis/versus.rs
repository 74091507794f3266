//! Two units leaf by leaf: where one is ahead of the other (*so sánh hai đơn vị*).

use super::grouping::{By, NONE, agencies_of};
use super::weakness::{Order, weak};
use crate::assessment::Unit;
use crate::error::Error;
use crate::framework::LeafIx;
use crate::quantity::{Code, Percent, Points, Ratio};
use crate::scoring::{Cohort, NodeScore, Scorecard, Slot, State};
use crate::words::{Lang, Text};

/// Two units of a cohort side by side.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Versus {
    /// The unit asked about.
    pub unit: Unit,
    /// The unit it is held against.
    pub other: Unit,
    /// Every leaf in framework order, then bonus and deduction; the differences sum to that of the whole.
    pub rows: Vec<VersusRow>,
    /// The whole of both.
    pub total: VersusRow,
    /// Why the indices differ; `None` unless both have one.
    pub gap: Option<IndexGap>,
}

/// One leaf, bonus, deduction or the whole, of two units.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VersusRow {
    /// The code: of a leaf, `bonus`, `deduction` or `total`.
    pub code: Code,
    /// The ids of the leaf's leads joined by `+`; empty without a lead.
    pub lead: String,
    /// The short names of its leads.
    pub lead_names: Text,
    /// The score of the unit asked about; `None` if it is in error or silent.
    pub own: Option<NodeScore>,
    /// The score of the other.
    pub other: Option<NodeScore>,
    /// Own less other points; negative where the other is ahead.
    pub difference: Option<Points>,
    /// Why the unit asked about lost points there, or its state where nothing counts; else empty.
    pub why: Text,
}

/// The difference of two indices in percentage points; the parts sum to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct IndexGap {
    /// The index of the unit asked about.
    pub own: Ratio,
    /// The index of the other.
    pub other: Ratio,
    /// Own less other, at print digits.
    pub difference: Percent,
    /// By points alone: as if the possible points of the other were those of both.
    pub by_points: Percent,
    /// By what was possible: re-scaling where something did not apply, or had no survey.
    pub by_possible: Percent,
}

/// Holds a unit against another, leaf by leaf; both by id or name.
///
/// # Example
/// ```
/// use par_index::analysis::versus;
/// use par_index::{framework, read, sample, score_all, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let pair = versus(&all, "sample-commune-01", "sample-commune-02")?;
/// let total: par_index::PointSum = pair.rows.iter().filter_map(|row| row.difference).sum();
/// assert_eq!(total.points(), pair.total.difference);
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] for a unit that nobody is, or that several are.
pub fn versus(cohort: &Cohort, unit: &str, other: &str) -> Result<Versus, Error> {
    cohort.unit(unit)?.versus(other)
}

pub(super) fn versus_of(cohort: &Cohort, own: &Scorecard, other: &Scorecard) -> Versus {
    let framework = cohort.framework();
    let weakest = weak(cohort, &own.unit().id, Order::PointsLost);
    let leaves = (0..framework.leaf_count()).map(LeafIx).map(|leaf| {
        let node = framework.leaf_at(leaf);
        let (lead, lead_names) = agencies_of(node, By::Lead);
        let weak = weakest.iter().find(|row| row.code == *node.code());
        let row = row(own, other, Slot::Node(framework.leaf_ix(leaf)));
        let state = row.own.as_ref().map(NodeScore::state).filter(|state| *state != State::Scored);
        let why = weak.map(|row| row.why.clone());
        let lower = |state: State| {
            let [vi, en] =
                [Lang::Vi, Lang::En].map(|lang| state.phrase().word(lang).to_lowercase());
            Text::new(vi, en)
        };
        VersusRow {
            lead: if lead == NONE { String::new() } else { lead },
            lead_names,
            why: why.or(state.map(lower)).unwrap_or_default(),
            ..row
        }
    });
    let beside = [Slot::Bonus, Slot::Deduction].map(|slot| row(own, other, slot));
    Versus {
        unit: own.unit().clone(),
        other: other.unit().clone(),
        rows: leaves.chain(beside).collect(),
        total: row(own, other, Slot::Total),
        gap: gap(own, other),
    }
}

fn row(own: &Scorecard, other: &Scorecard, slot: Slot) -> VersusRow {
    let of = |card: &Scorecard| {
        let known = !matches!(card.state(), State::InError | State::NotReported);
        known.then(|| card.slot(slot))
    };
    let code = own.slot(slot).code().clone();
    let (own, other) = (of(own), of(other));
    let points = own.as_ref().zip(other.as_ref());
    let difference = points.map(|(own, other)| own.obtained().minus(other.obtained()));
    let (lead, lead_names, why) = Default::default();
    VersusRow { code, lead, lead_names, own, other, difference, why }
}

fn gap(own: &Scorecard, other: &Scorecard) -> Option<IndexGap> {
    let digits = own.framework().policies().print;
    let (own, other) = (own.total(), other.total());
    let (own_index, other_index) = (own.ratio()?, other.ratio()?);
    let on_one_ruler = Ratio::new(own.obtained(), other.possible())?;
    let difference = own_index.minus(other_index, digits);
    let by_points = on_one_ruler.minus(other_index, digits);
    let by_possible = difference.minus(by_points);
    Some(IndexGap { own: own_index, other: other_index, difference, by_points, by_possible })
}
