//! [`Frontier`]: the best points for each effort, as data.

use super::efforts::LeftOut;
use crate::finding::Finding;
use crate::quantity::{Points, Ratio};
use crate::work::WorkBudget;

/// The best points for each effort, from no effort to that of all steps.
///
/// A stored frontier does not name the data it was made from, so it is not checked against any when
/// read back. Keep the assessments with it, or keep a sealed [`Reply`](crate::reply::Reply).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct Frontier {
    /// The points of the frontier by rising effort; each brings more points than all before it.
    pub points: Vec<FrontierPoint>,
    /// Whether it is proven that no point is missing and none could be better.
    pub proven_optimal: bool,
    /// Set if agencies have capacities, or if conditions bind too many steps together. The
    /// conditions that could not be weighed are then ignored, so a point may promise too much.
    pub conditions: bool,
    /// How many rows of the table of efforts could not be used; if there are any, nothing is
    /// proven.
    pub rows_left_out: usize,
    /// The rows of the table that could not be used, and whether further parts of it could not be
    /// read.
    pub left_out: LeftOut,
    /// How much search work was done, and whether the allowed work ran out.
    pub work: WorkBudget,
    /// What is wrong with the call, the unit or the table of efforts.
    pub findings: Vec<Finding>,
}

/// The best result that one effort can bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FrontierPoint {
    /// The effort of the steps together.
    pub effort: u64,
    /// The number of steps taken.
    pub steps: usize,
    /// The points that the steps add.
    pub gain: Points,
    /// The points obtained after the steps.
    pub obtained: Points,
    /// The index after the steps.
    pub ratio: Option<Ratio>,
    /// The rank after the steps; other units stay as they are.
    pub rank: Option<usize>,
    /// Whether another unit shares that rank.
    pub tied: bool,
}
