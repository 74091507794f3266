//! [`Misread`]: a mistake of shape as data; only this file turns it into sentences.

use std::fmt::{self, Display};

use serde::de::{self, Expected, Unexpected};

use super::cut;
use crate::finding::{Finding, FindingCode, Place};
use crate::words::Text;

/// Why a value is not of the requested type, and where in the text that was noticed.
#[derive(Debug)]
pub(crate) struct Misread {
    pub(crate) wrong: Wrong,
    /// The mistake as an English sentence of serde.
    said: String,
    pub(super) spot: Option<Spot>,
}

/// The kind of mistake.
#[derive(Debug)]
pub(crate) enum Wrong {
    UnknownKey {
        key: String,
        known: &'static [&'static str],
    },
    MissingKey(&'static str),
    DuplicateKey(String),
    UnknownWord {
        word: String,
        known: &'static [&'static str],
    },
    /// A value of another kind, or one of the right kind that is not allowed.
    Value {
        found: Found,
        wanted: Wanted,
    },
    /// A mistake about which nothing more is known.
    Other,
}

/// The value that the text holds.
#[derive(Debug)]
pub(crate) enum Found {
    Kind(Kind, Option<String>),
    Other(String),
}

/// The value that was expected: its kind, where that is known, and the words of the type for it.
#[derive(Debug)]
pub(crate) struct Wanted {
    kind: Option<Kind>,
    said: String,
    /// The least and the greatest whole number allowed.
    range: Option<(i128, i128)>,
}

/// A part of a text, and the position up to which it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) part: usize,
    pub(super) last: usize,
}

/// A kind of JSON value, or a kind of text or number written in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    List,
    Text,
    Number,
    AnyNumber,
    Integer,
    Whole,
    Truth,
    Null,
    Period,
    Year,
    Day,
}

impl Kind {
    /// The name of the kind in English and in Vietnamese.
    fn words(self) -> [&'static str; 2] {
        match self {
            Kind::Object => ["an object { }", "đối tượng { }"],
            Kind::List => ["a list [ ]", "danh sách [ ]"],
            Kind::Text => ["a text in quotes", "chữ trong ngoặc kép"],
            Kind::Number => ["a number", "số"],
            Kind::AnyNumber => ["a number, bare or in quotes", "số"],
            Kind::Integer => ["a whole number", "số"],
            Kind::Whole => ["a whole number without quotes", "số nguyên không có ngoặc kép"],
            Kind::Truth => ["true or false", "true hoặc false"],
            Kind::Null => ["null", "null"],
            Kind::Period => [
                "a period such as 2026, 2026-H1, 2026-Q3",
                "kỳ đánh giá, ví dụ 2026, 2026-H1, 2026-Q3",
            ],
            Kind::Year => ["a year, or a day such as 2025-07-01", "năm, hoặc ngày như 2025-07-01"],
            Kind::Day => ["a day such as 2023-06-30 or 30/6/2023", "ngày, ví dụ 30/6/2023"],
        }
    }
}

/// The first words with which types of this library that read several kinds describe what they
/// expect.
const OWN: [(&str, Kind); 6] = [
    ("a number", Kind::AnyNumber),
    ("an object", Kind::Object),
    ("integer", Kind::Integer),
    ("a period", Kind::Period),
    ("a year", Kind::Year),
    ("a day", Kind::Day),
];

/// The ranges of Rust's integer types, by the names that serde gives them.
const RANGES: [(&str, i128, i128); 9] = [
    ("u8", 0, u8::MAX as i128),
    ("u16", 0, u16::MAX as i128),
    ("u32", 0, u32::MAX as i128),
    ("u64", 0, u64::MAX as i128),
    ("usize", 0, usize::MAX as i128),
    ("i8", i8::MIN as i128, i8::MAX as i128),
    ("i16", i16::MIN as i128, i16::MAX as i128),
    ("i32", i32::MIN as i128, i32::MAX as i128),
    ("i64", i64::MIN as i128, i64::MAX as i128),
];

/// The expectation of a reader of arbitrary keys where a key occurs twice; serde's own error for
/// that accepts only keys known beforehand.
pub(super) struct EachKeyOnce;

