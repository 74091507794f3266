//! Reports a command line that cannot be understood, in the language asked for.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use par_index::Lang;

use crate::files;
use crate::sink::print;
use crate::texts::word;

/// Prints help or version where it was asked for (exit 0); else one line that says what is wrong
/// (exit 2).
pub(crate) fn tell(error: &clap::Error, given: &[OsString], lang: Lang) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return match print(&error.render().to_string(), lang) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.tell(lang),
        };
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = write!(std::io::stderr(), "{}", error.render());
        return ExitCode::from(2);
    }
    let context = |kind| error.get(kind).map(shown).filter(|text| !text.is_empty());
    let named = context(ContextKind::InvalidArg);
    let twice = named.is_some() && named == context(ContextKind::PriorArg);
    let what = match error.kind() {
        ErrorKind::ArgumentConflict if twice => "repeated",
        ErrorKind::UnknownArgument => "unknown_argument",
        ErrorKind::InvalidSubcommand => "unknown_command",
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => "missing",
        ErrorKind::ArgumentConflict => "conflict",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals => {
            "invalid_value"
        }
        ErrorKind::InvalidUtf8 => "not_utf8",
        _ => "wrong_call",
    };
    let mut parts = vec![word(what, lang).to_owned()];
    for kind in [
        ContextKind::InvalidSubcommand,
        ContextKind::InvalidArg,
        ContextKind::PriorArg,
        ContextKind::InvalidValue,
    ] {
        // An argument that is given twice is named once.
        parts.extend(context(kind).filter(|_| !(twice && kind == ContextKind::PriorArg)));
    }
    if error.kind() == ErrorKind::InvalidUtf8 {
        parts.extend(not_text(given));
    }
    let mut line = format!("{}: {}", word("error", lang), parts.join(": "));
    let near =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let typed =
        [ContextKind::InvalidSubcommand, ContextKind::InvalidArg, ContextKind::InvalidValue];
    let typed = typed.into_iter().find_map(context).unwrap_or_default();
    let near =
        near.into_iter().find_map(|kind| error.get(kind)).map(|near| nearest_of(&typed, near));
    if let Some(near) = near.filter(|near| !near.is_empty()) {
        line = format!("{line}; {} {near}", word("perhaps", lang));
    }
    if error.kind() == ErrorKind::ValueValidation {
        // Of all argument values only numbers are checked while the command line is parsed.
        line = format!("{line}; {} {}", word("expected", lang), word("whole_number", lang));
    }
    if let Some(known) = context(ContextKind::ValidValue) {
        line = format!("{line}; {} {known}", word("expected", lang));
    }
    let _ =
        writeln!(std::io::stderr(), "{}\n{}", par_index::words::shown(&line), word("more", lang));
    ExitCode::from(2)
}

/// The arguments that are not valid UTF-8, each with its number on the command line. The names of
/// existing files are left out: they may be any bytes.
fn not_text(given: &[OsString]) -> Vec<String> {
    let numbered = given.iter().enumerate();
    let wrong = numbered.filter(|(_, arg)| arg.to_str().is_none() && !Path::new(arg).exists());
    wrong.map(|(n, arg)| format!("{n}: “{}”", files::shown(arg))).collect()
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        _ => String::new(),
    }
}

/// The one of several suggestions that is nearest to the typed text.
fn nearest_of(typed: &str, suggested: &ContextValue) -> String {
    match suggested {
        ContextValue::Strings(texts) => {
            let near = par_index::finding::nearest(typed, texts.iter().map(String::as_str));
            near.or(texts.last().map(String::as_str)).unwrap_or_default().to_owned()
        }
        other => shown(other),
    }
}
