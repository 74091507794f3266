//! Turns the names in a call into files: a folder gives the files in it, a pattern the files that
//! match. Everything that is passed over is reported.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use par_index::Finding;
use par_index::finding::{FindingCode, Place};

use crate::failure::{Failure, both, reason};
use crate::store::{Bytes, Identity, Is, Store, shown};
use crate::words::word;

/// The extensions of files in a folder that are taken as inputs.
const INPUTS: [&str; 7] = ["csv", "json", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// The most names in one note; further names are only counted.
const MOST_NAMED: usize = 10;

/// One file to be read.
#[derive(Clone, Debug)]
pub(crate) struct File {
    path: PathBuf,
    name: String,
    /// Whether the call names this file itself. Only then does a file that cannot be opened stop
    /// the call; a file found in a folder becomes a finding instead.
    named: bool,
}

impl File {
    fn named(path: impl Into<PathBuf>) -> File {
        let path = path.into();
        File { name: shown(&path), path, named: true }
    }

    fn of_a_folder(path: impl Into<PathBuf>) -> File {
        File { named: false, ..File::named(path) }
    }

    /// The name of the file in findings.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The bytes of the file. If the file was only found in a folder and cannot be opened, the
    /// inner error is the finding that says so.
    pub(crate) fn bytes(&self, store: &dyn Store) -> Result<Result<Bytes, Finding>, Failure> {
        match store.read(&self.path) {
            Ok(bytes) => Ok(Ok(bytes)),
            Err(error) => self.failed(&error).map(Err),
        }
    }

    /// Passes the contents of the file, of any size, to a reader piece by piece. Errors are the
    /// same as those of [`File::bytes`].
    pub(crate) fn stream(
        &self,
        store: &dyn Store,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> Result<Result<(), Finding>, Failure> {
        match store.stream(&self.path, read) {
            Ok(()) => Ok(Ok(())),
            Err(error) => self.failed(&error).map(Err),
        }
    }

    fn failed(&self, error: &io::Error) -> Result<Finding, Failure> {
        if self.named {
            return Err(Failure::Read(self.name.clone(), reason(error)));
        }
        let finding = Finding::new(FindingCode::CannotOpen, Place::file(&self.name));
        Ok(finding.with("why", reason(error)))
    }
}

/// The files that some names stand for, in their order, and the findings about these names.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) files: Vec<File>,
    pub(crate) findings: Vec<Finding>,
}

/// The folders and patterns whose notes were already given, so that a folder named twice, or read
/// for two years, is reported once.
pub(crate) type Told = RefCell<HashSet<Identity>>;

/// Lists the files of a store.
#[derive(Clone, Copy)]
pub(crate) struct Lister<'s> {
    pub(crate) store: &'s dyn Store,
    pub(crate) told: &'s Told,
}

