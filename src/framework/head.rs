//! All of a framework but its tree: what stands beside a table of nodes.

use serde::{Deserialize, Serialize};

use super::kind::{IndexKind, Provenance};
use super::policy::{MissingPolicy, NoSurveyPolicy, NotApplicablePolicy, Ties};
use super::spec::{
    AgencySpec, AwardSpec, BasisSpec, FrameworkSpec, GradesSpec, NodeSpec, PoliciesSpec, PrintSpec,
    StatedSpec, ValidSpec,
};
use crate::finding::Finding;
use crate::json::{self, Num};
use crate::words::Text;

/// Policies, grades and agencies, and what else a framework says beside its nodes.
///
/// A framework that comes as a table has it in a file of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeadSpec {
    /// The id; the table's name if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The title; the table's whole, or its name, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Which index it measures; the PAR Index if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<IndexKind>,
    /// The level of administration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The decisions it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<BasisSpec>,
    /// The years in force.
    #[serde(default, skip_serializing_if = "ValidSpec::is_open")]
    pub valid: ValidSpec,
    /// How official it is; illustrative if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// Counts stated on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedSpec>,
    /// The policies.
    pub policies: PoliciesSpec,
    /// The grades.
    #[serde(default, skip_serializing_if = "GradesSpec::is_empty")]
    pub grades: GradesSpec,
    /// The agencies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencySpec>,
}

impl HeadSpec {
    /// What is assumed where nothing is said: direct scoring, `rescale`, `refuse`, `incomplete`,
    /// `competition`, awards to 9 places, print to 2. Whoever uses it says so.
    pub fn assumed() -> HeadSpec {
        HeadSpec {
            id: None,
            title: None,
            index: None,
            level: None,
            basis: Vec::new(),
            valid: ValidSpec::default(),
            provenance: None,
            stated: None,
            policies: PoliciesSpec {
                not_applicable: Some(NotApplicablePolicy::Rescale),
                no_survey: Some(NoSurveyPolicy::Refuse),
                missing: Some(MissingPolicy::Incomplete),
                ties: Some(Ties::Competition),
                award: Some(AwardSpec { digits: 9 }),
                print: Some(PrintSpec { digits: 2, print_as: None }),
                ..PoliciesSpec::default()
            },
            grades: GradesSpec::default(),
            agencies: Vec::new(),
        }
    }

    /// Reads the document.
    ///
    /// # Errors
    /// Every shape error as a finding with line and column.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<HeadSpec, Vec<Finding>> {
        json::read(text.as_ref())
    }

    /// The framework of these nodes; `name` stands in for an absent id and title.
    pub fn with_nodes(self, name: &str, total: Num, nodes: Vec<NodeSpec>) -> FrameworkSpec {
        FrameworkSpec {
            schema_version: Num::from(1),
            kind: "framework".to_owned(),
            id: self.id.unwrap_or_else(|| name.to_owned()),
            title: self.title.unwrap_or_else(|| Text::same(name)),
            index: self.index.unwrap_or(IndexKind::Par),
            level: self.level,
            basis: self.basis,
            valid: self.valid,
            provenance: self.provenance.unwrap_or(Provenance::Illustrative),
            total,
            stated: self.stated,
            policies: self.policies,
            grades: self.grades,
            agencies: self.agencies,
            nodes,
        }
    }
}

impl From<FrameworkSpec> for HeadSpec {
    fn from(spec: FrameworkSpec) -> HeadSpec {
        HeadSpec {
            id: Some(spec.id),
            title: Some(spec.title),
            index: Some(spec.index),
            level: spec.level,
            basis: spec.basis,
            valid: spec.valid,
            provenance: Some(spec.provenance),
            stated: spec.stated,
            policies: spec.policies,
            grades: spec.grades,
            agencies: spec.agencies,
        }
    }
}
