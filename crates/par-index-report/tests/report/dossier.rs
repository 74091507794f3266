//! The report on a whole dossier: every part of it that is there is told, every chart from the figures of its
//! question, every link leads somewhere.

use std::collections::BTreeSet;

use par_index::ask::Asked;
use par_index::directive::{Progress, directive};
use par_index::dossier::{Dossier, Earlier, Index};
use par_index::page::{About, Block, Chart, Shape};
use par_index::remediation::read_effort_rows;
use par_index::reply::Reply;
use par_index::view::Look;
use par_index::{Efforts, Inputs, PointSum, framework, sample};
use serde_json::{Value, json};

fn inputs(change: impl Fn(&str) -> String) -> par_index::Input {
    let mut inputs = Inputs::new(&framework("hon-quan-2023").unwrap());
    inputs.read("communes.json", change(sample("communes-2023").unwrap()));
    inputs.finish()
}

/// The communes, the same a year before but for one, what steps cost, a letter, another index.
fn office() -> Dossier {
    let fw = framework("hon-quan-2023").unwrap();
    let before = |text: &str| {
        text.replace("\"year\": 2023", "\"year\": 2022")
            .replace("\"done\": \"38\", \"of\": \"40\"", "\"done\": \"10\", \"of\": \"40\"")
    };
    let rows = r#"[{"code": "1.3", "to": "2", "effort": 10, "due": "2024-04-30"},
        {"code": "7.2", "to": "4", "effort": 30, "lead": "van-phong", "due": "2024-06-30"},
        {"code": "7.1", "to": "4", "effort": 20}]"#;
    let (efforts, _) = Efforts::of(&fw, &read_effort_rows(rows).unwrap());
    let papi = framework("papi-2021").unwrap();
    let mut beside = Inputs::new(&papi);
    beside.read("papi.json", sample("papi-2023").unwrap());
    let letter = directive("hon-quan-2023").unwrap();
    let reports = r#"[{"obligation": "1.6b", "on": "2023-09-30", "done": 190, "of": 200}]"#;
    let (progress, found) = Progress::from_json(&letter, reports);
    let index = Index::new(&fw, inputs(str::to_owned));
    Dossier::default()
        .with(index.against(Earlier::new(&fw, inputs(before))))
        .with(Index::new(&papi, beside.finish()))
        .with_efforts(efforts)
        .with_directive(letter)
        .with_progress(progress, found)
}

fn asked(dossier: &Dossier, name: &str, flags: &Value) -> Reply {
    dossier.ask(&Asked::of(name, &flags.to_string()).unwrap()).unwrap()
}

fn rows(reply: &Reply) -> Vec<Value> {
    reply.rows().iter().map(|row| serde_json::to_value(row).unwrap()).collect()
}

fn charts(reply: &Reply) -> Vec<Chart> {
    let page = reply.page();
    let charts = page.blocks().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart.clone()),
        _ => None,
    });
    charts.collect()
}

#[test]
fn the_report_on_a_unit_has_every_part_of_the_dossier() {
    let dossier = office();
    let unit = "sample-commune-01";
    let reply = asked(&dossier, "report", &json!({"unit": unit, "on": "2023-10-15"}));
    let (mut courses, mut timed, mut standing) = (0, 0, 0);
    for chart in charts(&reply) {
        match chart.shape {
            Shape::Courses { periods, courses: all } => {
                assert_eq!(periods.len(), 2);
                let own = all.iter().find(|course| course.own).unwrap();
                assert_eq!(own.ranks.last(), Some(&Some(7)));
                assert_ne!(own.ranks.first(), Some(&None));
                courses += 1;
            }
            Shape::Timed { days, rows } => {
                // Nine points short of nothing: the plan to the next grade is its one step or more.
                assert!(!days.is_empty() && !rows.is_empty());
                let steps: BTreeSet<String> = rows
                    .iter()
                    .flat_map(|row| row.cells.iter().flatten().map(|(code, _)| code.clone()))
                    .collect();
                assert_eq!(steps, BTreeSet::from(["1.3".to_owned()]));
                timed += 1;
            }
            Shape::Stacks { kinds, stacks } => {
                // Every obligation of the letter stands once.
                let all: usize = stacks.iter().flat_map(|stack| &stack.counts).sum();
                assert_eq!(all, directive("hon-quan-2023").unwrap().obligations().len());
                assert!(stacks.iter().all(|stack| stack.counts.len() == kinds.len()));
                standing += 1;
            }
            _ => {}
        }
    }
    assert_eq!((courses, timed, standing), (1, 1, 1));
    let html = par_index_report::html(&reply, Look::default());
    for part in ["PAPI", "WHAT IF", "WHERE EVERY FIGURE COMES FROM", "2023-10-15"] {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.len() < 250_000, "{}", html.len());
}

