//! A closed list of keys: the shape of tables by agency, node, unit or block.

use super::layout::{grid, left, right};
use super::look::Look;
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

/// A heading line and lines of numbers; the last column is text.
pub(super) fn listed(
    lines: &[Vec<String>],
    numbers: usize,
    red: Option<usize>,
    look: Look,
) -> String {
    let mut columns = vec![left(24, 46)];
    columns.extend(std::iter::repeat_n(right(7), numbers));
    columns.push(left(0, 60));
    let paint = |line: usize, column: usize, text: &str| match line {
        0 => look.bold(text),
        _ if red == Some(column) => look.red(text),
        _ => text.to_owned(),
    };
    look.plain(grid(&columns, lines, paint).join("\n") + "\n")
}
