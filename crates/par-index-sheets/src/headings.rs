//! The headings that tables have, as the readers ask for them: by keys of [`Heading`].

use par_index::finding::FindingCode;
use par_index::words::{Heading, fold_name};
use par_index::{Finding, Lang};

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

/// A column that must be there: its key, and what else sheets in Vietnamese call it.
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
