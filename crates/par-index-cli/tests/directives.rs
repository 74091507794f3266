//! `directive list|show|check|status|papers`, through the real binary.

mod common;

use common::{folder, par_index, par_index_in, root, write};
use serde_json::{Value, json};

const D: &str = "hon-quan-2023";
const PAPERS: [&str; 6] = ["directive", "papers", D, "-f", D, "samples/communes-2023.json"];
const UNIT: &str = "sample-commune-01";

fn papers(more: &[&str]) -> common::Ran {
    par_index(&[&PAPERS, more].concat())
}

fn complaints(kind: &str, value: &Value) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(format!("schemas/{kind}.json"))).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect()
}

#[test]
fn check_has_the_columns_of_the_contract_and_says_by_its_exit_code() {
    let ran = par_index(&["directive", "check", D, "--format", "csv"]);
    assert_eq!(ran.out.lines().next(), Some("obligation,code,severity,message"));
    // Dates nobody can keep are errors of the letter.
    assert_eq!((ran.code, ran.csv().len(), ran.err.as_str()), (1, 9, ""));
    let fewer = par_index(&["directive", "check", D, "--days", "12", "--format", "csv"]);
    assert_eq!(fewer.csv().len(), 6);
    let json = par_index(&["directive", "check", D]).json();
    assert_eq!(
        (json["kind"].as_str(), json["rows"].as_array().unwrap().len()),
        (Some("directive-check"), 9)
    );
    assert_eq!(json["seal"].as_str().unwrap().len(), 12);
}

#[test]
fn a_letter_of_ones_own_is_read_from_a_file_and_mended_there() {
    let at = folder();
    let mut letter = json!({
        "schema_version": 1, "kind": "directive", "id": "x", "title": {"vi": "X"}, "issued": "2023-06-08",
        "addressees": ["a"], "agencies": [{"id": "a", "name": {"vi": "A"}}],
        "obligations": [{"paragraph": "1", "text": {"vi": "Việc"}, "goal": "do", "lead": ["a"], "due": "2023-06-01"}]
    });
    write(at.path(), "d.json", letter.to_string());
    let run = |args: &[&str]| par_index_in(at.path(), &[&["directive"], args].concat(), "");
    assert_eq!(run(&["check", "d.json"]).code, 1);
    letter["obligations"][0]["due"] = json!("2023-07-01");
    write(at.path(), "d.json", letter.to_string());
    assert_eq!(run(&["check", "d.json"]).code, 0);
    letter["obligations"][0]["lead"] = json!(["b"]);
    write(at.path(), "d.json", letter.to_string());
    let refused = run(&["check", "d.json"]);
    assert_eq!((refused.code, refused.json()["kind"].as_str()), (1, Some("error")));
    assert!(
        refused.err.contains("d.json") && refused.err.contains("unknown_agency"),
        "{}",
        refused.err
    );
    assert_eq!(run(&["check", "none.json"]).code, 3);
    assert_eq!(run(&["check", "hon-quan"]).code, 2);
    // Written and read again it is the same.
    let shown = par_index(&["directive", "show", D]).out;
    write(at.path(), "again.json", &shown);
    assert_eq!(run(&["show", "again.json"]).out, shown);
}

#[test]
fn status_counts_what_was_reported_until_the_day() {
    let at = folder();
    let reports = "obligation;on;done;of;note\n2.2c;30/9/2023;4;25;\n2.2c;2023-12-01;8;25;\n9.9;2023-09-30;1;1;\n";
    write(at.path(), "p.csv", reports);
    let run = |on: &str, format: &str| {
        let args =
            ["directive", "status", D, "--on", on, "--progress", "p.csv", "--format", format];
        par_index_in(at.path(), &args, "")
    };
    let ran = run("2023-10-01", "csv");
    assert_eq!(ran.code, 1, "a report of a paragraph that is not there is an error");
    assert!(ran.err.contains("unknown_obligation") && ran.err.contains("A4"), "{}", ran.err);
    let rows = ran.csv();
    let row = rows.iter().find(|row| row["obligation"] == "2.2c").unwrap();
    assert_eq!(
        (row["state"].as_str(), row["more"].as_str(), row["ratio"].as_str()),
        ("in_progress", "4", "16.00")
    );
    let later = run("2023-12-01", "json").json();
    let row =
        later["rows"].as_array().unwrap().iter().find(|row| row["obligation"] == "2.2c").unwrap();
    assert_eq!((row["state"].as_str(), row["late"].as_bool()), (Some("done"), Some(true)));
    assert_eq!(later["summary"]["total"]["all"], 52);
    let lead =
        par_index(&["directive", "status", D, "--on", "2023-10-01", "--lead", "noi-vu"]).json();
    assert!(lead["rows"].as_array().unwrap().iter().all(|row| row["lead"] == "noi-vu"));
    assert_eq!(par_index(&["directive", "status", D]).code, 2);
    assert_eq!(par_index(&["directive", "status", D, "--on", "1/10/2023"]).code, 2);
    assert_eq!(
        par_index(&["directive", "status", D, "--on", "2023-10-01", "--lead", "noi-vụ"]).code,
        2
    );
}

