//! Tables in a request: arrays of objects, one for each row, with the column names as keys.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::request::{Parts, Unique, part};
use crate::ask::needs;
use crate::ask::survey::view::SurveyView;
use crate::assessment::{
    AskedRow, BallotHead, BallotPart, QuestionRow, Questionnaire, Register, RegisteredUnit,
    SurveyCounts, Tally,
};
use crate::audit::{PrintedCell, PrintedKind, PrintedNumber, PrintedRow, PrintedText};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Place, nearest};
use crate::framework::{Framework, did_you_mean};
use crate::json::{Num, cut};
use crate::period::Period;
use crate::quantity::Points;
use crate::words::{Arg, Phrase, Text, fold_name};

/// Reads an array of rows. A file as text is refused here: only the command knows how table files
/// are written.
pub(super) fn table<T: serde::de::DeserializeOwned>(
    key: &str,
    raw: &RawValue,
) -> Result<Vec<T>, Error> {
    let elements = serde_json::from_str::<Vec<&RawValue>>(raw.get()).ok();
    if elements.is_some_and(|all| all.iter().all(|one| one.get().starts_with('{'))) {
        return part(key, raw);
    }
    let form = serde_json::from_str::<Unique<&RawValue>>(raw.get()).ok();
    Err(match form.and_then(|Unique(parts)| parts.into_keys().next()) {
        Some(form) => {
            let args = [("key", key.into()), ("form", cut(&form).into())];
            Error::usage(Phrase::UsageRowsOnly, &args)
        }
        None => Error::usage(Phrase::UsageRows, &[("key", key.into())]),
    })
}

/// A table given as a file: `{"csv": TEXT}` or `{"xlsx": BASE64}`, with an optional name; `None`
/// for any other element.
pub(super) fn file(raw: &RawValue) -> Option<(Option<String>, Vec<u8>)> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        csv: Option<String>,
        xlsx: Option<String>,
        name: Option<String>,
    }
    let File { csv, xlsx, name } = serde_json::from_str(raw.get()).ok()?;
    match (csv, xlsx) {
        (Some(text), None) => Some((name, text.into_bytes())),
        // Invalid base 64 cannot be a workbook either; the bytes chosen here make its reader report
        // that.
        (None, Some(text)) => {
            let bytes = BASE64.decode(text.as_bytes());
            Some((name, bytes.unwrap_or_else(|_| b"PK\x03\x04xl/".to_vec())))
        }
        _ => None,
    }
}

/// The error that a table was expected.
pub(super) fn no_file(key: &str) -> Error {
    let why = Text::new(
        "cần danh sách bảng, mỗi bảng {\"csv\": …} hoặc {\"xlsx\": …}",
        "tables are expected, each {\"csv\": …} or {\"xlsx\": …}",
    );
    Error::usage(Phrase::UsagePart, &[("key", key.into()), ("why", why.into())])
}

/// Rows with arbitrary columns; texts and numbers keep the form in which they were written.
pub(super) fn rows(key: &str, raw: &RawValue) -> Result<Vec<BTreeMap<String, String>>, Error> {
    let rows: Vec<Unique<Box<RawValue>>> = table(key, raw)?;
    let cell = |raw: Box<RawValue>| match raw.get() {
        "null" => Ok(String::new()),
        _ => part::<Num>(key, &raw).map(|cell| cell.as_str().to_owned()),
    };
    let row = |Unique(row): Unique<Box<RawValue>>| {
        row.into_iter().map(|(name, raw)| Ok((name, cell(raw)?))).collect::<Result<_, Error>>()
    };
    rows.into_iter().map(row).collect()
}

/// The columns of a published table, besides those named `part_…`.
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

