//! Which obligation speaks most closely of a leaf.

use crate::directive::{Directive, Obligation};
use crate::framework::{Framework, LeafIx};

/// The nearest obligation, and how deep the node stands that it names.
pub(super) struct Near<'a> {
    pub(super) obligation: &'a Obligation,
    pub(super) depth: usize,
}

/// The obligation that names the leaf, else the nearest node above it. Of several one that sets a
/// goal, then the first on paper.
pub(super) fn closest<'a>(
    directive: &'a Directive,
    framework: &Framework,
    leaf: LeafIx,
) -> Option<Near<'a>> {
    let mut best: Option<(Near<'a>, bool)> = None;
    for obligation in directive.obligations() {
        for code in obligation.links().iter().filter_map(|link| link.node()) {
            let Some(node) = framework.node(code.as_str()) else { continue };
            if !node.leaf_range().contains(&leaf.0) {
                continue;
            }
            let (depth, goal) = (node.depth(), obligation.sets_goal());
            let better = best
                .as_ref()
                .is_none_or(|(known, known_goal)| (depth, goal) > (known.depth, *known_goal));
            if better {
                best = Some((Near { obligation, depth }, goal));
            }
        }
    }
    best.map(|(near, _)| near)
}
