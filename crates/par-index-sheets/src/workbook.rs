//! Workbooks (.xlsx, .xlsm): every visible sheet as a table, streamed; nothing is believed before it was counted.

mod package;
mod plain;
mod sheet;
mod strings;
mod styles;
mod value;
mod walk;
mod xml;

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use par_index::assessment::Source;
use par_index::finding::{FindingCode, Place};
use par_index::words::Arg;
use par_index::{Finding, Text};

use crate::form::LISTS;
use crate::record::Rows;
use crate::table::Table;
use package::Package;
use sheet::{Book, Sheet, Survey};
use strings::Strings;
use xml::{Name, Piece, Xml};

/// So many bytes all parts of a workbook may have that are read, unpacked.
const MOST_BYTES: u64 = 256 << 20;
/// So many bytes the text of one cell.
const MOST_TEXT: usize = 1 << 17;
/// So many sheets.
const MOST_SHEETS: usize = 1_000;

/// Why a workbook is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Broken {
    /// It is no archive.
    NoArchive,
    /// A part is missing, or packed in an unknown way.
    NoPart(String),
    Damaged,
    /// More of something than is read: that, and the most.
    TooMuch(Most, u64),
}

/// What a workbook may hold too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Most {
    Bytes,
    Cells,
    Deep,
    Formats,
    Links,
    Merged,
    Parts,
    Row,
    Sheets,
    Text,
    Texts,
}

impl Most {
    fn text(self) -> Text {
        let (vi, en) = match self {
            Most::Bytes => ("byte sau khi giải nén", "bytes once unpacked"),
            Most::Cells => ("ô trong một trang tính", "cells in one sheet"),
            Most::Deep => ("cấp lồng nhau", "levels of nesting"),
            Most::Formats => ("định dạng ô", "formats of cells"),
            Most::Links => ("liên kết trong một trang tính", "links in one sheet"),
            Most::Merged => ("vùng ô gộp hoặc nhóm cột ẩn", "merged areas or hidden columns"),
            Most::Parts => ("tệp bên trong", "files inside"),
            Most::Row => ("byte chữ trong một dòng", "bytes of text in one row"),
            Most::Sheets => ("trang tính", "sheets"),
            Most::Text => ("byte trong một ô", "bytes in one cell"),
            Most::Texts => ("byte hoặc đoạn chữ khác nhau", "bytes or pieces of text"),
        };
        Text::new(vi, en)
    }
}

impl Broken {
    /// What is said of the file; `sheet` is where it is broken.
    fn finding(&self, file: &str, sheet: Option<&str>) -> Finding {
        let place = Place::file(file);
        let (vi, en) = match self {
            Broken::NoArchive => (
                "tệp không phải là bảng tính .xlsx, hoặc đã hỏng".to_owned(),
                "it is no .xlsx workbook, or damaged".to_owned(),
            ),
            Broken::NoPart(part) => {
                (format!("thiếu phần “{part}” của tệp"), format!("its part “{part}” is missing"))
            }
            Broken::Damaged => ("tệp đã hỏng".to_owned(), "it is damaged".to_owned()),
            Broken::TooMuch(what, most) => {
                let finding = Finding::new(FindingCode::WorkbookTooLarge, place);
                let finding = finding.found(sheet.unwrap_or(file)).with("what", what.text());
                return finding.with("most", most.to_string());
            }
        };
        let text = match sheet {
            Some(sheet) => Text::new(
                format!("trang tính “{sheet}”: {vi}"),
                format!("the sheet “{sheet}”: {en}"),
            ),
            None => Text::new(vi, en),
        };
        Finding::new(FindingCode::WorkbookBroken, place).with("why", Arg::Words(text))
    }
}

/// Opens a workbook: a table for each visible sheet that holds anything. What is hidden is told.
///
/// # Errors
/// Why it is not read: a workbook of which any visible sheet is damaged is not read at all.
pub(crate) fn open<'b>(
    file: &str,
    bytes: Cow<'b, [u8]>,
    tell: &mut dyn FnMut(Finding),
) -> Result<Vec<Table<'b>>, Finding> {
    let (book, sheets, mut left) = book(bytes).map_err(|broken| broken.finding(file, None))?;
    let book = Rc::new(book);
    let mut tables = Vec::new();
    for found in sheets {
        let mut source = Source::file(file);
        source.sheet = Some(found.name.clone());
        let place = || {
            let mut place = Place::file(file);
            place.sheet = Some(found.name.clone());
            place
        };
        if found.is_hidden {
            if found.name == LISTS {
                continue;
            }
            tell(Finding::new(FindingCode::SheetHidden, place()).found(&*found.name));
            continue;
        }
        let survey = Survey::of(&book, &found.part, &mut left)
            .map_err(|broken| broken.finding(file, Some(&found.name)))?;
        if survey.last.0 == 0 {
            continue;
        }
        let mut told = Vec::new();
        survey.tell(&source, &mut |finding| told.push(finding));
        let commented = comments(&book.package, &found.part, &mut left)
            .map_err(|broken| broken.finding(file, Some(&found.name)))?;
        if !commented.is_empty() {
            tell(Finding::new(FindingCode::CommentsPassed, place()).found(commented.join(", ")));
        }
        let rows = Sheet::new(Rc::clone(&book), &found.part, survey);
        // Nothing fails that is in memory.
        let mut more = Vec::new();
        let table = Table::over(source, Box::new(rows), &mut |finding| more.push(finding));
        let table = table.unwrap_or_default();
        // The hidden columns of a form are its own.
        if table.as_ref().is_some_and(|table| crate::form::id_column(table).is_some()) {
            told.retain(|finding| finding.code() != FindingCode::ColumnsHidden);
        }
        told.into_iter().chain(more).for_each(&mut *tell);
        tables.extend(table);
    }
    Ok(tables)
}

