//! Names, remarks, file names and arguments may hold anything: no call shows a letter that acts or hides,
//! no cell of its CSV is a formula, and its JSON holds them exactly.

use std::path::Path;

use crate::common::{Ran, csv_rows, folder, par_index_in, write};
use serde_json::Value;

/// A line break, a sequence that a terminal obeys, marks that turn a line around, a blank of no width, a
/// line separator.
const HIDDEN: &str = "\nINJECT \u{1B}[31m\u{9B}2J\u{7}\u{202E}\u{2066}\u{200B}\u{2028}INJECT";

fn hostile(name: &str) -> String {
    format!("{name}{HIDDEN}")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A year of two units under a small framework, its names and remarks made by `name`.
fn place(at: &Path, name: &dyn Fn(&str) -> String) {
    let q = |text: &str| quoted(&name(text));
    let framework = format!(
        "code,parent,max,scorer,name_vi,lead,evidence,rule\nT,,10,,{},,,\n1,T,6,,{},noi-vu,,\n\
         1.1,1,2,appraisal,{},,{},có/không\n1.2,1,4,appraisal,{},,,\"share: full at 100%\"\n2,T,4,survey,{},none,,\n",
        q("Bộ"),
        q("Thể chế"),
        q("Kế hoạch"),
        q("Quyết định"),
        q("Hồ sơ"),
        q("Hài lòng"),
    );
    write(at, "bo.csv", framework);
    let both = |text: &str| serde_json::json!({ "vi": name(text), "en": name(text) });
    let policies = serde_json::json!({
        "policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "incomplete",
            "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2}},
        "grades": [{"label": both("Tốt"), "from": "80"}, {"label": both("Kém"), "from": "0"}],
        "agencies": [{"id": "noi-vu", "name": both("Nội vụ")}],
    });
    write(at, "bo.json", policies.to_string());
    for (file, year, points) in [("a.csv", 2023, ["2", "0"]), ("b.csv", 2022, ["0", "2"])] {
        let rows = |unit: &str, points: &str| {
            let head = format!("{},{year},{}", q(unit), q("khối"));
            format!(
                "{head},1.1,,{points},,,{}\n{head},1.2,3,,4,self,{}\n{head},1.2,,2,,,\n{head},2,,,,,\n",
                q("lý do"),
                q("ghi chú")
            )
        };
        let table = format!(
            "unit,year,group,component,done,appraised,of,stage,appraised_note\n{}{}",
            rows("Xã A", points[0]),
            rows("Xã B", points[1])
        );
        write(at, file, table);
    }
    let efforts = format!(
        "code,to,effort,measure,product\n1.1,2,1,{},{}\n1.2,4,2,{},\n",
        q("làm"),
        q("báo cáo"),
        q("làm")
    );
    write(at, "e.csv", efforts);
    let printed = format!(
        "unit,value,change,previous,rank\n{},90,1,88,1\n{},80,1,79,2\n",
        q("Xã A"),
        q("Xã B")
    );
    write(at, "audit.csv", printed);
    write(at, "u.csv", format!("unit,name\nA,{}\nB,{}\nC,{}\n", q("Xã A"), q("Xã B"), q("Xã C")));
}

/// Every call that prints something of the data.
fn calls(unit: &str) -> Vec<Vec<String>> {
    let ruled = ["-f", "bo.csv", "--policies", "bo.json", "a.csv"];
    let with = |call: &str, more: &[&str]| {
        let all = [&[call][..], &ruled[..], more].concat();
        all.into_iter().map(str::to_owned).collect::<Vec<String>>()
    };
    let plain = |args: &[&str]| args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<String>>();
    let draft = with("check", &["--draft"]);
    vec![
        with("score", &[]),
        with("rank", &[]),
        with("rank", &["--by-group"]),
        with("rank", &["--node", "1.1"]),
        with("table", &["--level", "leaf"]),
        with("weak", &[]),
        with("weak", &["--each"]),
        with("weak", &["--by", "lead"]),
        with("weak", &["--unit", unit]),
        with("lost", &["--by", "lead"]),
        with("lost", &["--by", "group"]),
        with("cuts", &["--by", "unit"]),
        with("strengths", &["--unit", unit]),
        with("explain", &["--unit", unit, "--node", "1.2"]),
        with("explain", &["--unit", unit, "--node", "1.1"]),
        with("versus", &["--unit", unit, "--other", "Xã B"]),
        with("what-if", &["--unit", unit, "--repair-first", "2"]),
        with("plan", &["--unit", unit, "--budget", "3", "--efforts", "e.csv"]),
        with("forecast", &["--unit", unit, "--on", "2023-06-30"]),
        with(
            "robustness",
            &["--vary", "weights", "--amount", "10", "--replicates", "5", "--seed", "1"],
        ),
        with("compare", &["--previous-framework", "bo.csv", "--previous", "b.csv"]),
        with("table", &["--previous", "b.csv"]),
        with("intake", &["--units", "u.csv"]),
        with("check", &[]),
        draft,
        with("join", &[]),
        with("rank", &["--units", "u.csv"]),
        // What is wrong with the call is said with the words of the call.
        with("weak", &["--unit", HIDDEN]),
        with("rank", &["--node", HIDDEN]),
        with("rank", &["--basis", HIDDEN]),
        with("what-if", &["--unit", unit, "--set", HIDDEN]),
        with(&hostile("rnk"), &[]),
        with("rank", &[&format!("--{HIDDEN}")]),
        with("rank", &["--units", &hostile("no")]),
        plain(&["rank", "-f", &hostile("no.csv"), "a.csv"]),
        plain(&[
            "diff",
            "-f",
            "bo.csv",
            "--policies",
            "bo.json",
            "--before",
            "a.csv",
            "--after",
            "b.csv",
        ]),
        plain(&["framework", "show", "bo.csv", "--policies", "bo.json"]),
        plain(&["framework", "check", "bo.csv", "--policies", "bo.json"]),
        plain(&["framework", "export", "bo.csv", "--policies", "bo.json"]),
        plain(&["crosswalk", "bo.csv", "bo.csv"]),
        plain(&["audit", "audit.csv"]),
        plain(&["finding", "show", HIDDEN]),
        plain(&["schema", HIDDEN]),
    ]
}

fn ran(at: &Path, call: &[String], more: &[&str]) -> Ran {
    let args: Vec<&str> = call.iter().map(String::as_str).chain(more.iter().copied()).collect();
    let ran = par_index_in(at, &args, "");
    assert!((0..=4).contains(&ran.code), "{call:?}: {}", ran.err);
    ran
}

/// What no text for a person holds.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn is_shown(text: &str, told: &str) {
    assert!(!text.contains(acts), "{told}: {text:?}");
    // No line of ours is begun by a name.
    assert!(!text.lines().any(|line| line.starts_with("INJECT")), "{told}: {text}");
}

