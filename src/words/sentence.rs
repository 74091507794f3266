//! A sentence as data: its parts are put into words in the reader's language when it is read.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Arg, Args, Lang, Phrase, Text};
use crate::quantity::{Percent, Points};

/// A text for a person, available in each language.
///
/// ```
/// use par_index::words::Sentence;
/// use par_index::{Lang, Text};
/// let name = Sentence::from(Text::new("Phòng Nội vụ", "Home Affairs"));
/// assert_eq!(name.text(Lang::En), "Home Affairs");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A row of the table of words, with values for its placeholders.
    Said(Phrase, Args),
    /// A value, or a text from the data.
    Value(Arg),
    /// A fixed sign between parts, the same in both languages.
    Sign(&'static str),
    /// A part that is kept on one line if it fits.
    Whole(Sentence),
    /// A part in lower case, for use inside another sentence.
    Lower(Sentence),
    /// A part with a capital at its start.
    Capital(Sentence),
}

impl Sentence {
    /// The empty sentence.
    pub(crate) const NONE: Sentence = Sentence { pieces: Vec::new() };

    /// A sentence from the table of words, with values for its placeholders.
    pub(crate) fn say(phrase: Phrase, args: impl Into<Args>) -> Sentence {
        Sentence { pieces: vec![Piece::Said(phrase, args.into())] }
    }

    /// A word from the table of words.
    pub(crate) fn word(phrase: Phrase) -> Sentence {
        Sentence::say(phrase, Args::new())
    }

    /// A text from the data that is never shortened, for citations in a paper to be signed.
    pub(crate) fn cited(text: &Text) -> Sentence {
        Sentence::from(Arg::Cited(text.clone()))
    }

    /// A fixed sign, the same in both languages: a blank, a dash, an arrow.
    pub(crate) fn sign(sign: &'static str) -> Sentence {
        Sentence { pieces: vec![Piece::Sign(sign)] }
    }

    /// This sentence, followed by another.
    pub(crate) fn and(mut self, more: impl Into<Sentence>) -> Sentence {
        self.pieces.extend(more.into().pieces);
        self
    }

    /// This sentence, followed by a fixed sign.
    pub(crate) fn then(self, sign: &'static str) -> Sentence {
        self.and(Sentence::sign(sign))
    }

    /// The non-empty parts, with a sign between each two of them.
    pub(crate) fn joined(
        parts: impl IntoIterator<Item = Sentence>,
        between: &'static str,
    ) -> Sentence {
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.reduce(|all, part| all.then(between).and(part)).unwrap_or_default()
    }

    /// The first parts of a list, and the number of the others.
    pub(crate) fn some_of(parts: Vec<Sentence>, most: usize) -> Sentence {
        let rest = parts.len().saturating_sub(most);
        let shown = Sentence::joined(parts.into_iter().take(most), ", ");
        if rest == 0 { shown } else { shown.then(" … +").and(rest) }
    }

    /// The sentence, to be kept on one line if it fits.
    pub(crate) fn whole(self) -> Sentence {
        Sentence { pieces: vec![Piece::Whole(self)] }
    }

    /// The sentence in lower case, for use inside another sentence.
    pub(crate) fn lower(self) -> Sentence {
        Sentence { pieces: vec![Piece::Lower(self)] }
    }

    /// The sentence with a capital at its start.
    pub(crate) fn capital(self) -> Sentence {
        Sentence { pieces: vec![Piece::Capital(self)] }
    }

