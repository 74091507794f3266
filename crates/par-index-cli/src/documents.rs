//! The subcommands about documents: frameworks, findings, schemas, calls, the manual.

use std::io;

use clap::ArgMatches;
use par_index::view::{self, FindingRow, FrameworkRow};
use par_index::{FindingCode, Framework, Lang};
use par_index_sheets::CsvWriter;
use serde::Serialize;

use crate::args::{command, text};
use crate::failure::{Failure, why};
use crate::files;
use crate::output::{Format, Output, print};
use crate::{catalog, commands};

/// `framework list|show|check|export`.
pub(crate) fn framework(group: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, args)) = group.subcommand() else { return Ok(2) };
    if name == "diff" {
        return commands::run("framework-diff", args, lang);
    }
    let output = Output::of(args, lang)?;
    if name == "list" {
        let (all, failures) = catalog::all(args, lang)?;
        let row = |(framework, file): &catalog::Listed| {
            let mut row = view::framework_row(framework);
            row.file.clone_from(file);
            row
        };
        let rows: Vec<FrameworkRow> = all.iter().map(row).collect();
        let all: Vec<Framework> = all.into_iter().map(|(framework, _)| framework).collect();
        let table = view::frameworks_table(&all).text(output.look);
        rows_out(&output, FrameworkRow::COLUMNS, &rows, &table)?;
        // What cannot be read is told beside the others.
        let bad = failures.into_iter().map(|failure| failure.say(lang)).max();
        return Ok(bad.unwrap_or_default());
    }
    let read = commands::framework(args, lang);
    if name == "check" {
        let findings = match &read {
            Ok(framework) => framework.findings().to_vec(),
            Err(Failure::Call(error)) if error.is_refused() => error.findings().to_vec(),
            Err(_) => return read.map(|_| 0),
        };
        let bad = findings.iter().any(par_index::Finding::is_error);
        match output.format {
            Format::Table | Format::Book | Format::Docx => {
                let text = view::framework_findings(&findings).text(output.look);
                output.write(|out| out.write_all(text.as_bytes()))?;
            }
            Format::Json => json(&output, &findings)?,
            Format::Csv => commands::findings_csv(&findings, false, &output)?,
        }
        return Ok(u8::from(bad));
    }
    let framework = read?;
    match output.format {
        Format::Table if name == "show" => {
            let text = view::framework_page(&framework).text(output.look);
            output.write(|out| out.write_all(text.as_bytes()))?;
        }
        Format::Csv => {
            let text = par_index_sheets::framework_to_csv(&framework);
            output.write(|out| out.write_all(text.as_bytes()))?;
        }
        Format::Json | Format::Table | Format::Book | Format::Docx => {
            let value: serde_json::Value =
                serde_json::from_str(&framework.to_json()).unwrap_or_default();
            json(&output, &value)?;
        }
    }
    Ok(0)
}

/// `finding list|show`.
pub(crate) fn finding(group: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, args)) = group.subcommand() else { return Ok(2) };
    let output = Output::of(args, lang)?;
    let mut codes: Vec<FindingCode> = FindingCode::ALL.to_vec();
    if name == "show" {
        let asked = text(args, "code").unwrap_or_default();
        codes.retain(|code| code.as_str() == asked);
        if codes.is_empty() {
            let known = FindingCode::ALL.iter().map(|code| code.as_str());
            let near = par_index::nearest(asked, known).unwrap_or("finding list");
            return Err(Failure::Usage(format!("{asked} → {near}")));
        }
    }
    let rows: Vec<FindingRow> = codes.iter().map(|code| view::finding_row(*code)).collect();
    let page = view::finding_list(&codes).text(output.look);
    rows_out(&output, FindingRow::COLUMNS, &rows, &page)?;
    Ok(0)
}

/// `schema KIND`.
pub(crate) fn schema(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let kind = text(args, "kind").unwrap_or_default();
    let schema = par_index::schema::schema(kind).ok_or_else(|| {
        Failure::Usage(format!(
            "{kind}: {}",
            par_index::schema::kinds().collect::<Vec<_>>().join(", ")
        ))
    })?;
    print(&schema, lang)?;
    Ok(0)
}

/// `call`: a request on standard input, the result on standard output.
pub(crate) fn call(lang: Lang) -> Result<u8, Failure> {
    let (reply, code) = match files::read_text("-", lang) {
        Ok(request) => par_index_sheets::answer(&request),
        // Whoever asks in JSON is answered in JSON.
        Err(Failure::Call(error)) => (error.to_json(), 1),
        Err(failure) => return Err(failure),
    };
    print(&format!("{reply}\n"), lang)?;
    Ok(code)
}

/// `completions SHELL`.
pub(crate) fn completions(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let shell = text(args, "shell").unwrap_or_default();
    let shell: clap_complete::Shell = shell
        .parse()
        .map_err(|_| Failure::Usage(format!("{shell}: bash, zsh, fish, powershell, elvish")))?;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(lang), "par-index", &mut script);
    print(&String::from_utf8_lossy(&script), lang)?;
    Ok(0)
}

/// `man`: the manual page, with every subcommand.
pub(crate) fn man(lang: Lang) -> Result<u8, Failure> {
    let mut page = Vec::new();
    let failed = |error: io::Error| Failure::Write("man".to_owned(), why(&error, lang));
    clap_mangen::Man::new(command(lang)).render(&mut page).map_err(failed)?;
    print(&String::from_utf8_lossy(&page), lang)?;
    Ok(0)
}

pub(crate) fn rows_out<T: Serialize>(
    output: &Output,
    columns: &[&str],
    rows: &[T],
    table: &str,
) -> Result<(), Failure> {
    match output.format {
        Format::Table | Format::Book | Format::Docx => {
            output.write(|out| out.write_all(table.as_bytes()))
        }
        Format::Json => json(output, &rows),
        Format::Csv => output.write(|out| {
            let mut csv = CsvWriter::new(out);
            csv.record(columns)?;
            for row in rows {
                csv.row(row)?;
            }
            csv.flush()
        }),
    }
}

pub(crate) fn json(output: &Output, value: &impl Serialize) -> Result<(), Failure> {
    output.write(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    })
}
