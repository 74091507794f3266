//! What a file holds: the one way from its bytes to tables.

use std::io::{self, Read};

use par_index::{Finding, Source};

use crate::decode::decode;
use crate::kind::{Kind, by_name, foreign, kind};
use crate::stream::Stream;
use crate::table::Table;
use crate::text::CsvText;

/// A file that was opened.
pub(crate) enum File<'b> {
    /// A document, not read yet.
    Json,
    /// Its tables that have a header: of CSV one, or none.
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
        Kind::Unknown => Err(foreign(file, bytes)),
    }
}

/// Opens a file of any length whose rows are read as they come; `None` where it has no header. What is
/// wrong with it as a whole is told.
///
/// # Errors
/// Those of the reader; within, what the file is, where its name says that it cannot be read.
pub(crate) fn open_stream<'r>(
    file: &str,
    input: impl Read + 'r,
    tell: &mut dyn FnMut(Finding),
) -> io::Result<Result<Option<Table<'r>>, Finding>> {
    if by_name(file).is_some_and(|kind| kind != Kind::Table) {
        return Ok(Err(foreign(file, &[])));
    }
    let rows = Stream::open(file, input, tell)?;
    let table = rows.map(|rows| Table::over(Source::file(file), Box::new(rows), tell));
    Ok(Ok(table.transpose()?.flatten()))
}
