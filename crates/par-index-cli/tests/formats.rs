//! The contract of files, results and command, line by line, through the real binary.

mod common;

use common::{folder, par_index, par_index_in, write};
use par_index::{PointSum, Points};
use serde_json::Value;

const FW: &str = "hon-quan-2023";
const COMMUNES: &str = "samples/communes-2023.json";

/// A small framework table with both kinds of leaf and two rule notations.
const FRAMEWORK: &str = "\
code;parent;max;scorer;name_vi;lead;appraiser;evidence;rule
T;;10;;Bộ thử;;;;
1;T;6;;Thể chế;noi-vu;so-noi-vu;;
1.1;1;2;appraisal;Kế hoạch;;;Quyết định;có/không
1.2;1;4;appraisal;Hồ sơ;;;;tỷ lệ: tối đa từ 100%; sàn 50%; nếu có
2;T;4;survey;Hài lòng;none;;;
";
const POLICIES: &str = r#"{"policies": {"not_applicable": "rescale", "no_survey": "rescale",
    "missing": "incomplete", "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2},
    "bonus_cap": "1", "deduction_cap": "1"},
  "grades": [{"label": {"vi": "Tốt", "en": "Good"}, "from": "80"}, {"label": {"vi": "Kém", "en": "Poor"}, "from": "0"}],
  "agencies": [{"id": "noi-vu", "name": {"vi": "Phòng Nội vụ", "en": "Home Affairs"}},
               {"id": "so-noi-vu", "name": {"vi": "Sở Nội vụ", "en": "Department"}}]}"#;

/// A folder with the small framework in it.
fn place() -> tempfile::TempDir {
    let at = folder();
    write(
        at.path(),
        "bo.csv",
        FRAMEWORK.replace(
            "tỷ lệ: tối đa từ 100%; sàn 50%; nếu có",
            "\"tỷ lệ: tối đa từ 100%; sàn 50%; nếu có\"",
        ),
    );
    write(at.path(), "bo.json", POLICIES);
    at
}

/// Runs a call under the small framework.
fn run(at: &tempfile::TempDir, call: &str, args: &[&str]) -> common::Ran {
    let base = [call, "-f", "bo.csv", "--policies", "bo.json"];
    par_index_in(at.path(), &[&base, args].concat(), "")
}

