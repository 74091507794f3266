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
    assert_eq!((ran.code, ran.csv().len(), ran.err.as_str()), (1, 10, ""));
    let fewer = par_index(&["directive", "check", D, "--days", "12", "--format", "csv"]);
    assert_eq!(fewer.csv().len(), 7);
    let json = par_index(&["directive", "check", D]).json();
    assert_eq!(
        (json["kind"].as_str(), json["rows"].as_array().unwrap().len()),
        (Some("directive-check"), 10)
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
    // A day is read as people write it.
    let [plain, written] = ["2023-10-01", "1/10/2023"]
        .map(|on| par_index(&["directive", "status", D, "--on", on, "--format", "json"]).json());
    assert_eq!(plain, written);
    let mut args =
        [&PAPERS[..], &["--paper", "monitoring", "--unit", UNIT, "--on", "1.10.2023"]].concat();
    let written = par_index(&args).json();
    args.pop();
    args.push("2023-10-01");
    assert_eq!(par_index(&args).json(), written);
    let wrong = par_index(&["directive", "status", D, "--on", "31/6/2023"]);
    assert!(wrong.code == 2 && wrong.err.contains("30/6/2023"), "{}", wrong.err);
    assert_eq!(
        par_index(&["directive", "status", D, "--on", "2023-10-01", "--lead", "noi-vụ"]).code,
        2
    );
}

#[test]
fn progress_is_read_under_vietnamese_headings() {
    let at = folder();
    let vi = "Mục;Ngày;Đã thực hiện;Tổng số;Ghi chú\n2.2c;30/9/2023;4;25;đợt 1\n2.6c;30/9/2023;1;;\n2.4c;30/9/2023;12;;\n";
    let en = "obligation,on,done,of,note\n2.2c,2023-09-30,4,25,đợt 1\n2.6c,2023-09-30,1,,\n2.4c,2023-09-30,12,,\n";
    write(at.path(), "vi.csv", vi);
    write(at.path(), "en.csv", en);
    let run = |file: &str| {
        let args = ["directive", "status", D, "--on", "2023-10-01", "--progress", file];
        par_index_in(at.path(), &args, "")
    };
    let [vi, en] = ["vi.csv", "en.csv"].map(run);
    assert_eq!((vi.code, vi.json()["rows"].clone()), (0, en.json()["rows"].clone()));
    assert_eq!(vi.json()["seal"], en.json()["seal"]);
    assert!(vi.err.contains("whole_missing") && vi.err.contains("cell D4"), "{}", vi.err);
    // Two reports of one day: what to do is said of reports.
    write(
        at.path(),
        "twice.csv",
        "Mục;Ngày;Đã thực hiện;Tổng số\n2.2c;30/9/2023;4;25\n2.2c;30.9.2023;5;25\n2.2d;1/10/2023;0;0\n",
    );
    let twice = run("twice.csv");
    assert_eq!(twice.code, 1);
    for words in ["reports_differ", "whole_is_zero", "correct its day"] {
        assert!(twice.err.contains(words), "{}", twice.err);
    }
    assert!(
        !twice.err.contains("--prefer") && !twice.err.contains("not_applicable"),
        "{}",
        twice.err
    );
    write(at.path(), "unclear.csv", "Muc;Ngày;Đã thực hiện\n2.2c;30/9/2023;4\n");
    let unclear = run("unclear.csv");
    assert!(
        unclear.err.contains("missing_column") && unclear.err.contains("obligation (mục"),
        "{}",
        unclear.err
    );
}

#[test]
fn a_paper_without_a_line_says_so() {
    for (paper, lead) in
        [("repair", "chi-cuc-thue"), ("raise", "chi-cuc-thue"), ("monitoring", "mot-cua")]
    {
        let on = ["--on", "2023-10-01"];
        let args = ["--paper", paper, "--unit", UNIT, "--lead", lead];
        let ran = papers(&[&args[..], &on].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("nothing_led"), "{}", ran.err);
        let value = ran.json();
        let told = value["findings"].as_array().unwrap().iter();
        assert_eq!(told.filter(|one| one["code"] == "nothing_led").count(), 1);
        assert!(complaints("directive-papers", &value).is_empty());
    }
    let status = par_index(&["directive", "status", D, "--on", "2023-10-01", "--lead", "mot-cua"]);
    assert!(status.code == 0 && status.err.contains("nothing_led"), "{}", status.err);
    let some = papers(&["--paper", "repair", "--unit", UNIT, "--lead", "ubnd-xa"]);
    assert!(some.code == 0 && !some.err.contains("nothing_led"), "{}", some.err);
}

