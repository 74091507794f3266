//! What is wrong with a letter: one small rule a file, none made for one letter.
//!
//! Rules of one family look at the same thing, and of one obligation only the first of them speaks:
//! a date before the plan is also before the letter, and the plan says most.

mod before_letter;
mod before_plan;
mod conflicting_goals;
mod no_lead;
mod not_addressed;
mod own_cooperator;
mod several_leads;
mod too_little_time;
mod without_base;

use super::link::Link;
use super::obligation::Obligation;
use super::{ActorIx, Directive};
use crate::finding::{Finding, Place};
use crate::words::Text;

/// How many days an order must leave, unless another number is given.
pub const LEAST_DAYS: u16 = 15;

/// What a rule looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Due,
    Owners,
    Goals,
    Target,
    Addressees,
}

/// A finding, and the position of the obligation it stands at.
type Found = Vec<(usize, Finding)>;

/// Every rule, in the order in which those of a family speak.
const RULES: [(Family, fn(&Directive, u16) -> Found); 9] = [
    (Family::Due, before_plan::find),
    (Family::Due, before_letter::find),
    (Family::Due, too_little_time::find),
    (Family::Owners, no_lead::find),
    (Family::Owners, several_leads::find),
    (Family::Goals, conflicting_goals::find),
    (Family::Owners, own_cooperator::find),
    (Family::Target, without_base::find),
    (Family::Addressees, not_addressed::find),
];

/// Every slip, in the order of the paragraphs.
pub(super) fn slips(directive: &Directive, least_days: u16) -> Vec<Finding> {
    let mut found: Vec<(usize, Family, Finding)> = Vec::new();
    for (family, find) in RULES {
        for (at, finding) in find(directive, least_days) {
            let said = |(other, of, _): &(usize, Family, Finding)| *other == at && *of == family;
            if family != Family::Due || !found.iter().any(said) {
                found.push((at, family, finding));
            }
        }
    }
    // The order of the rules stays inside a paragraph.
    found.sort_by_key(|(at, ..)| *at);
    found.into_iter().map(|(.., finding)| finding).collect()
}

/// Where an obligation, or a key of it, stands.
fn place(directive: &Directive, at: usize, key: &str) -> Place {
    let paragraph = directive.obligations().get(at).map(Obligation::paragraph);
    let place = Place::at(format!("/obligations/{at}")).join(key);
    place.node(paragraph.map_or("", |paragraph| paragraph.as_str()))
}

/// The obligations with their positions.
fn numbered(directive: &Directive) -> impl Iterator<Item = (usize, &Obligation)> {
    directive.obligations().iter().enumerate()
}

/// Every link once, in the order of the paragraphs, with the obligations that set a goal for it.
fn goals(directive: &Directive) -> Vec<(&Link, Vec<usize>)> {
    let mut all: Vec<(&Link, Vec<usize>)> = Vec::new();
    for (at, obligation) in numbered(directive).filter(|(_, one)| one.sets_goal()) {
        for link in obligation.links() {
            match all.iter_mut().find(|(known, _)| *known == link) {
                Some((_, positions)) => positions.push(at),
                None => all.push((link, vec![at])),
            }
        }
    }
    all
}

/// The leads that answer by themselves: not the collectives.
fn own_leads<'a>(
    directive: &'a Directive,
    obligation: &'a Obligation,
) -> impl Iterator<Item = ActorIx> + 'a {
    obligation.lead.iter().copied().filter(|ix| !directive.actor_at(*ix).is_collective())
}

/// `A (2.1a), B (2.5a)` in both languages.
fn listed(parts: impl Iterator<Item = Text>) -> Text {
    let parts: Vec<Text> = parts.collect();
    let join = |pick: fn(&Text) -> &str| parts.iter().map(pick).collect::<Vec<&str>>().join(", ");
    Text::new(join(|text| &text.vi), join(|text| &text.en))
}

/// Links as documents write them.
fn links_text(links: &[&Link]) -> String {
    links.iter().map(ToString::to_string).collect::<Vec<String>>().join(", ")
}

/// A name with the paragraph it stands in.
fn named(name: &Text, paragraph: &str) -> Text {
    let both = |lang| format!("{} ({paragraph})", name.get(lang));
    Text::new(both(crate::words::Lang::Vi), both(crate::words::Lang::En))
}
