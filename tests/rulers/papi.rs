//! PAPI, 2011 to 2024: the published figures of 63 provinces under the embedded generations, against
//! sums and quartiles made a second way; skipped where the figures are absent. A few rows stand here,
//! so that the same rules run everywhere.
//!
//! Figures: PAPI (CECODES, VFF-CRT, RTA, UNDP), collected in hnks-gh/ml-mcdm (MIT).

use std::collections::BTreeMap;
use std::path::Path;

use par_index::analysis::{Crosswalk, compare, crosswalk_ids, crosswalk_rows};
use par_index::framework::embedded_ids;
use par_index::view::{self, Look};
use par_index::{
    Basis, Cohort, Digits, Framework, Inputs, Lang, Percent, Ranking, State, framework, rank,
    score_all,
};
use rust_decimal::{Decimal, RoundingStrategy};

/// One province in one year: code, name, and the text of every figure by the code of its node.
struct Row {
    year: u16,
    code: String,
    name: String,
    figures: BTreeMap<String, String>,
}

/// The rows of the shared table; `SC11` is the sub-dimension 1.1.
fn rows() -> Option<Vec<Row>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/papi_2011_2024_subdimensions.csv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: ../shared/data/papi_2011_2024_subdimensions.csv is not here");
        return None;
    };
    let rows = parsed(&text);
    assert_eq!(rows.len(), 63 * 14);
    Some(rows)
}

