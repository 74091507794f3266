//! Analyses of a cohort of units: ranks and grades, weak criteria, and which points were lost by
//! whom and why.

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
mod together;
mod trend;
mod unit;
mod versus;
mod weakness;
mod why;

pub use changes::{NodeChange, UnitChange, changes};
pub use compare::{ChangeParts, Comparison, compare};
pub use crosswalk::{Crosswalk, CrosswalkKind, CrosswalkRow, crosswalk_ids, crosswalk_rows};
pub use cuts::{Claims, CutUnder, cut_findings, cuts};
pub(crate) use fields::fields_of;
pub use fields::{FieldStanding, field_standings};
pub use grading::{Graded, NextGrade, grade};
pub(crate) use grading::{bands_for, quartile_among, watched};
pub use grouping::By;
#[cfg(feature = "schema")]
pub(crate) use ledger::StoredLedger;
pub use ledger::{Cause, Ledger, Loss, LossSum, ledger};
pub(crate) use losses::losses_of;
pub use losses::{LostUnder, lost_by};
pub(crate) use pooled::leads_of;
pub use pooled::{PooledLeaf, WeakLead, weak_by_lead, weak_pooled};
pub use ranking::{Ranking, Standing, rank, rank_at};
pub(crate) use ranking::{points_to_reach, rank_among};
pub use robustness::{RankInterval, Robustness, Variation, Vary, robustness, robustness_within};
pub use strength::{StrongLeaf, StrongList, strengths};
pub(crate) use table::TableLines;
pub use table::{Figure, Figures, TableLevel, TableLine, table};
pub use together::{Concern, Places, Role, TogetherLine, concerns, together};
pub(crate) use trend::{Course, CoursePoint, Cut, trend};
pub use unit::CohortUnit;
pub use versus::{IndexGap, Versus, VersusRow, versus};
pub(crate) use weakness::lost_at_leaves;
pub use weakness::{Order, WeakLeaf, WeakList, weak};
pub(crate) use why::{counted_facts, earlier_facts, stated_facts};
