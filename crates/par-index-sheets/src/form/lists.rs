//! Lists of words to choose from in a cell. A list that is too long for a cell, or has a comma in a
//! word, stands on a hidden sheet.

use rust_xlsxwriter::{DataValidation, Formula, Workbook, XlsxError};

use crate::book::sheet::place;

/// The longest text, in letters, that a spreadsheet program takes in a list or a message.
pub(super) const MOST: usize = 255;

/// The name of the hidden sheet; readers pass it over.
pub(crate) const LISTS: &str = "par-index";

/// The lists of a form, each a column of the hidden sheet.
#[derive(Default)]
pub(super) struct Lists(Vec<Vec<String>>);

impl Lists {
    /// The rule for a cell that takes one of these words.
    pub(super) fn one_of(&mut self, words: &[&str]) -> Result<DataValidation, XlsxError> {
        let long: usize = words.iter().map(|word| word.chars().count() + 1).sum();
        if long < MOST && !words.iter().any(|word| word.contains([',', '"'])) {
            return DataValidation::new().allow_list_strings(words);
        }
        let known = self.0.iter().position(|list| list == words);
        let at = known.unwrap_or_else(|| {
            self.0.push(words.iter().map(|word| (*word).to_owned()).collect());
            self.0.len() - 1
        });
        let column = place(0, u16::try_from(at).unwrap_or(u16::MAX));
        let column = column.trim_end_matches('1');
        let range = format!("='{LISTS}'!${column}$1:${column}${}", words.len());
        Ok(DataValidation::new().allow_list_formula(Formula::new(range)))
    }

    /// Writes the hidden sheet, if any list stands on it.
    pub(super) fn write(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let sheet = book.add_worksheet();
        sheet.set_name(LISTS)?.set_hidden(true);
        for (column, list) in (0..).zip(&self.0) {
            for (row, word) in (0..).zip(list) {
                sheet.write_string(row, column, word)?;
            }
        }
        Ok(())
    }
}
