//! `not_addressed`: an agency that is to act is not an addressee of the letter (*cơ quan được giao
//! không có trong nơi gửi*).
//!
//! **Why.** An order binds nobody to whom it is not addressed, and a request does not reach them.
//!
//! **When.** A lead or co-operating agency is neither an addressee, nor part of one, nor a
//! collective whose members are all addressees. Each agency is reported once, at the first
//! paragraph in which it is to act. If a directive lists no addressees at all, nothing is reported.
//!
//! **Example.** A paragraph asks the Fatherland Front for help, but the letter is addressed to
//! departments only.

use super::{Found, numbered, place};
use crate::directive::{ActorIx, Directive};
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;
use crate::words::{Phrase, Text};

pub(super) fn find(directive: &Directive, _: Option<&Framework>, _: u16) -> Found {
    if directive.addressees().next().is_none() {
        return Found::new();
    }
    let mut found = Found::new();
    let addressed = directive.reached(&directive.0.addressees);
    let copied = directive.reached(&directive.0.copies);
    let unheard =
        addressed.iter().zip(copied).enumerate().filter(|(_, (addressed, _))| !**addressed);
    for (ix, copied) in unheard.map(|(n, (_, copied))| (ActorIx(n), copied)) {
        let acts = numbered(directive)
            .filter(|(_, one)| one.lead.contains(&ix) || one.cooperating.contains(&ix));
        let acts: Vec<(usize, &str)> =
            acts.map(|(at, one)| (at, one.paragraph().as_str())).collect();
        let Some((at, _)) = acts.first() else { continue };
        let paragraphs: Vec<&str> = acts.iter().map(|(_, paragraph)| *paragraph).collect();
        let leads = directive.obligations().get(*at).is_some_and(|one| one.lead.contains(&ix));
        let place = place(directive, *at, if leads { "lead" } else { "cooperating" });
        let finding = Finding::new(FindingCode::NotAddressed, place);
        let finding = finding.with("agency", directive.actor_at(ix).name().clone());
        let copy = if copied { Phrase::CopyOnly.text(&[]) } else { Text::default() };
        found.push((*at, finding.with("paragraphs", paragraphs.join(", ")).with("copy", copy)));
    }
    found
}
