//! The service index of decision 766/QĐ-TTg against the figures that the national public service portal
//! published: every group of Phú Thọ, its units, and 34 provinces with their ranks.
//!
//! The figures stand in `tests/data/vn766`, each with a file that says where they come from.

use std::collections::BTreeMap;

use par_index::ask::Asked;
use par_index::assessment::{Register, RegisteredUnit};
use par_index::audit::{PrintedCell, PrintedNumber, PrintedRow, audit};
use par_index::dossier::{Dossier, Earlier, Index};
use par_index::finding::Place;
use par_index::framework::IfNone;
use par_index::spec::{FrameworkSpec, NodeSpec, RuleSpec};
use par_index::{
    Basis, Cohort, Framework, Input, Inputs, Lang, Points, framework, rank, score_all,
};
use par_index_sheets::read_input;
use serde_json::Value;

const FULL: &str = include_str!("../data/vn766/golden_766_phutho_full_2026-09-26.csv");
const UNITS: &str = include_str!("../data/vn766/golden_766_phutho_units_2026-09-26.csv");
const CARDS: &str = include_str!("../data/vn766/766_phutho_cards_2026-09-26.csv");
const PROVINCES: &str = include_str!("../data/vn766/golden_766_provinces_2026-10-10.csv");
const COMPONENTS: &str = include_str!("../data/vn766/766_provinces_2026-10-10_components.csv");
const GROUPS: &str = include_str!("../data/vn766/766_provinces_2026-10-10_groups.csv");
const LEAVES: &str = include_str!("../data/vn766/vn766_leaves.csv");

fn points(text: &str) -> Points {
    let text = if text.starts_with('.') { format!("0{text}") } else { text.to_owned() };
    text.parse().unwrap()
}

/// The rows of a table without quotes, by the names of its columns.
fn rows(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines.map(|line| heads.iter().copied().zip(line.split(',')).collect()).collect()
}

fn ruler() -> Framework {
    framework("vn-766-2026").unwrap()
}

/// The ruler with some of its nodes changed.
fn changed(change: &dyn Fn(&mut NodeSpec)) -> Framework {
    fn each(node: &mut NodeSpec, change: &dyn Fn(&mut NodeSpec)) {
        change(node);
        node.children.iter_mut().for_each(|child| each(child, change));
    }
    let mut spec: FrameworkSpec = serde_json::from_str(&ruler().to_json()).unwrap();
    spec.nodes.iter_mut().for_each(|node| each(node, change));
    spec.check().unwrap()
}

/// Groups 3 and 4 as leaves with the points that are published, for want of public counts.
fn typed(node: &mut NodeSpec) {
    if ["3", "4"].contains(&node.code.as_str()) {
        node.children.clear();
        node.rule = Some(RuleSpec::from_line("typed").unwrap());
    }
}

fn read(ruler: &Framework, text: &str) -> Input {
    let mut inputs = Inputs::new(ruler).for_year(2026);
    read_input(&mut inputs, "so-lieu.csv", text.as_bytes());
    inputs.finish()
}

fn scored(ruler: &Framework, text: &str) -> Cohort {
    let input = read(ruler, text);
    assert!(!input.has_errors(), "{:?}", input.findings);
    score_all(ruler, &input.assessments, Basis::Final)
}

fn obtained(cohort: &Cohort, unit: &str, code: &str) -> Points {
    cohort.card(unit).unwrap().node(code).unwrap().obtained()
}

#[test]
fn the_ruler_holds_the_leaves_that_are_known() {
    let ruler = ruler();
    assert!(ruler.findings().iter().all(|finding| !finding.is_error()));
    assert_eq!((ruler.fields().count(), ruler.leaves().count()), (6, 21));
    // Titles are quoted: code, parent and maximum stand before them.
    for line in LEAVES.lines().skip(2) {
        let mut cells = line.split(',');
        let (code, _, max) = (cells.next().unwrap(), cells.next(), cells.next().unwrap());
        let node = ruler.node(code).unwrap();
        assert_eq!(node.max(), points(max), "{code}");
    }
    for node in ruler.nodes() {
        let source = node.source().unwrap();
        assert!(source.contains("certainty: "), "{}", node.code());
        assert!(!node.name().vi.is_empty() && !node.name().en.is_empty());
    }
    let inherited = ruler.leaves().filter(|node| node.leaf().unwrap().inherit().is_some());
    let inherited: Vec<String> = inherited.map(|node| node.code().to_string()).collect();
    assert_eq!(inherited, ["1.1", "1.2", "1.3"]);
}

