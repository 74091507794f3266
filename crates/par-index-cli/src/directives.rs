//! `directive list|show|check|status|papers`.

use std::path::Path;

use clap::ArgMatches;
use par_index::view::{self, DirectiveRow, ObligationRow};
use par_index::{
    Day, Directive, DirectiveAsked, DirectiveReply, Efforts, Error, Finding, Lang, Progress,
    directive_ids,
};

use crate::args::{path, paths, text};
use crate::commands::{self, Ruled};
use crate::documents::{json, rows_out};
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::output::{Format, Output};
use crate::texts::word;

/// Runs a subcommand of `directive`; gives the exit code.
pub(crate) fn run(group: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, args)) = group.subcommand() else { return Ok(2) };
    let output = Output::of_paper(args, lang)?;
    if output.markdown && name != "papers" {
        return Err(Failure::Usage(format!("directive {name}: table, json, csv")));
    }
    if name == "list" {
        let all: Result<Vec<_>, Error> = directive_ids().map(par_index::directive).collect();
        let all = all?;
        let rows: Vec<DirectiveRow> = all.iter().map(view::directive_row).collect();
        let table = view::directive_list(&all, output.look);
        rows_out(&output, DirectiveRow::COLUMNS, &rows, &table)?;
        return Ok(0);
    }
    let reply = match reply(name, args, &output, lang) {
        Err(Failure::Call(error)) if error.is_refused() && output.is_json_stream() => {
            // A program reads an object, whatever came of the call.
            output.write(|out| writeln!(out, "{}", error.to_json()))?;
            return Err(Failure::Call(error));
        }
        reply => reply?,
    };
    let Some(reply) = reply else { return Ok(0) };
    if let Err(refused) = output.admits(reply.not_read()) {
        commands::tell(reply.findings(), output.look);
        return Err(refused);
    }
    if reply.is_void() && output.keeps() {
        commands::tell(reply.findings(), output.look);
        return Ok(reply.exit_code().max(1));
    }
    write(&reply, &output)?;
    Ok(reply.exit_code())
}

/// The directive an argument names: an embedded id, or a file.
fn directive(args: &ArgMatches, lang: Lang) -> Result<Directive, Failure> {
    let name = path(args, "directive").unwrap_or(Path::new(""));
    if let Some(id) = commands::id(name) {
        return Ok(par_index::directive(id)?);
    }
    Directive::from_json(files::read(name, lang)?.as_slice()).map_err(|error| {
        let mut findings = error.findings().to_vec();
        for finding in &mut findings {
            finding.place_mut().file = Some(shown(name));
        }
        Failure::Call(Error::of_findings(shown(name), findings))
    })
}

/// What is asked; `show` prints by itself.
fn reply(
    name: &str,
    args: &ArgMatches,
    output: &Output,
    lang: Lang,
) -> Result<Option<DirectiveReply>, Failure> {
    let letter = directive(args, lang)?;
    if name == "show" {
        show(&letter, output)?;
        return Ok(None);
    }
    let number = |name: &str| args.try_get_one::<u16>(name).ok().flatten().copied();
    let invalid = |name: &str, text: &str| {
        Failure::Usage(format!("{}: --{name} “{text}”", word("invalid_value", lang)))
    };
    let on = text(args, "on").map(|day| {
        let [wrong, expected] = ["invalid_value", "expected"].map(|key| word(key, lang));
        let like = format!("{wrong}: --on “{day}”; {expected} 2023-06-30, 30/6/2023");
        Day::read(day).map_err(|_| like)
    });
    let mut asked = DirectiveAsked {
        days: number("days"),
        on: on.transpose().map_err(Failure::Usage)?,
        within: number("within"),
        lead: text(args, "lead").map(str::to_owned),
        ..DirectiveAsked::default()
    };
    if name == "check" {
        if paths(args, "framework").is_empty() {
            return Ok(Some(DirectiveReply::check(&letter, &asked)));
        }
        asked.inputs = commands::options(args, lang)?;
        asked.below = asked.inputs.below.take();
        let Ruled { framework, input, .. } = Ruled::read(args, "inputs", &asked.inputs, lang)?;
        return Ok(Some(DirectiveReply::check_against(&letter, &framework, input, &asked)?));
    }
    let progress = progress(&letter, args, lang)?;
    if name == "status" {
        return Ok(Some(DirectiveReply::status(&letter, &progress, &asked)?));
    }
    let paper = text(args, "paper").unwrap_or_default();
    let known = serde_json::from_value(paper.into()).map_err(|_| invalid("paper", paper))?;
    asked.paper = Some(known);
    asked.inputs = commands::options(args, lang)?;
    (asked.inputs.lead, asked.inputs.on) = (None, None);
    if paths(args, "inputs").is_empty() && path(args, "units").is_none() {
        return Err(Failure::Usage(format!("IN: {}", word("missing", lang))));
    }
    let Ruled { framework, input, .. } = Ruled::read(args, "inputs", &asked.inputs, lang)?;
    let measures = match path(args, "measures") {
        Some(file) => {
            let bytes = files::read(file, lang)?;
            let file = shown(file);
            let measures = par_index_sheets::read_efforts(&framework, &file, &bytes);
            commands::readable(&file, &measures.findings())?;
            measures
        }
        None => Efforts::default(),
    };
    let reply = DirectiveReply::papers(&letter, &framework, input, &progress, &measures, &asked)?;
    Ok(Some(reply))
}

/// The reports of progress, if any are given.
fn progress(
    letter: &Directive,
    args: &ArgMatches,
    lang: Lang,
) -> Result<(Progress, Vec<Finding>), Failure> {
    let Some(file) = path(args, "progress") else {
        return Ok((Progress::default(), Vec::new()));
    };
    Ok(par_index_sheets::read_progress(&shown(file), &files::read(file, lang)?, letter))
}

/// The letter itself: a table, its document, or a row for each obligation.
fn show(letter: &Directive, output: &Output) -> Result<(), Failure> {
    match output.format {
        Format::Json => {
            let value: serde_json::Value =
                serde_json::from_str(&letter.to_json()).unwrap_or_default();
            json(output, &value)
        }
        Format::Csv | Format::Table => {
            let table = view::directive_table(letter, output.look);
            rows_out(output, ObligationRow::COLUMNS, &view::obligation_rows(letter), &table)
        }
    }
}

/// The result where it belongs; the findings beside it, unless they are the result.
fn write(reply: &DirectiveReply, output: &Output) -> Result<(), Failure> {
    match output.format {
        _ if output.markdown => {
            let text = reply.markdown(output.look).unwrap_or_default();
            output.write(|out| out.write_all(text.as_bytes()))?;
        }
        Format::Json => output.write(|out| writeln!(out, "{}", reply.to_json()))?,
        Format::Csv => {
            let rows = reply.rows().iter().cloned();
            let claimed = reply.claim().columns();
            output.csv(reply.columns(), claimed, |give| rows.into_iter().try_for_each(give))?;
        }
        Format::Table => {
            output.write(|out| out.write_all(reply.text(output.look).as_bytes()))?;
        }
    }
    commands::tell(reply.findings_beside(), output.look);
    Ok(())
}
