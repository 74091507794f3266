//! The command `par-index`: thin over the library, the same results in every language.

mod args;
mod commands;
mod directives;
mod documents;
mod failure;
mod files;
mod output;
mod progress;
mod survey;
mod texts;
mod wrong;

use std::io::Write;
use std::process::ExitCode;

use failure::Failure;

fn main() -> ExitCode {
    let given: Vec<String> =
        std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let lang = args::language(&given);
    let matches = match args::command(lang).try_get_matches_from(&given) {
        Ok(matches) => matches,
        Err(error) => return wrong::tell(&error, lang),
    };
    let done = match matches.subcommand() {
        Some(("framework", group)) => documents::framework(group, lang),
        Some(("directive", group)) => directives::run(group, lang),
        Some(("finding", group)) => documents::finding(group, lang),
        Some(("crosswalk", sub)) => documents::crosswalk(sub, lang),
        Some(("audit", sub)) => documents::audit(sub, lang),
        Some(("survey", sub)) => survey::survey(sub, lang),
        Some(("schema", sub)) => documents::schema(sub),
        Some(("call", _)) => documents::call(lang),
        Some(("completions", sub)) => documents::completions(sub, lang),
        Some(("man", _)) => documents::man(lang),
        Some((name, sub)) => commands::run(name, sub, lang),
        None => Ok(2),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            let code = failure.exit_code();
            if !matches!(failure, Failure::Closed) {
                let _ = writeln!(std::io::stderr(), "{}", failure.text(lang));
            }
            ExitCode::from(code)
        }
    }
}
