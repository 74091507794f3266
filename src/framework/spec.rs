//! A framework document: right shape, unchecked. The keys are the file format's.

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
/// A key that nobody knows is an error of reading. Only where a type of yours flattens this one can serde
/// not tell such a key from your own: then it is passed over, and whoever wants it refused reads the
/// document by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FrameworkSpec {
    /// Always 1.
    #[serde(serialize_with = "bare")]
    pub schema_version: Num,
    /// Always `framework`.
    pub kind: String,
    /// The id, such as `hon-quan-2023`.
    pub id: String,
    /// The title.
    pub title: Text,
    /// Which index it measures.
    pub index: IndexKind,
    /// The level of government: ministry, province, department, district, commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The documents that set it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<BasisSpec>,
    /// The years in force; open ends stay out.
    #[serde(default, skip_serializing_if = "ValidSpec::is_open")]
    pub valid: ValidSpec,
    /// How official it is.
    pub provenance: Provenance,
    /// The maximum points of the whole.
    pub total: Num,
    /// Counts that the paper states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedSpec>,
    /// The policies.
    pub policies: PoliciesSpec,
    /// The grades.
    #[serde(default, skip_serializing_if = "GradesSpec::is_empty")]
    pub grades: GradesSpec,
    /// The agencies that nodes name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencySpec>,
    /// The fields with all below them.
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
    /// Its number, such as `09/QĐ-UBND`.
    pub document: String,
    /// The day it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
}

/// The years in force.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ValidSpec {
    /// The first year or day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Bound>,
    /// The last year or day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Bound>,
}

impl ValidSpec {
    pub(super) fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// Counts stated on paper; compared with the tree, never used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatedSpec {
    /// How many criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<u32>,
    /// How many components.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub components: Option<u32>,
    /// How many points the survey decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey_points: Option<Num>,
}

/// Grades: bands, or quartiles of the ranked units.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub enum GradesSpec {
    /// Bands with lower bounds.
    Bands(Vec<BandSpec>),
    /// Groups by quartile.
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
    // By hand, because serde's untagged enums lose the text of numbers and the place of errors.
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

/// Grades by quartile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuartilesSpec {
    /// Always `quartile`.
    pub by: Quartile,
    /// The four names, from the top.
    pub labels: Vec<Text>,
}

/// The only way of grouping by position.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Quartile {
    /// By quartile.
    #[serde(rename = "quartile")]
    Quartile,
}

/// One grade.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BandSpec {
    /// Its name.
    pub label: Text,
    /// Its inclusive lower bound in percent.
    pub from: Num,
    /// The least percentage of every node named by `floor_on`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_floor: Option<Num>,
    /// On which nodes the floor holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_on: Option<FloorOn>,
    /// The blocks it holds for; all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Vec<String>>,
    /// Where the bound comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl BandSpec {
    /// A grade from so many percent on; blocks and floors are fields to be set.
    pub fn new(label: impl Into<Text>, from: impl Into<Num>) -> BandSpec {
        BandSpec { label: label.into(), from: from.into(), ..BandSpec::default() }
    }
}

/// One agency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AgencySpec {
    /// The id that nodes use.
    pub id: String,
    /// The full name.
    pub name: Text,
    /// A name short enough for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
}

impl AgencySpec {
    /// An agency that nodes name by its id.
    pub fn new(id: &str, name: impl Into<Text>) -> AgencySpec {
        AgencySpec { id: id.to_owned(), name: name.into(), short: None }
    }
}

/// One node with all below it; a node without children is a leaf.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NodeSpec {
    /// The code on paper.
    pub code: String,
    /// The full name.
    pub name: Text,
    /// A name short enough for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    /// The maximum points.
    pub max: Num,
    /// What the paper prints, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Num>,
    /// Counts the paper states for this node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedSpec>,
    /// The leads; absent inherits, `[]` means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Vec<String>>,
    /// The co-operating agencies; absent inherits, `[]` means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooperating: Option<Vec<String>>,
    /// The appraisers; absent inherits, `[]` means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraiser: Option<Vec<String>>,
    /// On a leaf: who gives the points; `appraisal` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scorer: Option<Scorer>,
    /// On a leaf: whose value it has; the unit's own if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherit: Option<Inherit>,
    /// On a leaf: how the points are found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleSpec>,
    /// On a leaf: the evidence asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// On a leaf: the decision's own wording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// Where the node comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The nodes below; none makes this a leaf.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<NodeSpec>,
}

impl FrameworkSpec {
    /// A framework to be built in Rust; it goes through the same check as one from a file.
    ///
    /// Years, basis, grades and whatever else are public fields.
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

    /// Sets the rule of a leaf, scored by appraisal unless the rule counts answers.
    #[must_use]
    pub fn rule(mut self, rule: RuleSpec) -> NodeSpec {
        let survey = rule.kind == Kind::Survey;
        self.scorer = Some(if survey { Scorer::Survey } else { Scorer::Appraisal });
        self.rule = Some(rule);
        self
    }

    /// Sets the leads, by the ids of agencies.
    #[must_use]
    pub fn led_by<'a>(mut self, agencies: impl IntoIterator<Item = &'a str>) -> NodeSpec {
        self.lead = Some(agencies.into_iter().map(str::to_owned).collect());
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: NodeSpec) -> NodeSpec {
        self.children.push(child);
        self
    }
}
