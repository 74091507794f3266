//! The subcommands that compute: arguments in, one reply out.

use std::io::{self, IsTerminal as _, Write};

use clap::ArgMatches;
use par_index::view::{self, Look};
use par_index::{
    Beside, By, Call, Day, Earlier, Efforts, Error, Finding, Framework, Input, Inputs, Lang,
    Options, Percent, Prefer, Printed, Register, Reply,
};

use crate::args::{given, text, texts};
use crate::failure::Failure;
use crate::files::{self, files};
use crate::output::{Format, Output};
use crate::progress::Progress;
use crate::texts::word;

/// The framework an argument names: an embedded id, or a file.
pub(crate) fn framework(args: &ArgMatches, lang: Lang) -> Result<Framework, Failure> {
    framework_named(text(args, "framework").unwrap_or_default(), args, lang)
}

/// A framework by its id or file.
pub(crate) fn framework_named(
    name: &str,
    args: &ArgMatches,
    lang: Lang,
) -> Result<Framework, Failure> {
    if !is_file(name) {
        return Ok(par_index::framework(name)?);
    }
    let bytes = files::read(name, lang)?;
    let policies = match text(args, "policies") {
        Some(file) => Some((file, files::read(file, lang)?)),
        None => None,
    };
    let policies = policies.as_ref().map(|(file, bytes)| (*file, bytes.as_slice()));
    Ok(par_index_sheets::read_framework_file(name, &bytes, policies)?)
}

/// Whether a name is a file's, not an embedded id.
fn is_file(name: &str) -> bool {
    name.contains(['/', '\\', '.']) || std::path::Path::new(name).is_file()
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
    let Some(file) = text(args, "units") else { return Ok(None) };
    let bytes = files::read(file, lang)?;
    Ok(Some(par_index_sheets::read_register(file, &bytes)))
}

/// Reads and joins all inputs that an argument names.
pub(crate) fn read(
    args: &ArgMatches,
    inputs: &str,
    framework: &Framework,
    options: &Options,
    lang: Lang,
) -> Result<Inputs, Failure> {
    read_files(&texts(args, inputs), args, framework, options, lang)
}

/// The same for files by their names.
fn read_files(
    names: &[String],
    args: &ArgMatches,
    framework: &Framework,
    options: &Options,
    lang: Lang,
) -> Result<Inputs, Failure> {
    let (register, found) = register(args, lang)?.unzip();
    let mut inputs = options.inputs(framework, register);
    for finding in found.into_iter().flatten() {
        inputs.finding(finding);
    }
    let all = files(names, lang)?;
    let progress = Progress::new(all.len() + 1);
    for file in &all {
        progress.step(format!("{} {}", word("reading", lang), file.name()));
        par_index_sheets::read_input(&mut inputs, file.name(), &file.bytes(lang)?);
    }
    progress.step(word("computing", lang).to_owned());
    Ok(inputs)
}

/// The table of efforts and measures, if one is given.
fn efforts(
    args: &ArgMatches,
    framework: &Framework,
    lang: Lang,
) -> Result<Option<Efforts>, Failure> {
    let Some(file) = text(args, "efforts") else { return Ok(None) };
    let table = files::read(file, lang)?;
    Ok(Some(par_index_sheets::read_efforts(framework, file, &table)))
}

