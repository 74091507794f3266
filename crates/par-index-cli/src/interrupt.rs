//! The unfinished output: a temporary file or folder under a name of its own, which is removed when
//! the command is stopped.
//!
//! It is locked as long as a process writes it. An unfinished output without a lock was therefore
//! left by a call that was killed, and the next call that writes into the same folder removes it.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempDir};

const BEGINS: &str = ".par-index-";
const ENDS: &str = ".part";
/// How many random letters and digits stand between the two parts of the name. A file with another
/// number of letters there is not one of ours and is never removed.
const DRAWN: usize = 16;
/// How many times a new temporary file is made again because another call removed it before it was
/// locked; then the last one is used without a lock.
const MOST_TRIES: usize = 8;

/// The path of the unfinished file or folder of this call. Only a thread that holds this lock may
/// create, rename or remove it.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

fn unfinished() -> MutexGuard<'static, Option<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a thread that, on a signal that would end the command, removes the unfinished file and
/// then ends the process.
#[cfg(unix)]
pub(crate) fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    let ignored = ignored();
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter();
    let wanted = wanted.filter(|signal| ignored >> (signal - 1) & 1 == 0);
    // Catching SIGXFSZ keeps a write beyond the system's size limit from killing the command: the
    // write fails with an error instead.
    let Ok(mut signals) = signal_hook::iterator::Signals::new(wanted.chain([SIGXFSZ])) else {
        return;
    };
    std::thread::spawn(move || {
        let Some(signal) = signals.forever().find(|signal| *signal != SIGXFSZ) else { return };
        // The lock is never released: a thread about to finish the file waits for it until the
        // process ends.
        let unfinished = unfinished();
        if let Some(path) = unfinished.as_ref() {
            let _ = std::fs::remove_file(path).or_else(|_| std::fs::remove_dir_all(path));
        }
        std::process::exit(128 + signal);
    });
}

/// Without Unix signals an unfinished file is left behind; the next call that writes into the
/// folder reports it.
#[cfg(not(unix))]
pub(crate) fn watch() {}

/// The signals that the starter of the command wants ignored (as `nohup` does), one bit for each.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

/// Creates an unfinished file in a folder. If it is to replace an existing file (`private`) only
/// its owner may read it until it gets the mode of that file.
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

/// Locks the new file; false if another call has meanwhile taken it for a leftover and removed it.
#[cfg(unix)]
fn is_held(part: &NamedTempFile) -> bool {
    use std::os::unix::fs::MetadataExt;
    match part.as_file().try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => return false,
        // On a file system without locks no leftover is ever removed, so the new file is safe
        // unlocked.
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

/// An unfinished folder. It is removed when dropped unless it was renamed, and it is locked as long
/// as this process writes it.
pub(crate) struct PartFolder {
    folder: TempDir,
    /// The open, locked handle of the folder; `None` on systems where a folder cannot be opened or
    /// locked.
    _held: Option<File>,
}

impl PartFolder {
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Creates an unfinished folder inside another; folders left there by killed calls are removed
/// first.
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

/// Removes the unfinished folders that no process writes any more. An empty one is left: it may
/// have been created a moment ago and not be locked yet.
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

/// The name of the subfolder that keeps the old files which new ones replace, until all are in
/// place.
const REPLACED: &str = "replaced";

/// What is done with an existing file at the place of a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Old {
    /// The new file replaces the old one.
    Replaced,
    /// The old file stays, and nothing is written.
    Kept,
}

/// Moves the files of an unfinished folder into another folder, all of them or none. If nothing is
/// there yet the whole folder is renamed at once; else the files are moved one by one, and the file
/// `leading` (the page that links to the others) is moved last. If one file cannot be moved, those
/// moved before it are undone.
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
        // An old file could not be put back. The unfinished folder that holds it must not be
        // removed, now or by the next call, so it gets a visible name that does not end in `.part`.
        *unfinished = None;
        let left = part.folder.keep();
        let name = left.file_name().unwrap_or_default().to_string_lossy().replace(ENDS, ".kept");
        let _ = std::fs::rename(&left, left.with_file_name(name.trim_start_matches('.')));
        return Err(error);
    }
    *unfinished = None;
    Ok(())
}

/// Keeps a second copy of a file that is about to be replaced; the file itself stays in its place
/// until then, even if the process is killed. A folder is never replaced.
fn set_aside(place: &Path, old: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(place) {
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        // Where hard links are not possible a file is copied; a link or device is moved.
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

/// Puts a new file in its place only if nothing exists there at that moment.
fn put_beside(new: &Path, place: &Path) -> io::Result<()> {
    std::fs::hard_link(new, place).or_else(|error| {
        // Where hard links are not possible the file is renamed, if the place is free.
        match std::fs::symlink_metadata(place) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) => std::fs::rename(new, place),
        }
    })
}

/// Undoes one replacement: an old file is put back, and a new file without a predecessor is
/// removed. Returns false if the old file could not be put back: the new file then stays, so that a
/// place that held a file is never left empty.
fn give_back(replaced: &Path, folder: &Path, name: &OsString) -> bool {
    let (old, place) = (replaced.join(name), folder.join(name));
    if std::fs::symlink_metadata(&old).is_ok() {
        std::fs::rename(old, place).is_ok()
    } else {
        let _ = std::fs::remove_file(place);
        true
    }
}

/// Renames an unfinished folder to its final name, so that all its files appear at once. Nothing
/// but an empty folder may exist under that name.
pub(crate) fn finish_new_folder(part: PartFolder, folder: &Path) -> io::Result<()> {
    let mut unfinished = unfinished();
    for file in std::fs::read_dir(part.path())? {
        File::open(file?.path())?.sync_all()?;
    }
    std::fs::rename(part.path(), folder)?;
    *unfinished = None;
    // The folder has its final name, so its temporary handle must not remove it on drop.
    let _ = part.folder.keep();
    Ok(())
}

/// Whether the folder does not exist or is empty.
pub(crate) fn is_empty(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut all) => all.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Renames the finished file to its final name; what happens to a file there is told by `old`.
pub(crate) fn finish(part: NamedTempFile, file: &Path, old: Old) -> io::Result<()> {
    let mut unfinished = unfinished();
    let done = match old {
        Old::Replaced => part.persist(file),
        Old::Kept => part.persist_noclobber(file),
    };
    *unfinished = None;
    done.map(|_| ()).map_err(|error| error.error)
}

/// Removes the unfinished files in a folder that no process writes any more. Returns the paths of
/// those that could not be removed, or of which it cannot be told whether they are in use.
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

/// Whether a file name has the form of those that [`begin`] makes.
fn is_ours(name: &str) -> bool {
    let drawn = name.strip_prefix(BEGINS).and_then(|rest| rest.strip_suffix(ENDS));
    drawn.is_some_and(|drawn| {
        drawn.len() == DRAWN && drawn.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// True if a leftover file was removed, or if another process is still writing it and it must stay.
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

    /// If one file cannot be put in its place, the files put before it are undone.
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
        // A file cannot replace a folder, so `index.html`, which is tried last, fails.
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

    /// Between the two steps of a replacement, when the process may be killed, the old file is
    /// still in its place.
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

    /// If the old file cannot be put back the new one stays; a new file without an old one is
    /// removed.
    #[test]
    fn no_place_is_left_empty_that_held_something() {
        let at = tempfile::tempdir().unwrap();
        let replaced = at.path().join(REPLACED);
        // A folder cannot replace a file, so this old entry cannot be put back.
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

    /// A file that somebody creates while the new files are written is kept, and none of the new
    /// files is written.
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
