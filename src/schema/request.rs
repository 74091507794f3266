//! The schema of a request: one shape for each question, told apart by the key `call`.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::analysis::CrosswalkRow;
use crate::ask::{Common, Entry, QUESTIONS, Takes};
use crate::assessment::{RegisteredUnit, StageName};
use crate::call::DATA;
use crate::directive::ProgressRow;
use crate::period::Period;
use crate::remediation::EffortRow;
use crate::spec::{AssessmentSpec, DirectiveSpec, FrameworkSpec};

/// The schema of everything that `call` accepts.
pub(super) fn request() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let data = data(&mut generator);
    let dossier = held(&data);
    let mut choices: Vec<Value> =
        QUESTIONS.iter().map(|entry| asked(entry, &data, &mut generator)).collect();
    choices.push(verify(&data));
    choices.extend(files(&data, &mut generator));
    let mut definitions: Map<String, Value> = generator.take_definitions(true);
    definitions.insert("HeldDossier".to_owned(), dossier);
    root(
        "What the door for other languages takes: a question with its flags, and what it is asked of.",
        json!({
            "oneOf": choices, "$defs": definitions,
        }),
    )
}

/// The schema of a dossier whose data are held between calls.
pub(super) fn dossier() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut dossier = held(&data(&mut generator));
    dossier["$defs"] = generator.take_definitions(true).into();
    root(
        "A dossier as the door takes it: the keys of a folder's manifest, with the data themselves.",
        dossier,
    )
}

fn root(description: &str, mut schema: Value) -> Schema {
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["description"] = description.into();
    schema.try_into().unwrap_or_default()
}

/// The schema of each key under which a request holds data.
fn data(generator: &mut SchemaGenerator) -> Map<String, Value> {
    fn list(of: &Value) -> Value {
        json!({"type": "array", "items": of})
    }
    fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
        generator.subschema_for::<T>().to_value()
    }
    let id = json!({"description": "The id of an embedded one.", "type": "string"});
    let ruler = json!({"anyOf": [id.clone(), of::<FrameworkSpec>(generator)]});
    let rulers = json!({"anyOf": [ruler.clone(), list(&ruler)]});
    let inputs = list(&of::<AssessmentSpec>(generator));
    let rows = list(&json!({"type": "object"}));
    let efforts = list(&of::<EffortRow>(generator));
    let with = json!({
        "type": "object", "properties": {"framework": rulers.clone(), "inputs": inputs.clone()},
        "required": ["framework", "inputs"], "additionalProperties": false,
    });
    let shapes = [
        ("framework", rulers.clone()),
        ("inputs", inputs.clone()),
        ("units", list(&of::<RegisteredUnit>(generator))),
        ("previous", inputs),
        ("previous_framework", rulers),
        ("crosswalk", json!({"anyOf": [id.clone(), list(&of::<CrosswalkRow>(generator))]})),
        ("efforts", efforts.clone()),
        ("measures", efforts),
        ("with", list(&with)),
        ("table", rows.clone()),
        ("questions", rows.clone()),
        ("ballots", rows.clone()),
        ("asked", rows),
        ("directive", json!({"anyOf": [id, of::<DirectiveSpec>(generator)]})),
        ("progress", list(&of::<ProgressRow>(generator))),
    ];
    shapes.into_iter().map(|(key, shape)| (key.to_owned(), shape)).collect()
}

/// The keys that every request may have beside its question.
fn beside() -> Map<String, Value> {
    let keys = json!({
        "lang": language(),
        "dossier": {"$ref": "#/$defs/HeldDossier"},
        "index": {"description": "The index of the dossier that is asked about.", "type": "string"},
    });
    keys.as_object().cloned().unwrap_or_default()
}

fn language() -> Value {
    json!({"description": "The language of sentences in findings and errors.", "enum": ["en", "vi"]})
}

