//! Remedies: steps that a rule can really reach, and what they would change.

mod step;
mod what_if;

pub use step::{Repairs, Step};
pub use what_if::{Outcome, Repair, WhatIf, what_if};
