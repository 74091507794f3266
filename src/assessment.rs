//! The data one unit reports (*phiếu tự đánh giá*), stage by stage, checked against its framework.
//!
//! [`read`] takes a file of assessments and returns the checked ones together with all findings: a
//! few bad sheets never hide the good ones.

mod alike;
mod beside;
mod check;
mod checked;
mod elsewhere;
mod force;
mod head;
mod inherit;
mod inputs;
mod join;
mod origin;
mod plain;
mod published;
mod read;
mod register;
mod sealed;
mod sheet_id;
mod snapshot;
pub(crate) mod spec;
mod stored;
mod survey;
mod unread;
mod until;
mod whole;
mod write;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) use alike::names_alike;
pub use head::Head;
pub use inputs::Inputs;
pub use join::join;
pub(crate) use join::{joined, other_framework};
pub(crate) use origin::ReadAt;
pub use origin::{Origin, Source};
pub(crate) use plain::Groups;
pub use plain::{PlainUnits, RowUnit};
pub use read::{Input, read};
pub use register::{Register, RegisteredUnit, read_units};
pub(crate) use sealed::Bytes;
pub use sheet_id::SheetId;
pub(crate) use snapshot::standing;
pub(crate) use spec::AssessmentSpec;
#[cfg(feature = "schema")]
pub(crate) use stored::Stored;
pub use survey::{
    AskedRow, BallotHead, BallotPart, Confidence, Estimate, GroupCount, LeafCount, QuestionRow,
    Questionnaire, SurveyCounts, Tally, Target, UnitCount, required_sample,
};
pub use unread::UnitSheet;

use crate::day::Day;
use crate::finding::Finding;
use crate::framework::rule::{Award, Facts};
use crate::framework::vocabulary::vocabulary;
use crate::framework::{Framework, LeafIx, Provenance};
use crate::period::Period;
use crate::quantity::Points;
use crate::words::{Phrase, Text};

/// The unit that is scored (*cơ quan, đơn vị, địa phương*).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Unit {
    /// The id; lists of units are sorted by it.
    pub id: String,
    /// The name of the unit.
    pub name: Text,
    /// The block (*khối*) of comparable units that the unit belongs to.
    pub group: Option<String>,
    /// Whether the unit takes part in rankings.
    pub ranked: bool,
}

impl Unit {
    pub(crate) fn registered(unit: &RegisteredUnit) -> Unit {
        Unit {
            id: unit.id(),
            name: unit.text(),
            group: unit.group.as_deref().map(crate::json::nfc).filter(|group| !group.is_empty()),
            ranked: unit.ranked.unwrap_or(true),
        }
    }
}

/// The checked assessment of one unit for one period. Cloning it is cheap.
///
/// # Example
/// ```
/// use par_index::{framework, spec::AssessmentSpec};
///
/// let fw = framework("vn-ministry-2023")?;
/// let spec = AssessmentSpec::new("vn-ministry-2023", 2023, "bo-noi-vu")
///     .appraised("1", "60.65")
///     .survey("2", "26.38");
/// let (assessment, findings) = spec.check(&fw);
/// assert!(findings.is_empty() && !assessment.is_in_error());
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Assessment(pub(crate) Arc<Body>);

