//! Where a result is written and in which format.

use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;
use par_index::reply::Reply;
use par_index::view::{self, Look};
use par_index::{Finding, Lang};
use par_index_office::{Csv, FORMATS, Format, Of, Writer};
use serde::Serialize;

use crate::failure::Failure;
use crate::files::shown;
use crate::given::{given, text};
use crate::named::named;
use crate::sink::Sink;
use crate::texts::word;

/// The output format: that of `--format`, else that of the output file's extension; without a file
/// a table on a terminal and JSON otherwise.
fn format(of: Of, args: &ArgMatches, file: Option<&Path>, lang: Lang) -> Result<Format, Failure> {
    let end = file.and_then(Path::extension).and_then(OsStr::to_str).unwrap_or_default();
    let end = end.to_ascii_lowercase();
    if let Some(name) = text(args, "format") {
        let known = of.formats().find(|known| known.name == Some(name));
        let format = known.map_or(Format::Json, |known| known.format);
        // A format that contradicts the extension of the file is refused, so that no file is
        // misnamed.
        let other = FORMATS.iter().find(|known| known.ends.contains(&end.as_str()));
        return match (file, other.filter(|other| other.format != format)) {
            (Some(file), Some(_)) => Err(Failure::Usage(format!(
                "{}: --format {name}: {}",
                shown(file),
                word("other_end", lang)
            ))),
            _ => Ok(format),
        };
    }
    let Some(file) = file else {
        let terminal = io::stdout().is_terminal();
        return Ok(if terminal { Format::Table } else { Format::Json });
    };
    let known = of.formats().find(|known| known.ends.contains(&end.as_str()));
    known.map(|known| known.format).ok_or_else(|| {
        let ends = of.formats().filter_map(|known| known.ends.first());
        let ends: Vec<String> = ends.map(|end| format!(".{end}")).collect();
        Failure::Usage(format!("{}: {}, --format", shown(file), ends.join(", ")))
    })
}

/// The destination of a result (`sink`), its format, and the language, width and colour it is shown
/// in.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) look: Look,
    pub(crate) sink: Sink,
    csv: Csv,
}

/// Prints findings on standard error, so that a program that reads standard output is not
/// disturbed.
pub(crate) fn tell(findings: &[Finding], look: Look) {
    if findings.is_empty() {
        return;
    }
    let color = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let text = view::findings_beside(findings).text(Look { color, ..look });
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The width of the terminal in columns if output goes to one, within the allowed range; else the
/// default width.
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
    /// Reads destination, format and look from the arguments, before anything is computed.
    pub(crate) fn of(args: &ArgMatches, lang: Lang, of: Of) -> Result<Output, Failure> {
        let sink = Sink::of(args, lang)?;
        let file = sink.file();
        let format = format(of, args, file, lang)?;
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
            (true, _) => Csv::Excel,
            (false, true) if file.is_some() && format == Format::Csv => Csv::Marked,
            (false, _) => Csv::Plain,
        };
        Ok(Output { format, look, sink, csv })
    }

    /// Whether JSON is written to standard output, where a program may be reading it.
    pub(crate) fn is_json_stream(&self) -> bool {
        self.format == Format::Json && self.sink.file().is_none()
    }

    /// Writes a text to the destination.
    pub(crate) fn text(&self, text: &str) -> Result<(), Failure> {
        self.sink.write(|out| out.write_all(text.as_bytes()))
    }

    /// Writes a value to the destination as indented JSON.
    pub(crate) fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        self.sink.write(|out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            out.write_all(b"\n")
        })
    }

    /// Writes CSV, after a byte order mark if one was asked for (`--bom`).
    pub(crate) fn csv(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let writer = self.writer(Vec::new());
        self.sink.write(|out| {
            writer.mark(out)?;
            write(out)
        })
    }

    /// Writes rows as JSON or as CSV under the given columns; in other formats writes `table`, the
    /// text made of the same rows.
    pub(crate) fn rows<T: Serialize>(
        &self,
        columns: &[&str],
        rows: &[T],
        table: &str,
    ) -> Result<(), Failure> {
        let writer = self.writer(Vec::new());
        match self.format {
            Format::Json => self.json(&rows),
            Format::Csv => self.sink.write(|out| {
                writer.records(out, |csv| {
                    csv.record(columns)?;
                    rows.iter().try_for_each(|row| csv.row(row))
                })
            }),
            _ => self.text(table),
        }
    }

    /// Writes findings as a CSV table of their own.
    pub(crate) fn findings(&self, findings: &[Finding], not_read: bool) -> Result<(), Failure> {
        self.sink.write(|out| self.writer(Vec::new()).findings(findings, not_read, out))
    }

    /// Writes the reply of a question in the chosen format, and prints the findings of the writer.
    pub(crate) fn result(&self, reply: &Reply, args: &ArgMatches) -> Result<(), Failure> {
        let writer = self.writer(named(args)?.sources());
        if writer.is_nothing(reply) {
            return Ok(());
        }
        let mut findings = Vec::new();
        self.sink.write(|out| {
            findings = writer.write(reply, out)?;
            Ok(())
        })?;
        tell(&findings, self.look);
        Ok(())
    }

    fn writer(&self, sources: Vec<String>) -> Writer {
        Writer { format: self.format, look: self.look, csv: self.csv, sources }
    }
}
