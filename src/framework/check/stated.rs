//! Counts that the paper states, beside those of the tree: a difference is only a note.

use super::Check;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::spec::{NodeSpec, StatedSpec};
use crate::words::Text;

impl Check {
    /// Compares counts stated on paper with the tree below.
    pub(super) fn stated(
        &mut self,
        stated: Option<StatedSpec>,
        children: &[NodeSpec],
        depth: usize,
        place: &Place,
    ) {
        let Some(stated) = stated else { return };
        let criteria = |stated: StatedSpec| stated.criteria;
        let components = |stated: StatedSpec| stated.components;
        for (key, what, level, pick) in [
            ("criteria", Text::new("tiêu chí", "criteria"), 2, criteria as fn(_) -> _),
            ("components", Text::new("tiêu chí thành phần", "components"), 3, components),
        ] {
            let Some(printed) = pick(stated) else { continue };
            // A leaf's own statement has nothing below it to compare with.
            let Some(counted) = count(children, depth + 1, level, pick) else { continue };
            if counted != printed {
                let finding = Finding::new(FindingCode::StatedDiffers, place.clone().join(key));
                let finding = finding.found(printed.to_string()).with("what", what);
                self.findings.push(finding.with("counted", counted.to_string()));
            }
        }
    }
}

/// Nodes at a level under some siblings; where the tree ends above it, what its leaves state.
/// `None` where neither is known.
fn count(
    siblings: &[NodeSpec],
    depth: usize,
    level: usize,
    pick: fn(StatedSpec) -> Option<u32>,
) -> Option<u32> {
    if siblings.is_empty() {
        return None;
    }
    siblings
        .iter()
        .map(|node| {
            if depth == level {
                Some(1)
            } else if node.children.is_empty() {
                let stated = node.stated.and_then(pick);
                // A criterion without components is scored itself: it has none.
                stated.or((depth == 2).then_some(0))
            } else {
                count(&node.children, depth + 1, level, pick)
            }
        })
        .try_fold(0_u32, |sum, count| sum.checked_add(count?))
}
