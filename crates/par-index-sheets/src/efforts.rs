//! A table of efforts and measures: what each step takes, by whom and until when.

use csv::StringRecord;
use par_index::spec::Num;
use par_index::{EffortRow, Efforts, Finding, FindingCode, Framework, Place};

use crate::cell;
use crate::code::tidy;
use crate::decode::decode;
use crate::kind::{Kind, kind};
use crate::number::Bounds;
use crate::table::{At, Table};

/// The format's names, then what Vietnamese tables write.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("code", &["component", "mã", "mã tiêu chí", "tiêu chí thành phần"]),
    ("to", &["mức điểm", "điểm phấn đấu"]),
    ("effort", &["khối lượng công việc", "khối lượng"]),
    ("measure", &["giải pháp", "giải pháp khắc phục"]),
    ("lead", &["chủ trì", "cơ quan chủ trì"]),
    ("cooperating", &["phối hợp", "cơ quan phối hợp"]),
    ("due", &["thời hạn", "thời hạn hoàn thành"]),
    ("product", &["sản phẩm", "sản phẩm, kết quả"]),
    ("requires", &["điều kiện"]),
    ("excludes", &["loại trừ"]),
];

/// Reads a table of efforts, CSV or a JSON array of its rows, and checks it under a framework.
///
/// Only `code` and `to` are required; an empty `effort` is 1. Days are read as `2023-06-30` and as
/// `30/6/2023`. What is found, each with its cell, stays with the table and is told by the call.
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
    let failed = |finding| Efforts::of(framework, &[]).0.found(vec![finding]);
    match kind(file, bytes) {
        Kind::Unknown => {
            failed(Finding::new(FindingCode::UnknownFile, Place::file(file)).found(file))
        }
        Kind::Json => match json(file, bytes) {
            Ok(rows) => Efforts::placed(framework, &rows, |row, key| {
                let mut place = Place::file(file);
                place.pointer = Some(format!("/{row}/{key}"));
                place
            }),
            Err(finding) => failed(finding),
        },
        Kind::Table => match decode(file, bytes) {
            Ok(text) => table(framework, file, &text),
            Err(finding) => failed(finding),
        },
    }
}

fn json(file: &str, bytes: &[u8]) -> Result<Vec<EffortRow>, Finding> {
    let text = decode(file, bytes)?;
    serde_json::from_str(&text).map_err(|error| {
        let mut place = Place::file(file);
        (place.line, place.column) = (Some(error.line()), Some(error.column()));
        let text = error.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.clone(), |(text, _)| text.to_owned());
        Finding::new(FindingCode::BadJson, place).with("detail", text)
    })
}

fn table(framework: &Framework, file: &str, text: &str) -> Efforts {
    let mut findings = Vec::new();
    let none = |findings| Efforts::of(framework, &[]).0.found(findings);
    let known = || COLUMNS.map(|(name, _)| name).join(", ");
    let Some(mut table) = Table::open(file, text, &mut findings) else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file)).found("");
        findings.push(finding.with("known", known()));
        return none(findings);
    };
    let columns = COLUMNS.map(|(name, others)| {
        table.column(&[name]).or_else(|| others.iter().find_map(|name| table.column(&[*name])))
    });
    for (place, name) in table.headings().filter(|(place, _)| !columns.contains(&Some(*place))) {
        let near = par_index::nearest(name, COLUMNS.iter().map(|(name, _)| *name));
        let finding = Finding::new(FindingCode::UnknownColumn, table.place(table.header(), place));
        findings.push(finding.found(name).with("near", crate::code::perhaps(near)));
    }
    let [Some(code), Some(_), ..] = columns else {
        for (key, column) in ["code", "to"].into_iter().zip(columns) {
            if column.is_none() {
                let finding = Finding::new(FindingCode::MissingColumn, Place::file(file));
                findings.push(finding.with("key", key));
            }
        }
        return none(findings);
    };
    let mut rows = Vec::new();
    let mut places: Vec<At> = Vec::new();
    let mut record = StringRecord::new();
    while let Some(at) = table.next(&mut record, &mut findings) {
        let said = |n: usize| {
            let text = columns.get(n).copied().flatten().and_then(|column| record.get(column));
            text.unwrap_or_default().trim().to_owned()
        };
        let place = |n: usize| table.place(at, columns.get(n).copied().flatten().unwrap_or(code));
        let bounds = |n: usize, max, whole| Bounds {
            max,
            whole,
            decimal_mark: columns.get(n).copied().flatten().and_then(|c| table.decimal_mark(c)),
        };
        let mut row = EffortRow::default();
        row.code = mended(framework, &said(0));
        let max = framework.node(&row.code).map(par_index::Node::max);
        let mut number = |n: usize, max, whole| match cell::number(
            &said(n),
            || bounds(n, max, whole),
            || place(n),
        ) {
            Ok(plain) => Some(plain),
            Err(finding) => {
                findings.push(finding);
                None
            }
        };
        let to = number(1, max, false);
        let effort = number(2, None, true);
        let (Some(to), Some(effort)) = (to, effort) else { continue };
        let Some(to) = to else {
            let finding = Finding::new(FindingCode::BadNumber, place(1));
            findings.push(finding.found(""));
            continue;
        };
        row.to = Num::from(to);
        row.effort = effort.map(Num::from);
        (row.measure, row.lead, row.cooperating) = (said(3), said(4), said(5));
        (row.due, row.product) = (day(said(6)), said(7));
        (row.requires, row.excludes) = (steps(&said(8)), steps(&said(9)));
        rows.push(row);
        places.push(at);
    }
    let efforts = Efforts::placed(framework, &rows, |row, key| {
        let column = COLUMNS.iter().position(|(name, _)| *name == key);
        let column = column.and_then(|n| columns.get(n).copied().flatten()).unwrap_or(code);
        places.get(row).map(|at| table.place(*at, column)).unwrap_or_default()
    });
    efforts.found(findings)
}

/// A code as it is typed; what is no leaf is left for the check to tell.
fn mended(framework: &Framework, text: &str) -> String {
    let leaf = crate::code::leaf(framework, text, Place::default).ok();
    let leaf = leaf.and_then(|(position, _)| framework.leaf(position));
    leaf.map_or_else(|| tidy(text), |leaf| leaf.code().as_str().to_owned())
}

/// A day as the format writes it, so that a seal does not depend on how it was typed; what is none is
/// left for the check to tell.
fn day(text: String) -> String {
    par_index::Day::read(&text).map_or(text, |day| day.to_string())
}

/// Steps as the formats write them: joined by `+`, with a decimal point.
fn steps(text: &str) -> String {
    text.replace(';', "+").replace(',', ".")
}
