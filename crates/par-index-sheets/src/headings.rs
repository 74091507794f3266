//! The headings of tables, by the keys of [`Heading`] under which readers ask for them.

use par_index::finding::FindingCode;
use par_index::words::{Heading, fold_name};
use par_index::{Finding, Lang};

use crate::table::Table;

/// Whether a text is a known spelling of one of the headings with these keys.
pub(crate) fn is_any(text: &str, keys: &[&str]) -> bool {
    let folded = fold_name(text);
    keys.iter().filter_map(|key| Heading::of(key)).any(|known| known.folded().contains(&folded))
}

/// All spellings of the headings with these keys.
pub(crate) fn spellings(keys: &[&str]) -> impl Iterator<Item = &'static str> {
    keys.iter().filter_map(|key| Heading::of(key)).flat_map(Heading::spellings)
}

/// The finding about a required column that is missing: its key, and its names in Vietnamese
/// sheets.
pub(crate) fn missing(table: &Table<'_>, key: &str) -> Finding {
    let names: Vec<&str> = Heading::of(key)
        .map(|heading| {
            let english = heading.text(Lang::En);
            heading.spellings().filter(|name| *name == key || *name != english).collect()
        })
        .unwrap_or_default();
    Finding::new(FindingCode::MissingColumn, table.whole()).with("key", names.join(" / "))
}

#[cfg(test)]
mod tests;
