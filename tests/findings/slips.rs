//! Several slips at once.

use super::*;

#[test]
fn five_slips_are_reported_at_once() {
    let document = spoilt_framework(&[
        ("/total", json!("99")),
        ("/nodes/0/children/0/rule/levels/1/points", json!("0.5.5")),
        ("/nodes/0/children/1/rule/part", Value::Null),
        ("/nodes/0/children/2/code", json!("1.1")),
        ("/nodes/1/lead", json!(["kho-bac"])),
        ("/policies/missing", Value::Null),
    ]);
    let error: Error = Framework::from_json(document.to_string()).unwrap_err();
    assert!(error.is_refused());
    let errors = error.findings().iter().filter(|finding| finding.is_error());
    let mut codes: Vec<&str> = errors.map(|finding| finding.code().as_str()).collect();
    codes.sort_unstable();
    let wanted = [
        "bad_number",
        "duplicate_code",
        "part_required",
        "policy_required",
        "sum_of_children",
        "unknown_agency",
    ];
    assert_eq!(codes, wanted);
    for finding in error.findings() {
        placed(finding, &document);
        assert!(error.to_string().contains(&finding.to_string()));
    }
}

#[test]
fn slips_of_one_sheet_are_reported_at_once() {
    let document = spoilt_sheet(&[
        ("/entries/0/self/facts/level", json!("half")),
        ("/entries/1/appraised/facts/done", json!("61")),
        ("/entries/2/self/points", json!("9")),
        ("/entries/3/appraised", json!({"points": "1"})),
        ("/bonus", json!("1,5")),
    ]);
    let input = read(&ruler(), document.to_string());
    let codes: Vec<&str> = input.findings.iter().map(|finding| finding.code().as_str()).collect();
    let wanted = ["not_a_level", "done_over_of", "out_of_range", "wrong_stage", "bad_number"];
    assert_eq!(codes, wanted);
    for finding in &input.findings {
        placed(finding, &document);
    }
}

