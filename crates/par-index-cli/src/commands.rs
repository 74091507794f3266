//! The subcommands that ask a question: arguments in, a dossier opened, one reply out.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::ask::{Asked, Common, Part, Rulers};
use par_index::dossier::{Dossier, Earlier, Index};
use par_index::reply::{Printed, Reply};
use par_index::{Efforts, Error, Finding, Framework, Input, Inputs, Lang, Period};

use par_index_sheets::Book;

use crate::args::is_of_rulers;
use crate::asked::asked;
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::folder::{self, Listed};
use crate::given::{path, paths, text};
use crate::output::{Format, Of, Output, tell};
use crate::progress::Progress;
use crate::reading::{self, announced, framework_named, id, readable, register};
use crate::survey;
use crate::texts::word;

/// The frameworks that `-f` names, and the inputs of the call under the one in force for its year.
pub(crate) struct Ruled {
    /// All that are named, under the policies asked for.
    asked: Rulers,
    /// The one of the call, as it was issued.
    issued: Framework,
    /// The same under the policies asked for.
    pub(crate) framework: Framework,
    pub(crate) input: Input,
}

impl Ruled {
    pub(crate) fn read(
        args: &ArgMatches,
        inputs: &str,
        common: &Common,
        lang: Lang,
    ) -> Result<Ruled, Failure> {
        let named = paths(args, "framework");
        let issued = named.iter().map(|name| framework_named(name, args, lang));
        let rulers = Rulers::new(issued.collect::<Result<_, Failure>>()?);
        let asked = rulers.frameworks().iter().map(|issued| common.framework(issued));
        let asked = Rulers::new(asked.collect::<Result<_, Error>>()?);
        let readings =
            read_files(&paths(args, inputs), args, &asked, (common, common.period()), lang)?;
        let (issued, input) = rulers.settle(readings, common.period())?;
        let (issued, framework) = (issued.clone(), common.framework(issued)?);
        Ok(Ruled { asked, issued, framework, input })
    }

    /// The same for inputs that it is held against: of the periods before the latest, or of the same.
    fn before(
        &self,
        names: &[PathBuf],
        args: &ArgMatches,
        (common, asked, same): (&Common, Option<Period>, bool),
        lang: Lang,
    ) -> Result<(Framework, Input), Failure> {
        let readings = read_files(names, args, &self.asked, (common, asked), lang)?;
        let periods = Rulers::periods(&readings);
        let before = |asked: Period| {
            let kind = |one: &&Period| one.kind() == asked.kind();
            periods.range(..=asked).rev().find(kind).copied()
        };
        let period = if same { asked } else { asked.and_then(before) };
        let (ruler, input) = self.asked.settle(readings, period)?;
        Ok((ruler.clone(), input))
    }
}

/// Reads and joins all files of these names, under one framework.
pub(crate) fn read_files_under(
    framework: &Framework,
    names: &[PathBuf],
    args: &ArgMatches,
    asked: (&Common, Option<Period>),
    lang: Lang,
) -> Result<Input, Failure> {
    let ruler = Rulers::new(vec![framework.clone()]);
    let mut readings = read_files(names, args, &ruler, asked, lang)?;
    Ok(readings.pop().map(Inputs::finish).unwrap_or_default())
}

/// The same under several: every file is read once, and gives a reading for each of them.
fn read_files(
    names: &[PathBuf],
    args: &ArgMatches,
    rulers: &Rulers,
    (common, period): (&Common, Option<Period>),
    lang: Lang,
) -> Result<Vec<Inputs>, Failure> {
    let (register, found) = register(args, lang)?.unzip();
    let Listed { files, findings } = folder::list(names, lang)?;
    let found: Vec<Finding> = found.into_iter().flatten().chain(findings).collect();
    let mut readings = Vec::new();
    for ruler in rulers.frameworks() {
        let mut inputs = rulers.inputs(ruler, register.clone(), common, period);
        inputs.register_findings(found.clone(), "--units");
        readings.push(inputs);
    }
    let progress = Progress::new(files.len() + 1);
    for file in &files {
        progress.step(&format!("{} {}", word("reading", lang), file.name()));
        let read = file.bytes(lang)?;
        for inputs in &mut readings {
            match &read {
                Ok(bytes) => par_index_sheets::read_input(inputs, file.name(), bytes),
                Err(finding) => inputs.not_read(finding.clone()),
            }
        }
    }
    progress.step(word("computing", lang));
    Ok(readings)
}