fn codes(result: &Value) -> Vec<&str> {
    result["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect()
}

fn row<'a>(result: &'a Value, unit: &str) -> &'a Value {
    let rows = result["rows"].as_array().unwrap();
    rows.iter().find(|row| row["unit"] == unit).unwrap_or_else(|| panic!("no {unit}: {result}"))
}

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
    let obtained = |ran: common::Ran| {
        let result = ran.json();
        (row(&result, "xa-01")["obtained"].clone(), codes(&result).len())
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
    assert_eq!((ran.code, codes(&ran.json())), (1, vec!["unknown_file"]));
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

/// The columns the contract names; further ones may follow where it says "add".
#[test]
fn headers_keys_and_contract_agree() {
    let contract = [
        (
            "score",
            vec![],
            "unit,name,code,title,title_en,max,possible,obtained,lost,open,ratio,state,ratio_from,ratio_to",
        ),
        (
            "rank",
            vec![],
            "rank,unit,name,group,tied,obtained,possible,ratio,grade,points_to_next,margin,rescaled,state,marked",
        ),
        (
            "weak",
            vec!["--unit", "sample-commune-01"],
            "position,unit,name,code,title,title_en,lead,max,possible,obtained,lost,ratio,share_of_lost,cumulative_share,units_below_max,peer_gap,best_gap,repeats,survey,why",
        ),
        (
            "weak",
            vec!["--by", "lead"],
            "position,unit,name,lead,leaves,max,obtained,lost,share_of_lost",
        ),
        (
            "what-if",
            vec!["--unit", "sample-commune-01", "--repair-first", "3"],
            "code,title,title_en,lead,from,to,gain,effort,due",
        ),
        ("intake", vec![], "unit,name,group,state,leaves,self,appraised,survey,open,files"),
    ];
    for (call, args, columns) in contract {
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
        "policies",
        "policies_overridden",
        "asked",
        "rows",
        "summary",
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
    assert_eq!(plain["seal"].as_str().unwrap().len(), 12);
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

#[test]
fn what_if_and_weak_answer_about_one_unit() {
    let set = par_index(&[
        "what-if",
        "-f",
        FW,
        COMMUNES,
        "--unit",
        "xã mẫu 01",
        "--set",
        "1.3=2",
        "7.2=4",
    ])
    .json();
    assert_eq!(set["rows"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&set["summary"]["rank_before"], &set["summary"]["rank_after"]),
        (&7.into(), &5.into())
    );
    let first = par_index(&[
        "what-if",
        "-f",
        FW,
        COMMUNES,
        "--unit",
        "sample-commune-01",
        "--repair-first",
        "3",
    ])
    .json();
    assert_eq!(first["summary"]["skipped"], serde_json::json!(["8.1"]));
    assert_eq!(first["summary"]["rank_after"], 4);
    let repair = par_index(&[
        "what-if",
        "-f",
        FW,
        COMMUNES,
        "--unit",
        "sample-commune-01",
        "--repair",
        "1.3",
        "7.2",
        "7.1",
    ])
    .json();
    assert_eq!(repair["summary"]["index_after"], first["summary"]["index_after"]);
    let weak = par_index(&[
        "weak",
        "-f",
        FW,
        COMMUNES,
        "--unit",
        "sample-commune-01",
        "--order",
        "peer-gap",
    ])
    .json();
    let rows = weak["rows"].as_array().unwrap();
    assert!(
        rows.iter().all(|row| row["peer_gap"].is_string()),
        "only what is below the median is listed"
    );
    let each = par_index(&["weak", "-f", FW, COMMUNES, "--each", "--top", "2"]).json();
    assert_eq!(
        each["rows"].as_array().unwrap().len(),
        24,
        "twelve units with numbers, two rows each"
    );
    let lead = par_index(&["weak", "-f", FW, COMMUNES, "--lead", "tu-phap"]).json();
    assert!(
        lead["rows"].as_array().unwrap().iter().all(|row| row["lead"]
            .as_str()
            .unwrap()
            .split('+')
            .any(|id| id == "tu-phap"))
    );
}

#[test]
fn exit_codes_tell_data_calls_and_files_apart() {
    let at = place();
    write(at.path(), "a.csv", "unit,1.1,1.2,2\nxa-01,2,4,4\n");
    let wrong: [&[&str]; 14] = [
        &["rnak"],
        &["rank"],
        &["rank", "-f", "no-such-framework", "a.csv"],
        &["rank", "-f", "bo.csv"],
        &["rank", "-f", "bo.csv", "a.csv", "--node", "9", "--year", "2023"],
        &["rank", "-f", "bo.csv", "a.csv", "--lang", "fr"],
        &["rank", "-f", "bo.csv", "a.csv", "--policy", "ties=olympic"],
        &["rank", "-f", "bo.csv", "a.csv", "--policy", "ties"],
        &["weak", "-f", "bo.csv", "a.csv", "--unit", "nobody", "--year", "2023"],
        &["weak", "-f", "bo.csv", "a.csv", "--unit", "xa-01", "--each"],
        &["what-if", "-f", "bo.csv", "a.csv", "--unit", "xa-01"],
        &["what-if", "-f", "bo.csv", "a.csv", "--unit", "xa-01", "--set", "1.1", "--year", "2023"],
        &["rank", "-f", "bo.csv", "a.csv", "-o", "out.doc"],
        &["schema", "no-such"],
    ];
    for args in wrong {
        let policies = ["--policies", "bo.json"];
        let more: &[&str] = if args.contains(&"bo.csv") { &policies } else { &[] };
        let ran = par_index_in(at.path(), &[args, more].concat(), "");
        assert_eq!(ran.code, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{args:?}");
    }
    let files: [&[&str]; 3] = [
        &["rank", "-f", "bo.csv", "missing.csv"],
        &["rank", "-f", "bo.csv", "none*.csv"],
        &["rank", "-f", "bo.csv", "a.csv", "--year", "2023", "-o", "no/such/folder/out.json"],
    ];
    for args in files {
        let ran = par_index_in(at.path(), &[args, &["--policies", "bo.json"]].concat(), "");
        assert_eq!(ran.code, 3, "{args:?}: {}", ran.err);
    }
    write(at.path(), "broken.csv", "code,parent,max\n1,,x\n");
    let refused = par_index_in(at.path(), &["rank", "-f", "broken.csv", "a.csv"], "");
    assert_eq!((refused.code, refused.json()["kind"].clone()), (1, "error".into()));
    assert_eq!(refused.json()["findings"][0]["cell"], "C2");
    // An error of any unit makes the exit 1, also for another one's what-if.
    write(at.path(), "b.csv", "unit,1.1,1.2,2\nxa-02,9,4,4\n");
    let ran = run(
        &at,
        "what-if",
        &["a.csv", "b.csv", "--year", "2023", "--unit", "xa-01", "--set", "1.1=0"],
    );
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.json()["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn formats_follow_names_and_languages_follow_flags() {
    let at = folder();
    for (file, begins) in [
        ("r.json", "{\"schema_version\":1"),
        ("r.csv", "rank,unit,"),
        ("r.txt", "RANKING (11 units)"),
    ] {
        let path = at.path().join(file);
        let ran = par_index(&["rank", "-f", FW, COMMUNES, "-o", path.to_str().unwrap()]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        assert!(std::fs::read_to_string(path).unwrap().starts_with(begins), "{file}");
    }
    let path = at.path().join("bom.csv");
    par_index(&["rank", "-f", FW, COMMUNES, "--bom", "-o", path.to_str().unwrap()]);
    assert!(std::fs::read(path).unwrap().starts_with(b"\xEF\xBB\xBFrank,"));
    // JSON and CSV do not depend on the language; tables do.
    for format in ["json", "csv"] {
        let run = |lang: &str| {
            par_index(&["rank", "-f", FW, COMMUNES, "--format", format, "--lang", lang]).out
        };
        assert_eq!(run("en"), run("vi"));
    }
    let table = par_index(&["rank", "-f", FW, COMMUNES, "--format", "table", "--lang", "vi"]);
    assert!(
        table.out.contains("91,37%") && table.out.contains("chưa gửi báo cáo"),
        "{}",
        table.out
    );
    assert!(!table.out.contains('\u{1b}'), "colour only on a terminal");
    let ascii = par_index(&[
        "weak",
        "-f",
        FW,
        COMMUNES,
        "--format",
        "table",
        "--ascii",
        "--unit",
        "sample-commune-01",
    ]);
    assert!(!ascii.out.contains(['→', '·', '…', '—']), "{}", ascii.out);
}

#[test]
fn a_seal_is_verified_and_what_was_altered_is_named() {
    let at = place();
    write(at.path(), "a.csv", "unit,1.1,1.2,2\nxa-01,2,4,4\nxa-02,2,3,4\n");
    for (file, lang, slip) in [
        ("p.txt", "vi", ("90,00%", "91,00%")),
        ("p.txt", "en", ("90.00 %", "91.00 %")),
        ("p.json", "en", ("\"9\"", "\"9.1\"")),
    ] {
        let ran = run(
            &at,
            "rank",
            &["a.csv", "--year", "2023", "--policy", "print.digits=2", "--lang", lang, "-o", file],
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        let verify = |inputs: &str| {
            par_index_in(
                at.path(),
                &[
                    "verify",
                    file,
                    "-f",
                    "bo.csv",
                    "--policies",
                    "bo.json",
                    inputs,
                    "--format",
                    "json",
                ],
                "",
            )
        };
        let same = verify("a.csv");
        assert_eq!((same.code, &same.json()["summary"]["same"]), (0, &true.into()), "{}", same.out);
        // The page was altered.
        let text = std::fs::read_to_string(at.path().join(file)).unwrap();
        assert!(text.contains(slip.0), "{text}");
        write(at.path(), file, text.replacen(slip.0, slip.1, 1));
        let altered = verify("a.csv");
        assert_eq!(
            (altered.code, altered.json()["rows"].as_array().unwrap().len()),
            (1, 1),
            "{}",
            altered.out
        );
        write(at.path(), file, &text);
        // The inputs are others.
        write(at.path(), "b.csv", "unit,1.1,1.2,2\nxa-01,2,4,4\nxa-02,2,2,4\n");
        let other = verify("b.csv");
        assert_eq!((other.code, &other.json()["summary"]["same"]), (1, &false.into()));
        assert_ne!(
            other.json()["summary"]["seal_printed"],
            other.json()["summary"]["seal_computed"]
        );
    }
    // How the values are spread over files does not matter to the seal.
    write(at.path(), "one.csv", "unit,1.1,1.2,2\nxa-01,2,4,4\n");
    write(
        at.path(),
        "two.csv",
        "unit,component,appraised,survey\nxa-02,1.1,2,\nxa-02,1.2,3,\nxa-02,2,,4\n",
    );
    let seal = |inputs: &[&str]| {
        run(&at, "rank", &[inputs, &["--year", "2023"]].concat()).json()["seal"].clone()
    };
    assert_eq!(seal(&["a.csv"]), seal(&["two.csv", "one.csv"]));
    write(at.path(), "none.txt", "no seal here\n");
    assert_eq!(
        par_index_in(at.path(), &["verify", "none.txt", "-f", "bo.csv", "a.csv"], "").code,
        2
    );
}

#[test]
fn a_year_without_survey_is_declared_never_guessed() {
    let at = place();
    write(at.path(), "a.csv", "unit,1.1,1.2\nxa-01,2,4\n");
    let open = run(&at, "rank", &["a.csv", "--year", "2023"]).json();
    assert_eq!(row(&open, "xa-01")["state"], "open");
    let none = run(&at, "rank", &["a.csv", "--year", "2023", "--no-survey"]).json();
    assert_eq!(
        (row(&none, "xa-01")["ratio"].clone(), row(&none, "xa-01")["rescaled"].clone()),
        ("100.00".into(), true.into())
    );
    let refused = run(
        &at,
        "rank",
        &["a.csv", "--year", "2023", "--no-survey", "--policy", "no_survey=refuse"],
    );
    assert_eq!((refused.code, codes(&refused.json())), (1, vec!["survey_refused"]));
}

#[test]
fn a_call_gives_what_the_command_gives() {
    let sample = std::fs::read_to_string(common::root().join(COMMUNES)).unwrap();
    let request = |more: &str| {
        format!(r#"{{"call": "rank", "framework": "{FW}", "inputs": {sample}{more}}}"#)
    };
    let called = par_index_in(&common::root(), &["call"], &request(r#", "by-group": true"#));
    assert_eq!(called.code, 0, "{}", called.err);
    let ran = par_index(&["rank", "-f", FW, COMMUNES, "--by-group"]);
    let without = |result: Value| {
        let mut result = result;
        result.as_object_mut().unwrap().remove("findings");
        result
    };
    assert_eq!(without(called.json()), without(ran.json()));
    for (request, code) in
        [("", 1), ("{", 1), ("{}", 2), (r#"{"call": "rank"}"#, 2), (&request(r#", "flor": 1"#), 2)]
    {
        let wrong = par_index_in(&common::root(), &["call"], request);
        assert_eq!(
            (wrong.code, wrong.json()["kind"].clone()),
            (code, "error".into()),
            "{}",
            wrong.out
        );
    }
}

#[test]
fn explain_goes_down_to_the_cell_and_back_up_to_the_whole() {
    let at = place();
    write(
        at.path(),
        "xa.csv",
        "unit,component,self,appraised,survey,appraised_note,by\n\
         xa-01,1.1,2,0,,thiếu quyết định,so-noi-vu\nxa-01,1.2,4,3.5,,,\nxa-01,2,,,3,,\n",
    );
    let ask = |node: &str, more: &[&str]| {
        let args = ["xa.csv", "--year", "2023", "--unit", "xa-01", "--node", node];
        run(&at, "explain", &[&args, more].concat())
    };
    let leaf = ask("1.1", &[]).json();
    let rows = leaf["rows"].as_array().unwrap();
    let of = |part: &str, key: &str| {
        let mut found = rows.iter().filter(|row| row["part"] == part && row["key"] == key);
        found.next().unwrap_or_else(|| panic!("no {part} {key}: {rows:?}")).clone()
    };
    assert_eq!(
        (of("node", "1.1")["points"].as_str(), of("cause", "cut_1")["points"].as_str()),
        (Some("0"), Some("2"))
    );
    let stage = of("stage", "appraised");
    assert_eq!((stage["counts"].as_bool(), stage["by"].as_str()), (Some(true), Some("so-noi-vu")));
    assert_eq!(
        (stage["file"].as_str(), stage["cell"].as_str(), stage["line"].as_u64()),
        (Some("xa.csv"), Some("D2"), Some(2))
    );
    assert_eq!(stage["note"], "thiếu quyết định");
    assert_eq!(
        (of("stage", "self")["counts"].as_bool(), of("stage", "self")["cell"].as_str()),
        (Some(false), Some("C2"))
    );
    // Addends and causes close at every node.
    for node in ["total", "1", "1.1", "1.2", "2"] {
        let result = ask(node, &[]).json();
        let rows = result["rows"].as_array().unwrap();
        let points = |value: &Value| value.as_str().unwrap().parse::<Points>().unwrap();
        let sum = |parts: &[&str]| -> PointSum {
            let rows = rows.iter().filter(|row| parts.contains(&row["part"].as_str().unwrap()));
            rows.map(|row| points(&row["points"])).sum()
        };
        assert_eq!(
            sum(&["node", "cause"]).points(),
            Some(points(&rows[0]["possible"])),
            "{node}: {rows:?}"
        );
        let has_addends = rows.iter().any(|row| row["part"] == "addend");
        assert_eq!(has_addends, ["total", "1"].contains(&node));
        if has_addends {
            assert_eq!(sum(&["addend"]), sum(&["node"]), "{node}: {rows:?}");
        }
    }
    let text = ask("1.1", &["--format", "table", "--lang", "vi"]).out;
    assert!(text.contains("đọc từ xa.csv, ô D2"), "{text}");
    let wrong = ask("1.11", &[]);
    assert!(wrong.code == 2 && wrong.err.contains("no code 1.11; perhaps"), "{}", wrong.err);
}

#[test]
fn versus_names_what_parts_two_units() {
    let at = place();
    write(
        at.path(),
        "xa.csv",
        "unit,component,self,appraised,survey,explanation\n\
         xa-01,1.1,2,0,,\nxa-01,1.2,không áp dụng,không áp dụng,,không phát sinh\nxa-01,2,,,3,\n\
         xa-02,1.1,2,2,,\nxa-02,1.2,4,2.5,,\nxa-02,2,,,3,\n",
    );
    let ask = |other: &str, more: &[&str]| {
        let args = ["xa.csv", "--year", "2023", "--unit", "xa-01", "--other", other];
        run(&at, "versus", &[&args, more].concat())
    };
    let ran = ask("xa-02", &[]);
    let result = ran.json();
    let rows = result["rows"].as_array().unwrap();
    let codes: Vec<&str> = rows.iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["1.1", "1.2", "2", "bonus", "deduction", "total"], "{}", ran.err);
    let apart: Vec<&str> = rows.iter().map(|row| row["difference"].as_str().unwrap()).collect();
    assert_eq!(apart, ["-2", "-2.5", "0", "0", "0", "-4.5"]);
    assert_eq!(
        (rows[1]["state"].as_str(), rows[1]["why"].as_str()),
        (Some("not_applicable"), Some("not applicable"))
    );
    // 3/6 against 7.5/10; on one ruler of 10 it would be 30 % against 75 %.
    let summary = &result["summary"];
    let of = |key: &str| summary[key].as_str().unwrap().to_owned();
    assert_eq!(
        ["index", "other_index", "difference", "by_points", "by_possible"].map(of),
        ["50.00", "75.00", "-25.00", "-45.00", "20.00"].map(str::to_owned)
    );
    let text = ask("xa-02", &["--format", "table"]).out;
    assert!(text.contains("criteria with equal points, not shown: 1"), "{text}");
    assert!(text.contains("-25.00 = -45.00 by points, +20.00 by what was possible"), "{text}");
    let unknown = ask("xa-03", &[]);
    assert!(unknown.code == 2 && unknown.err.contains("xa-03"), "{}", unknown.err);
}

#[test]
fn audit_names_the_cell_that_contradicts() {
    let at = folder();
    let good = "rank,unit,part_a,part_b,total\n1,A,61.86,28.10,89.95\n2,B,60.00,20.00,80.00\n";
    write(at.path(), "good.csv", good);
    write(at.path(), "bad.csv", good.replace("89.95", "89.98"));
    let ask = |args: &[&str]| par_index_in(at.path(), &[&["audit"], args].concat(), "");
    let clean = ask(&["good.csv", "--format", "table"]);
    assert_eq!(
        (clean.code, clean.out.as_str()),
        (0, "Nothing contradicts: rows 2\nRows checked: sums 2, changes 0, ranks 2, grades 0\n")
    );
    let bad = ask(&["bad.csv"]);
    let rows: Value = serde_json::from_str(&bad.out).unwrap();
    assert_eq!((bad.code, rows[0]["cell"].as_str()), (1, Some("E2")));
    assert_eq!(rows[0]["expected"], "61.86 + 28.10 = 89.96");
    let vi = ask(&["bad.csv", "--format", "table", "--lang", "vi"]).out;
    assert!(vi.contains("89,98") && vi.contains("61,86 + 28,10 = 89,96"), "{vi}");
    let csv = ask(&["bad.csv", "--format", "csv"]).out;
    assert!(csv.starts_with("check,unit,file,sheet,cell,line,heading,found,expected\n"), "{csv}");
    write(at.path(), "other.csv", "unit,name\na,b\n");
    let other = ask(&["other.csv"]);
    assert!(other.code == 1 && other.out.is_empty(), "{} {}", other.out, other.err);
    assert_eq!(ask(&["nothing.csv"]).code, 3);
}

/// Three years of one unit, and of another in the last two.
fn several_years() -> tempfile::TempDir {
    let at = place();
    write(at.path(), "2021.csv", "unit,year,1.1,1.2,2\nxa-01,2021,2,1,1\n");
    write(at.path(), "2022.csv", "unit,1.1,1.2,2\nxa-01,2,2,3\nxa-02,2,4,4\n");
    write(at.path(), "2023.csv", "unit,year,1.1,1.2,2\nxa-01,2023,2,3.5,3\nxa-02,2023,0,3,4\n");
    at
}

#[test]
fn earlier_years_feed_the_table_and_the_weak_list() {
    let at = several_years();
    let table = run(&at, "table", &["2023.csv", "--previous", "2022.csv", "--format", "csv"]).csv();
    let of = |unit: &str, column: &str| {
        table.iter().find(|row| row["unit"] == unit).unwrap()[column].clone()
    };
    // 8.5 and 7 of 10 against 7 and 10.
    assert_eq!((of("xa-01", "rank"), of("xa-01", "previous_rank")), ("1".into(), "2".into()));
    assert_eq!(
        (of("xa-01", "previous_ratio"), of("xa-01", "change")),
        ("70.00".into(), "15.00".into())
    );
    assert_eq!(of("xa-02", "change"), "-30.00");
    let weak = |more: &[&str]| {
        let args = ["2023.csv", "--unit", "xa-01", "--format", "csv"];
        let rows = run(&at, "weak", &[&args, more].concat()).csv();
        rows.iter().map(|row| (row["code"].clone(), row["repeats"].clone())).collect::<Vec<_>>()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let years = ["--previous", "2022.csv", "2021.csv"];
    // The year of 2022.csv is the one before only while no other sheet of them states one.
    let stated = run(&at, "weak", &[&["2023.csv", "--unit", "xa-01"][..], &years].concat());
    assert_eq!(stated.code, 0, "{}", stated.err);
    assert_eq!(weak(&["--previous", "2022.csv"]), pairs(&[("2", "2"), ("1.2", "2")]));
    let below = weak(&["--previous", "2022.csv", "--order", "repeat", "--below", "80"]);
    assert_eq!(below, pairs(&[("2", "2"), ("1.2", "0")]));
    assert_eq!(weak(&[]), pairs(&[("2", "1"), ("1.2", "1")]));
    let wrong = run(&at, "weak", &["2023.csv", "--order", "repeat"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
}

#[test]
fn compare_crosses_rulers_through_a_map_only() {
    let at = several_years();
    let same = run(&at, "compare", &["2023.csv", "--previous", "2022.csv"]).json();
    let row = &same["rows"][0];
    assert_eq!(
        (row["change"].as_str(), row["performance"].as_str()),
        (Some("15.00"), Some("15.00"))
    );
    assert_eq!((row["ruler"].as_str(), row["comparable"].as_str()), (Some("0.00"), Some("100.00")));
    // Next year's ruler gives 1.2 twice the points.
    let text = std::fs::read_to_string(at.path().join("bo.csv")).unwrap();
    let text = text
        .replace("T;;10;", "T;;14;")
        .replace("1;T;6;", "1;T;10;")
        .replace("1.2;1;4;", "1.2;1;8;");
    write(at.path(), "moi.csv", text);
    write(at.path(), "2024.csv", "unit,year,1.1,1.2,2\nxa-01,2024,2,7,3\nxa-02,2024,2,6,4\n");
    let base = [
        "compare",
        "-f",
        "moi.csv",
        "--policies",
        "bo.json",
        "2024.csv",
        "--previous",
        "2023.csv",
        "--previous-framework",
        "bo.csv",
    ];
    let ask = |more: &[&str]| par_index_in(at.path(), &[&base, more].concat(), "");
    let refused = ask(&[]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("crosswalk"), "{}", refused.err);
    let draft = par_index_in(at.path(), &["crosswalk", "bo.csv", "moi.csv", "-o", "map.csv"], "");
    assert_eq!(draft.code, 0, "{}", draft.err);
    let map = std::fs::read_to_string(at.path().join("map.csv")).unwrap();
    assert_eq!(
        map,
        "old,new,kind,share,note\n1.1,1.1,same,,Kế hoạch\n1.2,1.2,rescaled,,Hồ sơ\n2,2,same,,Hài lòng\n"
    );
    let compared = ask(&["--crosswalk", "map.csv"]).json();
    let row = &compared["rows"][0];
    // 8.5/10 → 12/14: nothing was done better, 1.2 at 87.5 % weighs more.
    let of = |key: &str| row[key].as_str().unwrap().to_owned();
    assert_eq!(
        ["change", "performance", "ruler", "bonus"].map(of),
        ["0.71", "0.00", "0.71", "0.00"].map(str::to_owned)
    );
    let table = ask(&["--crosswalk", "map.csv", "--format", "table", "--lang", "vi"]).out;
    assert!(table.starts_with("THAY ĐỔI CHỈ SỐ") && table.contains("+0,71"), "{table}");
    write(at.path(), "bad.csv", "old,new,kind\n1,1.1,same\n1.2,1.9,same\n2,2,like\n");
    let bad = ask(&["--crosswalk", "bad.csv"]);
    assert_eq!(bad.code, 1, "{}", bad.err);
    assert!(bad.err.contains("like"), "{}", bad.err);
    write(at.path(), "bad.csv", "old,new,kind\n1,1.1,same\n1.2,1.9,same\n");
    let bad = ask(&["--crosswalk", "bad.csv"]);
    assert!(
        bad.code == 1 && bad.err.contains("not_a_leaf") && bad.err.contains("unknown_code"),
        "{}",
        bad.err
    );
}

#[test]
fn diff_names_what_changed_and_whom_it_moved() {
    let at = place();
    write(
        at.path(),
        "a.csv",
        "unit,year,1.1,1.2,2\nxa-01,2023,2,3,3\nxa-02,2023,2,2,4\nxa-03,2023,0,1,1\n",
    );
    write(
        at.path(),
        "b.csv",
        "unit,year,1.1,1.2,2\nxa-01,2023,0,3,3\nxa-02,2023,2,2,4\nxa-03,2023,0,1,1\n",
    );
    let ask = |more: &[&str]| {
        run(&at, "diff", &[&["--before", "a.csv", "--after", "b.csv"], more].concat())
    };
    let result = ask(&[]).json();
    let rows: Vec<String> = result["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {} {}",
                row["unit"], row["code"], row["change"], row["rank_before"], row["rank_after"]
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "\"xa-01\" \"1.1\" \"-2\" null null",
            "\"xa-01\" \"total\" \"-2\" 1 2",
            "\"xa-02\" \"total\" \"0\" 1 1",
        ][..2]
    );
    assert_eq!(result["summary"], serde_json::json!({"changed": 1, "bystanders": 0}));
    // Six points each before: they shared rank 1, so nobody else moved. One point more moves both.
    write(
        at.path(),
        "b.csv",
        "unit,year,1.1,1.2,2\nxa-01,2023,2,3,3\nxa-02,2023,2,2,4\nxa-03,2023,2,4,4\n",
    );
    let result = ask(&[]).json();
    assert_eq!(result["summary"], serde_json::json!({"changed": 1, "bystanders": 2}));
    let text = ask(&["--format", "table"]).out;
    assert!(text.contains("whose rank moved: 2") && text.contains("xa-01: 1 → 2"), "{text}");
    let nothing =
        run(&at, "diff", &["--before", "a.csv", "--after", "a.csv", "--format", "table"]).out;
    assert!(nothing.starts_with("Nothing changed."), "{nothing}");
    assert_eq!(run(&at, "diff", &["--after", "a.csv"]).code, 2);
}
