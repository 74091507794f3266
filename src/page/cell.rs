//! The cells of a table: values with their meaning, not texts.

use crate::day::Day;
use crate::quantity::{Code, Digits, Percent, PointSum, Points, Ratio};
use crate::words::Sentence;

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell {
    /// Nothing stands here.
    #[default]
    Empty,
    /// A figure that there is not: a dash says that nobody forgot it.
    Absent,
    /// Words.
    Text(Sentence),
    /// A code, an id.
    Code(String),
    /// Points at a number of places.
    Points(PointSum, Digits),
    /// The same, grouped by thousands.
    Grouped(PointSum, Digits),
    /// A difference of points, with plus or minus.
    Gain(PointSum, Digits),
    /// A ratio, as a percentage with its sign.
    Ratio(Ratio, Digits),
    /// A percentage, with its sign.
    Percent(Percent, Digits),
    /// A difference of percentages in percentage points, with plus or minus.
    Change(Percent, Digits),
    /// A number of things, or a place in a list.
    Count(u64),
    /// A rank (*hạng*), maybe shared.
    Rank {
        /// 1 is the best.
        rank: usize,
        /// Whether another unit has it too.
        tied: bool,
    },
    /// A figure of several parts, such as the bounds of one.
    Figure(Sentence),
    /// A day.
    Day(Day),
    /// How far a percentage reaches, and where the median of the others stands.
    Bar {
        /// From 0 to 100 %.
        value: Option<Percent>,
        /// The median.
        median: Option<Percent>,
    },
    /// A sign.
    Mark(Mark),
}

/// A sign in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mark {
    /// The unit that was asked about.
    Own,
    /// What comes of something: an arrow.
    Becomes,
    /// No rank: a short dash.
    NoRank,
}

impl Cell {
    /// Words; none is an empty cell.
    pub(crate) fn text(text: impl Into<Sentence>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// A code of a framework's node.
    pub(crate) fn code(code: &Code) -> Cell {
        Cell::Code(code.to_string())
    }

    /// Points at a number of places.
    pub(crate) fn points(points: impl Into<PointSum>, digits: Digits) -> Cell {
        Cell::Points(points.into(), digits)
    }

    /// A gain of points.
    pub(crate) fn gain(points: Points, digits: Digits) -> Cell {
        Cell::Gain(points.into(), digits)
    }

    /// A difference of points; none at all has no sign.
    pub(crate) fn difference(points: Points, digits: Digits) -> Cell {
        match points {
            Points::ZERO => Cell::points(points, digits),
            points => Cell::gain(points, digits),
        }
    }

    /// A place in a list, a number of things.
    pub(crate) fn count(count: usize) -> Cell {
        Cell::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// What there is, else a dash.
    pub(crate) fn or_absent(cell: Option<Cell>) -> Cell {
        cell.unwrap_or(Cell::Absent)
    }
}
