//! `addressee_without_copy`: an addressee is missing in the list of those the letter is sent to
//! (*Kính gửi nhưng không có trong Nơi nhận*).
//!
//! **Why.** An agency that the letter is not sent to does not read it, even if the head of the
//! letter names the agency.
//!
//! **When.** The letter lists its recipients, and an addressee is neither among them, nor part of
//! one, nor a collective whose members are all among them. A letter without such a list is not
//! reported.
//!
//! **Example.** A letter is addressed to departments and a tax branch, but sent to the departments
//! only.

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
        // The finding belongs to no paragraph, so it comes after all others.
        (usize::MAX, finding.with("agency", directive.actor_at(*ix).name().clone()))
    });
    found.collect()
}
