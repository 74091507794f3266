#![doc = include_str!("../README.md")]
// The library neither panics nor prints; its tests may.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

mod analysis;
mod ask;
mod assessment;
mod audit;
mod bound;
mod call;
mod day;
mod directive;
mod dossier;
mod error;
mod finding;
mod framework;
mod json;
mod page;
mod period;
mod quantity;
mod remediation;
mod render;
mod reply;
#[cfg(feature = "schema")]
pub mod schema;
mod scoring;
mod words;
mod work;

pub use analysis::{
    Became, ChangeParts, Comparison, Crosswalk, CrosswalkRow, NodeChange, UnitChange, changes,
    compare, crosswalk_ids, crosswalk_rows,
};
pub use analysis::{By, Claims, CutUnder, LossSum, LostUnder, cut_findings, cuts, lost_by};
pub use analysis::{
    Cause, FieldStanding, Graded, Ledger, Loss, NextGrade, Order, Ranking, Standing, WeakLeaf,
    WeakList, field_standings, grade, ledger, rank, rank_at, weak,
};
pub use analysis::{Concern, Places, Role, TogetherLine, Unplaced, cohorts_of, concerns, together};
pub use analysis::{Figure, Figures, TableLevel, TableLine, table};
pub use analysis::{IndexGap, Versus, VersusRow, versus};
pub use analysis::{PooledLeaf, WeakLead, weak_by_lead, weak_pooled};
pub use analysis::{RankInterval, Robustness, Variation, Vary, robustness, robustness_within};
pub use analysis::{StrongLeaf, StrongList, strengths};
pub use ask::questions;
pub use ask::{
    Asked, Common, Entry as Question, Flag, Part as DossierPart, Prefer, QUESTIONS, Row, Rulers,
    Takes, question,
};
pub use assessment::{
    AskedRow, BallotHead, BallotPart, Confidence, Counted, Estimate, GroupCount, LeafCount,
    QuestionRow, Questionnaire, Tally, Target, UnitCount, required_sample,
};
pub use assessment::{
    Assessment, Declared, Entry, Explanation, Head, Input, Inputs, Opened, Origin, PlainUnits,
    Register, RegisteredUnit, Remarks, RowUnit, SheetId, Source, Stage, StageName, Unit, Value,
    join, read, read_units,
};
pub use audit::{
    Audit, AuditCheck, Checked, Contradiction, PrintedCell, PrintedKind, PrintedNumber, PrintedRow,
    PrintedText, audit,
};
pub use bound::Bound;
pub use call::{Door, ReadTable, answer, answer_with, call};
pub use day::{Day, ParseDayError};
pub use directive::{
    Actor, Comparator, Directive, Goal as ObligationGoal, LEAST_DAYS, Link, Obligation,
    ObligationStanding, ObligationState, Paper, PaperAsked, PaperGroup, PaperKind, PaperLine,
    PaperSums, Parent, Progress, ProgressRow, SIPAS_CHANNELS, StatusCount,
    Target as ObligationTarget, TargetUnit, count_by, directive, directive_ids, paper, status,
};
pub use dossier::{Dossier, Earlier, Index};
pub use error::Error;
pub use finding::{Finding, FindingCode, Findings, Place, RowList, Severity, Unread, nearest};
pub use framework::rule::shown::*;
pub use framework::{
    Agency, Band, Change, FloorOn, Framework, Grades, IndexKind, Inherit, Leaf, MissingPolicy,
    NoSurveyPolicy, Node, NotApplicablePolicy, Policies, PrintAs, Provenance, Rule, Scorer, Ties,
    embedded_ids, framework, sample, sample_ids,
};
pub use page::{
    Bar, Block, Cell, Chart, Closing, Column, Kind, Letterhead, Line, Mark as CellMark, Page,
    Paint, Row as TableRow, Section, Shape, Share as ChartShare, Table,
};
pub use period::{ParsePeriodError, Period, PeriodKind};
pub use quantity::{
    Code, Digits, ParseCodeError, ParsePointsError, ParseRatioError, Percent, PointSum, Points,
    Ratio,
};
pub use remediation::{
    EffortRow, Efforts, Forecast, ForecastLeaf, Frontier, FrontierPoint, Goal, LeftOut, LeftOutRow,
    Plan, Work, forecast, frontier, frontier_within, plan, plan_within, read_effort_rows,
};
pub use remediation::{Outcome, Repair, Repairs, Step, WhatIf, what_if};
pub use reply::{Printed, Reply, Source as ResultSource};
pub use scoring::{
    Basis, Cohort, Columns, Mark, NodeScore, NodeSums, Scorecard, State, Sums, score, score_all,
};
pub use words::{Arg, Heading, Lang, ParseLangError, Sentence, Text, fold_name, shown};
pub use work::WorkBudget;

