//! The policies of a framework. This file holds everything about a policy: its words, its place in
//! a document and in the canonical form, its check, its override, its name in results and its
//! sentence. No policy has a default.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use crate::error::Error;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::json::{self, Num};
use crate::quantity::{Digits, Percent, Points};
use crate::words::{Arg, Phrase, Sentence};

/// The types of policies that the library exports.
pub(crate) mod shown {
    pub use super::{MissingPolicy, NoSurveyPolicy, NotApplicablePolicy, Policies, PrintAs, Ties};
}

vocabulary! {
    /// The effect of a leaf that is not applicable on the possible points.
    NotApplicablePolicy {
        /// The leaf is taken out of the possible points.
        Rescale "rescale",
        /// The unit gets the maximum of the leaf.
        AwardMax "award_max",
        /// The leaf stays in the possible points, and all its points are lost.
        Zero "zero",
    }
}

vocabulary! {
    /// The effect of a year that is declared to have had no survey.
    NoSurveyPolicy {
        /// The survey leaves are taken out of the possible points.
        Rescale "rescale",
        /// The unit gets no index.
        Refuse "refuse",
    }
}

vocabulary! {
    /// The effect of an appraisal leaf without any value.
    MissingPolicy {
        /// The points of the leaf stay open, and the unit has no index.
        Incomplete "incomplete",
        /// All points of the leaf are lost.
        Zero "zero",
    }
}

vocabulary! {
    /// How ranks go on after units with equal ratios.
    Ties {
        /// Ranks are left out after a tie: 1, 2, 2, 4.
        Competition "competition",
        /// Ranks go on without a gap after a tie: 1, 2, 2, 3.
        Dense "dense",
    }
}

vocabulary! {
    /// The number that is printed as the main result of a node.
    PrintAs {
        /// The index is printed as a percentage.
        Percent "percent",
        /// The points are printed, as PAPI does.
        Points "points",
    }
}

/// The policies of a framework, each stated by its document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policies {
    /// The effect of a leaf that is not applicable.
    pub not_applicable: NotApplicablePolicy,
    /// The effect of a year without a survey.
    pub no_survey: NoSurveyPolicy,
    /// The effect of a missing value.
    pub missing: MissingPolicy,
    /// How units with equal ratios are ranked.
    pub ties: Ties,
    /// The number of decimal places to which a computed award is rounded; always present if a rule
    /// of the framework computes awards.
    pub award: Option<Digits>,
    /// The number of decimal places that are printed.
    pub print: Digits,
    /// The number that is printed as the main result: percentage or points.
    pub print_as: PrintAs,
    /// The most bonus points (*điểm thưởng*) that count; `None` if the framework has no bonus.
    pub bonus_cap: Option<Points>,
    /// The most deducted points (*điểm trừ*) that count; `None` if the framework has no deduction.
    pub deduction_cap: Option<Points>,
}

/// The policies in a file. A missing policy is a finding and gets no default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PoliciesSpec {
    /// The effect of a leaf that is not applicable.
    pub not_applicable: Option<NotApplicablePolicy>,
    /// The effect of a year without a survey.
    pub no_survey: Option<NoSurveyPolicy>,
    /// The effect of a missing value.
    pub missing: Option<MissingPolicy>,
    /// How units with equal ratios are ranked.
    pub ties: Option<Ties>,
    /// How a computed award is rounded; required if a rule of the framework computes awards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub award: Option<AwardSpec>,
    /// How results are printed.
    pub print: Option<PrintSpec>,
    /// The most bonus points that count; without it there is no bonus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus_cap: Option<Num>,
    /// The most deducted points that count; without it there is no deduction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduction_cap: Option<Num>,
}

/// How a computed award is rounded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AwardSpec {
    /// Decimal places, 0 to 9.
    pub digits: u8,
}

/// How results are printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PrintSpec {
    /// Decimal places, 0 to 9.
    pub digits: u8,
    /// The number printed as the main result of a node; `percent` if absent.
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub print_as: Option<PrintAs>,
}

