//! [`WorkBudget`]: how much searching one question may do.

use serde::Serialize;

/// How much searching a question may do, and how much it has done.
///
/// It is counted, never timed, so that every machine stops at the same place and gives the same
/// answer. A unit of work is one state of a list that is weighed, one choice of a problem that is
/// looked at, or one unit ranked again in one replicate.
///
/// What runs out gives the best it has and says so. What is at hand without a search is given in any
/// case, so that more may be spent than the limit.
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
    /// What a question may spend where nothing else is asked.
    pub const LIMIT: u64 = 20_000_000;

    /// So many units of work.
    pub const fn new(limit: u64) -> WorkBudget {
        WorkBudget { spent: 0, limit, exhausted: false }
    }

    /// The units of work done.
    pub fn spent(&self) -> u64 {
        self.spent
    }

    /// The units of work that may be done.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Whether an answer is not the whole one because there was no work left for more.
    pub fn is_exhausted(&self) -> bool {
        self.exhausted
    }

    pub(crate) fn spend(&mut self, units: usize) {
        self.spent = self.spent.saturating_add(u64::try_from(units).unwrap_or(u64::MAX));
    }

    pub(crate) fn left(&self) -> u64 {
        self.limit.saturating_sub(self.spent)
    }

    /// Whether so much more can be done.
    pub(crate) fn allows(&self, units: usize) -> bool {
        u64::try_from(units).is_ok_and(|units| units <= self.left())
    }

    /// Notes that something was not looked at.
    pub(crate) fn exhaust(&mut self) {
        self.exhausted = true;
    }

    /// How many states a list may hold that so many choices are still to be put to: those take at most
    /// about a quarter of what is left. One is always kept.
    pub(crate) fn width(&self, choices: usize) -> usize {
        let choices = u64::try_from(choices).unwrap_or(u64::MAX).max(1);
        let width = self.left() / choices.saturating_mul(4);
        usize::try_from(width).unwrap_or(usize::MAX).max(1)
    }

    /// Half of what is left for one search, so that the next one has some too.
    pub(crate) fn half<T>(&mut self, search: impl FnOnce(&mut WorkBudget) -> T) -> T {
        self.part(2, search)
    }

    /// Of what is left the part of one search of so many.
    pub(crate) fn part<T>(&mut self, of: usize, search: impl FnOnce(&mut WorkBudget) -> T) -> T {
        let of = u64::try_from(of).unwrap_or(u64::MAX).max(1);
        let mut part = WorkBudget::new(self.left() / of);
        let found = search(&mut part);
        self.spent = self.spent.saturating_add(part.spent);
        self.exhausted |= part.exhausted;
        found
    }
}
