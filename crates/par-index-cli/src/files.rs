//! The files of a call: their printable names, their identity under several names, and their bytes.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use par_index::Lang;
pub(crate) use par_index_office::shown;
use par_index_office::{Bytes, Identity};

use crate::failure::{Failure, why};
use crate::target::{Opened, Target};

/// The largest file read, in bytes (1 GiB): a larger one is refused so that memory stays bounded.
const MOST: u64 = 1 << 30;

/// The files read so far in this call, with the bytes of those that are pipes. An output must be
/// none of these files, and a pipe can be read only once.
static KNOWN: Mutex<Option<HashMap<Identity, Option<Bytes>>>> = Mutex::new(None);

fn with_known<T>(use_it: impl FnOnce(&mut HashMap<Identity, Option<Bytes>>) -> T) -> T {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    use_it(known.get_or_insert_default())
}

/// Whether an output leads to a regular file that was read in this call, under whatever name or
/// through a stream that is open already. A terminal, a pipe or a device may be both read and
/// written.
pub(crate) fn was_read(target: &Target) -> bool {
    let file = match target {
        Target::Into(_) => None,
        Target::File(path, _) | Target::Open(Opened::Other, path) => std::fs::metadata(path)
            .is_ok_and(|file| file.is_file())
            .then(|| identity(path))
            .flatten(),
        Target::Open(Opened::Out, _) => behind(io::stdout()),
        Target::Open(Opened::Err, _) => behind(io::stderr()),
    };
    file.is_some_and(|file| with_known(|known| known.contains_key(&file)))
}

/// The identity of the regular file that a stream is redirected to; `None` for a terminal or a
/// pipe.
#[cfg(unix)]
fn behind(stream: impl std::os::fd::AsFd) -> Option<Identity> {
    let own = stream.as_fd().try_clone_to_owned().ok()?;
    let file = std::fs::File::from(own).metadata().ok()?;
    file.is_file().then(|| number(&file))
}

#[cfg(not(unix))]
fn behind<T>(_: T) -> Option<Identity> {
    None
}

/// Notes that a file is an input of this call, even if reading it fails afterwards.
fn note(file: Option<Identity>) {
    if let Some(file) = file {
        with_known(|known| {
            known.entry(file).or_default();
        });
    }
}

/// The identity of the file at a path, equal for all names of one file; `None` if nothing is there.
pub(crate) fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    return std::fs::metadata(path).ok().map(|file| number(&file));
    #[cfg(not(unix))]
    return std::fs::canonicalize(path).ok().map(Identity::Path);
}

#[cfg(unix)]
fn number(file: &std::fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Identity::Number(file.dev(), file.ino())
}

/// The identity of the file or pipe behind standard input.
fn standard_input() -> Identity {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        let own = io::stdin().as_fd().try_clone_to_owned();
        let file = own.map(std::fs::File::from).and_then(|file| file.metadata());
        if let Ok(file) = file {
            return number(&file);
        }
    }
    Identity::Path(PathBuf::from("-"))
}

/// Like [`identity`], but the name `-` stands for the file or pipe behind standard input.
pub(crate) fn identity_of(path: &Path) -> Option<Identity> {
    if is_standard(path) { Some(standard_input()) } else { identity(path) }
}

/// The bytes of a file, or of standard input for the name `-`.
pub(crate) fn read(name: impl AsRef<OsStr>, lang: Lang) -> Result<Bytes, Failure> {
    let name = name.as_ref();
    take(Path::new(name)).map_err(|error| Failure::Read(shown(name), why(&error, lang)))
}

/// The text of a file. A byte that is not valid text refuses the whole file, and the finding names
/// the place of the byte.
pub(crate) fn read_text(name: impl AsRef<OsStr>, lang: Lang) -> Result<String, Failure> {
    let name = name.as_ref();
    Ok(par_index_office::text_of(Path::new(name), &read(name, lang)?)?.to_owned())
}

/// The text of a file, with the system's error where it cannot be read; the file is noted as an
/// input of the call.
pub(crate) fn read_text_of(name: &str) -> io::Result<String> {
    note(identity(Path::new(name)));
    std::fs::read_to_string(name)
}

/// The bytes of a pipe that was read earlier in this call: a pipe gives them only once.
fn kept(path: &Path) -> Option<Bytes> {
    let file = identity_of(path)?;
    with_known(|known| known.get(&file).cloned().flatten())
}

/// Opens a file or standard input for reading, and notes it as an input of the call.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if let Some(bytes) = kept(path) {
        return Ok(Box::new(Cursor::new(bytes.to_vec())));
    }
    note(identity_of(path));
    Ok(if is_standard(path) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path)?)
    })
}

pub(crate) fn take(path: &Path) -> io::Result<Bytes> {
    if let Some(bytes) = kept(path) {
        return Ok(bytes);
    }
    let file = if is_standard(path) { None } else { Some(std::fs::metadata(path)?) };
    let file = file.filter(std::fs::Metadata::is_file);
    note(identity_of(path));
    let mut bytes = Vec::new();
    // The limit is checked while reading too, since a file may grow meanwhile.
    if file.as_ref().is_none_or(|file| file.len() <= MOST) {
        open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
    }
    if file.as_ref().is_some_and(|file| file.len() > MOST) || bytes.len() as u64 > MOST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let bytes = Arc::new(bytes);
    if let Some(pipe) = identity_of(path).filter(|_| file.is_none()) {
        with_known(|known| known.insert(pipe, Some(Arc::clone(&bytes))));
    }
    Ok(bytes)
}

/// Whether a path is `-`, the name of standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}
