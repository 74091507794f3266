//! [`Why`]: why a plan has these steps, as data.

use serde::{Deserialize, Serialize};

use super::frontier::FrontierPoint;
use crate::quantity::{Code, Points, Ratio};
use crate::words::Text;

/// Why a plan has these steps and no others.
///
/// Every figure is the answer to a question that can be asked by itself: the same plan without a step, with
/// one unit more of a capacity, without a condition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Why {
    /// What each step buys, in the order of the framework.
    pub steps: Vec<StepWhy>,
    /// What a plan is held to, and what it would be without: capacities and the budget, then the
    /// conditions without which it would be better.
    pub limits: Vec<Limit>,
    /// How many other choices of steps do as well.
    pub equal: OthersAsGood,
    /// What each effort buys, for a chart.
    pub frontier: Vec<FrontierPoint>,
    /// Whether no point of it is missing and none could be better; capacities are not weighed in it.
    pub frontier_proven: bool,
    /// Whether agencies have capacities, or conditions bind too many steps together: then neither is weighed in
    /// it, and a point may promise too much.
    #[serde(default)]
    pub frontier_conditions: bool,
}

/// What one step buys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StepWhy {
    /// The leaf.
    pub code: Code,
    /// The points it shall have.
    pub to: Points,
    /// What the step adds to the obtained points.
    pub gain: Points,
    /// The index when all other steps are taken and this one is not.
    pub ratio_without: Option<Ratio>,
    /// The rank then, the other units as they are.
    pub rank_without: Option<usize>,
    /// Whether another unit has it too.
    pub tied_without: bool,
    /// The best plan that leaves the leaf as it is; `None` where the step was asked for.
    pub instead: Option<Instead>,
}

/// Another plan, for the same goal under other conditions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Instead {
    /// Whether it reaches the goal.
    pub reached: bool,
    /// All its effort together.
    pub effort: u64,
    /// All that it adds to the obtained points.
    pub gain: Points,
    /// Whether no other choice is better.
    pub proven_optimal: bool,
    /// The steps that it takes and the plan does not: leaf and points.
    pub takes: Vec<(Code, Points)>,
}

/// What a plan is held to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Limit {
    /// What it is.
    pub kind: LimitKind,
    /// How much of it there is, where it is an amount.
    pub most: Option<u64>,
    /// How much of that the plan takes.
    pub used: Option<u64>,
    /// Whether the plan would be better without it; `None` where the search was cut short before it knew.
    pub binds: Option<bool>,
    /// The best plan without it.
    pub without: Option<Instead>,
    /// The best plan with one unit more of it.
    pub one_more: Option<Instead>,
}

/// What a plan can be held to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LimitKind {
    /// The effort that may be spent.
    Budget,
    /// What an agency can take on, by its id.
    Capacity(String),
    /// A step that asks for others: its leaf and points, and those.
    Requires(Code, Points, Text),
    /// A step that rules out others, likewise.
    Excludes(Code, Points, Text),
    /// All of these conditions together, where none of them alone keeps the plan from being better.
    Conditions,
    /// A step that was asked for.
    Fixed(Code),
    /// A leaf that was held out.
    HeldOut(Code),
    /// The most items a step may need.
    MostItems,
    /// The most percent of its whole that a step may need.
    MostPercent,
}

/// How many other choices of steps do as well as a plan: reach the goal for the same effort; of a budget,
/// and of a goal out of reach, bring the same points for the same effort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OthersAsGood {
    /// How many there are besides the plan itself.
    pub count: u64,
    /// Whether there may be more.
    pub at_least: bool,
}
