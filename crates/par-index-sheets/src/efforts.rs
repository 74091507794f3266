//! A table of efforts and measures: what each step takes, by whom and until when.

use std::collections::BTreeSet;

use csv::StringRecord;
use par_index::spec::Num;
use par_index::{EffortRow, Efforts, Finding, FindingCode, Findings, Framework, Place};

use crate::cell;
use crate::code::tidy;
use crate::decode::decode;
use crate::kind::{Kind, foreign, kind};
use crate::number::Bounds;
use crate::table::{At, Table};

/// The format's names, then what Vietnamese tables write.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("code", &["component", "mã", "mã tiêu chí", "tiêu chí thành phần", "mã tc", "tiêu chí"]),
    ("to", &["mức điểm", "điểm phấn đấu", "điểm mục tiêu", "điểm cần đạt", "đến mức", "đến điểm"]),
    ("effort", &["khối lượng công việc", "khối lượng", "ngày công", "công sức", "kinh phí"]),
    ("measure", &["giải pháp", "giải pháp khắc phục", "biện pháp"]),
    ("lead", &["chủ trì", "cơ quan chủ trì", "đơn vị chủ trì"]),
    ("cooperating", &["phối hợp", "cơ quan phối hợp", "đơn vị phối hợp"]),
    ("due", &["thời hạn", "thời hạn hoàn thành", "hạn hoàn thành", "thời gian hoàn thành"]),
    ("product", &["sản phẩm", "sản phẩm, kết quả", "sản phẩm đầu ra"]),
    ("requires", &["điều kiện", "yêu cầu", "cần có"]),
    ("excludes", &["loại trừ"]),
];

/// Columns that tell people more and the plan nothing; a plan's own table has some of them.
const PASSED_OVER: [&str; 13] = [
    "stt",
    "tt",
    "tên tiêu chí",
    "nội dung",
    "ghi chú",
    "note",
    "điểm hiện tại",
    "điểm tối đa",
    "title",
    "title_en",
    "from",
    "gain",
    "needed",
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
        Kind::Unknown => failed(foreign(file, bytes)),
        Kind::Json => match json(file, bytes) {
            Ok(rows) => Efforts::placed(framework, &rows, |row, key| {
                let mut place = Place::file(file);
                place.pointer = Some(format!("/{row}/{key}"));
                place
            }),
            Err(finding) => failed(finding),
        },
        Kind::Table => {
            let mut findings = Vec::new();
            match decode(file, bytes, &mut |finding| findings.push(finding)) {
                Ok(text) => table(framework, file, &text, findings),
                Err(finding) => failed(finding),
            }
        }
    }
}

fn json(file: &str, bytes: &[u8]) -> Result<Vec<EffortRow>, Finding> {
    let text = decode(file, bytes, &mut |_| {})?;
    serde_json::from_str(&text).map_err(|error| {
        let mut place = Place::file(file);
        (place.line, place.column) = (Some(error.line()), Some(error.column()));
        let text = error.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.clone(), |(text, _)| text.to_owned());
        Finding::new(FindingCode::BadJson, place).with("detail", text)
    })
}

fn table(framework: &Framework, file: &str, text: &str, findings: Vec<Finding>) -> Efforts {
    let mut findings = Findings::from(findings);
    let none = |findings: Findings| Efforts::of(framework, &[]).0.found(findings.into_vec());
    let known = || COLUMNS.map(|(name, _)| name).join(", ");
    let Some(mut table) = Table::open(file, text, &mut findings) else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file)).found("");
        findings.push(finding.with("known", known()));
        return none(findings);
    };
    let columns = COLUMNS.map(|(name, others)| {
        table.column(&[name]).or_else(|| others.iter().find_map(|name| table.column(&[*name])))
    });
    let passed_over = |name: &str| {
        let name = par_index::fold_name(name);
        PASSED_OVER.iter().any(|known| par_index::fold_name(known) == name) || name == "needed_en"
    };
    let unread = table.headings().filter(|(place, _)| !columns.contains(&Some(*place)));
    for (place, name) in unread.filter(|(_, name)| !passed_over(name)) {
        let all = COLUMNS.iter().flat_map(|(name, others)| others.iter().chain([name]));
        let near = par_index::nearest(name, all.copied());
        let finding = Finding::new(FindingCode::UnknownColumn, table.place(table.header(), place));
        findings.push(finding.found(name).with("near", crate::code::perhaps(near)));
    }
    let [Some(code), Some(_), ..] = columns else {
        for (key, column) in ["code", "to"].into_iter().zip(columns) {
            if column.is_none() {
                let finding = Finding::new(FindingCode::MissingColumn, Place::file(file));
                let others =
                    COLUMNS.iter().find(|(name, _)| *name == key).map(|(_, others)| *others);
                let others = others.unwrap_or_default().join(", ");
                findings.push(finding.with("key", format!("{key} ({others})")));
            }
        }
        return none(findings);
    };
    let mut rows = Vec::new();
    let mut places: Vec<At> = Vec::new();
    let mut record = StringRecord::new();
    let mut faulty = BTreeSet::new();
    let mut errors = findings.errors();
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
        // What is no number goes on as it stands, so that the rest of its row is checked too.
        let mut number = |n: usize, max, whole| {
            let number = cell::number(&said(n), || bounds(n, max, whole), || place(n));
            let number = number.unwrap_or_else(|finding| {
                findings.push(finding);
                Some(said(n))
            });
            number.map(Num::from)
        };
        row.to = number(1, max, false).unwrap_or_default();
        row.effort = number(2, None, true);
        (row.measure, row.lead, row.cooperating) = (said(3), said(4), said(5));
        (row.due, row.product) = (day(said(6)), said(7));
        (row.requires, row.excludes) = (steps(framework, &said(8)), steps(framework, &said(9)));
        rows.push(row);
        places.push(at);
        if std::mem::replace(&mut errors, findings.errors()) < findings.errors() {
            faulty.insert(usize::try_from(at.line).unwrap_or(usize::MAX));
        }
    }
    let efforts = Efforts::placed(framework, &rows, |row, key| {
        let column = COLUMNS.iter().position(|(name, _)| *name == key);
        let column = column.and_then(|n| columns.get(n).copied().flatten()).unwrap_or(code);
        places.get(row).map(|at| table.place(*at, column)).unwrap_or_default()
    });
    efforts.found_on(findings.into_vec(), &faulty)
}

/// A code as it is typed; what is no leaf is left for the check to tell.
fn mended(framework: &Framework, text: &str) -> String {
    let leaf = crate::code::leaf(framework, text, Place::default, false).ok();
    let leaf = leaf.and_then(|(position, _)| framework.leaf(position));
    leaf.map_or_else(|| tidy(text), |leaf| leaf.code().as_str().to_owned())
}

/// A day as the format writes it, so that a seal does not depend on how it was typed; what is none is
/// left for the check to tell.
fn day(text: String) -> String {
    par_index::Day::read(&text).map_or(text, |day| day.to_string())
}

/// Steps as the formats write them: joined by `+`, codes as the framework has them, points with a
/// decimal point. A comma between two leaves parts them; in points it is the decimal mark.
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
