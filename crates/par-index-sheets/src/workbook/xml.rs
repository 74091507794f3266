//! The tags and texts of a part, one by one.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::Unpacked;
use super::{Broken, Most};

/// Deeper than this no part of a workbook nests.
const MOST_DEEP: u32 = 64;

/// A part being read.
pub(super) struct Xml<'b> {
    reader: Reader<Unpacked<'b>>,
    buffer: Vec<u8>,
    deep: u32,
    /// The tag that was opened and closed in one.
    closes: Option<Name>,
    /// Whether a tag has just ended.
    after_tag: bool,
}

/// What stands there next.
pub(super) enum Piece<'x> {
    Open(Tag<'x>),
    Text(Cow<'x, str>),
    /// The local name of what ends here.
    Close(Name),
    /// A comment or the like.
    Nothing,
    End,
}

/// The local names that anybody asks for.
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

/// A tag that opens.
pub(super) struct Tag<'x> {
    pub(super) name: Name,
    start: BytesStart<'x>,
}

impl Tag<'_> {
    /// An attribute by its local name.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        let mut all = self.start.attributes();
        let found = all.with_checks(false).flatten().find(|one| {
            let name = one.key.local_name();
            AsRef::<str>::as_ref(&name) == key
        })?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// Calls with each attribute as it is written.
    pub(super) fn each(&self, mut take: impl FnMut(&str, &str)) {
        let mut all = self.start.attributes();
        for one in all.with_checks(false).flatten() {
            take(one.key.local_name().as_ref(), &one.value);
        }
    }

    /// Whether an attribute says yes.
    pub(super) fn is(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
    }
}

impl<'b> Xml<'b> {
    pub(super) fn new(part: Unpacked<'b>) -> Xml<'b> {
        let reader = Reader::from_reader(part);
        Xml { reader, buffer: Vec::new(), deep: 0, closes: None, after_tag: false }
    }

    /// How many bytes have come.
    pub(super) fn used(&self) -> u64 {
        self.reader.get_ref().used()
    }

    /// The bytes that follow a tag, as far as they are unpacked; behind anything else none.
    pub(super) fn ahead(&mut self) -> &[u8] {
        if self.after_tag && self.closes.is_none() {
            // What is wrong the next piece says.
            self.reader.get_mut().fill_buf().unwrap_or_default()
        } else {
            &[]
        }
    }

    /// Passes over so many of these bytes: whole tags, all of them closed.
    pub(super) fn pass(&mut self, count: usize) {
        let part = self.reader.get_mut();
        part.begins();
        part.consume(count);
    }

    /// The next piece.
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
            // Nothing in a workbook needs a document type, and much can be hidden in one.
            Event::DocType(_) => return Err(Broken::Damaged),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Piece::Nothing,
        })
    }
}
