//! `field_unassigned`: a field of the framework that the letter assigns to no agency (*lĩnh vực
//! chưa giao cơ quan nào*).
//!
//! **Why.** Nobody looks for the points that such a field loses.
//!
//! **When.** The letter has an obligation to raise, hold or reach something for at least one field
//! as a whole, and none for this field; obligations for parts of the field do not count. An
//! obligation without a lead has a finding of its own (`no_lead`), and a letter that assigns no
//! field at all is not reported. Each field is reported once.
//!
//! **Example.** Seven of eight fields have an owner; for the eighth the letter only sets two
//! targets at single criteria.

use std::collections::BTreeSet;

use super::{Found, goals, listed, named};
use crate::directive::Directive;
use crate::directive::link::Link;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Framework, Node};
use crate::words::{Lang, Text};

pub(super) fn find(directive: &Directive, ruler: Option<&Framework>, _: u16) -> Found {
    let Some(ruler) = ruler else { return Found::new() };
    let given = goals(directive);
    let is_given = |node: &Node| given.iter().any(|(link, _)| link.node() == Some(node.code()));
    let (assigned, open): (Vec<&Node>, Vec<&Node>) =
        ruler.fields().partition(|node| is_given(node));
    if assigned.is_empty() {
        return Found::new();
    }
    let found = open.into_iter().map(|field| {
        let name = |lang: Lang| Link::Node(field.code().clone()).text(Some(ruler), lang);
        let parts = parts(directive, ruler, field);
        let parts = if parts == Text::default() {
            parts
        } else {
            let (vi, en) = (parts.vi, parts.en);
            Text::new(
                format!("; mới giao một phần: {vi}"),
                format!("; only parts of it are ordered: {en}"),
            )
        };
        let finding = Finding::new(FindingCode::FieldUnassigned, Place::at("/obligations"));
        let finding = finding.found(field.code().as_str());
        let finding = finding.with("field", Text::new(name(Lang::Vi), name(Lang::En)));
        // The finding belongs to no paragraph, so it comes after all others.
        (usize::MAX, finding.with("parts", parts))
    });
    found.collect()
}

/// The nodes below a field that the letter names, each with the first paragraph that names it.
fn parts(directive: &Directive, ruler: &Framework, field: &Node) -> Text {
    let mut known: BTreeSet<&Link> = BTreeSet::new();
    let mut parts = Vec::new();
    for obligation in directive.obligations() {
        for link in obligation.links() {
            let node = link.node().and_then(|code| ruler.node(code.as_str()));
            let inside = node.is_some_and(|node| {
                let (own, all) = (node.leaf_range(), field.leaf_range());
                all.start <= own.start && own.end <= all.end
            });
            if inside && known.insert(link) {
                let code = Text::same(link.to_string());
                parts.push(named(&code, obligation.paragraph().as_str()));
            }
        }
    }
    listed(parts.into_iter())
}
