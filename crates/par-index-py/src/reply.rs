//! [`Reply`]: an answer, written in any format.

use par_index::view::Look;
use par_index::{Finding, Lang};
use par_index_office::{Csv, FORMATS, Format, Writer};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde_json::{Value, json};

use crate::table::Table;

/// The answer to a question.
#[pyclass(frozen, module = "par_index._core")]
pub(crate) struct Reply {
    pub(crate) reply: par_index::reply::Reply,
    pub(crate) writer: Writer,
}

#[pymethods]
impl Reply {
    #[getter]
    fn name(&self) -> &'static str {
        self.reply.name()
    }

    #[getter]
    fn seal(&self) -> &str {
        self.reply.seal()
    }

    #[getter]
    fn exit_code(&self) -> u8 {
        self.reply.exit_code()
    }

    /// The language that the dossier states.
    #[getter]
    fn lang(&self) -> &'static str {
        if self.writer.look.lang == Lang::Vi { "vi" } else { "en" }
    }

    /// How many parts of the inputs were not read.
    #[getter]
    fn not_read(&self) -> usize {
        self.reply.not_read().len()
    }

    /// Whether no result was computed.
    #[getter]
    fn is_void(&self) -> bool {
        self.reply.is_void()
    }

    fn rows(&self, py: Python<'_>, lang: &str) -> PyResult<Table> {
        let lang = language(lang)?;
        let batch = py.detach(|| par_index_arrow::rows(&self.reply, lang));
        let batch = batch.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok(Table { schema: batch.schema(), batches: vec![batch] })
    }

    /// The answer as a JSON result object.
    fn json(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
        let lang = language(lang)?;
        Ok(py.detach(|| self.reply.to_json_in(lang)))
    }

    /// The summary of the answer as JSON; `null` without one.
    fn summary(&self) -> String {
        self.reply.summary().unwrap_or_default().to_string()
    }

    /// All findings of the answer as JSON.
    fn findings(&self) -> String {
        findings_json(self.reply.findings())
    }

    /// The answer as text for a person.
    fn text(
        &self,
        py: Python<'_>,
        lang: &str,
        width: Option<usize>,
        ascii: bool,
    ) -> PyResult<String> {
        let look = Look { ascii, ..self.look(language(lang)?, width) };
        Ok(py.detach(|| self.reply.text(look)))
    }

    /// The answer in a format, named by the ending of a file name: `csv`, `json`, `html`, `docx`,
    /// `xlsx`, `txt`, `md`; `excel` is CSV for a spreadsheet program with Vietnamese settings.
    fn written<'py>(
        &self,
        py: Python<'py>,
        end: &str,
        lang: &str,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let excel = end == "excel";
        let end = if excel { "csv" } else { end };
        let known = FORMATS.iter().find(|known| known.ends.contains(&end));
        let format = known.map(|known| known.format).ok_or_else(|| {
            let ends: Vec<&str> = FORMATS.iter().flat_map(|known| known.ends).copied().collect();
            PyValueError::new_err(format!("{end}: {}", ends.join(", ")))
        })?;
        if format == Format::Markdown && self.reply.document().is_none() {
            return Err(PyValueError::new_err(format!("{end}: only a paper is written so")));
        }
        let look = self.look(language(lang)?, None);
        let csv = if excel { Csv::Excel } else { Csv::Plain };
        let writer = Writer { format, look, csv, ..self.writer.clone() };
        let mut bytes = Vec::new();
        let done = py.detach(|| writer.write(&self.reply, &mut bytes));
        done.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok(PyBytes::new(py, &bytes))
    }
}

impl Reply {
    fn look(&self, lang: Lang, width: Option<usize>) -> Look {
        let own = self.writer.look;
        Look { lang, width: width.unwrap_or(own.width), ..own }
    }
}

pub(crate) fn language(lang: &str) -> PyResult<Lang> {
    lang.parse().map_err(|_| PyValueError::new_err(format!("lang={lang}: en, vi")))
}

/// Findings as JSON, with their sentences in both languages.
pub(crate) fn findings_json(findings: &[Finding]) -> String {
    let each = findings.iter().map(|finding| {
        let row = |lang| serde_json::to_value(finding.row(lang)).unwrap_or_default();
        let (mut en, vi) = (row(Lang::En), row(Lang::Vi));
        let text = |lang| finding.text(lang);
        if let Value::Object(keys) = &mut en {
            keys.insert(
                "vi".to_owned(),
                json!({
                    "message": vi["message"], "expected": vi["expected"],
                    "suggestion": vi["suggestion"], "text": text(Lang::Vi),
                }),
            );
            keys.insert("text".to_owned(), json!(text(Lang::En)));
            keys.insert("heading".to_owned(), json!(finding.place().heading));
        }
        en
    });
    Value::Array(each.collect()).to_string()
}