/// The table of efforts and measures, if one is given.
fn efforts(
    args: &ArgMatches,
    name: &str,
    framework: &Framework,
    lang: Lang,
) -> Result<Option<Efforts>, Failure> {
    let Some(file) = path(args, name) else { return Ok(None) };
    let table = files::read(file, lang)?;
    let efforts = par_index_sheets::read_efforts(framework, &shown(file), &table);
    readable(&shown(file), &efforts.findings())?;
    Ok(Some(efforts))
}

/// The inputs that a question is held against, if any are given; `same` if they are of the same period.
fn earlier(
    args: &ArgMatches,
    ruled: &Ruled,
    (common, same): (&Common, bool),
    lang: Lang,
) -> Result<Option<Earlier>, Failure> {
    // Of two states of one year; of a correction what was announced.
    let names = paths(args, if same { "before" } else { "previous" });
    let names = if names.is_empty() { paths(args, "previous") } else { names };
    let names: Vec<PathBuf> = names.into_iter().map(announced).collect();
    if names.is_empty() {
        return Ok(None);
    }
    let asked = common.period();
    let period = if same { asked } else { Earlier::period(&ruled.input, asked) };
    let (ruler, input) = match path(args, "previous-framework") {
        Some(name) => {
            let ruler = common.framework(&framework_named(name, args, lang)?)?;
            let input = read_files_under(&ruler, &names, args, (common, period), lang)?;
            (ruler, input)
        }
        None => ruled.before(&names, args, (common, period, same), lang)?,
    };
    let mut earlier = Earlier::new(&ruler, input);
    if let Some(file) = path(args, "crosswalk") {
        let rows = if let Some(id) = id(file) {
            par_index::analysis::crosswalk_rows(id, &ruler, &ruled.issued)?
        } else {
            let (rows, findings) =
                par_index_sheets::read_crosswalk(&shown(file), &files::read(file, lang)?);
            if findings.iter().any(Finding::is_error) {
                return Err(Failure::Call(Error::of_findings(shown(file), findings)));
            }
            rows
        };
        earlier = earlier.with_crosswalk(rows);
    }
    Ok(Some(earlier))
}

/// Reads all that a question is asked of.
fn opened(asked: &Asked, args: &ArgMatches, lang: Lang) -> Result<Dossier, Failure> {
    let question = asked.entry();
    let has = |part: Part| question.has(part);
    let common = asked.common();
    let mut dossier = Dossier::default();
    if has(Part::Table) {
        let file = path(args, "table").unwrap_or(Path::new(""));
        let (rows, findings) =
            par_index_sheets::read_printed(&shown(file), &files::read(file, lang)?);
        return Ok(dossier.with_table(rows, findings));
    }
    if is_of_rulers(question) {
        let ruler =
            |key: &str| framework_named(path(args, key).unwrap_or(Path::new("")), args, lang);
        let (old, new) = (ruler("old")?, ruler("new")?);
        let index = Index::new(&new, Input::default());
        return Ok(dossier.with(index.against(Earlier::new(&old, Input::default()))));
    }
    if has(Part::Ballots) {
        return Ok(dossier.with_ballots(survey::counted(asked, args, lang)?));
    }
    let is_given = !has(Part::Letter) || path(args, "letter").is_some();
    if has(Part::Directive) && is_given {
        let letter = reading::directive(args, lang)?;
        if let Some(file) = path(args, "progress") {
            let bytes = files::read(file, lang)?;
            let (progress, findings) =
                par_index_sheets::read_progress(&shown(file), &bytes, &letter);
            dossier = dossier.with_progress(progress, findings);
        }
        dossier = dossier.with_directive(letter);
        if !has(Part::Inputs) || paths(args, "framework").is_empty() {
            return Ok(dossier);
        }
    }
    let inputs =
        if has(Part::Before) && !paths(args, "after").is_empty() { "after" } else { "inputs" };
    if paths(args, inputs).is_empty() && path(args, "units").is_none() {
        return Err(Failure::Usage(format!("IN: {}", word("missing", lang))));
    }
    let ruled = Ruled::read(args, inputs, common, lang)?;
    for name in ["efforts", "measures"] {
        if let Some(efforts) = efforts(args, name, &ruled.framework, lang)? {
            dossier = dossier.with_efforts(efforts);
        }
    }
    let earlier = earlier(args, &ruled, (common, asked.takes(Part::Before)), lang)?;
    let index = Index::new(&ruled.framework, ruled.input);
    dossier = dossier.with(match earlier {
        Some(earlier) => index.against(earlier),
        None => index,
    });
    if !has(Part::With) {
        return Ok(dossier);
    }
    for index in beside(args, common, lang)? {
        dossier = dossier.with(index);
    }
    Ok(match register(args, lang)? {
        Some((register, _)) => dossier.with_register(&register),
        None => dossier,
    })
}

