//! The policies, grades and agencies of a framework, read from tables beside its tree.

use std::collections::HashMap;

use par_index::bound::Bound;
use par_index::finding::{FindingCode, Findings, Place};
use par_index::spec::{
    AgencySpec, AwardSpec, BandSpec, BasisSpec, GradesSpec, HeadSpec, Num, PoliciesSpec, PrintSpec,
    Quartile, QuartilesSpec, StatedSpec,
};
use par_index::{Finding, Lang, Text};
use serde::de::DeserializeOwned;

use super::words::{FLOOR_ON, LINES, Line, QUARTILE, Word, find, line};
use crate::cell;
use crate::number::Bounds;
use crate::record::{Cell, Record};
use crate::table::Table;

/// The policies, grades and agencies that tables state, and the cells where they do.
#[derive(Default)]
pub(super) struct Beside {
    policies: Option<HeadSpec>,
    grades: Option<GradesSpec>,
    agencies: Option<Vec<AgencySpec>>,
    places: HashMap<String, Place>,
}

/// A row that is being read.
struct Row<'t> {
    table: &'t Table<'t>,
    record: Record,
}

impl Row<'_> {
    fn said(&self, key: &str) -> Option<&str> {
        self.record.cell_of(self.table.column(key)).said()
    }

    fn place(&self, key: &str) -> Place {
        self.table.place(self.record.at(), self.table.column(key).unwrap_or_default())
    }

    fn number(&self, key: &str, findings: &mut Findings) -> Option<Num> {
        let cell: Cell<'_> = self.record.cell_of(self.table.column(key));
        let read = cell::number(cell, Bounds::default, || self.place(key));
        read.unwrap_or_else(|finding| {
            findings.push(finding);
            None
        })
        .map(Num::from)
    }

    fn text(&self, vi: &str, en: &str) -> Text {
        Text::new(self.said(vi).unwrap_or_default(), self.said(en).unwrap_or_default())
    }

    /// The value of a cell that must hold one of some words.
    fn word<T: DeserializeOwned>(
        &self,
        key: &str,
        words: &[Word],
        findings: &mut Findings,
    ) -> Option<T> {
        let text = self.said(key)?;
        let Some(word) = find(words, text) else {
            findings.push(self.unknown(key, &words.iter().collect::<Vec<_>>()));
            return None;
        };
        serde_json::from_value(word.0.into()).ok()
    }

    fn unknown(&self, key: &str, known: &[&Word]) -> Finding {
        let list = |lang| known.iter().map(|word| word.get(lang)).collect::<Vec<_>>().join("; ");
        let finding = Finding::new(FindingCode::UnknownValue, self.place(key));
        let known = Text::new(list(Lang::Vi), list(Lang::En));
        finding.found(self.said(key).unwrap_or_default()).with("known", known)
    }
}

