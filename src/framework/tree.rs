//! The nodes of a framework, in one vector in pre-order, so that the nodes and leaves below a node
//! are contiguous.

use std::ops::Range;
use std::sync::Arc;

use super::kind::{Inherit, Scorer};
use super::rule::Rule;
use super::spec::StatedSpec;
use crate::quantity::{Code, Points};
use crate::words::{Lang, Text};

/// The position of a node in framework order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeIx(pub(crate) usize);

/// The position of a leaf in the list of all leaves.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub(crate) struct LeafIx(pub(crate) usize);

/// A field, criterion or component (*lĩnh vực, tiêu chí, tiêu chí thành phần*).
///
/// A node carries the agencies of its framework, so its leads can be named without the framework.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub(super) code: Code,
    pub(super) name: Text,
    pub(super) short: Text,
    pub(super) max: Points,
    pub(super) declared: Option<Points>,
    pub(super) stated: Option<StatedSpec>,
    /// All agencies of the framework; the three lists below name them by position.
    pub(super) agencies: Arc<[Agency]>,
    pub(super) lead: Vec<usize>,
    pub(super) cooperating: Vec<usize>,
    pub(super) appraiser: Vec<usize>,
    pub(super) depth: usize,
    pub(super) parent: Option<NodeIx>,
    /// The positions of the leaves below this node; for a leaf, its own position.
    pub(super) leaves: Range<usize>,
    /// The part of `max` that belongs to leaves scored by appraisal.
    pub(super) appraisal_max: Points,
    pub(super) leaf: Option<Leaf>,
    pub(super) source: Option<String>,
}

/// The properties that only a node without children has.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    pub(super) scorer: Scorer,
    pub(super) inherit: Option<Inherit>,
    pub(super) rule: Rule,
    pub(super) evidence: Option<String>,
    pub(super) how: Option<String>,
}

impl Node {
    /// The code of the node on paper, such as `3.2.1`.
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The full name of the node.
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// A name short enough for a table; the full name where none is given.
    pub fn short(&self) -> &Text {
        if self.short.is_empty() { &self.name } else { &self.short }
    }

    /// The full and short names of the node in both languages.
    pub(super) fn names(&self) -> [&str; 4] {
        let [name, short] = [self.name(), self.short()];
        [&name.vi, &name.en, &short.vi, &short.en]
    }

    /// The maximum points of the node (*điểm tối đa*).
    pub fn max(&self) -> Points {
        self.max
    }

    /// The maximum that the paper prints, where it differs from the tree.
    pub fn declared(&self) -> Option<Points> {
        self.declared
    }

    /// The leads (*cơ quan chủ trì*), including those inherited from a node above.
    pub fn lead(&self) -> impl Iterator<Item = &Agency> {
        self.lead.iter().filter_map(|ix| self.agencies.get(*ix))
    }

    /// The co-operating agencies (*cơ quan phối hợp*), including those inherited from a node above.
    pub fn cooperating(&self) -> impl Iterator<Item = &Agency> {
        self.cooperating.iter().filter_map(|ix| self.agencies.get(*ix))
    }

    /// The appraisers (*cơ quan thẩm định*), including those inherited from a node above.
    pub fn appraisers(&self) -> impl Iterator<Item = &Agency> {
        self.appraiser.iter().filter_map(|ix| self.agencies.get(*ix))
    }

    /// The ids of the node's leads joined by `+`; empty without a lead.
    pub fn lead_key(&self) -> String {
        let ids: Vec<&str> = self.lead().map(Agency::id).collect();
        ids.join("+")
    }

    /// The short names of the node's leads joined by commas; empty without a lead.
    pub fn lead_names(&self, lang: Lang) -> String {
        let names: Vec<&str> = self.lead().map(|agency| agency.short().get(lang)).collect();
        names.join(", ")
    }

    /// The depth in the tree: 1 for a field, 2 for a criterion, 3 for a component.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The properties of a leaf; `None` for an inner node.
    pub fn leaf(&self) -> Option<&Leaf> {
        self.leaf.as_ref()
    }

    /// The source of the node and its figures.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Whether this leaf gets its points from the survey.
    pub fn is_survey(&self) -> bool {
        self.leaf.as_ref().is_some_and(|leaf| leaf.scorer == Scorer::Survey)
    }

    /// Whether this leaf takes the value of the unit above.
    pub(crate) fn is_inherited(&self) -> bool {
        self.leaf.as_ref().is_some_and(|leaf| leaf.inherit.is_some())
    }

    /// Whether a grade's floor on the level *criterion* applies to this node.
    pub(crate) fn is_criterion(&self) -> bool {
        self.depth == 2 || (self.depth == 1 && self.leaf.is_some())
    }

    pub(crate) fn parent(&self) -> Option<NodeIx> {
        self.parent
    }

    pub(crate) fn leaf_range(&self) -> Range<usize> {
        self.leaves.clone()
    }

    pub(crate) fn appraisal_max(&self) -> Points {
        self.appraisal_max
    }
}

impl Leaf {
    /// Whether appraisal or survey gives the points.
    pub fn scorer(&self) -> Scorer {
        self.scorer
    }

    /// The unit whose value the leaf takes, where it is not the unit's own (*lấy theo đơn vị cấp
    /// trên*).
    pub fn inherit(&self) -> Option<Inherit> {
        self.inherit
    }

    /// The rule by which the leaf is scored (*cách tính điểm*).
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The evidence that the framework asks for (*tài liệu kiểm chứng*).
    pub fn evidence(&self) -> Option<&str> {
        self.evidence.as_deref()
    }

    /// The decision's wording of how to score the leaf, if it is recorded.
    pub fn how(&self) -> Option<&str> {
        self.how.as_deref()
    }
}

/// An agency that leads, co-operates or appraises (*cơ quan*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) short: Text,
}

impl Agency {
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
}
