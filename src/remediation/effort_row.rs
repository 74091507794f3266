//! [`EffortRow`]: one row of a table of efforts and measures, as written in a file.

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::json::{self, Num};
use crate::quantity::Points;

/// One row of a table of efforts and measures, as written in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct EffortRow {
    /// The code of the leaf.
    pub code: String,
    /// The points that the leaf has after the step; may be empty beside
    /// [`per_item`](EffortRow::per_item), which then means every reachable level.
    pub to: Num,
    /// The effort from where the unit stands up to these points, as a whole number in any one
    /// measure; 1 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<Num>,
    /// In place of `effort`: the effort for each item that the step still needs, at least 0; for a
    /// penalty, an item is one case fewer. The effort of all items together is rounded up to a
    /// whole number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_item: Option<Num>,
    /// What is done (*giải pháp*).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// Ids or names of the agencies that lead the step, joined by `+`; the leads of the leaf if
    /// absent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Ids or names of the agencies that take part, joined by `+`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cooperating: String,
    /// The day it must be done by (*thời hạn*).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// The result of the step (*sản phẩm*).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Steps that must be reached as well, joined by `+`: `CODE` for a leaf that must lose nothing,
    /// or `CODE=POINTS` for one that must have at least these points.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub requires: String,
    /// Steps that cannot be taken together with this one: `CODE` or `CODE=POINTS`, joined by `+`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excludes: String,
}

impl EffortRow {
    /// A row with a step and its effort only.
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
/// One finding for each error of shape, with line and column.
pub fn read_effort_rows(text: impl AsRef<[u8]>) -> Result<Vec<EffortRow>, Vec<Finding>> {
    json::read(text.as_ref())
}
