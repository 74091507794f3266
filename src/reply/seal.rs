//! The seal: 128 bits over everything that a result depends on, and the printed line that carries
//! it.
//!
//! The seal uses no key. It shows that a result follows from these inputs, this framework and this
//! question; it does not show who made the result, because anybody who has the inputs can compute
//! the same seal.

use crate::finding::Unread;
use crate::render::Look;
use crate::words::Phrase;

/// The number of hex digits of older seals: 48 bits, few enough that a second table with the same
/// seal can be found.
pub(super) const SHORT: usize = 12;

/// The wordings that the line of a seal may have.
pub(super) const LINES: [Phrase; 2] = [Phrase::SealLine, Phrase::SealLineUnread];

/// The wording of the seal line, which mentions unread parts of the inputs if there are any.
pub(super) fn line_of(unread: &[Unread]) -> Phrase {
    if unread.is_empty() { Phrase::SealLine } else { Phrase::SealLineUnread }
}

/// The last line of a printed result: the version, the seal in groups of four digits, the name of
/// the question, and the flags as one word if there are any; `said` is one of [`LINES`].
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

/// A seal in groups of four digits, so that people can read it aloud.
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
