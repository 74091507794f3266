//! The description of the service as `OpenAPI` 3.1, made from the list of questions.

use par_index::Lang;
use par_index::ask::{Entry, Flag, QUESTIONS, Takes};
use par_index_office::{Format, Given, Known, Of, takes};
use serde_json::{Map, Value, json};

use crate::asking::SWITCHES;

/// The path below which the schemas stand.
const SCHEMAS: &str = "#/components/schemas/";

/// The complete description.
pub(crate) fn document() -> Value {
    let mut schemas = Map::new();
    schemas.insert("Problem".to_owned(), problem());
    let mut paths = fixed();
    for entry in QUESTIONS {
        let result = add_schema(&mut schemas, entry.name);
        paths.insert(format!("/dossiers/{{dossier}}/ask/{}", entry.name), asked(entry, &result));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "par-index",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Scores of Vietnam's PAR Index, exact: dossiers are folders of files; every \
                question of the command is asked of them.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    })
}

/// Adds the schema of a question's result; its definitions get names of their own.
fn add_schema(schemas: &mut Map<String, Value>, kind: &str) -> Value {
    let Some(text) = par_index::schema::schema(kind) else {
        // `join` has no result schema of its own: its answer is a list of assessment documents.
        let document = add_schema(schemas, "assessment");
        return json!({"type": "array", "items": document});
    };
    let mut schema: Value = serde_json::from_str(&text).unwrap_or_default();
    let own = name(kind);
    let defs = schema.as_object_mut().and_then(|object| {
        object.remove("$schema");
        // Generators of client code name types by their titles, so titles are removed and the
        // schema's own name is used.
        object.remove("title");
        object.remove("$defs")
    });
    for (part, mut def) in defs.as_ref().and_then(Value::as_object).cloned().unwrap_or_default() {
        moved(&mut def, &own);
        def.as_object_mut().and_then(|def| def.remove("title"));
        schemas.insert(format!("{own}{}", name(&part)), def);
    }
    moved(&mut schema, &own);
    schemas.insert(own.clone(), schema);
    json!({"$ref": format!("{SCHEMAS}{own}")})
}

/// Changes the references in a schema so that they point to the new places of its definitions.
fn moved(schema: &mut Value, own: &str) {
    match schema {
        Value::Array(all) => all.iter_mut().for_each(|one| moved(one, own)),
        Value::Object(all) => {
            for (key, value) in all.iter_mut() {
                let part = value.as_str().filter(|_| key == "$ref");
                let part = part.and_then(|part| part.strip_prefix("#/$defs/")).map(name);
                match part {
                    Some(part) => *value = format!("{SCHEMAS}{own}{part}").into(),
                    None if value == "#" => *value = format!("{SCHEMAS}{own}").into(),
                    None => moved(value, own),
                }
            }
        }
        _ => {}
    }
}

/// A name in the form used for types: `what-if` becomes `WhatIf`.
fn name(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let parts = parts.map(|part| {
        let (first, rest) = part.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    parts.collect()
}

fn problem() -> Value {
    json!({
        "description": "Problem details (RFC 9457).",
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "findings": {"type": "array", "items": {"type": "object"}},
            "not_read": {"type": "array", "items": {"type": "object"}},
        },
        "required": ["type", "title", "status", "detail"],
    })
}

/// The path of a question, with its flags as parameters.
fn asked(entry: &Entry, result: &Value) -> Value {
    let mut parameters = vec![dossier()];
    parameters.extend(entry.all_flags().map(flag));
    for key in Given::NAMES.iter().filter(|key| takes(entry, key) && **key != "frameworks") {
        let known = entry.all_flags().any(|flag| flag.key == key.replace('-', "_"));
        if !known {
            let text = "Names of files of the dossier, or embedded ids; the manifest's by default.";
            parameters.push(parameter(&key.replace('-', "_"), &texts(), text, false));
        }
    }
    if takes(entry, "with") {
        parameters.push(parameter("with", &texts(), "A further index, FW=IN.", false));
    }
    parameters.push(parameter("index", &text(), "Which index of the manifest.", false));
    let lang = json!({"type": "string", "enum": ["en", "vi"]});
    parameters.push(parameter("lang", &lang, "The language of pages and sentences.", false));
    let is_built = |known: &&'static Known| known.format != Format::Pdf || cfg!(feature = "pdf");
    let formats: Vec<_> = Of::question(entry.name).formats().filter(is_built).collect();
    let names: Vec<&str> = formats.iter().map(|known| known.word()).collect();
    let format = json!({"type": "string", "enum": names, "default": "json"});
    parameters.push(parameter("format", &format, "How the answer is written.", false));
    let width = json!({"type": "integer", "minimum": 60, "maximum": 200});
    parameters.push(parameter("width", &width, "Width of tables.", false));
    for key in SWITCHES {
        parameters.push(parameter(
            key,
            &json!({"type": "boolean"}),
            "As the command has it.",
            false,
        ));
    }
    let mut content = Map::from_iter([("application/json".to_owned(), json!({"schema": result}))]);
    for known in formats.iter().filter(|known| known.word() != "json") {
        let media = known.media.split(';').next().unwrap_or_default().to_owned();
        let schema = if media.starts_with("text/") {
            json!({"type": "string"})
        } else {
            json!({"type": "string", "format": "binary"})
        };
        content.insert(media, json!({"schema": schema}));
    }
    let mut responses = problems(&["400", "401", "403", "404", "422", "500", "503"]);
    responses.insert(
        "200".to_owned(),
        json!({"description": entry.about(Lang::En), "content": content,
            "headers": {"ETag": {"description": "Of the seal.", "schema": {"type": "string"}}}}),
    );
    responses.insert("304".to_owned(), json!({"description": "It is as `If-None-Match` says."}));
    json!({"get": {
        "operationId": format!("ask_{}", entry.name.replace('-', "_")),
        "summary": entry.about(Lang::En),
        "parameters": parameters,
        "responses": responses,
    }})
}

fn flag(flag: &'static Flag) -> Value {
    let shape = match flag.takes {
        Takes::Nothing => json!({"type": "boolean"}),
        Takes::Number(_) => json!({"type": "integer", "minimum": 0}),
        Takes::Texts(_) | Takes::Pairs(_) => texts(),
        _ => text(),
    };
    let needed = matches!(flag.takes, Takes::Needed(_));
    parameter(flag.key, &shape, flag.help(Lang::En), needed)
}

fn parameter(name: &str, schema: &Value, text: &str, required: bool) -> Value {
    json!({"name": name, "in": "query", "required": required, "description": text, "schema": schema})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn texts() -> Value {
    json!({"type": "array", "items": {"type": "string"}})
}

fn dossier() -> Value {
    let schema = json!({"type": "string", "pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$"});
    json!({"name": "dossier", "in": "path", "required": true, "schema": schema})
}

fn file() -> Value {
    let schema = json!({"type": "string", "minLength": 1});
    json!({"name": "file", "in": "path", "required": true, "schema": schema,
        "description": "The name; a folder in it is written with %2F or /."})
}

fn problems(statuses: &[&str]) -> Map<String, Value> {
    let one = |status: &&str| {
        let content = json!({"application/problem+json":
            {"schema": {"$ref": format!("{SCHEMAS}Problem")}}});
        ((*status).to_owned(), json!({"description": "A problem.", "content": content}))
    };
    statuses.iter().map(one).collect()
}

fn answers(status: &str, content: Option<Value>, others: &[&str]) -> Value {
    let mut all = problems(others);
    let mut own = json!({"description": "Done."});
    if let Some(content) = content {
        own["content"] = content;
    }
    all.insert(status.to_owned(), own);
    Value::Object(all)
}

fn object() -> Value {
    json!({"application/json": {"schema": {"type": "object"}}})
}

/// The paths that do not ask a question.
fn fixed() -> Map<String, Value> {
    let bytes =
        || json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}});
    let request = || {
        json!({"required": true,
        "content": {"application/json": {"schema": {"type": "object"}}}})
    };
    let result = || Some(json!({"application/json": {"schema": {}}}));
    let made = |mut all: Value| {
        all["201"] = json!({"description": "It was not there."});
        all
    };
    let all = [
        (
            "/dossiers",
            json!({"get": {
                "operationId": "list_dossiers", "summary": "The dossiers.",
                "responses": answers("200", Some(object()), &["401", "403"]),
            }}),
        ),
        (
            "/questions",
            json!({"get": {
                "operationId": "list_questions", "summary": "Every question with its flags.",
                "responses": answers("200", Some(object()), &["401", "403"]),
            }}),
        ),
        (
            "/dossiers/{dossier}",
            json!({
                "parameters": [dossier()],
                "get": {
                    "operationId": "get_dossier",
                    "summary": "Its files, and what was understood of each.",
                    "responses": answers("200", Some(object()), &["401", "403", "404", "500", "503"]),
                },
                "put": {
                    "operationId": "make_dossier", "summary": "Makes a dossier without files.",
                    "responses": made(answers("204", None, &["400", "401", "403", "500", "507"])),
                },
                "delete": {
                    "operationId": "drop_dossier", "summary": "Takes a dossier away with its files.",
                    "responses": answers("204", None, &["401", "403", "404", "500"]),
                },
            }),
        ),
        (
            "/dossiers/{dossier}/files/{file}",
            json!({
                "parameters": [dossier(), file()],
                "get": {
                    "operationId": "get_file", "summary": "A file as it is.",
                    "responses": answers("200", Some(bytes()), &["401", "403", "404"]),
                },
                "put": {
                    "operationId": "put_file",
                    "summary": "A ruler, a register, a sheet, the manifest: whole or not at all.",
                    "requestBody": {"content": bytes()},
                    "responses": made(answers("204", None,
                        &["400", "401", "403", "404", "408", "413", "507", "500"])),
                },
                "delete": {
                    "operationId": "delete_file", "summary": "Takes a file away.",
                    "responses": answers("204", None, &["401", "403", "404", "500"]),
                },
            }),
        ),
        (
            "/dossiers/{dossier}/call",
            json!({
                "parameters": [dossier()],
                "post": {
                    "operationId": "call_dossier",
                    "summary": "A request of `par-index call`, asked of the dossier.",
                    "requestBody": request(),
                    "responses": answers("200", result(),
                        &["400", "401", "403", "404", "408", "413", "422", "500", "503"]),
                },
            }),
        ),
        (
            "/call",
            json!({"post": {
                "operationId": "call",
                "summary": "A request of `par-index call` that brings its data along.",
                "requestBody": request(),
                "responses": answers("200", result(),
                    &["400", "401", "403", "408", "413", "422", "500", "503"]),
            }}),
        ),
    ];
    all.into_iter().map(|(path, item)| (path.to_owned(), item)).collect()
}
