//! What drawing the blocks of one page needs: language and signs, and the links to more details.

use std::collections::BTreeMap;

use maud::{Markup, html as markup};
use par_index::page::{About, Page};
use par_index::view::Look;
use par_index::words::Sentence;

/// Draws the blocks of one page as HTML.
pub(crate) struct Draw<'p> {
    pub(crate) look: Look,
    /// The position of the folded section that tells more about a node or a unit.
    told: BTreeMap<&'p About, usize>,
    /// The file name of each unit's own page, by the id of the unit.
    pages: &'p BTreeMap<String, String>,
}

impl<'p> Draw<'p> {
    pub(crate) fn of(page: &'p Page, look: Look, pages: &'p BTreeMap<String, String>) -> Draw<'p> {
        let folds = page.sections.iter().enumerate();
        let told = folds.filter_map(|(n, section)| Some((&section.fold.as_ref()?.about, n)));
        Draw { look, told: told.collect(), pages }
    }

    /// The address that tells more about a node or unit: the unit's own page, else a section of
    /// this page; `None` if there is neither.
    pub(crate) fn leads(&self, about: &About) -> Option<String> {
        let page = match about {
            About::Unit(unit) => self.pages.get(unit).map(|name| address(name)),
            _ => None,
        };
        page.or_else(|| self.told.get(about).map(|n| format!("#s{n}")))
    }

    pub(crate) fn text(&self, text: &Sentence) -> String {
        text.line(self.look)
    }
}

/// The exact figures of a sentence, separated by spaces, for the attribute `data-values`; `None` if
/// the sentence has none.
pub(crate) fn figures(text: &Sentence) -> Option<String> {
    let all = text.figures();
    (!all.is_empty()).then(|| all.join(" "))
}

/// A heading of level 1, 2 or 3.
pub(crate) fn heading(level: u8, text: &str) -> Markup {
    match level {
        1 => markup! { h1 { (text) } },
        2 => markup! { h2 { (text) } },
        _ => markup! { h3 { (text) } },
    }
}

/// The name of a file beside this page as a relative address, with special characters encoded.
fn address(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let parts = name.bytes().map(|byte| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    });
    parts.collect()
}
