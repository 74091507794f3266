//! H. Weak criteria.

use par_index::analysis::strengths;
use par_index::framework::MissingPolicy;
use par_index::spec::AssessmentSpec;
use par_index::{Digits, Framework, Order, WeakList, weak};

use crate::common::{Fill, Ruler, cohort, leaf, points, print, sheet, surveyed};

fn weakest(fw: &Framework, sheet: AssessmentSpec, order: Order) -> WeakList {
    weak(&cohort(fw, &[sheet]), "u", order)
}

fn codes(list: &WeakList) -> Vec<&str> {
    list.iter().map(|row| row.code.as_str()).collect()
}

#[test]
fn h1_by_points_lost_or_by_attainment() {
    let fw = Ruler::new(vec![leaf("1", "0.25"), leaf("2", "3"), leaf("3", "1")]).build();
    // 0.25 at 0 %, 3 at 40 %, and one at its maximum.
    let unit = || sheet("u").appraised("1", "0").appraised("2", "1.2").appraised("3", "1");
    let by_points = weakest(&fw, unit(), Order::PointsLost);
    assert_eq!(codes(&by_points), ["2", "1"]);
    assert_eq!([by_points[0].lost, by_points[1].lost], [points("1.8"), points("0.25")]);
    assert_eq!([by_points[0].position, by_points[1].position], [1, 2]);
    let by_attainment = weakest(&fw, unit(), Order::Attainment);
    assert_eq!(codes(&by_attainment), ["1", "2"]);
    let ratio = by_attainment[1].ratio.unwrap();
    assert_eq!(print(ratio.percent(Digits::TWO)), "40.00");
    assert_eq!(Order::default(), Order::PointsLost);
}

#[test]
fn h1_rows_are_the_leaves_with_something_lost() {
    let ruler =
        Ruler::new(vec![leaf("1", "2"), leaf("2", "2"), leaf("3", "2"), surveyed("4", "2")]);
    let fw = ruler.build();
    // At its maximum, not applicable, not appraised, and a survey leaf that lost.
    let unit =
        sheet("u").appraised("1", "2").not_applicable("2").self_scored("3", "1").survey("4", "1.9");
    let list = weakest(&fw, unit, Order::PointsLost);
    assert_eq!(codes(&list), ["4"]);
    assert!(list[0].survey);
}

#[test]
fn h1_what_counts_as_lost_under_zero_is_listed() {
    let ruler = Ruler::new(vec![leaf("1", "2"), leaf("2", "2")]);
    let fw = ruler.policies(|policies| policies.missing = Some(MissingPolicy::Zero)).build();
    let list = weakest(&fw, sheet("u").appraised("2", "1"), Order::PointsLost);
    assert_eq!(codes(&list), ["1", "2"]);
    assert_eq!(list[0].lost, points("2"));
}

#[test]
fn h1_equal_keys_stay_in_framework_order() {
    // Framework order is the order of the document, not of the codes.
    let tree = || ["9", "10", "1", "2"].map(|code| leaf(code, "2")).to_vec();
    let fw = Ruler::new(tree()).build();
    let unit = || {
        let all = ["9", "10", "1", "2"];
        all.iter().fold(sheet("u"), |sheet, code| sheet.appraised(code, "1"))
    };
    for order in [Order::PointsLost, Order::Attainment] {
        assert_eq!(codes(&weakest(&fw, unit(), order)), ["9", "10", "1", "2"], "{order:?}");
    }
    // 1/3 and 2/6 are one attainment.
    let fw = Ruler::new(vec![leaf("1", "6"), leaf("2", "3"), leaf("3", "1")]).build();
    let unit = sheet("u").appraised("1", "2").appraised("2", "1").appraised("3", "0.333333333");
    assert_eq!(codes(&weakest(&fw, unit, Order::Attainment)), ["3", "1", "2"]);
}

