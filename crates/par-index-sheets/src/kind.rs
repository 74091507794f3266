//! Which kind of file it is: by the end of its name, without one by its first letter.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Json,
    Table,
    Unknown,
}

/// By the end of the name; without one by the first letter.
pub(crate) fn kind(file: &str, bytes: &[u8]) -> Kind {
    let end = std::path::Path::new(file).extension().and_then(|end| end.to_str());
    match end.map(str::to_ascii_lowercase).as_deref() {
        Some("json" | "jsonl" | "ndjson") => Kind::Json,
        Some("csv" | "tsv" | "txt") => Kind::Table,
        Some(_) => Kind::Unknown,
        None if bytes.starts_with(b"PK") => Kind::Unknown,
        None => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
                Some(b'{' | b'[') | None => Kind::Json,
                Some(_) => Kind::Table,
            }
        }
    }
}
