//! The calls that hold no assessments: a published table, ballots, two rulers.
//!
//! They answer as every other call does: one result object, its rows, a table with its seal.

mod request;

use serde::Serialize;

use super::answer::{Row, marked_columns, owned};
use super::envelope::Ruler;
use super::seal::{self, Digested};
use super::survey::{survey_json, survey_seal_line};
use crate::analysis::{Became, Crosswalk, CrosswalkRow, crosswalk_rows};
use crate::assessment::Counted;
use crate::audit::{PrintedCell, PrintedRow, audit};
use crate::error::Error;
use crate::finding::{Finding, FindingCode};
use crate::framework::Framework;
use crate::framework::policy::vocabulary;
use crate::view::{self, AuditSummary, Look, SurveyView};
use crate::words::Phrase;

pub(super) use request::answer;

vocabulary! {
    /// What is asked of tables.
    TableCall {
        /// What a published table says against itself.
        Audit "audit",
        /// The map between two frameworks.
        Crosswalk "crosswalk",
        /// Ballots counted into points.
        Survey "survey",
    }
}

/// The reply to a call that holds no assessments.
///
/// # Example
/// ```
/// use par_index::{Place, PrintedCell, PrintedNumber, PrintedRow, TableReply};
///
/// let number = |text: &str| PrintedCell::Number(PrintedNumber {
///     value: text.parse().unwrap(), places: 2, place: Place::default(),
/// });
/// let row = PrintedRow {
///     parts: vec![number("61.86"), number("28.10")], values: vec![number("89.98")],
///     ..PrintedRow::default()
/// };
/// let reply = TableReply::audit(&[row], Vec::new());
/// assert_eq!((reply.exit_code(), reply.rows().len()), (1, 3)); // nobody can tell which of the three
/// assert!(reply.to_json().contains(r#""equations":1,"hold":0"#));
/// ```
pub struct TableReply {
    call: TableCall,
    json: String,
    rows: Vec<Row>,
    columns: Vec<String>,
    findings: Vec<Finding>,
    is_wrong: bool,
    text: Box<dyn Fn(Look) -> String + Send + Sync>,
}

/// The object that a reply prints; what has no meaning for its call is `null`.
#[derive(Serialize)]
struct Object<'a, Asked, Summary> {
    schema_version: u8,
    kind: TableCall,
    version: &'static str,
    framework: Option<Ruler>,
    basis: Option<&'static str>,
    year: Option<u16>,
    policies: Option<()>,
    policies_overridden: [(); 0],
    asked: Asked,
    rows: &'a [Row],
    summary: Summary,
    findings: &'a [Finding],
    seal: &'a str,
}

impl<'a, Asked: Serialize, Summary: Serialize> Object<'a, Asked, Summary> {
    fn json(
        kind: TableCall,
        framework: Option<&Framework>,
        (asked, rows, summary): (Asked, &'a [Row], Summary),
        findings: &'a [Finding],
        seal: &'a str,
    ) -> String {
        let object = Object {
            schema_version: 1,
            kind,
            version: env!("CARGO_PKG_VERSION"),
            framework: framework.map(Ruler::of),
            basis: None,
            year: None,
            policies: None,
            policies_overridden: [],
            asked,
            rows,
            summary,
            findings,
            seal,
        };
        // Rows, names and numbers as text: writing them cannot fail.
        serde_json::to_string(&object).unwrap_or_default()
    }
}

/// A call without flags.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct NothingAsked {}

/// What a crosswalk was asked.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct CrosswalkAsked {
    previous_framework: Ruler,
}

/// What a crosswalk says beside its rows.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct CrosswalkSummary {
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

impl TableReply {
    /// A published table against arithmetic; `findings` are what was wrong with reading it.
    pub fn audit(printed: &[PrintedRow], mut findings: Vec<Finding>) -> TableReply {
        let audit = audit(printed);
        findings.extend(audit.notes());
        let rows: Vec<Row> = view::audit_rows(&audit).into_iter().map(Row::Audit).collect();
        let summary: AuditSummary = view::audit_summary(&audit);
        let seal = sealed(printed);
        // A column that is not known takes no row away.
        let loses = |one: &Finding| one.is_error() && one.code() != FindingCode::UnknownColumn;
        let is_whole = !findings.iter().any(loses);
        let call = TableCall::Audit;
        let given = (NothingAsked {}, rows.as_slice(), summary);
        let json = Object::json(call, None, given, &findings, &seal);
        TableReply {
            call,
            json,
            columns: owned(view::AuditRow::COLUMNS),
            is_wrong: !audit.is_clean() || printed.is_empty(),
            rows,
            findings,
            text: Box::new(move |look| {
                let table = view::audit_table(&audit, is_whole, look);
                format!("{table}\n{}\n", seal_line(call, &seal, look))
            }),
        }
    }

