//! Charts as data, in exact numbers; the program that draws a chart decides on sizes such as the
//! length of a bar.

use crate::quantity::{Digits, Percent, PointSum};
use crate::words::Sentence;

/// A chart: its title, its data, and the number of decimal places of its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The title of the chart.
    pub title: Sentence,
    /// The data of the chart.
    pub shape: Shape,
    /// The number of decimal places with which its figures are printed.
    pub digits: Digits,
}

/// The kind of a chart, with its data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// One bar for each item, from 0 to 100 %, from top to bottom.
    Bars(Vec<Bar>),
    /// Steps from one sum to another (*từ điểm tối đa đến điểm đạt*).
    Steps {
        /// The sum at the start.
        from: (Sentence, PointSum),
        /// The amounts subtracted; a negative amount is added.
        steps: Vec<(Sentence, PointSum)>,
        /// The sum at the end: `from` minus all steps.
        to: (Sentence, PointSum),
    },
    /// A heat map of units by fields; each cell is a percentage.
    Heat {
        /// The fields: code and name.
        columns: Vec<(String, Sentence)>,
        /// The units: name, rank, and a cell for each field; `None` where the unit has no ratio.
        rows: Vec<(Sentence, Sentence, Vec<Option<Percent>>)>,
    },
    /// Ranks over several periods, one line for each unit; the best rank is at the top.
    Courses {
        /// The periods, the earliest first.
        periods: Vec<Sentence>,
        /// The units.
        courses: Vec<Course>,
    },
    /// Claimed points next to recognised points.
    Pairs(Vec<Pair>),
    /// Counts of several kinds: for each item one bar, divided by kind.
    Stacks {
        /// The kinds that are counted.
        kinds: Vec<Sentence>,
        /// The bars, one for each item.
        stacks: Vec<Stack>,
    },
    /// A plan over time: who does what by when.
    Timed {
        /// The days, the earliest first; a text for work without a day.
        days: Vec<Sentence>,
        /// The persons or agencies, one row each.
        rows: Vec<Timed>,
    },
    /// The share of a whole that the first items make up together: the points of each item and the
    /// running share.
    Shares(Vec<Share>),
}

/// One bar of a bar chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The name of the item.
    pub label: Sentence,
    /// The length of the bar, in percent; `None` for a node without a ratio, which has no bar.
    pub value: Option<Percent>,
    /// The position of the median.
    pub median: Option<Percent>,
    /// The position of the best value.
    pub best: Option<Percent>,
    /// The text behind the bar.
    pub note: Sentence,
    /// Whether the bar belongs to the unit that was asked about.
    pub own: bool,
}

/// One part of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The name of the item.
    pub label: Sentence,
    /// The points of the item.
    pub points: PointSum,
    /// The share of this item and all items before it.
    pub together: Percent,
}

/// The ranks of one unit over several periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The name of the unit.
    pub label: Sentence,
    /// The rank in each period; `None` where the unit has none.
    pub ranks: Vec<Option<usize>>,
    /// Whether the line belongs to the unit that was asked about.
    pub own: bool,
}

/// The claimed and the recognised points of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The name of the item.
    pub label: Sentence,
    /// The maximum.
    pub max: PointSum,
    /// The points claimed.
    pub claimed: PointSum,
    /// The points recognised.
    pub recognised: PointSum,
}

/// One bar divided into parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The name of the item.
    pub label: Sentence,
    /// The count of each kind.
    pub counts: Vec<usize>,
}

/// The work of one person or agency over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// The name of the person or agency.
    pub label: Sentence,
    /// For each day, the codes of the nodes worked on and the points that this brings.
    pub cells: Vec<Vec<(String, PointSum)>>,
}
