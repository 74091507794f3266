//! Compares two units leaf by leaf: where one is ahead of the other (*so sánh hai đơn vị*).

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
    /// The unit that is asked about.
    pub unit: Unit,
    /// The unit with which it is compared.
    pub other: Unit,
    /// Every leaf in framework order, then bonus and deduction; the differences sum to that of the
    /// total.
    pub rows: Vec<VersusRow>,
    /// The total scores of both units.
    pub total: VersusRow,
    /// Why the two indices differ; `None` unless both units have an index.
    pub gap: Option<IndexGap>,
}

/// One leaf, the bonus, the deduction or the total, for two units.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VersusRow {
    /// The code of the leaf, or `bonus`, `deduction` or `total`.
    pub code: Code,
    /// The ids of the leaf's lead agencies joined by `+`; empty without a lead.
    pub lead: String,
    /// The short names of the leaf's lead agencies.
    pub lead_names: Text,
    /// The score of the unit asked about; `None` if the unit is in error or reported nothing.
    pub own: Option<NodeScore>,
    /// The score of the other unit; `None` if that unit is in error or reported nothing.
    pub other: Option<NodeScore>,
    /// The points of the unit asked about minus those of the other; negative where the other is
    /// ahead.
    pub difference: Option<Points>,
    /// Why the unit asked about lost points there, or its state where the leaf is not scored; else
    /// empty.
    pub why: Text,
}

/// The difference of two indices in percentage points, divided into two parts that sum to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct IndexGap {
    /// The index of the unit asked about.
    pub own: Ratio,
    /// The index of the other unit.
    pub other: Ratio,
    /// The own index minus the other one, at print digits.
    pub difference: Percent,
    /// The part due to points obtained: the difference if both units had the possible points of the
    /// other.
    pub by_points: Percent,
    /// The part due to different possible points: re-scaling where something was not applicable or
    /// no survey was held.
    pub by_possible: Percent,
}

/// Compares a unit with another one, leaf by leaf; both are named by id or name.
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
/// [`Error::is_usage`] where no unit, or more than one, bears the id or name.
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
