//! `due_before_letter`: the due day had passed when the letter was signed (*thời hạn đã qua khi ban
//! hành*).
//!
//! **Why.** Nobody can keep such a day, so nobody can be called late either.
//!
//! **When.** The due day is before the day of the letter. A due day equal to the day of the letter
//! is left to the rule `too_little_time`.
//!
//! **Example.** A letter of 2023-06-08 orders a report by 2023-05-30.

use super::{Found, numbered, place};
use crate::directive::Directive;
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;

pub(super) fn find(directive: &Directive, _: Option<&Framework>, _: u16) -> Found {
    let letter = directive.issued();
    let found = numbered(directive).filter_map(|(at, obligation)| {
        let due = obligation.due().filter(|due| *due < letter)?;
        let finding = Finding::new(FindingCode::DueBeforeLetter, place(directive, at, "due"));
        let finding = finding.found(due.to_string()).with("due", obligation.due_text());
        let days = letter.days_until(due).unsigned_abs().to_string();
        Some((at, finding.with("issued", letter.text()).with("days", days)))
    });
    found.collect()
}
