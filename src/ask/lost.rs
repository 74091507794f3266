//! `lost`: sums lost points by cause, along a grouping.

mod view;

pub use self::view::{LostRow, lost_rows, lost_table};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{Nothing, summary};
use super::question::{Part, Question};
use super::scope::{LeftOut, Scope};
use super::sight::{Looking, Sight, find_unit};
use crate::analysis::{By, lost_by};
use crate::ask::parts::causes::{silent, state_line};
use crate::error::Error;
use crate::page::{Block, Page};
use crate::quantity::PointSum;

summary! {
    /// The sum of all rows; `null` if nothing can be summed.
    pub(crate) struct LostSummary {
        lost: Option<PointSum>,
    }
}

flags! {
    /// Sums lost points by cause, for one unit or for all.
    pub struct Lost {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        by: Option<By> = Takes::Text("KEY")
            => "Sums by node, lead, appraiser, unit, group or year"
            | "Cộng theo node, lead, appraiser, unit, group hoặc year";
    }
}

impl Question for Lost {
    type Row = LostRow;
    type Summary = LostSummary;
    type Beside = Nothing;
    const NAME: &'static str = "lost";
    const ABOUT: [&'static str; 2] = [
        "Lost points by cause: not met, cut, no evidence, survey.",
        "Điểm mất theo nguyên nhân: chưa đạt, thẩm định giảm, thiếu TLKC, điều tra.",
    ];
    const USAGE: &'static str = "par-index lost -f FW IN… [--unit UNIT] \
                                 [--by node|lead|appraiser|unit|group|year] [--previous IN…]";

    const TAKES: &'static [Part] = &[Part::Previous];
    const SUMS: bool = true;

    fn takes(&self) -> &'static [Part] {
        if self.by == Some(By::Year) { &[Part::Previous] } else { &[] }
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let by = self.by.unwrap_or(By::Node);
        let looking = if by == By::Year { Looking::Back } else { Looking::Here };
        let cohort = sight.cohort_looking(looking, None)?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let list = lost_by(&cohort, unit.as_ref().map(|unit| unit.id.as_str()), by)?;
        let scope = Scope::default().unit(unit.as_deref());
        let left_out = LeftOut::of(&cohort, unit.is_some());
        let asked = unit.and_then(|unit| cohort.card(&unit.id)).cloned();
        let lost = list.last().map(|row| row.loss.total());
        let answer = Self::listed(lost_rows(&list, asked.as_ref()));
        let answer = answer.about(scope).lacking(left_out);
        Ok(answer.summary(LostSummary { lost }).page(move || {
            let page = Page::from(lost_table(&cohort, &list, by));
            match asked.as_ref().filter(|card| silent(card)) {
                Some(card) => page.under(Block::say(state_line(card))),
                None => page,
            }
        }))
    }
}
