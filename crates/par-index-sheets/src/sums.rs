//! Rows of a sheet that stand above others: what they state is held against what stands below them.

use std::collections::HashMap;

use par_index::assessment::{SheetId, StageName};
use par_index::finding::{FindingCode, Place};
use par_index::{Finding, Framework, Inputs, Points};

/// What the leaves of a sheet say and what the nodes above them state.
#[derive(Default)]
pub(crate) struct Sums {
    /// The points of a leaf at a stage; `None` where it says something else.
    leaves: Vec<(usize, StageName, Option<Points>)>,
    /// Node, stage, points if they can be read, where they stand.
    stated: Vec<(String, StageName, Option<Points>, Place)>,
}

impl Sums {
    pub(crate) fn leaf(&mut self, leaf: usize, stage: StageName, points: Option<Points>) {
        self.leaves.push((leaf, stage, points));
    }

    pub(crate) fn states(&mut self, code: &str, stage: StageName, points: Points, place: Place) {
        self.stated.push((code.to_owned(), stage, Some(points), place));
    }

    /// What a cell states at a node; of what is no number of one meaning only that it stands there.
    pub(crate) fn reads(
        &mut self,
        (code, stage): (&str, StageName),
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

    /// Whether any leaf says something.
    pub(crate) fn has_leaves(&self) -> bool {
        !self.leaves.is_empty()
    }

    /// Tells what is wrong with the sums: points without any below them are an error, since nobody reads
    /// them; others are a warning.
    pub(crate) fn tell(self, inputs: &mut Inputs, framework: &Framework, sheet: SheetId) {
        let mut tell = |mut finding: Finding, stage: StageName| {
            finding.place_mut().stage = Some(stage.as_str());
            inputs.sheet_finding(sheet, finding);
        };
        if self.stated.is_empty() {
            return;
        }
        let leaves = self.leaves.into_iter().map(|(leaf, stage, points)| ((leaf, stage), points));
        let leaves: HashMap<(usize, StageName), Option<Points>> = leaves.collect();
        for (code, stage, stated, place) in &self.stated {
            let below = below(framework, code);
            let values: Vec<Option<Points>> =
                below.iter().filter_map(|leaf| leaves.get(&(*leaf, *stage)).copied()).collect();
            if values.is_empty() {
                if stated.is_none_or(Points::is_positive) {
                    let finding = Finding::new(FindingCode::NotALeaf, place.clone());
                    tell(finding.found(code.as_str()), *stage);
                }
                continue;
            }
            let points = values.into_iter().collect::<Option<Vec<Points>>>();
            // Beside values of its leaves nobody misses what the node itself says.
            let (Some(points), Some(stated)) = (points, stated) else { continue };
            if let Some(sum) = Points::checked_sum(points).filter(|sum| sum != stated) {
                let finding = Finding::new(FindingCode::SumDiffers, place.clone());
                let finding = finding.found(stated.to_string()).with("sum", sum.to_string());
                tell(finding, *stage);
            }
        }
    }
}

/// The positions of the leaves below a node.
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
