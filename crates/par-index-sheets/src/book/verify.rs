//! Checks a workbook of ours against its inputs: the result is written again, and the cells of both
//! workbooks are compared as our reader sees them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use par_index::dossier::Dossier;
use par_index::reply::{Printed, Reply};
use par_index::view::VerifyRow;
use par_index::{Error, Finding};

use super::sheet::place;
use super::{RESULT, SOURCE, write_book};
use crate::record::{Kind, Record};
use crate::workbook;

/// Whether a file is a workbook, told by its first bytes (those of a zip archive).
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// The cells of both sheets: text and whether it is a number, by sheet, row and column from 0.
type Cells = BTreeMap<(usize, u32, u16), (String, bool)>;

/// A workbook with a result, as it was read from a file.
#[derive(Debug)]
pub struct Book {
    printed: Printed,
    cells: Cells,
}

impl Book {
    /// Reads a workbook with the seal of a result.
    ///
    /// # Errors
    /// A finding if the file cannot be read; [`Error::is_usage`] where the workbook bears no seal.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Book, Error> {
        let cells =
            cells(file, bytes).map_err(|finding| Error::of_findings(file, vec![finding]))?;
        // The seal stands in the second column of the second sheet, in its last line; whatever
        // somebody added below is compared too.
        let sealed = cells.iter().rev().find_map(|((sheet, _, column), (text, _))| {
            let is_line = *sheet == 1 && *column == 1;
            let printed = is_line.then(|| Printed::of_cells(text).ok()).flatten()?;
            Some(printed)
        });
        match sealed {
            Some(printed) => Ok(Book { printed, cells }),
            // No line is a seal: the last line, read as one, gives the error that says why.
            None => Err(Printed::of_cells(last_line(&cells)).err().unwrap_or_else(no_seal)),
        }
    }

    /// The question and the seal that the workbook states.
    pub fn printed(&self) -> &Printed {
        &self.printed
    }

    /// Asks the workbook's question again of a dossier and compares the two results cell by cell.
    ///
    /// # Errors
    /// [`Error::is_usage`] when its question cannot be asked of these inputs.
    pub fn verify(&self, dossier: &Dossier) -> Result<Reply, Error> {
        self.printed.verify_with(dossier, |reply| self.differences(reply))
    }

    fn differences(&self, reply: &Reply) -> Vec<VerifyRow> {
        let lang = self.printed.lang();
        let mut again = Vec::new();
        // Writing to memory and reading it again cannot fail.
        let _ = write_book(reply, lang, &[], &mut again);
        let mut computed = cells("", &again).unwrap_or_default();
        let mut printed = self.cells.clone();
        for cells in [&mut computed, &mut printed] {
            bare(cells, lang.column("inputs").unwrap_or_default());
        }
        let names = [super::named(RESULT, lang), super::named(SOURCE, lang)];
        let mut places: Vec<_> = printed.keys().chain(computed.keys()).copied().collect();
        places.sort_unstable();
        places.dedup();
        let differs = |at: (usize, u32, u16)| {
            let (found, expected) = (printed.get(&at), computed.get(&at));
            let text = |cell: Option<&(String, bool)>| cell.map(|(text, _)| text.clone());
            (found != expected).then(|| {
                let (sheet, row, column) = at;
                let sheet = names.get(sheet).copied().unwrap_or_default();
                let cell = format!("{sheet}!{}", place(row, column));
                VerifyRow::cell(row as usize + 1, cell, text(found), text(expected))
            })
        };
        places.into_iter().filter_map(differs).collect()
    }
}

fn last_line(cells: &Cells) -> &str {
    let mut lines =
        cells.iter().rev().filter(|((sheet, _, column), _)| (*sheet, *column) == (1, 1));
    lines.next().map_or("", |(_, (text, _))| text.as_str())
}

fn no_seal() -> Error {
    Printed::read("").err().unwrap_or_else(|| Error::of_findings("", Vec::new()))
}

/// Removes the cells that do not belong to the result: the names of its inputs with their rows, the
/// places of findings, and the line of the seal, which is compared separately.
fn bare(cells: &mut Cells, inputs: &str) {
    let of_inputs: Vec<u32> = cells
        .iter()
        .filter(|((sheet, _, column), (text, _))| (*sheet, *column) == (1, 0) && text == inputs)
        .map(|((_, row, _), _)| *row)
        .collect();
    let last = cells.keys().filter(|(sheet, ..)| *sheet == 1).map(|(_, row, _)| *row).max();
    let mut kept = Cells::new();
    for ((sheet, row, column), cell) in std::mem::take(cells) {
        if sheet == 0 {
            kept.insert((sheet, row, column), cell);
        } else if column != 2 && !of_inputs.contains(&row) && Some(row) != last {
            let above = of_inputs.iter().filter(|input| **input < row).count();
            let row = row.saturating_sub(u32::try_from(above).unwrap_or_default());
            kept.insert((sheet, row, column), cell);
        }
    }
    *cells = kept;
}

/// All cells with a text in the two sheets of a result; further sheets belong to somebody else.
fn cells(file: &str, bytes: &[u8]) -> Result<Cells, Finding> {
    let mut all = Cells::new();
    let is = |names: [&str; 2], name: &str| names.contains(&name);
    for (name, mut rows) in workbook::sheets(file, Cow::Borrowed(bytes))? {
        let sheet = match name.as_str() {
            name if is(RESULT, name) => 0,
            name if is(SOURCE, name) => 1,
            _ => continue,
        };
        let mut record = Record::default();
        while rows.next(&mut record, &mut |_| {}) {
            let row = record.at().row.saturating_sub(1);
            for (column, cell) in (0_u16..).zip(record.cells()) {
                if !cell.text.is_empty() {
                    // Trailing zeros only show a number in another way; the number itself is
                    // compared.
                    let is_number = cell.kind == Kind::Number;
                    let text = if is_number { shortest(cell.text) } else { cell.text };
                    all.insert((sheet, row, column), (text.to_owned(), is_number));
                }
            }
        }
    }
    Ok(all)
}

fn shortest(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}
