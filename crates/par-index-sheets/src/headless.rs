//! A sheet with neither a header nor a code: words that nobody counts, or figures whose header was forgotten.

use std::collections::BTreeSet;

use par_index::Inputs;
use par_index::finding::FindingCode;

use crate::cell::{Content, content};
use crate::code::tidy;
use crate::number;
use crate::record::{Cell, Record};
use crate::table::Table;

/// A longer text is neither a name nor a code.
const MOST_NAME: usize = 200;
/// So many names are kept.
const MOST_NAMES: usize = 10_000;

/// What such a sheet says.
#[derive(Default)]
pub(crate) struct Headless {
    /// Whether figures stand in two columns or more, what numbers the rows apart.
    pub(crate) is_table: bool,
    /// The texts that stand beside a value, and the name of the sheet: any may be a unit's.
    pub(crate) names: BTreeSet<String>,
}

impl Headless {
    /// What a sheet says; `None` where it has a header or the code of a leaf, so that its reader tells.
    pub(crate) fn of(inputs: &Inputs, table: &Table<'_>) -> Option<Headless> {
        let keys = ["unit", "name", "code", "self", "appraised"];
        if keys.iter().any(|key| table.column(key).is_some()) {
            return None;
        }
        let mut rows = table.again()?;
        let mut found = Headless::default();
        found.names.extend(table.source.sheet.clone());
        let mut columns: Vec<Figures> = Vec::new();
        let mut record = Record::default();
        while rows.next(&mut record, &mut |_| {}) {
            let is_code =
                |text: &str| text.contains('.') && inputs.framework().node(&tidy(text)).is_some();
            if record.cells().any(|cell| cell.text.len() < 64 && is_code(cell.text)) {
                return None;
            }
            columns.resize_with(columns.len().max(record.len()), Figures::default);
            let mut has_value = false;
            for (cell, column) in record.cells().zip(&mut columns) {
                let says = Says::of(cell);
                has_value |= says != Says::Words;
                if says == Says::Figure {
                    column.see(cell.text.trim());
                }
            }
            let texts = record.cells().filter(|_| has_value).map(|cell| cell.text.trim());
            for text in texts.filter(|text| text.len() < MOST_NAME) {
                let is_name = text.chars().any(char::is_alphabetic);
                if is_name && found.names.len() < MOST_NAMES && !found.names.contains(text) {
                    found.names.insert(text.to_owned());
                }
            }
        }
        // The rows are numbered in the first column that has anything to count.
        let mut columns = columns.iter().filter(|column| column.count > 0).peekable();
        columns.next_if(|first| first.is_numbering());
        found.is_table = columns.count() > 1;
        Some(found)
    }
}

/// What a cell says of a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Figure,
    /// An answer: *Có*, *Không áp dụng*.
    Value,
    /// Nothing, a day, or words.
    Words,
}

impl Says {
    fn of(cell: Cell<'_>) -> Says {
        match content(cell) {
            Content::Number(_)
            | Content::Bad(
                FindingCode::PercentGiven
                | FindingCode::SpreadsheetError
                | FindingCode::FormulaText,
            ) => Says::Figure,
            Content::Bad(FindingCode::BadNumber) if is_share(cell.text) => Says::Figure,
            Content::Yes | Content::No | Content::NotApplicable(_) => Says::Value,
            Content::Empty | Content::Bad(_) => Says::Words,
        }
    }
}

/// Whether a text is one number of another, `58/60`; a month of a year is none.
fn is_share(text: &str) -> bool {
    let Some((done, of)) = text.split_once('/') else { return false };
    let (done, of) = (done.trim(), of.trim());
    let is_month =
        done.len() < 3 && of.len() == 4 && (of.starts_with("19") || of.starts_with("20"));
    !is_month && number::read(done).is_some() && number::read(of).is_some()
}

/// The figures of a column.
#[derive(Default)]
struct Figures {
    count: u64,
    /// How many of them are one more than the one above, from 1 on.
    in_turn: u64,
}

impl Figures {
    fn see(&mut self, text: &str) {
        self.count += 1;
        let number = text.trim_end_matches('.').parse::<u64>();
        self.in_turn += u64::from(number == Ok(self.in_turn + 1));
    }

    fn is_numbering(&self) -> bool {
        self.in_turn == self.count
    }
}
