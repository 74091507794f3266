//! [`Answer`]: the result of a question, independent of the format it is written in.

use std::ops::ControlFlow;

use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::letter::Letter;
use super::parts::row::RowType;
use super::scope::{LeftOut, Scope};

use crate::assessment::Assessment;
use crate::finding::{Finding, Unread};
use crate::page::Page;

/// One row of any result; serialising it writes the row that it holds.
pub struct Row {
    held: Box<dyn erased_serde::Serialize + Send + Sync>,
    /// The cells of the row, if its columns are known only once the question is answered.
    record: Option<Vec<String>>,
    /// Whether the row was computed while some input was not read.
    not_read: bool,
}

impl Row {
    fn of<R: Serialize + Send + Sync + 'static>(row: R) -> Row {
        Row { held: Box::new(row), record: None, not_read: false }
    }

    /// The row as the cells of a CSV record; `None` if its columns are fixed by its type.
    pub fn record(&self) -> Option<Vec<String>> {
        let mut record = self.record.clone()?;
        record.extend(self.not_read.then(|| "true".to_owned()));
        Some(record)
    }

    /// The row without the `not_read` mark, for formats in which the mark is a cell after it.
    pub fn plain(&self) -> impl Serialize + '_ {
        Plain(&*self.held)
    }

    /// Whether the row was computed while some input was not read.
    pub fn is_marked(&self) -> bool {
        self.not_read
    }

    /// The row with the `not_read` mark set or removed.
    pub(crate) fn marked(self, not_read: bool) -> Row {
        Row { not_read, ..self }
    }
}

struct Plain<'a>(&'a (dyn erased_serde::Serialize + Send + Sync));

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        erased_serde::serialize(self.0, serializer)
    }
}

/// A row with the additional key `not_read`.
#[derive(serde::Serialize)]
struct Flagged<'a> {
    #[serde(flatten)]
    row: &'a dyn erased_serde::Serialize,
    not_read: bool,
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.not_read {
            Flagged { row: &*self.held, not_read: true }.serialize(serializer)
        } else {
            erased_serde::serialize(&*self.held, serializer)
        }
    }
}

/// Receives the rows one by one and may stop by returning a break.
pub(crate) type Give<'a> = &'a mut dyn FnMut(Row) -> ControlFlow<()>;