#[test]
fn papers_close_with_lost() {
    let lost = par_index(&["lost", "-f", D, "samples/communes-2023.json", "--unit", UNIT]).json();
    let repair = papers(&["--paper", "repair", "--unit", UNIT]).json();
    let monitoring =
        papers(&["--paper", "monitoring", "--on", "2023-10-01", "--unit", UNIT]).json();
    for paper in [&repair, &monitoring] {
        let rows = paper["rows"].as_array().unwrap();
        assert_eq!(rows.last().unwrap()["lost"], lost["summary"]["lost"]);
        assert_eq!(rows.last().unwrap()["code"], "total");
    }
    let of = |rows: &Value, key: &str| -> String {
        let row = rows.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap();
        row["lost"].as_str().unwrap().to_owned()
    };
    let raise = papers(&["--paper", "raise", "--unit", UNIT]).json();
    for group in raise["summary"]["groups"].as_array().unwrap() {
        let key = group["group"].as_str().unwrap();
        assert_eq!(group["lost"], of(&lost["rows"], key), "{key}");
    }
    let leads =
        par_index(&["lost", "-f", D, "samples/communes-2023.json", "--unit", UNIT, "--by", "lead"])
            .json();
    for group in repair["summary"]["groups"].as_array().unwrap() {
        let key = group["group"].as_str().unwrap();
        assert_eq!(group["lost"], of(&leads["rows"], key), "{key}");
    }
}

