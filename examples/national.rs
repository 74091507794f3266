//! A complete evaluation of all units of a country, with the time of each step.
//!
//! ```sh
//! cargo run --release --example national -- DIR N
//! ```
//!
//! reads `framework.csv`, `units_N.csv` and `final_N.csv` in DIR and compares the result with
//! `exact_N.csv`, if it exists; without arguments the example makes a small set of its own.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use par_index::Inputs;
use par_index_sheets::{read_columns, read_framework_file, read_register};
use rayon::prelude::*;

/// The settings that a framework table does not contain; none of them matters where every leaf has
/// final points.
const POLICIES: &str = r#"{"policies": {"not_applicable": "rescale", "no_survey": "rescale",
    "missing": "incomplete", "ties": "competition", "award": {"digits": 2}, "print": {"digits": 2},
    "bonus_cap": "0", "deduction_cap": "0"}, "index": "par", "provenance": "illustrative"}"#;

/// The year of the data set; the files do not name it.
const YEAR: u16 = 2023;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.as_slice() {
        [dir, count] => job(count, &|name| fs::read(Path::new(dir).join(name))),
        [] => job("40", &small_set),
        _ => Err("national DIR N, or nothing".into()),
    }
}

fn job(
    count: &str,
    file: &(dyn Fn(&str) -> std::io::Result<Vec<u8>> + Sync),
) -> Result<(), Box<dyn Error>> {
    let table = file("framework.csv")?;
    let policies = Some(("policies.json", POLICIES.as_bytes()));
    let framework = read_framework_file("framework.csv", &table, policies)?;
    let codes = |depth: usize| -> Vec<&str> {
        let nodes = framework.nodes().iter().filter(|node| node.depth() == depth);
        nodes.map(|node| node.code().as_str()).collect()
    };
    let (fields, criteria) = (codes(1), codes(2));

    let mut clock = Clock { count, last: Instant::now() };
    let (registered, scores) = rayon::join(
        || file(&format!("units_{count}.csv")).map(|units| read_register("units.csv", &units)),
        || file(&format!("final_{count}.csv")),
    );
    let ((register, found), scores) = (registered?, scores?);
    let inputs = Inputs::new(&framework).for_year(YEAR).with_register(register);
    let (columns, findings) = read_columns(inputs, "final.csv", &scores);
    drop(scores);
    clock.step("read");
    if let Some(finding) = found.iter().chain(&findings).next() {
        return Err(finding.message(par_index::Lang::En).into());
    }

    let nodes: Vec<&str> = criteria.iter().chain(&fields).copied().chain(["total"]).collect();
    let sums = columns.sums(&nodes)?;
    let (index, of_nodes) = sums.split_last().ok_or("no sums")?;
    let of_fields = &of_nodes[criteria.len()..];
    clock.step("aggregate");

    let ranks = columns.ranks(index)?;
    let by_field: Vec<_> =
        of_fields.par_iter().map(|field| columns.ranks(field)).collect::<Result<_, _>>()?;
    clock.step("rank");

    let in_groups = columns.ranks_in_groups(index)?;
    clock.step("group_rank");

    let losses = columns.losses();
    clock.step("gaps_all");

    let rows = (0..columns.units().len()).into_par_iter();
    let largest: Vec<_> = rows.map(|row| columns.largest_losses(row, 10)).collect();
    clock.step("gaps_per_unit");

    let others = of_fields.par_iter().map(|field| columns.ranks(&index.without(field)?));
    let without: Vec<_> = others.collect::<Result<_, _>>()?;
    clock.step("drop_each_field");

    if let Some(peak) = peak_kib() {
        println!("MEM,par-index,{count},peak_MiB,{}", peak.div_ceil(1024));
    }
    if let Ok(exact) = file(&format!("exact_{count}.csv")) {
        let exact = String::from_utf8(exact)?;
        let exact = exact.lines().skip(1).filter_map(|line| {
            Some((line.split(',').next()?, line.rsplit(',').next()?.parse::<u32>().ok()?))
        });
        let exact: std::collections::HashMap<&str, u32> = exact.collect();
        let known = columns.units().iter().zip(&ranks);
        let wrong = known.filter(|(unit, rank)| exact.get(unit.id.as_str()).copied() != **rank);
        println!("EXACT,par-index,{count},units_with_wrong_rank,{}", wrong.count());
    }
    let first = ranks.iter().position(|rank| *rank == Some(1)).ok_or("nobody is first")?;
    let units = columns.units();
    println!(
        "\n{} units, {} nodes summed, {} rankings by field and {} without one",
        units.len(),
        sums.len(),
        by_field.len(),
        without.len()
    );
    println!("first: {}, in its group rank {}", units[first].id, in_groups[first].unwrap_or(0));
    println!("most lost by all units:");
    losses.iter().take(3).for_each(|(code, lost)| println!("  {code:<8} {lost:>10.2}"));
    println!("most lost by {}:", units[first].id);
    largest[first].iter().take(3).for_each(|(code, lost)| println!("  {code:<8} {lost:>10.2}"));
    Ok(())
}

/// Prints the time that each step took.
struct Clock<'a> {
    count: &'a str,
    last: Instant,
}

impl Clock<'_> {
    fn step(&mut self, name: &str) {
        println!("TIME,par-index,{},{name},{:.6}", self.count, self.last.elapsed().as_secs_f64());
        self.last = Instant::now();
    }
}

/// The highest memory use of this process, where the system reports it.
fn peak_kib() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A small set with two fields, four components and forty units; the scores follow from the number
/// of the unit.
fn small_set(name: &str) -> std::io::Result<Vec<u8>> {
    let framework = "code,parent,level,max,scorer\nPAR,,0,10.00,\nF1,PAR,1,6.00,\nF2,PAR,1,4.00,\n\
        F1.1,F1,2,6.00,\nF2.1,F2,2,4.00,\nF1.1.1,F1.1,3,2.00,appraisal\nF1.1.2,F1.1,3,4.00,appraisal\n\
        F2.1.1,F2.1,3,1.50,appraisal\nF2.1.2,F2.1,3,2.50,survey\n";
    let mut units = "unit,group\n".to_owned();
    let mut scores = "unit,F1.1.1,F1.1.2,F2.1.1,F2.1.2\n".to_owned();
    for n in 0..40 {
        let _ = writeln!(units, "u{n:02},g{}", n % 3);
        let [a, b, c, d] = [(7, 201), (11, 401), (13, 151), (17, 251)].map(|(step, max)| {
            let hundredths = (n + 3) * step * step % max;
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        });
        let _ = writeln!(scores, "u{n:02},{a},{b},{c},{d}");
    }
    match name {
        "framework.csv" => Ok(framework.into()),
        "units_40.csv" => Ok(units.into_bytes()),
        "final_40.csv" => Ok(scores.into_bytes()),
        _ => Err(std::io::ErrorKind::NotFound.into()),
    }
}