fn asked(entry: &Entry, data: &Map<String, Value>, generator: &mut SchemaGenerator) -> Value {
    let mut keys = beside();
    keys.insert("call".to_owned(), json!({"const": entry.name}));
    let (_, flags) = entry.schemas;
    let own = flags(generator);
    keys.extend(properties(generator, own));
    let common = generator.subschema_for::<Common>();
    let common = properties(generator, common);
    keys.extend(common.into_iter().filter(|(key, _)| entry.common.contains(&key.as_str())));
    let parts = DATA.iter().filter(|(_, part)| entry.has(*part));
    keys.extend(parts.filter_map(|(key, _)| Some(((*key).to_owned(), data.get(*key)?.clone()))));
    let needed = entry.flags.iter().filter(|flag| matches!(flag.takes, Takes::Needed(_)));
    let required: Vec<&str> = needed.map(|flag| flag.key).chain(["call"]).collect();
    json!({
        "title": entry.name, "type": "object", "properties": keys, "required": required,
        "additionalProperties": false,
    })
}

/// The properties of a struct of flags; the generator may hold the struct under its name and give
/// only a reference to it.
fn properties(generator: &SchemaGenerator, schema: Schema) -> Map<String, Value> {
    let schema = schema.to_value();
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next());
    let known = name.and_then(|name| generator.definitions().get(name));
    let properties = known.unwrap_or(&schema).get("properties").and_then(Value::as_object);
    properties.cloned().unwrap_or_default()
}

/// The schema of `verify`, which compares a printed result with the answer of the same question for
/// these data.
fn verify(data: &Map<String, Value>) -> Value {
    let mut keys = beside();
    keys.insert("call".to_owned(), json!({"const": "verify"}));
    keys.insert(
        "printed".to_owned(),
        json!({"description": "The print as text.", "type": "string"}),
    );
    keys.extend(data.clone());
    json!({
        "title": "verify", "type": "object", "properties": keys, "required": ["call", "printed"],
        "additionalProperties": false,
    })
}

/// The schemas of the calls that make files; only callers that can read and write tables have them:
/// the command and `par_index_sheets`.
fn files(data: &Map<String, Value>, generator: &mut SchemaGenerator) -> [Value; 3] {
    let shape = |key: &str| data.get(key).cloned().unwrap_or_default();
    let text = json!({"type": "string"});
    let file = |form: &str| {
        let keys =
            Map::from_iter([("name".to_owned(), text.clone()), (form.to_owned(), text.clone())]);
        json!({"type": "object", "properties": keys, "required": [form], "additionalProperties": false})
    };
    let form = json!({
        "framework": shape("framework"), "units": shape("units"), "inputs": shape("inputs"),
        "previous": shape("previous"), "by": {"enum": ["appraiser"]},
        "stage": generator.subschema_for::<StageName>(),
        "unit": {"description": "Of this unit alone, by its id or name.", "type": "string"},
        "period": generator.subschema_for::<Period>(),
    });
    let tables = json!({
        "description": "The table of a decision, and what stands beside it, as text or in base 64.",
        "type": "array", "items": {"anyOf": [file("csv"), file("xlsx")]},
    });
    let import = json!({"tables": tables});
    let export = json!({"framework": shape("framework")});
    let call = |(name, own): (&str, Value)| {
        let required: &[&str] =
            if name == "framework-import" { &["call", "tables"] } else { &["call"] };
        let mut keys = beside();
        keys.insert("call".to_owned(), json!({"const": name}));
        keys.extend(own.as_object().cloned().unwrap_or_default());
        json!({
            "title": name, "type": "object", "properties": keys, "required": required,
            "additionalProperties": false,
        })
    };
    [("form", form), ("framework-import", import), ("framework-export", export)].map(call)
}

fn held(data: &Map<String, Value>) -> Value {
    let shape = |key: &str| data.get(key).cloned().unwrap_or_default();
    let text = json!({"type": "string"});
    json!({
        "type": "object",
        "properties": {
            "title": text, "language": language(), "basis": text,
            "period": {"type": ["string", "integer"]},
            "units": shape("units"), "efforts": shape("efforts"), "directive": shape("directive"),
            "progress": shape("progress"),
            "frameworks": {"type": "array", "items": {"type": "object"}},
            "index": {"type": "array", "items": {
                "type": "object",
                "properties": {
                    "id": text, "framework": shape("framework"), "inputs": shape("inputs"),
                    "previous": shape("previous"), "previous_framework": shape("previous_framework"),
                    "crosswalk": shape("crosswalk"), "channel": text,
                },
                "required": ["framework"], "additionalProperties": false,
            }},
        },
        "additionalProperties": false,
    })
}
