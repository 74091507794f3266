//! The seal: 128 bits over all that a result depends on, and the line of a print that bears it.
//!
//! It has no key. It says that a print follows from these inputs, this ruler and this question; it
//! does not say who made the print, since whoever has the inputs can make the same one.

use crate::finding::Unread;
use crate::render::Look;
use crate::words::Phrase;

/// The hex digits of the seals of older prints: 48 bits, for which a second table can be found.
pub(super) const SHORT: usize = 12;

/// How the line of a seal may be said.
pub(super) const LINES: [Phrase; 2] = [Phrase::SealLine, Phrase::SealLineUnread];

/// The line of a seal, which also says if something was not read.
pub(super) fn line_of(unread: &[Unread]) -> Phrase {
    if unread.is_empty() { Phrase::SealLine } else { Phrase::SealLineUnread }
}

/// The last line of a print: the version, the seal in groups of four, the question by its name, and
/// its flags as one word if it has any; `said` is one of [`LINES`].
pub(super) fn line(
    said: Phrase,
    (version, seal): (&str, &str),
    question: &str,
    flags: Option<&str>,
    look: Look,
) -> String {
    let question = match flags {
        Some(flags) => format!("{question} · {flags}"),
        None => question.to_owned(),
    };
    let args = [
        ("version", version.into()),
        ("seal", grouped(seal).into()),
        ("question", question.into()),
    ];
    look.plain(said.say(look.lang, &args))
}

/// A seal as people read it to each other: four digits at a time.
pub(super) fn grouped(seal: &str) -> String {
    let mut out = String::with_capacity(seal.len() * 5 / 4);
    for (place, digit) in seal.chars().enumerate() {
        if place > 0 && place.is_multiple_of(4) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}
