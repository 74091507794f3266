//! `levels`: named levels with stated points.

use std::collections::BTreeMap;

use super::kind::{RuleKind, Stands};
use super::notation::{self, Word};
use super::spec::{Kind, LevelSpec, RuleSpec};
use super::{Award, Facts, Fault, Level, Reason, Scale, check_labels};
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, Num};
use crate::quantity::Points;
use crate::words::{Lang, Phrase, Text};

/// Named levels with stated points (*mức*).
///
/// **What it measures.** A judgement that chooses one of a few described levels.
///
/// **Formula.** The stated points of the level that is named; typed points must be those of a
/// level.
///
/// **Example.** `{"kind": "levels", "levels": [{"id": "none", "points": "0"}, {"id": "some",
/// "points": "0.5"}, {"id": "full", "points": "1"}]}`: 0.75 is a finding.
///
/// **Keys.** `levels`: a list of `id`, `points` and an optional `label`.
///
/// **Facts.** `level`: the id of one of the levels.
///
/// **In one line.** `mức: 0; 0,5; 1` · `levels: 0; 0.5; 1`; the ids are then the points.
///
/// **Source.** The project's semantics page, B8.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Levels {
    /// The levels, in the order of their points.
    pub levels: Vec<RuleLevel>,
    /// The nouns for the facts.
    pub labels: BTreeMap<String, Text>,
}

/// One level of a [`Levels`] rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleLevel {
    /// The id by which facts name the level.
    pub id: String,
    /// The points of the level.
    pub points: Points,
    /// The name of the level; empty where none is given, and the id is then shown.
    pub label: Text,
}

