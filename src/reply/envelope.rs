//! The result object: rows with everything needed to understand and repeat them.

use crate::ask::parts::unread::unread_rows;
use serde::ser::{SerializeMap as _, SerializeSeq as _, Serializer};
use serde::{Serialize, ser};
use serde_json::value::RawValue;

use super::Reply;
use crate::ask::Row;
use crate::ask::parts::ruler::Ruler;
use crate::finding::Finding;
use crate::framework::policy::PolicyRow;
use crate::scoring::Basis;
use crate::words::Lang;

/// Writes a result object; rows are written one by one and never held in memory together. Parts
/// that have no meaning for a question are `null`.
pub(super) struct Envelope<'a>(pub(super) &'a Reply, pub(super) Lang);

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
        map.serialize_entry("findings", &Findings(reply.findings(), self.1))?;
        map.serialize_entry("seal", reply.seal())?;
        map.end()
    }
}

struct Findings<'a>(&'a [Finding], Lang);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|finding| finding.row(self.1)))
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
