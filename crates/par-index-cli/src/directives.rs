//! The group `directive list|show|export|check|status|papers`.

use clap::ArgMatches;
use par_index::directive::{Directive, directive_ids};
use par_index::view::{self, DirectiveRow, ObligationRow};
use par_index::{Error, Lang};
use par_index_office::{Format, Of};

use crate::commands;
use crate::failure::Failure;
use crate::output::Output;
use crate::reading;

/// Runs a subcommand of `directive`; returns the exit code.
pub(crate) fn run(group: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, args)) = group.subcommand() else { return Ok(2) };
    if !matches!(name, "list" | "show" | "export") {
        return commands::run(&format!("directive-{name}"), args, lang);
    }
    if name == "export" {
        return export(args, lang);
    }
    let output = Output::of(args, lang, Of::Other)?;
    if name == "list" {
        let all: Result<Vec<_>, Error> =
            directive_ids().map(par_index::directive::directive).collect();
        let all = all?;
        let rows: Vec<DirectiveRow> = all.iter().map(view::directive_row).collect();
        let table = view::directives_table(&all).text(output.look);
        output.rows(DirectiveRow::COLUMNS, &rows, &table)?;
    } else {
        show(&reading::directive(args, lang)?, &output)?;
    }
    Ok(0)
}

/// Writes a letter as a JSON document, as a CSV table or as a workbook.
fn export(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let output = Output::of(args, lang, Of::Framework)?;
    let letter = reading::directive(args, lang)?;
    if output.format == Format::Book {
        output.sink.write(|out| par_index_sheets::write_letter(&letter, lang, out))?;
    } else if output.format == Format::Csv {
        let text = par_index_sheets::letter_to_csv(&letter, lang);
        output.csv(|out| out.write_all(text.as_bytes()))?;
    } else {
        show(&letter, &output)?;
    }
    Ok(0)
}

/// Writes a letter as JSON, as a table for reading, or as one CSV row for each obligation.
fn show(letter: &Directive, output: &Output) -> Result<(), Failure> {
    if output.format == Format::Json {
        let value: serde_json::Value = serde_json::from_str(&letter.to_json()).unwrap_or_default();
        return output.json(&value);
    }
    let table = view::directive_page(letter).text(output.look);
    output.rows(ObligationRow::COLUMNS, &view::obligation_rows(letter), &table)
}
