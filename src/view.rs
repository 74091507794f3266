//! What a person sees and what another program reads: one file per kind of result.
//!
//! The only place that rounds for print. Rows serialise with the column names of the result
//! format and never depend on language; tables and pages speak Vietnamese or English.

mod audit;
mod claim;
mod compare;
mod cuts;
mod directive;
mod explain;
mod fields;
mod findings;
mod forecast;
mod framework;
mod framework_changes;
mod headline;
mod index;
mod intake;
mod listed;
mod lost;
mod page;
mod paper;
mod paper_document;
mod paper_head;
mod plan;
mod ranking;
mod robustness;
pub(crate) mod row;
mod satisfaction;
mod score;
mod status;
mod strengths;
mod survey;
mod table;
mod together;
mod trend;
mod unread;
mod verify;
mod versus;
mod weak;
mod what_if;

pub use crate::render::Look;
pub use audit::{AuditRow, AuditSummary, audit_page, audit_rows, audit_summary};
pub use claim::Claim;
pub use compare::{
    CompareRow, DiffRow, compare_page, compare_rows, crosswalk_page, diff_page, diff_rows,
};
pub(crate) use cuts::cut_line;
pub use cuts::{CutRow, CutSummary, cut_rows, cut_summary, cut_table};
pub use directive::{
    DirectiveRow, GapRow, ObligationRow, SlipRow, directive_page, directive_row, directives_table,
    obligation_rows, slip_rows, slips_page,
};
pub(crate) use directive::{gap_block, gap_rows};
pub use explain::{ExplainRow, explain_page, explain_rows};
pub use fields::fields_page;
pub use findings::{findings_beside, findings_page};
pub use forecast::{ForecastRow, ForecastSummary, forecast_page, forecast_rows, forecast_summary};
pub use framework::{
    FindingRow, FrameworkRow, finding_list, finding_row, framework_findings, framework_page,
    framework_row, frameworks_table,
};
pub use framework_changes::{FrameworkChangeRow, framework_changes, framework_changes_page};
pub use headline::headline;
pub use intake::{
    AppraiserRow, IntakeRow, appraiser_rows, appraiser_table, intake_rows, intake_table,
};
pub use lost::{LostRow, lost_rows, lost_table};
pub(crate) use lost::{silent, state_line};
pub use page::unit_page;
pub use paper::{PaperRow, paper_page, paper_rows};
pub use paper_document::paper_document;
pub(crate) use paper_head::{answers, lead_name};
pub use plan::{
    FrontierRow, FrontierSummary, frontier_page, frontier_rows, frontier_summary, plan_page,
    plan_rows, plan_summary,
};
pub use ranking::{RankRow, rank_rows, rank_table, ranking_page};
pub use robustness::{RobustnessRow, robustness_rows, robustness_table};
pub use satisfaction::satisfaction_page;
pub use score::{ScoreRow, score_page, score_rows};
pub use status::{
    StatusCountRow, StatusRow, standing_said, status_count_rows, status_page, status_rows,
};
pub(crate) use status::{count_by_field, impossible_day, without_day};
pub use strengths::{StrongRow, strong_page, strong_rows};
pub use survey::{
    RespondentRow, SurveyRow, SurveyView, TargetRow, channel_name, respondent_rows, survey_page,
    survey_rows, target_rows,
};
pub use table::{Cell, NodeFigures, StandingRow, TableRow, table_rows, units_page};
pub use together::{
    ConcernRow, TogetherRow, concern_page, concern_rows, together_page, together_rows,
};
pub use trend::TrendRow;
pub(crate) use trend::{trend_page, trend_rows};
pub(crate) use unread::unread_block;
pub use unread::{UnreadRow, unread_page, unread_refusal, unread_rows};
pub use verify::VerifyRow;
pub use versus::{VersusLine, VersusSummary, versus_page, versus_rows, versus_summary};
pub use weak::{
    WeakLeadRow, WeakRow, pooled_page, pooled_rows, weak_lead_rows, weak_lead_table, weak_page,
    weak_rows,
};
pub use what_if::{WhatIfRow, WhatIfSummary, what_if_page, what_if_rows, what_if_summary};

use crate::page::Column;
use crate::period::Period;
use crate::quantity::{Digits, Ratio};
use crate::words::{Phrase, Text};

/// A percentage as results carry it: at print digits, without a sign.
pub(crate) fn percent(ratio: Ratio, digits: Digits) -> String {
    format!("{:.*}", usize::from(digits.get()), ratio.percent(digits))
}

/// Whether a count is worth no word in a summary.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
pub(crate) fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A column of periods, under the word for years where all of them are whole.
pub(crate) fn period_column(whole: bool) -> Column {
    Column::code().headed(if whole { Phrase::ColYear } else { Phrase::ColPeriod })
}

/// The words for whole years, or those for their parts.
pub(crate) fn by_period(period: Option<Period>, whole: Phrase, part: Phrase) -> Phrase {
    if period.is_none_or(|period| period.whole_year().is_some()) { whole } else { part }
}

/// A period in a table.
pub(crate) fn period_cell(period: Period) -> crate::page::Cell {
    match period.whole_year() {
        Some(year) => crate::page::Cell::Code(year.to_string()),
        None => crate::page::Cell::text(period.text()),
    }
}

/// The name that results carry: Vietnamese, else English.
pub(crate) fn name(text: &Text) -> String {
    text.get(crate::words::Lang::Vi).to_owned()
}
