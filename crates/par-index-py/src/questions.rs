//! The list of questions, from which the methods of the Python package are generated.

use par_index::Lang;
use par_index::ask::{Entry, QUESTIONS, Takes};
use par_index_office::takes;
use pyo3::prelude::*;
use serde_json::{Value, json};

/// The parts that a question may take besides the contents of a dossier, in the order of the
/// methods' keyword arguments.
const BESIDE: [&str; 8] =
    ["before", "after", "old", "new", "table", "ballots", "questions", "asked"];

/// Every question as JSON: its name, its description, its flags, and the parts it takes besides a
/// dossier.
#[pyfunction]
pub(crate) fn questions() -> String {
    Value::Array(QUESTIONS.iter().map(question).collect()).to_string()
}

fn question(entry: &Entry) -> Value {
    let flags = entry.all_flags().map(|flag| {
        let (kind, value) = match flag.takes {
            Takes::Nothing => ("nothing", ""),
            Takes::Text(value) => ("text", value),
            Takes::Needed(value) => ("needed", value),
            Takes::Texts(value) => ("texts", value),
            Takes::Number(value) => ("number", value),
            Takes::Percent(value) => ("percent", value),
            Takes::Pairs(value) => ("pairs", value),
            _ => ("any", ""),
        };
        json!({
            "key": flag.key, "takes": kind, "value": value,
            "en": flag.help(Lang::En), "vi": flag.help(Lang::Vi),
        })
    });
    let beside = BESIDE.iter().filter(|name| takes(entry, name));
    json!({
        "name": entry.name,
        "en": entry.about(Lang::En),
        "vi": entry.about(Lang::Vi),
        "flags": flags.collect::<Vec<Value>>(),
        "beside": beside.collect::<Vec<_>>(),
    })
}
