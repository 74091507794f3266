//! The file system as the store from which a dossier reads its files.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use par_index::Lang;
use par_index_office::{Bytes, Doing, Identity, Is, Store};

use crate::files;
use crate::progress::Progress;
use crate::texts::word;

/// The files of the system and standard input; the field is the language of progress messages.
pub(crate) struct Disk(pub(crate) Lang);

impl Store for Disk {
    fn is(&self, path: &Path) -> io::Result<Is> {
        Ok(match std::fs::metadata(path)? {
            there if there.is_dir() => Is::Folder,
            there if there.is_file() => Is::File,
            _ => Is::Special,
        })
    }

    fn is_link(&self, path: &Path) -> bool {
        std::fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
    }

    fn identity(&self, path: &Path) -> Option<Identity> {
        files::identity_of(path)
    }

    fn read(&self, path: &Path) -> io::Result<Bytes> {
        files::take(path)
    }

    fn stream(
        &self,
        path: &Path,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()> {
        read(&mut files::open(path)?)
    }

    fn is_standard(&self, path: &Path) -> bool {
        files::is_standard(path)
    }

    fn steps(&self, count: usize) -> Box<dyn Fn(Doing<'_>) + '_> {
        let progress = Progress::new(count);
        Box::new(move |doing| match doing {
            Doing::Reading(name) => progress.step(&format!("{} {name}", word("reading", self.0))),
            Doing::Computing => progress.step(word("computing", self.0)),
        })
    }
}
