//! Reads workbooks (.xlsx, .xlsm): every visible sheet becomes a table whose rows are streamed.
//! Every size that a file claims is checked by counting.

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

/// The most bytes that all parts of a workbook that are read may have once unpacked.
const MOST_BYTES: u64 = 256 << 20;
/// The most bytes in the text of one cell.
const MOST_TEXT: usize = 1 << 17;
/// The most sheets in a workbook.
const MOST_SHEETS: usize = 1_000;

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Broken {
    /// The file is not a zip archive.
    NoArchive,
    /// A part is missing, or packed in an unknown way; the text is the name of the part.
    NoPart(String),
    Damaged,
    /// The workbook holds too much of something: what that is, and the most that is read.
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
    /// The finding that the workbook cannot be read; `sheet` names the sheet that is broken, if it
    /// is one.
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

/// Opens a workbook: returns a table for each visible sheet that holds anything. Hidden sheets,
/// rows and columns are reported through `tell`.
///
/// # Errors
/// The finding why the workbook is not read. If a single visible sheet is damaged, the whole
/// workbook is refused.
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
        // All rows are in memory, so reading them cannot fail.
        let mut more = Vec::new();
        let table = Table::over(source, Box::new(rows), &mut |finding| more.push(finding));
        let table = table.unwrap_or_default();
        // A form made by this program hides columns itself, so these are not reported.
        if table.as_ref().is_some_and(|table| crate::form::id_column(table).is_some()) {
            told.retain(|finding| finding.code() != FindingCode::ColumnsHidden);
        }
        told.into_iter().chain(more).for_each(&mut *tell);
        tables.extend(table);
    }
    Ok(tables)
}

/// The name of a sheet, and its rows.
pub(crate) type NamedRows<'b> = (String, Box<dyn Rows + 'b>);

/// The visible sheets by their names, each with all its rows, whether or not these look like a
/// table.
///
/// # Errors
/// The same errors as [`open`].
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

/// A sheet as the workbook's list names it.
struct Listed {
    name: String,
    part: String,
    is_hidden: bool,
}

/// Opens what all sheets share, and lists the sheets. The last value is the number of bytes that
/// may still be unpacked.
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
                // Sheets that hold only a chart have no cells and are left out.
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

/// A part of the archive that another part refers to.
struct Related {
    /// The last segment of its relationship type, such as `worksheet`.
    kind: String,
    target: String,
}

/// The parts that a part refers to, by the ids of the references. An empty `part` stands for the
/// archive itself.
fn relations(
    package: &Package<'_>,
    part: &str,
    left: &mut u64,
) -> Result<HashMap<String, Related>, Broken> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = format!("{folder}/_rels/{name}.rels");
    let mut related = HashMap::new();
    // A workbook without a list of references has no sheets and is refused; for a sheet the list is
    // optional.
    if !package.holds(&list) && !part.ends_with("workbook.xml") {
        return Ok(related);
    }
    let mut xml = Xml::new(package.read(&list, *left)?);
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name == Name::Relationship => {
                let get = |key: &str| tag.get(key).unwrap_or_default();
                let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
                // The target of an external link is an address, not a path in the archive.
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

/// The names of the cells of a sheet that have comments.
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
        // A finding lists at most so many cells.
        cells.truncate(100);
    }
    *left = left.saturating_sub(xml.used());
    Ok(cells)
}

/// Resolves a path relative to a folder of the archive.
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
