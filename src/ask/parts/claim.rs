//! The claim of a print: the basis and overrides of a result that is not the official one.

use std::collections::BTreeMap;

use crate::framework::policy::said as policy_said;
use crate::page::{Block, Page};
use crate::scoring::{Basis, Cohort, Scorecard};
use crate::words::{Phrase, Sentence};

/// The conditions of a result that differ from those the framework was issued with: another basis
/// than *final*, a survey that was set aside, or overridden policies.
///
/// The official result has no claim: no line and no columns.
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
    /// The claim of a result on a basis, with or without its survey, under overridden policies.
    pub fn new(basis: Basis, no_survey: bool, policies: &BTreeMap<String, String>) -> Claim {
        Claim { basis, no_survey, policies: policies.clone(), prefers_last: false }
    }

    /// The claim with a note that `--prefer last` settled a conflict of values.
    #[must_use]
    pub fn preferring_last(self, prefers_last: bool) -> Claim {
        Claim { prefers_last, ..self }
    }

    /// The claim of everything that is computed from the units of a cohort.
    pub fn of(cohort: &Cohort) -> Claim {
        let aside = |card: &Scorecard| card.assessment().survey_set_aside();
        let no_survey = cohort.cards().iter().any(aside);
        let settled = cohort.cards().iter().any(|card| card.assessment().is_settled());
        Claim::new(cohort.basis(), no_survey, cohort.framework().overridden())
            .preferring_last(settled)
    }

    /// Whether the result rests on nothing else than the framework as issued.
    pub fn is_official(&self) -> bool {
        *self == Claim::default()
    }

    /// The claim as a line above a table; empty for the official result.
    pub fn page(&self) -> Page {
        Page::of(Vec::from_iter(self.block()))
    }

    /// The claim as a part of a page; `None` for the official result.
    pub(crate) fn block(&self) -> Option<Block> {
        Some(self.sentence()).filter(|claim| !claim.is_empty()).map(Block::strong)
    }

    /// The claim as one sentence; empty for the official result.
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
        parts.extend(self.policies.iter().map(|(key, value)| policy_said(key, value)));
        parts.extend(self.prefers_last.then(|| Sentence::word(Phrase::ClaimPreferLast)));
        Sentence::say(Phrase::ClaimLine, [("parts", Sentence::joined(parts, "; ").into())])
    }

    /// The overrides as files and flags write them: `survey=not_held; ties=dense`.
    pub fn overrides(&self) -> String {
        let survey = self.no_survey.then(|| "survey=not_held".to_owned());
        let policies = self.policies.iter().map(|(key, value)| format!("{key}={value}"));
        let last = self.prefers_last.then(|| "prefer=last".to_owned());
        survey.into_iter().chain(policies).chain(last).collect::<Vec<String>>().join("; ")
    }

    /// The columns that follow those of every CSV row, each with its value; none for the official
    /// result.
    pub fn columns(&self) -> Vec<(&'static str, String)> {
        if self.is_official() {
            return Vec::new();
        }
        let [basis, overrides] = CLAIM_COLUMNS;
        vec![(basis, self.basis.as_str().to_owned()), (overrides, self.overrides())]
    }
}

/// The names of the columns of [`Claim::columns`].
pub(crate) const CLAIM_COLUMNS: [&str; 2] = ["basis", "overrides"];
