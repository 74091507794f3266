//! The rows of an answer as a record batch; points and percentages are decimals, never binary
//! numbers.

use std::sync::Arc;

use arrow_array::Array as _;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
};
use arrow_schema::{ArrowError, Field, Schema};
use par_index::reply::Reply;
use par_index::{Day, Finding, Lang};
use serde_json::Value;

use crate::kinds::{COUNTS, DECIMALS, WHOLES};

/// The rows of an answer under the columns that CSV has; for a `check` the findings, for a `join`
/// the long table. If the answer is not the official result, further columns say in which respects.
///
/// # Errors
/// An error where no batch can be made of the rows.
pub fn rows(reply: &Reply, lang: Lang) -> Result<RecordBatch, ArrowError> {
    if let Some(joined) = reply.joined() {
        let mut records = par_index_sheets::long_records(joined, reply.is_marked()).into_iter();
        let columns = records.next().unwrap_or_default();
        let rows: Vec<Vec<Value>> = records.map(texts).collect();
        return batch(&columns, &rows);
    }
    if reply.name() == "check" {
        return finding_rows(reply.findings(), lang);
    }
    let claimed = reply.claimed_columns();
    let own = reply.columns();
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut row = |row: par_index::ask::Row| -> Result<(), serde_json::Error> {
        let mut value = serde_json::to_value(&row)?;
        let cell = |column: &String| value.get_mut(column).map(Value::take).unwrap_or_default();
        let claimed = claimed.iter().map(|(_, text)| Value::from(text.as_str()));
        rows.push(own.iter().map(cell).chain(claimed).collect());
        Ok(())
    };
    // Rows consist of texts and numbers, so converting them to JSON cannot fail.
    let _ = reply.each_row(&mut row);
    let names = claimed.iter().map(|(name, _)| (*name).to_owned());
    let columns: Vec<String> = own.iter().cloned().chain(names).collect();
    batch(&columns, &rows)
}

/// Findings as the rows of a record batch.
///
/// # Errors
/// An error where no batch can be made of the findings.
pub fn finding_rows(findings: &[Finding], lang: Lang) -> Result<RecordBatch, ArrowError> {
    let columns: Vec<String> = Finding::COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    let row = |finding: &Finding| {
        let value = serde_json::to_value(finding.row(lang)).unwrap_or_default();
        columns.iter().map(|column| value.get(column).cloned().unwrap_or_default()).collect()
    };
    let rows: Vec<Vec<Value>> = findings.iter().map(row).collect();
    batch(&columns, &rows)
}

fn texts(record: Vec<String>) -> Vec<Value> {
    let cell = |text: String| if text.is_empty() { Value::Null } else { Value::String(text) };
    record.into_iter().map(cell).collect()
}

fn batch(columns: &[String], rows: &[Vec<Value>]) -> Result<RecordBatch, ArrowError> {
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (at, name) in columns.iter().enumerate() {
        let cells: Vec<&Value> = rows.iter().filter_map(|row| row.get(at)).collect();
        let array = array(name, &cells)?;
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    if arrays.is_empty() {
        // Without columns the batch must be made from an empty schema.
        return Ok(RecordBatch::new_empty(Arc::new(Schema::empty())));
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

/// A column of the type of its values. Numbers written as text become decimals, unless the column
/// holds codes or names; a column without values gets the type that belongs to its name.
fn array(name: &str, cells: &[&Value]) -> Result<ArrayRef, ArrowError> {
    let said = || cells.iter().filter(|cell| !cell.is_null());
    let all = |is: fn(&Value) -> bool| said().next().is_some() && said().all(|cell| is(cell));
    let nothing = said().next().is_none();
    if all(Value::is_i64) || (nothing && COUNTS.contains(&name)) {
        let counts = cells.iter().map(|cell| cell.as_i64());
        return Ok(Arc::new(counts.collect::<Int64Array>()));
    }
    if all(Value::is_boolean) {
        let truths = cells.iter().map(|cell| cell.as_bool());
        return Ok(Arc::new(truths.collect::<BooleanArray>()));
    }
    let whole = |cell: &&&Value| digits(cell).is_some_and(|(_, places)| places == 0);
    if WHOLES.contains(&name) && said().all(|cell| whole(&cell)) {
        let counts =
            cells.iter().map(|cell| digits(cell).and_then(|(digits, _)| digits.parse().ok()));
        return Ok(Arc::new(counts.collect::<Int64Array>()));
    }
    let texts = par_index_sheets::is_text_column(name);
    if (!nothing && !texts) || DECIMALS.contains(&name) {
        if let Some(array) = decimals(cells) {
            return Ok(Arc::new(array?));
        }
        if let Some(array) = days(cells) {
            return Ok(Arc::new(array));
        }
    }
    Ok(Arc::new(cells.iter().map(|cell| text(cell)).collect::<StringArray>()))
}

/// The cell as text; a list of texts is joined by `; `, and any other value is written as JSON.
fn text(cell: &Value) -> Option<String> {
    match cell {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(all) if all.iter().all(Value::is_string) => {
            let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
            Some(all.join("; "))
        }
        other => Some(other.to_string()),
    }
}

/// The digits of a plain number, and how many of them stand behind the decimal point; `None` if the
/// cell is not a plain number.
fn digits(cell: &Value) -> Option<(String, usize)> {
    let text = match cell {
        Value::Number(number) if number.is_i64() => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    let bare = text.strip_prefix('-').unwrap_or(&text);
    let (whole, places) = bare.split_once('.').unwrap_or((bare, ""));
    let plain = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
    let is_number = !whole.is_empty() && plain(whole) && plain(places) && bare.len() < 30;
    let is_number = is_number && (bare.contains('.') != places.is_empty());
    is_number.then(|| (text.replace('.', ""), places.len()))
}

/// The cells as decimals with as many places as they need, at least two; `None` if any cell is not
/// a number.
fn decimals(cells: &[&Value]) -> Option<Result<Decimal128Array, ArrowError>> {
    let mut scale = 2;
    let mut all = Vec::new();
    for cell in cells {
        let read = if cell.is_null() { None } else { Some(digits(cell)?) };
        scale = scale.max(read.as_ref().map_or(0, |(_, places)| *places));
        all.push(read);
    }
    let mut values: Vec<Option<i128>> = Vec::new();
    for read in all {
        values.push(match read {
            None => None,
            Some((digits, places)) => Some((digits + &"0".repeat(scale - places)).parse().ok()?),
        });
    }
    let scale = i8::try_from(scale).ok()?;
    let array: Decimal128Array = values.into_iter().collect();
    Some(array.with_precision_and_scale(38, scale))
}

fn days(cells: &[&Value]) -> Option<Date32Array> {
    let first: Day = "1970-01-01".parse().ok()?;
    let mut days = Vec::new();
    for cell in cells {
        days.push(match cell {
            Value::Null => None,
            cell => {
                let day: Day = cell.as_str()?.parse().ok()?;
                Some(i32::try_from(first.days_until(day)).ok()?)
            }
        });
    }
    Some(days.into_iter().collect())
}
