//! `intake`: shows which units have sent their data, and what is still open.

mod view;

pub use self::view::{
    AppraiserRow, IntakeRow, appraiser_rows, appraiser_table, intake_rows, intake_table,
};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{Nothing, either};
use super::question::{Question, UNSTAGED};
use super::sight::Sight;
use crate::analysis::By;
use crate::error::Error;
use crate::page::Page;
use crate::words::Phrase;

either! {
    /// The rows of `intake`: one per unit, or one per appraiser.
    IntakeRows { Unit(IntakeRow), Appraiser(AppraiserRow) }
}

flags! {
    /// Shows which units have sent their data.
    pub struct Intake {
        by: Option<By> = Takes::Text("appraiser")
            => "appraiser: one row per appraiser"
            | "appraiser: mỗi cơ quan thẩm định một dòng";
    }
}

impl Question for Intake {
    type Row = IntakeRows;
    type Summary = ();
    type Beside = Nothing;
    const NAME: &'static str = "intake";
    const ABOUT: [&'static str; 2] =
        ["Who has sent what, and what is open.", "Đơn vị nào đã gửi, còn thiếu gì."];
    const USAGE: &'static str = "par-index intake -f FW --units FILE IN… [--by appraiser]";
    const COMMON: &'static [&'static str] = UNSTAGED;

    fn fits(&self) -> Result<(), Error> {
        if self.by.is_none_or(|by| by == By::Appraiser) {
            return Ok(());
        }
        let args = [("call", Self::NAME.into()), ("key", "appraiser".into())];
        Err(Error::usage(Phrase::UsageBy, &args))
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        if self.by.is_some() {
            let answer = Self::listed(appraiser_rows(&cohort));
            return Ok(answer.page(move || Page::from(appraiser_table(&cohort))));
        }
        let answer = Self::listed(intake_rows(&cohort));
        Ok(answer.page(move || Page::from(intake_table(&cohort))))
    }
}