#[test]
fn papers_are_markdown_where_asked_and_nothing_else_is() {
    let at = folder();
    let file = at.path().join("bao-cao.md").display().to_string();
    let ran = papers(&["--paper", "repair", "--unit", UNIT, "--lang", "vi", "-o", &file]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# BÁO CÁO") && text.contains("| STT |"), "{text}");
    let same =
        papers(&["--paper", "repair", "--unit", "xã mẫu 01", "--lang", "vi", "--format", "md"]);
    // The seal is over what was asked, also over how the unit was named.
    let unsealed = |text: &str| text.trim_end().rsplit_once('\n').unwrap().0.to_owned();
    assert_eq!(unsealed(&same.out), unsealed(&text));
    for wrong in [
        vec!["directive", "list", "-o", "a.md"],
        vec!["directive", "check", D, "--format", "md"],
        vec!["rank", "-f", D, "samples/communes-2023.json", "-o", "a.md"],
        [&PAPERS[..], &["--paper", "monitoring"]].concat(),
        [&PAPERS[..], &["--paper", "report"]].concat(),
        PAPERS.to_vec(),
        vec!["directive", "papers", D, "-f", D, "--paper", "repair"],
        [&PAPERS[..], &["--paper", "repair", "--unit", "nobody"]].concat(),
        [&PAPERS[..], &["--paper", "repair", "--lead", "nobody"]].concat(),
    ] {
        assert_eq!(par_index_in(&root(), &wrong, "").code, 2, "{wrong:?}");
    }
}

#[test]
fn measures_come_from_a_table() {
    let at = folder();
    let table = "code,to,measure,lead,due,product\n1.3,2,Rà soát từng kiến nghị,van-phong,15/10/2023,Báo cáo\n1.4x,1,,,,\n";
    write(at.path(), "m.csv", table);
    let file = at.path().join("m.csv").display().to_string();
    let ran =
        papers(&["--paper", "repair", "--unit", UNIT, "--measures", &file, "--format", "csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("unknown_code") && ran.err.contains("cell A3"), "{}", ran.err);
    let rows = ran.csv();
    let row = rows.iter().find(|row| row["code"] == "1.3").unwrap();
    let cells = ["measure", "lead", "due", "product"].map(|key| row[key].as_str());
    assert_eq!(cells, ["Rà soát từng kiến nghị", "van-phong", "2023-10-15", "Báo cáo"]);
}

#[test]
fn every_output_is_valid_and_the_door_for_programs_gives_the_same() {
    let sample: Value = serde_json::from_str(
        &std::fs::read_to_string(root().join("samples/communes-2023.json")).unwrap(),
    )
    .unwrap();
    let progress = json!([{"obligation": "2.2c", "on": "2023-09-30", "done": "4", "of": 25}]);
    let at = folder();
    write(at.path(), "p.json", progress.to_string());
    let reports = at.path().join("p.json").display().to_string();
    for (kind, args, request) in [
        (
            "directive-check",
            vec!["directive", "check", D, "--days", "10"],
            json!({"call": "directive-check", "directive": D, "days": 10}),
        ),
        (
            "directive-status",
            vec!["directive", "status", D, "--on", "2023-10-01", "--progress", &reports],
            json!({"call": "directive-status", "directive": D, "on": "2023-10-01", "progress": progress}),
        ),
        (
            "directive-papers",
            [
                &PAPERS[..],
                &[
                    "--paper",
                    "monitoring",
                    "--on",
                    "2023-10-01",
                    "--unit",
                    UNIT,
                    "--progress",
                    &reports,
                    "--policy",
                    "ties=dense",
                ],
            ]
            .concat(),
            json!({"call": "directive-papers", "directive": D, "framework": D, "inputs": sample,
                "paper": "monitoring", "on": "2023-10-01", "unit": UNIT, "progress": progress, "policy": {"ties": "dense"}}),
        ),
    ] {
        let value = par_index(&args).json();
        assert!(complaints(kind, &value).is_empty(), "{:?}", complaints(kind, &value));
        let mut spoilt = value.clone();
        spoilt["rows"][0]["flor"] = 1.into();
        assert!(!complaints(kind, &spoilt).is_empty(), "{kind}");
        let reply = par_index_in(&root(), &["call"], &request.to_string()).json();
        assert_eq!(reply["seal"], value["seal"], "{kind}");
        assert_eq!(reply["rows"], value["rows"], "{kind}");
        assert_eq!(reply["summary"], value["summary"], "{kind}");
    }
    let shown = par_index(&["directive", "show", D]).json();
    assert!(complaints("directive", &shown).is_empty(), "{:?}", complaints("directive", &shown));
    assert!(complaints("progress", &progress).is_empty());
    assert!(complaints("efforts", &json!([{"code": "1.3", "to": "2"}])).is_empty());
    for wrong in [
        json!({"call": "directive-check"}),
        json!({"call": "directive-check", "directive": "no-such"}),
        json!({"call": "directive-status", "directive": D}),
        json!({"call": "directive-papers", "directive": D, "paper": "repair"}),
        json!({"call": "directive-check", "directive": D, "flor": 1}),
    ] {
        let ran = par_index_in(&root(), &["call"], &wrong.to_string());
        assert_eq!((ran.code, ran.json()["kind"].as_str()), (2, Some("error")), "{wrong}");
    }
}

#[test]
fn under_vietnamese_no_english_word_stands_in_a_table() {
    for args in [
        vec!["directive", "list"],
        vec!["directive", "check", D],
        vec!["directive", "status", D, "--on", "2023-10-01"],
        [&PAPERS[..], &["--paper", "repair", "--unit", UNIT]].concat(),
        [&PAPERS[..], &["--paper", "raise", "--lead", "van-phong"]].concat(),
        [&PAPERS[..], &["--paper", "monitoring", "--on", "2023-10-01"]].concat(),
    ] {
        let ran = par_index(&[&args[..], &["--lang", "vi", "--format", "table"]].concat());
        // Codes of findings are the same in every language.
        let parts = ran.out.split('[');
        let parts = parts.map(|part| part.split_once(']').map_or(part, |(_, rest)| rest));
        let words: String = parts.collect();
        for english in [
            " the ", " due ", " done", "overdue", "lead", "total", "Office", " of ", "warning",
            "error ",
        ] {
            assert!(!words.contains(english), "{english:?} in {args:?}\n{}", ran.out);
        }
        let wide = ran.out.lines().find(|line| line.chars().count() > 100);
        assert_eq!(wide, None, "{args:?}");
    }
}