#[test]
fn the_summary_of_a_paper_says_how_the_data_stand() {
    let summary =
        |unit: &str| papers(&["--paper", "repair", "--unit", unit]).json()["summary"].clone();
    let said = |unit: &str| {
        let summary = summary(unit);
        (summary["state"].as_str().unwrap().to_owned(), summary["open"].as_str().unwrap() != "0")
    };
    assert_eq!(said(UNIT), ("complete".to_owned(), false));
    assert_eq!(said("sample-commune-05"), ("not_reported".to_owned(), false));
    assert_eq!(said("sample-commune-13"), ("open".to_owned(), true));
    let all = papers(&["--paper", "repair"]).json()["summary"].clone();
    assert_eq!(all["state"], Value::Null);
    assert_eq!(
        all["left_out"],
        json!([{"unit": "sample-commune-05", "name": "xã mẫu 05", "state": "not_reported"}])
    );
}

/// The rows of every paper sum to their last, in CSV and in JSON, and to the ledger.
#[test]
fn papers_add_up_in_files() {
    let lost = par_index(&["lost", "-f", D, "samples/communes-2023.json", "--unit", UNIT]).json();
    let cents = |text: &str| -> i64 {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{part:0<9}").parse().unwrap()
    };
    for paper in ["repair", "raise", "monitoring"] {
        let args = ["--paper", paper, "--unit", UNIT, "--on", "2023-10-01"];
        let csv = papers(&[&args[..], &["--format", "csv"]].concat()).csv();
        let (total, lines) = csv.split_last().unwrap();
        let json = papers(&args).json();
        let rows = json["rows"].as_array().unwrap();
        assert_eq!(rows.len(), csv.len());
        for key in ["max", "self", "appraised", "lost"] {
            let sum: i64 =
                lines.iter().filter(|row| !row[key].is_empty()).map(|row| cents(&row[key])).sum();
            assert_eq!(sum, cents(&total[key]), "{paper} {key}");
            assert_eq!(rows.last().unwrap()[key].as_str().unwrap(), total[key], "{paper} {key}");
        }
        let groups = json["summary"]["groups"].as_array().unwrap();
        for group in groups {
            let key = group["group"].as_str().unwrap();
            let own = lines.iter().filter(|row| row["group"] == key);
            let sum: i64 = own.map(|row| cents(&row["lost"])).sum();
            assert_eq!(sum, cents(group["lost"].as_str().unwrap()), "{paper} {key}");
        }
        let nodes: Vec<&str> =
            groups.iter().map(|group| group["group"].as_str().unwrap()).collect();
        let book = lost["rows"].as_array().unwrap();
        let of = |key: &str| {
            let row = book.iter().find(|row| row["key"] == key).unwrap();
            cents(row["lost"].as_str().unwrap())
        };
        let wanted =
            if paper == "raise" { nodes.iter().map(|key| of(key)).sum() } else { of("total") };
        assert_eq!(cents(&total["lost"]), wanted, "{paper}");
    }
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

#[test]
fn a_lead_is_asked_for_by_id_or_name_and_the_known_ones_are_told() {
    let ask = |lead: &str| papers(&["--paper", "repair", "--unit", UNIT, "--lead", lead]);
    let by_id = ask("tu-phap");
    for name in ["Phòng Tư pháp", "PHÒNG TƯ PHÁP", "Tư pháp", "Justice desk"] {
        assert_eq!((ask(name).code, ask(name).out), (0, by_id.out.clone()), "{name}");
    }
    let status =
        |lead: &str| par_index(&["directive", "status", D, "--on", "2023-10-01", "--lead", lead]);
    assert_eq!(status("MTTQ").json(), status("mat-tran").json());
    let wrong = ask("tu-phop");
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("perhaps “tu-phap”; known: ") && wrong.err.contains("mat-tran"),
        "{}",
        wrong.err
    );
}

