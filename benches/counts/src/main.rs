//! Runs one step of the library at a time, so that a tool can count its instructions:
//! `scripts/check counts`.
//!
//! `par-index-counts STEP` prepares made-up data and then runs the step inside [`counted`], the
//! only function in which the tool counts instructions. Without a step, the program lists all
//! steps. Every step checks its result.

mod set;

use std::error::Error;
use std::hint::black_box;

use par_index::analysis::{By, Variation, Vary, lost_by, robustness};
use par_index::ask::Asked;
use par_index::dossier::Dossier;
use par_index::reply::Reply;
use par_index::scoring::{Columns, NodeSums};
use par_index::{
    Basis, Cohort, Framework, Goal, Input, Inputs, Order, Percent, plan, rank, read, sample,
    score_all, weak,
};
use par_index_sheets::{CsvWriter, read_columns, read_efforts, read_input};

type Step = fn() -> Result<usize, Box<dyn Error>>;

/// The steps: the name of each, its function, and the number that the function must return.
const STEPS: [(&str, Step, usize); 18] = [
    ("read 63 sheets of JSON", read_json, 63),
    ("read 700 rows of CSV", read_csv, 700),
    ("read 700 rows into columns", read_into_columns, 700),
    ("sum 49 nodes of 700 units in columns", sum_columns, 49),
    ("rank 700 units in columns", rank_columns, 700),
    ("losses of 700 units in columns", columns_losses, 100),
    ("ten largest losses of 700 units in columns", largest, 7000),
    ("score 700 units", score_units, 700),
    ("rank 700 units", rank_units, 700),
    ("weak criteria of 20 of 700 units", weak_units, 20),
    ("losses of 700 units by lead", ledger, 2),
    ("a plan of one commune", one_plan, 1),
    ("robustness, 700 units, 20 replicates of weights", robust_weights, 700),
    ("robustness, 700 units, 20 replicates of the survey", robust_survey, 700),
    ("the seal over 63 sheets", seal, 32),
    ("the ranking of 700 units as CSV", rank_csv, 701),
    ("the scores of 63 units as CSV", score_csv, 63 * 151 + 1),
    ("the scores of 63 units as JSON", score_json, 1),
];

fn main() -> Result<(), Box<dyn Error>> {
    let Some(asked) = std::env::args().nth(1) else {
        for (name, ..) in STEPS {
            println!("{name}");
        }
        return Ok(());
    };
    let step = STEPS.iter().find(|(name, ..)| *name == asked);
    let (name, step, wanted) = step.ok_or_else(|| format!("no step {asked}"))?;
    let given = step()?;
    if given == *wanted { Ok(()) } else { Err(format!("{name}: {given}, not {wanted}").into()) }
}

/// Runs the part of a step whose instructions are counted; it is never inlined, so the tool can
/// find it.
#[inline(never)]
fn counted<T>(work: impl FnOnce() -> T) -> T {
    black_box(work())
}

fn wide_input(units: usize) -> Result<(Framework, Input), Box<dyn Error>> {
    let framework = set::ruler()?;
    let mut inputs = Inputs::new(&framework).for_year(2023);
    read_input(&mut inputs, "final.csv", set::table(units).as_bytes());
    Ok((framework, inputs.finish()))
}

fn cohort(units: usize) -> Result<Cohort, Box<dyn Error>> {
    let (framework, input) = wide_input(units)?;
    Ok(score_all(&framework, &input.assessments, Basis::Final))
}

fn columns() -> Result<Columns, Box<dyn Error>> {
    let inputs = Inputs::new(&set::ruler()?).for_year(2023);
    Ok(read_columns(inputs, "final.csv", set::table(700).as_bytes()).0)
}

fn index(columns: &Columns) -> Result<NodeSums, Box<dyn Error>> {
    Ok(columns.sums(&["total"])?.remove(0))
}

fn read_json() -> Result<usize, Box<dyn Error>> {
    let (framework, sheets) = (set::ruler()?, set::sheets(63));
    Ok(counted(|| read(&framework, &sheets)).assessments.len())
}

fn read_csv() -> Result<usize, Box<dyn Error>> {
    let (framework, table) = (set::ruler()?, set::table(700));
    let mut inputs = Inputs::new(&framework).for_year(2023);
    let input = counted(|| {
        read_input(&mut inputs, "final.csv", table.as_bytes());
        inputs.finish()
    });
    Ok(input.assessments.len())
}

fn read_into_columns() -> Result<usize, Box<dyn Error>> {
    let (framework, table) = (set::ruler()?, set::table(700));
    let inputs = Inputs::new(&framework).for_year(2023);
    let (columns, _) = counted(|| read_columns(inputs, "final.csv", table.as_bytes()));
    Ok(columns.units().len())
}

