//! F. Grade and rank; L2, M8, M10 and M11 where they fix ranks and grades.

use par_index::analysis::{Graded, grade, rank_at};
use par_index::finding::Severity;
use par_index::framework::{MissingPolicy, Ties};
use par_index::spec::AssessmentSpec;
use par_index::{Basis, Framework, Lang, Ranking, Text, rank};

use crate::common::{
    Fill, Ruler, card, cohort, field, leaf, order, points, print, ranks, sheet, surveyed,
};

const ABC: &str = r#"[{"label": {"en": "A"}, "from": "90"}, {"label": {"en": "B"}, "from": "80"},
    {"label": {"en": "C"}, "from": "70"}]"#;

fn hundred() -> Ruler {
    Ruler::new(vec![leaf("1", "100")])
}

/// The sheet of a unit with one leaf.
fn at(unit: &str, points: &str) -> AssessmentSpec {
    sheet(unit).appraised("1", points)
}

/// The grade of a sheet, and the grade its printed index would have where that is another one.
fn graded(fw: &Framework, sheet: &AssessmentSpec) -> (String, Option<String>) {
    let graded = grade(&card(fw, sheet, Basis::Final));
    let text = |label: Option<&Text>| label.map_or("", |label| label.get(Lang::En)).to_owned();
    let printed = graded.is_marked().then(|| text(graded.as_printed.as_deref()));
    (text(graded.label.as_deref()), printed)
}

fn label(fw: &Framework, sheet: &AssessmentSpec) -> String {
    graded(fw, sheet).0
}

fn states(ranking: &Ranking) -> Vec<&'static str> {
    ranking.rows().iter().map(|row| row.score.state().as_str()).collect()
}

/// `points_to_next` and `margin` of a unit; empty where there is none.
fn distances(ranking: &Ranking, unit: &str) -> [String; 2] {
    let row = ranking.of(unit).unwrap();
    [row.points_to_next, row.margin].map(|x| x.map(|x| x.to_string()).unwrap_or_default())
}

#[test]
fn f1_the_first_band_from_the_top_that_is_reached() {
    let fw = hundred().grades(ABC).build();
    for (index, wanted) in [
        ("100", "A"),
        ("90", "A"),
        ("89.999999999", "B"),
        ("80", "B"),
        ("79.999999999", "C"),
        ("70", "C"),
    ] {
        assert_eq!(label(&fw, &at("u", index)), wanted, "{index}");
    }
}

#[test]
fn f1_bounds_are_compared_exactly_and_marked_when_print_says_otherwise() {
    let fw = hundred().grades(ABC).build();
    assert_eq!(graded(&fw, &at("u", "89.996")), ("B".to_owned(), Some("A".to_owned())));
    assert_eq!(graded(&fw, &at("u", "89.994")), ("B".to_owned(), None));
    assert_eq!(graded(&fw, &at("u", "90")), ("A".to_owned(), None));
    let all = cohort(&fw, &[at("a", "89.996"), at("b", "89.9"), at("c", "95")]);
    let ranking = rank(&all);
    let printed = ranking.of("a").unwrap().ratio.unwrap().percent(fw.policies().print);
    assert_eq!(print(printed), "90.00");
    let marked = ["a", "b", "c"].map(|unit| ranking.of(unit).unwrap().marked);
    assert_eq!(marked, [true, false, false]);
}

/// The lowest band is a bound like the others: 69.996 prints 70.00 and has no grade.
#[test]
fn f1_the_bound_of_the_lowest_band_is_marked_too() {
    let fw = hundred().grades(ABC).build();
    let all = cohort(&fw, &[at("a", "69.996"), at("b", "60")]);
    let ranking = rank(&all);
    let row = ranking.of("a").unwrap();
    assert_eq!(row.grade.label, None);
    assert!(row.marked, "prints 70.00, band 70 not reached");
    assert!(!ranking.of("b").unwrap().marked);
}

