//! A framework document: the right shape, but unchecked. The keys are those of the file format.

use std::fmt;

use serde::de::{self, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::grades::FloorOn;
use super::kind::{IndexKind, Inherit, Provenance, Scorer};
pub use super::policy::{AwardSpec, PoliciesSpec, PrintSpec};
use super::rule::spec::{Kind, RuleSpec};
use crate::bound::Bound;
use crate::json::Num;
use crate::words::Text;

/// A framework as it stands in a file. [`FrameworkSpec::check`] makes a [`crate::Framework`] of it.
///
/// An unknown key is an error of reading. The exception is a type of yours that flattens this one:
/// serde then cannot tell an unknown key from a key of your type and ignores it. To have such a key
/// refused, read the framework document by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FrameworkSpec {
    /// The version of the file format, always 1.
    #[serde(serialize_with = "bare")]
    pub schema_version: Num,
    /// The kind of document, always `framework`.
    pub kind: String,
    /// The id of the framework, such as `hon-quan-2023`.
    pub id: String,
    /// The title of the framework.
    pub title: Text,
    /// The index that the framework measures.
    pub index: IndexKind,
    /// The level of government: ministry, province, department, district, commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The decisions that issued the framework.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<BasisSpec>,
    /// The years in force; an open end is left out.
    #[serde(default, skip_serializing_if = "ValidSpec::is_open")]
    pub valid: ValidSpec,
    /// How official the framework's figures are.
    pub provenance: Provenance,
    /// The maximum points of the whole.
    pub total: Num,
    /// The counts of criteria and components, and the survey points, that the paper states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedSpec>,
    /// The policies, such as what a missing value does.
    pub policies: PoliciesSpec,
    /// The grades, as bands of the index or quartiles.
    #[serde(default, skip_serializing_if = "GradesSpec::is_empty")]
    pub grades: GradesSpec,
    /// The agencies that nodes name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencySpec>,
    /// The fields, each with all nodes below it.
    pub nodes: Vec<NodeSpec>,
}

pub(crate) fn bare<S: Serializer>(version: &Num, serializer: S) -> Result<S::Ok, S::Error> {
    match version.as_str().parse::<u32>() {
        Ok(number) => serializer.serialize_u32(number),
        Err(_) => serializer.serialize_str(version.as_str()),
    }
}

/// A document that a framework rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BasisSpec {
    /// The number of the document, such as `09/QĐ-UBND`.
    pub document: String,
    /// The day the document was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
}

/// The years or days between which a framework is in force.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ValidSpec {
    /// The first year or day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Bound>,
    /// The last year or day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Bound>,
}

impl ValidSpec {
    pub(super) fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// Counts stated on paper. They are only compared with the tree and never used to compute anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatedSpec {
    /// The number of criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<u32>,
    /// The number of components.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub components: Option<u32>,
    /// The points that the survey decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey_points: Option<Num>,
}

/// Grades: bands, or quartiles of the ranked units.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub enum GradesSpec {
    /// Grades given by bands with lower bounds.
    Bands(Vec<BandSpec>),
    /// Grades given by the quartiles of the ranked units.
    Quartiles(QuartilesSpec),
}

impl GradesSpec {
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, GradesSpec::Bands(bands) if bands.is_empty())
    }
}

impl Default for GradesSpec {
    fn default() -> GradesSpec {
        GradesSpec::Bands(Vec::new())
    }
}

impl Serialize for GradesSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            GradesSpec::Bands(bands) => bands.serialize(serializer),
            GradesSpec::Quartiles(quartiles) => quartiles.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for GradesSpec {
    // Written by hand, because serde's untagged enums lose the text of numbers and the place of
    // errors.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<GradesSpec, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = GradesSpec;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of grades or {\"by\": \"quartile\"}")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<GradesSpec, A::Error> {
                let mut bands = Vec::new();
                while let Some(band) = seq.next_element()? {
                    bands.push(band);
                }
                Ok(GradesSpec::Bands(bands))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<GradesSpec, A::Error> {
                QuartilesSpec::deserialize(MapAccessDeserializer::new(map))
                    .map(GradesSpec::Quartiles)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Grades given by the quartiles of the ranked units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuartilesSpec {
    /// The word that marks this form, always `quartile`.
    pub by: Quartile,
    /// The names of the four groups, the highest first.
    pub labels: Vec<Text>,
}

/// The way of grouping by position; quartiles are the only one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Quartile {
    /// Four groups by the quartiles of the ranked units.
    #[serde(rename = "quartile")]
    Quartile,
}

/// One grade: its name, its lower bound and its floor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BandSpec {
    /// The name of the grade.
    pub label: Text,
    /// The lower bound in percent; an index equal to it gets the grade.
    pub from: Num,
    /// The least percentage that every node of the level `floor_on` must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_floor: Option<Num>,
    /// The level of nodes to which the floor applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_on: Option<FloorOn>,
    /// The blocks of units that the grade holds for; all units if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Vec<String>>,
    /// The source of the bound, such as a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl BandSpec {
    /// A grade from a percentage on; blocks and floor are set as fields.
    pub fn new(label: impl Into<Text>, from: impl Into<Num>) -> BandSpec {
        BandSpec { label: label.into(), from: from.into(), ..BandSpec::default() }
    }
}

/// An agency that nodes name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AgencySpec {
    /// The id by which nodes name the agency.
    pub id: String,
    /// The full name of the agency.
    pub name: Text,
    /// A name of the agency that is short enough for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
}

