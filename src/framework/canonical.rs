//! The canonical form of a checked framework, and its hash.
//!
//! The form is compact JSON: keys in the order of the format, texts in normal form C, points with
//! the fewest digits. Absent, null and default values are left out, and lists of agencies that a
//! node inherits are written at every node. The hash is the first 16 hex digits of the SHA-256 of
//! these bytes.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::grades::Grades;
use super::kind::Scorer;
use super::spec::{
    AgencySpec, BandSpec, FrameworkSpec, GradesSpec, NodeSpec, Quartile, QuartilesSpec, ValidSpec,
};
use super::tree::{Node, NodeIx};
use super::{Framework, Inner};
use crate::json::Num;
use crate::words::Text;

pub(super) fn json(framework: &Framework) -> String {
    write(&framework.0)
}

pub(super) fn hash(inner: &Inner) -> String {
    let digest = Sha256::digest(write(inner));
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn write(inner: &Inner) -> String {
    // A specification holds only strings, numbers and lists: writing it cannot fail.
    serde_json::to_string(&spec(inner)).unwrap_or_default()
}

pub(super) fn spec(inner: &Inner) -> FrameworkSpec {
    FrameworkSpec {
        schema_version: Num::from(1),
        kind: "framework".to_owned(),
        id: inner.id.clone(),
        title: inner.title.clone(),
        index: inner.index,
        level: inner.level.clone(),
        basis: inner.basis.clone(),
        valid: ValidSpec { from: inner.valid.0, to: inner.valid.1 },
        provenance: inner.provenance,
        total: Num::from(inner.total),
        stated: inner.stated.clone(),
        policies: inner.policies.to_spec(),
        grades: grades(&inner.grades),
        agencies: inner
            .agencies
            .iter()
            .map(|agency| AgencySpec {
                id: agency.id.clone(),
                name: agency.name.clone(),
                short: present(&agency.short),
            })
            .collect(),
        nodes: children(inner, None),
    }
}

fn present(text: &Text) -> Option<Text> {
    (!text.is_empty()).then(|| text.clone())
}

fn grades(grades: &Grades) -> GradesSpec {
    match grades {
        Grades::Bands(bands) => GradesSpec::Bands(
            bands
                .iter()
                .map(|band| BandSpec {
                    label: Text::clone(&band.label),
                    from: Num::from(band.from),
                    component_floor: band.floor.map(|(floor, _)| Num::from(floor)),
                    floor_on: band.floor.map(|(_, level)| level),
                    blocks: band.blocks.clone(),
                    source: band.source.clone(),
                })
                .collect(),
        ),
        Grades::Quartiles(labels) => GradesSpec::Quartiles(QuartilesSpec {
            by: Quartile::Quartile,
            labels: labels.iter().map(|label| Text::clone(label)).collect(),
        }),
    }
}

/// The children of a node or, without one, the fields. Nodes stand in pre-order, so each child's
/// own subtree is skipped.
fn children(inner: &Inner, parent: Option<NodeIx>) -> Vec<NodeSpec> {
    let mut out = Vec::new();
    let mut ix = parent.map_or(0, |parent| parent.0 + 1);
    while let Some(node) = inner.nodes.get(ix).filter(|node| node.parent == parent) {
        out.push(node_spec(inner, NodeIx(ix), node));
        ix += 1;
        while inner.nodes.get(ix).is_some_and(|below| below.depth > node.depth) {
            ix += 1;
        }
    }
    out
}

fn node_spec(inner: &Inner, ix: NodeIx, node: &Node) -> NodeSpec {
    let above = node.parent.map(|parent| &inner.nodes[parent.0]);
    let list = |own: &[usize], inherited: Option<&Vec<usize>>| {
        // An empty list is written only where it replaces a list that would be inherited.
        let silent = own.is_empty() && inherited.is_none_or(Vec::is_empty);
        let ids = own.iter().map(|ix| inner.agencies[*ix].id.clone());
        (!silent).then(|| ids.collect())
    };
    let leaf = node.leaf.as_ref();
    NodeSpec {
        code: node.code.as_str().to_owned(),
        name: node.name.clone(),
        short: present(&node.short),
        max: Num::from(node.max),
        declared: node.declared.map(Num::from),
        stated: node.stated.clone(),
        lead: list(&node.lead, above.map(|above| &above.lead)),
        cooperating: list(&node.cooperating, above.map(|above| &above.cooperating)),
        appraiser: list(&node.appraiser, above.map(|above| &above.appraiser)),
        scorer: leaf.map(|leaf| leaf.scorer).filter(|scorer| *scorer != Scorer::Appraisal),
        inherit: leaf.and_then(|leaf| leaf.inherit),
        rule: leaf.map(|leaf| leaf.rule.to_spec()),
        evidence: leaf.and_then(|leaf| leaf.evidence.clone()),
        how: leaf.and_then(|leaf| leaf.how.clone()),
        source: node.source.clone(),
        children: children(inner, Some(ix)),
    }
}
