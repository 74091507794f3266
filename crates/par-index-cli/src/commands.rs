//! The subcommands that compute: arguments in, one reply out.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::view::{self, Look};
use par_index::{
    Beside, By, Call, Day, Earlier, Efforts, Error, Finding, Framework, Input, Inputs, Lang,
    Options, Percent, Prefer, Printed, Register, Reply, Rulers,
};

use par_index_sheets::CsvWriter;

use crate::args::{given, path, paths, text, texts};
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::folder::{self, Listed};
use crate::output::{Format, Output};
use crate::progress::Progress;
use crate::texts::word;

/// The framework an argument names: an embedded id, or a file.
pub(crate) fn framework(args: &ArgMatches, lang: Lang) -> Result<Framework, Failure> {
    framework_named(path(args, "framework").unwrap_or(Path::new("")), args, lang)
}

/// A framework by its id or file.
pub(crate) fn framework_named(
    name: &Path,
    args: &ArgMatches,
    lang: Lang,
) -> Result<Framework, Failure> {
    if let Some(id) = id(name) {
        return Ok(par_index::framework(id)?);
    }
    let bytes = files::read(name, lang)?;
    let policies = match path(args, "policies") {
        Some(file) => Some((shown(file), files::read(file, lang)?)),
        None => None,
    };
    let policies = policies.as_ref().map(|(file, bytes)| (file.as_str(), bytes.as_slice()));
    Ok(par_index_sheets::read_framework_file(&shown(name), &bytes, policies)?)
}

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
        options: &Options,
        lang: Lang,
    ) -> Result<Ruled, Failure> {
        let named = paths(args, "framework");
        let issued = named.iter().map(|name| framework_named(name, args, lang));
        let rulers = Rulers::new(issued.collect::<Result<_, Failure>>()?);
        let asked = rulers.frameworks().iter().map(|issued| options.framework(issued));
        let asked = Rulers::new(asked.collect::<Result<_, Error>>()?);
        let readings = read_files(&paths(args, inputs), args, &asked, options, lang)?;
        let (issued, input) = rulers.settle(readings, options.year)?;
        let (issued, framework) = (issued.clone(), options.framework(issued)?);
        Ok(Ruled { asked, issued, framework, input })
    }

    /// The same for inputs that the call is held against: of the years before, the latest.
    fn before(
        &self,
        call: Call,
        names: &[PathBuf],
        args: &ArgMatches,
        asked: &Options,
        lang: Lang,
    ) -> Result<(Framework, Input), Failure> {
        let readings = read_files(names, args, &self.asked, asked, lang)?;
        let years = Rulers::years(&readings);
        let before = |year: u16| years.range(..=year).next_back().copied();
        let year = if call == Call::Diff { asked.year } else { asked.year.and_then(before) };
        let (ruler, input) = self.asked.settle(readings, year)?;
        Ok((ruler.clone(), input))
    }
}

/// The embedded id that a name is, where it is no file's.
pub(crate) fn id(name: &Path) -> Option<&str> {
    name.to_str().filter(|text| !(text.contains(['/', '\\', '.']) || name.is_file()))
}

