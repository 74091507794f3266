//! Where results go: standard output, or a file written whole or not at all.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::view::Look;
use par_index::{Lang, Row};

use crate::args::{given, text};
use crate::failure::Failure;

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    Csv,
}

/// Where and how.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) look: Look,
    /// As Markdown; only papers are.
    pub(crate) markdown: bool,
    file: Option<String>,
    bom: bool,
}

impl Output {
    /// A table on a terminal, else JSON; with a file, what its name says.
    pub(crate) fn of(args: &ArgMatches, lang: Lang) -> Result<Output, Failure> {
        Output::read(args, lang, false)
    }

    /// The same for a paper, which may also be Markdown.
    pub(crate) fn of_paper(args: &ArgMatches, lang: Lang) -> Result<Output, Failure> {
        Output::read(args, lang, true)
    }

    fn read(args: &ArgMatches, lang: Lang, paper: bool) -> Result<Output, Failure> {
        let file = text(args, "output").map(str::to_owned);
        let end = |file: &str| file.to_ascii_lowercase().ends_with(".md");
        let markdown = paper
            && match text(args, "format") {
                Some(format) => format == "md",
                None => file.as_deref().is_some_and(end),
            };
        let by_name = file.as_deref().map(|file| {
            let end = Path::new(file).extension().and_then(|end| end.to_str()).unwrap_or_default();
            match end.to_ascii_lowercase().as_str() {
                "json" => Ok(Format::Json),
                "csv" => Ok(Format::Csv),
                "txt" => Ok(Format::Table),
                "md" if markdown => Ok(Format::Table),
                _ => Err(file),
            }
        });
        let format = match (text(args, "format"), by_name) {
            (Some("table" | "md"), _) | (None, Some(Ok(Format::Table))) => Format::Table,
            (Some("csv"), _) | (None, Some(Ok(Format::Csv))) => Format::Csv,
            (None, Some(Err(file))) => {
                let ends = if paper { ".json, .csv, .txt, .md" } else { ".json, .csv, .txt" };
                return Err(Failure::Usage(format!("{file}: {ends}, --format")));
            }
            (None, None) if io::stdout().is_terminal() => Format::Table,
            _ => Format::Json,
        };
        let color =
            file.is_none() && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let color = color && !markdown;
        let look = Look { lang, ascii: given(args, "ascii"), color };
        Ok(Output { format, look, markdown, file, bom: given(args, "bom") })
    }

    /// Whether JSON goes to standard output.
    pub(crate) fn is_json_stream(&self) -> bool {
        self.format == Format::Json && self.file.is_none()
    }

    /// Writes all that `write` writes; a file only once all of it is there.
    pub(crate) fn write(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let Some(file) = &self.file else {
            let mut out = BufWriter::new(io::stdout().lock());
            let written = write(&mut out).and_then(|()| out.flush());
            return written.map_err(|error| match error.kind() {
                io::ErrorKind::BrokenPipe => Failure::Closed,
                _ => Failure::Write("-".to_owned(), error.to_string()),
            });
        };
        atomically(file, self.bom && self.format == Format::Csv, write)
            .map_err(|error| Failure::Write(file.clone(), error.to_string()))
    }

    /// Writes rows as CSV under their columns.
    pub(crate) fn csv(
        &self,
        columns: &[String],
        rows: impl FnOnce(&mut dyn FnMut(Row) -> io::Result<()>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        self.write(|out| {
            let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
            csv.write_record(columns)?;
            rows(&mut |row| match row.record() {
                Some(record) => csv.write_record(record).map_err(io::Error::other),
                None => csv.serialize(row).map_err(io::Error::other),
            })?;
            csv.flush()
        })
    }
}

/// A temporary file beside the target takes all bytes, then takes its place.
fn atomically(
    file: &str,
    bom: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // Behind a link the file itself is replaced, not the link.
    let target = std::fs::canonicalize(file).unwrap_or_else(|_| PathBuf::from(file));
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".par-index-").suffix(".part");
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt;
        std::fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(permissions);
    let temporary = builder.tempfile_in(folder.unwrap_or_else(|| Path::new(".")))?;
    let mut out = BufWriter::new(temporary);
    if bom {
        out.write_all(b"\xEF\xBB\xBF")?;
    }
    write(&mut out)?;
    let temporary = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map_err(|error| error.error)?;
    Ok(())
}
