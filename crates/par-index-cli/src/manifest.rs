//! Turns the entries of the manifest `par-index.toml` into command-line arguments.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};
use par_index::Lang;
use par_index::reply::Printed;
use par_index_office::PARTS;
use par_index_office::manifest::{self, Manifest, NAME, Takes};

use crate::args;
use crate::asked;
use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::given;

/// The arguments that are recognised by position and have no flag.
const PLACED: [&str; 2] = ["directive", "inputs"];

/// The folder that `-C DIR` names: the command works as if it had been started there.
pub(crate) fn folder(args: &[OsString]) -> Option<PathBuf> {
    let at = args.iter().position(|arg| arg.as_encoded_bytes().starts_with(b"-C"))?;
    match args.get(at)?.to_str() {
        Some("-C") => args.get(at + 1).map(PathBuf::from),
        text => text.map(|text| PathBuf::from(text.trim_start_matches("-C"))),
    }
}

/// Makes a folder the current folder of the process.
pub(crate) fn enter(folder: &Path, lang: Lang) -> Result<(), Failure> {
    std::env::set_current_dir(folder)
        .map_err(|error| Failure::Read(shown(folder), why(&error, lang)))
}

/// The command line with the arguments that the manifest of the current folder adds, if there is
/// one.
pub(crate) fn filled(given: Vec<OsString>, lang: Lang) -> Result<Vec<OsString>, Failure> {
    let asks_help = |arg: &OsString| arg == "-h" || arg == "--help";
    if !Path::new(NAME).is_file() || given.iter().any(asks_help) {
        return Ok(given);
    }
    // Missing arguments are no error here, since the manifest may supply them.
    let command = args::command(lang);
    let Ok(matches) = command.clone().ignore_errors(true).try_get_matches_from(&given) else {
        return Ok(given);
    };
    let Some(asked) = Asked::of(&command, &matches, &given) else { return Ok(given) };
    if !(asked.has("framework") || asked.has("directive")) {
        return Ok(given);
    }
    let here = std::env::current_dir().unwrap_or_default();
    let here = here.file_name().unwrap_or(OsStr::new(".")).to_string_lossy();
    let more = read(lang)?.added(&asked, asked.text("index"), &here)?;
    // Positional arguments are added at the end, flags directly after the subcommand's name.
    let (placed, named): (Vec<_>, Vec<_>) =
        more.into_iter().partition(|(name, _)| PLACED.contains(name));
    let named = named.into_iter().map(|(name, value)| format!("--{name}={value}").into());
    let named: Vec<OsString> = named.collect();
    let (before, after) = given.split_at(asked.at + 1);
    let mut all = [before, &named, after].concat();
    if !placed.is_empty() && !after.iter().any(|arg| arg == "--") {
        all.push("--".into());
    }
    all.extend(placed.into_iter().map(|(_, value)| value.into()));
    Ok(all)
}

/// The language of help, tables and findings: that of `--lang`, else of the folder's manifest, else
/// of the variable `PAR_INDEX_LANG`, else English.
pub(crate) fn language(args: &[OsString]) -> Lang {
    let stated = files::read_text_of(NAME).ok().and_then(|text| manifest::language(&text));
    let mut asked = stated.or_else(|| std::env::var("PAR_INDEX_LANG").ok());
    let text = |arg: &OsString| arg.to_str().unwrap_or_default().to_owned();
    for (n, arg) in args.iter().map(text).enumerate() {
        if let Some(lang) = arg.strip_prefix("--lang=") {
            asked = Some(lang.to_owned());
        } else if arg == "--lang" {
            asked = args.get(n + 1).map(text);
        }
    }
    asked.and_then(|lang| lang.parse().ok()).unwrap_or_default()
}

/// The folder of shared frameworks that the manifest names, else the folder `frameworks` beside the
/// manifest if it exists; `None` without a manifest.
pub(crate) fn frameworks() -> Option<PathBuf> {
    let text = std::fs::read_to_string(NAME).ok()?;
    let beside = || Some(PathBuf::from("frameworks")).filter(|folder| folder.is_dir());
    manifest::frameworks(&text).or_else(beside)
}

fn read(lang: Lang) -> Result<Manifest, Failure> {
    let text = files::read_text_of(NAME)
        .map_err(|error| Failure::Read(NAME.to_owned(), why(&error, lang)))?;
    Ok(Manifest::read(&text, &is_below)?)
}

