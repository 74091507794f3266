//! The door for other languages: a JSON request about a directive.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::super::{Unique, error_json, part, plain, ruler_of};
use super::{DirectiveAsked, DirectiveCall, DirectiveReply, needs};
use crate::assessment::{Register, RegisteredUnit};
use crate::directive::{Directive, Progress, ProgressRow, directive};
use crate::error::Error;
use crate::json::{self, cut};
use crate::remediation::{EffortRow, Efforts};
use crate::words::Phrase;

/// The answer to a request about a directive; `None` for every other call.
pub(in crate::call) fn answer(request: &str) -> Option<(String, u8)> {
    let Unique(parts) = json::document(request).ok()?;
    let call: String = serde_json::from_str(parts.get("call")?.get()).ok()?;
    let call: DirectiveCall = serde_json::from_value(call.into()).ok()?;
    Some(match reply(call, parts) {
        Ok(reply) => (reply.to_json(), reply.exit_code()),
        Err(error) => (error_json(&error), if error.is_refused() { 1 } else { 2 }),
    })
}

/// The flags about inputs that a paper, and a check beside data, takes.
const INPUTS: [&str; 9] =
    ["basis", "unit", "by_group", "no_survey", "prefer", "strict", "year", "channel", "policy"];

/// Whether every key belongs to the call; what a paper takes of its inputs is told apart later.
fn belong(call: DirectiveCall, parts: &BTreeMap<String, Box<RawValue>>) -> Result<(), Error> {
    let foreign = |key: &&String| match call {
        // Without a framework a letter is checked by itself.
        DirectiveCall::Check if !parts.contains_key("framework") => {
            !["directive", "days"].contains(&key.as_str())
        }
        DirectiveCall::Check => {
            ["on", "within", "paper", "lead", "progress", "measures"].contains(&key.as_str())
        }
        DirectiveCall::Status => {
            !["directive", "on", "within", "lead", "progress"].contains(&key.as_str())
        }
        DirectiveCall::Papers => ["days", "below"].contains(&key.as_str()),
    };
    match parts.keys().find(foreign) {
        Some(key) => Err(takes_no(call, key)),
        None => Ok(()),
    }
}

fn takes_no(call: DirectiveCall, key: &str) -> Error {
    let args = [("call", call.as_str().into()), ("key", cut(key).into())];
    Error::usage(Phrase::UsageTakesNo, &args)
}

fn reply(
    call: DirectiveCall,
    parts: BTreeMap<String, Box<RawValue>>,
) -> Result<DirectiveReply, Error> {
    let mut parts: BTreeMap<String, Box<RawValue>> =
        parts.into_iter().map(|(key, value)| (key.replace('-', "_"), value)).collect();
    parts.remove("call");
    belong(call, &parts)?;
    let mut take = |key: &str| parts.remove(key);
    let given = take("directive");
    let given = given.ok_or_else(|| Error::usage(Phrase::UsageNoDirective, &[]))?;
    let letter = if given.get().starts_with('"') {
        directive(&part::<String>("directive", &given)?)?
    } else {
        Directive::from_json(given.get())?
    };
    let progress: Option<Vec<ProgressRow>> =
        take("progress").map(|raw| part("progress", &raw)).transpose()?;
    let progress = Progress::new(&letter, &progress.unwrap_or_default());
    let measures: Option<Vec<EffortRow>> =
        take("measures").map(|raw| part("measures", &raw)).transpose()?;
    let ruler = take("framework");
    let inputs: Option<Vec<Box<RawValue>>> =
        take("inputs").map(|raw| part("inputs", &raw)).transpose()?;
    let units: Option<Vec<RegisteredUnit>> =
        take("units").map(|raw| part("units", &raw)).transpose()?;
    let own: BTreeMap<String, Box<RawValue>> = ["days", "below", "on", "within", "paper", "lead"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), take(key)?)))
        .collect();
    let flags =
        |flags: &BTreeMap<String, Box<RawValue>>| serde_json::to_string(flags).unwrap_or_default();
    let wrong = |error: serde_json::Error| {
        Error::usage(Phrase::UsageFlags, &[("why", plain(&error).into())])
    };
    let mut asked: DirectiveAsked = serde_json::from_str(&flags(&own)).map_err(wrong)?;
    // What no call knows is told by its name; what others know belongs to them.
    asked.inputs = serde_json::from_str(&flags(&parts)).map_err(wrong)?;
    if let Some(key) = parts.keys().find(|key| !INPUTS.contains(&key.as_str())) {
        return Err(takes_no(call, key));
    }
    if call == DirectiveCall::Status {
        return DirectiveReply::status(&letter, &progress, &asked);
    }
    if call == DirectiveCall::Check && ruler.is_none() {
        return Ok(DirectiveReply::check(&letter, &asked));
    }
    let ruler = ruler.ok_or_else(|| Error::usage(Phrase::UsageNoFramework, &[]))?;
    let framework = asked.inputs.framework(&ruler_of("framework", &ruler)?)?;
    if call == DirectiveCall::Check && inputs.is_none() && units.is_none() {
        return Err(needs(call.as_str(), "inputs"));
    }
    let (register, found) = units.map(Register::new).unzip();
    let mut read = asked.inputs.inputs(&framework, register);
    read.register_findings(found.unwrap_or_default(), "units");
    for (n, document) in inputs.unwrap_or_default().iter().enumerate() {
        read.read(format!("inputs[{n}]"), document.get());
    }
    let input = read.finish();
    if call == DirectiveCall::Check {
        return DirectiveReply::check_against(&letter, &framework, input, &asked);
    }
    let measures = Efforts::of(&framework, &measures.unwrap_or_default()).0;
    DirectiveReply::papers(&letter, &framework, input, &progress, &measures, &asked)
}
