//! Grades, given by bands of the index or by quartiles.

use std::sync::Arc;

use super::vocabulary::vocabulary;
use crate::quantity::Percent;
use crate::words::Text;

vocabulary! {
    /// The level of nodes to which the floor of a grade applies.
    FloorOn {
        /// The floor applies to every leaf.
        Leaf "leaf",
        /// The floor applies to the nodes at depth two and to fields without children.
        Criterion "criterion",
        /// The floor applies to the fields.
        Field "field",
    }
}

/// The way in which grades (*xếp loại*) are given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grades {
    /// Bands with lower bounds, highest first; empty if the framework gives no grades.
    Bands(Vec<Band>),
    /// Four groups by the quartiles of the ranked units; the labels begin with the highest group.
    Quartiles(Vec<Arc<Text>>),
}

/// One grade: its label, its lower bound and its floor.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Band {
    /// The name of the grade.
    pub label: Arc<Text>,
    /// The lower bound, in percent of the possible points; an index equal to it gets the grade.
    pub from: Percent,
    /// The least ratio that every node of the given level must have for this grade; `None` without
    /// a floor.
    pub floor: Option<(Percent, FloorOn)>,
    /// The blocks of units that the grade holds for; `None` for all units.
    pub blocks: Option<Vec<String>>,
    /// The source of the bound, such as a decision.
    pub source: Option<String>,
}
