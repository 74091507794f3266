//! An assessment as it is stored: its framework and everything known of it, each value with its
//! origin.
//!
//! A document of the file format holds what a unit reports. The stored form holds what was made of
//! it, so that an assessment read back can still explain each value down to its cell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::check::Check;
use super::origin::{Source, StoredOrigin, StoredSources};
use super::spec::StageSpec;
use super::{Assessment, Body, Cell, Entry, Explanation, Extra, Remarks, Stage, Unit, Value};
use crate::day::Day;
use crate::finding::Place;
use crate::framework::rule::FactsSpec;
use crate::framework::{Framework, LeafIx, Node, Provenance};
use crate::period::Period;
use crate::quantity::Points;

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Assessment"))]
#[allow(clippy::struct_excessive_bools, reason = "each says another thing of the sheet")]
pub(crate) struct Stored {
    framework: Framework,
    unit: Unit,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    above: Option<Unit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_of: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provenance: Option<Provenance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    survey_held: Option<bool>,
    #[serde(default, skip_serializing_if = "is_false")]
    survey_set_aside: bool,
    /// The values of each leaf by its code. A leaf without any is left out.
    leaves: BTreeMap<String, StoredCell>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bonus: Option<StoredExtra>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deduction: Option<StoredExtra>,
    #[serde(default, skip_serializing_if = "is_false")]
    in_error: bool,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    wrong: BTreeSet<usize>,
    #[serde(default, skip_serializing_if = "is_false")]
    contradicts: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    settled: bool,
    /// Whether the leaves were ever filled, even with empty cells.
    #[serde(default, skip_serializing_if = "is_false")]
    filled: bool,
    /// The files and sheets that stored origins refer to by position.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source>,
    /// The positions, in `sources`, of the sources that the unit was found in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    met_in: Vec<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<StoredOrigin>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row: Option<StoredOrigin>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct StoredExtra {
    points: Points,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<StoredOrigin>,
}

/// The stored values of one leaf.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum StoredCell {
    /// Points of a wide table, at the stage that counts for this leaf.
    Plain(Points),
    /// The entry that the unit itself reported.
    Own(Box<StoredEntry>),
    /// The entry taken from the unit above.
    Taken(Box<StoredEntry>),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct StoredEntry {
    #[serde(default, rename = "self", skip_serializing_if = "Option::is_none")]
    self_score: Option<StoredStage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    appraised: Option<StoredStage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    appraised_again: Option<StoredStage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    survey: Option<StoredStage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    explanation: Option<Explanation>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct StoredStage {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<StoredValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    remarks: Option<Box<Remarks>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<StoredOrigin>,
}

/// Of facts only the facts are stored: the points follow from the rule.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum StoredValue {
    Points(Points),
    Facts(Box<FactsSpec>),
    NotApplicable(String),
}

impl Serialize for Assessment {
    /// Writes everything known of the assessment, with its framework; [`Assessment::to_spec`] gives
    /// the plain document.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stored::of(&self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Assessment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Assessment, D::Error> {
        let body = Stored::deserialize(deserializer)?.body().map_err(de::Error::custom)?;
        Ok(Assessment(Arc::new(body)))
    }
}

impl Stored {
    fn of(body: &Body) -> Stored {
        let mut sources = StoredSources::default();
        let extra = |extra: &Option<Box<Extra>>, sources: &mut StoredSources| {
            extra.as_ref().map(|extra| StoredExtra {
                points: extra.points,
                origin: sources.origin(extra.origin.as_ref()),
            })
        };
        let leaves = body.framework.leaves().zip(&body.cells);
        let leaves = leaves.filter_map(|(node, cell)| {
            let cell = match cell {
                Cell::Empty => return None,
                Cell::Plain(points) => StoredCell::Plain(*points),
                Cell::Full(entry) => StoredCell::Own(Box::new(stored_entry(entry, &mut sources))),
                Cell::Taken(entry) => {
                    StoredCell::Taken(Box::new(stored_entry(entry, &mut sources)))
                }
            };
            Some((node.code().to_string(), cell))
        });
        let leaves = leaves.collect();
        Stored {
            framework: body.framework.clone(),
            unit: Unit::clone(&body.unit),
            above: body.above.as_deref().cloned(),
            period: body.period,
            as_of: body.as_of,
            channel: body.channel.clone(),
            provenance: body.provenance,
            survey_held: body.survey_held,
            survey_set_aside: body.survey_set_aside,
            leaves,
            bonus: extra(&body.bonus, &mut sources),
            deduction: extra(&body.deduction, &mut sources),
            in_error: body.in_error,
            wrong: body.wrong.clone(),
            contradicts: body.contradicts,
            unreadable: body.unreadable.clone(),
            settled: body.settled,
            filled: !body.cells.is_empty(),
            met_in: body.sources.iter().map(|source| sources.place(source)).collect(),
            origin: sources.origin(body.origin.as_ref()),
            row: sources.origin(body.row.as_ref()),
            sources: sources.into_list(),
        }
    }

