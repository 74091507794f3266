//! `survey`: ballots in, the long form out.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;
use par_index::view::{self, Look, SurveyView};
use par_index::{Confidence, Finding, FullAt, Lang, TableReply, Tally, Target};

use crate::args::{path, paths, text, texts};
use crate::commands::{self, percent_of};
use crate::documents::table_reply;
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::folder::{self, Listed};
use crate::output::{Format, Output};
use crate::progress::Progress;
use crate::texts::word;

/// Warnings and notes that are told in full.
const MOST_TOLD: usize = 100;

/// Counts the ballots and writes what they give.
pub(crate) fn survey(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let output = Output::of(args, lang)?;
    let view = view_of(args, lang)?;
    let framework = commands::framework(args, lang)?;
    let file = path(args, "questions").unwrap_or(Path::new(""));
    let (questions, found) =
        par_index_sheets::read_questions(&framework, &shown(file), &files::read(file, lang)?);
    commands::readable(&shown(file), &found)?;
    let mut tally = Tally::new(&questions).at_least(view.least);
    for finding in found {
        tally.finding(finding);
    }
    if let Some(year) = args.try_get_one("year").ok().flatten() {
        tally = tally.for_year(*year);
    }
    if let Some((register, found)) = commands::register(args, lang)? {
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
    drop(progress);
    let counted = tally.with_targets(&view.targets).finish();
    if let Err(refused) = output.admits(counted.not_read()) {
        tell(counted.findings(), output.look);
        return Err(refused);
    }
    let marked = !counted.not_read().is_empty();
    let failed = marked || counted.findings().iter().any(Finding::is_error);
    if counted.units().is_empty() && output.keeps() {
        tell(counted.findings(), output.look);
        return Ok(1);
    }
    let reply = TableReply::survey(&counted, &view);
    table_reply(&reply, &output)?;
    let stays = |_: &&Path| output.format == Format::Json && !output.is_json_stream();
    if let Some(file) = path(args, "output").filter(stays) {
        let _ = writeln!(
            io::stderr(),
            "{}: {}",
            par_index::shown(&shown(file)),
            word("survey-json", lang)
        );
    }
    tell(counted.findings(), output.look);
    Ok(u8::from(failed))
}

/// All errors, and so many of the rest: no other command reads ballots, so none could list them.
fn tell(findings: &[Finding], look: Look) {
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

/// Confidence, error, least answers and targets.
fn view_of(args: &ArgMatches, lang: Lang) -> Result<SurveyView, Failure> {
    let mut view = SurveyView::default();
    if let Some(asked) = text(args, "confidence") {
        let known = [Confidence::Ninety, Confidence::NinetyFive, Confidence::NinetyNine];
        let known = known.into_iter().find(|one| one.as_str() == asked.trim_end_matches('%'));
        view.confidence =
            known.ok_or_else(|| Failure::Usage(format!("--confidence “{asked}”: 90, 95, 99")))?;
    }
    if let Some(error) = text(args, "error") {
        view.error = percent_of("error", error, lang)?;
        let (low, high) = (par_index::Percent::ZERO, par_index::Percent::HUNDRED);
        if view.error <= low || view.error > high {
            return Err(Failure::Usage(format!("--error {error}: 0 < PERCENT ≤ 100")));
        }
    }
    if let Some(least) = args.try_get_one::<u64>("least").ok().flatten() {
        view.least = *least;
    }
    for (name, strict) in [("above", true), ("at-least", false)] {
        for goal in texts(args, name) {
            let (channel, percent) = match goal.rsplit_once('=') {
                Some((channel, percent)) => (Some(channel.trim().to_owned()), percent.trim()),
                None => (None, goal.as_str()),
            };
            let percent = percent_of(name, percent, lang)?;
            if percent < par_index::Percent::ZERO {
                return Err(Failure::Usage(format!("--{name} “{goal}”: 0 ≤ PERCENT")));
            }
            let threshold = if strict { FullAt::Above(percent) } else { FullAt::AtLeast(percent) };
            view.targets.push(Target { channel, threshold });
        }
    }
    Ok(view)
}
