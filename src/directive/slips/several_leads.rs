//! `several_leads`: two agencies answer for one result (*nhiều cơ quan cùng chủ trì*).
//!
//! **Why.** Each of two leads may wait for the other, and a lost point has no single owner.
//!
//! **When.** One obligation has several leads; or two obligations that raise, hold or reach
//! something at the same node have no lead in common. Pieces of work on a node (goal `do`) may have
//! different leads, and a collective, whose members each answer for themselves, does not count as a
//! lead here.
//!
//! **Example.** One paragraph orders the Office to raise modernisation, another orders Culture to
//! keep it up.

use super::{ActorIx, Found, goals, links_text, listed, named, numbered, own_leads, place};
use crate::directive::Directive;
use crate::directive::link::Link;
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;

/// Leads, each with the position of the obligation that names it.
type Owners = Vec<(ActorIx, usize)>;

pub(super) fn find(directive: &Directive, ruler: Option<&Framework>, _: u16) -> Found {
    // Nodes that have the same leads from the same paragraphs share one finding.
    let mut groups: Vec<(Owners, Vec<&Link>)> = Vec::new();
    for (at, obligation) in numbered(directive) {
        let owners: Owners = own_leads(directive, obligation).map(|lead| (lead, at)).collect();
        if owners.len() > 1 {
            groups.push((owners, obligation.links().iter().collect()));
        }
    }
    let leads_of = |at: usize| -> Vec<ActorIx> {
        let obligation = directive.obligations().get(at);
        obligation.map(|one| own_leads(directive, one).collect()).unwrap_or_default()
    };
    for (link, positions) in goals(directive) {
        let owned = positions.iter().map(|at| (*at, leads_of(*at)));
        let owned: Vec<(usize, Vec<ActorIx>)> =
            owned.filter(|(_, leads)| !leads.is_empty()).collect();
        // Only obligations that share no lead with some other one are reported here; one that has
        // several leads itself is already in the list.
        let apart = |leads: &Vec<ActorIx>| {
            owned.iter().any(|(_, other)| leads.iter().all(|lead| !other.contains(lead)))
        };
        let mut owners: Owners = Vec::new();
        for (at, leads) in owned.iter().filter(|(_, leads)| apart(leads)) {
            for lead in leads {
                if owners.iter().all(|(known, _)| known != lead) {
                    owners.push((*lead, *at));
                }
            }
        }
        if owners.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(known, _)| *known == owners) {
            Some((_, links)) => links.push(link),
            None => groups.push((owners, vec![link])),
        }
    }
    let found = groups.into_iter().map(|(owners, links)| {
        // The finding is placed at the obligation that names the last of these leads.
        let at = owners.last().map_or(0, |(_, at)| *at);
        let names = listed(owners.iter().map(|(lead, at)| {
            let paragraph = directive.obligations().get(*at).map(|one| one.paragraph().as_str());
            named(directive.actor_at(*lead).short(), paragraph.unwrap_or_default())
        }));
        let nodes = match links[..] {
            [] => listed(directive.obligations().get(at).iter().map(|one| one.text().clone())),
            _ => links_text(ruler, &links),
        };
        let finding = Finding::new(FindingCode::SeveralLeads, place(directive, at, "lead"));
        (at, finding.with("nodes", nodes).with("leads", names))
    });
    found.collect()
}
