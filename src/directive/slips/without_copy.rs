//! `addressee_without_copy`: an addressee the letter is not sent to (*Kính gửi nhưng không có trong Nơi
//! nhận*).
//!
//! **Why.** What is not sent is not read, whoever the head of the letter names.
//!
//! **When.** The register lists whom the letter is sent to, and an addressee is not among them, nor part
//! of one, nor a collective whose members all are. A register without such a list says nothing of it.
//!
//! **Example.** A letter to departments and a tax branch, sent to the departments.

use super::Found;
use crate::directive::Directive;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::Framework;

pub(super) fn find(directive: &Directive, _: Option<&Framework>, _: u16) -> Found {
    if directive.copies().next().is_none() {
        return Found::new();
    }
    let copied = directive.reached(&directive.0.copies);
    let addressees = directive.0.addressees.iter().enumerate();
    let missed = addressees.filter(|(_, ix)| !copied[ix.0]);
    let found = missed.map(|(n, ix)| {
        let place = Place::at(format!("/addressees/{n}"));
        let finding = Finding::new(FindingCode::AddresseeWithoutCopy, place);
        // Of no paragraph: after them all.
        (usize::MAX, finding.with("agency", directive.actor_at(*ix).name().clone()))
    });
    found.collect()
}
