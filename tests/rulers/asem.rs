//! An index of other people under our arithmetic: 51 countries, eight pillars in two sub-indices of
//! equal weight, and the ranks that `COINr` gives when one pillar is left out.

use std::collections::BTreeMap;
use std::path::Path;

use par_index::spec::{AssessmentSpec, FrameworkSpec};
use par_index::{Assessment, Basis, Framework, rank, score_all};
use rust_decimal::Decimal;

const FIELDS: [(&str, &[&str]); 2] = [
    ("Conn", &["Physical", "ConEcFin", "Political", "Instit", "P2P"]),
    ("Sust", &["Environ", "Social", "SusEcFin"]),
];

/// Points of each field, whatever its pillars.
const POINTS: u32 = 60;

fn table(name: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/asem").join(name);
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: {} is not there", file.display());
        return None;
    };
    let mut lines = text.lines().map(|line| line.split(',').map(|cell| cell.trim().to_owned()));
    let head: Vec<String> = lines.next()?.collect();
    Some(lines.map(|line| head.iter().cloned().zip(line).collect()).collect())
}

/// Two fields of 60 points whose pillars, but for the one left out, have equal maxima.
fn ruler(left_out: &str) -> (Framework, BTreeMap<&'static str, u32>) {
    let mut maxima = BTreeMap::new();
    let fields: Vec<serde_json::Value> = FIELDS
        .iter()
        .map(|(field, pillars)| {
            let kept: Vec<&&str> = pillars.iter().filter(|pillar| **pillar != left_out).collect();
            let max = POINTS / u32::try_from(kept.len()).unwrap();
            let children: Vec<serde_json::Value> = kept
                .iter()
                .map(|pillar| {
                    maxima.insert(**pillar, max);
                    serde_json::json!({"code": pillar, "name": {"en": pillar}, "max": max.to_string(),
                        "rule": {"kind": "direct"}})
                })
                .collect();
            serde_json::json!({"code": field, "name": {"en": field}, "max": POINTS.to_string(),
                "children": children})
        })
        .collect();
    let document = serde_json::json!({
        "schema_version": 1, "kind": "framework", "id": "asem", "title": {"en": "ASEM"},
        "index": "other", "provenance": "reconstructed", "total": (2 * POINTS).to_string(),
        "policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "incomplete",
            "ties": "competition", "award": {"digits": 9}, "print": {"digits": 2}},
        "nodes": fields,
    });
    let spec: FrameworkSpec = serde_json::from_value(document).unwrap();
    (spec.check().unwrap(), maxima)
}

#[test]
fn ranks_with_one_pillar_left_out_are_those_of_coinr() {
    let (Some(scores), Some(exact)) =
        (table("asem_coinr_scores_ranks.csv"), table("asem_coinr_leave_one_out_ranks.csv"))
    else {
        return;
    };
    let pillars = FIELDS.iter().flat_map(|(_, pillars)| pillars.iter().copied());
    let mut compared = 0;
    for left_out in std::iter::once("Nominal").chain(pillars) {
        let (framework, maxima) = ruler(left_out);
        let expected: Vec<u32> =
            if left_out == "Nominal" { vec![12, 20] } else { vec![12, 15, 20, 30] };
        assert!(maxima.values().all(|max| expected.contains(max)), "{maxima:?}");
        let sheet = |row: &BTreeMap<String, String>| -> Assessment {
            let mut sheet = AssessmentSpec::new("asem", 2018, &row["unit"]);
            for (pillar, max) in &maxima {
                // As printed, with 15 digits; the award has nine places.
                let score: Decimal = row[*pillar].parse().unwrap();
                let points = (score * Decimal::from(*max) / Decimal::from(100)).round_dp(9);
                sheet = sheet.appraised(pillar, points.to_string());
            }
            let (assessment, findings) = sheet.check(&framework);
            assert!(findings.is_empty(), "{findings:?}");
            assessment
        };
        let units: Vec<Assessment> = scores.iter().map(sheet).collect();
        let ranking = rank(&score_all(&framework, &units, Basis::Final));
        for row in &exact {
            let ours = ranking.of(&row["uCode"]).and_then(|row| row.rank);
            assert_eq!(ours, row[left_out].parse().ok(), "{} without {left_out}", row["uCode"]);
            compared += 1;
        }
    }
    assert_eq!(compared, 51 * 9);
}