/// Bounds may be finer than print: 90.0041 has reached 90.004 and prints 90.00.
#[test]
fn f1_a_bound_reached_but_not_in_print_is_marked_too() {
    let bands =
        r#"[{"label": {"en": "A"}, "from": "90.004"}, {"label": {"en": "B"}, "from": "80"}]"#;
    let fw = hundred().grades(bands).build();
    assert_eq!(
        ["90.0041", "90.004", "90.0039"].map(|index| label(&fw, &at("u", index))),
        ["A", "A", "B"]
    );
    let all = cohort(&fw, &[at("a", "90.0041"), at("b", "90.02"), at("c", "85")]);
    let marked = ["a", "b", "c"].map(|unit| rank(&all).of(unit).unwrap().marked);
    assert_eq!(marked, [true, false, false]);
}

/// Where the floor fails, the printed index would give the same grade; it is marked all the same, since
/// it prints like the bound (R11).
#[test]
fn f1_a_band_whose_floor_fails_is_not_what_print_says() {
    let bands = r#"[
        {"label": {"en": "A"}, "from": "90", "component_floor": "85", "floor_on": "leaf"},
        {"label": {"en": "B"}, "from": "80"}]"#;
    let fw = Ruler::new(vec![leaf("1", "80"), leaf("2", "20")]).grades(bands).build();
    let unit = |id, one, two| at(id, one).appraised("2", two);
    assert_eq!(graded(&fw, &unit("u", "72.996", "17")), ("B".to_owned(), Some("A".to_owned())));
    assert_eq!(graded(&fw, &unit("u", "73.996", "16")), ("B".to_owned(), Some("B".to_owned())));
    let all = cohort(&fw, &[unit("a", "73.996", "16"), unit("b", "60", "20")]);
    assert!(rank(&all).of("a").unwrap().marked);
}

#[test]
fn f2_a_band_whose_floor_fails_gives_way_to_the_next() {
    let bands = r#"[
        {"label": {"en": "A"}, "from": "90", "component_floor": "85", "floor_on": "criterion"},
        {"label": {"en": "B"}, "from": "80", "component_floor": "80", "floor_on": "criterion"}]"#;
    // Index 91 %: criterion 1.1 at 84 %, 1.2 at the rest.
    let tree = || vec![field("1", vec![leaf("1.1", "25"), leaf("1.2", "75")])];
    let fw = Ruler::new(tree()).grades(bands).build();
    let unit = |one, two| sheet("u").appraised("1.1", one).appraised("1.2", two);
    assert_eq!(label(&fw, &unit("21", "70")), "B");
    assert_eq!(label(&fw, &unit("21.25", "69.75")), "A", "exactly at the floor holds");
    assert_eq!(label(&fw, &unit("21.249999999", "69.750000001")), "B");
    assert_eq!(label(&fw, &unit("19.999999999", "71.000000001")), "", "both floors fail");
    assert_eq!(label(&fw, &unit("20", "71")), "B", "exactly at the lower floor");
}

#[test]
fn f2_the_floor_looks_at_the_level_it_names() {
    // Leaf 1.1.1 at 50 %, its criterion at 75 %, its field at 87.5 %; field 2 is one leaf.
    let tree = || {
        vec![
            field(
                "1",
                vec![
                    field("1.1", vec![leaf("1.1.1", "10"), leaf("1.1.2", "10")]),
                    field("1.2", vec![leaf("1.2.1", "20")]),
                ],
            ),
            leaf("2", "60"),
        ]
    };
    let unit = sheet("u")
        .appraised("1.1.1", "5")
        .appraised("1.1.2", "10")
        .appraised("1.2.1", "20")
        .appraised("2", "60");
    for (level, floor, wanted) in [
        ("leaf", "50", "A"),
        ("leaf", "50.1", ""),
        ("criterion", "75", "A"),
        ("criterion", "75.1", ""),
        ("field", "87.5", "A"),
        ("field", "87.6", ""),
    ] {
        let bands = format!(
            r#"[{{"label": {{"en": "A"}}, "from": "90", "component_floor": "{floor}",
                "floor_on": "{level}"}}]"#
        );
        let fw = Ruler::new(tree()).grades(&bands).build();
        assert_eq!(label(&fw, &unit), wanted, "{level} {floor}");
    }
}

