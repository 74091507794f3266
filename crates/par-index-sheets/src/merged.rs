//! Rows of a long table that leave their unit open: one cell is merged over the rows of a unit, and a
//! spreadsheet keeps its text in the first of them.

use std::collections::HashMap;

use csv::StringRecord;
use par_index::{Finding, FindingCode, Inputs, Opened, Place, RowList, SheetId};

use crate::head::Heads;
use crate::table::{At, Table};

/// What stands above a row, and which codes each unit has had.
pub(crate) struct Merged {
    /// The head of the row above, and the sheet it opened; `None` where nobody knows whose it is.
    above: Option<(Vec<String>, Opened)>,
    /// For each sheet a bit for each code it has had.
    codes: HashMap<SheetId, Vec<u64>>,
    /// The rows that continue the unit above, not told yet.
    continued: Option<(SheetId, String, Place, RowList)>,
}

impl Merged {
    pub(crate) fn new() -> Merged {
        Merged { above: None, codes: HashMap::new(), continued: None }
    }

    /// The sheet a row belongs to: that of its unit, or of the unit above while the row's code is new
    /// for it. `code` is the number of its code; `None` where it has a code that nobody knows, and the
    /// outer `None` where it has none.
    pub(crate) fn open(
        &mut self,
        inputs: &mut Inputs,
        heads: &mut Heads,
        (table, record, at): (&Table<'_>, &StringRecord, At),
        code: Option<Option<usize>>,
    ) -> Opened {
        if !heads.is_nameless(record) {
            self.tell(inputs);
            let opened = heads.open(inputs, table, record, at);
            self.above = Some((heads.texts(record), opened));
            if let (Some(sheet), Some(Some(code))) = (opened.sheet(), code) {
                self.is_new(sheet, code);
            }
            return opened;
        }
        let own = heads.texts(record);
        let goes_on = match &self.above {
            Some((above, Opened::Sheet(sheet))) => {
                let (above, sheet) = (above.clone(), *sheet);
                match code {
                    Some(Some(code)) => self.is_new(sheet, code).then_some(above),
                    Some(None) => Some(above),
                    None => None,
                }
            }
            // Whosever the rows above are, these are too.
            Some((above, _)) if code.is_some() => Some(above.clone()),
            _ => None,
        };
        let Some(above) = goes_on else {
            self.tell(inputs);
            self.above = None;
            return heads.open(inputs, table, record, at);
        };
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
        self.above = Some((texts, opened));
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
