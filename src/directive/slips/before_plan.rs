//! `due_before_plan`: a day before the plan it belongs to was issued (*thời hạn trước kế hoạch*).
//!
//! **Why.** What a plan orders cannot be done before the plan; mostly a year is mistyped.
//!
//! **When.** The obligation names its parents and is due before one of them; or names none and is due
//! before every dated parent of the directive.
//!
//! **Example.** A plan of 2023-01-13, a report on it due by 2022-06-20.

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
        // A plan may be later than the letter that announces it.
        Some((at, finding.with("after", issued.max(directive.issued()).text())))
    });
    found.collect()
}

/// The plan an obligation is due before, with its day.
pub(super) fn broken<'a>(
    directive: &'a Directive,
    obligation: &Obligation,
) -> Option<(&'a Parent, Day)> {
    let due = obligation.due()?;
    let plan = plan(directive, obligation)?;
    plan.issued().filter(|issued| due < *issued).map(|issued| (plan, issued))
}

/// The latest plan an obligation says it belongs to; the earliest it could, where it says nothing.
fn plan<'a>(directive: &'a Directive, obligation: &Obligation) -> Option<&'a Parent> {
    let all = directive.parents();
    if obligation.parents.is_empty() {
        all.iter().filter(|parent| parent.issued().is_some()).min_by_key(|parent| parent.issued())
    } else {
        let own = obligation.parents.iter().filter_map(|ix| all.get(*ix));
        own.max_by_key(|parent| parent.issued())
    }
}
