//! The directives that are embedded in the library, each kept as a JSON file of this repository.

use super::Directive;
use crate::error::Error;
use crate::framework::catalog::{Embedded, find};
use crate::words::Phrase;

#[cfg(feature = "embedded")]
const DIRECTIVES: Embedded =
    &[("hon-quan-2023", include_str!("../../directives/hon-quan-2023.json"))];
#[cfg(not(feature = "embedded"))]
const DIRECTIVES: Embedded = &[];

/// Reads the embedded directive that has the given id.
///
/// ```
/// let letter = par_index::directive::directive("hon-quan-2023")?;
/// assert_eq!(letter.issued().to_string(), "2023-06-08");
/// assert!(par_index::directive::directive("hon-quan").unwrap_err().is_usage());
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_usage`] when no embedded directive has that id.
pub fn directive(id: &str) -> Result<Directive, Error> {
    Directive::from_json(find(DIRECTIVES, id, Phrase::UsageDirective)?)
}

/// The ids of the embedded directives.
///
/// ```
/// assert!(par_index::directive::directive_ids().all(|id| par_index::directive::directive(id).is_ok()));
/// ```
pub fn directive_ids() -> impl Iterator<Item = &'static str> {
    DIRECTIVES.iter().map(|(id, _)| *id)
}
