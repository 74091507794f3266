//! From what a call names to its files: folders give theirs, patterns what they match, and whatever
//! is passed over is told.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use par_index::finding::{FindingCode, Place};
use par_index::{Finding, Lang};

use crate::failure::{Failure, why};
use crate::files::{File, Identity, identity, is_standard, shown};
use crate::texts::word;

/// The ends of names that are inputs in a folder.
const INPUTS: [&str; 7] = ["csv", "json", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// So many names stand in one note; the others are counted.
const MOST_NAMED: usize = 10;

/// The files that some names give, in their order, and what is to be told of the names.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) files: Vec<File>,
    pub(crate) findings: Vec<Finding>,
}

/// Lists the files that some inputs name.
pub(crate) fn list(inputs: &[PathBuf], lang: Lang) -> Result<Listed, Failure> {
    let mut listed = Listed::default();
    for input in inputs {
        if is_standard(input) {
            listed.files.push(File::named(input));
            continue;
        }
        match std::fs::metadata(input) {
            Ok(there) if there.is_dir() => folder(input, &mut listed, lang)?,
            Ok(_) => listed.files.push(File::named(input)),
            Err(_) if input.to_string_lossy().contains('*') => pattern(input, &mut listed, lang)?,
            Err(error) => return Err(Failure::Read(shown(input), why(&error, lang))),
        }
    }
    listed.once();
    Ok(listed)
}

