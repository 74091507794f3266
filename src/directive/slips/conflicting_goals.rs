//! `conflicting_goals`: two paragraphs want different things of one node (*mục tiêu mâu thuẫn*).
//!
//! **Why.** Nobody can say whether the year was a success.
//!
//! **When.** One obligation raises what another holds; or two figures are set for the same node, unit
//! and base, and differ. A base is its Vietnamese name, in whatever case. Of two figures with days of
//! their own the later may be the higher: these are stages, and no conflict.
//!
//! **Example.** Modernisation is to gain ranks in one paragraph and to keep its results in another.

use super::{Found, goals, links_text, listed, named, place};
use crate::directive::Directive;
use crate::directive::link::Link;
use crate::directive::obligation::{Comparator, Goal, Obligation, Target, TargetUnit};
use crate::finding::{Finding, FindingCode};
use crate::json::nfc;
use crate::quantity::Points;
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
    let (Some(first), Some(second)) = (a.target(), b.target()) else { return false };
    let what = |target: &Target| match target.unit() {
        TargetUnit::Percent { base, .. } => ("%", base.as_ref().map(folded)),
        TargetUnit::Count(noun) => ("", Some(folded(noun))),
    };
    what(first) == what(second) && height(first) != height(second) && !is_staged(a, b)
}

/// The Vietnamese text in lower case; it is NFC since it was read.
fn folded(text: &Text) -> String {
    nfc(&text.get(Lang::Vi).to_lowercase())
}

/// Figures by how much they ask: passing a threshold is more than being at it.
fn height(target: &Target) -> (Points, bool) {
    (target.threshold(), target.comparator() == Comparator::Above)
}

/// Whether of two figures the one that is due later asks for more.
fn is_staged(a: &Obligation, b: &Obligation) -> bool {
    let stage = |one: &Obligation| Some((one.due()?, height(one.target()?)));
    let (Some((day_a, height_a)), Some((day_b, height_b))) = (stage(a), stage(b)) else {
        return false;
    };
    day_a != day_b && (day_a < day_b) == (height_a < height_b)
}

/// The goal in a word, its figure, or both where the figure alone would not tell the goal.
fn wanted(obligation: &Obligation) -> Text {
    let goal = obligation.goal().phrase().text(&[]);
    let Some(target) = obligation.target() else { return goal };
    let with = |lang: Lang| match obligation.goal() {
        Goal::Reach => target.text(lang),
        _ => format!("{} {}", goal.get(lang), target.text(lang)),
    };
    Text::new(with(Lang::Vi), with(Lang::En))
}
