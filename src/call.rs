//! One door for every language: a JSON request in, a JSON result out; pure and total.
//!
//! The command goes through the same [`Reply`], so both give the same bytes.

mod answer;
mod asked;
mod beside;
mod compute;
mod directed;
mod earlier;
mod envelope;
mod listings;
mod options;
mod printed;
mod reply;
mod rulers;
mod seal;
mod survey;
mod tabled;
mod verify;

pub use answer::{Marked, Row};
pub use beside::Beside;
use beside::Company;
pub use directed::{DirectiveAsked, DirectiveCall, DirectiveReply};
pub use earlier::Earlier;
#[cfg(feature = "schema")]
pub(crate) use envelope::{PolicyRow, Ruler};
pub use options::{Call, Options, Prefer};
pub use printed::Printed;
pub use reply::Reply;
pub use rulers::Rulers;
#[cfg(feature = "schema")]
pub(crate) use survey::SurveyObject;
pub use survey::{survey_json, survey_seal_line};
#[cfg(feature = "schema")]
pub(crate) use tabled::{CrosswalkAsked, CrosswalkSummary, NothingAsked};
pub use tabled::{TableCall, TableReply};

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::analysis::{CrosswalkRow, crosswalk_rows};
use crate::assessment::{Input, Register, RegisteredUnit};
use crate::error::Error;
use crate::framework::{Framework, framework};
use crate::json;
use crate::remediation::{EffortRow, Efforts};
use crate::words::{Lang, Phrase};

/// Answers a request: one JSON object in, one out.
///
/// Keys: `call` (a subcommand such as `rank`), `framework` (an embedded id or a framework object),
/// `inputs` (assessment objects), optionally `units` (rows of the register), for `verify` `printed`,
/// for `together` `with` (an array of `framework` and `inputs` each), for `compare`, `diff`, `table` and `weak` `previous` (assessments before),
/// `previous_framework` and `crosswalk` (its rows, or the id of an embedded one), for `plan` and `what-if` `efforts` (rows of the table), and the flags
/// of the command as keys (`by_group`; `by-group` is accepted). The answer is the result
/// object; where there is none, an object of kind `error` with `message` and `findings`.
///
/// `directive-check`, `directive-status` and `directive-papers` take a `directive` (an embedded id or
/// the object), and `days`; `on`, `within`, `progress` (its rows); `paper`, `framework`, `inputs`,
/// `measures` (its rows).
///
/// Tables come as arrays of objects, a row each, with the column names as keys: `audit` takes `table`;
/// `survey` a `framework`, `questions`, `ballots` and, where wanted, `asked`, `units`, `year`,
/// `confidence`, `error`, `least`, `above`, `at_least`; `crosswalk` the two frameworks as `framework`
/// and `previous_framework`.
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
    if let Some(answer) = directed::answer(request).or_else(|| tabled::answer(request)) {
        return answer;
    }
    match Request::read(request).and_then(Request::reply) {
        Ok(reply) => (reply.to_json(), reply.exit_code()),
        Err(error) => (error_json(&error), if error.is_refused() { 1 } else { 2 }),
    }
}

impl Error {
    /// The error as a result object of kind `error`.
    pub fn to_json(&self) -> String {
        error_json(self)
    }
}

/// An error of the call as a result object.
pub(crate) fn error_json(error: &Error) -> String {
    let mut object = serde_json::json!({
        "schema_version": 1,
        "kind": "error",
        "version": env!("CARGO_PKG_VERSION"),
        "message": error.text(Lang::En),
        "findings": error.findings(),
    });
    let unread = crate::view::unread_rows(error.not_read());
    if !unread.is_empty() {
        object["not_read"] = serde_json::json!(unread);
    }
    object.to_string()
}

/// A further index of `together`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct With {
    framework: Box<RawValue>,
    inputs: Vec<Box<RawValue>>,
}

/// A request whose parts have been told apart; numbers keep their text.
struct Request {
    call: Call,
    framework: Framework,
    inputs: Vec<Box<RawValue>>,
    units: Option<Vec<RegisteredUnit>>,
    printed: Option<String>,
    previous: Option<Vec<Box<RawValue>>>,
    previous_framework: Option<Framework>,
    crosswalk: Option<Vec<CrosswalkRow>>,
    efforts: Option<Vec<EffortRow>>,
    with: Vec<With>,
    options: Options,
}