#[test]
fn f2_criteria_are_nodes_at_depth_two_and_fields_without_children() {
    let bands = r#"[{"label": {"en": "A"}, "from": "50", "component_floor": "60",
        "floor_on": "criterion"}]"#;
    let tree = vec![field("1", vec![leaf("1.1", "40")]), leaf("2", "60")];
    let fw = Ruler::new(tree).grades(bands).build();
    let unit = |one, two| sheet("u").appraised("1.1", one).appraised("2", two);
    assert_eq!(label(&fw, &unit("40", "36")), "A");
    assert_eq!(label(&fw, &unit("40", "35.9")), "", "a field without children is a criterion");
}

#[test]
fn f2_nodes_that_do_not_apply_are_skipped_under_every_policy() {
    let bands = r#"[{"label": {"en": "A"}, "from": "50", "component_floor": "85",
        "floor_on": "criterion"}]"#;
    for policy in ["rescale", "award_max", "zero"] {
        let policy = serde_json::from_str(&format!("{policy:?}")).unwrap();
        let fw = Ruler::new(vec![leaf("1", "80"), leaf("2", "20")])
            .policies(|policies| policies.not_applicable = Some(policy))
            .grades(bands)
            .build();
        assert_eq!(label(&fw, &at("u", "72").not_applicable("2")), "A", "{policy:?}");
    }
}

#[test]
fn f3_no_index_no_grade() {
    let fw = Ruler::new(vec![leaf("1", "95"), leaf("2", "5")]).grades(ABC).build();
    assert_eq!(grade(&card(&fw, &at("u", "95"), Basis::Final)), Graded::default());
    assert_eq!(grade(&card(&fw, &sheet("u"), Basis::Final)), Graded::default());
    let none = sheet("u").not_applicable("1").not_applicable("2");
    assert_eq!(grade(&card(&fw, &none, Basis::Final)), Graded::default());
}

#[test]
fn f3_below_the_lowest_band_there_is_no_grade() {
    let fw = hundred().grades(ABC).build();
    assert_eq!(label(&fw, &at("u", "65")), "");
    assert_eq!(label(&fw, &at("u", "69.999999999")), "");
    assert_eq!(label(&fw, &at("u", "70")), "C");
    let all = cohort(&fw, &[at("a", "65")]);
    assert_eq!(rank(&all).of("a").unwrap().grade.label, None);
    assert_eq!(rank(&all).of("a").unwrap().rank, Some(1), "a rank it has");
}

/// The note says which unit is below the lowest band.
#[test]
fn f3_below_the_lowest_band_there_is_a_note() {
    let fw = hundred().grades(ABC).build();
    let all = cohort(&fw, &[at("a", "65"), at("b", "95")]);
    let ranking = rank(&all);
    let on = |unit: &str| {
        let findings = ranking.findings().iter().chain(all.findings());
        let own = findings.filter(|finding| finding.place().unit.as_deref() == Some(unit));
        own.map(par_index::Finding::severity).collect::<Vec<_>>()
    };
    assert_eq!(on("a"), [Severity::Note], "{:?}", ranking.findings());
    assert_eq!(on("b"), []);
}

#[test]
fn f3_bands_may_name_blocks() {
    let bands = r#"[{"label": {"en": "A"}, "from": "90", "blocks": ["so"]},
        {"label": {"en": "I"}, "from": "80", "blocks": ["huyen"]},
        {"label": {"en": "B"}, "from": "70"}]"#;
    let fw = hundred().grades(bands).build();
    assert_eq!(label(&fw, &at("u", "95").group("so")), "A");
    assert_eq!(label(&fw, &at("u", "85").group("so")), "B");
    assert_eq!(label(&fw, &at("u", "95").group("huyen")), "I");
    assert_eq!(label(&fw, &at("u", "95")), "B", "a unit without a group");
    assert_eq!(label(&fw, &at("u", "95").group("xa")), "B");
}

#[test]
fn f4_competition_and_dense_ranks() {
    let units = ["a", "b", "c", "d"];
    let sheets = [at("a", "96.3"), at("b", "95.7"), at("c", "95.7"), at("d", "95.22")];
    for (ties, wanted) in [(Ties::Competition, [1, 2, 2, 4]), (Ties::Dense, [1, 2, 2, 3])] {
        let fw = hundred().policies(|policies| policies.ties = Some(ties)).build();
        let ranking = rank(&cohort(&fw, &sheets));
        assert_eq!(ranks(&ranking, &units), wanted, "{ties:?}");
        let tied = units.map(|unit| ranking.of(unit).unwrap().tied);
        assert_eq!(tied, [false, true, true, false]);
        assert_eq!(order(&ranking), units, "equal units by id");
    }
}

