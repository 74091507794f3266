//! Everything in a framework except its tree: the document that stands beside a table of nodes.

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

/// The policies, grades and agencies of a framework, and everything else except its nodes.
///
/// A framework whose nodes come as a table has this head in a file of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeadSpec {
    /// The id of the framework; if absent, the name of the table is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The title; if absent, the name of the table's row for the whole, or the name of the table
    /// itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The index that the framework measures; the PAR Index if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<IndexKind>,
    /// The level of administration that the framework is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The decisions that the framework rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<BasisSpec>,
    /// The years or days between which the framework is in force.
    #[serde(default, skip_serializing_if = "ValidSpec::is_open")]
    pub valid: ValidSpec,
    /// How official the framework's figures are; illustrative if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// The counts of criteria and components, and the survey points, that the paper states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedSpec>,
    /// The policies, such as what a missing value does.
    pub policies: PoliciesSpec,
    /// The grades, as bands of the index or quartiles.
    #[serde(default, skip_serializing_if = "GradesSpec::is_empty")]
    pub grades: GradesSpec,
    /// The agencies that nodes name as leads, co-operating agencies or appraisers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencySpec>,
}

impl HeadSpec {
    /// The head assumed for a table that comes without one: `rescale`, `refuse`, `incomplete`,
    /// `competition`, awards rounded to 9 places, results printed with 2. Callers that use it
    /// report that it was assumed.
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

    /// Reads the head from its JSON document.
    ///
    /// # Errors
    /// All errors of shape, each as a finding with line and column.
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<HeadSpec, Vec<Finding>> {
        json::read(text.as_ref())
    }

    /// The whole framework document, made of this head and the given nodes; `name` stands in for an
    /// absent id and title.
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