/// Reads a published table; a column exists if any row has it.
pub(super) fn printed(rows: &[BTreeMap<String, String>]) -> (Vec<PrintedRow>, Vec<Finding>) {
    let mut columns: BTreeMap<String, usize> = BTreeMap::new();
    for (n, row) in rows.iter().enumerate() {
        for name in row.keys() {
            columns.entry(name.clone()).or_insert(n);
        }
    }
    let is_part = |name: &str| name.starts_with("part_");
    let mut findings = Vec::new();
    for (name, n) in &columns {
        if !is_part(name) && !PRINTED.contains(&name.as_str()) {
            let near = nearest(name, PRINTED.into_iter()).map_or(Arg::from(""), did_you_mean);
            let finding = Finding::new(FindingCode::UnknownColumn, pointer("table", *n, name));
            findings.push(finding.found(cut(name)).with("near", near));
        }
    }
    if !["value", "total", "index"].iter().any(|name| columns.contains_key(*name)) {
        let finding = Finding::new(FindingCode::TableUnclear, Place::at("/table"));
        let names = columns.keys().take(8).map(|name| cut(name)).collect::<Vec<_>>().join(", ");
        let known = PRINTED.join(", ") + ", part_…";
        findings.push(finding.found(names).with("known", known));
        return (Vec::new(), findings);
    }
    let read = rows.iter().enumerate().map(|(n, row)| {
        let place = |name: &str| Place {
            heading: Some(name.to_owned()),
            line: Some(n + 1),
            ..Place::default()
        };
        let text = |name: &str| {
            let text = row.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
            text.map(|text| PrintedText { text: text.to_owned(), place: place(name) })
        };
        let cell = |name: &str| number(row.get(name).map_or("", String::as_str), name, place(name));
        let one = |name: &str| columns.contains_key(name).then(|| cell(name));
        let some = |names: &[&str]| names.iter().filter_map(|name| one(name)).collect::<Vec<_>>();
        let own = columns.keys().filter(|name| is_part(name)).map(|name| cell(name));
        let unit = text("unit");
        let rank = one("rank");
        let ranked = rank.as_ref().is_some_and(|rank| rank.number().is_some());
        // As in a file, a row with neither a unit nor a rank is not about a unit.
        let kind = match &unit {
            _ if ranked => PrintedKind::Unit,
            Some(unit) => PrintedKind::of_name(&unit.text),
            None => PrintedKind::Other,
        };
        PrintedRow {
            kind,
            unit,
            group: text("group").map(|group| fold_name(&group.text)),
            rank,
            parts: own.chain(some(&["bonus"])).collect(),
            deductions: some(&["deduction"]),
            values: some(&["value", "total", "index"]),
            previous: one("previous"),
            change: one("change"),
            grade: text("grade"),
            other_numbers: 0,
        }
    });
    (read.collect(), findings)
}

/// A cell of a published table: a plain number, with as many decimal places as are written.
fn number(text: &str, name: &str, place: Place) -> PrintedCell {
    let text = text.trim();
    if text.is_empty() {
        let optional = ["bonus", "deduction"].contains(&name);
        return if optional { PrintedCell::Nothing } else { PrintedCell::Blank(place) };
    }
    let Ok(value) = text.parse::<Points>() else {
        return PrintedCell::Unread(PrintedText { text: cut(text), place });
    };
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    let places = u8::try_from(places).unwrap_or(9).min(9);
    PrintedCell::Number(PrintedNumber { value, places, place })
}

fn pointer(key: &str, n: usize, name: &str) -> Place {
    Place::at(format!("/{key}/{n}")).join(name)
}

/// Counts the ballots given with their questions, and prepares the counts for display.
pub(super) fn counted(
    framework: &Framework,
    parts: &mut Parts<'_>,
    period: Option<Period>,
    (register, view): (Option<Vec<RegisteredUnit>>, &SurveyView),
) -> Result<SurveyCounts, Error> {
    let mut take = |key: &'static str| parts.remove(key).ok_or_else(|| needs("survey", key));
    let questions: Vec<QuestionSpec> = table("questions", &take("questions")?)?;
    let ballots = rows("ballots", &take("ballots")?)?;
    let asked: Option<Vec<AskedSpec>> =
        parts.remove("asked").map(|raw| table("asked", &raw)).transpose()?;
    let questions: Vec<QuestionRow> = questions.into_iter().map(Into::into).collect();
    let place = |row: usize, column: &str| Place::at(format!("/questions/{row}/{column}"));
    let (questions, found) = Questionnaire::new(framework, &questions, &place);
    let mut tally = Tally::new(&questions).at_least(view.least);
    for finding in found {
        tally.finding(finding);
    }
    if let Some(period) = period {
        tally = tally.for_period(period);
    }
    if let Some((register, found)) = register.map(Register::new) {
        tally = tally.with_register(register);
        for mut finding in found {
            // A finding of the register points into its own rows, so the pointer is moved below
            // `/units`.
            if let Some(pointer) = &mut finding.place_mut().pointer {
                pointer.insert_str(0, "/units");
            }
            tally.finding(finding);
        }
    }
    for (n, row) in asked.into_iter().flatten().enumerate() {
        row.tell(&mut tally, n);
    }
    count(&mut tally, &questions, &ballots);
    Ok(tally.with_targets(&view.targets).finish())
}

/// A row of the table of questions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionSpec {
    question: String,
    code: String,
    group: Option<String>,
    weight: Option<Num>,
    #[serde(default)]
    text: String,
}