fn sum_columns() -> Result<usize, Box<dyn Error>> {
    let columns = columns()?;
    let nodes = columns.framework().nodes().iter().filter(|node| node.leaf().is_none());
    let nodes: Vec<&str> = nodes.map(|node| node.code().as_str()).chain(["total"]).collect();
    Ok(counted(|| columns.sums(&nodes))?.len())
}

fn rank_columns() -> Result<usize, Box<dyn Error>> {
    let columns = columns()?;
    let index = index(&columns)?;
    Ok(counted(|| columns.ranks(&index))?.into_iter().flatten().count())
}

fn columns_losses() -> Result<usize, Box<dyn Error>> {
    let columns = columns()?;
    Ok(counted(|| columns.losses().len()))
}

fn largest() -> Result<usize, Box<dyn Error>> {
    let columns = columns()?;
    Ok(counted(|| (0..700).map(|row| columns.largest_losses(row, 10).len()).sum()))
}

fn score_units() -> Result<usize, Box<dyn Error>> {
    let (framework, input) = wide_input(700)?;
    let cohort = counted(|| score_all(&framework, &input.assessments, Basis::Final));
    Ok(cohort.cards().len())
}

fn rank_units() -> Result<usize, Box<dyn Error>> {
    let cohort = cohort(700)?;
    Ok(counted(|| rank(&cohort)).rows().len())
}

fn weak_units() -> Result<usize, Box<dyn Error>> {
    let cohort = cohort(700)?;
    let units: Vec<&str> = cohort.cards().iter().take(20).map(|card| &*card.unit().id).collect();
    let weak = |unit: &&&str| !weak(&cohort, unit, Order::PeerGap).is_empty();
    Ok(counted(|| units.iter().filter(weak).count()))
}

fn ledger() -> Result<usize, Box<dyn Error>> {
    let cohort = cohort(700)?;
    Ok(counted(|| lost_by(&cohort, None, By::Lead))?.len())
}

fn one_plan() -> Result<usize, Box<dyn Error>> {
    let framework = par_index::framework("hon-quan-2023")?;
    let input = read(&framework, sample("communes-2023")?);
    let all = score_all(&framework, &input.assessments, Basis::Final);
    let table = include_bytes!("../../../samples/efforts-2023.csv");
    let efforts = read_efforts(&framework, "efforts-2023.csv", table);
    let goal = Goal::Target("90".parse()?);
    let made = counted(|| plan(&all, "sample-commune-01", goal, &efforts));
    Ok(usize::from(made.findings.iter().all(|finding| !finding.is_error())))
}

fn robust(vary: Vary, amount: u32) -> Result<usize, Box<dyn Error>> {
    let cohort = cohort(700)?;
    let how = Variation { vary, amount: Percent::whole(amount), replicates: 20, seed: 1 };
    let rows = counted(|| robustness(&cohort, &how))?.rows;
    Ok(rows.iter().filter(|row| row.best <= row.worst && row.best.is_some()).count())
}

fn robust_weights() -> Result<usize, Box<dyn Error>> {
    robust(Vary::Weights, 25)
}

fn robust_survey() -> Result<usize, Box<dyn Error>> {
    robust(Vary::Survey, 5)
}

fn asked(framework: &Framework, input: Input, question: &str) -> Result<Reply, Box<dyn Error>> {
    Ok(Dossier::new(framework, input).ask(&Asked::of(question, "{}")?)?)
}

fn seal() -> Result<usize, Box<dyn Error>> {
    let framework = set::ruler()?;
    let reply = asked(&framework, read(&framework, set::sheets(63)), "rank")?;
    Ok(counted(|| reply.seal().len()))
}

/// Writes the rows of a result as CSV, in the way the command does, and returns the number of
/// lines.
fn as_csv(reply: &Reply) -> Result<usize, Box<dyn Error>> {
    let mut out = Vec::new();
    counted(|| {
        let mut csv = CsvWriter::new(&mut out);
        csv.record(reply.columns())?;
        reply.each_row(&mut |row| csv.row(&(row.plain(), [""; 0])))
    })?;
    Ok(out.split(|byte| *byte == b'\n').count() - 1)
}

fn rank_csv() -> Result<usize, Box<dyn Error>> {
    let (framework, input) = wide_input(700)?;
    as_csv(&asked(&framework, input, "rank")?)
}

fn score_csv() -> Result<usize, Box<dyn Error>> {
    let (framework, input) = wide_input(63)?;
    as_csv(&asked(&framework, input, "score")?)
}

fn score_json() -> Result<usize, Box<dyn Error>> {
    let (framework, input) = wide_input(63)?;
    let reply = asked(&framework, input, "score")?;
    let mut out = Vec::new();
    counted(|| reply.write_json(&mut out))?;
    Ok(usize::from(out.starts_with(br#"{"schema_version":1,"kind":"score""#)))
}
