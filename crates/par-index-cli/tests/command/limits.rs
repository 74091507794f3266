//! Every bound of docs/limits.md at it and one beyond it, through the real binary: what is beyond is told by
//! name, and nothing else changes.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::common::served::Served;
use crate::common::small::{FRAMEWORK, place, run};
use crate::common::{folder, par_index_in, write};

/// The codes of errors and warnings of a check, each once.
fn told(result: &Value) -> Vec<String> {
    // `framework check` gives its findings as they are.
    let all = result["findings"].as_array().or(result.as_array()).unwrap().iter();
    let mut codes: Vec<String> = all.map(|one| one["code"].as_str().unwrap().to_owned()).collect();
    codes.dedup();
    codes
}

fn checked(table: &str, more: &[&str]) -> Vec<String> {
    let at = place();
    write(at.path(), "a.csv", table);
    told(&run(&at, "check", &[&["a.csv", "--format", "json", "--draft"], more].concat()).json())
}

/// A file of so many bytes that takes no room on the disk.
fn sparse(at: &Path, name: &str, bytes: u64) {
    std::fs::File::create(at.join(name)).unwrap().set_len(bytes).unwrap();
}

#[test]
fn a_file_of_more_than_one_gibibyte_is_refused_unread() {
    let at = place();
    sparse(at.path(), "a.csv", (1 << 30) + 1);
    let ran = run(&at, "rank", &["a.csv"]);
    assert!(ran.err.contains("a.csv") && ran.err.contains("larger than 1 GiB"), "{}", ran.err);
    assert_ne!(ran.code, 0);
    // As large as a test may read quickly: it is read, and found to be no table.
    sparse(at.path(), "a.csv", 1 << 22);
    let ran = run(&at, "rank", &["a.csv"]);
    assert!(!ran.err.contains("larger than 1 GiB"), "{}", ran.err);
}

#[test]
fn an_id_has_two_hundred_characters_and_a_name_a_thousand() {
    let ids = |length: usize| {
        checked(&format!("unit,year,component,self\n{},2023,1.1,2\n", "ế".repeat(length)), &[])
    };
    assert_eq!(ids(200), Vec::<String>::new());
    assert!(ids(201).contains(&"name_too_long".to_owned()));
    let at = place();
    let names = |length: usize| {
        write(at.path(), "dv.csv", format!("unit,name\nxa,{}\n", "ế".repeat(length)));
        write(at.path(), "a.csv", "unit,year,component,self\nxa,2023,1.1,2\n");
        told(
            &run(&at, "check", &["a.csv", "--units", "dv.csv", "--format", "json", "--draft"])
                .json(),
        )
    };
    assert_eq!(names(1_000), Vec::<String>::new());
    assert!(names(1_001).contains(&"name_too_long".to_owned()));
}

#[test]
fn a_document_nests_127_values_deep() {
    let at = place();
    let nested = |deep: usize| {
        // The list of sheets, a sheet and its unknown key are three of them.
        let inner = ["[".repeat(deep - 2), "]".repeat(deep - 2)].concat();
        let text = format!(
            r#"[{{"schema_version": 1, "kind": "assessment", "framework": "bo", "unit": {{"id": "xa"}}, "year": 2023,
               "entries": [], "x_extra": {inner}}}]"#
        );
        write(at.path(), "a.json", text);
        run(&at, "check", &["a.json", "--format", "json", "--draft"])
    };
    let deepest = nested(127);
    assert!(!deepest.err.contains("127"), "{}", deepest.err);
    assert!(!told(&deepest.json()).contains(&"misshapen".to_owned()), "{}", deepest.out);
    let beyond = nested(128);
    let said = [beyond.out.as_str(), beyond.err.as_str()].concat();
    assert!(said.contains("127"), "{said}");
}

#[test]
fn points_are_below_nine_billion() {
    let points = |text: &str| {
        let at = folder();
        let ruler = FRAMEWORK
            .replace("T;;10;", &format!("T;;{text};"))
            .replace("2;T;4;", &format!("2;T;{};", text.replace("8999999999", "8999999993")))
            .replace("tỷ lệ: tối đa từ 100%; sàn 50%; nếu có", "trực tiếp");
        write(at.path(), "bo.csv", ruler);
        write(
            at.path(),
            "bo.json",
            crate::common::small::POLICIES.replace(
                r#""bonus_cap": "1", "deduction_cap": "1""#,
                r#""bonus_cap": "0", "deduction_cap": "0""#,
            ),
        );
        let args = ["framework", "check", "bo.csv", "--policies", "bo.json", "--format", "json"];
        told(&par_index_in(at.path(), &args, "").json())
    };
    let wrong = |code: &String| ["bad_number", "number_range", "out_of_range"].contains(&&**code);
    let most = points("8999999999");
    assert!(!most.iter().any(wrong), "{most:?}");
    let beyond = points("9000000000");
    assert!(beyond.iter().any(wrong), "{beyond:?}");
}

