//! The synthetic sets of 63, 700 and 10,000 units against an exact judge in another language:
//! ranks overall and per field, losses per component, wide and long.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::common::{csv_rows, folder, has, par_index, par_index_in, shared, write};

const FIELDS: [&str; 8] = ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"];

/// Makes the set of `n` units and its exact answers; `false` where the tools are absent.
fn make(n: usize, at: &Path) -> bool {
    let Some(bench) = shared("bench") else { return false };
    if !has("python3") {
        return false;
    }
    let run = |script: &str, args: &[&str]| {
        let done = Command::new("python3").arg(bench.join(script)).args(args).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let (n, at) = (n.to_string(), at.to_str().unwrap());
    run("generate.py", &[&n, at, "--long"]);
    run("judge.py", &[&n, at]);
    true
}

fn rows(at: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    csv_rows(&std::fs::read_to_string(at.join(name)).unwrap())
}

/// Points as the judge writes them: hundredths.
fn hundredths(points: &str) -> i64 {
    let (whole, places) = points.split_once('.').unwrap_or((points, ""));
    assert!(places.len() <= 2, "{points}");
    format!("{whole}{places:0<2}").parse().unwrap()
}

/// 1 + the number strictly better, by sorting once.
fn ranks(values: &[i64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    values.iter().map(|value| 1 + sorted.partition_point(|other| other > value)).collect()
}

fn agrees(n: usize) {
    let at = folder();
    let at = at.path();
    if !make(n, at) {
        return;
    }
    let exact = rows(at, &format!("exact_{n}.csv"));
    let weak = rows(at, &format!("exact_weak_{n}.csv"));
    for table in [format!("final_{n}.csv"), format!("scores_{n}.csv")] {
        let run = |args: &[&str]| {
            let base = ["-f", "framework.csv", &table, "--year", "2023", "--format", "csv"];
            let ran = par_index_in(at, &[&args[..1], &base, &args[1..]].concat(), "");
            assert_eq!(ran.code, 0, "{}", ran.err);
            ran.csv()
        };
        let by_unit =
            |rows: Vec<BTreeMap<String, String>>| -> BTreeMap<String, BTreeMap<String, String>> {
                rows.into_iter().map(|row| (row["unit"].clone(), row)).collect()
            };
        // The whole.
        let ranked = by_unit(run(&["rank"]));
        assert_eq!(ranked.len(), n);
        let wrong = exact.iter().filter(|row| {
            let ours = &ranked[&row["unit"]];
            ours["rank"] != row["rank"]
                || hundredths(&ours["obtained"]).to_string() != row["index_x100"]
        });
        assert_eq!(wrong.count(), 0, "{table}");
        // Every field, ranked by the judge's exact points.
        for field in FIELDS {
            let key = format!("{field}_x100");
            let points: Vec<i64> = exact.iter().map(|row| row[&key].parse().unwrap()).collect();
            let ranked = by_unit(run(&["rank", "--node", field]));
            let wrong =
                exact.iter().zip(&points).zip(ranks(&points)).filter(|((row, points), rank)| {
                    let ours = &ranked[&row["unit"]];
                    hundredths(&ours["obtained"]) != **points || ours["rank"] != rank.to_string()
                });
            assert_eq!(wrong.count(), 0, "{table} {field}");
        }
        // Losses per component, and their order.
        let lost = run(&["weak"]);
        assert_eq!(lost.len(), weak.iter().filter(|row| row["points_lost_x100"] != "0").count());
        let mut wanted: Vec<&BTreeMap<String, String>> = weak.iter().collect();
        wanted.sort_by_key(|row| row["rank"].parse::<usize>().unwrap());
        for (ours, exact) in lost.iter().zip(wanted) {
            assert_eq!(ours["code"], exact["component"], "{table}");
            assert_eq!(hundredths(&ours["lost"]).to_string(), exact["points_lost_x100"], "{table}");
            assert_eq!(
                hundredths(&ours["obtained"]).to_string(),
                exact["attainment_num"],
                "{table}"
            );
        }
    }
}

/// Columns against the same sums and sorts in plain integers, for every unit of a set.
fn columns_agree(n: usize) {
    let at = folder();
    let at = at.path();
    if !make(n, at) {
        return;
    }
    let bytes = |name: &str| std::fs::read(at.join(name)).unwrap();
    let framework =
        par_index_sheets::read_framework_file("framework.csv", &bytes("framework.csv"), None)
            .unwrap();
    let (register, found) =
        par_index_sheets::read_register("units.csv", &bytes(&format!("units_{n}.csv")));
    assert!(found.is_empty());
    let inputs = par_index::Inputs::new(&framework).for_year(2023).with_register(register);
    let (columns, findings) =
        par_index_sheets::read_columns(inputs, "final.csv", &bytes(&format!("final_{n}.csv")));
    assert!(findings.iter().all(|finding| !finding.is_error()), "{findings:?}");
    let places = |ranks: Vec<Option<u32>>| -> Vec<usize> {
        ranks.into_iter().map(|rank| usize::try_from(rank.unwrap()).unwrap()).collect()
    };

    let maxima: Vec<(String, i64)> = rows(at, "framework.csv")
        .into_iter()
        .filter(|row| row["level"] == "3")
        .map(|row| (row["code"].clone(), hundredths(&row["max"])))
        .collect();
    let table = rows(at, &format!("final_{n}.csv"));
    let groups: Vec<String> =
        rows(at, &format!("units_{n}.csv")).into_iter().map(|row| row["group"].clone()).collect();
    let units: Vec<&str> = columns.units().iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!(units, table.iter().map(|row| row["unit"].as_str()).collect::<Vec<&str>>());
    let points: Vec<Vec<i64>> = table
        .iter()
        .map(|row| maxima.iter().map(|(code, _)| hundredths(&row[code])).collect())
        .collect();
    let field_of = |code: &str| code.split('.').next().unwrap().to_owned();
    let sum = |keep: &dyn Fn(&str) -> bool| -> Vec<i64> {
        let kept = |row: &Vec<i64>| {
            row.iter()
                .zip(&maxima)
                .filter(|(_, (code, _))| keep(code))
                .map(|(points, _)| points)
                .sum()
        };
        points.iter().map(kept).collect()
    };

    let index = &columns.sums(&["total"]).unwrap()[0];
    let whole = sum(&|_| true);
    assert_eq!(places(columns.ranks(index).unwrap()), ranks(&whole));
    let mut in_groups = vec![0; n];
    for group in groups.iter().collect::<std::collections::BTreeSet<_>>() {
        let members: Vec<usize> = (0..n).filter(|row| groups[*row] == *group).collect();
        let own: Vec<i64> = members.iter().map(|row| whole[*row]).collect();
        members.iter().zip(ranks(&own)).for_each(|(row, rank)| in_groups[*row] = rank);
    }
    assert_eq!(places(columns.ranks_in_groups(index).unwrap()), in_groups);
    for field in FIELDS {
        let sums = &columns.sums(&[field]).unwrap()[0];
        assert_eq!(
            places(columns.ranks(sums).unwrap()),
            ranks(&sum(&|code| field_of(code) == field))
        );
        let others = ranks(&sum(&|code| field_of(code) != field));
        assert_eq!(
            places(columns.ranks(&index.without(sums).unwrap()).unwrap()),
            others,
            "without {field}"
        );
    }
    for (row, own) in points.iter().enumerate() {
        let mut lost: Vec<(i64, &str)> = own
            .iter()
            .zip(&maxima)
            .map(|(points, (code, max))| (max - points, code.as_str()))
            .filter(|(lost, _)| *lost > 0)
            .collect();
        lost.sort_by_key(|(lost, _)| std::cmp::Reverse(*lost));
        lost.truncate(10);
        let ours: Vec<(i64, &str)> = columns
            .largest_losses(row, 10)
            .into_iter()
            .map(|(code, lost)| (hundredths(&lost.to_string()), code.as_str()))
            .collect();
        assert_eq!(ours, lost, "{}", units[row]);
    }
    let ours: Vec<(String, String)> = columns
        .losses()
        .into_iter()
        .map(|(code, lost)| (code.to_string(), hundredths(&lost.to_string()).to_string()))
        .collect();
    assert_eq!(ours, exact_losses(at, n));
}

/// What all units lose by each component, in hundredths, the most first.
fn exact_losses(at: &Path, n: usize) -> Vec<(String, String)> {
    let mut exact = rows(at, &format!("exact_weak_{n}.csv"));
    exact.retain(|row| row["points_lost_x100"] != "0");
    exact.sort_by_key(|row| row["rank"].parse::<usize>().unwrap());
    let lost = |row: &BTreeMap<String, String>| {
        (row["component"].clone(), row["points_lost_x100"].clone())
    };
    exact.iter().map(lost).collect()
}

#[test]
fn columns_of_every_set() {
    [63, 700, 10_000].into_iter().for_each(columns_agree);
}

#[test]
fn sixty_three_units() {
    agrees(63);
}

#[test]
fn seven_hundred_units() {
    agrees(700);
}

#[test]
fn ten_thousand_units() {
    agrees(10_000);
}

/// Three sheets broken in three ways: the other 121 are computed as if nothing were.
#[test]
fn three_broken_of_a_hundred_and_twenty_four() {
    let at = folder();
    let at = at.path();
    if !make(124, at) {
        return;
    }
    let text = std::fs::read_to_string(at.join("final_124.csv")).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let codes: Vec<String> = lines[0].split(',').map(str::to_owned).collect();
    // Row, column, text, finding, cell.
    let slips = [
        (11, 2, "bốn", "unknown_word", "C12"),
        (57, 27, "99", "out_of_range", "AB58"),
        (124, 100, "#REF!", "spreadsheet_error", "CW125"),
    ];
    let mut broken = Vec::new();
    for (row, column, slip, _, _) in slips {
        let mut cells: Vec<&str> = lines[row].split(',').collect();
        broken.push(cells[0].to_owned());
        cells[column] = slip;
        lines[row] = cells.join(",");
    }
    write(at, "broken.csv", lines.join("\n") + "\n");
    let ran = par_index_in(
        at,
        &["rank", "-f", "framework.csv", "broken.csv", "--year", "2023", "--format", "json"],
        "",
    );
    assert_eq!(ran.code, 1);
    let result = ran.json();
    let errors: Vec<&serde_json::Value> = result["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .collect();
    assert_eq!(errors.len(), 3, "{errors:#?}");
    for (finding, ((_, column, slip, code, cell), unit)) in
        errors.iter().zip(slips.iter().zip(&broken))
    {
        assert_eq!(finding["code"], *code);
        assert_eq!(finding["cell"], *cell);
        assert_eq!(finding["unit"], **unit);
        assert_eq!(finding["node"], codes[*column].as_str());
        assert_eq!(finding["found"], *slip);
        assert_eq!(finding["file"], "broken.csv");
    }
    let rows = result["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 124);
    let computed: Vec<_> = rows.iter().filter(|row| row["state"] == "complete").collect();
    assert_eq!(computed.len(), 121);
    // Their points and ranks are those of a ranking without the three.
    let exact = rows_of(at);
    let kept: Vec<_> = exact.iter().filter(|row| !broken.contains(&row["unit"])).collect();
    let points: Vec<i64> = kept.iter().map(|row| row["index_x100"].parse().unwrap()).collect();
    for ((row, points), rank) in kept.iter().zip(&points).zip(ranks(&points)) {
        let ours = computed.iter().find(|ours| ours["unit"] == row["unit"].as_str()).unwrap();
        assert_eq!(hundredths(ours["obtained"].as_str().unwrap()), *points);
        assert_eq!(ours["rank"], rank);
    }
    for unit in &broken {
        let row = rows.iter().find(|row| row["unit"] == unit.as_str()).unwrap();
        assert_eq!((row["state"].as_str(), row["rank"].is_null()), (Some("in_error"), true));
        assert!(row["obtained"].is_null() && row["ratio"].is_null());
    }
    // Asked to be strict, nothing is computed.
    let strict = par_index_in(
        at,
        &[
            "rank",
            "-f",
            "framework.csv",
            "broken.csv",
            "--year",
            "2023",
            "--strict",
            "--format",
            "json",
        ],
        "",
    );
    assert_eq!((strict.code, strict.json()["rows"].as_array().unwrap().len()), (1, 0));
}

fn rows_of(at: &Path) -> Vec<BTreeMap<String, String>> {
    rows(at, "exact_124.csv")
}

/// The binary is there at all: the other tests may skip.
#[test]
fn the_command_answers() {
    let ran = par_index(&[
        "rank",
        "-f",
        "hon-quan-2023",
        "samples/communes-2023.json",
        "--format",
        "csv",
    ]);
    assert_eq!((ran.code, ran.csv().len()), (0, 13), "{}", ran.err);
}
