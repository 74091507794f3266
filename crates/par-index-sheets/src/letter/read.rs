//! Reads a letter from tables: builds its JSON document and remembers the cell of every part, so
//! that findings can name cells.

use std::collections::HashMap;

use par_index::directive::Directive;
use par_index::finding::{FindingCode, Findings, Place};
use par_index::spec::AgencySpec;
use par_index::words::fold_name;
use par_index::{Error, Finding, Lang, Text};
use serde_json::{Map, Value, json};

use super::{Column, Kind, LETTER, LINE, Name, OBLIGATIONS, TABLES};
use crate::cell::{self, Content};
use crate::file::{File, open};
use crate::framework::{free_id, id, known};
use crate::number::{self, Reading};
use crate::record::{Cell, Record};
use crate::table::Table;

/// Reads a letter: a JSON document, a workbook with a sheet for each table, or CSV with a row for
/// each obligation.
///
/// In CSV, facts about the letter may stand in lines above the header (`số, ký hiệu;138/UBND`).
/// Without a stated id, the name of the file gives the id. Agencies may be written by their names;
/// if no table lists the agencies, the ones that the letter names make up the list.
///
/// ```
/// use par_index::Lang;
/// let letter = par_index::directive::directive("hon-quan-2023")?;
/// let mut book = Vec::new();
/// par_index_sheets::write_letter(&letter, Lang::Vi, &mut book).unwrap();
/// let again = par_index_sheets::read_letter("cong-van.xlsx", &book)?;
/// assert_eq!(again.hash(), letter.hash());
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// An error for which [`Error::is_refused`] is true, with every finding; each names file, line and
/// cell.
pub fn read_letter(file: &str, bytes: &[u8]) -> Result<Directive, Error> {
    let refused = |findings: Vec<Finding>| Err(Error::of_findings(file, findings));
    let mut findings = Findings::default();
    let tables = match open(file, bytes, &mut |finding| findings.push(finding)) {
        Ok(File::Json) => {
            let named = |mut finding: Finding| {
                finding.place_mut().file = Some(file.to_owned());
                finding
            };
            return Directive::from_json(bytes)
                .or_else(|error| refused(error.findings().iter().cloned().map(named).collect()));
        }
        Ok(File::Tables(tables)) => tables,
        Err(finding) => return refused(vec![finding]),
    };
    let mut collected = Collected::default();
    for table in tables {
        collected.take(table, &mut findings);
    }
    if !collected.document.contains_key("obligations") {
        let known: Vec<&str> = OBLIGATIONS.iter().map(|Column(name, _)| name.2).take(6).collect();
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file)).found("");
        findings.push(finding.with("known", known.join(", ")));
        return refused(findings.into_vec());
    }
    collected.name_agencies();
    let Collected { mut document, places } = collected;
    document.insert("schema_version".to_owned(), json!(1));
    document.insert("kind".to_owned(), json!("directive"));
    let stem = std::path::Path::new(file).file_stem().and_then(|stem| stem.to_str());
    document.entry("id").or_insert_with(|| id(stem.unwrap_or_default()).into());
    document.entry("title").or_insert_with(|| json!({"vi": stem.unwrap_or_default()}));
    match Directive::from_json(Value::Object(document).to_string()) {
        Ok(letter) if !findings.has_errors() => Ok(letter),
        read => {
            let found = read.err();
            let found = found.iter().flat_map(par_index::Error::findings).cloned();
            findings.extend(found.map(|finding| placed(finding, &places, file)));
            refused(findings.into_vec())
        }
    }
}

/// Replaces the JSON pointer in a finding's place by the cell that the pointed part was read from.
/// If that part has no cell, the nearest part above it that has one is taken.
fn placed(mut finding: Finding, places: &HashMap<String, Place>, file: &str) -> Finding {
    let pointer = finding.place().pointer.clone().unwrap_or_default();
    let mut known = pointer.as_str();
    let place = loop {
        if let Some(place) = places.get(known) {
            break place.clone();
        }
        match known.rsplit_once('/') {
            Some((above, _)) => known = above,
            None => break Place::file(file),
        }
    };
    let own = finding.place_mut();
    let node = own.node.take();
    *own = place;
    own.node = node;
    finding
}

