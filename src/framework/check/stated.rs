//! The check of counts stated on paper against those of the tree; a difference is only a note.

use super::Check;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::kind::Scorer;
use crate::framework::spec::{NodeSpec, StatedSpec};
use crate::json;
use crate::quantity::{Percent, Points};
use crate::words::Text;

impl Check {
    /// Compares the counts stated on paper at a node with the tree below the node.
    pub(super) fn stated(
        &mut self,
        stated: Option<&StatedSpec>,
        children: &[NodeSpec],
        depth: usize,
        place: &Place,
    ) {
        let Some(stated) = stated else { return };
        let criteria = |stated: &StatedSpec| stated.criteria;
        let components = |stated: &StatedSpec| stated.components;
        for (key, what, level, pick) in [
            ("criteria", Text::new("tiêu chí", "criteria"), 2, criteria as fn(&StatedSpec) -> _),
            ("components", Text::new("tiêu chí thành phần", "components"), 3, components),
        ] {
            let Some(printed) = pick(stated) else { continue };
            // The statement of a leaf has nothing below it to compare with.
            let Some(counted) = count(children, depth + 1, level, pick) else { continue };
            if counted != printed {
                let finding = Finding::new(FindingCode::StatedDiffers, place.clone().join(key));
                let finding = finding.found(printed.to_string()).with("what", what);
                self.findings.push(finding.with("counted", counted.to_string()));
            }
        }
        self.survey_points(stated, children, place);
    }

    /// Compares the survey points stated on paper with the maxima of the survey leaves.
    fn survey_points(&mut self, stated: &StatedSpec, children: &[NodeSpec], place: &Place) {
        let Some(num) = &stated.survey_points else { return };
        let place = place.clone().join("survey_points");
        let Some(printed) = json::points(num, &place, &mut self.findings) else { return };
        let counted = survey_max(children);
        if counted != printed.wide() && !children.is_empty() {
            let what = Text::new("điểm điều tra xã hội học", "survey points");
            let finding = Finding::new(FindingCode::StatedDiffers, place).found(num.as_str());
            let counted = Percent::from_raw(counted);
            self.findings.push(finding.with("what", what).with("counted", counted));
        }
    }
}

/// The sum of the maxima of all survey leaves; maxima that are not numbers are left out.
fn survey_max(nodes: &[NodeSpec]) -> i128 {
    let own = nodes.iter().filter(|node| node.scorer == Some(Scorer::Survey));
    let own: i128 =
        own.filter_map(|node| node.max.as_str().parse::<Points>().ok()).map(Points::wide).sum();
    own + nodes.iter().map(|node| survey_max(&node.children)).sum::<i128>()
}

/// The number of nodes at a level below some siblings. Where a branch of the tree ends above that
/// level, the count that its leaf states is used; `None` where a leaf states none.
fn count(
    siblings: &[NodeSpec],
    depth: usize,
    level: usize,
    pick: fn(&StatedSpec) -> Option<u32>,
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
                let stated = node.stated.as_ref().and_then(pick);
                // A criterion without components is scored itself, so it counts 0 components.
                stated.or((depth == 2).then_some(0))
            } else {
                count(&node.children, depth + 1, level, pick)
            }
        })
        .try_fold(0_u32, |sum, count| sum.checked_add(count?))
}
