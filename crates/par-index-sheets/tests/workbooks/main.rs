//! Workbooks as offices make them, one trait or defect each: what is read of them, and what is told at
//! which cell.

#![allow(clippy::unwrap_used, reason = "tests may unwrap")]

mod bombs;
mod cells;
mod corpus;
mod headless;
mod layouts;
mod made;
mod other_tables;
mod same;

use par_index::assessment::Register;
use par_index::{Finding, Framework, Inputs};
use par_index_sheets::{read_framework, read_input, write_long};

const RULER: &str = "code,parent,max,scorer,rule\nT,,20,,\n1,T,14,,\n1.1,1,2,appraisal,typed\n\
    1.2,1,4,appraisal,share: full at 100%; floor 50%\n1.3,1,1,appraisal,yes/no\n\
    1.4,1,3,appraisal,levels: 0; 1; 3\n1.5,1,2,appraisal,minus 0.5 each\n1.10,1,2,appraisal,typed\n\
    2,T,6,,\n2.1,2,6,survey,typed\n";

pub(crate) fn ruler() -> Framework {
    read_framework("ruler.csv", RULER.as_bytes(), None).unwrap()
}

/// What comes of some files: each value on a line of its own, then each finding with its place.
pub(crate) fn said(files: &[(&str, Vec<u8>)]) -> Vec<String> {
    said_by(Inputs::new(&ruler()), files)
}

pub(crate) fn said_with(register: &str, files: &[(&str, Vec<u8>)]) -> Vec<String> {
    let (register, findings): (Register, _) =
        par_index_sheets::read_register("u.csv", register.as_bytes());
    assert_eq!(findings, []);
    said_by(Inputs::new(&ruler()).with_register(register), files)
}

fn said_by(inputs: Inputs, files: &[(&str, Vec<u8>)]) -> Vec<String> {
    said_of(inputs.for_year(2023), files)
}

pub(crate) fn said_of(mut inputs: Inputs, files: &[(&str, Vec<u8>)]) -> Vec<String> {
    for (file, bytes) in files {
        read_input(&mut inputs, file, bytes);
    }
    let input = inputs.finish();
    let mut long = Vec::new();
    write_long(&input.assessments, false, &mut long).unwrap();
    let mut rows = csv_rows(&String::from_utf8(long).unwrap());
    let heads = rows.remove(0);
    let mut said = Vec::new();
    for row in rows {
        let at = |key: &str| heads.iter().position(|head| head == key).unwrap();
        let (unit, code) = (&row[at("unit")], &row[at("component")]);
        let known = ["unit", "name", "year", "component", "origin_self", "origin_appraised"];
        let values = heads.iter().zip(&row).filter(|(head, cell)| {
            !cell.is_empty() && !known.contains(&head.as_str()) && *head != "origin_survey"
        });
        let values: Vec<String> =
            values.map(|(head, cell)| format!("{head}={}", cell.trim())).collect();
        // A value that was refused leaves its place alone.
        if !values.is_empty() {
            said.push(format!("{unit} {code} {}", values.join(" ")));
        }
    }
    said.extend(told(&input.findings));
    said
}

/// Each finding as its code and where it stands.
pub(crate) fn told(findings: &[Finding]) -> Vec<String> {
    let one = |finding: &Finding| {
        let place = finding.place();
        let sheet = place.sheet.as_ref().map(|sheet| format!("{sheet}!")).unwrap_or_default();
        let cell = place.cell.clone().unwrap_or_default();
        format!("{} {sheet}{cell}", finding.code().as_str()).trim().to_owned()
    };
    findings.iter().map(one).collect()
}

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}
