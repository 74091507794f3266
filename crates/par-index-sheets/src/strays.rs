//! Columns that nobody reads, and whether values stand in them.

use std::collections::BTreeSet;

use par_index::assessment::SheetId;
use par_index::finding::{FindingCode, RowList};
use par_index::{Finding, Inputs};

use crate::cell::{Content, content};
use crate::fields::NOT_READ;
use crate::headings::is_any;
use crate::record::{At, Cell, Record};
use crate::table::Table;

/// Headings of columns that are understood and hold no input: what a sheet counts, sums or remarks.
pub(crate) const DERIVED: [&str; 11] = [
    "ordinal", "note", "total", "max", "index", "share", "ratio", "rank", "grade", "previous",
    "reckoned",
];
/// Headings of what a table repeats of the framework.
pub(crate) const REPEATED: [&str; 6] = ["title", "node", "criterion", "component", "field", "how"];

/// What begins the heading of a column of points.
const OF_POINTS: [&str; 10] = [
    "điểm",
    "số điểm",
    "thẩm định",
    "tự chấm",
    "tự đánh giá",
    "score",
    "points",
    "appraised",
    "self",
    "survey",
];
/// What stands in the heading of remarks.
const REMARKS: [&str; 7] =
    ["note", "remark", "ghi chú", "nhận xét", "giải trình", "lý do", "ý kiến"];

/// Whether a heading speaks of points.
fn is_of_points(heading: &str) -> bool {
    let heading = par_index::words::fold_name(heading);
    OF_POINTS.iter().any(|word| heading.starts_with(&par_index::words::fold_name(word)))
}

/// Whether what stands below a heading holds no input.
pub(crate) fn is_derived(heading: &str) -> bool {
    // A word is one whatever mark stands behind it: *(đối chiếu, ghi chú)*.
    let folded = par_index::words::fold_name(&heading.replace(['(', ')', ',', ':', '/'], " "));
    let is_remark = |word: &str| folded.contains(&par_index::words::fold_name(word));
    is_any(heading, &DERIVED)
        || is_any(heading, &REPEATED)
        || REMARKS.iter().any(|word| is_remark(word))
}

/// Whether a number stands in brackets: `(1)`.
fn in_brackets(text: &str) -> bool {
    let inner = text.trim().trim_matches(['(', ')', '[', ']']);
    matches!(content(Cell::text(inner)), Content::Number(_))
}

/// The columns of a table that no reader takes.
pub(crate) struct Strays {
    columns: Vec<Stray>,
    /// The column that `join` writes beside what was not read, and the first row that says so.
    marked: Option<usize>,
    mark: Option<At>,
    /// The first row of it that says neither that nor the contrary.
    unclear: Option<(At, String)>,
}

/// Whether a column only counts its rows.
#[derive(Clone, Copy)]
enum Counts {
    Begins,
    After(i64),
    No,
}

struct Stray {
    column: usize,
    reason: FindingCode,
    /// Whether it may only count the rows: it has no name and stands before the unit.
    counts: Counts,
    /// Whether words are values here as well.
    says: bool,
    rows: RowList,
    sheets: BTreeSet<SheetId>,
}

impl Strays {
    /// Of columns that some reader takes, the others. A column that was told as a second one of its
    /// kind is in `second`; `values` says whether any column of values is read, `near` whether a heading
    /// is like that of one.
    pub(crate) fn of(
        table: &Table<'_>,
        (unit, taken): (usize, &[usize]),
        second: &[usize],
        values: bool,
        near: &dyn Fn(&str) -> bool,
    ) -> Strays {
        let columns = (0..table.width()).filter_map(|column| {
            let twice = table.is_twice(column) || second.contains(&column);
            let name = table.heading(column);
            let stray = twice || !(taken.contains(&column) || is_derived(name));
            let reason =
                if twice { FindingCode::DuplicateColumn } else { FindingCode::UnknownColumn };
            stray.then(|| Stray {
                column,
                reason,
                counts: if name.is_empty() && column < unit { Counts::Begins } else { Counts::No },
                // Words are remarks, unless nothing else stands in the table.
                says: !values || is_of_points(name) || near(name),
                rows: RowList::default(),
                sheets: BTreeSet::new(),
            })
        });
        let marked = table.column(NOT_READ);
        let mut strays = Strays { columns: columns.collect(), marked, mark: None, unclear: None };
        strays.columns.retain(|stray| Some(stray.column) != marked);
        strays
    }

    /// Looks at a row; `sheet` is the one it belongs to.
    pub(crate) fn see(&mut self, record: &Record, at: At, sheet: Option<SheetId>) {
        let marked = record.cell_of(self.marked);
        match (marked.text.trim().to_ascii_lowercase().as_str(), content(marked)) {
            ("true", _) | (_, Content::Yes) => drop(self.mark.get_or_insert(at)),
            ("false", _) | (_, Content::Empty | Content::No) => {}
            _ => drop(self.unclear.get_or_insert_with(|| (at, marked.text.trim().to_owned()))),
        }
        for stray in &mut self.columns {
            let cell = record.cell(stray.column);
            let held = match content(cell) {
                Content::Empty => continue,
                Content::Bad(FindingCode::UnknownWord) => stray.says || in_brackets(cell.text),
                _ => true,
            };
            stray.counts = match (stray.counts, cell.text.trim().parse::<i64>()) {
                (Counts::Begins, Ok(number @ (0 | 1))) => Counts::After(number),
                (Counts::After(before), Ok(number)) if before.checked_add(1) == Some(number) => {
                    Counts::After(number)
                }
                _ => Counts::No,
            };
            if held {
                stray.rows.add(at.row, at.row);
                stray.sheets.extend(sheet);
            }
        }
    }

    /// Tells the inputs which columns held values that were not read, and whether the table was itself
    /// made over something not read.
    pub(crate) fn tell(self, inputs: &mut Inputs, table: &Table<'_>) {
        if let Some((at, column)) = self.mark.zip(self.marked) {
            let place = table.place(at, column);
            inputs.not_read(Finding::new(FindingCode::MadeUnread, place));
        }
        if let Some(((at, text), column)) = self.unclear.zip(self.marked) {
            let finding = Finding::new(FindingCode::UnknownValue, table.place(at, column));
            inputs.not_read(finding.found(text).with("known", "true, false"));
        }
        for stray in self.columns {
            let counts = matches!(stray.counts, Counts::After(_));
            if stray.rows.is_empty() || counts {
                continue;
            }
            let place = table.place(table.header(), stray.column);
            if table.heading(stray.column).is_empty() {
                // Of a column with a name its reader has told.
                let finding = Finding::new(FindingCode::UnknownColumn, place.clone());
                let heading = table.heading(stray.column);
                inputs.finding(finding.found(heading).with("near", ""));
            }
            inputs.column_not_read(&place, stray.reason, &stray.rows, &stray.sheets);
        }
    }
}
