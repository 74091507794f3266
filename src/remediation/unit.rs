//! Methods that plan remedies for one unit known to be in the cohort. A step or goal that makes no
//! sense is an error of the call.

use super::{Efforts, Forecast, Frontier, Goal, Plan, Step, WhatIf};
use super::{forecast, frontier, plan, what_if};
use crate::analysis::CohortUnit;
use crate::day::Day;
use crate::error::Error;
use crate::scoring::Basis;

impl CohortUnit<'_> {
    /// What some steps would change; see [`what_if`]. A unit that cannot be planned for, or points
    /// that no rule can give, are reported as findings of the result.
    ///
    /// # Errors
    /// [`Error::is_usage`] where a step names no leaf, or points outside its range.
    pub fn what_if(self, steps: &[Step]) -> Result<WhatIf, Error> {
        let result = what_if(self.cohort(), self.id(), steps);
        Error::of_call(&result.findings).map(|()| result)
    }

    /// The cheapest steps to a goal; see [`plan`].
    ///
    /// ```
    /// use par_index::{framework, read, sample, score_all, Basis, Efforts, Goal};
    ///
    /// let fw = framework("hon-quan-2023")?;
    /// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
    /// let unit = all.unit("sample-commune-01")?;
    /// assert!(unit.plan(Goal::Rank(3), &Efforts::default())?.reached);
    /// assert!(unit.plan(Goal::Rank(0), &Efforts::default()).unwrap_err().is_usage());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::is_usage`] where the goal is impossible: a rank of 0, an unknown grade or node, or
    /// a rank for a unit that takes no part in rankings.
    pub fn plan(self, goal: Goal, efforts: &Efforts) -> Result<Plan, Error> {
        let result = plan(self.cohort(), self.id(), goal, efforts);
        Error::of_call(&result.findings).map(|()| result)
    }

    /// The best points for each effort; see [`frontier`].
    ///
    /// # Errors
    /// [`Error::is_usage`] where the efforts name a leaf or an agency that does not exist.
    pub fn frontier(self, efforts: &Efforts) -> Result<Frontier, Error> {
        let result = frontier(self.cohort(), self.id(), efforts);
        Error::of_call(&result.findings).map(|()| result)
    }

    /// Where the unit would stand if the year ended on a given day; see [`forecast`].
    pub fn forecast(self, on: Day, basis: Option<Basis>) -> Forecast {
        forecast(self.cohort(), self.id(), on, basis)
    }
}
