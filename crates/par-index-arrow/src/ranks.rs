//! Exact ranks for the rows of a frame, even millions of them: the sums and ranks of the core
//! library, computed column by column.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Decimal128Array, RecordBatch, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use par_index::finding::{FindingCode, Place};
use par_index::scoring::{Sums, Sweep, Swept};
use par_index::words::{Heading, fold_name};
use par_index::{Error, Finding, Framework, Inputs, Period, Points, Text};
use par_index_sheets::{FrameCell, read_input};

use crate::cell::{Cells, Unread};
use crate::column::Column;
use crate::frame::{Unreads, frame};
use crate::seen::Seen;

/// How many rows are read at once, so that their values stay in the processor's cache.
const TILE: usize = 4_096;
/// The least number of rows for which a thread of its own is started.
const PER_THREAD: usize = 50_000;

/// Ranks the units of a wide frame of final points, by a node or by the `total`, within each
/// `group` if `by_group` is set. The result has the columns unit, group, obtained, possible, open
/// and rank, with the rows of the frame in their order; the numbers equal those of a cohort.
///
/// A cell holds points as a decimal, a whole number, or a text with a number; an empty cell means
/// that the leaf is missing.
///
/// # Errors
/// [`Error::is_usage`] for a node that the framework does not have; [`Error::is_refused`] with all
/// findings on unreadable columns, on cells that are not points of their leaf, and on units that
/// occur twice.
pub fn ranks(
    framework: &Framework,
    (node, by_group): (&str, bool),
    schema: &SchemaRef,
    batches: &[RecordBatch],
) -> Result<(SchemaRef, Vec<RecordBatch>), Error> {
    let frame = Wide::of(framework, schema, batches)?;
    let count: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let leaves = leaves_of(framework, node)?;
    let mut groups = None;
    if by_group {
        groups = Some(frame.groups()?);
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let size = count.div_ceil(threads).max(PER_THREAD).max(1);
    let parts: Vec<Range<usize>> =
        (0..count).step_by(size).map(|from| from..(from + size).min(count)).collect();
    let (sums, twice) = std::thread::scope(|scope| {
        let sums: Vec<_> = parts
            .iter()
            .map(|part| scope.spawn(|| frame.sums((node, &leaves), part.clone())))
            .collect();
        let twice = frame.twice();
        // Only a bug can make a thread panic, and then no part of the result can be trusted.
        let sums: Vec<_> =
            sums.into_iter().map(|part| part.join().unwrap_or(Err((0, 0)))).collect();
        (sums, twice)
    });
    let mut told = twice;
    let mut all: Option<Swept> = None;
    for part in sums {
        match part {
            Ok(part) => {
                all = Some(match all {
                    Some(all) => all.followed_by(part),
                    None => part,
                });
            }
            Err((row, column)) => told.extend(frame.wrong(row, column)),
        }
    }
    if !told.is_empty() {
        return Err(Error::of_findings("frame", told));
    }
    let ranks = all.as_ref().map(|all| all.ranks(groups.as_deref())).unwrap_or_default();
    let sums = |row| all.as_ref().and_then(|all| all.of(row)).unwrap_or_default();
    frame.result(by_group, &ranks, &sums).map_err(|error| refusal(&error))
}

/// The error for batches whose content does not match their declared type.
pub fn refusal(error: &ArrowError) -> Error {
    let finding = Finding::new(FindingCode::ColumnType, Place::file("frame"));
    let finding = finding.found("?").with("kind", error.to_string());
    Error::of_findings("frame", vec![finding])
}

/// The positions of a node's leaves.
fn leaves_of(framework: &Framework, node: &str) -> Result<Range<usize>, Error> {
    let sweep = Sweep::new(framework, node, 0).ok_or_else(|| {
        let finding = Finding::new(FindingCode::UnknownCode, Place::default());
        Error::of_findings("frame", vec![finding.found(node).with("near", "")])
    })?;
    Ok(sweep.leaves())
}

/// A frame whose columns have been recognised.
struct Wide<'b> {
    framework: &'b Framework,
    schema: &'b SchemaRef,
    batches: &'b [RecordBatch],
    /// The first row of each batch.
    begins: Vec<usize>,
    unit: usize,
    group: Option<usize>,
    /// For each leaf its column in the frame, if it has one.
    places: Vec<Option<usize>>,
    /// For each batch, the columns of the leaves.
    columns: Vec<Vec<Option<Column<'b>>>>,
}

