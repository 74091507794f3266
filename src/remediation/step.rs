//! [`Step`]: new points at one leaf, and the steps that repair the first rows of a weak list.

use super::Work;
use crate::analysis::{WeakLeaf, WeakList};
use crate::quantity::{Code, Points};

/// One remedy: a leaf and the points that it shall have.
///
/// ```
/// use par_index::{Points, Step};
/// let step = Step::new("1.3".parse().unwrap(), Points::whole(2));
/// assert_eq!(step.to.to_string(), "2");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Step {
    /// The code of the leaf.
    pub code: Code,
    /// The points that the leaf has after the step.
    pub to: Points,
    /// The effort, people and date of the step, where they are known.
    pub work: Option<Work>,
}

impl Step {
    /// A step that brings a leaf to some points.
    pub fn new(code: Code, to: Points) -> Step {
        Step { code, to, work: None }
    }

    /// The same step with its effort, people and date.
    #[must_use]
    pub fn taking(self, work: Option<Work>) -> Step {
        Step { work, ..self }
    }
}

impl WeakLeaf {
    /// The step to the best level the leaf's rule can give.
    pub fn best(&self) -> Step {
        Step::new(self.code.clone(), self.best)
    }
}

/// The steps that repair the first rows of a weak list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Repairs {
    /// The positions of the repaired rows in the weak list.
    pub positions: Vec<usize>,
    /// One step for each repaired row, to the best level of its rule.
    pub steps: Vec<Step>,
    /// Rows that were passed over because a survey decides them or nothing can repair them.
    pub skipped: Vec<Code>,
}

impl WeakList {
    /// The first `count` rows that no survey decides, each to the best level its rule can give.
    ///
    /// ```
    /// use par_index::{framework, read, sample, score_all, weak, Basis, Order};
    ///
    /// let fw = framework("hon-quan-2023")?;
    /// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
    /// let repairs = weak(&all, "sample-commune-01", Order::PointsLost).repair_first(3);
    /// assert_eq!(repairs.positions, [2, 3, 4]);
    /// assert_eq!(repairs.skipped[0].as_str(), "8.1"); // people's satisfaction: a survey
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn repair_first(&self, count: usize) -> Repairs {
        let mut repairs = Repairs::default();
        for row in self {
            if repairs.steps.len() == count {
                break;
            }
            if row.survey || !row.repairable {
                repairs.skipped.push(row.code.clone());
            } else {
                repairs.positions.push(row.position);
                repairs.steps.push(row.best());
            }
        }
        repairs
    }
}