#[test]
fn f4_ranks_use_exact_values_never_printed_ones() {
    let fw = hundred().build();
    let sheets = [at("a", "90.004"), at("b", "90.001"), at("c", "90.000000001"), at("d", "90")];
    let ranking = rank(&cohort(&fw, &sheets));
    assert_eq!(ranks(&ranking, &["a", "b", "c", "d"]), [1, 2, 3, 4]);
    assert!(ranking.rows().iter().all(|row| row.marked && !row.tied), "all print 90.00");
}

#[test]
fn f4_equal_ratios_of_unequal_wholes_share_a_rank() {
    let fw = Ruler::new(vec![leaf("1", "70"), leaf("2", "30")]).build();
    let part = at("a", "63").not_applicable("2");
    let whole = at("b", "70").appraised("2", "20");
    let ranking = rank(&cohort(&fw, &[part, whole]));
    assert_eq!(ranks(&ranking, &["a", "b"]), [1, 1]);
}

#[test]
fn f4_inside_the_block() {
    let fw = hundred().build();
    let all = cohort(
        &fw,
        &[
            at("a", "90").group("so"),
            at("b", "80").group("so"),
            at("c", "85").group("huyen"),
            at("d", "70").group("huyen"),
            at("e", "60"),
            at("f", "99"),
        ],
    );
    let units = ["a", "b", "c", "d", "e", "f"];
    assert_eq!(ranks(&rank(&all), &units), [2, 4, 3, 5, 6, 1], "without it all are one block");
    let inside = rank(&all.by_group());
    assert_eq!(ranks(&inside, &units), [1, 2, 1, 2, 2, 1], "those without a group are one block");
    assert_eq!(distances(&inside, "b"), ["10", ""], "points_to_next stays inside");
    assert_eq!(distances(&inside, "a"), ["", "10"]);
    assert_eq!(distances(&inside, "c"), ["", "15"]);
}

#[test]
fn f5_an_open_unit_ranks_where_it_is_not_open() {
    let fw = Ruler::new(vec![leaf("1", "50"), leaf("2", "50")]).build();
    let all = cohort(&fw, &[at("a", "50"), at("b", "40").appraised("2", "40")]);
    let total = rank(&all);
    assert_eq!(ranks(&total, &["a", "b"]), [0, 1]);
    assert_eq!(ranks(&rank_at(&all, "1"), &["a", "b"]), [1, 2]);
    assert_eq!(ranks(&rank_at(&all, "2"), &["a", "b"]), [0, 1]);
}

#[test]
fn f5_unranked_units_follow_with_their_state_by_id() {
    let fw = Ruler::new(vec![leaf("1", "95"), leaf("2", "5")]).build();
    let full = |unit, one| at(unit, one).appraised("2", "5");
    let all = cohort(
        &fw,
        &[
            sheet("silent"),
            full("last", "50"),
            at("open", "95"),
            full("wrong", "96"),
            full("beside", "80").unranked(),
            full("first", "75"),
            sheet("nothing").not_applicable("1").not_applicable("2"),
        ],
    );
    let ranking = rank(&all);
    let wanted = ["first", "last", "beside", "nothing", "open", "silent", "wrong"];
    assert_eq!(order(&ranking), wanted);
    assert_eq!(
        states(&ranking),
        ["complete", "complete", "complete", "not_applicable", "open", "not_reported", "in_error"]
    );
    assert_eq!(ranks(&ranking, &wanted), [1, 2, 0, 0, 0, 0, 0]);
    assert_eq!(ranking.ranked(), 2);
    assert!(ranking.rows().iter().skip(2).all(|row| !row.tied));
}

