//! `versus`: compares two units leaf by leaf; the differences sum exactly to that of the totals.

mod view;

pub use self::view::{VersusLine, VersusSummary, versus_page, versus_rows, versus_summary};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::Nothing;
use super::question::Question;
use super::sight::{Sight, find_unit};
use crate::analysis::versus;
use crate::error::Error;

flags! {
    /// Compares two units, criterion by criterion.
    pub struct Versus {
        unit: Option<String> = Takes::Needed("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        other: Option<String> = Takes::Needed("UNIT")
            => "The unit it is held against, by id or name"
            | "Đơn vị đối chiếu, theo mã hoặc tên";
    }
}

impl Question for Versus {
    type Row = VersusLine;
    type Summary = VersusSummary;
    type Beside = Nothing;
    const NAME: &'static str = "versus";
    const ABOUT: [&'static str; 2] = [
        "Two units, criterion by criterion: where one is ahead.",
        "So sánh hai đơn vị theo từng tiêu chí: cao hơn, thấp hơn ở đâu.",
    ];
    const USAGE: &'static str = "par-index versus -f FW IN… --unit UNIT --other UNIT";

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let [unit, other] = [&self.unit, &self.other].map(|id| find_unit(&cohort, id.as_deref()));
        let pair = unit?.zip(other?);
        let Some((unit, other)) = pair else { return Ok(Answer::nothing()) };
        let pair = versus(&cohort, &unit.id, &other.id)?;
        let answer = Self::listed(versus_rows(&cohort, &pair));
        let answer = answer.summary(versus_summary(&cohort, &pair));
        Ok(answer.page(move || versus_page(&cohort, &pair)))
    }
}
