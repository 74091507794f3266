//! The papers a letter orders (*báo cáo, kế hoạch, bảng theo dõi*), as groups of lines whose points
//! add up to the ledger.
//!
//! One shape for all three: what stands in a line, who answers for it, until when. The words and the
//! formats are the view's.

mod closest;
mod leaves;
mod monitoring;
mod raise;
mod repair;

use super::progress::Progress;
use super::status::Standing;
use super::{Directive, Goal};
use crate::analysis::LossSum;
use crate::assessment::Unit;
use crate::day::Day;
use crate::error::Error;
use crate::framework::vocabulary::vocabulary;
use crate::quantity::{Code, PointSum};
use crate::remediation::Efforts;
use crate::scoring::{Cohort, Scorecard, State};
use crate::words::Text;

vocabulary! {
    /// A paper that a letter orders.
    PaperKind {
        /// What was lost, leaf by leaf, and how it is repaired (*báo cáo khắc phục tiêu chí đạt thấp*).
        Repair "repair",
        /// How the fields that are to rise, or to be kept, lose their points (*kế hoạch nâng cao*).
        Raise "raise",
        /// Every obligation with its standing (*bảng theo dõi*).
        Monitoring "monitoring",
    }
}

/// Which paper, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaperAsked {
    /// The kind.
    pub kind: PaperKind,
    /// The unit's id; all units summed if absent.
    pub unit: Option<String>,
    /// Only what this agency leads.
    pub lead: Option<String>,
    /// The day of the standing; a monitoring table needs it.
    pub on: Option<Day>,
    /// How many days before its day an obligation counts as near.
    pub within: u16,
}

impl PaperAsked {
    /// A paper of one unit, or of all.
    pub fn new(kind: PaperKind, unit: Option<&str>) -> PaperAsked {
        let unit = unit.map(str::to_owned);
        PaperAsked { kind, unit, lead: None, on: None, within: super::LEAST_DAYS }
    }
}

/// Points of a line, a group or a paper: `max` − `appraised` = `lost`, but for bonus and deduction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaperSums {
    /// What was possible.
    pub max: PointSum,
    /// What was claimed; `None` where nothing was, as at survey leaves.
    pub self_points: Option<PointSum>,
    /// What counts: appraised, or the survey's points of a survey leaf.
    pub appraised: PointSum,
    /// What was lost.
    pub lost: PointSum,
    /// Whether something counts here of which nothing was claimed.
    pub unclaimed: bool,
}

impl PaperSums {
    pub(crate) fn add(&mut self, other: &PaperSums) {
        self.max = self.max.plus(other.max);
        self.self_points = match (self.self_points, other.self_points) {
            (Some(own), Some(more)) => Some(own.plus(more)),
            (own, more) => own.or(more),
        };
        self.appraised = self.appraised.plus(other.appraised);
        self.lost = self.lost.plus(other.lost);
        self.unclaimed |= other.unclaimed;
    }
}

/// One line of a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaperLine {
    /// The paragraph nearest to it.
    pub obligation: Option<Code>,
    /// Codes and links joined by `+`; `bonus`, `deduction`; `without_loss` for the rest of a node.
    pub code: String,
    /// What they are.
    pub title: Text,
    /// The points.
    pub sums: PaperSums,
    /// What was lost, by cause.
    pub loss: LossSum,
    /// Why, in the words of the rule; of one unit only.
    pub why: Text,
    /// What is to be done.
    pub measure: Text,
    /// Whether the table of measures says so, and not the letter.
    pub planned: bool,
    /// The ids of those who answer for it, joined by `+`.
    pub lead: String,
    /// Their short names.
    pub lead_names: Text,
    /// The ids of those who help.
    pub cooperating: String,
    /// Their short names.
    pub cooperating_names: Text,
    /// Until when.
    pub due: Option<Day>,
    /// The same as the letter has it: before the day, or a day nobody can keep.
    pub due_text: Text,
    /// Before that day, not on it.
    pub due_before: bool,
    /// What it yields.
    pub product: Text,
    /// How the obligation stands, in a monitoring table.
    pub standing: Option<Standing>,
}

/// Lines that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaperGroup {
    /// Leads joined by `+`, or a node's code; `none` without any; `extras` for bonus and deduction.
    pub key: String,
    /// Its name; empty for `none` and `extras`.
    pub name: Text,
    /// What the letter wants of a node, with the paragraphs.
    pub goals: Vec<(Goal, Code)>,
    /// The same for nodes below it that the letter names besides.
    pub nested: Vec<(Code, Goal, Code)>,
    /// The lines.
    pub lines: Vec<PaperLine>,
    /// What the group's lines sum to; a node has a line for all its leaves that lost nothing.
    pub sums: PaperSums,
    /// What was lost, by cause.
    pub loss: LossSum,
}

impl PaperGroup {
    fn push(&mut self, line: PaperLine) {
        self.sums.add(&line.sums);
        self.loss.add_sum(&line.loss);
        self.lines.push(line);
    }
}

