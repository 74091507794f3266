//! `explain`: traces a number to its rule, its facts and the cell it was read from.

mod view;

pub use self::view::{ExplainRow, explain_page, explain_rows};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::Nothing;
use super::question::Question;
use super::scope::Scope;
use super::sight::{Sight, find_unit};
use crate::error::Error;

flags! {
    /// Traces a number of a unit to its facts.
    pub struct Explain {
        unit: Option<String> = Takes::Needed("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        node: Option<String> = Takes::Text("CODE")
            => "The number explained: a code, bonus, deduction or total (default)"
            | "Điểm cần giải thích: mã tiêu chí, bonus, deduction hoặc total (mặc định)";
    }
}

impl Question for Explain {
    type Row = ExplainRow;
    type Summary = ();
    type Beside = Nothing;
    const NAME: &'static str = "explain";
    const ABOUT: [&'static str; 2] = [
        "Any number of a unit down to rule, facts and the cell it was read from.",
        "Giải thích một điểm số của đơn vị: quy tắc, số liệu, ô đã đọc.",
    ];
    const USAGE: &'static str = "par-index explain -f FW IN… --unit UNIT [--node CODE]";

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let scope = Scope::default().unit(unit.as_deref());
        let node = self.node.clone().unwrap_or_else(|| "total".to_owned());
        let card = unit.and_then(|unit| cohort.card(&unit.id).cloned());
        let card = card.filter(|card| card.node(&node).is_some());
        let card = card.ok_or_else(|| sight.unknown_code(&node))?;
        let answer = Self::listed(explain_rows(&card, &node));
        Ok(answer.about(scope).page(move || explain_page(&card, &node)))
    }
}
