//! The examples in other languages run, and say what the command says.

use std::process::Command;

use crate::common::{has, par_index, root};

/// What an example prints; `None` where its tools are absent.
fn example(tool: &str, file: &str, needs: &[&str]) -> Option<String> {
    let there = has(tool)
        && needs.iter().all(|module| {
            let there = Command::new(tool).args(["-c", &format!("import {module}")]).output();
            let there = there.is_ok_and(|done| done.status.success());
            if !there {
                println!("skipped: {tool} has no {module}");
            }
            there
        });
    if !there {
        return None;
    }
    let done = Command::new(tool)
        .arg(root().join("examples/calling").join(file))
        .env("PAR_INDEX", env!("CARGO_BIN_EXE_par-index"))
        .current_dir(root())
        .output()
        .unwrap();
    assert!(done.status.success(), "{file}: {}", String::from_utf8_lossy(&done.stderr));
    Some(String::from_utf8(done.stdout).unwrap())
}

#[test]
fn a_shell_pipes_rows_into_jq() {
    if !has("jq") {
        return;
    }
    let done = Command::new("sh")
        .arg("examples/calling/shell.sh")
        .env("PAR_INDEX", env!("CARGO_BIN_EXE_par-index"))
        .current_dir(root())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let out = String::from_utf8(done.stdout).unwrap();
    let rows = par_index(&[
        "weak",
        "-f",
        "hon-quan-2023",
        "samples/communes-2023.json",
        "--by",
        "lead",
        "--format",
        "csv",
    ])
    .csv();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), rows.len());
    for (line, row) in lines.iter().zip(&rows) {
        let lead = if row["lead"].is_empty() { "none" } else { &row["lead"] };
        assert_eq!(*line, format!("{}\t{lead}\t{}", row["position"], row["lost"]));
    }
}

#[test]
fn python_keeps_points_exact() {
    let Some(out) = example("python3", "table.py", &["pandas"]) else { return };
    let rows = par_index(&[
        "score",
        "-f",
        "hon-quan-2023",
        "samples/communes-2023.json",
        "--format",
        "csv",
    ])
    .csv();
    // The same sum by integers: hundredths.
    let lost = rows.iter().filter(|row| row["code"].len() == 1 && !row["lost"].is_empty());
    let hundredths = |text: &str| {
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{places:0<2}").parse::<i64>().unwrap()
    };
    let sum: i64 = lost.map(|row| hundredths(&row["lost"])).sum();
    let last = out.lines().last().unwrap();
    assert_eq!(hundredths(last.strip_prefix("together ").unwrap()), sum, "{out}");
}

#[test]
fn node_sends_one_request() {
    let Some(out) = example("node", "call.js", &[]) else { return };
    let result =
        par_index(&["rank", "-f", "hon-quan-2023", "samples/communes-2023.json", "--by-group"])
            .json();
    let rows = result["rows"].as_array().unwrap();
    let town = rows.iter().filter(|row| row["group"] == "town").count();
    assert!(town > 0);
    assert_eq!(out.lines().count(), town + 1);
    assert_eq!(out.lines().last().unwrap(), format!("seal {}", result["seal"].as_str().unwrap()));
}
