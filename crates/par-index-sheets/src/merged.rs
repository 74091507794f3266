//! Rows of a long table that leave their unit open: one cell is merged over the rows of a unit, and a
//! spreadsheet keeps its text in the first of them.

use std::collections::HashMap;

use par_index::assessment::{SheetId, UnitSheet};
use par_index::finding::{FindingCode, Place, RowList};
use par_index::{Finding, Inputs};

use crate::head::Heads;
use crate::record::{At, Record};
use crate::table::Table;

/// The code of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowCode {
    /// The row has none.
    None,
    /// One that the framework does not know.
    Unknown,
    /// A number of its own for each code and stage.
    Known(usize),
}

/// Which codes each unit has had, and which rows went on with the one above.
pub(crate) struct Merged {
    /// For each sheet a bit for each code it has had.
    codes: HashMap<SheetId, Vec<u64>>,
    /// The rows that continue the unit above, not told yet.
    continued: Option<(SheetId, String, Place, RowList)>,
}

impl Merged {
    pub(crate) fn new() -> Merged {
        Merged { codes: HashMap::new(), continued: None }
    }

    /// The sheet a row belongs to: that of its unit, or of the unit above while the row's code is new
    /// for it.
    pub(crate) fn open(
        &mut self,
        inputs: &mut Inputs,
        heads: &mut Heads,
        (table, record, at): (&Table<'_>, &Record, At),
        code: RowCode,
    ) -> UnitSheet {
        if !heads.is_nameless(record) {
            self.tell(inputs);
            let opened = heads.open(inputs, table, record, at);
            if let (Some(sheet), RowCode::Known(code)) = (opened.sheet(), code) {
                self.is_new(sheet, code);
            }
            return opened;
        }
        let above = heads.above().filter(|_| code != RowCode::None).cloned();
        let above = above.filter(|(_, opened)| match (opened, code) {
            (UnitSheet::Sheet(sheet), RowCode::Known(code)) => self.is_new(*sheet, code),
            // Below a sum nobody knows whether the row is its own or a unit's.
            (UnitSheet::Passed, RowCode::Known(_)) => false,
            // Whosever the rows above are, these are too.
            _ => true,
        });
        let Some((above, _)) = above else {
            // Nobody stands above the next row either.
            self.tell(inputs);
            return heads.open(inputs, table, record, at);
        };
        let own = heads.texts(record);
        let own = above.iter().zip(own);
        let texts: Vec<String> =
            own.map(|(above, own)| if own.is_empty() { above.clone() } else { own }).collect();
        let opened = heads.open_texts(inputs, table, texts.clone(), at);
        if let Some(sheet) = opened.sheet() {
            if self.continued.as_ref().is_none_or(|(known, ..)| *known != sheet) {
                self.tell(inputs);
                let unit = texts.first().cloned().unwrap_or_default();
                let place = heads.place(table, at);
                self.continued = Some((sheet, unit, place, RowList::default()));
            }
            if let Some((.., rows)) = &mut self.continued {
                rows.add(at.row, at.row);
            }
        }
        opened
    }

    /// Tells of the rows that continue a unit, once they end.
    pub(crate) fn tell(&mut self, inputs: &mut Inputs) {
        let Some((sheet, unit, place, rows)) = self.continued.take() else { return };
        let finding = Finding::new(FindingCode::UnitContinued, place);
        inputs.sheet_finding(sheet, finding.found(rows.to_string()).with("unit", unit));
    }

    /// Whether a unit has not had a code before; now it has.
    fn is_new(&mut self, sheet: SheetId, code: usize) -> bool {
        let bits = self.codes.entry(sheet).or_default();
        let (word, bit) = (code / 64, 1_u64 << (code % 64));
        if bits.len() <= word {
            bits.resize(word + 1, 0);
        }
        bits.get_mut(word).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }
}
