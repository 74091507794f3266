//! The names of nodes, agencies and units, and the shape of tables by any of them.

use crate::analysis::By;
use crate::framework::{Agency, Framework, Node};
use crate::page::{Cell, Column, Row, Table};
use crate::words::{Phrase, Sentence, Text};

/// The name of a key for human readers: its name, or the word for a special key, or else the key.
pub(crate) fn key_name(key: &str, name: Option<&Text>) -> Sentence {
    match key {
        "total" => Phrase::TotalTitle.into(),
        "bonus" => Phrase::BonusTitle.into(),
        "deduction" => Phrase::DeductionTitle.into(),
        "none" => Phrase::None.into(),
        key => name.filter(|name| !name.is_empty()).map_or_else(|| key.into(), Sentence::from),
    }
}

/// The name of a node, or of the total, the bonus or the deduction.
pub(crate) fn node_name(framework: &Framework, code: &str) -> Sentence {
    key_name(code, framework.node(code).map(Node::short))
}

/// The code of a node as one cell, and its name as another.
pub(crate) fn node_cells(framework: &Framework, code: &str) -> [Cell; 2] {
    let known = framework.node(code).map_or(Cell::Empty, |node| Cell::code(node.code()));
    [known, Cell::Text(node_name(framework, code))]
}

/// The depth of a node in the tree: 0 for a field, the total, the bonus and the deduction.
pub(crate) fn depth(framework: &Framework, code: &str) -> usize {
    framework.node(code).map_or(0, |node| node.depth().saturating_sub(1))
}

/// The lead agencies of a node, or the word for "none".
pub(crate) fn leads(node: &Node) -> Sentence {
    let names = Sentence::joined(node.lead().map(|agency| agency.short().into()), ", ");
    if names.is_empty() { Phrase::None.into() } else { names }
}

/// The short names of agencies whose ids are joined by `+`.
pub(crate) fn agencies(framework: &Framework, ids: &str) -> Sentence {
    let known = ids.split('+').filter(|id| !id.is_empty()).map(|id| {
        let agency = framework.agencies().iter().find(|agency| agency.id() == id);
        agency.map(Agency::short).map_or_else(|| Sentence::from(id), Sentence::from)
    });
    Sentence::joined(known, ", ")
}

/// A table by node, agency, unit or block; `columns` follow the name.
pub(crate) fn listed(title: Phrase, by: By, columns: impl IntoIterator<Item = Column>) -> Table {
    let code = (by == By::Node).then(Column::code);
    let columns = code.into_iter().chain([Column::name()]).chain(columns);
    Table::new(title, columns.collect::<Vec<_>>())
}

/// A row of a table made by `listed`.
pub(crate) fn listed_row(
    framework: &Framework,
    by: By,
    (key, name): (&str, &Text),
    cells: impl IntoIterator<Item = Cell>,
) -> Row {
    let (known, depth) = match by {
        By::Node => {
            let known = framework.node(key).map(|node| Cell::code(node.code()));
            (Some(known.unwrap_or_default()), depth(framework, key))
        }
        _ => (None, 0),
    };
    let cells = known.into_iter().chain([Cell::Text(key_name(key, Some(name)))]).chain(cells);
    let row = Row::of(cells.collect::<Vec<_>>()).deep(depth);
    if by == By::Unit { row.about(key) } else { row }
}
