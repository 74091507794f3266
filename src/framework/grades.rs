//! Grades: bands with floors, or quartiles.

use std::sync::Arc;

use super::vocabulary::vocabulary;
use crate::quantity::Percent;
use crate::words::Text;

vocabulary! {
    /// On which nodes a grade's floor holds.
    FloorOn {
        /// Every leaf.
        Leaf "leaf",
        /// Nodes at depth two, and fields without children.
        Criterion "criterion",
        /// The fields.
        Field "field",
    }
}

/// How grades (*xếp loại*) are given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grades {
    /// Bands with lower bounds, highest first; empty if the framework gives no grades.
    Bands(Vec<Band>),
    /// Groups by the quartiles of the ranked units, labels from the top.
    Quartiles(Vec<Arc<Text>>),
}

/// One grade: its lower bound and its floor.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Band {
    /// The name of the grade.
    pub label: Arc<Text>,
    /// The inclusive lower bound, in percent of the possible points.
    pub from: Percent,
    /// The least ratio every node of the floor's level must have.
    pub floor: Option<(Percent, FloorOn)>,
    /// The blocks it holds for; `None` for all.
    pub blocks: Option<Vec<String>>,
    /// Where the bound comes from.
    pub source: Option<String>,
}
