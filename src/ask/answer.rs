//! [`Answer`]: what a question gives, whatever shape it is then written in.

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
use crate::scoring::Basis;

/// One row of any result; it serialises as the row it holds.
pub struct Row {
    held: Box<dyn erased_serde::Serialize + Send + Sync>,
    /// The cells, where the columns are not known before the question is answered.
    record: Option<Vec<String>>,
    /// Whether it was made while something was not read.
    not_read: bool,
}

impl Row {
    fn of<R: Serialize + Send + Sync + 'static>(row: R) -> Row {
        Row { held: Box::new(row), record: None, not_read: false }
    }

    /// The row as cells of a CSV record, where its columns are not known before it is.
    pub fn record(&self) -> Option<Vec<String>> {
        let mut record = self.record.clone()?;
        record.extend(self.not_read.then(|| "true".to_owned()));
        Some(record)
    }

    /// The row without its mark, for a form in which the mark is a cell behind it.
    pub fn plain(&self) -> impl Serialize + '_ {
        Plain(&*self.held)
    }

    /// Whether it was made while something was not read.
    pub fn is_marked(&self) -> bool {
        self.not_read
    }

    /// The row, with the mark of what was not read if it bears one.
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
            Flagged { row: &*self.held, not_read: true }.serialize(serializer)
        } else {
            erased_serde::serialize(&*self.held, serializer)
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
    pub(crate) parts: Vec<(&'static str, Box<RawValue>)>,
    /// The letter that the result is about.
    pub(crate) letter: Option<Letter>,
    /// What stands for the flags in the result, where it is more than was given.
    pub(crate) asked: Option<Box<RawValue>>,
    page: Box<dyn Fn() -> Page + Send + Sync>,
    /// The answer as an official paper to sign, for the questions that have one.
    document: Option<Box<dyn Fn() -> Page + Send + Sync>>,
    pub(crate) end: End,
    /// What is written instead of a result object: joined assessments.
    pub(crate) documents: Option<Vec<Assessment>>,
    /// Whether a unit in error was left out of them.
    pub(crate) is_part: bool,
    /// What narrows it.
    pub(crate) scope: Scope,
    /// The units that its sums lack.
    pub(crate) left_out: LeftOut,
    /// What stands in every row of a CSV table behind its own columns.
    pub(crate) bears: Vec<(&'static str, String)>,
    /// Whether its page tells the findings itself.
    pub(crate) tells: bool,
    /// The findings that stand beside it, where they are not all.
    pub(crate) beside: Option<Vec<Finding>>,
    /// The basis that its heading claims, where it chose another by itself.
    pub(crate) claimed: Option<Basis>,
    /// Whether it says if a print is right.
    pub(crate) is_verdict: bool,
}

/// What became of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// It was answered.
    #[default]
    Done,
    /// Nothing was computed, so a file with an earlier answer is left as it is.
    Void,
    /// The goal is out of reach.
    OutOfReach,
    /// What was compared differs.
    Differs,
}

impl Answer {
    /// Rows that are all there.
    pub(crate) fn listed<R: RowType>(rows: Vec<R>) -> Answer {
        Answer::made::<R>(move |give| rows.iter().cloned().try_for_each(&mut *give))
    }

    /// Rows that are made one by one while they are written.
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

    /// Rows whose columns depend on the data, made one by one while they are written; each comes with its
    /// cells.
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

    /// No rows, no columns, nothing computed.
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
            claimed: None,
            is_verdict: false,
        }
    }

    /// Joined assessments, written as the documents that they are; `is_part` where a unit in error is
    /// not among them.
    pub(crate) fn documents(documents: Vec<Assessment>, is_part: bool) -> Answer {
        Answer { documents: Some(documents), is_part, end: End::Done, ..Answer::nothing() }
    }

    /// The same, though it has no rows.
    pub(crate) fn done(self) -> Answer {
        self.ending(End::Done)
    }

    /// The same, about a letter.
    pub(crate) fn of_letter(self, letter: Letter) -> Answer {
        Answer { letter: Some(letter), ..self }
    }

    /// The same; beside it stand these findings, its page tells the others.
    pub(crate) fn telling_beside(self, beside: Vec<Finding>) -> Answer {
        Answer { beside: Some(beside), ..self }
    }

    /// The same, which says if a print is right.
    pub(crate) fn judging(self) -> Answer {
        Answer { is_verdict: true, ..self }
    }

    /// The same, whose page tells the findings itself.
    pub(crate) fn telling(self) -> Answer {
        Answer { tells: true, ..self }
    }

    /// The answer with a summary, the object that stands beside its rows.
    pub(crate) fn summary(self, summary: impl Serialize + Send + Sync + 'static) -> Answer {
        Answer { summary: Some(Box::new(summary)), ..self }
    }

    /// What the result says was asked, where it is more than the flags given.
    pub(crate) fn asked(self, asked: &impl Serialize) -> Answer {
        // Texts and numbers: writing them cannot fail.
        Answer { asked: serde_json::value::to_raw_value(asked).ok(), ..self }
    }

    /// A further part of the result object.
    pub(crate) fn with_part(mut self, key: &'static str, part: &impl Serialize) -> Answer {
        // Texts and numbers: writing them cannot fail.
        self.parts.extend(serde_json::value::to_raw_value(part).ok().map(|part| (key, part)));
        self
    }

    /// What a person sees; it is made when somebody looks.
    pub(crate) fn page(self, page: impl Fn() -> Page + Send + Sync + 'static) -> Answer {
        Answer { page: Box::new(page), ..self }
    }

    /// The same as a paper that is signed.
    pub(crate) fn document(self, document: impl Fn() -> Page + Send + Sync + 'static) -> Answer {
        Answer { document: Some(Box::new(document)), ..self }
    }

    /// The same, narrowed.
    pub(crate) fn about(self, scope: Scope) -> Answer {
        Answer { scope, ..self }
    }

    /// The same, of one survey channel.
    pub(crate) fn of_channel(self, channel: Option<&str>) -> Answer {
        Answer { scope: self.scope.channel(channel), ..self }
    }

    /// The same, whose sums lack units.
    pub(crate) fn lacking(self, left_out: LeftOut) -> Answer {
        Answer { left_out, ..self }
    }

    /// The same; a column of CSV says of every row what it is of.
    pub(crate) fn bearing(mut self, column: &'static str, what: Option<&str>) -> Answer {
        self.bears.extend(what.map(|what| (column, what.to_owned())));
        self
    }

    /// The same with what became of it.
    pub(crate) fn ending(self, end: End) -> Answer {
        Answer { end, ..self }
    }

    /// What a person sees.
    pub(crate) fn drawn(&self) -> Page {
        (self.page)()
    }

    /// What is signed, where it is a paper.
    pub(crate) fn signed(&self) -> Option<Page> {
        self.document.as_ref().map(|document| document())
    }

    /// Hands out the rows one by one.
    pub(crate) fn each_row(&self, give: Give<'_>) -> ControlFlow<()> {
        (self.rows)(give)
    }

    /// The columns of the rows, with that of the mark if anything was not read.
    pub(crate) fn columns_beside(&self, unread: &[Unread]) -> Vec<String> {
        let mark = (!unread.is_empty() && !self.columns.is_empty()).then(|| NOT_READ.to_owned());
        self.columns.iter().cloned().chain(mark).collect()
    }

    /// The summary with the units that it lacks and the number of parts that were not read, if there are
    /// any.
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

/// The key and column of what was not read.
const NOT_READ: &str = "not_read";
