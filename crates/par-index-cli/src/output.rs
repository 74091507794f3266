//! What results are written as: a row a format, and how each is written.

use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;
use par_index::reply::Reply;
use par_index::view::{self, Look};
use par_index::{Finding, Lang};
use par_index_sheets::CsvWriter;
use serde::Serialize;

use crate::failure::Failure;
use crate::files::shown;
use crate::given::{given, paths, text};
use crate::sink::Sink;
use crate::texts::word;

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Lines of text.
    Table,
    Json,
    Csv,
    Markdown,
    /// A page in HTML.
    Page,
    /// A document of a word processor.
    Docx,
    /// A document as it is printed and archived.
    Pdf,
    /// A workbook.
    Book,
}

/// What is written; each may be all that those before it may be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    /// A list, a document.
    Other,
    /// A framework.
    Framework,
    /// The answer to a question.
    Result,
    /// A paper.
    Paper,
}

/// A format as it is asked for.
struct Known {
    format: Format,
    /// How `--format` calls it; without a name only a file can be one.
    name: Option<&'static str>,
    /// The ends of its files.
    ends: &'static [&'static str],
    /// The least that is written so.
    of: Of,
}

const fn known(
    format: Format,
    name: Option<&'static str>,
    ends: &'static [&'static str],
    of: Of,
) -> Known {
    Known { format, name, ends, of }
}

const FORMATS: [Known; 8] = [
    known(Format::Table, Some("table"), &["txt"], Of::Other),
    known(Format::Json, Some("json"), &["json"], Of::Other),
    known(Format::Csv, Some("csv"), &["csv"], Of::Other),
    known(Format::Markdown, Some("md"), &["md"], Of::Paper),
    known(Format::Page, Some("html"), &["html", "htm"], Of::Result),
    known(Format::Docx, None, &["docx"], Of::Result),
    known(Format::Pdf, None, &["pdf"], Of::Result),
    known(Format::Book, None, &["xlsx"], Of::Framework),
];

impl Of {
    fn formats(self) -> impl Iterator<Item = &'static Known> {
        FORMATS.iter().filter(move |known| known.of <= self)
    }

    /// What `--format` takes.
    pub(crate) fn names(self) -> Vec<&'static str> {
        self.formats().filter_map(|known| known.name).collect()
    }

    /// What `--format` says, else the name of the file; a table on a terminal, else JSON.
    fn format(self, args: &ArgMatches, file: Option<&Path>) -> Result<Format, Failure> {
        if let Some(name) = text(args, "format") {
            let known = self.formats().find(|known| known.name == Some(name));
            return Ok(known.map_or(Format::Json, |known| known.format));
        }
        let Some(file) = file else {
            let terminal = io::stdout().is_terminal();
            return Ok(if terminal { Format::Table } else { Format::Json });
        };
        let end = file.extension().and_then(OsStr::to_str).unwrap_or_default();
        let end = end.to_ascii_lowercase();
        let known = self.formats().find(|known| known.ends.contains(&end.as_str()));
        known.map(|known| known.format).ok_or_else(|| {
            let ends = self.formats().filter_map(|known| known.ends.first());
            let ends: Vec<String> = ends.map(|end| format!(".{end}")).collect();
            Failure::Usage(format!("{}: {}, --format", shown(file), ends.join(", ")))
        })
    }
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CsvForm {
    Plain,
    /// Behind a byte order mark.
    Marked,
    /// As a Vietnamese spreadsheet reads it.
    Excel,
}

/// Where and how.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) look: Look,
    pub(crate) sink: Sink,
    csv: CsvForm,
}

/// A result as PDF, and what could not be set as it is written.
#[cfg(feature = "pdf")]
pub(crate) fn pdf(reply: &Reply, look: Look) -> Result<(Vec<u8>, Vec<Finding>), Failure> {
    let set = par_index_pdf::pdf(&par_index_report::Document::of(reply, look));
    let set = set.map_err(|error| Failure::Write("PDF".to_owned(), error.to_string()))?;
    Ok((set.bytes, set.findings))
}

/// Without the feature none is asked for.
#[cfg(not(feature = "pdf"))]
pub(crate) fn pdf(_: &Reply, look: Look) -> Result<(Vec<u8>, Vec<Finding>), Failure> {
    Err(Failure::Usage(word("no_pdf", look.lang).to_owned()))
}

