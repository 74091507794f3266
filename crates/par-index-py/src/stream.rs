//! The Arrow C stream interface: the only place where memory is taken from other libraries or given
//! to them.

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::ffi_stream::{ArrowArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::SchemaRef;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyCapsuleMethods};

/// The name by which the interface marks a capsule with a stream.
const NAME: &CStr = c"arrow_array_stream";

/// The batches of any object that has `__arrow_c_stream__`: a frame of polars or pandas, a table of
/// pyarrow.
#[expect(unsafe_code, reason = "the interface hands over a pointer")]
pub(crate) fn taken(frame: &Bound<'_, PyAny>) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
    if !frame.hasattr("__arrow_c_stream__")? {
        let is = frame.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "{is} is no frame: give a DataFrame of polars or pandas, a table of pyarrow, or anything with \
             __arrow_c_stream__"
        )));
    }
    let capsule = frame.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(NAME))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a stream (checked above). The stream is moved out of the
    // capsule, whose own release function then does nothing, as the interface requires.
    let stream = unsafe { ArrowArrayStreamReader::from_raw(pointer.as_ptr()) };
    let stream = stream.map_err(|error| PyValueError::new_err(error.to_string()))?;
    let schema = stream.schema();
    let batches = stream.collect::<Result<Vec<RecordBatch>, _>>();
    Ok((schema, batches.map_err(|error| PyValueError::new_err(error.to_string()))?))
}

/// A capsule with a stream of the batches.
pub(crate) fn given<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: &[RecordBatch],
) -> PyResult<Bound<'py, PyCapsule>> {
    // A batch is a list of references, so cloning it copies no data.
    let batches: Vec<RecordBatch> = batches.to_vec();
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), Arc::clone(schema));
    let stream = FFI_ArrowArrayStream::new(Box::new(reader));
    PyCapsule::new_with_value(py, stream, NAME)
}
