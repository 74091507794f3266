//! The announcement of all units' results (*thông báo kết quả*): standings in words, all figures in
//! the annex.

use super::super::answer::Answer;
use super::{Draft, Paper};
use crate::analysis::{Figures, Ranking, TableLevel, rank, table};
use crate::ask::parts::index::{index_cell, mean};
use crate::ask::parts::office::{Named, counted};
use crate::ask::question::Question as _;
use crate::ask::rank::{rank_rows, ranking_page};
use crate::ask::sight::Sight;
use crate::ask::table::annex_page;
use crate::error::Error;
use crate::page::{Block, Cell, Kind, Page};
use crate::render::Look;
use crate::scoring::Cohort;
use crate::words::{Arg, Lang, Phrase, Sentence, Text};

/// The most units that are named in one sentence.
const NAMED: usize = 20;

pub(super) fn drawn(cohort: &Cohort, sight: &mut Sight<'_>) -> Result<(Answer, Draft), Error> {
    let ranking = rank(cohort);
    sight.found(ranking.findings())?;
    let answer = Paper::listed(rank_rows(cohort, &ranking));
    let period = cohort.period().map(crate::period::Period::text).unwrap_or_default();
    let (codes, lines) = table(cohort, TableLevel::Field, Figures::Obtained);
    let mut annex = annex_page(cohort, &codes, &lines);
    let title = match annex.sections.first_mut().map(|section| section.blocks.remove(0)) {
        Some(Block::Title { text, .. }) => text,
        _ => Sentence::NONE,
    };
    let mut annex = annex.under(Block::title(title));
    if let Some(remarks) = remarks(cohort, &ranking) {
        annex.push(remarks);
    }
    let draft = Draft {
        named: Named { kind: Phrase::OfficeNotice, sign: "TB" },
        subject: Sentence::say(Phrase::SubjectAnnouncement, [("year", period.into())]),
        body: Page::of(said(cohort, &ranking)),
        annex,
    };
    Ok((answer, draft))
}

/// The remarks that `rank` shows beside figures: re-scaled, equal in print, or unranked and why.
fn remarks(cohort: &Cohort, ranking: &Ranking) -> Option<Block> {
    let page = ranking_page(cohort, ranking);
    let rows = page.tables().flat_map(crate::page::Table::rows);
    let remarks = rows.filter_map(|row| {
        let unit = &ranking.of(row.about.as_deref()?)?.unit;
        let Some(Cell::Text(remark)) = row.cells.last() else { return None };
        let said = Sentence::from(&unit.name).then(" (").and(remark.clone()).then(")");
        (!remark.is_empty()).then_some(said)
    });
    let remarks: Vec<Sentence> = remarks.collect();
    let units = (!remarks.is_empty()).then(|| Sentence::joined(remarks, ", "))?;
    Some(Block::remark(Sentence::say(Phrase::NoticeRemarks, [("units", units.into())])))
}

/// Sentences on the number of units, the first, the last, the mean and the grades.
fn said(cohort: &Cohort, ranking: &Ranking) -> Vec<Block> {
    let rows = ranking.rows();
    let ranked: Vec<_> = rows.iter().filter(|row| row.rank.is_some()).collect();
    let count = [("units", counted(rows.len()).into()), ("ranked", counted(ranked.len()).into())];
    let mut blocks = vec![Block::say(Sentence::say(Phrase::NoticeUnits, count))];
    let index = |unit: &str| {
        let total = cohort.card(unit).map(crate::scoring::Scorecard::total)?;
        let cell = index_cell(cohort.framework(), &total);
        let said = |lang: Lang| cell.said(Kind::Figure, Look { lang, ..Look::default() });
        Some(Text::of(said))
    };
    if let Some(mean) = mean(cohort, ranking).filter(|_| ranked.len() > 1) {
        blocks.push(Block::say(Sentence::say(Phrase::NoticeMean, [("mean", mean)])));
    }
    for (phrase, row) in [
        (Phrase::NoticeFirst, ranked.first()),
        (Phrase::NoticeLast, ranked.last().filter(|_| ranked.len() > 1)),
    ] {
        let Some((row, rank)) = row.and_then(|row| Some((row, row.rank?))) else { continue };
        // All units that share the rank are named.
        let alike = ranked.iter().filter(|other| other.rank == Some(rank));
        let alike: Vec<Sentence> = alike.map(|one| Sentence::from(&one.unit.name)).collect();
        let args = [
            ("units", Arg::Said(Sentence::some_of(alike, NAMED))),
            ("index", index(&row.unit.id).unwrap_or_default().into()),
            ("rank", rank.to_string().into()),
        ];
        blocks.push(Block::say(Sentence::say(phrase, args)));
    }
    let mut grades: Vec<(&Text, Vec<Sentence>)> = Vec::new();
    for row in &ranked {
        let Some(label) = row.grade.label.as_deref() else { continue };
        match grades.iter_mut().find(|(known, _)| *known == label) {
            Some((_, units)) => units.push(Sentence::from(&row.unit.name)),
            None => grades.push((label, vec![Sentence::from(&row.unit.name)])),
        }
    }
    for (label, units) in grades {
        let args = [
            ("grade", label.clone().into()),
            ("count", counted(units.len()).into()),
            ("units", Sentence::some_of(units, NAMED).into()),
        ];
        blocks.push(Block::inside(1, Sentence::say(Phrase::NoticeGrade, args)));
    }
    let silent: Vec<Sentence> = rows
        .iter()
        .filter(|row| row.rank.is_none())
        .map(|row| {
            let state = cohort.card(&row.unit.id).map(|card| card.state().phrase());
            let state = state.map(|state| Sentence::word(state).lower()).unwrap_or_default();
            Sentence::from(&row.unit.name).then(" (").and(state).then(")")
        })
        .collect();
    if !silent.is_empty() {
        let args = [("units", Sentence::some_of(silent, NAMED).into())];
        blocks.push(Block::say(Sentence::say(Phrase::NoticeUnranked, args)));
    }
    blocks.push(Block::say(Phrase::NoticeAnnex));
    blocks
}
