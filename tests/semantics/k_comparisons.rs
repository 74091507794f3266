//! K. Comparison of two cards, maybe under two rulers.

use std::collections::BTreeMap;

use par_index::analysis::{ChangeParts, Crosswalk, CrosswalkKind, CrosswalkRow, compare};
use par_index::spec::AssessmentSpec;
use par_index::{Framework, Percent, Ratio};

use crate::common::{Fill, Ruler, cohort, leaf, sheet};

fn row(old: &str, new: &str, kind: CrosswalkKind) -> CrosswalkRow {
    CrosswalkRow::new(old, new, kind)
}

fn parts(
    (old, before): (&Framework, AssessmentSpec),
    (new, after): (&Framework, AssessmentSpec),
    rows: Vec<CrosswalkRow>,
) -> ChangeParts {
    let crosswalk = Crosswalk::new(rows, old, new).unwrap();
    let (before, after) = (cohort(old, &[before]), cohort(new, &[after]));
    compare(&after, &before, Some(&crosswalk), &BTreeMap::new()).unwrap()[0].parts.unwrap()
}

fn percent(text: &str) -> Percent {
    text.parse().unwrap()
}

#[test]
fn k2_the_change_parts_into_performance_and_ruler() {
    let old = Ruler::new(vec![leaf("1", "10"), leaf("2", "10"), leaf("3", "5")]).build();
    let new = Ruler::new(vec![leaf("1", "20"), leaf("2", "10"), leaf("4", "10")]).build();
    let before = sheet("u").appraised("1", "6").appraised("2", "8").appraised("3", "5");
    let after = || sheet("u").appraised("1", "14").appraised("2", "9").appraised("4", "4");
    let rows = vec![
        row("1", "1", CrosswalkKind::Rescaled),
        row("2", "2", CrosswalkKind::Same),
        row("3", "", CrosswalkKind::Dropped),
        row("", "4", CrosswalkKind::New),
    ];
    let parts = parts((&old, before), (&new, after()), rows.clone());
    assert_eq!(parts.change, percent("-8.5"));
    assert_eq!(parts.performance, percent("7.5"));
    assert_eq!(parts.ruler, percent("-16"));
    assert_eq!((parts.bonus, parts.comparable), (Percent::ZERO, percent("75")));
    // By its formula the ruler is Σ (w₁ − w₀) r₀ + Σ new − Σ dropped: 6 − 2 + 10 − 20 and − 10 of …
    let hand = (percent("30").minus(percent("24"))) // a: (20/40 − 10/25) · 60 %
        .plus(percent("20").minus(percent("32"))) // b: (10/40 − 10/25) · 80 %
        .plus(percent("10")) // n: 4/40
        .minus(percent("20")); // d: 5/25
    assert_eq!(parts.ruler, hand);
}

#[test]
fn k1_split_and_merged_components_compare_as_one_group() {
    let old = Ruler::new(vec![leaf("1", "10"), leaf("2", "4"), leaf("3", "6")]).build();
    let new = Ruler::new(vec![leaf("a", "4"), leaf("b", "6"), leaf("c", "10")]).build();
    let before = || sheet("u").appraised("1", "5").appraised("2", "2").appraised("3", "6");
    let after = || sheet("u").appraised("a", "4").appraised("b", "3").appraised("c", "5");
    // 1 is split into a and b; 2 and 3 are merged into c.
    let rows = vec![
        row("1", "a", CrosswalkKind::Split),
        row("1", "b", CrosswalkKind::Split),
        row("2", "c", CrosswalkKind::Merged),
        row("3", "c", CrosswalkKind::Merged),
    ];
    let parts = parts((&old, before()), (&new, after()), rows);
    // 10/20 · (7/10 − 5/10) + 10/20 · (5/10 − 8/10)
    assert_eq!(parts.performance, percent("-5"));
    assert_eq!((parts.comparable, parts.ruler), (percent("100"), Percent::ZERO));
}

#[test]
fn k1_what_is_possible_on_one_side_only_does_not_compare() {
    let fw = Ruler::new(vec![leaf("1", "10"), leaf("2", "10")]).build();
    let rows = vec![row("1", "1", CrosswalkKind::Same), row("2", "2", CrosswalkKind::Same)];
    let before = sheet("u").appraised("1", "5").not_applicable("2");
    let after = sheet("u").appraised("1", "5").appraised("2", "10");
    let parts = parts((&fw, before), (&fw, after), rows);
    // 5/10 → 15/20: nothing was done better where both years compare.
    assert_eq!(parts.performance, Percent::ZERO);
    assert_eq!(
        (parts.change, parts.ruler, parts.comparable),
        (percent("25"), percent("25"), percent("50"))
    );
}

