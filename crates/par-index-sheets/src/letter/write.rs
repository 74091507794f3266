//! Writes a letter as a workbook with a sheet for each of its tables, or as CSV.

use std::collections::HashMap;
use std::io::{self, Write};

use par_index::Lang;
use par_index::directive::Directive;
use rust_xlsxwriter::{DataValidation, Workbook, XlsxError};
use serde_json::Value as Json;

use super::{Column, HEAD, Kind, LETTER, LINE, Name, OBLIGATIONS, TABLES};
use crate::book::sheet::{Looks, page};
use crate::book::value::{Value, binary};
use crate::book::workbook;
use crate::form::height;
use crate::formula::{CsvWriter, bare};

/// Writes a letter as a workbook; [`read_letter`](crate::read_letter) reads the same letter from
/// it.
///
/// # Errors
/// Errors of the writer `out`.
pub fn write_letter(letter: &Directive, lang: Lang, mut out: impl Write) -> io::Result<()> {
    let document: Json = serde_json::from_str(&letter.to_json()).map_err(io::Error::other)?;
    let bytes = made(&document, lang).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

/// Writes the obligations of a letter as CSV, a row for each, with the facts about the letter in
/// lines above them. [`read_letter`](crate::read_letter) reads this CSV; the documents that the
/// letter is based on are left out, they stand only in the workbook.
///
/// ```
/// use par_index::Lang;
/// let letter = par_index::directive::directive("hon-quan-2023")?;
/// let table = par_index_sheets::letter_to_csv(&letter, Lang::Vi);
/// let again = par_index_sheets::read_letter("cong-van.csv", table.as_bytes())?;
/// assert_eq!(again.obligations().len(), letter.obligations().len());
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn letter_to_csv(letter: &Directive, lang: Lang) -> String {
    let document: Json = serde_json::from_str(&letter.to_json()).unwrap_or_default();
    let rows = |key: &str| document[key].as_array().map(Vec::as_slice).unwrap_or_default();
    // CSV has no table of agencies, so agencies are written by their names instead of their ids.
    let names: HashMap<&str, &str> = rows("agencies")
        .iter()
        .filter_map(|one| {
            let name = one["name"]["vi"].as_str().or(one["name"].as_str())?;
            Some((one["id"].as_str()?, name))
        })
        .collect();
    let cell = |row: &Json, column: &Column| {
        let text = said(row, column, lang);
        if !["lead", "cooperating", "addressees", "copies"].contains(&column.0.0) {
            return text;
        }
        let named = text.split("; ").map(|id| names.get(id).copied().unwrap_or(id));
        named.collect::<Vec<_>>().join("; ")
    };
    let mut out = Vec::new();
    let mut csv = CsvWriter::new(&mut out);
    // Writing to memory cannot fail.
    for column in LETTER {
        let text = cell(&document, column);
        if !text.is_empty() {
            let _ = csv.record([column.0.get(lang), text.as_str()]);
        }
    }
    let obligations = rows("obligations");
    let kept = OBLIGATIONS.iter().enumerate().filter(|(at, column)| {
        let says = obligations.iter().any(|row| !said(row, column, lang).is_empty());
        column.0.0 != "parents" && (*at < 2 || says)
    });
    let kept: Vec<&Column> = kept.map(|(_, column)| column).collect();
    let _ = csv.record(kept.iter().map(|column| column.0.get(lang)));
    for row in obligations {
        let _ = csv.record(kept.iter().map(|column| cell(row, column)));
    }
    drop(csv);
    String::from_utf8(out).unwrap_or_default()
}

fn made(document: &Json, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook(document["title"]["vi"].as_str().unwrap_or_default())?;
    for (key, name, columns) in TABLES {
        let rows = document[key].as_array().map(Vec::as_slice).unwrap_or_default();
        table(&mut book, (name, columns), rows, lang)?;
        if key == "obligations" {
            lines(&mut book, document, lang)?;
        }
    }
    book.save_to_buffer()
}

/// The value of a column in an object of the document, as the text of a cell.
fn said(row: &Json, Column(name, kind): &Column, lang: Lang) -> String {
    let value = match name.0.split_once('/') {
        // A name that is the same in both languages is stored as one text, not as a pair.
        Some((part, _)) if row[part].is_string() => &row[part],
        Some((part, language)) => &row[part][language],
        None => &row[name.0],
    };
    match (value, kind) {
        (Json::String(text), Kind::Word(words)) => {
            let word = words.iter().find(|word| word.0 == text);
            word.map_or(text.as_str(), |word| word.get(lang)).to_owned()
        }
        (Json::String(text), _) => text.clone(),
        (Json::Array(all), _) => all.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("; "),
        (Json::Bool(true), _) if lang == Lang::Vi => "Có".to_owned(),
        (Json::Bool(true), _) => "Yes".to_owned(),
        (Json::Number(number), _) => number.to_string(),
        _ => String::new(),
    }
}

fn table(
    book: &mut Workbook,
    (name, columns): (Name, &[Column]),
    rows: &[Json],
    lang: Lang,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name.get(lang))?;
    let looks = Looks::new();
    // Columns without any value are left out, except the first two: the reader recognises the table
    // by them.
    let kept = columns.iter().enumerate().filter(|(at, column)| {
        *at < 2 || rows.iter().any(|row| !said(row, column, lang).is_empty())
    });
    let kept: Vec<&Column> = kept.map(|(_, column)| column).collect();
    let width = |column: &Column| match column.1 {
        Kind::Text if column.0.0.contains('/') => 44,
        Kind::Text | Kind::List => 20,
        _ => 14,
    };
    for (at, column) in (0_u16..).zip(&kept) {
        sheet.set_column_width(at, width(column))?;
        sheet.write_with_format(0, at, column.0.get(lang), &looks.head)?;
    }
    for (at, row) in (1_u32..).zip(rows) {
        let cells: Vec<String> = kept.iter().map(|column| said(row, column, lang)).collect();
        let widths = kept.iter().map(|column| usize::try_from(width(column)).unwrap_or_default());
        let texts: Vec<(&str, usize)> = cells.iter().map(String::as_str).zip(widths).collect();
        sheet.set_row_height(at, height(&texts))?;
        for ((column, text), here) in kept.iter().zip(&cells).zip(0_u16..) {
            match column.1 {
                Kind::Number if Value::fits(text) && !text.is_empty() => {
                    sheet.write_with_format(at, here, binary(text), &looks.number)?;
                }
                // A leading apostrophe is added here, because the reader removes one from a text
                // like this.
                _ if bare(text).is_some() => {
                    sheet.write_with_format(at, here, format!("'{text}"), &looks.text)?;
                }
                _ => {
                    sheet.write_with_format(at, here, text, &looks.text)?;
                }
            }
            if let Kind::Word(words) = column.1 {
                let words: Vec<&str> = words.iter().map(|word| word.get(lang)).collect();
                let rule = DataValidation::new().allow_list_strings(&words)?;
                sheet.add_data_validation(at, here, at, here, &rule)?;
            }
        }
    }
    sheet.set_row_height(0, 36)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    page(sheet, true);
    Ok(())
}

/// Writes the sheet of facts about the letter, one fact on each line.
fn lines(book: &mut Workbook, document: &Json, lang: Lang) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(HEAD.get(lang))?;
    let looks = Looks::new();
    for (at, (name, width)) in (0_u16..).zip(LINE.into_iter().zip([32_u32, 90])) {
        sheet.set_column_width(at, width)?;
        sheet.write_with_format(0, at, name.get(lang), &looks.head)?;
    }
    for (at, column) in (1_u32..).zip(LETTER) {
        let text = said(document, column, lang);
        let text = if bare(&text).is_some() { format!("'{text}") } else { text };
        sheet.write_with_format(at, 0, column.0.get(lang), &looks.text)?;
        sheet.write_with_format(at, 1, text.as_str(), &looks.text)?;
        sheet.set_row_height(at, height(&[(&text, 90)]))?;
    }
    page(sheet, true);
    Ok(())
}
