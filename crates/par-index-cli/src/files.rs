//! The files of a call: their names, which of them are one, and their bytes.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use par_index::finding::{FindingCode, Place};
use par_index::{Error, Finding, Lang};

use crate::failure::{Failure, reason, why};
use crate::target::{Opened, Target};

/// A larger file is refused before it is read: memory stays bounded.
const MOST: u64 = 1 << 30;

/// The bytes of a file; of a pipe they are kept, because it gives them only once.
pub(crate) type Bytes = Arc<Vec<u8>>;

/// What tells that two names are of one file: its device and its number there, elsewhere its full
/// path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Identity {
    Number(u64, u64),
    Path(PathBuf),
}

/// What was read so far. An output must be none of these, and a pipe is read once.
static KNOWN: Mutex<Option<HashMap<Identity, Option<Bytes>>>> = Mutex::new(None);

fn with_known<T>(use_it: impl FnOnce(&mut HashMap<Identity, Option<Bytes>>) -> T) -> T {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    use_it(known.get_or_insert_default())
}

/// Whether what an output leads to was read in this call, under whatever name: a file, or one that is
/// open already. A terminal, a pipe or a device may well be both.
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

/// The regular file behind a stream.
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

/// Notes that a file is read in this call, also where that fails.
fn note(file: Option<Identity>) {
    if let Some(file) = file {
        with_known(|known| {
            known.entry(file).or_default();
        });
    }
}

/// What stands at a path, if anything does.
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

/// The file or pipe behind standard input.
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

/// A name as it is shown; bytes that are no text stand as `\xE1`.
pub(crate) fn shown(name: impl AsRef<OsStr>) -> String {
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

/// One file to read; `-` is standard input.
#[derive(Clone, Debug)]
pub(crate) struct File {
    path: PathBuf,
    name: String,
    /// Whether a person named it. What only its folder gave does not stop the call when it cannot be
    /// opened: a finding says so.
    named: bool,
}

impl File {
    pub(crate) fn named(path: impl Into<PathBuf>) -> File {
        let path = path.into();
        File { name: shown(&path), path, named: true }
    }

    pub(crate) fn of_a_folder(path: impl Into<PathBuf>) -> File {
        File { named: false, ..File::named(path) }
    }

    /// The name findings use.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn identity(&self) -> Option<Identity> {
        if is_standard(&self.path) { Some(standard_input()) } else { identity(&self.path) }
    }

    /// The bytes, or the finding that a file of a folder cannot be opened.
    pub(crate) fn bytes(&self, lang: Lang) -> Result<Result<Bytes, Finding>, Failure> {
        match take(&self.path) {
            Ok(bytes) => Ok(Ok(bytes)),
            Err(error) => self.failed(&error, lang).map(Err),
        }
    }

    /// Hands the file to a reader that takes it piece by piece, however large it is.
    pub(crate) fn stream(
        &self,
        lang: Lang,
        read: impl FnOnce(&mut dyn Read) -> io::Result<()>,
    ) -> Result<Result<(), Finding>, Failure> {
        match open(&self.path).and_then(|mut input| read(&mut input)) {
            Ok(()) => Ok(Ok(())),
            Err(error) => self.failed(&error, lang).map(Err),
        }
    }

    fn failed(&self, error: &io::Error, lang: Lang) -> Result<Finding, Failure> {
        if self.named {
            return Err(Failure::Read(self.name.clone(), why(error, lang)));
        }
        let finding = Finding::new(FindingCode::CannotOpen, Place::file(&self.name));
        Ok(finding.with("why", reason(error)))
    }
}

/// The bytes of a file, or of standard input.
pub(crate) fn read(name: impl AsRef<OsStr>, lang: Lang) -> Result<Bytes, Failure> {
    let name = name.as_ref();
    take(Path::new(name)).map_err(|error| Failure::Read(shown(name), why(&error, lang)))
}

/// The text of a file; a byte that belongs to no letter refuses it, and the finding names its place.
pub(crate) fn read_text(name: impl AsRef<OsStr>, lang: Lang) -> Result<String, Failure> {
    let name = name.as_ref();
    text_of(name, &read(name, lang)?)
}

/// The same of bytes that were read.
pub(crate) fn text_of(name: impl AsRef<OsStr>, bytes: &[u8]) -> Result<String, Failure> {
    let name = name.as_ref();
    let text = std::str::from_utf8(bytes).map(str::to_owned);
    text.map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let lines = before.split(|byte| *byte == b'\n');
        let last = lines.clone().next_back().unwrap_or_default();
        let mut place = Place::file(shown(name));
        place.line = Some(lines.count());
        place.column = Some(1 + String::from_utf8_lossy(last).chars().count());
        let wrong = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        let finding = Finding::new(FindingCode::NotUtf8, place).found(format!("\\x{wrong:02X}"));
        Failure::Call(Error::of_findings(shown(name), vec![finding]))
    })
}

/// The text of a file as the system reads it, noted as an input of the call.
pub(crate) fn read_text_of(name: &str) -> io::Result<String> {
    note(identity(Path::new(name)));
    std::fs::read_to_string(name)
}

/// What a pipe gave when it was read before.
fn kept(path: &Path) -> Option<Bytes> {
    let file = File::named(path).identity()?;
    with_known(|known| known.get(&file).cloned().flatten())
}

/// Opens a file or standard input, and remembers that it was read.
fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if let Some(bytes) = kept(path) {
        return Ok(Box::new(Cursor::new(bytes.to_vec())));
    }
    note(File::named(path).identity());
    Ok(if is_standard(path) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path)?)
    })
}

fn take(path: &Path) -> io::Result<Bytes> {
    if let Some(bytes) = kept(path) {
        return Ok(bytes);
    }
    let file = if is_standard(path) { None } else { Some(std::fs::metadata(path)?) };
    let file = file.filter(std::fs::Metadata::is_file);
    note(File::named(path).identity());
    let mut bytes = Vec::new();
    // A file may grow while it is read.
    if file.as_ref().is_none_or(|file| file.len() <= MOST) {
        open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
    }
    if file.as_ref().is_some_and(|file| file.len() > MOST) || bytes.len() as u64 > MOST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let bytes = Arc::new(bytes);
    if let Some(pipe) = File::named(path).identity().filter(|_| file.is_none()) {
        with_known(|known| known.insert(pipe, Some(Arc::clone(&bytes))));
    }
    Ok(bytes)
}

/// Whether standard input is meant.
pub(crate) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}
