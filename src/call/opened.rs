//! Reads the data of a request into a dossier.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::request::{Parts, part, part_of, texts};
use super::tables;
use crate::analysis::crosswalk_rows;
use crate::ask::{Asked, Common, Part, Rulers, needs};
use crate::assessment::{Input, Inputs, Register, RegisteredUnit};
use crate::directive::{Directive, Progress, ProgressRow, directive};
use crate::dossier::{Dossier, Earlier, Index};
use crate::error::Error;
use crate::framework::{Framework, framework};
use crate::period::Period;
use crate::remediation::{EffortRow, Efforts};
use crate::words::Phrase;

/// A function that reads a file into the inputs; it is given the name and the content of the file.
pub type ReadTable = fn(&mut Inputs, &str, &[u8]);

/// Readings of a held dossier that are kept, by their position in it and the flags with which they
/// were read.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    tables: Option<ReadTable>,
    inputs: Mutex<HashMap<String, Ruled>>,
    dossiers: Mutex<HashMap<String, Dossier>>,
}

impl Pieces {
    /// No reading yet; `tables` reads tables among the inputs, if anything does.
    pub(super) fn reading(tables: Option<ReadTable>) -> Pieces {
        Pieces { tables, ..Pieces::default() }
    }

    /// An empty store for other data, with the same reader of tables.
    pub(super) fn fresh(&self) -> Pieces {
        Pieces::reading(self.tables)
    }
}

/// How many readings of each kind are kept: flags that change how data are read rarely differ.
const MOST: usize = 32;

fn kept<V: Clone>(of: &Mutex<HashMap<String, V>>, key: &str) -> Option<V> {
    of.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

fn keep<V>(of: &Mutex<HashMap<String, V>>, key: String, value: V) {
    let mut all = of.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(key, value);
}

/// A framework as it was issued and with the policies asked for, and the input read under it.
#[derive(Clone, Debug)]
struct Ruled {
    issued: Framework,
    framework: Framework,
    input: Input,
}

/// A further index: two texts of the request, or with `IgnoredAny` only its shape.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct With<T> {
    framework: T,
    inputs: T,
}

/// Reads the data that a question uses into a dossier and leaves the rest in `given`. `held` is the
/// position of the index in a held dossier, if the data come from one, and the title of that
/// dossier.
pub(super) fn opened(
    asked: &Asked,
    given: &mut Parts<'_>,
    pieces: &Pieces,
    (held, title): (Option<&str>, Option<&str>),
) -> Result<Dossier, Error> {
    let common = asked.common();
    let read = (common.period(), &common.prefer, &common.unit_of, &common.policy);
    let sheets =
        |units| Sheets { common, units, pieces, held: held.map(|at| format!("{at} {read:?}")) };
    let taken: Vec<&str> =
        given.keys().map(String::as_str).filter(|key| takes(asked, key)).collect();
    // Earlier inputs are those of an earlier period, or for some questions of the same period.
    let same = asked.takes(Part::Before);
    let whole = held.map(|at| format!("{at} {read:?} {taken:?} {same}"));
    if let Some(dossier) = whole.as_deref().and_then(|key| kept(&pieces.dossiers, key)) {
        given.retain(|key, _| !takes(asked, key));
        return Ok(dossier);
    }
    let mut dossier = filled(asked, given, &sheets)?;
    if let Some(title) = title {
        dossier = dossier.titled(title);
    }
    if let Some(key) = whole {
        keep(&pieces.dossiers, key, dossier.clone());
    }
    Ok(dossier)
}

fn takes(asked: &Asked, key: &str) -> bool {
    asked.entry().has(part_of(key))
}

