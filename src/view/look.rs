//! How a page is drawn: language, character set, colour.

use crate::quantity::{Digits, PointSum, Points, Ratio};
use crate::words::{Arg, Lang, Phrase};

/// How tables and pages are drawn. The default is plain English without colour.
///
/// ```
/// use par_index::{Lang, view::Look};
/// let look = Look { lang: Lang::Vi, ..Look::default() };
/// assert!(!look.color);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// Only ASCII for bars and marks.
    pub ascii: bool,
    /// Bold headings and red losses, for a terminal.
    pub color: bool,
}

impl Look {
    pub(super) fn say(self, phrase: Phrase, args: &[(&'static str, Arg)]) -> String {
        phrase.say(self.lang, args)
    }

    pub(super) fn word(self, phrase: Phrase) -> String {
        phrase.word(self.lang).to_owned()
    }

    pub(super) fn points(self, points: Points, digits: Digits) -> String {
        self.lang.points(points, digits)
    }

    pub(super) fn sum(self, sum: PointSum, digits: Digits) -> String {
        self.lang.decimal(&format!("{sum:.*}", usize::from(digits.get())))
    }

    pub(super) fn ratio(self, ratio: Ratio, digits: Digits) -> String {
        self.lang.ratio(ratio, digits)
    }

    pub(super) fn bold(self, text: &str) -> String {
        if self.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(super) fn red(self, text: &str) -> String {
        if self.color { format!("\u{1b}[31m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// The sign for "nothing to show".
    pub(super) fn dash(self) -> &'static str {
        if self.ascii { "-" } else { "—" }
    }

    pub(super) fn arrow(self) -> &'static str {
        if self.ascii { "->" } else { "→" }
    }

    pub(super) fn own_mark(self) -> &'static str {
        if self.ascii { "<" } else { "◀" }
    }

    /// Replaces the signs of the sentences that are not ASCII; names keep their letters.
    pub(crate) fn plain(self, text: String) -> String {
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
            ("“", "\""),
            ("”", "\""),
        ]
        .iter()
        .fold(text, |text, (sign, plain)| text.replace(sign, plain))
    }
}
