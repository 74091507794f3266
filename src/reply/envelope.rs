//! The result object: rows with all that is needed to understand and repeat them.

use crate::ask::parts::unread::unread_rows;
use serde::ser::{SerializeMap as _, SerializeSeq as _, Serializer};
use serde::{Deserialize, Serialize, ser};
use serde_json::value::RawValue;

use super::Reply;
use crate::ask::Row;
use crate::framework::{Framework, Policies};
use crate::scoring::Basis;

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
    pub(crate) fn of(framework: &Framework) -> Ruler {
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
    pub(crate) fn of(policies: &Policies) -> PolicyRow {
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

/// One result object; rows are written one by one, never held together. What has no meaning for a
/// question is `null`.
pub(super) struct Envelope<'a>(pub(super) &'a Reply);

impl Serialize for Envelope<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reply = self.0;
        let answer = &reply.outcome.answer;
        let framework = reply.framework();
        let asked = match &answer.asked {
            Some(asked) => asked.clone(),
            None => RawValue::from_string(reply.asked.to_json()).map_err(ser::Error::custom)?,
        };
        let policies = framework.filter(|_| reply.outcome.under_policies);
        let policies = policies.map(|one| PolicyRow::of(one.policies()));
        let overridden: Vec<&str> = reply.asked.common.policy.keys().map(String::as_str).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema_version", &1)?;
        map.serialize_entry("kind", reply.name())?;
        map.serialize_entry("version", env!("CARGO_PKG_VERSION"))?;
        if let Some(letter) = &answer.letter {
            map.serialize_entry("directive", letter)?;
        }
        map.serialize_entry("framework", &framework.map(Ruler::of))?;
        map.serialize_entry("basis", &reply.basis().map(Basis::as_str))?;
        map.serialize_entry("year", &reply.year())?;
        map.serialize_entry("period", &reply.period())?;
        map.serialize_entry("policies", &policies)?;
        map.serialize_entry("policies_overridden", &overridden)?;
        map.serialize_entry("asked", &asked)?;
        map.serialize_entry("rows", &Rows(reply))?;
        for (key, part) in &answer.parts {
            map.serialize_entry(key, part)?;
        }
        map.serialize_entry("summary", &answer.summary_beside(reply.not_read()))?;
        map.serialize_entry("not_read", &unread_rows(reply.not_read()))?;
        map.serialize_entry("findings", reply.findings())?;
        map.serialize_entry("seal", reply.seal())?;
        map.end()
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
