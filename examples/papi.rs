//! PAPI in two years: rank and group of every province, where one province loses points, and how
//! the results changed although the dimensions were changed too. The figures are made up for this
//! example; no real province is in them.
//!
//! `cargo run --example papi -- vi` prints it in Vietnamese; `-- FILE.csv [CODE]` reads a table of
//! the same shape: `year,code,province`, then a column for each sub-dimension, `SC11` to `SC83`.

use std::collections::{BTreeMap, BTreeSet};

use par_index::analysis::{Crosswalk, compare, crosswalk_rows};
use par_index::framework::embedded_ids;
use par_index::{
    Basis, Cohort, Error, Framework, Inputs, Lang, Order, framework, rank, score_all, view, weak,
};

const FIGURES: &str = include_str!("papi.csv");

/// The framework for a year: that of the generation of PAPI to which the year belongs.
fn ruler(year: u16) -> Result<Framework, Box<dyn std::error::Error>> {
    let papi = embedded_ids().filter(|id| id.starts_with("papi-"));
    let all: Result<Vec<Framework>, Error> = papi.map(framework).collect();
    let all = all?;
    let found = all.iter().find(|fw| fw.is_valid_for(year)).or(all.last());
    Ok(found.ok_or("no framework of PAPI is embedded")?.clone())
}

/// The rows of a year as a wide table: `unit`, `name`, and the columns that have figures; `SC11`
/// becomes 1.1.
fn wide(table: &[Vec<&str>], year: u16) -> String {
    let year = year.to_string();
    let rows = || table.iter().skip(1).filter(|row| row[0] == year);
    let has_figures = |column: &usize| rows().any(|row| !row[*column].is_empty());
    let columns: Vec<usize> = (3..table[0].len()).filter(has_figures).collect();
    let codes = columns.iter().map(|column| {
        let (dimension, part) = table[0][*column].trim_start_matches("SC").split_at(1);
        format!("{dimension}.{part}")
    });
    let head = format!("unit,name,{}", codes.collect::<Vec<_>>().join(","));
    let lines = rows().map(|row| {
        let figures: Vec<&str> = columns.iter().map(|column| row[*column]).collect();
        format!("{},{},{}", row[1], row[2], figures.join(","))
    });
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

fn scored(table: &[Vec<&str>], year: u16) -> Result<Cohort, Box<dyn std::error::Error>> {
    let fw = ruler(year)?;
    let mut inputs = Inputs::new(&fw).for_year(year);
    par_index_sheets::read_input(&mut inputs, "papi.csv", wide(table, year).as_bytes());
    let input = inputs.finish();
    eprint!("{}", view::findings_beside(&input.findings).text(view::Look::default()));
    Ok(score_all(&fw, &input.assessments, Basis::Final))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let lang = if args.iter().any(|arg| arg == "vi") { Lang::Vi } else { Lang::En };
    let look = view::Look { lang, ..view::Look::default() };
    let mut given = args.iter().filter(|arg| !["vi", "en", "--lang"].contains(&arg.as_str()));
    let text = if let Some(file) = given.next() {
        std::fs::read_to_string(file)?
    } else {
        let vi = lang == Lang::Vi;
        println!("{}\n", if vi { "Số liệu minh họa." } else { "Illustrative figures." });
        FIGURES.to_owned()
    };
    let table: Vec<Vec<&str>> =
        text.lines().map(|line| line.trim_end().split(',').collect()).collect();
    let years: BTreeSet<u16> = table.iter().skip(1).filter_map(|row| row[0].parse().ok()).collect();
    let year = *years.last().ok_or("the table has no year")?;
    let now = scored(&table, year)?;
    let ranking = rank(&now);
    let middle = ranking.rows().get(ranking.ranked() / 2).map(|row| row.unit.id.clone());
    let unit = given.next().cloned().or(middle).ok_or("the table has no province")?;
    println!("{}", view::headline(&now, &unit).text(look));
    println!("{}", view::fields_page(&now, &unit).text(look));
    println!("{}", view::ranking_page(&now, &ranking).text(look));
    let list = weak(&now, &unit, Order::PointsLost);
    println!("{}", view::weak_page(&now, &list, Order::PointsLost, 5).text(look));
    if years.contains(&(year - 1)) {
        let before = scored(&table, year - 1)?;
        let (old, new) = (before.framework(), now.framework());
        // Across two generations, only components that a crosswalk maps are compared.
        let map = Crosswalk::embedded_between(old, new)
            .map(|id| Crosswalk::new(crosswalk_rows(id, old, new)?, old, new))
            .transpose()?;
        let list = compare(&now, &before, map.as_ref(), &BTreeMap::new())?;
        println!("{}", view::compare_page(&now, &list).text(look));
    }
    Ok(())
}