#[test]
fn no_call_shows_a_letter_that_acts() {
    let at = folder();
    let at = at.path();
    place(at, &hostile);
    // Names with line breaks are read with blanks.
    let unit = hostile("Xã A");
    for call in calls(&unit) {
        for lang in ["en", "vi"] {
            let ran = ran(at, &call, &["--format", "table", "--lang", lang]);
            let told = format!("{call:?} {lang}");
            assert!(!(ran.out.is_empty() && ran.err.is_empty()), "{told}");
            is_shown(&ran.err, &told);
            // Tables and documents that are read again hold what they hold.
            if call[0] != "join" && call[1] != "export" {
                is_shown(&ran.out, &told);
            }
        }
        // JSON holds the letters as they are, or as JSON writes them.
        let ran = ran(at, &call, &["--format", "json"]);
        is_shown(&ran.err, &format!("{call:?} json"));
    }
    let ranked = ran(at, &calls(&unit)[1], &["--format", "json"]).json();
    let name = ranked["rows"][0]["name"].as_str().unwrap();
    assert_eq!(name, hostile("Xã A").replace('\n', " "));
    let table = ran(at, &calls(&unit)[1], &["--format", "table"]).out;
    assert!(table.contains(r"\u{1B}[31m\u{9B}2J\u{7}\u{202E}"), "{table}");
}

#[cfg(unix)]
#[test]
fn file_names_are_shown_too() {
    let at = folder();
    let at = at.path();
    place(at, &str::to_owned);
    let file = hostile("x.csv");
    std::fs::copy(at.join("a.csv"), at.join(&file)).unwrap();
    std::fs::copy(at.join("audit.csv"), at.join(hostile("y"))).unwrap();
    write(at, &hostile("bad"), "unit;1\n\"");
    let base = ["-f", "bo.csv", "--policies", "bo.json"];
    let calls: [&[&str]; 5] = [
        &["explain", &file, "--unit", "Xã A", "--node", "1.2"],
        &["check", &file, "b.csv", &hostile("bad")],
        &["join", &file, "-o", &hostile("no/x.csv")],
        &["rank", "a.csv", "--policies", &hostile("no")],
        &["rank", &file, "--units", &hostile("y")],
    ];
    for call in calls {
        let args = [&call[..1], &base[..], &call[1..], &["--format", "table"]].concat();
        let ran = par_index_in(at, &args, "");
        is_shown(&(ran.out + &ran.err), &format!("{args:?}"));
    }
}

