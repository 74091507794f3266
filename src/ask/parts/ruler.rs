//! The ruler that a result names.

use serde::{Deserialize, Serialize};

use crate::framework::Framework;

/// The ruler of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Ruler {
    id: String,
    /// Of the framework as issued.
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
