//! `conflicting_goals`: two paragraphs want different things of one node (*mục tiêu mâu thuẫn*).
//!
//! **Why.** Nobody can say whether the year was a success.
//!
//! **When.** One obligation raises what another holds; or two figures are set for the same node, unit
//! and base, and differ.
//!
//! **Example.** Modernisation is to gain ranks in one paragraph and to keep its results in another.

use super::{Found, goals, links_text, listed, named, place};
use crate::directive::Directive;
use crate::directive::link::Link;
use crate::directive::obligation::{Goal, Obligation};
use crate::finding::{Finding, FindingCode};
use crate::words::{Lang, Text};

pub(super) fn find(directive: &Directive, _: u16) -> Found {
    let mut pairs: Vec<((usize, usize), Vec<&Link>)> = Vec::new();
    for (link, positions) in goals(directive) {
        let one = |at: usize| directive.obligations().get(at);
        for (n, later) in positions.iter().enumerate() {
            let earlier = positions.iter().take(n).find(|earlier| {
                one(**earlier).zip(one(*later)).is_some_and(|(a, b)| contradict(a, b))
            });
            let Some(earlier) = earlier else { continue };
            let pair = (*earlier, *later);
            match pairs.iter_mut().find(|(known, _)| *known == pair) {
                Some((_, links)) => links.push(link),
                None => pairs.push((pair, vec![link])),
            }
        }
    }
    let found = pairs.into_iter().map(|((earlier, later), links)| {
        let goals = listed([earlier, later].into_iter().filter_map(|at| {
            let obligation = directive.obligations().get(at)?;
            Some(named(&wanted(obligation), obligation.paragraph().as_str()))
        }));
        let place = place(directive, later, "goal");
        let finding = Finding::new(FindingCode::ConflictingGoals, place);
        (later, finding.with("nodes", links_text(directive, &links)).with("goals", goals))
    });
    found.collect()
}

fn contradict(a: &Obligation, b: &Obligation) -> bool {
    let goals = (a.goal(), b.goal());
    if matches!(goals, (Goal::Raise, Goal::Hold) | (Goal::Hold, Goal::Raise)) {
        return true;
    }
    let (Some(a), Some(b)) = (a.target(), b.target()) else { return false };
    let same = a.is_percent() == b.is_percent() && a.base() == b.base();
    let noun = a.is_percent() || a.unit() == b.unit();
    same && noun && (a.comparator(), a.threshold()) != (b.comparator(), b.threshold())
}

/// The goal in a word, or its figure.
fn wanted(obligation: &Obligation) -> Text {
    match obligation.target() {
        Some(target) => Text::new(target.text(Lang::Vi), target.text(Lang::En)),
        None => obligation.goal().phrase().text(&[]),
    }
}