fn parsed(text: &str) -> Vec<Row> {
    let mut lines = text.lines().map(|line| line.trim_end().split(',').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let codes: Vec<String> =
        head[3..].iter().map(|name| format!("{}.{}", &name[2..3], &name[3..])).collect();
    let row = |cells: Vec<&str>| Row {
        year: cells[0].parse().unwrap(),
        code: cells[1].to_owned(),
        name: cells[2].to_owned(),
        figures: codes
            .iter()
            .cloned()
            .zip(cells[3..].iter().map(|cell| (*cell).to_owned()))
            .collect(),
    };
    lines.map(row).collect()
}

/// Eleven rows of the same source: four generations, one row with a hole (2018, Quảng Ninh).
const FEW: &str = "\
year,code,province,SC11,SC12,SC13,SC14,SC21,SC22,SC23,SC24,SC31,SC32,SC33,SC41,SC42,SC43,SC44,SC51,SC52,SC53,SC54,SC61,SC62,SC63,SC64,SC71,SC72,SC73,SC81,SC82,SC83
2016,P31,Thua Thien Hue,1.132903457,1.772948384,1.423590302,0.773117185,2.160886526,1.535302043,1.4435215,,2.083102942,2.072812557,1.088995695,1.310808659,1.776434779,0.764656723,1.762135386,1.762035131,1.632733464,1.437264204,1.919292569,1.985793352,1.558530211,2.225907326,1.715357304,,,,,,
2016,P49,Ba Ria - Vung Tau,0.963775754,1.859665751,1.407987595,0.648634493,2.058784962,1.684458613,1.761897445,,2.322204351,2.104630232,1.226278543,1.243248105,1.589600921,0.874176681,1.760248065,1.661169052,1.841351509,1.660994053,1.81199348,1.835510731,2.046406031,2.232460976,1.702490091,,,,,,
2018,P14,Quang Ninh,1.240792394,1.692747355,1.731832385,1.190308928,,,,,1.891985893,1.274281144,1.938575387,,,,,1.965573907,2.006612062,1.975604057,1.999236941,2.114870787,1.652676225,2.130919456,1.538636684,2.465800047,2.444195032,1.02386415,0.675818324,3.028862476,
2018,P31,Thua Thien Hue,0.886597157,1.514019728,1.660987258,0.790620267,0.808677077,1.832237601,1.482299089,1.276579738,1.77418232,0.68970263,1.920307398,1.796064973,2.029863596,1.079733729,1.850358486,1.758283019,1.874080777,1.835542202,1.903265238,2.051154375,1.275880456,2.158636093,1.515573502,2.09596324,1.912278175,0.78023684,0.559575319,2.092342615,
2019,P31,Thua Thien Hue,0.786839366,1.554092169,1.626970053,1.27522707,0.871342063,1.783810973,1.369205356,1.27037859,2.056689978,1.36119175,2.044829845,1.657520533,2.126053095,1.010325074,1.921949029,1.82138896,1.726506591,1.755123258,1.894558907,2.098343134,1.722942948,2.237981319,1.462825418,0.970212102,2.167706966,0.974411786,0.433077812,1.951120019,1.926329613
2019,P49,Ba Ria - Vung Tau,0.88242346,1.584573627,1.588989377,1.266543865,0.745849133,2.122437716,1.459595919,1.452564359,2.151074409,0.884603798,2.014528513,1.672936797,2.019832611,1.234201193,1.958210468,1.790439606,1.862505555,1.819385052,1.893895745,1.979181767,1.994836569,2.322864294,1.429811358,0.992638946,1.930282712,0.350537241,0.36868906,2.115515471,1.358257532
2021,P01,Hanoi,0.837394655,1.61578548,1.567433715,0.989344001,0.949576199,1.924131632,1.674072742,1.385524035,1.890530825,0.46041733,1.978332162,1.716450691,2.052259445,1.224459052,2.082535505,2.548644304,,2.473710775,2.51484108,1.86587429,1.738257289,2.165744066,2.024657965,1.039812565,1.759003997,0.362105995,0.522373796,2.589386225,0.493890733
2021,P19,Hai Duong,0.679451346,1.656692386,1.548815608,0.947122574,0.797278404,1.807603478,1.343500137,1.503672123,1.788921952,0.445590854,1.897178173,1.812692881,2.0266397,1.134044766,1.960783005,2.478137016,,2.366767883,2.496295691,2.054800749,1.833858371,2.006619453,1.906812787,1.059455514,1.431825161,0.647280812,0.409270942,2.207015753,0.442872375
2021,P31,Thua Thien Hue,0.854868233,1.621909261,1.691251993,1.306763291,1.039757848,1.968161702,1.664211512,1.530902743,2.150089741,0.55881387,1.866230369,2.052237034,2.223137856,1.44759047,2.048975229,2.694361925,,2.401612759,2.645497799,2.196891546,2.018112421,2.217465401,2.031612873,1.260695934,2.183007956,1.015786171,0.553468585,2.277545691,0.538119972
2021,P49,Ba Ria - Vung Tau,0.733077943,1.301468253,1.417407155,0.821374953,0.796587765,1.701735377,1.296713829,1.240076423,2.027106047,0.479457855,1.738147855,1.481785059,1.909357786,1.175609708,1.896426558,1.964774132,,2.319527864,2.462701559,1.844263792,1.991960287,2.264561176,1.901500583,0.922974706,1.724488854,0.434360027,0.36283502,2.034838438,0.369527549
2021,P50,Ho Chi Minh City,0.707122564,1.200263858,1.230168104,0.918737471,0.828577876,1.592386007,1.364279866,1.202996373,2.062304974,0.40542233,1.855560184,1.405452728,1.907600045,1.09439373,1.919611096,2.330243111,,2.151765108,2.421543121,1.794371247,1.816425562,2.270168543,1.869603395,0.87954551,1.677086234,0.338449061,0.385677278,2.628216982,0.418568254
";

/// The generation in force for a year.
fn ruler(year: u16) -> Framework {
    let mut papi =
        embedded_ids().filter(|id| id.starts_with("papi-")).map(|id| framework(id).unwrap());
    papi.find(|fw| fw.is_valid_for(year)).unwrap()
}

/// A year through the table reader: `unit`, `name`, a column for each leaf.
fn scored(rows: &[Row], year: u16) -> Cohort {
    let fw = ruler(year);
    let codes: Vec<&str> = fw.leaves().map(|leaf| leaf.code().as_str()).collect();
    let mut table = format!("unit,name,{}\n", codes.join(","));
    for row in rows.iter().filter(|row| row.year == year) {
        let cells: Vec<&str> = codes.iter().map(|code| row.figures[*code].as_str()).collect();
        table.push_str(&[&row.code, &row.name, cells.join(",").as_str()].join(","));
        table.push('\n');
        // What the ruler does not know is empty in this year.
        let others = row.figures.iter().filter(|(code, _)| !codes.contains(&code.as_str()));
        assert!(others.clone().all(|(_, text)| text.is_empty()), "{year} {}", row.code);
    }
    let mut inputs = Inputs::new(&fw).for_year(year);
    par_index_sheets::read_input(&mut inputs, "papi.csv", table.as_bytes());
    let input = inputs.finish();
    assert!(input.findings.is_empty(), "{year}: {:?}", input.findings);
    score_all(&fw, &input.assessments, Basis::Final)
}

fn exact(number: impl std::fmt::Display + Copy) -> Decimal {
    number.to_string().parse().unwrap()
}

/// Dimensions and total of a row, added as decimals; `None` where a figure is missing.
fn sums(row: &Row, codes: &[String]) -> Option<BTreeMap<String, Decimal>> {
    let mut sums = BTreeMap::from([("total".to_owned(), Decimal::ZERO)]);
    for code in codes {
        let figure: Decimal = row.figures[code].parse().ok()?;
        *sums.entry(code[..1].to_owned()).or_default() += figure;
        *sums.entry("total".to_owned()).or_default() += figure;
    }
    Some(sums)
}

/// The codes that have a figure of any province in a year: what the data themselves show.
fn present(rows: &[Row], year: u16) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| row.year == year) {
        for (code, text) in &row.figures {
            if !text.is_empty() && !codes.contains(code) {
                codes.push(code.clone());
            }
        }
    }
    codes.sort();
    codes
}

