//! What a file holds: the one way from its bytes to tables.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use par_index::Finding;
use par_index::assessment::Source;
use par_index::finding::FindingCode;

use crate::decode::decode;
use crate::frame::{FrameRows, MARK};
use crate::kind::{Kind, by_name, foreign, kind};
use crate::stream::Stream;
use crate::table::Table;
use crate::text::CsvText;
use crate::workbook;

/// A file that was opened.
pub(crate) enum File<'b> {
    /// A document, not read yet.
    Json,
    /// Its tables that have a header: of CSV one, or none; of a workbook one for each sheet.
    Tables(Vec<Table<'b>>),
}

/// Opens a file. What is wrong with it as a whole is told.
///
/// # Errors
/// What it is, where it cannot be read.
pub(crate) fn open<'b>(
    file: &str,
    bytes: &'b [u8],
    tell: &mut dyn FnMut(Finding),
) -> Result<File<'b>, Finding> {
    match kind(file, bytes) {
        Kind::Json => Ok(File::Json),
        Kind::Table => {
            let rows = CsvText::open(file, decode(file, bytes, tell)?, tell);
            // Nothing fails that is in memory.
            let table = Table::over(Source::file(file), Box::new(rows), tell).unwrap_or_default();
            Ok(File::Tables(table.into_iter().collect()))
        }
        Kind::Workbook => workbook::open(file, Cow::Borrowed(bytes), tell).map(File::Tables),
        Kind::Frame => Ok(File::Tables(frame(file, Cow::Borrowed(bytes), tell))),
        Kind::Unknown => Err(foreign(file, bytes)),
    }
}

/// The table of a frame, unless it has no row at all.
fn frame<'b>(file: &str, bytes: Cow<'b, [u8]>, tell: &mut dyn FnMut(Finding)) -> Vec<Table<'b>> {
    let rows = Box::new(FrameRows::open(bytes));
    // Nothing fails that is in memory.
    Table::over(Source::file(file), rows, tell).unwrap_or_default().into_iter().collect()
}

/// The one of a file's tables that its reader is made for: others are told and passed over. Where none
/// fits it is the first, so that its reader says what it lacks.
///
/// # Errors
/// That several fit.
pub(crate) fn fitting<'t>(
    mut tables: Vec<Table<'t>>,
    fits: impl Fn(&Table<'t>) -> bool,
    tell: &mut dyn FnMut(Finding),
) -> Result<Option<Table<'t>>, Finding> {
    if tables.len() < 2 {
        return Ok(tables.pop());
    }
    let (mut good, mut others): (Vec<_>, Vec<_>) = tables.into_iter().partition(fits);
    if good.len() > 1 {
        let names: Vec<&str> = good.iter().filter_map(|one| one.source.sheet.as_deref()).collect();
        let names = names.join(", ");
        let mut place = good.first().map(Table::whole).unwrap_or_default();
        place.sheet = None;
        return Err(Finding::new(FindingCode::SeveralTables, place).found(names));
    }
    if good.is_empty() {
        good.push(others.remove(0));
    }
    for table in &others {
        tell(table.passed());
    }
    Ok(good.pop())
}

/// Opens a file of any length whose rows are read as they come, and which of several tables `fits`;
/// `None` where it has no header. What is wrong with it as a whole is told.
///
/// A workbook is held whole, since what it holds stands at its end.
///
/// # Errors
/// Those of the reader; within, what the file is, where it cannot be read.
pub(crate) fn open_stream<'r>(
    file: &str,
    mut input: impl Read + 'r,
    fits: impl Fn(&Table<'r>) -> bool,
    tell: &mut dyn FnMut(Finding),
) -> io::Result<Result<Option<Table<'r>>, Finding>> {
    let named = by_name(file);
    if named.is_some_and(|kind| !matches!(kind, Kind::Table | Kind::Workbook)) {
        return Ok(Err(foreign(file, &[])));
    }
    let mut bytes = Vec::new();
    input.by_ref().take(4).read_to_end(&mut bytes)?;
    if bytes.starts_with(b"PK") || (!bytes.is_empty() && MARK.starts_with(&bytes)) {
        input.read_to_end(&mut bytes)?;
    }
    if kind(file, &bytes) == Kind::Frame {
        return Ok(Ok(frame(file, Cow::Owned(bytes), tell).pop()));
    }
    if kind(file, &bytes) == Kind::Workbook {
        let tables = workbook::open(file, Cow::Owned(bytes), tell);
        return Ok(tables.and_then(|tables| fitting(tables, fits, tell)));
    }
    let rows = Stream::open(file, Cursor::new(bytes).chain(input), tell)?;
    let table = rows.map(|rows| Table::over(Source::file(file), Box::new(rows), tell));
    Ok(Ok(table.transpose()?.flatten()))
}
