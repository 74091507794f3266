//! The place where files are stored: a disk, or the memory of a program.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The bytes of a file, shared without copying.
pub type Bytes = Arc<Vec<u8>>;

/// What exists at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A device, a pipe or a socket.
    Special,
}

/// Identifies a file, so that two names of the same file can be recognised: its device and number
/// on a disk of a system that has these, else its full path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// The number of a device, and the number of the file on it.
    Number(u64, u64),
    /// The full path of the file.
    Path(PathBuf),
}

/// The step of work that is reported while a user waits.
#[derive(Clone, Copy, Debug)]
pub enum Doing<'n> {
    /// The named file is being read.
    Reading(&'n str),
    /// All files are read; the answer is being computed.
    Computing,
}

/// A place where files are stored.
pub trait Store {
    /// What exists at a path; links are followed.
    ///
    /// # Errors
    /// Errors of the system, for example if nothing exists at the path.
    fn is(&self, path: &Path) -> io::Result<Is>;

    /// Whether a path is a link, whatever its target.
    fn is_link(&self, _: &Path) -> bool {
        false
    }

    /// The paths of all entries of a folder.
    ///
    /// # Errors
    /// Errors of the system.
    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Identifies the file at a path, so that two names of the same file can be recognised; `None`
    /// if it cannot be identified.
    fn identity(&self, path: &Path) -> Option<Identity>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Errors of the system.
    fn read(&self, path: &Path) -> io::Result<Bytes>;

    /// Passes the contents of a file, of any size, to a reader piece by piece.
    ///
    /// # Errors
    /// Errors of the system and of the reader.
    fn stream(
        &self,
        path: &Path,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()>;

    /// Whether a name stands for a stream that is already open, such as standard input.
    fn is_standard(&self, _: &Path) -> bool {
        false
    }

    /// Begins to report progress over the given number of steps. The function returned is called at
    /// the start of each step.
    fn steps(&self, _: usize) -> Box<dyn Fn(Doing<'_>) + '_> {
        Box::new(|_| {})
    }
}

/// A file name for showing; bytes that are not valid text are written like `\xE1`.
pub fn shown(name: impl AsRef<OsStr>) -> String {
    let name = name.as_ref();
    if name.is_empty() {
        return "“”".to_owned();
    }
    if let Some(name) = name.to_str() {
        return name.to_owned();
    }
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to memory cannot fail.
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    out
}
