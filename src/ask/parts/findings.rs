//! Findings for a person: what is wrong, where, and how to mend it.

use crate::finding::{Finding, FindingCode};
use crate::page::{Block, Page};
use crate::words::{Phrase, Sentence};

/// The findings, errors first; `most` of them in full, the rest counted.
///
/// # Example
/// ```
/// use par_index::{Framework, view};
///
/// let refusal = Framework::from_json("{}").unwrap_err();
/// let page = view::findings_page(refusal.findings(), 10);
/// assert!(page.text(view::Look::default()).starts_with("error [missing_key] line 1, column 2"));
/// ```
pub fn findings_page(findings: &[Finding], most: usize) -> Page {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    list(&sorted, most)
}

/// What stands beside a result: every error, what concerns the result as a whole, and who is left out of
/// the ranking. Lesser findings about single units are counted; `check` gives all of them.
pub fn findings_beside(findings: &[Finding]) -> Page {
    let beside = |finding: &&Finding| {
        let whole = finding.place().unit.is_none();
        finding.is_error() || whole || finding.code() == FindingCode::UnitNotInForce
    };
    let (mut shown, rest): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(beside);
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    let mut page = list(&shown, usize::MAX);
    if !rest.is_empty() {
        let rest: usize = rest.iter().map(|finding| finding.count()).sum();
        page.push(Block::say(Sentence::say(Phrase::FindingsBeside, [("count", rest.into())])));
    }
    page
}

fn list(sorted: &[&Finding], most: usize) -> Page {
    let told = sorted.iter().take(most).copied();
    let mut page = Page::of(told.map(Block::from).collect::<Vec<_>>());
    if sorted.len() > most {
        let rest: usize = sorted.iter().skip(most).map(|finding| finding.count()).sum();
        page.push(Block::say(Sentence::say(Phrase::FindingsMore, [("count", rest.into())])));
    }
    page
}
