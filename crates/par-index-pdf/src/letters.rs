//! Which letters can be set: those of all four faces. Another is replaced, and told.

use std::collections::BTreeSet;

use typst::text::Font;

/// What stands where a letter cannot be set.
const INSTEAD: char = '\u{25A1}';
/// Signs of ours that the faces draw under another number.
const ALIKE: [(char, char); 1] = [('\u{25C0}', '\u{25C4}')];
/// After so many letters without a blank a line may be broken.
const LONGEST: usize = 24;
/// A place where a line may be broken, and where nothing is seen.
const BREAK: char = '\u{200B}';
/// Letters that every program may understand as it likes: an archive has none.
const PRIVATE: [std::ops::RangeInclusive<char>; 3] =
    ['\u{E000}'..='\u{F8FF}', '\u{F0000}'..='\u{FFFFD}', '\u{100000}'..='\u{10FFFD}'];

/// The letters of the faces, and those that were asked for in vain.
pub(crate) struct Letters {
    faces: Vec<Font>,
    lacking: BTreeSet<char>,
}

impl Letters {
    pub(crate) fn of(faces: &[Font]) -> Letters {
        Letters { faces: faces.to_vec(), lacking: BTreeSet::new() }
    }

    /// A text as it can be set, its long words with places to break them.
    pub(crate) fn set(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut long = 0;
        for letter in text.chars() {
            long = if letter.is_whitespace() { 0 } else { long + 1 };
            if long > LONGEST {
                out.push(BREAK);
                long = 1;
            }
            out.push(self.letter(letter));
        }
        out
    }

    /// The same of a drawing, in which nothing is broken.
    pub(crate) fn drawn(&mut self, drawing: &str) -> String {
        drawing.chars().map(|letter| self.letter(letter)).collect()
    }

    fn letter(&mut self, letter: char) -> char {
        let alike = ALIKE.into_iter().find(|(sign, _)| *sign == letter);
        let letter = alike.map_or(letter, |(_, drawn)| drawn);
        let known = letter.is_ascii() || {
            let private = PRIVATE.iter().any(|range| range.contains(&letter));
            !private && self.faces.iter().all(|face| face.info().coverage.contains(letter.into()))
        };
        if known {
            return letter;
        }
        self.lacking.insert(letter);
        INSTEAD
    }

    /// The letters that could not be set, in the order of their numbers.
    pub(crate) fn lacking(self) -> impl Iterator<Item = char> {
        self.lacking.into_iter()
    }
}