#[test]
fn six_of_six_groups_of_phu_tho_come_out() {
    let all = scored(&ruler(), FULL);
    let groups = ["1", "2", "3", "4", "5", "6"].map(|code| obtained(&all, "H44", code).to_string());
    assert_eq!(groups, ["7.96", "17.68", "8.56", "6.67", "9.59", "11.43"]);
    assert_eq!(obtained(&all, "H44", "total"), points("61.89"));
}

/// The points of the groups that the cards print, else the sum of their components.
fn published(group: &str, unit: &str) -> Points {
    let own = rows(CARDS).into_iter().filter(|row| row["code"] == unit);
    let own: Vec<_> = own.collect();
    let whole = own.iter().find(|row| row["component"] == group);
    let parts = own.iter().filter(|row| row["component"].starts_with(&format!("{group}.")));
    whole.map_or_else(
        || Points::checked_sum(parts.map(|row| points(row["score"]))).unwrap(),
        |row| points(row["score"]),
    )
}

#[test]
fn nine_of_nine_units_of_phu_tho_come_out() {
    let all = scored(&changed(&typed), UNITS);
    assert_eq!(all.cards().len(), 9);
    for card in all.cards() {
        for group in ["1", "2", "5", "6"] {
            let unit = &card.unit().id;
            assert_eq!(obtained(&all, unit, group), published(group, unit), "{unit} {group}");
        }
    }
}

#[test]
fn the_wards_of_phu_tho_have_the_first_three_leaves_of_the_province() {
    let ruler = changed(&typed);
    let mut ids: Vec<&str> =
        UNITS.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    ids.dedup();
    let units = ids.iter().map(|id| {
        let mut unit = RegisteredUnit::new(*id);
        unit.parent = (*id != "H44").then(|| "H44".to_owned());
        unit
    });
    let (register, _) = Register::new(units.collect());
    // Without the copies of it in the sheets of the units below.
    let own = |line: &&str| {
        !["1.1", "1.2", "1.3"].contains(&line.split(',').nth(3).unwrap())
            || line.starts_with("H44,")
    };
    for (text, told) in
        [(UNITS.to_owned(), 8), (UNITS.lines().filter(own).collect::<Vec<_>>().join("\n"), 0)]
    {
        let mut inputs = Inputs::new(&ruler).for_year(2026).with_register(register.clone());
        read_input(&mut inputs, "so-lieu.csv", text.as_bytes());
        let input = inputs.finish();
        let twice = input.findings.iter().filter(|one| one.code().as_str() == "given_twice");
        assert_eq!((twice.count(), input.has_errors()), (told, false));
        let all = score_all(&ruler, &input.assessments, Basis::Final);
        for id in &ids {
            assert_eq!(obtained(&all, id, "1"), published("1", id), "{id}");
        }
    }
}

/// The provinces as they are ranked, each with its groups, its total and its rank as published.
fn provinces() -> Vec<(&'static str, [Points; 6], Points, usize)> {
    let columns = ["ckmb_18", "tdgq_20", "online_12", "payment_10", "mdsh_22", "mdhl_18"];
    let all = rows(GROUPS).into_iter().map(|row| {
        let groups = columns.map(|column| points(row[column]));
        (row["code"], groups, points(row["total"]), row["rank_competition"].parse().unwrap())
    });
    all.collect()
}

