//! Any file of assessments: which kind it is, and who reads it.

use par_index::{Finding, FindingCode, Inputs, Place};

use crate::decode::decode;
use crate::table::Table;
use crate::{long, wide};

/// What an assessment table may look like, for the finding that one looks otherwise.
const TABLES: &str = "unit, component, self, appraised, survey | unit, 1.1, 1.2, …";

/// Reads a file of assessments into the inputs: JSON, or a CSV table, long or wide.
///
/// The kind follows from the name's end, without one from the first character. Whatever cannot be
/// read is a finding of the inputs.
///
/// ```
/// use par_index::{framework, Inputs};
/// let mut inputs = Inputs::new(&framework("vn-ministry-2023")?);
/// par_index_sheets::read_input(&mut inputs, "figures.xlsx", b"PK\x03\x04");
/// assert_eq!(inputs.finish().findings[0].code().as_str(), "unknown_file");
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn read_input(inputs: &mut Inputs, file: &str, bytes: &[u8]) {
    match kind(file, bytes) {
        Kind::Json => inputs.read(file, bytes),
        Kind::Table => match decode(file, bytes) {
            Ok(text) => table(inputs, file, &text),
            Err(finding) => inputs.finding(finding),
        },
        Kind::Unknown => {
            let finding = Finding::new(FindingCode::UnknownFile, Place::file(file));
            inputs.finding(finding.found(file));
        }
    }
}

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

fn table(inputs: &mut Inputs, file: &str, text: &str) {
    let mut findings = Vec::new();
    let table = Table::open(file, text, &mut findings);
    for finding in findings {
        inputs.finding(finding);
    }
    let unclear = |found: String| {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file));
        finding.found(found).with("known", TABLES)
    };
    let Some(mut table) = table else {
        inputs.finding(unclear(String::new()));
        return;
    };
    let Some(unit) = table.column(&UNIT) else {
        let names: Vec<&str> = table.headings().map(|(_, name)| name).take(8).collect();
        inputs.finding(unclear(names.join(", ")));
        return;
    };
    if let Some(component) = table.column(&COMPONENT) {
        long::read(inputs, &mut table, unit, component);
    } else {
        wide::read(inputs, &mut table, unit);
    }
}

// The names of columns that both forms share; the first is the format's, the others are what
// Vietnamese sheets write.
pub(crate) const UNIT: [&str; 4] =
    ["unit", "đơn vị", "cơ quan, đơn vị", "cơ quan, đơn vị, địa phương"];
pub(crate) const COMPONENT: [&str; 5] =
    ["component", "code", "mã", "mã tiêu chí", "tiêu chí thành phần"];
pub(crate) const YEAR: [&str; 2] = ["year", "năm"];
pub(crate) const GROUP: [&str; 2] = ["group", "khối"];
pub(crate) const NAME: [&str; 2] = ["name", "tên đơn vị"];
pub(crate) const CHANNEL: [&str; 2] = ["channel", "kênh"];
