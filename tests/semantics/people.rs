//! Surveys: V2, V4, V6, how many people there are and what a page says of them.

use par_index::{
    AskedRow, BallotHead, Counted, Finding, FindingCode, Lang, Place, Tally, Target, view,
};

use super::common::Ruler;
use super::surveys::{SATISFIED, asked, of_two_groups, questions, variance};

fn table(counted: &Counted, targets: &[Target], lang: Lang) -> String {
    let shown = view::SurveyView { targets: targets.to_vec(), ..view::SurveyView::default() };
    let look = view::Look { lang, ..view::Look::default() };
    let table = view::survey_table(counted, &shown, look);
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    table.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// V2: a population of all below those of its groups is told with both numbers, corrects nothing over
/// all groups, and takes nothing from what a group knows of itself.
#[test]
fn v2_a_population_below_its_groups_is_told_and_corrects_nothing() {
    let of = |all: u64, g2: Option<u64>| {
        of_two_groups(&[("", 6, Some(all)), ("g1", 4, Some(8)), ("g2", 2, g2)])
    };
    // 8 and 4 are 12: then half of 400 is left, below it all.
    for (all, g2, sum, left) in [
        (12, Some(4), None, "200"),
        (11, Some(4), Some(12), "400"),
        (8, None, None, "100"),
        // As far as the groups are known they pass it already.
        (7, None, Some(8), "400"),
    ] {
        let counted = of(all, g2);
        let found = counted.findings().iter();
        let found: Vec<&Finding> = found.collect();
        assert_eq!(found.len(), usize::from(sum.is_some()), "{all}: {found:?}");
        if let (Some(sum), [found]) = (sum, &*found) {
            assert_eq!(found.code().as_str(), "population_below_groups");
            let message = found.message(Lang::En);
            assert!(message.contains(&format!(": {all},")), "{message}");
            assert!(message.contains(&format!("sum to {sum}")), "{message}");
            assert!(!found.is_error());
        }
        assert_eq!((variance(&counted, "1"), variance(&counted, "2")), ("1675/6".into(), left.into()));
    }
    // Where the row without a group is no row of all, it is one more group, and passes nothing.
    let counted = of_two_groups(&[("", 5, Some(7)), ("g1", 4, Some(8)), ("g2", 2, Some(4))]);
    let codes: Vec<FindingCode> = counted.findings().iter().map(Finding::code).collect();
    assert_eq!(codes, [FindingCode::AskedBelowGroups]);
}
