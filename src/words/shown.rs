//! The single function through which text from the data passes before a person sees it.
//!
//! A name, a remark or a file name may contain invisible letters: marks that reverse the direction
//! of the line, line breaks that begin a new row, sequences that a terminal obeys. Every text shown
//! to a person passes here, and such letters are made visible.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The most characters of one text that are shown; of a longer text the number of omitted ones is
/// stated.
pub(crate) const MOST_SHOWN: usize = 2_000;

/// Ranges of characters that draw nothing themselves or change how others are drawn: control and
/// format characters, line and paragraph separators, fillers.
const UNSEEN: [(char, char); 27] = [
    ('\u{0}', '\u{1F}'),
    ('\u{7F}', '\u{9F}'),
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{600}', '\u{605}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{6DD}', '\u{6DD}'),
    ('\u{70F}', '\u{70F}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{2028}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFFB}'),
    ('\u{FFFE}', '\u{FFFF}'),
    ('\u{110BD}', '\u{110BD}'),
    ('\u{110CD}', '\u{110CD}'),
    ('\u{13430}', '\u{1343F}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Whether a character is invisible.
pub(crate) fn is_unseen(c: char) -> bool {
    match c {
        // The characters of nearly every name, checked first for speed.
        ' '..='~' | '\u{AE}'..='\u{34E}' | '\u{1E00}'..='\u{1FFF}' => false,
        c => UNSEEN.iter().any(|(from, to)| (*from..=*to).contains(&c)),
    }
}

/// A text from the data, safe for a person to see: invisible letters are written out, and
/// characters beyond the first 2,000 are replaced by their number.
///
/// A line break is written as `\n`, a tab as `\t`, a carriage return as `\r`, and every other such
/// letter by its number, as `\u{202E}`. Passing a text through this function twice gives the same
/// result as once.
///
/// ```
/// use par_index::words::shown;
/// assert_eq!(shown("Xã Mỹ Hòa"), "Xã Mỹ Hòa");
/// assert_eq!(shown("Xã\u{202E} Mỹ\nHòa"), r"Xã\u{202E} Mỹ\nHòa");
/// assert!(shown(&"a".repeat(5_000)).ends_with("a… (+3000)"));
/// ```
pub fn shown(text: &str) -> Cow<'_, str> {
    match seen(text, false) {
        Cow::Borrowed(text) => at_most(text, MOST_SHOWN),
        // Every character has at least one byte, so a text of this many bytes is short enough.
        Cow::Owned(text) if text.len() <= MOST_SHOWN => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(at_most(&text, MOST_SHOWN).into_owned()),
    }
}

/// The text with its invisible letters written out; line breaks are kept if `lines` is set.
pub(crate) fn seen(text: &str, lines: bool) -> Cow<'_, str> {
    let hidden = |c: char| is_unseen(c) && !(lines && c == '\n');
    let Some(first) = text.find(hidden) else { return Cow::Borrowed(text) };
    let (before, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(before);
    for c in rest.chars() {
        match c {
            c if !hidden(c) => out.push(c),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => {
                // Writing to memory cannot fail.
                let _ = write!(out, "\\u{{{:X}}}", u32::from(c));
            }
        }
    }
    Cow::Owned(out)
}

/// The first characters of a text, followed by the number of those cut off.
pub(crate) fn at_most(text: &str, most: usize) -> Cow<'_, str> {
    // Every character has at least one byte, so a text of this many bytes is short enough.
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let Some((end, _)) = text.char_indices().nth(most) else { return Cow::Borrowed(text) };
    let (first, rest) = text.split_at(end);
    let counted = rest.strip_prefix("… (+").and_then(|rest| rest.strip_suffix(')'));
    // A text that was already shortened keeps its number.
    if counted.is_some_and(|count| count.bytes().all(|c| c.is_ascii_digit())) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{first}… (+{})", rest.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_draws_nothing_is_written_out() {
        let hidden = [
            ('\u{1B}', r"\u{1B}"),
            ('\u{7}', r"\u{7}"),
            ('\u{9B}', r"\u{9B}"),
            ('\u{200E}', r"\u{200E}"),
            ('\u{2028}', r"\u{2028}"),
            ('\u{202A}', r"\u{202A}"),
            ('\u{2066}', r"\u{2066}"),
            ('\u{2069}', r"\u{2069}"),
            ('\u{FEFF}', r"\u{FEFF}"),
            ('\u{AD}', r"\u{AD}"),
            ('\u{E0041}', r"\u{E0041}"),
            ('\t', r"\t"),
            ('\n', r"\n"),
        ];
        for (letter, written) in hidden {
            let text = format!("Xã {letter}An");
            assert_eq!(shown(&text), format!("Xã {written}An"));
            assert_eq!(shown(&shown(&text)), shown(&text));
        }
        // Separate accents, blanks of any width and signs are visible.
        for text in ["e\u{302}\u{301}", "a\u{a0}b", "“…” — · × №", "漢字", "🏛"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn long_texts_are_cut_once_and_counted() {
        let text = "ă".repeat(MOST_SHOWN + 7);
        let cut = shown(&text).into_owned();
        assert_eq!(cut, "ă".repeat(MOST_SHOWN) + "… (+7)");
        assert_eq!(shown(&cut), cut);
        assert_eq!(shown(&text[..MOST_SHOWN * 2]), text[..MOST_SHOWN * 2]);
        let hostile = shown(&"\u{202E}".repeat(MOST_SHOWN)).into_owned();
        assert!(hostile.chars().count() < MOST_SHOWN + 12 && shown(&hostile) == hostile);
    }
}