const EACH_KEY_ONCE: &str = "each key once";

impl Expected for EachKeyOnce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EACH_KEY_ONCE)
    }
}

impl Misread {
    fn new(wrong: Wrong, said: &impl Display) -> Misread {
        Misread { wrong, said: said.to_string(), spot: None }
    }

    /// The mistake of a text that is not JSON.
    pub(super) fn syntax(error: &serde_json::Error) -> Misread {
        Misread::new(Wrong::Other, &without_place(error))
    }

    /// Adds the kind that was requested, unless the type states one itself or a value inside is
    /// wrong.
    pub(super) fn wanted(mut self, kind: Option<Kind>) -> Misread {
        if let (None, Wrong::Value { wanted, .. }) = (self.spot, &mut self.wrong) {
            wanted.kind = wanted.kind.or(kind);
        }
        self
    }

    /// Adds where the mistake was noticed, unless a place further inside is known.
    pub(super) fn at(mut self, spot: Spot) -> Misread {
        self.spot = self.spot.or(Some(spot));
        self
    }

    /// The mistake as a finding at a place.
    pub(super) fn finding(&self, place: Place) -> Finding {
        match &self.wrong {
            Wrong::UnknownKey { key, known } => Finding::new(FindingCode::UnknownKey, place)
                .found(cut(key))
                .with("known", known.join(", ")),
            Wrong::MissingKey(key) => {
                Finding::new(FindingCode::MissingKey, place).with("key", *key)
            }
            Wrong::DuplicateKey(key) => {
                Finding::new(FindingCode::DuplicateKey, place).found(cut(key))
            }
            Wrong::UnknownWord { word, known } => Finding::new(FindingCode::UnknownValue, place)
                .found(cut(word))
                .with("known", known.join(", ")),
            Wrong::Value { found, wanted } => {
                let [be_en, be_vi] = wanted.words(found);
                let [is_en, is_vi] = found.words();
                let is_en = if is_en.is_empty() { is_en } else { format!(", found {is_en}") };
                let detail = Text::new(
                    format!("cần {be_vi}, không phải {is_vi}"),
                    format!("expected {be_en}{is_en}"),
                );
                Finding::new(FindingCode::BadJson, place).with("detail", detail)
            }
            Wrong::Other => {
                let detail = Text::new("sai cú pháp", cut(&self.said));
                Finding::new(FindingCode::BadJson, place).with("detail", detail)
            }
        }
    }

    /// What a value of the wrong kind should have been, without naming any type of the program.
    pub(crate) fn expected(&self) -> Option<Text> {
        let Wrong::Value { found, wanted } = &self.wrong else { return None };
        let [en, vi] = wanted.words(found);
        Some(Text::new(format!("cần {vi}"), format!("expected {en}")))
    }

    /// The words that would have been allowed.
    pub(crate) fn known(&self) -> Option<&'static [&'static str]> {
        match self.wrong {
            Wrong::UnknownKey { known, .. } | Wrong::UnknownWord { known, .. } => Some(known),
            _ => None,
        }
    }
}

impl Wanted {
    fn new(expected: &dyn Expected) -> Wanted {
        let said = expected.to_string();
        let kind = OWN.into_iter().find(|(begin, _)| said.starts_with(begin)).map(|(_, kind)| kind);
        let range = RANGES.iter().find(|(name, ..)| *name == said);
        Wanted { kind, range: range.map(|(_, least, most)| (*least, *most)), said }
    }

    fn words(&self, found: &Found) -> [String; 2] {
        match (self.range, self.kind) {
            (Some((least, most)), _) if found.is_number() => [
                format!("a whole number from {least} to {most}"),
                format!("số nguyên từ {least} đến {most}"),
            ],
            (_, Some(kind)) => kind.words().map(str::to_owned),
            (_, None) => [self.said.clone(), "giá trị khác".to_owned()],
        }
    }
}

