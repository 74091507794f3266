//! The papers a letter orders (*báo cáo, kế hoạch, bảng theo dõi*), as groups of lines whose points
//! add up to the ledger.
//!
//! All three kinds of paper have one shape: each line says what was lost or ordered, who answers
//! for it, and until when. Wording and file formats are added by the view that prints the paper.

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
        /// Report on repair: the points lost at each leaf and how they are to be regained (*báo cáo
        /// khắc phục tiêu chí đạt thấp*).
        Repair "repair",
        /// Plan to raise: where the fields that are to rise, or to be kept, lose their points (*kế
        /// hoạch nâng cao*).
        Raise "raise",
        /// Monitoring table: every obligation with its standing on a day (*bảng theo dõi*).
        Monitoring "monitoring",
    }
}

/// The request for a paper: its kind, its unit and how it is limited.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaperAsked {
    /// The kind of paper.
    pub kind: PaperKind,
    /// The id of the unit; if absent, the paper sums over all units.
    pub unit: Option<String>,
    /// The id of an agency: only lines that this agency leads are wanted.
    pub lead: Option<String>,
    /// The day for which obligations are judged; a monitoring table shows no standing without it.
    pub on: Option<Day>,
    /// The number of days before its due day from which an obligation counts as due soon.
    pub within: u16,
}

impl PaperAsked {
    /// Asks for a paper of one unit, or of all units if `unit` is `None`.
    pub fn new(kind: PaperKind, unit: Option<&str>) -> PaperAsked {
        let unit = unit.map(str::to_owned);
        PaperAsked { kind, unit, lead: None, on: None, within: super::LEAST_DAYS }
    }
}

/// The points of a line, a group or a paper. `max` − `appraised` = `lost`, except for bonus and
/// deduction, which have only `lost`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaperSums {
    /// The points that were possible.
    pub max: PointSum,
    /// The points that the units claimed for themselves; `None` where nothing was claimed, as at
    /// survey leaves.
    pub self_points: Option<PointSum>,
    /// The points that count: the appraised ones, or those of the survey at a survey leaf.
    pub appraised: PointSum,
    /// The points that were lost.
    pub lost: PointSum,
    /// Whether these sums hold a leaf with possible points for which nothing was claimed.
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
    /// The paragraph of the obligation that speaks most closely of this line.
    pub obligation: Option<Code>,
    /// Codes and links joined by `+`; `bonus` or `deduction`; `without_loss` for the line that sums
    /// all leaves of a node that lost nothing.
    pub code: String,
    /// The names of the nodes and links in `code`.
    pub title: Text,
    /// The points of the line.
    pub sums: PaperSums,
    /// The points lost, by cause.
    pub loss: LossSum,
    /// Why the points were lost, in the words of the scoring rule; only in a paper of one unit.
    pub why: Text,
    /// The measure to be taken.
    pub measure: Text,
    /// Whether the measure comes from the table of measures, and not from the letter.
    pub planned: bool,
    /// The ids of the agencies that answer for the line, joined by `+`.
    pub lead: String,
    /// The short names of the agencies that answer for the line.
    pub lead_names: Text,
    /// The ids of the co-operating agencies, joined by `+`.
    pub cooperating: String,
    /// The short names of the co-operating agencies.
    pub cooperating_names: Text,
    /// The due day.
    pub due: Option<Day>,
    /// The due day in the letter's words, such as "before 2023-06-20", or with the remark that
    /// nobody can keep it.
    pub due_text: Text,
    /// Whether the result is due before that day and not on it.
    pub due_before: bool,
    /// The product that the measure yields.
    pub product: Text,
    /// How the obligation stands; only in a monitoring table.
    pub standing: Option<Standing>,
}

/// Lines that belong together, such as those of one agency or one node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaperGroup {
    /// The ids of the leads joined by `+`, or the code of a node; `none` for lines without a lead;
    /// `obligations` in a monitoring table; `extras` for bonus and deduction.
    pub key: String,
    /// The name of the group; empty for `none`, `obligations` and `extras`.
    pub name: Text,
    /// The goals that the letter sets for the node, each with its paragraph.
    pub goals: Vec<(Goal, Code)>,
    /// The goals that the letter sets for nodes below this one, each as code, goal and paragraph.
    pub nested: Vec<(Code, Goal, Code)>,
    /// The lines of the group.
    pub lines: Vec<PaperLine>,
    /// The sums of the lines. In a plan to raise, a node has one line for all its leaves that lost
    /// nothing, so that the sums are those of the whole node.
    pub sums: PaperSums,
    /// The points lost, by cause.
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
    /// The request that this paper answers.
    pub asked: PaperAsked,
    /// The unit, if the paper is of one unit.
    pub unit: Option<Unit>,
    /// The state of that unit's assessment.
    pub state: Option<State>,
    /// The points still open because a value is missing, of the unit or of all units summed.
    pub open: PointSum,
    /// Whether the table of measures has errors, so that some of its rows are missing in this
    /// paper.
    pub measures_at_fault: bool,
    /// In a paper of all units: the units that are not summed, each with the state that explains
    /// why.
    pub left_out: Vec<(Unit, State)>,
    /// The groups of lines.
    pub groups: Vec<PaperGroup>,
    /// The sums of all groups.
    pub sums: PaperSums,
    /// Whether the sum of the claimed points leaves out leaves for which nothing was claimed, as
    /// survey leaves.
    pub self_in_part: bool,
    /// The points lost in all lines, by cause. Without a lead asked for, the total equals the
    /// ledger's total for everything the paper covers. Each cause equals the ledger's too, except
    /// in `repair`: a leaf whose causes cancel each other (claimed too low and granted whole) has
    /// no line there.
    pub loss: LossSum,
}

/// Makes a paper from a cohort and a directive.
///
/// `repair` without a lead adds up to the ledger of the unit, bonus and deduction included. So does
/// `monitoring`: each leaf counts at the obligation nearest to it, and leaves that no obligation
/// touches stand in a group of their own. `raise` adds up to the ledger of each node that is to
/// rise or to be kept.
///
/// # Errors
/// [`Error::is_usage`] for an id or name that no unit has, and for measures that were made for
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

/// Whether sums over units leave a card out, because the unit is in error or has not reported.
fn card_is_silent(card: &Scorecard) -> bool {
    !Cohort::counts(card)
}

impl Paper {
    /// In a plan to raise for one agency: the points lost at components that other agencies lead,
    /// and the codes of these components.
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

    /// Whether the paper has no line and no node with a goal.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.lines.is_empty() && group.goals.is_empty())
    }
}

/// The data that every kind of paper is made of.
struct Context<'a> {
    directive: &'a Directive,
    cohort: &'a Cohort,
    asked: &'a PaperAsked,
    progress: &'a Progress,
    measures: &'a Efforts,
    leaves: &'a leaves::Leaves,
}

impl Context<'_> {
    /// Whether a list of leads holds the agency that was asked for; true if none was asked for.
    fn admits<'i>(&self, mut leads: impl Iterator<Item = &'i str>) -> bool {
        self.asked.lead.as_ref().is_none_or(|wanted| leads.any(|lead| lead == wanted))
    }
}
