//! Checks sums: points stated in a row or column of a node that has others below it are compared
//! with the sum of the leaves below.

use std::collections::HashMap;

use par_index::assessment::{SheetId, StageName};
use par_index::finding::{FindingCode, Place};
use par_index::{Finding, Framework, Inputs, Points};

/// The points of the leaves of one sheet, and the sums stated for the nodes above them.
#[derive(Default)]
pub(crate) struct Sums {
    /// The position of a leaf, a stage, and the leaf's points there; `None` if its value is
    /// something other than points.
    leaves: Vec<(usize, StageName, Option<Points>)>,
    /// The code of a node, a stage (`None` for each leaf at the one where it counts, appraised or
    /// surveyed), the points stated (`None` if they cannot be read), and their
    /// place.
    stated: Vec<(String, Option<StageName>, Option<Points>, Place)>,
}

impl Sums {
    pub(crate) fn leaf(&mut self, leaf: usize, stage: StageName, points: Option<Points>) {
        self.leaves.push((leaf, stage, points));
    }

    pub(crate) fn states(&mut self, code: &str, stage: StageName, points: Points, place: Place) {
        self.stated.push((code.to_owned(), Some(stage), Some(points), place));
    }

    /// Notes what a cell states for a node. If the cell holds no number with a single meaning, only
    /// the fact that it holds something is noted.
    pub(crate) fn reads(
        &mut self,
        (code, stage): (&str, Option<StageName>),
        read: Result<Option<String>, Finding>,
        place: Place,
    ) {
        let points = match read {
            Ok(None) => return,
            Ok(Some(number)) => number.parse().ok(),
            Err(_) => None,
        };
        self.stated.push((code.to_owned(), stage, points, place));
    }

    /// Whether any leaf has a value.
    pub(crate) fn has_leaves(&self) -> bool {
        !self.leaves.is_empty()
    }

    /// Reports what is wrong with the sums. Points stated for a node of which no leaf has a value
    /// are an error, because no reader takes them; a sum that differs from its leaves is a warning.
    pub(crate) fn tell(self, inputs: &mut Inputs, framework: &Framework, sheet: SheetId) {
        let mut tell = |mut finding: Finding, stage: Option<StageName>| {
            finding.place_mut().stage = stage.map(StageName::as_str);
            inputs.sheet_finding(sheet, finding);
        };
        if self.stated.is_empty() {
            return;
        }
        let leaves = self.leaves.into_iter().map(|(leaf, stage, points)| ((leaf, stage), points));
        let leaves: HashMap<(usize, StageName), Option<Points>> = leaves.collect();
        for (code, stage, stated, place) in &self.stated {
            let below = below(framework, code);
            let value = |leaf: &usize| {
                let is_survey =
                    || framework.leaf(*leaf).is_some_and(par_index::framework::Node::is_survey);
                let counts = || if is_survey() { StageName::Survey } else { StageName::Appraised };
                leaves.get(&(*leaf, stage.unwrap_or_else(counts))).copied()
            };
            let values: Vec<Option<Points>> = below.iter().filter_map(value).collect();
            if values.is_empty() {
                if stated.is_none_or(Points::is_positive) {
                    let finding = Finding::new(FindingCode::NotALeaf, place.clone());
                    tell(finding.found(code.as_str()), *stage);
                }
                continue;
            }
            let points = values.into_iter().collect::<Option<Vec<Points>>>();
            // If a leaf has no points or the stated sum cannot be read, there is nothing to
            // compare.
            let (Some(points), Some(stated)) = (points, stated) else { continue };
            if let Some(sum) = Points::checked_sum(points).filter(|sum| sum != stated) {
                let finding = Finding::new(FindingCode::SumDiffers, place.clone());
                let finding = finding.found(stated.to_string()).with("sum", sum.to_string());
                tell(finding, *stage);
            }
        }
    }
}

/// The positions of all leaves below the node with the given code.
fn below(framework: &Framework, code: &str) -> Vec<usize> {
    let mut inside: Option<usize> = None;
    let mut leaves = Vec::new();
    for node in framework.nodes() {
        match inside {
            Some(depth) if node.depth() > depth => {
                leaves.extend(framework.leaf_position(node.code().as_str()));
            }
            Some(_) => break,
            None if node.code().as_str() == code => inside = Some(node.depth()),
            None => {}
        }
    }
    leaves
}
