//! What the command `survey` prints on standard error beside its result.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;
use par_index::view::{self, Look};
use par_index::{Finding, Lang};
use par_index_office::Format;

use crate::files::shown;
use crate::given::path;
use crate::output::Output;
use crate::texts::word;

/// How many warnings and notes are printed in full; errors are all printed.
const MOST_TOLD: usize = 100;

/// Tells the user that a JSON output file holds the result object, not the table of survey scores
/// that other questions take as input.
pub(crate) fn said_of_json(args: &ArgMatches, output: &Output, lang: Lang) {
    let stays = |_: &&Path| output.format == Format::Json && !output.is_json_stream();
    if let Some(file) = path(args, "output").filter(stays) {
        let _ = writeln!(
            io::stderr(),
            "{}: {}",
            par_index::words::shown(&shown(file)),
            word("survey-json", lang)
        );
    }
}

/// Prints all errors and the first [`MOST_TOLD`] of the other findings, followed by the number of
/// those left out. No other command reads ballots, so the findings can be listed only here.
pub(crate) fn tell(findings: &[Finding], look: Look) {
    let mut told: Vec<Finding> = findings.to_vec();
    told.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    let errors = told.iter().filter(|finding| finding.is_error()).count();
    told.truncate(errors + MOST_TOLD);
    let color = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let text = view::findings_page(&told, usize::MAX).text(Look { color, ..look });
    let mut out = io::stderr().lock();
    let _ = out.write_all(text.as_bytes());
    if told.len() < findings.len() {
        let more = findings.len() - told.len();
        let _ = writeln!(out, "+ {more} {}", word("survey-more", look.lang));
    }
}