#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each says another thing of the sheet")]
pub(crate) struct Body {
    pub(crate) framework: Framework,
    /// Where the unit was first met in the inputs.
    pub(crate) origin: Option<Origin>,
    /// Every file that the unit was met in.
    pub(crate) sources: Vec<Arc<Source>>,
    pub(crate) period: Option<Period>,
    /// The day the figures are from, if the sheet is a snapshot.
    pub(crate) as_of: Option<Day>,
    pub(crate) channel: Option<String>,
    pub(crate) unit: Arc<Unit>,
    /// The unit above, whose values the inherited leaves have.
    pub(crate) above: Option<Arc<Unit>>,
    pub(crate) provenance: Option<Provenance>,
    /// Whether the survey was held; `None` if the sheets do not say.
    pub(crate) survey_held: Option<bool>,
    /// Whether a call asked to leave the survey out, whatever the sheets say.
    pub(crate) survey_set_aside: bool,
    /// The cells by leaf position; empty until the first value or remark comes.
    pub(crate) cells: Vec<Cell>,
    /// The row of the wide table that the plain cells were read from.
    pub(crate) row: Option<Origin>,
    pub(crate) bonus: Option<Box<Extra>>,
    pub(crate) deduction: Option<Box<Extra>>,
    pub(crate) in_error: bool,
    /// The positions of the leaves at which there is an error.
    pub(crate) wrong: BTreeSet<usize>,
    /// Whether the sheets say that no survey was held although they hold survey values.
    pub(crate) contradicts: bool,
    /// Files of this unit that could not be read.
    pub(crate) unreadable: Vec<String>,
    /// Whether two values differed and the later one was taken.
    pub(crate) settled: bool,
}

/// A bonus or deduction as stated, before its cap is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Extra {
    pub(crate) points: Points,
    pub(crate) origin: Option<Origin>,
}

/// The content kept for a leaf. Most inputs give only the score that counts.
#[derive(Clone, Debug, Default)]
pub(crate) enum Cell {
    #[default]
    Empty,
    /// Points typed in a wide table, at the stage that counts for the leaf.
    Plain(Points),
    Full(Box<Entry>),
    /// The entry of the unit above: not the unit's own value, even if the entry is empty.
    Taken(Box<Entry>),
}

vocabulary! {
    /// One of the stages in which a leaf is scored.
    StageName {
        /// The unit's own score (*tự đánh giá*).
        SelfScore "self",
        /// The appraisers' first round (*thẩm định*).
        Appraised "appraised",
        /// The second round (*thẩm định lần 2*).
        AppraisedAgain "appraised_again",
        /// The sociological survey (*điều tra xã hội học*).
        Survey "survey",
    }
}

impl StageName {
    /// The four stages, in the order in which they are filled in.
    pub const ALL: [StageName; 4] =
        [StageName::SelfScore, StageName::Appraised, StageName::AppraisedAgain, StageName::Survey];

    pub(crate) fn phrase(self) -> Phrase {
        match self {
            StageName::SelfScore => Phrase::StageSelf,
            StageName::Appraised => Phrase::StageAppraised,
            StageName::AppraisedAgain => Phrase::StageAppraisedAgain,
            StageName::Survey => Phrase::StageSurvey,
        }
    }
}

/// Everything reported for one leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The unit's own score (*tự đánh giá*).
    pub self_score: Option<Stage>,
    /// The appraisers' first round (*thẩm định*).
    pub appraised: Option<Stage>,
    /// The second round, after the explanation (*thẩm định lần 2*).
    pub appraised_again: Option<Stage>,
    /// The score from the survey (*điều tra xã hội học*).
    pub survey: Option<Stage>,
    /// The unit's explanation (*giải trình*).
    pub explanation: Option<Explanation>,
}

/// The unit's answer to the first round of appraisal (*giải trình*).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Explanation {
    /// The text of the explanation.
    pub text: String,
    /// Further evidence that the explanation names.
    pub evidence: Vec<String>,
    #[serde(skip)]
    pub(crate) read_at: ReadAt,
}

/// One stage of one leaf. Two stages are equal if they say the same, wherever they were read.
#[derive(Clone, Debug, Default, Eq)]
#[non_exhaustive]
pub struct Stage {
    /// The value of the stage; `None` if it has only remarks.
    pub value: Option<Value>,
    /// Evidence, note, agency and day; `None` if there is none of them.
    pub remarks: Option<Box<Remarks>>,
    /// Where the stage was read.
    pub origin: Option<Origin>,
}

impl PartialEq for Stage {
    fn eq(&self, other: &Stage) -> bool {
        self.value == other.value && self.remarks == other.remarks
    }
}