fn filled<'a>(
    asked: &'a Asked,
    given: &mut Parts<'_>,
    sheets: &dyn Fn(Option<Vec<RegisteredUnit>>) -> Sheets<'a>,
) -> Result<Dossier, Error> {
    let entry = asked.entry();
    let mut take = |key: &str| if takes(asked, key) { given.remove(key) } else { None };
    let mut dossier = Dossier::default();
    if let Some(raw) = take("table") {
        let (rows, findings) = tables::printed(&tables::rows("table", &raw)?);
        dossier = dossier.with_table(rows, findings);
    }
    if let Some(raw) = take("directive") {
        let letter = if raw.get().starts_with('"') {
            directive(&part::<String>("directive", &raw)?)?
        } else {
            Directive::from_json(raw.get())?
        };
        if let Some(raw) = take("progress") {
            let rows: Vec<ProgressRow> = part("progress", &raw)?;
            let (progress, findings) = Progress::new(&letter, &rows);
            dossier = dossier.with_progress(progress, findings);
        }
        dossier = dossier.with_directive(letter);
    }
    let units = take("units").map(|raw| part("units", &raw)).transpose()?;
    let Some(raw) = take("framework") else {
        let alone = entry.has(Part::Directive) && !entry.has(Part::Letter);
        let needed = entry.has(Part::Framework) && !alone;
        let needed = needed || units.is_some() || given.contains_key("inputs");
        if needed {
            return Err(Error::usage(Phrase::UsageNoFramework, &[]));
        }
        return Ok(dossier);
    };
    let rulers = rulers("framework", &raw)?;
    let period = asked.common().period();
    if entry.has(Part::Ballots) {
        let view = asked.survey_view().unwrap_or_default();
        let framework = asked.common().framework(single(&rulers)?)?;
        let counted = tables::counted(&framework, given, period, (units, &view))?;
        return Ok(dossier.with_ballots(counted));
    }
    let sheets = sheets(units);
    let inputs = take("inputs");
    if entry.has(Part::Directive)
        && !entry.has(Part::Letter)
        && inputs.is_none()
        && sheets.units.is_none()
    {
        return Err(needs(entry.name, "inputs"));
    }
    let Ruled { issued, framework, input } =
        sheets.read("inputs", inputs.as_deref(), &rulers, period)?;
    for key in ["efforts", "measures"] {
        if let Some(raw) = take(key) {
            let rows: Vec<EffortRow> = part(key, &raw)?;
            dossier = dossier.with_efforts(Efforts::of(&framework, &rows).0);
        }
    }
    let mut index = Index::new(&framework, input);
    let previous = take("previous");
    let ruler = take("previous_framework");
    let ruler = ruler.map(|raw| self::rulers("previous_framework", &raw)).transpose()?;
    let map = take("crosswalk");
    if previous.is_some() || (ruler.is_some() && !entry.has(Part::Inputs)) {
        let old = ruler.unwrap_or_else(|| rulers.clone());
        let mut before = period;
        let same = asked.takes(Part::Before);
        if !same {
            before = Earlier::period(&index.input, period);
        }
        let key = if entry.has(Part::Before) { "before" } else { "previous" };
        let old = sheets.read_as(("previous", key), previous.as_deref(), &old, before)?;
        let mut earlier = Earlier::new(&old.framework, old.input);
        if let Some(raw) = map {
            earlier = earlier.with_crosswalk(if raw.get().starts_with('"') {
                crosswalk_rows(&part::<String>("crosswalk", &raw)?, &old.issued, &issued)?
            } else {
                part("crosswalk", &raw)?
            });
        }
        index = index.against(earlier);
    }
    dossier = dossier.with(index);
    let further = take("with");
    let further = further.as_deref().map(|raw| texts::<_, Vec<With<IgnoredAny>>>("with", raw));
    let further: Vec<With<&RawValue>> = further.transpose()?.unwrap_or_default();
    for (n, with) in further.iter().enumerate() {
        let rulers = self::rulers("framework", with.framework)?;
        let key = format!("with[{n}].inputs");
        let Ruled { framework, input, .. } =
            sheets.read(&key, Some(with.inputs), &rulers, period)?;
        dossier = dossier.with(Index::new(&framework, input));
    }
    if entry.has(Part::With)
        && let Some(units) = sheets.units
    {
        dossier = dossier.with_register(&Register::new(units).0);
    }
    Ok(dossier)
}

/// Everything needed to read assessment objects.
struct Sheets<'a> {
    common: &'a Common,
    units: Option<Vec<RegisteredUnit>>,
    pieces: &'a Pieces,
    /// The position in a held dossier and the flags used for reading; together they are the key
    /// under which the reading is kept.
    held: Option<String>,
}