/// A paper: groups of lines that add up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct Paper {
    /// What was asked.
    pub asked: PaperAsked,
    /// The unit, if it is of one.
    pub unit: Option<Unit>,
    /// How the data of that unit stand.
    pub state: Option<State>,
    /// Points that wait for a value, of the unit or of those that are summed.
    pub open: PointSum,
    /// Whether the table of measures has errors: rows of it are missing here.
    pub measures_at_fault: bool,
    /// Of all units: those that are not summed, and why.
    pub left_out: Vec<(Unit, State)>,
    /// The groups.
    pub groups: Vec<PaperGroup>,
    /// The sum of the groups.
    pub sums: PaperSums,
    /// Whether the sum of what was claimed leaves out leaves that were not, as those of a survey.
    pub self_in_part: bool,
    /// What the lines lost, by cause. Without a lead asked for its total is the ledger's of what the
    /// paper covers; so is each cause, but for `repair`, which has no line for a leaf whose causes
    /// cancel each other (claimed too low and granted whole).
    pub loss: LossSum,
}

/// A paper of a cohort under a directive.
///
/// `repair` without a lead closes with the ledger of the unit, bonus and deduction included; so does
/// `monitoring`, where a leaf counts at the obligation nearest to it and what no obligation touches
/// stands in a group of its own. `raise` closes with the ledger of each node that is to rise or to be
/// kept.
///
/// # Errors
/// [`Error::is_usage`] for a unit, by id or name, that nobody is, and for measures that were made for
/// another framework than that of the cohort.
///
/// # Example
/// ```
/// use par_index::directive::{PaperAsked, PaperKind, Progress};
/// use par_index::{Basis, Efforts};
/// use par_index::directive::{directive, paper};
/// use par_index::{framework, read, sample, score_all};
///
/// let (letter, fw) = (directive("hon-quan-2023")?, framework("hon-quan-2023")?);
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let asked = PaperAsked::new(PaperKind::Repair, Some("sample-commune-01"));
/// let report = paper(&letter, &all, &asked, &Progress::default(), &Efforts::default())?;
/// let lost = all.card("sample-commune-01").unwrap().total().lost();
/// assert_eq!(report.loss.total().points(), Some(lost)); // 21 points, to the last of them
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn paper(
    directive: &Directive,
    cohort: &Cohort,
    asked: &PaperAsked,
    progress: &Progress,
    measures: &Efforts,
) -> Result<Paper, Error> {
    measures.hold_for(cohort.framework())?;
    let card = cohort.card_of(asked.unit.as_deref())?;
    let asked = PaperAsked { unit: card.map(|card| card.unit().id.clone()), ..asked.clone() };
    let leaves = leaves::Leaves::of(cohort, card);
    let context = Context { directive, cohort, asked: &asked, progress, measures, leaves: &leaves };
    let groups = match asked.kind {
        PaperKind::Repair => repair::groups(&context),
        PaperKind::Raise => raise::groups(&context),
        PaperKind::Monitoring => monitoring::groups(&context),
    };
    let (mut sums, mut loss) = (PaperSums::default(), LossSum::default());
    for group in &groups {
        sums.add(&group.sums);
        loss.add_sum(&group.loss);
    }
    let open = cohort.counted_of(card).map(|card| card.total().open()).sum();
    let out = cohort.cards().iter().filter(|card| card_is_silent(card) && asked.unit.is_none());
    Ok(Paper {
        asked: asked.clone(),
        self_in_part: sums.self_points.is_some() && sums.unclaimed,
        unit: card.map(|card| card.unit().clone()),
        state: card.map(Scorecard::state),
        open,
        measures_at_fault: measures.findings.has_errors(),
        left_out: out.map(|card| (card.unit().clone(), card.state())).collect(),
        groups,
        sums,
        loss,
    })
}

/// Whether sums over units leave a card out.
fn card_is_silent(card: &Scorecard) -> bool {
    !Cohort::counts(card)
}

impl Paper {
    /// What a plan to raise fields holds of components that the agency asked for does not lead: the
    /// points they lost, and their codes.
    pub fn led_by_others(&self) -> Option<(PointSum, Vec<String>)> {
        let lead = self.asked.lead.as_deref().filter(|_| self.asked.kind == PaperKind::Raise)?;
        let lines = self.groups.iter().flat_map(|group| &group.lines);
        let others = lines.filter(|line| {
            let led = !line.lead.is_empty() && line.lead.split('+').all(|id| id != lead);
            line.code != "without_loss" && led
        });
        let (mut lost, mut codes) = (PointSum::ZERO, Vec::new());
        for line in others {
            lost = lost.plus(line.sums.lost);
            codes.push(line.code.clone());
        }
        (!codes.is_empty()).then_some((lost, codes))
    }

    /// Whether there is no line, and nothing that lost no points either.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.lines.is_empty() && group.goals.is_empty())
    }
}

/// What every paper is made of.
struct Context<'a> {
    directive: &'a Directive,
    cohort: &'a Cohort,
    asked: &'a PaperAsked,
    progress: &'a Progress,
    measures: &'a Efforts,
    leaves: &'a leaves::Leaves,
}

impl Context<'_> {
    /// Whether a list of leads holds the one asked for.
    fn admits<'i>(&self, mut leads: impl Iterator<Item = &'i str>) -> bool {
        self.asked.lead.as_ref().is_none_or(|wanted| leads.any(|lead| lead == wanted))
    }
}
