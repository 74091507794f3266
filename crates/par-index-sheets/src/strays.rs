//! Finds columns that no reader takes and that nevertheless hold values.

use std::collections::BTreeSet;

use par_index::assessment::SheetId;
use par_index::finding::{FindingCode, RowList};
use par_index::{Finding, Inputs};

use crate::cell::{Content, content};
use crate::fields::NOT_READ;
use crate::headings::is_any;
use crate::record::{At, Cell, Record};
use crate::table::Table;

/// Headings of columns that are understood but hold no input, because a sheet computes or remarks
/// their contents: ordinal numbers, totals, ranks and the like.
pub(crate) const DERIVED: [&str; 11] = [
    "ordinal", "note", "total", "max", "index", "share", "ratio", "rank", "grade", "previous",
    "reckoned",
];
/// Headings of columns that only repeat texts of the framework.
pub(crate) const REPEATED: [&str; 6] = ["title", "node", "criterion", "component", "field", "how"];

/// How the headings of columns of points begin.
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
/// Words that occur in the headings of columns of remarks.
const REMARKS: [&str; 7] =
    ["note", "remark", "ghi chú", "nhận xét", "giải trình", "lý do", "ý kiến"];

/// Whether a heading is that of a column of points.
fn is_of_points(heading: &str) -> bool {
    let heading = par_index::words::fold_name(heading);
    OF_POINTS.iter().any(|word| heading.starts_with(&par_index::words::fold_name(word)))
}

/// Whether the column under a heading holds no input.
pub(crate) fn is_derived(heading: &str) -> bool {
    // Punctuation is removed first, so that a word is found before any mark: *(đối chiếu, ghi
    // chú)*.
    let folded = par_index::words::fold_name(&heading.replace(['(', ')', ',', ':', '/'], " "));
    let is_remark = |word: &str| folded.contains(&par_index::words::fold_name(word));
    is_any(heading, &DERIVED)
        || is_any(heading, &REPEATED)
        || REMARKS.iter().any(|word| is_remark(word))
}

/// Whether a text is a number, possibly in brackets: `(1)`.
fn in_brackets(text: &str) -> bool {
    let inner = text.trim().trim_matches(['(', ')', '[', ']']);
    matches!(content(Cell::text(inner)), Content::Number(_))
}

/// The columns of a table that no reader takes.
pub(crate) struct Strays {
    columns: Vec<Stray>,
    /// The column in which a join writes that some of its inputs were not read, and the first row
    /// in which it does.
    marked: Option<usize>,
    mark: Option<At>,
    /// The first row in which that column says neither true nor false, with its text.
    unclear: Option<(At, String)>,
}

/// Whether a column has only counted the rows so far (0, 1, 2 …).
#[derive(Clone, Copy)]
enum Counts {
    Begins,
    After(i64),
    No,
}

struct Stray {
    column: usize,
    reason: FindingCode,
    /// Whether the column may only be counting the rows: it has no name and stands before the
    /// column of units.
    counts: Counts,
    /// Whether words count as values in this column too, not only numbers.
    says: bool,
    rows: RowList,
    sheets: BTreeSet<SheetId>,
}

impl Strays {
    /// Collects the columns of a table that are not in `taken`. `second` holds the columns already
    /// reported as a second column of one kind. `values` says whether any column of values is read,
    /// and `near` whether a heading resembles that of a column of values.
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
                // Words are taken to be remarks, unless the table has no column of values at all.
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

    /// Looks at one row; `sheet` is the sheet that the row belongs to, if it belongs to one.
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

    /// Reports which columns held values that were not read, and whether the table itself was
    /// joined from inputs of which something was not read.
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
                // A column with a name was already reported by the reader of the table.
                let finding = Finding::new(FindingCode::UnknownColumn, place.clone());
                let heading = table.heading(stray.column);
                inputs.finding(finding.found(heading).with("near", ""));
            }
            inputs.column_not_read(&place, stray.reason, &stray.rows, &stray.sheets);
        }
    }
}