const LABELS: [&str; 4] = ["Highest", "Upper middle", "Lower middle", "Lowest"];

fn groups(ranking: &Ranking) -> [usize; 4] {
    LABELS.map(|label| {
        let has = |row: &&par_index::Standing| {
            row.grade.label.as_ref().is_some_and(|grade| grade.get(Lang::En) == label)
        };
        ranking.rows().iter().filter(has).count()
    })
}

#[test]
fn the_generations_are_what_the_data_show() {
    let Some(rows) = rows() else { return };
    for year in 2011..=2024 {
        let fw = ruler(year);
        let leaves: Vec<String> = fw.leaves().map(|leaf| leaf.code().to_string()).collect();
        assert_eq!(leaves, present(&rows, year), "{year}");
        let total = if year < 2018 { "60" } else { "80" };
        assert_eq!(fw.total().to_string(), total, "{year}");
    }
    let known = [2011, 2017, 2018, 2019, 2020, 2021, 2024].map(|year| ruler(year).id().to_owned());
    let ids =
        ["2011", "2011", "2018", "2019", "2019", "2021", "2021"].map(|id| format!("papi-{id}"));
    assert_eq!(known, ids);
}

#[test]
fn every_dimension_and_total_is_the_exact_sum_of_the_given_decimals() {
    let Some(rows) = rows() else { return };
    assert_eq!(sums_are_exact(&rows, 2011..=2024), (869, 13));
}

#[test]
fn dimensions_and_totals_of_a_few_rows_are_exact_sums() {
    let rows = parsed(FEW);
    assert_eq!(sums_are_exact(&rows, [2016, 2018, 2019, 2021]), (10, 1));
    // Added by hand: the total, and dimension 1 of Bà Rịa – Vũng Tàu in 2021.
    let all = scored(&rows, 2021);
    for (code, total) in [
        ("P01", "44.446550549"),
        ("P19", "42.690999894"),
        ("P31", "48.059080185"),
        ("P49", "40.614646553"),
        ("P50", "40.676540612"),
    ] {
        assert_eq!(all.card(code).unwrap().total().obtained().to_string(), total, "{code}");
    }
    let first = all.card("P49").unwrap().node("1").unwrap();
    assert_eq!(first.obtained().to_string(), "4.273328304");
    assert_eq!(view::rank_rows(&all, &rank(&all))[4].ratio.as_deref(), Some("50.77"));
    let vi = Look { lang: Lang::Vi, ..Look::default() };
    let page = view::unit_page(&all, "P49").text(vi);
    assert!(page.contains("Chỉ số 40,61/80,00 điểm (50,77%)"), "{page}");
}

