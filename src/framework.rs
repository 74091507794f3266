//! The framework (*bộ tiêu chí*), the ruler that points are measured with: a checked tree of
//! fields, criteria and components with its policies.
//!
//! A [`FrameworkSpec`] has the right shape but may be wrong; a [`Framework`] cannot be
//! inconsistent. The only way from one to the other is [`FrameworkSpec::check`].

mod canonical;
pub(crate) mod catalog;
mod check;
mod difference;
mod grades;
pub(crate) mod head;
pub(crate) mod kind;
mod overridden;
pub(crate) mod policy;
pub(crate) mod rule;
pub(crate) mod spec;
pub(crate) mod stored;
mod tree;
pub(crate) mod vocabulary;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

pub(crate) use check::{did_you_mean, is_id, unknown_agency};

pub(crate) use catalog::find;
pub use catalog::{embedded_ids, framework, sample, sample_ids};
pub use difference::Change;
pub use grades::{Band, FloorOn, Grades};
pub use kind::{IndexKind, Inherit, Provenance, Scorer};
pub use policy::shown::*;
pub use rule::Rule;
pub use rule::shown::*;
pub(crate) use spec::FrameworkSpec;
pub use tree::{Agency, Leaf, Node};
pub(crate) use tree::{LeafIx, NodeIx};

use crate::bound::Bound;
use crate::day::Day;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, near_name, nearest};
use crate::json;
use crate::period::Period;
use crate::quantity::{Code, Points};
use crate::words::{Arg, Phrase, Text, fold_name};

/// A checked framework (*bộ tiêu chí*). Cheap to clone.
///
/// # Example
/// ```
/// use par_index::{framework, Lang};
///
/// let fw = framework("hon-quan-2023")?;
/// assert_eq!(fw.total().to_string(), "100");
/// let field = fw.node("6").unwrap();
/// assert_eq!(field.lead_names(Lang::En), "Finance");
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone)]
pub struct Framework(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    id: String,
    hash: String,
    /// The hash of the framework as issued; `None` unless policies were overridden.
    issued_hash: Option<String>,
    /// The policies that were overridden since the framework was issued, by key.
    overridden: BTreeMap<String, String>,
    title: Text,
    index: IndexKind,
    level: Option<String>,
    basis: Vec<spec::BasisSpec>,
    valid: (Option<Bound>, Option<Bound>),
    provenance: Provenance,
    total: Points,
    stated: Option<spec::StatedSpec>,
    policies: Policies,
    grades: Grades,
    agencies: Arc<[Agency]>,
    nodes: Vec<Node>,
    leaves: Vec<NodeIx>,
    by_code: HashMap<String, NodeIx>,
    findings: Vec<Finding>,
    /// Look-up tables, built when they are first needed.
    looked_up: OnceLock<LookedUp>,
}

/// Look-up tables for agencies and grade bands, which are searched very often.
#[derive(Clone, Debug, Default)]
struct LookedUp {
    /// Agencies by id, and by name in the folded form in which names are compared; of two equal
    /// names the first agency counts.
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    /// The positions of the bands that hold for all units, and of those of each block.
    for_all: Vec<usize>,
    of_block: HashMap<String, Vec<usize>>,
}

impl LookedUp {
    fn of(inner: &Inner) -> LookedUp {
        let mut known = LookedUp::default();
        for (n, agency) in inner.agencies.iter().enumerate() {
            known.by_id.entry(agency.id.clone()).or_insert(n);
            let names = [agency.name(), agency.short()].into_iter();
            for name in names.flat_map(|name| [&name.vi, &name.en]).filter(|name| !name.is_empty())
            {
                known.by_name.entry(fold_name(name)).or_insert(n);
            }
        }
        if let Grades::Bands(bands) = &inner.grades {
            for (n, band) in bands.iter().enumerate() {
                match &band.blocks {
                    None => known.for_all.push(n),
                    Some(blocks) => blocks.iter().for_each(|block| {
                        known.of_block.entry(block.clone()).or_default().push(n);
                    }),
                }
            }
        }
        known
    }
}

impl Framework {
    /// Reads and checks a framework document.
    ///
    /// # Errors
    /// [`Error::is_refused`] with every finding when the document has error findings. Warnings and
    /// notes do not refuse it: they stay with the framework, see [`Framework::findings`].
    pub fn from_json(text: impl AsRef<[u8]>) -> Result<Framework, Error> {
        match json::read::<FrameworkSpec>(text.as_ref()) {
            Ok(spec) => spec.check(),
            Err(findings) => Err(Error::refused("the framework", findings)),
        }
    }

