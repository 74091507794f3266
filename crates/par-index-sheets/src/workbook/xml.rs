//! Reads the tags and texts of a part, one after the other.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::Unpacked;
use super::{Broken, Most};

/// The deepest nesting of tags; no part of a workbook is nested deeper.
const MOST_DEEP: u32 = 64;

/// A part while it is read as XML.
pub(super) struct Xml<'b> {
    reader: Reader<Unpacked<'b>>,
    buffer: Vec<u8>,
    deep: u32,
    /// The name of a tag that was opened and closed in one (`<c/>`); its closing is yielded next.
    closes: Option<Name>,
    /// Whether the last piece was a tag, so that the following bytes stand outside any text.
    after_tag: bool,
}

/// The next piece of the part.
pub(super) enum Piece<'x> {
    Open(Tag<'x>),
    Text(Cow<'x, str>),
    /// The local name of the tag that is closed.
    Close(Name),
    /// A comment, a declaration or a processing instruction.
    Nothing,
    End,
}

/// The local names of the tags that readers ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Cell,
    CellXfs,
    Column,
    Comment,
    Formula,
    Hyperlink,
    Inline,
    Merge,
    Property,
    Phonetic,
    Relationship,
    Row,
    Sheet,
    SheetData,
    SharedItem,
    Format,
    Text,
    Value,
    Xf,
    Other,
}

impl Name {
    fn of(local: &str) -> Name {
        match local {
            "c" => Name::Cell,
            "v" => Name::Value,
            "row" => Name::Row,
            "f" => Name::Formula,
            "is" => Name::Inline,
            "t" => Name::Text,
            "si" => Name::SharedItem,
            "rPh" => Name::Phonetic,
            "col" => Name::Column,
            "comment" => Name::Comment,
            "hyperlink" => Name::Hyperlink,
            "mergeCell" => Name::Merge,
            "sheetData" => Name::SheetData,
            "sheet" => Name::Sheet,
            "workbookPr" => Name::Property,
            "Relationship" => Name::Relationship,
            "numFmt" => Name::Format,
            "cellXfs" => Name::CellXfs,
            "xf" => Name::Xf,
            _ => Name::Other,
        }
    }
}

/// An opening tag.
pub(super) struct Tag<'x> {
    pub(super) name: Name,
    start: BytesStart<'x>,
}

impl Tag<'_> {
    /// The value of an attribute, by its local name.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        let mut all = self.start.attributes();
        let found = all.with_checks(false).flatten().find(|one| {
            let name = one.key.local_name();
            AsRef::<str>::as_ref(&name) == key
        })?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// Calls `take` with the local name and the raw value of each attribute.
    pub(super) fn each(&self, mut take: impl FnMut(&str, &str)) {
        let mut all = self.start.attributes();
        for one in all.with_checks(false).flatten() {
            take(one.key.local_name().as_ref(), &one.value);
        }
    }

    /// Whether an attribute has the value yes (`1` or `true`).
    pub(super) fn is(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
    }
}

impl<'b> Xml<'b> {
    pub(super) fn new(part: Unpacked<'b>) -> Xml<'b> {
        let reader = Reader::from_reader(part);
        Xml { reader, buffer: Vec::new(), deep: 0, closes: None, after_tag: false }
    }

    /// The number of bytes of the part that were read so far.
    pub(super) fn used(&self) -> u64 {
        self.reader.get_ref().used()
    }

    /// The bytes that follow a tag, as far as they are unpacked already; none if the last piece was
    /// not a tag.
    pub(super) fn ahead(&mut self) -> &[u8] {
        if self.after_tag && self.closes.is_none() {
            // An error is not lost: reading the next piece reports it.
            self.reader.get_mut().fill_buf().unwrap_or_default()
        } else {
            &[]
        }
    }

    /// Skips `count` of the bytes that [`Xml::ahead`] has shown; they must be complete tags, all
    /// closed.
    pub(super) fn pass(&mut self, count: usize) {
        let part = self.reader.get_mut();
        part.begins();
        part.consume(count);
    }

    /// Reads the next piece.
    pub(super) fn next(&mut self) -> Result<Piece<'_>, Broken> {
        if let Some(name) = self.closes.take() {
            self.deep = self.deep.saturating_sub(1);
            return Ok(Piece::Close(name));
        }
        self.reader.get_mut().begins();
        self.buffer.clear();
        let Ok(event) = self.reader.read_event_into(&mut self.buffer) else {
            return Err(self.reader.get_ref().stopped().unwrap_or(Broken::Damaged));
        };
        self.after_tag = matches!(event, Event::Start(_) | Event::Empty(_) | Event::End(_));
        let is_empty = matches!(event, Event::Empty(_));
        Ok(match event {
            Event::Start(start) | Event::Empty(start) => {
                self.deep += 1;
                if self.deep > MOST_DEEP {
                    return Err(Broken::TooMuch(Most::Deep, MOST_DEEP.into()));
                }
                let name = Name::of(start.local_name().as_ref());
                self.closes = is_empty.then_some(name);
                Piece::Open(Tag { name, start })
            }
            Event::End(end) => {
                self.deep = self.deep.saturating_sub(1);
                Piece::Close(Name::of(end.local_name().as_ref()))
            }
            Event::Text(text) => Piece::Text(text.xml10_content()),
            Event::CData(text) => Piece::Text(text.xml10_content()),
            Event::GeneralRef(named) => Piece::Text(match named.resolve_char_ref() {
                Ok(Some(letter)) => letter.to_string().into(),
                Ok(None) => resolve_predefined_entity(&named).ok_or(Broken::Damaged)?.into(),
                Err(_) => return Err(Broken::Damaged),
            }),
            Event::Eof if self.deep > 0 => return Err(Broken::Damaged),
            Event::Eof => Piece::End,
            // Workbooks need no document type, and a document type could hide dangerous entities.
            Event::DocType(_) => return Err(Broken::Damaged),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Piece::Nothing,
        })
    }
}
