//! The other frameworks that the same files are read under.

use std::collections::BTreeSet;

use crate::framework::Framework;
use crate::period::Period;

/// The other frameworks of a call, and the periods of the sheets left to them.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    pub(super) frameworks: Vec<Framework>,
    pub(super) periods: BTreeSet<Period>,
    /// The files that lack a period and were told so.
    pub(super) undated: BTreeSet<Option<String>>,
}
