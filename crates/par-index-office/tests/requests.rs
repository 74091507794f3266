//! Requests whose parts could be taken for each other.

use par_index_office::{Desk, Office};
use serde_json::{Value, json};

const MANIFEST: &str = "[[index]]\nframework = \"hon-quan-2023\"\ninputs = \"a.csv\"\n";

fn table(unit: &str) -> String {
    format!("unit,year,1.1\n{unit},2023,0.5\n")
}

fn office() -> Office {
    let mut office = Office::new("");
    office.put("par-index.toml", MANIFEST).unwrap();
    office.put("a.csv", table("A")).unwrap();
    office.put("b.csv", table("B")).unwrap();
    office
}

fn asked(office: &Office, request: &Value) -> Value {
    serde_json::from_str(&office.call(&request.to_string())).unwrap()
}

fn units(answer: &Value) -> Vec<&str> {
    let rows = answer["rows"].as_array().unwrap_or_else(|| panic!("{answer}"));
    rows.iter().map(|row| row["unit"].as_str().unwrap()).collect()
}

/// Two tables of one name are two, and none stands for a file of the office.
#[test]
fn tables_of_one_name_are_all_read() {
    let brought = |unit: &str| json!({"csv": table(unit), "name": "a.csv"});
    let request = |inputs: Value| json!({"call": "rank", "inputs": inputs});
    let two = asked(&office(), &request(json!([brought("X"), brought("Y")])));
    assert_eq!(units(&two), ["X", "Y"], "{two}");
    let beside = asked(&office(), &request(json!(["a.csv", brought("X"), "b.csv"])));
    assert_eq!(units(&beside), ["A", "B", "X"], "{beside}");
}

/// Where one file is read, two are a wrong call: none is passed over in silence.
#[test]
fn several_files_where_one_is_read_are_refused() {
    let mut office = office();
    for name in ["u.csv", "v.csv"] {
        office.put(name, "unit,name\nA,Xã A\n").unwrap();
    }
    let one = asked(&office, &json!({"call": "rank", "units": ["u.csv"]}));
    assert_eq!(one["kind"], "rank", "{one}");
    for request in [
        json!({"call": "rank", "units": ["u.csv", "v.csv"]}),
        json!({"call": "directive-check", "directive": ["a", "b"]}),
        json!({"call": "form", "units": ["u.csv", "v.csv"], "period": 2023}),
        json!({"call": "survey", "framework": ["hon-quan-2023", "papi-2021"],
            "questions": "a.csv", "ballots": "b.csv"}),
    ] {
        let answer = asked(&office, &request);
        let said = answer["message"].as_str().unwrap_or_else(|| panic!("{answer}"));
        assert!(said.contains("one file, not several"), "{request}: {said}");
    }
}

/// A handle is a member, not a word that stands somewhere; a member that stands twice is told.
#[test]
fn a_unit_may_be_called_as_the_handle_is() {
    let mut desk = Desk::default();
    let mut say =
        |request: &str| -> Value { serde_json::from_str(&desk.answer(request, None)).unwrap() };
    let files = json!({"par-index.toml": MANIFEST, "a.csv": table("at")});
    say(&json!({"do": "open", "at": "at", "files": files}).to_string());
    assert_eq!(say(r#"{"at": "at", "call": "weak", "unit": "at"}"#)["kind"], "weak");
    assert_eq!(say(r#"{"at": "at", "call": "rank"}"#)["kind"], "rank");
    for twice in [
        r#"{"at": "at", "call": "rank", "call": "weak"}"#,
        r#"{"at": "at", "at": "at", "call": "rank"}"#,
    ] {
        assert_eq!(say(twice)["kind"], "error", "{twice}");
    }
}

/// What is kept of the files depends on all that was asked: no question is answered from another's reading.
#[test]
fn answers_do_not_depend_on_what_was_asked_before() {
    let mut warm = office();
    warm.put("w.csv", "unit,year,1.1\nA,2022,1\nA,2023,0.25\n").unwrap();
    let requests = [
        json!({"call": "rank"}),
        json!({"call": "rank", "inputs": ["a.csv", "b.csv"]}),
        json!({"call": "rank", "inputs": "w.csv"}),
        json!({"call": "rank", "inputs": "w.csv", "year": 2022}),
        json!({"call": "rank", "inputs": ["a.csv", "w.csv"]}),
        json!({"call": "rank", "inputs": ["a.csv", "w.csv"], "prefer": "last"}),
        json!({"call": "rank", "policy": {"missing": "zero"}}),
        json!({"call": "trend", "inputs": "w.csv"}),
        json!({"call": "diff", "before": "a.csv", "after": "w.csv"}),
        json!({"call": "diff", "before": "w.csv", "after": "a.csv"}),
        json!({"call": "weak", "previous": "b.csv"}),
        json!({"call": "together", "with": [{"framework": "vn-ministry-2023", "inputs": "b.csv"}]}),
        json!({"call": "check"}),
    ];
    for round in 0..2 {
        for request in &requests {
            let cold = warm.clone();
            assert_eq!(asked(&warm, request), asked(&cold, request), "{round} {request}");
        }
    }
}

/// What is wrong with the shape of a request is said in the language of whoever asks.
#[test]
fn a_misshapen_request_says_what_was_expected() {
    let mut desk = Desk::default();
    let mut say = |request: &str| -> String {
        let answer: Value = serde_json::from_str(&desk.answer(request, None)).unwrap();
        answer["message"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    };
    assert_eq!(
        say(r#"{"do": "files", "lang": "vi"}"#),
        "yêu cầu không đúng cấu trúc: dòng 1, cột 29: thiếu khóa “at”"
    );
    let said = say(r#"{"do": "put", "at": "a", "file": 5, "lang": "vi"}"#);
    assert!(said.contains("cần chữ trong ngoặc kép, không phải số “5”"), "{said}");
    let mut office = office();
    office.put("a.csv", "unit,1.1\nA,1\n").unwrap();
    let ascii =
        asked(&office, &json!({"call": "rank", "format": "table", "ascii": 5, "lang": "vi"}));
    let said = ascii["message"].as_str().unwrap_or_else(|| panic!("{ascii}"));
    assert!(said.contains("ascii của yêu cầu: dòng 1, cột 1: "), "{said}");
    assert!(said.contains("cần true hoặc false, không phải số “5”"), "{said}");
}
