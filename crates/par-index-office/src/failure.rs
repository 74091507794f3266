//! Why a call failed before its question could be asked.

use std::{fmt, io};

use par_index::words::shown;
use par_index::{Error, Lang, Text};

use crate::words::word;

/// Why a call failed before its question could be asked.
#[derive(Debug)]
pub enum Failure {
    /// The data were refused, or the question itself was wrong.
    Call(Error),
    /// The call is wrong in what it names or how it is written; the text explains it.
    Usage(Text),
    /// A file could not be read: the name of the file, and the reason.
    Read(String, Text),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Call(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A failure of usage whose text is the same in every language.
    pub fn usage(text: impl Into<String>) -> Failure {
        Failure::Usage(Text::same(text))
    }

    /// The failure that a required argument was not given.
    pub fn missing(what: &str) -> Failure {
        Failure::Usage(both(|lang| format!("{what}: {}", word("missing").get(lang))))
    }

    /// The failure as a sentence; if data were refused, all their findings.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Failure::Call(error) => error.text(lang),
            Failure::Usage(text) => shown(text.get(lang)).into_owned(),
            Failure::Read(file, why) => {
                let why = shown(why.get(lang));
                format!("{} {}: {why}", word("cannot_read").get(lang), shown(file))
            }
        }
    }

    /// The exit code of the command: 1 if the data were refused, 2 if the call is wrong, 3 if a
    /// file could not be read.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Call(error) if error.is_refused() => 1,
            Failure::Call(_) | Failure::Usage(_) => 2,
            Failure::Read(..) => 3,
        }
    }

    /// The failure as a result object of kind `error`, with its sentences in the given language.
    pub fn to_json_in(&self, lang: Lang) -> String {
        if let Failure::Call(error) = self {
            return error.to_json_in(lang);
        }
        let object = serde_json::json!({
            "schema_version": 1,
            "kind": "error",
            "version": env!("CARGO_PKG_VERSION"),
            "message": self.text(lang),
            "findings": [],
        });
        object.to_string()
    }
}

/// A text made by calling the same function for each language.
pub(crate) fn both(of: impl Fn(Lang) -> String) -> Text {
    Text::new(of(Lang::Vi), of(Lang::En))
}

/// Why the operating system refused something: the usual reasons in words, any other reason by its
/// error number.
pub fn reason(error: &io::Error) -> Text {
    use io::ErrorKind as Kind;
    let known = match error.kind() {
        Kind::NotFound => "not_found",
        Kind::PermissionDenied => "denied",
        Kind::IsADirectory => "is_folder",
        Kind::NotADirectory => "not_folder",
        Kind::StorageFull | Kind::QuotaExceeded | Kind::WriteZero => "disk_full",
        Kind::ReadOnlyFilesystem => "read_only",
        // Without an error number of the system, the command itself refused to read a file this
        // large; with one, the system refused to write it.
        Kind::FileTooLarge if error.raw_os_error().is_none() => "too_large",
        Kind::FileTooLarge => "limit_reached",
        Kind::InvalidFilename => "name_too_long",
        Kind::InvalidInput => "bad_name",
        Kind::ResourceBusy | Kind::ExecutableFileBusy => "busy",
        Kind::AddrInUse => "address_taken",
        Kind::AddrNotAvailable => "address_foreign",
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
                return both(|lang| format!("{}{number}", word("refused").get(lang)));
            }
        },
    };
    word(known)
}