#[test]
fn three_broken_sheets_do_not_hide_three_good_ones() {
    let ruler = ruler();
    let named = |id: &str, slips: &[(&str, Value)]| {
        let mut document = spoilt_sheet(slips);
        put(&mut document, "/unit/id", json!(id));
        put(&mut document, "/unit/name", json!(id));
        document
    };
    // A bad value, a bad shape, and a shape from which not even the unit can be told.
    let sheets = json!([
        named("a", &[]),
        named("b", &[("/entries/0/self/facts/level", json!("half"))]),
        named("c", &[("/entries/2/appraised/points", json!("2"))]),
        named("d", &[("/bonnus", json!("1"))]),
        named("e", &[]),
        spoilt_sheet(&[("/unit", json!("f"))]),
    ]);
    let input = read(&ruler, serde_json::to_string_pretty(&sheets).unwrap());
    let codes: Vec<&str> = input.findings.iter().map(|finding| finding.code().as_str()).collect();
    assert_eq!(codes.len(), 3, "{codes:?}");
    for code in ["not_a_level", "unknown_key", "bad_json"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    let good = input.assessments.iter().filter(|assessment| !assessment.is_in_error());
    let good: Vec<&str> = good.map(|assessment| assessment.unit().id.as_str()).collect();
    assert_eq!(good, ["a", "c", "e"]);

    let all = score_all(&ruler, &input.assessments, Basis::Final);
    let table = rank(&all);
    let rows: Vec<(&str, Option<usize>, State)> = table
        .rows()
        .iter()
        .map(|row| (row.unit.id.as_str(), row.rank, row.score.state()))
        .collect();
    let wanted = [
        ("c", Some(1), State::Complete),
        ("a", Some(2), State::Complete),
        ("e", Some(2), State::Complete),
        ("b", None, State::InError),
        ("d", None, State::InError),
    ];
    assert_eq!(rows, wanted);
    for row in table.rows().iter().filter(|row| row.rank.is_none()) {
        let numbers = [row.score.possible(), row.score.obtained(), row.score.lost()];
        assert_eq!(numbers, [Points::ZERO; 3]);
        assert_eq!((row.ratio, row.points_to_next, row.margin), (None, None, None));
        assert!(row.grade.label.is_none() && !row.tied);
    }
}

#[test]
fn one_broken_line_does_not_hide_the_others() {
    let line = |id: &str| {
        let mut document = sheet_document();
        put(&mut document, "/unit/id", json!(id));
        document.to_string()
    };
    let text = format!("{}\n{}\n{}\n", line("a"), &line("b")[..60], line("c"));
    let input = read(&ruler(), text);
    let good: Vec<&str> =
        input.assessments.iter().map(|assessment| assessment.unit().id.as_str()).collect();
    assert_eq!(good, ["a", "c"]);
    let finding = only(&input.findings);
    assert_eq!(finding.code(), FindingCode::BadJson);
    assert!(matches!(finding.place().line, Some(2 | 3)), "{finding}");
}

/// A slip in a code is one finding, however deep the node stands.
#[test]
fn a_bad_code_deep_in_the_tree_is_one_finding() {
    let mut node = json!({"code": "7 a", "name": {"vi": "x"}, "max": "4",
        "rule": {"kind": "direct"}});
    for depth in (1..8).rev() {
        let code = vec!["2"; depth].join(".");
        node = json!({"code": code, "name": {"vi": "x"}, "max": "4", "children": [node]});
    }
    let finding = in_framework(&[("/nodes/1", node)]);
    assert_eq!(finding.code(), FindingCode::BadCode);
}

/// Keys that a person left out by accident or typed as nothing.
#[test]
fn the_row_of_a_finding_has_the_columns_of_the_format() {
    let finding = case(FindingCode::NotALevel);
    let row = serde_json::to_string(&finding).unwrap();
    let columns = [
        "severity",
        "code",
        "unit",
        "name",
        "node",
        "stage",
        "file",
        "sheet",
        "cell",
        "line",
        "pointer",
        "found",
        "expected",
        "suggestion",
        "message",
    ];
    let mut last = 0;
    for column in columns {
        let at = row.find(&format!("\"{column}\":")).unwrap_or_else(|| panic!("{column}: {row}"));
        assert!(at >= last, "{column} is out of order: {row}");
        last = at;
    }
}

#[test]
fn take_and_put_do_what_they_say() {
    let mut document = sheet_document();
    take(&mut document, "/bonus");
    assert!(document.get("bonus").is_none());
    assert!(!read(&ruler(), document.to_string()).has_errors());
}

/// A sheet that is no JSON inside a list loses itself and no other.
#[test]
fn one_broken_sheet_of_a_list_does_not_hide_the_others() {
    let sheet = |id: &str| spoilt_sheet(&[("/unit/id", json!(id))]).to_string();
    let text = format!("[\n{},\n{{\"a\":}},\n{},\n{}\n]", sheet("u"), sheet("v"), sheet("w"));
    let input = read(&ruler(), text);
    let units: Vec<&str> = input.assessments.iter().map(|a| a.unit().id.as_str()).collect();
    assert_eq!(units, ["u", "v", "w"]);
    let codes: Vec<&str> = input.findings.iter().map(|f| f.code().as_str()).collect();
    assert_eq!(codes, ["bad_json"]);
    assert_eq!(input.findings[0].place().line, Some(3));
    // What follows keeps its own place in the list.
    let text = format!(
        "[{},{{\"unit\":{{\"id\":\"b\"}}}},{}]",
        sheet("a"),
        spoilt_sheet(&[("/bonus", json!("x"))])
    );
    let input = read(&ruler(), text);
    let pointers: Vec<_> =
        input.findings.iter().filter_map(|f| f.place().pointer.as_deref()).collect();
    assert_eq!(pointers, ["/2/bonus"]);
    assert_eq!(input.assessments.iter().filter(|a| a.is_in_error()).count(), 2);
}
