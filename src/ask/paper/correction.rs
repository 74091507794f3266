//! A correction of an announced result (*điều chỉnh kết quả đã công bố*): what changed and why, whose rank
//! moved, and where all units stand now.

use super::super::answer::Answer;
use super::{Draft, Paper, announcement};
use crate::analysis::{UnitChange, changes};
use crate::ask::diff::{diff_page, diff_rows};
use crate::ask::parts::office::counted;
use crate::ask::question::Question as _;
use crate::ask::sight::Sight;
use crate::error::Error;
use crate::page::{Block, Page};
use crate::scoring::Cohort;
use crate::words::{Phrase, Sentence, Text};

/// Against the state of the same period that was announced; the annex is that of the result as it is now.
pub(super) fn drawn(
    cohort: &Cohort,
    reason: &str,
    sight: &mut Sight<'_>,
) -> Result<(Answer, Draft), Error> {
    let (_, now) = announcement::drawn(cohort, sight)?;
    let period = cohort.period().map(crate::period::Period::text).unwrap_or_default();
    let subject = Sentence::say(Phrase::SubjectCorrection, [("year", period.into())]);
    let reason = Sentence::cited(&Text::same(reason));
    let reason = Block::say(Sentence::say(Phrase::CorrectionReason, [("text", reason.into())]));
    // What changed since a state that nobody could read is not known.
    let Some(announced) = sight.state_before()? else {
        return Ok((Answer::nothing(), Draft { subject, ..now }));
    };
    let list = changes(&announced, cohort);
    let (changed, moved): (Vec<&UnitChange>, Vec<&UnitChange>) =
        list.iter().partition(|unit| !unit.nodes.is_empty());
    let ranks = list.iter().filter(|unit| unit.ranks[0] != unit.ranks[1]).count();
    let counts = [
        ("changed", counted(changed.len()).into()),
        ("ranks", counted(ranks).into()),
        ("moved", counted(moved.len()).into()),
    ];
    let body = Page::of([Block::say(Sentence::say(Phrase::CorrectionUnits, counts)), reason])
        .and(diff_page(cohort, &list))
        .with([Block::say(Phrase::NoticeAnnex)]);
    let rows = diff_rows(cohort, &list);
    Ok((Paper::listed(rows), Draft { subject, body, ..now }))
}
