//! The questions that can be asked of assessments: one file each, with flags, answer, rows, summary
//! and page.

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
pub(crate) use flags::needs;
pub use flags::{Flag, Takes};
pub(crate) use list::unknown as unknown_question;
pub use list::{ALL as QUESTIONS, entry as question};
pub(crate) use question::Outcome;
pub use question::{Entry, Part};
pub use rulers::Rulers;

/// The questions, each a struct whose fields are its flags.
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

/// The rows and pages of the questions.
pub(crate) mod view {
    pub use super::audit::{AuditRow, AuditSummary, audit_page, audit_rows, audit_summary};
    pub use super::compare::{CompareRow, compare_page, compare_rows};
    pub use super::crosswalk::crosswalk_page;
    pub use super::cuts::{CutRow, CutSummary, cut_rows, cut_summary, cut_table};
    pub use super::diff::{DiffRow, diff_page, diff_rows};
    pub use super::directive_papers::{PaperRow, paper_document, paper_page, paper_rows};
    pub use super::directive_status::{
        StatusCountRow, StatusRow, standing_said, status_count_rows, status_page, status_rows,
    };
    pub use super::explain::{ExplainRow, explain_page, explain_rows};
    pub use super::forecast::{
        ForecastRow, ForecastSummary, forecast_page, forecast_rows, forecast_summary,
    };
    pub use super::framework_diff::{
        FrameworkChangeRow, framework_changes, framework_changes_page,
    };
    pub use super::intake::{
        AppraiserRow, IntakeRow, appraiser_rows, appraiser_table, intake_rows, intake_table,
    };
    pub use super::letter::{
        DirectiveRow, GapRow, ObligationRow, SlipRow, directive_page, directive_row,
        directives_table, obligation_rows, slip_rows, slips_page,
    };
    pub use super::lost::{LostRow, lost_rows, lost_table};
    pub use super::paper::{FallRow, SheetRow};
    pub use super::parts::claim::Claim;
    pub use super::parts::fields::fields_page;
    pub use super::parts::findings::{findings_beside, findings_page};
    pub use super::parts::framework::{
        FindingRow, FrameworkRow, finding_list, finding_row, framework_findings, framework_import,
        framework_page, framework_row, framework_understood, frameworks_table,
    };
    pub use super::parts::headline::headline;
    pub use super::parts::unread::{UnreadRow, unread_page, unread_refusal, unread_rows};
    pub use super::plan::{
        BlockRow, FrontierRow, FrontierSummary, frontier_page, frontier_rows, frontier_summary,
        plan_page, plan_rows, plan_summary,
    };
    pub use super::rank::{RankRow, rank_rows, rank_table, ranking_page};
    pub use super::robustness::{RobustnessRow, robustness_rows, robustness_table};
    pub use super::score::{ScoreRow, score_page, score_rows};
    pub use super::strengths::{StrongRow, strong_page, strong_rows};
    pub use super::survey::{
        RespondentRow, SurveyRow, SurveyView, TargetRow, channel_name, respondent_rows,
        satisfaction_page, survey_page, survey_rows, target_rows,
    };
    pub use super::table::{
        AnnexRow, AnnexStanding, Cell, NodeFigures, StandingRow, TableRow, table_rows, units_page,
    };
    pub use super::together::{
        ConcernRow, TogetherRow, concern_page, concern_rows, together_page, together_rows,
    };
    pub use super::trend::TrendRow;
    pub use super::unit_page::unit_page;
    pub use super::versus::{VersusLine, VersusSummary, versus_page, versus_rows, versus_summary};
    pub use super::weak::{
        WeakLeadRow, WeakRow, pooled_page, pooled_rows, weak_lead_rows, weak_lead_table, weak_page,
        weak_rows,
    };
    pub use super::what_if::{
        WhatIfRow, WhatIfSummary, what_if_page, what_if_rows, what_if_summary,
    };
}
