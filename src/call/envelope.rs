//! The result object: rows with all that is needed to understand and repeat them.

use serde::ser::{SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};

use super::answer::Row;
use super::options::Options;
use super::reply::Reply;
use crate::finding::Finding;
use crate::framework::{Framework, Policies};
use crate::view::{self, UnreadRow};

/// The ruler of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Ruler {
    id: String,
    /// Of the framework as issued.
    hash: String,
    provenance: String,
}

impl Ruler {
    pub(super) fn of(framework: &Framework) -> Ruler {
        Ruler {
            id: framework.id().to_owned(),
            hash: framework.issued_hash().to_owned(),
            provenance: framework.provenance().as_str().to_owned(),
        }
    }
}

/// The policies a result was computed under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct PolicyRow {
    not_applicable: String,
    no_survey: String,
    missing: String,
    ties: String,
    award_digits: Option<u8>,
    print_digits: u8,
    print_as: String,
    bonus_cap: Option<String>,
    deduction_cap: Option<String>,
}

impl PolicyRow {
    pub(super) fn of(policies: &Policies) -> PolicyRow {
        PolicyRow {
            not_applicable: policies.not_applicable.as_str().to_owned(),
            no_survey: policies.no_survey.as_str().to_owned(),
            missing: policies.missing.as_str().to_owned(),
            ties: policies.ties.as_str().to_owned(),
            award_digits: policies.award.map(crate::quantity::Digits::get),
            print_digits: policies.print.get(),
            print_as: policies.print_as.as_str().to_owned(),
            bonus_cap: policies.bonus_cap.map(|cap| cap.to_string()),
            deduction_cap: policies.deduction_cap.map(|cap| cap.to_string()),
        }
    }
}

/// One result object; rows are written one by one, never held together.
#[derive(Serialize)]
pub(super) struct Envelope<'a> {
    schema_version: u8,
    kind: &'static str,
    version: &'static str,
    framework: Ruler,
    basis: &'static str,
    year: Option<u16>,
    policies: PolicyRow,
    policies_overridden: Vec<&'a str>,
    asked: &'a Options,
    rows: Rows<'a>,
    summary: Option<serde_json::Value>,
    not_read: Vec<UnreadRow>,
    findings: &'a [Finding],
    seal: &'a str,
}

impl<'a> Envelope<'a> {
    pub(super) fn of(reply: &'a Reply) -> Envelope<'a> {
        let framework = reply.framework();
        Envelope {
            schema_version: 1,
            kind: reply.call().as_str(),
            version: env!("CARGO_PKG_VERSION"),
            framework: Ruler::of(framework),
            basis: reply.basis().as_str(),
            year: reply.year(),
            policies: PolicyRow::of(framework.policies()),
            policies_overridden: reply.options().policy.keys().map(String::as_str).collect(),
            asked: reply.options(),
            rows: Rows(reply),
            summary: reply.summary(),
            not_read: view::unread_rows(reply.not_read()),
            findings: reply.findings(),
            seal: reply.seal(),
        }
    }
}

struct Rows<'a>(&'a Reply);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        self.0.each_row(&mut |row: Row| seq.serialize_element(&row))?;
        seq.end()
    }
}