#[test]
fn k2_bonus_is_apart() {
    let fw = Ruler::new(vec![leaf("1", "10")]).caps("5", "5").build();
    let rows = vec![row("1", "1", CrosswalkKind::Same)];
    let before = sheet("u").appraised("1", "5").extras("0", "1");
    let after = sheet("u").appraised("1", "6").extras("0.5", "0");
    let parts = parts((&fw, before), (&fw, after), rows);
    assert_eq!((parts.performance, parts.bonus), (percent("10"), percent("15")));
    assert_eq!((parts.change, parts.ruler), (percent("25"), Percent::ZERO));
}

#[test]
fn m12_terms_are_rounded_at_nine_places() {
    let fw = Ruler::new(vec![leaf("1", "3"), leaf("2", "3"), leaf("3", "1")]).build();
    let rows = ["1", "2", "3"].map(|code| row(code, code, CrosswalkKind::Same)).to_vec();
    let before = sheet("u").appraised("1", "0").appraised("2", "0").appraised("3", "0");
    let after = sheet("u").appraised("1", "1").appraised("2", "1").appraised("3", "0");
    let parts = parts((&fw, before), (&fw, after), rows);
    // Twice 1/7 rounded, against 2/7 rounded.
    assert_eq!(parts.performance, percent("28.571428572"));
    assert_eq!(parts.change, percent("28.571428571"));
    assert_eq!(parts.ruler, percent("-0.000000001"));
}

#[test]
fn m12_rows_that_cannot_be_are_refused_all_at_once() {
    let old = Ruler::new(vec![leaf("1", "10")]).build();
    let new = Ruler::new(vec![leaf("1", "10")]).build();
    let rows = vec![
        row("9", "1", CrosswalkKind::Same),
        row("1", "", CrosswalkKind::Renamed),
        row("1", "1", CrosswalkKind::New),
        row("", "", CrosswalkKind::Dropped),
    ];
    let error = Crosswalk::new(rows, &old, &new).unwrap_err();
    let codes: Vec<&str> = error.findings().iter().map(|finding| finding.code().as_str()).collect();
    assert_eq!(
        codes,
        ["unknown_code", "missing_key", "unknown_value", "missing_key", "duplicate_code"]
    );
}

#[test]
fn k_a_unit_made_of_others_is_held_against_them_together() {
    let fw = Ruler::new(vec![leaf("1", "10")]).build();
    let one = |unit: &str, score: &str| sheet(unit).appraised("1", score);
    let before = cohort(&fw, &[one("a", "4"), one("b", "9")]);
    let after = cohort(&fw, &[one("ab", "8"), one("c", "1")]);
    let made_of = BTreeMap::from([("ab".to_owned(), vec!["a".to_owned(), "b".to_owned()])]);
    let rows = compare(&after, &before, None, &made_of).unwrap();
    assert_eq!(rows[0].before.map(Ratio::percent_exact), Some(percent("65")));
    assert_eq!(rows[0].parts.unwrap().performance, percent("15"));
    assert_eq!((rows[1].before, rows[1].parts), (None, None));
}

/// A unit that keeps its id in a merger is not held against its old self alone where another of those it
/// is made of has no card.
#[test]
fn k_a_unit_made_of_others_is_held_against_all_of_them_or_none() {
    let fw = Ruler::new(vec![leaf("1", "10")]).build();
    let one = |unit: &str, score: &str| sheet(unit).appraised("1", score);
    let after = cohort(&fw, &[one("a", "8")]);
    let before = |units: &[AssessmentSpec], made_of: &[&str]| {
        let made_of = made_of.iter().map(|unit| (*unit).to_owned()).collect();
        let made_of = BTreeMap::from([("a".to_owned(), made_of)]);
        let rows = compare(&after, &cohort(&fw, units), None, &made_of).unwrap();
        rows[0].parts.map(|parts| parts.change)
    };
    let (a, b, c) = (one("a", "4"), one("b", "9"), one("c", "5"));
    assert_eq!(before(&[a.clone(), b.clone()], &["a", "b", "c"]), None);
    assert_eq!(before(&[a.clone(), b, c], &["a", "b", "c"]), Some(percent("20")));
    // The year before may be under the merged unit already: none of the others stands in it.
    assert_eq!(before(&[a], &["a", "b", "c"]), Some(percent("40")));
}