#[test]
fn h2_share_of_lost_is_of_all_leaves() {
    let fw = Ruler::new(vec![leaf("1", "2"), leaf("2", "2"), leaf("3", "2")]).build();
    let unit = sheet("u").appraised("1", "0.5").appraised("2", "1").appraised("3", "1.5");
    let list = weakest(&fw, unit, Order::PointsLost);
    let printed = |pick: fn(&par_index::WeakLeaf) -> Option<par_index::Ratio>| {
        list.iter().map(|row| print(pick(row).unwrap().percent(Digits::TWO))).collect::<Vec<_>>()
    };
    assert_eq!(printed(|row| row.share_of_lost), ["50.00", "33.33", "16.67"]);
    assert_eq!(printed(|row| row.cumulative_share), ["50.00", "83.33", "100.00"]);
    assert_eq!(list.lost(), points("3"));
}

#[test]
fn h2_bonus_and_deduction_are_left_out() {
    let ruler = Ruler::new(vec![leaf("1", "2"), leaf("2", "2"), leaf("3", "2")]);
    let fw = ruler.caps("5", "5").build();
    let unit = sheet("u").appraised("1", "0.5").appraised("2", "1").appraised("3", "1.5");
    let list = weakest(&fw, unit.extras("3", "1"), Order::PointsLost);
    assert_eq!(list.lost(), points("3"));
    assert_eq!(codes(&list), ["1", "2", "3"]);
    assert_eq!(print(list[0].share_of_lost.unwrap().percent(Digits::TWO)), "50.00");
}

#[test]
fn h3_m9_gaps_to_the_median_and_the_best_of_the_block() {
    let fw = Ruler::new(vec![leaf("1", "2"), leaf("2", "2")]).build();
    let unit = |id: &str, one: &str| sheet(id).appraised("1", one).appraised("2", "2");
    let gaps = |sheets: &[AssessmentSpec], id: &str| {
        let all = cohort(&fw, sheets);
        let list = weak(&all, id, Order::PointsLost);
        let row = list.iter().find(|row| row.code.as_str() == "1");
        row.map(|row| {
            (row.peer_gap.map(|gap| gap.to_string()), row.best_gap.map(|gap| gap.to_string()))
        })
    };
    let some = |median: &str, best: &str| Some((Some(median.to_owned()), Some(best.to_owned())));
    let four = [unit("u", "1"), unit("a", "1.5"), unit("b", "1.8"), unit("c", "2")];
    assert_eq!(gaps(&four, "u"), some("0.65", "1"));
    // Above the median there is no gap to it; the best unit has none at all and loses nothing.
    assert_eq!(gaps(&four, "b"), Some((None, Some("0.2".to_owned()))));
    assert_eq!(gaps(&four, "c"), None);
    // Under three units scored at the leaf nothing is said; a silent or unscored one is no peer.
    let two = [unit("u", "1"), unit("a", "2"), sheet("b"), sheet("c").appraised("2", "1")];
    assert_eq!(gaps(&two, "u"), Some((None, None)));
    // An unranked unit is a peer; an odd ninth place is rounded half away from zero.
    let mut apart = unit("a", "1.000000001");
    apart.unit.ranked = Some(false);
    let odd = [unit("u", "1"), apart, unit("b", "1.000000002"), unit("c", "1.5")];
    assert_eq!(gaps(&odd, "u"), some("0.000000002", "0.5"));
    let order = weak(&cohort(&fw, &four), "u", Order::PeerGap);
    assert_eq!(codes(&order), ["1"]);
    assert!(codes(&weak(&cohort(&fw, &four), "c", Order::PeerGap)).is_empty());
}

