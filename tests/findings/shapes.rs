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
