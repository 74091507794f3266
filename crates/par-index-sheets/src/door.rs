//! The `call` door for requests with tables, given as `{"csv": TEXT}` or as `{"xlsx": BASE64}`.

mod files;

use std::borrow::Cow;
use std::collections::BTreeMap;

use data_encoding::BASE64;
use par_index::call::Door;
use par_index::finding::FindingCode;
use par_index::words::{Heading, fold_name};
use par_index::{Error, Finding, Inputs};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::file::{File, open};
use crate::framework::read_framework;
use crate::input::read_input;
use crate::letter::read_letter;
use crate::named::Form;
use crate::number::{self, Reading};
use crate::record::{Cell, Kind, Record};
use crate::register::read_register;
use crate::{ballots, crosswalk, efforts, progress};

/// Answers a request like [`par_index::call()`], and also takes tables. Elements of `inputs` and
/// `previous`, and the parts `framework` (a workbook with its policies), `directive`, `units`,
/// `efforts`, `measures`, `crosswalk`, `progress`, `table`, `questions`, `ballots` and `asked`, may
/// be `{"csv": TEXT}` or `{"xlsx": BASE64}`; an input may have a `name`, by which findings then
/// call it.
///
/// Three further calls give files: `form` (the sheets to fill in), `framework-import` (a framework
/// from a decision's table) and `framework-export` (a framework as a workbook).
///
/// ```
/// let request = r#"{"call": "rank", "framework": "vn-ministry-2023", "year": 2023,
///     "inputs": [{"csv": "unit;1;2\nBộ Nội vụ;60,65;26,38\nBộ Y tế;54,1;27,01\n"}]}"#;
/// let reply: serde_json::Value = serde_json::from_str(&par_index_sheets::call(request)).unwrap();
/// assert_eq!(reply["rows"][0]["unit"], "Bộ Nội vụ");
/// ```
pub fn call(request: &str) -> String {
    answer(request).0
}

/// The answer to a request as by [`call`], with the exit code of the command.
pub fn answer(request: &str) -> (String, u8) {
    told(with_rows(request), |request| match files::name(request) {
        Some(name) => files::answer(name, request, None),
        None => par_index::call::answer_with(request, read),
    })
}

/// Opens a dossier for any number of requests; its parts may be tables as in [`call`].
///
/// # Errors
/// The errors of [`Door::open`], and findings about a table in the dossier.
pub fn open_door(dossier: &str) -> Result<Door, Error> {
    let with_rows = with_rows(dossier)?;
    Ok(Door::open(&with_rows)?.reading(read))
}

/// Answers a request to an open dossier; the request may hold tables as in [`call`].
pub fn answer_at(door: &Door, request: &str) -> (String, u8) {
    told(with_rows(request), |request| match files::name(request) {
        Some(name) => files::answer(name, request, Some(door)),
        None => door.answer(request),
    })
}

fn told(
    request: Result<Cow<'_, str>, Error>,
    answer: impl FnOnce(&str) -> (String, u8),
) -> (String, u8) {
    match request {
        Ok(request) => answer(&request),
        Err(error) => (error.to_json(), 1),
    }
}

/// Reads an input as a table. An input without a file extension gets one by its content, for the
/// reader tells the kind of a file by its extension.
fn read(inputs: &mut Inputs, name: &str, bytes: &[u8]) {
    read_input(inputs, &whole_name(name, bytes), bytes);
}

fn whole_name(name: &str, bytes: &[u8]) -> String {
    let is_named = std::path::Path::new(name).extension().is_some();
    let end = if bytes.starts_with(b"PK") { "xlsx" } else { "csv" };
    if is_named { name.to_owned() } else { format!("{name}.{end}") }
}

/// A request with each table replaced by an array of objects, one object per row.
///
/// # Errors
/// The findings about a table that cannot be read.
fn with_rows(request: &str) -> Result<Cow<'_, str>, Error> {
    // Only a request that contains one of these keys can hold a table.
    let may = ["\"csv\"", "\"xlsx\""].iter().any(|key| request.contains(key));
    let changed = if may { object(request)? } else { None };
    Ok(changed.map_or(Cow::Borrowed(request), Cow::Owned))
}

