//! The answers of calls that make files: forms, a framework from a decision's table, one as a workbook.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::assessment::StageName;
use crate::finding::FindingRow;
use crate::period::Period;
use crate::spec::FrameworkSpec;

/// The calls, by their names.
pub(super) const CALLS: [&str; 3] = ["form", "framework-import", "framework-export"];

/// The schema of an answer of one of them.
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

/// The sheets that units or appraisers fill in.
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

/// A framework, by what tells it apart.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct RulerObject {
    id: String,
    hash: String,
}

/// A form: of a unit, or of an appraiser.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct FormObject {
    /// The name of its file.
    name: String,
    unit: Option<String>,
    by: Option<String>,
    /// How many rows are filled in.
    rows: usize,
    /// The workbook in base 64.
    xlsx: String,
}

/// What of a decision's table was understood.
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
    /// How words of the table were understood: which rows are surveys or sums, which rules were recognised.
    understood: Vec<FindingRow<'static>>,
    /// What somebody has to look at: made codes and points, rules that are in doubt or were not read.
    unsure: Vec<FindingRow<'static>>,
    /// All else that was found.
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
    /// The name of its file.
    name: String,
    /// The workbook in base 64.
    xlsx: String,
    findings: Vec<FindingRow<'static>>,
}
