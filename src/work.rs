//! [`WorkBudget`]: a limit on how much searching one question may do.

use serde::Serialize;

/// The amount of searching that a question may do, and the amount it has done.
///
/// Work is counted and never timed, so that every machine stops at the same place and gives the
/// same answer. A unit of work is one state of a list that is weighed, one choice of a problem that
/// is looked at, or one unit that is ranked again in one replicate.
///
/// A search that runs out of work gives the best answer found so far and says so. Answers that need
/// no search are given in any case, so more may be spent than the limit.
///
/// ```
/// use par_index::work::WorkBudget;
/// let work = WorkBudget::default();
/// assert_eq!((work.spent(), work.limit()), (0, WorkBudget::LIMIT));
/// assert!(!work.is_exhausted());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct WorkBudget {
    spent: u64,
    limit: u64,
    exhausted: bool,
}

impl Default for WorkBudget {
    fn default() -> WorkBudget {
        WorkBudget::new(WorkBudget::LIMIT)
    }
}

impl WorkBudget {
    /// The units of work that a question may spend if the caller sets no other limit.
    pub const LIMIT: u64 = 20_000_000;

    /// A budget of the given number of units of work.
    pub const fn new(limit: u64) -> WorkBudget {
        WorkBudget { spent: 0, limit, exhausted: false }
    }

    /// The units of work done so far.
    pub fn spent(&self) -> u64 {
        self.spent
    }

    /// The units of work that may be done in all.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Whether an answer is incomplete because the work ran out.
    pub fn is_exhausted(&self) -> bool {
        self.exhausted
    }

    pub(crate) fn spend(&mut self, units: usize) {
        self.spent = self.spent.saturating_add(u64::try_from(units).unwrap_or(u64::MAX));
    }

    pub(crate) fn left(&self) -> u64 {
        self.limit.saturating_sub(self.spent)
    }

    /// Whether this many further units of work are within the limit.
    pub(crate) fn allows(&self, units: usize) -> bool {
        u64::try_from(units).is_ok_and(|units| units <= self.left())
    }

    /// Notes that something was left out of a search because the work ran out.
    pub(crate) fn exhaust(&mut self) {
        self.exhausted = true;
    }

    /// The number of states that a list may hold when `choices` further choices will be tried on
    /// it, so that they take at most about a quarter of the work left. It is at least 1.
    pub(crate) fn width(&self, choices: usize) -> usize {
        let choices = u64::try_from(choices).unwrap_or(u64::MAX).max(1);
        let width = self.left() / choices.saturating_mul(4);
        usize::try_from(width).unwrap_or(usize::MAX).max(1)
    }

    /// Runs one search with half of the work left, so that the next search has some, too.
    pub(crate) fn half<T>(&mut self, search: impl FnOnce(&mut WorkBudget) -> T) -> T {
        self.part(2, search)
    }

    /// Runs one search with an equal part of the work left, one of `of` parts.
    pub(crate) fn part<T>(&mut self, of: usize, search: impl FnOnce(&mut WorkBudget) -> T) -> T {
        let of = u64::try_from(of).unwrap_or(u64::MAX).max(1);
        let mut part = WorkBudget::new(self.left() / of);
        let found = search(&mut part);
        self.spent = self.spent.saturating_add(part.spent);
        self.exhausted |= part.exhausted;
        found
    }
}
