//! A closed list of keys: the shape of tables by agency, node, unit or block.

use super::layout::{Column, Grid, left, right};
use crate::render::Look;
use crate::words::Phrase;

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
