//! L. PAPI in the same tree: points, a total of 60 or 80, groups by quartile.

use par_index::analysis::field_standings;
use par_index::framework::{PrintAs, embedded_ids};
use par_index::spec::{AssessmentSpec, PrintSpec};
use par_index::view::{self, Look};
use par_index::{
    Basis, Cohort, Digits, Framework, Lang, Order, Points, State, framework, rank, score_all, weak,
};

use crate::common::{Ruler, cohort, points, sheet, surveyed};

/// A ruler of one survey leaf of 80 points, printed as points, with groups by quartile.
fn eighty() -> Framework {
    let grades = r#"{"by": "quartile", "labels": [{"en": "highest", "vi": "cao nhất"},
        {"en": "upper", "vi": "khá"}, {"en": "lower", "vi": "vừa"}, {"en": "lowest", "vi": "thấp"}]}"#;
    let ruler = Ruler::new(vec![surveyed("1", "80")]).grades(grades);
    ruler
        .policies(|policies| {
            policies.print = Some(PrintSpec { digits: 2, print_as: Some(PrintAs::Points) });
        })
        .build()
}

fn at(unit: &str, value: &str) -> AssessmentSpec {
    sheet(unit).survey("1", value)
}

fn all(values: &[(&str, &str)]) -> Cohort {
    cohort(&eighty(), &values.iter().map(|(unit, value)| at(unit, value)).collect::<Vec<_>>())
}

fn label(all: &Cohort, unit: &str) -> String {
    let ranking = rank(all);
    let label = ranking.of(unit).unwrap().grade.label.clone();
    label.map(|label| label.get(Lang::En).to_owned()).unwrap_or_default()
}

#[test]
fn l1_papi_prints_points_and_ranks_by_ratio() {
    let all = all(&[("a", "40.614646553"), ("b", "40.7"), ("c", "38")]);
    let ranking = rank(&all);
    assert_eq!(ranking.of("a").unwrap().rank, Some(2));
    let total = all.card("a").unwrap().total();
    assert_eq!(format!("{:.2}", total.ratio().unwrap().percent(Digits::TWO)), "50.77");
    let table = view::ranking_page(&all, &ranking).text(Look::default());
    assert!(table.contains("40.61  50.77 %"), "{table}");
    // A row for programs keeps exact points and the ratio in percent.
    let rows = view::rank_rows(&all, &ranking);
    assert_eq!(rows[1].obtained.unwrap().to_string(), "40.614646553");
    assert_eq!(rows[1].ratio.as_deref(), Some("50.77"));
}

#[test]
fn l1_the_embedded_generations_have_60_or_80_points_in_leaves_that_sum_exactly() {
    let mut seen = 0;
    for id in embedded_ids().filter(|id| id.starts_with("papi-")) {
        let fw = framework(id).unwrap();
        assert_eq!(fw.policies().print_as, PrintAs::Points, "{id}");
        let fields: Vec<_> = fw.fields().collect();
        assert_eq!(Points::whole(10 * i32::try_from(fields.len()).unwrap()), fw.total(), "{id}");
        for field in fields {
            assert_eq!(field.max(), points("10"), "{id} {}", field.code());
            let under = format!("{}.", field.code());
            let leaves: Vec<String> = fw
                .leaves()
                .filter(|leaf| leaf.code().as_str().starts_with(&under))
                .map(|leaf| leaf.max().to_string())
                .collect();
            let want: &[&str] = match leaves.len() {
                2 => &["5", "5"],
                3 => &["3.333333333", "3.333333333", "3.333333334"],
                _ => &["2.5", "2.5", "2.5", "2.5"],
            };
            assert_eq!(leaves, want, "{id} {}", field.code());
        }
        assert!(fw.leaves().all(par_index::framework::Node::is_survey), "{id}");
        seen += 1;
    }
    assert_eq!(seen, 4);
}

#[test]
fn l1_a_unit_with_an_empty_sub_dimension_is_incomplete() {
    let fw = framework("papi-2021").unwrap();
    let full = |unit: &str| {
        let sheet = AssessmentSpec::new("papi-2021", 2023, unit);
        fw.leaves().fold(sheet, |sheet, leaf| sheet.survey(leaf.code().as_str(), "1"))
    };
    let mut open = full("open");
    open.entries.retain(|entry| entry.code != "7.2");
    let sheets = [full("a"), open].map(|sheet| sheet.check(&fw).0);
    let all = score_all(&fw, &sheets, Basis::Final);
    assert_eq!(all.card("open").unwrap().state(), State::Open);
    let ranking = rank(&all);
    assert_eq!((ranking.of("open").unwrap().rank, ranking.ranked()), (None, 1));
    // 27 points are there, 3.333333333 may come.
    let table = view::ranking_page(&all, &ranking).text(Look::default());
    assert!(table.contains("incomplete: 27.00–30.33"), "{table}");
    let page = view::unit_page(&all, "open").text(Look::default());
    assert!(page.contains("Index between 27.00 and 30.33 of 80.00 points"), "{page}");
}