    /// The map between two frameworks: one that was made with care, else a draft to be completed.
    ///
    /// ```
    /// use par_index::{TableReply, framework};
    /// let reply = TableReply::crosswalk(&framework("papi-2011")?, &framework("papi-2018")?)?;
    /// assert!(reply.to_json().contains(r#""embedded":"papi-2011-papi-2018""#));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where the embedded map does not fit the frameworks.
    pub fn crosswalk(old: &Framework, new: &Framework) -> Result<TableReply, Error> {
        let embedded = Crosswalk::embedded_between(old, new);
        let map = match embedded {
            Some(id) => crosswalk_rows(id, old, new)?,
            None => Crosswalk::draft(old, new),
        };
        let count = |kind| map.iter().filter(|row| row.kind == kind).count();
        let summary = CrosswalkSummary {
            embedded: embedded.map(str::to_owned),
            same: count(Became::Same),
            renamed: count(Became::Renamed),
            rescaled: count(Became::Rescaled),
            split: count(Became::Split),
            merged: count(Became::Merged),
            new: count(Became::New),
            dropped: count(Became::Dropped),
        };
        let mut digest = Digested::of(TableCall::Crosswalk.as_str());
        digest.add(old.hash());
        digest.add(new.hash());
        digest.add(&serde_json::to_string(&map).unwrap_or_default());
        let seal = digest.seal();
        let rows: Vec<Row> = map.iter().cloned().map(Row::Crosswalk).collect();
        let call = TableCall::Crosswalk;
        let asked = CrosswalkAsked { previous_framework: Ruler::of(old) };
        let json = Object::json(call, Some(new), (asked, &rows, summary), &[], &seal);
        Ok(TableReply {
            call,
            json,
            columns: owned(CrosswalkRow::COLUMNS),
            is_wrong: false,
            rows,
            findings: Vec::new(),
            text: Box::new(move |look| {
                let table = view::crosswalk_table(&map, look);
                format!("{table}\n{}\n", seal_line(call, &seal, look))
            }),
        })
    }

    /// Counted ballots, as they are shown.
    pub fn survey(counted: &Counted, view: &SurveyView) -> TableReply {
        let (all, shown) = (counted.clone(), view.clone());
        let rows = view::survey_rows(counted, view);
        TableReply {
            call: TableCall::Survey,
            json: survey_json(counted, view),
            columns: marked_columns(owned(view::SurveyRow::COLUMNS), counted.not_read()),
            is_wrong: !counted.not_read().is_empty(),
            rows: rows.into_iter().map(|row| Row::Survey(row).beside(counted.not_read())).collect(),
            findings: counted.findings().to_vec(),
            text: Box::new(move |look| {
                let mut table = view::survey_table(&all, &shown, look);
                // Channels stand side by side first where there are several.
                let units = all.units().iter().map(|unit| unit.unit.id.as_str());
                let mut units: Vec<&str> = units.collect();
                let several = units.len();
                units.dedup();
                if units.len() < several {
                    let tables = units
                        .iter()
                        .map(|unit| view::satisfaction_table(&all, unit, &shown.targets, look));
                    table = tables.collect::<Vec<_>>().join("\n") + "\n" + &table;
                }
                format!("{table}\n{}\n", survey_seal_line(&all, &shown, look))
            }),
        }
    }

    /// The call.
    pub fn call(&self) -> TableCall {
        self.call
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Their columns, as CSV has them.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What was wrong with what was read.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// 0 if all is well, 1 if anything found is an error, or a table contradicts itself or is empty.
    pub fn exit_code(&self) -> u8 {
        u8::from(self.is_wrong || self.findings.iter().any(Finding::is_error))
    }

    /// The result object.
    pub fn to_json(&self) -> &str {
        &self.json
    }

    /// The result as a person reads it, with its seal.
    pub fn text(&self, look: Look) -> String {
        (self.text)(look)
    }
}

/// The line that closes a table: version and seal.
fn seal_line(call: TableCall, seal: &str, look: Look) -> String {
    seal::line(Phrase::SealLine, (env!("CARGO_PKG_VERSION"), seal), call.as_str(), None, look)
}

/// The seal over what a table prints, wherever it lay.
fn sealed(rows: &[PrintedRow]) -> String {
    let mut digest = Digested::of(TableCall::Audit.as_str());
    for row in rows {
        let text = |text: &Option<crate::PrintedText>| text.as_ref().map(|one| one.text.clone());
        digest.add(row.kind.as_str());
        for text in [text(&row.unit), row.group.clone(), text(&row.grade)] {
            digest.add(text.as_deref().unwrap_or_default());
        }
        let optional = [&row.rank, &row.previous, &row.change].map(Option::as_ref);
        for (name, cells) in [
            ("one", optional.to_vec()),
            ("parts", row.parts.iter().map(Some).collect()),
            ("deductions", row.deductions.iter().map(Some).collect()),
            ("values", row.values.iter().map(Some).collect()),
        ] {
            digest.add(name);
            for cell in cells {
                digest.add(&match cell {
                    None => String::new(),
                    Some(PrintedCell::Number(number)) => {
                        format!("{:.*}", usize::from(number.places), number.value)
                    }
                    Some(PrintedCell::Blank(_)) => "-".to_owned(),
                    Some(PrintedCell::Nothing) => "0".to_owned(),
                    Some(PrintedCell::Unread(text)) => format!("“{}”", text.text),
                });
            }
        }
    }
    digest.seal()
}
