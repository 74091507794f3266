//! Reads JSON: numbers keep the text of the file, and errors of shape state line and column.

mod misread;
mod num;
mod parts;
mod reader;
pub(crate) mod several;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use misread::EachKeyOnce;
pub(crate) use misread::{Misread, broken, without_place};
pub use num::Num;
use serde::de::{self, DeserializeOwned, Error as _, IntoDeserializer, Unexpected};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::day::Day;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::quantity::{Percent, Points};
use crate::words::{Phrase, at_most};

/// Reads an object with arbitrary keys; a key that occurs twice is an error of shape.
pub(crate) fn unique<'de, D, V>(deserializer: D) -> Result<Option<BTreeMap<String, V>>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    Option::<Unique<V>>::deserialize(deserializer).map(|map| map.map(|Unique(map)| map))
}

type Nested<V> = BTreeMap<String, BTreeMap<String, V>>;

/// Reads an object of objects with arbitrary keys; a key that occurs twice is an error of shape.
pub(crate) fn unique_nested<'de, D, V>(deserializer: D) -> Result<Option<Nested<V>>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    let maps = Option::<Unique<Unique<V>>>::deserialize(deserializer)?;
    Ok(maps.map(|Unique(maps)| maps.into_iter().map(|(key, Unique(map))| (key, map)).collect()))
}

struct Unique<V>(BTreeMap<String, V>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Unique<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unique<V>, D::Error> {
        struct Visitor<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> de::Visitor<'de> for Visitor<V> {
            type Value = Unique<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Unique<V>, A::Error> {
                let mut out = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, V>()? {
                    let key = nfc(&key);
                    if out.contains_key(&key) {
                        return Err(A::Error::invalid_value(Unexpected::Other(&key), &EachKeyOnce));
                    }
                    out.insert(key, value);
                }
                Ok(Unique(out))
            }
        }
        deserializer.deserialize_map(Visitor(PhantomData))
    }
}

/// Any value as results may hold it: no key occurs twice in an object, since one of the two values
/// would be lost, and all numbers are whole, since other numbers are written as text.
pub(crate) struct Unambiguous(pub(crate) Value);

impl<'de> Deserialize<'de> for Unambiguous {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unambiguous, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Unambiguous;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("integer")
            }
            fn visit_unit<E>(self) -> Result<Unambiguous, E> {
                Ok(Unambiguous(Value::Null))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Unambiguous, E> {
                Ok(Unambiguous(value.into()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Unambiguous, E> {
                Ok(Unambiguous(value.into()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Unambiguous, E> {
                Ok(Unambiguous(value.into()))
            }
            fn visit_str<E>(self, value: &str) -> Result<Unambiguous, E> {
                Ok(Unambiguous(value.into()))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Unambiguous, A::Error> {
                let mut all = Vec::new();
                while let Some(Unambiguous(value)) = seq.next_element()? {
                    all.push(value);
                }
                Ok(Unambiguous(Value::Array(all)))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Unambiguous, A::Error> {
                let mut all = serde_json::Map::new();
                while let Some((key, Unambiguous(value))) = map.next_entry::<String, _>()? {
                    if all.contains_key(&key) {
                        return Err(A::Error::invalid_value(Unexpected::Other(&key), &EachKeyOnce));
                    }
                    all.insert(key, value);
                }
                Ok(Unambiguous(Value::Object(all)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Reads points; a text that is not a number of points gives a finding.
pub(crate) fn points(num: &Num, place: &Place, findings: &mut Findings) -> Option<Points> {
    let points = num.0.parse().ok();
    if points.is_none() {
        findings.push(Finding::new(FindingCode::BadNumber, place.clone()).found(cut(&num.0)));
    }
    points
}

/// Reads a percentage; a text that is not a number gives a finding.
pub(crate) fn percent(num: &Num, place: &Place, findings: &mut Findings) -> Option<Percent> {
    points(num, place, findings).map(|points| Percent::from_raw(points.wide()))
}

/// The finding for a text that is not a day; it tells whether the form is wrong or the day does not
/// exist.
pub(crate) fn bad_date(text: &str, place: Place) -> Finding {
    let why = if Day::has_form(text) { Phrase::DateAbsent } else { Phrase::DateUnread };
    Finding::new(FindingCode::BadDate, place).found(cut(text)).with("why", why.text(&[]))
}

/// Shortens a text for use in a message, and states how much was cut.
pub(crate) fn cut(text: &str) -> String {
    at_most(text, 60).into_owned()
}

/// The most characters that a unit's id, a group or a channel may have.
pub(crate) const MOST_ID: usize = 200;
/// The most characters that a name may have.
pub(crate) const MOST_NAME: usize = 1_000;

/// A name, cut if it is too long; a finding then says so.
pub(crate) fn limited(
    name: String,
    most: usize,
    place: &Place,
    findings: &mut Vec<Finding>,
) -> String {
    // Counting is only necessary if the bytes exceed the limit, since a character takes at least
    // one.
    let count = if name.len() <= most { 0 } else { name.chars().count() };
    if count <= most {
        return name;
    }
    // A name that is the same in both languages is reported only once.
    let finding = too_long(&name, most, place.clone());
    if findings.last() != Some(&finding) {
        findings.push(finding);
    }
    at_most(&name, most).into_owned()
}

/// The finding for a name that is too long.
pub(crate) fn too_long(name: &str, most: usize, place: Place) -> Finding {
    let finding = Finding::new(FindingCode::NameTooLong, place).found(cut(name));
    finding.with("count", name.chars().count()).with("most", most)
}

/// Unicode normal form C, without spaces at the ends; a line break or tab inside becomes a space.
/// Other invisible characters stay, and are made visible where the text is shown.
pub(crate) fn nfc(text: &str) -> String {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.trim().to_owned();
    }
    let plain = |c: char| if c.is_control() && c.is_whitespace() { ' ' } else { c };
    text.nfc().map(plain).collect::<String>().trim().to_owned()
}

/// Bytes as UTF-8 text, without a byte order mark.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, Finding> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        Finding::new(FindingCode::NotUtf8, Place { line: Some(line), ..Place::default() })
    })
}

/// Reads a value of a type that is written as one of several words.
pub(crate) fn word<T: DeserializeOwned>(word: &str) -> Result<T, Misread> {
    T::deserialize(word.into_deserializer())
}

/// Reads a text as one document; every error of shape states line and column.
pub(crate) fn document<T: DeserializeOwned>(text: &str) -> Result<T, Vec<Finding>> {
    several::document(text, (0, 0))
}

/// Reads bytes as one document; every error of shape states line and column.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Vec<Finding>> {
    document(utf8(bytes).map_err(|finding| vec![finding])?)
}

/// Checks `schema_version` and `kind`, which every document carries.
pub(crate) fn head(version: &Num, kind: &str, expected: &'static str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if version.as_str() != "1" {
        let place = Place::at("/schema_version");
        let finding = Finding::new(FindingCode::BadSchemaVersion, place);
        findings.push(finding.found(cut(version.as_str())));
    }
    if kind != expected {
        let finding = Finding::new(FindingCode::WrongKind, Place::at("/kind"));
        findings.push(finding.found(cut(kind)).with("kind", expected));
    }
    findings
}
