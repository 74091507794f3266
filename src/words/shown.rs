//! The one door for text of the data on its way to a person.
//!
//! A name, a remark, a file's name may hold letters that nobody sees: marks that turn the line around,
//! line breaks that begin a row of their own, sequences that a terminal obeys. Whatever is shown to a
//! person passes here, and such letters become visible.

use std::borrow::Cow;
use std::fmt::Write as _;

/// So many characters of one text are shown; the rest is counted.
pub(crate) const MOST_SHOWN: usize = 2_000;

/// Ranges of letters that draw nothing, or that move what stands beside them: control characters,
/// format characters, separators of lines and paragraphs, fillers.
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

/// Whether a letter draws nothing of its own.
pub(crate) fn is_unseen(c: char) -> bool {
    match c {
        // What nearly every name is written with.
        ' '..='~' | '\u{AE}'..='\u{34E}' | '\u{1E00}'..='\u{1FFF}' => false,
        c => UNSEEN.iter().any(|(from, to)| (*from..=*to).contains(&c)),
    }
}

/// A text of the data as a person may see it: letters that draw nothing are written out, and what
/// goes beyond 2,000 characters is counted instead.
///
/// A line break is written `\n`, a tab `\t`, a carriage return `\r`, every other such letter by its
/// number, as `\u{202E}`. A text that has passed here passes again unchanged.
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
        // No character is shorter than a byte.
        Cow::Owned(text) if text.len() <= MOST_SHOWN => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(at_most(&text, MOST_SHOWN).into_owned()),
    }
}

/// The text with its unseen letters written out; line breaks stay where `lines` says so.
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

/// The first characters of a text, with the count of those that were cut off.
pub(crate) fn at_most(text: &str, most: usize) -> Cow<'_, str> {
    // No character is shorter than a byte.
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let Some((end, _)) = text.char_indices().nth(most) else { return Cow::Borrowed(text) };
    let (first, rest) = text.split_at(end);
    let counted = rest.strip_prefix("… (+").and_then(|rest| rest.strip_suffix(')'));
    // What was cut before keeps its count.
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
        // Letters with apart marks, blanks of any width and signs are seen.
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
