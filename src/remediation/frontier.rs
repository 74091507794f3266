//! What each effort buys.

use super::efforts::LeftOut;
use crate::finding::Finding;
use crate::quantity::{Points, Ratio};
use crate::work::WorkBudget;

/// What each effort buys: the best points for it, from nothing to everything.
///
/// It is kept as it was told: nothing in it says of which data, so what is read back is not held to
/// any. Whoever keeps it keeps the assessments, or a [`Reply`](crate::reply::Reply) with its seal, beside it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct Frontier {
    /// From the least effort; each brings more than every smaller one.
    pub points: Vec<FrontierPoint>,
    /// Whether none is missing and none could be better.
    pub proven_optimal: bool,
    /// Whether agencies have capacities, or conditions bind too many steps together: then neither is
    /// weighed here, and a point may promise too much.
    pub conditions: bool,
    /// How many rows of the table of efforts do not count: then nothing is proven.
    pub rows_left_out: usize,
    /// Which they are, and whether more of the table could not be read.
    pub left_out: LeftOut,
    /// How much searching it took, and whether there was none left for more.
    pub work: WorkBudget,
    /// What is wrong with the call, the unit or the table.
    pub findings: Vec<Finding>,
}

/// The best result of an effort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FrontierPoint {
    /// The effort.
    pub effort: u64,
    /// The number of steps.
    pub steps: usize,
    /// What they add.
    pub gain: Points,
    /// The points then obtained.
    pub obtained: Points,
    /// The index.
    pub ratio: Option<Ratio>,
    /// The rank, the other units as they are.
    pub rank: Option<usize>,
    /// Whether another unit has it too.
    pub tied: bool,
}
