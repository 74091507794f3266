//! [`Table`]: rows that other libraries read through the Arrow C stream interface.

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::date32_to_datetime;
use arrow_array::types::{Date32Type, Decimal128Type, Int64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use crate::stream::given;

/// Rows with named columns. Points and percentages are decimals.
#[pyclass(frozen, module = "par_index")]
pub(crate) struct Table {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    /// The rows as an Arrow C stream, which polars, pandas, pyarrow and other libraries read.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface allows to ignore a requested schema; the caller then casts the columns.
        drop(requested_schema);
        given(py, &self.schema, &self.batches)
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The Arrow types of the columns, by name.
    #[getter]
    fn types<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let types = PyDict::new(py);
        for field in self.schema.fields() {
            types.set_item(field.name(), field.data_type().to_string())?;
        }
        Ok(types)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The rows as dicts: texts, whole numbers, `Decimal`, `bool`, `date`.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        let decimal = py.import("decimal")?.getattr("Decimal")?;
        let date = py.import("datetime")?.getattr("date")?.getattr("fromisoformat")?;
        for batch in &self.batches {
            for row in 0..batch.num_rows() {
                let values = PyDict::new(py);
                for (field, array) in self.schema.fields().iter().zip(batch.columns()) {
                    values.set_item(field.name(), value(py, array, row, (&decimal, &date))?)?;
                }
                rows.append(values)?;
            }
        }
        Ok(rows)
    }
}

/// The Python value of a cell.
fn value<'py>(
    py: Python<'py>,
    array: &ArrayRef,
    row: usize,
    (decimal, date): (&Bound<'py, PyAny>, &Bound<'py, PyAny>),
) -> PyResult<Bound<'py, PyAny>> {
    if array.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match array.data_type() {
        DataType::Decimal128(..) => {
            decimal.call1((array.as_primitive::<Decimal128Type>().value_as_string(row),))
        }
        DataType::Date32 => {
            let day = date32_to_datetime(array.as_primitive::<Date32Type>().value(row));
            date.call1((day.map(|day| day.date().to_string()).unwrap_or_default(),))
        }
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).into_bound_py_any(py),
        DataType::Boolean => array.as_boolean().value(row).into_bound_py_any(py),
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into_bound_py_any(py),
        DataType::Utf8View => array.as_string_view().value(row).into_bound_py_any(py),
        DataType::Utf8 => array.as_string::<i32>().value(row).into_bound_py_any(py),
        // Only the column of units, which is taken over from the caller's frame, can have another
        // type.
        other => Err(pyo3::exceptions::PyTypeError::new_err(format!(
            "to_dicts knows no {other}: use to_polars, to_pandas or to_pyarrow"
        ))),
    }
}
