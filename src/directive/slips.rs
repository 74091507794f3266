//! What is wrong with a letter: one small rule a file, none made for one letter.
//!
//! Of those that look at days only the first speaks of one obligation: a day before the plan is also
//! before the letter, and the plan says most.

mod before_letter;
mod before_plan;
mod conflicting_goals;
mod no_lead;
mod not_addressed;
mod own_cooperator;
mod several_leads;
mod too_little_time;
mod unassigned_field;
mod without_base;
mod without_copy;

use std::collections::BTreeMap;

use super::link::Link;
use super::obligation::Obligation;
use super::{ActorIx, Directive};
use crate::day::Day;
use crate::finding::{Finding, Place};
use crate::framework::{Framework, framework};
use crate::words::{Lang, Text};

/// How many days an order must leave, unless another number is given.
pub const LEAST_DAYS: u16 = 15;

/// A finding, and the position of the obligation it stands at.
type Found = Vec<(usize, Finding)>;

/// A rule; nodes are named as the letter's framework does, where that is an embedded one.
type Rule = fn(&Directive, Option<&Framework>, u16) -> Found;

/// What is wrong with a day: of one obligation only the first that finds something speaks.
const DAYS: [Rule; 3] = [before_plan::find, before_letter::find, too_little_time::find];

/// What is wrong with owners, goals, targets, addressees.
const OTHERS: [Rule; 8] = [
    no_lead::find,
    several_leads::find,
    conflicting_goals::find,
    own_cooperator::find,
    without_base::find,
    not_addressed::find,
    without_copy::find,
    unassigned_field::find,
];

/// Every slip, in the order of the paragraphs; nodes are those of the framework given, else of the
/// letter's own where that is embedded.
pub(super) fn slips(
    directive: &Directive,
    given: Option<&Framework>,
    least_days: u16,
) -> Vec<Finding> {
    let own = || directive.framework_id().and_then(|id| framework(id).ok());
    let own = if given.is_none() { own() } else { None };
    let ruler = given.or(own.as_ref());
    let mut found = Found::new();
    for find in DAYS {
        for (at, finding) in find(directive, ruler, least_days) {
            if found.iter().all(|(known, _)| *known != at) {
                found.push((at, finding));
            }
        }
    }
    found.extend(OTHERS.iter().flat_map(|find| find(directive, ruler, least_days)));
    // The order of the rules stays inside a paragraph.
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// The day of an obligation, unless it is before the letter or before the plan it belongs to.
pub(super) fn usable_due(directive: &Directive, obligation: &Obligation) -> Option<Day> {
    let due = obligation.due().filter(|due| *due >= directive.issued())?;
    before_plan::broken(directive, obligation).is_none().then_some(due)
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
    let mut known: BTreeMap<&Link, usize> = BTreeMap::new();
    for (at, obligation) in numbered(directive).filter(|(_, one)| one.sets_goal()) {
        for link in obligation.links() {
            let place = *known.entry(link).or_insert(all.len());
            match all.get_mut(place) {
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

/// Links with the names of the nodes, where a framework knows them.
fn links_text(ruler: Option<&Framework>, links: &[&Link]) -> Text {
    let say = |lang: Lang| {
        let links = links.iter().map(|link| link.text(ruler, lang));
        links.collect::<Vec<String>>().join(", ")
    };
    Text::new(say(Lang::Vi), say(Lang::En))
}

/// A name with the paragraph it stands in.
fn named(name: &Text, paragraph: &str) -> Text {
    let both = |lang| format!("{} ({paragraph})", name.get(lang));
    Text::new(both(Lang::Vi), both(Lang::En))
}
