//! Data that a request contains itself instead of naming a file; they are turned into a file.

use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::value::RawValue;

/// A file whose contents stand in the request.
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

/// Makes a file from a value in a request: a table `{"csv": TEXT}` or `{"xlsx": BASE64}`,
/// optionally with a `name`, or any other JSON value as a document.
pub(crate) fn inline(key: &str, raw: &RawValue) -> Inline {
    let table = serde_json::from_str::<Table>(raw.get()).ok();
    let (name, end, bytes) = match table {
        Some(Table { csv: Some(text), xlsx: None, name }) => (name, "csv", text.into_bytes()),
        Some(Table { csv: None, xlsx: Some(text), name }) => {
            // If the text is not valid base 64, bytes of a broken workbook are used, so that the
            // reader of workbooks reports it.
            let bytes = BASE64.decode(text.as_bytes());
            (name, "xlsx", bytes.unwrap_or_else(|_| b"PK\x03\x04xl/".to_vec()))
        }
        _ => (None, "json", raw.get().as_bytes().to_vec()),
    };
    Inline { name: name.unwrap_or_else(|| format!("{key}.{end}")), bytes }
}