/// The result of a question.
pub(crate) struct Answer {
    columns: Vec<String>,
    rows: Box<dyn Fn(Give<'_>) -> ControlFlow<()> + Send + Sync>,
    summary: Option<Box<dyn erased_serde::Serialize + Send + Sync>>,
    /// Further parts of the result object, written after the rows.
    pub(crate) parts: Vec<(&'static str, Box<RawValue>)>,
    /// The letter that the result is about, if it is about one.
    pub(crate) letter: Option<Letter>,
    /// The flags as the result reports them, if that is more than the flags given.
    pub(crate) asked: Option<Box<RawValue>>,
    page: Box<dyn Fn() -> Page + Send + Sync>,
    /// The answer as an official paper for signature, for the questions that have one.
    document: Option<Box<dyn Fn() -> Page + Send + Sync>>,
    pub(crate) end: End,
    /// Joined assessments, which are written instead of a result object.
    pub(crate) documents: Option<Vec<Assessment>>,
    /// Whether a unit in error is missing from `documents`.
    pub(crate) is_part: bool,
    /// The unit, channel or other part that the answer is limited to.
    pub(crate) scope: Scope,
    /// The units that the sums of the answer do not include.
    pub(crate) left_out: LeftOut,
    /// Columns that follow a CSV table's own columns and have one value in all rows.
    pub(crate) bears: Vec<(&'static str, String)>,
    /// Whether the page of the answer shows the findings itself.
    pub(crate) tells: bool,
    /// The findings shown beside the answer, if they are not all findings.
    pub(crate) beside: Option<Vec<Finding>>,
    /// Whether the answer says whether a print is right.
    pub(crate) is_verdict: bool,
}

/// How the work on a question ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// The question was answered.
    #[default]
    Done,
    /// Nothing was computed; a file with an earlier answer is therefore not overwritten.
    Void,
    /// The goal asked for cannot be reached.
    OutOfReach,
    /// The things compared differ.
    Differs,
}

impl Answer {
    /// An answer with the given rows.
    pub(crate) fn listed<R: RowType>(rows: Vec<R>) -> Answer {
        Answer::made::<R>(move |give| rows.iter().cloned().try_for_each(&mut *give))
    }

    /// An answer whose rows are made one by one while they are written.
    pub(crate) fn made<R: RowType>(
        rows: impl Fn(&mut dyn FnMut(R) -> ControlFlow<()>) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Answer {
        let columns = R::COLUMNS.iter().map(|column| (*column).to_owned()).collect();
        Answer {
            columns,
            rows: Box::new(move |give| rows(&mut |row| give(Row::of(row)))),
            ..Answer::nothing().done()
        }
    }

    /// An answer whose columns depend on the data. Its rows are made one by one while they are
    /// written, each with its cells.
    pub(crate) fn made_with_columns<R: Serialize + Send + Sync + 'static>(
        columns: Vec<String>,
        rows: impl Fn(&mut dyn FnMut(R, Vec<String>) -> ControlFlow<()>) -> ControlFlow<()>
        + Send
        + Sync
        + 'static,
    ) -> Answer {
        Answer {
            columns,
            rows: Box::new(move |give| {
                rows(&mut |row, record| give(Row { record: Some(record), ..Row::of(row) }))
            }),
            ..Answer::nothing().done()
        }
    }

    /// An answer without rows or columns: nothing was computed.
    pub(crate) fn nothing() -> Answer {
        Answer {
            columns: Vec::new(),
            rows: Box::new(|_| ControlFlow::Continue(())),
            summary: None,
            parts: Vec::new(),
            page: Box::new(Page::default),
            document: None,
            end: End::Void,
            documents: None,
            is_part: false,
            scope: Scope::default(),
            left_out: LeftOut::default(),
            bears: Vec::new(),
            tells: false,
            letter: None,
            asked: None,
            beside: None,
            is_verdict: false,
        }
    }

    /// An answer of joined assessments, written as documents; `is_part` if a unit in error is
    /// missing.
    pub(crate) fn documents(documents: Vec<Assessment>, is_part: bool) -> Answer {
        Answer { documents: Some(documents), is_part, end: End::Done, ..Answer::nothing() }
    }

    /// The answer marked as done, although it has no rows.
    pub(crate) fn done(self) -> Answer {
        self.ending(End::Done)
    }

    /// The answer with the letter that it is about.
    pub(crate) fn of_letter(self, letter: Letter) -> Answer {
        Answer { letter: Some(letter), ..self }
    }

    /// The answer with the findings shown beside it; its page shows the others.
    pub(crate) fn telling_beside(self, beside: Vec<Finding>) -> Answer {
        Answer { beside: Some(beside), ..self }
    }

    /// The answer marked as a verdict on a print.
    pub(crate) fn judging(self) -> Answer {
        Answer { is_verdict: true, ..self }
    }

    /// The answer marked as showing the findings on its page itself.
    pub(crate) fn telling(self) -> Answer {
        Answer { tells: true, ..self }
    }

    /// The answer with a summary: the object that the result has beside its rows.
    pub(crate) fn summary(self, summary: impl Serialize + Send + Sync + 'static) -> Answer {
        Answer { summary: Some(Box::new(summary)), ..self }
    }

    /// The answer with the flags that the result reports, if they are more than the flags given.
    pub(crate) fn asked(self, asked: &impl Serialize) -> Answer {
        // The flags consist of texts and numbers, so that writing them cannot fail.
        Answer { asked: serde_json::value::to_raw_value(asked).ok(), ..self }
    }

    /// The answer with a further part of the result object.
    pub(crate) fn with_part(mut self, key: &'static str, part: &impl Serialize) -> Answer {
        // The part consists of texts and numbers, so that writing it cannot fail.
        self.parts.extend(serde_json::value::to_raw_value(part).ok().map(|part| (key, part)));
        self
    }

    /// The answer with the page for human readers, which is made only when it is needed.
    pub(crate) fn page(self, page: impl Fn() -> Page + Send + Sync + 'static) -> Answer {
        Answer { page: Box::new(page), ..self }
    }

    /// The answer with an official paper for signature.
    pub(crate) fn document(self, document: impl Fn() -> Page + Send + Sync + 'static) -> Answer {
        Answer { document: Some(Box::new(document)), ..self }
    }

    /// The answer limited to a part, such as one unit.
    pub(crate) fn about(self, scope: Scope) -> Answer {
        Answer { scope, ..self }
    }

    /// The answer limited to one survey channel.
    pub(crate) fn of_channel(self, channel: Option<&str>) -> Answer {
        Answer { scope: self.scope.channel(channel), ..self }
    }

    /// The answer with the units that its sums do not include.
    pub(crate) fn lacking(self, left_out: LeftOut) -> Answer {
        Answer { left_out, ..self }
    }

    /// The answer with a further CSV column that has the same value in every row.
    pub(crate) fn bearing(mut self, column: &'static str, what: Option<&str>) -> Answer {
        self.bears.extend(what.map(|what| (column, what.to_owned())));
        self
    }

    /// The answer with its outcome: done, void, out of reach, or differing.
    pub(crate) fn ending(self, end: End) -> Answer {
        Answer { end, ..self }
    }

    /// The page for human readers.
    pub(crate) fn drawn(&self) -> Page {
        (self.page)()
    }

    /// The official paper for signature, if the question has one.
    pub(crate) fn signed(&self) -> Option<Page> {
        self.document.as_ref().map(|document| document())
    }

    /// Passes on the rows one by one.
    pub(crate) fn each_row(&self, give: Give<'_>) -> ControlFlow<()> {
        (self.rows)(give)
    }

    /// The columns of the rows, followed by the `not_read` column if some input was not read.
    pub(crate) fn columns_beside(&self, unread: &[Unread]) -> Vec<String> {
        let mark = (!unread.is_empty() && !self.columns.is_empty()).then(|| NOT_READ.to_owned());
        self.columns.iter().cloned().chain(mark).collect()
    }

    /// The summary, extended by the units that it does not include and by the number of parts that
    /// were not read, if there are any.
    pub(crate) fn summary_beside(&self, unread: &[Unread]) -> Option<Value> {
        // A summary holds texts and numbers: writing it cannot fail.
        let summary = self.summary.as_ref().and_then(|summary| serde_json::to_value(summary).ok());
        let count = (!unread.is_empty()).then(|| Value::from(unread.len()));
        let left_out = self.left_out.rows().and_then(|rows| serde_json::to_value(rows).ok());
        let more = [("left_out", left_out), (NOT_READ, count)];
        more.into_iter().fold(summary, |summary, (key, value)| {
            let Some(value) = value else { return summary };
            let mut object = match summary {
                Some(Value::Object(object)) => object,
                _ => serde_json::Map::new(),
            };
            object.insert(key.to_owned(), value);
            Some(object.into())
        })
    }
}

/// The key, and the column, that marks a result computed while some input was not read.
const NOT_READ: &str = "not_read";
