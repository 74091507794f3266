//! docs/limits.md says the bounds that stand in the sources, and names tests that there are.

use std::path::Path;

const PAGE: &str = include_str!("../../docs/limits.md");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// A constant of a source, worked out: a number, maybe shifted.
fn constant(file: &str, name: &str) -> u64 {
    let source = std::fs::read_to_string(root().join(file)).unwrap();
    let line = source.lines().find(|line| line.contains(&format!("const {name}: ")));
    let line = line.unwrap_or_else(|| panic!("{file} has no {name}"));
    let value = line.split_once(" = ").unwrap().1.trim_end_matches(';').replace('_', "");
    let number = |text: &str| text.trim().parse::<u64>().unwrap_or_else(|_| panic!("{line}"));
    match value.split_once("<<") {
        Some((number_, by)) => number(number_) << number(by),
        None => number(&value),
    }
}

/// A bound as the page writes it: `1 GiB`, `256 MiB`, `131,072 bytes`, `64`.
fn bound(cell: &str) -> u64 {
    let mut parts = cell.split_whitespace();
    let number: u64 = parts.next().unwrap().replace(',', "").parse().unwrap();
    match parts.next() {
        Some("GiB") => number << 30,
        Some("MiB") => number << 20,
        None | Some("bytes") => number,
        Some(other) => panic!("{cell}: {other}"),
    }
}

/// Whether a file of tests, or the tests of a source, hold a name: as a function, or as a case.
fn is_tested(name: &str) -> bool {
    let mut open = ["tests", "crates", "src"].map(|part| root().join(part)).to_vec();
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let is_case = path.components().any(|part| part.as_os_str() == "tests");
                if text.contains(&format!("fn {name}("))
                    || is_case && text.contains(&format!("\"{name}\""))
                {
                    return true;
                }
            }
        }
    }
    false
}

#[test]
fn every_bound_is_that_of_the_source_and_has_its_test() {
    let rows = PAGE.lines().filter(|line| line.starts_with("| ") && line.contains(".rs`"));
    let mut checked = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let place = cells.iter().find(|cell| cell.contains(".rs` `")).unwrap();
        let [file, name] = quoted(place)[..] else { panic!("{row}") };
        assert_eq!(bound(cells[1]), constant(file, name), "{row}");
        let [_, test] = quoted(cells.last().unwrap())[..] else { panic!("{row}") };
        assert!(is_tested(test), "no test: {row}");
        checked += 1;
    }
    assert!(checked > 25, "{checked}");
    assert_eq!(constant("src/work.rs", "LIMIT"), 20_000_000);
    assert!(PAGE.contains("20,000,000 units of work"));
}
