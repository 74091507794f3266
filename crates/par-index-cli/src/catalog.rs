//! The rulers an office knows: those embedded, and those in folders of shared ones.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::framework::embedded_ids;
use par_index::{Framework, Lang};
use par_index_office::RULERS;

use crate::failure::{Failure, why};
use crate::files::{self, shown};
use crate::given::path;
use crate::manifest;

/// Names the folder of shared rulers where no manifest does.
const VARIABLE: &str = "PAR_INDEX_FRAMEWORKS";

/// The folders of shared rulers, the nearest first: the one a manifest names, or `frameworks` beside
/// it; then the one of the environment.
pub(crate) fn folders(args: &ArgMatches) -> Vec<PathBuf> {
    let named = path(args, "frameworks").map(Path::to_owned).or_else(manifest::frameworks);
    let variable = std::env::var_os(VARIABLE).filter(|name| !name.is_empty());
    named.into_iter().chain(variable.map(PathBuf::from)).collect()
}

/// A ruler of the list, and the file it stands in if it is not embedded.
pub(crate) type Listed = (Framework, Option<String>);

/// All rulers: those embedded that no shared one stands for, then the shared ones by the names of their
/// files; and what was wrong with the others.
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
