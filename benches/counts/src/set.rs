//! Made-up data for counting: a framework of 8 fields, 40 criteria and 100 components, and points
//! for any number of units. No real unit is in it.

use std::fmt::Write as _;

use par_index::{Error, Framework};

/// The number of components of each field; where it is not divisible by five, the first criteria of
/// the field have one more.
const FIELDS: [usize; 8] = [15, 12, 13, 12, 14, 11, 13, 10];
const CRITERIA: usize = 5;

struct Leaf {
    code: String,
    survey: bool,
}

fn leaves() -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for (field, count) in (1..).zip(FIELDS) {
        for criterion in 0..CRITERIA {
            let size = count / CRITERIA + usize::from(criterion < count % CRITERIA);
            let survey = criterion == CRITERIA - 1;
            leaves.extend(
                (1..=size).map(|n| Leaf { code: format!("{field}.{}.{n}", criterion + 1), survey }),
            );
        }
    }
    leaves
}

/// The framework; every component has a maximum of one point.
pub(crate) fn ruler() -> Result<Framework, Error> {
    let leaves = leaves();
    let mut fields = Vec::new();
    for (field, count) in (1..).zip(FIELDS) {
        let criteria = (1..=CRITERIA).map(|criterion| {
            let own = leaves.iter().filter(|leaf| leaf.code.starts_with(&format!("{field}.{criterion}.")));
            let own: Vec<String> = own
                .map(|Leaf { code, survey }| {
                    let scorer = if *survey { "survey" } else { "appraisal" };
                    let rule = r#"{"kind": "direct"}"#;
                    format!(r#"{{"code": "{code}", "name": {{"vi": "Thành phần {code}"}}, "max": 1, "scorer": "{scorer}", "rule": {rule}}}"#)
                })
                .collect();
            let code = format!("{field}.{criterion}");
            let (max, own) = (own.len(), own.join(", "));
            format!(r#"{{"code": "{code}", "name": {{"vi": "Tiêu chí {code}"}}, "max": {max}, "children": [{own}]}}"#)
        });
        let criteria: Vec<String> = criteria.collect();
        let criteria = criteria.join(", ");
        fields.push(format!(
            r#"{{"code": "{field}", "name": {{"vi": "Lĩnh vực {field}"}}, "max": {count}, "children": [{criteria}]}}"#
        ));
    }
    Framework::from_json(format!(
        r#"{{"schema_version": 1, "kind": "framework", "id": "made", "title": {{"en": "Made for counting"}}, "index": "par",
            "provenance": "illustrative", "total": 100, "policies": {{"not_applicable": "rescale", "no_survey": "rescale",
            "missing": "incomplete", "ties": "competition", "print": {{"digits": 2}}}}, "nodes": [{}]}}"#,
        fields.join(", ")
    ))
}

/// The points of a unit at a component in hundredths, from 40 to 100, mixed from the numbers of
/// both.
fn hundredths(unit: usize, leaf: usize) -> usize {
    let mixed = (unit + 1).wrapping_mul(2_654_435_761) ^ (leaf + 7).wrapping_mul(40_503);
    40 + (mixed ^ (mixed >> 13)) % 61
}

fn points(hundredths: usize) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A CSV table of final points, one row for each unit and one column for each component.
pub(crate) fn table(units: usize) -> String {
    let leaves = leaves();
    let codes: Vec<&str> = leaves.iter().map(|leaf| leaf.code.as_str()).collect();
    let mut text = format!("unit,{}\n", codes.join(","));
    for unit in 0..units {
        let _ = write!(text, "unit-{unit:05}");
        for leaf in 0..leaves.len() {
            let _ = write!(text, ",{}", points(hundredths(unit, leaf)));
        }
        text.push('\n');
    }
    text
}

/// Assessment sheets with claimed and appraised points, one JSON document for each line.
pub(crate) fn sheets(units: usize) -> String {
    let mut text = String::new();
    for unit in 0..units {
        let entries = leaves().into_iter().enumerate().map(|(ix, Leaf { code, survey })| {
            let found = points(hundredths(unit, ix));
            if survey {
                format!(r#"{{"code": "{code}", "survey": {{"points": "{found}"}}}}"#)
            } else {
                format!(r#"{{"code": "{code}", "self": {{"points": "1.00"}}, "appraised": {{"points": "{found}"}}}}"#)
            }
        });
        let entries: Vec<String> = entries.collect();
        let _ = writeln!(
            text,
            r#"{{"schema_version": 1, "kind": "assessment", "framework": "made", "year": 2023, "unit": {{"id": "unit-{unit:05}"}}, "entries": [{}]}}"#,
            entries.join(", ")
        );
    }
    text
}
