//! `own_cooperator`: an agency is to co-operate with itself (*tự phối hợp với chính mình*).
//!
//! **Why.** Another agency was probably meant, and that agency is not asked.
//!
//! **When.** A lead of an obligation stands among its co-operating agencies.
//!
//! **Example.** A paragraph asks an agency to work closely with that same agency.

use super::{Found, listed, numbered, place};
use crate::directive::Directive;
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;

pub(super) fn find(directive: &Directive, _: Option<&Framework>, _: u16) -> Found {
    let found = numbered(directive).filter_map(|(at, obligation)| {
        let own = |ix: &&_| obligation.cooperating.contains(*ix);
        let both: Vec<_> = obligation.lead.iter().filter(own).collect();
        let names = listed(both.iter().map(|ix| directive.actor_at(**ix).name().clone()));
        let finding = Finding::new(FindingCode::OwnCooperator, place(directive, at, "cooperating"));
        (!both.is_empty()).then(|| (at, finding.with("agency", names)))
    });
    found.collect()
}
