//! Where files lie: a disk, or the memory of a program.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The bytes of a file.
pub type Bytes = Arc<Vec<u8>>;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A device, a pipe, a socket.
    Special,
}

/// What tells that two names are of one file: its device and its number there, elsewhere its full
/// path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// A device and a number on it.
    Number(u64, u64),
    /// A full path.
    Path(PathBuf),
}

/// What is done while somebody waits.
#[derive(Clone, Copy, Debug)]
pub enum Doing<'n> {
    /// This file is read.
    Reading(&'n str),
    /// All is read.
    Computing,
}

/// Where files lie.
pub trait Store {
    /// What stands at a path; links are followed.
    ///
    /// # Errors
    /// Where nothing can be seen there.
    fn is(&self, path: &Path) -> io::Result<Is>;

    /// Whether a path is a link, wherever it leads.
    fn is_link(&self, _: &Path) -> bool {
        false
    }

    /// What stands in a folder, as paths.
    ///
    /// # Errors
    /// Those of the system.
    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// What tells that two names are of one file.
    fn identity(&self, path: &Path) -> Option<Identity>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Those of the system.
    fn read(&self, path: &Path) -> io::Result<Bytes>;

    /// Hands a file to a reader that takes it piece by piece, however large it is.
    ///
    /// # Errors
    /// Those of the system and of the reader.
    fn stream(
        &self,
        path: &Path,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()>;

    /// Whether a name stands for a stream that is open already.
    fn is_standard(&self, _: &Path) -> bool {
        false
    }

    /// Tells what is done, of so many steps.
    fn steps(&self, _: usize) -> Box<dyn Fn(Doing<'_>) + '_> {
        Box::new(|_| {})
    }
}

/// A name as it is shown; bytes that are no text stand as `\xE1`.
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
