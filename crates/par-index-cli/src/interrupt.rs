//! The unfinished file: made under a name of its own, and gone when the command is stopped.
//!
//! It is locked as long as somebody writes it. So an unfinished file that nobody holds was left by a
//! call that was killed, and is removed by the next one that writes beside it.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempDir};

const BEGINS: &str = ".par-index-";
const ENDS: &str = ".part";
/// So many letters and digits stand between the two: whatever else a name has there, its file is none of
/// ours.
const DRAWN: usize = 16;
/// How often a new file may be taken for a left one before its name is trusted as it is.
const MOST_TRIES: usize = 8;

/// The unfinished file of this call. Who holds the lock alone makes, renames or removes it.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

fn unfinished() -> MutexGuard<'static, Option<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on a signal that ends the command removes the unfinished file first.
#[cfg(unix)]
pub(crate) fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    let ignored = ignored();
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter();
    let wanted = wanted.filter(|signal| ignored >> (signal - 1) & 1 == 0);
    // Beyond the size the system allows writing fails with a reason, instead of ending the command.
    let Ok(mut signals) = signal_hook::iterator::Signals::new(wanted.chain([SIGXFSZ])) else {
        return;
    };
    std::thread::spawn(move || {
        let Some(signal) = signals.forever().find(|signal| *signal != SIGXFSZ) else { return };
        // Whoever would finish the file now waits, and the process ends before.
        let unfinished = unfinished();
        if let Some(path) = unfinished.as_ref() {
            let _ = std::fs::remove_file(path).or_else(|_| std::fs::remove_dir_all(path));
        }
        std::process::exit(128 + signal);
    });
}

/// Elsewhere the next call that writes beside an unfinished file tells it.
#[cfg(not(unix))]
pub(crate) fn watch() {}

/// The signals that whoever started the command wants ignored (`nohup`), a bit each.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

/// A new unfinished file in a folder; beside a file that is to be replaced nobody else may read it
/// before it has that file's mode.
pub(crate) fn begin(folder: &Path, private: bool) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(BEGINS).rand_bytes(DRAWN).suffix(ENDS);
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt;
        std::fs::Permissions::from_mode(if private { 0o600 } else { 0o666 })
    };
    #[cfg(unix)]
    builder.permissions(permissions);
    let _ = private;
    let mut unfinished = unfinished();
    let mut part = builder.tempfile_in(folder)?;
    for _ in 0..MOST_TRIES {
        if is_held(&part) {
            break;
        }
        part = builder.tempfile_in(folder)?;
    }
    *unfinished = Some(part.path().to_owned());
    Ok(part)
}

/// Locks the new file; false if another call took it for a left one in between.
#[cfg(unix)]
fn is_held(part: &NamedTempFile) -> bool {
    use std::os::unix::fs::MetadataExt;
    match part.as_file().try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => return false,
        // Where files cannot be locked none is removed.
        Ok(()) | Err(std::fs::TryLockError::Error(_)) => {}
    }
    let own = part.as_file().metadata().map(|file| file.ino());
    let named = std::fs::symlink_metadata(part.path()).map(|file| file.ino());
    matches!((own, named), (Ok(own), Ok(named)) if own == named)
}

#[cfg(not(unix))]
fn is_held(_: &NamedTempFile) -> bool {
    true
}

/// An unfinished folder, gone unless its name is changed; held as long as somebody writes it.
pub(crate) struct PartFolder {
    folder: TempDir,
    /// The folder itself, locked; where folders cannot be opened nothing.
    _held: Option<File>,
}

impl PartFolder {
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// A new unfinished folder in another; those that were left there by killed calls are removed.
pub(crate) fn begin_folder(folder: &Path) -> io::Result<PartFolder> {
    clean_folders(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(BEGINS).rand_bytes(DRAWN).suffix(ENDS);
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt;
        std::fs::Permissions::from_mode(0o777)
    };
    #[cfg(unix)]
    builder.permissions(permissions);
    let mut unfinished = unfinished();
    let part = builder.tempdir_in(folder)?;
    let held = File::open(part.path()).ok().filter(|held| held.try_lock().is_ok());
    *unfinished = Some(part.path().to_owned());
    Ok(PartFolder { folder: part, _held: held })
}

/// Removes the unfinished folders that nobody writes any more. One that is being made this moment and not
/// yet held is empty: it is left.
fn clean_folders(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = is_ours(&entry.file_name().to_string_lossy());
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let path = entry.path();
        let left = File::open(&path).is_ok_and(|held| held.try_lock().is_ok());
        if left && std::fs::read_dir(&path).is_ok_and(|mut files| files.next().is_some()) {
            let _ = std::fs::remove_dir_all(&path);
        }
    }
}

