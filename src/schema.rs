//! JSON Schemas of documents, requests and results, generated from the Rust types that read and
//! write them.

mod files;
mod parts;
mod request;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

use crate::analysis::{
    Comparison, Ledger, LostUnder, Ranking, Robustness, Standing, StrongList, UnitChange, Versus,
    WeakList,
};
use crate::ask::parts::unread::UnreadRow;
use crate::ask::{QUESTIONS, question};
use crate::assessment::{Assessment, RegisteredUnit};
use crate::directive::ProgressRow;
use crate::finding::{Finding, FindingRow};
use crate::framework::Framework;
use crate::remediation::{EffortRow, Forecast, Frontier, Plan, WhatIf};
use crate::reply::verify_schema;
use crate::scoring::Scorecard;
use crate::spec::{AssessmentSpec, DirectiveSpec, FrameworkSpec, HeadSpec};

/// The kinds of document that are read or written and are not results.
const DOCUMENTS: [&str; 10] = [
    "framework",
    "assessment",
    "policies",
    "units",
    "efforts",
    "directive",
    "progress",
    "request",
    "dossier",
    "error",
];

/// The kinds of document that have a schema: first those of files, then the results of all
/// questions, then the answers of calls that make files.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    let results = QUESTIONS.iter().map(|entry| entry.name).filter(|name| *name != "join");
    DOCUMENTS.into_iter().chain(results).chain(["verify"]).chain(files::CALLS)
}

/// The JSON Schema (draft 2020-12) of a kind of document; `None` for an unknown kind.
///
/// ```
/// assert!(par_index::schema::schema("framework").unwrap().contains("\"policies\""));
/// assert!(par_index::schema::schema("rank").unwrap().contains("\"points_to_next\""));
/// ```
pub fn schema(kind: &str) -> Option<String> {
    let schema = match kind {
        "framework" => document::<FrameworkSpec>(),
        "assessment" => document::<AssessmentSpec>(),
        "policies" => document::<HeadSpec>(),
        "units" => document::<Vec<RegisteredUnit>>(),
        "efforts" => document::<Vec<EffortRow>>(),
        "directive" => document::<DirectiveSpec>(),
        "progress" => document::<Vec<ProgressRow>>(),
        "error" => SchemaSettings::draft2020_12()
            .for_serialize()
            .into_generator()
            .into_root_schema_for::<ErrorObject>(),
        "request" => request::request(),
        "dossier" => request::dossier(),
        "verify" => verify_schema(),
        "join" => return None,
        kind if files::CALLS.contains(&kind) => files::answer(kind),
        kind => {
            let (result, _) = question(kind)?.schemas;
            result()
        }
    };
    serde_json::to_string_pretty(&schema).ok().map(|text| text + "\n")
}

macro_rules! values {
    ($($name:ident),* $(,)?) => {
        /// The names of the types of the library whose values can be stored as JSON.
        pub fn value_kinds() -> impl Iterator<Item = &'static str> {
            [$(stringify!($name)),*].into_iter()
        }

        /// The JSON Schema of a stored value, by the name of its type; `None` for an unknown name.
        ///
        /// ```
        /// let schema = par_index::schema::value_schema("Standing").unwrap();
        /// assert!(schema.contains("\"points_to_next\""));
        /// ```
        pub fn value_schema(name: &str) -> Option<String> {
            let schema = match name {
                $(stringify!($name) => document::<$name>(),)*
                _ => return None,
            };
            serde_json::to_string_pretty(&schema).ok().map(|text| text + "\n")
        }
    };
}

values! {
    Assessment, Comparison, Finding, Forecast, Framework, Frontier, Ledger, LostUnder, Plan, Ranking,
    Robustness, Scorecard, Standing, StrongList, UnitChange, Versus, WeakList, WhatIf,
}

/// The schema of a document that is read, in which optional keys may be left out; results, in
/// contrast, always have every key.
fn document<T: JsonSchema>() -> schemars::Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}

/// The object printed by a call that gives no result.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the shape is the content")]
struct ErrorObject {
    schema_version: u8,
    kind: String,
    version: String,
    message: String,
    findings: Vec<FindingRow<'static>>,
    /// The parts of the inputs that were not read; left out where everything was read.
    #[schemars(skip_serializing_if = "Vec::is_empty")]
    not_read: Vec<UnreadRow>,
}
