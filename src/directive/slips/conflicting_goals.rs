//! `conflicting_goals`: two paragraphs want different things of one node (*mục tiêu mâu thuẫn*).
//!
//! **Why.** Nobody can say whether the year was a success.
//!
//! **When.** One obligation raises what another holds; or two figures are set for the same node, unit
//! and base, and differ. Bases are one if their Vietnamese names are, whatever the case, blanks and place
//! of tone marks; where no base is named nothing can be said. Of two figures with days of their own the
//! later may be the higher: these are stages, and no conflict. Told once of each paragraph, with those
//! before it that it contradicts, the first eight.
//!
//! **Example.** Modernisation is to gain ranks in one paragraph and to keep its results in another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, goals, links_text, listed, named, place};
use crate::day::Day;
use crate::directive::Directive;
use crate::directive::link::Link;
use crate::directive::obligation::{Comparator, Goal, Obligation, TargetUnit};
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;
use crate::quantity::Points;
use crate::words::{Lang, Text, fold_text};

/// So many paragraphs are named that a later one contradicts: which they are is told at them, too.
const NAMED: usize = 8;

pub(super) fn find(directive: &Directive, ruler: Option<&Framework>, _: u16) -> Found {
    let all: Vec<Wanted> = directive.obligations().iter().map(Wanted::of).collect();
    // Of each paragraph, what it contradicts, and where.
    let mut slips: BTreeMap<usize, (BTreeSet<usize>, Vec<&Link>)> = BTreeMap::new();
    for (link, positions) in goals(directive) {
        for (n, later) in positions.iter().enumerate() {
            let against = |earlier: &&usize| {
                all.get(**earlier).zip(all.get(*later)).is_some_and(|(a, b)| a.contradicts(b))
            };
            let mut earlier = positions.iter().take(n).filter(against).take(NAMED).peekable();
            if earlier.peek().is_some() {
                let (known, links) = slips.entry(*later).or_default();
                known.extend(earlier);
                links.push(link);
            }
        }
    }
    let found = slips.into_iter().map(|(later, (earlier, links))| {
        let earlier = earlier.into_iter().take(NAMED);
        let goals = listed(earlier.chain([later]).filter_map(|at| {
            let obligation = directive.obligations().get(at)?;
            Some(named(&wanted(obligation), obligation.paragraph().as_str()))
        }));
        let place = place(directive, later, "goal");
        let finding = Finding::new(FindingCode::ConflictingGoals, place);
        (later, finding.with("nodes", links_text(ruler, &links)).with("goals", goals))
    });
    found.collect()
}

/// What an obligation wants, ready to be compared.
struct Wanted {
    goal: Goal,
    /// What the figure counts, and how much of it is wanted; `None` where the obligation has no figure, or
    /// where what it counts is not known.
    figure: Option<((bool, String), (Points, bool))>,
    due: Option<Day>,
}

impl Wanted {
    fn of(one: &Obligation) -> Wanted {
        let figure = one.target().and_then(|target| {
            let (is_percent, of) = match target.unit() {
                TargetUnit::Percent { base, .. } => (true, base.as_ref()?),
                TargetUnit::Count(noun) => (false, noun),
            };
            // Passing a threshold is more than being at it.
            let height = (target.threshold(), target.comparator() == Comparator::Above);
            Some(((is_percent, fold_text(of.get(Lang::Vi))), height))
        });
        Wanted { goal: one.goal(), figure, due: one.due() }
    }

    fn contradicts(&self, other: &Wanted) -> bool {
        if matches!((self.goal, other.goal), (Goal::Raise, Goal::Hold) | (Goal::Hold, Goal::Raise))
        {
            return true;
        }
        let (Some((what, a)), Some((of_other, b))) = (&self.figure, &other.figure) else {
            return false;
        };
        // Of two days the later one may ask for more.
        let stages = |(own, other): (Day, Day)| own != other && (own < other) == (a < b);
        what == of_other && a != b && !self.due.zip(other.due).is_some_and(stages)
    }
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