/// What was claimed and recognised, what the figures rest on: sums of what `score` and `cuts` tell.
#[test]
fn charts_hold_the_figures_of_their_questions() {
    let dossier = Dossier::new(&framework("hon-quan-2023").unwrap(), inputs(str::to_owned));
    let reply = asked(&dossier, "report", &json!({}));
    let cuts = rows(&asked(&dossier, "cuts", &json!({"by": "unit"})));
    let mut seen = 0;
    for chart in charts(&reply) {
        match &chart.shape {
            Shape::Pairs(pairs) => {
                // Over all units claims exceed what was recognised by what was cut, less what was given.
                let sum = |of: fn(&par_index::page::Pair) -> PointSum| {
                    pairs.iter().map(of).sum::<PointSum>()
                };
                let total = cuts.last().unwrap();
                let said = [total["self"].as_str(), total["appraised"].as_str()];
                let drawn = [sum(|pair| pair.claimed), sum(|pair| pair.recognised)];
                assert_eq!(drawn.map(|sum| sum.to_string()), said.map(Option::unwrap));
                seen += 1;
            }
            Shape::Stacks { stacks, .. } => {
                let leaves = framework("hon-quan-2023").unwrap().leaves().count();
                let (total, units) = stacks.split_last().unwrap();
                assert_eq!(units.len(), 13);
                assert!(units.iter().all(|unit| unit.counts.iter().sum::<usize>() == leaves));
                assert_eq!(total.counts.iter().sum::<usize>(), 13 * leaves);
                seen += 1;
            }
            _ => {}
        }
    }
    assert_eq!(seen, 2);
}

#[test]
fn an_agency_a_block_and_a_day_narrow_it() {
    let dossier = Dossier::new(&framework("hon-quan-2023").unwrap(), inputs(str::to_owned));
    let reply = asked(&dossier, "report", &json!({"lead": "noi-vu"}));
    let led = rows(&asked(&dossier, "weak", &json!({"lead": "noi-vu"}))).len();
    let page = reply.page();
    let longest = page.tables().map(|table| table.rows().count()).max().unwrap();
    assert!(led > 3 && longest == led, "{longest} {led}");
    let group = asked(&dossier, "report", &json!({"group": "town"}));
    let all = rows(&group);
    assert!(!all.is_empty() && all.len() < 13 && all.iter().all(|row| row["group"] == "town"));
    // The same cohort is asked for again, and then another.
    assert_eq!(rows(&asked(&dossier, "report", &json!({}))).len(), 13);
    let wrong = |flags: Value| {
        dossier.ask(&Asked::of("report", &flags.to_string()).unwrap()).err().unwrap()
    };
    assert!(wrong(json!({"group": "nowhere"})).to_string().contains("commune, town"));
    assert!(wrong(json!({"lead": "nobody"})).to_string().contains("nobody"));
    // A day without a letter is a wrong call.
    assert!(wrong(json!({"on": "2023-10-15"})).is_usage());
}

#[test]
fn every_link_leads_somewhere() {
    let dossier = Dossier::new(&framework("hon-quan-2023").unwrap(), inputs(str::to_owned));
    for flags in [json!({}), json!({"unit": "sample-commune-01"})] {
        let reply = asked(&dossier, "report", &flags);
        let html = par_index_report::html(&reply, Look::default());
        let links: Vec<&str> = html
            .split("href=\"#")
            .skip(1)
            .filter_map(|rest| rest.split_once('"').map(|(id, _)| id))
            .filter(|id| !id.is_empty())
            .collect();
        assert!(links.len() > 20, "{}", links.len());
        for id in links {
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
        }
    }
    // A trace of every node and of the whole, where the report is on a unit.
    let reply = asked(&dossier, "report", &json!({"unit": "sample-commune-01"}));
    let page = reply.page();
    let told = page.sections.iter().filter_map(|section| match &section.fold.as_ref()?.about {
        About::Node(code) => Some(code.as_str()),
        _ => None,
    });
    let fw = framework("hon-quan-2023").unwrap();
    let nodes = fw.nodes().iter().map(|node| node.code().as_str()).chain(["total"]);
    assert_eq!(told.collect::<Vec<_>>(), nodes.collect::<Vec<_>>());
}
