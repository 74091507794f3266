//! The contract of files, results and command, line by line, through the real binary.

use crate::common::small::{FRAMEWORK, codes, place, row, run};
use crate::common::{folder, par_index, par_index_in, write};
use serde_json::Value;

const FW: &str = "hon-quan-2023";
const COMMUNES: &str = "samples/communes-2023.json";

// 1. Framework tables.

#[test]
fn a_framework_table_says_what_it_means_in_two_notations() {
    let at = place();
    let ran = run(&at, "score", &["a.csv", "--year", "2023"]);
    assert_eq!(ran.code, 3, "a missing input is a reading error: {}", ran.err);
    let shown =
        par_index_in(at.path(), &["framework", "show", "bo.csv", "--policies", "bo.json"], "")
            .json();
    assert_eq!(shown["nodes"][0]["children"][1]["rule"]["kind"], "share");
    assert_eq!(shown["nodes"][0]["children"][1]["rule"]["if_any"], true);
    assert_eq!(shown["nodes"][0]["children"][0]["lead"][0], "noi-vu");
    assert_eq!(shown["nodes"][1]["scorer"], "survey");
    assert_eq!((shown["id"].as_str(), shown["total"].as_str()), (Some("bo"), Some("10")));
    // The table as an object in the cell means the same.
    let object = FRAMEWORK.replace(
        "tỷ lệ: tối đa từ 100%; sàn 50%; nếu có",
        "\"{\"\"kind\"\": \"\"share\"\", \"\"full_at\"\": {\"\"at_least\"\": \"\"100\"\"}, \"\"floor\"\": \"\"50\"\", \"\"if_any\"\": true}\"",
    );
    write(at.path(), "object/bo.csv", object);
    let again = par_index_in(
        at.path(),
        &["framework", "show", "object/bo.csv", "--policies", "bo.json"],
        "",
    );
    assert_eq!(again.json()["nodes"], shown["nodes"]);
}

#[test]
fn without_policies_a_framework_table_is_scored_by_stated_defaults() {
    let at = folder();
    write(at.path(), "f.csv", "code,parent,max,scorer\nT,,3,\n1,T,2,appraisal\n2,T,1,survey\n");
    write(at.path(), "a.csv", "unit,1,2\nxa,1.5,\n");
    let ran = par_index_in(at.path(), &["rank", "-f", "f.csv", "a.csv", "--year", "2023"], "");
    let result = ran.json();
    assert_eq!(codes(&result), ["default_policies"]);
    assert_eq!(result["policies"]["not_applicable"], "rescale");
    assert_eq!(result["policies"]["no_survey"], "refuse");
    assert_eq!(result["policies"]["missing"], "incomplete");
    assert_eq!(result["policies"]["ties"], "competition");
    assert_eq!(
        (&result["policies"]["award_digits"], &result["policies"]["print_digits"]),
        (&9.into(), &2.into())
    );
    assert_eq!(row(&result, "xa")["state"], "open");
}

#[test]
fn frameworks_are_listed_shown_checked_exported() {
    let list = par_index(&["framework", "list"]).json();
    let ids: Vec<&str> =
        list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"hon-quan-2023") && ids.contains(&"vn-ministry-2023"));
    let shown = par_index(&["framework", "show", FW]).json();
    assert_eq!(shown["kind"], "framework");
    assert_eq!(par_index(&["framework", "check", FW]).code, 0);
    let at = folder();
    for file in ["out.json", "out.csv"] {
        let path = at.path().join(file);
        assert_eq!(par_index(&["framework", "export", FW, "-o", path.to_str().unwrap()]).code, 0);
    }
    let again = par_index_in(at.path(), &["framework", "show", "out.json"], "");
    assert_eq!(again.json(), shown);
    let table = std::fs::read_to_string(at.path().join("out.csv")).unwrap();
    assert!(table.starts_with("code,parent,level,max,"), "{table}");
    write(
        at.path(),
        "bad.csv",
        "code,parent,max,scorer\nT,,3,\n1,T,2,appraisal\n1,T,2,appraisal\n",
    );
    let bad = par_index_in(at.path(), &["framework", "check", "bad.csv"], "");
    assert_eq!(bad.code, 1);
    let cells: Vec<_> = bad
        .json()
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| finding["cell"].clone())
        .collect();
    assert_eq!(cells, ["A4", "C2"]);
}

