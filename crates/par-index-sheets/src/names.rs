//! Finds the nodes of a framework by their names.

use std::collections::HashMap;

use par_index::Framework;
use par_index::framework::Node;
use par_index::words::fold_name;

/// The most bytes of a name; a longer text is not looked up.
const MOST: usize = 1_000;

/// The nodes that bear each name. The key is the name as `fold_name` returns it, without
/// differences of case, spacing and spelling.
pub(crate) struct Names<'f>(HashMap<String, Vec<&'f Node>>);

impl<'f> Names<'f> {
    pub(crate) fn of(framework: &'f Framework) -> Names<'f> {
        let mut names: HashMap<String, Vec<&Node>> = HashMap::new();
        for node in framework.nodes() {
            let texts =
                [node.name(), node.short()].into_iter().flat_map(|text| [&text.vi, &text.en]);
            for text in texts.filter(|text| !text.is_empty()) {
                let nodes = names.entry(fold_name(text)).or_default();
                if nodes.last().is_none_or(|last| last.code() != node.code()) {
                    nodes.push(node);
                }
            }
        }
        Names(names)
    }

    /// All nodes with a name. A list marker before the name (`-`, `•` …) is ignored.
    pub(crate) fn all(&self, name: &str) -> &[&'f Node] {
        if name.len() > MOST {
            return &[];
        }
        let name = name.trim_start_matches(|c: char| c.is_whitespace() || "-–+•*".contains(c));
        self.0.get(&fold_name(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The node with a name, if exactly one node has it.
    pub(crate) fn only(&self, name: &str) -> Option<&'f Node> {
        match self.all(name) {
            [node] => Some(node),
            _ => None,
        }
    }

    /// Whether a text is the name of the given node.
    pub(crate) fn are(&self, node: &Node, name: &str) -> bool {
        self.all(name).iter().any(|known| known.code() == node.code())
    }
}
