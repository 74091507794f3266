//! [`EffortRow`]: a row of a table of efforts and measures, as it stands in a file.

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::json::{self, Num};
use crate::quantity::Points;

/// One row of a table of efforts and measures, as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct EffortRow {
    /// The leaf.
    pub code: String,
    /// The points it shall have; beside [`per_item`](EffortRow::per_item) it may be empty: every level in reach.
    pub to: Num,
    /// What it takes from where the unit stands, in whole numbers of any one measure; 1 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<Num>,
    /// In place of `effort` what each item takes that the step still needs, at least 0: of a penalty each case
    /// fewer. What all of them take is rounded up to a whole number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_item: Option<Num>,
    /// What is done (*giải pháp*).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// Ids or names of those who lead it, joined by `+`; the leaf's leads if absent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Those who take part, likewise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cooperating: String,
    /// The day it must be done by (*thời hạn*).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// What then exists (*sản phẩm*).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// What must stand as well, joined by `+`: `CODE`, a leaf that loses nothing, or `CODE=POINTS`,
    /// one with at least these points.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub requires: String,
    /// Steps that cannot be taken beside it, `CODE` or `CODE=POINTS`, joined by `+`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excludes: String,
}

impl EffortRow {
    /// A step and its effort.
    pub fn new(code: impl Into<String>, to: Points, effort: u64) -> EffortRow {
        let (code, effort) = (code.into(), Some(Num::from(effort)));
        EffortRow { code, to: Num::from(to), effort, ..EffortRow::default() }
    }
}

/// Reads the rows of a table of efforts from a JSON array.
///
/// ```
/// let rows = par_index::remediation::read_effort_rows(r#"[{"code": "1.3", "to": "2", "effort": 3}]"#);
/// assert_eq!(rows.unwrap()[0].code, "1.3");
/// ```
///
/// # Errors
/// Every shape error as a finding with line and column.
pub fn read_effort_rows(text: impl AsRef<[u8]>) -> Result<Vec<EffortRow>, Vec<Finding>> {
    json::read(text.as_ref())
}