/// The further indices: the inputs of one framework are joined, however often it is named.
fn beside(args: &ArgMatches, common: &Common, lang: Lang) -> Result<Vec<Index>, Failure> {
    let mut sets: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
    for pair in args.try_get_many::<OsString>("with").ok().flatten().into_iter().flatten() {
        let (ruler, input) = halves(pair)
            .filter(|(ruler, input)| !ruler.as_os_str().is_empty() && !input.as_os_str().is_empty())
            .ok_or_else(|| Failure::Usage(format!("--with {}: FW=IN", shown(pair))))?;
        match sets.iter_mut().find(|(known, _)| *known == ruler) {
            Some((_, inputs)) => inputs.push(input),
            None => sets.push((ruler, vec![input])),
        }
    }
    let sets = sets.into_iter().map(|(ruler, inputs)| {
        let ruler = common.framework(&framework_named(&ruler, args, lang)?)?;
        let input = read_files_under(&ruler, &inputs, args, (common, common.period()), lang)?;
        Ok(Index::new(&ruler, input))
    });
    sets.collect()
}

/// What stands before and after the first `=`.
fn halves(pair: &OsStr) -> Option<(PathBuf, PathBuf)> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let bytes = pair.as_bytes();
        let (before, after) = bytes.split_at(bytes.iter().position(|byte| *byte == b'=')?);
        let part = |bytes| PathBuf::from(OsStr::from_bytes(bytes));
        Some((part(before), part(after.get(1..)?)))
    }
    #[cfg(not(unix))]
    pair.to_str()?.split_once('=').map(|(before, after)| (before.into(), after.into()))
}

/// Runs the subcommand of a question, or `verify`; gives the exit code.
pub(crate) fn run(name: &str, args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let paper = ["directive-papers", "paper"].contains(&name);
    let output = Output::of(args, lang, if paper { Of::Paper } else { Of::Result })?;
    let reply = match reply(name, args, lang) {
        Err(Failure::Call(error)) if error.is_refused() && output.is_json_stream() => {
            // A program reads an object, whatever came of the call; a file keeps what it holds.
            output.text(&format!("{}\n", error.to_json()))?;
            return Err(Failure::Call(error));
        }
        reply => reply?,
    };
    if let Err(refused) = output.sink.admits(reply.not_read(), output.look) {
        tell(reply.findings(), output.look);
        return Err(refused);
    }
    if reply.is_void() && output.sink.keeps() {
        tell(reply.findings(), output.look);
        return Ok(reply.exit_code().max(1));
    }
    output.result(&reply, args)?;
    if output.format != Format::Table || !reply.tells_findings() {
        let tell = if name == "survey" { survey::tell } else { tell };
        tell(reply.findings_beside(), output.look);
    }
    if name == "survey" {
        survey::said_of_json(args, &output, lang);
    }
    Ok(reply.exit_code())
}

/// All that a question is asked of, under its title.
pub(crate) fn titled_dossier(
    asked: &Asked,
    args: &ArgMatches,
    lang: Lang,
) -> Result<Dossier, Failure> {
    Ok(titled(opened(asked, args, lang)?, args))
}

fn reply(name: &str, args: &ArgMatches, lang: Lang) -> Result<Reply, Failure> {
    if name == "verify" {
        let file = path(args, "printed").unwrap_or(Path::new(""));
        let bytes = files::read(file, lang)?;
        if par_index_sheets::is_workbook(&bytes) {
            let book = Book::read(&shown(file), &bytes)?;
            return Ok(book.verify(&opened(book.printed().asked(), args, lang)?)?);
        }
        let printed = files::text_of(file, &bytes)?;
        let printed = Printed::read(&printed)?;
        return Ok(printed.verify(&opened(printed.asked(), args, lang)?)?);
    }
    let asked = asked(name, args)?;
    Ok(titled_dossier(&asked, args, lang)?.ask(&asked)?)
}

/// The dossier under the title that the folder's manifest gives it.
fn titled(dossier: Dossier, args: &ArgMatches) -> Dossier {
    match text(args, "folder-title") {
        Some(title) => dossier.titled(title),
        None => dossier,
    }
}