    /// The framework with one more finding, added by a reader of another format.
    #[must_use]
    pub fn noted(mut self, finding: Finding) -> Framework {
        // The framework is copied if it is shared, so that other holders keep it without the
        // finding.
        Arc::make_mut(&mut self.0).findings.push(finding);
        self
    }

    /// The framework as a JSON document, in the canonical form that is hashed. Reading it gives the
    /// same framework.
    pub fn to_json(&self) -> String {
        canonical::json(self)
    }

    /// The id of the framework, such as `hon-quan-2023`.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The first 16 hex digits of the SHA-256 of the framework's canonical form.
    pub fn hash(&self) -> &str {
        &self.0.hash
    }

    /// The first eight hex digits of the hash, as pages print it.
    pub(crate) fn short_hash(&self) -> &str {
        self.hash().get(..8).unwrap_or(self.hash())
    }

    /// The title of the framework.
    pub fn title(&self) -> &Text {
        &self.0.title
    }

    /// The index that the framework measures.
    pub fn index(&self) -> IndexKind {
        self.0.index
    }

    /// The levels of government that the framework is for, such as `province` or `department,
    /// commune`.
    pub fn level(&self) -> Option<&str> {
        self.0.level.as_deref()
    }

    /// The first and the last year or day in which the framework is in force; open ends are `None`.
    pub fn valid(&self) -> (Option<Bound>, Option<Bound>) {
        self.0.valid
    }

    /// How official the framework's figures are.
    pub fn provenance(&self) -> Provenance {
        self.0.provenance
    }

    /// The decisions that the framework rests on.
    pub(crate) fn decisions(&self) -> &[spec::BasisSpec] {
        &self.0.basis
    }

    /// The maximum points of the whole framework.
    pub fn total(&self) -> Points {
        self.0.total
    }

    /// The policies of the framework, such as what a missing value does.
    pub fn policies(&self) -> &Policies {
        &self.0.policies
    }

    /// The grades (*xếp loại*) that the framework gives.
    pub fn grades(&self) -> &Grades {
        &self.0.grades
    }

    /// Whether the framework is in force for a period or a year, that is, on the last day of it.
    pub fn is_valid_for(&self, period: impl Into<Period>) -> bool {
        Bound::hold(self.0.valid, period.into())
    }

    /// The first and the last day in force; an open end is `None`.
    pub(crate) fn valid_days(&self) -> (Option<Day>, Option<Day>) {
        let (from, to) = self.0.valid;
        (from.and_then(Bound::first_day), to.and_then(Bound::last_day))
    }

    /// The years or days in force, as `2023–2025`; an open end is left empty.
    pub(crate) fn valid_text(&self) -> String {
        let text = |bound: Option<Bound>| bound.map(|bound| bound.to_string()).unwrap_or_default();
        format!("{}–{}", text(self.0.valid.0), text(self.0.valid.1))
    }

    /// All nodes in framework order: each node stands before its children.
    pub fn nodes(&self) -> &[Node] {
        &self.0.nodes
    }

    /// The node with the given code.
    pub fn node(&self, code: &str) -> Option<&Node> {
        let found = self.find(code).or_else(|| self.find(&json::nfc(code)));
        found.map(|ix| self.at(ix))
    }

    /// The node with the given code or name. Case, accent forms and spaces of the typed text do not
    /// matter.
    ///
    /// ```
    /// let fw = par_index::framework("hon-quan-2023")?;
    /// assert_eq!(fw.find_node("1.3")?.depth(), 2);
    /// assert!(fw.find_node("1.33").unwrap_err().to_string().contains("perhaps “1.3”"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::is_usage`] where no node has that code or name; the message names the nearest code.
    pub fn find_node(&self, asked: &str) -> Result<&Node, Error> {
        let found = self.node_named(asked).map(|ix| self.at(ix));
        found.map_err(|finding| Error::wrong_call(*finding))
    }

    /// Like [`Framework::find_node`], but an unknown node is a finding, for callers that put it
    /// into their result instead of failing.
    pub(crate) fn node_named(&self, asked: &str) -> Result<NodeIx, Box<Finding>> {
        if let Some(ix) = self.find(asked).or_else(|| self.find(&json::nfc(asked))) {
            return Ok(ix);
        }
        let folded = fold_name(asked);
        let is = |node: &Node| node.names().iter().any(|name| fold_name(name) == folded);
        let mut named = self.nodes().iter().enumerate().filter(|(_, node)| is(node));
        if let (Some((ix, _)), None) = (named.next(), named.next()) {
            return Ok(NodeIx(ix));
        }
        let near = self.near_code(asked);
        let near = near.or_else(|| near_name(asked, self.nodes().iter().flat_map(Node::names)));
        let finding = Finding::new(FindingCode::UnknownCode, Place::default()).found(asked);
        Err(Box::new(finding.with("near", near.map_or(Arg::from(""), did_you_mean))))
    }

