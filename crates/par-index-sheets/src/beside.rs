//! The names and maxima in a long table, beside its codes and values; they are compared with the
//! framework.

use std::collections::HashMap;

use par_index::audit::PrintedKind;
use par_index::finding::FindingCode;
use par_index::framework::Node;
use par_index::{Finding, Framework, Points};

use crate::cell;
use crate::code::tidy;
use crate::names::Names;
use crate::number::Bounds;
use crate::record::{At, Record};
use crate::strays::REPEATED;
use crate::table::Table;

/// The meaning of a row whose code is not the code of a leaf.
pub(crate) enum About<'f> {
    /// A leaf that the row's name means, with a warning where the row bears another code.
    Leaf(usize, Option<Box<Finding>>),
    /// A node above leaves, such as a field (*lĩnh vực*).
    Above(&'f Node),
    /// A row that is not about a node: a sum or a signature, by its text.
    Passed(String),
    Unknown(Box<Finding>),
}

/// The columns of names and maxima of a table.
pub(crate) struct Beside<'f> {
    framework: &'f Framework,
    names: Names<'f>,
    name: Option<usize>,
    max: Option<usize>,
    /// Whether the column of codes only numbers the rows; then the names say which leaf a row is
    /// about.
    counts: bool,
}

impl<'f> Beside<'f> {
    pub(crate) fn of(framework: &'f Framework, table: &Table<'_>, component: usize) -> Beside<'f> {
        let keys = REPEATED.iter().filter(|key| **key != "how").chain(&["code"]);
        let name = keys.filter_map(|key| table.column(key)).find(|column| *column != component);
        let names = Names::of(framework);
        Beside { framework, names, name, max: table.column("max"), counts: false }
    }

    /// The columns of names and maxima, for a table whose column of codes may only number the rows.
    /// That is so if the numbers run 1, 2, 3 … and at least one row's name means a leaf with
    /// another code.
    pub(crate) fn counting(mut self, table: &Table<'_>, component: usize) -> Beside<'f> {
        let Some(name) = self.name else { return self };
        let (mut next, mut counts, mut differ) = (1_u32, true, false);
        table.look(|record| {
            let number = tidy(record.cell(component).text);
            match number.parse::<u32>() {
                Ok(number) => {
                    counts &= number == next;
                    next += 1;
                }
                // The row of a sum or of a signature has no number, which does not break the count.
                Err(_) => counts &= !number.starts_with(|c: char| c.is_ascii_digit()),
            }
            let meant = record.cell(name).said().and_then(|name| self.names.only(name));
            let meant = meant.filter(|node| node.leaf().is_some());
            differ |=
                !number.is_empty() && meant.is_some_and(|node| node.code().as_str() != number);
            counts
        });
        self.counts = counts && differ;
        self
    }

    /// The code of a row; empty if the table's codes only number its rows.
    pub(crate) fn code<'c>(&self, text: &'c str) -> &'c str {
        if self.counts { "" } else { text }
    }

    /// The meaning of a row without a leaf's code; `unknown` is the finding if no node can be
    /// found.
    pub(crate) fn about(
        &self,
        code: &str,
        (table, component, record): (&Table<'_>, usize, &Record),
        unknown: Finding,
    ) -> About<'f> {
        let names = || [self.name, Some(component)].into_iter().flatten();
        let name = names().find_map(|column| Some((column, record.cell(column).said()?)));
        let of_name = name.and_then(|(_, name)| self.names.only(name));
        let leaf = of_name
            .and_then(|node| Some((node, self.framework.leaf_position(node.code().as_str())?)));
        let of_code = self.framework.node(&tidy(code));
        // A leaf's name decides even where the code is that of a node above leaves: that node has
        // another name, so the code is a mere row number.
        if let Some((node, leaf)) = leaf {
            let is_code = code.contains(|c: char| c.is_ascii_digit());
            let warning = is_code.then(|| {
                let place = table.place(record.at(), component);
                let finding = Finding::new(FindingCode::CodeByName, place).found(code.trim());
                Box::new(finding.with("code", node.code().as_str()))
            });
            return About::Leaf(leaf, warning.filter(|_| name.map(|it| it.0) != Some(component)));
        }
        if let Some(node) = of_code.or(of_name) {
            return About::Above(node);
        }
        if let Some(name) = self.passed(record, component) {
            return About::Passed(name);
        }
        let Some((column, name)) = name else { return About::Unknown(Box::new(unknown)) };
        let count = self.names.all(name).len();
        // A text of several words that does not begin with a digit is a name, not a mistyped code.
        let is_code = code.starts_with(|c: char| c.is_ascii_digit()) || !code.trim().contains(' ');
        if !code.trim().is_empty() && count == 0 && is_code {
            return About::Unknown(Box::new(unknown));
        }
        let finding = Finding::new(FindingCode::NameUnclear, table.place(record.at(), column));
        About::Unknown(Box::new(finding.found(name).with("count", count)))
    }

    /// The text of a row that is about no node: a sum or a signature. A signature may stand in any
    /// cell.
    fn passed(&self, record: &Record, component: usize) -> Option<String> {
        let is_foot = |text: &&str| PrintedKind::of_name(text) != PrintedKind::Unit;
        let cells = [record.cell(component), record.cell_of(self.name)];
        let mut named = cells.into_iter().filter_map(cell::said).filter(is_foot);
        let has_figure =
            || record.cells().any(|cell| cell.text.contains(|c: char| c.is_ascii_digit()));
        let mut signed = record.cells().filter_map(cell::said).filter(is_foot);
        let found = named.next().or_else(|| signed.next().filter(|_| !has_figure()));
        found.map(str::to_owned)
    }

    /// Findings where a row's name or maximum differs from the framework's. A name that belongs to
    /// another node is an error: the row may be about either of the two.
    pub(crate) fn differs(&self, node: &Node, table: &Table<'_>, record: &Record) -> Vec<Finding> {
        let mut found = Vec::new();
        let code = node.code().as_str();
        let at = record.at();
        let name = self.name.and_then(|at| Some((at, record.cell(at).said()?)));
        let other = name.and_then(|(column, name)| Some((column, name, self.names.only(name)?)));
        if let Some((column, name, other)) = other.filter(|(.., other)| other.code() != node.code())
        {
            let finding = Finding::new(FindingCode::NameOfOther, table.place(at, column));
            let finding = finding.found(name).with("code", code);
            found.push(finding.with("other", other.code().as_str()));
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

/// The first row of each leaf. A second row of the same leaf is told: where the numbers of a table
/// begin anew, one leaf would get the values of another.
#[derive(Default)]
pub(crate) struct Once(HashMap<usize, At>);

impl Once {
    /// The finding about a second row with values for the same leaf, if this is one. A row that
    /// shares its code with the row above (merged cells) is part of that row and is not told.
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
