//! `survey`: ballots in, the long form out.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;
use par_index::ask::Asked;
use par_index::assessment::{SurveyCounts, Tally};
use par_index::view::{self, Look};
use par_index::{Finding, Lang};

use crate::failure::Failure;
use crate::files::{self, shown};
use crate::folder::{self, Listed};
use crate::given::{path, paths};
use crate::output::{Format, Output};
use crate::progress::Progress;
use crate::reading;
use crate::texts::word;

/// Warnings and notes that are told in full.
const MOST_TOLD: usize = 100;

/// Counts the ballots as they shall be shown.
pub(crate) fn counted(
    asked: &Asked,
    args: &ArgMatches,
    lang: Lang,
) -> Result<SurveyCounts, Failure> {
    let view = asked.survey_view().unwrap_or_default();
    let framework = reading::framework(args, lang)?;
    let file = path(args, "questions").unwrap_or(Path::new(""));
    let (questions, found) =
        par_index_sheets::read_questions(&framework, &shown(file), &files::read(file, lang)?);
    reading::readable(&shown(file), &found)?;
    let mut tally = Tally::new(&questions).at_least(view.least);
    for finding in found {
        tally.finding(finding);
    }
    if let Some(period) = asked.common().period() {
        tally = tally.for_period(period);
    }
    if let Some((register, found)) = reading::register(args, lang)? {
        tally = tally.with_register(register);
        for finding in found {
            tally.finding(finding);
        }
    }
    if let Some(file) = path(args, "asked") {
        par_index_sheets::read_asked(&mut tally, &shown(file), &files::read(file, lang)?);
    }
    let Listed { files: ballots, findings } = folder::list(&paths(args, "ballots"), lang)?;
    for finding in findings {
        tally.finding(finding);
    }
    let progress = Progress::new(ballots.len());
    for file in &ballots {
        progress.step(&format!("{} {}", word("reading", lang), file.name()));
        let read = |input: &mut dyn io::Read| {
            par_index_sheets::read_ballots(&mut tally, &questions, file.name(), input)
        };
        let read = file.stream(lang, read)?;
        if let Err(finding) = read {
            tally.finding(finding);
            tally.cut_short();
        }
    }
    Ok(tally.with_targets(&view.targets).finish())
}

/// Says that a file of JSON is the result object, not the table that other questions read.
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

/// All errors, and so many of the rest: no other command reads ballots, so none could list them.
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
