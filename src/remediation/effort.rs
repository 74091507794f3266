//! A checked row of a table of efforts, and what its step takes.

use super::Items;
use crate::day::Day;
use crate::finding::Place;
use crate::framework::{Framework, LeafIx};
use crate::quantity::Points;
use crate::words::{Arg, Lang, Phrase, Text};

/// What a step takes: the effort, the people who do it, and the day it is due.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Work {
    /// The effort, in the measure of the table.
    pub effort: u64,
    /// The measure that is carried out (*giải pháp*).
    pub measure: String,
    /// The ids of the agencies that lead the step, joined by `+`; if empty, the leads of the leaf
    /// do.
    pub lead: String,
    /// The ids of the agencies that take part, joined by `+`.
    pub cooperating: String,
    /// The day it must be done by.
    pub due: Option<Day>,
    /// The result of the step (*sản phẩm*).
    pub product: String,
}

/// A checked row of a table of efforts.
#[derive(Clone, Debug)]
pub(super) struct Effort {
    /// The position of the row among the rows given.
    pub(super) row: usize,
    pub(super) leaf: LeafIx,
    /// The points of the level; `None` stands for every reachable level.
    pub(super) to: Option<Points>,
    /// What the step takes; its effort is 0 where the effort depends on items.
    pub(super) work: Work,
    /// The effort for each item; `None` where the row states one effort for the step.
    pub(super) per_item: Option<Points>,
    pub(super) requires: Vec<Named>,
    pub(super) excludes: Vec<Named>,
    /// The places of the cells `to`, `due`, `requires` and `per_item`.
    pub(super) places: [Place; 4],
}

impl Effort {
    /// What a step to a level takes; `items` is what it needs, where that can be counted. `None`
    /// where the effort depends on items and none can be counted.
    pub(super) fn work(&self, items: Option<Items>) -> Option<Work> {
        let mut work = self.work.clone();
        if let Some(each) = self.per_item {
            work.effort = items?.effort(each);
        }
        Some(work)
    }
}

/// A step that another row names: a leaf, or a leaf with points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) leaf: LeafIx,
    pub(super) to: Option<Points>,
}

impl Named {
    /// The least points with which the leaf meets the requirement: the points named, or its
    /// maximum.
    pub(super) fn points(&self, framework: &Framework) -> Points {
        self.to.unwrap_or_else(|| framework.leaf_at(self.leaf).max())
    }

    /// The step as a table names it, with the points written as in each language.
    pub(super) fn text(&self, framework: &Framework) -> Text {
        let code = framework.leaf_at(self.leaf).code();
        let say = |lang: Lang| match self.to {
            Some(to) => format!("{code}={}", lang.shortest(to)),
            None => code.to_string(),
        };
        Text::new(say(Lang::Vi), say(Lang::En))
    }
}

/// The largest effort of one step: the whole part of the largest number of points. The efforts of all
/// steps of a plan then add up without overflow.
pub(super) const MOST_EFFORT: u64 = 8_999_999_999;

/// A level as a finding names it; `None` stands for every level.
pub(super) fn named_level(to: Option<Points>) -> Arg {
    to.map_or_else(|| Phrase::PlanEveryLevel.text(&[]).into(), Arg::from)
}
