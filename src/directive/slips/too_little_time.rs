//! `too_little_time`: an order leaves fewer days than it should (*thời gian thực hiện quá ngắn*).
//!
//! **Why.** A letter takes some days to arrive, and a report takes some days to be written.
//!
//! **When.** Fewer days than the least number lie between the day of the letter, or a later start,
//! and the due day. Exactly the least number is enough.
//!
//! **Example.** A letter of 2023-06-08 with a due day of 2023-06-20 leaves 12 days, but 15 are
//! required.

use super::{Found, numbered, place};
use crate::directive::Directive;
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;

pub(super) fn find(directive: &Directive, _: Option<&Framework>, least_days: u16) -> Found {
    let letter = directive.issued();
    let found = numbered(directive).filter_map(|(at, obligation)| {
        let due = obligation.due()?;
        let from = obligation.starts().map_or(letter, |starts| starts.max(letter));
        let days = from.days_until(due);
        if days >= i64::from(least_days) {
            return None;
        }
        let finding = Finding::new(FindingCode::TooLittleTime, place(directive, at, "due"));
        let finding = finding.found(due.to_string()).with("due", due.text());
        let finding = finding.with("from", from.text()).with("days", days.to_string());
        Some((at, finding.with("least", least_days.to_string())))
    });
    found.collect()
}
