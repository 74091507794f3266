//! Two years under two frameworks: which part of the change comes from performance, and which from
//! the new framework. The figures are made up for this example; no unit is real.
//!
//! `cargo run --example years -- vi` prints it in Vietnamese.

use std::collections::BTreeMap;

use par_index::analysis::{Crosswalk, compare};
use par_index::spec::AssessmentSpec;
use par_index::{Assessment, Basis, Error, Framework, Lang, score_all, view};

/// A small framework, given by code, name and maximum of each leaf.
fn ruler(id: &str, leaves: &[(&str, &str, &str)], total: &str) -> Result<Framework, Error> {
    let nodes: Vec<String> = leaves
        .iter()
        .map(|(code, name, max)| {
            format!(r#"{{"code": "{code}", "name": {{"vi": "{name}"}}, "max": "{max}", "rule": {{"kind": "direct"}}}}"#)
        })
        .collect();
    Framework::from_json(format!(
        r#"{{"schema_version": 1, "kind": "framework", "id": "{id}", "title": {{"vi": "Bộ thử"}}, "index": "par",
        "provenance": "illustrative", "total": "{total}",
        "policies": {{"not_applicable": "rescale", "no_survey": "rescale", "missing": "incomplete",
        "ties": "competition", "print": {{"digits": 2}}}}, "nodes": [{}]}}"#,
        nodes.join(",")
    ))
}

fn units(fw: &Framework, year: u16, rows: &[(&str, &[(&str, &str)])]) -> Vec<Assessment> {
    let unit = |(unit, scores): &(&str, &[(&str, &str)])| {
        let sheet = AssessmentSpec::new(fw.id(), year, unit);
        scores
            .iter()
            .fold(sheet, |sheet, (code, points)| sheet.appraised(code, *points))
            .check(fw)
            .0
    };
    rows.iter().map(unit).collect()
}

fn main() -> Result<(), Error> {
    let lang = if std::env::args().any(|arg| arg == "vi") { Lang::Vi } else { Lang::En };
    let look = view::Look { lang, ..view::Look::default() };
    let old = ruler(
        "bo-2022",
        &[("1", "Thể chế", "10"), ("2", "Một cửa", "10"), ("3", "Họp", "5")],
        "25",
    )?;
    let new = ruler(
        "bo-2023",
        &[("1", "Thể chế", "20"), ("2", "Một cửa", "10"), ("4", "Chuyển đổi số", "10")],
        "40",
    )?;
    let rows = Crosswalk::draft(&old, &new);
    println!("{}", view::crosswalk_page(&rows).text(look));
    let map = Crosswalk::new(rows, &old, &new)?;
    let before = units(
        &old,
        2022,
        &[
            ("xa-a", &[("1", "6"), ("2", "8"), ("3", "5")]),
            ("xa-b", &[("1", "9"), ("2", "7"), ("3", "1")]),
        ],
    );
    let after = units(
        &new,
        2023,
        &[
            ("xa-a", &[("1", "14"), ("2", "9"), ("4", "4")]),
            ("xa-b", &[("1", "18"), ("2", "6.5"), ("4", "9")]),
        ],
    );
    let before = score_all(&old, &before, Basis::Final);
    let after = score_all(&new, &after, Basis::Final);
    let list = compare(&after, &before, Some(&map), &BTreeMap::new())?;
    println!("{}", view::compare_page(&after, &list).text(look));
    Ok(())
}
