//! The frameworks that an office can name: those embedded in the program, and those in folders of
//! shared framework files.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::framework::embedded_ids;
use par_index::{Framework, Lang};
use par_index_office::RULERS;

use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::given::path;
use crate::manifest;

/// The environment variable that names a folder of shared frameworks; it is searched after the
/// folder of the manifest.
const VARIABLE: &str = "PAR_INDEX_FRAMEWORKS";

/// The folders of shared frameworks, the nearest first: the folder that the arguments or the
/// manifest name, or `frameworks` beside the manifest; then the folder that the environment
/// variable names.
pub(crate) fn folders(args: &ArgMatches) -> Vec<PathBuf> {
    let named = path(args, "frameworks").map(Path::to_owned).or_else(manifest::frameworks);
    let variable = std::env::var_os(VARIABLE).filter(|name| !name.is_empty());
    named.into_iter().chain(variable.map(PathBuf::from)).collect()
}

/// A framework of the list, and the name of its file if it is not embedded.
pub(crate) type Listed = (Framework, Option<String>);

/// All known frameworks: first the embedded ones that no shared file of the same name replaces,
/// then the shared ones in the order of folder and file name; and the failures of the shared files
/// that could not be read.
pub(crate) fn all(args: &ArgMatches, lang: Lang) -> Result<(Vec<Listed>, Vec<Failure>), Failure> {
    let mut shared: Vec<(String, PathBuf)> = Vec::new();
    for folder in folders(args) {
        let entries = std::fs::read_dir(&folder)
            .map_err(|error| Failure::Read(shown(&folder), why(&error, lang)))?;
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort_unstable();
        for file in files.into_iter().filter(|file| file.is_file()) {
            let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let known = shared.iter().any(|(id, _)| id == stem);
            if !known && !stem.starts_with('.') && RULERS.contains(&end) {
                shared.push((stem.to_owned(), file));
            }
        }
    }
    let own = embedded_ids().filter(|id| !shared.iter().any(|(other, _)| other == id));
    let mut all = Vec::new();
    for id in own {
        all.push((par_index::framework(id)?, None));
    }
    let mut failures = Vec::new();
    for (_, file) in shared {
        let name = shown(&file);
        let read = files::read(&file, lang)
            .and_then(|bytes| Ok(par_index_sheets::read_framework_file(&name, &bytes, None)?));
        match read {
            Ok(framework) => all.push((framework, Some(name))),
            Err(failure) => failures.push(failure),
        }
    }
    Ok((all, failures))
}