// 2. Assessment tables.

#[test]
fn a_long_table_fills_stages_facts_and_remarks() {
    let at = place();
    write(at.path(), "long.csv", "\
unit,component,self,appraised,survey,year,group,appraised_again,evidence,self_note,appraised_note,explanation,appraised_again_note,by,done,of,stage
xa-01,1.1,Có,2,,2023,xã,,QĐ 12,tự khai,,,,so-noi-vu,,,
xa-01,1.2,,,,2023,xã,,,,,,,so-noi-vu,58,60,appraised
xa-01,2,,,\"3,5\",2023,xã,,,,,,,,,,
xa-02,1.1,Không,,,2023,xã,,,,,,,,,,
xa-02,1.2,Không phát sinh,Không phát sinh,,2023,xã,,,,,,,,,,
");
    let result = run(&at, "score", &["long.csv"]).json();
    assert!(codes(&result).is_empty(), "{result}");
    let rows = result["rows"].as_array().unwrap();
    let at_node = |unit: &str, code: &str| {
        rows.iter().find(|row| row["unit"] == unit && row["code"] == code).unwrap()
    };
    assert_eq!(at_node("xa-01", "1.1")["obtained"], "2");
    assert_eq!(at_node("xa-01", "1.2")["obtained"], "3.87"); // 58/60 of 4, to two places
    assert_eq!(at_node("xa-01", "2")["obtained"], "3.5");
    assert_eq!(at_node("xa-02", "1.1")["state"], "not_appraised");
    assert_eq!(at_node("xa-02", "1.2")["state"], "not_applicable");
    assert_eq!(at_node("xa-02", "2")["state"], "missing");
    // The rows: nodes in framework order, then bonus, deduction, total, for each unit by id.
    let order: Vec<&str> = rows.iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(order[..7], ["1", "1.1", "1.2", "2", "bonus", "deduction", "total"]);
    assert_eq!(rows[7]["unit"], "xa-02");
}

#[test]
fn a_wide_table_is_the_score_that_counts_and_an_empty_cell_is_missing() {
    let at = place();
    write(at.path(), "wide.csv", "unit;1.1;1.2;2\nxa-01;2;4;4\nxa-02;2;;4\nxa-03;;;\n");
    let result = run(&at, "rank", &["wide.csv", "--year", "2023"]).json();
    assert_eq!(
        (row(&result, "xa-01")["rank"].clone(), row(&result, "xa-01")["ratio"].clone()),
        (1.into(), "100.00".into())
    );
    assert_eq!(row(&result, "xa-02")["state"], "open");
    assert_eq!(row(&result, "xa-03")["state"], "not_reported");
    let of_self = run(&at, "rank", &["wide.csv", "--year", "2023", "--basis", "self"]).json();
    assert!(row(&of_self, "xa-01")["rank"].is_null());
}

#[test]
fn a_register_names_units_and_keeps_the_silent_ones() {
    let at = place();
    write(
        at.path(),
        "units.csv",
        "unit,name,group,ranked\nxa-01,Xã Hoà Bình,xã,\nxa-02,Xã An,xã,false\nxa-03,Xã Xa,xã,\n",
    );
    write(at.path(), "a.csv", "unit,1.1,1.2,2\nUBND xã Hòa Bình,2,2,4\nXA-02,2,4,4\n");
    let result = run(&at, "rank", &["a.csv", "--year", "2023", "--units", "units.csv"]).json();
    assert!(codes(&result).is_empty(), "{result}");
    assert_eq!(
        (row(&result, "xa-01")["rank"].clone(), row(&result, "xa-01")["name"].clone()),
        (1.into(), "Xã Hoà Bình".into())
    );
    assert!(
        row(&result, "xa-02")["rank"].is_null() && row(&result, "xa-02")["state"] == "complete"
    );
    assert_eq!(row(&result, "xa-03")["state"], "not_reported");
    write(at.path(), "b.csv", "unit,1.1\nXã Hoà Bìn,2\n");
    let unknown = run(&at, "rank", &["b.csv", "--year", "2023", "--units", "units.csv"]);
    let findings = unknown.json()["findings"].clone();
    assert_eq!(
        (unknown.code, findings[0]["code"].clone(), findings[0]["cell"].clone()),
        (1, "unknown_unit".into(), "A2".into())
    );
    assert!(findings[0]["expected"].as_str().unwrap().contains("Xã Hoà Bình"), "{findings}");
    let intake = run(&at, "intake", &["a.csv", "--year", "2023", "--units", "units.csv"]).json();
    assert_eq!(intake["rows"].as_array().unwrap().len(), 3);
    assert_eq!(
        (row(&intake, "xa-01")["appraised"].clone(), row(&intake, "xa-03")["state"].clone()),
        (2.into(), "not_reported".into())
    );
    let by = run(&at, "intake", &["a.csv", "--year", "2023", "--by", "appraiser"]).json();
    assert_eq!(
        (by["rows"][0]["appraiser"].clone(), by["rows"][0]["appraised"].clone()),
        ("so-noi-vu".into(), 4.into())
    );
}

// 3. Inputs are joined.

#[test]
fn files_folders_patterns_and_standard_input_are_joined() {
    let at = place();
    write(at.path(), "in/b.csv", "unit,component,appraised\nxa-01,1.1,2\n");
    write(at.path(), "in/a.csv", "unit,component,appraised\nxa-01,1.2,4\nxa-01,1.1,\n");
    write(at.path(), "in/~$a.csv", "junk");
    write(at.path(), "in/.hidden.csv", "junk");
    write(at.path(), "in/readme.md", "junk");
    let survey = "unit,component,survey\nxa-01,2,3\n";
    write(at.path(), "survey.csv", survey);
    let obtained = |ran: crate::common::Ran| {
        let result = ran.json();
        // What a folder or a pattern passes over, and what is named twice, is told as a note.
        let found = result["findings"].as_array().unwrap().iter();
        let more = found.filter(|one| one["severity"] != "note").count();
        (row(&result, "xa-01")["obtained"].clone(), more)
    };
    let nine = (Value::from("9"), 0);
    let base = ["--year", "2023"];
    assert_eq!(obtained(run(&at, "rank", &[&["in", "survey.csv"][..], &base].concat())), nine);
    assert_eq!(
        obtained(run(
            &at,
            "rank",
            &[&["in/*.csv", "survey.csv", "survey.csv"][..], &base].concat()
        )),
        nine
    );
    let args = ["rank", "-f", "bo.csv", "--policies", "bo.json", "in", "-", "--year", "2023"];
    assert_eq!(obtained(par_index_in(at.path(), &args, survey)), nine);
    let joined = run(&at, "join", &["in", "survey.csv", "--year", "2023"]).json();
    let entries = joined[0]["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[0]["appraised"]["origin"], "in/b.csv, cell C2, column “appraised”");
    // The joined data are an input again, as JSON and as a table.
    for file in ["j.json", "j.csv"] {
        assert_eq!(run(&at, "join", &["in", "survey.csv", "--year", "2023", "-o", file]).code, 0);
        assert_eq!(obtained(run(&at, "rank", &[file])), nine, "{file}");
    }
}

#[test]
fn two_values_are_a_conflict_unless_the_last_is_preferred() {
    let at = place();
    write(at.path(), "a.csv", "unit,1.1,1.2,2\nxa-01,2,4,4\n");
    write(at.path(), "b.csv", "unit,component,appraised\nxa-01,1.2,3.00\n");
    let ran = run(&at, "rank", &["a.csv", "b.csv", "--year", "2023"]);
    let result = ran.json();
    assert_eq!((ran.code, codes(&result)), (1, vec!["conflict"]));
    let message = result["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("a.csv, cell C2") && message.contains("b.csv, cell C2"), "{message}");
    assert_eq!(row(&result, "xa-01")["state"], "in_error");
    let ran = run(&at, "rank", &["a.csv", "b.csv", "--year", "2023", "--prefer", "last"]);
    let result = ran.json();
    assert_eq!(
        (ran.code, codes(&result), row(&result, "xa-01")["obtained"].clone()),
        (0, vec!["conflict_settled"], "9".into())
    );
    // Equal values are one, however they are written.
    write(at.path(), "c.csv", "unit,component,appraised\nxa-01,1.2,4.00\n");
    assert_eq!(run(&at, "rank", &["a.csv", "c.csv", "--year", "2023"]).code, 0);
}

#[test]
fn only_the_appraiser_appraises_and_a_workbook_is_never_skipped() {
    let at = place();
    write(at.path(), "a.csv", "unit,component,appraised,by\nxa-01,1.1,2,noi-vu\n");
    let ran = run(&at, "check", &["a.csv", "--year", "2023", "--draft"]);
    assert_eq!((ran.code, codes(&ran.json())), (1, vec!["wrong_appraiser"]));
    assert_eq!(ran.json()["findings"][0]["cell"], "D2");
    write(at.path(), "in/book.xlsx", "PK");
    write(at.path(), "in/a.csv", "unit,component,appraised\nxa-01,1.1,2\n");
    let ran = run(&at, "rank", &["in", "--year", "2023"]);
    assert_eq!((ran.code, codes(&ran.json())), (1, vec!["workbook_broken"]));
}

#[test]
fn years_and_blocks() {
    let at = place();
    write(at.path(), "a.csv", "unit,group,1.1,1.2,2\nxa-01,xã,2,4,4\ntt-01,thị trấn,2,3,4\n");
    let none = run(&at, "rank", &["a.csv"]);
    assert_eq!((none.code, codes(&none.json())[0]), (1, "year_unknown"));
    let result = run(&at, "rank", &["a.csv", "--year", "2023"]).json();
    assert_eq!(codes(&result), ["several_blocks"]);
    assert_eq!((row(&result, "tt-01")["rank"].clone(), &result["year"]), (2.into(), &2023.into()));
    let apart = run(&at, "rank", &["a.csv", "--year", "2023", "--by-group"]).json();
    assert_eq!((row(&apart, "tt-01")["rank"].clone(), codes(&apart).len()), (1.into(), 0));
    // A year of another sheet settles it; the latest year is the result's.
    write(at.path(), "y.csv", "unit,year,1.1,1.2,2\nxa-02,2022,2,4,4\n");
    let settled = run(&at, "rank", &["a.csv", "y.csv"]).json();
    assert_eq!((&settled["year"], settled["rows"].as_array().unwrap().len()), (&2022.into(), 3));
    let two = run(&at, "rank", &["a.csv", "y.csv", "--year", "2023"]).json();
    assert_eq!(two["rows"].as_array().unwrap().len(), 2);
}

// 4. Results.

/// The columns that the page gives to what is asked.
fn columns_of(asked: &str) -> String {
    let page = include_str!("../../../../docs/formats/results.md");
    let (_, results) = page.split_once("| call | columns |").unwrap();
    let rows = results.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let mut rows = rows.filter(|(calls, _)| calls.split("`, `").any(|call| call == asked));
    let (_, columns) = rows.next().unwrap();
    columns.trim_end_matches(" |").replace(", ", ",")
}

#[test]
fn headers_keys_and_contract_agree() {
    let unit = "sample-commune-01";
    let contract = [
        ("score", vec![]),
        ("rank", vec![]),
        ("weak", vec!["--unit", unit]),
        ("weak --by lead", vec!["--by", "lead"]),
        ("strengths", vec!["--unit", "sample-commune-09"]),
        ("lost", vec![]),
        ("cuts", vec![]),
        ("explain", vec!["--unit", unit]),
        ("versus", vec!["--unit", unit, "--other", "sample-commune-09"]),
        ("robustness", vec!["--replicates", "3"]),
        ("what-if", vec!["--unit", unit, "--repair-first", "3"]),
        ("plan --frontier", vec!["--unit", unit, "--frontier"]),
        ("intake", vec![]),
    ];
    for (asked, args) in contract {
        let columns = columns_of(asked);
        let columns = columns.as_str();
        let call = asked.split(' ').next().unwrap();
        let run = |format: &str| {
            par_index(&[&[call, "-f", FW, COMMUNES], &args[..], &["--format", format]].concat())
        };
        let csv = run("csv");
        assert_eq!(csv.out.lines().next(), Some(columns), "{call}");
        let json = run("json").json();
        let rows = json["rows"].as_array().unwrap();
        let keys: Vec<&str> = rows[0].as_object().unwrap().keys().map(String::as_str).collect();
        let mut wanted: Vec<&str> = columns.split(',').collect();
        wanted.sort_unstable();
        assert_eq!(keys, wanted, "{call}: as sets; the text keeps their order");
        let text = run("json").out;
        let places: Vec<usize> =
            columns.split(',').map(|key| text.find(&format!("\"{key}\":")).unwrap()).collect();
        let first_row = text.find("\"rows\":").unwrap();
        assert!(places.iter().all(|place| *place > 0) && first_row > 0);
        // Rows say the same in both; absent is null, and empty.
        assert_eq!(csv.csv().len(), rows.len(), "{call}");
        for (a, b) in csv.csv().iter().zip(rows) {
            for (key, value) in b.as_object().unwrap() {
                let text = match value {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(&a[key], &text, "{call} {key}");
            }
        }
    }
}

#[test]
fn the_result_object_says_how_it_was_made() {
    let result =
        par_index(&["rank", "-f", FW, COMMUNES, "--policy", "ties=dense", "--by-group"]).json();
    let keys: Vec<&str> = result.as_object().unwrap().keys().map(String::as_str).collect();
    let mut wanted = vec![
        "schema_version",
        "kind",
        "version",
        "framework",
        "basis",
        "year",
        "period",
        "policies",
        "policies_overridden",
        "asked",
        "rows",
        "summary",
        "not_read",
        "findings",
        "seal",
    ];
    wanted.sort_unstable();
    assert_eq!(keys, wanted);
    assert_eq!(
        (&result["schema_version"], &result["kind"], &result["basis"]),
        (&1.into(), &"rank".into(), &"final".into())
    );
    assert_eq!(result["policies_overridden"], serde_json::json!(["ties"]));
    assert_eq!(result["policies"]["ties"], "dense");
    assert_eq!(result["asked"], serde_json::json!({"by_group": true, "policy": {"ties": "dense"}}));
    let plain = par_index(&["rank", "-f", FW, COMMUNES]).json();
    assert_eq!(plain["framework"], result["framework"], "the hash is the issued framework's");
    assert_eq!(plain["seal"].as_str().unwrap().len(), 32);
    assert_ne!(plain["seal"], result["seal"]);
    assert_eq!(plain["summary"]["mean"], "80.23");
}

#[test]
fn findings_carry_every_column_and_codes_are_explained() {
    let at = place();
    write(at.path(), "a.csv", "unit,1.1,1.2\nxa-01,9,4\n");
    let ran = run(&at, "check", &["a.csv", "--year", "2023", "--format", "csv"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out.lines().next(),
        Some(
            "severity,code,unit,name,node,stage,file,sheet,cell,line,pointer,found,expected,suggestion,message"
        )
    );
    let finding = &ran.csv()[0];
    let wanted = [
        ("severity", "error"),
        ("code", "out_of_range"),
        ("unit", "xa-01"),
        ("node", "1.1"),
        ("stage", "appraised"),
        ("file", "a.csv"),
        ("cell", "B2"),
        ("line", "2"),
        ("found", "9"),
    ];
    for (key, value) in wanted {
        assert_eq!(finding[key], value, "{key}");
    }
    let list = par_index(&["finding", "list"]).json();
    let known: Vec<&str> =
        list.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    for code in [
        "unknown_code",
        "duplicate_code",
        "sum_of_children",
        "bad_number",
        "out_of_range",
        "not_a_level",
        "not_a_step",
        "done_over_of",
        "of_zero",
        "conflict",
        "unknown_unit",
        "ambiguous_unit",
        "wrong_stage",
        "wrong_appraiser",
        "award_digits_required",
        "part_required",
        "provisional_framework",
        "default_policies",
        "bonus_over_cap",
        "year_unknown",
    ] {
        assert!(known.contains(&code), "{code}");
        let one = par_index(&["finding", "show", code]).json();
        assert!(
            !one[0]["cause"].as_str().unwrap().is_empty()
                && !one[0]["cause_vi"].as_str().unwrap().is_empty()
        );
    }
    assert_eq!(par_index(&["finding", "show", "no_such"]).code, 2);
}

#[test]
fn a_check_speaks_of_what_is_empty_unless_it_is_a_draft() {
    let at = place();
    write(at.path(), "a.csv", "unit,1.1,1.2\nxa-01,2,4\n");
    let full = run(&at, "check", &["a.csv", "--year", "2023"]).json();
    assert_eq!(codes(&full), ["still_empty"]);
    assert_eq!(full["summary"], serde_json::json!({"units": 1, "computed": 1}));
    let draft = run(&at, "check", &["a.csv", "--year", "2023", "--draft"]).json();
    assert!(codes(&draft).is_empty());
}

// 5. The command.
