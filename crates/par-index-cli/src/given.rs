//! Reads the values of arguments from the parsed command line.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::files::shown;

/// The text of an argument, if it was given; for an argument that takes a file, the file's name if
/// the name is valid text.
pub(crate) fn text<'a>(args: &'a ArgMatches, name: &str) -> Option<&'a str> {
    match args.try_get_one::<String>(name) {
        Ok(text) => text.map(String::as_str),
        Err(_) => path(args, name).and_then(Path::to_str),
    }
}

/// All texts of an argument that may be given several times; for an argument that takes files, the
/// printable names of the files.
pub(crate) fn texts(args: &ArgMatches, name: &str) -> Vec<String> {
    match args.try_get_many::<String>(name) {
        Ok(values) => values.into_iter().flatten().cloned().collect(),
        Err(_) => paths(args, name).iter().map(shown).collect(),
    }
}

/// The file that an argument names, if it was given.
pub(crate) fn path<'a>(args: &'a ArgMatches, name: &str) -> Option<&'a Path> {
    args.try_get_one::<PathBuf>(name).ok().flatten().map(PathBuf::as_path)
}

/// All files, folders and glob patterns that an argument was given.
pub(crate) fn paths(args: &ArgMatches, name: &str) -> Vec<PathBuf> {
    let values = args.try_get_many::<PathBuf>(name).ok().flatten();
    values.into_iter().flatten().cloned().collect()
}

/// Whether a flag without a value was given.
pub(crate) fn given(args: &ArgMatches, name: &str) -> bool {
    args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or_default()
}
