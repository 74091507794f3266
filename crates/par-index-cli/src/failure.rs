//! The reasons why the command stops, and the exit code of each.

use std::io::{self, Write as _};
use std::process::ExitCode;

use par_index::words::shown;
use par_index::{Error, Lang};
use par_index_office::reason;

use crate::texts::word;

/// A reason why the command stops. Its exit code is 1 for refused data, 2 for a wrong call, 3 where
/// reading or writing failed, 0 where the reader of the output has gone.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library refused the data (exit 1) or the call (exit 2).
    Call(Error),
    /// The call is wrong; the text is the command's own message (exit 2).
    Usage(String),
    /// A file would have kept a result although some inputs were not read (exit 1).
    Unread(String),
    /// There is no result to announce, or nothing to correct (exit 1).
    Nothing(String),
    /// A file could not be read: its name and the reason (exit 3).
    Read(String, String),
    /// A file could not be written: its name and the reason (exit 3).
    Write(String, String),
    /// The dossier could not be opened, so no question was asked; the failure has its own exit
    /// code.
    Unasked(par_index_office::Failure),
    /// The program that read our output has closed the pipe: the command ends silently (exit 0).
    Closed,
}

impl From<par_index_office::Failure> for Failure {
    fn from(failure: par_index_office::Failure) -> Failure {
        match failure {
            par_index_office::Failure::Call(error) => Failure::Call(error),
            failure => Failure::Unasked(failure),
        }
    }
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
            Failure::Unread(_) | Failure::Nothing(_) => 1,
            Failure::Call(_) | Failure::Usage(_) => 2,
            Failure::Read(..) | Failure::Write(..) => 3,
            Failure::Unasked(failure) => failure.exit_code(),
            Failure::Closed => 0,
        }
    }

    /// Prints on standard error why the command stops and returns its exit code; prints nothing
    /// where the reader of the output has gone.
    pub(crate) fn tell(&self, lang: Lang) -> ExitCode {
        ExitCode::from(self.say(lang))
    }

    /// Prints a failure like [`Failure::tell`], for a command that goes on after it; returns the
    /// exit code that the command should end with.
    pub(crate) fn say(&self, lang: Lang) -> u8 {
        if !matches!(self, Failure::Closed) {
            let _ = writeln!(io::stderr(), "{}", self.text(lang));
        }
        self.exit_code()
    }

    /// The text of the failure: one line, or the findings of refused data.
    fn text(&self, lang: Lang) -> String {
        let error = word("error", lang);
        match self {
            Failure::Call(failure) => format!("{error}: {}", failure.text(lang)),
            Failure::Usage(text) | Failure::Unread(text) | Failure::Nothing(text) => {
                format!("{error}: {}", shown(text))
            }
            Failure::Read(file, why) => {
                format!("{error}: {} {}: {}", word("cannot_read", lang), shown(file), shown(why))
            }
            Failure::Write(file, why) => {
                format!("{error}: {} {}: {}", word("cannot_write", lang), shown(file), shown(why))
            }
            Failure::Unasked(failure) => format!("{error}: {}", failure.text(lang)),
            Failure::Closed => String::new(),
        }
    }
}

/// The reason of a system error as text in a language.
pub(crate) fn why(error: &io::Error, lang: Lang) -> String {
    reason(error).get(lang).to_owned()
}
