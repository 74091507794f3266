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

pub use analysis::CohortUnit;
pub use analysis::{
    Became, ChangeParts, Comparison, Crosswalk, CrosswalkRow, NodeChange, UnitChange, changes,
    compare, crosswalk_ids, crosswalk_rows,
};
pub use analysis::{By, Claims, CutUnder, LossSum, LostUnder, cut_findings, cuts, lost_by};
pub use analysis::{
    Cause, FieldStanding, Graded, Ledger, Loss, NextGrade, Order, Ranking, Standing, WeakLeaf,
    WeakList, field_standings, grade, ledger, rank, rank_at, weak,
};
pub use analysis::{Concern, Places, Role, TogetherLine, Unplaced, concerns, together};
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
pub use framework::policy::shown::*;
pub use framework::rule::shown::*;
pub use framework::{
    Agency, Band, Change, FloorOn, Framework, Grades, IndexKind, Inherit, Leaf, Node, Provenance,
    Rule, Scorer, embedded_ids, framework, sample, sample_ids,
};
pub use page::{
    About, Bar, Block, Cell, Chart, Column, Course as ChartCourse, Fold, Kind, Line,
    Mark as CellMark, Page, Paint, Pair, Row as TableRow, Section, Shape, Share as ChartShare,
    Stack as ChartStack, Table, Timed as ChartTimed,
};
pub use period::{ParsePeriodError, Period, PeriodKind};
pub use quantity::{
    Code, Digits, ParseCodeError, ParsePointsError, ParseRatioError, Percent, PointSum, Points,
    Ratio,
};
pub use remediation::{
    Choices, EffortRow, Efforts, Forecast, ForecastLeaf, Frontier, FrontierPoint, Goal, LeftOut,
    LeftOutRow, Plan, Work, forecast, frontier, frontier_within, plan, plan_within,
    read_effort_rows,
};
pub use remediation::{Outcome, Repair, Repairs, Step, WhatIf, what_if};
pub use reply::{Printed, Reply, Source as ResultSource};
pub use scoring::{
    Basis, Cohort, Columns, Mark, NodeScore, NodeSums, Scorecard, State, Sums, cohorts, score,
    score_all,
};
pub use words::{Arg, Heading, Lang, ParseLangError, Sentence, Text, fold_name, shown};
pub use work::WorkBudget;

/// Rows and pages of results, for whoever has a result of the library and no dossier.
pub mod view {
    pub use crate::ask::view::*;
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
