//! `forecast`: where a unit would stand if its year ended on a given day, and what it still needs.

mod view;

pub use self::view::{
    ForecastRow, ForecastSummary, forecast_page, forecast_rows, forecast_summary,
};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::Nothing;
use super::question::Question;
use super::sight::{Sight, find_unit};
use crate::day::Day;
use crate::error::Error;
use crate::remediation::forecast;

flags! {
    /// Shows the result of the year so far.
    pub struct Forecast {
        unit: Option<String> = Takes::Needed("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        on: Option<Day> = Takes::Needed("DATE")
            => "The day, such as 2023-09-30" | "Ngày, ví dụ 2023-09-30";
    }
}

impl Question for Forecast {
    type Row = ForecastRow;
    type Summary = ForecastSummary;
    type Beside = Nothing;
    const NAME: &'static str = "forecast";
    const ABOUT: [&'static str; 2] = [
        "Where the unit would stand if the year ended on a day, and what is still needed.",
        "Kết quả nếu kết thúc năm vào một ngày, và việc còn thiếu.",
    ];
    const USAGE: &'static str = "par-index forecast -f FW IN… --unit UNIT --on DATE";

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        if let Some(day) = self.on {
            sight.stands_on(day);
        }
        let cohort = sight.cohort()?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let Some((unit, day)) = unit.zip(self.on) else { return Ok(Answer::nothing()) };
        let result = forecast(&cohort, &unit.id, day, sight.common.basis);
        sight.found(&result.findings)?;
        sight.basis = result.basis;
        let framework = cohort.framework().clone();
        let answer = Self::listed(forecast_rows(&framework, &result));
        let answer = answer.summary(forecast_summary(&framework, &result));
        Ok(answer.page(move || forecast_page(&framework, &result)))
    }
}
