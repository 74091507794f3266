//! What the calls answer: results, seals, exit codes, languages, through the real binary.

use crate::common::small::{codes, place, row, run};
use crate::common::{folder, par_index, par_index_in, write};
use par_index::{PointSum, Points};
use serde_json::Value;

const FW: &str = "hon-quan-2023";
const COMMUNES: &str = "samples/communes-2023.json";

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

/// R3: a sheet says that no survey was held and holds survey points all the same. Asked for a year
/// without survey they are a note, and the unit is computed; else it contradicts itself.
#[test]
fn asked_for_no_survey_a_sheet_that_contradicts_itself_is_computed() {
    let at = place();
    let sheet = r#"{"schema_version": 1, "kind": "assessment", "framework": "bo", "year": 2023,
        "survey": "not_held", "unit": {"id": "xa-01"}, "entries": [
        {"code": "1.1", "appraised": {"points": "2"}}, {"code": "1.2", "appraised": {"points": "3"}},
        {"code": "2", "survey": {"points": "4"}}]}"#;
    write(at.path(), "a.json", sheet);
    let ran = run(&at, "rank", &["a.json"]);
    let result = ran.json();
    assert_eq!((ran.code, &row(&result, "xa-01")["state"]), (1, &"in_error".into()), "{}", ran.out);
    assert!(codes(&result).contains(&"survey_not_held"));
    let ran = run(&at, "rank", &["a.json", "--no-survey", "--strict"]);
    let result = ran.json();
    assert_eq!((ran.code, &row(&result, "xa-01")["ratio"]), (0, &"83.33".into()), "{}", ran.out);
    assert!(codes(&result).contains(&"survey_not_counted"));
    assert!(!codes(&result).contains(&"survey_not_held"));
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
    let sample = std::fs::read_to_string(crate::common::root().join(COMMUNES)).unwrap();
    let request = |more: &str| {
        format!(r#"{{"call": "rank", "framework": "{FW}", "inputs": {sample}{more}}}"#)
    };
    let called = par_index_in(&crate::common::root(), &["call"], &request(r#", "by-group": true"#));
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
        let wrong = par_index_in(&crate::common::root(), &["call"], request);
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
    let empty = ask("", &[]);
    assert_eq!(empty.err.lines().next(), Some("error: the framework has no code “”"));
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
    assert_eq!(codes, ["1.2", "1.1", "2", "bonus", "deduction", "total"], "{}", ran.err);
    let apart: Vec<&str> = rows.iter().map(|row| row["difference"].as_str().unwrap()).collect();
    assert_eq!(apart, ["-2.5", "-2", "0", "0", "0", "-4.5"]);
    assert_eq!(
        (rows[0]["state"].as_str(), rows[0]["why"].as_str()),
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

/// What a result rests on where it is not the official one, in both languages.
const OTHER: [(&[&str], &str, &str, &str, &str); 4] = [
    (&["--basis", "self"], "by self scores", "theo điểm tự đánh giá", "self", ""),
    (
        &["--basis", "appraised"],
        "by appraised points alone",
        "chỉ theo điểm thẩm định",
        "appraised",
        "",
    ),
    (
        &["--no-survey"],
        "without the survey",
        "không tính điều tra xã hội học",
        "final",
        "survey=not_held",
    ),
    (
        &["--policy", "ties=dense", "--policy", "bonus_cap=2.5"],
        "bonus at most 2.5; ties rank 1 2 2 3",
        "điểm thưởng tối đa 2,5; đồng hạng xếp 1 2 2 3",
        "final",
        "bonus_cap=2.5; ties=dense",
    ),
];

#[test]
fn every_print_names_its_basis_and_every_override() {
    let unit = ["--unit", "sample-commune-01"];
    let calls: [(&str, &[&str]); 18] = [
        ("score", &[]),
        ("rank", &[]),
        ("table", &[]),
        ("weak", &[]),
        ("weak", &["--by", "lead"]),
        ("lost", &[]),
        ("cuts", &[]),
        ("explain", &unit),
        ("versus", &["--unit", "sample-commune-01", "--other", "sample-commune-02"]),
        ("what-if", &["--unit", "sample-commune-01", "--repair-first", "2"]),
        ("plan", &["--unit", "sample-commune-01", "--rank", "5"]),
        ("plan", &["--unit", "sample-commune-01", "--frontier"]),
        ("forecast", &["--unit", "sample-commune-01", "--on", "2024-06-30"]),
        ("strengths", &unit),
        ("robustness", &["--replicates", "3"]),
        ("together", &[]),
        ("intake", &[]),
        ("check", &[]),
    ];
    for (call, flags) in calls {
        let ask = |more: &[&str]| par_index(&[&[call, "-f", FW, COMMUNES], flags, more].concat());
        let official = ask(&["--format", "table"]).out;
        assert!(!official.contains("Not the official result"), "{call}: {official}");
        for (other, en, vi, basis, overrides) in OTHER {
            if ["cuts", "check", "intake"].contains(&call) && other[0] == "--basis" {
                continue; // They are of no basis, and the command says so.
            }
            for (lang, wanted) in [
                ("en", format!("Not the official result: {en}.")),
                ("vi", format!("Không phải kết quả chính thức: {vi}.")),
            ] {
                let table = ask(&[other, &["--format", "table", "--lang", lang]].concat()).out;
                assert_eq!(table.lines().next(), Some(wanted.as_str()), "{call} {other:?}");
            }
            let json = ask(&[other, &["--format", "json"]].concat()).json();
            assert_eq!(json["basis"], basis, "{call} {other:?}");
            let keys: Vec<&str> = json["policies_overridden"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_str)
                .collect();
            assert!(keys.iter().all(|key| overrides.contains(key)), "{keys:?}");
            assert_eq!(
                json["asked"]["no_survey"].as_bool(),
                overrides.contains("survey").then_some(true)
            );
            if call == "check" {
                continue; // Its rows are findings, not figures.
            }
            for row in ask(&[other, &["--format", "csv"]].concat()).csv() {
                assert_eq!(
                    (row["basis"].as_str(), row["overrides"].as_str()),
                    (basis, overrides),
                    "{call}"
                );
            }
        }
        if call != "check" {
            let header =
                ask(&["--format", "csv"]).out.lines().next().unwrap_or_default().to_owned();
            assert!(call == "forecast" || !header.contains("overrides"), "{call}: {header}");
        }
    }
}

#[test]
fn a_paper_and_a_verdict_name_basis_and_overrides_too() {
    let paper = ["directive", "papers", "hon-quan-2023", "-f", FW, COMMUNES, "--paper", "repair"];
    for (other, en, _, basis, overrides) in OTHER {
        let ask = |format: &str| par_index(&[&paper, other, &["--format", format]].concat());
        let wanted = format!("Not the official result: {en}.");
        for format in ["table", "md"] {
            let text = ask(format).out;
            let head: Vec<&str> = text.lines().take(16).collect();
            assert!(head.contains(&wanted.as_str()), "{format} {head:?}");
        }
        let rows = ask("csv").csv();
        assert!(!rows.is_empty());
        assert!(rows.iter().all(|row| row["basis"] == basis && row["overrides"] == overrides));
        let folder = folder();
        let printed =
            par_index(&[&["rank", "-f", FW, COMMUNES, "--format", "table"], other].concat());
        write(folder.path(), "rank.txt", printed.out);
        let file = folder.path().join("rank.txt");
        let verdict = ["verify", file.to_str().unwrap(), "-f", FW, COMMUNES, "--format", "table"];
        let verdict = par_index(&verdict);
        assert!(verdict.out.lines().any(|line| line == wanted), "{}", verdict.out);
        assert_eq!(verdict.code, 0);
    }
}

#[test]
fn what_cuts_counts_is_what_check_lists() {
    let told = |call: &str| {
        let json = par_index(&[call, "-f", FW, COMMUNES, "--format", "json"]).json();
        let cut = ["cut_unexplained", "appraised_above_self"];
        let findings = json["findings"].as_array().unwrap().iter();
        findings
            .filter(|one| cut.contains(&one["code"].as_str().unwrap()))
            .cloned()
            .collect::<Vec<_>>()
    };
    let cuts = told("cuts");
    assert!(!cuts.is_empty());
    assert_eq!(cuts, told("check"));
}
