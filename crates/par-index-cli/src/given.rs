//! What was given on the command line.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::files::shown;

/// Text of an argument, if it was given; of one that names a file where its name is text.
pub(crate) fn text<'a>(args: &'a ArgMatches, name: &str) -> Option<&'a str> {
    match args.try_get_one::<String>(name) {
        Ok(text) => text.map(String::as_str),
        Err(_) => path(args, name).and_then(Path::to_str),
    }
}

/// All texts of an argument that may hold several; names of files as they are shown.
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

/// All files, folders and patterns that an argument names.
pub(crate) fn paths(args: &ArgMatches, name: &str) -> Vec<PathBuf> {
    let values = args.try_get_many::<PathBuf>(name).ok().flatten();
    values.into_iter().flatten().cloned().collect()
}

/// Whether a flag was given.
pub(crate) fn given(args: &ArgMatches, name: &str) -> bool {
    args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or_default()
}
