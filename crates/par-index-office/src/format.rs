//! What results are written as: a row a format, and how each is written.

use std::io::{self, Write};

use par_index::reply::Reply;
use par_index::view::{self, Look};
use par_index::{Finding, Lang};
use par_index_sheets::CsvWriter;

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of text.
    Table,
    /// The result object.
    Json,
    /// Rows under their columns.
    Csv,
    /// A paper as Markdown.
    Markdown,
    /// A page in HTML.
    Page,
    /// A document of a word processor.
    Docx,
    /// A document as it is printed and archived; only where the feature `pdf` is built.
    Pdf,
    /// A workbook.
    Book,
}

/// What is written; each may be all that those before it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
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
pub struct Known {
    /// The format.
    pub format: Format,
    /// How `--format` calls it; without a name only a file can be one.
    pub name: Option<&'static str>,
    /// The ends of its files.
    pub ends: &'static [&'static str],
    /// What a browser calls it.
    pub media: &'static str,
    /// The least that is written so.
    of: Of,
}

impl Known {
    /// How a request calls it: its name, else the end of its files.
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

/// Every format.
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
    /// What the answer to a question is.
    pub fn question(name: &str) -> Of {
        if matches!(name, "directive-papers" | "paper") { Of::Paper } else { Of::Result }
    }

    /// How it may be written.
    pub fn formats(self) -> impl Iterator<Item = &'static Known> {
        FORMATS.iter().filter(move |known| known.of <= self)
    }
}

impl Of {
    /// What `--format` takes.
    pub fn names(self) -> Vec<&'static str> {
        self.formats().filter_map(|known| known.name).collect()
    }
}

impl Format {
    /// What is known of it.
    pub fn known(self) -> &'static Known {
        let known = FORMATS.iter().find(|known| known.format == self);
        known.unwrap_or(&FORMATS[0])
    }

    /// The end of its files.
    pub fn end(self) -> &'static str {
        self.known().ends.first().copied().unwrap_or_default()
    }
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Csv {
    /// Plain.
    #[default]
    Plain,
    /// Behind a byte order mark.
    Marked,
    /// As a Vietnamese spreadsheet reads it.
    Excel,
}

/// A result as PDF, and what could not be set as it is written.
///
/// # Errors
/// Where it is not set, or the feature `pdf` was not built.
#[cfg(feature = "pdf")]
pub fn pdf(reply: &Reply, look: Look) -> io::Result<(Vec<u8>, Vec<Finding>)> {
    let set = par_index_pdf::pdf(&par_index_report::Document::of(reply, look));
    let set = set.map_err(|error| io::Error::other(error.to_string()))?;
    Ok((set.bytes, set.findings))
}

/// A result as PDF, and what could not be set as it is written.
///
/// # Errors
/// Where it is not set, or the feature `pdf` was not built.
#[cfg(not(feature = "pdf"))]
pub fn pdf(_: &Reply, look: Look) -> io::Result<(Vec<u8>, Vec<Finding>)> {
    let (en, vi) = crate::words::words("no_pdf");
    let text = if look.lang == Lang::En { en } else { vi };
    Err(io::Error::new(io::ErrorKind::Unsupported, text))
}

/// How a result is written: its format, in which look, from what.
#[derive(Clone, Debug)]
pub struct Writer {
    /// The format.
    pub format: Format,
    /// Language, width, signs.
    pub look: Look,
    /// How CSV is written.
    pub csv: Csv,
    /// The names of what a result was read from, as its workbook lists them.
    pub sources: Vec<String>,
}

impl Writer {
    /// Whether there is nothing to write: of what was not computed there is no table, not even an empty
    /// line.
    pub fn is_nothing(&self, reply: &Reply) -> bool {
        let rows = self.format == Format::Csv && self.csv != Csv::Excel;
        rows && reply.joined().is_none() && reply.name() != "check" && reply.columns().is_empty()
    }

    /// Writes a result; gives what could not be written as it stands there.
    ///
    /// # Errors
    /// Those of what is written to; a format that was not built.
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

    /// Writes CSV, behind its mark if one is asked for.
    ///
    /// # Errors
    /// Those of what is written to.
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

    /// Writes findings as a table of their own.
    ///
    /// # Errors
    /// Those of what is written to.
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

    /// The byte order mark, if one is asked for.
    ///
    /// # Errors
    /// Those of what is written to.
    pub fn mark(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.csv == Csv::Marked { out.write_all(b"\xEF\xBB\xBF") } else { Ok(()) }
    }

    /// The rows of a result under their columns; behind them stands in each what it claims.
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
                // A row and its mark are one record.
                None if row.is_marked() => csv.row(&(row.plain(), true, &claimed)),
                None => csv.row(&(row.plain(), &claimed)),
            })
        })
    }

    /// Joined inputs as a long table.
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