/// Rows and pages of results, for whoever has a result of the library and no dossier.
pub mod view {
    pub use crate::ask::audit::{AuditRow, AuditSummary, audit_page, audit_rows, audit_summary};
    pub use crate::ask::compare::{CompareRow, compare_page, compare_rows};
    pub use crate::ask::crosswalk::crosswalk_page;
    pub use crate::ask::cuts::{CutRow, CutSummary, cut_rows, cut_summary, cut_table};
    pub use crate::ask::diff::{DiffRow, diff_page, diff_rows};
    pub use crate::ask::directive_papers::{PaperRow, paper_document, paper_page, paper_rows};
    pub use crate::ask::directive_status::{
        StatusCountRow, StatusRow, standing_said, status_count_rows, status_page, status_rows,
    };
    pub use crate::ask::explain::{ExplainRow, explain_page, explain_rows};
    pub use crate::ask::forecast::{
        ForecastRow, ForecastSummary, forecast_page, forecast_rows, forecast_summary,
    };
    pub use crate::ask::framework_diff::{
        FrameworkChangeRow, framework_changes, framework_changes_page,
    };
    pub use crate::ask::intake::{
        AppraiserRow, IntakeRow, appraiser_rows, appraiser_table, intake_rows, intake_table,
    };
    pub use crate::ask::letter::{
        DirectiveRow, GapRow, ObligationRow, SlipRow, directive_page, directive_row,
        directives_table, obligation_rows, slip_rows, slips_page,
    };
    pub use crate::ask::lost::{LostRow, lost_rows, lost_table};
    pub use crate::ask::paper::{FallRow, SheetRow};
    pub use crate::ask::parts::claim::Claim;
    pub use crate::ask::parts::fields::fields_page;
    pub use crate::ask::parts::findings::{findings_beside, findings_page};
    pub use crate::ask::parts::framework::{
        FindingRow, FrameworkRow, finding_list, finding_row, framework_findings, framework_page,
        framework_row, frameworks_table,
    };
    pub use crate::ask::parts::headline::headline;
    pub use crate::ask::parts::unread::{UnreadRow, unread_page, unread_refusal, unread_rows};
    pub use crate::ask::plan::{
        FrontierRow, FrontierSummary, frontier_page, frontier_rows, frontier_summary, plan_page,
        plan_rows, plan_summary,
    };
    pub use crate::ask::rank::{RankRow, rank_rows, rank_table, ranking_page};
    pub use crate::ask::robustness::{RobustnessRow, robustness_rows, robustness_table};
    pub use crate::ask::score::{ScoreRow, score_page, score_rows};
    pub use crate::ask::strengths::{StrongRow, strong_page, strong_rows};
    pub use crate::ask::survey::{
        RespondentRow, SurveyRow, SurveyView, TargetRow, channel_name, respondent_rows,
        satisfaction_page, survey_page, survey_rows, target_rows,
    };
    pub use crate::ask::table::{
        AnnexRow, AnnexStanding, Cell, NodeFigures, StandingRow, TableRow, table_rows, units_page,
    };
    pub use crate::ask::together::{
        ConcernRow, TogetherRow, concern_page, concern_rows, together_page, together_rows,
    };
    pub use crate::ask::trend::TrendRow;
    pub use crate::ask::unit_page::unit_page;
    pub use crate::ask::versus::{
        VersusLine, VersusSummary, versus_page, versus_rows, versus_summary,
    };
    pub use crate::ask::weak::{
        WeakLeadRow, WeakRow, pooled_page, pooled_rows, weak_lead_rows, weak_lead_table, weak_page,
        weak_rows,
    };
    pub use crate::ask::what_if::{
        WhatIfRow, WhatIfSummary, what_if_page, what_if_rows, what_if_summary,
    };
    pub use crate::render::Look;
    pub use crate::reply::VerifyRow;
}

/// Documents as they stand in files: the right shape, not yet checked.
pub mod spec {
    pub use crate::assessment::spec::{
        AssessmentSpec, EntrySpec, ExplanationSpec, NameSpec, StageSpec, SurveySpec, UnitSpec,
    };
    pub use crate::directive::spec::{ActorSpec, DirectiveSpec, ObligationSpec, ParentSpec};
    pub use crate::framework::head::HeadSpec;
    pub use crate::framework::rule::FactsSpec;
    pub use crate::framework::rule::spec::{
        BandSpec as RuleBandSpec, FullAtSpec, GroupSpec, Kind, LevelSpec, OptionSpec, RuleSpec,
    };
    pub use crate::framework::spec::{
        AgencySpec, AwardSpec, BandSpec, BasisSpec, FrameworkSpec, GradesSpec, NodeSpec,
        PoliciesSpec, PrintSpec, Quartile, QuartilesSpec, StatedSpec, ValidSpec,
    };
    pub use crate::json::Num;
}