/// The parts of a letter read so far: its JSON document, and the cell that each part came from.
#[derive(Default)]
struct Collected {
    document: Map<String, Value>,
    places: HashMap<String, Place>,
}

/// The column of a table whose heading is the given name, in any of its three forms.
fn column(table: &Table<'_>, name: Name) -> Option<usize> {
    table.headings().find(|(_, heading)| name.is(&fold_name(heading))).map(|(column, _)| column)
}

impl Collected {
    fn take(&mut self, mut table: Table<'_>, findings: &mut Findings) {
        findings.extend(table.begins());
        if let (Some(key), Some(value)) = (column(&table, LINE[0]), column(&table, LINE[1])) {
            let mut record = Record::default();
            while table.next(&mut record, findings).is_some() {
                self.line(&table, &record, (key, value), findings);
            }
            return;
        }
        let fits = |columns: &[Column]| {
            let there =
                columns.iter().take(2).all(|Column(name, _)| column(&table, *name).is_some());
            there || (std::ptr::eq(columns, OBLIGATIONS) && column(&table, columns[0].0).is_some())
        };
        let Some((key, _, columns)) = TABLES.into_iter().find(|(_, _, columns)| fits(columns))
        else {
            findings.push(table.passed());
            return;
        };
        for record in table.above().to_vec() {
            self.line(&table, &record, (0, 1), findings);
        }
        if self.document.contains_key(key) {
            // Two tables of one kind stand in the file, and nothing tells which one counts.
            let name = table.source.sheet.clone().unwrap_or_default();
            findings.push(Finding::new(FindingCode::SeveralTables, table.whole()).found(name));
            return;
        }
        let known: Vec<(usize, &Column)> =
            columns.iter().filter_map(|one| Some((column(&table, one.0)?, one))).collect();
        for (at, heading) in table.headings() {
            if known.iter().all(|(column, _)| *column != at) {
                let place = table.place(table.header(), at);
                let finding = Finding::new(FindingCode::UnknownColumn, place);
                findings.push(finding.found(heading).with("near", ""));
            }
        }
        let mut rows = Vec::new();
        let mut record = Record::default();
        while table.next(&mut record, findings).is_some() {
            let mut row = Map::new();
            let at = format!("/{key}/{}", rows.len());
            self.places.insert(at.clone(), table.place(record.at(), 0));
            for (column, Column(name, kind)) in &known {
                let place = || table.place(record.at(), *column);
                if let Some(value) = value(record.cell(*column), *kind, &place, findings) {
                    set(&mut row, name.0, value);
                }
                self.places.insert(format!("{at}/{}", name.0), table.place(record.at(), *column));
            }
            rows.push(Value::Object(row));
        }
        self.document.insert(key.to_owned(), rows.into());
    }

    /// Reads a line with a fact about the letter; a line of any other kind is passed over.
    fn line(
        &mut self,
        table: &Table<'_>,
        record: &Record,
        (key, value_at): (usize, usize),
        findings: &mut Findings,
    ) {
        let Some(said) = record.cell(key).said() else { return };
        let folded = fold_name(said.trim_end_matches(':'));
        let Some(Column(name, kind)) = LETTER.iter().find(|Column(name, _)| name.is(&folded))
        else {
            return;
        };
        let place = || table.place(record.at(), value_at);
        if let Some(value) = value(record.cell(value_at), *kind, &place, findings) {
            set(&mut self.document, name.0, value);
            self.places.insert(format!("/{}", name.0), table.place(record.at(), value_at));
        }
    }

