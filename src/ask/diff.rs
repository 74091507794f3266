//! `diff`: two states of one year's data.

use super::answer::Answer;
use super::flags::flags;
use super::question::{Part, Question};
use super::sight::Sight;
use crate::analysis::changes;
use crate::error::Error;
use crate::view;

flags! {
    /// What changed between two states of the data, and whose rank it moved.
    pub struct Diff {}
}

impl Question for Diff {
    const NAME: &'static str = "diff";
    const ABOUT: [&'static str; 2] = [
        "Two states of the data: what changed, and whose rank it moved.",
        "Hai lần cập nhật số liệu: thay đổi gì, đơn vị nào đổi hạng.",
    ];
    const USAGE: &'static str = "par-index diff -f FW --before IN… --after IN…";
    const TAKES: &'static [Part] = &[Part::Before];

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        // What changed since a state that nobody could read is not known.
        let Some(before) = sight.state_before()? else { return Ok(Answer::nothing()) };
        let mut list = changes(&before, &cohort);
        // Who only lost or won a rank comes last.
        list.sort_by_key(|unit| unit.nodes.is_empty());
        let changed = list.iter().filter(|unit| !unit.nodes.is_empty()).count();
        let bystanders = list.len() - changed;
        let answer = Answer::listed(view::diff_rows(&cohort, &list));
        let summary = serde_json::json!({ "changed": changed, "bystanders": bystanders });
        Ok(answer.summary(summary).page(move || view::diff_page(&cohort, &list)))
    }
}
