//! JSON Schemas of the documents, generated from the types that read them.

use crate::spec::{AssessmentSpec, FrameworkSpec};

/// The kinds of document that have a schema.
pub const KINDS: [&str; 2] = ["framework", "assessment"];

/// The JSON Schema (draft 2020-12) of a kind of document; `None` for an unknown kind.
///
/// ```
/// assert!(par_index::schema::schema("framework").unwrap().contains("\"policies\""));
/// ```
pub fn schema(kind: &str) -> Option<String> {
    let schema = match kind {
        "framework" => schemars::schema_for!(FrameworkSpec),
        "assessment" => schemars::schema_for!(AssessmentSpec),
        _ => return None,
    };
    serde_json::to_string_pretty(&schema).ok().map(|text| text + "\n")
}
