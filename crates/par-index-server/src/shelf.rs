//! The dossiers of the service: in memory, and on disk as the files they are.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use par_index_office::{Failure, MOST_BYTES, MOST_HELD, Office};

/// What stands before a file that is not whole yet.
const PART: &str = ".par-index-";

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

/// A dossier that is asked by many and changed by one at a time.
pub(crate) type Shared = Arc<RwLock<Office>>;

/// Reads a dossier.
pub(crate) fn reading(office: &Shared) -> RwLockReadGuard<'_, Office> {
    office.read().unwrap_or_else(PoisonError::into_inner)
}

fn writing(office: &Shared) -> RwLockWriteGuard<'_, Office> {
    office.write().unwrap_or_else(PoisonError::into_inner)
}

/// All dossiers by their names.
pub(crate) struct Shelf {
    root: Option<PathBuf>,
    all: RwLock<BTreeMap<String, Shared>>,
}

impl Shelf {
    /// The dossiers of a folder, each a folder in it; without one they stay in memory.
    pub(crate) fn open(root: Option<PathBuf>) -> io::Result<Shelf> {
        let mut all = BTreeMap::new();
        if let Some(root) = &root {
            for entry in std::fs::read_dir(root)? {
                let path = entry?.path();
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                // Links are not followed: none leads out of the folder.
                let is_folder = path.symlink_metadata()?.is_dir();
                if is_folder && is_name(name) {
                    let mut office = Office::new(name);
                    load(&path, &path, &mut office)?;
                    all.insert(name.to_owned(), Arc::new(RwLock::new(office)));
                }
            }
        }
        Ok(Shelf { root, all: RwLock::new(all) })
    }

    /// The names of the dossiers.
    pub(crate) fn names(&self) -> Vec<String> {
        self.all.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// A dossier by its name.
    pub(crate) fn find(&self, name: &str) -> Result<Shared, Refused> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.get(name).cloned().ok_or(Refused::Absent)
    }

    /// Makes a dossier; says whether it was not there.
    pub(crate) fn make(&self, name: &str) -> Result<bool, Refused> {
        if !is_name(name) {
            return Err(Refused::Name(Failure::usage(format!("{name}: a-z, A-Z, 0-9, . _ -"))));
        }
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        if all.contains_key(name) {
            return Ok(false);
        }
        if all.len() >= MOST_HELD {
            return Err(Refused::Full);
        }
        if let Some(root) = &self.root {
            std::fs::create_dir(root.join(name)).map_err(Refused::Disk)?;
        }
        all.insert(name.to_owned(), Arc::new(RwLock::new(Office::new(name))));
        Ok(true)
    }

    /// Takes a dossier away with all its files.
    pub(crate) fn drop(&self, name: &str) -> Result<(), Refused> {
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        if !all.contains_key(name) {
            return Err(Refused::Absent);
        }
        if let Some(root) = &self.root {
            // Under a hidden name first: nobody finds half of it.
            let gone = tempfile::Builder::new().prefix(PART).tempdir_in(root);
            let gone = gone.map_err(Refused::Disk)?;
            std::fs::rename(root.join(name), gone.path().join(name)).map_err(Refused::Disk)?;
        }
        all.remove(name);
        Ok(())
    }

    /// Puts a file into a dossier: on disk whole or not at all, then into memory; says whether it is new.
    pub(crate) fn put(&self, dossier: &str, file: &str, bytes: &[u8]) -> Result<bool, Refused> {
        let held = self.held();
        let office = self.find(dossier)?;
        let mut office = writing(&office);
        let own = office.name_of(file).map_err(Refused::Name)?;
        if own.split('/').any(|part| part.starts_with('.')) || own.contains('\0') {
            return Err(Refused::Name(Failure::usage(format!("{own}: ./."))));
        }
        let old = office.file(&own).map_or(0, <[u8]>::len);
        if held.saturating_sub(old).saturating_add(bytes.len()) > MOST_BYTES {
            return Err(Refused::Full);
        }
        let is_new = office.file(&own).is_none();
        if let Some(root) = &self.root {
            keep(&root.join(dossier), &own, bytes).map_err(Refused::Disk)?;
        }
        office.put(&own, bytes).map_err(Refused::Name)?;
        Ok(is_new)
    }

    /// Takes a file out of a dossier.
    pub(crate) fn remove(&self, dossier: &str, file: &str) -> Result<(), Refused> {
        let office = self.find(dossier)?;
        let mut office = writing(&office);
        let own = office.name_of(file).map_err(|_| Refused::Absent)?;
        if office.file(&own).is_none() {
            return Err(Refused::Absent);
        }
        if let Some(root) = &self.root {
            let folder = root.join(dossier);
            match std::fs::remove_file(folder.join(&own)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Refused::Disk(error));
                }
                _ => {}
            }
            // Folders that became empty go with it.
            let above = Path::new(&own).ancestors().skip(1);
            for above in above.filter(|above| !above.as_os_str().is_empty()) {
                if std::fs::remove_dir(folder.join(above)).is_err() {
                    break;
                }
            }
        }
        office.remove(&own);
        Ok(())
    }

    /// How many bytes all files are.
    fn held(&self) -> usize {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        let all: Vec<Shared> = all.values().cloned().collect();
        let sum = |office: &Shared| reading(office).files().map(|(_, bytes)| bytes.len()).sum();
        all.iter().map(sum).fold(0, |all: usize, one: usize| all.saturating_add(one))
    }
}

/// Whether a dossier may be called so: what is the same in a folder and in an address.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    (1..=64).contains(&name.len()) && !name.starts_with('.') && name.chars().all(plain)
}

/// Reads the files of a folder; what an earlier service left unfinished goes.
fn load(root: &Path, folder: &Path, office: &mut Office) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let there = path.symlink_metadata()?;
        if name.starts_with(PART) && there.is_file() {
            std::fs::remove_file(&path)?;
        } else if name.starts_with('.') {
            continue;
        } else if there.is_dir() {
            load(root, &path, office)?;
        } else if let (true, Some(own)) =
            (there.is_file(), path.strip_prefix(root).ok().and_then(Path::to_str))
        {
            office.put(own, std::fs::read(&path)?).map_err(|_| io::ErrorKind::InvalidFilename)?;
        }
    }
    Ok(())
}

/// Writes a file whole or not at all.
fn keep(folder: &Path, own: &str, bytes: &[u8]) -> io::Result<()> {
    let path = folder.join(own);
    let above = path.parent().unwrap_or(folder);
    std::fs::create_dir_all(above)?;
    let mut part = tempfile::Builder::new().prefix(PART).tempfile_in(above)?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    part.persist(&path).map_err(|error| error.error)?;
    Ok(())
}
