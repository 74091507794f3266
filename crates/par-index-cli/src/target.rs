//! What an output name leads to: a file that is written whole or not at all, or a device, pipe or
//! open stream that is written directly.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::interrupt::{self, Old};

/// How many symbolic links in a row are followed before the name is refused as a circle.
const MOST_LINKS: usize = 40;

/// What an output name leads to.
#[derive(Debug)]
pub(crate) enum Target {
    /// A regular file with its metadata, or a place where no file exists yet: the new file replaces
    /// it.
    File(PathBuf, Option<Metadata>),
    /// A device or a pipe: it is opened and written into.
    Into(PathBuf),
    /// A stream of a process that is open already, under a name such as `/dev/fd/1`.
    Open(Opened, PathBuf),
}

/// Which open stream an output name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
    /// Another open file, possibly of another process.
    Other,
}

/// Finds what an output name leads to. Symbolic links are followed: the file behind them is
/// replaced, and the links stay.
///
/// # Errors
/// A folder stands at that name, the folder it would be in is missing, or the system fails.
pub(crate) fn target(name: &Path) -> io::Result<Target> {
    let mut path = name.to_owned();
    for _ in 0..MOST_LINKS {
        if let Some(opened) = opened(&path) {
            return Ok(Target::Open(opened, path));
        }
        match std::fs::symlink_metadata(&path) {
            Ok(there) if there.is_symlink() => {
                let to = std::fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(to);
            }
            Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if there.is_file() => return Ok(Target::File(path, Some(there))),
            Ok(_) => return Ok(Target::Into(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.file_name().is_some() => {
                return Ok(Target::File(path, None));
            }
            Err(error) => return Err(error),
        }
    }
    // Asking the system for this file returns its own error for links in a circle.
    std::fs::metadata(name).and(Err(io::ErrorKind::InvalidInput.into()))
}

/// Which open stream a name such as `/dev/fd/1` or `/proc/self/fd/1` stands for; `None` for other
/// names. The system shows the redirected file under such a name, but that file must not be
/// replaced while a process has it open.
fn opened(path: &Path) -> Option<Opened> {
    let number: u32 = path.file_name()?.to_str()?.parse().ok()?;
    let real = |folder: &Path| std::fs::canonicalize(folder).ok();
    let folder = real(path.parent()?)?;
    let own = [Path::new("/dev/fd"), Path::new("/proc/self/fd")];
    let is_own = own.into_iter().any(|own| real(own).as_ref() == Some(&folder));
    match number {
        1 if is_own => Some(Opened::Out),
        2 if is_own => Some(Opened::Err),
        _ => (is_own || (folder.starts_with("/proc") && folder.ends_with("fd")))
            .then_some(Opened::Other),
    }
}

/// The folder that a file is in; `.` for a bare name.
pub(crate) fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Opens a target that is written into directly.
pub(crate) fn open(target: &Target) -> io::Result<Box<dyn Write>> {
    Ok(match target {
        Target::Open(Opened::Out, _) => Box::new(BufWriter::new(io::stdout().lock())),
        Target::Open(Opened::Err, _) => Box::new(BufWriter::new(io::stderr().lock())),
        // The file of another process's stream is opened for appending: otherwise it would be
        // overwritten from its first byte.
        Target::Open(Opened::Other, path) => {
            Box::new(BufWriter::new(OpenOptions::new().append(true).open(path)?))
        }
        Target::Into(path) | Target::File(path, _) => {
            Box::new(BufWriter::new(OpenOptions::new().write(true).open(path)?))
        }
    })
}

/// Writes a file by way of a temporary file beside it, which replaces it once all bytes are
/// written.
pub(crate) fn replace(
    file: &Path,
    old: Option<&Metadata>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    put(file, old, Old::Replaced, write)
}

/// Like [`replace`], but an existing file is never replaced: if one exists when the new file is
/// complete, it stays and an error is returned.
pub(crate) fn create(
    file: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    put(file, None, Old::Kept, write)
}

fn put(
    file: &Path,
    old: Option<&Metadata>,
    standing: Old,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let part = interrupt::begin(folder(file), old.is_some())?;
    // Writing to the file itself gives the system's own error number, which a wrapper would lose.
    let mut out = BufWriter::new(part.as_file());
    write(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        keep(part.as_file(), old)?;
    }
    part.as_file().sync_all()?;
    interrupt::finish(part, file, standing)
}

/// Gives the new file the mode of the old one, and its owner and group where the system permits.
#[cfg(unix)]
fn keep(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        let _ = fchown(file, None, Some(old.gid()));
        let _ = fchown(file, Some(old.uid()), None);
    }
    file.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn keep(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
