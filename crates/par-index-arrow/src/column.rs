//! Reads the points of a column of final scores as fast as possible.

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use par_index::{Digits, Points};

use crate::cell::{Cells, Unread};
use par_index_sheets::FrameCell;

/// Zero decimal places, for whole numbers.
const WHOLE: Digits = match Digits::new(0) {
    Some(places) => places,
    None => Digits::TWO,
};

/// The points of a column, row by row.
pub(crate) enum Column<'b> {
    /// Decimals with at most nine decimal places.
    Decimals(&'b [i128], Digits, &'b dyn Array),
    /// Whole numbers, which are points without decimal places.
    Wholes(&'b [i64], &'b dyn Array),
    /// Any other type that can hold points.
    Each(Cells<'b>),
}

impl<'b> Column<'b> {
    pub(crate) fn of(array: &'b ArrayRef) -> Result<Column<'b>, Unread> {
        Ok(match array.data_type() {
            DataType::Decimal128(_, scale @ 0..=9) => {
                let places = u8::try_from(*scale).ok().and_then(Digits::new);
                let values = array.as_primitive::<Decimal128Type>().values();
                Column::Decimals(values, places.unwrap_or(Digits::NINE), array)
            }
            DataType::Int64 => Column::Wholes(array.as_primitive::<Int64Type>().values(), array),
            _ => Column::Each(Cells::of(array)?),
        })
    }

    /// Reads the points of some rows. `without` is called for a row without a value, whose points
    /// are then zero. The error is the position of the first row that holds something other than
    /// points.
    pub(crate) fn read(
        &self,
        rows: std::ops::Range<usize>,
        points: &mut Vec<Points>,
        without: &mut dyn FnMut(usize),
    ) -> Result<(), usize> {
        points.clear();
        let first = rows.start;
        let wrong = |at: usize| first + at;
        match self {
            Column::Decimals(values, places, array) if array.null_count() == 0 => {
                let values = values.get(rows).unwrap_or_default();
                decimals(values, *places, points).map_err(wrong)
            }
            Column::Wholes(values, array) if array.null_count() == 0 => {
                let values = values.get(rows).unwrap_or_default();
                let read = values.iter().map_while(|value| Points::of_digits(*value, WHOLE));
                points.extend(read);
                if points.len() == values.len() { Ok(()) } else { Err(wrong(points.len())) }
            }
            _ => {
                for row in rows {
                    let read = self.one(row).map_err(|()| row)?;
                    if read.is_none() {
                        without(row);
                    }
                    points.push(read.unwrap_or_default());
                }
                Ok(())
            }
        }
    }

    /// The points of a row; `None` for an empty cell.
    pub(crate) fn one(&self, row: usize) -> Result<Option<Points>, ()> {
        match self {
            Column::Decimals(_, _, array) | Column::Wholes(_, array) if array.is_null(row) => {
                Ok(None)
            }
            Column::Decimals(values, places, _) => {
                let digits = values.get(row).and_then(|value| i64::try_from(*value).ok());
                digits.and_then(|digits| Points::of_digits(digits, *places)).ok_or(()).map(Some)
            }
            Column::Wholes(values, _) => {
                let value = values.get(row).copied().unwrap_or_default();
                Points::of_digits(value, WHOLE).ok_or(()).map(Some)
            }
            Column::Each(cells) => match cells.cell(row, &mut String::new()) {
                FrameCell::Empty => Ok(None),
                FrameCell::Text(text) if text.trim().is_empty() => Ok(None),
                FrameCell::Number(text) | FrameCell::Text(text) => {
                    text.trim().parse().map(Some).map_err(|_| ())
                }
                FrameCell::Day(_) | FrameCell::Truth(_) => Err(()),
            },
        }
    }
}

/// Reads the points of decimals; the error is the position of the first one out of range.
fn decimals(values: &[i128], places: Digits, points: &mut Vec<Points>) -> Result<(), usize> {
    // A value that does not fit into 64 bits is out of range too.
    let read = |value: &i128| Points::of_digits(i64::try_from(*value).unwrap_or(i64::MAX), places);
    points.resize(values.len(), Points::ZERO);
    let mut good = true;
    for (points, value) in points.iter_mut().zip(values) {
        let read = read(value);
        good &= read.is_some();
        *points = read.unwrap_or_default();
    }
    let wrong = || values.iter().position(|value| read(value).is_none()).unwrap_or_default();
    if good { Ok(()) } else { Err(wrong()) }
}