impl RuleKind for Levels {
    fn keys() -> &'static [&'static str] {
        &["levels", "labels"]
    }

    fn check(
        spec: &RuleSpec,
        scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Levels> {
        let before = findings.len();
        let labels = check_labels(spec, &["level"], place, findings);
        let given = spec.levels.as_deref().unwrap_or_default();
        if given.is_empty() {
            spec.needs("levels", place, findings);
        }
        let mut levels: Vec<RuleLevel> = Vec::with_capacity(given.len());
        for (n, level) in given.iter().enumerate() {
            let place = place.clone().join("levels").join(&n.to_string());
            let id = json::nfc(&level.id);
            if id.is_empty() {
                let place = place.clone().join("id");
                findings.push(Finding::new(FindingCode::BadId, place).found(id.as_str()));
            }
            let place_points = place.clone().join("points");
            let Some(points) = json::points(&level.points, &place_points, findings) else {
                continue;
            };
            if points.is_negative() || points > scale.max {
                let finding = Finding::new(FindingCode::OutOfRange, place_points);
                let finding = finding.found(level.points.as_str());
                findings.push(finding.with("from", Points::ZERO).with("to", scale.max));
            }
            if levels.iter().any(|earlier| earlier.id == id || earlier.points == points) {
                findings.push(Finding::new(FindingCode::LevelTwice, place).found(id.as_str()));
            }
            let label = level.label.as_ref();
            let label = label.map(|text| Text::new(json::nfc(&text.vi), json::nfc(&text.en)));
            let label = label.unwrap_or_default();
            levels.push(RuleLevel { id, points, label });
        }
        levels.sort_by_key(|level| level.points);
        (findings.len() == before).then_some(Levels { levels, labels })
    }

    fn head() -> Word {
        Word("levels", "mức")
    }

    fn read(rest: &str, lang: Lang) -> Result<RuleSpec, Error> {
        let mut levels = Vec::new();
        for part in rest.split(';') {
            let points = notation::number(part, lang)?;
            levels.push(LevelSpec { id: points.as_str().to_owned(), points, label: None });
        }
        Ok(RuleSpec { levels: Some(levels), ..RuleSpec::of(Kind::Levels) })
    }

    fn line(spec: &RuleSpec, lang: Lang) -> Option<String> {
        let levels = spec.levels.as_ref()?.iter();
        let levels: Vec<String> = levels.map(|level| lang.decimal(level.points.as_str())).collect();
        Some(format!("{}: {}", Levels::head().of(lang), levels.join("; ")))
    }

    fn write(&self, spec: &mut RuleSpec) {
        let levels = self.levels.iter().map(|level| LevelSpec {
            id: level.id.clone(),
            points: Num::from(level.points),
            label: (!level.label.is_empty()).then(|| level.label.clone()),
        });
        spec.levels = Some(levels.collect());
        spec.labels = (!self.labels.is_empty()).then(|| self.labels.clone());
    }

    fn fact_keys(&self) -> &'static [&'static str] {
        &["level"]
    }

    fn award(&self, facts: &Facts, scale: Scale) -> Result<Award, Vec<Fault>> {
        let id = facts.level.as_deref().unwrap_or_default();
        let Some((place, level)) = self.levels.iter().enumerate().find(|(_, level)| level.id == id)
        else {
            let known = self.levels.iter().map(|level| level.id.as_str());
            let fault = Fault::new(FindingCode::NotALevel, "level").found(id);
            return Err(vec![fault.with("known", listed(known))]);
        };
        let count = self.levels.len();
        let reason = Reason::Level { place: place + 1, count, label: level.name() };
        Ok(Award { points: Some(level.points), max: scale.max, reason })
    }

    fn reachable<'a>(
        &'a self,
        _scale: Scale,
        _facts: Option<&Facts>,
    ) -> Box<dyn Iterator<Item = Level> + 'a> {
        Box::new(self.levels.iter().map(|level| Level {
            points: level.points,
            facts: Some(Facts::level(level.id.clone())),
        }))
    }

    fn best(&self, _scale: Scale) -> Points {
        self.levels.last().map_or(Points::ZERO, |level| level.points)
    }

    fn admits(&self, points: Points, _scale: Scale) -> Result<(), Fault> {
        if self.place_of(points).is_some() {
            return Ok(());
        }
        Err(no_level(points, self.levels.iter().map(|level| level.points)))
    }

    fn admits_any(&self) -> bool {
        false
    }

    fn computes(&self) -> bool {
        false
    }

    fn aim(&self, points: Points) -> Option<Text> {
        let text = self.standing_at(points)?;
        let label = &self.levels.iter().find(|level| level.points == points)?.label;
        if label.is_empty() {
            return Some(text);
        }
        let both = |standing: &str, label: &str| format!("{standing}: {label}");
        Some(Text::new(both(&text.vi, &label.vi), both(&text.en, &label.en)))
    }

    fn standing(&self, stands: &Stands<'_>) -> Option<Text> {
        self.standing_at(stands.points)
    }
}

impl Levels {
    /// The text "Level 2 of 3"; the lowest level with 0 points has words of its own.
    fn standing_at(&self, points: Points) -> Option<Text> {
        let place = self.place_of(points)?;
        if place == 1 && points == Points::ZERO {
            return Some(Phrase::WhyLowest.text(&[]));
        }
        let args = [("place", place.into()), ("count", self.levels.len().into())];
        Some(Phrase::WhyLevel.text(&args))
    }

    /// The position, counted from 1, of the level with these points.
    fn place_of(&self, points: Points) -> Option<usize> {
        self.levels.iter().position(|level| level.points == points).map(|place| place + 1)
    }
}

/// The fault that no level has these points.
pub(super) fn no_level(found: Points, known: impl Iterator<Item = Points>) -> Fault {
    let known: Vec<String> = known.map(|points| points.to_string()).collect();
    let fault = Fault::new(FindingCode::NotALevel, "points").found_points(found);
    fault.with("known", listed(known.iter().map(String::as_str)))
}

/// The ids of levels as a list; ids that are numbers are written as each language writes numbers.
fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> Text {
    let ids: Vec<&str> = ids.collect();
    Text::of(|lang| {
        let written = ids.iter().map(|id| match id.parse::<Points>() {
            Ok(_) => lang.decimal(id),
            Err(_) => (*id).to_owned(),
        });
        written.collect::<Vec<String>>().join("; ")
    })
}

impl RuleLevel {
    fn name(&self) -> Text {
        if self.label.is_empty() { Text::same(self.id.clone()) } else { self.label.clone() }
    }
}