/// A cell that a spreadsheet computes.
fn is_formula(cell: &str) -> bool {
    let number = cell.trim_start_matches(['+', '-']);
    let number = number.bytes().all(|c| c.is_ascii_digit() || c == b'.') && !number.is_empty();
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number
}

#[test]
fn no_cell_is_a_formula_and_all_are_read_back() {
    for sign in ["=", "+", "-", "@", "'=", "''-", "'+1"] {
        let at = folder();
        let at = at.path();
        // In a file that we read one apostrophe holds the sign: it is not of the name.
        let name = |text: &str| format!("{sign}1+{text}");
        place(at, &|text: &str| {
            if text.contains("ó/") { text.to_owned() } else { format!("'{}", name(text)) }
        });
        let unit = name("Xã A");
        for call in
            calls(&unit).into_iter().filter(|call| !call.iter().any(|arg| arg.contains(HIDDEN)))
        {
            let csv = ran(at, &call, &["--format", "csv"]);
            let mut rows = csv::ReaderBuilder::new();
            let mut rows = rows.has_headers(false).flexible(true).from_reader(csv.out.as_bytes());
            for row in rows.records() {
                for cell in &row.unwrap() {
                    assert!(!is_formula(cell), "{call:?}: {cell:?}");
                }
            }
        }
        let call = &calls(&unit)[1];
        let json = ran(at, call, &["--format", "json"]).json();
        let csv = csv_rows(&ran(at, call, &["--format", "csv"]).out);
        assert_eq!(json["rows"][0]["unit"], unit.as_str());
        assert_eq!(csv[0]["unit"], format!("'{unit}"));
        // What is joined and exported is read back as it was.
        let joined = ran(at, &calls(&unit)[25], &["--format", "csv"]).out;
        write(at, "joined.csv", &joined);
        let exported = par_index_in(
            at,
            &["framework", "export", "bo.csv", "--policies", "bo.json", "--format", "csv"],
            "",
        );
        write(at, "exported.csv", &exported.out);
        for pair in [["bo.csv", "joined.csv"], ["exported.csv", "a.csv"]] {
            let args =
                ["score", "-f", pair[0], "--policies", "bo.json", pair[1], "--format", "json"];
            let again = par_index_in(at, &args, "").json();
            let first = par_index_in(
                at,
                &["score", "-f", "bo.csv", "--policies", "bo.json", "a.csv", "--format", "json"],
                "",
            )
            .json();
            let rows = |value: &Value| value["rows"].clone();
            assert_eq!(rows(&again), rows(&first), "{sign} {pair:?}");
        }
    }
}

/// A name as long as a book is told once and shown nowhere.
#[test]
fn long_texts_are_bounded() {
    let at = folder();
    let at = at.path();
    place(at, &str::to_owned);
    let long = "dài ".repeat(25_000);
    write(
        at,
        "a.csv",
        format!(
            "unit,year,component,appraised,appraised_note\nXã A,2023,1.1,2,{long}\n{long},2023,1.1,2,\nXã B,2023,{long},2,\nXã B,2023,1.1,{long},\n"
        ),
    );
    write(at, "e.csv", format!("code,to,effort,measure\n1.1,2,1,{long}\n"));
    for call in calls("Xã A").into_iter().filter(|call| call.contains(&"a.csv".to_owned())) {
        let ran = ran(at, &call, &["--format", "table"]);
        let size = ran.out.len() + ran.err.len();
        assert!(size < 100_000 || call[0] == "join", "{call:?}: {size}");
    }
    let found = ran(at, &calls("Xã A")[23], &["--format", "json"]);
    let value = found.json();
    let told = value["findings"].as_array().unwrap();
    let count = |code: &str| told.iter().filter(|one| one["code"] == code).count();
    assert_eq!((count("name_too_long"), count("name_unclear")), (1, 1), "{told:?}");
    assert!(found.out.len() < 50_000, "{}", found.out.len());
    assert!(found.out.contains("(+"), "{}", found.out);
}