/// The subcommand on the command line, as the manifest has to know it to add arguments.
struct Asked<'a> {
    /// The position of the subcommand's name on the command line.
    at: usize,
    command: &'a Command,
    args: &'a ArgMatches,
    /// The question with its flags, if the flags are complete; for `verify` the question of the
    /// printed result. It decides which files are added, as a manifest may name more than the
    /// question takes.
    question: Option<par_index::ask::Asked>,
}

impl<'a> Asked<'a> {
    fn of(command: &'a Command, matches: &'a ArgMatches, given: &[OsString]) -> Option<Asked<'a>> {
        let mut asked = Asked { at: 0, command, args: matches, question: None };
        let mut names = Vec::new();
        while let Some((name, args)) = asked.args.subcommand() {
            let rest = given.get(asked.at + 1..)?;
            asked.at += 1 + rest.iter().position(|arg| arg.as_os_str() == OsStr::new(name))?;
            asked.command = asked.command.find_subcommand(name)?;
            names.push(name);
            asked.args = args;
        }
        if asked.command.get_name() == "verify" {
            let print = given::path(asked.args, "printed").filter(|file| !files::is_standard(file));
            let print = print.and_then(|file| std::fs::read_to_string(file).ok());
            asked.question =
                print.and_then(|text| Some(Printed::read(&text).ok()?.asked().clone()));
        } else {
            asked.question = asked::asked(&names.join("-"), asked.args).ok();
        }
        (asked.at > 0).then_some(asked)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.args.try_get_one::<String>(name).ok().flatten().map(String::as_str)
    }
}

impl Takes for Asked<'_> {
    /// Whether the subcommand takes an argument of this name, as a flag or as one of [`PLACED`].
    fn has(&self, name: &str) -> bool {
        let part = PARTS.iter().find(|(known, _)| *known == name).map(|(_, part)| *part);
        // Some questions take a file only together with certain flags.
        if self.question.as_ref().zip(part).is_some_and(|(asked, part)| !asked.takes(part)) {
            return false;
        }
        let mut all = self.command.get_arguments().filter(|arg| arg.get_id() == name);
        all.any(|arg| arg.get_long().is_some() || PLACED.contains(&name))
    }

    fn is_given(&self, name: &str) -> bool {
        let known = self.args.try_contains_id(name).unwrap_or_default();
        known && self.args.value_source(name) == Some(ValueSource::CommandLine)
    }
}

/// Whether a path or glob pattern stays inside the current folder, links included.
fn is_below(text: &str) -> bool {
    if !manifest::is_below(text) {
        return false;
    }
    let Ok(here) = std::fs::canonicalize(".") else { return false };
    // Only the path before the first wildcard can be resolved directly; matches of the pattern are
    // checked below.
    let fixed = Path::new(text).components().take_while(|part| {
        !part.as_os_str().as_encoded_bytes().iter().any(|byte| b"*?[".contains(byte))
    });
    let mut known: PathBuf = fixed.collect();
    loop {
        match std::fs::canonicalize(if known.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &known
        }) {
            Ok(real) => {
                return real.starts_with(&here) && links(text).all(|real| real.starts_with(&here));
            }
            // A file that does not exist yet is reported later, when it is read.
            Err(_) if known.pop() => {}
            Err(_) => return false,
        }
    }
}

/// The real paths, links resolved, of everything that a path or pattern matches and of the entries
/// directly inside matched folders.
fn links(text: &str) -> impl Iterator<Item = PathBuf> {
    let named = glob::glob(text).into_iter().flatten().flatten();
    let inside = named.flat_map(|path| {
        let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).chain([path])
    });
    inside.filter_map(|path| std::fs::canonicalize(path).ok())
}

#[cfg(test)]
mod tests {
    use par_index::Lang;
    use par_index::ask::QUESTIONS;
    use par_index_office::{Given, takes};

    /// For every question, a JSON request takes the same files as the command line does.
    #[test]
    fn requests_take_the_arguments_of_the_command() {
        let root = crate::args::command(Lang::En);
        for entry in QUESTIONS {
            let (group, own) = entry.name.split_once('-').unwrap_or(("", entry.name));
            let of_group = root.find_subcommand(group).and_then(|group| group.find_subcommand(own));
            let command = of_group.or_else(|| root.find_subcommand(entry.name)).unwrap();
            for name in Given::NAMES.iter().chain(&["with", "folder-title", "width"]) {
                let has = command.get_arguments().any(|arg| arg.get_id() == *name);
                assert_eq!(takes(entry, name), has, "{} {name}", entry.name);
            }
        }
    }
}
