//! `directive papers`, through the real binary.

use crate::common::{complaints, folder, par_index, par_index_in, root, write};
use serde_json::{Value, json};

const D: &str = "hon-quan-2023";
const PAPERS: [&str; 6] = ["directive", "papers", D, "-f", D, "samples/communes-2023.json"];
const UNIT: &str = "sample-commune-01";

fn papers(more: &[&str]) -> crate::common::Ran {
    par_index(&[&PAPERS, more].concat())
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
    assert!(text.contains("\n# BÁO CÁO\n") && text.contains("| STT |"), "{text}");
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
    for (name, code) in [("sound.csv", 0), ("fault.csv", 1)] {
        let ran = run(name);
        assert_eq!((ran.code, ran.out.contains(words)), (code, code == 1), "{name}: {}", ran.out);
    }
    // A table that nobody can read gives no paper; what is missing is named as tables head it.
    let none = run("none.csv");
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("“to / Điểm phấn đấu / mức điểm"), "{}", none.err);
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
        assert!(
            ran.code == 2 && ran.err.contains("directive-papers is verified by making it again"),
            "{name}: {}",
            ran.err
        );
    }
}
