//! A published table of results, as rows that [`par_index::audit`] checks.

use csv::StringRecord;
use par_index::{
    Finding, FindingCode, Origin, Place, Points, PrintedNumber, PrintedRow, PrintedText,
};

use crate::cell::{Content, content, settled};
use crate::decode::decode;
use crate::kind::{Kind, kind};
use crate::names::{GROUP, UNIT};
use crate::number::{Bounds, Reading};
use crate::table::{At, Table};

// What published tables call their columns, beside `part_…` for any part.
const NAMES: [&str; 8] = [
    "tên đơn vị",
    "province",
    "tỉnh",
    "tỉnh, thành phố",
    "địa phương",
    "bộ, ngành",
    "ministry",
    "name",
];
const RANK: [&str; 4] = ["rank", "xếp hạng", "hạng", "thứ hạng"];
const VALUE: [&str; 15] = [
    "value",
    "total",
    "total_points",
    "tổng điểm",
    "tổng điểm đạt được",
    "tổng cộng",
    "score",
    "điểm",
    "obtained",
    "điểm đạt được",
    "index",
    "index_percent",
    "ratio",
    "chỉ số",
    "chỉ số cchc",
];
const PART: [&str; 10] = [
    "appraisal",
    "survey",
    "appraisal_points",
    "survey_points",
    "appraisal_points_moha",
    "điểm thẩm định",
    "điểm điều tra xhh",
    "điểm điều tra xã hội học",
    "điểm thưởng",
    "bonus",
];
const PREVIOUS: [&str; 4] = ["previous", "previous_value", "năm trước", "kỳ trước"];
const CHANGE: [&str; 5] = ["change", "difference", "tăng, giảm", "tăng/giảm", "chênh lệch"];
const GRADE: [&str; 4] = ["grade", "class", "xếp loại", "nhóm"];
const MEAN: [&str; 4] = ["trung bình", "bình quân", "mean", "average"];

/// What a column prints.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Unit,
    Group,
    Rank,
    Part,
    Value,
    Previous,
    Change,
    Grade,
}

fn role(name: &str) -> Option<Role> {
    let name = par_index::fold_name(name);
    // A sign of percent says how a value is written, not what it is.
    let bare = name.replace("(%)", "").replace('%', "");
    let bare = bare.trim();
    let is = |names: &[&str]| names.iter().any(|known| par_index::fold_name(known) == bare);
    let roles = [
        (Role::Unit, is(&UNIT) || is(&NAMES)),
        (Role::Group, is(&GROUP)),
        (Role::Rank, is(&RANK)),
        (Role::Part, bare.starts_with("part_") || is(&PART)),
        (Role::Value, is(&VALUE)),
        (Role::Previous, is(&PREVIOUS)),
        (Role::Change, is(&CHANGE)),
        (Role::Grade, is(&GRADE)),
    ];
    roles.into_iter().find(|(_, is)| *is).map(|(role, _)| role)
}

/// Reads a published table from CSV: rank, unit, group, parts, values, previous value, change,
/// grade, by their usual headings in either language.
///
/// ```
/// let table = "rank,unit,appraisal_points,survey_points,total_points\n1,A,61.86,28.10,89.95\n";
/// let (rows, findings) = par_index_sheets::read_printed("t.csv", table.as_bytes());
/// assert!(findings.is_empty() && par_index::audit(&rows).is_empty());
/// ```
pub fn read_printed(file: &str, bytes: &[u8]) -> (Vec<PrintedRow>, Vec<Finding>) {
    let mut findings = Vec::new();
    let none = |findings: Vec<Finding>| (Vec::new(), findings);
    if kind(file, bytes) != Kind::Table {
        findings.push(Finding::new(FindingCode::UnknownFile, Place::file(file)).found(file));
        return none(findings);
    }
    let text = match decode(file, bytes) {
        Ok(text) => text,
        Err(finding) => return none(vec![finding]),
    };
    let Some(mut table) = Table::open(file, &text, &mut findings) else {
        findings.push(Finding::new(FindingCode::TableUnclear, Place::file(file)).found(""));
        return none(findings);
    };
    let mut roles: Vec<(usize, Role)> =
        table.headings().filter_map(|(column, name)| Some((column, role(name)?))).collect();
    let has = |roles: &[(usize, Role)], role: Role| roles.iter().any(|(_, other)| *other == role);
    if !has(&roles, Role::Value) {
        let names: Vec<&str> = table.headings().map(|(_, name)| name).take(8).collect();
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file));
        let known = "rank, unit, part_…, value, previous, change, grade";
        findings.push(finding.found(names.join(", ")).with("known", known));
        return none(findings);
    }
    // The total first, then what ranks: the index where there is one.
    let is_index = |column: usize| {
        let names: Vec<(usize, &str)> = table.headings().collect();
        let name = names.iter().find(|(other, _)| *other == column).map(|(_, name)| *name);
        name.is_some_and(|name| {
            let name = par_index::fold_name(name);
            ["index", "ratio", "chỉ số"]
                .iter()
                .any(|word| name.starts_with(&par_index::fold_name(word)))
        })
    };
    roles.sort_by_key(|(column, role)| (*role == Role::Value && is_index(*column), *column));
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    while let Some(at) = table.next(&mut record, &mut findings) {
        rows.push(row(&table, &record, at, &roles));
    }
    (rows, findings)
}

fn row(table: &Table<'_>, record: &StringRecord, at: At, roles: &[(usize, Role)]) -> PrintedRow {
    let mut row = PrintedRow::default();
    for (column, role) in roles {
        let text = record.get(*column).unwrap_or_default().trim();
        let origin = table.origin(at, *column);
        let place = || Origin::place(&origin);
        let said = || PrintedText { text: text.to_owned(), place: place() };
        if text.is_empty() || matches!(text, "-" | "–" | "—") {
            continue;
        }
        match role {
            Role::Unit => {
                let folded = par_index::fold_name(text);
                row.is_mean |= MEAN.iter().any(|mean| par_index::fold_name(mean) == folded);
                row.unit = Some(said());
            }
            Role::Group => row.group = Some(par_index::fold_name(text)),
            Role::Grade => row.grade = Some(said()),
            role => {
                let Some(number) = number(table, text, *column, place) else {
                    row.unread.push(said());
                    continue;
                };
                match role {
                    Role::Rank => row.rank = Some(number),
                    Role::Part => row.parts.push(number),
                    Role::Previous => row.previous = Some(number),
                    Role::Change => row.change = Some(number),
                    _ => row.values.push(number),
                }
            }
        }
    }
    row
}

/// A number and how many places it prints.
fn number(
    table: &Table<'_>,
    text: &str,
    column: usize,
    place: impl Fn() -> Place,
) -> Option<PrintedNumber> {
    let text = text.trim_end_matches('%').trim();
    let Content::Number(reading) = content(text.trim_start_matches('+')) else { return None };
    // Tables of results hold decimals: three digits behind the only mark are places.
    let plain = match reading {
        Reading::Either { decimal, .. } if table.decimal_mark(column).is_none() => decimal,
        reading => {
            let bounds =
                || Bounds { decimal_mark: table.decimal_mark(column), ..Bounds::default() };
            settled(text, reading, bounds, &place).ok()?
        }
    };
    let places = plain.split_once('.').map_or(0, |(_, places)| places.len());
    let value: Points = plain.parse().ok()?;
    Some(PrintedNumber { value, places: u8::try_from(places).ok()?.min(9), place: place() })
}
