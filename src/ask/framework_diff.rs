//! `framework diff`: shows what changed from one framework to another.

mod view;

pub use self::view::{FrameworkChangeRow, framework_changes, framework_changes_page};
use super::answer::Answer;
use super::common::Common;
use super::crosswalk::CrosswalkAsked;
use super::flags::flags;
use super::flags::needs;
use super::parts::row::Nothing;
use super::parts::ruler::Ruler;
use super::question::{Outcome, Part, Question};
use crate::dossier::{Digested, Dossier};
use crate::error::Error;
use crate::framework::Framework;

flags! {
    /// Shows what changed between two frameworks.
    pub struct FrameworkDiff {}
}

impl Question for FrameworkDiff {
    type Row = FrameworkChangeRow;
    type Summary = ();
    type Beside = Nothing;
    const NAME: &'static str = "framework-diff";
    const ABOUT: [&'static str; 2] = [
        "What changed from one framework to another: nodes, points, rules, agencies, policies.",
        "Bộ tiêu chí sau khác bộ tiêu chí trước ở đâu: tiêu chí, điểm, cách tính, cơ quan, quy định.",
    ];
    const USAGE: &'static str = "par-index framework diff OLD NEW";
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
        let (old, new) = two(dossier)?;
        let rows = framework_changes(old, new);
        let asked = CrosswalkAsked { previous_framework: Ruler::of(old) };
        let answer = Self::listed(rows.clone()).asked(&asked);
        let answer = answer.page(move || framework_changes_page(&rows));
        Ok(Outcome { framework: Some(new.clone()), ..Outcome::apart(answer, Vec::new()) })
    }

    fn seal(&self, dossier: &Dossier, digest: &mut Digested) {
        let Ok((old, new)) = two(dossier) else { return };
        digest.add(old.hash());
        digest.add(new.hash());
    }

    fn is_void(&self, _: &Dossier, _: &Answer) -> bool {
        false
    }
}

/// The earlier and the later framework of the dossier.
fn two(dossier: &Dossier) -> Result<(&Framework, &Framework), Error> {
    let name = FrameworkDiff::NAME;
    let index = dossier.index().ok_or_else(|| needs(name, "framework"))?;
    let earlier = index.earlier.as_ref().ok_or_else(|| needs(name, "previous_framework"))?;
    Ok((&earlier.framework, &index.framework))
}