    /// The agency with the given id or name. Case, accent forms and spaces of the typed text do not
    /// matter.
    ///
    /// # Errors
    /// [`Error::is_usage`] where no agency has that id or name; the message names the nearest id.
    pub fn find_agency(&self, asked: &str) -> Result<&Agency, Error> {
        let found = self.agency_named(asked).and_then(|ix| self.agencies().get(ix));
        found.ok_or_else(|| {
            let agencies = self.agencies().iter();
            let names = agencies.clone().flat_map(|one| [one.name(), one.short()]);
            let near = nearest(asked, agencies.map(Agency::id));
            let near = near.or_else(|| {
                near_name(asked, names.flat_map(|name| [name.vi.as_str(), name.en.as_str()]))
            });
            Error::wrong_call(unknown_agency(asked, near.into_iter(), Place::default()))
        })
    }

    /// The parent of a node of this framework; `None` for a field, which has no node above it.
    ///
    /// ```
    /// let fw = par_index::framework("hon-quan-2023")?;
    /// let leaf = fw.find_node("1.3")?;
    /// let field = fw.parent(leaf)?.unwrap();
    /// assert_eq!(field.code().as_str(), "1");
    /// assert!(fw.children(field)?.any(|node| node.code() == leaf.code()));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::is_usage`] for a node of another framework.
    pub fn parent(&self, node: &Node) -> Result<Option<&Node>, Error> {
        self.own(node)?;
        Ok(node.parent().map(|ix| self.at(ix)))
    }

