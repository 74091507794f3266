//! The destination of a result: standard output, or a file that is written whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::view::{self, Look};
use par_index::{Lang, finding::Unread};

use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::given::{given, path};
use crate::interrupt;
use crate::target::{self, Opened, Target};
use crate::texts::word;

/// The destination of a result.
#[derive(Clone, Debug)]
pub(crate) struct Sink {
    file: Option<PathBuf>,
    lang: Lang,
    /// Whether a file is written even though some inputs were not read (`--despite-unread`).
    despite_unread: bool,
}

impl Sink {
    /// The destination that `--output` names, else standard output; fails if nothing can be written
    /// there.
    pub(crate) fn of(args: &ArgMatches, lang: Lang) -> Result<Sink, Failure> {
        let file = path(args, "output").filter(|file| !files::is_standard(file));
        // A destination that cannot be written is reported before anything is computed.
        file.map(|file| reach(file, lang)).transpose()?;
        let file = file.map(Path::to_owned);
        Ok(Sink { file, lang, despite_unread: given(args, "despite-unread") })
    }

    /// The destination of a command that writes several files into a folder.
    pub(crate) fn into_folder(folder: &Path, args: &ArgMatches, lang: Lang) -> Sink {
        let file = Some(folder.to_owned());
        Sink { file, lang, despite_unread: given(args, "despite-unread") }
    }

    /// The output file or folder; `None` for standard output.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Refuses to write a result to a file if some inputs were not read, unless `--despite-unread`
    /// is given. On a screen the result is seen together with the findings, but a file is passed on
    /// without them.
    pub(crate) fn admits(&self, unread: &[Unread], look: Look) -> Result<(), Failure> {
        match &self.file {
            Some(file) if !(unread.is_empty() || self.despite_unread) => {
                let look = Look { color: false, ..look };
                let flag = "--despite-unread";
                Err(Failure::Unread(view::unread_refusal(unread, &shown(file), flag).line(look)))
            }
            _ => Ok(()),
        }
    }

    /// Reports that an output file is left as it is, or not written, because nothing was computed;
    /// returns whether the destination is a file.
    pub(crate) fn keeps(&self) -> bool {
        let Some(file) = &self.file else { return false };
        let key = if file.exists() { "keeps" } else { "nothing_written" };
        let _ = writeln!(
            io::stderr(),
            "{}: {}",
            par_index::words::shown(&shown(file)),
            word(key, self.lang)
        );
        true
    }

    /// Writes the output of `write` to the destination; a file appears only when all of it is
    /// written.
    pub(crate) fn write(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let lang = self.lang;
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
            // The program that read from our pipe has gone.
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Write(shown(file), why(&error, lang)),
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
                par_index::words::shown(&shown(left)),
                word("left_over", lang)
            );
        }
        target::replace(path, old.as_ref(), |out| watched(out, write)).map_err(failed)
    }
}

/// What an output name leads to, if something can be written there.
fn reach(file: &Path, lang: Lang) -> Result<Target, Failure> {
    let refused = |why: String| Err(Failure::Write(shown(file), why));
    match target::target(file) {
        Err(error) => refused(why(&error, lang)),
        Ok(Target::File(path, _)) if !target::folder(&path).is_dir() => {
            let folder = shown(target::folder(&path));
            refused(format!("{} ({folder})", word("no_folder", lang)))
        }
        // Replacing a write-protected file by a new one would circumvent the protection.
        Ok(Target::File(_, Some(old))) if old.permissions().readonly() => {
            refused(word("protected", lang).to_owned())
        }
        Ok(target) => Ok(target),
    }
}

/// Writes a text that is not a result to standard output: a schema, the manual, help.
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

/// Runs `write` and flushes. If writing fails the system's own error is returned, which writers of
/// JSON and CSV would hide inside errors of theirs.
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
