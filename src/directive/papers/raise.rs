//! The plan to raise fields: what each node that is to rise, or to be kept, loses and where.

use super::{Context, PaperGroup};
use crate::directive::{Actor, Goal};
use crate::framework::{LeafIx, Node};
use crate::quantity::{Code, PointSum};

pub(super) fn groups(context: &Context<'_>) -> Vec<PaperGroup> {
    let framework = context.cohort.framework();
    let wanted: Vec<(&Node, Vec<(Goal, Code)>)> = framework
        .nodes()
        .iter()
        .map(|node| (node, goals(context, node)))
        .filter(|(_, goals)| !goals.is_empty())
        .collect();
    let mut groups: Vec<PaperGroup> = Vec::new();
    let mut done = 0;
    for (node, goals) in wanted {
        let leaves = node.leaf_range();
        // In framework order a node below one already there begins before that one's end.
        if leaves.start < done {
            continue;
        }
        done = leaves.end;
        let mut group = PaperGroup {
            key: node.code().to_string(),
            name: node.name().clone(),
            goals,
            ..PaperGroup::default()
        };
        for leaf in leaves.map(LeafIx) {
            let facts = context.leaves.at(leaf);
            group.sums.add(&facts.sums);
            group.loss.add_sum(&facts.loss);
            if facts.sums.lost > PointSum::ZERO {
                group.lines.push(context.leaf_line(leaf));
            }
        }
        groups.push(group);
    }
    groups
}

/// What the letter wants of a node, from those asked about.
fn goals(context: &Context<'_>, node: &Node) -> Vec<(Goal, Code)> {
    let directive = context.directive;
    let all = directive.obligations().iter();
    let all = all.filter(|one| matches!(one.goal(), Goal::Raise | Goal::Hold));
    let all = all.filter(|one| context.admits(directive.lead(one).map(Actor::id)));
    let of_node = all.filter(|one| one.links().iter().any(|link| link.node() == Some(node.code())));
    of_node.map(|one| (one.goal(), one.paragraph().clone())).collect()
}
