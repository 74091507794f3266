//! One door for every language: a JSON request in, a JSON result out; pure and total.
//!
//! The command asks the same questions of the same [`Dossier`], so both give the same bytes.

mod tables;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::analysis::crosswalk_rows;
use crate::ask::{Asked, Entry, Part, unknown_question};
use crate::assessment::{Input, Inputs, Register, RegisteredUnit};
use crate::directive::{Directive, Progress, ProgressRow, directive};
use crate::dossier::{Dossier, Earlier, Index};
use crate::error::Error;
use crate::framework::{Framework, framework};
use crate::json::{self, cut};
use crate::period::Period;
use crate::remediation::{EffortRow, Efforts};
use crate::reply::{Printed, Reply};
use crate::words::Phrase;

/// Answers a request: one JSON object in, one out.
///
/// Keys: `call` (a question such as `rank`), the flags of the question (`by_group`; `by-group` is
/// accepted), and what it is asked of: `framework` (an embedded id or a framework object), `inputs`
/// (assessment objects), optionally `units` (rows of the register), for `verify` `printed`, for
/// `together` `with` (an array of `framework` and `inputs` each), for `compare`, `diff`, `table`, `lost` by
/// year and `weak` `previous` (assessments before), `previous_framework` and `crosswalk` (its rows, or the id of
/// an embedded one), for `plan` and `what-if` `efforts` (rows of the table). The answer is the result
/// object; where there is none, an object of kind `error` with `message` and `findings`.
///
/// `directive-check`, `directive-status` and `directive-papers` take a `directive` (an embedded id or
/// the object), `progress` and `measures` (rows).
///
/// Tables come as arrays of objects, a row each, with the column names as keys: `audit` takes `table`;
/// `survey` a `framework`, `questions`, `ballots` and, where wanted, `asked` and `units`; `crosswalk` the
/// two frameworks as `framework` and `previous_framework`.
///
/// # Example
/// ```
/// use par_index::{call, sample};
///
/// let inputs = sample("communes-2023")?;
/// let request = format!(r#"{{"call": "rank", "framework": "hon-quan-2023", "inputs": {inputs}}}"#);
/// let reply: serde_json::Value = serde_json::from_str(&call(&request)).unwrap();
/// assert_eq!(reply["rows"][0]["unit"], "sample-commune-09");
///
/// let reply = call(r#"{"call": "rnak"}"#);
/// assert!(reply.contains(r#""kind":"error""#));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn call(request: &str) -> String {
    answer(request).0
}

/// The same with the exit code of the command: 1 for data with errors, 2 for a wrong call.
///
/// ```
/// let (_, code) = par_index::answer(r#"{"call": "rank", "framework": "no-such"}"#);
/// assert_eq!(code, 2);
/// ```
pub fn answer(request: &str) -> (String, u8) {
    answer_with(request, None)
}

/// Reads a file into inputs: its name, then what it holds.
pub type ReadTable<'r> = &'r dyn Fn(&mut Inputs, &str, &[u8]);

/// The same where elements of `inputs` (and `previous`) may be tables, `{"csv": TEXT}` or `{"xlsx": BASE64}`
/// with a `name` where wanted: whoever knows how tables are written reads them.
pub fn answer_with(request: &str, tables: Option<ReadTable<'_>>) -> (String, u8) {
    match reply(request, tables) {
        Ok(reply) => (reply.to_json(), reply.exit_code()),
        Err(error) => (error.to_json(), if error.is_refused() { 1 } else { 2 }),
    }
}

/// What a request holds by its keys; numbers keep their text.
type Parts = BTreeMap<String, Box<RawValue>>;

