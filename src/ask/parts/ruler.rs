//! The framework as a result names it.

use serde::{Deserialize, Serialize};

use crate::framework::Framework;

/// The framework that a result was computed under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Ruler {
    id: String,
    /// The hash of the framework as issued, before policies are overridden.
    hash: String,
    provenance: String,
}

impl Ruler {
    pub(crate) fn of(framework: &Framework) -> Ruler {
        Ruler {
            id: framework.id().to_owned(),
            hash: framework.issued_hash().to_owned(),
            provenance: framework.provenance().as_str().to_owned(),
        }
    }
}