    /// Replaces the names of agencies by their ids. If no table lists the agencies, the agencies
    /// named in the letter become the list.
    fn name_agencies(&mut self) {
        let agencies = self.document.get("agencies").cloned().unwrap_or_else(|| json!([]));
        let rows = agencies.as_array().cloned().unwrap_or_default();
        let text = |row: &Value, key: &str| Text {
            vi: row[key]["vi"].as_str().unwrap_or_default().to_owned(),
            en: row[key]["en"].as_str().unwrap_or_default().to_owned(),
        };
        let mut all: Vec<AgencySpec> = Vec::new();
        for row in &rows {
            let id = row["id"].as_str().unwrap_or_default().to_owned();
            all.push(AgencySpec { id, name: text(row, "name"), short: Some(text(row, "short")) });
        }
        let is_open = rows.is_empty();
        let mut settle = |list: Option<&mut Value>| {
            for said in list.and_then(Value::as_array_mut).into_iter().flatten() {
                let name = said.as_str().unwrap_or_default().to_owned();
                if let Some(id) = known(&all, &name) {
                    *said = id.into();
                } else if is_open {
                    let id = free_id(&all, &name);
                    all.push(AgencySpec { id: id.clone(), name: Text::same(name), short: None });
                    *said = id.into();
                }
            }
        };
        for key in ["addressees", "copies"] {
            settle(self.document.get_mut(key));
        }
        let rows = self.document.get_mut("obligations").and_then(Value::as_array_mut);
        for row in rows.into_iter().flatten() {
            for key in ["lead", "cooperating"] {
                settle(row.get_mut(key));
            }
        }
        if is_open && !all.is_empty() {
            let rows = all.iter().map(|one| json!({"id": one.id, "name": one.name}));
            self.document.insert("agencies".to_owned(), rows.collect());
        }
    }
}

/// Puts a value under a key of the document, or under a key inside a part: `text/vi` is `vi` inside
/// `text`.
fn set(row: &mut Map<String, Value>, key: &str, value: Value) {
    match key.split_once('/') {
        Some((part, language)) => {
            let part = row.entry(part).or_insert_with(|| json!({}));
            if let Some(part) = part.as_object_mut() {
                part.insert(language.to_owned(), value);
            }
        }
        None => drop(row.insert(key.to_owned(), value)),
    }
}

/// The value of a cell, by the type of its column. A value that is not allowed becomes a finding; a
/// known value may stand in its place so that reading goes on and finds further mistakes.
fn value(
    cell: Cell<'_>,
    kind: Kind,
    place: &dyn Fn() -> Place,
    findings: &mut Findings,
) -> Option<Value> {
    let said = cell.said()?;
    let mut unknown = |words: &[Name]| {
        let list = |lang| words.iter().map(|word| word.get(lang)).collect::<Vec<_>>().join("; ");
        let finding = Finding::new(FindingCode::UnknownValue, place()).found(said);
        findings.push(finding.with("known", Text::new(list(Lang::Vi), list(Lang::En))));
    };
    Some(match kind {
        Kind::Text => said.into(),
        Kind::List => {
            let all = said.split([';', '\n']).map(str::trim).filter(|one| !one.is_empty());
            all.collect::<Vec<_>>().into()
        }
        Kind::Number => match number::read(said) {
            Some(Reading::One(plain) | Reading::Either { decimal: plain, .. }) => plain.into(),
            None => {
                findings.push(Finding::new(FindingCode::BadNumber, place()).found(said));
                return None;
            }
        },
        Kind::Day => cell::day(said).map_or(said.into(), |day| day.to_string().into()),
        Kind::Flag => match cell::content(cell) {
            Content::Yes => true.into(),
            Content::No | Content::Empty => return None,
            _ if said.eq_ignore_ascii_case("true") || said.eq_ignore_ascii_case("x") => true.into(),
            _ => {
                unknown(&[Name("yes", "yes", "có"), Name("no", "no", "không")]);
                return None;
            }
        },
        Kind::Word(words) => {
            let folded = fold_name(said);
            let word = words.iter().find(|word| word.is(&folded));
            if word.is_none() {
                unknown(words);
            }
            word.or(words.first())?.0.into()
        }
    })
}
