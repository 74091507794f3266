//! [`Obligation`]: one thing that a paragraph of a letter orders, with its target, owners and
//! dates.

use std::sync::Arc;

use super::link::Link;
use crate::day::Day;
use crate::framework::vocabulary::vocabulary;
use crate::quantity::{Code, Percent, Points};
use crate::words::{Lang, Phrase, Text};

/// The position of an agency in the list of its directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ActorIx(pub(crate) usize);

/// An agency that a directive names (*cơ quan, đơn vị*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) short: Text,
    /// Whether the name stands for several agencies, each answering for itself.
    pub(super) collective: bool,
    pub(super) part_of: Option<ActorIx>,
    pub(super) source: Option<String>,
}

impl Actor {
    /// The id of the agency, such as `noi-vu`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The full name of the agency.
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// A name short enough for a table; the full name where none is given.
    pub fn short(&self) -> &Text {
        if self.short.is_empty() { &self.name } else { &self.short }
    }

    /// Whether the actor stands for several agencies, each answering for itself (*các xã, thị
    /// trấn*). A collective is not counted as a further lead of a node beside another agency.
    pub fn is_collective(&self) -> bool {
        self.collective
    }
}

/// A document that a directive carries out or refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parent {
    pub(super) document: String,
    pub(super) issued: Option<Day>,
    pub(super) title: Text,
}

impl Parent {
    /// The number of the document, such as `09/QĐ-UBND`.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The day the document was issued.
    pub fn issued(&self) -> Option<Day> {
        self.issued
    }

    /// The title of the document.
    pub fn title(&self) -> &Text {
        &self.title
    }
}

vocabulary! {
    /// The kind of result that an obligation aims at.
    Goal {
        /// A better rank or index than the year before is wanted (*tăng thứ hạng*).
        Raise "raise",
        /// The results reached so far are to be kept (*tiếp tục phát huy kết quả*).
        Hold "hold",
        /// A stated figure is to be reached (*chỉ tiêu*).
        Reach "reach",
        /// A piece of work is to be done, without a figure.
        Do "do",
    }
}

vocabulary! {
    /// How a threshold is met: by reaching it or by exceeding it.
    Comparator {
        /// The value must be at the threshold or above it (*từ … trở lên, ít nhất*).
        AtLeast "at_least",
        /// The value must be above the threshold; the threshold itself is not enough (*trên*).
        Above "above",
    }
}

impl Goal {
    pub(crate) fn phrase(self) -> Phrase {
        match self {
            Goal::Raise => Phrase::GoalRaise,
            Goal::Hold => Phrase::GoalHold,
            Goal::Reach => Phrase::GoalReach,
            Goal::Do => Phrase::GoalDo,
        }
    }
}

/// The unit a target is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TargetUnit {
    /// A percentage of a base, such as the files received.
    Percent {
        /// The whole that the percentage is taken of; `None` where the letter does not say.
        base: Option<Text>,
        /// Whether a whole of 0 makes the target not applicable (*nếu có*).
        if_any: bool,
    },
    /// A number of things, named by their noun.
    Count(Text),
}

/// A figure to reach (*chỉ tiêu*); comparator, threshold and unit are always present together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub(super) comparator: Comparator,
    pub(super) threshold: Points,
    pub(super) unit: TargetUnit,
}

impl Target {
    /// Whether the threshold must be reached or exceeded.
    pub fn comparator(&self) -> Comparator {
        self.comparator
    }

    /// The threshold: a percentage or a number of things.
    pub fn threshold(&self) -> Points {
        self.threshold
    }

    /// The unit the target is counted in.
    pub fn unit(&self) -> &TargetUnit {
        &self.unit
    }

    /// The threshold as a percentage; `None` for a number of things.
    pub fn percent(&self) -> Option<Percent> {
        let percent = Percent::from_raw(self.threshold.wide());
        matches!(self.unit, TargetUnit::Percent { .. }).then_some(percent)
    }

    pub(super) fn is_percent(&self) -> bool {
        matches!(self.unit, TargetUnit::Percent { .. })
    }

    pub(crate) fn base(&self) -> Option<&Text> {
        match &self.unit {
            TargetUnit::Percent { base, .. } => base.as_ref(),
            TargetUnit::Count(_) => None,
        }
    }

