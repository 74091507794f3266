//! The plan to raise fields: the points that each node to be raised or kept up loses, and at which
//! leaves.

use super::{Context, PaperGroup, PaperLine, PaperSums};
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
        // Nodes come in framework order, so a node below one already listed begins before that
        // one's leaves end; such a node gets no group of its own.
        if leaves.start < done {
            continue;
        }
        done = leaves.end;
        let mut group = PaperGroup {
            key: node.code().to_string(),
            name: node.name().clone(),
            goals,
            nested: nested(context, node),
            ..PaperGroup::default()
        };
        // One line sums all leaves that lost nothing, so that the lines add up to the heading.
        let mut rest = PaperLine { code: "without_loss".to_owned(), ..PaperLine::default() };
        for leaf in leaves.map(LeafIx) {
            let facts = context.leaves.at(leaf);
            if facts.sums.lost > PointSum::ZERO {
                group.push(context.leaf_line(leaf));
            } else {
                rest.sums.add(&facts.sums);
                rest.loss.add_sum(&facts.loss);
            }
        }
        if rest.sums != PaperSums::default() {
            group.push(rest);
        }
        groups.push(group);
    }
    groups
}

/// The goals that the letter sets for the nodes below a node, in framework order.
fn nested(context: &Context<'_>, node: &Node) -> Vec<(Code, Goal, Code)> {
    let own = node.leaf_range();
    let inside = |one: &&Node| {
        let leaves = one.leaf_range();
        own.start <= leaves.start && leaves.end <= own.end && one.depth() > node.depth()
    };
    let below = context.cohort.framework().nodes().iter().filter(inside);
    let wanted = below.flat_map(|below| {
        let goals = goals(context, below).into_iter();
        goals.map(|(goal, paragraph)| (below.code().clone(), goal, paragraph))
    });
    wanted.collect()
}

/// The goals *raise* and *hold* that the letter sets for a node, limited to the lead that was asked
/// for.
fn goals(context: &Context<'_>, node: &Node) -> Vec<(Goal, Code)> {
    let directive = context.directive;
    let all = directive.obligations().iter();
    let all = all.filter(|one| matches!(one.goal(), Goal::Raise | Goal::Hold));
    let all = all.filter(|one| context.admits(directive.lead(one).map(Actor::id)));
    let of_node = all.filter(|one| one.links().iter().any(|link| link.node() == Some(node.code())));
    of_node.map(|one| (one.goal(), one.paragraph().clone())).collect()
}
