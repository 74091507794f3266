//! The dossiers of the service, in memory and on disk as ordinary files.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use par_index_office::{Failure, MOST_BYTES, MOST_HELD, Office, shown};

/// The beginning of the names of files that are not yet completely written.
const PART: &str = ".par-index-server-";

/// Why an operation on a dossier was refused.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The dossier, or the file in it, does not exist.
    Absent,
    /// The name is not allowed for a dossier or a file.
    Name(Failure),
    /// The limit on the number of dossiers or on their total size is reached.
    Full,
    /// The disk reported an error.
    Disk(io::Error),
}

/// All dossiers by name. A reader takes a dossier as it is; a change replaces it by a new version,
/// so that neither waits for the other.
pub(crate) struct Shelf {
    root: Option<PathBuf>,
    all: RwLock<BTreeMap<String, Arc<Office>>>,
    /// Allows one change at a time, on disk and in memory together.
    changing: Mutex<()>,
}

impl Shelf {
    /// Opens the dossiers of a folder, each a folder in it; without a folder they are kept in
    /// memory only.
    pub(crate) fn open(root: Option<PathBuf>) -> io::Result<Shelf> {
        let mut all = BTreeMap::new();
        let mut room = MOST_BYTES as u64;
        if let Some(root) = &root {
            for entry in std::fs::read_dir(root)? {
                let path = entry?.path();
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                // Links are not followed, so that none can lead out of the folder.
                let is_folder = path.symlink_metadata()?.is_dir();
                if is_folder && name.starts_with(PART) {
                    // The remainder of a dossier that was being removed when the service was
                    // killed.
                    std::fs::remove_dir_all(&path)?;
                } else if is_folder && is_name(name) {
                    let mut office = Office::new(name);
                    load(&path, &path, &mut office, &mut room)?;
                    all.insert(name.to_owned(), Arc::new(office));
                }
            }
        }
        Ok(Shelf { root, all: RwLock::new(all), changing: Mutex::default() })
    }

    fn all(&self) -> RwLockReadGuard<'_, BTreeMap<String, Arc<Office>>> {
        self.all.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn all_mut(&self) -> RwLockWriteGuard<'_, BTreeMap<String, Arc<Office>>> {
        self.all.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The names of the dossiers.
    pub(crate) fn names(&self) -> Vec<String> {
        self.all().keys().cloned().collect()
    }

    /// The present version of a dossier.
    pub(crate) fn find(&self, name: &str) -> Result<Arc<Office>, Refused> {
        self.all().get(name).cloned().ok_or(Refused::Absent)
    }

    /// Makes a dossier; returns whether it is new.
    pub(crate) fn make(&self, name: &str) -> Result<bool, Refused> {
        if !is_name(name) {
            return Err(Refused::Name(Failure::usage(format!("{name}: a-z, A-Z, 0-9, . _ -"))));
        }
        let _one = self.changing();
        let count = self.all().len();
        if self.find(name).is_ok() {
            return Ok(false);
        }
        if count >= MOST_HELD {
            return Err(Refused::Full);
        }
        if let Some(root) = &self.root {
            std::fs::create_dir(root.join(name)).map_err(Refused::Disk)?;
        }
        self.all_mut().insert(name.to_owned(), Arc::new(Office::new(name)));
        Ok(true)
    }

    /// Removes a dossier with all its files.
    pub(crate) fn drop(&self, name: &str) -> Result<(), Refused> {
        let _one = self.changing();
        self.find(name)?;
        if let Some(root) = &self.root {
            // The folder is first moved under a hidden name, so that a dossier is never found half
            // removed.
            let gone = tempfile::Builder::new().prefix(PART).tempdir_in(root);
            let gone = gone.map_err(Refused::Disk)?;
            std::fs::rename(root.join(name), gone.path().join(name)).map_err(Refused::Disk)?;
        }
        self.all_mut().remove(name);
        Ok(())
    }

