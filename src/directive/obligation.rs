//! [`Obligation`]: one thing a paragraph orders, with its target, owners and dates.

use std::sync::Arc;

use super::link::Link;
use crate::day::Day;
use crate::framework::vocabulary::vocabulary;
use crate::quantity::{Code, Percent, Points};
use crate::words::{Lang, Phrase, Text};

/// The position of an agency in its directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ActorIx(pub(crate) usize);

/// An agency that a directive names (*cơ quan, đơn vị*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) short: Text,
    /// Several agencies under one name, each answering for itself.
    pub(super) collective: bool,
    pub(super) part_of: Option<ActorIx>,
    pub(super) source: Option<String>,
}

impl Actor {
    /// The id, such as `noi-vu`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The full name.
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// A name short enough for a table; the full name where none is given.
    pub fn short(&self) -> &Text {
        if self.short.is_empty() { &self.name } else { &self.short }
    }

    /// Whether it stands for several agencies, each answering for itself (*các xã, thị trấn*): no lead
    /// of a node beside another.
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
    /// Its number, such as `09/QĐ-UBND`.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The day it was issued.
    pub fn issued(&self) -> Option<Day> {
        self.issued
    }

    /// What it is.
    pub fn title(&self) -> &Text {
        &self.title
    }
}

vocabulary! {
    /// What an obligation is after.
    Goal {
        /// A better rank or index than the year before (*tăng thứ hạng*).
        Raise "raise",
        /// The results that there are (*tiếp tục phát huy kết quả*).
        Hold "hold",
        /// A stated figure (*chỉ tiêu*).
        Reach "reach",
        /// Something done.
        Do "do",
    }
}

vocabulary! {
    /// How a threshold is met.
    Comparator {
        /// At the threshold or above it (*từ … trở lên, ít nhất*).
        AtLeast "at_least",
        /// Above it only (*trên*).
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

/// What a target is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TargetUnit {
    /// Percent of a base, where the letter says of what.
    Percent {
        /// The whole the percentage is of; `None` where the letter does not say.
        base: Option<Text>,
        /// A whole of 0 makes the target not applicable (*nếu có*).
        if_any: bool,
    },
    /// A number of things, by their noun.
    Count(Text),
}

/// A figure to reach (*chỉ tiêu*): comparator, threshold and unit are there together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub(super) comparator: Comparator,
    pub(super) threshold: Points,
    pub(super) unit: TargetUnit,
}

impl Target {
    /// Whether the threshold itself is enough.
    pub fn comparator(&self) -> Comparator {
        self.comparator
    }

    /// The threshold: a percentage or a number of things.
    pub fn threshold(&self) -> Points {
        self.threshold
    }

    /// What it is counted in.
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
            // There is no more than the whole.
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
    /// All agencies of its letter, which the lists below name by their positions: whose it is does not
    /// depend on the letter at hand.
    pub(super) agencies: Arc<[Actor]>,
    pub(super) paragraph: Code,
    pub(super) text: Text,
    pub(super) links: Vec<Link>,
    /// Positions in `links`.
    pub(super) reconstructed: Vec<usize>,
    pub(super) goal: Goal,
    pub(super) target: Option<Target>,
    pub(super) lead: Vec<ActorIx>,
    pub(super) cooperating: Vec<ActorIx>,
    pub(super) due: Option<Day>,
    pub(super) due_before: bool,
    pub(super) starts: Option<Day>,
    /// Positions in the parents of the directive.
    pub(super) parents: Vec<usize>,
    pub(super) product: Text,
    pub(super) request: bool,
    pub(super) source: Option<String>,
}

impl Obligation {
    /// Those that a list names.
    pub(super) fn actors<'a>(&'a self, list: &'a [ActorIx]) -> impl Iterator<Item = &'a Actor> {
        list.iter().filter_map(|ix| self.agencies.get(ix.0))
    }

    /// The paragraph, such as `2.4b`; its name everywhere.
    pub fn paragraph(&self) -> &Code {
        &self.paragraph
    }

    /// What is to be done, in our own words.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What it works on: nodes, PAPI dimensions, SIPAS channels.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Whether a link is ours and not the letter's.
    pub fn is_reconstructed(&self, link: &Link) -> bool {
        self.reconstructed.iter().any(|ix| self.links.get(*ix) == Some(link))
    }

    /// What it is after.
    pub fn goal(&self) -> Goal {
        self.goal
    }

    /// The figure to reach, if there is one.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// The day it names (*thời hạn*): late from the day after it.
    pub fn due(&self) -> Option<Day> {
        self.due
    }

    /// Whether the letter wants it before that day and not on it (*trước ngày*). This is what is
    /// printed; days are counted to the day itself.
    pub fn is_due_before(&self) -> bool {
        self.due_before
    }

    /// The day as the letter has it: `before 2023-06-20`, `trước ngày 20/6/2023`.
    pub(crate) fn due_text(&self) -> Text {
        let day = self.due.map(Day::text).unwrap_or_default();
        if self.due_before { Phrase::DueBefore.text(&[("day", day.into())]) } else { day }
    }

    /// Not before this day.
    pub fn starts(&self) -> Option<Day> {
        self.starts
    }

    /// What it must yield: a report, a plan.
    pub fn product(&self) -> &Text {
        &self.product
    }

    /// Whether it is asked for, not ordered (*đề nghị*).
    pub fn is_request(&self) -> bool {
        self.request
    }

    /// The paragraph it stands in, and what of it is ours.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Whether it answers for the result of its nodes, not for a piece of work on them.
    pub(super) fn sets_goal(&self) -> bool {
        self.goal != Goal::Do
    }
}