#[test]
fn f5_a_unit_without_a_rank_takes_none() {
    let fw = hundred().build();
    let all = cohort(&fw, &[at("a", "80"), at("b", "85").unranked(), at("c", "70")]);
    let ranking = rank(&all);
    assert_eq!(ranks(&ranking, &["a", "b", "c"]), [1, 0, 2]);
    assert_eq!(distances(&ranking, "a"), ["", "10"], "85 is above nobody");
    assert_eq!(distances(&ranking, "b"), ["", ""]);
}

#[test]
fn f5_a_silent_unit_is_never_last_with_zero() {
    let ruler = hundred().policies(|policies| policies.missing = Some(MissingPolicy::Zero));
    let ranking = rank(&cohort(&ruler.build(), &[at("a", "0"), sheet("b")]));
    assert_eq!(ranks(&ranking, &["a", "b"]), [1, 0]);
}

#[test]
fn f6_re_scaled_units_rank_by_ratio_and_are_flagged() {
    let fw = Ruler::new(vec![leaf("1", "70"), leaf("2", "30")]).build();
    let all = cohort(&fw, &[at("a", "63").not_applicable("2"), at("b", "69").appraised("2", "20")]);
    let ranking = rank(&all);
    assert_eq!(ranks(&ranking, &["a", "b"]), [1, 2]);
    let flags = ["a", "b"].map(|unit| ranking.of(unit).unwrap().score.is_rescaled());
    assert_eq!(flags, [true, false]);
    let ratios = ["a", "b"].map(|unit| ranking.of(unit).unwrap().ratio.unwrap().to_string());
    assert_eq!(ratios, ["63/70", "89/100"]);
}

#[test]
fn f6_the_ruler_is_the_one_of_the_basis() {
    let fw = Ruler::new(vec![leaf("1", "70"), surveyed("S", "30")]).build();
    let unit = at("u", "63").self_scored("1", "70").survey("S", "20");
    for basis in [Basis::SelfAssessed, Basis::Appraised, Basis::Final] {
        assert!(!card(&fw, &unit, basis).total().is_rescaled(), "{basis:?}");
    }
    let part = Ruler::new(vec![leaf("1", "70"), leaf("2", "5"), surveyed("S", "25")]).build();
    let unit = at("u", "63").not_applicable("2");
    let appraised = card(&part, &unit, Basis::Appraised);
    assert!(appraised.total().is_rescaled());
    assert!(!appraised.node("1").unwrap().is_rescaled());
    assert!(appraised.node("2").unwrap().is_rescaled());
    assert!(!appraised.node("S").unwrap().is_rescaled(), "left out, nothing was to be had");
}

#[test]
fn f7_points_to_next_are_the_least_that_equal_it() {
    let fw = Ruler::new(vec![leaf("1", "70"), leaf("2", "30")]).build();
    let all =
        cohort(&fw, &[at("a", "63").not_applicable("2"), at("b", "70").appraised("2", "20.5")]);
    assert_eq!(distances(&rank(&all), "a")[0], "0.35");
    assert_eq!(distances(&rank(&all), "b")[0], "", "the first has nobody above");
}

#[test]
fn f7_points_to_next_are_rounded_up_to_print_digits() {
    // 6/10 behind 2/3.
    let ruler = || Ruler::new(vec![leaf("1", "10"), leaf("2", "3")]);
    let sheets =
        [at("a", "6").not_applicable("2"), sheet("b").not_applicable("1").appraised("2", "2")];
    for (digits, wanted) in [(2, "0.67"), (0, "1"), (3, "0.667")] {
        let print = |policies: &mut par_index::spec::PoliciesSpec| {
            policies.print.as_mut().unwrap().digits = digits;
        };
        let fw = ruler().policies(print).build();
        assert_eq!(distances(&rank(&cohort(&fw, &sheets)), "a")[0], wanted, "{digits} digits");
    }
}

#[test]
fn f7_equal_units_have_the_same_way_up() {
    let fw = hundred().build();
    let all = cohort(&fw, &[at("a", "90"), at("b", "80"), at("c", "80"), at("d", "79.999")]);
    let ranking = rank(&all);
    assert_eq!(distances(&ranking, "b"), ["10", "0"]);
    assert_eq!(distances(&ranking, "c"), ["10", "0"], "0.001 rounded down");
    assert_eq!(distances(&ranking, "d"), ["0.01", ""], "0.001 rounded up");
}

