//! The unfinished file: made under a name of its own, and gone when the command is stopped.
//!
//! It is locked as long as somebody writes it. So an unfinished file that nobody holds was left by a
//! call that was killed, and is removed by the next one that writes beside it.

use std::ffi::OsString;
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

/// A new unfinished folder in another; it is gone unless its name is changed.
pub(crate) fn begin_folder(folder: &Path) -> io::Result<TempDir> {
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
    *unfinished = Some(part.path().to_owned());
    Ok(part)
}

/// The files of an unfinished folder take their places in another, which may be there already; the one
/// that leads to the others comes last.
pub(crate) fn finish_folder(part: &TempDir, folder: &Path, leading: &str) -> io::Result<()> {
    let mut unfinished = unfinished();
    std::fs::create_dir_all(folder)?;
    let files = std::fs::read_dir(part.path())?.map(|file| Ok(file?.file_name()));
    let mut files: Vec<OsString> = files.collect::<io::Result<_>>()?;
    files.sort_unstable_by_key(|name| name == leading);
    for name in files {
        std::fs::rename(part.path().join(&name), folder.join(&name))?;
    }
    *unfinished = None;
    Ok(())
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
