//! Parts that the answers of several questions share: pieces of pages, and the form of rows.

pub(crate) mod causes;
pub(crate) mod claim;
pub(crate) mod fields;
pub(crate) mod findings;
pub(crate) mod framework;
pub(crate) mod headline;
pub(crate) mod index;
pub(crate) mod listed;
pub(crate) mod office;
pub(crate) mod row;
pub(crate) mod ruler;
pub(crate) mod unread;

use crate::page::Column;
use crate::period::Period;
use crate::quantity::{Digits, Ratio};
use crate::words::{Phrase, Text};

/// A ratio in percent as results write it: at print digits, without a percent sign.
pub(crate) fn percent(ratio: Ratio, digits: Digits) -> String {
    format!("{:.*}", usize::from(digits.get()), ratio.percent(digits))
}

/// Whether a count is zero, so that a summary leaves it out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
pub(crate) fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A column of periods, headed "year" if all of them are whole years.
pub(crate) fn period_column(whole: bool) -> Column {
    Column::code().headed(if whole { Phrase::ColYear } else { Phrase::ColPeriod })
}

/// Chooses the sentence for a whole year or that for a part of a year.
pub(crate) fn by_period(period: Option<Period>, whole: Phrase, part: Phrase) -> Phrase {
    if period.is_none_or(|period| period.whole_year().is_some()) { whole } else { part }
}

/// A period as a cell of a table.
pub(crate) fn period_cell(period: Period) -> crate::page::Cell {
    match period.whole_year() {
        Some(year) => crate::page::Cell::Code(year.to_string()),
        None => crate::page::Cell::text(period.text()),
    }
}

/// The name that results carry: the Vietnamese one, or else the English one.
pub(crate) fn name(text: &Text) -> String {
    text.get(crate::words::Lang::Vi).to_owned()
}
