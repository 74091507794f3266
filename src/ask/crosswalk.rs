//! `crosswalk`: the map between two frameworks, either embedded or a first draft.

use super::answer::Answer;
use super::common::Common;
use super::flags::flags;
use super::flags::needs;
use super::parts::row::{Nothing, summary};
use super::parts::ruler::Ruler;
use super::question::{Outcome, Part, Question};
use crate::analysis::{Crosswalk as Map, CrosswalkKind, CrosswalkRow, crosswalk_rows};
use crate::dossier::{Digested, Dossier, Index};
use crate::error::Error;
use crate::page::{Block, Cell, Column, Mark, Page, Table};
use crate::words::Sentence;

summary! {
    /// The number of rows of each kind.
    pub(crate) struct CrosswalkSummary {
        /// The id of the embedded map; `null` for a draft, which a person has to complete.
        embedded: Option<&'static str>,
        same: usize,
        renamed: usize,
        rescaled: usize,
        split: usize,
        merged: usize,
        new: usize,
        dropped: usize,
    }
}

summary! {
    /// The earlier framework, from which the map leads.
    pub(crate) struct CrosswalkAsked {
        previous_framework: Ruler,
    }
}

flags! {
    /// Prints the map between two frameworks.
    pub struct Crosswalk {}
}

impl Question for Crosswalk {
    type Row = CrosswalkRow;
    type Summary = CrosswalkSummary;
    type Beside = Nothing;
    const NAME: &'static str = "crosswalk";
    const ABOUT: [&'static str; 2] = [
        "The map between two frameworks: the embedded one, or a first draft.",
        "Bảng chuyển đổi giữa hai bộ tiêu chí: có sẵn, hoặc bản nháp để hoàn thiện.",
    ];
    const USAGE: &'static str = "par-index crosswalk OLD NEW -o FILE";
    const OF: &'static [Part] = &[Part::Framework];
    const TAKES: &'static [Part] = &[Part::PreviousNeeded];
    const COMMON: &'static [&'static str] = &[];
    const REPEATED: bool = false;

    #[cfg(feature = "schema")]
    fn asked_shape(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        use schemars::JsonSchema as _;
        CrosswalkAsked::json_schema(generator)
    }

    fn outcome(&self, dossier: &Dossier, _: &Common) -> Result<Outcome, Error> {
        let index = dossier.index().ok_or_else(|| needs(Self::NAME, "framework"))?;
        let (old, new, embedded, map) = mapped(index)?;
        let count = |kind| map.iter().filter(|row| row.kind == kind).count();
        let summary = CrosswalkSummary {
            embedded,
            same: count(CrosswalkKind::Same),
            renamed: count(CrosswalkKind::Renamed),
            rescaled: count(CrosswalkKind::Rescaled),
            split: count(CrosswalkKind::Split),
            merged: count(CrosswalkKind::Merged),
            new: count(CrosswalkKind::New),
            dropped: count(CrosswalkKind::Dropped),
        };
        let answer = Self::listed(map.clone()).summary(summary);
        let answer = answer.asked(&CrosswalkAsked { previous_framework: Ruler::of(old) });
        let answer = answer.page(move || crosswalk_page(&map));
        Ok(Outcome { framework: Some(new.clone()), ..Outcome::apart(answer, Vec::new()) })
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        let Some((old, new, _, map)) = dossier.index().and_then(|index| mapped(index).ok()) else {
            return;
        };
        digest.add(old.hash());
        digest.add(new.hash());
        digest.value(&map);
    }

    fn is_void(&self, _: &Dossier, _: &Answer) -> bool {
        false
    }
}

type Mapped<'a> =
    (&'a crate::Framework, &'a crate::Framework, Option<&'static str>, Vec<CrosswalkRow>);

/// The old framework, the new one, the id of the embedded map between them if there is one, and the
/// map.
fn mapped(index: &Index) -> Result<Mapped<'_>, Error> {
    let earlier = index.earlier.as_ref();
    let old = &earlier.ok_or_else(|| needs(Crosswalk::NAME, "previous_framework"))?.framework;
    let new = &index.framework;
    let embedded = Map::embedded_between(old, new);
    let map = match embedded {
        Some(id) => crosswalk_rows(id, old, new)?,
        None => Map::draft(old, new),
    };
    Ok((old, new, embedded, map))
}

impl super::parts::row::RowType for CrosswalkRow {
    const COLUMNS: &'static [&'static str] = CrosswalkRow::COLUMNS;
}

/// The rows of a crosswalk for human readers, with the number of rows of each kind.
pub fn crosswalk_page(rows: &[CrosswalkRow]) -> Page {
    let columns = [
        Column::code(),
        Column::mark(),
        Column::code(),
        Column::text(Sentence::NONE),
        Column::text(Sentence::NONE),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
    for row in rows {
        let code = |code: &str| match code {
            "" => Cell::Absent,
            code => Cell::Code(code.to_owned()),
        };
        table.push([
            code(&row.old),
            Cell::Mark(Mark::Becomes),
            code(&row.new),
            Cell::text(row.kind.as_str()),
            Cell::text(row.note.as_str()),
        ]);
    }
    let kinds = CrosswalkKind::ALL.iter().filter_map(|kind| {
        let count = rows.iter().filter(|row| row.kind == *kind).count();
        (count > 0).then(|| Sentence::from(kind.as_str()).then(": ").and(count))
    });
    Page::of([table.into(), Block::remark(Sentence::joined(kinds, ", "))])
}
