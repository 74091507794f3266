//! Remedies: steps that a rule can really reach, what they would change, and the cheapest of them.

mod choices;
mod efforts;
mod forecast;
mod frontier;
mod items;
mod plan;
mod reach;
mod solve;
mod step;
mod unit;
mod what_if;

pub use choices::Choices;
pub use efforts::{EffortRow, Efforts, LeftOut, LeftOutRow, Work, read_effort_rows};
pub(crate) use efforts::{capacity_of, step_of};
pub use forecast::{Forecast, ForecastLeaf, forecast};
pub use frontier::{Frontier, FrontierPoint};
pub use items::Items;
pub use plan::{Goal, Plan, frontier, frontier_within, plan, plan_within};
pub use step::{Repairs, Step};
pub use what_if::{Outcome, Repair, WhatIf, what_if};