    /// The children of a node of this framework; a leaf has none.
    ///
    /// # Errors
    /// [`Error::is_usage`] for a node of another framework.
    pub fn children(&self, node: &Node) -> Result<impl Iterator<Item = &Node> + use<'_>, Error> {
        let of = self.own(node)?;
        Ok(self.nodes().iter().filter(move |node| node.parent() == Some(of)))
    }

    /// The position of a node, if it belongs to this framework.
    fn own(&self, node: &Node) -> Result<NodeIx, Error> {
        let own = self.find(node.code().as_str()).filter(|ix| self.at(*ix) == node);
        own.ok_or_else(|| {
            let args = [("node", node.code().as_str().into()), ("own", self.named().into())];
            Error::usage(Phrase::UsageOtherNode, &args)
        })
    }

    /// Whether positions that were made for another framework can be used with this one: both are
    /// the same framework, except for policies that were overridden.
    pub(crate) fn is_same_ruler(&self, other: &Framework) -> bool {
        // The nodes are compared too, because a stored framework states the hash it was issued with
        // itself, and that statement may be false.
        let issued = || self.issued_hash() == other.issued_hash();
        self == other || issued() && self.0.nodes == other.0.nodes
    }

    /// Refuses anything that was made for another framework; all callers give this same answer.
    pub(crate) fn holds_for(&self, made_for: &Framework) -> Result<(), Error> {
        if self.is_same_ruler(made_for) { Ok(()) } else { Err(self.other(made_for)) }
    }

    /// The error that something was made for another framework.
    pub(crate) fn other(&self, made_for: &Framework) -> Error {
        let args = [("own", self.named().into()), ("given", made_for.named().into())];
        Error::usage(Phrase::UsageOtherRuler, &args)
    }

    /// The id and the beginning of the hash, by which messages name a framework.
    pub(crate) fn named(&self) -> String {
        format!("{} {}", self.id(), self.short_hash())
    }

    /// The fields (*lĩnh vực*), that is, the nodes at the top of the tree.
    pub fn fields(&self) -> impl Iterator<Item = &Node> {
        self.0.nodes.iter().filter(|node| node.depth() == 1)
    }

    /// All leaves (nodes without children) in framework order.
    pub fn leaves(&self) -> impl Iterator<Item = &Node> {
        self.0.leaves.iter().map(|ix| self.at(*ix))
    }

    /// The agencies that lead, co-operate or appraise in this framework.
    pub fn agencies(&self) -> &[Agency] {
        &self.0.agencies
    }

    /// The policies that were overridden since the framework was issued, by key; see
    /// [`Framework::with_policies`].
    ///
    /// ```
    /// let fw = par_index::framework("vn-ministry-2023")?.with_policies([("ties", "dense")])?;
    /// assert_eq!(fw.overridden()["ties"], "dense");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn overridden(&self) -> &BTreeMap<String, String> {
        &self.0.overridden
    }

    /// The warnings and notes of the check; a framework with an error finding does not exist.
    pub fn findings(&self) -> &[Finding] {
        &self.0.findings
    }

    pub(crate) fn find(&self, code: &str) -> Option<NodeIx> {
        self.0.by_code.get(code).copied()
    }

    pub(crate) fn near_code(&self, typed: &str) -> Option<&str> {
        nearest(typed, self.0.nodes.iter().map(|node| node.code().as_str()))
    }

    pub(crate) fn agency(&self, id: &str) -> Option<usize> {
        self.looked_up().by_id.get(id).copied()
    }

    /// The position of an agency, found by its id or by one of its names in any spelling that
    /// compares equal.
    pub(crate) fn agency_named(&self, text: &str) -> Option<usize> {
        self.agency(text).or_else(|| self.looked_up().by_name.get(&fold_name(text)).copied())
    }

    fn looked_up(&self) -> &LookedUp {
        self.0.looked_up.get_or_init(|| LookedUp::of(&self.0))
    }

    /// The positions of the bands that hold for a group: the list for all units, and the group's
    /// own list.
    fn bands_of(&self, group: Option<&str>) -> [&[usize]; 2] {
        let known = self.looked_up();
        let own = group.and_then(|group| known.of_block.get(group));
        [&known.for_all, own.map(Vec::as_slice).unwrap_or_default()]
    }

    /// The last band before a position that holds for a group.
    pub(crate) fn last_band_before(&self, start: usize, group: Option<&str>) -> Option<usize> {
        let lists = self.bands_of(group).into_iter();
        let last = |list: &[usize]| {
            let before = list.partition_point(|n| *n < start);
            before.checked_sub(1).and_then(|last| list.get(last)).copied()
        };
        lists.filter_map(last).max()
    }

    /// The bands that hold for a group, from a position on, in the order of the framework (highest
    /// first).
    pub(crate) fn bands_from(
        &self,
        start: usize,
        group: Option<&str>,
    ) -> impl Iterator<Item = usize> {
        let mut lists = self.bands_of(group).map(|list| {
            list.get(list.partition_point(|n| *n < start)..).unwrap_or_default().iter().peekable()
        });
        std::iter::from_fn(move || {
            let [for_all, own] = &mut lists;
            match (for_all.peek(), own.peek()) {
                (Some(a), Some(b)) if a < b => for_all.next(),
                (Some(_), None) => for_all.next(),
                _ => own.next(),
            }
            .copied()
        })
    }

    // Indices come from this framework's own tree, so they are always in range.
    pub(crate) fn at(&self, ix: NodeIx) -> &Node {
        &self.0.nodes[ix.0]
    }

    /// The maximum of a node and the number of decimal places to which a computed award is rounded.
    pub(crate) fn scale(&self, node: &Node) -> rule::Scale {
        let digits = self.policies().award.unwrap_or(crate::quantity::Digits::NINE);
        rule::Scale { max: node.max(), digits }
    }

    pub(crate) fn leaf_at(&self, ix: LeafIx) -> &Node {
        self.at(self.0.leaves[ix.0])
    }

    pub(crate) fn leaf_ix(&self, leaf: LeafIx) -> NodeIx {
        self.0.leaves[leaf.0]
    }

    /// The leaf at a position in framework order.
    pub fn leaf(&self, position: usize) -> Option<&Node> {
        self.0.leaves.get(position).map(|ix| self.at(*ix))
    }

    /// The position of a leaf in framework order, by its code.
    pub fn leaf_position(&self, code: &str) -> Option<usize> {
        let node = self.find(code).map(|ix| self.at(ix))?;
        node.leaf().map(|_| node.leaf_range().start)
    }

    pub(crate) fn leaves_slice(&self) -> &[NodeIx] {
        &self.0.leaves
    }

    /// The hash of the framework as it was issued, before any policy was overridden.
    pub fn issued_hash(&self) -> &str {
        self.0.issued_hash.as_deref().unwrap_or(&self.0.hash)
    }

    pub(crate) fn leaf_count(&self) -> usize {
        self.0.leaves.len()
    }

    pub(crate) fn top_codes(&self) -> impl Iterator<Item = &Code> {
        self.fields().map(Node::code)
    }
}

impl fmt::Debug for Framework {
    /// Writes only the id and the hash; the whole framework is available as JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Framework({} {})", self.id(), self.hash())
    }
}

impl PartialEq for Framework {
    fn eq(&self, other: &Framework) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.hash == other.0.hash
    }
}

impl Eq for Framework {}
