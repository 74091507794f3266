//! Known values as a form shows them.

use par_index::assessment::{Entry, Stage, StageName, Value as Held};
use par_index::framework::Facts;
use par_index::{Lang, Points};

use super::leaf::{Asks, NOT_APPLICABLE};
use crate::book::value::Value;
use crate::cell;
use crate::record::Cell;

/// The value of another stage for a leaf, as a text for those who fill in this stage.
pub(super) fn beside(entry: &Entry, key: &str, lang: Lang) -> String {
    let of = |name| {
        let stage = entry.stage(name)?;
        let value = stage.value.as_ref().map(|value| shown(value, lang));
        let note = stage.note().filter(|_| name == StageName::Appraised).map(str::to_owned);
        Some(value.into_iter().chain(note).collect::<Vec<_>>().join("; "))
    };
    let said = match key {
        "claimed" => of(StageName::SelfScore),
        "judged" => of(StageName::Appraised),
        _ => entry.explanation.as_ref().map(|answer| answer.text.clone()),
    };
    said.unwrap_or_default()
}

/// A value as a text, for a column that only shows it.
pub(super) fn shown(value: &Held, lang: Lang) -> String {
    let facts = |facts: &Facts| {
        let pairs = [
            facts.done.map(|done| done.to_string()),
            facts.of.map(|of| of.to_string()),
            facts.count.map(|count| count.to_string()),
            facts.level.clone(),
        ];
        pairs.into_iter().flatten().collect::<Vec<_>>().join("/")
    };
    match value {
        Held::Points(points) => points.to_string(),
        Held::NotApplicable(_) => NOT_APPLICABLE.get(lang).to_owned(),
        Held::Facts(declared) => match declared.award.points {
            Some(points) => format!("{points} ({})", facts(&declared.facts)),
            None => facts(&declared.facts),
        },
        _ => String::new(),
    }
}

/// The part of a known value that belongs in a given column of the stage to fill in.
pub(super) fn cell_of(value: &Held, key: &str, stage: StageName, asks: &Asks) -> Option<Value> {
    let is_score = key == stage.as_str();
    match value {
        Held::Points(points) if is_score => Some(Value::Number(points.to_string())),
        Held::NotApplicable(reason) if is_score => {
            let word = NOT_APPLICABLE.get(asks.lang()).to_owned();
            Some(Value::Text(if is_read(reason) { reason.clone() } else { word }))
        }
        Held::Facts(declared) => {
            let facts = &declared.facts;
            let number = |points: Option<Points>| Some(Value::Number(points?.to_string()));
            match key {
                "done" => number(facts.done),
                "of" => number(facts.of),
                "count" => number(facts.count),
                "level" => facts.level.clone().map(Value::Text),
                _ if !is_score => None,
                // Answers of a survey have no column, so the points that they give are shown.
                _ if facts.answers.is_some() || facts.groups.is_some() => {
                    number(declared.award.points)
                }
                _ => asks.word(facts).map(Value::Text),
            }
        }
        _ => None,
    }
}

/// Whether a reason for *không áp dụng* would be understood as one in a cell for points.
pub(super) fn is_read(reason: &str) -> bool {
    cell::content(Cell::text(reason)) == cell::Content::NotApplicable(reason.to_owned())
}

/// The note of a stage, with the reason for *không áp dụng* added where a cell for points cannot
/// hold it.
pub(super) fn noted(stage: &Stage) -> Option<String> {
    let reason = match &stage.value {
        Some(Held::NotApplicable(reason)) if !is_read(reason) => Some(reason.as_str()),
        _ => None,
    };
    let all: Vec<&str> = stage.note().into_iter().chain(reason).collect();
    (!all.is_empty()).then(|| all.join("; "))
}
