//! A [`Store`] over files held in memory.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::store::{Bytes, Identity, Is, Store};

/// Files by their names, with `/` between folders. Files that a request contains itself are found
/// before the files of the office.
pub(crate) struct Memory<'f> {
    pub(crate) files: &'f BTreeMap<String, Bytes>,
    pub(crate) brought: &'f BTreeMap<PathBuf, Bytes>,
}

/// The single form of a file name that the office uses, without `.` parts; `None` for a name that
/// leads out of the office.
pub(crate) fn plain(path: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => parts.push(name.to_str()?),
            _ => return None,
        }
    }
    Some(parts.join("/"))
}

impl Memory<'_> {
    fn find(&self, path: &Path) -> io::Result<&Bytes> {
        if let Some(bytes) = self.brought.get(path) {
            return Ok(bytes);
        }
        let file = plain(path).and_then(|name| self.files.get(&name));
        file.ok_or_else(|| match self.is(path) {
            Ok(_) => io::ErrorKind::IsADirectory.into(),
            Err(error) => error,
        })
    }

    /// The names of the files below a folder, relative to that folder.
    fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let from = self.files.range(prefix.clone()..).map(|(name, _)| name.as_str());
        from.map_while(move |name| name.strip_prefix(prefix.as_str()))
    }
}

impl Store for Memory<'_> {
    fn is(&self, path: &Path) -> io::Result<Is> {
        if self.brought.contains_key(path) {
            return Ok(Is::File);
        }
        let name = plain(path).ok_or(io::ErrorKind::NotFound)?;
        if self.files.contains_key(&name) {
            return Ok(Is::File);
        }
        // The office's own folder (`.`) always exists, even without files; an empty path names
        // nothing.
        let is_itself = name.is_empty() && !path.as_os_str().is_empty();
        if is_itself || (!name.is_empty() && self.below(&name).next().is_some()) {
            return Ok(Is::Folder);
        }
        Err(io::ErrorKind::NotFound.into())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let name = plain(folder).ok_or(io::ErrorKind::NotFound)?;
        let firsts = self.below(&name).filter_map(|name| name.split('/').next());
        let mut all: Vec<PathBuf> = firsts.map(|first| folder.join(first)).collect();
        all.dedup();
        Ok(all)
    }

    fn identity(&self, path: &Path) -> Option<Identity> {
        self.is(path).ok()?;
        let name = if self.brought.contains_key(path) { None } else { plain(path) };
        Some(Identity::Path(name.map_or_else(|| path.to_owned(), PathBuf::from)))
    }

    fn read(&self, path: &Path) -> io::Result<Bytes> {
        self.find(path).cloned()
    }

    fn stream(
        &self,
        path: &Path,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()> {
        read(&mut self.find(path)?.as_slice())
    }
}
