//! Why the command stops, and with which exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;

use par_index::words::shown;
use par_index::{Error, Lang};
use par_index_office::reason;

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
    /// There is nothing that could be announced.
    Nothing(String),
    /// A file could not be read.
    Read(String, String),
    /// A file could not be written.
    Write(String, String),
    /// Nothing could be asked.
    Unasked(par_index_office::Failure),
    /// Whoever read our output has gone.
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

/// Why the system refused, in a language.
pub(crate) fn why(error: &io::Error, lang: Lang) -> String {
    reason(error).get(lang).to_owned()
}
