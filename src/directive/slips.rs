//! The slips of a letter: what is wrong in it. Each file holds one small rule, and no rule is made
//! for one letter.
//!
//! At most one of the three rules about days reports on one obligation: a day before the plan is
//! usually also before the letter, and the rule of the plan says most.

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

/// The default for the least number of days that an order must leave.
pub const LEAST_DAYS: u16 = 15;

/// Findings, each with the position of the obligation it belongs to.
type Found = Vec<(usize, Finding)>;

/// A rule. It names nodes as the framework given to it does, and by their codes alone without one.
type Rule = fn(&Directive, Option<&Framework>, u16) -> Found;

/// The rules about days, tried in this order; only the first that finds something reports on an
/// obligation.
const DAYS: [Rule; 3] = [before_plan::find, before_letter::find, too_little_time::find];

/// The rules about owners, goals, targets and addressees.
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

/// All slips of a letter, in the order of the paragraphs. Nodes are named by the framework given
/// or, without one, by the letter's own framework where that is embedded.
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
    // The sort is stable, so the findings of one paragraph keep the order of the rules.
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// The due day of an obligation; `None` if it is before the letter or before the plan it belongs
/// to.
pub(super) fn usable_due(directive: &Directive, obligation: &Obligation) -> Option<Day> {
    let due = obligation.due().filter(|due| *due >= directive.issued())?;
    before_plan::broken(directive, obligation).is_none().then_some(due)
}

/// The place of an obligation's key in the document, with the paragraph.
fn place(directive: &Directive, at: usize, key: &str) -> Place {
    let paragraph = directive.obligations().get(at).map(Obligation::paragraph);
    let place = Place::at(format!("/obligations/{at}")).join(key);
    place.node(paragraph.map_or("", |paragraph| paragraph.as_str()))
}

/// The obligations with their positions in the directive.
fn numbered(directive: &Directive) -> impl Iterator<Item = (usize, &Obligation)> {
    directive.obligations().iter().enumerate()
}

/// Every link once, in the order of the paragraphs, with the positions of the obligations that set
/// a goal for it.
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

/// The leads that answer for themselves, that is all but the collectives.
fn own_leads<'a>(
    directive: &'a Directive,
    obligation: &'a Obligation,
) -> impl Iterator<Item = ActorIx> + 'a {
    obligation.lead.iter().copied().filter(|ix| !directive.actor_at(*ix).is_collective())
}

/// Joins texts by commas in both languages: `A (2.1a), B (2.5a)`.
fn listed(parts: impl Iterator<Item = Text>) -> Text {
    let parts: Vec<Text> = parts.collect();
    let join = |pick: fn(&Text) -> &str| parts.iter().map(pick).collect::<Vec<&str>>().join(", ");
    Text::new(join(|text| &text.vi), join(|text| &text.en))
}

/// Links joined by commas, with the names of the nodes that the framework has.
fn links_text(ruler: Option<&Framework>, links: &[&Link]) -> Text {
    let say = |lang: Lang| {
        let links = links.iter().map(|link| link.text(ruler, lang));
        links.collect::<Vec<String>>().join(", ")
    };
    Text::new(say(Lang::Vi), say(Lang::En))
}

/// A name with the paragraph it stands in, as `A (2.1a)`.
fn named(name: &Text, paragraph: &str) -> Text {
    let both = |lang| format!("{} ({paragraph})", name.get(lang));
    Text::new(both(Lang::Vi), both(Lang::En))
}
