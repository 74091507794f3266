//! Why the command stops, and with which exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;

use par_index::words::shown;
use par_index::{Error, Lang, Text};

use crate::texts::word;

/// 1 the data · 2 the call · 3 reading or writing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The data were refused, or the call was wrong.
    Call(Error),
    /// The call is wrong in the command's own words.
    Usage(String),
    /// Not everything was read, and the result was to be kept in a file.
    Unread(String),
    /// A file could not be read.
    Read(String, String),
    /// A file could not be written.
    Write(String, String),
    /// Whoever read our output has gone.
    Closed,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Call(error)
    }
}

impl Failure {
    fn exit_code(&self) -> u8 {
        match self {
            Failure::Call(error) if error.is_refused() => 1,
            Failure::Unread(_) => 1,
            Failure::Call(_) | Failure::Usage(_) => 2,
            Failure::Read(..) | Failure::Write(..) => 3,
            Failure::Closed => 0,
        }
    }

    /// Says on standard error why the command stops; nothing where nobody reads on.
    pub(crate) fn tell(&self, lang: Lang) -> ExitCode {
        ExitCode::from(self.say(lang))
    }

    /// The same where the command goes on: the code that it ends with.
    pub(crate) fn say(&self, lang: Lang) -> u8 {
        if !matches!(self, Failure::Closed) {
            let _ = writeln!(io::stderr(), "{}", self.text(lang));
        }
        self.exit_code()
    }

    /// One line, or the findings of refused data.
    fn text(&self, lang: Lang) -> String {
        let error = word("error", lang);
        match self {
            Failure::Call(failure) => format!("{error}: {}", failure.text(lang)),
            Failure::Usage(text) | Failure::Unread(text) => format!("{error}: {}", shown(text)),
            Failure::Read(file, why) => {
                format!("{error}: {} {}: {}", word("cannot_read", lang), shown(file), shown(why))
            }
            Failure::Write(file, why) => {
                format!("{error}: {} {}: {}", word("cannot_write", lang), shown(file), shown(why))
            }
            Failure::Closed => String::new(),
        }
    }
}

/// Why the system refused, in a language.
pub(crate) fn why(error: &io::Error, lang: Lang) -> String {
    reason(error).get(lang).to_owned()
}

/// Why the system refused: the common reasons in words, any other by the system's own number.
pub(crate) fn reason(error: &io::Error) -> Text {
    use io::ErrorKind as Kind;
    let known = match error.kind() {
        Kind::NotFound => "not_found",
        Kind::PermissionDenied => "denied",
        Kind::IsADirectory => "is_folder",
        Kind::NotADirectory => "not_folder",
        Kind::StorageFull | Kind::QuotaExceeded | Kind::WriteZero => "disk_full",
        Kind::ReadOnlyFilesystem => "read_only",
        // The command itself says so of what it does not read, the system of what it does not write.
        Kind::FileTooLarge if error.raw_os_error().is_none() => "too_large",
        Kind::FileTooLarge => "limit_reached",
        Kind::InvalidFilename => "name_too_long",
        Kind::InvalidInput => "bad_name",
        Kind::ResourceBusy | Kind::ExecutableFileBusy => "busy",
        Kind::BrokenPipe => "closed",
        Kind::InvalidData => "not_text",
        Kind::OutOfMemory => "no_memory",
        _ => match error.raw_os_error() {
            Some(5) if cfg!(unix) => "disk_fault",
            Some(6) if cfg!(unix) => "no_reader",
            Some(24) if cfg!(unix) => "too_many_files",
            Some(40) if cfg!(target_os = "linux") => "link_loop",
            Some(62) if cfg!(target_os = "macos") => "link_loop",
            number => {
                let number = number.map(|number| format!(" ({number})")).unwrap_or_default();
                let [vi, en] = [Lang::Vi, Lang::En].map(|lang| word("refused", lang));
                return Text::new(format!("{vi}{number}"), format!("{en}{number}"));
            }
        },
    };
    Text::new(word(known, Lang::Vi), word(known, Lang::En))
}
