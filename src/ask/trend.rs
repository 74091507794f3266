//! `trend`: the index of one unit, or of all and their mean, over periods of the same kind.

mod view;

pub use self::view::TrendRow;
use self::view::{trend_page, trend_rows};

use std::collections::BTreeSet;

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{Nothing, summary};
use super::question::{Part, Question};
use super::sight::{Sight, find_unit};
use crate::analysis::trend;
use crate::error::Error;
use crate::period::Period;

summary! {
    /// The periods that are compared, and the number of units.
    pub(crate) struct TrendSummary {
        periods: BTreeSet<Period>,
        units: usize,
    }
}

flags! {
    /// Shows the index over periods.
    pub struct Trend {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
    }
}

impl Question for Trend {
    type Row = TrendRow;
    type Summary = TrendSummary;
    type Beside = Nothing;
    const NAME: &'static str = "trend";
    const ABOUT: [&'static str; 2] = [
        "The index over the periods of one kind: of a unit, or of all and in the mean.",
        "Chỉ số qua các kỳ cùng loại: của một đơn vị, hoặc của mọi đơn vị và trung bình.",
    ];
    const USAGE: &'static str = "par-index trend -f FW IN… [--unit UNIT] [--previous IN…]";
    const TAKES: &'static [Part] = &[Part::Previous];

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cuts = sight.cuts()?;
        let Some(latest) = cuts.last() else { return Ok(Answer::nothing()) };
        let unit = find_unit(&latest.cohort, self.unit.as_deref())?;
        let courses = trend(&cuts, unit.as_ref().map(|unit| unit.id.as_str()));
        let framework = sight.framework().clone();
        let periods: BTreeSet<_> = cuts.iter().filter_map(|cut| cut.cohort.period()).collect();
        let units = courses.iter().filter(|course| course.unit.is_some()).count();
        let answer = Self::listed(trend_rows(&framework, &courses));
        let answer = answer.summary(TrendSummary { periods, units });
        Ok(answer.page(move || trend_page(&framework, &courses)))
    }
}
