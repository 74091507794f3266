//! One row of a table of efforts as it was checked, and what its step takes.

use super::Items;
use crate::day::Day;
use crate::finding::Place;
use crate::framework::{Framework, LeafIx};
use crate::quantity::Points;
use crate::words::{Arg, Lang, Phrase, Text};

/// What a step takes besides points: effort, people, a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Work {
    /// The effort, in the measure of the table.
    pub effort: u64,
    /// What is done.
    pub measure: String,
    /// The ids of those who lead it, joined by `+`; empty if the leaf's own leads do.
    pub lead: String,
    /// The ids of those who take part.
    pub cooperating: String,
    /// The day it must be done by.
    pub due: Option<Day>,
    /// What then exists.
    pub product: String,
}

/// A checked row.
#[derive(Clone, Debug)]
pub(super) struct Effort {
    /// Its place among the rows given.
    pub(super) row: usize,
    pub(super) leaf: LeafIx,
    /// The level; `None` is every level in reach.
    pub(super) to: Option<Points>,
    /// What it takes; the effort is 0 where it is counted by items.
    pub(super) work: Work,
    /// What each item takes, where the effort follows from the items.
    pub(super) per_item: Option<Points>,
    pub(super) requires: Vec<Named>,
    pub(super) excludes: Vec<Named>,
    /// The cells of its level, its date, what it requires and what an item takes.
    pub(super) places: [Place; 4],
}

impl Effort {
    /// What a step to some level takes, of which the items are known where any are counted; `None` where the
    /// row goes by items and none are counted.
    pub(super) fn work(&self, items: Option<Items>) -> Option<Work> {
        let mut work = self.work.clone();
        if let Some(each) = self.per_item {
            work.effort = items?.effort(each);
        }
        Some(work)
    }
}

/// A step another row names: at a leaf, or one with points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) leaf: LeafIx,
    pub(super) to: Option<Points>,
}

impl Named {
    /// The points that a leaf must at least have for a step to be what is required: those named, or
    /// all of them.
    pub(super) fn points(&self, framework: &Framework) -> Points {
        self.to.unwrap_or_else(|| framework.leaf_at(self.leaf).max())
    }

    /// As a table names it, with the points of each language.
    pub(super) fn text(&self, framework: &Framework) -> Text {
        let code = framework.leaf_at(self.leaf).code();
        let say = |lang: Lang| match self.to {
            Some(to) => format!("{code}={}", lang.shortest(to)),
            None => code.to_string(),
        };
        Text::new(say(Lang::Vi), say(Lang::En))
    }
}

/// A level as a finding names it.
pub(super) fn named_level(to: Option<Points>) -> Arg {
    to.map_or_else(|| Phrase::PlanEveryLevel.text(&[]).into(), Arg::from)
}
