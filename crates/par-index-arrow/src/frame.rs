//! Converts batches into the byte format of a frame, which every reader of tables accepts.

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Schema};
use par_index::Finding;
use par_index::finding::{FindingCode, Place};
use par_index_sheets::FrameWriter;

use crate::cell::{Cells, Unread};

/// The batches of a frame as bytes for the readers of [`par_index_sheets`], be they inputs in long
/// or wide form, a register, efforts or others. `name` is the name that findings use for the frame.
///
/// # Errors
/// A finding for each column that cannot be read: its numbers are binary, or its type does not
/// occur in tables.
pub fn frame(
    name: &str,
    schema: &Schema,
    batches: &[RecordBatch],
) -> Result<Vec<u8>, Vec<Finding>> {
    let mut unread = Unreads::new(name);
    let mut frame = FrameWriter::new(schema.fields().iter().map(|field| field.name().as_str()));
    let width = schema.fields().len();
    let mut texts = vec![String::new(); width];
    for batch in batches {
        let mut cells = Vec::with_capacity(width);
        for (field, array) in schema.fields().iter().zip(batch.columns()) {
            match Cells::of(array) {
                Ok(read) => cells.push(read),
                Err(why) => unread.add(field.name(), why, field.data_type()),
            }
        }
        if !unread.is_empty() {
            continue;
        }
        for row in 0..batch.num_rows() {
            texts.iter_mut().for_each(String::clear);
            frame.row(cells.iter().zip(&mut texts).map(|(cells, text)| cells.cell(row, text)));
        }
    }
    if unread.is_empty() { Ok(frame.finish()) } else { Err(unread.findings()) }
}

/// The most names in one finding; the number of the others is stated.
const MOST_NAMED: usize = 10;

/// The columns of a frame that cannot be read.
pub(crate) struct Unreads {
    frame: String,
    floats: Vec<String>,
    others: Vec<(String, String)>,
}

impl Unreads {
    pub(crate) fn new(frame: &str) -> Unreads {
        Unreads { frame: frame.to_owned(), floats: Vec::new(), others: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.floats.is_empty() && self.others.is_empty()
    }

    /// Adds a column, only once even if it is unreadable in several batches.
    pub(crate) fn add(&mut self, column: &str, why: Unread, is: &DataType) {
        let others = self.others.iter().map(|(name, _)| name);
        if self.floats.iter().chain(others).any(|name| name == column) {
            return;
        }
        match why {
            Unread::Float => self.floats.push(column.to_owned()),
            Unread::Other => self.others.push((column.to_owned(), is.to_string())),
        }
    }

    /// The findings on these columns; all columns of binary numbers share one finding, since they
    /// have one remedy.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let place = |column: &str| {
            let mut place = Place::file(&*self.frame);
            place.heading = Some(column.to_owned());
            place
        };
        let floats = self.floats.first().map(|first| {
            let names: Vec<&str> =
                self.floats.iter().take(MOST_NAMED).map(String::as_str).collect();
            let more = self.floats.len().saturating_sub(MOST_NAMED);
            let more = if more > 0 { format!(", … (+{more})") } else { String::new() };
            let found = names.join(", ") + &more;
            Finding::new(FindingCode::FloatColumn, place(first)).found(found)
        });
        let other = |(column, is): &(String, String)| {
            let finding = Finding::new(FindingCode::ColumnType, place(column));
            finding.found(column.as_str()).with("kind", is.as_str())
        };
        floats.into_iter().chain(self.others.iter().map(other)).collect()
    }
}
