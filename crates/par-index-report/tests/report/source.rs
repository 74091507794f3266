//! Every figure of a unit's report and of the papers of a letter is one that `explain` gives, or the sum of such.

use std::collections::BTreeMap;

use par_index::ask::Asked;
use par_index::directive::directive;
use par_index::dossier::Dossier;
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::{Inputs, PointSum, Points, framework, sample};
use serde_json::{Value, json};

const UNIT: &str = "sample-commune-01";

fn dossier() -> Dossier {
    let fw = framework("hon-quan-2023").unwrap();
    let mut inputs = Inputs::new(&fw);
    inputs.read("communes.json", sample("communes-2023").unwrap());
    Dossier::new(&fw, inputs.finish()).with_directive(directive("hon-quan-2023").unwrap())
}

fn asked(dossier: &Dossier, name: &str, flags: &Value) -> Reply {
    dossier.ask(&Asked::of(name, &flags.to_string()).unwrap()).unwrap()
}

fn rows(reply: &Reply) -> Vec<Value> {
    let json: Value = serde_json::from_str(&reply.to_json()).unwrap();
    json["rows"].as_array().unwrap().clone()
}

fn points(value: &Value) -> Option<PointSum> {
    Some(value.as_str()?.parse::<Points>().unwrap().into())
}

/// What `explain` says of a node.
#[derive(Clone, Debug)]
struct Told {
    is_scored: bool,
    points: Option<PointSum>,
    possible: Option<PointSum>,
    lost: PointSum,
    causes: Vec<PointSum>,
    claimed: Option<PointSum>,
}

fn told(dossier: &Dossier, unit: &str, node: &str) -> Told {
    let rows = rows(&asked(dossier, "explain", &json!({"unit": unit, "node": node})));
    let part = |part: &str| -> Vec<Value> {
        rows.iter().filter(|row| row["part"] == part).cloned().collect()
    };
    let [node] = part("node").try_into().unwrap();
    let causes: Vec<PointSum> =
        part("cause").iter().map(|row| points(&row["points"]).unwrap()).collect();
    let stages = part("stage");
    let claimed = stages.iter().find(|row| row["key"] == "self");
    Told {
        is_scored: node["state"] == "scored",
        points: points(&node["points"]),
        possible: points(&node["possible"]),
        lost: causes.iter().copied().sum(),
        causes,
        claimed: claimed.and_then(|row| points(&row["points"])),
    }
}

fn leaves() -> Vec<String> {
    let fw = framework("hon-quan-2023").unwrap();
    fw.leaves().map(|leaf| leaf.code().as_str().to_owned()).collect()
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(one, _)| one).collect()
}

/// Each line of a paper: maximum, claim, what counts, what was lost, to the last digit; each line stands in the
/// page with these figures, groups are the sums of their lines, and the end is the sum of all.
#[test]
fn lines_of_papers_are_those_that_explain_gives() {
    let dossier = dossier();
    let all = rows(&asked(&dossier, "rank", &json!({})));
    assert_eq!(all.len(), 13);
    // Who sent nothing is named above a paper and not summed.
    let reported = all.iter().filter(|row| row["state"] != "not_reported");
    let all: Vec<&str> = reported.map(|row| row["unit"].as_str().unwrap()).collect();
    assert_eq!(all.len(), 12);
    let mut by_leaf: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    let mut own: BTreeMap<String, Told> = BTreeMap::new();
    for leaf in leaves() {
        let each: Vec<Told> = all.iter().map(|unit| told(&dossier, unit, &leaf)).collect();
        let of_unit = all.iter().position(|unit| *unit == UNIT).unwrap();
        own.insert(leaf.clone(), each[of_unit].clone());
        by_leaf.insert(leaf, each);
    }
    // Who has no figure for a leaf, or none that counts, is not summed.
    let sum = |all: &[Told]| -> [PointSum; 4] {
        let scored: Vec<&Told> = all.iter().filter(|one| one.is_scored).collect();
        let of = |figure: fn(&Told) -> Option<PointSum>| {
            scored.iter().filter_map(|one| figure(one)).sum::<PointSum>()
        };
        [
            of(|one| one.possible),
            of(|one| one.claimed),
            of(|one| one.points),
            of(|one| Some(one.lost)),
        ]
    };
    let of_unit = |leaf: &str| sum(std::slice::from_ref(&own[leaf]));
    let of_all = |leaf: &str| sum(&by_leaf[leaf]);
    for (flags, is_of_unit) in [
        (json!({"paper": "repair", "unit": UNIT}), true),
        (json!({"paper": "repair"}), false),
        (json!({"paper": "raise"}), false),
        (json!({"paper": "monitoring", "on": "2023-10-15"}), false),
    ] {
        let reply = asked(&dossier, "directive-papers", &flags);
        let html = par_index_report::html(&reply, Look::default());
        let table = html.split("<table class=\"sortable rows\">").nth(1).unwrap();
        let table = table.split("</table>").next().unwrap();
        // Each line of the page as its data attributes have it, and each sum of a group.
        let lines: Vec<(bool, Vec<&str>)> = table
            .split("<tr")
            .skip(2)
            .map(|line| {
                (line.starts_with(" class=\"strong\""), between(line, "data-value=\"", "\""))
            })
            .collect();
        let (mut seen, mut checked) = (0, 0);
        for row in rows(&reply) {
            let figures = ["max", "self", "appraised", "lost"].map(|key| points(&row[key]));
            let printed: Vec<String> = figures.iter().flatten().map(PointSum::to_string).collect();
            // An obligation without a criterion of its own has no figures of its own.
            let none = printed.iter().all(|figure| figure == "0");
            let stands = |strong: &bool, values: &[&str]| {
                let values: Vec<&str> = values[usize::from(!*strong).min(values.len())..].to_vec();
                printed.iter().all(|figure| values.contains(&figure.as_str()))
            };
            if !none {
                assert!(
                    lines.iter().any(|(strong, values)| stands(strong, values)),
                    "{flags} {row}"
                );
                seen += 1;
            }
            let code = row["code"].as_str().unwrap();
            let expected = if by_leaf.contains_key(code) {
                if is_of_unit { of_unit(code) } else { of_all(code) }
            } else {
                continue;
            };
            if none {
                continue;
            }
            let figures = figures.map(Option::unwrap_or_default);
            assert_eq!(figures, expected, "{flags} {row}");
            checked += 1;
        }
        let least = if flags["paper"] == "monitoring" { 10 } else { 25 };
        assert!(checked >= least && seen > checked, "{flags} {checked} {seen}");
        // The end: every line that was counted, once.
        let last = rows(&reply).pop().unwrap();
        assert_eq!(last["code"], "total");
        let lost = points(&last["lost"]).unwrap();
        let listed: PointSum = rows(&reply)
            .iter()
            .filter(|row| row["code"] != "total")
            .filter_map(|row| points(&row["lost"]))
            .sum();
        if flags["paper"] != "monitoring" {
            assert_eq!(listed, lost, "{flags}");
        }
        if flags["paper"] == "repair" && is_of_unit {
            assert_eq!(told(&dossier, UNIT, "total").lost, lost);
        }
        if flags["paper"] == "monitoring" {
            let whole: PointSum =
                all.iter().map(|unit| told(&dossier, unit, "total")).map(|one| one.lost).sum();
            assert_eq!(whole, lost, "{flags}");
        }
    }
}