impl Lister<'_> {
    /// Lists the files that the inputs of a call stand for.
    pub(crate) fn list(self, inputs: &[PathBuf]) -> Result<Listed, Failure> {
        let mut listed = Listed::default();
        for input in inputs {
            if self.store.is_standard(input) {
                listed.files.push(File::named(input));
                continue;
            }
            match self.store.is(input) {
                Ok(Is::Folder) => self.folder(input, &mut listed)?,
                Ok(_) => listed.files.push(File::named(input)),
                Err(_) if input.to_string_lossy().contains('*') => {
                    self.pattern(input, &mut listed)?;
                }
                Err(error) => return Err(Failure::Read(shown(input), reason(&error))),
            }
        }
        listed.once(self.store);
        Ok(listed)
    }

    fn is_new(self, place: &Path) -> bool {
        let identity = self.store.identity(place);
        let place = identity.unwrap_or_else(|| Identity::Path(place.to_owned()));
        self.told.borrow_mut().insert(place)
    }

    fn is_folder(self, path: &Path) -> bool {
        self.store.is(path).is_ok_and(|there| there == Is::Folder)
    }

    /// Whether anything exists at a path, even a link whose target is missing.
    fn stands(self, path: &Path) -> bool {
        self.store.is(path).is_ok() || self.store.is_link(path)
    }

    /// The reason to pass over a file wherever it is met, if there is one.
    fn passed(self, path: &Path) -> Option<FindingCode> {
        if let Some(why) = passed_name(path) {
            return Some(why);
        }
        match self.store.is(path) {
            Ok(Is::Folder) => Some(FindingCode::PassedFolder),
            Ok(Is::Special) => Some(FindingCode::PassedSpecial),
            // A broken link with the name of an input was meant as an input, so it is not passed
            // over silently.
            Err(_) if self.store.is_link(path) && !is_input(path) => Some(FindingCode::PassedLink),
            // A path that cannot be examined is reported when it is opened.
            _ => None,
        }
    }

    /// Adds the inputs of a folder, ordered by name; everything else in the folder is reported.
    fn folder(self, path: &Path, listed: &mut Listed) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::Read(shown(path), reason(&error));
        let mut over = Passed::default();
        let mut files = Vec::new();
        for found in self.entries(path).map_err(failed)? {
            match self.passed(&found) {
                Some(why) => over.add(why, &found),
                None if !is_input(&found) => over.add(FindingCode::PassedEnd, &found),
                None => files.push(File::of_a_folder(found)),
            }
        }
        if files.is_empty() {
            return Err(over.nothing_left(path, "no_input"));
        }
        listed.files.extend(files);
        if self.is_new(path) {
            listed.findings.extend(over.findings(path));
        }
        Ok(())
    }

    /// Adds the files that a pattern matches.
    fn pattern(self, pattern: &Path, listed: &mut Listed) -> Result<(), Failure> {
        let mut over = Passed::default();
        let mut files = Vec::new();
        let Matches { found, walked, broken } = self.matches(pattern)?;
        for path in broken.iter().filter(|path| !is_input(path) && !found.contains(path)) {
            over.add(FindingCode::PassedLink, path);
        }
        for found in found {
            match self.passed(&found) {
                // With `**`, folders are searched, so they do not count as passed over.
                Some(FindingCode::PassedFolder) if walked => {}
                Some(why) => over.add(why, &found),
                // A file found through `**` was not named by the call itself.
                None if walked => files.push(File::of_a_folder(found)),
                None => files.push(File::named(found)),
            }
        }
        if files.is_empty() {
            return Err(over.nothing_left(pattern, "no_match"));
        }
        listed.files.extend(files);
        if self.is_new(pattern) {
            listed.findings.extend(over.findings(pattern));
        }
        Ok(())
    }

    /// The paths that a pattern matches.
    fn matches(self, pattern: &Path) -> Result<Matches, Failure> {
        let mut at = vec![PathBuf::new()];
        let mut walked = false;
        let mut broken = Vec::new();
        for part in pattern.components() {
            let part = match part {
                Component::CurDir => continue,
                Component::Normal(name) => name,
                other => {
                    at = at.into_iter().map(|path| path.join(other)).collect();
                    continue;
                }
            };
            let text = part.to_string_lossy();
            if text == "**" {
                walked = true;
                at = self.below(&at, &mut broken)?;
                continue;
            }
            if !text.contains(['*', '?', '[']) {
                let joined = at.into_iter().map(|path| path.join(part));
                // A broken link was meant too; it is reported when it is opened.
                at = joined.filter(|path| self.stands(path)).collect();
                continue;
            }
            let known = glob::Pattern::new(&text)
                .map_err(|_| Failure::Read(shown(pattern), word("bad_pattern")))?;
            let mut found = Vec::new();
            for path in at {
                // A part without `*` is first taken literally, because a name may contain brackets:
                // `Khối [1]`.
                let itself = path.join(part);
                if !text.contains('*') && self.stands(&itself) {
                    found.push(itself);
                    continue;
                }
                let inside = self.inside(&path)?.into_iter();
                found.extend(inside.filter(|path| {
                    known.matches(&path.file_name().unwrap_or_default().to_string_lossy())
                }));
            }
            at = found;
        }
        if pattern.components().next_back() == Some(Component::Normal(OsStr::new("**"))) {
            let mut files = Vec::new();
            for folder in at {
                files.extend(self.inside(&folder)?);
            }
            at = files;
        }
        at.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        Ok(Matches { found: at, walked, broken })
    }

    /// The given folders and all folders below them. Each folder is visited once, so that circular
    /// links end. Links without a target are added to `broken`.
    fn below(
        self,
        folders: &[PathBuf],
        broken: &mut Vec<PathBuf>,
    ) -> Result<Vec<PathBuf>, Failure> {
        let mut seen = HashSet::new();
        let mut out = Vec::new();
        let mut open: Vec<PathBuf> = folders.iter().rev().cloned().collect();
        while let Some(folder) = open.pop() {
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
            let is_folder = self.is_folder(here);
            if !is_folder || !self.store.identity(here).is_some_and(|folder| seen.insert(folder)) {
                continue;
            }
            let inside = self.inside(&folder)?;
            let leads_nowhere =
                |path: &&PathBuf| self.store.is(path).is_err() && self.store.is_link(path);
            broken.extend(inside.iter().filter(leads_nowhere).cloned());
            open.extend(inside.into_iter().rev().filter(|path| self.is_folder(path)));
            out.push(folder);
        }
        Ok(out)
    }

    /// The entries of a folder, ordered by name; none if the path is not a folder.
    fn inside(self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if !self.is_folder(here) {
            return Ok(Vec::new());
        }
        let failed = |error: io::Error| Failure::Read(shown(here), reason(&error));
        let names = self.entries(here).map_err(failed)?.into_iter();
        Ok(names.filter_map(|path| Some(folder.join(path.file_name()?))).collect())
    }

    /// The entries of a folder, ordered by name.
    fn entries(self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut out = self.store.entries(folder)?;
        out.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        Ok(out)
    }
}

