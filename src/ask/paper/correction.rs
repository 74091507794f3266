//! The correction of an announced result (*điều chỉnh kết quả đã công bố*): what changed and why,
//! which ranks moved, and where all units stand now.

use super::super::answer::Answer;
use super::{Draft, Paper, announcement, document, spelled};
use crate::analysis::{Ranking, UnitChange, changes, rank};
use crate::ask::diff::{diff_page, diff_rows};
use crate::ask::parts::index::{grade_column, index_cell};
use crate::ask::parts::office::{Office, counted};
use crate::ask::question::Question as _;
use crate::ask::sight::Sight;
use crate::error::Error;
use crate::page::{Block, Cell, Column, Kind, Page, Table};
use crate::render::Look;
use crate::scoring::{Cohort, NodeScore};
use crate::words::{Lang, Phrase, Sentence, Text};

/// Compares with the announced state of the same period; the annex shows the corrected result.
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
    // Without a readable announced state nobody knows what changed.
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
    let head = sight.common.head.clone();
    let corrects = Office(&head).corrects().map(|(number, day)| {
        let what = ("what", document(&number).into());
        let said = match day {
            Some(day) => {
                Sentence::say(Phrase::CorrectionOfDated, [what, ("day", spelled(day).into())])
            }
            None => Sentence::say(Phrase::CorrectionOf, [what]),
        };
        Block::say(said)
    });
    let said = [Block::say(Sentence::say(Phrase::CorrectionUnits, counts)), reason];
    let mut body = Page::of(corrects.into_iter().chain(said).collect::<Vec<Block>>());
    if !list.is_empty() {
        body = body.and(standings(&announced, cohort, &list).into());
    }
    // Units of which only the rank moved are in the table above.
    let own: Vec<UnitChange> = changed.into_iter().cloned().collect();
    if list.is_empty() || !own.is_empty() {
        body = body.and(diff_page(cohort, &own));
    }
    let body = body.with([Block::say(Phrase::NoticeAnnex)]);
    let rows = diff_rows(cohort, &list);
    Ok((Paper::listed(rows), Draft { subject, body, ..now }))
}

/// Index, rank and grade, before and after, of all units that the correction changes.
fn standings(announced: &Cohort, cohort: &Cohort, list: &[UnitChange]) -> Table {
    let framework = cohort.framework();
    let columns = [
        Column::name(),
        Column::text(Phrase::ColIndex),
        Column::text(Phrase::ColRank),
        Column::text(grade_column(framework)),
    ];
    let mut table = Table::new(Phrase::CorrectionTitle, columns);
    let index = |score: Option<&NodeScore>| {
        let cell = score.map_or(Cell::Absent, |score| index_cell(framework, score));
        let said = |lang: Lang| cell.said(Kind::Figure, Look { lang, ..Look::default() });
        Sentence::from(Text::of(said))
    };
    let rankings = [rank(announced), rank(cohort)];
    for unit in list {
        let grade = |ranking: &Ranking| {
            let label = ranking.of(&unit.unit.id).and_then(|row| row.grade.label.clone());
            label.map_or(Sentence::sign("—"), |label| Sentence::from(&*label))
        };
        let place = |rank: Option<usize>| rank.map_or(Sentence::sign("—"), Sentence::from);
        table.push([
            Cell::text(&unit.unit.name),
            moved(index(unit.total.before.as_ref()), index(unit.total.after.as_ref())),
            moved(place(unit.ranks[0]), place(unit.ranks[1])),
            moved(grade(&rankings[0]), grade(&rankings[1])),
        ]);
    }
    table
}

/// The values before and after, or a single one if both are equal.
fn moved(before: Sentence, after: Sentence) -> Cell {
    let same = [Lang::Vi, Lang::En].iter().all(|lang| before.text(*lang) == after.text(*lang));
    Cell::Text(if same { after } else { before.then(" → ").and(after) })
}
