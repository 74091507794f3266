//! Every output against its committed schema, by an independent validator.

use crate::common::{folder, par_index, par_index_in, root, write};
use serde_json::Value;

const FW: &str = "hon-quan-2023";
const COMMUNES: &str = "samples/communes-2023.json";

const OWN: &str = "sample-commune-01";

/// A plan of one unit.
fn planned<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["plan", "-f", FW, COMMUNES, "--unit", OWN], more].concat()
}

/// Complaints of the validator.
fn complaints(kind: &str, value: &Value) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(format!("schemas/{kind}.json"))).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    // Readers must bear new columns, so the schema does; here none may stand beside those it names.
    for part in schema["$defs"].as_object_mut().into_iter().flat_map(|all| all.values_mut()) {
        let flat = part.get("properties").is_some() && part.get("anyOf").is_none();
        if flat && part.get("additionalProperties").is_none() {
            part["additionalProperties"] = false.into();
        }
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one row for each call")]
fn every_output_is_valid_under_its_committed_schema() {
    let at = folder();
    write(at.path(), "p.txt", par_index(&["rank", "-f", FW, COMMUNES, "--format", "table"]).out);
    write(at.path(), "bad.csv", "unit,1.3,2.1\nxa-01,9,tốt\n");
    let bad = at.path().join("bad.csv").display().to_string();
    let printed = at.path().join("p.txt").display().to_string();
    // The same sheets a year before: `compare` refuses a year against itself.
    let year = std::fs::read_to_string(root().join(COMMUNES)).unwrap();
    write(at.path(), "2022.json", year.replace("\"year\": 2023", "\"year\": 2022"));
    let before = at.path().join("2022.json").display().to_string();
    let papi = ["papi-2021=samples/papi-2023.json"];
    let survey = ["survey", "-f", "sipas-district-2023", "--questions"];
    let sample =
        ["questions", "ballots"].map(|name| format!("samples/satisfaction-2023/{name}.csv"));
    let survey: Vec<&str> = survey.into_iter().chain(sample.iter().map(String::as_str)).collect();
    let targets = ["--above", "regular=95", "--asked", "samples/satisfaction-2023/asked.csv"];
    write(at.path(), "good.csv", "unit,part_a,part_b,total\na,61.86,28.10,89.95\n");
    write(at.path(), "slip.csv", "rank,unit,part_a,part_b,total\n2,a,61.86,28.10,89.98\n");
    let [good, slip] =
        ["good.csv", "slip.csv"].map(|name| at.path().join(name).display().to_string());
    let calls: [(&str, Vec<&str>); 42] = [
        ("audit", vec!["audit", &good]),
        ("audit", vec!["audit", &slip]),
        ("audit", vec!["audit", &printed]),
        ("crosswalk", vec!["crosswalk", "papi-2011", "papi-2018"]),
        ("crosswalk", vec!["crosswalk", "vn-ministry-2022", "vn-ministry-2023"]),
        ("framework-diff", vec!["framework", "diff", "papi-2018", "papi-2019"]),
        ("survey", survey.clone()),
        ("survey", survey.into_iter().chain(targets).collect()),
        ("framework", vec!["framework", "show", FW]),
        ("check", vec!["check", "-f", FW, COMMUNES]),
        ("check", vec!["check", "-f", FW, &bad]),
        ("intake", vec!["intake", "-f", FW, COMMUNES]),
        ("intake", vec!["intake", "-f", FW, COMMUNES, "--by", "appraiser"]),
        ("score", vec!["score", "-f", FW, COMMUNES]),
        ("rank", vec!["rank", "-f", FW, COMMUNES, "--policy", "ties=dense"]),
        ("rank", vec!["rank", "-f", FW, &bad, "--year", "2023"]),
        ("weak", vec!["weak", "-f", FW, COMMUNES]),
        ("weak", vec!["weak", "-f", FW, COMMUNES, "--each"]),
        ("weak", vec!["weak", "-f", FW, COMMUNES, "--by", "lead"]),
        ("lost", vec!["lost", "-f", FW, COMMUNES, "--unit", "sample-commune-01"]),
        ("lost", vec!["lost", "-f", FW, COMMUNES, "--by", "group"]),
        ("strengths", vec!["strengths", "-f", FW, COMMUNES, "--unit", "sample-commune-01"]),
        ("cuts", vec!["cuts", "-f", FW, COMMUNES, "--unit", "sample-commune-01"]),
        ("cuts", vec!["cuts", "-f", FW, COMMUNES, "--by", "unit"]),
        ("table", vec!["table", "-f", FW, COMMUNES]),
        ("table", vec!["table", "-f", FW, COMMUNES, "--level", "leaf", "--show", "rank"]),
        ("robustness", vec!["robustness", "-f", FW, COMMUNES, "--replicates", "10"]),
        ("robustness", vec!["robustness", "-f", FW, COMMUNES, "--vary", "fields"]),
        ("together", [&["together", "-f", FW, COMMUNES, "--with"][..], &papi[..]].concat()),
        (
            "together",
            [&["together", "-f", FW, COMMUNES, "--by", "lead", "--with"][..], &papi[..]].concat(),
        ),
        ("compare", vec!["compare", "-f", FW, COMMUNES, "--previous", &before]),
        (
            "diff",
            vec!["diff", "-f", FW, "--before", COMMUNES, "--after", "samples/communes-2023.json"],
        ),
        ("explain", vec!["explain", "-f", FW, COMMUNES, "--unit", "sample-commune-01"]),
        (
            "explain",
            vec!["explain", "-f", FW, COMMUNES, "--unit", "sample-commune-01", "--node", "7.2"],
        ),
        (
            "versus",
            vec![
                "versus",
                "-f",
                FW,
                COMMUNES,
                "--unit",
                "sample-commune-01",
                "--other",
                "sample-commune-02",
            ],
        ),
        (
            "what-if",
            vec!["what-if", "-f", FW, COMMUNES, "--unit", "sample-commune-01", "--set", "1.3=2"],
        ),
        ("plan", planned(&["--target", "90", "--efforts", "samples/efforts-2023.csv"])),
        ("plan", planned(&["--target", "99.9", "--node", "7"])),
        ("plan", planned(&["--frontier"])),
        ("forecast", vec!["forecast", "-f", FW, COMMUNES, "--unit", OWN, "--on", "2024-01-12"]),
        ("verify", vec!["verify", &printed, "-f", FW, COMMUNES]),
        ("verify", vec!["verify", &printed, "-f", FW, &bad]),
    ];
    for (kind, args) in calls {
        let value = par_index(&args).json();
        assert!(complaints(kind, &value).is_empty(), "{args:?}: {:?}", complaints(kind, &value));
        // The validator sees what is missing.
        if kind != "framework" {
            let mut spoilt = value.clone();
            spoilt.as_object_mut().unwrap().remove("findings");
            assert!(!complaints(kind, &spoilt).is_empty(), "{kind}");
            if value["rows"].get(0).is_some() {
                spoilt = value.clone();
                let first = match kind {
                    // The columns of nodes are any; those before them are not.
                    "table" => "appraisal".to_owned(),
                    _ => spoilt["rows"][0].as_object().unwrap().keys().next().unwrap().clone(),
                };
                spoilt["rows"][0].as_object_mut().unwrap().remove(&first);
                assert!(!complaints(kind, &spoilt).is_empty(), "{kind} without {first}");
            }
        }
    }
    let joined = par_index(&["join", "-f", FW, COMMUNES]).json();
    for document in joined.as_array().unwrap() {
        assert!(
            complaints("assessment", document).is_empty(),
            "{:?}",
            complaints("assessment", document)
        );
    }
    let error = par_index_in(&root(), &["call"], "{}").json();
    assert!(complaints("error", &error).is_empty(), "{:?}", complaints("error", &error));
    let units = serde_json::json!([{"unit": "xa-01", "name": "Xã An", "predecessors": ["xa-00"]}]);
    assert!(complaints("units", &units).is_empty());
    let policies: Value = serde_json::from_str(
        &std::fs::read_to_string(root().join("examples/tables/policies.json")).unwrap(),
    )
    .unwrap();
    assert!(
        complaints("policies", &policies).is_empty(),
        "{:?}",
        complaints("policies", &policies)
    );
}

#[test]
fn the_command_prints_the_committed_schemas() {
    for kind in par_index::schema::kinds() {
        let committed =
            std::fs::read_to_string(root().join(format!("schemas/{kind}.json"))).unwrap();
        assert_eq!(par_index(&["schema", kind]).out, committed, "{kind}");
    }
}