/// Each row of the report that names a node: its points, its maximum, what it lost and why are those that
/// `explain` gives of it, exact in the data attributes.
#[test]
fn rows_of_a_report_are_those_that_explain_gives() {
    let dossier = dossier();
    let html =
        par_index_report::html(&asked(&dossier, "report", &json!({"unit": UNIT})), Look::default());
    let total = told(&dossier, UNIT, "total");
    let mut known: BTreeMap<String, Told> = BTreeMap::new();
    let (mut figures, mut seen) = (0, BTreeMap::new());
    for table in between(&html, "<table", "</table>") {
        let headings: Vec<&str> = table
            .split("</thead>")
            .next()
            .filter(|_| table.contains("<thead>"))
            .map(|head| head.split("<t").skip(3).filter_map(|cell| cell.split_once('>')).collect())
            .map(|cells: Vec<(&str, &str)>| {
                cells
                    .into_iter()
                    .map(|(_, text)| text.split('<').next().unwrap_or_default())
                    .collect()
            })
            .unwrap_or_default();
        let is = |heading: &str| headings.contains(&heading);
        for row in table.split("<tr").skip(1) {
            let Some(code) = between(row, "<td class=\"code\"><a href=\"#s", "</a>").pop() else {
                continue;
            };
            let code = code.split_once('>').unwrap().1;
            let node =
                known.entry(code.to_owned()).or_insert_with(|| told(&dossier, UNIT, code)).clone();
            let cells: Vec<&str> = row.split("<td").skip(1).collect();
            let value = |cell: &str| between(cell, "data-value=\"", "\"").pop().map(str::to_owned);
            let at = |heading: &str| {
                let n = headings.iter().position(|one| *one == heading)?;
                value(cells.get(n)?)
            };
            let [got, of, lost] =
                [node.points.unwrap_or_default(), node.possible.unwrap_or_default(), node.lost]
                    .map(|figure| figure.to_string());
            let mut wanted: Vec<(&str, String)> = Vec::new();
            if is("got") && is("of") {
                let ratio = format!("{got}/{of}");
                wanted.extend([("got", got), ("of", of), ("lost", lost), ("ratio", ratio)]);
            } else if is("max") && is("lost") {
                wanted.extend([("max", of), ("lost", lost)]);
            } else if is("lost") && is("share") {
                let share = format!("{lost}/{}", total.lost);
                wanted.extend([("lost", lost), ("share", share)]);
                let why: Vec<&str> = between(row, "data-values=\"", "\"")
                    .into_iter()
                    .flat_map(|all| all.split(' '))
                    .collect();
                let causes: Vec<String> = node.causes.iter().map(PointSum::to_string).collect();
                let plain = |text: &str| text.trim_start_matches('-').to_owned();
                let [why, causes] = [
                    why.into_iter().map(plain).collect::<Vec<_>>(),
                    causes.iter().map(|one| plain(one)).collect(),
                ];
                assert_eq!(why, causes, "{code}");
                figures += why.len();
            } else if headings.is_empty() {
                // An addend of a trace, or a step that gains what was lost.
                let first = cells.iter().find_map(|cell| value(cell)).unwrap();
                assert!([got, lost].contains(&first), "{code} {first}");
                figures += 1;
            }
            for (heading, wanted) in wanted {
                assert_eq!(at(heading), Some(wanted), "{code} {heading} {headings:?}");
                figures += 1;
            }
            *seen.entry(code.to_owned()).or_insert(0) += 1;
        }
    }
    assert!(figures > 200 && seen.len() > 40, "{figures} {}", seen.len());
    // The headline is the whole.
    let headline = between(&html, "<ul class=\"figures\">", "</ul>")[0];
    let headline: Vec<&str> = between(headline, "data-values=\"", "\"");
    let whole = [total.points.unwrap(), total.possible.unwrap()].map(|one| one.to_string());
    assert!(headline.iter().any(|one| *one == whole.join(" ")), "{headline:?} {whole:?}");
}
