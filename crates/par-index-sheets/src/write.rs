//! Writes joined assessments as a long table.

use std::io::{self, Write};

use par_index::assessment::{Entry, Stage, StageName, Value};
use par_index::framework::Facts;
use par_index::{Assessment, Points};

use crate::evidence;
use crate::fields::{FURTHER, LONG_COLUMNS, NOT_READ};
use crate::formula::CsvWriter;

/// Writes assessments as a long table: a row for each leaf, and a further row for each stage that
/// has facts.
///
/// Reading the table gives the same values. Columns for the period, the day of a sheet and the days
/// of values are added at the end if any assessment needs them. If `not_read` is set, because part
/// of the inputs was not read, a last column says so in every row, and whoever reads the table
/// learns of it. Answers of a survey have no columns; the points they give are written instead.
///
/// # Errors
/// Errors of the writer `out`.
pub fn write_long(assessments: &[Assessment], not_read: bool, out: impl Write) -> io::Result<()> {
    let mut csv = CsvWriter::new(out);
    let dated = assessments.iter().any(|one| {
        let part = one.period().is_some_and(|period| period.whole_year().is_none());
        part || one.as_of().is_some()
    });
    let has_day = |entry: &Entry| {
        let mut stages = StageName::ALL.into_iter().filter_map(|name| entry.stage(name));
        stages.any(|stage| stage.on().is_some())
    };
    let days = assessments.iter().any(|one| {
        let mut leaves =
            one.framework().leaves().filter_map(|leaf| one.entry(leaf.code().as_str()));
        leaves.any(|entry| has_day(&entry))
    });
    let asked = [dated, dated, days];
    let said = |row: Row| {
        let further = asked.into_iter().chain([not_read]);
        let kept = std::iter::repeat_n(true, LONG_COLUMNS.len()).chain(further);
        row.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(text, _)| text)
    };
    csv.record(said(columns().map(str::to_owned).collect()))?;
    for assessment in assessments {
        for leaf in assessment.framework().leaves() {
            let Some(entry) = assessment.entry(leaf.code().as_str()) else { continue };
            for row in rows(assessment, leaf.code().as_str(), &entry) {
                csv.record(said(row))?;
            }
        }
        let [bonus, deduction] = assessment.stated_extras();
        for (code, points) in [("bonus", bonus), ("deduction", deduction)] {
            if points.is_positive() {
                let mut row = head(assessment, code);
                set(&mut row, "appraised", number(points));
                csv.record(said(row))?;
            }
        }
    }
    csv.flush()
}

/// All columns that may be written, in their order.
fn columns() -> impl Iterator<Item = &'static str> {
    LONG_COLUMNS.into_iter().chain(FURTHER).chain([NOT_READ])
}

type Row = Vec<String>;

fn head(assessment: &Assessment, code: &str) -> Row {
    let unit = assessment.unit();
    let mut row = vec![String::new(); columns().count()];
    set(
        &mut row,
        "period",
        assessment.period().map(|period| period.to_string()).unwrap_or_default(),
    );
    set(&mut row, "as_of", assessment.as_of().map(|day| day.to_string()).unwrap_or_default());
    set(&mut row, NOT_READ, "true".to_owned());
    set(&mut row, "unit", unit.id.clone());
    if unit.name.vi != unit.id {
        set(&mut row, "name", unit.name.vi.clone());
    }
    set(&mut row, "group", unit.group.clone().unwrap_or_default());
    set(&mut row, "year", assessment.year().map(|year| year.to_string()).unwrap_or_default());
    set(&mut row, "channel", assessment.channel().unwrap_or_default().to_owned());
    set(&mut row, "component", code.to_owned());
    row
}

fn set(row: &mut Row, column: &str, text: String) {
    let place = columns().position(|known| known == column);
    if let Some(cell) = place.and_then(|place| row.get_mut(place)) {
        *cell = text;
    }
}

fn rows(assessment: &Assessment, code: &str, entry: &Entry) -> Vec<Row> {
    let mut base = head(assessment, code);
    let mut more = Vec::new();
    for name in StageName::ALL {
        let Some(stage) = entry.stage(name) else { continue };
        match &stage.value {
            Some(Value::Points(points)) => set(&mut base, name.as_str(), number(*points)),
            Some(Value::NotApplicable(_)) => set(&mut base, name.as_str(), "n/a".to_owned()),
            Some(Value::Facts(declared)) if has_columns(&declared.facts) => {
                let mut row = head(assessment, code);
                set(&mut row, "stage", name.as_str().to_owned());
                facts(&mut row, &declared.facts);
                remarks(&mut row, name, stage);
                more.push(row);
                continue;
            }
            // Survey answers have no columns in this table: the points they give are written, or
            // nothing if no answer is valid.
            Some(Value::Facts(declared)) => {
                let points = declared.award.points.map(number);
                set(&mut base, name.as_str(), points.unwrap_or_default());
            }
            _ => {}
        }
        if stage.on().is_some() {
            // A day belongs to one value only, so this value gets a row of its own.
            let mut row = head(assessment, code);
            let column = columns().position(|known| known == name.as_str()).unwrap_or_default();
            if let (Some(own), Some(cell)) = (row.get_mut(column), base.get_mut(column)) {
                std::mem::swap(own, cell);
            }
            remarks(&mut row, name, stage);
            more.push(row);
            continue;
        }
        remarks(&mut base, name, stage);
    }
    if let Some(explanation) = &entry.explanation {
        set(&mut base, "explanation", explanation.text.clone());
    }
    let beyond_head = base != head(assessment, code);
    beyond_head.then_some(base).into_iter().chain(more).collect()
}

/// Writes a number so that it has only one reading. With exactly three decimal places the mark
/// might group thousands, so a zero is added.
fn number(points: Points) -> String {
    let text = points.to_string();
    match text.split_once('.') {
        Some((_, places)) if places.len() == 3 => text + "0",
        _ => text,
    }
}

fn has_columns(facts: &Facts) -> bool {
    facts.answers.is_none() && facts.groups.is_none()
}

fn facts(row: &mut Row, facts: &Facts) {
    let texts = [
        ("done", facts.done.map(number)),
        ("of", facts.of.map(number)),
        ("count", facts.count.map(number)),
        ("answer", facts.answer.map(|answer| answer.as_str().to_owned())),
        ("level", facts.level.clone()),
    ];
    for (column, text) in texts {
        set(row, column, text.unwrap_or_default());
    }
}

fn remarks(row: &mut Row, name: StageName, stage: &Stage) {
    if let Some(evidence) = stage.evidence().filter(|_| name == StageName::SelfScore) {
        set(row, "evidence", evidence::join(evidence));
    }
    set(row, &format!("{}_note", name.as_str()), stage.note().unwrap_or_default().to_owned());
    set(row, "on", stage.on().map(|day| day.to_string()).unwrap_or_default());
    if let Some(by) = stage.by() {
        set(row, "by", by.to_owned());
    }
    if let Some(origin) = &stage.origin {
        set(row, &format!("origin_{}", name.as_str()), origin.place().to_string());
    }
}
