//! JSON Schemas of the documents and results, generated from the types that read and write them.

mod parts;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use crate::ask::{self, Common};
use crate::assessment::RegisteredUnit;
use crate::directive::{PaperKind, ProgressRow};
use crate::period::Period;
use crate::quantity::PointSum;
use crate::reply::{PolicyRow, Ruler};
use crate::spec::{AssessmentSpec, DirectiveSpec, FrameworkSpec, HeadSpec};
use crate::view;

/// The kinds of document that have a schema.
pub const KINDS: [&str; 35] = [
    "framework",
    "assessment",
    "policies",
    "units",
    "check",
    "intake",
    "score",
    "rank",
    "weak",
    "what-if",
    "verify",
    "lost",
    "cuts",
    "table",
    "versus",
    "explain",
    "compare",
    "diff",
    "robustness",
    "strengths",
    "plan",
    "forecast",
    "efforts",
    "together",
    "trend",
    "audit",
    "crosswalk",
    "framework-diff",
    "survey",
    "error",
    "directive",
    "progress",
    "directive-check",
    "directive-status",
    "directive-papers",
];

/// The JSON Schema (draft 2020-12) of a kind of document; `None` for an unknown kind.
///
/// ```
/// assert!(par_index::schema::schema("framework").unwrap().contains("\"policies\""));
/// assert!(par_index::schema::schema("rank").unwrap().contains("\"points_to_next\""));
/// ```
pub fn schema(kind: &str) -> Option<String> {
    // A document may leave out what is optional; a result always has every key.
    let documents = SchemaSettings::draft2020_12();
    let results = SchemaSettings::draft2020_12().for_serialize();
    let schema = match kind {
        "framework" => of::<FrameworkSpec>(&documents),
        "assessment" => of::<AssessmentSpec>(&documents),
        "policies" => of::<HeadSpec>(&documents),
        "units" => of::<Vec<RegisteredUnit>>(&documents),
        "check" => result::<ResultObject<ask::Check, (), CheckSummary>>(&results),
        "intake" => result::<ResultObject<ask::Intake, IntakeRows, ()>>(&results),
        "score" => result::<ResultObject<ask::Score, view::ScoreRow, ()>>(&results),
        "rank" => result::<ResultObject<ask::Rank, view::RankRow, RankSummary>>(&results),
        "weak" => sums::<ResultObject<ask::Weak, WeakRows, WeakSummary>>(&results),
        "what-if" => {
            result::<ResultObject<ask::WhatIf, view::WhatIfRow, view::WhatIfSummary>>(&results)
        }
        "verify" => result::<ResultObject<Anything, view::VerifyRow, VerifySummary>>(&results),
        "lost" => sums::<ResultObject<ask::Lost, view::LostRow, WeakSummary>>(&results),
        "cuts" => sums::<ResultObject<ask::Cuts, view::CutRow, view::CutSummary>>(&results),
        "table" => result::<ResultObject<ask::Table, view::TableRow, TableSummary>>(&results),
        "versus" => {
            result::<ResultObject<ask::Versus, view::VersusLine, view::VersusSummary>>(&results)
        }
        "explain" => result::<ResultObject<ask::Explain, view::ExplainRow, ()>>(&results),
        "compare" => {
            result::<ResultObject<ask::Compare, view::CompareRow, CompareSummary>>(&results)
        }
        "diff" => result::<ResultObject<ask::Diff, view::DiffRow, DiffSummary>>(&results),
        "robustness" => {
            result::<ResultObject<ask::Robustness, view::RobustnessRow, TableSummary>>(&results)
        }
        "strengths" => result::<ResultObject<ask::Strengths, view::StrongRow, ()>>(&results),
        "plan" => result::<ResultObject<ask::Plan, PlanRows, PlanSummaries>>(&results),
        "forecast" => {
            result::<ResultObject<ask::Forecast, view::ForecastRow, view::ForecastSummary>>(
                &results,
            )
        }
        "efforts" => of::<Vec<crate::EffortRow>>(&documents),
        "together" => {
            result::<ResultObject<ask::Together, TogetherRows, TogetherSummary>>(&results)
        }
        "trend" => result::<ResultObject<ask::Trend, view::TrendRow, TrendSummary>>(&results),
        "audit" => result::<ResultObject<ask::Audit, view::AuditRow, view::AuditSummary>>(&results),
        "crosswalk" => {
            result::<ResultObject<CrosswalkAsked, crate::CrosswalkRow, CrosswalkSummary>>(&results)
        }
        "framework-diff" => {
            result::<ResultObject<CrosswalkAsked, view::FrameworkChangeRow, ()>>(&results)
        }
        "survey" => result::<SurveyObject>(&results),
        "error" => of::<ErrorObject>(&results),
        "directive" => of::<DirectiveSpec>(&documents),
        "progress" => of::<Vec<ProgressRow>>(&documents),
        "directive-check" => {
            result::<LetterObject<ask::DirectiveCheck, SlipRows, SlipSummary>>(&results)
        }
        "directive-status" => {
            result::<LetterObject<ask::DirectiveStatus, view::StatusRow, StatusSummary>>(&results)
        }
        "directive-papers" => {
            result::<LetterObject<ask::DirectivePapers, view::PaperRow, PaperSummary>>(&results)
        }
        _ => return None,
    };
    serde_json::to_string_pretty(&schema).ok().map(|text| text + "\n")
}

