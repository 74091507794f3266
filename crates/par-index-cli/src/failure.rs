//! Why the command stops, and with which exit code.

use par_index::{Error, Lang};

use crate::texts::word;

/// 1 the data · 2 the call · 3 reading or writing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The data were refused, or the call was wrong.
    Call(Error),
    /// The call is wrong in the command's own words.
    Usage(String),
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
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Failure::Call(error) if error.is_refused() => 1,
            Failure::Call(_) | Failure::Usage(_) => 2,
            Failure::Read(..) | Failure::Write(..) => 3,
            Failure::Closed => 0,
        }
    }

    /// One line, or the findings of refused data.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let error = word("error", lang);
        match self {
            Failure::Call(failure) => format!("{error}: {}", failure.text(lang)),
            Failure::Usage(text) => format!("{error}: {text}"),
            Failure::Read(file, why) => {
                format!("{error}: {} {file}: {why}", word("cannot_read", lang))
            }
            Failure::Write(file, why) => {
                format!("{error}: {} {file}: {why}", word("cannot_write", lang))
            }
            Failure::Closed => String::new(),
        }
    }
}

/// Why the system refused, in the language where the reason is a common one.
pub(crate) fn why(error: &std::io::Error, lang: Lang) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => word("not_found", lang).to_owned(),
        std::io::ErrorKind::PermissionDenied => word("denied", lang).to_owned(),
        _ => error.to_string(),
    }
}
