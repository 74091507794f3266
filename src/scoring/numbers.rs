//! The results of the kernel: a mark for every leaf and five exact numbers for every node.

use crate::framework::{Framework, LeafIx, NodeIx};
use crate::quantity::{Points, Ratio};
use crate::words::Phrase;

/// The state of a leaf on a basis; it is kept apart from points, so that 0 and "missing" stay
/// different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Mark {
    /// The leaf has points; 0 is a score too (*đã chấm*).
    Scored(Points),
    /// The leaf does not apply to this unit (*không áp dụng*).
    NotApplicable,
    /// The stage that counts is empty, but an earlier one is not (*chưa thẩm định*).
    NotAppraised,
    /// No value has been reported (*chưa có số liệu*).
    Missing,
    /// The leaf does not count on this basis, or no survey was held (*không tính*).
    LeftOut,
}

/// The state of a node or of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum State {
    /// A leaf with points.
    Scored,
    /// A leaf whose counting stage is empty, although an earlier one is not.
    NotAppraised,
    /// A leaf without any value.
    Missing,
    /// The leaf does not apply; for an inner node, none of its leaves does.
    NotApplicable,
    /// The leaf does not count; for an inner node, none of its leaves does.
    LeftOut,
    /// An inner node or unit in which nothing is open.
    Complete,
    /// An inner node or unit in which points wait for a value.
    Open,
    /// A unit without any value (*chưa gửi báo cáo*).
    NotReported,
    /// A unit with error findings.
    InError,
}

impl State {
    /// The name of the state in files and results.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Scored => "scored",
            State::NotAppraised => "not_appraised",
            State::Missing => "missing",
            State::NotApplicable => "not_applicable",
            State::LeftOut => "left_out",
            State::Complete => "complete",
            State::Open => "open",
            State::NotReported => "not_reported",
            State::InError => "in_error",
        }
    }

    pub(crate) const fn phrase(self) -> Phrase {
        match self {
            State::Scored => Phrase::Scored,
            State::NotAppraised => Phrase::NotAppraised,
            State::Missing => Phrase::Missing,
            State::NotApplicable => Phrase::NotApplicable,
            State::LeftOut => Phrase::LeftOut,
            State::Complete => Phrase::Complete,
            State::Open => Phrase::Open,
            State::NotReported => Phrase::NotReported,
            State::InError => Phrase::InError,
        }
    }
}

impl Mark {
    pub(super) const fn state(self) -> State {
        match self {
            Mark::Scored(_) => State::Scored,
            Mark::NotApplicable => State::NotApplicable,
            Mark::NotAppraised => State::NotAppraised,
            Mark::Missing => State::Missing,
            Mark::LeftOut => State::LeftOut,
        }
    }
}

/// The five numbers of a node: `obtained + lost + open = possible ≤ max`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) max: Points,
    pub(crate) possible: Points,
    pub(crate) obtained: Points,
    pub(crate) lost: Points,
    pub(crate) open: Points,
}

impl Tally {
    /// The tally of bonus or deduction, which are children of the total: nothing is possible there,
    /// so obtained points are a negative loss.
    pub(super) fn beside(obtained: Points) -> Tally {
        Tally { obtained, lost: Points::ZERO.minus(obtained), ..Tally::default() }
    }

    /// Whether the five numbers satisfy `obtained + lost + open = possible ≤ max`.
    pub(super) fn adds_up(&self) -> bool {
        let sum = self.obtained.wide() + self.lost.wide() + self.open.wide();
        sum == self.possible.wide() && self.possible <= self.max && !self.open.is_negative()
    }

    pub(super) fn add(&mut self, other: &Tally) {
        self.max = self.max.plus(other.max);
        self.possible = self.possible.plus(other.possible);
        self.obtained = self.obtained.plus(other.obtained);
        self.lost = self.lost.plus(other.lost);
        self.open = self.open.plus(other.open);
    }

    /// The ratio obtained ÷ possible; it exists when nothing is open and something is possible.
    pub(crate) fn ratio(&self) -> Option<Ratio> {
        if self.open == Points::ZERO { Ratio::new(self.obtained, self.possible) } else { None }
    }
}

/// The marks of all leaves and the numbers of all nodes.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub(super) marks: Vec<Mark>,
    pub(super) tallies: Vec<Tally>,
}

impl Numbers {
    pub(super) fn blank(framework: &Framework) -> Numbers {
        Numbers {
            marks: vec![Mark::LeftOut; framework.leaf_count()],
            tallies: vec![Tally::default(); framework.nodes().len()],
        }
    }

    pub(super) fn set(&mut self, framework: &Framework, leaf: LeafIx, mark: Mark, tally: Tally) {
        self.marks[leaf.0] = mark;
        self.tallies[framework.leaf_ix(leaf).0] = tally;
    }

    /// Makes every inner node the sum of its children; in the list, children stand after their
    /// parent.
    pub(super) fn add_up(&mut self, framework: &Framework) {
        for ix in (0..self.tallies.len()).rev() {
            let tally = self.tallies[ix];
            if let Some(parent) = framework.at(NodeIx(ix)).parent() {
                self.tallies[parent.0].add(&tally);
            }
        }
    }
}

impl Tally {
    pub(super) fn exchange(&mut self, old: &Tally, new: &Tally) {
        self.possible = self.possible.minus(old.possible).plus(new.possible);
        self.obtained = self.obtained.minus(old.obtained).plus(new.obtained);
        self.lost = self.lost.minus(old.lost).plus(new.lost);
        self.open = self.open.minus(old.open).plus(new.open);
    }
}

/// The common state of several leaves, which is the state of the node above them.
pub(super) fn state_of(marks: &[Mark], tally: &Tally) -> State {
    let mut counted = marks.iter().filter(|mark| **mark != Mark::LeftOut).peekable();
    if counted.peek().is_none() {
        State::LeftOut
    } else if counted.all(|mark| *mark == Mark::NotApplicable) {
        State::NotApplicable
    } else if tally.open == Points::ZERO {
        State::Complete
    } else {
        State::Open
    }
}
