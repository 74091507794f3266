//! Findings for a person: what is wrong, where, and how to mend it.

use super::layout::wrap;
use crate::finding::{Finding, FindingCode, Severity};
use crate::render::Look;
use crate::words::Phrase;

/// The findings, errors first; `most` of them in full, the rest counted.
///
/// # Example
/// ```
/// use par_index::{Framework, view};
///
/// let refusal = Framework::from_json("{}").unwrap_err();
/// let text = view::findings(refusal.findings(), 10, view::Look::default());
/// assert!(text.starts_with("error [missing_key] line 1, column 2"));
/// ```
pub fn findings(findings: &[Finding], most: usize, look: Look) -> String {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    list(&sorted, most, look)
}

/// What stands beside a result: every error, what concerns the result as a whole, and who is left out of
/// the ranking. Lesser findings about single units are counted; `check` gives all of them.
pub fn findings_beside(findings: &[Finding], look: Look) -> String {
    let beside = |finding: &&Finding| {
        let whole = finding.place().unit.is_none();
        finding.is_error() || whole || finding.code() == FindingCode::UnitNotInForce
    };
    let (mut shown, rest): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(beside);
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    let mut out = list(&shown, usize::MAX, look);
    if !rest.is_empty() {
        let rest: usize = rest.iter().map(|finding| finding.count()).sum();
        out.push_str(&look.say(Phrase::FindingsBeside, &[("count", rest.into())]));
        out.push('\n');
    }
    look.plain(out)
}

fn list(sorted: &[&Finding], most: usize, look: Look) -> String {
    let mut out = String::new();
    for finding in sorted.iter().take(most) {
        let head = finding.head(look.lang);
        let head = match finding.severity() {
            Severity::Error => look.red(&head),
            _ => head,
        };
        out.push_str(&head);
        out.push('\n');
        let mut body = vec![finding.message(look.lang)];
        body.extend(Some(finding.expected(look.lang)).filter(|text| !text.is_empty()));
        out.push_str(&wrap(&body.join("; "), "    ", "    "));
        out.push('\n');
        let cure = finding.suggestion(look.lang);
        if !cure.is_empty() {
            out.push_str(&wrap(&format!("{} {cure}", look.arrow()), "    ", "      "));
            out.push('\n');
        }
    }
    if sorted.len() > most {
        let rest: usize = sorted.iter().skip(most).map(|finding| finding.count()).sum();
        out.push_str(&look.say(Phrase::FindingsMore, &[("count", rest.into())]));
        out.push('\n');
    }
    look.plain(out)
}
