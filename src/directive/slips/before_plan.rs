//! `due_before_plan`: the due day is before the day on which the plan it belongs to was issued
//! (*thời hạn trước kế hoạch*).
//!
//! **Why.** Work that a plan orders cannot be done before the plan exists; usually a year is
//! mistyped.
//!
//! **When.** An obligation that names its parent documents is due before one of them; an obligation
//! that names none is due before every dated parent of the directive.
//!
//! **Example.** A plan was issued on 2023-01-13, and a report on it is due by 2022-06-20.

use super::{Found, numbered, place};
use crate::day::Day;
use crate::directive::Directive;
use crate::directive::obligation::{Obligation, Parent};
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;

pub(super) fn find(directive: &Directive, _: Option<&Framework>, _: u16) -> Found {
    let found = numbered(directive).filter_map(|(at, obligation)| {
        let due = obligation.due()?;
        let (plan, issued) = broken(directive, obligation)?;
        let finding = Finding::new(FindingCode::DueBeforePlan, place(directive, at, "due"));
        let finding = finding.found(due.to_string()).with("due", obligation.due_text());
        let finding = finding.with("document", plan.document());
        let finding = finding.with("issued", issued.text());
        // The earliest possible day is that of the later document, because a plan may be issued
        // after the letter that announces it.
        Some((at, finding.with("after", issued.max(directive.issued()).text())))
    });
    found.collect()
}

/// The plan that an obligation is due before, with the day the plan was issued.
pub(super) fn broken<'a>(
    directive: &'a Directive,
    obligation: &Obligation,
) -> Option<(&'a Parent, Day)> {
    let due = obligation.due()?;
    let plan = plan(directive, obligation)?;
    plan.issued().filter(|issued| due < *issued).map(|issued| (plan, issued))
}

/// The parent document whose day counts for an obligation: the latest of those the obligation
/// names, or the earliest of the directive if it names none.
fn plan<'a>(directive: &'a Directive, obligation: &Obligation) -> Option<&'a Parent> {
    let all = directive.parents();
    if obligation.parents.is_empty() {
        all.iter().filter(|parent| parent.issued().is_some()).min_by_key(|parent| parent.issued())
    } else {
        let own = obligation.parents.iter().filter_map(|ix| all.get(*ix));
        own.max_by_key(|parent| parent.issued())
    }
}