fn of<T: JsonSchema>(settings: &SchemaSettings) -> Schema {
    settings.clone().into_generator().into_root_schema_for::<T>()
}

/// The schema of a result: where something was not read its rows and its summary bear a key more.
fn result<T: JsonSchema>(settings: &SchemaSettings) -> Schema {
    marked::<T>(settings, false)
}

/// That of sums over units, whose summary may name units that they lack.
fn sums<T: JsonSchema>(settings: &SchemaSettings) -> Schema {
    marked::<T>(settings, true)
}

fn marked<T: JsonSchema>(settings: &SchemaSettings, sums: bool) -> Schema {
    let mut schema = of::<T>(settings).to_value();
    let mut rows = Vec::new();
    refs(&schema["properties"]["rows"], &mut rows);
    let mut summaries = Vec::new();
    refs(&schema["properties"]["summary"], &mut summaries);
    let flag = json!({
        "description": "The result was made while something was not read; absent where all was.",
        "type": "boolean"
    });
    let count = json!({
        "description": "How many parts were not read; absent where all was.",
        "type": "integer", "minimum": 0
    });
    let text = json!({"type": "string"});
    let units = json!({
        "description": "The units that the sums lack, and why; absent where they lack none.",
        "type": "array", "items": {
            "type": "object", "properties": {"unit": text, "name": text, "state": text},
            "required": ["unit", "name", "state"], "additionalProperties": false
        }
    });
    mark(&mut schema, rows, ("not_read", &flag));
    let mut keys = serde_json::Map::new();
    for (key, shape) in [("not_read", count), ("left_out", units)] {
        if key == "not_read" || sums {
            mark(&mut schema, summaries.clone(), (key, &shape));
            keys.insert(key.to_owned(), shape);
        }
    }
    let alone = json!({
        "type": "object", "properties": keys, "minProperties": 1, "additionalProperties": false
    });
    let summary = &mut schema["properties"]["summary"];
    let plain = summary.get("$ref").is_none();
    match summary.get_mut("anyOf").and_then(Value::as_array_mut) {
        Some(all) => all.push(alone),
        None if plain => *summary = json!({"anyOf": [summary.take(), alone]}),
        None => {}
    }
    schema.try_into().unwrap_or_default()
}

/// Adds a key to the named objects, and to those that are a choice of others.
fn mark(schema: &mut Value, mut names: Vec<String>, (key, shape): (&str, &Value)) {
    let mut done = Vec::new();
    while let Some(name) = names.pop() {
        if done.contains(&name) {
            continue;
        }
        if let Some(object) = schema["$defs"].get_mut(&name) {
            match object.get_mut("properties").and_then(Value::as_object_mut) {
                Some(keys) => drop(keys.insert(key.to_owned(), shape.clone())),
                None => refs(object, &mut names),
            }
        }
        done.push(name);
    }
}

/// The definitions that a part of a schema names by itself.
fn refs(part: &Value, names: &mut Vec<String>) {
    let name = part.get("$ref").and_then(Value::as_str);
    names.extend(name.and_then(|name| name.rsplit('/').next()).map(str::to_owned));
    if let Some(items) = part.get("items") {
        refs(items, names);
    }
    let choices = ["anyOf", "oneOf"].iter().filter_map(|key| part.get(key)?.as_array());
    choices.flatten().for_each(|choice| refs(choice, names));
}

/// The object that every question gives; what has no meaning for one is null.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct ResultObject<Flags, Row, Summary> {
    schema_version: u8,
    kind: String,
    version: String,
    framework: Option<Ruler>,
    basis: Option<String>,
    year: Option<u16>,
    period: Option<Period>,
    policies: Option<PolicyRow>,
    policies_overridden: Vec<String>,
    asked: Asked<Flags>,
    rows: Vec<Row>,
    summary: Option<Summary>,
    not_read: Vec<view::UnreadRow>,
    findings: Vec<FindingObject>,
    seal: String,
}

/// The flags of the question, and those of every question.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct Asked<Flags> {
    #[schemars(flatten)]
    own: Flags,
    #[schemars(flatten)]
    common: Common,
}