impl PoliciesSpec {
    /// Checks the policies; a missing one is a finding, since there are no silent defaults.
    /// `computes` says whether a rule of the framework computes awards.
    pub(super) fn check(
        &self,
        (computes, total): (bool, Option<Points>),
        findings: &mut Findings,
    ) -> Option<Policies> {
        let mut required = |present: bool, key: &'static str, known: &'static str| {
            if !present {
                let place = Place::at("/policies").join(key);
                let finding = Finding::new(FindingCode::PolicyRequired, place);
                findings.push(finding.with("key", key).with("known", known));
            }
        };
        required(self.not_applicable.is_some(), "not_applicable", "rescale, award_max, zero");
        required(self.no_survey.is_some(), "no_survey", "rescale, refuse");
        required(self.missing.is_some(), "missing", "incomplete, zero");
        required(self.ties.is_some(), "ties", "competition, dense");
        required(self.print.is_some(), "print", "{\"digits\": 2}");
        if computes && self.award.is_none() {
            let place = Place::at("/policies/award");
            findings.push(Finding::new(FindingCode::AwardDigitsRequired, place));
        }
        let award =
            self.award.as_ref().map(|award| checked_digits(award.digits, "award", findings));
        let print =
            self.print.as_ref().map(|print| checked_digits(print.digits, "print", findings));
        let bonus_cap = cap(self.bonus_cap.as_ref(), "bonus_cap", findings);
        let deduction_cap = cap(self.deduction_cap.as_ref(), "deduction_cap", findings);
        let parts = [total, bonus_cap, deduction_cap].map(Option::unwrap_or_default);
        let whole: i128 = parts.into_iter().map(Points::wide).sum();
        if Points::from_wide(whole).is_none() {
            let place = Place::at("/total").node("total");
            let finding = Finding::new(FindingCode::TreeTooLarge, place);
            findings.push(finding.found(Percent::from_raw(whole).to_string()));
        }
        Some(Policies {
            not_applicable: self.not_applicable?,
            no_survey: self.no_survey?,
            missing: self.missing?,
            ties: self.ties?,
            award: award.flatten(),
            print: print.flatten()?,
            print_as: self.print.as_ref()?.print_as.unwrap_or(PrintAs::Percent),
            bonus_cap,
            deduction_cap,
        })
    }

    /// Overrides one policy.
    pub(super) fn set(&mut self, key: &str, value: &str) -> Result<(), Error> {
        match key {
            "not_applicable" => self.not_applicable = Some(word(key, value)?),
            "no_survey" => self.no_survey = Some(word(key, value)?),
            "missing" => self.missing = Some(word(key, value)?),
            "ties" => self.ties = Some(word(key, value)?),
            "award.digits" => self.award = Some(AwardSpec { digits: digits(key, value)? }),
            "print.digits" => {
                let print_as = self.print.as_ref().and_then(|print| print.print_as);
                self.print = Some(PrintSpec { digits: digits(key, value)?, print_as });
            }
            "print.as" => {
                let digits = self.print.as_ref().map_or(2, |print| print.digits);
                self.print = Some(PrintSpec { digits, print_as: Some(word(key, value)?) });
            }
            "bonus_cap" => self.bonus_cap = Some(Num::from(value)),
            "deduction_cap" => self.deduction_cap = Some(Num::from(value)),
            _ => {
                let known = KEYS.join(", ");
                let args = [("key", key.into()), ("known", known.into())];
                return Err(Error::usage(Phrase::UsagePolicy, &args));
            }
        }
        Ok(())
    }
}

impl Policies {
    /// The policies in the form of the canonical document.
    pub(super) fn to_spec(&self) -> PoliciesSpec {
        PoliciesSpec {
            not_applicable: Some(self.not_applicable),
            no_survey: Some(self.no_survey),
            missing: Some(self.missing),
            ties: Some(self.ties),
            award: self.award.map(|digits| AwardSpec { digits: digits.get() }),
            print: Some(PrintSpec {
                digits: self.print.get(),
                print_as: (self.print_as != PrintAs::Percent).then_some(self.print_as),
            }),
            bonus_cap: self.bonus_cap.map(Num::from),
            deduction_cap: self.deduction_cap.map(Num::from),
        }
    }
}

/// The keys of the policies that may be overridden.
pub(crate) const KEYS: [&str; 9] = [
    "not_applicable",
    "no_survey",
    "missing",
    "ties",
    "award.digits",
    "print.digits",
    "print.as",
    "bonus_cap",
    "deduction_cap",
];

fn checked_digits(digits: u8, key: &str, findings: &mut Findings) -> Option<Digits> {
    let read = Digits::new(digits);
    if read.is_none() {
        let place = Place::at("/policies").join(key).join("digits");
        let finding = Finding::new(FindingCode::OutOfRange, place).found(digits.to_string());
        findings.push(finding.with("from", "0").with("to", "9"));
    }
    read
}