impl Sheets<'_> {
    fn read(
        &self,
        key: &str,
        documents: Option<&RawValue>,
        rulers: &Rulers,
        period: Option<Period>,
    ) -> Result<Ruled, Error> {
        self.read_as((key, key), documents, rulers, period)
    }

    /// Like `read`, but the reading is kept under another name than the key.
    fn read_as(
        &self,
        (key, name): (&str, &str),
        documents: Option<&RawValue>,
        rulers: &Rulers,
        period: Option<Period>,
    ) -> Result<Ruled, Error> {
        let place = self.held.as_ref().map(|at| format!("{at} {name} {}", self.units.is_some()));
        if let Some(ruled) = place.as_deref().and_then(|key| kept(&self.pieces.inputs, key)) {
            return Ok(ruled);
        }
        let asked = rulers.frameworks().iter().map(|issued| self.common.framework(issued));
        let asked = Rulers::new(asked.collect::<Result<_, Error>>()?);
        let (register, found) = self.units.clone().map(Register::new).unzip();
        let readings = asked.frameworks().iter().map(|framework| {
            let mut inputs = asked.inputs(framework, register.clone(), self.common, period);
            inputs.register_findings(found.clone().unwrap_or_default(), "units");
            if let Some(documents) = documents {
                fill(&mut inputs, key, documents, self.pieces.tables)?;
            }
            Ok(inputs)
        });
        let readings = readings.collect::<Result<Vec<Inputs>, Error>>()?;
        let (issued, input) = rulers.settle(readings, period)?;
        let framework = self.common.framework(issued)?;
        let ruled = Ruled { issued: issued.clone(), framework, input };
        if let Some(place) = place {
            keep(&self.pieces.inputs, place, ruled.clone());
        }
        Ok(ruled)
    }
}

/// Reads a list of assessment objects and tables into the inputs.
pub(super) fn fill(
    inputs: &mut Inputs,
    key: &str,
    list: &RawValue,
    reads: Option<ReadTable>,
) -> Result<(), Error> {
    let name = |n: usize| format!("{key}[{n}]");
    // The list is read at once up to the first element that is not a well-formed assessment; the
    // remaining elements are examined one by one.
    let Err(first) = inputs.read_list(list.get(), &name) else { return Ok(()) };
    let key = key.split('[').next().unwrap_or(key);
    let all: Vec<&RawValue> = texts::<_, Vec<IgnoredAny>>(key, list)?;
    for (n, document) in all.into_iter().enumerate().skip(first) {
        match reads.zip(tables::file(document)) {
            Some((read, (named, bytes))) => {
                read(inputs, &named.unwrap_or_else(|| name(n)), &bytes);
            }
            None => inputs.read(name(n), document.get()),
        }
    }
    Ok(())
}

/// The frameworks that are named: one, or several, each for the periods in which it is in force.
fn rulers(key: &str, given: &RawValue) -> Result<Rulers, Error> {
    if !given.get().starts_with('[') {
        return Ok(Rulers::new(vec![ruler_of(key, given)?]));
    }
    let all: Vec<Box<RawValue>> = part(key, given)?;
    if all.is_empty() {
        return Err(Error::usage(Phrase::UsageNoFramework, &[]));
    }
    let all = all.iter().map(|one| ruler_of(key, one));
    Ok(Rulers::new(all.collect::<Result<_, Error>>()?))
}

/// The only framework, for questions that need exactly one.
fn single(rulers: &Rulers) -> Result<&Framework, Error> {
    if let [only] = rulers.frameworks() {
        Ok(only)
    } else {
        let why = crate::words::Text::new("cần đúng một bộ tiêu chí", "exactly one is needed");
        Err(Error::usage(Phrase::UsagePart, &[("key", "framework".into()), ("why", why.into())]))
    }
}

/// A framework, given as the id of an embedded one or as an object.
pub(super) fn ruler_of(key: &str, given: &RawValue) -> Result<Framework, Error> {
    if given.get().starts_with('"') {
        framework(&part::<String>(key, given)?)
    } else {
        Framework::from_json(given.get())
    }
}
