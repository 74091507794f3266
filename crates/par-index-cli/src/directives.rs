//! `directive list|show|check|status|papers`.

use std::path::Path;

use clap::ArgMatches;
use par_index::view::{self, DirectiveRow, ObligationRow};
use par_index::{Directive, Error, Lang, directive_ids};

use crate::args::path;
use crate::commands;
use crate::documents::{json, rows_out};
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::output::{Drawn, Format, Output};

/// Runs a subcommand of `directive`; gives the exit code.
pub(crate) fn run(group: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, args)) = group.subcommand() else { return Ok(2) };
    let output = Output::of_paper(args, lang)?;
    let fits = match name {
        "papers" => true,
        "list" | "show" => output.drawn == Drawn::Text,
        _ => output.drawn != Drawn::Markdown,
    };
    if !fits {
        return Err(Failure::Usage(format!("directive {name}: table, json, csv")));
    }
    if name == "list" {
        let all: Result<Vec<_>, Error> = directive_ids().map(par_index::directive).collect();
        let all = all?;
        let rows: Vec<DirectiveRow> = all.iter().map(view::directive_row).collect();
        let table = view::directives_table(&all).text(output.look);
        rows_out(&output, DirectiveRow::COLUMNS, &rows, &table)?;
        return Ok(0);
    }
    if name == "show" {
        show(&directive(args, lang)?, &output)?;
        return Ok(0);
    }
    commands::run(&format!("directive-{name}"), args, lang)
}

/// The directive an argument names: an embedded id, or a file.
pub(crate) fn directive(args: &ArgMatches, lang: Lang) -> Result<Directive, Failure> {
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

/// The letter itself: a table, its document, or a row for each obligation.
fn show(letter: &Directive, output: &Output) -> Result<(), Failure> {
    match output.format {
        Format::Json => {
            let value: serde_json::Value =
                serde_json::from_str(&letter.to_json()).unwrap_or_default();
            json(output, &value)
        }
        Format::Csv | Format::Table | Format::Book | Format::Docx => {
            let table = view::directive_page(letter).text(output.look);
            rows_out(output, ObligationRow::COLUMNS, &view::obligation_rows(letter), &table)
        }
    }
}
