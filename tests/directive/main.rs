//! Directives: a clean register and each slip in it, the embedded letter, standing on a day, papers.

#![allow(clippy::unwrap_used, reason = "tests may unwrap")]

mod bytes;
mod letter;
mod markdown;
mod own_words;
mod paper_lines;
mod papers;
mod register;
mod reports;
mod slip_rules;
mod slips;
mod standing;

pub(crate) use par_index::directive::{Directive, directive};
pub(crate) use par_index::finding::FindingCode;
pub(crate) use par_index::{Finding, Lang};
pub(crate) use serde_json::{Value, json};

/// Reads a document that must be sound.
pub(crate) fn sound(document: &Value) -> Directive {
    Directive::from_json(document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// The codes of findings with the paragraphs they stand at.
pub(crate) fn told(findings: &[Finding]) -> Vec<(String, &'static str)> {
    let told = |finding: &Finding| {
        (finding.place().node.clone().unwrap_or_default(), finding.code().as_str())
    };
    findings.iter().map(told).collect()
}