/// Reads all rows of a table and hands each of them to `take`.
fn each(
    mut table: Table<'_>,
    findings: &mut Findings,
    mut take: impl FnMut(&Row<'_>, &mut Findings),
) {
    findings.extend(table.begins());
    let mut records = Vec::new();
    let mut record = Record::default();
    while table.next(&mut record, findings).is_some() {
        records.push(record.clone());
    }
    for record in records {
        take(&Row { table: &table, record }, findings);
    }
}

impl Beside {
    /// Reads a table of policies, grades or agencies; any other table is given back.
    pub(super) fn take<'t>(
        &mut self,
        table: Table<'t>,
        findings: &mut Findings,
    ) -> Option<Table<'t>> {
        let has = |key| table.column(key).is_some();
        if has("code") && has("max") {
            return Some(table);
        }
        let taken = if has("policy") && has("set_to") {
            self.policies.is_some()
        } else if has("grade") && has("grade_from") {
            self.grades.is_some()
        } else {
            has("agency_id") && self.agencies.is_some()
        };
        if taken {
            // Nobody can tell which of two tables of a kind counts.
            let place = table.whole();
            let name = place.sheet.clone().or_else(|| place.file.clone());
            let finding = Finding::new(FindingCode::SeveralTables, place);
            findings.push(finding.found(name.unwrap_or_default()));
            return None;
        }
        if has("policy") && has("set_to") {
            self.take_policies(table, findings);
        } else if has("grade") && has("grade_from") {
            self.take_grades(table, findings);
        } else if has("agency_id") {
            self.take_agencies(table, findings);
        } else {
            return Some(table);
        }
        None
    }

    /// Whether any table of policies, grades or agencies was read.
    pub(super) fn is_any(&self) -> bool {
        self.policies.is_some() || self.grades.is_some() || self.agencies.is_some()
    }

    /// Whether a table of policies was read.
    pub(super) fn has_policies(&self) -> bool {
        self.policies.is_some()
    }

    /// Adds from another collection what this one lacks.
    pub(super) fn join(&mut self, other: Beside) {
        self.policies = self.policies.take().or(other.policies);
        self.grades = self.grades.take().or(other.grades);
        self.agencies = self.agencies.take().or(other.agencies);
        // For a cell that both collections know, the place of this one counts.
        let own = std::mem::replace(&mut self.places, other.places);
        self.places.extend(own);
    }

    /// The head of a framework from the tables read here; `other` supplies whatever they do not
    /// state.
    pub(super) fn over(&mut self, other: HeadSpec) -> HeadSpec {
        let grades = self.grades.take().unwrap_or_else(|| other.grades.clone());
        let agencies = self.agencies.take().unwrap_or_else(|| other.agencies.clone());
        HeadSpec { grades, agencies, ..self.policies.take().unwrap_or(other) }
    }

    /// The cell for a JSON pointer into the framework's document, or for the closest pointer above
    /// it.
    pub(super) fn place(&self, pointer: &str) -> Option<Place> {
        let mut end = pointer.len();
        while end > 0 {
            let known = pointer.get(..end)?;
            if let Some(place) = self.places.get(known) {
                return Some(place.clone());
            }
            end = known.rfind('/')?;
        }
        None
    }

    fn take_policies(&mut self, table: Table<'_>, findings: &mut Findings) {
        let mut head = HeadSpec { policies: PoliciesSpec::default(), ..HeadSpec::assumed() };
        let (mut title, mut stated) = (Text::default(), StatedSpec::default());
        let whole = table.whole();
        self.places.extend(
            ["/policies", "/stated", "/valid", "/basis"].map(|at| (at.to_owned(), whole.clone())),
        );
        let places = &mut self.places;
        each(table, findings, |row, findings| {
            let Some(Line(key, words)) = row.said("policy").and_then(line) else {
                if row.said("policy").is_some() {
                    let known: Vec<&Word> = LINES.iter().map(|Line(key, _)| key).collect();
                    findings.push(row.unknown("policy", &known));
                }
                return;
            };
            let at = match key.0 {
                "id" | "index" | "level" | "provenance" => format!("/{}", key.0),
                "title_vi" | "title_en" => "/title".to_owned(),
                "basis" => format!("/basis/{}", head.basis.len()),
                "basis_issued" => format!("/basis/{}/issued", head.basis.len().saturating_sub(1)),
                "valid_from"
                | "valid_to"
                | "stated_criteria"
                | "stated_components"
                | "stated_survey_points" => format!("/{}", key.0.replacen('_', "/", 1)),
                other => format!("/policies/{}", other.replace('.', "/")),
            };
            places.insert(at, row.place("set_to"));
            let Some(said) = row.said("set_to") else { return };
            let text = || Some(said.to_owned());
            let whole = |findings: &mut Findings| {
                let read = said.parse::<u32>().ok();
                if read.is_none() {
                    let finding = Finding::new(FindingCode::BadNumber, row.place("set_to"));
                    findings.push(finding.found(said));
                }
                read
            };
            let digits = |findings: &mut Findings| {
                whole(findings).map(|digits| u8::try_from(digits).unwrap_or(u8::MAX))
            };
            let bound = |findings: &mut Findings| {
                let read = Bound::read(said);
                if read.is_none() {
                    let finding = Finding::new(FindingCode::BadDate, row.place("set_to"));
                    let why = Text::new("không phải là năm hoặc ngày", "is no year and no day");
                    findings.push(finding.found(said).with("why", why));
                }
                read
            };
            let policies = &mut head.policies;
            match key.0 {
                "id" => head.id = text(),
                "title_vi" => said.clone_into(&mut title.vi),
                "title_en" => said.clone_into(&mut title.en),
                "index" => head.index = row.word("set_to", words, findings),
                "level" => head.level = text(),
                "provenance" => head.provenance = row.word("set_to", words, findings),
                "basis" => head.basis.push(BasisSpec { document: said.to_owned(), issued: None }),
                "basis_issued" => {
                    if let Some(basis) = head.basis.last_mut() {
                        basis.issued = text();
                    }
                }
                "valid_from" => head.valid.from = bound(findings),
                "valid_to" => head.valid.to = bound(findings),
                "stated_criteria" => stated.criteria = whole(findings),
                "stated_components" => stated.components = whole(findings),
                "stated_survey_points" => stated.survey_points = row.number("set_to", findings),
                "not_applicable" => policies.not_applicable = row.word("set_to", words, findings),
                "no_survey" => policies.no_survey = row.word("set_to", words, findings),
                "missing" => policies.missing = row.word("set_to", words, findings),
                "ties" => policies.ties = row.word("set_to", words, findings),
                "award.digits" => {
                    policies.award = digits(findings).map(|digits| AwardSpec { digits });
                }
                "print.digits" => {
                    let print_as = policies.print.as_ref().and_then(|print| print.print_as);
                    policies.print = digits(findings).map(|digits| PrintSpec { digits, print_as });
                }
                "print.as" => {
                    let print_as = row.word("set_to", words, findings);
                    // Where the number of decimal places is not stated, two are printed.
                    let digits = policies.print.as_ref().map_or(2, |print| print.digits);
                    policies.print = Some(PrintSpec { digits, print_as });
                }
                "bonus_cap" => policies.bonus_cap = row.number("set_to", findings),
                _ => policies.deduction_cap = row.number("set_to", findings),
            }
        });
        head.title = (!title.is_empty()).then_some(title);
        head.stated = (stated != StatedSpec::default()).then_some(stated);
        self.policies = Some(head);
    }

    fn take_grades(&mut self, table: Table<'_>, findings: &mut Findings) {
        let (mut bands, mut labels) = (Vec::new(), Vec::new());
        self.places.insert("/grades".to_owned(), table.whole());
        let places = &mut self.places;
        each(table, findings, |row, findings| {
            let label = row.text("grade", "grade_en");
            if row.said("grade_from").is_some_and(|text| find(QUARTILE, text).is_some()) {
                labels.push(label);
                return;
            }
            let at = format!("/grades/{}", bands.len());
            for (key, column) in [
                ("", "grade"),
                ("/from", "grade_from"),
                ("/component_floor", "component_floor"),
                ("/floor_on", "floor_on"),
                ("/blocks", "group"),
            ] {
                places.insert(format!("{at}{key}"), row.place(column));
            }
            let list = |text: &str| text.split(';').map(|one| one.trim().to_owned()).collect();
            let from = row.number("grade_from", findings);
            // Without a lower bound the grade would count from 0, and every unit would get it.
            if cell::is_empty(row.record.cell_of(row.table.column("grade_from"))) {
                let finding = Finding::new(FindingCode::BadNumber, row.place("grade_from"));
                findings.push(finding.found(row.said("grade_from").unwrap_or_default()));
            }
            bands.push(BandSpec {
                label,
                from: from.unwrap_or_else(|| Num::from("0")),
                component_floor: row.number("component_floor", findings),
                floor_on: row.word("floor_on", FLOOR_ON, findings),
                blocks: row.said("group").map(list),
                source: row.said("source").map(str::to_owned),
            });
        });
        self.grades = Some(if labels.is_empty() {
            GradesSpec::Bands(bands)
        } else {
            GradesSpec::Quartiles(QuartilesSpec { by: Quartile::Quartile, labels })
        });
    }

    fn take_agencies(&mut self, table: Table<'_>, findings: &mut Findings) {
        let mut agencies = Vec::new();
        let places = &mut self.places;
        each(table, findings, |row, _| {
            let at = format!("/agencies/{}", agencies.len());
            for (key, column) in [("", "agency_id"), ("/id", "agency_id"), ("/name", "name_vi")] {
                places.insert(format!("{at}{key}"), row.place(column));
            }
            let mut name = row.text("name_vi", "name_en");
            if let (true, Some(said)) = (name.is_empty(), row.said("name")) {
                name = Text::new(said, "");
            }
            let id = row.said("agency_id").unwrap_or_default().to_owned();
            let short = row.text("short_vi", "short_en");
            agencies.push(AgencySpec { id, name, short: (!short.is_empty()).then_some(short) });
        });
        self.agencies = Some(agencies);
    }
}
