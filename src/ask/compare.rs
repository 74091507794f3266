//! `compare`: compares a year with an earlier one, which may be under another framework.

mod view;

pub use self::view::{CompareRow, compare_page, compare_rows};

use std::cmp::Reverse;

use super::answer::Answer;
use super::flags::flags;
use super::parts::row::{Nothing, summary};
use super::question::{Part, Question};
use super::sight::{Before, Sight};
use crate::analysis::compare;
use crate::error::Error;

summary! {
    /// The number of units, and of those that can be compared.
    pub(crate) struct CompareSummary {
        units: usize,
        compared: usize,
    }
}

flags! {
    /// Compares a year with the year before: performance and change of framework apart.
    pub struct Compare {}
}

impl Question for Compare {
    type Row = CompareRow;
    type Summary = CompareSummary;
    type Beside = Nothing;
    const NAME: &'static str = "compare";
    const ABOUT: [&'static str; 2] = [
        "A year against the one before, also under another ruler: work and ruler apart.",
        "So sánh với năm trước, kể cả khi bộ tiêu chí thay đổi: kết quả và bộ tiêu chí.",
    ];
    const USAGE: &'static str = "par-index compare -f FW IN… --previous IN… \
                                 [--previous-framework FW] [--crosswalk FILE]";
    const TAKES: &'static [Part] = &[Part::PreviousNeeded];

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let Before { cohort: before, crosswalk } = sight.periods_before()?;
        let mut list = compare(&cohort, &before, crosswalk.as_ref(), &sight.made_of())?;
        // The units that improved most come first, units without a known change last.
        list.sort_by_key(|one| Reverse(one.parts.map(|parts| parts.performance)));
        let compared = list.iter().filter(|one| one.parts.is_some()).count();
        let answer = Self::listed(compare_rows(&cohort, &list));
        let summary = CompareSummary { units: list.len(), compared };
        Ok(answer.summary(summary).page(move || compare_page(&cohort, &list)))
    }
}