/// Dimensions, totals and ranks against sums of decimals: how many rows are whole, how many kept apart.
fn sums_are_exact(rows: &[Row], years: impl IntoIterator<Item = u16>) -> (usize, usize) {
    let (mut complete, mut apart) = (0, 0);
    for year in years {
        let all = scored(rows, year);
        let ranking = rank(&all);
        let codes: Vec<String> = ruler(year).leaves().map(|leaf| leaf.code().to_string()).collect();
        let totals: Vec<Decimal> = rows
            .iter()
            .filter(|row| row.year == year)
            .filter_map(|row| Some(sums(row, &codes)?["total"]))
            .collect();
        for row in rows.iter().filter(|row| row.year == year) {
            let card = all.card(&row.code).unwrap();
            let standing = ranking.of(&row.code).unwrap();
            let place = format!("{year} {}", row.name);
            let Some(sums) = sums(row, &codes) else {
                // Kept apart: listed, not ranked, no group.
                let silent = codes.iter().all(|code| row.figures[code].is_empty());
                let state = if silent { State::NotReported } else { State::Open };
                assert_eq!(card.state(), state, "{place}");
                assert!(standing.rank.is_none() && standing.grade.label.is_none(), "{place}");
                assert_eq!(card.total().ratio(), None, "{place}");
                apart += 1;
                continue;
            };
            for (code, sum) in &sums {
                let obtained = card.node(code).unwrap().obtained();
                assert_eq!(exact(obtained), *sum, "{place} {code}");
            }
            let better = totals.iter().filter(|other| **other > sums["total"]).count();
            assert_eq!(standing.rank, Some(better + 1), "{place}");
            complete += 1;
        }
        assert_eq!(ranking.ranked(), totals.len(), "{year}");
    }
    (complete, apart)
}

/// L2 a second way, in decimals: the number of bounds that a value is not below.
fn groups_are_quartiles(rows: &[Row], years: impl IntoIterator<Item = u16>) {
    for year in years {
        let all = scored(rows, year);
        let ranking = rank(&all);
        let codes: Vec<String> = ruler(year).leaves().map(|leaf| leaf.code().to_string()).collect();
        let whole = Decimal::from(if year < 2018 { 60 } else { 80 });
        let percent = |row: &Row| {
            let total = sums(row, &codes)?["total"] * Decimal::ONE_HUNDRED / whole;
            Some(total.round_dp_with_strategy(9, RoundingStrategy::MidpointAwayFromZero))
        };
        let mut values: Vec<Decimal> =
            rows.iter().filter(|row| row.year == year).filter_map(percent).collect();
        values.sort();
        let bounds = [1, 2, 3].map(|k| {
            let position = k * (values.len() - 1);
            let (low, fourths) = (position / 4, Decimal::from(position % 4));
            let above = values.get(low + 1).copied().unwrap_or(values[low]);
            values[low] + (above - values[low]) * fourths / Decimal::from(4)
        });
        for row in rows.iter().filter(|row| row.year == year) {
            let Some(value) = percent(row) else { continue };
            let reached = bounds.iter().filter(|bound| value >= **bound).count();
            let label = ranking.of(&row.code).unwrap().grade.label.clone().unwrap();
            assert_eq!(label.get(Lang::En), LABELS[3 - reached], "{year} {}", row.name);
        }
    }
}

#[test]
fn groups_of_a_few_rows_are_their_quartiles() {
    let rows = parsed(FEW);
    groups_are_quartiles(&rows, [2021]);
    // Of five the bounds are the second, third and fourth value themselves: who stands on one reaches it.
    let ranking = rank(&scored(&rows, 2021));
    assert_eq!(groups(&ranking), [2, 1, 1, 1]);
    let order: Vec<&str> = ranking.rows().iter().map(|row| row.unit.id.as_str()).collect();
    assert_eq!(order, ["P31", "P01", "P19", "P50", "P49"]);
    // Under four there is no group.
    assert_eq!(groups(&rank(&scored(&rows, 2019))), [0; 4]);
}

