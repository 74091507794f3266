//! The formats in which results are written: a table with a row for each format, and the code that
//! writes a result in each of them.

use std::io::{self, Write};

use par_index::reply::Reply;
use par_index::view::{self, Look};
use par_index::{Finding, Lang};
use par_index_sheets::CsvWriter;

/// The format in which a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of plain text.
    Table,
    /// The result object as JSON.
    Json,
    /// CSV: the rows of the result below the names of their columns.
    Csv,
    /// A paper (a document such as a decision or report) as Markdown.
    Markdown,
    /// A page in HTML.
    Page,
    /// A document for word processors (.docx).
    Docx,
    /// A document for printing and archiving (.pdf); available only if the feature `pdf` was built.
    Pdf,
    /// A workbook (.xlsx).
    Book,
}

/// The kind of thing that is written. Each kind may be written in all formats of the kinds before
/// it, and in further ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// A list or a JSON document.
    Other,
    /// A framework.
    Framework,
    /// The answer to a question.
    Result,
    /// A paper, such as a decision or a report.
    Paper,
}

/// What is known about a format: its names, the extensions of its files, and its media type.
pub struct Known {
    /// The format.
    pub format: Format,
    /// The name of the format after `--format`. A format without a name can only be written to a
    /// file.
    pub name: Option<&'static str>,
    /// The extensions of its files, the usual one first.
    pub ends: &'static [&'static str],
    /// Its media type, as a browser names it.
    pub media: &'static str,
    /// The first kind of thing that can be written in this format; all later kinds can be as well.
    of: Of,
}

impl Known {
    /// The word for this format in a request: its name, else the usual extension of its files.
    pub fn word(&self) -> &'static str {
        self.name.or(self.ends.first().copied()).unwrap_or_default()
    }
}

const fn known(
    format: Format,
    name: Option<&'static str>,
    ends: &'static [&'static str],
    media: &'static str,
    of: Of,
) -> Known {
    Known { format, name, ends, media, of }
}

/// All formats.
pub const FORMATS: [Known; 8] = [
    known(Format::Table, Some("table"), &["txt"], "text/plain; charset=utf-8", Of::Other),
    known(Format::Json, Some("json"), &["json"], "application/json", Of::Other),
    known(Format::Csv, Some("csv"), &["csv"], "text/csv; charset=utf-8", Of::Other),
    known(Format::Markdown, Some("md"), &["md"], "text/markdown; charset=utf-8", Of::Paper),
    known(Format::Page, Some("html"), &["html", "htm"], "text/html; charset=utf-8", Of::Result),
    known(
        Format::Docx,
        None,
        &["docx"],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Of::Result,
    ),
    known(Format::Pdf, None, &["pdf"], "application/pdf", Of::Result),
    known(
        Format::Book,
        None,
        &["xlsx"],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Of::Framework,
    ),
];

impl Of {
    /// The kind of thing that the answer to a question is: a paper, or a result.
    pub fn question(name: &str) -> Of {
        if matches!(name, "directive-papers" | "paper") { Of::Paper } else { Of::Result }
    }

    /// The formats in which this kind of thing can be written.
    pub fn formats(self) -> impl Iterator<Item = &'static Known> {
        FORMATS.iter().filter(move |known| known.of <= self)
    }
}

impl Of {
    /// The names that `--format` accepts for this kind of thing.
    pub fn names(self) -> Vec<&'static str> {
        self.formats().filter_map(|known| known.name).collect()
    }
}

impl Format {
    /// The row of [`FORMATS`] for this format.
    pub fn known(self) -> &'static Known {
        let known = FORMATS.iter().find(|known| known.format == self);
        known.unwrap_or(&FORMATS[0])
    }

    /// The usual extension of its files.
    pub fn end(self) -> &'static str {
        self.known().ends.first().copied().unwrap_or_default()
    }
}

/// The variant of CSV that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Csv {
    /// Plain UTF-8.
    #[default]
    Plain,
    /// UTF-8 with a byte order mark at the beginning.
    Marked,
    /// In the form that a spreadsheet program set to Vietnamese expects.
    Excel,
}

/// Writes a result as PDF. Also returns findings about signs that could not be set in type as they
/// are written.
///
/// # Errors
/// If the document cannot be set, or if the feature `pdf` was not built.
#[cfg(feature = "pdf")]
pub fn pdf(reply: &Reply, look: Look) -> io::Result<(Vec<u8>, Vec<Finding>)> {
    let set = par_index_pdf::pdf(&par_index_report::Document::of(reply, look));
    let set = set.map_err(|error| io::Error::other(error.to_string()))?;
    Ok((set.bytes, set.findings))
}

/// Writes a result as PDF. Also returns findings about signs that could not be set in type as they
/// are written.
///
/// # Errors
/// If the document cannot be set, or if the feature `pdf` was not built.
#[cfg(not(feature = "pdf"))]
pub fn pdf(_: &Reply, look: Look) -> io::Result<(Vec<u8>, Vec<Finding>)> {
    let (en, vi) = crate::words::words("no_pdf");
    let text = if look.lang == Lang::En { en } else { vi };
    Err(io::Error::new(io::ErrorKind::Unsupported, text))
}