/// The rows of a sheet under its name.
pub(crate) type NamedRows<'b> = (String, Box<dyn Rows + 'b>);

/// The visible sheets by their names, with all their rows, whatever they hold.
///
/// # Errors
/// Those of [`open`].
pub(crate) fn sheets<'b>(file: &str, bytes: Cow<'b, [u8]>) -> Result<Vec<NamedRows<'b>>, Finding> {
    let (book, sheets, mut left) = book(bytes).map_err(|broken| broken.finding(file, None))?;
    let book = Rc::new(book);
    let mut all: Vec<NamedRows<'b>> = Vec::new();
    for found in sheets.into_iter().filter(|found| !found.is_hidden) {
        let survey = Survey::of(&book, &found.part, &mut left)
            .map_err(|broken| broken.finding(file, Some(&found.name)))?;
        let rows = Sheet::new(Rc::clone(&book), &found.part, survey);
        all.push((found.name, Box::new(rows)));
    }
    Ok(all)
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    part: String,
    is_hidden: bool,
}

/// What all sheets share, the sheets, and how many bytes may still be unpacked.
fn book(bytes: Cow<'_, [u8]>) -> Result<(Book<'_>, Vec<Listed>, u64), Broken> {
    let package = Package::open(bytes)?;
    let mut left = MOST_BYTES;
    let root = relations(&package, "", &mut left)?;
    let main = root.values().find(|one| one.kind == "officeDocument");
    let main = main.map_or("xl/workbook.xml", |one| one.target.as_str()).to_owned();
    let related = relations(&package, &main, &mut left)?;
    let part = |kind: &str| {
        let found = related.values().find(|one| one.kind == kind);
        found.map(|one| one.target.clone()).filter(|part| package.holds(part))
    };
    let strings = match part("sharedStrings") {
        Some(part) => Strings::read(&package, &part, &mut left)?,
        None => Strings::default(),
    };
    let formats = match part("styles") {
        Some(part) => styles::read(&package, &part, &mut left)?,
        None => Vec::new(),
    };
    let mut xml = Xml::new(package.read(&main, left)?);
    let mut from_1904 = false;
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name == Name::Property => from_1904 |= tag.is("date1904"),
            Piece::Open(tag) if tag.name == Name::Sheet => {
                let found = tag.get("id").and_then(|id| related.get(&id));
                let Some(found) = found else { return Err(Broken::Damaged) };
                // Sheets of charts hold no cells.
                if found.kind == "worksheet" {
                    let is_hidden = tag.get("state").is_some_and(|state| state != "visible");
                    let name = tag.get("name").unwrap_or_default();
                    sheets.push(Listed { name, part: found.target.clone(), is_hidden });
                }
            }
            Piece::End => break,
            _ => {}
        }
        if sheets.len() > MOST_SHEETS {
            return Err(Broken::TooMuch(Most::Sheets, MOST_SHEETS as u64));
        }
    }
    left = left.saturating_sub(xml.used());
    Ok((Book { package, strings, formats, from_1904 }, sheets, left))
}

/// A part that another one names.
struct Related {
    /// The end of its type.
    kind: String,
    target: String,
}

/// The parts that a part names, by their ids; of the archive itself those of no part.
fn relations(
    package: &Package<'_>,
    part: &str,
    left: &mut u64,
) -> Result<HashMap<String, Related>, Broken> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = format!("{folder}/_rels/{name}.rels");
    let mut related = HashMap::new();
    // A workbook without its list holds nothing; a sheet may have none.
    if !package.holds(&list) && !part.ends_with("workbook.xml") {
        return Ok(related);
    }
    let mut xml = Xml::new(package.read(&list, *left)?);
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name == Name::Relationship => {
                let get = |key: &str| tag.get(key).unwrap_or_default();
                let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
                // What stands outside the archive is no path in it.
                let target = match get("TargetMode").as_str() {
                    "External" => get("Target"),
                    _ => joined(folder, &get("Target")),
                };
                related.insert(get("Id"), Related { kind, target });
            }
            Piece::End => break,
            _ => {}
        }
    }
    *left = left.saturating_sub(xml.used());
    Ok(related)
}

/// The cells of a sheet at which comments stand.
fn comments(package: &Package<'_>, sheet: &str, left: &mut u64) -> Result<Vec<String>, Broken> {
    let related = relations(package, sheet, left)?;
    let part = related.values().find(|one| one.kind == "comments" && package.holds(&one.target));
    let Some(part) = part else { return Ok(Vec::new()) };
    let mut xml = Xml::new(package.read(&part.target, *left)?);
    let mut cells = Vec::new();
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name == Name::Comment => cells.extend(tag.get("ref")),
            Piece::End => break,
            _ => {}
        }
        // No sentence lists more.
        cells.truncate(100);
    }
    *left = left.saturating_sub(xml.used());
    Ok(cells)
}

/// A path seen from a folder of the archive.
fn joined(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    path.join("/")
}