#[test]
fn m10_margin_is_what_stands_above_the_next_worse() {
    let fw = Ruler::new(vec![leaf("1", "70"), leaf("2", "30")]).build();
    // 63/70 above 89/100: 63 − 0.89 · 70 = 0.7.
    let all = cohort(
        &fw,
        &[
            at("a", "63").not_applicable("2"),
            at("b", "69").appraised("2", "20"),
            at("c", "69").appraised("2", "20"),
            at("d", "69").appraised("2", "19.991"),
        ],
    );
    let ranking = rank(&all);
    assert_eq!(distances(&ranking, "a"), ["", "0.7"]);
    assert_eq!(distances(&ranking, "b"), ["1", "0"], "the next worse distinct ratio");
    assert_eq!(distances(&ranking, "d"), ["0.01", ""], "nothing is worse");
}

/// One step of the last printed place less does not equal the next better; and what is above the
/// next worse can be lost and still equal it, one step more cannot.
#[test]
fn f7_and_m10_are_the_nearest_steps_of_print() {
    let fw = Ruler::new(vec![leaf("1", "70"), leaf("2", "13")]).build();
    let one = |unit: &str, points: &str| at(unit, points).not_applicable("2");
    let two = |unit: &str, one: &str, two: &str| at(unit, one).appraised("2", two);
    let sheets = [
        one("a", "63"),
        two("b", "63.17", "11.019"),
        two("c", "60", "13"),
        one("d", "61.333333333"),
        two("e", "70", "0.7"),
        one("f", "59.625"),
    ];
    let ranking = rank(&cohort(&fw, &sheets));
    let rows = ranking.rows();
    let hundredth = points("0.01");
    for pair in rows.windows(2) {
        let (better, worse) = (&pair[0], &pair[1]);
        let ratio_with = |row: &par_index::Standing, obtained: Option<par_index::Points>| {
            par_index::Ratio::new(obtained.unwrap(), row.score.possible()).unwrap()
        };
        let up = worse.points_to_next.unwrap();
        let enough = worse.score.obtained().checked_add(up).unwrap();
        assert!(ratio_with(worse, Some(enough)) >= better.ratio.unwrap(), "{}", worse.unit.id);
        let less = enough.checked_sub(hundredth);
        assert!(ratio_with(worse, less) < better.ratio.unwrap(), "{}", worse.unit.id);

        let down = better.margin.unwrap();
        let left = better.score.obtained().checked_sub(down).unwrap();
        assert!(ratio_with(better, Some(left)) >= worse.ratio.unwrap(), "{}", better.unit.id);
        let less = left.checked_sub(hundredth);
        assert!(ratio_with(better, less) < worse.ratio.unwrap(), "{}", better.unit.id);
    }
}

/// How many units have each of the four labels, from the top.
fn quartiles(values: impl Iterator<Item = String>) -> [usize; 4] {
    let grades = r#"{"by": "quartile", "labels": [{"en": "1"}, {"en": "2"}, {"en": "3"},
        {"en": "4"}]}"#;
    let fw = hundred().grades(grades).build();
    let sheets: Vec<_> =
        values.enumerate().map(|(n, value)| at(&format!("unit-{n:02}"), &value)).collect();
    let ranking = rank(&cohort(&fw, &sheets));
    ["1", "2", "3", "4"].map(|label| {
        let has = |row: &&par_index::Standing| {
            row.grade.label.as_ref().is_some_and(|grade| grade.get(Lang::En) == label)
        };
        ranking.rows().iter().filter(has).count()
    })
}

#[test]
fn l2_quartiles_of_distinct_values() {
    let distinct = |n: usize| (0..n).map(|n| format!("{n}.{n:02}"));
    assert_eq!(quartiles(distinct(63)), [16, 16, 15, 16]);
    assert_eq!(quartiles(distinct(61)), [16, 15, 15, 15]);
    assert_eq!(quartiles(distinct(4)), [1, 1, 1, 1]);
    assert_eq!(quartiles(distinct(5)), [2, 1, 1, 1]);
    // Spacing decides only where a bound is interpolated: 1, 2, 3, 100 has bounds 1.75, 2.5, 27.25.
    assert_eq!(quartiles(["1", "2", "3", "100"].map(str::to_owned).into_iter()), [1, 1, 1, 1]);
    // Equal values share a group: the one whose bounds they all reach.
    assert_eq!(quartiles(["5", "5", "5", "5"].map(str::to_owned).into_iter()), [4, 0, 0, 0]);
    // 1, 5, 5, 9 has bounds 4, 5, 6: both fives have reached two of them.
    assert_eq!(quartiles(["1", "5", "5", "9"].map(str::to_owned).into_iter()), [1, 2, 0, 1]);
}

