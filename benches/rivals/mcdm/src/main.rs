//! Reads, sums and ranks with the crate `mcdm`: `rival-mcdm UNITS DIR`. It gives scores; ranks are made of them here.

use std::collections::HashMap;
use std::error::Error;
use std::time::Instant;

use mcdm::Rank;
use nalgebra::{DMatrix, DVector};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [count, dir] = args.as_slice() else { return Err("rival-mcdm UNITS DIR".into()) };
    let file = |name: &str| std::fs::read_to_string(format!("{dir}/{name}"));
    let ruler = file("framework.csv")?;
    let rows = ruler.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let maxima = rows.filter(|row| row[2] == "3").map(|row| row[3].parse());
    let maxima: Vec<f64> = maxima.collect::<Result<_, _>>()?;

    let mut last = Instant::now();
    let mut step = |name: &str| {
        println!("TIME,mcdm,{count},{name},{:.6}", last.elapsed().as_secs_f64());
        last = Instant::now();
    };
    let table = file(&format!("final_{count}.csv"))?;
    let mut names = Vec::new();
    let mut parts = Vec::new();
    for line in table.lines().skip(1) {
        let mut cells = line.split(',');
        names.push(cells.next().unwrap_or_default());
        for (cell, max) in cells.zip(&maxima) {
            parts.push(cell.parse::<f64>()? / max);
        }
    }
    let matrix = DMatrix::from_row_slice(names.len(), maxima.len(), &parts);
    step("read");
    let whole: f64 = maxima.iter().sum();
    let weights = DVector::from_iterator(maxima.len(), maxima.iter().map(|max| max / whole));
    let scores = matrix.rank_weighted_sum(&weights)?;
    step("sum");
    let mut sorted: Vec<f64> = scores.iter().copied().collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut places = HashMap::new();
    for (place, score) in sorted.iter().enumerate() {
        places.entry(score.to_bits()).or_insert(place + 1);
    }
    let ranks: Vec<usize> = scores.iter().map(|score| places[&score.to_bits()]).collect();
    step("rank");

    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
    println!("MEM,mcdm,{count},peak_MiB,{}", peak.unwrap_or(0) / 1024);
    let exact = file(&format!("exact_{count}.csv"))?;
    let exact: HashMap<&str, &str> =
        exact.lines().filter_map(|line| Some((line.split(',').next()?, line.rsplit(',').next()?))).collect();
    let wrong = names.iter().zip(&ranks).filter(|(name, rank)| exact.get(*name) != Some(&rank.to_string().as_str()));
    println!("EXACT,mcdm,{count},units_with_wrong_rank,{}", wrong.count());
    Ok(())
}
