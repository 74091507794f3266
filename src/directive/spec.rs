//! A directive as it stands in a file: the right shape, unchecked. The keys are the file format's.

use serde::{Deserialize, Serialize};

use super::obligation::{Comparator, Goal};
use crate::assessment::spec::NameSpec;
use crate::framework::Provenance;
use crate::framework::spec::bare;
use crate::json::Num;
use crate::words::Text;

/// A directive in a file. [`DirectiveSpec::check`] makes a [`crate::directive::Directive`] of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DirectiveSpec {
    /// Always 1.
    #[serde(serialize_with = "bare")]
    pub schema_version: Num,
    /// Always `directive`.
    pub kind: String,
    /// The id, such as `hon-quan-2023`.
    pub id: String,
    /// The title.
    pub title: Text,
    /// The number on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The day it was signed.
    pub issued: String,
    /// The framework whose codes `nodes` are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// How official the document is; illustrative if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// The documents it carries out or refers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<ParentSpec>,
    /// The ids of those it is addressed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// The ids of those the letter is sent to, the addressees among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<String>,
    /// Every agency it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<ActorSpec>,
    /// What it orders and requests.
    pub obligations: Vec<ObligationSpec>,
}

/// A document that a directive carries out or refers to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ParentSpec {
    /// Its number, such as `09/QĐ-UBND`.
    pub document: String,
    /// The day it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}

/// An agency of a directive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActorSpec {
    /// The id that obligations use.
    pub id: String,
    /// The full name.
    pub name: Text,
    /// A name short enough for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    /// Several agencies under one name, each answering for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collective: Option<bool>,
    /// The agency it belongs to, whose addressing reaches it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Where that comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// One thing that is ordered or requested.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObligationSpec {
    /// The paragraph, with a letter where it orders several things; no two alike.
    pub paragraph: String,
    /// What is to be done, in our own words.
    pub text: Text,
    /// Codes of the framework, `papi:1` … `papi:8`, `sipas:CHANNEL`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
    /// Those of `nodes` that the letter does not state.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reconstructed: Vec<String>,
    /// What it is after.
    pub goal: Goal,
    /// With `threshold`: how it is met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<Comparator>,
    /// The figure to reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Num>,
    /// With `threshold`: `%`, or the noun of what is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_of_measure: Option<NameSpec>,
    /// With `%`: the whole it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<NameSpec>,
    /// With `%`: a whole of 0 makes it not applicable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_any: Option<bool>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<String>,
    /// Who helps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cooperating: Vec<String>,
    /// The day it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether it is to be there before that day and not on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_before: Option<bool>,
    /// Not before this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The numbers of those parents it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<String>,
    /// What it must yield.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Text>,
    /// Whether it is asked for, not ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<bool>,
    /// The place in the letter, and what of the row is ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