#[test]
fn m11_fewer_than_four_units_have_no_grade() {
    assert_eq!(quartiles(["1", "2", "3"].map(str::to_owned).into_iter()), [0; 4]);
}

#[test]
fn m11_only_ranked_units_of_the_block_make_the_bounds() {
    let grades = r#"{"by": "quartile", "labels": [{"en": "1"}, {"en": "2"}, {"en": "3"},
        {"en": "4"}]}"#;
    let fw = hundred().grades(grades).build();
    let mut sheets: Vec<_> = [("a", "10"), ("b", "20"), ("c", "30"), ("d", "40")]
        .map(|(unit, points)| at(unit, points).group("so"))
        .into();
    sheets.extend(
        ["90", "91", "92"]
            .iter()
            .enumerate()
            .map(|(n, points)| at(&format!("x{n}"), points).group("huyen")),
    );
    sheets.push(at("beside", "99").group("so").unranked());
    sheets.push(sheet("silent").group("so"));
    let ranking = rank(&cohort(&fw, &sheets).by_group());
    let label = |unit: &str| {
        let grade = ranking.of(unit).unwrap().grade.label.as_ref();
        grade.map(|grade| grade.get(Lang::En).to_owned()).unwrap_or_default()
    };
    assert_eq!(["a", "b", "c", "d"].map(label), ["4", "3", "2", "1"]);
    assert_eq!(["x0", "x1", "x2", "silent"].map(label), [""; 4], "three are too few");
}

#[test]
fn m8_bands_are_tried_from_the_top_whatever_the_order_of_the_file() {
    let bands = r#"[{"label": {"en": "C"}, "from": "70"}, {"label": {"en": "A"}, "from": "90"},
        {"label": {"en": "B"}, "from": "80"}]"#;
    let fw = hundred().grades(bands).build();
    assert_eq!(["95", "85", "75"].map(|index| label(&fw, &at("u", index))), ["A", "B", "C"]);
    // Equal bounds are tried in the order of the file.
    let bands = r#"[{"label": {"en": "B"}, "from": "80"},
        {"label": {"en": "good"}, "from": "90", "component_floor": "85", "floor_on": "leaf"},
        {"label": {"en": "bare"}, "from": "90"}]"#;
    let tree = vec![leaf("1", "80"), leaf("2", "20")];
    let fw = Ruler::new(tree).grades(bands).build();
    assert_eq!(label(&fw, &at("u", "75").appraised("2", "17")), "good");
    assert_eq!(label(&fw, &at("u", "76").appraised("2", "16")), "bare");
}

#[test]
fn m8_a_bound_is_a_percent_of_the_possible() {
    let fw = Ruler::new(vec![leaf("1", "60"), leaf("2", "40")]).grades(ABC).build();
    assert_eq!(label(&fw, &at("u", "54").not_applicable("2")), "A", "54 of 60");
    assert_eq!(label(&fw, &at("u", "53").not_applicable("2")), "B");
    assert_eq!(points("54"), card(&fw, &at("u", "54"), Basis::Final).total().obtained());
}

#[test]
fn m8_bands_of_a_block_look_at_the_units_own_group_without_by_group_too() {
    let bands = r#"[{"label": {"en": "A"}, "from": "90", "blocks": ["so"]}]"#;
    let fw = hundred().grades(bands).build();
    let all = cohort(&fw, &[at("a", "95").group("so"), at("b", "95").group("huyen")]);
    let has = |ranking: &Ranking| ["a", "b"].map(|u| ranking.of(u).unwrap().grade.label.is_some());
    assert_eq!(has(&rank(&all)), [true, false]);
    assert_eq!(has(&rank(&all.by_group())), [true, false]);
}
