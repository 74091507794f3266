//! A directive as it stands in a file: the right shape, but unchecked. The keys are those of the
//! file format.

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
    /// The version of the file format, always 1.
    #[serde(serialize_with = "bare")]
    pub schema_version: Num,
    /// The kind of document, always `directive`.
    pub kind: String,
    /// The id of the directive, such as `hon-quan-2023`.
    pub id: String,
    /// The title of the letter.
    pub title: Text,
    /// The number of the document, as printed on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The day the letter was signed.
    pub issued: String,
    /// The id of the framework whose codes stand in `nodes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// How official the figures of the document are; illustrative if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// The documents that the letter carries out or refers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<ParentSpec>,
    /// The ids of the agencies that the letter is addressed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// The ids of all agencies that the letter is sent to, including the addressees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<String>,
    /// Every agency that the letter names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<ActorSpec>,
    /// The obligations and requests of the letter.
    pub obligations: Vec<ObligationSpec>,
}

/// A document that a directive carries out or refers to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ParentSpec {
    /// The number of the document, such as `09/QĐ-UBND`.
    pub document: String,
    /// The day the document was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// The title of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}

/// An agency that a letter names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActorSpec {
    /// The id of the agency, by which obligations name it.
    pub id: String,
    /// The full name of the agency.
    pub name: Text,
    /// A name of the agency that is short enough for a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    /// Whether the name stands for several agencies, each answering for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collective: Option<bool>,
    /// The id of the agency that this one belongs to; a letter addressed to that agency reaches
    /// this one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// The source of the name and of the other facts about the agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// One thing that a letter orders or requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObligationSpec {
    /// The paragraph, with a letter added where it orders several things, such as `2.4b`; unique in
    /// the directive.
    pub paragraph: String,
    /// The thing to be done, reworded and not quoted from the letter.
    pub text: Text,
    /// The targets of the obligation's work: codes of the framework, `papi:1` … `papi:8`,
    /// `sipas:CHANNEL`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
    /// The entries of `nodes` that the letter itself does not state.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reconstructed: Vec<String>,
    /// The kind of result that the obligation aims at.
    pub goal: Goal,
    /// Whether the threshold must be reached or exceeded; given together with `threshold`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<Comparator>,
    /// The figure to reach: a percentage or a number of things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Num>,
    /// The unit of the threshold: `%`, or the noun of the things counted; given together with
    /// `threshold`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_of_measure: Option<NameSpec>,
    /// The whole that a percentage is taken of; only with `%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<NameSpec>,
    /// Whether a whole of 0 makes the target not applicable; only with `%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_any: Option<bool>,
    /// The ids of the agencies that answer for the obligation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<String>,
    /// The ids of the agencies that co-operate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cooperating: Vec<String>,
    /// The due day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether the result is due before that day and not on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_before: Option<bool>,
    /// The first day on which the work may start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The numbers of the parent documents that the obligation belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<String>,
    /// The product that the work must yield.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Text>,
    /// Whether the letter requests the work instead of ordering it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<bool>,
    /// The place in the letter, with a remark on anything in this entry that the letter does not
    /// state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