/// One leaf at these percentages in successive years, the last one 2023; `None` is no sheet.
fn years(percents: &[Option<&str>], below: &str) -> Option<usize> {
    let fw = Ruler::new(vec![leaf("1", "100")]).build();
    let of = |year: u16, percent: &str| {
        let mut unit = sheet("u").appraised("1", percent);
        unit.year = Some(year);
        cohort(&fw, &[unit])
    };
    let first = 2023 - u16::try_from(percents.len()).unwrap() + 1;
    let mut cohorts: Vec<par_index::Cohort> = (first..)
        .zip(percents)
        .filter_map(|(year, percent)| percent.map(|percent| of(year, percent)))
        .collect();
    let now = cohorts.pop().unwrap();
    // In any order.
    cohorts.reverse();
    let now = now.with_earlier(cohorts).unwrap().weak_below(below.parse().unwrap()).unwrap();
    weak(&now, "u", Order::Repeat)[0].repeats
}

#[test]
fn h4_repeats_are_years_in_a_row_up_to_this_one() {
    assert_eq!(years(&[Some("40"), Some("60"), Some("45")], "50"), Some(1));
    assert_eq!(years(&[Some("40"), Some("45"), Some("30")], "50"), Some(3));
    // At the threshold is not below it; not weak this year is no year.
    assert_eq!(years(&[Some("40"), Some("50"), Some("30")], "50"), Some(1));
    assert_eq!(years(&[Some("40"), Some("45"), Some("50")], "50"), Some(0));
    // A year without a sheet ends the run.
    assert_eq!(years(&[Some("40"), None, Some("30")], "50"), Some(1));
    assert_eq!(years(&[Some("99")], "100"), Some(1));
}

#[test]
fn h4_most_years_come_first_and_no_row_is_hidden() {
    let fw = Ruler::new(vec![leaf("1", "10"), leaf("2", "10"), leaf("3", "10")]).build();
    let of = |year: u16, scores: [&str; 3]| {
        let mut unit = sheet("u");
        unit.year = Some(year);
        for (code, score) in ["1", "2", "3"].iter().zip(scores) {
            unit = unit.appraised(code, score);
        }
        cohort(&fw, &[unit])
    };
    let now = of(2023, ["1", "9", "4"]).with_earlier(vec![of(2022, ["9", "2", "4"])]).unwrap();
    let list = weak(&now.weak_below("50".parse().unwrap()).unwrap(), "u", Order::Repeat);
    let repeats: Vec<Option<usize>> = list.iter().map(|row| row.repeats).collect();
    assert_eq!(codes(&list), ["3", "1", "2"]);
    assert_eq!(repeats, [Some(2), Some(1), Some(0)]);
}

#[test]
fn h5_strengths_are_above_the_median_of_the_block() {
    let fw = Ruler::new(vec![leaf("1", "2"), leaf("2", "2"), leaf("3", "2")]).build();
    let unit = |id: &str, at: &str, two: &str| {
        sheet(id).appraised("1", at).appraised("2", two).appraised("3", "1")
    };
    let others = [unit("a", "1", "0"), unit("b", "1.5", "0"), unit("c", "1.8", "0")];
    let all = cohort(&fw, &[&others[..], &[unit("u", "2", "0.1")]].concat());
    let list = strengths(&all, "u");
    let rows: Vec<_> = list
        .iter()
        .map(|row| (row.position, row.code.as_str(), row.above.to_string(), row.rank, row.of))
        .collect();
    // The middle of 1.5 and 1.8 is 1.65; at the median itself, leaf 3, nobody is strong.
    assert_eq!(rows, [(1, "1", "0.35".to_owned(), 1, 4), (2, "2", "0.1".to_owned(), 1, 4)]);
    // What is strong for one is no gap, and the other way round.
    let weak_of_a = weak(&all, "a", Order::PeerGap);
    assert_eq!(codes(&weak_of_a), ["1"]);
    assert!(strengths(&all, "a").is_empty());
    // Two units have no median.
    assert!(strengths(&cohort(&fw, &[unit("a", "1", "0"), unit("u", "2", "0.1")]), "u").is_empty());
    assert_eq!(strengths(&all, "nobody").findings().len(), 1);
}
