//! [`Answer`]: what a question gives, whatever shape it is then written in.

use std::ops::ControlFlow;

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::finding::Unread;
use crate::page::Page;

/// A row of a result: its struct has the columns of the result as fields.
pub(crate) trait RowType: Serialize + Clone + Send + Sync + 'static {
    /// The columns in order: header of CSV, keys of JSON.
    const COLUMNS: &'static [&'static str];
}

/// One row of any result; it serialises as the row it holds.
pub struct Row {
    row: Box<dyn erased_serde::Serialize + Send + Sync>,
    /// The cells, where the columns are not known before the question is answered.
    record: Option<Vec<String>>,
    /// Whether it was made while something was not read.
    not_read: bool,
}

impl Row {
    fn of<R: Serialize + Send + Sync + 'static>(row: R) -> Row {
        Row { row: Box::new(row), record: None, not_read: false }
    }

    /// The row as cells of a CSV record, where its columns are not known before it is.
    pub fn record(&self) -> Option<Vec<String>> {
        let mut record = self.record.clone()?;
        record.extend(self.not_read.then(|| "true".to_owned()));
        Some(record)
    }

    /// The row with the mark of what was not read, if anything was not.
    pub(crate) fn beside(mut self, unread: &[Unread]) -> Row {
        self.not_read = !unread.is_empty();
        self
    }
}

/// A row with a key more.
#[derive(serde::Serialize)]
struct Flagged<'a> {
    #[serde(flatten)]
    row: &'a dyn erased_serde::Serialize,
    not_read: bool,
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.not_read {
            Flagged { row: &*self.row, not_read: true }.serialize(serializer)
        } else {
            erased_serde::serialize(&*self.row, serializer)
        }
    }
}

/// Whoever takes rows may stop.
pub(crate) type Give<'a> = &'a mut dyn FnMut(Row) -> ControlFlow<()>;

/// What a question gives.
pub(crate) struct Answer {
    columns: Vec<String>,
    rows: Box<dyn Fn(Give<'_>) -> ControlFlow<()> + Send + Sync>,
    summary: Option<Box<dyn erased_serde::Serialize + Send + Sync>>,
    /// Further parts of the result object, behind the rows.
    pub(crate) parts: Vec<(&'static str, Value)>,
    page: Box<dyn Fn() -> Page + Send + Sync>,
    pub(crate) end: End,
}

/// What became of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// It was answered.
    #[default]
    Done,
    /// Nothing was computed; what was written of an earlier answer stays.
    Void,
    /// The goal is out of reach.
    OutOfReach,
    /// What was compared differs.
    Differs,
}

impl Answer {
    /// Rows that are all there.
    pub(crate) fn listed<R: RowType>(rows: Vec<R>) -> Answer {
        Answer::made::<R>(move |give| {
            rows.iter().cloned().try_for_each(|row| give(row))
        })
    }

    /// Rows that are made one by one while they are written.
    pub(crate) fn made<R: RowType>(
        rows: impl Fn(&mut dyn FnMut(R) -> ControlFlow<()>) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Answer {
        let columns = R::COLUMNS.iter().map(|column| (*column).to_owned()).collect();
        Answer {
            columns,
            rows: Box::new(move |give| rows(&mut |row| give(Row::of(row)))),
            summary: None,
            parts: Vec::new(),
            page: Box::new(Page::default),
            end: End::Done,
        }
    }

    /// Rows whose columns depend on the data; each comes with its cells.
    pub(crate) fn with_columns<R: Serialize + Clone + Send + Sync + 'static>(
        columns: Vec<String>,
        rows: Vec<(R, Vec<String>)>,
    ) -> Answer {
        Answer {
            columns,
            rows: Box::new(move |give| {
                rows.iter().cloned().try_for_each(|(row, record)| {
                    give(Row { record: Some(record), ..Row::of(row) })
                })
            }),
            ..Answer::nothing()
        }
    }

    /// No rows, no columns, nothing computed.
    pub(crate) fn nothing() -> Answer {
        Answer {
            columns: Vec::new(),
            rows: Box::new(|_| ControlFlow::Continue(())),
            summary: None,
            parts: Vec::new(),
            page: Box::new(Page::default),
            end: End::Void,
        }
    }

    /// What stands beside the rows.
    pub(crate) fn summary(self, summary: impl Serialize + Send + Sync + 'static) -> Answer {
        Answer { summary: Some(Box::new(summary)), ..self }
    }

    /// What a person sees; it is made when somebody looks.
    pub(crate) fn page(self, page: impl Fn() -> Page + Send + Sync + 'static) -> Answer {
        Answer { page: Box::new(page), ..self }
    }

    /// The same with what became of it.
    pub(crate) fn ending(self, end: End) -> Answer {
        Answer { end, ..self }
    }
}