impl Listed {
    /// A file that is named twice, in whatever words, is read once.
    fn once(&mut self) {
        let mut known: HashMap<Identity, String> = HashMap::new();
        let mut twice = Vec::new();
        self.files.retain(|file| {
            let Some(identity) = file.identity() else { return true };
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

/// The folders and patterns whose notes were given: one that is named twice, or for two years, is told
/// once.
static TOLD: Mutex<Option<HashSet<Identity>>> = Mutex::new(None);

fn is_new(place: &Path) -> bool {
    let place = identity(place).unwrap_or_else(|| Identity::Path(place.to_owned()));
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    told.get_or_insert_default().insert(place)
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
    fn nothing_left(self, place: &Path, why: &str, lang: Lang) -> Failure {
        let passed = self.findings(place);
        let passed = passed.iter().map(|finding| finding.message(lang));
        let parts: Vec<String> =
            std::iter::once(word(why, lang).to_owned()).chain(passed).collect();
        Failure::Read(shown(place), parts.join("; "))
    }
}

/// Why a file is passed over wherever it is met, if it is.
fn passed(path: &Path) -> Option<FindingCode> {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    if name.starts_with(b"~$") || name.starts_with(b".~lock.") {
        return Some(FindingCode::PassedLock);
    }
    if name.starts_with(b".") {
        return Some(FindingCode::PassedHidden);
    }
    match std::fs::metadata(path) {
        Ok(there) if there.is_dir() => Some(FindingCode::PassedFolder),
        Ok(there) if !there.is_file() => Some(FindingCode::PassedSpecial),
        // One that is called as an input was meant to be one.
        Err(_) if is_link(path) && !is_input(path) => Some(FindingCode::PassedLink),
        // What cannot be looked at is told when it is opened.
        _ => None,
    }
}

fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink())
}

fn is_input(path: &Path) -> bool {
    let end = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    INPUTS.iter().any(|known| end.eq_ignore_ascii_case(known))
}

/// The inputs of a folder by name; all else in it is told.
fn folder(path: &Path, listed: &mut Listed, lang: Lang) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Read(shown(path), why(&error, lang));
    let mut over = Passed::default();
    let mut files = Vec::new();
    for found in entries(path).map_err(failed)? {
        match passed(&found) {
            Some(why) => over.add(why, &found),
            None if !is_input(&found) => over.add(FindingCode::PassedEnd, &found),
            None => files.push(File::of_a_folder(found)),
        }
    }
    if files.is_empty() {
        return Err(over.nothing_left(path, "no_input", lang));
    }
    listed.files.extend(files);
    if is_new(path) {
        listed.findings.extend(over.findings(path));
    }
    Ok(())
}

/// The files that a pattern matches.
fn pattern(pattern: &Path, listed: &mut Listed, lang: Lang) -> Result<(), Failure> {
    let mut over = Passed::default();
    let mut files = Vec::new();
    let Matches { found, walked, broken } = matches(pattern, lang)?;
    for path in broken.iter().filter(|path| !is_input(path) && !found.contains(path)) {
        over.add(FindingCode::PassedLink, path);
    }
    for found in found {
        match passed(&found) {
            // The folders on the way of `**` are looked into, not passed over.
            Some(FindingCode::PassedFolder) if walked => {}
            Some(why) => over.add(why, &found),
            // What `**` comes upon nobody has named.
            None if walked => files.push(File::of_a_folder(found)),
            None => files.push(File::named(found)),
        }
    }
    if files.is_empty() {
        return Err(over.nothing_left(pattern, "no_match", lang));
    }
    listed.files.extend(files);
    if is_new(pattern) {
        listed.findings.extend(over.findings(pattern));
    }
    Ok(())
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

/// The paths that a pattern matches.
fn matches(pattern: &Path, lang: Lang) -> Result<Matches, Failure> {
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
            at = below(&at, &mut broken, lang)?;
            continue;
        }
        if !text.contains(['*', '?', '[']) {
            let joined = at.into_iter().map(|path| path.join(part));
            // A link that leads nowhere was meant too: it is told when it is opened.
            at = joined.filter(|path| std::fs::symlink_metadata(path).is_ok()).collect();
            continue;
        }
        let known = glob::Pattern::new(&text)
            .map_err(|_| Failure::Read(shown(pattern), word("bad_pattern", lang).to_owned()))?;
        let mut found = Vec::new();
        for path in at {
            // Without a `*` a name may stand for itself: `Khối [1]`.
            let itself = path.join(part);
            if !text.contains('*') && std::fs::symlink_metadata(&itself).is_ok() {
                found.push(itself);
                continue;
            }
            let inside = inside(&path, lang)?.into_iter();
            found.extend(inside.filter(|path| {
                known.matches(&path.file_name().unwrap_or_default().to_string_lossy())
            }));
        }
        at = found;
    }
    if pattern.components().next_back() == Some(Component::Normal(OsStr::new("**"))) {
        let mut files = Vec::new();
        for folder in at {
            files.extend(inside(&folder, lang)?);
        }
        at = files;
    }
    at.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    Ok(Matches { found: at, walked, broken })
}

/// Some folders and every folder below them, each once, so that links in a circle end; links that lead
/// nowhere go to `broken`.
fn below(
    folders: &[PathBuf],
    broken: &mut Vec<PathBuf>,
    lang: Lang,
) -> Result<Vec<PathBuf>, Failure> {
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().rev().cloned().collect();
    while let Some(folder) = open.pop() {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        let is_folder = here.is_dir();
        if !is_folder || !identity(here).is_some_and(|folder| seen.insert(folder)) {
            continue;
        }
        let inside = inside(&folder, lang)?;
        let leads_nowhere = |path: &&PathBuf| std::fs::metadata(path).is_err() && is_link(path);
        broken.extend(inside.iter().filter(leads_nowhere).cloned());
        open.extend(inside.into_iter().rev().filter(|path| path.is_dir()));
        out.push(folder);
    }
    Ok(out)
}

/// What a folder holds, by name; nothing if it is none.
fn inside(folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, Failure> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if !here.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |error: io::Error| Failure::Read(shown(here), why(&error, lang));
    let names = entries(here).map_err(failed)?.into_iter();
    Ok(names.filter_map(|path| Some(folder.join(path.file_name()?))).collect())
}

/// The entries of a folder by name.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        out.push(entry?.path());
    }
    out.sort_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    Ok(out)
}
