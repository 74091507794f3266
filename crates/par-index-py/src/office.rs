//! [`Office`]: the files of a dossier, of which questions are asked.

use std::collections::HashMap;
use std::sync::Arc;

use par_index::assessment::StageName;
use par_index::{Lang, Period};
use par_index_sheets::{Form, FormRow, write_form};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::failure::{raised, refused};
use crate::frames::ruler;
use crate::reply::{Reply, language};

/// Files and frames in memory. An office never changes once it is made.
#[pyclass(frozen, module = "par_index._core")]
pub(crate) struct Office(Arc<par_index_office::Office>);

#[pymethods]
impl Office {
    /// Makes an office of files, given by their names.
    #[new]
    fn new(py: Python<'_>, title: &str, files: HashMap<String, Vec<u8>>) -> PyResult<Office> {
        let mut office = par_index_office::Office::new(title);
        for (name, bytes) in &files {
            office.put(name, bytes).map_err(|failure| raised(py, &failure))?;
        }
        office.manifest().map_err(|failure| raised(py, &failure))?;
        Ok(Office(Arc::new(office)))
    }

    /// The names of the files in the office.
    fn names(&self) -> Vec<String> {
        self.0.files().map(|(name, _)| name.to_owned()).collect()
    }

    /// The bytes of a file of the office; `None` if there is no file of that name.
    fn file<'py>(&self, py: Python<'py>, name: &str) -> Option<Bound<'py, PyBytes>> {
        Some(PyBytes::new(py, self.0.file(name)?))
    }

    /// Asks a question, given as a JSON object in the form that `call` accepts.
    fn ask(&self, py: Python<'_>, request: &str) -> PyResult<Reply> {
        let answered = py.detach(|| self.0.reply(request));
        let (reply, writer) = answered.map_err(|failure| raised(py, &failure))?;
        Ok(Reply { reply, writer })
    }
}

/// The embedded frameworks: id, and title in English and Vietnamese.
#[pyfunction]
pub(crate) fn frameworks(py: Python<'_>) -> PyResult<Vec<(String, String, String)>> {
    let row = |id: &str| {
        let framework = par_index::framework(id).map_err(|error| refused(py, error))?;
        let title = framework.title();
        Ok((id.to_owned(), title.get(Lang::En).to_owned(), title.get(Lang::Vi).to_owned()))
    };
    par_index::framework::embedded_ids().map(row).collect()
}

/// An embedded sample of assessments, as JSON.
#[pyfunction]
pub(crate) fn sample(py: Python<'_>, id: &str) -> PyResult<String> {
    par_index::sample(id).map(str::to_owned).map_err(|error| refused(py, error))
}

/// A framework as JSON; it is given by an embedded id, as JSON, or as the name and content of a
/// table or workbook.
#[pyfunction]
#[pyo3(signature = (text, file=None))]
pub(crate) fn framework_json(
    py: Python<'_>,
    text: &str,
    file: Option<Vec<u8>>,
) -> PyResult<String> {
    let read = match file {
        Some(bytes) => par_index_sheets::read_framework_file(text, &bytes, None),
        None => ruler(text),
    };
    read.map(|framework| framework.to_json()).map_err(|error| refused(py, error))
}

/// A form (*biểu mẫu*) that a unit fills in, as a workbook.
#[pyfunction]
pub(crate) fn form<'py>(
    py: Python<'py>,
    framework: &str,
    unit: &str,
    stage: &str,
    period: Option<&str>,
    lang: &str,
) -> PyResult<Bound<'py, PyBytes>> {
    let framework = ruler(framework).map_err(|error| refused(py, error))?;
    let known = StageName::ALL.into_iter().find(|known| known.as_str() == stage);
    let stages: Vec<&str> = StageName::ALL.iter().map(|known| known.as_str()).collect();
    let wrong = || PyValueError::new_err(format!("stage={stage}: {}", stages.join(", ")));
    let mut form = Form::new(&framework, known.ok_or_else(wrong)?, language(lang)?);
    form.unit = Some(unit.to_owned());
    let read = period.map(Period::read).transpose();
    form.period = read.map_err(|error| PyValueError::new_err(error.to_string()))?;
    let rows: Vec<FormRow<'_>> = form.leaves().map(FormRow::new).collect();
    let mut out = Vec::new();
    let done = write_form(&form, &rows, &mut out);
    done.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    Ok(PyBytes::new(py, &out))
}