/// What the flags ask.
pub(crate) fn options(args: &ArgMatches, lang: Lang) -> Result<Options, Failure> {
    let mut options = Options::default();
    let parse = |name: &str| -> Result<Option<serde_json::Value>, Failure> {
        Ok(text(args, name).map(|text| serde_json::Value::String(text.to_owned())))
    };
    let known = |name: &'static str| {
        move |error: serde_json::Error| {
            let error = error.to_string();
            let known = error.split_once("expected ").map_or("", |(_, known)| known);
            let known = known.replace("one of ", "").replace(" or ", ", ").replace('`', "");
            let found = text(args, name).unwrap_or_default();
            let [wrong, expected] = ["invalid_value", "expected"].map(|key| word(key, lang));
            Failure::Usage(format!("{wrong}: --{name} “{found}”; {expected} {known}"))
        }
    };
    if let Some(basis) = parse("basis")? {
        options.basis = Some(serde_json::from_value(basis).map_err(known("basis"))?);
    }
    if let Some(order) = parse("order")? {
        options.order = Some(serde_json::from_value(order).map_err(known("order"))?);
    }
    options.below = percent(args, "below", lang)?;
    if let Some(vary) = parse("vary")? {
        options.vary = Some(serde_json::from_value(vary).map_err(known("vary"))?);
    }
    options.amount = percent(args, "amount", lang)?;
    options.replicates = args.try_get_one("replicates").ok().flatten().copied();
    options.seed = args.try_get_one("seed").ok().flatten().copied();
    if let Some(level) = parse("level")? {
        options.level = Some(serde_json::from_value(level).map_err(known("level"))?);
    }
    if let Some(show) = parse("show")? {
        options.show = Some(serde_json::from_value(show).map_err(known("show"))?);
    }
    if let Some(by) = parse("by")? {
        let by: By = serde_json::from_value(by).map_err(known("by"))?;
        options.by = Some(by);
    }
    if let Some(prefer) = parse("prefer")? {
        let prefer: Prefer = serde_json::from_value(prefer).map_err(known("prefer"))?;
        options.prefer = Some(prefer);
    }
    let owned = |name: &str| text(args, name).map(str::to_owned);
    options.unit = owned("unit");
    options.other = owned("other");
    options.within = owned("within");
    options.node = owned("node");
    options.lead = owned("lead");
    options.channel = owned("channel");
    options.each = given(args, "each");
    options.by_group = given(args, "by-group");
    options.no_survey = given(args, "no-survey");
    options.strict = given(args, "strict");
    options.draft = given(args, "draft");
    options.year = args.try_get_one("year").ok().flatten().copied();
    options.top = args.try_get_one("top").ok().flatten().copied();
    options.repair_first = args.try_get_one("repair-first").ok().flatten().copied();
    options.target = percent(args, "target", lang)?;
    options.grade = owned("grade");
    options.rank = args.try_get_one("rank").ok().flatten().copied();
    options.budget = args.try_get_one("budget").ok().flatten().copied();
    options.frontier = given(args, "frontier");
    options.with_survey = given(args, "with-survey");
    options.fix = texts(args, "fix");
    options.without = texts(args, "without");
    options.capacity = texts(args, "capacity");
    if let Some(day) = text(args, "on") {
        let [wrong, expected] = ["invalid_value", "expected"].map(|key| word(key, lang));
        let like = format!("{wrong}: --on “{day}”; {expected} 2023-06-30");
        options.on = Some(Day::read(day).map_err(|_| Failure::Usage(like))?);
    }
    options.set = texts(args, "set");
    options.repair = texts(args, "repair");
    for pair in texts(args, "policy") {
        let (key, value) = pair
            .split_once('=')
            .ok_or_else(|| Failure::Usage(format!("--policy {pair}: KEY=VALUE")))?;
        options.policy.insert(key.to_owned(), value.to_owned());
    }
    Ok(options)
}

/// A percentage as people write it: `50`, `50%`, `12,5`.
fn percent(args: &ArgMatches, name: &str, lang: Lang) -> Result<Option<Percent>, Failure> {
    text(args, name).map(|text| percent_of(name, text, lang)).transpose()
}

/// The percentage of a flag.
pub(crate) fn percent_of(name: &str, text: &str, lang: Lang) -> Result<Percent, Failure> {
    let plain = text.trim_end_matches('%').trim().replace(',', ".");
    plain
        .parse()
        .map_err(|_| Failure::Usage(format!("{}: --{name} “{text}”", word("invalid_value", lang))))
}

/// The register of units, if one is given, with what is wrong with it.
pub(crate) fn register(
    args: &ArgMatches,
    lang: Lang,
) -> Result<Option<(Register, Vec<Finding>)>, Failure> {
    let Some(file) = path(args, "units") else { return Ok(None) };
    let bytes = files::read(file, lang)?;
    let (register, findings) = par_index_sheets::read_register(&shown(file), &bytes);
    readable(&shown(file), &findings)?;
    Ok(Some((register, findings)))
}

/// A table that a call cannot do without is refused where it could not be read.
pub(crate) fn readable(file: &str, findings: &[Finding]) -> Result<(), Failure> {
    if findings.iter().any(|finding| finding.is_error() && finding.is_of_file()) {
        return Err(Failure::Call(Error::of_findings(file, findings.to_vec())));
    }
    Ok(())
}

