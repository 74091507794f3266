//! `crosswalk`: the map between two frameworks, the embedded one or a first draft.

use super::answer::Answer;
use super::common::Common;
use super::flags::flags;
use super::question::{Outcome, Part, Question, needs};
use crate::analysis::{Became, Crosswalk as Map, CrosswalkRow, crosswalk_rows};
use crate::dossier::{Dossier, Index};
use crate::error::Error;
use crate::reply::{Digested, Ruler};
use crate::view;

flags! {
    /// The map between two frameworks.
    pub struct Crosswalk {}
}

impl Question for Crosswalk {
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

    fn outcome(&self, dossier: &Dossier, _: &Common) -> Result<Outcome, Error> {
        let index = dossier.index().ok_or_else(|| needs(Self::NAME, "framework"))?;
        let (old, new, embedded, map) = mapped(index)?;
        let count = |kind| map.iter().filter(|row| row.kind == kind).count();
        let summary = serde_json::json!({
            // Null of a draft, which is to be completed.
            "embedded": embedded,
            "same": count(Became::Same),
            "renamed": count(Became::Renamed),
            "rescaled": count(Became::Rescaled),
            "split": count(Became::Split),
            "merged": count(Became::Merged),
            "new": count(Became::New),
            "dropped": count(Became::Dropped),
        });
        let answer = Answer::listed(map.clone()).summary(summary);
        let asked = serde_json::json!({ "previous_framework": Ruler::of(old) });
        let answer = answer.asked(&asked);
        let answer = answer.page(move || view::crosswalk_page(&map));
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

/// The old framework, the new one, the id of the embedded map between them if there is one, the map.
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

impl super::answer::RowType for CrosswalkRow {
    const COLUMNS: &'static [&'static str] = CrosswalkRow::COLUMNS;
}
