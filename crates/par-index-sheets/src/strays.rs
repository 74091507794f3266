//! Columns that nobody reads, and whether values stand in them.

use std::collections::BTreeSet;

use par_index::{Finding, FindingCode, Inputs, RowList, SheetId};

use crate::cell::{Content, content};
use crate::headings::is_any;
use crate::record::{At, Record};
use crate::table::Table;
use crate::write::NOT_READ;

/// Headings of columns that are understood and hold no input: what a sheet counts, sums or remarks.
pub(crate) const DERIVED: [&str; 9] =
    ["ordinal", "note", "total", "max", "index", "share", "ratio", "rank", "grade"];

/// The columns of a table that no reader takes.
pub(crate) struct Strays {
    columns: Vec<Stray>,
    /// Whether the table has no column of values at all.
    nothing_else: bool,
    /// The column that `join` writes beside what was not read, and the first row that says so.
    marked: Option<usize>,
    mark: Option<At>,
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
    rows: RowList,
    sheets: BTreeSet<SheetId>,
}

impl Strays {
    /// Of columns that some reader takes, the others. A column that was told as a second one of its
    /// kind is in `second`; `values` says whether any column of values is read.
    pub(crate) fn of(
        table: &Table<'_>,
        (unit, taken): (usize, &[usize]),
        second: &[usize],
        values: bool,
    ) -> Strays {
        let columns = (0..table.width()).filter_map(|column| {
            let twice = table.is_twice(column) || second.contains(&column);
            let name = table.heading(column);
            let stray = twice || !(taken.contains(&column) || is_any(name, &DERIVED));
            let reason =
                if twice { FindingCode::DuplicateColumn } else { FindingCode::UnknownColumn };
            stray.then(|| Stray {
                column,
                reason,
                counts: if name.is_empty() && column < unit { Counts::Begins } else { Counts::No },
                rows: RowList::default(),
                sheets: BTreeSet::new(),
            })
        });
        let (marked, nothing_else) = (table.column(NOT_READ), !values);
        let mut strays = Strays { columns: columns.collect(), nothing_else, marked, mark: None };
        strays.columns.retain(|stray| Some(stray.column) != marked);
        strays
    }

    /// Looks at a row; `sheet` is the one it belongs to.
    pub(crate) fn see(&mut self, record: &Record, at: At, sheet: Option<SheetId>) {
        if record.cell_of(self.marked).text.trim().eq_ignore_ascii_case("true") {
            self.mark.get_or_insert(at);
        }
        for stray in &mut self.columns {
            let cell = record.cell(stray.column);
            let held = match content(cell) {
                Content::Empty => continue,
                // Words are remarks, unless nothing else stands in the table.
                Content::Bad(FindingCode::UnknownWord) => self.nothing_else,
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
