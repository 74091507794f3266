//! `directive list|show|check|status|papers`, through the real binary.

use crate::common::{complaints, folder, par_index, par_index_in, root, write};
use serde_json::{Value, json};

const D: &str = "hon-quan-2023";
const PAPERS: [&str; 6] = ["directive", "papers", D, "-f", D, "samples/communes-2023.json"];
const UNIT: &str = "sample-commune-01";

fn papers(more: &[&str]) -> crate::common::Ran {
    par_index(&[&PAPERS, more].concat())
}

#[test]
fn check_has_the_columns_of_the_contract_and_says_by_its_exit_code() {
    let ran = par_index(&["directive", "check", D, "--format", "csv"]);
    assert_eq!(ran.out.lines().next(), Some("obligation,code,severity,message"));
    // Dates nobody can keep are errors of the letter.
    assert_eq!((ran.code, ran.csv().len(), ran.err.as_str()), (1, 11, ""));
    let fewer = par_index(&["directive", "check", D, "--days", "12", "--format", "csv"]);
    assert_eq!(fewer.csv().len(), 8);
    let json = par_index(&["directive", "check", D]).json();
    assert_eq!(
        (json["kind"].as_str(), json["rows"].as_array().unwrap().len()),
        (Some("directive-check"), 11)
    );
    assert_eq!(json["seal"].as_str().unwrap().len(), 32);
}

/// The embedded letter without what it orders in field 7 as a whole.
fn letter_without_modernisation() -> Value {
    let mut letter = par_index(&["directive", "show", D]).json();
    for one in letter["obligations"].as_array_mut().unwrap() {
        if let Some(nodes) = one.get_mut("nodes").and_then(Value::as_array_mut) {
            nodes.retain(|node| node != "7");
        }
        if one["paragraph"] == "2.5a" {
            one["goal"] = json!("do");
        }
    }
    letter
}

#[test]
fn check_beside_a_years_data_names_the_weak_criteria_it_leaves_out() {
    let at = folder();
    let letter = letter_without_modernisation();
    write(at.path(), "d.json", letter.to_string());
    let file = at.path().join("d.json").display().to_string();
    let communes = "samples/communes-2023.json";
    let check = |more: &[&str]| {
        par_index(&[&["directive", "check", file.as_str(), "-f", D, communes], more].concat())
    };
    // Those of the weak list below the percentage, in its order, that no obligation names.
    let weak = par_index(&["weak", "-f", D, communes, "--format", "csv"]).csv();
    let percent = |text: &str| text.parse::<par_index::Percent>().unwrap();
    let expected = |below: &str| -> Vec<(String, String, String)> {
        let low = weak.iter().filter(|row| percent(&row["ratio"]) < percent(below));
        let left_out = low.filter(|row| ["7.1", "7.2", "7.3"].contains(&row["code"].as_str()));
        left_out
            .map(|row| (row["code"].clone(), row["lost"].clone(), row["ratio"].clone()))
            .collect()
    };
    let gaps = |more: &[&str]| -> Vec<(String, String, String)> {
        let rows = check(more).csv();
        let gaps = rows.into_iter().filter(|row| row["code"] == "weak_untouched");
        gaps.map(|row| (row["node"].clone(), row["lost"].clone(), row["ratio"].clone())).collect()
    };
    assert_eq!(gaps(&["--format", "csv"]), expected("50"));
    for (below, count) in [("64", 1), ("65%", 2), ("75", 3)] {
        let bound = below.trim_end_matches('%');
        let found = gaps(&["--below", below, "--format", "csv"]);
        assert_eq!((found.len(), &found), (count, &expected(bound)), "{below}");
    }
    // Below is strict, and exact: the very ratio of a criterion is not below itself.
    let one = check(&["--below", "75"]).json();
    assert_eq!((&one["asked"]["below"], &one["year"]), (&json!("75"), &json!(2023)));
    assert_eq!(one["framework"]["id"], D);
    assert!(
        complaints("directive-check", &one).is_empty(),
        "{:?}",
        complaints("directive-check", &one)
    );
    let row = one["rows"].as_array().unwrap().iter().find(|row| row["node"] == "7.3").unwrap();
    assert_eq!((&row["obligation"], &row["severity"]), (&Value::Null, &json!("warning")));
    assert!(row["title_en"].as_str().unwrap().len() > 3 && row["lead"] == "van-phong+van-hoa");
    // A unit by itself; a person's table in both languages; the slips are there as ever.
    let of_one = check(&["--below", "100", "--unit", UNIT, "--format", "csv"]).csv();
    let own = par_index(&["weak", "-f", D, communes, "--unit", UNIT, "--format", "csv"]).csv();
    for row in of_one.iter().filter(|row| row["code"] == "weak_untouched") {
        assert!(own.iter().any(|own| own["code"] == row["node"] && own["lost"] == row["lost"]));
    }
    let vi = check(&["--below", "75", "--format", "table", "--lang", "vi"]).out;
    assert!(vi.contains("ĐẠT THẤP NĂM 2023 MÀ VĂN BẢN CHƯA ĐỀ CẬP (dưới 75,00%)"), "{vi}");
    let en = check(&["--below", "1", "--format", "table"]).out;
    assert!(en.contains("No criterion below 1.00 % in 2023 is left out of the letter."), "{en}");
    let alone = par_index(&["directive", "check", &file, "--format", "csv"]).csv();
    let slips: Vec<_> = check(&["--format", "csv"]).csv();
    let slips = slips.iter().filter(|row| row["code"] != "weak_untouched");
    assert!(slips.map(|row| &row["message"]).eq(alone.iter().map(|row| &row["message"])));
    // The door gives the same rows and the same seal.
    let sheets: Value =
        serde_json::from_str(&std::fs::read_to_string(root().join(communes)).unwrap()).unwrap();
    let request = json!({"call": "directive-check", "directive": letter, "framework": D,
        "inputs": sheets, "below": "75"});
    let answer = par_index_in(&root(), &["call"], &request.to_string());
    assert_eq!(answer.code, 1);
    assert_eq!((&answer.json()["rows"], &answer.json()["seal"]), (&one["rows"], &one["seal"]));
}

