//! What one unit reports (*phiếu tự đánh giá*), stage by stage, checked against its framework.
//!
//! [`read`] takes a file of assessments and returns the checked ones with all findings: three bad
//! sheets never hide the good ones.

mod check;
mod read;
pub(crate) mod spec;

use std::sync::Arc;

pub(crate) use read::without_duplicates;
pub use read::{Input, read};
pub(crate) use spec::AssessmentSpec;

use crate::day::Day;
use crate::finding::Finding;
use crate::framework::rule::{Award, Facts};
use crate::framework::{Framework, LeafIx};
use crate::quantity::Points;
use crate::words::Text;

/// Who is scored (*cơ quan, đơn vị, địa phương*).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unit {
    /// The id; units are ordered by it.
    pub id: String,
    /// The name.
    pub name: Text,
    /// The block (*khối*) of comparable units it belongs to.
    pub group: Option<String>,
    /// Whether it takes part in rankings.
    pub ranked: bool,
}

/// One unit's checked assessment of one year. Cheap to clone.
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
pub(crate) struct Body {
    pub(crate) framework: Framework,
    /// Where it stands in its file.
    pub(crate) pointer: String,
    pub(crate) year: Option<u16>,
    pub(crate) channel: Option<String>,
    pub(crate) unit: Unit,
    pub(crate) provenance: Option<crate::framework::Provenance>,
    pub(crate) survey: Survey,
    /// By leaf position.
    pub(crate) entries: Vec<Option<Box<Entry>>>,
    /// What counts, after the cap.
    pub(crate) bonus: Points,
    pub(crate) deduction: Points,
    pub(crate) in_error: bool,
}

/// Whether the sociological survey was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Survey {
    /// Held, or nothing was said.
    Held,
    /// Declared as not held.
    NotHeld,
}

/// All that is reported for one leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The unit's own score (*tự đánh giá*).
    pub self_score: Option<Stage>,
    /// The appraisers' first round (*thẩm định*).
    pub appraised: Option<Stage>,
    /// The second round, after the explanation (*thẩm định lần 2*).
    pub appraised_again: Option<Stage>,
    /// The survey's points (*điều tra xã hội học*).
    pub survey: Option<Stage>,
    /// The unit's explanation (*giải trình*).
    pub explanation: Option<Explanation>,
}

/// What the unit answered to the first round of appraisal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// Its words.
    pub text: String,
    /// Further evidence it names.
    pub evidence: Vec<String>,
}

/// One stage of one leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stage {
    /// What it holds; `None` if nothing.
    pub value: Option<Value>,
    /// The evidence named; `None` is unknown, an empty list is *none*.
    pub evidence: Option<Vec<String>>,
    /// A remark.
    pub note: Option<String>,
    /// The id of the agency that filled it.
    pub by: Option<String>,
    /// The day it was filled.
    pub on: Option<Day>,
}

/// What a stage holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// Points as typed.
    Points(Points),
    /// Facts, and what the rule gives for them.
    Facts(Facts, Award),
    /// The leaf does not apply, with the reason.
    NotApplicable(String),
}

impl Value {
    /// The points, or `None` when the leaf does not apply.
    pub fn points(&self) -> Option<Points> {
        match self {
            Value::Points(points) => Some(*points),
            Value::Facts(_, award) => award.points,
            Value::NotApplicable(_) => None,
        }
    }

    /// The facts, if the stage holds facts.
    pub fn facts(&self) -> Option<&Facts> {
        match self {
            Value::Facts(facts, _) => Some(facts),
            _ => None,
        }
    }
}

impl Entry {
    /// The stages of the appraisal, first to last.
    pub(crate) fn rounds(&self) -> [Option<&Value>; 3] {
        [&self.self_score, &self.appraised, &self.appraised_again]
            .map(|stage| stage.as_ref().and_then(|stage| stage.value.as_ref()))
    }

    pub(crate) fn survey_value(&self) -> Option<&Value> {
        self.survey.as_ref().and_then(|stage| stage.value.as_ref())
    }

    /// The value of an appraisal leaf that counts after the appraisal.
    pub(crate) fn recognised(&self) -> Option<&Value> {
        let [_, first, second] = self.rounds();
        second.or(first)
    }

    pub(crate) fn has_value(&self) -> bool {
        self.survey_value().is_some() || self.rounds().iter().any(Option::is_some)
    }
}

impl Assessment {
    /// Who is scored.
    pub fn unit(&self) -> &Unit {
        &self.0.unit
    }

    /// The year measured, once it is settled.
    pub fn year(&self) -> Option<u16> {
        self.0.year
    }

    /// The survey channel, where the framework has several.
    pub fn channel(&self) -> Option<&str> {
        self.0.channel.as_deref()
    }

    /// How official its figures are, where the file says so.
    pub fn provenance(&self) -> Option<crate::framework::Provenance> {
        self.0.provenance
    }

    /// The framework it was checked against.
    pub fn framework(&self) -> &Framework {
        &self.0.framework
    }

    /// What is reported for a leaf.
    pub fn entry(&self, code: &str) -> Option<&Entry> {
        let node = self.0.framework.node(code)?;
        node.leaf()?;
        self.at(LeafIx(node.leaf_range().start))
    }

    /// Whether error findings keep it from being computed.
    pub fn is_in_error(&self) -> bool {
        self.0.in_error
    }

    /// Whether nothing at all has been reported at any leaf.
    pub fn is_silent(&self) -> bool {
        !self.0.entries.iter().flatten().any(|entry| entry.has_value())
    }

    /// The same assessment as if its year had no survey: survey values are kept but not counted.
    ///
    /// Where the framework admits no index without its survey, the result is in error; the
    /// findings say so, and note every survey value set aside.
    #[must_use]
    pub fn without_survey(&self) -> (Assessment, Vec<Finding>) {
        check::without_survey(self)
    }

    pub(crate) fn at(&self, leaf: LeafIx) -> Option<&Entry> {
        self.0.entries.get(leaf.0)?.as_deref()
    }

    pub(crate) fn survey_held(&self) -> bool {
        self.0.survey == Survey::Held
    }
}
