//! What a call names: files by the name of the argument that holds them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files, folders, patterns and embedded ids that a call names, by argument: `framework`, `inputs`,
/// `previous`, `previous-framework`, `crosswalk`, `before`, `after`, `old`, `new`, `units`, `policies`,
/// `efforts`, `measures`, `directive`, `letter`, `progress`, `table`, `tables`, `ballots`, `questions`, `asked`,
/// `frameworks` (folders of shared rulers, the nearest first).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    files: BTreeMap<String, Vec<PathBuf>>,
    /// Further indices: a framework, and a file, folder or pattern read under it.
    pub with: Vec<(PathBuf, PathBuf)>,
    /// What stands above every table.
    pub title: Option<String>,
}

impl Given {
    /// The arguments that name something to be read, `with` aside.
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

    /// Adds what an argument names.
    pub fn add(&mut self, name: &str, paths: impl IntoIterator<Item = PathBuf>) {
        let paths: Vec<PathBuf> = paths.into_iter().collect();
        if !paths.is_empty() {
            self.files.entry(name.to_owned()).or_default().extend(paths);
        }
    }

    /// All that an argument names.
    pub fn paths(&self, name: &str) -> &[PathBuf] {
        self.files.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first that an argument names.
    pub fn path(&self, name: &str) -> Option<&Path> {
        self.paths(name).first().map(PathBuf::as_path)
    }

    /// The names of what a result was read from, as its workbook lists them.
    pub fn sources(&self) -> Vec<String> {
        let names = ["inputs", "before", "after", "previous", "ballots", "table"];
        let paths = names.iter().flat_map(|name| self.paths(name));
        paths.map(crate::store::shown).collect()
    }
}