/// Where files wait that others have taken the place of.
const REPLACED: &str = "replaced";

/// What becomes of a file that stands where a new one is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Old {
    /// The new one takes its place.
    Replaced,
    /// It stays, and nothing is written.
    Kept,
}

/// The files of an unfinished folder take their places in another, all of them or none: all at once where
/// nothing is there yet, else one by one, the one that leads to the others last. Where one cannot take its
/// place, those before it give theirs back.
pub(crate) fn finish_folder(
    part: PartFolder,
    folder: &Path,
    leading: &str,
    old: Old,
) -> io::Result<()> {
    if is_empty(folder) {
        return finish_new_folder(part, folder);
    }
    let mut unfinished = unfinished();
    let files = std::fs::read_dir(part.path())?.map(|file| Ok(file?.file_name()));
    let mut files: Vec<OsString> = files.collect::<io::Result<_>>()?;
    files.sort_unstable_by_key(|name| name == leading);
    let replaced = part.path().join(REPLACED);
    std::fs::create_dir(&replaced)?;
    for (n, name) in files.iter().enumerate() {
        let (new, place) = (part.path().join(name), folder.join(name));
        let done = match old {
            Old::Kept => put_beside(&new, &place),
            Old::Replaced => {
                set_aside(&place, &replaced.join(name)).and_then(|()| std::fs::rename(&new, &place))
            }
        };
        let Err(error) = done else { continue };
        let back = files.iter().take(n).map(|name| give_back(&replaced, folder, name));
        if back.filter(|back| !back).count() == 0 {
            return Err(error);
        }
        // What could not come back is not removed with the unfinished folder, now or by the next call, and
        // stands under a name that everybody sees.
        *unfinished = None;
        let left = part.folder.keep();
        let name = left.file_name().unwrap_or_default().to_string_lossy().replace(ENDS, ".kept");
        let _ = std::fs::rename(&left, left.with_file_name(name.trim_start_matches('.')));
        return Err(error);
    }
    *unfinished = None;
    Ok(())
}