/// Replaces the tables in one JSON object; `None` where nothing changes, or the text is no object.
fn object(text: &str) -> Result<Option<String>, Error> {
    // An object that holds no table is passed on as it is, so that its reader can refuse a key that
    // occurs twice.
    let parts: Result<BTreeMap<String, Box<RawValue>>, _> = serde_json::from_str(text);
    let Ok(parts) = parts else { return Ok(None) };
    let mut any = false;
    let mut all = Vec::new();
    for (key, raw) in &parts {
        let changed = match (key.as_str(), table(raw)) {
            (key, Some((name, bytes))) => {
                rows(key, &name, &bytes).map_err(|findings| Error::of_findings(key, findings))?
            }
            // The dossier of a request and the indices of a dossier hold tables too.
            ("dossier", None) => object(raw.get())?,
            ("index", None) => objects(raw.get())?,
            _ => None,
        };
        any |= changed.is_some();
        let key = Value::String(key.clone());
        all.push(format!("{key}:{}", changed.as_deref().unwrap_or(raw.get())));
    }
    Ok(any.then(|| format!("{{{}}}", all.join(","))))
}

fn objects(text: &str) -> Result<Option<String>, Error> {
    let Ok(all) = serde_json::from_str::<Vec<Box<RawValue>>>(text) else { return Ok(None) };
    let mut changed = Vec::new();
    for raw in &all {
        changed.push(object(raw.get())?.unwrap_or_else(|| raw.get().to_owned()));
    }
    Ok(Some(format!("[{}]", changed.join(","))))
}

/// A table of a request as the name and the bytes of a file.
fn table(raw: &RawValue) -> Option<(String, Vec<u8>)> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Given {
        csv: Option<String>,
        xlsx: Option<String>,
    }
    match serde_json::from_str(raw.get()).ok()? {
        Given { csv: Some(text), xlsx: None } => Some(("a.csv".to_owned(), text.into_bytes())),
        Given { csv: None, xlsx: Some(text) } => {
            Some(("a.xlsx".to_owned(), BASE64.decode(text.as_bytes()).ok()?))
        }
        _ => None,
    }
}

/// The columns of a published table (`PRINTED`), and those of ballots beside their questions
/// (`BALLOT`).
const PRINTED: [&str; 11] = [
    "unit",
    "group",
    "rank",
    "value",
    "total",
    "index",
    "previous",
    "change",
    "grade",
    "bonus",
    "deduction",
];
const BALLOT: [&str; 4] = ["ballot", "unit", "respondents", "channel"];

/// One part of a request, read from a table, as JSON; `None` for a part that cannot be a table.
fn rows(key: &str, file: &str, bytes: &[u8]) -> Result<Option<String>, Vec<Finding>> {
    let of = |form: Form| form.columns.iter().filter_map(|names| names.first().copied()).collect();
    let known: Vec<&str> = match key {
        "units" => {
            let (register, findings) = read_register(file, bytes);
            if findings.iter().any(Finding::is_error) {
                return Err(findings);
            }
            return Ok(serde_json::to_string(register.units()).ok());
        }
        "framework" | "previous_framework" => {
            let read = read_framework(file, bytes, None);
            let framework = read.map_err(|error| error.findings().to_vec())?;
            // Policies that were only assumed are not part of the framework's JSON, so nobody would
            // learn of the assumption: the table is refused.
            let assumed = |one: &&Finding| one.code() == FindingCode::DefaultPolicies;
            return match framework.findings().iter().find(assumed) {
                Some(finding) => Err(vec![finding.clone()]),
                None => Ok(Some(framework.to_json())),
            };
        }
        "directive" => {
            let read = read_letter(file, bytes);
            let letter = read.map_err(|error| error.findings().to_vec())?;
            return Ok(Some(letter.to_json()));
        }
        "efforts" | "measures" => of(efforts::EFFORTS),
        "crosswalk" => of(crosswalk::CROSSWALK),
        "progress" => of(progress::PROGRESS),
        "questions" => of(ballots::QUESTIONS),
        "asked" => of(ballots::ASKED),
        "table" => PRINTED.to_vec(),
        "ballots" => BALLOT.to_vec(),
        _ => return Ok(None),
    };
    let mut findings = Vec::new();
    let opened = open(file, bytes, &mut |finding| findings.push(finding));
    let tables = match opened {
        Ok(File::Tables(tables)) => tables,
        Ok(File::Json) => Vec::new(),
        Err(finding) => return Err(vec![finding]),
    };
    if findings.iter().any(Finding::is_error) {
        return Err(findings);
    }
    let Some(mut table) = tables.into_iter().next() else { return Ok(Some("[]".to_owned())) };
    let columns: Vec<(usize, String)> =
        table.headings().map(|(column, name)| (column, named(&known, name))).collect();
    let mut rows = Vec::new();
    let mut record = Record::default();
    while table.read(&mut record, &mut |_| {}).is_some() {
        let said = |(column, name): &(usize, String)| {
            Some((name.clone(), Value::String(text(record.cell(*column))?)))
        };
        rows.push(Value::Object(columns.iter().filter_map(said).collect::<Map<_, _>>()));
    }
    Ok(serde_json::to_string(&rows).ok())
}

