//! The subcommands about documents: `framework`, `finding`, `schema`, `call`, `completions` and
//! `man`.

use std::io;

use clap::ArgMatches;
use par_index::finding::FindingCode;
use par_index::view::{self, FindingRow, FrameworkRow};
use par_index::{Framework, Lang};
use par_index_office::{Format, Of};

use crate::args::command;
use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::given::{paths, text};
use crate::output::Output;
use crate::sink::print;
use crate::{catalog, commands, reading};

/// The group `framework list|show|check|export|import|diff`; returns the exit code.
pub(crate) fn framework(group: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, args)) = group.subcommand() else { return Ok(2) };
    if name == "diff" {
        return commands::run("framework-diff", args, lang);
    }
    if name == "import" {
        return import(args, lang);
    }
    let of = if matches!(name, "show" | "export") { Of::Framework } else { Of::Other };
    let output = Output::of(args, lang, of)?;
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
        output.rows(FrameworkRow::COLUMNS, &rows, &table)?;
        // Shared frameworks that cannot be read are reported on standard error; the list shows the
        // others.
        let bad = failures.into_iter().map(|failure| failure.say(lang)).max();
        return Ok(bad.unwrap_or_default());
    }
    let read = reading::framework(args, lang);
    if name == "check" {
        let findings = match &read {
            Ok(framework) => framework.findings().to_vec(),
            Err(Failure::Call(error)) if error.is_refused() => error.findings().to_vec(),
            Err(_) => return read.map(|_| 0),
        };
        let bad = findings.iter().any(par_index::Finding::is_error);
        match output.format {
            Format::Json => {
                let rows: Vec<_> = findings.iter().map(|one| one.row(Lang::En)).collect();
                output.json(&rows)?;
            }
            Format::Csv => output.findings(&findings, false)?,
            _ => output.text(&view::framework_findings(&findings).text(output.look))?,
        }
        return Ok(u8::from(bad));
    }
    let framework = read?;
    if output.format == Format::Table && name == "show" {
        output.text(&view::framework_page(&framework).text(output.look))?;
    } else {
        write(&framework, &output)?;
    }
    Ok(0)
}

/// Writes a framework as a JSON document, a CSV table or a workbook.
fn write(framework: &Framework, output: &Output) -> Result<(), Failure> {
    match output.format {
        Format::Csv => {
            let text = par_index_sheets::framework_to_csv(framework);
            output.csv(|out| out.write_all(text.as_bytes()))
        }
        Format::Book => {
            let lang = output.look.lang;
            output.sink.write(|out| par_index_sheets::write_framework(framework, lang, out))
        }
        _ => {
            let value: serde_json::Value =
                serde_json::from_str(&framework.to_json()).unwrap_or_default();
            output.json(&value)
        }
    }
}

/// `framework import FILE… -o FILE`: writes the framework read from a decision's tables, and shows
/// which readings are in doubt.
fn import(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let output = Output::of(args, lang, Of::Framework)?;
    let names = paths(args, "tables");
    let mut files = Vec::new();
    for name in &names {
        files.push((shown(name), files::read(name, lang)?));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let read = par_index_sheets::import_decision(&files);
    let framework = match read.framework {
        Ok(framework) => framework,
        Err(error) => {
            output.sink.keeps();
            // A person who mends the table is shown how it was read; a program that reads JSON or
            // CSV from standard output is not given this page.
            let shown = output.sink.file().is_some() || output.format == Format::Table;
            if let Some(spec) = read.understood.filter(|_| shown) {
                let page = view::framework_understood(&spec, error.findings());
                print(&(page.text(output.look) + "\n"), lang)?;
            }
            return Err(error.into());
        }
    };
    let (page, told) = view::framework_import(&framework);
    let page = page.text(output.look) + "\n";
    if output.sink.file().is_some() {
        write(&framework, &output)?;
        print(&page, lang)?;
    } else if output.format == Format::Table {
        output.text(&page)?;
    } else {
        write(&framework, &output)?;
    }
    crate::output::tell(&told, output.look);
    Ok(0)
}

/// `finding list` and `finding show CODE`: what finding codes mean.
pub(crate) fn finding(group: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, args)) = group.subcommand() else { return Ok(2) };
    let output = Output::of(args, lang, Of::Other)?;
    let mut codes: Vec<FindingCode> = FindingCode::ALL.to_vec();
    if name == "show" {
        let asked = text(args, "code").unwrap_or_default();
        codes.retain(|code| code.as_str() == asked);
        if codes.is_empty() {
            let known = FindingCode::ALL.iter().map(|code| code.as_str());
            let near = par_index::finding::nearest(asked, known).unwrap_or("finding list");
            return Err(Failure::Usage(format!("{asked} → {near}")));
        }
    }
    let rows: Vec<FindingRow> = codes.iter().map(|code| view::finding_row(*code)).collect();
    let page = view::finding_list(&codes).text(output.look);
    output.rows(FindingRow::COLUMNS, &rows, &page)?;
    Ok(0)
}

/// `schema KIND`: prints the JSON Schema of a kind of document.
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

/// `call`: reads one JSON request from standard input and prints its JSON result.
pub(crate) fn call(lang: Lang) -> Result<u8, Failure> {
    let (reply, code) = match files::read_text("-", lang) {
        Ok(request) => par_index_sheets::answer(&request),
        // A caller that sent JSON gets the refusal as JSON too.
        Err(Failure::Call(error)) => (error.to_json(), 1),
        Err(failure) => return Err(failure),
    };
    print(&format!("{reply}\n"), lang)?;
    Ok(code)
}

/// `completions SHELL`: prints the completion script of a shell.
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

/// `man`: prints the manual page of the command and its subcommands.
pub(crate) fn man(lang: Lang) -> Result<u8, Failure> {
    let mut page = Vec::new();
    let failed = |error: io::Error| Failure::Write("man".to_owned(), why(&error, lang));
    clap_mangen::Man::new(command(lang)).render(&mut page).map_err(failed)?;
    print(&String::from_utf8_lossy(&page), lang)?;
    Ok(0)
}
