//! What a long table says beside code and values: names and maxima, held against the framework.

use std::collections::HashMap;

use par_index::{Finding, FindingCode, Framework, Node, Points, PrintedKind, fold_name};

use crate::cell;
use crate::code::tidy;
use crate::number::Bounds;
use crate::record::{At, Record};
use crate::strays::REPEATED;
use crate::table::Table;

/// What a row is about whose code is no leaf's.
pub(crate) enum About<'f> {
    Leaf(usize),
    /// A node that has others below it.
    Above(&'f Node),
    /// A sum, a signature.
    Passed(String),
    Unknown(Box<Finding>),
}

/// The columns of names and maxima.
pub(crate) struct Beside {
    name: Option<usize>,
    max: Option<usize>,
}

impl Beside {
    pub(crate) fn of(table: &Table<'_>, component: usize) -> Beside {
        let keys = REPEATED.iter().filter(|key| **key != "how").chain(&["code"]);
        let name = keys.filter_map(|key| table.column(key)).find(|column| *column != component);
        Beside { name, max: table.column("max") }
    }

    /// What a row is about; `unknown` says that its code is no leaf's.
    pub(crate) fn about<'f>(
        &self,
        framework: &'f Framework,
        (component, record): (usize, &Record),
        unknown: Finding,
    ) -> About<'f> {
        if let Some(node) = self.node(framework, record.cell(component).text, record) {
            let leaf = framework.leaf_position(node.code().as_str());
            return leaf.map_or(About::Above(node), About::Leaf);
        }
        let passed = self.passed(record, component);
        passed.map_or(About::Unknown(Box::new(unknown)), About::Passed)
    }

    /// The node that a row is about: by its code where others stand below it, else by a name that one
    /// node alone has.
    fn node<'f>(&self, framework: &'f Framework, code: &str, record: &Record) -> Option<&'f Node> {
        if let Some(node) = framework.node(&tidy(code)) {
            return Some(node);
        }
        named(framework, record.cell_of(self.name).said()?)
    }

    /// The name of a row that is about no node: a sum, a signature.
    fn passed(&self, record: &Record, component: usize) -> Option<String> {
        let cells = [record.cell(component), record.cell_of(self.name)];
        let said = cells.into_iter().filter_map(cell::said);
        let mut sums = said.filter(|text| PrintedKind::of_name(text) != PrintedKind::Unit);
        sums.next().map(str::to_owned)
    }

    /// Where a row names or measures its leaf otherwise than the framework does. A name that is another
    /// node's is an error: nobody knows which of the two is meant.
    pub(crate) fn differs(
        &self,
        framework: &Framework,
        node: &Node,
        table: &Table<'_>,
        record: &Record,
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        let code = node.code().as_str();
        let at = record.at();
        if let Some((column, name)) = self.name.and_then(|at| Some((at, record.cell(at).said()?))) {
            let other = named(framework, name).filter(|other| other.code() != node.code());
            if let Some(other) = other.filter(|_| !is_named(node, name)) {
                let finding = Finding::new(FindingCode::NameOfOther, table.place(at, column));
                let finding = finding.found(name).with("code", code);
                found.push(finding.with("other", other.code().as_str()));
            }
        }
        if let Some(column) = self.max {
            let bounds =
                || Bounds { decimal_mark: table.decimal_mark(column), ..Bounds::default() };
            let place = || table.place(at, column);
            let max = cell::number(record.cell(column), bounds, place).ok().flatten();
            let max: Option<Points> = max.and_then(|max| max.parse().ok());
            if let Some(max) = max.filter(|max| *max != node.max()) {
                let finding = Finding::new(FindingCode::MaxDiffers, place());
                let finding = finding.found(max.to_string()).with("code", code);
                found.push(finding.with("max", node.max().to_string()));
            }
        }
        found
    }
}

/// Leaves that stand in one row each: numbers that begin anew would give one leaf the values of another.
#[derive(Default)]
pub(crate) struct Once(HashMap<usize, At>);

impl Once {
    /// What is said of a row with values whose leaf had a row before; not of one that shares its code
    /// with the row above.
    pub(crate) fn again(
        &mut self,
        table: &Table<'_>,
        record: &Record,
        (component, leaf): (usize, usize),
        holds: bool,
    ) -> Option<Finding> {
        let code = record.cell(component);
        if !holds || code.merged {
            return None;
        }
        let first = self.0.get(&leaf).copied();
        let Some(first) = first else {
            self.0.insert(leaf, record.at());
            return None;
        };
        let place = table.place(record.at(), component);
        let first = table.place(first, component).cell.unwrap_or_default();
        let finding = Finding::new(FindingCode::DuplicateCode, place);
        Some(finding.found(code.text.trim()).with("first", first))
    }
}

/// Whether a text is a node's name.
fn is_named(node: &Node, name: &str) -> bool {
    let folded = fold_name(name);
    [node.name(), node.short()]
        .into_iter()
        .flat_map(|text| [&text.vi, &text.en])
        .any(|known| !known.is_empty() && fold_name(known) == folded)
}

/// The only node of a name.
fn named<'f>(framework: &'f Framework, name: &str) -> Option<&'f Node> {
    let mut nodes = framework.nodes().iter().filter(|node| is_named(node, name));
    nodes.next().filter(|_| nodes.next().is_none())
}
