//! Findings for human readers: what is wrong, where, and how to repair it. Errors come last, next
//! to the place where reading goes on; what holds for many places is said once.

use crate::finding::{Finding, FindingCode};
use crate::page::{Block, Page};
use crate::words::{Phrase, Sentence};

/// The findings, errors last; the `most` gravest are shown in full, the others only counted.
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
    sorted.sort_by_key(|finding| finding.severity());
    // The findings that are only counted are the least grave.
    let (rest, told) = sorted.split_at(sorted.len().saturating_sub(most));
    let counted = counted(Phrase::FindingsMore, rest);
    Page::of(counted.into_iter().chain(told_once(told)).collect::<Vec<_>>())
}

/// The findings shown beside a result: all errors, those about the result as a whole, and units
/// left out of the ranking. Lesser findings about single units are counted; `check` lists them.
pub fn findings_beside(findings: &[Finding]) -> Page {
    let beside = |finding: &&Finding| {
        let whole = finding.place().unit.is_none();
        finding.is_error() || whole || finding.code() == FindingCode::UnitNotInForce
    };
    let (mut shown, rest): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(beside);
    shown.sort_by_key(|finding| finding.severity());
    let counted = counted(Phrase::FindingsBeside, &rest);
    Page::of(counted.into_iter().chain(told_once(&shown)).collect::<Vec<_>>())
}

/// A line that says how many findings are not listed; `None` if there are none.
fn counted(phrase: Phrase, rest: &[&Finding]) -> Option<Block> {
    let count: usize = rest.iter().map(|finding| finding.count()).sum();
    (count > 0).then(|| Block::say(Sentence::say(phrase, [("count", count.into())])))
}

/// Up to this many findings that say the same are shown one by one.
const FEW: usize = 3;
/// Up to this many places are listed; of more only the first and the last.
const MOST_PLACES: usize = 12;

/// The findings one below the other; those that differ only in their place are shown as one, with a
/// list of the other places.
pub(crate) fn told_once(findings: &[&Finding]) -> Vec<Block> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let same = |group: &&mut Vec<&Finding>| {
            group.first().is_some_and(|first| first.says_the_same(finding))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let mut blocks = Vec::new();
    for group in groups {
        let Some((first, others)) = group.split_first().filter(|_| group.len() > FEW) else {
            blocks.extend(group.into_iter().map(Block::from));
            continue;
        };
        blocks.push(Block::from(*first));
        let mut places: Vec<Sentence> =
            others.iter().map(|finding| finding.spot().into()).collect();
        let count = places.len();
        // To repair errors one needs every place.
        if !first.is_error() && count > MOST_PLACES {
            places.drain(1..count - 1);
        }
        let mark = if places.len() < count { " … " } else { ", " };
        let places = Sentence::joined(places, mark);
        let args = [("count", count.into()), ("places", places.into())];
        blocks.push(Block::inside(2, Sentence::say(Phrase::FindingsSame, args)));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;
    use crate::render::Look;

    fn told(findings: &[Finding]) -> Vec<String> {
        let text = findings_page(findings, usize::MAX).text(Look::default());
        text.lines().map(|line| line.trim().to_owned()).collect()
    }

    fn appraisers(codes: impl Iterator<Item = usize>) -> Vec<Finding> {
        let of = |n| {
            let place = Place::at(format!("/nodes/{n}/appraiser"));
            Finding::new(FindingCode::AppraiserMissing, place).with("node", format!("1.{n}"))
        };
        codes.map(of).collect()
    }

    #[test]
    fn what_is_said_of_many_places_is_said_once() {
        let lines = told(&appraisers(1..=38));
        assert_eq!(lines.iter().filter(|line| line.contains("[appraiser_missing]")).count(), 1);
        assert_eq!(lines.last().unwrap(), "the same at 37 more: 1.2 … 1.38");
        assert_eq!(
            told(&appraisers(1..=5)).last().unwrap(),
            "the same at 4 more: 1.2, 1.3, 1.4, 1.5"
        );
        // Three findings are still shown one by one.
        assert!(!told(&appraisers(1..=3)).iter().any(|line| line.contains("the same")));
    }

    #[test]
    fn errors_stand_last_and_each_has_its_place() {
        let word = |cell: String, found: &str| {
            let mut place = Place::file("a.csv").node("1.1");
            place.cell = Some(cell);
            Finding::new(FindingCode::UnknownWord, place).found(found).with("known", "x")
        };
        let mut findings: Vec<Finding> =
            (2..=21).map(|row| word(format!("C{row}"), "tốt")).collect();
        findings.push(word("D2".to_owned(), "khá"));
        findings.extend(appraisers(1..=1));
        let lines = told(&findings);
        assert!(lines[0].starts_with("note [appraiser_missing]"), "{lines:?}");
        let places: Vec<String> = (3..=21).map(|row| format!("C{row}")).collect();
        let whole = lines.join(" ");
        assert!(whole.contains(&format!("the same at 19 more: {}", places.join(", "))), "{whole}");
        // A different word makes a different finding.
        let errors = lines.iter().filter(|line| line.starts_with("error [unknown_word]")).count();
        assert_eq!(errors, 2, "{lines:?}");
    }
}