/// The flags of whichever question a print answers.
#[derive(JsonSchema)]
struct Anything {}

/// The same about a letter.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct LetterObject<Flags, Row, Summary> {
    directive: Letter,
    #[schemars(flatten)]
    result: ResultObject<Flags, Row, Summary>,
}

/// What a crosswalk was asked.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct CrosswalkAsked {
    previous_framework: Ruler,
}

/// What a crosswalk says beside its rows.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct CrosswalkSummary {
    /// The id of the embedded map; `null` of a draft, which is to be completed.
    embedded: Option<String>,
    same: usize,
    renamed: usize,
    rescaled: usize,
    split: usize,
    merged: usize,
    new: usize,
    dropped: usize,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct SurveyObject {
    respondents: Vec<view::RespondentRow>,
    targets: Vec<view::TargetRow>,
    #[schemars(flatten)]
    result: ResultObject<ask::Survey, view::SurveyRow, SurveySummary>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct SurveySummary {
    units: usize,
    ballots: u64,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct Letter {
    id: String,
    hash: String,
    issued: String,
    provenance: String,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct SlipSummary {
    obligations: usize,
    errors: usize,
    warnings: usize,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct StatusSummary {
    on: String,
    within: u16,
    by_lead: Vec<view::StatusCountRow>,
    by_field: Vec<view::StatusCountRow>,
    total: Option<view::StatusCountRow>,
    /// Of those not due or unmeasurable: without a day.
    without_day: usize,
    /// With a day that nobody can keep.
    impossible_day: usize,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct PaperSummary {
    paper: PaperKind,
    /// Of one unit: how its data stand.
    state: Option<String>,
    open: PointSum,
    /// Of all units: those that are not summed.
    left_out: Vec<LeftOutObject>,
    groups: Vec<GroupObject>,
    lost: PointSum,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct LeftOutObject {
    unit: String,
    name: String,
    state: String,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct GroupObject {
    group: String,
    lines: usize,
    max: PointSum,
    #[schemars(rename = "self")]
    self_points: Option<PointSum>,
    appraised: PointSum,
    lost: PointSum,
}

/// What a call prints that gives no result.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct ErrorObject {
    schema_version: u8,
    kind: String,
    version: String,
    message: String,
    findings: Vec<FindingObject>,
    /// What of the inputs was not read; absent where all was.
    #[schemars(skip_serializing_if = "Vec::is_empty")]
    not_read: Vec<view::UnreadRow>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
pub(crate) struct FindingObject {
    severity: String,
    code: String,
    unit: Option<String>,
    name: Option<String>,
    node: Option<String>,
    stage: Option<String>,
    file: Option<String>,
    sheet: Option<String>,
    cell: Option<String>,
    line: Option<u64>,
    pointer: Option<String>,
    found: Option<String>,
    expected: String,
    suggestion: String,
    message: String,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct RankSummary {
    units: usize,
    ranked: usize,
    mean: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct TableSummary {
    units: usize,
    ranked: usize,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct CompareSummary {
    units: usize,
    compared: usize,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct DiffSummary {
    changed: usize,
    bystanders: usize,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct WeakSummary {
    lost: PointSum,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct CheckSummary {
    units: usize,
    computed: usize,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct VerifySummary {
    same: bool,
    seal_printed: String,
    seal_computed: String,
    seal_short: bool,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "the shape is the content")]
enum WeakRows {
    Leaf(view::WeakRow),
    Lead(view::WeakLeadRow),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "the shape is the content")]
#[expect(clippy::large_enum_variant, reason = "never made")]
enum PlanRows {
    Step(view::WhatIfRow),
    Point(view::FrontierRow),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "the shape is the content")]
#[expect(clippy::large_enum_variant, reason = "never made")]
enum PlanSummaries {
    Plan(view::WhatIfSummary),
    Frontier(view::FrontierSummary),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "the shape is the content")]
enum SlipRows {
    Slip(view::SlipRow),
    Gap(view::GapRow),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "the shape is the content")]
enum IntakeRows {
    Unit(view::IntakeRow),
    Appraiser(view::AppraiserRow),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "the shape is the content")]
enum TogetherRows {
    Place(view::TogetherRow),
    Concern(view::ConcernRow),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct TrendSummary {
    periods: Vec<Period>,
    units: usize,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct TogetherSummary {
    places: usize,
    indices: Vec<TogetherIndex>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is the content")]
struct TogetherIndex {
    index: String,
    framework: String,
    hash: String,
    year: Option<u16>,
    period: Option<Period>,
    channel: Option<String>,
    units: usize,
}
