//! Surveys (*điều tra xã hội học*, SIPAS): ballots counted into points.
//!
//! Questions decide leaves whose rule is [`Survey`](crate::framework::Survey), which turns the
//! answers into points. Only counts are kept, per unit, group of respondents, question and option.

mod counted;
mod estimate;
mod finish;
mod needed;
mod questions;
mod seen;
mod sheet;
mod strata;
mod tally;
mod target;

pub use counted::{GroupCount, LeafCount, SurveyCounts, UnitCount};
pub use estimate::{Confidence, Estimate, required_sample};
pub use questions::{QuestionRow, Questionnaire};
pub use tally::{AskedRow, BallotHead, BallotPart, Tally};
pub use target::Target;
