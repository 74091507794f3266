//! Opens a file: the one way from its bytes to tables.

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
    /// A JSON document; the caller reads it.
    Json,
    /// The tables that have a header: at most one in CSV or a frame, one for each sheet in a
    /// workbook.
    Tables(Vec<Table<'b>>),
}

/// Opens a file. Findings about the file as a whole go to `tell`.
///
/// # Errors
/// A finding that says what the file is, where it cannot be read.
pub(crate) fn open<'b>(
    file: &str,
    bytes: &'b [u8],
    tell: &mut dyn FnMut(Finding),
) -> Result<File<'b>, Finding> {
    match kind(file, bytes) {
        Kind::Json => Ok(File::Json),
        Kind::Table => {
            let rows = CsvText::open(file, decode(file, bytes, tell)?, tell);
            // Reading from memory cannot fail.
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
    // Reading from memory cannot fail.
    Table::over(Source::file(file), rows, tell).unwrap_or_default().into_iter().collect()
}

/// The table that fits the reader; the other tables are told as passed over. Where none fits, the
/// first one is returned, so that its reader can say which columns are missing.
///
/// # Errors
/// A finding, where several tables fit.
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

/// Opens a file of any length whose rows are read one by one; of several tables, `fits` picks the
/// one that is meant. `None` where the file has no header. Findings about the file as a whole go to
/// `tell`.
///
/// A workbook is read into memory as a whole, since the directory of its contents stands at its
/// end.
///
/// # Errors
/// The errors of the reader `input`; the inner result holds a finding where the file is of another
/// kind.
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
