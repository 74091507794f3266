//! The object that is written instead of a result when there is none.

use crate::ask::parts::unread::unread_rows;
use crate::error::Error;
use crate::finding::{Finding, Unread};
use crate::words::Lang;

impl Error {
    /// The error as a result object of kind `error`.
    pub fn to_json(&self) -> String {
        self.to_json_in(Lang::En)
    }

    /// The error as a result object, with its sentences in the given language.
    pub fn to_json_in(&self, lang: Lang) -> String {
        error_object((&self.text(lang), lang), self.findings(), self.not_read()).to_string()
    }
}

/// A result object of kind `error`.
pub(super) fn error_object(
    (message, lang): (&str, Lang),
    findings: &[Finding],
    unread: &[Unread],
) -> serde_json::Value {
    let mut object = serde_json::json!({
        "schema_version": 1,
        "kind": "error",
        "version": env!("CARGO_PKG_VERSION"),
        "message": message,
        "findings": findings.iter().map(|one| one.row(lang)).collect::<Vec<_>>(),
    });
    let unread = unread_rows(unread);
    if !unread.is_empty() {
        object["not_read"] = serde_json::json!(unread);
    }
    object
}