/// The result of matching a pattern.
struct Matches {
    /// The matching paths, ordered by name.
    found: Vec<PathBuf>,
    /// Whether the pattern contains `**`, so that subfolders are searched.
    walked: bool,
    /// Links without a target that were met while searching for `**`; a link may have been meant to
    /// lead to a folder.
    broken: Vec<PathBuf>,
}

impl Listed {
    /// Removes files that were named more than once, under whatever names, and reports them.
    fn once(&mut self, store: &dyn Store) {
        let mut known: HashMap<Identity, String> = HashMap::new();
        let mut twice = Vec::new();
        self.files.retain(|file| {
            let Some(identity) = store.identity(&file.path) else { return true };
            let Some(first) = known.get(&identity) else {
                known.insert(identity, file.name().to_owned());
                return true;
            };
            let name = file.name();
            twice.push(if first == name { first.clone() } else { format!("{name} = {first}") });
            false
        });
        if !twice.is_empty() {
            let finding = Finding::new(FindingCode::NamedTwice, Place::default());
            self.findings.push(finding.found(named(&twice)).with("count", twice.len()));
        }
    }
}

/// Up to [`MOST_NAMED`] names in one line, and how many more there are.
fn named(names: &[String]) -> String {
    let out = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(MOST_NAMED) {
        Some(more) if more > 0 => format!("{out}, … (+{more})"),
        _ => out,
    }
}

/// The files passed over in one folder or pattern, by the reason.
#[derive(Default)]
struct Passed(BTreeMap<FindingCode, Vec<String>>);

impl Passed {
    fn add(&mut self, why: FindingCode, path: &Path) {
        let name = path.file_name().unwrap_or(path.as_os_str());
        self.0.entry(why).or_default().push(shown(name));
    }

    /// A note for each reason, placed at the folder or pattern that was named.
    fn findings(self, place: &Path) -> Vec<Finding> {
        let told = self.0.into_iter().map(|(why, mut names)| {
            names.sort_unstable();
            let finding = Finding::new(why, Place::file(shown(place)));
            finding.found(named(&names)).with("count", names.len())
        });
        told.collect()
    }

    /// The failure that a folder or pattern gave no file, with the notes on what was passed over.
    fn nothing_left(self, place: &Path, why: &str) -> Failure {
        let passed = self.findings(place);
        let said = both(|lang| {
            let passed = passed.iter().map(|finding| finding.message(lang));
            let parts = std::iter::once(word(why).get(lang).to_owned()).chain(passed);
            parts.collect::<Vec<String>>().join("; ")
        });
        Failure::Read(shown(place), said)
    }
}

/// Whether a name has the extension of an input.
pub(crate) fn is_input(path: &Path) -> bool {
    let end = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    INPUTS.iter().any(|known| end.eq_ignore_ascii_case(known))
}

/// The reason to pass over a file because of its name alone, if there is one.
pub(crate) fn passed_name(path: &Path) -> Option<FindingCode> {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    if name.starts_with(b"~$") || name.starts_with(b".~lock.") {
        return Some(FindingCode::PassedLock);
    }
    name.starts_with(b".").then_some(FindingCode::PassedHidden)
}