/// The key of a column; an unknown heading stays as it is.
fn named(known: &[&str], heading: &str) -> String {
    let folded = fold_name(heading);
    let is = |key: &&&str| Heading::of(key).is_some_and(|one| one.folded().contains(&folded));
    match known.iter().find(is) {
        Some(&"respondents") => "group".to_owned(),
        Some(key) => (*key).to_owned(),
        None => heading.to_owned(),
    }
}

/// The text of a cell; numbers are written with a decimal point, as JSON has them.
fn text(cell: Cell<'_>) -> Option<String> {
    let text = cell.said()?;
    Some(match number::read(text) {
        Some(Reading::One(plain)) if cell.kind != Kind::Text || text.contains(',') => plain,
        _ => text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_part_is_read_by_its_headings() {
        let rows = |key, table: &str| rows(key, "a.csv", table.as_bytes()).unwrap().unwrap();
        assert_eq!(
            rows("efforts", "Mã tiêu chí;Điểm phấn đấu;Ngày công\n1.3;1,5;2\n"),
            r#"[{"code":"1.3","effort":"2","to":"1.5"}]"#
        );
        assert_eq!(
            rows("units", "unit;name;ranked\nxa-1;Xã Một;không\n"),
            r#"[{"unit":"xa-1","name":"Xã Một","ranked":false}]"#
        );
        assert_eq!(
            rows("ballots", "Số phiếu;Đơn vị;Nhóm;C1\n7;xã A;người dân;A\n"),
            r#"[{"C1":"A","ballot":"7","group":"người dân","unit":"xã A"}]"#
        );
        let mut book = Vec::new();
        let fw = par_index::framework("hon-quan-2023").unwrap();
        crate::write_framework(&fw, par_index::Lang::Vi, &mut book).unwrap();
        assert_eq!(super::rows("framework", "a.xlsx", &book), Ok(Some(fw.to_json())));
        let told =
            super::rows("framework", "a.csv", b"code,parent,max\nPAR,,2\n1,PAR,2\n").unwrap_err();
        assert_eq!(told[0].code(), FindingCode::DefaultPolicies);
        assert_eq!(super::rows("policies", "a.csv", b"a\n1\n"), Ok(None));
        assert_eq!(super::rows("units", "a.csv", b"unit\na\na\n").unwrap_err().len(), 1);
    }

    #[test]
    fn a_form_takes_what_it_lacks_from_the_dossier_behind_the_door() {
        let dossier = r#"{"language": "vi", "period": 2023, "units": {"csv": "unit,name\nxa-1,Xã Một\n"},
            "index": [{"id": "a", "framework": "hon-quan-2023", "inputs": [{"csv": "unit,1.3\nxa-1,1\n"}]},
                      {"id": "b", "framework": "vn-ministry-2023"}]}"#;
        let door = open_door(dossier).unwrap();
        let asked = |request: &str| -> (Value, u8) {
            let (answer, code) = answer_at(&door, request);
            (serde_json::from_str(&answer).unwrap(), code)
        };
        let (answer, code) = asked(r#"{"call": "form", "index": "a", "stage": "appraised"}"#);
        assert_eq!(
            (code, &answer["forms"][0]["unit"], &answer["period"]),
            (0, &"xa-1".into(), &"2023".into())
        );
        let xlsx = answer["forms"][0]["xlsx"].as_str().unwrap();
        let mut inputs =
            Inputs::new(&par_index::framework("hon-quan-2023").unwrap()).for_year(2023);
        read_input(&mut inputs, "a.xlsx", &BASE64.decode(xlsx.as_bytes()).unwrap());
        let read = inputs.finish();
        assert!(read.assessments[0].entry("1.3").is_some());
        let (answer, code) = asked(r#"{"call": "form"}"#);
        assert_eq!((code, &answer["kind"]), (2, &"error".into()));
        let (answer, code) = asked(
            r#"{"call": "framework-import", "tables": [{"csv": "STT,Tiêu chí,Điểm tối đa\n1,A,2\n2,B,1\n"}]}"#,
        );
        assert_eq!((code, &answer["leaves"]), (0, &2.into()), "{answer}");
    }
}
