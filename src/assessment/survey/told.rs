//! Findings of a survey: of one kind a hundred are kept with their place, the rest are counted.

use std::collections::BTreeMap;

use crate::finding::{Finding, FindingCode, Place};

/// Findings of one kind that are told with their place; further ones are counted.
const MOST: usize = 100;

/// What was found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    findings: Vec<Finding>,
    counts: BTreeMap<FindingCode, usize>,
}

impl Told {
    /// Tells a finding, or counts it.
    pub(super) fn push(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.code()).or_default();
        *count += 1;
        if *count <= MOST {
            self.findings.push(finding);
        }
    }

    /// Whether one more finding of a kind would only be counted.
    pub(super) fn is_full(&self, code: FindingCode) -> bool {
        self.counts.get(&code).is_some_and(|count| *count >= MOST)
    }

    /// All of them, and of each kind that was cut how many are not listed.
    pub(super) fn all(mut self) -> Vec<Finding> {
        for (code, count) in self.counts.into_iter().filter(|(_, count)| *count > MOST) {
            let finding = Finding::new(FindingCode::FindingsCut, Place::default());
            let finding = finding.found(code.as_str()).with("count", count - MOST);
            self.findings.push(finding.with("told", MOST));
        }
        self.findings
    }
}

impl Extend<Finding> for Told {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}
