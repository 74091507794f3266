//! The obligation that speaks most closely of a leaf.

use crate::directive::{Actor, Directive, Goal, Obligation};
use crate::framework::{Framework, LeafIx};

/// The kind of obligation that is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Any obligation that speaks of the leaf.
    Any,
    /// An obligation that orders work or sets a figure below the level of a field. A rank to gain,
    /// or an order for a whole field, does not say what to do at one of its leaves.
    Measure,
}

/// How well an obligation fits a leaf, the better the greater: whether it is an order, the depth of
/// the node it names, then whether it belongs to the leaf's lead, whether the letter states the
/// link, and whether it sets a goal.
type Fit = (bool, usize, [bool; 3]);

/// The obligation that fits a leaf best. An order goes before a request, and a link to the leaf
/// itself before one to a node above it, the nearest first. Among equals: an obligation of the
/// leaf's own lead, then one whose link the letter states, then one that sets a goal, then the
/// first on paper.
pub(super) fn closest<'a>(
    directive: &'a Directive,
    framework: &Framework,
    leaf: LeafIx,
    wanted: Wanted,
) -> Option<&'a Obligation> {
    let leads: Vec<&str> =
        framework.leaf_at(leaf).lead().map(crate::framework::Agency::id).collect();
    let mut best: Option<(&'a Obligation, Fit)> = None;
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
            if depth <= 1 && wanted == Wanted::Measure {
                continue;
            }
            let fit = [own, !obligation.is_reconstructed(link), obligation.sets_goal()];
            let fit = (!obligation.is_request(), depth, fit);
            if best.is_none_or(|(_, known)| fit > known) {
                best = Some((obligation, fit));
            }
        }
    }
    best.map(|(obligation, _)| obligation)
}