impl<'b> Wide<'b> {
    fn of(
        framework: &'b Framework,
        schema: &'b SchemaRef,
        batches: &'b [RecordBatch],
    ) -> Result<Wide<'b>, Error> {
        let folded: Vec<String> =
            schema.fields().iter().map(|field| fold_name(field.name())).collect();
        let named = |key: &str| {
            let spellings = Heading::of(key)?.folded();
            folded.iter().position(|name| spellings.contains(name))
        };
        let mut told = Vec::new();
        let place_of =
            |code: &str| schema.fields().iter().position(|field| field.name().trim() == code);
        let places: Vec<Option<usize>> =
            framework.leaves().map(|leaf| place_of(leaf.code().as_str())).collect();
        let unit = named("unit").or_else(|| named("name"));
        let missing = |key: &str| {
            Finding::new(FindingCode::MissingColumn, Place::file("frame")).with("key", key)
        };
        if unit.is_none() {
            told.push(missing("unit"));
        }
        if places.iter().all(Option::is_none) {
            let first = framework.leaves().next();
            told.push(missing(first.map_or("?", |leaf| leaf.code().as_str())));
        }
        let mut unread = Unreads::new("frame");
        let mut columns = Vec::new();
        let mut begins = Vec::new();
        let mut begin = 0;
        for batch in batches {
            begins.push(begin);
            begin += batch.num_rows();
            let mut own = Vec::new();
            for place in &places {
                let column = place.map(|place| (place, batch.column(place)));
                own.push(match column.map(|(at, array)| (at, array, Column::of(array))) {
                    Some((_, _, Ok(column))) => Some(column),
                    Some((at, array, Err(why))) => {
                        let field = schema.field(at).name();
                        unread.add(field, why, array.data_type());
                        None
                    }
                    None => None,
                });
            }
            columns.push(own);
        }
        told.extend(unread.findings());
        if !told.is_empty() {
            return Err(Error::of_findings("frame", told));
        }
        let unit = unit.unwrap_or_default();
        let group = named("group");
        Ok(Wide { framework, schema, batches, begins, unit, group, places, columns })
    }

    /// The batch that contains a row, and the position of the row in it.
    fn place(&self, row: usize) -> (usize, usize) {
        let batch = self.begins.partition_point(|begin| *begin <= row).saturating_sub(1);
        (batch, row - self.begins.get(batch).copied().unwrap_or_default())
    }

    /// The sums of some rows; the error is the row and the leaf of a cell that is not points of
    /// that leaf.
    fn sums(
        &self,
        (node, leaves): (&str, &Range<usize>),
        rows: Range<usize>,
    ) -> Result<Swept, (usize, usize)> {
        let Some(mut sweep) = Sweep::new(self.framework, node, rows.len()) else {
            return Err((rows.start, 0));
        };
        let mut partial = vec![false; rows.len()];
        let mut points: Vec<Points> = Vec::with_capacity(TILE);
        let mut gaps: Vec<usize> = Vec::new();
        let mut at = rows.start;
        while at < rows.end {
            let (batch, own) = self.place(at);
            let length = self.batches.get(batch).map_or(0, RecordBatch::num_rows);
            let end = (own + TILE).min(length).min(own + rows.end - at);
            if end <= own {
                break;
            }
            let first = at - rows.start;
            for leaf in leaves.clone() {
                let column =
                    self.columns.get(batch).and_then(|columns| columns.get(leaf)?.as_ref());
                let Some(column) = column else {
                    partial.iter_mut().skip(first).take(end - own).for_each(|one| *one = true);
                    continue;
                };
                gaps.clear();
                column
                    .read(own..end, &mut points, &mut |row| gaps.push(row - own))
                    .map_err(|row| (at + row - own, leaf))?;
                // The points between empty cells are added in runs.
                let mut from = 0;
                for gap in gaps.iter().copied().chain([points.len()]) {
                    let run = points.get(from..gap).unwrap_or_default();
                    if !run.is_empty() {
                        sweep
                            .add(leaf, first + from, run)
                            .map_err(|row| (rows.start + row, leaf))?;
                    }
                    from = gap + 1;
                    if let Some(one) = partial.get_mut(first + gap).filter(|_| gap < points.len()) {
                        *one = true;
                    }
                }
            }
            at += end - own;
        }
        let partial = partial.iter().enumerate().filter(|(_, one)| **one);
        let cells = partial.map(|(row, _)| (row, self.cells(rows.start + row)));
        sweep.finish(cells).map_err(|row| (rows.start + row, leaves.start))
    }

    /// The points of a row at all leaves.
    fn cells(&self, row: usize) -> Vec<Option<Points>> {
        let (batch, own) = self.place(row);
        let columns = self.columns.get(batch).map(Vec::as_slice).unwrap_or_default();
        let cell = |column: &Option<Column<'_>>| column.as_ref()?.one(own).ok().flatten();
        columns.iter().map(cell).collect()
    }

    /// The findings on a faulty row, as the reader of tables words them; `leaf` is the first column
    /// with a fault.
    fn wrong(&self, row: usize, leaf: usize) -> Vec<Finding> {
        let (batch, own) = self.place(row);
        let slice: Vec<RecordBatch> =
            self.batches.get(batch).map(|batch| batch.slice(own, 1)).into_iter().collect();
        let mut found = Vec::new();
        if let Ok(bytes) = frame("frame", self.schema, &slice) {
            let is_valid = |year: &u16| self.framework.is_valid_for(Period::year(*year));
            let year = (1990..2200).find(is_valid).unwrap_or(2000);
            let mut inputs = Inputs::new(self.framework).for_year(year);
            read_input(&mut inputs, "frame", &bytes);
            found = inputs.finish().findings;
        }
        found.retain(|finding| finding.is_error() && finding.place().node.is_some());
        if found.is_empty() {
            let column = self.places.get(leaf).copied().flatten().map(|at| self.schema.field(at));
            let is = column.map_or(&DataType::Null, |field| field.data_type());
            let name = column.map_or("", |field| field.name().as_str());
            let mut unread = Unreads::new("frame");
            unread.add(name, Unread::Other, is);
            found = unread.findings();
        }
        for finding in &mut found {
            let place = finding.place_mut();
            (place.line, place.cell) = (Some(row + 1), None);
        }
        found
    }

    /// The number of each row's group; rows without a group form one of their own.
    fn groups(&self) -> Result<Vec<u32>, Error> {
        let Some(column) = self.group else {
            let finding = Finding::new(FindingCode::MissingColumn, Place::file("frame"));
            return Err(Error::of_findings("frame", vec![finding.with("key", "group")]));
        };
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        let mut groups = Vec::new();
        let mut text = String::new();
        for batch in self.batches {
            let cells = self.texts(column, batch)?;
            for row in 0..batch.num_rows() {
                text.clear();
                let group = said(cells.cell(row, &mut text));
                let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                groups.push(match known.get(group) {
                    Some(group) => *group,
                    None => *known.entry(group.to_owned()).or_insert(next),
                });
            }
        }
        Ok(groups)
    }

    fn texts<'a>(&self, column: usize, batch: &'a RecordBatch) -> Result<Cells<'a>, Error> {
        let array = batch.column(column);
        Cells::of(array).map_err(|why| {
            let mut unread = Unreads::new("frame");
            unread.add(self.schema.field(column).name(), why, array.data_type());
            Error::of_findings("frame", unread.findings())
        })
    }

    /// For each batch, access to the names of the units; `None` unless they are texts and none is
    /// null.
    fn names(&self) -> Option<Vec<Names<'b>>> {
        let names = |batch: &'b RecordBatch| -> Option<Names<'b>> {
            let array = batch.column(self.unit);
            Some(match array.data_type() {
                _ if array.null_count() > 0 => return None,
                DataType::Utf8 => {
                    let ids = array.as_string::<i32>();
                    Box::new(|row| ids.value(row))
                }
                DataType::LargeUtf8 => {
                    let ids = array.as_string::<i64>();
                    Box::new(|row| ids.value(row))
                }
                DataType::Utf8View => {
                    let ids = array.as_string_view();
                    Box::new(|row| ids.value(row))
                }
                _ => return None,
            })
        };
        self.batches.iter().map(names).collect()
    }

    /// Whether all units have plain and different names, which is the usual case and quickly
    /// checked.
    fn differ(&self) -> bool {
        let Some(names) = self.names() else { return false };
        let all = || {
            let rows = self.batches.iter().zip(&names);
            rows.flat_map(|(batch, name)| (0..batch.num_rows()).map(name))
        };
        if !all().all(is_plain) {
            return false;
        }
        let mut last = "";
        if all().all(|name| std::mem::replace(&mut last, name) < name) {
            return true;
        }
        let rows = self.batches.iter().map(RecordBatch::num_rows).sum();
        let mut seen = Seen::with_room(rows);
        all().enumerate().all(|(row, name)| {
            seen.is_new(name, row, &|other| {
                let (batch, own) = self.place(other);
                names.get(batch).is_some_and(|names| names(own) == name)
            })
        })
    }

    /// The findings on units that occur twice and on rows without a unit.
    fn twice(&self) -> Vec<Finding> {
        if self.differ() {
            return Vec::new();
        }
        let mut seen = Seen::with_room(self.batches.iter().map(RecordBatch::num_rows).sum());
        let mut told = Vec::new();
        let mut text = String::new();
        let mut all = Vec::new();
        for batch in self.batches {
            match self.texts(self.unit, batch) {
                Ok(cells) => all.push(cells),
                Err(error) => return error.findings().to_vec(),
            }
        }
        let own = |row: usize, text: &mut String| {
            let (batch, own) = self.place(row);
            if let Some(cells) = all.get(batch) {
                let id = said(cells.cell(own, text)).trim().to_owned();
                *text = id;
            }
        };
        let mut row = 0;
        for (batch, cells) in self.batches.iter().zip(&all) {
            for at in 0..batch.num_rows() {
                text.clear();
                let id = said(cells.cell(at, &mut text)).trim();
                let code = if id.is_empty() {
                    Some(FindingCode::UnitMissing)
                } else {
                    let same = |other: usize| {
                        let mut text = String::new();
                        own(other, &mut text);
                        text == id
                    };
                    (!seen.is_new(id, row, &same)).then_some(FindingCode::ValueImpossible)
                };
                if let Some(code) = code.filter(|_| told.len() < 100) {
                    let mut place = Place::file("frame");
                    place.line = Some(row + 1);
                    let once = Text::new("mỗi đơn vị một dòng", "each unit in one row");
                    told.push(Finding::new(code, place).found(id).with("known", once));
                }
                row += 1;
            }
        }
        told
    }

    /// The result, with one batch for each batch of the frame.
    fn result(
        &self,
        by_group: bool,
        ranks: &[Option<u32>],
        sums: &impl Fn(usize) -> Sums,
    ) -> Result<(SchemaRef, Vec<RecordBatch>), ArrowError> {
        let count = ranks.len();
        let whole = sums(0);
        let mut points = [Vec::new(), vec![whole.possible], vec![whole.open]];
        let [obtained, possible, open] = &mut points;
        obtained.reserve(count);
        let mut same = true;
        for row in 0..count {
            let of = sums(row);
            obtained.push(of.obtained);
            // Usually all units have the same possible points and nothing is open, so these columns
            // are stored as one value until a row differs.
            if same && (of.possible, of.open) != (whole.possible, whole.open) {
                same = false;
                possible.resize(row, whole.possible);
                open.resize(row, whole.open);
            }
            if !same {
                possible.push(of.possible);
                open.push(of.open);
            }
        }
        let scales = points.each_ref().map(|points| scale(points));
        let mut fields = vec![self.schema.field(self.unit).clone().with_name("unit")];
        let group = self.group.filter(|_| by_group);
        fields.extend(group.map(|group| self.schema.field(group).clone().with_name("group")));
        for (name, (places, _)) in ["obtained", "possible", "open"].iter().zip(scales) {
            fields.push(Field::new(*name, DataType::Decimal128(38, places), false));
        }
        fields.push(Field::new("rank", DataType::UInt32, true));
        let schema = Arc::new(Schema::new(fields));
        let mut out = Vec::new();
        for (batch, begin) in self.batches.iter().zip(&self.begins) {
            let rows = *begin..begin + batch.num_rows();
            let mut columns = vec![Arc::clone(batch.column(self.unit))];
            columns.extend(group.map(|group| Arc::clone(batch.column(group))));
            for (points, (places, unit)) in points.iter().zip(scales) {
                let array = match points.as_slice() {
                    [one] if count != 1 => {
                        let digits = i128::from(one.billionths() / unit);
                        Decimal128Array::from_iter_values(rows.clone().map(|_| digits))
                    }
                    all => decimals(all.get(rows.clone()).unwrap_or_default(), unit),
                };
                columns.push(Arc::new(array.with_precision_and_scale(38, places)?));
            }
            let ranks = ranks.get(rows).unwrap_or_default().iter().copied();
            columns.push(Arc::new(ranks.collect::<UInt32Array>()) as ArrayRef);
            out.push(RecordBatch::try_new(Arc::clone(&schema), columns)?);
        }
        Ok((schema, out))
    }
}

