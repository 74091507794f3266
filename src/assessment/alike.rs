//! Two spellings of one thing count as two: someone should know.

use std::collections::{BTreeSet, HashMap};

use crate::finding::{Finding, FindingCode, Place};
use crate::words::fold_name;

/// A warning for each text that compares like one before it in the order of texts.
pub(super) fn alike<'a>(
    code: FindingCode,
    texts: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = Finding> {
    let texts: BTreeSet<&str> = texts.collect();
    let mut first: HashMap<String, &str> = HashMap::new();
    let mut findings = Vec::new();
    for text in texts {
        let first = *first.entry(fold_name(text)).or_insert(text);
        if first != text {
            let finding = Finding::new(code, Place::default());
            findings.push(finding.found(first).with("other", text.to_owned()));
        }
    }
    findings.into_iter()
}
