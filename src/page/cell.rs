//! The cells of a table: typed values instead of finished text.

use crate::day::Day;
use crate::quantity::{Code, Digits, Percent, PointSum, Points, Ratio};
use crate::words::Sentence;

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell {
    /// An empty cell.
    #[default]
    Empty,
    /// A figure that does not exist; a dash shows that it was not forgotten.
    Absent,
    /// A text.
    Text(Sentence),
    /// A code or an id.
    Code(String),
    /// Points, with a number of decimal places.
    Points(PointSum, Digits),
    /// Points with a number of decimal places, digits grouped by thousands.
    Grouped(PointSum, Digits),
    /// A difference of points, with a plus or minus sign.
    Gain(PointSum, Digits),
    /// A ratio, written as a percentage with the percent sign.
    Ratio(Ratio, Digits),
    /// A percentage, with the percent sign.
    Percent(Percent, Digits),
    /// A difference of percentages in percentage points, with a plus or minus sign.
    Change(Percent, Digits),
    /// A count, or a position in a list.
    Count(u64),
    /// A rank (*hạng*), possibly shared.
    Rank {
        /// The number of the rank; 1 is the best.
        rank: usize,
        /// Whether another unit has the same rank.
        tied: bool,
    },
    /// A figure made of several parts, such as a lower and an upper bound.
    Figure(Sentence),
    /// A day.
    Day(Day),
    /// A bar for a percentage, with a mark at the median of the compared units.
    Bar {
        /// The length of the bar, from 0 to 100 %.
        value: Option<Percent>,
        /// The median of the compared units.
        median: Option<Percent>,
    },
    /// A symbol.
    Mark(Mark),
}

/// A symbol in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mark {
    /// Marks the unit that was asked about.
    Own,
    /// An arrow from a value to what it becomes.
    Becomes,
    /// A short dash for a unit without a rank.
    NoRank,
}

impl Cell {
    /// A text cell; an empty text gives an empty cell.
    pub(crate) fn text(text: impl Into<Sentence>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// The code of a framework's node.
    pub(crate) fn code(code: &Code) -> Cell {
        Cell::Code(code.to_string())
    }

    /// Points with a number of decimal places.
    pub(crate) fn points(points: impl Into<PointSum>, digits: Digits) -> Cell {
        Cell::Points(points.into(), digits)
    }

    /// A gain of points, with its sign.
    pub(crate) fn gain(points: Points, digits: Digits) -> Cell {
        Cell::Gain(points.into(), digits)
    }

    /// A difference of points; zero is written without a sign.
    pub(crate) fn difference(points: Points, digits: Digits) -> Cell {
        match points {
            Points::ZERO => Cell::points(points, digits),
            points => Cell::gain(points, digits),
        }
    }

    /// A count, or a position in a list.
    pub(crate) fn count(count: usize) -> Cell {
        Cell::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// The given cell, or a dash if there is none.
    pub(crate) fn or_absent(cell: Option<Cell>) -> Cell {
        cell.unwrap_or(Cell::Absent)
    }
}