impl AgencySpec {
    /// An agency that nodes name by its id.
    pub fn new(id: &str, name: impl Into<Text>) -> AgencySpec {
        AgencySpec { id: id.to_owned(), name: name.into(), short: None }
    }
}

/// One node with all nodes below it; a node without children is a leaf.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NodeSpec {
    /// The code of the node on paper.
    pub code: String,
    /// The full name of the node.
    pub name: Text,
    /// A name of the node that is short enough for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    /// The maximum points of the node.
    pub max: Num,
    /// The maximum that the paper prints, where it differs from `max`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Num>,
    /// The counts that the paper states for this node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedSpec>,
    /// The ids of the leads; if absent they are inherited, `[]` means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Vec<String>>,
    /// The ids of the co-operating agencies; if absent they are inherited, `[]` means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooperating: Option<Vec<String>>,
    /// The ids of the appraisers; if absent they are inherited, `[]` means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraiser: Option<Vec<String>>,
    /// On a leaf: whether appraisal or survey gives the points; `appraisal` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scorer: Option<Scorer>,
    /// On a leaf: the unit whose value it takes; the unit's own if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherit: Option<Inherit>,
    /// On a leaf: the rule by which it is scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleSpec>,
    /// On a leaf: the evidence that units must name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// On a leaf: the decision's wording of how to score it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// The source of the node, such as a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The nodes below this one; without any, the node is a leaf.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<NodeSpec>,
}

impl FrameworkSpec {
    /// A framework to be built in Rust code; it goes through the same check as one from a file.
    ///
    /// Years, decisions, grades and everything else are public fields that can be set afterwards.
    ///
    /// # Example
    /// ```
    /// use par_index::spec::{AwardSpec, FrameworkSpec, NodeSpec, PoliciesSpec, PrintSpec, RuleSpec};
    /// use par_index::framework::{MissingPolicy, NoSurveyPolicy, NotApplicablePolicy, Ties};
    /// use par_index::{points, Text};
    ///
    /// let policies = PoliciesSpec {
    ///     not_applicable: Some(NotApplicablePolicy::Rescale),
    ///     no_survey: Some(NoSurveyPolicy::Rescale),
    ///     missing: Some(MissingPolicy::Incomplete),
    ///     ties: Some(Ties::Competition),
    ///     award: Some(AwardSpec { digits: 2 }),
    ///     print: Some(PrintSpec { digits: 2, print_as: None }),
    ///     ..PoliciesSpec::default()
    /// };
    /// let mut spec = FrameworkSpec::new("my-ward", Text::new("Phường", "Ward"), 3, policies);
    /// spec.nodes.push(
    ///     NodeSpec::new("1", Text::new("Chỉ đạo", "Steering"), 3)
    ///         .child(NodeSpec::new("1.1", Text::new("Kế hoạch", "Plan"), 1).rule(RuleSpec::yes_no()))
    ///         .child(NodeSpec::new("1.2", Text::new("Nhiệm vụ", "Tasks"), points!(1.5))
    ///             .rule(RuleSpec::from_line("tỷ lệ: tối đa từ 100%; sàn 50%")?)),
    /// );
    /// let refusal = spec.check().unwrap_err();
    /// let finding = refusal.findings().iter().find(|finding| finding.is_error()).unwrap();
    /// assert_eq!(finding.code().as_str(), "sum_of_children"); // 0.5 is missing under 1
    ///
    /// spec.nodes[0].children[1].max = "2".into();
    /// assert_eq!(spec.check()?.total().to_string(), "3");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn new(
        id: &str,
        title: impl Into<Text>,
        total: impl Into<Num>,
        policies: PoliciesSpec,
    ) -> FrameworkSpec {
        FrameworkSpec {
            schema_version: Num::from(1),
            kind: "framework".to_owned(),
            id: id.to_owned(),
            title: title.into(),
            index: IndexKind::Par,
            level: None,
            basis: Vec::new(),
            valid: ValidSpec::default(),
            provenance: Provenance::Illustrative,
            total: total.into(),
            stated: None,
            policies,
            grades: GradesSpec::default(),
            agencies: Vec::new(),
            nodes: Vec::new(),
        }
    }
}

impl NodeSpec {
    /// A node with its code, name and maximum; a leaf as long as it has no child.
    pub fn new(code: &str, name: impl Into<Text>, max: impl Into<Num>) -> NodeSpec {
        let (name, max) = (name.into(), max.into());
        NodeSpec { code: code.to_owned(), name, max, ..NodeSpec::default() }
    }

    /// Sets the rule of a leaf. The leaf is scored by survey if the rule is a survey, and otherwise
    /// by appraisal.
    #[must_use]
    pub fn rule(mut self, rule: RuleSpec) -> NodeSpec {
        let survey = rule.kind == Kind::Survey;
        self.scorer = Some(if survey { Scorer::Survey } else { Scorer::Appraisal });
        self.rule = Some(rule);
        self
    }

    /// Sets the leads of the node by the ids of agencies.
    #[must_use]
    pub fn led_by<'a>(mut self, agencies: impl IntoIterator<Item = &'a str>) -> NodeSpec {
        self.lead = Some(agencies.into_iter().map(str::to_owned).collect());
        self
    }

    /// Adds a child to the node.
    #[must_use]
    pub fn child(mut self, child: NodeSpec) -> NodeSpec {
        self.children.push(child);
        self
    }
}
