//! The table of texts that the cells of all sheets share.

use super::package::Package;
use super::xml::{Name, Piece, Xml};
use super::{Broken, Most};

/// The most bytes of all shared texts, and the most texts.
const MOST_BYTES: usize = 32 << 20;
const MOST_TEXTS: usize = 2 << 20;

/// All shared texts, one after the other; `ends` says where each of them ends.
#[derive(Default)]
pub(super) struct Strings {
    all: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.all.get(start..end)
    }

    pub(super) fn read(
        package: &Package<'_>,
        part: &str,
        left: &mut u64,
    ) -> Result<Strings, Broken> {
        let mut xml = Xml::new(package.read(part, *left)?);
        let mut strings = Strings::default();
        // A text may consist of several runs, which are joined. Its phonetic reading is not part of
        // it.
        let (mut in_text, mut phonetic) = (false, false);
        loop {
            match xml.next()? {
                Piece::Open(tag) => match tag.name {
                    Name::Text => in_text = !phonetic,
                    Name::Phonetic => phonetic = true,
                    _ => {}
                },
                Piece::Text(text) if in_text => strings.all.push_str(&text),
                Piece::Close(Name::Text) => in_text = false,
                Piece::Close(Name::Phonetic) => phonetic = false,
                Piece::Close(Name::SharedItem) => {
                    strings.ends.push(u32::try_from(strings.all.len()).unwrap_or(u32::MAX));
                }
                Piece::End => break,
                Piece::Text(_) | Piece::Close(_) | Piece::Nothing => {}
            }
            if strings.all.len() > MOST_BYTES {
                return Err(Broken::TooMuch(Most::Texts, MOST_BYTES as u64));
            }
            if strings.ends.len() > MOST_TEXTS {
                return Err(Broken::TooMuch(Most::Texts, MOST_TEXTS as u64));
            }
        }
        *left = left.saturating_sub(xml.used());
        Ok(strings)
    }
}