    fn body(self) -> Result<Body, String> {
        let framework = self.framework;
        let sources: Vec<Arc<Source>> = self.sources.into_iter().map(Arc::new).collect();
        let origin = |stored: Option<StoredOrigin>| match stored {
            Some(stored) => stored.origin(&sources).map(Some),
            None => Ok(None),
        };
        let extra = |stored: Option<StoredExtra>| match stored {
            Some(StoredExtra { points, .. }) if points.is_negative() => {
                Err("bonus or deduction below 0".to_owned())
            }
            Some(StoredExtra { points, origin: at }) => {
                origin(at).map(|origin| Some(Box::new(Extra { points, origin })))
            }
            None => Ok(None),
        };
        let mut cells = Vec::new();
        if self.filled {
            cells.resize_with(framework.leaf_count(), Cell::default);
        }
        for (code, stored) in self.leaves {
            let node = framework.node(&code).filter(|node| node.leaf().is_some());
            let node = node.ok_or_else(|| format!("{code} is no leaf of {}", framework.id()))?;
            let cell = match stored {
                StoredCell::Plain(points) => {
                    value(StoredValue::Points(points), &framework, node)?;
                    Cell::Plain(points)
                }
                StoredCell::Own(stored) => {
                    Cell::Full(Box::new(entry(*stored, &framework, node, &sources)?))
                }
                StoredCell::Taken(stored) => {
                    Cell::Taken(Box::new(entry(*stored, &framework, node, &sources)?))
                }
            };
            let leaf = LeafIx(node.leaf_range().start);
            *cells.get_mut(leaf.0).ok_or_else(|| format!("{code} without leaves"))? = cell;
        }
        let met_in = self.met_in.iter().map(|place| sources.get(*place).cloned());
        Ok(Body {
            origin: origin(self.origin)?,
            sources: met_in.collect::<Option<Vec<_>>>().ok_or("a source that is not listed")?,
            period: self.period,
            as_of: self.as_of,
            channel: self.channel,
            unit: Arc::new(self.unit),
            above: self.above.map(Arc::new),
            provenance: self.provenance,
            survey_held: self.survey_held,
            survey_set_aside: self.survey_set_aside,
            cells,
            row: origin(self.row)?,
            bonus: extra(self.bonus)?,
            deduction: extra(self.deduction)?,
            in_error: self.in_error,
            wrong: self.wrong,
            contradicts: self.contradicts,
            unreadable: self.unreadable,
            settled: self.settled,
            framework,
        })
    }
}

fn stored_entry(entry: &Entry, sources: &mut StoredSources) -> StoredEntry {
    let mut stage = |stage: &Option<Stage>| {
        stage.as_ref().map(|stage| StoredStage {
            value: stage.value.as_ref().map(|value| match value {
                Value::Points(points) => StoredValue::Points(*points),
                Value::Facts(declared) => {
                    StoredValue::Facts(Box::new(FactsSpec::from(&declared.facts)))
                }
                Value::NotApplicable(reason) => StoredValue::NotApplicable(reason.clone()),
            }),
            remarks: stage.remarks.clone(),
            origin: sources.origin(stage.origin.as_ref()),
        })
    };
    StoredEntry {
        self_score: stage(&entry.self_score),
        appraised: stage(&entry.appraised),
        appraised_again: stage(&entry.appraised_again),
        survey: stage(&entry.survey),
        explanation: entry.explanation.clone(),
    }
}

fn entry(
    stored: StoredEntry,
    framework: &Framework,
    node: &Node,
    sources: &[Arc<Source>],
) -> Result<Entry, String> {
    let stage = |stored: Option<StoredStage>| -> Result<Option<Stage>, String> {
        let Some(StoredStage { value: stored, remarks, origin }) = stored else { return Ok(None) };
        let value = match stored {
            Some(stored) => Some(value(stored, framework, node)?),
            None => None,
        };
        let origin = origin.map(|origin| origin.origin(sources)).transpose()?;
        Ok(Some(Stage { value, remarks, origin }))
    };
    let typed = [&stored.self_score, &stored.appraised, &stored.appraised_again];
    let has = |stage: &Option<StoredStage>| stage.as_ref().is_some_and(|one| one.value.is_some());
    if if node.is_survey() { typed.into_iter().any(has) } else { has(&stored.survey) } {
        return Err(format!("a value at a stage that {} does not have", node.code()));
    }
    Ok(Entry {
        self_score: stage(stored.self_score)?,
        appraised: stage(stored.appraised)?,
        appraised_again: stage(stored.appraised_again)?,
        survey: stage(stored.survey)?,
        explanation: stored.explanation,
    })
}

fn value(stored: StoredValue, framework: &Framework, node: &Node) -> Result<Value, String> {
    match stored {
        StoredValue::Points(points) => {
            let spec = StageSpec { points: Some(points.into()), ..StageSpec::default() };
            checked(&spec, framework, node)
        }
        StoredValue::NotApplicable(reason) => Ok(Value::NotApplicable(reason)),
        StoredValue::Facts(facts) => {
            let spec = StageSpec { facts: Some(*facts), ..StageSpec::default() };
            checked(&spec, framework, node)
        }
    }
}

/// The value, if the rule of its leaf admits it.
fn checked(spec: &StageSpec, framework: &Framework, node: &Node) -> Result<Value, String> {
    let value = node
        .leaf()
        .and_then(|leaf| Check::new(framework).value(spec, node, leaf, &Place::default()));
    value.ok_or_else(|| format!("a value that the rule of {} does not admit", node.code()))
}
