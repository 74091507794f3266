//! A framework as it is stored beside results: its document, with the policies that were overridden
//! since it was issued.

#![allow(clippy::disallowed_types, reason = "what serde writes for a flattened type names them")]

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Framework, FrameworkSpec, canonical};

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Framework"))]
pub(crate) struct Stored {
    #[serde(flatten)]
    document: FrameworkSpec,
    /// The hash of the framework as issued, present if policies were overridden since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issued_hash: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    overridden: BTreeMap<String, String>,
    /// Collects unknown keys: serde does not refuse them where a document is flattened, so they are
    /// refused by hand.
    #[serde(flatten, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    #[allow(clippy::zero_sized_map_values, reason = "keys alone would need a reader of their own")]
    unknown: BTreeMap<String, IgnoredAny>,
}

impl Serialize for Framework {
    /// Writes the canonical document and, if policies were overridden, which ones and the hash as
    /// issued.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = Stored {
            document: canonical::spec(&self.0),
            issued_hash: self.0.issued_hash.clone(),
            overridden: self.0.overridden.clone(),
            unknown: BTreeMap::new(),
        };
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Framework {
    /// Reads the document and checks it like any other. [`Framework::from_json`] reports every
    /// problem with its place, which serde cannot.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Framework, D::Error> {
        let Stored { document, issued_hash, overridden, unknown } =
            Stored::deserialize(deserializer)?;
        if let Some(key) = unknown.keys().next() {
            return Err(de::Error::custom(format!("unknown field `{key}`")));
        }
        let mut framework = document.check().map_err(de::Error::custom)?;
        // Overridden policies change the hash, so a framework with overridden policies must differ
        // from the one issued, and one without must not state an issued hash.
        let differs = issued_hash.as_deref().is_some_and(|issued| issued != framework.hash());
        if issued_hash.is_some() == overridden.is_empty() || issued_hash.is_some() && !differs {
            return Err(de::Error::custom("`issued_hash` and `overridden` contradict each other"));
        }
        if let Some(inner) = Arc::get_mut(&mut framework.0) {
            inner.issued_hash = issued_hash;
            inner.overridden = overridden;
        }
        Ok(framework)
    }
}
