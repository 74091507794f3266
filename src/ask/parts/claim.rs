//! What a print claims: the basis and the overrides of a result that is not the official one.

use std::collections::BTreeMap;

use crate::page::{Block, Page};
use crate::quantity::Points;
use crate::scoring::{Basis, Cohort, Scorecard};
use crate::words::{Arg, Phrase, Sentence};

/// On what a result rests where that is not what the framework was issued for: another basis than
/// *final*, a survey that was set aside, policies that were overridden.
///
/// The official result claims nothing: it has no line and no columns.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis};
/// use par_index::view::{Claim, Look};
///
/// let fw = framework("hon-quan-2023")?.with_policies([("ties", "dense")])?;
/// let sheets = read(&fw, sample("communes-2023")?).assessments;
/// let claim = Claim::of(&score_all(&fw, &sheets, Basis::Final));
/// let text = claim.page().text(Look::default());
/// assert_eq!(text, "Not the official result: ties rank 1 2 2 3.\n");
/// assert_eq!(claim.overrides(), "ties=dense");
///
/// let fw = framework("hon-quan-2023")?;
/// let sheets = read(&fw, sample("communes-2023")?).assessments;
/// assert!(Claim::of(&score_all(&fw, &sheets, Basis::Final)).is_official());
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    basis: Basis,
    no_survey: bool,
    policies: BTreeMap<String, String>,
    prefers_last: bool,
}

impl Claim {
    /// The claim of a result on a basis, without its survey, under policies that were overridden.
    pub fn new(basis: Basis, no_survey: bool, policies: &BTreeMap<String, String>) -> Claim {
        Claim { basis, no_survey, policies: policies.clone(), prefers_last: false }
    }

    /// The same where `--prefer last` has settled a conflict of values.
    #[must_use]
    pub fn preferring_last(self, prefers_last: bool) -> Claim {
        Claim { prefers_last, ..self }
    }

    /// The claim of everything that is computed from these units.
    pub fn of(cohort: &Cohort) -> Claim {
        let aside = |card: &Scorecard| card.assessment().survey_set_aside();
        let no_survey = cohort.cards().iter().any(aside);
        let settled = cohort.cards().iter().any(|card| card.assessment().is_settled());
        Claim::new(cohort.basis(), no_survey, cohort.framework().overridden())
            .preferring_last(settled)
    }

    /// Whether nothing is other than the framework has it.
    pub fn is_official(&self) -> bool {
        *self == Claim::default()
    }

    /// What stands above a table; nothing for the official result.
    pub fn page(&self) -> Page {
        Page::of(Vec::from_iter(self.block()))
    }

    /// The same as a part of a page.
    pub(crate) fn block(&self) -> Option<Block> {
        Some(self.sentence()).filter(|claim| !claim.is_empty()).map(Block::strong)
    }

    /// The same as one sentence; empty for the official result.
    pub(crate) fn sentence(&self) -> Sentence {
        if self.is_official() {
            return Sentence::NONE;
        }
        let mut parts = Vec::new();
        match self.basis {
            Basis::SelfAssessed => parts.push(Phrase::ClaimSelf.into()),
            Basis::Appraised => parts.push(Phrase::ClaimAppraised.into()),
            Basis::Final => {}
        }
        parts.extend(self.no_survey.then(|| Sentence::word(Phrase::ClaimNoSurvey)));
        parts.extend(self.policies.iter().map(|(key, value)| policy(key, value)));
        parts.extend(self.prefers_last.then(|| Sentence::word(Phrase::ClaimPreferLast)));
        Sentence::say(Phrase::ClaimLine, [("parts", Sentence::joined(parts, "; ").into())])
    }

    /// What is overridden, as files and flags write it: `survey=not_held; ties=dense`.
    pub fn overrides(&self) -> String {
        let survey = self.no_survey.then(|| "survey=not_held".to_owned());
        let policies = self.policies.iter().map(|(key, value)| format!("{key}={value}"));
        let last = self.prefers_last.then(|| "prefer=last".to_owned());
        survey.into_iter().chain(policies).chain(last).collect::<Vec<String>>().join("; ")
    }

    /// The columns that stand behind those of every CSV row, and what stands in them; none for the
    /// official result.
    pub fn columns(&self) -> Vec<(&'static str, String)> {
        if self.is_official() {
            return Vec::new();
        }
        let [basis, overrides] = CLAIM_COLUMNS;
        vec![(basis, self.basis.as_str().to_owned()), (overrides, self.overrides())]
    }
}

/// The columns of [`Claim::columns`].
pub(crate) const CLAIM_COLUMNS: [&str; 2] = ["basis", "overrides"];

/// A policy in words.
fn policy(key: &str, value: &str) -> Sentence {
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
        // No framework takes another one.
        _ => return format!("{key}={value}").into(),
    };
    let number = value.parse::<Points>().map_or_else(|_| value.into(), Arg::from);
    Sentence::say(phrase, [("value", number)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::POLICY_KEYS;
    use crate::words::Lang;

    #[test]
    fn every_policy_has_words() {
        let values =
            ["rescale", "award_max", "zero", "refuse", "incomplete", "competition", "dense"];
        let values = values.into_iter().chain(["percent", "points", "3"]);
        let fw = crate::framework::framework("hon-quan-2023").unwrap();
        for key in POLICY_KEYS {
            let known = values.clone().filter(|value| fw.with_policies([(key, *value)]).is_ok());
            let known: Vec<&str> = known.collect();
            assert!(!known.is_empty(), "{key}");
            for (value, lang) in
                known.into_iter().flat_map(|value| [Lang::En, Lang::Vi].map(|lang| (value, lang)))
            {
                let text = policy(key, value).text(lang);
                assert!(!text.contains(['=', '_', '{']), "{text}");
            }
        }
    }
}