impl From<QuestionSpec> for QuestionRow {
    fn from(row: QuestionSpec) -> QuestionRow {
        let QuestionSpec { question, code, group, weight, text } = row;
        QuestionRow { question, code, group, weight, text }
    }
}

/// A row that states how many people were asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedSpec {
    unit: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    channel: String,
    asked: Num,
    population: Option<Num>,
}

impl AskedSpec {
    fn tell(&self, tally: &mut Tally, n: usize) {
        let mut people = |num: &Num, name: &str| {
            let read = num.as_str().trim().parse::<u64>().ok();
            if read.is_none() {
                let finding = Finding::new(FindingCode::BadNumber, pointer("asked", n, name));
                tally.finding(finding.found(cut(num.as_str())));
            }
            read
        };
        let asked = people(&self.asked, "asked");
        let population = self.population.as_ref().map(|num| people(num, "population"));
        // If a number cannot be read, that is reported and the row does not count.
        let (Some(asked), false) = (asked, population == Some(None)) else { return };
        let AskedSpec { unit, group, channel, .. } = self;
        let row = AskedRow { unit, group, channel, asked, population: population.flatten() };
        tally.asked(&row, &|part| {
            let name = match part {
                BallotPart::Group => "group",
                BallotPart::Asked => "asked",
                BallotPart::Population => "population",
                _ => "unit",
            };
            pointer("asked", n, name)
        });
    }
}

/// The keys of a ballot that do not name a question.
const HEADS: [&str; 4] = ["ballot", "unit", "group", "channel"];

/// Counts the ballots; each other key names a question, by its id or its wording.
fn count(tally: &mut Tally, questions: &Questionnaire, ballots: &[BTreeMap<String, String>]) {
    tally.begins_table(None);
    let mut columns: Vec<Option<&str>> = vec![None; questions.len()];
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (n, ballot) in ballots.iter().enumerate() {
        for name in ballot.keys().filter(|name| !HEADS.contains(&name.as_str())) {
            if !known.insert(name) {
                continue;
            }
            let question = questions.find(name);
            match question.and_then(|question| columns.get_mut(question)) {
                Some(column) if column.is_none() => *column = Some(name),
                _ => {
                    let place = pointer("ballots", n, name);
                    let ids = HEADS.into_iter().chain(questions.ids());
                    // For short ids no suggestion is made, since too many others are equally close.
                    let near = nearest(name, ids).filter(|near| near.chars().count() > 3);
                    tally.finding(match near {
                        Some(near) => Finding::new(FindingCode::UnknownColumn, place)
                            .found(cut(name))
                            .with("near", did_you_mean(near)),
                        None => Finding::new(FindingCode::ColumnUnread, place).found(cut(name)),
                    });
                }
            }
        }
    }
    for (question, _) in columns.iter().enumerate().filter(|(_, column)| column.is_some()) {
        tally.has_column(question);
    }
    let has = |name: &str| ballots.iter().any(|ballot| ballot.contains_key(name));
    if ballots.is_empty() {
        tally.finding(Finding::new(FindingCode::NoBallots, Place::at("/ballots")));
    } else if !has("unit") {
        let finding = Finding::new(FindingCode::MissingColumn, Place::at("/ballots"));
        tally.finding(finding.with("key", "unit"));
        tally.cut_short();
        return;
    } else if !has("ballot") {
        tally.finding(Finding::new(FindingCode::BallotsUnnumbered, Place::at("/ballots")));
    }
    let numbered = has("ballot");
    let mut unnumbered: Option<(usize, usize)> = None;
    for (n, ballot) in ballots.iter().enumerate() {
        let cell = |name: &str| ballot.get(name).map_or("", String::as_str);
        let head = BallotHead {
            ballot: cell("ballot"),
            counted_in: "",
            unit: cell("unit"),
            group: cell("group"),
            channel: cell("channel"),
        };
        if numbered && head.ballot.trim().is_empty() {
            unnumbered.get_or_insert((n, 0)).1 += 1;
        }
        let answers: Vec<&str> = columns.iter().map(|column| column.map_or("", cell)).collect();
        tally.ballot(&head, &answers, &|part| {
            let name = match part {
                BallotPart::Ballot => "ballot",
                BallotPart::Group => "group",
                BallotPart::Answer(question) => {
                    columns.get(question).copied().flatten().unwrap_or("unit")
                }
                _ => "unit",
            };
            pointer("ballots", n, name)
        });
    }
    if let Some((first, count)) = unnumbered {
        let place = pointer("ballots", first, "ballot");
        let finding = Finding::new(FindingCode::BallotNumberMissing, place);
        tally.finding(finding.found(count.to_string()));
    }
}