impl Found {
    fn new(unexpected: Unexpected<'_>) -> Found {
        match unexpected {
            Unexpected::Bool(value) => Found::Kind(Kind::Truth, Some(value.to_string())),
            Unexpected::Unsigned(value) => Found::Kind(Kind::Integer, Some(value.to_string())),
            Unexpected::Signed(value) => Found::Kind(Kind::Integer, Some(value.to_string())),
            Unexpected::Float(value) => Found::Kind(Kind::Number, Some(format!("{value:?}"))),
            Unexpected::Str(value) => Found::Kind(Kind::Text, Some(value.to_owned())),
            Unexpected::Unit => Found::Kind(Kind::Null, None),
            Unexpected::Seq => Found::Kind(Kind::List, None),
            Unexpected::Map => Found::Kind(Kind::Object, None),
            other => Found::Other(other.to_string()),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Found::Kind(Kind::Integer | Kind::Number, _))
    }

    fn words(&self) -> [String; 2] {
        match self {
            Found::Kind(kind, value) => {
                let value = value.as_deref().map(|value| format!(" “{}”", cut(value)));
                let value = value.unwrap_or_default();
                kind.words().map(|words| format!("{words}{value}"))
            }
            Found::Other(said) => [said.clone(), "giá trị này".to_owned()],
        }
    }
}

/// The English sentence of serde.
impl Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

impl std::error::Error for Misread {}

type Words = de::value::Error;

impl de::Error for Misread {
    fn custom<T: Display>(message: T) -> Misread {
        Misread::new(Wrong::Other, &message)
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Misread {
        let wrong = Wrong::Value { found: Found::new(found), wanted: Wanted::new(expected) };
        // JSON calls this value `null`.
        let found = if found == Unexpected::Unit { Unexpected::Other("null") } else { found };
        Misread::new(wrong, &Words::invalid_type(found, expected))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Misread {
        let wanted = Wanted::new(expected);
        let wrong = match found {
            Unexpected::Other(key) if wanted.said == EACH_KEY_ONCE => {
                Wrong::DuplicateKey(key.to_owned())
            }
            _ => Wrong::Value { found: Found::new(found), wanted },
        };
        Misread::new(wrong, &Words::invalid_value(found, expected))
    }

    /// A list of the wrong length, or a list where an object is expected.
    fn invalid_length(length: usize, expected: &dyn Expected) -> Misread {
        let wrong =
            Wrong::Value { found: Found::Kind(Kind::List, None), wanted: Wanted::new(expected) };
        Misread::new(wrong, &Words::invalid_length(length, expected))
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Misread {
        let wrong = Wrong::UnknownWord { word: word.to_owned(), known };
        Misread::new(wrong, &Words::unknown_variant(word, known))
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Misread {
        let wrong = Wrong::UnknownKey { key: key.to_owned(), known };
        Misread::new(wrong, &Words::unknown_field(key, known))
    }

    fn missing_field(key: &'static str) -> Misread {
        Misread::new(Wrong::MissingKey(key), &Words::missing_field(key))
    }

    fn duplicate_field(key: &'static str) -> Misread {
        Misread::new(Wrong::DuplicateKey(key.to_owned()), &Words::duplicate_field(key))
    }
}

/// The finding for a text that is not JSON. The place and the English sentence come from the
/// parser; the sentence is only shown and never evaluated. `before` gives the lines, and the
/// columns of the first line, that precede the text.
pub(crate) fn broken(error: &serde_json::Error, before: (usize, usize), goes_on: bool) -> Finding {
    let (line, column) = (error.line(), error.column());
    let place = Place {
        line: Some(before.0 + line),
        column: Some(if line == 1 { before.1 + column } else { column }),
        ..Place::default()
    };
    let vi = match error.is_eof() {
        true => "nội dung dừng giữa chừng",
        false if goes_on => "còn nội dung thừa ở cuối",
        false => "sai cú pháp",
    };
    let detail = Text::new(vi, cut(&without_place(error)));
    Finding::new(FindingCode::BadJson, place).with("detail", detail)
}

/// The sentence of a parser without its place, which may count from the start of a part only.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    said.strip_suffix(&place).map(str::to_owned).unwrap_or(said)
}
