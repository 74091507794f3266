//! The pages under docs/ are true: their documents are read without findings that are errors, and
//! the format pages know every key.

use std::collections::BTreeSet;
use std::path::Path;

use par_index::spec::RuleSpec;
use par_index::{Basis, Framework, Lang, read, score_all};
use serde_json::Value;

const FORMATS: &str = concat!(
    include_str!("../../docs/formats.md"),
    include_str!("../../docs/formats/framework.md"),
    include_str!("../../docs/formats/assessments.md"),
    include_str!("../../docs/formats/directives.md"),
    include_str!("../../docs/formats/table-framework.md"),
    include_str!("../../docs/formats/table-efforts.md"),
);

/// The blocks of a page fenced as a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("\n```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect()
}

fn example() -> (Framework, par_index::Input) {
    let blocks = blocks(FORMATS, "json");
    let [ruler, sheets] = blocks[..] else { panic!("a framework and its assessments") };
    let fw = Framework::from_json(ruler).unwrap_or_else(|error| panic!("{error}"));
    let input = read(&fw, sheets);
    (fw, input)
}

#[test]
fn the_documents_of_the_format_page_are_read() {
    let (fw, input) = example();
    assert_eq!(fw.findings(), []);
    assert_eq!(input.findings, []);

    let all = score_all(&fw, &input.assessments, Basis::Final);
    let card = all.card("xa-mau-01").unwrap();
    let (obtained, possible) = (card.total().obtained(), card.total().possible());
    let stated = format!(": {obtained} of {possible} points.");
    assert!(FORMATS.contains(&stated), "not on the page{stated}");
    assert_eq!(all.card("xa-mau-02").unwrap().state().as_str(), "not_reported");
}

/// The kinds of rule, as the schema lists them.
fn every_kind() -> BTreeSet<&'static str> {
    let schema = include_str!("../../schemas/framework.json");
    let list = schema.split("\"Kind\": {").nth(1).unwrap().split(']').next().unwrap();
    let kinds = list.split("\"const\": \"").skip(1);
    kinds.map(|kind| kind.split('"').next().unwrap()).collect()
}

#[test]
fn every_rule_kind_stands_in_the_example() {
    let (fw, _) = example();
    let kinds: BTreeSet<&str> =
        fw.leaves().filter_map(|node| Some(node.leaf()?.rule().kind())).collect();
    assert_eq!(kinds, every_kind());
}

/// The keys of every object a schema describes.
fn keys(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                found.extend(properties.keys().cloned());
            }
            object.values().for_each(|value| keys(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn the_format_page_names_every_key() {
    let mut found = BTreeSet::new();
    for schema in [
        include_str!("../../schemas/framework.json"),
        include_str!("../../schemas/assessment.json"),
        include_str!("../../schemas/directive.json"),
        include_str!("../../schemas/progress.json"),
        include_str!("../../schemas/efforts.json"),
    ] {
        keys(&serde_json::from_str(schema).unwrap(), &mut found);
    }
    assert!(found.len() > 60, "{found:?}");
    let named = |key: &String| {
        FORMATS.contains(&format!("`{key}`")) || FORMATS.contains(&format!("\"{key}\":"))
    };
    let silent: Vec<&String> = found.iter().filter(|key| !named(key)).collect();
    assert!(silent.is_empty(), "not on the page: {silent:?}");
}

/// Both lines of each row of the rules table are read, and say the same.
#[test]
fn the_lines_of_the_rules_table_are_read() {
    let rows = FORMATS.lines().filter(|line| line.starts_with("| `") && line.contains("` · `"));
    let mut read = BTreeSet::new();
    for row in rows {
        let cell = row.trim_end_matches(" |").rsplit_once("| ").unwrap().1;
        let (en, vi) = cell.trim_matches('`').split_once("` · `").unwrap();
        let rule = RuleSpec::from_line(en).unwrap();
        assert_eq!(rule, RuleSpec::from_line(vi).unwrap(), "{row}");
        assert_eq!(
            (rule.to_line(Lang::En).as_deref(), rule.to_line(Lang::Vi).as_deref()),
            (Some(en), Some(vi))
        );
        assert!(row.starts_with(&format!("| `{}`", rule.kind.as_str())), "{row}");
        read.insert(rule.kind.as_str());
    }
    assert_eq!(read, every_kind());
}

/// Tests of the semantics are named after its rules, and sources cite them: each stands on the
/// page once.
#[test]
fn the_rules_that_tests_and_sources_name_stand_on_the_semantics_page() {
    let page = include_str!("../../docs/semantics.md");
    let mut rules: BTreeSet<String> =
        ["B1", "B5", "B6", "B7", "B8", "B9", "B10", "L2", "M11"].map(str::to_owned).into();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/semantics");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    for file in files.filter(|file| file.is_file()) {
        let text = std::fs::read_to_string(file).unwrap();
        for name in text.lines().filter_map(|line| line.strip_prefix("fn ")) {
            let rule = name.split('_').next().unwrap_or_default().to_uppercase();
            let (letter, number) = rule.split_at(1);
            if "ABCDEFGHIKLMPQSTUVW".contains(letter) && number.parse::<u8>().is_ok() {
                rules.insert(rule);
            }
        }
    }
    assert!(rules.len() > 40, "{rules:?}");
    let wrong: Vec<&String> =
        rules.iter().filter(|rule| page.matches(&format!("**{rule}.**")).count() != 1).collect();
    assert!(wrong.is_empty(), "not once on the page: {wrong:?}");
}