/// Remarks that stand beside a value: evidence, note, agency, day.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Remarks {
    /// The evidence named; `None` means unknown, an empty list means that there is none.
    pub evidence: Option<Vec<String>>,
    /// A free remark on the score.
    pub note: Option<String>,
    /// The id of the agency that filled in the stage.
    pub by: Option<String>,
    /// The day on which the stage was filled in.
    pub on: Option<Day>,
    /// Whether the evidence comes from several inputs in the order they were read and must be
    /// sorted.
    #[serde(skip)]
    pub(crate) unsorted: bool,
    /// Where the note was read.
    #[serde(skip)]
    pub(crate) note_at: ReadAt,
}

impl Stage {
    /// The evidence named; `None` means unknown, an empty list means that there is none.
    pub fn evidence(&self) -> Option<&[String]> {
        self.remarks.as_ref()?.evidence.as_deref()
    }

    /// The free remark on the score, if there is one.
    pub fn note(&self) -> Option<&str> {
        self.remarks.as_ref()?.note.as_deref()
    }

    /// The id of the agency that filled in the stage.
    pub fn by(&self) -> Option<&str> {
        self.remarks.as_ref()?.by.as_deref()
    }

    /// The day on which the stage was filled in.
    pub fn on(&self) -> Option<Day> {
        self.remarks.as_ref()?.on
    }
}

/// The value of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// Points as they were typed.
    Points(Points),
    /// Facts, with the points that the rule gives for them.
    Facts(Box<Declared>),
    /// The leaf does not apply to the unit, for the reason given.
    NotApplicable(String),
}

/// Facts and the points they earn.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declared {
    /// The facts as they were declared.
    pub facts: Facts,
    /// The award that the rule gives for the facts.
    pub award: Award,
}

impl Value {
    /// The points; `None` if the leaf does not apply, or if none of its survey answers is valid.
    pub fn points(&self) -> Option<Points> {
        match self {
            Value::Points(points) => Some(*points),
            Value::Facts(declared) => declared.award.points,
            Value::NotApplicable(_) => None,
        }
    }

    /// Whether the value holds survey answers none of which is valid: its leaf then counts as
    /// missing.
    pub(crate) fn is_without_answer(&self) -> bool {
        let surveyed = |facts: &Facts| facts.answers.is_some() || facts.groups.is_some();
        self.points().is_none() && self.facts().is_some_and(surveyed)
    }

    /// The facts of the value, if it holds facts.
    pub fn facts(&self) -> Option<&Facts> {
        match self {
            Value::Facts(declared) => Some(&declared.facts),
            _ => None,
        }
    }
}

impl Entry {
    /// The values of self score, first and second appraisal, in this order.
    pub(crate) fn rounds(&self) -> [Option<&Value>; 3] {
        [&self.self_score, &self.appraised, &self.appraised_again]
            .map(|stage| stage.as_ref().and_then(|stage| stage.value.as_ref()))
    }

    pub(crate) fn survey_value(&self) -> Option<&Value> {
        self.survey.as_ref().and_then(|stage| stage.value.as_ref())
    }

    /// The value of an appraised leaf after the appraisal: that of the last round that has one.
    pub(crate) fn recognised(&self) -> Option<&Value> {
        let [_, first, second] = self.rounds();
        second.or(first)
    }

    pub(crate) fn has_value(&self) -> bool {
        self.survey_value().is_some() || self.rounds().iter().any(Option::is_some)
    }

    /// The stage with the given name.
    pub fn stage(&self, name: StageName) -> Option<&Stage> {
        match name {
            StageName::SelfScore => self.self_score.as_ref(),
            StageName::Appraised => self.appraised.as_ref(),
            StageName::AppraisedAgain => self.appraised_again.as_ref(),
            StageName::Survey => self.survey.as_ref(),
        }
    }

