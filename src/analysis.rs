//! Functions of a cohort: who stands where, who is weak, who lost what and why.

mod changes;
mod compare;
mod crosswalk;
mod cuts;
mod fields;
mod grading;
mod grouping;
mod ledger;
mod losses;
mod pooled;
mod ranking;
mod robustness;
mod strength;
mod table;
mod versus;
mod weakness;
mod why;

pub use changes::{NodeChange, UnitChange, changes};
pub use compare::{ChangeParts, Comparison, compare};
pub use crosswalk::{Became, Crosswalk, CrosswalkRow};
pub use cuts::{Claims, CutUnder, cut_findings, cuts};
pub(crate) use fields::unknown_unit;
pub use fields::{FieldStanding, field_standings};
pub(crate) use grading::quartile_among;
pub use grading::{Graded, NextGrade, grade};
pub use grouping::By;
pub use ledger::{Cause, Ledger, Loss, LossSum, ledger};
pub use losses::{LostUnder, lost_by};
pub use pooled::{PooledLeaf, WeakLead, weak_by_lead, weak_pooled};
pub use ranking::{Ranking, Standing, rank, rank_at};
pub(crate) use ranking::{points_to_reach, rank_among};
pub use robustness::{RankInterval, Variation, Vary, robustness};
pub use strength::{StrongLeaf, StrongList, strengths};
pub use table::{Figure, Figures, TableLevel, TableLine, table};
pub use versus::{IndexGap, Versus, VersusRow, versus};
pub use weakness::{Order, WeakLeaf, WeakList, weak};
