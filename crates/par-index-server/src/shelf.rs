//! The dossiers of the service: in memory, and on disk as the files they are.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use par_index_office::{Failure, MOST_BYTES, MOST_HELD, Office, shown};

/// What stands before a file that is not whole yet.
const PART: &str = ".par-index-server-";

/// Why something could not be done with a dossier.
#[derive(Debug)]
pub(crate) enum Refused {
    /// There is no such dossier, or no such file in it.
    Absent,
    /// The name is none that a dossier or a file may have.
    Name(Failure),
    /// So many dossiers or bytes are there that there is no room.
    Full,
    /// The disk refuses.
    Disk(io::Error),
}

/// All dossiers by their names. Whoever asks takes one as it stands; whoever changes one puts another in its
/// place, so that neither waits for the other.
pub(crate) struct Shelf {
    root: Option<PathBuf>,
    all: RwLock<BTreeMap<String, Arc<Office>>>,
    /// One change at a time, on disk and in memory alike.
    changing: Mutex<()>,
}

impl Shelf {
    /// The dossiers of a folder, each a folder in it; without one they stay in memory.
    pub(crate) fn open(root: Option<PathBuf>) -> io::Result<Shelf> {
        let mut all = BTreeMap::new();
        let mut room = MOST_BYTES as u64;
        if let Some(root) = &root {
            for entry in std::fs::read_dir(root)? {
                let path = entry?.path();
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                // Links are not followed: none leads out of the folder.
                let is_folder = path.symlink_metadata()?.is_dir();
                if is_folder && name.starts_with(PART) {
                    // A dossier that was taken away when the service was killed.
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

    /// A dossier by its name, as it stands.
    pub(crate) fn find(&self, name: &str) -> Result<Arc<Office>, Refused> {
        self.all().get(name).cloned().ok_or(Refused::Absent)
    }

    /// Makes a dossier; says whether it was not there.
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

    /// Takes a dossier away with all its files.
    pub(crate) fn drop(&self, name: &str) -> Result<(), Refused> {
        let _one = self.changing();
        self.find(name)?;
        if let Some(root) = &self.root {
            // Under a hidden name first: nobody finds half of it.
            let gone = tempfile::Builder::new().prefix(PART).tempdir_in(root);
            let gone = gone.map_err(Refused::Disk)?;
            std::fs::rename(root.join(name), gone.path().join(name)).map_err(Refused::Disk)?;
        }
        self.all_mut().remove(name);
        Ok(())
    }

    /// Puts a file into a dossier: on disk whole or not at all, then into memory; says whether it is new.
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

    /// Takes a file out of a dossier.
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
            // Folders that became empty go with it.
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

    /// How many bytes all files are.
    fn held(&self) -> usize {
        let sum =
            |office: &Arc<Office>| office.files().map(|(_, bytes)| bytes.len()).sum::<usize>();
        self.all().values().map(sum).fold(0, usize::saturating_add)
    }
}

/// Whether a dossier may be called so: what is the same in a folder and in an address.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    (1..=64).contains(&name.len()) && !name.starts_with('.') && name.chars().all(plain)
}

/// Reads the files of a folder, as long as there is room; what an earlier service left unfinished goes.
/// What cannot be served as a plain file is refused: without it results would be others, and nobody was told.
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

/// The folders above a file, the nearest first.
fn above(own: &str) -> impl Iterator<Item = &Path> {
    Path::new(own).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty())
}

/// Refuses a file above which a link stands: it would lead out of the folder.
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

/// Writes a file whole or not at all.
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
