//! The main task: score units exactly, rank them, and list what costs points and which agency is
//! responsible.
//!
//! ```text
//! cargo run --example scoring -- [--lang en|vi] [--ascii] [--unit ID] [--sample ID | FRAMEWORK.json ASSESSMENTS.json]
//! ```

use std::error::Error;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::process::ExitCode;

use par_index::view::{self, Look};
use par_index::{Basis, Framework, Input, framework, read, sample, score_all};

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        let _ = writeln!(stderr(), "{error}");
        ExitCode::FAILURE
    })
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let mut look = Look { color: stdout().is_terminal(), ..Look::default() };
    let (mut unit, mut id, mut files) = (None, "communes-2023".to_owned(), Vec::new());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} needs a value"));
        match arg.as_str() {
            "--lang" => look.lang = value()?.parse()?,
            "--ascii" => look.ascii = true,
            "--unit" => unit = Some(value()?),
            "--sample" => id = value()?,
            _ if arg.starts_with("--") => return Err(format!("unknown option {arg}").into()),
            _ => files.push(arg),
        }
    }
    let (fw, input) = match files.as_slice() {
        [] => embedded(&id)?,
        [ruler, sheets] => {
            let fw = match Framework::from_json(open(ruler)?) {
                Ok(fw) => fw,
                Err(refusal) => {
                    write!(stderr(), "{}", view::findings_page(refusal.findings(), 50).text(look))?;
                    return Ok(ExitCode::FAILURE);
                }
            };
            let input = read(&fw, open(sheets)?);
            (fw, input)
        }
        _ => return Err("expected FRAMEWORK.json and ASSESSMENTS.json, or neither".into()),
    };

    // The task itself: score all units on one basis and print the page of one unit.
    let basis = if input.has_only_self_scores() { Basis::SelfAssessed } else { Basis::Final };
    let all = score_all(&fw, &input.assessments, basis);
    let unit = match unit.or(input.assessments.first().map(|first| first.unit().id.clone())) {
        Some(unit) if all.card(&unit).is_none() => return Err(format!("no unit {unit}").into()),
        unit => unit.unwrap_or_default(),
    };
    write!(stdout(), "{}", view::unit_page(&all, &unit).text(look))?;

    // Problems of the data: the findings on this unit, and the errors of all units.
    let mut findings = [fw.findings(), &input.findings, all.findings()].concat();
    findings.retain(|finding| finding.is_error() || finding.place().unit.as_ref() == Some(&unit));
    if !findings.is_empty() {
        write!(stdout(), "\n{}", view::findings_page(&findings, 20).text(look))?;
    }
    Ok(if input.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn embedded(id: &str) -> Result<(Framework, Input), Box<dyn Error>> {
    let ruler = if id == "ministries-2023" { "vn-ministry-2023" } else { "hon-quan-2023" };
    let fw = framework(ruler)?;
    let input = read(&fw, sample(id)?);
    Ok((fw, input))
}

fn open(path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("cannot read {path}: {error}"))
}
