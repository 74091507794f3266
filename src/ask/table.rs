//! `table`: units by fields, criteria or components; also the annex of an announcement.

mod annex;
mod view;

pub(crate) use self::annex::annex_page;
pub use self::annex::{AnnexRow, AnnexStanding};
pub use self::view::{Cell, NodeFigures, StandingRow, TableRow, table_rows, units_page};

use std::sync::Arc;

use super::answer::Answer;
use super::flags::{Takes, flags};
use super::parts::row::{Nothing, either, summary};
use super::question::{Part, Question};
use super::sight::{Looking, Sight};
use crate::analysis::{Figures, TableLevel, TableLine, TableLines};
use crate::error::Error;
use crate::words::Phrase;

either! {
    /// The rows of `table`: the units of a table, or of an annex.
    TableRows { Unit(TableRow), Annex(AnnexRow) }
}

summary! {
    /// The number of units, and of those that are ranked.
    pub(crate) struct TableSummary {
        units: usize,
        ranked: usize,
    }
}

flags! {
    /// Shows units by nodes.
    pub struct Table {
        level: Option<TableLevel> = Takes::Text("LEVEL")
            => "A column for each field (default), criterion or leaf"
            | "Mỗi field (mặc định), criterion hoặc leaf một cột";
        show: Option<Figures> = Takes::Text("FIGURES")
            => "obtained (default), ratio, rank, lost, self or cut"
            | "obtained (mặc định), ratio, rank, lost, self hoặc cut";
        annex: bool = Takes::Nothing
            => "The annex of an announcement, with a row of maxima"
            | "Phụ lục công bố, có dòng điểm tối đa";
    }
}

impl Question for Table {
    type Row = TableRows;
    type Summary = TableSummary;
    type Beside = Nothing;
    const NAME: &'static str = "table";
    const ABOUT: [&'static str; 2] = [
        "Units by fields, criteria or components: the annex of an announcement.",
        "Bảng kết quả các đơn vị theo lĩnh vực, tiêu chí: phụ lục công bố.",
    ];
    const USAGE: &'static str = "par-index table -f FW IN… [--level field|criterion|leaf] \
                                 [--show obtained|ratio|rank|lost|self|cut] [--annex] [--previous IN…]";
    const TAKES: &'static [Part] = &[Part::Previous];

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort_looking(Looking::Back, None)?;
        let level = self.level.unwrap_or(TableLevel::Field);
        let figures = self.show.unwrap_or(Figures::Obtained);
        if self.annex && figures != Figures::Obtained {
            return Err(Error::usage(Phrase::UsageAnnexShow, &[]));
        }
        let lines = Arc::new(TableLines::of(cohort, level, figures));
        let (units, ranked) = lines.counts();
        let drawn = Arc::clone(&lines);
        let all = move || (drawn.iter().collect::<Vec<TableLine>>(), Arc::clone(&drawn));
        let answer = if self.annex {
            let columns = AnnexRow::columns(&lines.codes);
            let answer = Answer::made_with_columns(columns, move |give| {
                let framework = lines.cohort.framework();
                let first = annex::annex_maxima(framework, &lines.codes);
                let others = lines.iter().enumerate();
                let others = others
                    .map(|(place, line)| annex::annex_row(framework, &lines.codes, (place, &line)));
                std::iter::once(first).chain(others).try_for_each(|row| {
                    let record = row.record();
                    give(row, record)
                })
            });
            answer.page(move || {
                let (lines, of) = all();
                annex::annex_page(&of.cohort, &of.codes, &lines)
            })
        } else {
            let columns = TableRow::columns(&lines.codes);
            let answer = Answer::made_with_columns(columns, move |give| {
                lines.iter().try_for_each(|line| {
                    let row = view::table_row(&lines.cohort, &lines.codes, &line);
                    let record = row.record();
                    give(row, record)
                })
            });
            answer.page(move || {
                let (lines, of) = all();
                units_page(&of.cohort, &of.codes, &lines, (level, figures))
            })
        };
        Ok(answer.summary(TableSummary { units, ranked }))
    }
}
