//! A file that is written whole or not at all, and what is no such file: devices, pipes, streams.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::interrupt::{self, Old};

/// Links that follow each other end after so many.
const MOST_LINKS: usize = 40;

/// Where an output leads.
#[derive(Debug)]
pub(crate) enum Target {
    /// A regular file, or nothing yet: the new file takes its place.
    File(PathBuf, Option<Metadata>),
    /// A device or a pipe: it is written into and stays what it is.
    Into(PathBuf),
    /// What is open already.
    Open(Opened, PathBuf),
}

/// What stands open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
    /// Anything else, maybe of another process.
    Other,
}

/// Follows a name to what it stands for. Behind links the file itself is meant, and the links stay.
///
/// # Errors
/// Where a folder stands there, where the folder it would stand in is missing, and those of the system.
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
    // The system's own words for links in a circle.
    std::fs::metadata(name).and(Err(io::ErrorKind::InvalidInput.into()))
}

/// What a name such as `/dev/fd/1` or `/proc/self/fd/1` stands for. The system shows the file behind it
/// there, which must not be replaced under whoever opened it.
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

/// The folder a file stands in.
pub(crate) fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Opens what is written into.
pub(crate) fn open(target: &Target) -> io::Result<Box<dyn Write>> {
    Ok(match target {
        Target::Open(Opened::Out, _) => Box::new(BufWriter::new(io::stdout().lock())),
        Target::Open(Opened::Err, _) => Box::new(BufWriter::new(io::stderr().lock())),
        // Opened anew a file would be written from its first byte on; its end is where its owner is.
        Target::Open(Opened::Other, path) => {
            Box::new(BufWriter::new(OpenOptions::new().append(true).open(path)?))
        }
        Target::Into(path) | Target::File(path, _) => {
            Box::new(BufWriter::new(OpenOptions::new().write(true).open(path)?))
        }
    })
}

/// A temporary file beside the target takes all bytes, then takes its place.
pub(crate) fn replace(
    file: &Path,
    old: Option<&Metadata>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    put(file, old, Old::Replaced, write)
}

/// The same of a file that takes no other's place: where one stands by then it stays, and that is the error.
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
    // The file itself says with the system's own number why it takes no more.
    let mut out = BufWriter::new(part.as_file());
    write(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        keep(part.as_file(), old)?;
    }
    part.as_file().sync_all()?;
    interrupt::finish(part, file, standing)
}

/// Gives the new file the owner of the old one where the system lets us, and its mode.
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
