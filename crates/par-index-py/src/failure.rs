//! Turns failures into the exceptions of the package: `Refused` for data, `UsageError` for a wrong
//! call, `ReadError` for a file that cannot be read.

use par_index::{Error, Finding, Lang};
use par_index_office::Failure;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::reply::findings_json;

/// The Python exception for a failure.
pub(crate) fn raised(py: Python<'_>, failure: &Failure) -> PyErr {
    let (findings, name): (&[Finding], &str) = match failure {
        Failure::Call(error) if error.is_refused() => (error.findings(), "Refused"),
        Failure::Read(..) => (&[], "ReadError"),
        _ => (&[], "UsageError"),
    };
    let texts = [Lang::En, Lang::Vi].map(|lang| failure.text(lang));
    made(py, name, texts, findings).unwrap_or_else(|error| error)
}

/// The Python exception for an error of the library.
pub(crate) fn refused(py: Python<'_>, error: Error) -> PyErr {
    raised(py, &Failure::Call(error))
}

fn made(
    py: Python<'_>,
    name: &str,
    [en, vi]: [String; 2],
    findings: &[Finding],
) -> PyResult<PyErr> {
    let errors = py.import("par_index.errors")?;
    let kind = errors.getattr(name)?.cast_into::<PyType>()?;
    Ok(PyErr::from_value(kind.call1((en, vi, findings_json(findings)))?))
}
