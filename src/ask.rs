//! Questions: one file each, with its flags, its answer, its rows, its summary and its page.

mod answer;
mod asked;
pub(crate) mod audit;
mod check;
mod common;
pub(crate) mod compare;
pub(crate) mod crosswalk;
pub(crate) mod cuts;
pub(crate) mod diff;
mod directive_check;
pub(crate) mod directive_papers;
pub(crate) mod directive_status;
pub(crate) mod explain;
pub(crate) mod flags;
pub(crate) mod forecast;
pub(crate) mod framework_diff;
pub(crate) mod intake;
mod join;
pub(crate) mod letter;
mod list;
pub(crate) mod lost;
pub(crate) mod paper;
pub(crate) mod parts;
pub(crate) mod plan;
mod question;
pub(crate) mod rank;
mod raw;
pub(crate) mod report;
pub(crate) mod robustness;
mod rulers;
mod scope;
pub(crate) mod score;
#[cfg(feature = "schema")]
pub(crate) mod shape;
mod sight;
pub(crate) mod strengths;
pub(crate) mod survey;
pub(crate) mod table;
pub(crate) mod together;
pub(crate) mod trend;
pub(crate) mod unit_page;
pub(crate) mod versus;
pub(crate) mod weak;
pub(crate) mod what_if;

pub use answer::Row;
pub(crate) use answer::{Answer, End};
pub use asked::Asked;
pub use common::{Common, Prefer};
pub use flags::{Flag, Takes};
pub(crate) use list::unknown as unknown_question;
pub use list::{ALL as QUESTIONS, entry as question};
pub(crate) use question::Outcome;
pub use question::{Entry, Part};
pub use rulers::Rulers;

/// The questions, each a struct of its flags.
pub mod questions {
    pub use super::{
        audit::Audit, check::Check, compare::Compare, crosswalk::Crosswalk, cuts::Cuts, diff::Diff,
        directive_check::DirectiveCheck, directive_papers::DirectivePapers,
        directive_status::DirectiveStatus, explain::Explain, forecast::Forecast,
        framework_diff::FrameworkDiff, intake::Intake, join::Join, lost::Lost, paper::Paper,
        plan::Plan, rank::Rank, report::Report, robustness::Robustness, score::Score,
        strengths::Strengths, survey::Survey, table::Table, together::Together, trend::Trend,
        versus::Versus, weak::Weak, what_if::WhatIf,
    };
}