#[test]
fn every_group_is_that_of_the_quartiles_among_the_provinces_present() {
    let Some(rows) = rows() else { return };
    groups_are_quartiles(&rows, 2011..=2024);
    // The four groups of 2019 as announced: 16, 16, 15 and 16 provinces.
    // <https://ddcilaocai.vn/tin-tuc/cai-thien-nang-cao-chi-so-hieu-qua-quan-tri-va-hanh-chinh-cong-cap-tinh-papi-cua-tinh-lao-cai-nam-2020/>
    assert_eq!(groups(&rank(&scored(&rows, 2019))), [16, 16, 15, 16]);
    assert_eq!(groups(&rank(&scored(&rows, 2024))), [16, 15, 15, 15]); // 61 of 63
    assert_eq!(groups(&rank(&scored(&rows, 2021))), [15, 15, 15, 15]); // 60 of 63
}

/// Totals of 2023 with four places, as
/// <https://chatluongvacuocsong.vn/amp/thua-thien-hue-co-chi-so-hieu-qua-quan-tri-va-hanh-chinh-cong-cao-nhat-nam-2023-d119412.html>
/// prints them; of 2021 Hải Dương, as <https://haiduongnews.com/news/hai-duong-records-high-average-papi-in-2021-203251>
/// does. That page prints the total 42.68 and e-governance 3.6, where the figures give 42.69 and 3.06;
/// its other seven dimensions add up with 3.06 to 42.69.
#[test]
fn published_totals_dimensions_ranks_and_groups_agree() {
    let Some(rows) = rows() else { return };
    let four = Digits::new(4).unwrap();
    let all = scored(&rows, 2023);
    for (code, printed) in [("P31", "46.0415"), ("P01", "43.9603"), ("P50", "41.7754")] {
        let total = all.card(code).unwrap().total().obtained();
        assert_eq!(format!("{:.4}", total.round(four)), printed, "{code}");
    }
    assert_eq!(rank(&all).of("P31").unwrap().rank, Some(1));
    let all = scored(&rows, 2021);
    let card = all.card("P19").unwrap();
    let printed = ["4.83", "5.45", "4.13", "6.93", "7.34", "7.80", "3.14", "3.06"];
    for (dimension, printed) in (1..).zip(printed) {
        let obtained = card.node(&dimension.to_string()).unwrap().obtained();
        assert_eq!(format!("{obtained:.2}"), printed, "dimension {dimension}");
    }
    let ranking = rank(&all);
    let row = ranking.of("P19").unwrap();
    assert_eq!(row.rank, Some(25));
    assert_eq!(row.grade.label.as_ref().unwrap().get(Lang::En), "Upper middle");
    assert_eq!(format!("{:.2}", card.total().obtained()), "42.69");
}

#[test]
fn points_are_the_headline_and_the_ratio_stands_beside() {
    let Some(rows) = rows() else { return };
    let all = scored(&rows, 2021);
    let total = all.card("P49").unwrap().total();
    assert_eq!(total.obtained().to_string(), "40.614646553");
    assert_eq!(format!("{:.2}", total.ratio().unwrap().percent(Digits::TWO)), "50.77");
    let vi = Look { lang: Lang::Vi, ..Look::default() };
    let line = |text: String, name: &str| {
        let line = text.lines().find(|line| line.contains(name)).map(str::to_owned);
        line.unwrap_or_else(|| panic!("{name} in\n{text}"))
    };
    let ranking = rank(&all);
    let ranked =
        line(view::ranking_page(&all, &ranking).text(Look::default()), "Ba Ria - Vung Tau");
    assert!(ranked.contains(" 40.61 ") && ranked.contains(" 50.77 % "), "{ranked}");
    let ranked = line(view::ranking_page(&all, &ranking).text(vi), "Ba Ria - Vung Tau");
    assert!(ranked.contains(" 40,61 ") && ranked.contains(" 50,77% "), "{ranked}");
    let page = view::unit_page(&all, "P49").text(Look::default());
    assert!(page.contains("Index 40.61 of 80.00 points (50.77 %)"), "{page}");
    assert!(view::unit_page(&all, "P49").text(vi).contains("Chỉ số 40,61/80,00 điểm (50,77%)"));
    // Rows do not change: points exact, the ratio in percent.
    let rows_of = view::rank_rows(&all, &ranking);
    let row = rows_of.iter().find(|row| row.unit == "P49").unwrap();
    assert_eq!(row.obtained.unwrap().to_string(), "40.614646553");
    assert_eq!((row.ratio.as_deref(), row.rank), (Some("50.77"), Some(47)));
    let all = scored(&rows, 2024);
    let ranking = rank(&all);
    let row = ranking.of("P44").unwrap();
    assert_eq!((row.rank, ranking.ranked()), (Some(54), 61));
    assert_eq!(format!("{:.2}", row.score.obtained()), "41.02");
}

