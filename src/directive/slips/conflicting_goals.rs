//! `conflicting_goals`: two paragraphs want different things of one node (*mục tiêu mâu thuẫn*).
//!
//! **Why.** When two paragraphs set contradicting goals, nobody can say at the end of the year
//! whether the goal was met.
//!
//! **When.** One obligation is to raise a node that another is to hold; or two obligations set
//! different figures for the same node, unit and base. Two bases are the same if their Vietnamese
//! names are, regardless of case, blanks and the place of tone marks; percentages without a named
//! base are not compared. If the two figures have different due days and the later one is higher,
//! they are stages and do not conflict. Each paragraph is reported once, with at most eight earlier
//! paragraphs that it contradicts.
//!
//! **Example.** One paragraph orders modernisation to gain ranks, another to keep its results.

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

/// The most earlier paragraphs that a finding names; the others have findings of their own.
const NAMED: usize = 8;

pub(super) fn find(directive: &Directive, ruler: Option<&Framework>, _: u16) -> Found {
    let all: Vec<Wanted> = directive.obligations().iter().map(Wanted::of).collect();
    // For each paragraph: the earlier paragraphs that it contradicts, and the links at which it
    // does.
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

/// The goal, figure and due day of an obligation, ready to be compared.
struct Wanted {
    goal: Goal,
    /// What the figure counts (whether it is a percentage, and the folded name), and its height
    /// (threshold, and whether it must be exceeded); `None` where the obligation has no figure, or
    /// where it is unknown of what a percentage is taken.
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
            // A target "above" a threshold is higher than one "at least" the same threshold.
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
        // Of two figures with different due days the later one may be higher: they are stages.
        let stages = |(own, other): (Day, Day)| own != other && (own < other) == (a < b);
        what == of_other && a != b && !self.due.zip(other.due).is_some_and(stages)
    }
}

/// The goal of an obligation as a text: its figure if the goal is to reach one, otherwise the name
/// of the goal, followed by a figure if there is one.
fn wanted(obligation: &Obligation) -> Text {
    let goal = obligation.goal().phrase().text(&[]);
    let Some(target) = obligation.target() else { return goal };
    let with = |lang: Lang| match obligation.goal() {
        Goal::Reach => target.text(lang),
        _ => format!("{} {}", goal.get(lang), target.text(lang)),
    };
    Text::new(with(Lang::Vi), with(Lang::En))
}
