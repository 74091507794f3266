//! Makes decimals of columns that hold decimal numbers in binary form; this is done only when it is
//! asked for explicitly.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float16Type, Float32Type, Float64Type};
use arrow_array::{Array, ArrayRef, Decimal128Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use par_index::Finding;
use par_index::finding::{FindingCode, Place};

/// The most decimal places that points may have.
const MOST: usize = 9;
/// The most characters that points may have; a longer text is refused before it is read as a
/// number.
const LONGEST: usize = 21;

/// The same batches with a decimal column in place of each column of binary numbers. Every value,
/// written in its shortest decimal form, must have at most nine decimal places.
///
/// # Errors
/// For each such column a finding on the first value that has more places or is not a decimal
/// number.
pub fn exact(
    name: &str,
    schema: &SchemaRef,
    batches: &[RecordBatch],
) -> Result<(SchemaRef, Vec<RecordBatch>), Vec<Finding>> {
    let mut fields: Vec<Field> = schema.fields().iter().map(|field| (**field).clone()).collect();
    let mut columns: Vec<Vec<ArrayRef>> =
        batches.iter().map(|batch| batch.columns().to_vec()).collect();
    let mut told = Vec::new();
    for (at, field) in fields.iter_mut().enumerate() {
        if !field.data_type().is_floating() {
            continue;
        }
        let texts = columns.iter().filter_map(|columns| columns.get(at)).map(texts);
        let texts: Vec<Vec<Option<String>>> = texts.collect();
        match decimals(&texts) {
            Ok((places, arrays)) => {
                let kind = DataType::Decimal128(38, places);
                *field = Field::new(field.name(), kind, true);
                for (columns, array) in columns.iter_mut().zip(arrays) {
                    if let Some(column) = columns.get_mut(at) {
                        *column = Arc::new(array);
                    }
                }
            }
            Err((row, text)) => {
                let mut place = Place::file(name);
                (place.heading, place.line) = (Some(field.name().clone()), Some(row + 1));
                told.push(Finding::new(FindingCode::BadNumber, place).found(text));
            }
        }
    }
    if !told.is_empty() {
        return Err(told);
    }
    let schema = Arc::new(Schema::new(fields));
    let batches = columns.into_iter().map(|columns| RecordBatch::try_new(schema.clone(), columns));
    // The new columns are as long as those they replace, so the batches can be made.
    let batches: Result<Vec<RecordBatch>, ArrowError> = batches.collect();
    Ok((schema, batches.unwrap_or_default()))
}

/// The values in their shortest decimal form; `NaN` counts as an empty cell.
fn texts(array: &ArrayRef) -> Vec<Option<String>> {
    let valid = |row: usize| array.is_valid(row);
    let each = |text: &dyn Fn(usize) -> String| {
        let text = |row| Some(text(row)).filter(|text| valid(row) && text != "NaN");
        (0..array.len()).map(text).collect()
    };
    match array.data_type() {
        DataType::Float16 => {
            let array = array.as_primitive::<Float16Type>();
            each(&|row| array.value(row).to_f32().to_string())
        }
        DataType::Float32 => {
            let array = array.as_primitive::<Float32Type>();
            each(&|row| array.value(row).to_string())
        }
        _ => {
            let array = array.as_primitive::<Float64Type>();
            each(&|row| array.value(row).to_string())
        }
    }
}

/// The texts as decimals with a common number of places; the error is the row and text of the first
/// one that is not a decimal number.
fn decimals(texts: &[Vec<Option<String>>]) -> Result<(i8, Vec<Decimal128Array>), (usize, String)> {
    let all = || texts.iter().flatten().enumerate();
    let places = |text: &str| text.split_once('.').map_or(0, |(_, places)| places.len());
    let mut scale = 0;
    for (row, text) in all() {
        let Some(text) = text else { continue };
        if places(text) > MOST
            || text.len() > LONGEST
            || text.contains(|c: char| !"-.0123456789".contains(c))
        {
            return Err((row, text.clone()));
        }
        scale = scale.max(places(text));
    }
    let value = |text: &Option<String>| {
        let text = text.as_ref()?;
        let zeros = "0".repeat(scale - places(text));
        Some(format!("{text}{zeros}").replace('.', "").parse::<i128>())
    };
    let mut arrays = Vec::new();
    for texts in texts {
        let values = texts.iter().map(|text| value(text).and_then(Result::ok));
        arrays.push(values.collect::<Decimal128Array>());
    }
    let scale = i8::try_from(scale).unwrap_or_default();
    let arrays = arrays.into_iter().map(|array| array.with_precision_and_scale(38, scale));
    match arrays.collect() {
        Ok(arrays) => Ok((scale, arrays)),
        Err(error) => Err((0, error.to_string())),
    }
}