#[test]
fn generations_compare_through_their_crosswalks_and_the_parts_close() {
    let Some(rows) = rows() else { return };
    for (before, after, comparable) in
        // 50.833333333 of 80 (all but 2.1, 3.2, 3.3, 7 and 8), 73.333333333 (but 7.1, 8.3),
        // 74.166666667 (but 3.2, 6.4).
        [
            (2017, 2018, "63.541666666"),
            (2018, 2019, "91.666666666"),
            (2020, 2021, "92.708333334"),
        ]
    {
        let (old, new) = (scored(&rows, before), scored(&rows, after));
        // Without a map nothing compares.
        let bare = compare(&new, &old, None, &BTreeMap::new()).unwrap_err();
        assert!(bare.is_usage() && bare.to_string().contains("crosswalk"), "{bare}");
        let id = Crosswalk::embedded_between(old.framework(), new.framework()).unwrap();
        let map = crosswalk_rows(id, old.framework(), new.framework()).unwrap();
        let map = Crosswalk::new(map, old.framework(), new.framework()).unwrap();
        let list = compare(&new, &old, Some(&map), &BTreeMap::new()).unwrap();
        let mut closed = 0;
        for one in &list {
            let Some(parts) = one.parts else { continue };
            let sum = exact(parts.performance) + exact(parts.ruler) + exact(parts.bonus);
            assert_eq!(sum, exact(parts.change), "{after} {}", one.unit.id);
            let [before, after] =
                [one.before, one.after].map(|index| index.unwrap().percent_exact());
            assert_eq!(exact(parts.change), exact(after) - exact(before));
            assert_eq!(parts.performance, performance(&map, &old, &new, &one.unit.id));
            assert_eq!(parts.comparable.to_string(), comparable, "{after} {}", one.unit.id);
            assert_eq!(one.points[1], Some(new.card(&one.unit.id).unwrap().total().obtained()));
            closed += 1;
        }
        assert!(closed >= 60, "{before} → {after}: {closed}");
    }
    assert_eq!(crosswalk_ids().count(), 3);
}

/// K2 a second way: w₁(r₁ − r₀) of every pair, in decimals, each rounded to nine places.
fn performance(map: &Crosswalk, old: &Cohort, new: &Cohort, unit: &str) -> Percent {
    let [old, new] = [old, new].map(|all| all.card(unit).unwrap());
    let whole = exact(new.total().possible());
    let pairs = map.rows().iter().filter(|row| !row.old.is_empty() && !row.new.is_empty());
    let terms = pairs.map(|row| {
        let (a, b) = (old.node(&row.old).unwrap(), new.node(&row.new).unwrap());
        let [o0, p0, o1, p1] = [a.obtained(), a.possible(), b.obtained(), b.possible()].map(exact);
        let term = Decimal::ONE_HUNDRED * (o1 - p1 * o0 / p0) / whole;
        term.round_dp_with_strategy(9, RoundingStrategy::MidpointAwayFromZero)
    });
    terms.sum::<Decimal>().normalize().to_string().parse().unwrap()
}
