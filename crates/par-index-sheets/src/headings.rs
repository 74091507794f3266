//! The headings that tables have, as the readers ask for them: by keys of [`Heading`].

use par_index::{Finding, FindingCode, Heading, fold_name};

use crate::table::Table;

/// Whether a text is a spelling of one of some headings.
pub(crate) fn is_any(text: &str, keys: &[&str]) -> bool {
    let folded = fold_name(text);
    keys.iter().filter_map(|key| Heading::of(key)).any(|known| known.folded().contains(&folded))
}

/// All spellings of some headings.
pub(crate) fn spellings(keys: &[&str]) -> impl Iterator<Item = &'static str> {
    keys.iter().filter_map(|key| Heading::of(key)).flat_map(Heading::spellings)
}

/// A column that must be there, under any of its names.
pub(crate) fn missing(table: &Table<'_>, key: &str) -> Finding {
    let mut names: Vec<&str> = Vec::new();
    for name in spellings(&[key]) {
        if !names.iter().any(|known| fold_name(known) == fold_name(name)) {
            names.push(name);
        }
    }
    Finding::new(FindingCode::MissingColumn, table.whole()).with("key", names.join(" / "))
}

#[cfg(test)]
mod tests;