/// One hundredth, expressed in billionths.
const HUNDREDTH: i64 = 10_000_000;

/// The number of decimal places that the points need, at least two, and one unit of the last place
/// in billionths.
fn scale(points: &[Points]) -> (i8, i64) {
    // Usually two decimal places are enough.
    if points.iter().all(|points| points.billionths() % HUNDREDTH == 0) {
        return (2, HUNDREDTH);
    }
    let step = points.iter().fold(HUNDREDTH, |mut step: i64, points| {
        while step > 1 && points.billionths() % step != 0 {
            step /= 10;
        }
        step
    });
    let places = 9 - step.checked_ilog10().unwrap_or_default();
    (i8::try_from(places).unwrap_or(9), step)
}

/// The points as decimals with a given unit of the last place.
fn decimals(points: &[Points], unit: i64) -> Decimal128Array {
    // Dividing by a constant lets the compiler use a multiplication, which is faster.
    if unit == HUNDREDTH {
        let digits = points.iter().map(|points| i128::from(points.billionths() / HUNDREDTH));
        return Decimal128Array::from_iter_values(digits);
    }
    let digits = points.iter().map(|points| i128::from(points.billionths() / unit));
    Decimal128Array::from_iter_values(digits)
}

/// Gives the name in each row of a batch.
type Names<'b> = Box<dyn Fn(usize) -> &'b str + 'b>;

/// Whether a name is not empty and has no blanks around it.
fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let graphic = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    // Letters beyond ASCII may be blanks of other scripts, which `trim` recognises.
    (graphic(bytes.first()) && graphic(bytes.last())) || (!name.is_empty() && name.trim() == name)
}

/// The text of a cell, used as a name.
fn said(cell: FrameCell<'_>) -> &str {
    match cell {
        FrameCell::Text(text) | FrameCell::Number(text) | FrameCell::Day(text) => text,
        FrameCell::Empty => "",
        FrameCell::Truth(true) => "true",
        FrameCell::Truth(false) => "false",
    }
}

#[cfg(test)]
mod tests;
