//! The JSON shape of a result object.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::common::Common;
use super::parts::ruler::Ruler;
use super::parts::unread::UnreadRow;
use crate::finding::FindingRow;
use crate::framework::policy::PolicyRow;
use crate::period::Period;

/// The object that every question returns; keys without meaning for a question are null.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
pub(crate) struct ResultObject<Asked, Row, Summary, Beside> {
    schema_version: u8,
    kind: String,
    version: String,
    framework: Option<Ruler>,
    basis: Option<String>,
    year: Option<u16>,
    period: Option<Period>,
    policies: Option<PolicyRow>,
    policies_overridden: Vec<String>,
    asked: Asked,
    rows: Vec<Row>,
    summary: Option<Summary>,
    not_read: Vec<UnreadRow>,
    findings: Vec<FindingRow<'static>>,
    seal: String,
    #[schemars(flatten)]
    beside: Beside,
}

/// The flags of one question, and the common flags.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
pub(super) struct Asked<Flags> {
    #[schemars(flatten)]
    own: Flags,
    #[schemars(flatten)]
    common: Common,
}

/// The schema of a result. Rows and summary have one more key if some input was not read; the
/// summary of a result that sums over units (`sums`) may also name the units missing from the sums.
pub(crate) fn of_result<T: JsonSchema>(sums: bool) -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
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
            "required": ["unit", "name", "state"]
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
    let one_of: Vec<Value> = keys.keys().map(|key| json!({"required": [key]})).collect();
    let alone = json!({"type": "object", "properties": keys, "anyOf": one_of});
    let summary = &mut schema["properties"]["summary"];
    let plain = summary.get("$ref").is_none();
    match summary.get_mut("anyOf").and_then(Value::as_array_mut) {
        Some(all) => all.push(alone),
        None if plain => *summary = json!({"anyOf": [summary.take(), alone]}),
        None => {}
    }
    schema.try_into().unwrap_or_default()
}

/// Adds a key to the named objects; for a name that stands for a choice of objects, to each of
/// these.
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

/// The names of the definitions that a part of a schema refers to directly.
fn refs(part: &Value, names: &mut Vec<String>) {
    let name = part.get("$ref").and_then(Value::as_str);
    names.extend(name.and_then(|name| name.rsplit('/').next()).map(str::to_owned));
    if let Some(items) = part.get("items") {
        refs(items, names);
    }
    let choices = ["anyOf", "oneOf"].iter().filter_map(|key| part.get(key)?.as_array());
    choices.flatten().for_each(|choice| refs(choice, names));
}