/// The provinces by their public counts; 5.7 and groups 3 and 4, which have none, by their points.
fn counted() -> String {
    let lines = rows(COMPONENTS).into_iter().filter(|row| !row["component"].starts_with("4."));
    let lines = lines.map(|row| {
        let head = format!("{},{},2026,{},appraised", row["code"], row["unit"], row["component"]);
        match row["of"] {
            "" => format!("{head},,,{}", points(row["score"])),
            of => format!("{head},{},{of},", row["done"]),
        }
    });
    let head = "unit,name,year,component,stage,done,of,appraised";
    format!("{head}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Units whose group differs from the published one, and units whose total or rank does.
fn misses(
    ruler: &Framework,
) -> (Vec<(&'static str, String)>, Vec<&'static str>, Vec<&'static str>) {
    let all = scored(ruler, &counted());
    let ranking = rank(&all);
    let (mut groups, mut totals, mut ranks) = (Vec::new(), Vec::new(), Vec::new());
    for (unit, published, total, place) in provinces() {
        for (ix, published) in published.into_iter().enumerate() {
            let group = (ix + 1).to_string();
            if obtained(&all, unit, &group) != published {
                groups.push((unit, group));
            }
        }
        if obtained(&all, unit, "total") != total {
            totals.push(unit);
        }
        let row = ranking.rows().iter().find(|row| row.unit.id == unit).unwrap();
        if row.rank != Some(place) {
            ranks.push(unit);
        }
    }
    (groups, totals, ranks)
}

#[test]
fn thirty_four_provinces_come_out_with_their_ranks() {
    let (groups, totals, ranks) = misses(&changed(&typed));
    // Thái Nguyên contradicts itself: see below.
    assert_eq!(groups, [("H55", "1".to_owned())]);
    assert_eq!(totals, ["H55"]);
    assert!(ranks.is_empty(), "{ranks:?}");
    // The same as from the table that types what the portal counts as 0.
    let [all, typed] =
        [counted(), PROVINCES.to_owned()].map(|text| scored(&changed(&typed), &text));
    for (unit, ..) in provinces() {
        assert_eq!(obtained(&all, unit, "total"), obtained(&typed, unit, "total"), "{unit}");
    }
}

#[test]
fn thai_nguyen_prints_another_sum_than_its_own_parts() {
    let parts = rows(COMPONENTS).into_iter().filter(|row| row["code"] == "H55");
    let parts: Vec<_> = parts.filter(|row| row["component"].starts_with("1.")).collect();
    let printed: Vec<Points> = parts.iter().map(|row| points(row["score"])).collect();
    assert_eq!(Points::checked_sum(printed.iter().copied()).unwrap(), points("8.11"));
    let (_, groups, total, _) = provinces().into_iter().find(|one| one.0 == "H55").unwrap();
    assert_eq!(groups[0], points("8.1"));
    assert_eq!(Points::checked_sum(groups).unwrap(), total);
    let all = scored(&changed(&typed), PROVINCES);
    assert_eq!(obtained(&all, "H55", "1"), points("8.11"));
    assert_eq!(obtained(&all, "H55", "total"), points("63.98"));
    // A hundredth is what five numbers rounded each by itself may miss together.
    assert!(audit(&[self::printed(&printed, groups[0], None)]).is_clean());
}

#[test]
fn components_with_public_counts_come_out_but_for_one() {
    let all = scored(&changed(&typed), &counted());
    let (mut seen, mut missed) = (0, Vec::new());
    for row in rows(COMPONENTS) {
        // The portal gives no points of 4.1 and 4.2, and none where there is nothing to count.
        if row["of"].is_empty() || row["score"].is_empty() {
            continue;
        }
        seen += 1;
        let award = obtained(&all, row["code"], row["component"]);
        if award != points(row["score"]) {
            missed.push((row["code"], row["component"], row["score"], award.to_string()));
        }
    }
    assert_eq!(seen, 475);
    // Its own group counts 0.14.
    assert_eq!(missed, [("H56", "1.1", ".13", "0.14".to_owned())]);
}

#[test]
fn a_whole_of_nothing_counts_as_the_portal_counts_it() {
    // Sơn La had no procedure to announce; Phú Thọ's departments had no petitions.
    let all = scored(&changed(&typed), &counted());
    assert_eq!(obtained(&all, "H52", "1.1"), Points::ZERO);
    let all = scored(&changed(&typed), UNITS);
    assert_eq!(obtained(&all, "H44.01", "6.1"), points("6"));
    let said = all.card("H44.01").unwrap().explain("6.1", Lang::Vi).unwrap();
    assert!(said.contains("không phát sinh: đạt điểm tối đa 6/6 điểm"), "{said}");
    let office = rows(CARDS).into_iter().filter(|row| row["code"] == "H44.01");
    let own: Vec<String> = office
        .filter(|row| !row["of"].is_empty() || row["component"] == "5.7")
        .map(|row| {
            let typed = if row["of"].is_empty() { row["score"] } else { "" };
            format!(
                "{},2026,{},appraised,{},{},{typed}",
                row["code"], row["component"], row["done"], row["of"]
            )
        })
        .collect();
    let table = format!("unit,year,component,stage,done,of,appraised\n{}", own.join("\n"));
    let all = scored(&ruler(), &table);
    assert_eq!(obtained(&all, "H44.01", "4"), published("4", "H44.01"));
    let said = all.card("H44.01").unwrap().explain("4.1", Lang::Vi).unwrap();
    assert!(said.contains("không phát sinh: 0/6 điểm"), "{said}");
}

#[test]
fn payment_comes_out_for_all_nine_units_with_counts() {
    let counted = rows(CARDS).into_iter().filter(|row| row["component"].starts_with("4."));
    let lines = counted.map(|row| {
        format!("{},2026,{},appraised,{},{}", row["code"], row["component"], row["done"], row["of"])
    });
    let lines = lines.collect::<Vec<_>>().join("\n");
    let all = scored(&ruler(), &format!("unit,year,component,stage,done,of\n{lines}"));
    for card in all.cards() {
        let unit = &card.unit().id;
        assert_eq!(obtained(&all, unit, "4"), published("4", unit), "{unit}");
    }
}

// What the official figures settle: the other reading of a rule does not give them.

fn rule(node: &mut NodeSpec, change: impl Fn(&mut RuleSpec)) {
    node.rule.iter_mut().for_each(change);
}

#[test]
fn the_other_rounding_breaks_the_figures() {
    let exact = changed(&|node| {
        typed(node);
        rule(node, |rule| rule.percent_digits = None);
    });
    let (groups, totals, _) = misses(&exact);
    let wrong: Vec<&str> = groups.iter().map(|(unit, _)| *unit).collect();
    assert_eq!(wrong, ["H53", "H55", "H56"]);
    assert!(groups.iter().all(|(_, group)| group == "1"));
    assert_eq!(totals, ["H53", "H55", "H56"]);
    // And the percentages of groups 5 and 6 are not rounded first.
    let rounded = changed(&|node| {
        typed(node);
        if node.code.starts_with(['5', '6']) && node.code != "5.7" && node.children.is_empty() {
            rule(node, |rule| rule.percent_digits = Some(2));
        }
    });
    let (groups, ..) = misses(&rounded);
    let of = |group: &str| groups.iter().filter(|(_, one)| one == group).count();
    assert_eq!((of("5"), of("6")), (3, 1));
}

#[test]
fn another_meaning_of_nothing_breaks_the_figures() {
    let swapped = |code: &'static str, none: IfNone| {
        changed(&move |node: &mut NodeSpec| {
            typed(node);
            if node.code == code {
                rule(node, |rule| rule.if_none = Some(none));
            }
        })
    };
    // Sơn La, with the maximum instead of nothing.
    let (groups, totals, ranks) = misses(&swapped("1.1", IfNone::Max));
    assert!(groups.contains(&("H52", "1".to_owned())) && totals.contains(&"H52"));
    assert!(ranks.contains(&"H52"));
    // Units without petitions, with nothing instead of the maximum.
    let all = scored(&swapped("6.1", IfNone::Zero), UNITS);
    assert_ne!(obtained(&all, "H44.01", "6"), published("6", "H44.01"));
    // An error instead puts the unit in error.
    let input = read(&swapped("6.1", IfNone::Error), UNITS);
    assert!(input.findings.iter().any(|finding| finding.code().as_str() == "of_zero"));
}

#[test]
fn the_policies_of_the_ruler_give_a_leaf_that_does_not_apply_its_maximum() {
    let table =
        "unit,year,component,appraised\nxa,2026,5.7,Không áp dụng\nxa,2026,6.1,Không phát sinh\n";
    let all = scored(&ruler(), table);
    assert_eq!(obtained(&all, "xa", "5.7"), points("2"));
    assert_eq!(obtained(&all, "xa", "6.1"), points("6"));
    let table = "unit,year,component,appraised\nxa,2026,4.1,Không phát sinh\n";
    assert_eq!(obtained(&scored(&ruler(), table), "xa", "4.1"), Points::ZERO);
}

// Figures of two days.

/// The provinces on 2026-10-10, and Phú Thọ on 2026-09-26 as well.
fn days() -> Dossier {
    let ruler = changed(&typed);
    let mut inputs = Inputs::new(&ruler).for_year(2026);
    let on = |text: &str, day: &str, only: &str| {
        let mut lines = text.lines();
        let head = format!("{},as_of", lines.next().unwrap());
        let lines = lines.filter(|line| line.starts_with(only)).map(|line| format!("{line},{day}"));
        [head].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    };
    read_input(&mut inputs, "10-10.csv", on(PROVINCES, "2026-10-10", "H").as_bytes());
    read_input(&mut inputs, "26-9.csv", on(UNITS, "2026-09-26", "H44,").as_bytes());
    Dossier::new(&ruler, inputs.finish())
}

fn ask(dossier: &Dossier, name: &str, flags: &str) -> Value {
    let reply = dossier.ask(&Asked::of(name, flags).unwrap()).unwrap();
    serde_json::from_str(&reply.to_json()).unwrap()
}

#[test]
fn the_latest_day_counts_and_an_earlier_one_can_be_asked_for() {
    let days = days();
    let total = |flags: &str| {
        let answer = ask(&days, "score", flags);
        let rows = answer["rows"].as_array().unwrap().clone();
        let row = rows.iter().find(|row| row["unit"] == "H44" && row["code"] == "total").unwrap();
        row["obtained"].as_str().unwrap().to_owned()
    };
    assert_eq!(total(r#"{"unit": "H44"}"#), "62.18");
    assert_eq!(total(r#"{"unit": "H44", "as_of": "2026-09-30"}"#), "61.89");
}

#[test]
fn the_trend_of_phu_tho_has_both_days() {
    let trend = ask(&days(), "trend", r#"{"unit": "H44"}"#);
    let rows = trend["rows"].as_array().unwrap();
    let shown: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row["as_of"].as_str().unwrap_or("-"), row["obtained"].as_str().unwrap()))
        .collect();
    assert_eq!(shown, [("2026-09-26", "61.89"), ("2026-10-10", "62.18")], "{trend:#}");
}

#[test]
fn the_forecast_of_phu_tho_says_what_is_missing_on_a_day() {
    let forecast = ask(&days(), "forecast", r#"{"unit": "H44", "on": "2026-09-30"}"#);
    let rows = forecast["rows"].as_array().unwrap();
    let of = |code: &str| rows.iter().find(|row| row["code"] == code).unwrap().clone();
    // Every further file joins the whole; of procedures there are so many.
    assert_eq!(of("6.3")["needed"], "96622");
    assert_eq!(of("1.3")["needed"], "2");
}

/// A row of a published table.
fn printed(parts: &[Points], total: Points, place: Option<usize>) -> PrintedRow {
    let cell = |value: Points, places| {
        PrintedCell::Number(PrintedNumber { value, places, place: Place::default() })
    };
    let place = place.map(|place| Points::whole(place.try_into().unwrap()));
    PrintedRow {
        parts: parts.iter().map(|part| cell(*part, 2)).collect(),
        values: vec![cell(total, 2)],
        rank: place.map(|place| cell(place, 0)),
        ..PrintedRow::default()
    }
}

#[test]
fn the_published_totals_and_ranks_hold_together() {
    let rows = provinces().into_iter();
    let rows: Vec<PrintedRow> =
        rows.map(|(_, groups, total, place)| printed(&groups, total, Some(place))).collect();
    assert!(audit(&rows).is_clean());
}

/// The figures of Phú Thọ as those of a month.
fn month(text: &str, period: &str) -> Input {
    let text = text.replacen("year", "period", 1).replace(",2026,", &format!(",{period},"));
    let lines = text.lines().filter(|line| line.starts_with("H44,") || line.starts_with("unit"));
    read(&changed(&typed), &lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn two_readings_of_phu_tho_are_compared() {
    let ruler = changed(&typed);
    let compared = |name: &str, [before, after]: [Input; 2]| {
        let before = Earlier::new(&ruler, before);
        let dossier = Dossier::default().with(Index::new(&ruler, after).against(before));
        ask(&dossier, name, "{}")
    };
    let months = [month(UNITS, "2026-09"), month(&counted(), "2026-10")];
    let answer = compared("compare", months);
    let row = &answer["rows"][0];
    let shown = ["before", "after", "change", "performance", "ruler"].map(|key| row[key].clone());
    assert_eq!(shown, ["61.89", "62.18", "0.29", "0.29", "0.00"], "{answer:#}");
    // Two readings of one period: what changed, leaf by leaf.
    let answer = compared("diff", [month(UNITS, "2026"), month(&counted(), "2026")]);
    let rows = answer["rows"].as_array().unwrap();
    let of = |code: &str| rows.iter().find(|row| row["code"] == code).unwrap().to_string();
    assert!(of("2").contains("17.68") && of("2").contains("17.81"), "{answer:#}");
}