#[test]
fn a_paper_takes_what_it_uses_and_its_letters_framework_only() {
    let at = folder();
    write(at.path(), "p.csv", "obligation,on,done\n1.3,2023-06-20,1\n");
    write(at.path(), "m.csv", "code,to,measure\n1.3,2,Kiểm tra\n");
    let [p, m] = ["p.csv", "m.csv"].map(|name| at.path().join(name).display().to_string());
    let on = ["--on", "2023-10-01"];
    let run = |paper: &str, more: &[&str]| papers(&[&["--paper", paper], &on[..], more].concat());
    for (paper, flag, file, code, other) in [
        ("monitoring", "--progress", &p, 0, ""),
        ("repair", "--measures", &m, 0, ""),
        ("raise", "--measures", &m, 0, ""),
        ("monitoring", "--measures", &m, 2, "--paper repair, raise"),
        ("repair", "--progress", &p, 2, "--paper monitoring"),
        ("raise", "--progress", &p, 2, "--paper monitoring"),
    ] {
        let ran = run(paper, &[flag, file]);
        assert_eq!(ran.code, code, "{paper} {flag}: {}", ran.err);
        assert!(ran.err.contains(other) && (code == 0 || ran.out.is_empty()), "{}", ran.err);
    }
    let foreign = par_index(&[
        "directive",
        "papers",
        D,
        "-f",
        "vn-ministry-2023",
        "samples/ministries-2023.json",
        "--paper",
        "repair",
    ]);
    assert!(foreign.code == 2 && foreign.out.is_empty(), "{}", foreign.err);
    assert!(foreign.err.contains("hon-quan-2023, not of vn-ministry-2023"), "{}", foreign.err);
    assert_eq!(foreign.err.lines().count(), 1, "{}", foreign.err);
    let missing = papers(&["--paper", "monitoring"]);
    assert!(missing.code == 2 && missing.err.contains("needs --on"), "{}", missing.err);
}

#[test]
fn a_table_of_measures_at_fault_is_told_in_the_paper() {
    let at = folder();
    let sound = "code,to,measure\n1.3,2,Kiểm tra\n";
    write(at.path(), "sound.csv", sound);
    write(at.path(), "fault.csv", format!("{sound}9.9,1,Không rõ\n"));
    write(at.path(), "none.csv", "Mã;Giải pháp\n1.3;Kiểm tra\n");
    let run = |name: &str| {
        let file = at.path().join(name).display().to_string();
        papers(&["--paper", "repair", "--unit", UNIT, "--format", "md", "--measures", &file])
    };
    let words = "The table of measures has errors";
    for (name, code) in [("sound.csv", 0), ("fault.csv", 1), ("none.csv", 1)] {
        let ran = run(name);
        assert_eq!((ran.code, ran.out.contains(words)), (code, code == 1), "{name}: {}", ran.out);
    }
    // What is missing is named as tables head it.
    assert!(run("none.csv").err.contains("to (mức điểm"), "{}", run("none.csv").err);
}

#[test]
fn a_paper_is_not_verified_like_a_table() {
    let at = folder();
    for (name, format) in [("a.md", "md"), ("a.json", "json"), ("a.txt", "table")] {
        let lang: &[&str] = if format == "md" { &["--lang", "vi"] } else { &[] };
        let args = [&["--paper", "repair", "--unit", UNIT, "--format", format], lang].concat();
        let printed = papers(&args);
        assert_eq!(printed.code, 0);
        write(at.path(), name, printed.out);
        let file = at.path().join(name).display().to_string();
        let ran = par_index(&["verify", &file, "-f", D, "samples/communes-2023.json"]);
        assert!(ran.code == 2 && ran.err.contains("about a letter"), "{name}: {}", ran.err);
    }
}

#[test]
fn the_door_for_programs_takes_no_flag_it_would_not_use() {
    let ask = |mut request: Value, key: &str, value: Value| {
        request[key] = value;
        let (reply, code) = par_index::answer(&request.to_string());
        let reply: Value = serde_json::from_str(&reply).unwrap();
        (code, reply["message"].as_str().unwrap_or_default().to_owned())
    };
    let check = json!({"call": "directive-check", "directive": D});
    let status = json!({"call": "directive-status", "directive": D, "on": "2023-10-01"});
    let inputs: Value = serde_json::from_str(par_index::sample("communes-2023").unwrap()).unwrap();
    let papers = json!({"call": "directive-papers", "directive": D, "framework": "hon-quan-2023",
        "inputs": inputs, "paper": "repair", "unit": "sample-commune-01"});
    for (request, call, keys) in [
        (
            &check,
            "directive-check",
            vec!["on", "within", "unit", "paper", "lead", "progress", "measures", "inputs"],
        ),
        (
            &status,
            "directive-status",
            vec!["days", "unit", "paper", "measures", "framework", "order"],
        ),
        (&papers, "directive-papers", vec!["node", "order", "by", "top", "set", "days"]),
    ] {
        for key in keys {
            let value = match key {
                "within" | "days" | "top" => json!(3),
                "set" | "progress" | "measures" | "inputs" => json!([]),
                "by" => json!("lead"),
                "order" => json!("repeat"),
                "on" => json!("2023-10-01"),
                _ => json!("repair"),
            };
            let (code, message) = ask(request.clone(), key, value);
            assert_eq!((code, message), (2, format!("{call} takes no {key}")));
        }
    }
    // What belongs to a paper is taken.
    for (key, value) in
        [("basis", json!("self")), ("no_survey", json!(true)), ("year", json!(2023))]
    {
        let (_, message) = ask(papers.clone(), key, value);
        assert_eq!(message, "", "{key}");
    }
}

