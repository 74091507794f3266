//! The schemas of the answers that make files: forms to fill in, a framework read from a decision's
//! table, and a framework as a workbook.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::assessment::StageName;
use crate::finding::FindingRow;
use crate::period::Period;
use crate::spec::FrameworkSpec;

/// The names of the calls that make files.
pub(super) const CALLS: [&str; 3] = ["form", "framework-import", "framework-export"];

/// The schema of the answer of one of these calls.
pub(super) fn answer(call: &str) -> Schema {
    fn of<T: JsonSchema>() -> Schema {
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
    }
    match call {
        "form" => of::<FormReply>(),
        "framework-import" => of::<FrameworkImportReply>(),
        _ => of::<FrameworkExportReply>(),
    }
}

/// The workbooks that units or appraisers fill in.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct FormReply {
    schema_version: u8,
    kind: String,
    version: String,
    framework: RulerObject,
    stage: StageName,
    period: Option<Period>,
    forms: Vec<FormObject>,
    findings: Vec<FindingRow<'static>>,
}

/// The framework, named by its id and hash.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct RulerObject {
    id: String,
    hash: String,
}

/// A form for a unit, or for an appraiser.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct FormObject {
    /// The file name of the workbook.
    name: String,
    unit: Option<String>,
    by: Option<String>,
    /// The number of rows to fill in.
    rows: usize,
    /// The bytes of the workbook in base 64.
    xlsx: String,
}

/// The framework that was understood from a decision's table.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct FrameworkImportReply {
    schema_version: u8,
    kind: String,
    version: String,
    framework: FrameworkSpec,
    hash: String,
    nodes: usize,
    leaves: usize,
    /// Notes on how words of the table were understood, such as which rows are surveys or sums and
    /// which rules were recognised.
    understood: Vec<FindingRow<'static>>,
    /// Points that a person has to look at: codes and points that were made up, and rules that are
    /// doubtful or were not read.
    unsure: Vec<FindingRow<'static>>,
    /// All other findings.
    findings: Vec<FindingRow<'static>>,
}

/// A framework as a workbook.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct FrameworkExportReply {
    schema_version: u8,
    kind: String,
    version: String,
    framework: RulerObject,
    /// The file name of the workbook.
    name: String,
    /// The bytes of the workbook in base 64.
    xlsx: String,
    findings: Vec<FindingRow<'static>>,
}
