//! Functions that take data frames of other libraries.

use par_index::{Error, Framework};
use par_index_sheets::{FrameCell, FrameWriter};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::failure::refused;
use crate::stream::taken;
use crate::table::Table;

/// The bytes of a frame, in the form that readers of tables accept. A column of floats is refused.
#[pyfunction]
pub(crate) fn frame<'py>(
    py: Python<'py>,
    name: &str,
    frame: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (schema, batches) = taken(frame)?;
    let bytes = py.detach(|| par_index_arrow::frame(name, &schema, &batches));
    let bytes = bytes.map_err(|told| refused(py, Error::of_findings(name, told)))?;
    Ok(PyBytes::new(py, &bytes))
}

/// The frame with decimal columns in place of columns of floats that hold decimal numbers.
#[pyfunction]
pub(crate) fn exact(py: Python<'_>, frame: &Bound<'_, PyAny>) -> PyResult<Table> {
    let (schema, batches) = taken(frame)?;
    let made = py.detach(|| par_index_arrow::exact("frame", &schema, &batches));
    let (schema, batches) = made.map_err(|told| refused(py, Error::of_findings("frame", told)))?;
    Ok(Table { schema, batches })
}

/// Ranks the units of a wide frame of final points, exactly.
#[pyfunction]
pub(crate) fn ranks(
    py: Python<'_>,
    framework: &str,
    frame: &Bound<'_, PyAny>,
    node: &str,
    by_group: bool,
) -> PyResult<Table> {
    let (schema, batches) = taken(frame)?;
    let made = py.detach(|| {
        let framework = ruler(framework)?;
        par_index_arrow::ranks(&framework, (node, by_group), &schema, &batches)
    });
    let (schema, batches) = made.map_err(|error| refused(py, error))?;
    Ok(Table { schema, batches })
}

/// A framework, given by its embedded id or as JSON.
pub(crate) fn ruler(text: &str) -> Result<Framework, Error> {
    if text.trim_start().starts_with('{') {
        Framework::from_json(text)
    } else {
        par_index::framework(text)
    }
}

/// The bytes of a frame made from rows of the calling program. Each cell is a letter for its type
/// (`t` text, `n` number, `d` day, `b` true or false) and its text.
#[pyfunction]
pub(crate) fn rows_frame(
    py: Python<'_>,
    headings: Vec<String>,
    rows: Vec<Vec<(String, String)>>,
) -> Bound<'_, PyBytes> {
    let mut frame = FrameWriter::new(headings.iter().map(String::as_str));
    for row in &rows {
        frame.row(row.iter().map(|(kind, text)| match kind.as_str() {
            _ if text.is_empty() => FrameCell::Empty,
            "n" => FrameCell::Number(text),
            "d" => FrameCell::Day(text),
            "b" => FrameCell::Truth(text == "TRUE"),
            _ => FrameCell::Text(text),
        }));
    }
    PyBytes::new(py, &frame.finish())
}
