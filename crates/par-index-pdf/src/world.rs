//! Everything that the typesetter can read: the form of a paper, the content of the paper, and four
//! faces.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::NotSet;

/// The form of a paper: the Typst program that typesets the content.
const FORM: &str = include_str!("paper.typ");
/// Liberation Serif in its regular, bold, italic and bold italic faces; its licence lies in the
/// same folder.
const FACES: [&[u8]; 4] = [
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// The files, faces and library that the typesetter has for one paper.
pub(crate) struct OnePaper {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    form: Source,
    told: (FileId, Bytes),
}

impl OnePaper {
    pub(crate) fn new() -> Result<OnePaper, NotSet> {
        let faces = FACES.into_iter().flat_map(|face| Font::iter(Bytes::new(face)));
        let faces: Vec<Font> = faces.collect();
        Ok(OnePaper {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
            form: Source::new(named("paper.typ")?, FORM.to_owned()),
            told: (named("told.json")?, Bytes::new(Vec::new())),
        })
    }

    pub(crate) fn faces(&self) -> &[Font] {
        &self.faces
    }

    /// Adds the content of the paper, as JSON.
    pub(crate) fn of(mut self, told: Vec<u8>) -> OnePaper {
        self.told.1 = Bytes::new(told);
        self
    }
}

/// The id of a file that exists in memory only.
fn named(name: &str) -> Result<FileId, NotSet> {
    let path = VirtualPath::new(name).map_err(|_| NotSet(name.to_owned()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for OnePaper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.form.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.form.id() { Ok(self.form.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.told.0 { Ok(self.told.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