fn cap(num: Option<&Num>, key: &str, findings: &mut Findings) -> Option<Points> {
    let num = num?;
    let place = Place::at("/policies").join(key);
    let cap = json::points(num, &place, findings)?;
    if cap.is_negative() {
        let finding = Finding::new(FindingCode::OutOfRange, place).found(num.as_str());
        findings.push(finding.with("from", Points::ZERO).with("to", Points::MAX));
    }
    Some(cap)
}

fn word<T: serde::de::DeserializeOwned>(key: &str, value: &str) -> Result<T, Error> {
    json::word(value).map_err(|misread| {
        let known = misread.known().map_or("…".to_owned(), |known| known.join(", "));
        let args = [("key", key.into()), ("value", value.into()), ("known", known.into())];
        Error::usage(Phrase::UsagePolicyValue, &args)
    })
}

fn digits(key: &str, value: &str) -> Result<u8, Error> {
    let digits = value.parse().ok().filter(|digits| *digits <= 9);
    digits.ok_or_else(|| {
        Error::usage(Phrase::UsageDigits, &[("key", key.into()), ("value", value.into())])
    })
}

/// The policies under which a result was computed, as results report them.
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
            award_digits: policies.award.map(Digits::get),
            print_digits: policies.print.get(),
            print_as: policies.print_as.as_str().to_owned(),
            bonus_cap: policies.bonus_cap.map(|cap| cap.to_string()),
            deduction_cap: policies.deduction_cap.map(|cap| cap.to_string()),
        }
    }

    /// The stated policies as pairs of key and value, with the keys that override them.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let digits = |digits: Option<u8>| digits.map(|digits| digits.to_string());
        let all = [
            ("not_applicable", Some(self.not_applicable.clone())),
            ("no_survey", Some(self.no_survey.clone())),
            ("missing", Some(self.missing.clone())),
            ("ties", Some(self.ties.clone())),
            ("award.digits", digits(self.award_digits)),
            ("print.digits", digits(Some(self.print_digits))),
            ("print.as", Some(self.print_as.clone())),
            ("bonus_cap", self.bonus_cap.clone()),
            ("deduction_cap", self.deduction_cap.clone()),
        ];
        all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }
}

/// A policy as a sentence.
pub(crate) fn said(key: &str, value: &str) -> Sentence {
    let phrase = match (key, value) {
        ("not_applicable", "rescale") => Phrase::PolicyNotApplicableRescale,
        ("not_applicable", "award_max") => Phrase::PolicyNotApplicableMax,
        ("not_applicable", "zero") => Phrase::PolicyNotApplicableZero,
        ("no_survey", "rescale") => Phrase::PolicyNoSurveyRescale,
        ("no_survey", "refuse") => Phrase::PolicyNoSurveyRefuse,
        ("missing", "incomplete") => Phrase::PolicyMissingIncomplete,
        ("missing", "zero") => Phrase::PolicyMissingZero,
        ("ties", "competition") => Phrase::PolicyTiesCompetition,
        ("ties", "dense") => Phrase::PolicyTiesDense,
        ("award.digits", _) => Phrase::PolicyAwardDigits,
        ("print.digits", _) => Phrase::PolicyPrintDigits,
        ("print.as", "percent") => Phrase::PolicyPrintPercent,
        ("print.as", "points") => Phrase::PolicyPrintPoints,
        ("bonus_cap", _) => Phrase::PolicyBonusCap,
        ("deduction_cap", _) => Phrase::PolicyDeductionCap,
        // A framework with any other word is refused when it is read, so this case does not occur;
        // the key and the value would be printed as they are.
        _ => return format!("{key}={value}").into(),
    };
    let number = value.parse::<Points>().map_or_else(|_| value.into(), Arg::from);
    Sentence::say(phrase, [("value", number)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn every_policy_has_words() {
        let values =
            ["rescale", "award_max", "zero", "refuse", "incomplete", "competition", "dense"];
        let values = values.into_iter().chain(["percent", "points", "3"]);
        let fw = crate::framework::framework("hon-quan-2023").unwrap();
        for key in KEYS {
            let known = values.clone().filter(|value| fw.with_policies([(key, *value)]).is_ok());
            let known: Vec<&str> = known.collect();
            assert!(!known.is_empty(), "{key}");
            for (value, lang) in
                known.into_iter().flat_map(|value| [Lang::En, Lang::Vi].map(|lang| (value, lang)))
            {
                let text = said(key, value).text(lang);
                assert!(!text.contains(['=', '_', '{']), "{text}");
            }
        }
    }
}