#[test]
fn l2_a_value_equal_to_a_bound_has_reached_it() {
    // Of five values the bounds are the second, third and fourth, exactly.
    let values = [("a", "8"), ("b", "16"), ("c", "24"), ("d", "32"), ("e", "40")];
    let groups = |all: &Cohort| ["a", "b", "c", "d", "e"].map(|unit| label(all, unit));
    assert_eq!(groups(&all(&values)), ["lowest", "lower", "upper", "highest", "highest"]);
    // A bound between two values: 8, 16, 24, 32 has 14, 20 and 26; a fifth value moves them.
    let four = all(&values[..4]);
    assert_eq!(
        ["a", "b", "c", "d"].map(|unit| label(&four, unit)),
        ["lowest", "lower", "upper", "highest"]
    );
}

#[test]
fn l2_just_below_a_bound_is_below_it() {
    // Bounds of 10, 20, 20, 20, 40 are three times 20: 20 has reached all, what is below none.
    let of = |low: &str| all(&[("a", low), ("b", "20"), ("c", "20"), ("d", "20"), ("e", "40")]);
    assert_eq!(
        ["a", "b", "e"].map(|unit| label(&of("19.999999999"), unit)),
        ["lowest", "highest", "highest"]
    );
    assert_eq!(label(&of("20"), "a"), "highest");
    // Interpolated: 10, 20, 20, 30 has the bounds 17.5, 20, 22.5, and 20 has reached two.
    let four = all(&[("a", "10"), ("b", "20"), ("c", "20"), ("d", "30")]);
    assert_eq!(
        ["a", "b", "c", "d"].map(|unit| label(&four, unit)),
        ["lowest", "upper", "upper", "highest"]
    );
}

#[test]
fn l1_values_that_print_the_same_points_are_marked_and_told_apart() {
    // 40.004 and 40.002 of 80 print 50.01 % and 50.00 %, but 40.00 points both.
    let all = all(&[("a", "40.004"), ("b", "40.002"), ("c", "20")]);
    let ranking = rank(&all);
    let marked = ["a", "b", "c"].map(|unit| ranking.of(unit).unwrap().marked);
    assert_eq!(marked, [true, true, false]);
    let table = view::ranking_page(&all, &ranking).text(Look::default());
    assert!(table.contains("like rank 2; 0.0020 ahead"), "{table}");
}

#[test]
fn a7_the_mean_of_points_is_exact() {
    // A third of 100.01 is 33.33666…: three points, not the mean of three rounded percents.
    let all = all(&[("a", "40.005"), ("b", "30"), ("c", "30.005")]);
    let fw = eighty();
    let asked = par_index::ask::Asked::of("rank", "{}").unwrap();
    let mut inputs = asked.common().inputs(&fw, None);
    for card in all.cards() {
        inputs.add(card.assessment());
    }
    let reply = par_index::dossier::Dossier::new(&fw, inputs.finish()).ask(&asked).unwrap();
    let text = reply.text(Look::default());
    assert!(text.contains("Mean of the 3 ranked units: 33.34"), "{text}");
    // The result object keeps the mean of the indices in percent: 41.67 %.
    assert_eq!(reply.summary().unwrap()["mean"], "41.67");
}

/// Runs of ASCII letters.
fn words(text: &str) -> std::collections::BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| word.len() > 2 && word.is_ascii()).map(str::to_lowercase).collect()
}

#[test]
fn l1_every_view_of_papi_is_vietnamese_and_fits_the_line() {
    let fw = framework("papi-2021").unwrap();
    let input = par_index::read(&fw, par_index::sample("papi-2023").unwrap());
    assert!(input.findings.is_empty(), "{:?}", input.findings);
    let all = score_all(&fw, &input.assessments, Basis::Final);
    let ranking = rank(&all);
    let views = |look: Look| {
        let mut views = vec![view::ranking_page(&all, &ranking).text(look)];
        for card in all.cards() {
            let unit = &card.unit().id;
            views.push(view::unit_page(&all, unit).text(look));
            views.push(view::score_page(&all, &ranking, card).text(look));
            let list = weak(&all, unit, Order::Attainment);
            views.push(view::weak_page(&all, &list, Order::Attainment, 9).text(look));
        }
        let list =
            par_index::analysis::compare(&all, &all, None, &std::collections::BTreeMap::new())
                .unwrap();
        views.push(view::compare_page(&all, &list).text(look));
        let pair =
            par_index::analysis::versus(&all, "sample-province-01", "sample-province-03").unwrap();
        views.push(view::versus_page(&all, &pair).text(look));
        for level in [par_index::analysis::TableLevel::Field, par_index::analysis::TableLevel::Leaf]
        {
            let (codes, lines) =
                par_index::analysis::table(&all, level, par_index::analysis::Figures::Obtained);
            let shown = (level, par_index::analysis::Figures::Obtained);
            views.push(view::units_page(&all, &codes, &lines, shown).text(look));
        }
        views
    };
    let vi = views(Look { lang: Lang::Vi, ..Look::default() });
    let en = views(Look::default());
    let known = ["papi", "par", "index", "internet", "ubnd"];
    for (vi, en) in vi.iter().zip(&en) {
        for line in vi.lines().chain(en.lines()) {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 100, "{line}");
        }
        // Vietnamese words without marks exist, but no English sentence shares many of them.
        let shared: Vec<String> = words(vi)
            .intersection(&words(en))
            .filter(|word| !known.contains(&word.as_str()))
            .cloned()
            .collect();
        assert!(shared.is_empty(), "{shared:?} in\n{vi}");
    }
    assert_eq!(field_standings(&all, "sample-province-01").unwrap().len(), 9);
}