    pub(crate) fn stage_mut(&mut self, name: StageName) -> &mut Option<Stage> {
        match name {
            StageName::SelfScore => &mut self.self_score,
            StageName::Appraised => &mut self.appraised,
            StageName::AppraisedAgain => &mut self.appraised_again,
            StageName::Survey => &mut self.survey,
        }
    }
}

impl Cell {
    pub(crate) fn has_value(&self) -> bool {
        match self {
            Cell::Empty | Cell::Taken(_) => false,
            Cell::Plain(_) => true,
            Cell::Full(entry) => entry.has_value(),
        }
    }
}

impl Assessment {
    /// The unit that is scored.
    pub fn unit(&self) -> &Unit {
        &self.0.unit
    }

    /// The unit as a shared pointer, to be kept beside others.
    pub(crate) fn shared_unit(&self) -> Arc<Unit> {
        Arc::clone(&self.0.unit)
    }

    /// The period measured; `None` until it is settled.
    pub fn period(&self) -> Option<Period> {
        self.0.period
    }

    /// The year of the period, if the period is a whole year.
    pub fn year(&self) -> Option<u16> {
        self.period().and_then(Period::whole_year)
    }

    /// The day the figures are from (*số liệu đến ngày*), if the sheets state one.
    pub fn as_of(&self) -> Option<Day> {
        self.0.as_of
    }

    /// The survey channel (*kênh điều tra*), if the framework has several.
    pub fn channel(&self) -> Option<&str> {
        self.0.channel.as_deref()
    }

    /// How official the figures are, if the sheets say so.
    pub fn provenance(&self) -> Option<Provenance> {
        self.0.provenance
    }

    /// The framework that the assessment was checked against.
    pub fn framework(&self) -> &Framework {
        &self.0.framework
    }

    /// The entry reported for a leaf, by its code.
    pub fn entry(&self, code: &str) -> Option<Cow<'_, Entry>> {
        let node = self.0.framework.node(code)?;
        node.leaf()?;
        self.at(LeafIx(node.leaf_range().start))
    }

    /// The unit above, if the leaf has that unit's value instead of the unit's own.
    pub fn taken_from(&self, code: &str) -> Option<&Unit> {
        let leaf = self.0.framework.leaf_position(code)?;
        self.0.above.as_deref().filter(|_| self.takes(LeafIx(leaf)))
    }

    /// Whether a leaf takes the value of the unit above.
    pub(crate) fn takes(&self, leaf: LeafIx) -> bool {
        matches!(self.cell(leaf), Cell::Taken(_))
    }

    /// Whether error findings keep the unit from being computed.
    pub fn is_in_error(&self) -> bool {
        self.0.in_error || self.0.contradicts
    }

    /// Whether two values of the unit differed and the later one was taken
    /// ([`Inputs::prefer_last`]).
    pub fn is_settled(&self) -> bool {
        self.0.settled
    }

    /// Whether the unit has reported no value at any leaf.
    pub fn is_silent(&self) -> bool {
        !self.0.cells.iter().any(Cell::has_value)
    }

    /// The files that the unit's sheets were read from, in the order they were given.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.sources.iter().filter_map(|source| source.file.as_deref())
    }

    /// The files of this unit that could not be read, wholly or in part; the unit is then [in
    /// error](Assessment::is_in_error).
    pub fn unreadable_files(&self) -> impl Iterator<Item = &str> {
        self.0.unreadable.iter().map(String::as_str)
    }

    /// The assessment without its errors, for counting which values have arrived, not for figures.
    pub(crate) fn as_if_right(&self) -> Assessment {
        Assessment(Arc::new(Body { in_error: false, contradicts: false, ..Body::clone(&self.0) }))
    }

    /// Whether any file was about the unit, read or not; a unit that only the register names has
    /// none.
    pub fn has_come(&self) -> bool {
        self.0.origin.is_some() || !self.0.unreadable.is_empty()
    }

    /// The assessment as if its year had no survey: survey values are kept but not counted.
    ///
    /// If the framework allows no index without its survey, the result is in error; the findings
    /// say so, and note every survey value left out. A sheet that said itself that no survey was
    /// held, and was in error only for its survey values, is no longer in error.
    #[must_use]
    pub fn without_survey(&self) -> (Assessment, Vec<Finding>) {
        whole::without_survey(self)
    }

    pub(crate) fn at(&self, leaf: LeafIx) -> Option<Cow<'_, Entry>> {
        self.0.entry(leaf)
    }

    pub(crate) fn cell(&self, leaf: LeafIx) -> &Cell {
        self.0.cells.get(leaf.0).unwrap_or(&Cell::Empty)
    }

    pub(crate) fn survey_held(&self) -> bool {
        self.0.survey_held != Some(false)
    }

    pub(crate) fn survey_set_aside(&self) -> bool {
        self.0.survey_set_aside
    }

    /// The bonus (*điểm thưởng*) that counts, after its cap.
    pub fn bonus(&self) -> Points {
        self.extras()[0]
    }

    /// The deduction (*điểm trừ*) that counts, after its cap.
    pub fn deduction(&self) -> Points {
        self.extras()[1]
    }

    /// Bonus and deduction that count, after their caps.
    pub(crate) fn extras(&self) -> [Points; 2] {
        let policies = self.0.framework.policies();
        let [bonus, deduction] = self.stated_extras();
        let counts =
            |points: Points, cap: Option<Points>| cap.map_or(points, |cap| points.min(cap));
        [counts(bonus, policies.bonus_cap), counts(deduction, policies.deduction_cap)]
    }

    /// The bonus and the deduction as stated, before their caps.
    pub fn stated_extras(&self) -> [Points; 2] {
        [&self.0.bonus, &self.0.deduction]
            .map(|extra| extra.as_ref().map(|extra| extra.points).unwrap_or_default())
    }
}

