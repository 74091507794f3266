//! Calls that give files instead of rows: forms, a framework from a decision's table, a framework
//! as a workbook.

use std::collections::BTreeSet;

use data_encoding::BASE64;
use par_index::assessment::{Register, RegisteredUnit, StageName};
use par_index::call::{Door, Given};
use par_index::finding::{FindingCode, Place};
use par_index::{Error, Finding, Framework, Inputs, Lang, Period, Text};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{read, whole_name};
use crate::form::{Forms, Remarks, file_name, write_form};
use crate::framework::{import_framework, write_framework};

/// The names of these calls.
const FORM: &str = "form";
const IMPORT: &str = "framework-import";
const EXPORT: &str = "framework-export";

/// The name of one of these calls, if the request is one.
pub(super) fn name(request: &str) -> Option<&'static str> {
    let all = [FORM, IMPORT, EXPORT];
    // Only a request that contains one of these names can be such a call.
    if !all.iter().any(|name| request.contains(name)) {
        return None;
    }
    let called = Given::name(request)?;
    all.into_iter().find(|name| *name == called)
}

/// Answers one of these calls, with the exit code of the command.
pub(super) fn answer(name: &str, request: &str, door: Option<&Door>) -> (String, u8) {
    let told =
        |error: &Error, lang| (error.to_json_in(lang), if error.is_refused() { 1 } else { 2 });
    let (given, lang) = match Given::read(request, door, read) {
        Ok(read) => read,
        Err(error) => return told(&error, Lang::En),
    };
    let answer = match name {
        FORM => forms(given, door, lang),
        IMPORT => imported(given, lang),
        _ => exported(given, door, lang),
    };
    answer.unwrap_or_else(|error| told(&error, lang))
}

/// An answer: the members that every answer begins with, its own content, and the findings.
#[derive(Serialize)]
struct Reply<T, F> {
    schema_version: u8,
    kind: &'static str,
    version: &'static str,
    #[serde(flatten)]
    content: T,
    findings: F,
}

fn replied(kind: &'static str, content: impl Serialize, findings: impl Serialize) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let reply = Reply { schema_version: 1, kind, version, content, findings };
    // The content holds only texts and numbers, so making JSON of it cannot fail.
    serde_json::to_string(&reply).unwrap_or_default()
}

fn rows<'f>(findings: &[&'f Finding], lang: Lang) -> Vec<impl Serialize + 'f> {
    findings.iter().map(|one| one.row(lang)).collect()
}

/// A framework as an answer names it: by its id and its hash.
#[derive(Serialize)]
struct Ruler<'f> {
    id: &'f str,
    hash: &'f str,
}

impl Ruler<'_> {
    fn of(framework: &Framework) -> Ruler<'_> {
        Ruler { id: framework.id(), hash: framework.issued_hash() }
    }
}

/// A file of an answer: its name, the unit or the appraiser that fills it in, its number of rows,
/// and its bytes in Base64.
#[derive(Serialize)]
struct Workbook {
    name: String,
    unit: Option<String>,
    by: Option<String>,
    rows: usize,
    xlsx: String,
}

#[derive(Serialize)]
struct Written<'f> {
    framework: Ruler<'f>,
    stage: StageName,
    period: Option<Period>,
    forms: Vec<Workbook>,
}

/// How forms are divided: one for each appraiser, instead of one for each unit.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum By {
    Appraiser,
}

