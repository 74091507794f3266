//! Workbooks made for a test: through a writer, or part by part where no writer makes them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A workbook of one sheet.
pub(crate) fn book(make: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    make(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// Writes texts and numbers below each other: what reads as a number is one, `'1` is the text 1.
pub(crate) fn fill(sheet: &mut Worksheet, rows: &[&[&str]]) {
    fill_from(sheet, 0, rows);
}

pub(crate) fn fill_from(sheet: &mut Worksheet, first: u32, rows: &[&[&str]]) {
    for (row, cells) in (first..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells.iter()) {
            match cell.strip_prefix('\'') {
                Some(text) => sheet.write_string(row, column, text).unwrap(),
                None if cell.is_empty() => continue,
                None => match cell.parse::<i32>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, *cell).unwrap(),
                },
            };
        }
    }
}

/// An archive of parts.
pub(crate) fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let packed = if bytes.len() > 10_000 {
            CompressionMethod::Deflated
        } else {
            CompressionMethod::Stored
        };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(packed)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a workbook around sheets, each by its name, its state and what stands in its tag.
pub(crate) fn parts(sheets: &[(&str, &str, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let mut list = String::new();
    let mut related = String::new();
    let mut parts = Vec::new();
    for (n, (name, state, body)) in sheets.iter().enumerate() {
        write!(list, "<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"r{n}\"/>")
            .unwrap();
        write!(
            related,
            "<Relationship Id=\"r{n}\" Type=\"http://x/worksheet\" Target=\"worksheets/s{n}.xml\"/>"
        )
        .unwrap();
        let mut sheet = b"<worksheet>".to_vec();
        sheet.extend(body);
        sheet.extend(b"</worksheet>");
        parts.push((format!("xl/worksheets/s{n}.xml"), sheet));
    }
    related += "<Relationship Id=\"rs\" Type=\"http://x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>";
    related += "<Relationship Id=\"ry\" Type=\"http://x/styles\" Target=\"styles.xml\"/>";
    let book = format!("<workbook><sheets>{list}</sheets></workbook>");
    let related = format!("<Relationships>{related}</Relationships>");
    parts.push(("xl/workbook.xml".to_owned(), book.into_bytes()));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), related.into_bytes()));
    parts
}

/// A workbook of one visible sheet whose parts are written by hand.
pub(crate) fn raw(sheet: &str) -> Vec<u8> {
    raw_beside(sheet.as_bytes().to_vec(), &[])
}

pub(crate) fn raw_beside(sheet: Vec<u8>, others: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let parts = parts(&[("S", "visible", sheet)]);
    let mut all: Vec<(&str, Vec<u8>)> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    all.extend(others.iter().cloned());
    zipped(&all)
}

/// Rows of a sheet by hand: texts as they are, `=…` a formula without a value, `<…` any tags.
pub(crate) fn data(rows: &[&[&str]]) -> String {
    let mut out = String::from("<sheetData>");
    for (n, cells) in rows.iter().enumerate() {
        write!(out, "<row r=\"{}\">", n + 1).unwrap();
        for cell in *cells {
            let tag = match cell.chars().next() {
                None => "<c/>".to_owned(),
                Some('<') => (*cell).to_owned(),
                Some('=') => format!("<c><f>{}</f></c>", &cell[1..]),
                Some(_) if cell.parse::<i32>().is_ok() => format!("<c><v>{cell}</v></c>"),
                Some(_) => format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            };
            out += &tag;
        }
        out += "</row>";
    }
    out + "</sheetData>"
}