impl Body {
    pub(crate) fn entry(&self, leaf: LeafIx) -> Option<Cow<'_, Entry>> {
        match self.cells.get(leaf.0)? {
            Cell::Empty => None,
            Cell::Plain(points) => {
                let stage = Stage {
                    value: Some(Value::Points(*points)),
                    remarks: None,
                    origin: self.row.as_ref().map(|row| row.at_leaf(leaf.0)),
                };
                let mut entry = Entry::default();
                *entry.stage_mut(self.counting_stage(leaf)) = Some(stage);
                Some(Cow::Owned(entry))
            }
            Cell::Full(entry) | Cell::Taken(entry) => Some(Cow::Borrowed(entry)),
        }
    }

    /// Sorts the evidence that came from several inputs and keeps each piece once.
    pub(crate) fn sort_evidence(&mut self) {
        for cell in &mut self.cells {
            let Cell::Full(entry) = cell else { continue };
            let stages = [
                &mut entry.self_score,
                &mut entry.appraised,
                &mut entry.appraised_again,
                &mut entry.survey,
            ];
            let remarks = stages.into_iter().flatten().filter_map(|stage| stage.remarks.as_mut());
            for remarks in remarks.filter(|remarks| remarks.unsorted) {
                remarks.unsorted = false;
                if let Some(list) = &mut remarks.evidence {
                    list.sort_unstable();
                    list.dedup();
                }
            }
        }
    }

    /// The cell of a leaf, for writing.
    pub(crate) fn cell_mut(&mut self, leaf: LeafIx) -> Option<&mut Cell> {
        if self.cells.is_empty() {
            self.cells.resize_with(self.framework.leaf_count(), Cell::default);
        }
        self.cells.get_mut(leaf.0)
    }

    /// The stage that a table column "the score that counts" fills at a leaf.
    pub(crate) fn counting_stage(&self, leaf: LeafIx) -> StageName {
        if self.framework.leaf_at(leaf).is_survey() {
            StageName::Survey
        } else {
            StageName::Appraised
        }
    }
}
