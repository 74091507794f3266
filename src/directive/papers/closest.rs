//! Which obligation speaks most closely of a leaf.

use crate::directive::{Actor, Directive, Goal, Obligation};
use crate::framework::{Framework, LeafIx};

/// The nearest obligation, and how deep the node stands that it names.
pub(super) struct Near<'a> {
    pub(super) obligation: &'a Obligation,
    pub(super) depth: usize,
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Whatever speaks of the leaf.
    Any,
    /// Something to do or a figure to reach; a rank to gain says nothing of how.
    Measure,
}

/// The obligation that names the leaf, else the nearest node above it. Of several one of the leaf's own
/// lead, then one whose link the letter states, then one that sets a goal, then the first on paper.
pub(super) fn closest<'a>(
    directive: &'a Directive,
    framework: &Framework,
    leaf: LeafIx,
    wanted: Wanted,
) -> Option<Near<'a>> {
    let leads: Vec<&str> =
        framework.lead(framework.leaf_at(leaf)).map(crate::framework::Agency::id).collect();
    let mut best: Option<(Near<'a>, [bool; 3])> = None;
    for obligation in directive.obligations() {
        let vague = matches!(obligation.goal(), Goal::Raise | Goal::Hold);
        if vague && wanted == Wanted::Measure {
            continue;
        }
        let own = directive.lead(obligation).map(Actor::id).any(|id| leads.contains(&id));
        for link in obligation.links() {
            let Some(node) = link.node().and_then(|code| framework.node(code.as_str())) else {
                continue;
            };
            if !node.leaf_range().contains(&leaf.0) {
                continue;
            }
            let depth = node.depth();
            let fit = [own, !obligation.is_reconstructed(link), obligation.sets_goal()];
            let better = best
                .as_ref()
                .is_none_or(|(known, known_fit)| (depth, fit) > (known.depth, *known_fit));
            if better {
                best = Some((Near { obligation, depth }, fit));
            }
        }
    }
    best.map(|(near, _)| near)
}