/// A file whose place another takes is kept elsewhere too; until then it stands where it stood, whatever ends
/// this process. A folder keeps its place.
fn set_aside(place: &Path, old: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(place) {
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        // Where a file can have one name only it is copied; what is no file is moved.
        Ok(found) => std::fs::hard_link(place, old).or_else(|_| {
            if found.is_file() {
                std::fs::copy(place, old).map(|_| ())
            } else {
                std::fs::rename(place, old)
            }
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// A new file gets its place only where nothing stands in this very moment.
fn put_beside(new: &Path, place: &Path) -> io::Result<()> {
    std::fs::hard_link(new, place).or_else(|error| {
        // Where a file can have one name only.
        match std::fs::symlink_metadata(place) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) => std::fs::rename(new, place),
        }
    })
}

/// What was there comes back; what was not is gone. False where it could not come back: the new file stays then,
/// since a place is never left empty that held something.
fn give_back(replaced: &Path, folder: &Path, name: &OsString) -> bool {
    let (old, place) = (replaced.join(name), folder.join(name));
    if std::fs::symlink_metadata(&old).is_ok() {
        std::fs::rename(old, place).is_ok()
    } else {
        let _ = std::fs::remove_file(place);
        true
    }
}

/// An unfinished folder becomes a finished one, all of it at once; nothing, or nothing but an empty folder,
/// stands there before.
pub(crate) fn finish_new_folder(part: PartFolder, folder: &Path) -> io::Result<()> {
    let mut unfinished = unfinished();
    for file in std::fs::read_dir(part.path())? {
        File::open(file?.path())?.sync_all()?;
    }
    std::fs::rename(part.path(), folder)?;
    *unfinished = None;
    // It is none that has to be removed any more.
    let _ = part.folder.keep();
    Ok(())
}

/// Whether nothing stands there, or nothing but an empty folder.
pub(crate) fn is_empty(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut all) => all.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// The finished file takes its place.
pub(crate) fn finish(part: NamedTempFile, file: &Path, old: Old) -> io::Result<()> {
    let mut unfinished = unfinished();
    let done = match old {
        Old::Replaced => part.persist(file),
        Old::Kept => part.persist_noclobber(file),
    };
    *unfinished = None;
    done.map(|_| ()).map_err(|error| error.error)
}

/// Removes the unfinished files in a folder that nobody writes any more; gives the names of those of
/// which that cannot be told.
pub(crate) fn clean(folder: &Path) -> Vec<PathBuf> {
    let mut left = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !is_ours(&name) || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        if !is_removed(&entry.path()).unwrap_or(false) {
            left.push(entry.path());
        }
    }
    left.sort_unstable();
    left
}

/// Whether a name is one that [`begin`] gives.
fn is_ours(name: &str) -> bool {
    let drawn = name.strip_prefix(BEGINS).and_then(|rest| rest.strip_suffix(ENDS));
    drawn.is_some_and(|drawn| {
        drawn.len() == DRAWN && drawn.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether a left file is gone, or somebody still writes it.
#[cfg(unix)]
fn is_removed(path: &Path) -> io::Result<bool> {
    let file = std::fs::OpenOptions::new().write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => std::fs::remove_file(path).map(|()| true),
        Err(std::fs::TryLockError::WouldBlock) => Ok(true),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_removed(_: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One place that cannot be taken: those before it hold again what they held.
    #[test]
    fn a_folder_is_filled_whole_or_stays_as_it_was() {
        let at = tempfile::tempdir().unwrap();
        let folder = at.path().join("out");
        let filled = || {
            let part = begin_folder(at.path()).unwrap();
            for name in ["a.html", "b.html", "c.html", "index.html"] {
                std::fs::write(part.path().join(name), "new").unwrap();
            }
            finish_folder(part, &folder, "index.html", Old::Replaced)
        };
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("a.html"), "old").unwrap();
        // No file takes the place of a folder; it is the last one that is tried.
        std::fs::create_dir_all(folder.join("index.html/x")).unwrap();
        assert!(filled().is_err());
        assert_eq!((read("a.html").as_deref(), read("b.html")), (Some("old"), None));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
        std::fs::remove_dir_all(folder.join("index.html")).unwrap();
        filled().unwrap();
        for name in ["a.html", "b.html", "c.html", "index.html"] {
            assert_eq!(read(name).as_deref(), Some("new"), "{name}");
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 4);
        assert_eq!(std::fs::read_dir(at.path()).unwrap().count(), 1);
    }

    /// Between the two steps, in which a process may be killed, the old file stands where it stood.
    #[test]
    fn a_file_keeps_its_place_until_the_new_one_has_it() {
        let at = tempfile::tempdir().unwrap();
        let (place, old) = (at.path().join("a.html"), at.path().join("old"));
        set_aside(&place, &old).unwrap();
        assert!(!old.exists());
        std::fs::write(&place, "old").unwrap();
        set_aside(&place, &old).unwrap();
        for file in [&place, &old] {
            assert_eq!(std::fs::read_to_string(file).unwrap(), "old");
        }
    }

    /// What cannot come back leaves the new file in its place; what was not there goes.
    #[test]
    fn no_place_is_left_empty_that_held_something() {
        let at = tempfile::tempdir().unwrap();
        let replaced = at.path().join(REPLACED);
        // A folder cannot take the place of a file: so what waits here cannot come back.
        std::fs::create_dir_all(replaced.join("a.html")).unwrap();
        for name in ["a.html", "b.html", "c.html"] {
            std::fs::write(at.path().join(name), "new").unwrap();
        }
        std::fs::write(replaced.join("c.html"), "old").unwrap();
        let back = |name: &str| give_back(&replaced, at.path(), &OsString::from(name));
        let read = |name: &str| std::fs::read_to_string(at.path().join(name)).ok();
        assert_eq!((back("a.html"), read("a.html").as_deref()), (false, Some("new")));
        assert_eq!((back("b.html"), read("b.html")), (true, None));
        assert_eq!((back("c.html"), read("c.html").as_deref()), (true, Some("old")));
    }

    /// A file that somebody puts there while others are made is not lost to them, and none of them is written.
    #[test]
    fn a_file_that_is_to_stay_stays() {
        let at = tempfile::tempdir().unwrap();
        let folder = at.path().join("out");
        std::fs::create_dir(&folder).unwrap();
        let part = begin_folder(at.path()).unwrap();
        for name in ["a.xlsx", "b.xlsx", "c.xlsx"] {
            std::fs::write(part.path().join(name), "new").unwrap();
        }
        std::fs::write(folder.join("b.xlsx"), "own").unwrap();
        let error = finish_folder(part, &folder, "", Old::Kept).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        let named = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name());
        assert_eq!(named.collect::<Vec<_>>(), ["b.xlsx"]);
        assert_eq!(std::fs::read_to_string(folder.join("b.xlsx")).unwrap(), "own");
        let part = begin(&folder, false).unwrap();
        let error = finish(part, &folder.join("b.xlsx"), Old::Kept).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(folder.join("b.xlsx")).unwrap(), "own");
    }
}
