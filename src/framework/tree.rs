//! Nodes by position: one vector in pre-order, so that a node's subtree is a contiguous slice.

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

/// The position of a leaf among the leaves.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub(crate) struct LeafIx(pub(crate) usize);

/// A field, criterion or component (*lĩnh vực, tiêu chí, tiêu chí thành phần*).
///
/// It brings its agencies along: who leads it is the same whatever framework is at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub(super) code: Code,
    pub(super) name: Text,
    pub(super) short: Text,
    pub(super) max: Points,
    pub(super) declared: Option<Points>,
    pub(super) stated: Option<StatedSpec>,
    /// All agencies of the framework, which the lists below name by their positions.
    pub(super) agencies: Arc<[Agency]>,
    pub(super) lead: Vec<usize>,
    pub(super) cooperating: Vec<usize>,
    pub(super) appraiser: Vec<usize>,
    pub(super) depth: usize,
    pub(super) parent: Option<NodeIx>,
    /// The leaves under this node, or the leaf itself.
    pub(super) leaves: Range<usize>,
    /// The part of `max` that appraisal leaves hold.
    pub(super) appraisal_max: Points,
    pub(super) leaf: Option<Leaf>,
    pub(super) source: Option<String>,
}

/// What a node without children has besides.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    pub(super) scorer: Scorer,
    pub(super) inherit: Option<Inherit>,
    pub(super) rule: Rule,
    pub(super) evidence: Option<String>,
    pub(super) how: Option<String>,
}

impl Node {
    /// The code on paper, such as `3.2.1`.
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// The full name.
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// A name short enough for a table; the full name where none is given.
    pub fn short(&self) -> &Text {
        if self.short.is_empty() { &self.name } else { &self.short }
    }

    /// Its names in both languages, full and short.
    pub(super) fn names(&self) -> [&str; 4] {
        let [name, short] = [self.name(), self.short()];
        [&name.vi, &name.en, &short.vi, &short.en]
    }

    /// The maximum points (*điểm tối đa*).
    pub fn max(&self) -> Points {
        self.max
    }

    /// What the paper prints as the maximum, where it differs from the tree.
    pub fn declared(&self) -> Option<Points> {
        self.declared
    }

    /// The leads (*cơ quan chủ trì*), inherited ones included.
    pub fn lead(&self) -> impl Iterator<Item = &Agency> {
        self.lead.iter().filter_map(|ix| self.agencies.get(*ix))
    }

    /// The co-operating agencies (*cơ quan phối hợp*).
    pub fn cooperating(&self) -> impl Iterator<Item = &Agency> {
        self.cooperating.iter().filter_map(|ix| self.agencies.get(*ix))
    }

    /// The appraisers (*cơ quan thẩm định*).
    pub fn appraisers(&self) -> impl Iterator<Item = &Agency> {
        self.appraiser.iter().filter_map(|ix| self.agencies.get(*ix))
    }

    /// The ids of its leads joined by `+`; empty without a lead.
    pub fn lead_key(&self) -> String {
        let ids: Vec<&str> = self.lead().map(Agency::id).collect();
        ids.join("+")
    }

    /// The short names of its leads joined by commas; empty without a lead.
    pub fn lead_names(&self, lang: Lang) -> String {
        let names: Vec<&str> = self.lead().map(|agency| agency.short().get(lang)).collect();
        names.join(", ")
    }

    /// 1 for a field, 2 for a criterion, 3 for a component.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// What only a leaf has; `None` on inner nodes.
    pub fn leaf(&self) -> Option<&Leaf> {
        self.leaf.as_ref()
    }

    /// Where the node and its figures come from.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Whether the survey decides this leaf.
    pub fn is_survey(&self) -> bool {
        self.leaf.as_ref().is_some_and(|leaf| leaf.scorer == Scorer::Survey)
    }

    /// Whether this leaf has the value of the unit above.
    pub(crate) fn is_inherited(&self) -> bool {
        self.leaf.as_ref().is_some_and(|leaf| leaf.inherit.is_some())
    }

    /// Whether a grade's floor *on criteria* looks at this node.
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
    /// Who gives the points.
    pub fn scorer(&self) -> Scorer {
        self.scorer
    }

    /// Whose value it has, where it is not the unit's own (*lấy theo đơn vị cấp trên*).
    pub fn inherit(&self) -> Option<Inherit> {
        self.inherit
    }

    /// How the points are found (*cách tính điểm*).
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The evidence the ruler asks for (*tài liệu kiểm chứng*).
    pub fn evidence(&self) -> Option<&str> {
        self.evidence.as_deref()
    }

    /// The decision's wording of how to score, if it is recorded.
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
}