/// How a result is written: its format, its look, and the names of its sources.
#[derive(Clone, Debug)]
pub struct Writer {
    /// The format.
    pub format: Format,
    /// The language, the width of lines, and whether only ASCII signs are used.
    pub look: Look,
    /// The variant of CSV, if the format is CSV.
    pub csv: Csv,
    /// The names of the files that the result was read from; a workbook lists them.
    pub sources: Vec<String>,
}

impl Writer {
    /// Whether there is nothing to write: if a result was not computed, CSV has no table for it,
    /// not even an empty line.
    pub fn is_nothing(&self, reply: &Reply) -> bool {
        let rows = self.format == Format::Csv && self.csv != Csv::Excel;
        rows && reply.joined().is_none() && reply.name() != "check" && reply.columns().is_empty()
    }

    /// Writes a result. Returns findings about parts that could not be written as they are.
    ///
    /// # Errors
    /// Errors of the output `out`; an error of kind `Unsupported` if the format was not built.
    pub fn write(&self, reply: &Reply, out: &mut dyn Write) -> io::Result<Vec<Finding>> {
        if self.format == Format::Pdf {
            let (bytes, findings) = pdf(reply, self.look)?;
            out.write_all(&bytes)?;
            return Ok(findings);
        }
        self.written(reply, out)?;
        Ok(Vec::new())
    }

    fn written(&self, reply: &Reply, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.look.lang;
        let text = |out: &mut dyn Write, text: String| out.write_all(text.as_bytes());
        match self.format {
            Format::Table if reply.joined().is_some() => self.joined(reply, out),
            Format::Table => text(out, reply.text(self.look)),
            Format::Json => {
                reply.write_json(&mut *out)?;
                out.write_all(b"\n")
            }
            Format::Csv if self.csv == Csv::Excel => {
                par_index_sheets::write_excel(reply, lang, out)
            }
            Format::Csv if reply.joined().is_some() => self.joined(reply, out),
            Format::Csv if reply.name() == "check" => {
                self.findings(reply.findings(), !reply.not_read().is_empty(), out)
            }
            Format::Csv => self.rows(reply, out),
            Format::Markdown => text(out, reply.markdown(self.look).unwrap_or_default()),
            Format::Page => text(out, par_index_report::html(reply, self.look)),
            Format::Docx => out.write_all(&par_index_report::docx(reply, self.look)?),
            Format::Pdf => Ok(()),
            Format::Book => par_index_sheets::write_book(reply, lang, &self.sources, out),
        }
    }

    /// Writes CSV records through the function `write`, after a byte order mark if one is asked
    /// for.
    ///
    /// # Errors
    /// Errors of the output `out`.
    pub fn records(
        &self,
        out: &mut dyn Write,
        write: impl FnOnce(&mut CsvWriter<&mut dyn Write>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.mark(out)?;
        let mut csv = CsvWriter::new(out);
        write(&mut csv)?;
        csv.flush()
    }

    /// Writes findings as a CSV table of their own. With `not_read`, a further column says in every
    /// row that part of the inputs was not read.
    ///
    /// # Errors
    /// Errors of the output `out`.
    pub fn findings(
        &self,
        findings: &[Finding],
        not_read: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.records(out, |csv| {
            let mark = not_read.then_some("not_read");
            csv.record(Finding::COLUMNS.into_iter().chain(mark))?;
            findings.iter().try_for_each(|finding| {
                let row = finding.row(Lang::En);
                if not_read { csv.row(&(row, true)) } else { csv.row(&row) }
            })
        })
    }

    /// Writes the byte order mark, if one is asked for.
    ///
    /// # Errors
    /// Errors of the output `out`.
    pub fn mark(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.csv == Csv::Marked { out.write_all(b"\xEF\xBB\xBF") } else { Ok(()) }
    }

    /// Writes the rows of a result below the names of their columns. Further columns, the same in
    /// every row, hold what the result claims about itself.
    fn rows(&self, reply: &Reply, out: &mut dyn Write) -> io::Result<()> {
        let columns = reply.columns();
        if columns.is_empty() {
            return Ok(());
        }
        let (names, claimed): (Vec<&str>, Vec<String>) =
            reply.claimed_columns().into_iter().unzip();
        self.records(out, |csv| {
            csv.record(columns.iter().map(String::as_str).chain(names))?;
            reply.each_row(&mut |row: par_index::ask::Row| match row.record() {
                Some(record) => csv.record(record.iter().chain(&claimed)),
                // The values of a row and the mark behind them form one record.
                None if row.is_marked() => csv.row(&(row.plain(), true, &claimed)),
                None => csv.row(&(row.plain(), &claimed)),
            })
        })
    }

    /// Writes joined inputs as a long table.
    fn joined(&self, reply: &Reply, out: &mut dyn Write) -> io::Result<()> {
        let joined = reply.joined().unwrap_or_default();
        self.mark(out)?;
        if self.format == Format::Table {
            let unread = view::unread_page(reply.not_read());
            out.write_all(unread.text(self.look).as_bytes())?;
        }
        par_index_sheets::write_long(joined, reply.is_marked(), out)
    }
}
