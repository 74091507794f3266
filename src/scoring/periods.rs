//! Cohorts of several periods, one for each, so that no assessment is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::{Basis, Cohort, score_all};
use crate::assessment::{Assessment, Input};
use crate::error::Error;
use crate::period::Period;
use crate::words::Phrase;

/// One cohort for each period, framework and survey channel among the assessments, sorted by these,
/// the oldest period first. Each assessment is scored under the framework against which it was
/// checked.
///
/// # Example
/// ```
/// use par_index::{cohorts, framework, read, sample, Basis};
///
/// let fw = framework("vn-ministry-2023")?;
/// let all = cohorts(&read(&fw, sample("ministries-2023")?).assessments, Basis::Final);
/// assert_eq!((all.len(), all[0].year()), (1, Some(2023)));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn cohorts(assessments: &[Assessment], basis: Basis) -> Vec<Cohort> {
    type Key<'a> = (Option<Period>, &'a str, &'a str, Option<&'a str>);
    let mut parts: BTreeMap<Key<'_>, Vec<Assessment>> = BTreeMap::new();
    for assessment in assessments {
        let (framework, channel) = (assessment.framework(), assessment.channel());
        let key = (assessment.period(), framework.id(), framework.hash(), channel);
        parts.entry(key).or_default().push(assessment.clone());
    }
    let parts = parts.values();
    let scored = parts.filter_map(|part| Some(score_all(part.first()?.framework(), part, basis)));
    scored.collect()
}

impl Input {
    /// One cohort for each period and survey channel that was read, the oldest first; see
    /// [`cohorts`].
    pub fn cohorts(&self, basis: Basis) -> Vec<Cohort> {
        let made_of = &self.predecessors;
        let all = cohorts(&self.assessments, basis).into_iter();
        all.map(|cohort| cohort.with_predecessors(made_of.clone())).collect()
    }

    /// The cohort of one period, provided all its assessments have one survey channel.
    ///
    /// ```
    /// use par_index::{framework, read, sample, Basis};
    ///
    /// let fw = framework("vn-ministry-2023")?;
    /// let input = read(&fw, sample("ministries-2023")?);
    /// assert_eq!(input.cohort(2023, Basis::Final)?.cards().len(), 17);
    /// assert!(input.cohort(2024, Basis::Final).unwrap_err().to_string().contains("2023"));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::is_usage`] where no assessment is of the period (the known periods are named), and
    /// where the period has several survey channels, which never form one cohort;
    /// [`Input::cohorts`] gives each of them.
    pub fn cohort(&self, period: impl Into<Period>, basis: Basis) -> Result<Cohort, Error> {
        let period = period.into();
        let of = |one: &Assessment| one.period() == Some(period);
        let periods: BTreeSet<Period> =
            self.assessments.iter().filter_map(Assessment::period).collect();
        if !periods.contains(&period) {
            let known = periods.iter().map(Period::to_string).collect::<Vec<_>>().join(", ");
            let args = [("year", period.text().into()), ("known", known.into())];
            return Err(Error::usage(Phrase::UsageYear, &args));
        }
        let own: Vec<Assessment> = self.assessments.iter().filter(|one| of(one)).cloned().collect();
        let mut all = cohorts(&own, basis);
        if let (Some(cohort), true) = (all.pop(), all.is_empty()) {
            return Ok(cohort.with_predecessors(self.predecessors.clone()));
        }
        let channels: BTreeSet<&str> = own.iter().filter_map(Assessment::channel).collect();
        let known = channels.into_iter().collect::<Vec<_>>().join(", ");
        let args = [("year", period.text().into()), ("known", known.into())];
        Err(Error::usage(Phrase::UsageChannelsOf, &args))
    }
}
