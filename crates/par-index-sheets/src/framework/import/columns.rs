//! The role of each column in a decision's table, told by its heading and by its cells.

use par_index::words::fold_name;

use super::{marker, texts};
use crate::record::Record;
use crate::table::Table;

/// The role of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Marker,
    Name,
    Max,
    /// The points that the survey decides.
    SurveyMax,
    How,
    Evidence,
    Scorer,
    Appraiser,
    Lead,
    Cooperating,
    Note,
    /// A column for given points, left for those who fill in the table.
    Open,
    Unknown,
}

/// Headings by their words. The first entry that fits decides: at least one of its first words
/// stands in the heading, and none of its second ones.
const ROLES: [(Role, &[&str], &[&str]); 17] = [
    (Role::Evidence, &["kiểm chứng", "tlkc", "minh chứng", "evidence"], &[]),
    (
        Role::How,
        &[
            "cách tính",
            "cách chấm",
            "hướng dẫn",
            "phương pháp",
            "cách xác định",
            "cách đánh giá",
            "thang điểm chi tiết",
            "how",
            "rule",
        ],
        &[],
    ),
    (Role::Scorer, &["hình thức", "phương thức", "scorer"], &[]),
    (
        Role::Appraiser,
        &["cơ quan thẩm định", "đơn vị thẩm định", "cơ quan theo dõi", "appraiser"],
        &[],
    ),
    (Role::Lead, &["chủ trì", "tham mưu", "lead"], &[]),
    (Role::Cooperating, &["phối hợp", "cooperating"], &[]),
    (Role::Note, &["ghi chú", "note"], &[]),
    (Role::SurveyMax, &["điều tra", "xhh", "survey"], &[]),
    (
        Role::Max,
        &["tối đa", "điểm chuẩn", "thang điểm", "số điểm", "điểm số", "max", "mức điểm"],
        &["tự"],
    ),
    (Role::Open, &["tự đánh giá", "tự chấm", "thẩm định", "đạt", "kết quả", "lần 1", "lần 2"], &[]),
    (Role::Max, &["điểm"], &[]),
    (Role::Marker, &["stt", "số thứ tự", "mã tiêu chí", "mã tc", "mã số", "code"], &[]),
    (Role::Name, &["tiêu chí", "nội dung", "lĩnh vực", "nhiệm vụ", "chỉ tiêu", "thành phần"], &[]),
    (Role::Name, &["criterion", "component", "field", "title", "name"], &[]),
    (Role::Marker, &["tt"], &[]),
    (Role::Marker, &["mã"], &[]),
    (Role::Marker, &["no"], &[]),
];

/// The role of a column with a given heading.
fn role(heading: &str) -> Role {
    let words =
        |text: &str| format!(" {} ", fold_name(&text.replace(['/', ',', '(', ')', '.'], " ")));
    let folded = words(heading);
    let says = |word: &&str| folded.contains(&words(word));
    ROLES
        .iter()
        .find(|(_, any, none)| any.iter().any(says) && !none.iter().any(says))
        .map_or(Role::Unknown, |(role, _, _)| *role)
}

/// The roles of a table's columns.
pub(super) fn roles(table: &Table<'_>, rows: &[Record]) -> Vec<Role> {
    let mut roles: Vec<Role> =
        (0..table.width()).map(|column| role(table.heading(column))).collect();
    let width = rows.iter().map(Record::len).max().unwrap_or_default();
    roles.resize(roles.len().max(width), Role::Unknown);
    // A column headed *Điểm* alone may hold maxima or given points; where no other column holds
    // maxima, this one does.
    if !roles.contains(&Role::Max)
        && let Some(open) = roles.iter_mut().find(|role| **role == Role::Open)
    {
        *open = Role::Max;
    }
    // Of several columns of maxima the first one counts; the others may hold the points of some
    // unit.
    let mut seen = false;
    for role in roles.iter_mut().filter(|role| **role == Role::Max) {
        if std::mem::replace(&mut seen, true) {
            *role = Role::Open;
        }
    }
    let share = |column: usize| {
        let (mut said, mut markers) = (0_usize, 0_usize);
        for record in rows {
            let cell = record.cell(column);
            if cell.said().is_some() {
                said += 1;
                markers += usize::from(marker::of_cell(cell).is_some());
            }
        }
        (said, markers)
    };
    for column in 0..roles.len() {
        let (said, markers) = share(column);
        let mostly = said > 0 && markers * 10 >= said * 6;
        let Some(role) = roles.get_mut(column) else { continue };
        match role {
            Role::Name if mostly => *role = Role::Marker,
            Role::Unknown if mostly && column < 2 => *role = Role::Marker,
            // A column of numbers in which nearly all cells are words holds names.
            Role::Marker if said > 0 && markers * 10 < said => *role = Role::Name,
            _ => {}
        }
    }
    roles
}

/// The columns that have content and are not read, each with a phrase that says how it was
/// understood.
pub(super) fn passed<'r>(
    table: &'r Table<'_>,
    roles: &'r [Role],
    rows: &'r [Record],
) -> impl Iterator<Item = (usize, &'static texts::Pair)> + 'r {
    let said = |record: &Record, column: usize| record.cell(column).said().is_some();
    // Of two columns with one role, the first that has a text in a row counts for that row.
    let is_second = move |column: usize, role| {
        let before: Vec<usize> = (0..column).filter(|at| roles.get(*at) == Some(&role)).collect();
        let lost = |record: &Record| before.iter().any(|first| said(record, *first));
        rows.iter().any(|record| said(record, column) && lost(record))
    };
    let passed = roles.iter().enumerate().filter_map(move |(column, role)| match role {
        Role::Open => Some((column, &texts::GIVEN)),
        Role::Unknown if !table.heading(column).trim().is_empty() => Some((column, &texts::OTHER)),
        Role::Scorer | Role::Appraiser | Role::Lead | Role::Cooperating | Role::SurveyMax
            if is_second(column, *role) =>
        {
            Some((column, &texts::OTHER))
        }
        _ => None,
    });
    passed.filter(move |(column, _)| rows.iter().any(|record| said(record, *column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_decisions_say_what_their_columns_hold() {
        for (heading, expected) in [
            ("STT", Role::Marker),
            ("TT", Role::Marker),
            ("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", Role::Name),
            ("Nội dung, tiêu chí", Role::Name),
            ("Điểm tối đa", Role::Max),
            ("Điểm\nchuẩn", Role::Max),
            ("Điểm", Role::Max),
            ("Điểm điều tra XHH", Role::SurveyMax),
            ("Điểm tự đánh giá", Role::Open),
            ("Cách tính điểm", Role::How),
            ("Hướng dẫn chấm điểm", Role::How),
            ("Tài liệu kiểm chứng", Role::Evidence),
            ("Cơ quan thẩm định", Role::Appraiser),
            ("Hình thức đánh giá", Role::Scorer),
            ("Ghi chú", Role::Note),
            ("", Role::Unknown),
        ] {
            assert_eq!(role(heading), expected, "{heading}");
        }
    }
}
