//! Questions: one file each, with its flags, its answer, its rows, its summary and its page.

mod answer;
mod audit;
mod check;
mod common;
mod compare;
mod crosswalk;
mod cuts;
mod diff;
mod directive_check;
mod directive_papers;
mod directive_status;
mod explain;
pub(crate) mod flags;
mod forecast;
mod framework_diff;
mod intake;
mod join;
mod letter;
mod list;
mod lost;
mod plan;
mod question;
mod rank;
mod robustness;
mod scope;
mod score;
mod sight;
mod strengths;
mod survey;
mod table;
mod together;
mod trend;
mod versus;
mod weak;
mod what_if;

pub use answer::Row;
pub(crate) use answer::{Answer, End, RowType};
pub use common::{Common, Prefer};
pub use flags::{Flag, Takes};
pub(crate) use list::unknown as unknown_question;
pub use list::{ALL as QUESTIONS, entry as question};
pub(crate) use question::Outcome;
pub use question::{Asked, Entry, Part};

pub use self::{
    audit::Audit, check::Check, compare::Compare, crosswalk::Crosswalk, cuts::Cuts, diff::Diff,
    directive_check::DirectiveCheck, directive_papers::DirectivePapers,
    directive_status::DirectiveStatus, explain::Explain, forecast::Forecast,
    framework_diff::FrameworkDiff, intake::Intake, join::Join, lost::Lost, plan::Plan, rank::Rank,
    robustness::Robustness, score::Score, strengths::Strengths, survey::Survey, table::Table,
    together::Together, trend::Trend, versus::Versus, weak::Weak, what_if::WhatIf,
};