impl Request {
    fn read(text: &str) -> Result<Request, Error> {
        let refused = |findings| Error::refused("the request", findings);
        let Unique(mut parts) = json::document(text).map_err(refused)?;
        let mut take = |key: &str| parts.remove(key);
        let call = take("call").ok_or_else(|| Error::usage(Phrase::UsageNoCall, &[]))?;
        let call: Call = part("call", &call)?;
        let given = take("framework");
        let inputs = take("inputs").map(|raw| part("inputs", &raw)).transpose()?;
        let units = take("units").map(|raw| part("units", &raw)).transpose()?;
        let printed = take("printed").map(|raw| part("printed", &raw)).transpose()?;
        let previous = take("previous").map(|raw| part("previous", &raw)).transpose()?;
        let with = take("with").map(|raw| part("with", &raw)).transpose()?.unwrap_or_default();
        let ruler = take("previous_framework");
        let efforts = take("efforts").map(|raw| part("efforts", &raw)).transpose()?;
        let map = take("crosswalk");
        let flags: BTreeMap<String, Box<RawValue>> =
            parts.into_iter().map(|(key, value)| (key.replace('-', "_"), value)).collect();
        let flags = serde_json::to_string(&flags).unwrap_or_default();
        let options = serde_json::from_str(&flags)
            .map_err(|error| Error::usage(Phrase::UsageFlags, &[("why", plain(&error).into())]))?;
        let given = given.ok_or_else(|| Error::usage(Phrase::UsageNoFramework, &[]))?;
        let framework = ruler_of("framework", &given)?;
        let previous_framework =
            ruler.map(|raw| ruler_of("previous_framework", &raw)).transpose()?;
        let crosswalk = map
            .map(|raw| {
                if raw.get().starts_with('"') {
                    let old = previous_framework.as_ref().unwrap_or(&framework);
                    crosswalk_rows(&part::<String>("crosswalk", &raw)?, old, &framework)
                } else {
                    part("crosswalk", &raw)
                }
            })
            .transpose()?;
        let inputs = inputs.unwrap_or_default();
        Ok(Request {
            call,
            framework,
            inputs,
            units,
            printed,
            previous,
            previous_framework,
            crosswalk,
            efforts,
            with,
            options,
        })
    }

    fn reply(self) -> Result<Reply, Error> {
        if self.call == Call::Verify {
            let printed = self.printed.as_deref();
            let printed = printed.ok_or_else(|| Error::usage(Phrase::UsageNoPrinted, &[]))?;
            let printed = Printed::read(printed)?;
            let framework = printed.options().framework(&self.framework)?;
            let input = self.input(&framework, printed.options());
            if printed.call() == Call::Together {
                let beside = self.beside(printed.options())?;
                let register = self.units.clone().map(|units| Register::new(units).0);
                return printed.verify_together(&framework, input, beside, register.as_ref());
            }
            let earlier = self.earlier(printed.call(), printed.options(), &input)?;
            return printed.verify(&framework, input, earlier, self.efforts(&framework));
        }
        let framework = self.options.framework(&self.framework)?;
        let input = self.input(&framework, &self.options);
        if self.call == Call::Together {
            let beside = self.beside(&self.options)?;
            let register = self.units.clone().map(|units| Register::new(units).0);
            return Reply::together(&framework, input, beside, register.as_ref(), &self.options);
        }
        if !self.with.is_empty() {
            let calls = Call::Together.as_str().into();
            let args =
                [("call", self.call.as_str().into()), ("key", "with".into()), ("calls", calls)];
            return Err(Error::usage(Phrase::UsageForeign, &args));
        }
        let earlier = self.earlier(self.call, &self.options, &input)?;
        let efforts = self.efforts(&framework);
        let beside = Company { earlier, efforts, ..Company::default() };
        Reply::computed(self.call, &framework, input, beside, &self.options)
    }

    /// What steps cost, if it is given.
    fn efforts(&self, framework: &Framework) -> Option<Efforts> {
        self.efforts.as_ref().map(|rows| Efforts::of(framework, rows).0)
    }

    /// The further indices of `together`.
    fn beside(&self, options: &Options) -> Result<Vec<Beside>, Error> {
        let sets = self.with.iter().enumerate().map(|(n, with)| {
            let ruler = options.framework(&ruler_of("framework", &with.framework)?)?;
            let key = format!("with[{n}].inputs");
            Ok(Beside::new(&ruler, self.documents(&with.inputs, &key, &ruler, options)))
        });
        sets.collect()
    }

    /// What the call is held against, if anything is given.
    fn earlier(
        &self,
        call: Call,
        options: &Options,
        input: &Input,
    ) -> Result<Option<Earlier>, Error> {
        let Some(previous) = &self.previous else { return Ok(None) };
        let ruler = self.previous_framework.as_ref().unwrap_or(&self.framework);
        let ruler = options.framework(ruler)?;
        let mut asked = options.clone();
        if call != Call::Diff {
            asked.year = Earlier::year(input, asked.year);
        }
        let input = self.documents(previous, "previous", &ruler, &asked);
        let mut earlier = Earlier::new(&ruler, input);
        if let Some(rows) = self.crosswalk.clone() {
            earlier = earlier.with_crosswalk(rows);
        }
        Ok(Some(earlier))
    }

    fn input(&self, framework: &Framework, options: &Options) -> Input {
        self.documents(&self.inputs, "inputs", framework, options)
    }

    fn documents(
        &self,
        documents: &[Box<RawValue>],
        key: &str,
        framework: &Framework,
        options: &Options,
    ) -> Input {
        let mut found = Vec::new();
        let register = self.units.clone().map(|units| {
            let (register, findings) = Register::new(units);
            found = findings;
            register
        });
        let mut inputs = options.inputs(framework, register);
        inputs.register_findings(found, "units");
        for (n, document) in documents.iter().enumerate() {
            inputs.read(format!("{key}[{n}]"), document.get());
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
struct Unique(#[serde(deserialize_with = "unique")] BTreeMap<String, Box<RawValue>>);

fn unique<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Box<RawValue>>, D::Error> {
    json::unique(deserializer).map(Option::unwrap_or_default)
}

fn part<T: serde::de::DeserializeOwned>(key: &str, raw: &RawValue) -> Result<T, Error> {
    serde_json::from_str(raw.get()).map_err(|error| {
        let args = [("key", key.into()), ("why", plain(&error).into())];
        Error::usage(Phrase::UsagePart, &args)
    })
}

/// A parser's message without its place, which would be one inside a part.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(text, _)| text.to_owned())
}
