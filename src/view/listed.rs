//! A closed list of keys: the shape of tables by agency, node, unit or block.

use super::layout::{Column, Grid, left, right};
use crate::framework::{Framework, Node};
use crate::page::Cell;
use crate::render::Look;
use crate::words::{Phrase, Sentence, Text};

/// What a key is called for a person: its name, else the word for it.
pub(super) fn key_label(key: &str, name: &str, look: Look) -> String {
    match key {
        "total" => look.word(Phrase::TotalTitle),
        "bonus" => look.word(Phrase::BonusTitle),
        "deduction" => look.word(Phrase::DeductionTitle),
        "none" => look.word(Phrase::None),
        key if name.is_empty() || name == key => key.to_owned(),
        _ => name.to_owned(),
    }
}

/// What a key is called for a person: its name, else the word for it, else the key.
pub(super) fn key_name(key: &str, name: Option<&Text>) -> Sentence {
    match key {
        "total" => Phrase::TotalTitle.into(),
        "bonus" => Phrase::BonusTitle.into(),
        "deduction" => Phrase::DeductionTitle.into(),
        "none" => Phrase::None.into(),
        key => name.filter(|name| !name.is_empty()).map_or_else(|| key.into(), Sentence::from),
    }
}

/// What a node is called, the whole, the bonus and the deduction too.
pub(super) fn node_name(framework: &Framework, code: &str) -> Sentence {
    key_name(code, framework.node(code).map(Node::short))
}

/// The same behind its code, which is a cell of its own.
pub(super) fn node_cells(framework: &Framework, code: &str) -> [Cell; 2] {
    let known = framework.node(code).map_or(Cell::Empty, |node| Cell::code(node.code()));
    [known, Cell::Text(node_name(framework, code))]
}

/// A name, numbers, one of them red, and a text.
pub(super) fn listed(numbers: usize, red: usize) -> Grid {
    let mut columns = vec![left(24, 46).hanging()];
    columns.extend(std::iter::repeat_n(right(7), numbers));
    columns.push(left(0, 60));
    if let Some(column) = columns.get_mut(red) {
        *column = Column::red(*column);
    }
    Grid::new(columns)
}
