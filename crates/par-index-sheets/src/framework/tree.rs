//! Makes a tree of the rows of a table, and finds the cell for a pointer into the tree.

use std::collections::HashMap;

use par_index::finding::{FindingCode, Findings, Place};
use par_index::framework::Scorer;
use par_index::spec::{NodeSpec, Num, RuleSpec};
use par_index::{Finding, PointSum, Points, Text};

use super::row::Row;

/// The most levels that a tree may have; no decision has more than four.
const DEEPEST: usize = 32;

/// The tree of a table's rows, with the cells of each node by its pointer.
pub(super) struct Tree {
    pub(super) title: Option<Text>,
    pub(super) total: Num,
    total_place: Option<Place>,
    pub(super) nodes: Vec<NodeSpec>,
    places: HashMap<String, HashMap<&'static str, Place>>,
}

impl Tree {
    pub(super) fn of(rows: Vec<Row>, findings: &mut Findings) -> Tree {
        let mut tree = Tree {
            title: None,
            total: Num::from("0"),
            total_place: None,
            nodes: Vec::new(),
            places: HashMap::new(),
        };
        let whole = has_whole(&rows);
        if !whole {
            let fields = rows.iter().filter(|row| row.parent.is_empty());
            tree.total = Num::from(fields.filter_map(points).sum::<PointSum>());
        }
        let mut rows = rows.into_iter().peekable();
        let mut root = None;
        if let Some(first) = rows.next_if(|row| whole && row.parent.is_empty()) {
            tree.total = first.spec.max.clone();
            tree.total_place = first.cells.get("max").cloned().or(Some(first.place.clone()));
            let named = first.spec.name != Text::same(first.spec.code.clone());
            tree.title = Some(first.spec.name).filter(|_| named);
            root = Some(first.spec.code);
        }
        let mut pointers: HashMap<String, String> = HashMap::new();
        for row in rows {
            let above = if Some(&row.parent) == root.as_ref() || row.parent.is_empty() {
                Some(String::new())
            } else {
                pointers.get(&row.parent).cloned()
            };
            let Some(above) = above else {
                let place = row.cells.get("parent").cloned().unwrap_or(row.place);
                let finding = Finding::new(FindingCode::UnknownParent, place);
                findings.push(finding.found(row.parent.trim()));
                continue;
            };
            if above.matches('/').count() >= 2 * DEEPEST {
                let finding = Finding::new(FindingCode::TreeTooDeep, row.place);
                let found = row.spec.code.trim();
                findings.push(finding.found(found).with("most", DEEPEST));
                continue;
            }
            let Some(siblings) = tree.siblings(&above) else { continue };
            let key = if above.is_empty() { "/nodes" } else { "/children" };
            let pointer = format!("{above}{key}/{}", siblings.len());
            pointers.entry(row.spec.code.clone()).or_insert_with(|| pointer.clone());
            siblings.push(row.spec);
            tree.places.insert(pointer, row.cells);
        }
        direct_leaves(&mut tree.nodes);
        tree
    }

    /// The list of the children of the node at a pointer.
    fn siblings(&mut self, pointer: &str) -> Option<&mut Vec<NodeSpec>> {
        let mut list = &mut self.nodes;
        let steps = pointer.split('/').filter_map(|step| step.parse::<usize>().ok());
        for step in steps {
            list = &mut list.get_mut(step)?.children;
        }
        Some(list)
    }

    /// The cell for a JSON pointer into the framework's document.
    pub(super) fn locate(
        &self,
        pointer: &str,
        file: &str,
        policies: Option<&str>,
    ) -> Option<Place> {
        if pointer == "/total" {
            return self.total_place.clone().or_else(|| Some(Place::file(file)));
        }
        let mut end = pointer.len();
        while let Some(known) = pointer.get(..end) {
            if let Some(cells) = self.places.get(known) {
                let key = pointer.get(end..)?.trim_start_matches('/').split('/').next()?;
                let column = match key {
                    "name" => "name_vi",
                    "short" => "short_vi",
                    "stated" => "stated_criteria",
                    "children" | "" => "code",
                    key => key,
                };
                return cells.get(column).or_else(|| cells.get("code")).cloned();
            }
            let Some(above) = known.rfind('/') else { break };
            end = above;
        }
        let mut place = Place::file(policies.unwrap_or(file));
        place.pointer = Some(pointer.to_owned());
        Some(place)
    }
}

/// Whether the first row is the whole framework, and not a field like other rows without a parent.
fn has_whole(rows: &[Row]) -> bool {
    let Some(first) = rows.first().filter(|row| row.parent.is_empty()) else { return false };
    let mut others = rows.iter().skip(1).filter(|row| row.parent.is_empty()).peekable();
    let alone = others.peek().is_none();
    let named = rows.iter().any(|row| row.parent == first.spec.code);
    let sum: PointSum = others.filter_map(points).sum();
    alone || !named || points(first).is_some_and(|whole| PointSum::from(whole) == sum)
}

fn points(row: &Row) -> Option<Points> {
    row.spec.max.as_str().parse().ok()
}

/// Gives every leaf without a rule the rule that its points are typed, and the leaf's scorer where
/// the rule decides it.
fn direct_leaves(nodes: &mut [NodeSpec]) {
    for node in nodes {
        if node.children.is_empty() {
            if node.rule.is_none() {
                node.rule = RuleSpec::from_line("typed").ok();
            }
            direct_scorer(node);
        } else {
            direct_leaves(&mut node.children);
        }
    }
}

/// A rule that counts answers belongs to the survey, even if the table names no scorer.
fn direct_scorer(node: &mut NodeSpec) {
    let counts = node.rule.as_ref().is_some_and(|rule| rule.kind == par_index::spec::Kind::Survey);
    if node.scorer.is_none() && counts {
        node.scorer = Some(Scorer::Survey);
    }
}