/// The inputs that a call is held against, if any are given.
fn earlier(
    call: Call,
    key: &str,
    args: &ArgMatches,
    (issued, options): (&Framework, &Options),
    input: &Input,
    lang: Lang,
) -> Result<Option<Earlier>, Failure> {
    if texts(args, key).is_empty() {
        return Ok(None);
    }
    let ruler = match text(args, "previous-framework") {
        Some(name) => framework_named(name, args, lang)?,
        None => issued.clone(),
    };
    let ruler = options.framework(&ruler)?;
    let mut asked = options.clone();
    if call != Call::Diff {
        asked.year = Earlier::year(input, options.year);
    }
    let mut earlier = Earlier::new(&ruler, read(args, key, &ruler, &asked, lang)?.finish());
    if let Some(file) = text(args, "crosswalk") {
        let rows = if is_file(file) {
            let (rows, findings) =
                par_index_sheets::read_crosswalk(file, &files::read(file, lang)?);
            if findings.iter().any(Finding::is_error) {
                return Err(Failure::Call(Error::of_findings(file, findings)));
            }
            rows
        } else {
            par_index::crosswalk_rows(file, &ruler, issued)?
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
    write(&reply, &output)?;
    Ok(reply.exit_code())
}

fn reply(name: &str, args: &ArgMatches, lang: Lang) -> Result<Reply, Failure> {
    let inputs_of = if name == "diff" { "after" } else { "inputs" };
    if texts(args, inputs_of).is_empty() && text(args, "units").is_none() {
        return Err(Failure::Usage(format!("IN: {}", word("missing", lang))));
    }
    if name == "verify" {
        let printed = files::read(text(args, "printed").unwrap_or_default(), lang)?;
        let printed = Printed::read(&String::from_utf8_lossy(&printed))?;
        let issued = framework(args, lang)?;
        let framework = printed.options().framework(&issued)?;
        let input = read(args, inputs_of, &framework, printed.options(), lang)?.finish();
        let options = printed.options();
        if printed.call() == Call::Together {
            let beside = beside(args, options, lang)?;
            let register = register(args, lang)?.map(|(register, _)| register);
            return Ok(printed.verify_together(&framework, input, beside, register.as_ref())?);
        }
        let earlier = earlier(printed.call(), "previous", args, (&issued, options), &input, lang)?;
        let efforts = efforts(args, &framework, lang)?;
        Ok(printed.verify(&framework, input, earlier, efforts)?)
    } else if name == "together" {
        together(args, lang)
    } else {
        let call = serde_json::from_value::<Call>(name.into())
            .map_err(|error| Failure::Usage(error.to_string()))?;
        let options = options(args, lang)?;
        options.check(call)?;
        let issued = framework(args, lang)?;
        let framework = options.framework(&issued)?;
        let input = read(args, inputs_of, &framework, &options, lang)?.finish();
        if let Some(efforts) = efforts(args, &framework, lang)? {
            return Ok(Reply::with_efforts(call, &framework, input, efforts, &options)?);
        }
        let key = if call == Call::Diff { "before" } else { "previous" };
        let earlier = earlier(call, key, args, (&issued, &options), &input, lang)?;
        Ok(Reply::against(call, &framework, input, earlier, &options)?)
    }
}

/// Several indices side by side: `-f FW IN…` and each `--with FW=IN`.
fn together(args: &ArgMatches, lang: Lang) -> Result<Reply, Failure> {
    let options = options(args, lang)?;
    options.check(Call::Together)?;
    let framework = options.framework(&framework(args, lang)?)?;
    let input = read(args, "inputs", &framework, &options, lang)?.finish();
    let beside = beside(args, &options, lang)?;
    let register = register(args, lang)?.map(|(register, _)| register);
    Ok(Reply::together(&framework, input, beside, register.as_ref(), &options)?)
}

/// The further indices: the inputs of one framework are joined, however often it is named.
fn beside(args: &ArgMatches, options: &Options, lang: Lang) -> Result<Vec<Beside>, Failure> {
    let mut sets: Vec<(String, Vec<String>)> = Vec::new();
    for pair in texts(args, "with") {
        let (ruler, input) = pair
            .split_once('=')
            .filter(|(ruler, input)| !ruler.is_empty() && !input.is_empty())
            .ok_or_else(|| Failure::Usage(format!("--with {pair}: FW=IN")))?;
        match sets.iter_mut().find(|(known, _)| known == ruler) {
            Some((_, inputs)) => inputs.push(input.to_owned()),
            None => sets.push((ruler.to_owned(), vec![input.to_owned()])),
        }
    }
    let sets = sets.into_iter().map(|(ruler, inputs)| {
        let ruler = options.framework(&framework_named(&ruler, args, lang)?)?;
        let input = read_files(&inputs, args, &ruler, options, lang)?.finish();
        Ok(Beside::new(&ruler, input))
    });
    sets.collect()
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
        Format::Csv if is_check => findings_csv(reply.findings(), output)?,
        Format::Csv => output.csv(&reply.columns(), |give| reply.each_row(give))?,
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
    output.write(|out| par_index_sheets::write_long(joined, out))
}

/// Findings as a table of their own.
pub(crate) fn findings_csv(findings: &[Finding], output: &Output) -> Result<(), Failure> {
    output.write(|out| {
        let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
        csv.write_record(Finding::COLUMNS)?;
        for finding in findings {
            csv.serialize(finding).map_err(io::Error::other)?;
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
