//! A rule as it stands in a file: one flat object that keeps the text of numbers. A key under the
//! wrong kind is therefore a finding with a place, and not an error of reading.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::Kind;
use super::{IfNone, More, On, Part, Rule, Scale};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::Num;
use crate::words::Text;

/// A rule in a file, unchecked. The table of the framework format says which keys belong to which
/// kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleSpec {
    /// The kind of rule.
    pub kind: Kind,
    /// `direct`: typed points must be multiples of this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Num>,
    /// `yes_no`: the points of the answer *no*; 0 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<Num>,
    /// `levels`: the levels with their points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<Vec<LevelSpec>>,
    /// `share`: the threshold at which full points begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_at: Option<FullAtSpec>,
    /// `share`: the percentage below which 0 points are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Num>,
    /// `share`: the points of a share between the floor and full points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// `share`, `bands`: whether 0 of 0 is not applicable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_any: Option<bool>,
    /// `share`, `bands`: whether more may be done than the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_exceed: Option<bool>,
    /// `share`: whether each further item done also enlarges the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<More>,
    /// `share`, `bands`: the number of decimal places to which the percentage is rounded before
    /// anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent_digits: Option<u8>,
    /// `share`, `bands`: the meaning of 0 of 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_none: Option<IfNone>,
    /// `bands`: whether the bands stand on a share or on a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<On>,
    /// `bands`: the bands, each with a threshold and points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bands: Option<Vec<BandSpec>>,
    /// `per_item`, `penalty`: the points for each item or off for each case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<Num>,
    /// `survey`: the options of the question, with their weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<OptionSpec>>,
    /// `survey`: the groups of respondents, with their weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<GroupSpec>>,
    /// The nouns for the facts, such as `{"done": {"vi": "hồ sơ", "en": "files"}}`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::json::unique"
    )]
    pub labels: Option<BTreeMap<String, Text>>,
}

/// One level of a `levels` rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelSpec {
    /// The id by which facts name the level.
    pub id: String,
    /// The points of the level.
    pub points: Num,
    /// The name of the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

/// One band: exactly one of the two thresholds, and the points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RuleBandSpec"))]
#[serde(deny_unknown_fields)]
pub struct BandSpec {
    /// The band holds from this value on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Num>,
    /// The band holds only above this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Num>,
    /// The points of the band.
    pub points: Num,
}

/// One option of a survey question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OptionSpec {
    /// The id by which answers name the option.
    pub id: String,
    /// The weight of the option in percent; an answer that chooses an option without weight is not
    /// valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Num>,
    /// The wording of the option on the ballot, which answers may give instead of the id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

/// One group of respondents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupSpec {
    /// The id by which answers name the group.
    pub id: String,
    /// The weight of the group relative to the other groups.
    pub weight: Num,
}

/// The threshold at which full points begin, in percent; exactly one of the two keys is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FullAtSpec {
    /// Full points are given at this share and above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Num>,
    /// Full points are given only above this share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Num>,
}

impl RuleSpec {
    pub(super) fn of(kind: Kind) -> RuleSpec {
        RuleSpec { kind, ..RuleSpec::default() }
    }

    pub(super) fn keys(&self) -> Vec<&'static str> {
        [
            ("step", self.step.is_some()),
            ("no", self.no.is_some()),
            ("levels", self.levels.is_some()),
            ("full_at", self.full_at.is_some()),
            ("floor", self.floor.is_some()),
            ("part", self.part.is_some()),
            ("if_any", self.if_any.is_some()),
            ("may_exceed", self.may_exceed.is_some()),
            ("more", self.more.is_some()),
            ("percent_digits", self.percent_digits.is_some()),
            ("if_none", self.if_none.is_some()),
            ("on", self.on.is_some()),
            ("bands", self.bands.is_some()),
            ("each", self.each.is_some()),
            ("options", self.options.is_some()),
            ("groups", self.groups.is_some()),
            ("labels", self.labels.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, present)| present.then_some(key))
        .collect()
    }

    /// Makes the checked rule, or adds findings; `place` is the place of the rule in its document.
    pub(in super::super) fn check(
        &self,
        scale: Scale,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Rule> {
        let made = self.kind.made();
        let known = made.keys;
        for key in self.keys().into_iter().filter(|key| !known.contains(key)) {
            let finding = Finding::new(FindingCode::RuleKeyForeign, place.clone().join(key));
            let finding = finding.with("kind", self.kind.as_str()).with("key", key);
            findings.push(finding.with("known", known.join(", ")));
        }
        let rule = (made.check)(self, scale, place, findings)?;
        let best = rule.best(scale);
        if best < scale.max {
            let finding = Finding::new(FindingCode::MaxUnreachable, place.clone());
            findings.push(finding.with("best", best).with("max", scale.max));
        }
        Some(rule)
    }

    /// Adds the finding that this kind of rule needs a key.
    pub(super) fn needs(&self, key: &'static str, place: &Place, findings: &mut Findings) {
        let finding = Finding::new(FindingCode::RuleKeyMissing, place.clone());
        findings.push(finding.with("kind", self.kind.as_str()).with("key", key));
    }
}
