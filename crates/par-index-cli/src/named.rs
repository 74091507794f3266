//! Collects the files that the arguments of a call name.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::ArgMatches;
use par_index_office::Given;

use crate::catalog;
use crate::failure::Failure;
use crate::files::shown;
use crate::given::{paths, text};

/// All files, folders and patterns that the arguments name, by kind, for opening a dossier.
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

/// The parts of `FW=IN` before and after the first `=`; `None` without `=`.
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
