//! Charts as data: what is drawn, in exact numbers; how long a bar is, whoever draws it knows.

use crate::quantity::{Digits, Percent, PointSum};
use crate::words::Sentence;

/// A chart: its name, what it shows, in words for those who cannot see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its name.
    pub title: Sentence,
    /// What it shows.
    pub shape: Shape,
    /// At how many places its figures are printed.
    pub digits: Digits,
}

/// What a chart shows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A bar for each thing, from 0 to 100 %, from top to bottom.
    Bars(Vec<Bar>),
    /// From one sum to another, step by step (*từ điểm tối đa đến điểm đạt*).
    Steps {
        /// What it begins with.
        from: (Sentence, PointSum),
        /// What is taken away, or given back where it is below zero.
        steps: Vec<(Sentence, PointSum)>,
        /// What is left: `from` less all steps.
        to: (Sentence, PointSum),
    },
    /// Units by fields, each cell a percentage.
    Heat {
        /// The fields: code and name.
        columns: Vec<(String, Sentence)>,
        /// The units: name, rank, and a cell for each field; `None` where there is no ratio.
        rows: Vec<(Sentence, Sentence, Vec<Option<Percent>>)>,
    },
    /// Ranks over periods, a line for each unit; the best on top.
    Courses {
        /// The periods, the earliest first.
        periods: Vec<Sentence>,
        /// The units.
        courses: Vec<Course>,
    },
    /// What was claimed beside what was recognised.
    Pairs(Vec<Pair>),
    /// Things of several kinds, counted: a bar of several parts for each.
    Stacks {
        /// The kinds.
        kinds: Vec<Sentence>,
        /// The bars.
        stacks: Vec<Stack>,
    },
    /// Who does what by when.
    Timed {
        /// The days, the earliest first; words where no day is given.
        days: Vec<Sentence>,
        /// Who.
        rows: Vec<Timed>,
    },
    /// What of a whole the first, the first two, … make together: points and their running share.
    Shares(Vec<Share>),
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Of what.
    pub label: Sentence,
    /// The length of the bar, in percent; `None` for a node without a ratio, which has no bar.
    pub value: Option<Percent>,
    /// Where the median stands.
    pub median: Option<Percent>,
    /// Where the best stands.
    pub best: Option<Percent>,
    /// What is said behind it.
    pub note: Sentence,
    /// Whether it is the one that was asked about.
    pub own: bool,
}

/// A part of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Of what.
    pub label: Sentence,
    /// Its points.
    pub points: PointSum,
    /// The share of it and all before it.
    pub together: Percent,
}

/// The ranks of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Whose.
    pub label: Sentence,
    /// In each period; `None` without one.
    pub ranks: Vec<Option<usize>>,
    /// Whether it is the one that was asked about.
    pub own: bool,
}

/// Two values of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Of what.
    pub label: Sentence,
    /// The most there is.
    pub max: PointSum,
    /// What was claimed.
    pub claimed: PointSum,
    /// What was recognised.
    pub recognised: PointSum,
}

/// A bar of several parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// Of what.
    pub label: Sentence,
    /// How many of each kind.
    pub counts: Vec<usize>,
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// Who.
    pub label: Sentence,
    /// On each day the codes of what is done, and the points that it brings.
    pub cells: Vec<Vec<(String, PointSum)>>,
}
