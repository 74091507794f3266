//! Calls that are not questions, such as making a form or exporting a framework. The files that
//! they name are put into the request, which is then passed on to the library that answers it.

use std::path::Path;

use data_encoding::BASE64;
use par_index_sheets::is_workbook;
use serde_json::json;

use crate::failure::Failure;
use crate::given::Given;
use crate::manifest::Takes;
use crate::opening::Opening;
use crate::store::{Bytes, shown};

/// A call that is not a question, and what it was given.
pub(crate) struct Passed<'r> {
    pub(crate) name: &'r str,
    pub(crate) given: &'r Given,
}

impl Takes for Passed<'_> {
    fn has(&self, name: &str) -> bool {
        match self.name {
            "form" => ["framework", "units", "inputs", "previous"].contains(&name),
            "framework-export" => name == "framework",
            _ => false,
        }
    }

    fn is_given(&self, name: &str) -> bool {
        !self.given.paths(name).is_empty()
    }
}

/// The arguments whose value in such a request is a list of documents or tables.
const SEVERAL: [&str; 3] = ["inputs", "previous", "tables"];

/// The keys and values to be added to a request, holding the files that it names.
pub(crate) fn members(given: &Given, opening: &Opening<'_>) -> Result<Vec<String>, Failure> {
    let mut all = Vec::new();
    for name in Given::NAMES.iter().filter(|name| **name != "frameworks") {
        let paths = given.paths(name);
        let Some(first) = paths.first() else { continue };
        let value = if SEVERAL.contains(name) {
            let files = opening.files(paths)?;
            let each = files.iter().map(|(name, bytes)| element(name, bytes));
            format!("[{}]", each.collect::<Vec<String>>().join(","))
        } else {
            match opening.file_or_id(first)? {
                Ok(bytes) => element(&shown(first), &bytes),
                Err(id) => json!(id).to_string(),
            }
        };
        all.push(format!("{}:{value}", json!(name.replace('-', "_"))));
    }
    Ok(all)
}

/// A file as a value in a request: a workbook in base 64, a JSON document as it is, anything else
/// as CSV.
fn element(name: &str, bytes: &Bytes) -> String {
    let text = String::from_utf8_lossy(bytes);
    let is_json = text.trim_start().starts_with(['{', '[']);
    if is_workbook(bytes) {
        json!({"xlsx": BASE64.encode(bytes), "name": name}).to_string()
    } else if is_json && serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() {
        text.into_owned()
    } else {
        let stem = Path::new(name);
        let name = if stem.extension().is_some() { name.to_owned() } else { format!("{name}.csv") };
        json!({"csv": text, "name": name}).to_string()
    }
}