fn reply(request: &str, tables: Option<ReadTable<'_>>) -> Result<Reply, Error> {
    let refused = |findings| Error::refused("the request", findings);
    let Unique(parts) = json::document(request).map_err(refused)?;
    let mut parts: Parts =
        parts.into_iter().map(|(key, value)| (key.replace('-', "_"), value)).collect();
    let call = parts.remove("call").ok_or_else(|| Error::usage(Phrase::UsageNoCall, &[]))?;
    let name: String = part("call", &call)?;
    if name == "verify" {
        let printed = parts.remove("printed");
        let printed = printed.ok_or_else(|| Error::usage(Phrase::UsageNoPrinted, &[]))?;
        let printed = Printed::read(&part::<String>("printed", &printed)?)?;
        let (mut given, flags) = told_apart(parts);
        if let Some(key) = flags.keys().next() {
            return Err(takes_no(&name, key));
        }
        return printed.verify(&opened(printed.asked(), &mut given, tables)?);
    }
    let entry = crate::ask::question(&name).ok_or_else(|| unknown_question(&name))?;
    let (mut given, flags) = told_apart(parts);
    let asked = Asked::read(&name, flags)?;
    let dossier = opened(&asked, &mut given, tables)?;
    if let Some(key) = given.keys().next() {
        return Err(foreign(entry, key));
    }
    dossier.ask(&asked)
}

/// The keys that hold data, with the part of a dossier that they fill.
const DATA: [(&str, Part); 15] = [
    ("framework", Part::Framework),
    ("inputs", Part::Inputs),
    ("units", Part::Units),
    ("previous", Part::Previous),
    ("previous_framework", Part::Previous),
    ("crosswalk", Part::Previous),
    ("efforts", Part::Efforts),
    ("measures", Part::Measures),
    ("with", Part::With),
    ("table", Part::Table),
    ("questions", Part::Ballots),
    ("ballots", Part::Ballots),
    ("asked", Part::Ballots),
    ("directive", Part::Directive),
    ("progress", Part::Progress),
];

/// Data and flags of a request.
fn told_apart(parts: Parts) -> (Parts, Parts) {
    parts.into_iter().partition(|(key, _)| DATA.iter().any(|(known, _)| known == key))
}

fn takes_no(name: &str, key: &str) -> Error {
    Error::usage(Phrase::UsageTakesNo, &[("call", name.into()), ("key", cut(key).into())])
}

/// That data belong to other questions.
fn foreign(entry: &Entry, key: &str) -> Error {
    let part = DATA.iter().find(|(known, _)| *known == key).map(|(_, part)| *part);
    let takes = |entry: &&Entry| part.is_some_and(|part| entry.has(part));
    let calls: Vec<&str> =
        crate::ask::QUESTIONS.iter().filter(takes).map(|entry| entry.name).collect();
    let args =
        [("call", entry.name.into()), ("key", cut(key).into()), ("calls", calls.join(", ").into())];
    Error::usage(Phrase::UsageForeign, &args)
}

/// A further index.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct With {
    framework: Box<RawValue>,
    inputs: Vec<Box<RawValue>>,
}