#[test]
fn check_beside_data_needs_a_framework_and_units_with_figures() {
    let communes = "samples/communes-2023.json";
    let check = |more: &[&str]| par_index(&[&["directive", "check", D], more].concat());
    for wrong in [&[communes][..], &["--below", "40"], &["-f", D], &["--units", "u.csv"]] {
        assert_eq!(check(wrong).code, 2, "{wrong:?}");
    }
    assert_eq!(check(&["-f", "sipas-district-2023", communes]).code, 2);
    for below in ["1000", "100.01", "-1"] {
        let below = format!("--below={below}");
        let ran = check(&["-f", "hon-quan-2023", communes, &below]);
        assert!(ran.code == 2 && ran.err.contains("from 0 to 100"), "{below}: {}", ran.err);
    }
    for (request, said) in [
        (json!({"call": "directive-check", "directive": D, "below": "40"}), "below"),
        (json!({"call": "directive-check", "directive": D, "framework": D}), "inputs"),
        (
            json!({"call": "directive-check", "directive": D, "framework": D, "inputs": [], "paper": "raise"}),
            "paper",
        ),
    ] {
        let ran = par_index_in(&root(), &["call"], &request.to_string());
        assert_eq!(ran.code, 2, "{request}");
        assert!(ran.json()["message"].as_str().unwrap().contains(said), "{}", ran.out);
    }
    // Where no unit has figures nobody says that nothing is left out.
    let at = folder();
    write(at.path(), "none.csv", "unit,year,1.3\nx,2022,\n");
    let file = at.path().join("none.csv").display().to_string();
    let none = check(&["-f", D, &file, "--format", "table"]).out;
    assert!(none.contains("No unit has figures"), "{none}");
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
    assert!(wrong.code == 2 && wrong.err.contains("here; expected a day such as"), "{}", wrong.err);
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
        unclear.err.contains("missing_column") && unclear.err.contains("obligation / Mục"),
        "{}",
        unclear.err
    );
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
        spoilt["rows"] = 1.into();
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
        let wide =
            |line: &&str| line.chars().count() > 100 && !line.starts_with("Phần mềm par-index");
        assert_eq!(ran.out.lines().find(wide), None, "{args:?}");
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
fn the_door_for_programs_takes_no_flag_it_would_not_use() {
    let ask = |mut request: Value, key: &str, value: Value| {
        request[key] = value;
        let (reply, code) = par_index::call::answer(&request.to_string());
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
            // Without a framework a check says of what belongs to data that it needs one.
            let needs = *request == check && ["unit", "inputs"].contains(&key);
            let said = message.starts_with(&format!("{call} takes no {key}"))
                || needs && message.contains("framework");
            assert!(code == 2 && said, "{code} {message}");
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
    let hash = par_index::directive::directive(D).unwrap().hash();
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
    let at = crate::common::folder();
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

/// Every call that takes a letter takes its workbook.
#[test]
fn a_letter_goes_out_as_a_workbook_and_is_read_again() {
    let at = folder();
    let book = at.path().join("letter.xlsx").display().to_string();
    for lang in ["vi", "en"] {
        let ran = par_index(&["directive", "export", D, "-o", &book, "--lang", lang]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        for call in ["show", "check"] {
            let given = |letter: &str| par_index(&["directive", call, letter, "--format", "json"]);
            assert_eq!(given(&book).out, given(D).out, "{call}");
        }
        std::fs::remove_file(&book).unwrap();
    }
}
