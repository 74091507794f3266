//! `no_lead`: no agency answers for an obligation (*chưa phân công cơ quan chủ trì*).
//!
//! **Why.** Work that anybody may do is work that nobody has to do.
//!
//! **When.** An obligation has no lead, not even a collective one.
//!
//! **Example.** A node is to be raised, three agencies are to co-operate, and no agency leads.

use super::{Found, links_text, numbered, place};
use crate::directive::Directive;
use crate::directive::link::Link;
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;
use crate::words::Text;

pub(super) fn find(directive: &Directive, ruler: Option<&Framework>, _: u16) -> Found {
    let found = numbered(directive).filter(|(_, obligation)| obligation.lead.is_empty());
    let found = found.map(|(at, obligation)| {
        let links: Vec<&Link> = obligation.links().iter().collect();
        let finding = Finding::new(FindingCode::NoLead, place(directive, at, "lead"));
        // The nodes that nobody answers for, if the obligation names any.
        let names = links_text(ruler, &links);
        let nodes = if links.is_empty() {
            Text::default()
        } else {
            Text::new(format!(" ({})", names.vi), format!(" ({})", names.en))
        };
        (at, finding.with("paragraph", obligation.paragraph().as_str()).with("nodes", nodes))
    });
    found.collect()
}