    /// Whether the sentence is empty.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Value(Arg::Words(text) | Arg::Cited(text)) => text.is_empty(),
            Piece::Value(Arg::Plain(text)) => text.is_empty(),
            Piece::Sign(sign) => sign.is_empty(),
            Piece::Value(Arg::Said(part))
            | Piece::Whole(part)
            | Piece::Lower(part)
            | Piece::Capital(part) => part.is_empty(),
            Piece::Said(..) | Piece::Value(_) => false,
        })
    }

    /// The exact numbers in the sentence, in their order; a ratio as its two numbers. Numbers
    /// inside texts are not included.
    ///
    /// ```
    /// use par_index::Points;
    /// use par_index::words::Sentence;
    /// assert_eq!(Sentence::from(Points::whole(2)).figures(), ["2"]);
    /// ```
    pub fn figures(&self) -> Vec<String> {
        let pieces = self.pieces.iter();
        let of = |piece: &Piece| match piece {
            Piece::Said(_, args) => args.iter().flat_map(|(_, arg)| arg.figures()).collect(),
            Piece::Value(arg) => arg.figures(),
            Piece::Sign(_) => Vec::new(),
            Piece::Whole(part) | Piece::Lower(part) | Piece::Capital(part) => part.figures(),
        };
        pieces.flat_map(of).collect()
    }

    /// The sentence in a language. Invisible letters of the data are written out.
    pub fn text(&self, lang: Lang) -> String {
        self.kept(lang).replace(KEPT, " ")
    }

    /// The sentence in a language, with [`KEPT`] for the blanks of parts that are kept on one line.
    pub(crate) fn kept(&self, lang: Lang) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Said(phrase, args) => out.push_str(&phrase.say(lang, args)),
                Piece::Value(arg) => out.push_str(&arg.text(lang)),
                Piece::Sign(sign) => out.push_str(sign),
                Piece::Whole(part) => out.push_str(&part.kept(lang).replace(' ', KEPT)),
                Piece::Lower(part) => out.push_str(&part.kept(lang).to_lowercase()),
                Piece::Capital(part) => {
                    let text = part.kept(lang);
                    let mut rest = text.chars();
                    out.extend(rest.next().into_iter().flat_map(char::to_uppercase));
                    out.push_str(rest.as_str());
                }
            }
        }
        out
    }
}

/// A no-break blank, at which a line is not broken.
pub(crate) const KEPT: &str = "\u{a0}";

impl From<Arg> for Sentence {
    fn from(value: Arg) -> Sentence {
        match value {
            Arg::Said(part) => part,
            value => Sentence { pieces: vec![Piece::Value(value)] },
        }
    }
}

/// Every type that converts into an `Arg` converts into a sentence too.
macro_rules! of_arg {
    ($($type:ty),*) => {$(
        impl From<$type> for Sentence {
            fn from(value: $type) -> Sentence {
                Sentence::from(Arg::from(value))
            }
        }
    )*};
}
of_arg!(Points, Percent, Text, &str, String, usize);

impl From<Phrase> for Sentence {
    fn from(phrase: Phrase) -> Sentence {
        Sentence::word(phrase)
    }
}

impl From<&Text> for Sentence {
    fn from(text: &Text) -> Sentence {
        Sentence::from(text.clone())
    }
}

impl Serialize for Sentence {
    /// Writes the sentence in both languages, a form that any version can read.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Text::of(|lang| self.text(lang)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sentence, D::Error> {
        Text::deserialize(deserializer).map(Sentence::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_say_nothing_leave_no_sign_behind() {
        let parts = ["a", "", "b"].map(Sentence::from);
        assert_eq!(Sentence::joined(parts, "; ").text(Lang::En), "a; b");
        assert!(Sentence::joined([Sentence::NONE, Text::default().into()], "; ").is_empty());
    }

    #[test]
    fn of_a_long_list_the_rest_is_counted() {
        let parts = || ["a", "b", "c"].map(Sentence::from).to_vec();
        assert_eq!(Sentence::some_of(parts(), 3).text(Lang::En), "a, b, c");
        assert_eq!(Sentence::some_of(parts(), 1).text(Lang::En), "a … +2");
    }

    #[test]
    fn case_follows_the_place_in_the_sentence() {
        let name = || Sentence::from(Text::new("đang Thực hiện", "in Progress"));
        assert_eq!(name().capital().text(Lang::Vi), "Đang Thực hiện");
        assert_eq!(name().lower().text(Lang::En), "in progress");
        assert_eq!(name().whole().kept(Lang::En), "in\u{a0}Progress");
    }
}