fn forms(mut given: Given, door: Option<&Door>, lang: Lang) -> Result<(String, u8), Error> {
    given.fill(door)?;
    let framework = given.framework("framework")?;
    let (register, mut findings) = Register::new(given.needs::<Vec<RegisteredUnit>>("units")?);
    let stage = given.take("stage")?.unwrap_or(StageName::SelfScore);
    let by = given.take::<By>("by")?;
    let unit = given.take::<String>("unit")?;
    let period = given.take::<Period>("period")?;
    let mut remarks = Remarks::default();
    let mut named = Inputs::new(&framework).with_register(register.clone());
    for key in ["previous", "inputs"] {
        for (name, bytes) in given.tables(key) {
            remarks.read(&mut named, &whole_name(&name, &bytes), &bytes);
        }
    }
    let inputs = || Inputs::new(&framework).with_register(register.clone());
    let now = period.map_or_else(inputs, |period| inputs().for_period(period));
    let held = given.inputs("inputs", now)?;
    let before = given.inputs("previous", inputs())?;
    given.end()?;
    let mut wanted = Forms::new(&framework, &register, lang);
    (wanted.stage, wanted.period, wanted.by_appraiser) = (stage, period, by.is_some());
    (wanted.held, wanted.before) = (&held.assessments, &before.assessments);
    wanted.remarks = Some(&remarks);
    let mut files = wanted.files();
    if let Some(unit) = unit {
        let id = register.find(&unit).map_or(unit, RegisteredUnit::id);
        files.retain(|file| file.unit.as_ref() == Some(&id));
    }
    let written = files.iter().map(|file| {
        let mut bytes = Vec::new();
        write_form(&file.form, &file.rows, &mut bytes).map_err(|_| too_large(&file.name))?;
        Ok(Workbook {
            name: file.name.clone(),
            unit: file.unit.clone(),
            by: file.form.by.clone(),
            rows: file.rows.len(),
            xlsx: BASE64.encode(&bytes),
        })
    });
    let forms = written.collect::<Result<Vec<_>, Error>>()?;
    findings.extend(held.findings);
    findings.extend(before.findings);
    let bad = forms.is_empty() || findings.iter().any(Finding::is_error);
    let content = Written { framework: Ruler::of(&framework), stage, period, forms };
    let findings: Vec<&Finding> = findings.iter().collect();
    Ok((replied(FORM, content, rows(&findings, lang)), u8::from(bad)))
}

/// The finding for a form that cannot be written: a sheet holds no more than 1,048,576 rows.
fn too_large(name: &str) -> Error {
    let finding = Finding::new(FindingCode::WorkbookTooLarge, Place::file(name)).found(name);
    let finding = finding.with("what", Text::new("dòng", "rows")).with("most", "1048576");
    Error::of_findings(name, vec![finding])
}

#[derive(Serialize)]
struct Imported<'f, F> {
    framework: &'f RawValue,
    hash: &'f str,
    nodes: usize,
    leaves: usize,
    understood: F,
    unsure: F,
}

fn imported(mut given: Given, lang: Lang) -> Result<(String, u8), Error> {
    let files = given.files("tables")?;
    given.end()?;
    let files: Vec<(String, &[u8])> =
        files.iter().map(|(name, bytes)| (whole_name(name, bytes), bytes.as_slice())).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let framework = import_framework(&files)?;
    let of = |codes: &[FindingCode]| -> Vec<&Finding> {
        framework.findings().iter().filter(|one| codes.contains(&one.code())).collect()
    };
    let understood = [FindingCode::TakenAs, FindingCode::RuleProposed];
    let unsure = [FindingCode::TakenUnsure, FindingCode::RuleUnread];
    let others = framework.findings().iter();
    let others: Vec<&Finding> = others
        .filter(|one| !understood.contains(&one.code()) && !unsure.contains(&one.code()))
        .collect();
    let document = RawValue::from_string(framework.to_json()).unwrap_or_default();
    let content = Imported {
        framework: &document,
        hash: framework.hash(),
        nodes: framework.nodes().len(),
        leaves: framework.leaves().count(),
        understood: rows(&of(&understood), lang),
        unsure: rows(&of(&unsure), lang),
    };
    Ok((replied(IMPORT, content, rows(&others, lang)), 0))
}

#[derive(Serialize)]
struct Exported<'f> {
    framework: Ruler<'f>,
    name: String,
    xlsx: String,
}

fn exported(mut given: Given, door: Option<&Door>, lang: Lang) -> Result<(String, u8), Error> {
    given.fill(door)?;
    let framework = given.framework("framework")?;
    given.end()?;
    let name = file_name(framework.id(), "xlsx", &mut BTreeSet::new());
    let mut bytes = Vec::new();
    write_framework(&framework, lang, &mut bytes).map_err(|_| too_large(&name))?;
    let content = Exported { framework: Ruler::of(&framework), name, xlsx: BASE64.encode(&bytes) };
    let findings: Vec<&Finding> = framework.findings().iter().collect();
    Ok((replied(EXPORT, content, rows(&findings, lang)), 0))
}