    /// Puts a file into a dossier: completely written to disk or not at all, then into memory;
    /// returns whether it is new.
    pub(crate) fn put(&self, dossier: &str, file: &str, bytes: &[u8]) -> Result<bool, Refused> {
        let _one = self.changing();
        let office = self.find(dossier)?;
        let own = office.name_of(file).map_err(Refused::Name)?;
        if own.split('/').any(|part| part.starts_with('.')) || own.contains('\0') {
            return Err(Refused::Name(Failure::usage(format!("{own}: ./."))));
        }
        let old = office.file(&own).map_or(0, <[u8]>::len);
        if self.held().saturating_sub(old).saturating_add(bytes.len()) > MOST_BYTES {
            return Err(Refused::Full);
        }
        let is_new = office.file(&own).is_none();
        if let Some(root) = &self.root {
            keep(&root.join(dossier), &own, bytes).map_err(Refused::Disk)?;
        }
        let mut changed = Office::clone(&office);
        changed.put(&own, bytes).map_err(Refused::Name)?;
        self.all_mut().insert(dossier.to_owned(), Arc::new(changed));
        Ok(is_new)
    }

    /// Removes a file from a dossier.
    pub(crate) fn remove(&self, dossier: &str, file: &str) -> Result<(), Refused> {
        let _one = self.changing();
        let office = self.find(dossier)?;
        let own = office.name_of(file).map_err(|_| Refused::Absent)?;
        if office.file(&own).is_none() {
            return Err(Refused::Absent);
        }
        if let Some(root) = &self.root {
            let folder = root.join(dossier);
            are_folders(&folder, &own).map_err(Refused::Disk)?;
            match std::fs::remove_file(folder.join(&own)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Refused::Disk(error));
                }
                _ => {}
            }
            // Folders that are empty afterwards are removed too.
            for above in above(&own) {
                if std::fs::remove_dir(folder.join(above)).is_err() {
                    break;
                }
            }
        }
        let mut changed = Office::clone(&office);
        changed.remove(&own);
        self.all_mut().insert(dossier.to_owned(), Arc::new(changed));
        Ok(())
    }

    /// The total size of all files, in bytes.
    fn held(&self) -> usize {
        let sum =
            |office: &Arc<Office>| office.files().map(|(_, bytes)| bytes.len()).sum::<usize>();
        self.all().values().map(sum).fold(0, usize::saturating_add)
    }
}

/// Whether a dossier may have this name: only characters that are the same in a folder name and in
/// an address.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    (1..=64).contains(&name.len()) && !name.starts_with('.') && name.chars().all(plain)
}

/// Reads the files of a folder as long as there is room, and removes unfinished files of an earlier
/// run. A link or device is an error: leaving it out would silently change results.
fn load(root: &Path, folder: &Path, office: &mut Office, room: &mut u64) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let there = path.symlink_metadata()?;
        let refused = |why: &str| io::Error::other(format!("{}: {why}", shown(&path)));
        if name.starts_with('.') {
            if name.starts_with(PART) && there.is_file() {
                std::fs::remove_file(&path)?;
            }
        } else if there.is_dir() {
            load(root, &path, office, room)?;
        } else if !there.is_file() {
            return Err(refused("a link or a device; a dossier holds plain files"));
        } else {
            let left = room.checked_sub(there.len());
            *room = left.ok_or_else(|| refused("all dossiers together are more than 1 GiB"))?;
            let own = path.strip_prefix(root).ok().and_then(Path::to_str);
            let own = own.ok_or_else(|| refused("this name is no text"))?;
            let put = office.put(own, std::fs::read(&path)?);
            put.map_err(|_| refused("this name is not possible"))?;
        }
    }
    Ok(())
}

/// The folders that contain a file, the nearest first.
fn above(own: &str) -> impl Iterator<Item = &Path> {
    Path::new(own).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty())
}

/// Refuses a file if one of the folders above it is a link, which could lead out of the dossier.
fn are_folders(folder: &Path, own: &str) -> io::Result<()> {
    for above in above(own) {
        match folder.join(above).symlink_metadata() {
            Ok(there) if !there.is_dir() => return Err(io::ErrorKind::NotADirectory.into()),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Writes a file completely or not at all.
fn keep(folder: &Path, own: &str, bytes: &[u8]) -> io::Result<()> {
    are_folders(folder, own)?;
    let path = folder.join(own);
    let above = path.parent().unwrap_or(folder);
    std::fs::create_dir_all(above)?;
    let mut part = tempfile::Builder::new().prefix(PART).tempfile_in(above)?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    part.persist(&path).map_err(|error| error.error)?;
    Ok(())
}
