//! A table of efforts and measures: the effort that each step takes, who takes it, and until when.

use std::collections::BTreeSet;

use par_index::finding::{Findings, Place};
use par_index::remediation::EffortRow;
use par_index::spec::Num;
use par_index::{Efforts, Finding, Framework};

use crate::code::tidy;
use crate::decode::decode;
use crate::named::{Form, Named, Read};
use crate::number::Bounds;

pub(crate) const EFFORTS: Form = Form {
    columns: &[
        &["code"],
        &["to"],
        &["effort"],
        &["per_item"],
        &["measure"],
        &["lead"],
        &["cooperating"],
        &["due"],
        &["product"],
        &["requires"],
        &["excludes"],
    ],
    needed: &["code", "to"],
    // These columns are for people only, and `plan` does not need them. They may stand here since
    // the table that a plan gives has some of them.
    passed: Some(&[
        "ordinal",
        "title",
        "title_en",
        "note",
        "from",
        "max",
        "gain",
        "needed",
        "needed_en",
        "items",
        "items_done",
        "far",
    ]),
};

/// Reads a table of efforts, CSV or a JSON array of its rows, and checks it under a framework.
///
/// Only `code` and `to` are required, and beside `per_item` a `to` may be empty; an empty `effort`
/// is 1. Days are read as `2023-06-30` and as `30/6/2023`. Findings, each with its cell, stay with
/// the table and are told by the call that uses it.
///
/// ```
/// use par_index::{framework, plan, read, sample, score_all, Basis, Goal};
///
/// let fw = framework("hon-quan-2023")?;
/// let table = "code,to,effort,due\n1.3,2,3,2023-10-31\n3.2,4,1,\n";
/// let efforts = par_index_sheets::read_efforts(&fw, "efforts.csv", table.as_bytes());
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let p = plan(&all, "sample-commune-01", Goal::Budget(3), &efforts);
/// assert_eq!((p.effort, p.findings.len()), (3, 0)); // 1.3 brings 2 points, 3.2 only 1.05
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_efforts(framework: &Framework, file: &str, bytes: &[u8]) -> Efforts {
    let none = |findings| Efforts::of(framework, &[]).0.found(findings);
    let mut findings = Findings::default();
    match EFFORTS.read(file, bytes, &mut findings) {
        Read::Json => match json(file, bytes) {
            Ok(rows) => Efforts::placed(framework, &rows, |row, key| {
                let mut place = Place::file(file);
                place.pointer = Some(format!("/{row}/{key}"));
                place
            }),
            Err(findings) => none(findings),
        },
        Read::Table(named) => table(framework, &named, findings),
        Read::Nothing => none(findings.into_vec()),
    }
}

fn json(file: &str, bytes: &[u8]) -> Result<Vec<EffortRow>, Vec<Finding>> {
    let text = decode(file, bytes, &mut |_| {}).map_err(|finding| vec![finding])?;
    par_index::remediation::read_effort_rows(&*text).map_err(|mut findings| {
        for finding in &mut findings {
            finding.place_mut().file = Some(file.to_owned());
        }
        findings
    })
}

fn table(framework: &Framework, named: &Named, mut findings: Findings) -> Efforts {
    let mut rows = Vec::new();
    let mut faulty = BTreeSet::new();
    named.each(&mut findings, |read, findings| {
        let mut row = EffortRow::default();
        row.code = mended(framework, &read.text("code"));
        let max = framework.node(&row.code).map(par_index::framework::Node::max);
        let errors = findings.errors();
        // A text that is no number is kept as it stands, so that the rest of its row is checked
        // too.
        let mut number = |key, max, whole| {
            let bounds = Bounds { max, whole, decimal_mark: None };
            let number = read.number(key, bounds).unwrap_or_else(|finding| {
                findings.push(finding);
                Some(read.text(key))
            });
            number.map(Num::from)
        };
        row.to = number("to", max, false).unwrap_or_default();
        row.effort = number("effort", None, true);
        row.per_item = number("per_item", None, false);
        let [measure, lead, cooperating] =
            ["measure", "lead", "cooperating"].map(|key| read.text(key));
        (row.measure, row.lead, row.cooperating) = (measure, lead, cooperating);
        (row.due, row.product) = (day(read.text("due")), read.text("product"));
        row.requires = steps(framework, &read.text("requires"));
        row.excludes = steps(framework, &read.text("excludes"));
        rows.push(row);
        if findings.errors() > errors || read.too_long().is_some() {
            faulty.extend(read.place("code").line);
        }
    });
    let efforts = Efforts::placed(framework, &rows, |row, key| named.place(row, key));
    efforts.found_on(findings.into_vec(), &faulty)
}

/// The code of a leaf, with slips of typing corrected; any other code is left for the check of the
/// efforts to tell.
fn mended(framework: &Framework, text: &str) -> String {
    let leaf = crate::code::leaf(framework, text, Place::default, false).ok();
    let leaf = leaf.and_then(|(position, _)| framework.leaf(position));
    leaf.map_or_else(|| tidy(text), |leaf| leaf.code().as_str().to_owned())
}

/// A day in the form `2023-06-30`, so that a seal does not depend on how the day was typed; a text
/// that is no day is left for the check of the efforts to tell.
fn day(text: String) -> String {
    par_index::Day::read(&text).map_or(text, |day| day.to_string())
}

/// Steps as results write them: joined by `+`, with the framework's codes and a decimal point. A
/// comma between the codes of two leaves separates steps; in points it is the decimal mark.
fn steps(framework: &Framework, text: &str) -> String {
    let is_leaf = |code: &str| framework.leaf_position(&mended(framework, code)).is_some();
    let mut out: Vec<String> = Vec::new();
    for part in text.split(['+', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let listed = !part.contains('=') && part.split(',').all(is_leaf);
        let parts = if listed { part.split(',').collect() } else { vec![part] };
        out.extend(parts.into_iter().map(|part| match part.split_once('=') {
            Some((code, points)) => {
                format!("{}={}", mended(framework, code), points.trim().replace(',', "."))
            }
            None => mended(framework, part),
        }));
    }
    out.join("+")
}
