//! A sheet with neither a header nor a code: either mere text, or figures whose header was
//! forgotten.

use std::collections::BTreeSet;

use par_index::Inputs;
use par_index::finding::FindingCode;

use crate::cell::{Content, content};
use crate::code::tidy;
use crate::number;
use crate::record::{Cell, Record};
use crate::table::Table;

/// The length in bytes from which a text is too long for a name.
const MOST_NAME: usize = 200;
/// The most names that are kept.
const MOST_NAMES: usize = 10_000;

/// The contents of a sheet without a header.
#[derive(Default)]
pub(crate) struct Headless {
    /// Whether figures stand in two columns or more, not counting a column that numbers the rows.
    pub(crate) is_table: bool,
    /// The name of the sheet and the texts that stand beside a value: any of them may name a unit.
    pub(crate) names: BTreeSet<String>,
}

impl Headless {
    /// Examines a sheet; `None` where it has a header or the code of a leaf, for then its reader
    /// says what is wrong.
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
        // The first column with figures may only number the rows: then it is not counted.
        let mut columns = columns.iter().filter(|column| column.count > 0).peekable();
        columns.next_if(|first| first.is_numbering());
        found.is_table = columns.count() > 1;
        Some(found)
    }
}

/// The kind of content in a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Figure,
    /// An answer, such as *Có* or *Không áp dụng*.
    Value,
    /// An empty cell, a day, or words.
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

/// Whether a text is a number out of another, such as `58/60`; a month with its year is none.
fn is_share(text: &str) -> bool {
    let Some((done, of)) = text.split_once('/') else { return false };
    let (done, of) = (done.trim(), of.trim());
    let is_month =
        done.len() < 3 && of.len() == 4 && (of.starts_with("19") || of.starts_with("20"));
    !is_month && number::read(done).is_some() && number::read(of).is_some()
}

/// The figures of a column, counted.
#[derive(Default)]
struct Figures {
    count: u64,
    /// How many of the figures continue the count 1, 2, 3 … from the top.
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
