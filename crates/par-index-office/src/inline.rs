//! Data that a request brings along itself, instead of the name of a file, made into a file.

use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::value::RawValue;

/// A file that a request holds itself.
pub(crate) struct Inline {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    csv: Option<String>,
    xlsx: Option<String>,
    name: Option<String>,
}

/// A table, `{"csv": TEXT}` or `{"xlsx": BASE64}` with a `name` where wanted, or a document as it is.
pub(crate) fn inline(key: &str, raw: &RawValue) -> Inline {
    let table = serde_json::from_str::<Table>(raw.get()).ok();
    let (name, end, bytes) = match table {
        Some(Table { csv: Some(text), xlsx: None, name }) => (name, "csv", text.into_bytes()),
        Some(Table { csv: None, xlsx: Some(text), name }) => {
            // What is no base 64 is no workbook either: its reader says so.
            let bytes = BASE64.decode(text.as_bytes());
            (name, "xlsx", bytes.unwrap_or_else(|_| b"PK\x03\x04xl/".to_vec()))
        }
        _ => (None, "json", raw.get().as_bytes().to_vec()),
    };
    Inline { name: name.unwrap_or_else(|| format!("{key}.{end}")), bytes }
}
