//! The files that a call names, by the arguments that name them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a call names in each of its arguments: files, folders, patterns or ids of embedded
/// documents. The arguments are `framework`, `inputs`, `previous`, `previous-framework`,
/// `crosswalk`, `before`, `after`, `old`, `new`, `units`, `policies`, `efforts`, `measures`,
/// `directive`, `letter`, `progress`, `table`, `tables`, `ballots`, `questions`, `asked`,
/// `frameworks` (folders of shared frameworks, the nearest first).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    files: BTreeMap<String, Vec<PathBuf>>,
    /// Further indices, each as a framework and a file, folder or pattern that is read under it.
    pub with: Vec<(PathBuf, PathBuf)>,
    /// The title that stands above every table.
    pub title: Option<String>,
}

impl Given {
    /// The arguments that name something to be read, except `with`.
    pub const NAMES: [&'static str; 22] = [
        "framework",
        "inputs",
        "previous",
        "previous-framework",
        "crosswalk",
        "before",
        "after",
        "old",
        "new",
        "units",
        "policies",
        "efforts",
        "measures",
        "directive",
        "letter",
        "progress",
        "table",
        "tables",
        "ballots",
        "questions",
        "asked",
        "frameworks",
    ];

    /// Adds paths to an argument.
    pub fn add(&mut self, name: &str, paths: impl IntoIterator<Item = PathBuf>) {
        let paths: Vec<PathBuf> = paths.into_iter().collect();
        if !paths.is_empty() {
            self.files.entry(name.to_owned()).or_default().extend(paths);
        }
    }

    /// All paths that an argument names.
    pub fn paths(&self, name: &str) -> &[PathBuf] {
        self.files.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first path that an argument names.
    pub fn path(&self, name: &str) -> Option<&Path> {
        self.paths(name).first().map(PathBuf::as_path)
    }

    /// The names of the files that a result was read from; a workbook lists them.
    pub fn sources(&self) -> Vec<String> {
        let names = ["inputs", "before", "after", "previous", "ballots", "table"];
        let paths = names.iter().flat_map(|name| self.paths(name));
        paths.map(crate::store::shown).collect()
    }
}
