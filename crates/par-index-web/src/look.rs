//! Recognises the kind of a file from its content, so that a user who drops a file sees it before
//! asking a question.

use std::collections::BTreeSet;
use std::path::Path;

use par_index::assessment::StageName;
use par_index::framework::embedded_ids;
use par_index::{Framework, Input, Inputs};
use par_index_office::{Office, Print, manifest};
use serde_json::{Value, json};

/// Longer files are not examined but taken for inputs, because reading them twice would take too
/// long.
const LONG: usize = 4 << 20;

/// How many names of units are listed.
const MANY: usize = 3;

/// The frameworks under which a file may be read, each with the name that a request uses for it.
pub(crate) struct Rulers(Vec<(String, Framework)>);

impl Rulers {
    /// The named frameworks; all embedded ones if none is named.
    pub(crate) fn of(office: &Office, names: &[String]) -> Rulers {
        let named = names.iter().filter_map(|name| Some((name.clone(), ruler_of(office, name)?)));
        let mut all: Vec<(String, Framework)> = named.collect();
        if all.is_empty() {
            let embedded =
                embedded_ids().map(|id| Some((id.to_owned(), par_index::framework(id).ok()?)));
            all = embedded.flatten().collect();
        }
        Rulers(all)
    }
}

fn ruler_of(office: &Office, name: &str) -> Option<Framework> {
    match office.file(name) {
        Some(bytes) => par_index_sheets::read_framework_file(name, bytes, None).ok(),
        None => par_index::framework(name).ok(),
    }
}

/// A framework as an entry of a list.
pub(crate) fn ruler(framework: &Framework) -> Value {
    json!({
        "id": framework.id(),
        "title": { "vi": framework.title().vi, "en": framework.title().en },
        "hash": framework.hash(),
        "leaves": framework.leaves().count(),
        "provenance": framework.provenance().as_str(),
    })
}

/// The kind of a file (`is`), and what the file says about itself.
pub(crate) fn look(name: &str, bytes: &[u8], rulers: &Rulers) -> Value {
    let base = Path::new(name).file_name().and_then(|base| base.to_str()).unwrap_or(name);
    if base == manifest::NAME {
        return json!({ "is": "manifest" });
    }
    let found = document(name, bytes).or_else(|| print(name, bytes));
    if let Some(found) = found {
        return found;
    }
    if bytes.len() > LONG {
        return json!({ "is": "input", "long": true });
    }
    input(name, bytes, rulers)
        .or_else(|| register(name, bytes))
        .or_else(|| framework(name, bytes))
        .or_else(|| decision(name, bytes))
        .unwrap_or_else(|| json!({ "is": "input", "empty": true }))
}

/// Recognises a JSON document by the kind that it states.
fn document(name: &str, bytes: &[u8]) -> Option<Value> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !matches!(text.first(), Some(b'{' | b'[')) {
        return None;
    }
    let whole: Value = serde_json::from_slice(text).ok()?;
    let first = whole.as_array().and_then(|all| all.first()).unwrap_or(&whole);
    let kind = first.get("kind").and_then(Value::as_str);
    match kind {
        Some("framework") => framework(name, bytes).or(Some(json!({ "is": "ruler" }))),
        Some("directive") => Some(json!({ "is": "letter", "id": first.get("id") })),
        Some(kind) if first.get("seal").is_some() => Some(json!({ "is": "result", "call": kind })),
        None if first.get("obligation").is_some() => Some(json!({ "is": "progress" })),
        None if first.get("unit").is_some_and(Value::is_string) => register(name, bytes),
        _ => None,
    }
}

/// Recognises a table or workbook that carries a seal.
fn print(name: &str, bytes: &[u8]) -> Option<Value> {
    let print = Print::read(Path::new(name), bytes).ok()?;
    Some(json!({ "is": "printed", "call": print.asked().name() }))
}

/// Recognises inputs: they are read under each framework, and the one with the most values and the
/// fewest errors is chosen.
fn input(name: &str, bytes: &[u8], rulers: &Rulers) -> Option<Value> {
    let read = rulers.0.iter().map(|(ruler, framework)| {
        let mut inputs = Inputs::new(framework);
        par_index_sheets::read_input(&mut inputs, name, bytes);
        let input = inputs.finish();
        let (count, stages) = counted(framework, &input);
        let errors = input.findings.iter().filter(|finding| finding.is_error()).count();
        (count.checked_sub(errors), count, stages, ruler, input)
    });
    let (_, count, stages, ruler, input) =
        read.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    if count == 0 {
        return None;
    }
    let names = input.assessments.iter().take(MANY).map(|one| {
        let unit = one.unit();
        json!({ "id": unit.id, "vi": unit.name.vi, "en": unit.name.en })
    });
    let periods: BTreeSet<String> =
        input.assessments.iter().filter_map(|one| Some(one.period()?.to_string())).collect();
    Some(json!({
        "is": "input",
        "ruler": ruler,
        "values": count,
        "stages": stages,
        "units": input.assessments.len(),
        "names": names.collect::<Vec<_>>(),
        "periods": periods,
        "not_read": input.not_read.len(),
    }))
}

/// The number of values that were read, and the stages to which they belong.
fn counted(framework: &Framework, input: &Input) -> (usize, BTreeSet<&'static str>) {
    let mut count = 0;
    let mut stages = BTreeSet::new();
    for assessment in &input.assessments {
        for leaf in framework.leaves() {
            let Some(entry) = assessment.entry(leaf.code().as_str()) else { continue };
            for stage in StageName::ALL {
                if entry.stage(stage).is_some() {
                    count += 1;
                    stages.insert(stage.as_str());
                }
            }
        }
    }
    (count, stages)
}

fn register(name: &str, bytes: &[u8]) -> Option<Value> {
    let (register, findings) = par_index_sheets::read_register(name, bytes);
    let fits = findings.is_empty() && !register.units().is_empty();
    let ids: Vec<String> =
        register.units().iter().map(par_index::assessment::RegisteredUnit::id).collect();
    fits.then(|| json!({ "is": "units", "units": ids.len(), "ids": ids }))
}

fn framework(name: &str, bytes: &[u8]) -> Option<Value> {
    let framework = par_index_sheets::read_framework_file(name, bytes, None).ok()?;
    let mut said = ruler(&framework);
    let all = said.as_object_mut()?;
    all.insert("is".to_owned(), "ruler".into());
    Some(said)
}

/// Recognises the table of a decision, whose rows are not yet a framework.
fn decision(name: &str, bytes: &[u8]) -> Option<Value> {
    let imported = par_index_sheets::import_framework(&[(name, bytes)]).ok()?;
    let leaves = imported.leaves().count();
    (leaves > 1).then(|| json!({ "is": "decision", "leaves": leaves }))
}