    /// The target in a few words: `100 %`, `≥ 80 %`, `> 95%`, `≥ 3 initiatives`.
    pub fn text(&self, lang: Lang) -> String {
        let figure = lang.shortest(self.threshold);
        let all = self.percent() == Some(Percent::HUNDRED);
        let sign = match self.comparator {
            // "At least 100 %" is printed as `100 %`, since no share is larger.
            Comparator::AtLeast if all => "",
            Comparator::AtLeast => "≥ ",
            Comparator::Above => "> ",
        };
        match &self.unit {
            TargetUnit::Percent { .. } if lang == Lang::Vi => format!("{sign}{figure}%"),
            TargetUnit::Percent { .. } => format!("{sign}{figure} %"),
            TargetUnit::Count(noun) => {
                format!("{sign}{figure} {}", noun.get(lang)).trim_end().to_owned()
            }
        }
    }
}

/// One thing that a paragraph orders or requests (*nhiệm vụ được giao*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// All agencies of the letter; `lead` and `cooperating` name them by position. They are kept
    /// here so that an obligation can be read without its letter.
    pub(super) agencies: Arc<[Actor]>,
    pub(super) paragraph: Code,
    pub(super) text: Text,
    pub(super) links: Vec<Link>,
    /// Positions in `links` of the links that the letter itself does not state.
    pub(super) reconstructed: Vec<usize>,
    pub(super) goal: Goal,
    pub(super) target: Option<Target>,
    pub(super) lead: Vec<ActorIx>,
    pub(super) cooperating: Vec<ActorIx>,
    pub(super) due: Option<Day>,
    pub(super) due_before: bool,
    pub(super) starts: Option<Day>,
    /// Positions in the directive's list of parents.
    pub(super) parents: Vec<usize>,
    pub(super) product: Text,
    pub(super) request: bool,
    pub(super) source: Option<String>,
}

impl Obligation {
    /// The agencies at the positions that a list holds.
    pub(super) fn actors<'a>(&'a self, list: &'a [ActorIx]) -> impl Iterator<Item = &'a Actor> {
        list.iter().filter_map(|ix| self.agencies.get(ix.0))
    }

    /// The paragraph, such as `2.4b`; it is the name of the obligation in files and results.
    pub fn paragraph(&self) -> &Code {
        &self.paragraph
    }

    /// The thing to be done, reworded by the editor of the file and not quoted from the letter.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The framework nodes, PAPI dimensions and SIPAS channels that the obligation works on.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Whether a link was added by the editor of the file and is not stated in the letter.
    pub fn is_reconstructed(&self, link: &Link) -> bool {
        self.reconstructed.iter().any(|ix| self.links.get(*ix) == Some(link))
    }

    /// The kind of result that the obligation aims at.
    pub fn goal(&self) -> Goal {
        self.goal
    }

    /// The figure to reach, if there is one.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// The due day (*thời hạn*); the obligation is late from the following day on.
    pub fn due(&self) -> Option<Day> {
        self.due
    }

    /// Whether the letter wants the result before the due day and not on it (*trước ngày*). Only
    /// the printed text depends on this: days left are counted to the due day itself either way.
    pub fn is_due_before(&self) -> bool {
        self.due_before
    }

    /// The due day in the letter's words: `before 2023-06-20`, `trước ngày 20/6/2023`.
    pub(crate) fn due_text(&self) -> Text {
        let day = self.due.map(Day::text).unwrap_or_default();
        if self.due_before { Phrase::DueBefore.text(&[("day", day.into())]) } else { day }
    }

    /// The first day on which the work may start, if the letter names one.
    pub fn starts(&self) -> Option<Day> {
        self.starts
    }

    /// The product that the work must yield, such as a report or a plan.
    pub fn product(&self) -> &Text {
        &self.product
    }

    /// Whether the letter requests the work instead of ordering it (*đề nghị*).
    pub fn is_request(&self) -> bool {
        self.request
    }

    /// The place in the letter, with a remark on any part that the editor of the file added.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Whether the lead answers for the result of the linked nodes, and not merely for a piece of
    /// work on them.
    pub(super) fn sets_goal(&self) -> bool {
        self.goal != Goal::Do
    }
}
