//! Writes the workbooks of `tables.json` into the corpus of sheets that tests read:
//! `cargo run -p par-index-sheets --example third_writer`.

use std::error::Error;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;
use serde::Deserialize;

#[derive(Deserialize)]
struct Made {
    file: String,
    rows: Vec<Vec<serde_json::Value>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let tables: Vec<Made> = serde_json::from_slice(&fs::read(corpus.join("tables.json"))?)?;
    for Made { file, rows } in tables {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0_u32..).zip(&rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match (cell.as_str(), cell.as_f64()) {
                    (Some(""), _) | (None, None) => {}
                    (Some(text), _) => drop(sheet.write_string(row, column, text)?),
                    (None, Some(number)) => drop(sheet.write_number(row, column, number)?),
                }
            }
        }
        book.save(corpus.join("files").join(file))?;
    }
    Ok(())
}
