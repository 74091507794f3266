//! The columns of the long table: one list for its readers and its writers.

use par_index::assessment::StageName;

/// The columns of the long table, in the order in which they are written.
pub const LONG_COLUMNS: [&str; 25] = [
    "unit",
    "name",
    "group",
    "year",
    "channel",
    "component",
    "stage",
    "self",
    "appraised",
    "appraised_again",
    "survey",
    "done",
    "of",
    "count",
    "answer",
    "level",
    "evidence",
    "self_note",
    "appraised_note",
    "appraised_again_note",
    "explanation",
    "by",
    "origin_self",
    "origin_appraised",
    "origin_survey",
];

/// Columns written behind [`LONG_COLUMNS`] only where a row has a value for them: a period that is
/// no whole year, the day of a sheet, the days of its values.
pub(crate) const FURTHER: [&str; 3] = ["period", "as_of", "on"];

/// The column in a written long table that marks values which could not be read from their source.
pub(crate) const NOT_READ: &str = "not_read";

/// The first letters of columns that are passed over in reading: the origins that a join writes,
/// and the further columns beside the points of a survey.
pub(crate) const PASSED: [&str; 2] = ["origin_", "survey_"];

pub(crate) const STAGES: [StageName; 4] = StageName::ALL;

pub(crate) const NOTES: [(StageName, &str); 3] = [
    (StageName::SelfScore, "self_note"),
    (StageName::Appraised, "appraised_note"),
    (StageName::AppraisedAgain, "appraised_again_note"),
];

pub(crate) const FACTS: [&str; 5] = ["done", "of", "count", "answer", "level"];

/// The headings that are read from a long table.
pub(crate) fn read() -> Vec<&'static str> {
    let all = LONG_COLUMNS.into_iter().chain(FURTHER);
    let all = all.map(|name| if name == "component" { "code" } else { name });
    all.filter(|name| !PASSED.iter().any(|passed| name.starts_with(passed))).collect()
}
