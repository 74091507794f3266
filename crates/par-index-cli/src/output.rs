//! Where results go: standard output, or a file written whole or not at all.

use std::ffi::OsStr;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::view::{self, Look};
use par_index::{Lang, Row, Unread};
use par_index_sheets::CsvWriter;

use crate::args::{given, path, text};
use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::interrupt;
use crate::target::{self, Opened, Target};
use crate::texts::word;

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    Csv,
    /// A workbook; only a file can be one.
    Book,
    /// A document of a word processor; only a file can be one.
    Docx,
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
    /// What a table is written as.
    pub(crate) drawn: Drawn,
    file: Option<PathBuf>,
    csv: CsvForm,
    /// Whether a file is written though something was not read.
    despite_unread: bool,
}

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawn {
    /// Lines of text.
    Text,
    /// Markdown; only papers are.
    Markdown,
    /// A page in HTML; only results are.
    Page,
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A list, a document.
    Other,
    /// The answer to a question, which may also be a page.
    Result,
    /// A paper, which may also be Markdown.
    Paper,
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
    /// A table on a terminal, else JSON; with a file, what its name says.
    pub(crate) fn of(args: &ArgMatches, lang: Lang) -> Result<Output, Failure> {
        Output::read(args, lang, Of::Other)
    }

    /// The same for the answer to a question, which may also be a page or a workbook.
    pub(crate) fn of_result(args: &ArgMatches, lang: Lang) -> Result<Output, Failure> {
        Output::read(args, lang, Of::Result)
    }

    /// The same for a paper, which may also be Markdown.
    pub(crate) fn of_paper(args: &ArgMatches, lang: Lang) -> Result<Output, Failure> {
        Output::read(args, lang, Of::Paper)
    }

    fn read(args: &ArgMatches, lang: Lang, of: Of) -> Result<Output, Failure> {
        let file = path(args, "output").filter(|file| !files::is_standard(file));
        // What cannot be written is said before anything is computed.
        file.map(|file| reach(file, lang)).transpose()?;
        let end = |file: &Path| {
            let end = file.extension().and_then(OsStr::to_str).unwrap_or_default();
            end.to_ascii_lowercase()
        };
        let named = |ends: &[&str]| match text(args, "format") {
            Some(format) => ends.contains(&format),
            None => file.is_some_and(|file| ends.contains(&end(file).as_str())),
        };
        let drawn = match of {
            Of::Paper if named(&["md"]) => Drawn::Markdown,
            Of::Paper | Of::Result if named(&["html", "htm"]) => Drawn::Page,
            _ => Drawn::Text,
        };
        let by_name = file.map(|file| match end(file).as_str() {
            "json" => Ok(Format::Json),
            "csv" => Ok(Format::Csv),
            "txt" => Ok(Format::Table),
            "xlsx" if of != Of::Other => Ok(Format::Book),
            "docx" if of != Of::Other => Ok(Format::Docx),
            "md" if drawn == Drawn::Markdown => Ok(Format::Table),
            "html" | "htm" if drawn == Drawn::Page => Ok(Format::Table),
            _ => Err(shown(file)),
        });
        let format = match (text(args, "format"), by_name) {
            (Some("table" | "md" | "html"), _) | (None, Some(Ok(Format::Table))) => Format::Table,
            (Some("csv"), _) | (None, Some(Ok(Format::Csv))) => Format::Csv,
            (None, Some(Ok(whole @ (Format::Book | Format::Docx)))) => whole,
            (None, Some(Err(file))) => {
                let ends = match of {
                    Of::Other => ".json, .csv, .txt",
                    Of::Result => ".json, .csv, .txt, .html, .docx, .xlsx",
                    Of::Paper => ".json, .csv, .txt, .md, .html, .docx, .xlsx",
                };
                return Err(Failure::Usage(format!("{file}: {ends}, --format")));
            }
            (None, None) if io::stdout().is_terminal() => Format::Table,
            _ => Format::Json,
        };
        let color =
            file.is_none() && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let color = color && drawn == Drawn::Text;
        let width = args.try_get_one::<usize>("width").ok().flatten().copied();
        let width = width.unwrap_or_else(|| terminal_width(file.is_some()));
        let look = Look { lang, ascii: given(args, "ascii"), color, width };
        let file = file.map(Path::to_owned);
        let despite_unread = given(args, "despite-unread");
        let csv = match (given(args, "excel"), given(args, "bom")) {
            (true, _) if format != Format::Csv || of == Of::Other => {
                return Err(Failure::Usage("--excel: --format csv".to_owned()));
            }
            (true, _) => CsvForm::Excel,
            (false, true) => CsvForm::Marked,
            (false, false) => CsvForm::Plain,
        };
        Ok(Output { format, look, drawn, file, csv, despite_unread })
    }

    /// Refuses to keep in a file what was made while something was not read, unless that is asked for:
    /// on a screen it is looked at beside what is wrong, a file goes on to others.
    pub(crate) fn admits(&self, unread: &[Unread]) -> Result<(), Failure> {
        match &self.file {
            Some(file) if !(unread.is_empty() || self.despite_unread) => {
                let look = Look { color: false, ..self.look };
                let flag = "--despite-unread";
                Err(Failure::Unread(view::unread_refusal(unread, &shown(file), flag).line(look)))
            }
            _ => Ok(()),
        }
    }

    /// Whether CSV is written as a Vietnamese spreadsheet reads it.
    pub(crate) fn is_excel(&self) -> bool {
        self.csv == CsvForm::Excel
    }

    /// Whether JSON goes to standard output.
    pub(crate) fn is_json_stream(&self) -> bool {
        self.format == Format::Json && self.file.is_none()
    }

    /// Where nothing was computed a file keeps what it holds: says so, if a file is asked for.
    pub(crate) fn keeps(&self) -> bool {
        let Some(file) = &self.file else { return false };
        let key = if file.exists() { "keeps" } else { "nothing_written" };
        let _ = writeln!(
            io::stderr(),
            "{}: {}",
            par_index::shown(&shown(file)),
            word(key, self.look.lang)
        );
        true
    }

    /// Writes all that `write` writes; a file only once all of it is there.
    pub(crate) fn write(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let lang = self.look.lang;
        let refused =
            |name: &str| Err(Failure::Usage(format!("{name}: {}", word("is_input", lang))));
        let Some(file) = &self.file else {
            if files::was_read(&Target::Open(Opened::Out, PathBuf::new())) {
                return refused(word("standard_output", lang));
            }
            let written = watched(&mut BufWriter::new(io::stdout().lock()), write);
            return written.map_err(|error| not_printed(&error, lang));
        };
        let target = reach(file, lang)?;
        let failed = |error: io::Error| match error.kind() {
            // Whoever read from a pipe has gone.
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Write(shown(file), why(&error, lang)),
        };
        let bom = self.csv == CsvForm::Marked && self.format == Format::Csv;
        let write = |out: &mut dyn Write| {
            if bom {
                out.write_all(b"\xEF\xBB\xBF")?;
            }
            write(out)
        };
        if files::was_read(&target) {
            return refused(&shown(file));
        }
        let Target::File(path, old) = &target else {
            let mut out = target::open(&target).map_err(failed)?;
            return watched(&mut *out, write).map_err(failed);
        };
        for left in interrupt::clean(target::folder(path)) {
            let _ = writeln!(
                io::stderr(),
                "{}: {}",
                par_index::shown(&shown(left)),
                word("left_over", lang)
            );
        }
        target::replace(path, old.as_ref(), |out| watched(out, write)).map_err(failed)
    }

    /// Writes rows as CSV under their columns; behind them stands in each what the result claims.
    pub(crate) fn csv(
        &self,
        columns: &[String],
        claimed: Vec<(&'static str, String)>,
        rows: impl FnOnce(&mut dyn FnMut(Row) -> io::Result<()>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        self.write(|out| {
            // Of what was not computed there is no table.
            if columns.is_empty() {
                return Ok(());
            }
            let mut csv = CsvWriter::new(out);
            let (names, claimed): (Vec<&str>, Vec<String>) = claimed.into_iter().unzip();
            csv.record(columns.iter().map(String::as_str).chain(names))?;
            rows(&mut |row| match row.record() {
                Some(record) => csv.record(record.iter().chain(&claimed)),
                // A row and its mark are one record.
                None if row.is_marked() => csv.row(&(row.plain(), true, &claimed)),
                None => csv.row(&(row.plain(), &claimed)),
            })?;
            csv.flush()
        })
    }
}

/// Where a file leads, if something can be written there.
fn reach(file: &Path, lang: Lang) -> Result<Target, Failure> {
    let refused = |why: String| Err(Failure::Write(shown(file), why));
    match target::target(file) {
        Err(error) => refused(why(&error, lang)),
        Ok(Target::File(path, _)) if !target::folder(&path).is_dir() => {
            let folder = shown(target::folder(&path));
            refused(format!("{} ({folder})", word("no_folder", lang)))
        }
        // A new file in its place would be what somebody has forbidden.
        Ok(Target::File(_, Some(old))) if old.permissions().readonly() => {
            refused(word("protected", lang).to_owned())
        }
        Ok(target) => Ok(target),
    }
}

/// Writes to standard output what is no result: a schema, the manual, help.
pub(crate) fn print(text: &str, lang: Lang) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    watched(&mut out, |out| out.write_all(text.as_bytes()))
        .map_err(|error| not_printed(&error, lang))
}

fn not_printed(error: &io::Error, lang: Lang) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Write(word("standard_output", lang).to_owned(), why(error, lang)),
    }
}

/// Writes everything, to the last byte. The system's own reason is what counts where that fails:
/// writers of JSON and CSV hide it behind words of theirs.
fn watched(
    out: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = Watched { out, reason: None };
    let written = write(&mut out).and_then(|()| out.flush());
    match out.reason {
        Some(reason) => Err(reason),
        None => written,
    }
}

struct Watched<'w> {
    out: &'w mut dyn Write,
    reason: Option<io::Error>,
}

impl Watched<'_> {
    fn keep<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|error| {
            if error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            let kind = error.kind();
            self.reason = Some(error);
            kind.into()
        })
    }
}

impl Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.out.write(bytes);
        self.keep(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.out.flush();
        self.keep(done)
    }
}
