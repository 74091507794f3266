//! From what a call names to its files: folders give theirs, patterns what they match, and whatever
//! is passed over is told.

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

/// The ends of names that are inputs in a folder.
const INPUTS: [&str; 7] = ["csv", "json", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// So many names stand in one note; the others are counted.
const MOST_NAMED: usize = 10;

/// One file to read.
#[derive(Clone, Debug)]
pub(crate) struct File {
    path: PathBuf,
    name: String,
    /// Whether a person named it. What only its folder gave does not stop the call when it cannot be
    /// opened: a finding says so.
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

    /// The name findings use.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The bytes, or the finding that a file of a folder cannot be opened.
    pub(crate) fn bytes(&self, store: &dyn Store) -> Result<Result<Bytes, Finding>, Failure> {
        match store.read(&self.path) {
            Ok(bytes) => Ok(Ok(bytes)),
            Err(error) => self.failed(&error).map(Err),
        }
    }

    /// Hands the file to a reader that takes it piece by piece, however large it is.
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

/// The files that some names give, in their order, and what is to be told of the names.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) files: Vec<File>,
    pub(crate) findings: Vec<Finding>,
}

/// The folders and patterns whose notes were given: one that is named twice, or for two years, is told
/// once.
pub(crate) type Told = RefCell<HashSet<Identity>>;

/// Who lists the files of a store.
#[derive(Clone, Copy)]
pub(crate) struct Lister<'s> {
    pub(crate) store: &'s dyn Store,
    pub(crate) told: &'s Told,
}

impl Lister<'_> {
    /// Lists the files that some inputs name.
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

    /// Whether anything stands at a path, also a link that leads nowhere.
    fn stands(self, path: &Path) -> bool {
        self.store.is(path).is_ok() || self.store.is_link(path)
    }

    /// Why a file is passed over wherever it is met, if it is.
    fn passed(self, path: &Path) -> Option<FindingCode> {
        if let Some(why) = passed_name(path) {
            return Some(why);
        }
        match self.store.is(path) {
            Ok(Is::Folder) => Some(FindingCode::PassedFolder),
            Ok(Is::Special) => Some(FindingCode::PassedSpecial),
            // One that is called as an input was meant to be one.
            Err(_) if self.store.is_link(path) && !is_input(path) => Some(FindingCode::PassedLink),
            // What cannot be looked at is told when it is opened.
            _ => None,
        }
    }

    /// The inputs of a folder by name; all else in it is told.
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

    /// The files that a pattern matches.
    fn pattern(self, pattern: &Path, listed: &mut Listed) -> Result<(), Failure> {
        let mut over = Passed::default();
        let mut files = Vec::new();
        let Matches { found, walked, broken } = self.matches(pattern)?;
        for path in broken.iter().filter(|path| !is_input(path) && !found.contains(path)) {
            over.add(FindingCode::PassedLink, path);
        }
        for found in found {
            match self.passed(&found) {
                // The folders on the way of `**` are looked into, not passed over.
                Some(FindingCode::PassedFolder) if walked => {}
                Some(why) => over.add(why, &found),
                // What `**` comes upon nobody has named.
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
                // A link that leads nowhere was meant too: it is told when it is opened.
                at = joined.filter(|path| self.stands(path)).collect();
                continue;
            }
            let known = glob::Pattern::new(&text)
                .map_err(|_| Failure::Read(shown(pattern), word("bad_pattern")))?;
            let mut found = Vec::new();
            for path in at {
                // Without a `*` a name may stand for itself: `Khối [1]`.
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

    /// Some folders and every folder below them, each once, so that links in a circle end; links that lead
    /// nowhere go to `broken`.
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

    /// What a folder holds, by name; nothing if it is none.
    fn inside(self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if !self.is_folder(here) {
            return Ok(Vec::new());
        }
        let failed = |error: io::Error| Failure::Read(shown(here), reason(&error));
        let names = self.entries(here).map_err(failed)?.into_iter();
        Ok(names.filter_map(|path| Some(folder.join(path.file_name()?))).collect())
    }

    /// The entries of a folder by name.
    fn entries(self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut out = self.store.entries(folder)?;
        out.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        Ok(out)
    }
}

/// What a pattern matches.
struct Matches {
    /// The paths by name.
    found: Vec<PathBuf>,
    /// Whether it looks into subfolders.
    walked: bool,
    /// Links on the way of `**` that lead nowhere: a folder may have stood behind one.
    broken: Vec<PathBuf>,
}

impl Listed {
    /// A file that is named twice, in whatever words, is read once.
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

/// So many names in one line, and how many more there are.
fn named(names: &[String]) -> String {
    let out = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(MOST_NAMED) {
        Some(more) if more > 0 => format!("{out}, … (+{more})"),
        _ => out,
    }
}

/// What was passed over in one place, by reason.
#[derive(Default)]
struct Passed(BTreeMap<FindingCode, Vec<String>>);

impl Passed {
    fn add(&mut self, why: FindingCode, path: &Path) {
        let name = path.file_name().unwrap_or(path.as_os_str());
        self.0.entry(why).or_default().push(shown(name));
    }

    /// A note for each reason, at the place that was named.
    fn findings(self, place: &Path) -> Vec<Finding> {
        let told = self.0.into_iter().map(|(why, mut names)| {
            names.sort_unstable();
            let finding = Finding::new(why, Place::file(shown(place)));
            finding.found(named(&names)).with("count", names.len())
        });
        told.collect()
    }

    /// Why nothing is left, with what was passed over.
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

/// Whether a name ends as inputs do.
pub(crate) fn is_input(path: &Path) -> bool {
    let end = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    INPUTS.iter().any(|known| end.eq_ignore_ascii_case(known))
}

/// Why a file is passed over for its name alone, if it is.
pub(crate) fn passed_name(path: &Path) -> Option<FindingCode> {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    if name.starts_with(b"~$") || name.starts_with(b".~lock.") {
        return Some(FindingCode::PassedLock);
    }
    name.starts_with(b".").then_some(FindingCode::PassedHidden)
}
