//! Shows the steps that a plan leaves for the next period, as rows and as a table.

use super::view::grouped;
use crate::ask::what_if::view::{WhatIfRow, what_if_row};
use crate::page::Block;
use crate::period::Period;
use crate::remediation::Plan;
use crate::scoring::Cohort;
use crate::words::{Phrase, Sentence};

/// One row for each step left for the next period.
pub(super) fn later_rows(cohort: &Cohort, plan: &Plan) -> Vec<WhatIfRow> {
    plan.later.iter().map(|row| what_if_row(cohort, row)).collect()
}

/// The table of the steps left for the next period, with a line above it; empty where there are
/// none.
pub(super) fn later_blocks(cohort: &Cohort, plan: &Plan, until: Option<Period>) -> Vec<Block> {
    if plan.later.is_empty() {
        return Vec::new();
    }
    let period = until.map(Period::text).unwrap_or_default();
    let args = [("period", period.into()), ("steps", plan.later.len().into())];
    let line = Sentence::say(Phrase::PlanLater, args);
    let group = (line, plan.later.iter().collect());
    vec![grouped(cohort, &[group], cohort.framework().policies().print).into()]
}
