//! `cuts`: compares the points that units claimed with the points that appraisal recognised.

mod view;

use self::view::cut_line;
pub use self::view::{CutRow, CutSummary, cut_rows, cut_summary, cut_table};

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::Nothing;
use super::question::{Question, UNSTAGED};
use super::scope::{LeftOut, Scope};
use super::sight::{Sight, find_unit};
use crate::analysis::{By, cut_findings, cuts};
use crate::error::Error;
use crate::page::{Block, Page};
use crate::words::Phrase;

flags! {
    /// Compares claims with appraisal, for one unit or for all.
    pub struct Cuts {
        unit: Option<String> = Takes::Text("UNIT")
            => "The unit, by id or name" | "Đơn vị, theo mã hoặc tên";
        by: Option<By> = Takes::Text("KEY")
            => "Sums by node, lead, appraiser, unit or group"
            | "Cộng theo node, lead, appraiser, unit hoặc group";
    }
}

impl Question for Cuts {
    type Row = CutRow;
    type Summary = CutSummary;
    type Beside = Nothing;
    const NAME: &'static str = "cuts";
    const ABOUT: [&'static str; 2] = [
        "What units claimed against what appraisal recognised.",
        "Đối chiếu điểm tự chấm với điểm thẩm định.",
    ];
    const USAGE: &'static str =
        "par-index cuts -f FW IN… [--unit UNIT] [--by node|lead|appraiser|unit|group]";
    const COMMON: &'static [&'static str] = UNSTAGED;
    const SUMS: bool = true;

    fn fits(&self) -> Result<(), Error> {
        if self.by != Some(By::Year) {
            return Ok(());
        }
        let args =
            [("call", Self::NAME.into()), ("key", "by year".into()), ("calls", "lost".into())];
        Err(Error::usage(Phrase::UsageForeign, &args))
    }

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        let unit = find_unit(&cohort, self.unit.as_deref())?;
        let scope = Scope::default().unit(unit.as_deref());
        let left_out = LeftOut::of(&cohort, unit.is_some());
        let unit = unit.as_ref().map(|unit| unit.id.as_str());
        sight.findings.extend(cut_findings(&cohort, unit)?);
        let by = self.by.unwrap_or(By::Node);
        let list = cuts(&cohort, unit, by)?;
        let card = unit.and_then(|unit| cohort.card(unit)).cloned();
        let answer = Self::listed(cut_rows(&list, card.as_ref()));
        let mut answer = answer.about(scope).lacking(left_out);
        if let Some(card) = &card {
            answer = answer.summary(cut_summary(card));
        }
        Ok(answer.page(move || {
            let mut page = Page::from(cut_table(&cohort, &list, by));
            if let Some(card) = &card {
                page.push(Block::remark(cut_line(card)));
            }
            page
        }))
    }
}
