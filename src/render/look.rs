//! How a page is drawn: language, character set, colour.

use std::borrow::Cow;

use crate::words::{Lang, seen};

/// What a terminal is told: bold, red, neither.
const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const PLAIN: &str = "\u{1b}[0m";
const PAINT: [&str; 3] = [BOLD, RED, PLAIN];

/// How tables and pages are drawn. The default is plain English without colour.
///
/// ```
/// use par_index::{Lang, view::Look};
/// let look = Look { lang: Lang::Vi, ..Look::default() };
/// assert!(!look.color);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// Only ASCII for bars and marks.
    pub ascii: bool,
    /// Bold headings and red losses, for a terminal.
    pub color: bool,
    /// How wide a line may be, from 60 to 200; 100 unless said otherwise.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Look {
        Look { lang: Lang::default(), ascii: false, color: false, width: Look::WIDTH }
    }
}

impl Look {
    /// How wide a line may be, unless said otherwise.
    pub const WIDTH: usize = 100;
    /// How narrow and how wide it can be asked to be.
    pub const WIDTHS: std::ops::RangeInclusive<usize> = 60..=200;

    pub(crate) fn bold(self, text: &str) -> String {
        self.painted(BOLD, text)
    }

    pub(crate) fn red(self, text: &str) -> String {
        self.painted(RED, text)
    }

    fn painted(self, paint: &str, text: &str) -> String {
        if self.color { format!("{paint}{text}{PLAIN}") } else { text.to_owned() }
    }

    /// The sign for "nothing to show".
    pub(crate) fn dash(self) -> &'static str {
        if self.ascii { "-" } else { "—" }
    }

    pub(crate) fn arrow(self) -> &'static str {
        if self.ascii { "->" } else { "→" }
    }

    pub(crate) fn own_mark(self) -> &'static str {
        if self.ascii { "<" } else { "◀" }
    }

    /// What leaves for a person: no letter but line ends and our own colours does anything unseen.
    /// The signs of the sentences that are not ASCII are replaced if asked; names keep their letters.
    pub(crate) fn plain(self, text: String) -> String {
        let text = self.safe(text);
        if !self.ascii {
            return text;
        }
        [
            ("→", "->"),
            ("—", "-"),
            ("–", "-"),
            ("·", "|"),
            ("−", "-"),
            ("…", "~"),
            ("×", "x"),
            ("┃", "|"),
            ("“", "\""),
            ("”", "\""),
        ]
        .iter()
        .fold(text, |text, (sign, plain)| text.replace(sign, plain))
    }

    /// Colours are ours only where we were asked for them.
    fn safe(self, text: String) -> String {
        if !self.color {
            return match seen(&text, true) {
                Cow::Borrowed(_) => text,
                Cow::Owned(safe) => safe,
            };
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find('\u{1b}') {
            let (before, escape) = rest.split_at(at);
            out.push_str(&seen(before, true));
            let ours = PAINT.into_iter().find(|paint| escape.starts_with(paint));
            let (paint, after) = escape.split_at(ours.map_or(1, str::len));
            out.push_str(&if ours.is_some() { Cow::Borrowed(paint) } else { seen(paint, true) });
            rest = after;
        }
        out + &seen(rest, true)
    }
}
