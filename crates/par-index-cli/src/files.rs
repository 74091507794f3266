//! Which files the inputs name, and their bytes.

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

use par_index::Lang;

use crate::failure::{Failure, why};
use crate::texts::word;

/// A larger file is refused before it is read: memory stays bounded.
const MOST: u64 = 1 << 30;

/// The files of a folder that are read.
const KNOWN: [&str; 3] = ["json", "csv", "xlsx"];

/// One file to read; `-` is standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File(String);

impl File {
    /// The name findings use.
    pub(crate) fn name(&self) -> &str {
        &self.0
    }

    pub(crate) fn bytes(&self, lang: Lang) -> Result<Vec<u8>, Failure> {
        read(&self.0, lang)
    }

    /// Hands the file to a reader that takes it piece by piece, however large it is.
    pub(crate) fn stream<T>(
        &self,
        lang: Lang,
        read: impl FnOnce(&mut dyn Read) -> std::io::Result<T>,
    ) -> Result<T, Failure> {
        let failed = |error: std::io::Error| Failure::Read(self.0.clone(), why(&error, lang));
        if self.0 == "-" {
            return read(&mut std::io::stdin().lock()).map_err(failed);
        }
        let mut file = std::fs::File::open(&self.0).map_err(failed)?;
        read(&mut file).map_err(failed)
    }
}

/// The files that some inputs name: folders give their files by name, patterns what they match.
pub(crate) fn files(inputs: &[String], lang: Lang) -> Result<Vec<File>, Failure> {
    let mut out: Vec<File> = Vec::new();
    for input in inputs {
        let path = Path::new(input);
        if input == "-" || path.is_file() {
            out.push(File(input.clone()));
        } else if path.is_dir() {
            out.extend(folder(path, lang)?);
        } else if input.contains('*') {
            out.extend(pattern(input, lang)?);
        } else {
            let why = word("no_such_file", lang).to_owned();
            return Err(Failure::Read(input.clone(), why));
        }
    }
    // A file that is named twice, in whatever words, is read once.
    let mut known = HashSet::new();
    out.retain(|file| match std::fs::canonicalize(&file.0) {
        Ok(path) => known.insert(path),
        Err(_) => true,
    });
    Ok(out)
}

/// A name that a person did not mean as data.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}

fn folder(path: &Path, lang: Lang) -> Result<Vec<File>, Failure> {
    let shown = path.display().to_string();
    let failed = |error: std::io::Error| Failure::Read(shown.clone(), why(&error, lang));
    let mut names = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = Path::new(&name)
            .extension()
            .and_then(|end| end.to_str())
            .is_some_and(|end| KNOWN.iter().any(|known| end.eq_ignore_ascii_case(known)));
        if known && !is_hidden(&name) && entry.path().is_file() {
            names.push(name);
        }
    }
    if names.is_empty() {
        return Err(Failure::Read(shown, word("no_match", lang).to_owned()));
    }
    names.sort_unstable();
    Ok(names.iter().map(|name| File(path.join(name).display().to_string())).collect())
}

fn pattern(pattern: &str, lang: Lang) -> Result<Vec<File>, Failure> {
    let failed = |why: String| Failure::Read(pattern.to_owned(), why);
    let paths = glob::glob(pattern).map_err(|error| failed(error.to_string()))?;
    let mut out = Vec::new();
    for path in paths {
        let path = path.map_err(|error| failed(error.to_string()))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if path.is_file() && !is_hidden(&name.unwrap_or_default()) {
            out.push(File(path.display().to_string()));
        }
    }
    if out.is_empty() {
        return Err(failed(word("no_match", lang).to_owned()));
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(out)
}

/// The bytes of a file, or of standard input.
pub(crate) fn read(name: &str, lang: Lang) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::Read(name.to_owned(), why(&error, lang));
    let too_large = || Failure::Read(name.to_owned(), word("too_large", lang).to_owned());
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let file = std::fs::File::open(name).map_err(failed)?;
        if file.metadata().map_err(failed)?.len() > MOST {
            return Err(too_large());
        }
        // A file may grow while it is read.
        file.take(MOST + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > MOST { Err(too_large()) } else { Ok(bytes) }
}
