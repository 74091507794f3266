//! Rows of a long table without a unit of their own. They occur where one cell with the unit is
//! merged over several rows: spreadsheets keep the text in the first row only.

use std::collections::HashMap;

use par_index::assessment::{SheetId, UnitSheet};
use par_index::finding::{FindingCode, Place, RowList};
use par_index::{Finding, Inputs};

use crate::head::Heads;
use crate::record::{At, Record};
use crate::table::Table;

/// What is known of the code of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowCode {
    /// The row has no code.
    None,
    /// The row has a code that the framework does not know.
    Unknown,
    /// A code of the framework; the number is different for each code and stage.
    Known(usize),
}

/// Which codes each unit has had so far, and which rows were taken to continue the unit above.
pub(crate) struct Merged {
    /// A bit set for each sheet, with a bit for each code that the sheet has had.
    codes: HashMap<SheetId, Vec<u64>>,
    /// The rows that continue the unit above and were not reported yet: sheet, name of the unit,
    /// place of the first row, rows.
    continued: Option<(SheetId, String, Place, RowList)>,
}

impl Merged {
    pub(crate) fn new() -> Merged {
        Merged { codes: HashMap::new(), continued: None }
    }

    /// The sheet that a row belongs to: the sheet of the unit it names, or the sheet of the unit
    /// above if the row names none and that unit has not had this code yet.
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
            // Below a row with a sum it is unclear whether this row belongs to the sum or to a
            // unit.
            (UnitSheet::Passed, RowCode::Known(_)) => false,
            // In all other cases the row belongs to the same unit as the rows above.
            _ => true,
        });
        let Some((above, _)) = above else {
            // The row opens no sheet, so the rows below it cannot continue one either.
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

    /// Reports the rows that were taken to continue a unit, once the last of them was met.
    pub(crate) fn tell(&mut self, inputs: &mut Inputs) {
        let Some((sheet, unit, place, rows)) = self.continued.take() else { return };
        let finding = Finding::new(FindingCode::UnitContinued, place);
        inputs.sheet_finding(sheet, finding.found(rows.to_string()).with("unit", unit));
    }

    /// Whether a sheet has not had this code before. From now on the code counts as had.
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
