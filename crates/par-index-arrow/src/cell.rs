//! Reads the cells of a column, whatever Arrow type the column has.

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::{as_datetime, date32_to_datetime, date64_to_datetime};
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type,
    Decimal256Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use par_index_sheets::FrameCell;

/// A function that reads the cell of a row that is not null; text is written into the given string.
type Read<'b> = Box<dyn for<'t> Fn(usize, &'t mut String) -> FrameCell<'t> + Send + Sync + 'b>;

/// The cells of a column, with the way to read them.
pub(crate) enum Cells<'b> {
    /// All cells are empty.
    Nothing,
    /// The cells are read one by one.
    Each(&'b dyn Array, Read<'b>),
    /// The column holds positions in a list of values, as dictionaries do; the values are read as
    /// cells.
    Shared(Vec<Option<usize>>, Box<Cells<'b>>),
}

/// Why a column cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Its numbers are binary floating point numbers.
    Float,
    /// Cells of this type do not occur in tables.
    Other,
}

impl<'b> Cells<'b> {
    pub(crate) fn of(array: &'b ArrayRef) -> Result<Cells<'b>, Unread> {
        if array.null_count() == array.len() {
            return Ok(Cells::Nothing);
        }
        let read: Read<'b> = match array.data_type() {
            DataType::Null => return Ok(Cells::Nothing),
            DataType::Float16 | DataType::Float32 | DataType::Float64 => return Err(Unread::Float),
            DataType::Boolean => {
                let array = array.as_boolean();
                Box::new(|row, _| FrameCell::Truth(array.value(row)))
            }
            DataType::Utf8 => {
                let array = array.as_string::<i32>();
                Box::new(|row, text| said(array.value(row), text))
            }
            DataType::LargeUtf8 => {
                let array = array.as_string::<i64>();
                Box::new(|row, text| said(array.value(row), text))
            }
            DataType::Utf8View => {
                let array = array.as_string_view();
                Box::new(|row, text| said(array.value(row), text))
            }
            DataType::Int8 => whole::<Int8Type>(array),
            DataType::Int16 => whole::<Int16Type>(array),
            DataType::Int32 => whole::<Int32Type>(array),
            DataType::Int64 => whole::<Int64Type>(array),
            DataType::UInt8 => whole::<UInt8Type>(array),
            DataType::UInt16 => whole::<UInt16Type>(array),
            DataType::UInt32 => whole::<UInt32Type>(array),
            DataType::UInt64 => whole::<UInt64Type>(array),
            DataType::Decimal32(..) => {
                let array = array.as_primitive::<Decimal32Type>();
                Box::new(|row, text| number(&array.value_as_string(row), text))
            }
            DataType::Decimal64(..) => {
                let array = array.as_primitive::<Decimal64Type>();
                Box::new(|row, text| number(&array.value_as_string(row), text))
            }
            DataType::Decimal128(..) => {
                let array = array.as_primitive::<Decimal128Type>();
                Box::new(|row, text| number(&array.value_as_string(row), text))
            }
            DataType::Decimal256(..) => {
                let array = array.as_primitive::<Decimal256Type>();
                Box::new(|row, text| number(&array.value_as_string(row), text))
            }
            DataType::Date32 => {
                let array = array.as_primitive::<Date32Type>();
                Box::new(|row, text| day(date32_to_datetime(array.value(row)), text))
            }
            DataType::Date64 => {
                let array = array.as_primitive::<Date64Type>();
                Box::new(|row, text| day(date64_to_datetime(array.value(row)), text))
            }
            DataType::Timestamp(unit, None) => match unit {
                TimeUnit::Second => moment::<TimestampSecondType>(array),
                TimeUnit::Millisecond => moment::<TimestampMillisecondType>(array),
                TimeUnit::Microsecond => moment::<TimestampMicrosecondType>(array),
                TimeUnit::Nanosecond => moment::<TimestampNanosecondType>(array),
            },
            DataType::Dictionary(..) => {
                let shared = array.as_any_dictionary();
                let keys = shared.normalized_keys();
                let keys = keys.into_iter().enumerate();
                let keys = keys.map(|(row, key)| shared.is_valid(row).then_some(key)).collect();
                return Ok(Cells::Shared(keys, Box::new(Cells::of(shared.values())?)));
            }
            _ => return Err(Unread::Other),
        };
        Ok(Cells::Each(array.as_ref(), read))
    }

    /// The cell of a row; its text is written into `text`.
    pub(crate) fn cell<'t>(&self, row: usize, text: &'t mut String) -> FrameCell<'t> {
        match self {
            Cells::Nothing => FrameCell::Empty,
            Cells::Each(array, _) if array.is_null(row) => FrameCell::Empty,
            Cells::Each(_, read) => read(row, text),
            Cells::Shared(keys, values) => match keys.get(row).copied().flatten() {
                Some(key) => values.cell(key, text),
                None => FrameCell::Empty,
            },
        }
    }
}

fn said<'t>(own: &str, text: &'t mut String) -> FrameCell<'t> {
    text.push_str(own);
    FrameCell::Text(text)
}

/// The most decimal places that a number may have.
const PLACES: usize = 9;

/// A number with the decimal places of its type, which are its precision; zeros behind the ninth
/// place are dropped, since they have no meaning.
fn number<'t>(own: &str, text: &'t mut String) -> FrameCell<'t> {
    let zeros = own.len() - own.trim_end_matches('0').len();
    let more = own.split_once('.').map_or(0, |(_, places)| places.len().saturating_sub(PLACES));
    text.push_str(own.get(..own.len() - more.min(zeros)).unwrap_or(own));
    FrameCell::Number(text)
}

fn whole<T: ArrowPrimitiveType<Native: ToString>>(array: &ArrayRef) -> Read<'_> {
    let array = array.as_primitive::<T>();
    Box::new(|row, text| number(&array.value(row).to_string(), text))
}

/// A day; a value outside the calendar becomes the text `?`, which no reader takes for a day.
fn day(moment: Option<impl ToString>, text: &mut String) -> FrameCell<'_> {
    let Some(moment) = moment else {
        text.push('?');
        return FrameCell::Text(text);
    };
    // Midnight is written as in `2023-06-30 00:00:00`.
    let moment = moment.to_string();
    match moment.strip_suffix(" 00:00:00") {
        Some(day) => {
            text.push_str(day);
            FrameCell::Day(text)
        }
        None => said(&moment, text),
    }
}

fn moment<T: ArrowPrimitiveType<Native = i64> + arrow_array::types::ArrowTemporalType>(
    array: &ArrayRef,
) -> Read<'_> {
    let array = array.as_primitive::<T>();
    Box::new(|row, text| day(as_datetime::<T>(array.value(row)), text))
}
