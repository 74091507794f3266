//! Replaces letters that cannot be typeset: only those contained in all four faces can be. The
//! replaced letters are reported as findings.

use std::collections::BTreeSet;

use typst::text::Font;

/// The sign printed in place of a letter that cannot be typeset.
const INSTEAD: char = '\u{25A1}';
/// Signs of our pages that the faces contain only under another code point, with that code point.
const ALIKE: [(char, char); 1] = [('\u{25C0}', '\u{25C4}')];
/// After this many letters without a space a place to break the line is inserted.
const LONGEST: usize = 24;
/// The zero-width space, an invisible place where a line may be broken.
const BREAK: char = '\u{200B}';
/// The private-use areas of Unicode, whose letters have no fixed meaning: an archived document must
/// not contain them.
const PRIVATE: [std::ops::RangeInclusive<char>; 3] =
    ['\u{E000}'..='\u{F8FF}', '\u{F0000}'..='\u{FFFFD}', '\u{100000}'..='\u{10FFFD}'];

/// The faces used for typesetting, and the letters that they lack.
pub(crate) struct Letters {
    faces: Vec<Font>,
    lacking: BTreeSet<char>,
}

impl Letters {
    pub(crate) fn of(faces: &[Font]) -> Letters {
        Letters { faces: faces.to_vec(), lacking: BTreeSet::new() }
    }

    /// A text as it can be typeset, with places to break inside long words.
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

    /// A text inside a drawing as it can be typeset, without places to break.
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

    /// The letters that could not be typeset, in the order of their code points.
    pub(crate) fn lacking(self) -> impl Iterator<Item = char> {
        self.lacking.into_iter()
    }
}