#[test]
fn a_table_of_a_framework_has_32_levels() {
    let at = folder();
    write(at.path(), "bo.json", crate::common::small::POLICIES);
    let levels = |deepest: usize| {
        let mut table = "code,parent,max,scorer\nT,,2,\n1,T,2,\n".to_owned();
        for level in 2..=deepest {
            let scorer = if level == deepest { "appraisal" } else { "" };
            writeln!(table, "{level},{},2,{scorer}", level - 1).unwrap();
        }
        write(at.path(), "bo.csv", table);
        let args = ["framework", "check", "bo.csv", "--policies", "bo.json", "--format", "json"];
        told(&par_index_in(at.path(), &args, "").json())
    };
    assert!(!levels(32).contains(&"tree_too_deep".to_owned()));
    assert!(levels(33).contains(&"tree_too_deep".to_owned()));
}

#[test]
fn sixty_four_dossiers_are_held_and_a_line_has_256_mebibytes() {
    let mut served = Served::start();
    let open = |at: usize| json!({"do": "open", "at": format!("d{at}"), "files": {}}).to_string();
    for at in 0..64 {
        assert_eq!(served.say(&open(at))["kind"], "open", "{at}");
    }
    let beyond = served.say(&open(64));
    assert_eq!(
        (beyond["kind"].as_str(), beyond["message"].as_str().unwrap().contains("64")),
        (Some("error"), true)
    );
    // One that is held is opened anew, and one that is closed makes room.
    assert_eq!(served.say(&open(63))["kind"], "open");
    assert_eq!(served.say(r#"{"do": "close", "at": "d0"}"#)["kind"], "close");
    assert_eq!(served.say(&open(64))["kind"], "open");
    let mut line = open(64).into_bytes();
    // The end of the line counts.
    line.resize((256 << 20) - 1, b' ');
    let answer: Value = serde_json::from_str(&served.line(&line)).unwrap();
    assert_eq!(answer["kind"], "open");
    line.push(b' ');
    let answer: Value = serde_json::from_str(&served.line(&line)).unwrap();
    assert_eq!(answer["kind"], "error");
    assert_eq!(served.say(&open(1))["kind"], "open", "the door goes on");
    assert_eq!(served.end(), Some(0));
}

/// Eight files of a text that is no table, each an eighth of the bound, are held; one byte more is not.
#[test]
fn files_of_all_dossiers_have_one_gibibyte() {
    let mut served = Served::start();
    assert_eq!(served.say(r#"{"do": "open", "at": "a", "files": {}}"#)["kind"], "open");
    let mut put = |name: String, length: usize| {
        let mut line =
            format!(r#"{{"do": "put", "at": "a", "file": "{name}", "text": ""#).into_bytes();
        line.resize(line.len() + length, b'x');
        line.extend(br#""}"#);
        serde_json::from_str::<Value>(&served.line(&line)).unwrap()["kind"].clone()
    };
    // Names count too, so that half a kibibyte is left of all.
    for n in 0..8 {
        assert_eq!(put(format!("{n}.txt"), (1 << 27) - 64), "put", "{n}");
    }
    assert_eq!(put("8.txt".to_owned(), 1_024), "error");
    assert_eq!(put("8.txt".to_owned(), 256), "put");
    // What takes the place of a file counts instead of it.
    assert_eq!(put("7.txt".to_owned(), (1 << 27) - 2_048), "put");
    assert_eq!(put("9.txt".to_owned(), 1_024), "put");
}

/// The work of a question counts steps, so that it ends at the same place on every machine.
#[test]
fn a_question_says_how_much_work_it_may_spend() {
    let sample = ["-f", "hon-quan-2023", "samples/communes-2023.json", "--format", "json"];
    let asked =
        [&["robustness"], &sample[..], &["--vary", "weights", "--replicates", "5"]].concat();
    let result = crate::common::par_index(&asked).json();
    let work = (&result["work"]["limit"], &result["work"]["exhausted"]);
    assert_eq!(work, (&json!(20_000_000), &json!(false)), "{}", result["work"]);
}
