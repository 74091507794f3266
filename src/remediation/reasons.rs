//! [`Why`]: why a plan has these steps, as data.

use serde::{Deserialize, Serialize};

use super::frontier::FrontierPoint;
use crate::quantity::{Code, Points, Ratio};
use crate::words::Text;

/// The reasons why a plan has these steps and no others.
///
/// Every figure answers a question that can also be asked by itself: the same plan without one
/// step, with one more unit of a capacity, or without a condition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Why {
    /// What each step contributes, in the order of the framework.
    pub steps: Vec<StepWhy>,
    /// The limits of the plan, and what it would be without each: capacities and the budget, then
    /// the conditions without which it would be better.
    pub limits: Vec<Limit>,
    /// How many other choices of steps are as good as the plan.
    pub equal: OthersAsGood,
    /// The best points for each effort, for a chart.
    pub frontier: Vec<FrontierPoint>,
    /// Whether it is proven that no point of the frontier is missing and none could be better;
    /// capacities are ignored in it.
    pub frontier_proven: bool,
    /// Set if agencies have capacities, or if conditions bind too many steps together. The
    /// conditions that could not be weighed are then ignored in the frontier, so a point may
    /// promise too much.
    #[serde(default)]
    pub frontier_conditions: bool,
}

/// What one step contributes to the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StepWhy {
    /// The leaf at which the step is taken.
    pub code: Code,
    /// The points that the leaf has after the step.
    pub to: Points,
    /// What the step adds to the obtained points.
    pub gain: Points,
    /// The index when all other steps are taken and this one is not.
    pub ratio_without: Option<Ratio>,
    /// The rank when all other steps are taken and this one is not; other units stay as they are.
    pub rank_without: Option<usize>,
    /// Whether another unit shares that rank.
    pub tied_without: bool,
    /// The best plan that leaves the leaf as it is; `None` where the step was fixed by the call.
    pub instead: Option<Instead>,
}

/// Another plan for the same goal under other conditions, in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Instead {
    /// Whether that plan reaches the goal.
    pub reached: bool,
    /// The effort of all its steps together.
    pub effort: u64,
    /// The points that all its steps add together.
    pub gain: Points,
    /// Whether it is proven that no other choice of steps is better under these conditions.
    pub proven_optimal: bool,
    /// The steps of that plan that are not in the one explained: leaf and points.
    pub takes: Vec<(Code, Points)>,
}

/// A limit or condition that a plan has to keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Limit {
    /// The kind of limit, with the agency or step that it is about.
    pub kind: LimitKind,
    /// The amount of the limit, where it is an amount.
    pub most: Option<u64>,
    /// How much of that amount the plan takes.
    pub used: Option<u64>,
    /// Whether the plan would be better without the limit; `None` where the search was cut short
    /// too early to tell.
    pub binds: Option<bool>,
    /// The best plan without the limit.
    pub without: Option<Instead>,
    /// The best plan if the limit were one unit higher.
    pub one_more: Option<Instead>,
}

/// The kinds of limits and conditions that a plan has to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LimitKind {
    /// The effort that may be spent.
    Budget,
    /// The effort that an agency can take on; the agency by its id.
    Capacity(String),
    /// A step that requires others: its leaf, its points, and the required steps.
    Requires(Code, Points, Text),
    /// A step that excludes others: its leaf, its points, and the excluded steps.
    Excludes(Code, Points, Text),
    /// All conditions between steps together, where no single one of them prevents a better plan.
    Conditions,
    /// A step that the call fixed, by its leaf.
    Fixed(Code),
    /// A leaf at which the call allowed no step.
    HeldOut(Code),
    /// The most items that a step may need.
    MostItems,
    /// The largest share of its whole, in percent, that a step may need.
    MostPercent,
}

/// How many other choices of steps are as good as a plan: they reach the goal for the same effort
/// or, for a budget and for a goal out of reach, bring the same points for the same effort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OthersAsGood {
    /// The number of other choices besides the plan itself.
    pub count: u64,
    /// Whether there may be more than this number.
    pub at_least: bool,
}
