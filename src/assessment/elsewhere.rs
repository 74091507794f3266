//! [`Elsewhere`]: the frameworks of a call other than the one that these inputs are read under.

use std::collections::BTreeSet;

use crate::framework::Framework;
use crate::period::Period;

/// The other frameworks that a call reads the same files under, and the periods of the sheets left
/// to them.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    pub(super) frameworks: Vec<Framework>,
    pub(super) periods: BTreeSet<Period>,
    /// The files for which a missing period has already been reported.
    pub(super) undated: BTreeSet<Option<String>>,
}
