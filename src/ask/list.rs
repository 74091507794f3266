//! The list of all questions. Command, help, request schemas and documentation are made from it.

use super::question::Entry;
use super::{
    audit, check, compare, crosswalk, cuts, diff, directive_check, directive_papers,
    directive_status, explain, forecast, framework_diff, intake, join, lost, paper, plan, rank,
    report, robustness, score, strengths, survey, table, together, trend, versus, weak, what_if,
};
use crate::error::Error;
use crate::finding::nearest;
use crate::json::cut;
use crate::words::{Arg, Phrase, Text};

/// All questions, in the order in which the help lists them.
pub static ALL: &[Entry] = &[
    Entry::of::<check::Check>(),
    Entry::of::<join::Join>(),
    Entry::of::<intake::Intake>(),
    Entry::of::<score::Score>(),
    Entry::of::<rank::Rank>(),
    Entry::of::<weak::Weak>(),
    Entry::of::<strengths::Strengths>(),
    Entry::of::<lost::Lost>(),
    Entry::of::<cuts::Cuts>(),
    Entry::of::<table::Table>(),
    Entry::of::<report::Report>(),
    Entry::of::<paper::Paper>(),
    Entry::of::<trend::Trend>(),
    Entry::of::<compare::Compare>(),
    Entry::of::<diff::Diff>(),
    Entry::of::<robustness::Robustness>(),
    Entry::of::<together::Together>(),
    Entry::of::<explain::Explain>(),
    Entry::of::<versus::Versus>(),
    Entry::of::<what_if::WhatIf>(),
    Entry::of::<plan::Plan>(),
    Entry::of::<forecast::Forecast>(),
    Entry::of::<crosswalk::Crosswalk>(),
    Entry::of::<framework_diff::FrameworkDiff>(),
    Entry::of::<survey::Survey>(),
    Entry::of::<audit::Audit>(),
    Entry::of::<directive_check::DirectiveCheck>(),
    Entry::of::<directive_status::DirectiveStatus>(),
    Entry::of::<directive_papers::DirectivePapers>(),
];

/// The entry of a question, by its name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.name == name)
}

/// The error that no question has this name.
pub(crate) fn unknown(name: &str) -> Error {
    let known: Vec<&str> = ALL.iter().map(|entry| entry.name).collect();
    let near = nearest(name, known.iter().copied());
    let near =
        near.map(|near| Text::new(format!(", có thể là “{near}”"), format!(", perhaps “{near}”")));
    let near = Arg::from(near.unwrap_or_default());
    let args = [("call", cut(name).into()), ("near", near), ("known", known.join(", ").into())];
    Error::usage(Phrase::UsageUnknownCall, &args)
}

/// The error that a flag belongs to other questions, or to none.
pub(super) fn foreign(entry: &Entry, key: &str) -> Error {
    let takes = |entry: &&Entry| entry.flags.iter().any(|flag| flag.key == key);
    let calls: Vec<&str> = ALL.iter().filter(takes).map(|entry| entry.name).collect();
    let args = vec![("call", Arg::from(entry.name)), ("key", cut(key).into())];
    if calls.is_empty() {
        return Error::usage(Phrase::UsageTakesNo, &args);
    }
    let calls = [("calls", calls.join(", ").into())];
    Error::usage(Phrase::UsageForeign, &args.into_iter().chain(calls).collect::<Vec<_>>())
}
