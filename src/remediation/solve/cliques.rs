//! Groups of ways (choices of items) of which no two can be taken together, as rows of their own.
//!
//! A link forbids some pairs of ways. A bound from prices works with fractions of ways: of two ways
//! that exclude each other it may take half of each, and of three that all exclude each other one
//! and a half in total. A row that allows at most one way of the whole group is true for whole ways
//! and stricter for fractions, so it forbids nothing new and improves the bound.

use std::collections::{BTreeMap, BTreeSet};

use super::{Item, Link};

/// An item and the position of one of its choices.
type Node = (usize, usize);

/// The most excluding pairs that are examined; with more of them no groups are formed.
const PAIRS: usize = 20_000;

/// Groups of choices of which no valid selection contains two. Every pair that links forbid lies in
/// at least one of the groups found; groups that restate a single link are left out.
pub(super) fn cliques(items: &[Item], links: &[Link]) -> Vec<Vec<Node>> {
    let mut pairs: BTreeSet<(Node, Node)> = BTreeSet::new();
    for link in links {
        let Some((own, other)) = items.get(link.item).zip(items.get(link.other)) else { continue };
        let Some(pick) = own.iter().position(|choice| choice.level == link.level) else { continue };
        let forbidden = other.iter().enumerate().filter(|(_, c)| !link.allowed.contains(&c.level));
        for (place, _) in forbidden {
            let (a, b) = ((link.item, pick), (link.other, place));
            pairs.insert((a.min(b), a.max(b)));
        }
        if pairs.len() > PAIRS {
            return Vec::new();
        }
    }
    let mut beside: BTreeMap<Node, BTreeSet<Node>> = BTreeMap::new();
    for (a, b) in &pairs {
        beside.entry(*a).or_default().insert(*b);
        beside.entry(*b).or_default().insert(*a);
    }
    // Two choices of the same item exclude each other as well.
    let nodes: Vec<Node> = beside.keys().copied().collect();
    for part in nodes.chunk_by(|a, b| a.0 == b.0) {
        for node in part {
            let others = part.iter().copied().filter(|other| other != node);
            beside.entry(*node).or_default().extend(others);
        }
    }
    let mut open = pairs;
    let mut out = Vec::new();
    while let Some((a, b)) = open.pop_first() {
        let (of_a, of_b) = (&beside[&a], &beside[&b]);
        let mut common: Vec<Node> = of_a.intersection(of_b).copied().collect();
        common.sort_by_key(|node| (std::cmp::Reverse(beside[node].len()), *node));
        let mut clique = vec![a, b];
        for node in common {
            if clique.iter().all(|own| beside[&node].contains(own)) {
                clique.push(node);
            }
        }
        clique.sort_unstable();
        for (n, own) in clique.iter().enumerate() {
            for other in &clique[n + 1..] {
                open.remove(&(*own, *other));
            }
        }
        let mut sizes = clique.chunk_by(|a, b| a.0 == b.0).map(<[Node]>::len);
        let of_one_link = match (sizes.next(), sizes.next(), sizes.next()) {
            (Some(one), Some(other), None) => one.min(other) == 1,
            _ => false,
        };
        if !of_one_link {
            out.push(clique);
        }
    }
    out
}