/// Reads what a question takes of the data given; what it does not take stays where it is.
fn opened(
    asked: &Asked,
    given: &mut Parts,
    tables: Option<ReadTable<'_>>,
) -> Result<Dossier, Error> {
    let entry = asked.entry();
    let mut take = |key: &str| {
        let part = DATA.iter().find(|(known, _)| *known == key).map(|(_, part)| *part);
        part.filter(|part| entry.has(*part)).and_then(|_| given.remove(key))
    };
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
        let needed = entry.has(Part::Framework) && !entry.has(Part::Directive);
        let needed = needed || units.is_some() || given.contains_key("inputs");
        if needed {
            return Err(Error::usage(Phrase::UsageNoFramework, &[]));
        }
        return Ok(dossier);
    };
    let issued = ruler_of("framework", &raw)?;
    let framework = asked.common.framework(&issued)?;
    if entry.has(Part::Ballots) {
        let view = asked.survey_view().unwrap_or_default();
        let counted = tables::counted(&framework, given, asked.common.period(), (units, &view))?;
        return Ok(dossier.with_ballots(counted));
    }
    let sheets = Sheets { asked, units, tables };
    let inputs = take("inputs").map(|raw| part::<Vec<_>>("inputs", &raw)).transpose()?;
    if entry.has(Part::Directive) && inputs.is_none() && sheets.units.is_none() {
        let args = [("call", entry.name.into()), ("key", "inputs".into())];
        return Err(Error::usage(Phrase::UsageNeeds, &args));
    }
    let input =
        sheets.read("inputs", &inputs.unwrap_or_default(), &framework, asked.common.period());
    for key in ["efforts", "measures"] {
        if let Some(raw) = take(key) {
            let rows: Vec<EffortRow> = part(key, &raw)?;
            dossier = dossier.with_efforts(Efforts::of(&framework, &rows).0);
        }
    }
    let mut index = Index::new(&framework, input);
    let previous = take("previous").map(|raw| part::<Vec<_>>("previous", &raw)).transpose()?;
    let ruler = take("previous_framework");
    let ruler = ruler.map(|raw| ruler_of("previous_framework", &raw)).transpose()?;
    let map = take("crosswalk");
    if previous.is_some() || (ruler.is_some() && !entry.has(Part::Inputs)) {
        let old = ruler.unwrap_or_else(|| issued.clone());
        let mut period = asked.common.period();
        if !entry.has(Part::Before) {
            period = Earlier::period(&index.input, period);
        }
        let before = asked.common.framework(&old)?;
        let input = sheets.read("previous", &previous.unwrap_or_default(), &before, period);
        let mut earlier = Earlier::new(&before, input);
        if let Some(raw) = map {
            earlier = earlier.with_crosswalk(if raw.get().starts_with('"') {
                crosswalk_rows(&part::<String>("crosswalk", &raw)?, &old, &issued)?
            } else {
                part("crosswalk", &raw)?
            });
        }
        index = index.against(earlier);
    }
    dossier = dossier.with(index);
    let with: Vec<With> =
        take("with").map(|raw| part("with", &raw)).transpose()?.unwrap_or_default();
    for (n, with) in with.iter().enumerate() {
        let ruler = asked.common.framework(&ruler_of("framework", &with.framework)?)?;
        let key = format!("with[{n}].inputs");
        let input = sheets.read(&key, &with.inputs, &ruler, asked.common.period());
        dossier = dossier.with(Index::new(&ruler, input));
    }
    if entry.has(Part::With)
        && let Some(units) = sheets.units
    {
        dossier = dossier.with_register(&Register::new(units).0);
    }
    Ok(dossier)
}

/// How assessment objects are read.
struct Sheets<'a> {
    asked: &'a Asked,
    units: Option<Vec<RegisteredUnit>>,
    tables: Option<ReadTable<'a>>,
}

impl Sheets<'_> {
    fn read(
        &self,
        key: &str,
        documents: &[Box<RawValue>],
        framework: &Framework,
        period: Option<Period>,
    ) -> Input {
        let (register, found) = self.units.clone().map(Register::new).unzip();
        let mut inputs = self.asked.common.inputs_of(framework, register, period);
        inputs.register_findings(found.unwrap_or_default(), "units");
        for (n, document) in documents.iter().enumerate() {
            let place = format!("{key}[{n}]");
            let table = self.tables.and_then(|read| Some((read, tables::file(document)?)));
            match table {
                Some((read, (name, bytes))) => {
                    read(&mut inputs, name.as_ref().unwrap_or(&place), &bytes);
                }
                None => inputs.read(place, document.get()),
            }
        }
        inputs.finish()
    }
}

/// An embedded framework by its id, or one as an object.
fn ruler_of(key: &str, given: &RawValue) -> Result<Framework, Error> {
    if given.get().starts_with('"') {
        framework(&part::<String>(key, given)?)
    } else {
        Framework::from_json(given.get())
    }
}

/// The keys of an object; one that stands twice is an error, not a choice.
#[derive(Deserialize)]
struct Unique(#[serde(deserialize_with = "unique")] Parts);

fn unique<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Parts, D::Error> {
    json::unique(deserializer).map(Option::unwrap_or_default)
}

fn part<T: serde::de::DeserializeOwned>(key: &str, raw: &RawValue) -> Result<T, Error> {
    serde_json::from_str(raw.get()).map_err(|error| {
        let args = [("key", key.into()), ("why", json::plain(&error).into())];
        Error::usage(Phrase::UsagePart, &args)
    })
}
