//! `join`: writes the joined inputs, each value with its origin.

use std::collections::BTreeSet;

use super::answer::Answer;
use super::flags::flags;
use super::parts::row::Nothing;
use super::question::{Question, UNSTAGED};
use super::sight::Sight;
use crate::assessment::Assessment;
use crate::error::Error;
use crate::period::Period;

/// The unit, period and channel of a sheet, whatever its day.
fn key(one: &Assessment) -> (&str, Option<Period>, Option<&str>) {
    (&one.unit().id, one.period(), one.channel())
}

flags! {
    /// Writes the joined data.
    pub struct Join {}
}

impl Question for Join {
    type Row = ();
    type Summary = ();
    type Beside = Nothing;
    const NAME: &'static str = "join";
    const ABOUT: [&'static str; 2] = [
        "The joined inputs, each value with its origin.",
        "Ghép số liệu từ nhiều tệp, ghi rõ nguồn từng giá trị.",
    ];
    const USAGE: &'static str = "par-index join -f FW IN… -o FILE";
    const COMMON: &'static [&'static str] = UNSTAGED;

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        // A document cannot say that it is in error, and would be taken for correct when read
        // again.
        let wrong = sight.assessments().iter().filter(|one| one.is_in_error());
        let wrong: BTreeSet<_> = wrong.map(key).collect();
        let good = sight.snapshots().filter(|one| !wrong.contains(&key(one)));
        let good = good.cloned().collect();
        let left_out = !wrong.is_empty();
        Ok(Answer::documents(good, left_out))
    }
}
