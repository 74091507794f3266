//! Mistakes of shape: all of one document, and none hides those of the next.

use super::*;

fn told(text: &str) -> (Vec<(&'static str, Option<String>)>, usize) {
    let input = read(&ruler(), text);
    let of = |finding: &Finding| (finding.code().as_str(), finding.place().unit.clone());
    (input.findings.iter().map(of).collect(), input.assessments.len())
}

fn sheet(unit: &str, change: &[(&str, &str)]) -> String {
    let mut text = sheet_document().to_string().replace("xa-01", unit);
    for (from, to) in change {
        assert!(text.contains(from), "{from}: {text}");
        text = text.replacen(from, to, 1);
    }
    text
}

#[test]
fn a_sheet_of_the_wrong_shape_hides_no_mistake_of_any_other() {
    let two = sheet("a", &[("\"bonus\"", "\"bonnus\""), ("\"year\":2023", "\"year\":\"2023\"")]);
    let other = sheet("b", &[("\"entries\"", "\"entires\"")]);
    let checked = sheet("c", &[("\"bonus\":\"1.5\"", "\"bonus\":\"-1.5\"")]);
    let unit = |unit: &str| Some(unit.to_owned());
    let expected = [
        ("unknown_key", unit("a")),
        ("bad_json", unit("a")),
        ("unknown_key", unit("b")),
        ("out_of_range", unit("c")),
    ];
    // One after the other, on one line, and as a list.
    for (open, between, close) in
        [("", "\n", ""), ("", " ", ""), ("[", ",", "]"), ("[\n", ",\n", "\n]")]
    {
        let text = format!("{open}{}{close}", [&*two, &other, &checked].join(between));
        let (mut found, units) = told(&text);
        let mut expected = expected.clone();
        found.sort();
        expected.sort();
        assert_eq!((found.as_slice(), units), (expected.as_slice(), 3), "{text}");
    }
}

#[test]
fn a_sheet_that_is_no_json_hides_no_mistake_of_any_other() {
    let broken = sheet("a", &[("\"bonus\":", "\"bonus\" ")]);
    let other = sheet("b", &[("\"entries\"", "\"entires\"")]);
    for (open, between, close) in [("", "\n", ""), ("[", ",", "]"), ("[", ", ", "]")] {
        let text =
            format!("{open}{}{close}", [&*broken, &other, &broken, &sheet("c", &[])].join(between));
        let (found, units) = told(&text);
        let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
        assert!(codes.contains(&"unknown_key"), "{text}: {found:?}");
        assert_eq!(codes.iter().filter(|code| **code == "bad_json").count(), 2, "{found:?}");
        assert_eq!(units, 2, "{text}");
    }
}

#[test]
fn a_framework_tells_all_its_mistakes_of_shape() {
    let text = framework_document().to_string();
    let text = text.replacen("\"scorer\"", "\"scorrer\"", 1).replacen(
        "\"max\":\"",
        "\"max\":true,\"x\":\"",
        1,
    );
    let error = Framework::from_json(text).unwrap_err();
    let codes: Vec<&str> = error.findings().iter().map(|one| one.code().as_str()).collect();
    assert_eq!(codes.len(), 3, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == "unknown_key").count(), 2, "{codes:?}");
}

#[test]
fn what_stands_in_place_of_what_is_told_in_both_languages_and_all_at_once() {
    let document = spoilt_framework(&[
        ("/agencies", json!({})),
        ("/id", json!(5)),
        ("/nodes/0/code", json!(null)),
        ("/nodes/1/rule", json!({"kind": 7})),
        ("/total", json!([1])),
        ("/valid/from", json!(true)),
    ]);
    let error = Framework::from_json(document.to_string()).unwrap_err();
    let told = |lang| error.findings().iter().map(|one| one.message(lang)).collect::<Vec<_>>();
    let [en, vi] = [Lang::En, Lang::Vi].map(|lang| told(lang).join("\n"));
    for said in [
        "expected a list [ ], found an object { }",
        "expected a text in quotes, found a whole number “5”",
        "expected a text in quotes, found null",
        "expected a text in quotes, found a whole number “7”",
        "expected a number, bare or in quotes",
        "expected a year, or a day such as 2025-07-01, found true or false “true”",
    ] {
        assert!(en.contains(said), "{said}: {en}");
    }
    for said in [
        "cần danh sách [ ], không phải đối tượng { }",
        "cần chữ trong ngoặc kép, không phải số “5”",
        "cần năm, hoặc ngày như 2025-07-01, không phải true hoặc false “true”",
    ] {
        assert!(vi.contains(said), "{said}: {vi}");
    }
    assert_eq!(error.findings().len(), 6, "{en}");
}

#[test]
fn a_text_in_which_nothing_ends_or_all_lies_in_each_other_is_told_and_done() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let whole = framework_document().to_string();
    for text in [
        deep.clone(),
        format!(r#"{{"id": 5, "nodes": {deep}}}"#),
        format!(r#"{{"id": 5, "x": {}1{}}}"#, r#"{"nodes": ["#.repeat(9_000), "]}".repeat(9_000)),
        whole[..whole.len() - 1].to_owned(),
        format!("{whole} {whole}"),
        r#"{"id": "\ud800", "x": 1e999}"#.to_owned(),
    ] {
        let error = Framework::from_json(&text).unwrap_err();
        assert!(!error.findings().is_empty() && error.findings().len() < 30, "{error}");
        assert!(error.findings().iter().all(|one| one.place().line == Some(1)), "{error}");
    }
    let told = |text: String| Framework::from_json(text).unwrap_err().text(Lang::Vi);
    assert!(told(format!("{whole} 1")).contains("còn nội dung thừa ở cuối"));
    assert!(told(whole[..9].to_owned()).contains("nội dung dừng giữa chừng"));
    assert!(told(whole.replacen(':', "", 1)).contains("sai cú pháp"));
}

#[test]
fn a_key_that_stands_twice_is_told_where_it_stands_again() {
    let text = sheet_document().to_string().replacen(
        "\"done\":\"58\"",
        "\"done\":\"58\",\"done\":\"58\"",
        1,
    );
    let (codes, units) = told(&text);
    assert_eq!((codes[0].0, units), ("duplicate_key", 1), "{codes:?}");
    for free in [r#"{"answers":{"a":"1","a":"2"}}"#, r#"{"groups":{"a":{"x":"1","x":"1"}}}"#] {
        let text = sheet_document().to_string().replacen(r#"{"level":"full"}"#, free, 1);
        let (codes, _) = told(&text);
        assert_eq!(codes[0].0, "duplicate_key", "{codes:?}");
    }
}