/// Reads and joins all files of these names, under one framework.
fn read_files_under(
    framework: &Framework,
    names: &[PathBuf],
    args: &ArgMatches,
    options: &Options,
    lang: Lang,
) -> Result<Input, Failure> {
    let ruler = Rulers::new(vec![framework.clone()]);
    let mut readings = read_files(names, args, &ruler, options, lang)?;
    Ok(readings.pop().map(Inputs::finish).unwrap_or_default())
}

/// The same under several: every file is read once, and gives a reading for each of them.
fn read_files(
    names: &[PathBuf],
    args: &ArgMatches,
    rulers: &Rulers,
    options: &Options,
    lang: Lang,
) -> Result<Vec<Inputs>, Failure> {
    let (register, found) = register(args, lang)?.unzip();
    let Listed { files, findings } = folder::list(names, lang)?;
    let found: Vec<Finding> = found.into_iter().flatten().chain(findings).collect();
    let mut readings = Vec::new();
    for ruler in rulers.frameworks() {
        let mut inputs = rulers.inputs(ruler, register.clone(), options);
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
    framework: &Framework,
    lang: Lang,
) -> Result<Option<Efforts>, Failure> {
    let Some(file) = path(args, "efforts") else { return Ok(None) };
    let table = files::read(file, lang)?;
    let efforts = par_index_sheets::read_efforts(framework, &shown(file), &table);
    readable(&shown(file), &efforts.findings())?;
    Ok(Some(efforts))
}

/// The inputs that a call is held against, if any are given.
fn earlier(
    call: Call,
    key: &str,
    args: &ArgMatches,
    (ruled, options): (&Ruled, &Options),
    lang: Lang,
) -> Result<Option<Earlier>, Failure> {
    let names = paths(args, key);
    if names.is_empty() {
        return Ok(None);
    }
    let mut asked = options.clone();
    if call != Call::Diff {
        asked.year = Earlier::year(&ruled.input, options.year);
    }
    let (ruler, input) = match path(args, "previous-framework") {
        Some(name) => {
            let ruler = options.framework(&framework_named(name, args, lang)?)?;
            let input = read_files_under(&ruler, &names, args, &asked, lang)?;
            (ruler, input)
        }
        None => ruled.before(call, &names, args, &asked, lang)?,
    };
    let mut earlier = Earlier::new(&ruler, input);
    if let Some(file) = path(args, "crosswalk") {
        let rows = if let Some(id) = id(file) {
            par_index::crosswalk_rows(id, &ruler, &ruled.issued)?
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

/// Runs a subcommand that computes; gives the exit code.
pub(crate) fn run(name: &str, args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let output = Output::of(args, lang)?;
    let reply = match reply(name, args, lang) {
        Err(Failure::Call(error)) if error.is_refused() && output.is_json_stream() => {
            // A program reads an object, whatever came of the call; a file keeps what it holds.
            output.write(|out| writeln!(out, "{}", error.to_json()))?;
            return Err(Failure::Call(error));
        }
        reply => reply?,
    };
    if let Err(refused) = output.admits(reply.not_read()) {
        tell(reply.findings(), output.look);
        return Err(refused);
    }
    if reply.is_void() && output.keeps() {
        tell(reply.findings(), output.look);
        return Ok(reply.exit_code().max(1));
    }
    write(&reply, &output)?;
    Ok(reply.exit_code())
}

fn reply(name: &str, args: &ArgMatches, lang: Lang) -> Result<Reply, Failure> {
    let inputs_of = if name == "diff" { "after" } else { "inputs" };
    if paths(args, inputs_of).is_empty() && path(args, "units").is_none() {
        return Err(Failure::Usage(format!("IN: {}", word("missing", lang))));
    }
    if name == "verify" {
        let printed = files::read_text(path(args, "printed").unwrap_or(Path::new("")), lang)?;
        let printed = Printed::read(&printed)?;
        let (call, options) = (printed.call(), printed.options());
        let ruled = Ruled::read(args, inputs_of, options, lang)?;
        if call == Call::Together {
            let beside = beside(args, options, lang)?;
            let register = register(args, lang)?.map(|(register, _)| register);
            let Ruled { framework, input, .. } = ruled;
            return Ok(printed.verify_together(&framework, input, beside, register.as_ref())?);
        }
        let earlier = earlier(call, "previous", args, (&ruled, options), lang)?;
        let efforts = efforts(args, &ruled.framework, lang)?;
        Ok(printed.verify(&ruled.framework, ruled.input, earlier, efforts)?)
    } else if name == "together" {
        together(args, lang)
    } else {
        let call = serde_json::from_value::<Call>(name.into())
            .map_err(|error| Failure::Usage(error.to_string()))?;
        let options = options(args, lang)?;
        options.check(call)?;
        let ruled = Ruled::read(args, inputs_of, &options, lang)?;
        if let Some(efforts) = efforts(args, &ruled.framework, lang)? {
            let Ruled { framework, input, .. } = ruled;
            return Ok(Reply::with_efforts(call, &framework, input, efforts, &options)?);
        }
        let key = if call == Call::Diff { "before" } else { "previous" };
        let earlier = earlier(call, key, args, (&ruled, &options), lang)?;
        Ok(Reply::against(call, &ruled.framework, ruled.input, earlier, &options)?)
    }
}

/// Several indices side by side: `-f FW IN…` and each `--with FW=IN`.
fn together(args: &ArgMatches, lang: Lang) -> Result<Reply, Failure> {
    let options = options(args, lang)?;
    options.check(Call::Together)?;
    let Ruled { framework, input, .. } = Ruled::read(args, "inputs", &options, lang)?;
    let beside = beside(args, &options, lang)?;
    let register = register(args, lang)?.map(|(register, _)| register);
    Ok(Reply::together(&framework, input, beside, register.as_ref(), &options)?)
}

/// The further indices: the inputs of one framework are joined, however often it is named.
fn beside(args: &ArgMatches, options: &Options, lang: Lang) -> Result<Vec<Beside>, Failure> {
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
        let ruler = options.framework(&framework_named(&ruler, args, lang)?)?;
        let input = read_files_under(&ruler, &inputs, args, options, lang)?;
        Ok(Beside::new(&ruler, input))
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

/// The result where it belongs, the findings beside it.
fn write(reply: &Reply, output: &Output) -> Result<(), Failure> {
    let is_check = reply.call() == Call::Check;
    match output.format {
        Format::Json => output.write(|out| {
            reply.write_json(&mut *out)?;
            out.write_all(b"\n")
        })?,
        Format::Csv | Format::Table if reply.call() == Call::Join => write_joined(reply, output)?,
        Format::Csv if is_check => {
            findings_csv(reply.findings(), !reply.not_read().is_empty(), output)?;
        }
        Format::Csv => {
            output.csv(&reply.columns(), reply.claimed_columns(), |give| reply.each_row(give))?
        }
        Format::Table => output.write(|out| out.write_all(reply.text(output.look).as_bytes()))?,
    }
    if !(is_check && output.format == Format::Table) {
        tell(reply.findings(), output.look);
    }
    Ok(())
}

/// Joined inputs as a long table.
fn write_joined(reply: &Reply, output: &Output) -> Result<(), Failure> {
    let joined = reply.joined().unwrap_or_default();
    let unread = reply.not_read();
    output.write(|out| {
        if output.format == Format::Table {
            out.write_all(view::unread_line(unread, output.look).as_bytes())?;
        }
        par_index_sheets::write_long(joined, !unread.is_empty(), out)
    })
}

/// Findings as a table of their own.
pub(crate) fn findings_csv(
    findings: &[Finding],
    not_read: bool,
    output: &Output,
) -> Result<(), Failure> {
    output.write(|out| {
        let mut csv = CsvWriter::new(out);
        let mark = not_read.then_some("not_read");
        csv.record(Finding::COLUMNS.into_iter().chain(mark))?;
        for finding in findings {
            if not_read {
                csv.row(&(finding, true))?;
            } else {
                csv.row(finding)?;
            }
        }
        csv.flush()
    })
}

/// Findings on standard error, where they disturb no program.
pub(crate) fn tell(findings: &[Finding], look: Look) {
    if findings.is_empty() {
        return;
    }
    let color = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let text = view::findings_beside(findings, Look { color, ..look });
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
