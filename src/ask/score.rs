//! `score`: the scores of every node of every unit.

mod view;

pub use self::view::{ScoreRow, score_page, score_rows};

use std::ops::ControlFlow;

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::Nothing;
use super::question::Question;
use super::sight::{Sight, find_unit};
use crate::analysis::rank;
use crate::error::Error;
use crate::page::Page;
use crate::scoring::{Cohort, Scorecard};

flags! {
    /// Scores every node of every unit, or of one unit.
    pub struct Score {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
    }
}

impl Question for Score {
    type Row = ScoreRow;
    type Summary = ();
    type Beside = Nothing;
    const NAME: &'static str = "score";
    const ABOUT: [&'static str; 2] =
        ["Every node of every unit.", "Điểm của từng tiêu chí, từng đơn vị."];
    const USAGE: &'static str = "par-index score -f FW IN… [--unit UNIT]";

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let unit = find_unit(&cohort, self.unit.as_deref())?.map(|unit| unit.id.clone());
        let (all, one) = (cohort.clone(), unit.clone());
        let answer = Self::made(move |give| {
            let rows = asked(&all, one.as_deref()).flat_map(score_rows);
            rows.map(give).find(ControlFlow::is_break).unwrap_or(ControlFlow::Continue(()))
        });
        Ok(answer.page(move || {
            let ranking = rank(&cohort);
            let cards = asked(&cohort, unit.as_deref());
            let pages = cards.map(|card| score_page(&cohort, &ranking, card));
            pages.fold(Page::default(), Page::and)
        }))
    }
}

fn asked<'a>(cohort: &'a Cohort, unit: Option<&str>) -> impl Iterator<Item = &'a Scorecard> {
    cohort.cards().iter().filter(move |card| unit.is_none_or(|unit| card.unit().id == unit))
}
