//! What was given on the command line.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index_office::Given;

use crate::catalog;
use crate::failure::Failure;
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

/// All that the arguments name to be read.
pub(crate) fn named(args: &ArgMatches) -> Result<Given, Failure> {
    let mut given = Given::default();
    for name in Given::NAMES.into_iter().filter(|name| *name != "frameworks") {
        given.add(name, paths(args, name));
    }
    given.add("frameworks", catalog::folders(args));
    for pair in args.try_get_many::<OsString>("with").ok().flatten().into_iter().flatten() {
        let halves = halves(pair)
            .filter(|(ruler, input)| !ruler.as_os_str().is_empty() && !input.as_os_str().is_empty())
            .ok_or_else(|| Failure::Usage(format!("--with {}: FW=IN", shown(pair))))?;
        given.with.push(halves);
    }
    given.title = text(args, "folder-title").map(str::to_owned);
    Ok(given)
}

/// What stands before and after the first `=`.
fn halves(pair: &OsStr) -> Option<(PathBuf, PathBuf)> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let bytes = pair.as_bytes();
        let (before, after) = bytes.split_at(bytes.iter().position(|byte| *byte == b'=')?);
        let part = |bytes| PathBuf::from(OsStr::from_bytes(bytes));
        Some((part(before), part(after.get(1..)?)))
    }
    #[cfg(not(unix))]
    pair.to_str()?.split_once('=').map(|(before, after)| (before.into(), after.into()))
}