#[test]
fn what_one_agency_leads_is_part_of_the_letter_that_was_checked() {
    let args = ["directive", "status", D, "--on", "2023-10-01", "--format", "table"];
    let head = |more: &[&str]| {
        let text = par_index(&[&args, more].concat()).out;
        text.lines().nth(1).unwrap().to_owned()
    };
    let hash = par_index::directive(D).unwrap().hash();
    let short = hash.get(..8).unwrap();
    assert!(head(&[]).contains(short) && head(&[]).ends_with("requests: 52"), "{}", head(&[]));
    let own = head(&["--lead", "noi-vu"]);
    assert!(own.contains(short) && own.ends_with("requests: 8 of 52"), "{own}");
    let own = head(&["--lead", "noi-vu", "--lang", "vi"]);
    assert!(own.ends_with("số nhiệm vụ: 8/52"), "{own}");
    // What is ordered of the agencies together is said beside.
    let result = par_index(&["directive", "status", D, "--on", "2023-10-01", "--lead", "noi-vu"]);
    let result = result.json();
    assert_eq!(result["findings"][0]["code"], "ordered_together");
    let message = result["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("1.3, ") && message.contains(", 3, "), "{message}");
    let none = par_index(&["directive", "status", D, "--on", "2023-10-01", "--lead", "mat-tran"]);
    assert_eq!(none.json()["findings"], json!([]));
}

#[test]
fn a_row_with_an_error_counts_for_nothing_and_no_case_is_said_in_words() {
    let at = common::folder();
    let state = |rows: &str, paragraph: &str| {
        write(at.path(), "p.csv", format!("obligation;on;done;of;note\n{rows}"));
        let args = ["directive", "status", D, "--on", "2023-12-31", "--progress", "p.csv"];
        let ran = par_index_in(at.path(), &args, "");
        let result = ran.json();
        let rows = result["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["obligation"] == paragraph).unwrap();
        let codes: Vec<String> = result["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["code"].as_str().unwrap().to_owned())
            .collect();
        (row["state"].as_str().unwrap().to_owned(), codes.join(" "), ran.code)
    };
    let is = |state: &str, codes: &str, code: i32| (state.to_owned(), codes.to_owned(), code);
    // 2.1c is 100 % of the procedures, due before 20/6/2023; 3 a plan, due the same day.
    let good = "2.1c;10/6/2023;40;40;\n";
    assert_eq!(state(good, "2.1c"), is("done", "", 0));
    for (bad, codes) in [
        ("2.1c;12/6/2023;xong;40;\n", "unknown_word"),
        ("2.1c;12/6/2023;41;40;\n", "done_over_of"),
        ("2.1c;12/6/2023;100%;40;\n", "percent_given"),
        ("2.1c;12/6/2023;39;x;\n", "unknown_word"),
    ] {
        assert_eq!(state(&format!("{good}{bad}"), "2.1c"), is("done", codes, 1));
    }
    assert_eq!(state("3;10/6/2023;Có;;\n3;12/6/2023;xong;;\n", "3"), is("done", "unknown_word", 1));
    // 2.4b is of recommendations "if any".
    for of in ["", "0"] {
        let row = format!("2.4b;1/7/2023;Không phát sinh;{of};\n");
        assert_eq!(state(&row, "2.4b"), is("not_applicable", "", 0));
    }
    // Who names a whole had cases.
    let row = "2.4b;1/7/2023;Không phát sinh;5;\n";
    assert_eq!(state(row, "2.4b"), is("overdue", "bad_number", 1));
    assert_eq!(
        state("2.1c;10/6/2023;Không phát sinh;;\n", "2.1c"),
        is("overdue", "whole_is_zero", 1)
    );
}
