//! The command `par-index`: a thin program over the library, with the same results as from other
//! languages.

mod announce;
mod args;
mod asked;
mod catalog;
mod columns;
mod commands;
mod directives;
mod disk;
mod documents;
mod failure;
mod files;
mod form;
mod given;
mod init;
mod interrupt;
mod manifest;
mod named;
mod output;
mod pages;
mod progress;
mod reading;
mod serve;
mod service;
mod sink;
mod survey;
mod target;
mod texts;
mod wrong;

use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    interrupt::watch();
    let given: Vec<OsString> = std::env::args_os().collect();
    if let Some(folder) = manifest::folder(&given) {
        let lang = manifest::language(&given);
        if let Err(failure) = manifest::enter(&folder, lang) {
            return failure.tell(lang);
        }
    }
    let lang = manifest::language(&given);
    let given = match manifest::filled(given, lang) {
        Ok(given) => given,
        Err(failure) => return failure.tell(lang),
    };
    let matches = match args::command(lang).try_get_matches_from(&given) {
        Ok(matches) => matches,
        Err(error) => return wrong::tell(&error, &given, lang),
    };
    let done = match matches.subcommand() {
        Some(("framework", group)) => documents::framework(group, lang),
        Some(("directive", group)) => directives::run(group, lang),
        Some(("finding", group)) => documents::finding(group, lang),
        Some(("form", sub)) => form::form(sub, lang),
        Some(("init", sub)) => init::init(sub, lang),
        Some(("schema", sub)) => documents::schema(sub, lang),
        Some(("call", sub)) if given::given(sub, "serve") => serve::serve(lang),
        Some(("serve", sub)) => service::serve(sub, lang),
        Some(("call", _)) => documents::call(lang),
        Some(("completions", sub)) => documents::completions(sub, lang),
        Some(("man", _)) => documents::man(lang),
        Some(("announce", sub)) => announce::announce(sub, lang),
        Some(("report", sub)) if given::given(sub, "each") => pages::each(sub, lang),
        Some((name, sub)) => commands::run(name, sub, lang),
        None => Ok(2),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(failure) => failure.tell(lang),
    }
}
