//! The plan to raise fields: what each node that is to rise, or to be kept, loses and where.

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
        // In framework order a node below one already there begins before that one's end.
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
        // One line for all that lost nothing, so that the lines sum to the heading.
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

/// What it wants of the nodes below one, in framework order.
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

/// What the letter wants of a node, from those asked about.
fn goals(context: &Context<'_>, node: &Node) -> Vec<(Goal, Code)> {
    let directive = context.directive;
    let all = directive.obligations().iter();
    let all = all.filter(|one| matches!(one.goal(), Goal::Raise | Goal::Hold));
    let all = all.filter(|one| context.admits(directive.lead(one).map(Actor::id)));
    let of_node = all.filter(|one| one.links().iter().any(|link| link.node() == Some(node.code())));
    of_node.map(|one| (one.goal(), one.paragraph().clone())).collect()
}
