//! E. Bonus and deduction.

use par_index::finding::Severity;
use par_index::{Basis, Framework, Points, score};

use crate::common::{Fill, Ruler, card, codes, found, four, leaf, percent, points, sheet};

/// Leaves of 70 and 30, caps of 5.
fn ruler() -> Framework {
    Ruler::new(vec![leaf("1", "70"), leaf("2", "30")]).caps("5", "5").build()
}

#[test]
fn e1_bonus_and_deduction_are_children_of_the_whole() {
    let fw = ruler();
    let sheet = sheet("u").appraised("1", "64").appraised("2", "28").extras("3", "1");
    for basis in [Basis::Appraised, Basis::Final] {
        let card = card(&fw, &sheet, basis);
        assert_eq!(four(&card, "bonus"), ["0", "3", "-3", "0"]);
        assert_eq!(four(&card, "deduction"), ["0", "-1", "1", "0"]);
        assert_eq!(four(&card, "total"), ["100", "94", "6", "0"]);
        assert_eq!(card.total().max(), points("100"), "the ruler gets no larger");
    }
}

#[test]
fn e1_they_do_not_count_under_self() {
    let fw = ruler();
    let sheet = sheet("u").self_scored("1", "64").self_scored("2", "28").extras("3", "1");
    let card = card(&fw, &sheet, Basis::SelfAssessed);
    assert_eq!(four(&card, "total"), ["100", "92", "8", "0"]);
    assert_eq!(four(&card, "bonus"), ["0", "0", "0", "0"]);
    assert_eq!(four(&card, "deduction"), ["0", "0", "0", "0"]);
}

#[test]
fn e2_each_counts_at_most_its_cap() {
    let fw = ruler();
    let sheet = |bonus, deduction| {
        sheet("u").appraised("1", "60").appraised("2", "20").extras(bonus, deduction)
    };
    assert_eq!(found(&fw, &sheet("7", "0")), ["bonus_over_cap"]);
    assert_eq!(found(&fw, &sheet("0", "5.000000001")), ["deduction_over_cap"]);
    assert_eq!(found(&fw, &sheet("5", "5")), [""; 0]);
    let (_, findings) = sheet("7", "9").check(&fw);
    assert!(findings.iter().all(|finding| finding.severity() == Severity::Warning));
    let bonus = card(&fw, &sheet("7", "0"), Basis::Final);
    assert_eq!(bonus.node("bonus").unwrap().obtained(), points("5"));
    assert_eq!(bonus.total().obtained(), points("85"));
    let deduction = card(&fw, &sheet("0", "9"), Basis::Final);
    assert_eq!(deduction.total().obtained(), points("75"));
}

#[test]
fn e2_they_are_written_as_positive_numbers() {
    let fw = ruler();
    assert_eq!(found(&fw, &sheet("u").extras("-1", "0")), ["out_of_range"]);
    assert_eq!(found(&fw, &sheet("u").extras("0", "-1")), ["out_of_range"]);
}

#[test]
fn e3_they_enter_undiminished_when_possible_shrank() {
    let fw = ruler();
    let sheet = sheet("u").appraised("1", "63").not_applicable("2").extras("2", "0");
    let card = card(&fw, &sheet, Basis::Final);
    assert_eq!(card.total().ratio().unwrap().to_string(), "65/70");
    assert_eq!(percent(&card.total()), "92.86");
    assert_eq!(card.findings(), []);
}

#[test]
fn e3_the_index_may_exceed_the_whole_with_a_warning() {
    let fw = ruler();
    let sheet = |second| sheet("u").appraised("1", "70").appraised("2", second).extras("5", "0");
    let over = card(&fw, &sheet("29"), Basis::Final);
    assert_eq!(percent(&over.total()), "104.00");
    assert_eq!(over.total().lost(), points("-4"));
    assert_eq!(codes(over.findings()), ["index_outside"]);
    assert_eq!(over.findings()[0].severity(), Severity::Warning);
    // Exactly 100 % is no excess.
    let full = card(&fw, &sheet("25"), Basis::Final);
    assert_eq!((percent(&full.total()).as_str(), codes(full.findings()).len()), ("100.00", 0));
}

#[test]
fn e3_the_index_may_be_negative_with_a_warning() {
    let fw = ruler();
    let sheet = |first| sheet("u").appraised("1", first).appraised("2", "0").extras("0", "5");
    let under = card(&fw, &sheet("1"), Basis::Final);
    assert_eq!(percent(&under.total()), "-4.00");
    assert_eq!(codes(under.findings()), ["index_outside"]);
    let zero = card(&fw, &sheet("5"), Basis::Final);
    assert_eq!(zero.total().obtained(), Points::ZERO);
    assert_eq!(codes(zero.findings()), [""; 0]);
}

#[test]
fn e3_a_bonus_makes_no_index_where_nothing_is_possible() {
    let fw = ruler();
    let sheet = sheet("u").not_applicable("1").not_applicable("2").extras("2", "0");
    let (assessment, _) = sheet.check(&fw);
    let card = score(&fw, &assessment, Basis::Final);
    assert_eq!((card.total().possible(), card.total().ratio()), (Points::ZERO, None));
}
