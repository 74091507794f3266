//! `strengths`: where a unit stands above the median of its block.

mod view;

pub use self::view::{StrongRow, strong_page, strong_rows};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::Nothing;
use super::question::Question;
use super::scope::Scope;
use super::sight::{Sight, needed_unit};
use crate::analysis::StrongLeaf;
use crate::ask::parts::causes::{silent, state_line};
use crate::error::Error;
use crate::page::{Block, Page};

flags! {
    /// The criteria where a unit stands above the median of its block.
    pub struct Strengths {
        unit: Option<String> = Takes::Needed("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        top: Option<usize> = Takes::Number("N") => "Only the first N rows" | "Chỉ N dòng đầu";
    }
}

impl Question for Strengths {
    type Row = StrongRow;
    type Summary = ();
    type Beside = Nothing;
    const NAME: &'static str = "strengths";
    const ABOUT: [&'static str; 2] = [
        "The criteria where a unit is above the median of its block.",
        "Tiêu chí đơn vị đạt cao hơn trung vị của khối.",
    ];
    const USAGE: &'static str = "par-index strengths -f FW IN… --unit UNIT [--top N]";

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let unit = needed_unit(&cohort, self.unit.as_deref(), Self::NAME)?;
        let scope = Scope::default().unit(Some(unit.unit())).top(self.top);
        let rows = unit.strengths();
        let list: Vec<StrongLeaf> =
            rows.iter().take(self.top.unwrap_or(usize::MAX)).cloned().collect();
        let asked = unit.card().clone();
        let answer = Self::listed(strong_rows(&cohort, &list)).about(scope);
        Ok(answer.page(move || match Some(&asked).filter(|card| silent(card)) {
            Some(card) => Page::of([Block::say(state_line(card))]),
            None => strong_page(&cohort, &list),
        }))
    }
}
