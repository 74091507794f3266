//! How a page is drawn: language, character set and colour.

use std::borrow::Cow;

use crate::words::{Lang, seen};

/// The terminal codes for bold, red and normal text.
const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const PLAIN: &str = "\u{1b}[0m";
const PAINT: [&str; 3] = [BOLD, RED, PLAIN];

/// How tables and pages are drawn. The default is plain English text without colour.
///
/// ```
/// use par_index::{Lang, view::Look};
/// let look = Look { lang: Lang::Vi, ..Look::default() };
/// assert!(!look.color);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language of the page.
    pub lang: Lang,
    /// Whether bars and marks use ASCII characters only.
    pub ascii: bool,
    /// Whether headings are bold and losses red, for a terminal.
    pub color: bool,
    /// The greatest width of a line, from 60 to 200 characters; 100 by default.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Look {
        Look { lang: Lang::default(), ascii: false, color: false, width: Look::WIDTH }
    }
}

impl Look {
    /// The default width of a line.
    pub const WIDTH: usize = 100;
    /// The widths that may be chosen for a line.
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

    /// The sign for a figure that does not exist.
    pub(crate) fn dash(self) -> &'static str {
        if self.ascii { "-" } else { "—" }
    }

    pub(crate) fn arrow(self) -> &'static str {
        if self.ascii { "->" } else { "→" }
    }

    pub(crate) fn own_mark(self) -> &'static str {
        if self.ascii { "<" } else { "◀" }
    }

    /// Makes a text safe for display: apart from line ends and our own colour codes, no invisible
    /// or control character takes effect. For ASCII output the special signs of our sentences are
    /// replaced; the letters of names are kept.
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

    /// Makes control characters visible; our own colour codes are kept only if colour was asked
    /// for.
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
