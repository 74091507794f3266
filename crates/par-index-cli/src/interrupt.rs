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

/// The files of an unfinished folder take their places in another, all of them or none: all at once where
/// nothing is there yet, else one by one, the one that leads to the others last. Where one cannot take its
/// place, those before it give theirs back.
pub(crate) fn finish_folder(part: PartFolder, folder: &Path, leading: &str) -> io::Result<()> {
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
        let (place, old) = (folder.join(name), replaced.join(name));
        let done = set_aside(&place, &old)
            .and_then(|()| std::fs::rename(part.path().join(name), &place))
            .inspect_err(|_| drop(std::fs::rename(&old, &place)));
        let Err(error) = done else { continue };
        for name in files.iter().take(n) {
            let place = folder.join(name);
            // What was there comes back; what was not is gone.
            let back = std::fs::rename(replaced.join(name), &place);
            let _ = back.or_else(|_| std::fs::remove_file(&place));
        }
        return Err(error);
    }
    *unfinished = None;
    Ok(())
}

/// A file whose place another takes waits elsewhere; a folder keeps its place.
fn set_aside(place: &Path, old: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(place) {
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => std::fs::rename(place, old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
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

/// The finished file takes the place of the old one.
pub(crate) fn finish(part: NamedTempFile, file: &Path) -> io::Result<()> {
    let mut unfinished = unfinished();
    let done = part.persist(file).map(|_| ()).map_err(|error| error.error);
    *unfinished = None;
    done
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
            finish_folder(part, &folder, "index.html")
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
}
