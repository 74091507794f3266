//! Remedies for lost points: the steps that rules allow, their effect on index and rank, and the
//! cheapest set of steps to a goal.

mod aims;
mod block;
mod choices;
mod closest;
mod effort;
mod effort_check;
mod effort_row;
mod efforts;
mod forecast;
mod frontier;
mod frontiers;
mod goal;
mod items;
mod plan;
mod reach;
mod reasons;
mod solve;
mod step;
mod unit;
mod what_if;
mod why;

pub use block::{BlockPlan, BlockUnit, plan_block};
pub use choices::Choices;
pub use effort::Work;
pub use effort_row::{EffortRow, read_effort_rows};
pub use efforts::{Efforts, LeftOut, LeftOutRow};
pub(crate) use efforts::{capacity_of, step_of};
pub use forecast::{Forecast, ForecastLeaf, forecast};
pub use frontier::{Frontier, FrontierPoint};
pub use frontiers::{frontier, frontier_within};
pub use goal::Goal;
pub use items::Items;
pub use plan::{Plan, plan, plan_within};
pub use reasons::{Instead, Limit, LimitKind, OthersAsGood, StepWhy, Why};
pub use step::{Repairs, Step};
pub use what_if::{Outcome, Repair, WhatIf, what_if};
pub use why::plan_explained;
