//! Functions of a cohort: who stands where, who is weak, who lost what and why.

mod fields;
mod grading;
mod ledger;
mod pooled;
mod ranking;
mod weakness;
mod why;

pub(crate) use fields::unknown_unit;
pub use fields::{FieldStanding, field_standings};
pub(crate) use grading::quartile_among;
pub use grading::{Graded, NextGrade, grade};
pub use ledger::{Cause, Ledger, Loss, ledger};
pub use pooled::{PooledLeaf, WeakLead, weak_by_lead, weak_pooled};
pub use ranking::{Ranking, Standing, rank, rank_at};
pub(crate) use ranking::{points_to_reach, rank_among};
pub use weakness::{Order, WeakLeaf, WeakList, weak};