/// Findings on standard error, where they disturb no program.
pub(crate) fn tell(findings: &[Finding], look: Look) {
    if findings.is_empty() {
        return;
    }
    let color = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let text = view::findings_beside(findings).text(Look { color, ..look });
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// As wide as the terminal, if a table goes to one.
fn terminal_width(is_file: bool) -> usize {
    let terminal = console::Term::stdout();
    match terminal.size_checked().filter(|_| !is_file && terminal.is_term()) {
        Some((_, columns)) => {
            usize::from(columns).clamp(*Look::WIDTHS.start(), *Look::WIDTHS.end())
        }
        None => Look::WIDTH,
    }
}

impl Output {
    /// What the arguments say.
    pub(crate) fn of(args: &ArgMatches, lang: Lang, of: Of) -> Result<Output, Failure> {
        let sink = Sink::of(args, lang)?;
        let file = sink.file();
        let format = of.format(args, file)?;
        if format == Format::Pdf && !cfg!(feature = "pdf") {
            return Err(Failure::Usage(word("no_pdf", lang).to_owned()));
        }
        let screen = file.is_none() && io::stdout().is_terminal();
        let color = screen && std::env::var_os("NO_COLOR").is_none() && format == Format::Table;
        let width = args.try_get_one::<usize>("width").ok().flatten().copied();
        let width = width.unwrap_or_else(|| terminal_width(file.is_some()));
        let look = Look { lang, ascii: given(args, "ascii"), color, width };
        let csv = match (given(args, "excel"), given(args, "bom")) {
            (true, _) if format != Format::Csv || of < Of::Result => {
                return Err(Failure::Usage("--excel: --format csv".to_owned()));
            }
            (true, _) => CsvForm::Excel,
            (false, true) if file.is_some() && format == Format::Csv => CsvForm::Marked,
            (false, _) => CsvForm::Plain,
        };
        Ok(Output { format, look, sink, csv })
    }

    /// Whether JSON goes to standard output.
    pub(crate) fn is_json_stream(&self) -> bool {
        self.format == Format::Json && self.sink.file().is_none()
    }

    /// Writes a text.
    pub(crate) fn text(&self, text: &str) -> Result<(), Failure> {
        self.sink.write(|out| out.write_all(text.as_bytes()))
    }

    /// Writes a value as JSON.
    pub(crate) fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        self.sink.write(|out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            out.write_all(b"\n")
        })
    }

    /// Writes CSV, behind its mark if one is asked for.
    pub(crate) fn csv(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        self.sink.write(|out| {
            if self.csv == CsvForm::Marked {
                out.write_all(b"\xEF\xBB\xBF")?;
            }
            write(out)
        })
    }

    /// Writes a table as CSV.
    fn records(
        &self,
        write: impl FnOnce(&mut CsvWriter<&mut dyn Write>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        self.csv(|out| {
            let mut csv = CsvWriter::new(out);
            write(&mut csv)?;
            csv.flush()
        })
    }

    /// Writes rows under their columns, or the table that was made of them.
    pub(crate) fn rows<T: Serialize>(
        &self,
        columns: &[&str],
        rows: &[T],
        table: &str,
    ) -> Result<(), Failure> {
        match self.format {
            Format::Json => self.json(&rows),
            Format::Csv => self.records(|csv| {
                csv.record(columns)?;
                rows.iter().try_for_each(|row| csv.row(row))
            }),
            _ => self.text(table),
        }
    }

    /// Writes findings as a table of their own.
    pub(crate) fn findings(&self, findings: &[Finding], not_read: bool) -> Result<(), Failure> {
        self.records(|csv| {
            let mark = not_read.then_some("not_read");
            csv.record(Finding::COLUMNS.into_iter().chain(mark))?;
            findings.iter().try_for_each(|finding| {
                let row = finding.row(Lang::En);
                if not_read { csv.row(&(row, true)) } else { csv.row(&row) }
            })
        })
    }

    /// Writes a result.
    pub(crate) fn result(&self, reply: &Reply, args: &ArgMatches) -> Result<(), Failure> {
        let lang = self.look.lang;
        match self.format {
            Format::Table if reply.joined().is_some() => self.joined(reply),
            Format::Table => self.text(&reply.text(self.look)),
            Format::Json => self.sink.write(|out| {
                reply.write_json(&mut *out)?;
                out.write_all(b"\n")
            }),
            Format::Csv if self.csv == CsvForm::Excel => {
                self.sink.write(|out| par_index_sheets::write_excel(reply, lang, out))
            }
            Format::Csv if reply.joined().is_some() => self.joined(reply),
            Format::Csv if reply.name() == "check" => {
                self.findings(reply.findings(), !reply.not_read().is_empty())
            }
            Format::Csv => self.reply_rows(reply),
            Format::Markdown => self.text(&reply.markdown(self.look).unwrap_or_default()),
            Format::Page => self.text(&par_index_report::html(reply, self.look)),
            Format::Docx => {
                let bytes = par_index_report::docx(reply, self.look);
                self.sink.write(|out| out.write_all(&bytes?))
            }
            Format::Pdf => {
                let (bytes, findings) = pdf(reply, self.look)?;
                self.sink.write(|out| out.write_all(&bytes))?;
                tell(&findings, self.look);
                Ok(())
            }
            Format::Book => {
                let names = ["inputs", "before", "after", "previous", "ballots", "table"];
                let names = names.iter().flat_map(|name| paths(args, name));
                let names: Vec<String> = names.map(|name| shown(&name)).collect();
                self.sink.write(|out| par_index_sheets::write_book(reply, lang, &names, out))
            }
        }
    }

    /// The rows of a result under their columns; behind them stands in each what it claims.
    fn reply_rows(&self, reply: &Reply) -> Result<(), Failure> {
        let columns = reply.columns();
        // Of what was not computed there is no table, not even an empty line.
        if columns.is_empty() {
            return Ok(());
        }
        let (names, claimed): (Vec<&str>, Vec<String>) =
            reply.claimed_columns().into_iter().unzip();
        self.records(|csv| {
            csv.record(columns.iter().map(String::as_str).chain(names))?;
            reply.each_row(&mut |row: par_index::ask::Row| match row.record() {
                Some(record) => csv.record(record.iter().chain(&claimed)),
                // A row and its mark are one record.
                None if row.is_marked() => csv.row(&(row.plain(), true, &claimed)),
                None => csv.row(&(row.plain(), &claimed)),
            })
        })
    }

    /// Joined inputs as a long table.
    fn joined(&self, reply: &Reply) -> Result<(), Failure> {
        let joined = reply.joined().unwrap_or_default();
        self.csv(|out| {
            if self.format == Format::Table {
                let unread = view::unread_page(reply.not_read());
                out.write_all(unread.text(self.look).as_bytes())?;
            }
            par_index_sheets::write_long(joined, reply.is_marked(), out)
        })
    }
}
