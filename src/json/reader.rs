//! Reads a value from a text that is known to be JSON, to find out what is wrong with its shape. It
//! works like any reader of JSON, but its errors are data that name the mistake and the value, and
//! it skips values whose mistakes were reported before.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::misread::{Kind, Misread, Spot, Wrong};
use super::parts::{Part, parts};

/// The greatest depth of nested values, as in the reader of correct documents.
const MOST_DEEP: u8 = 127;

/// A JSON text and the values in it.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) parts: Vec<Part>,
    /// The indices of the values to skip.
    pub(super) out: BTreeSet<usize>,
}

impl<'t> Reader<'t> {
    pub(super) fn of(text: &'t str) -> Reader<'t> {
        Reader { text, parts: parts(text), out: BTreeSet::new() }
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Misread> {
        let root = self.value(0, 0).ok_or_else(|| Misread::custom("no value"))?;
        T::deserialize(root).map_err(|error| error.at(root.end()))
    }

    fn value(&self, ix: usize, depth: u8) -> Option<Value<'_, 't>> {
        self.parts.get(ix).map(|part| Value { of: self, ix, part, depth })
    }

    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The key of a part, without quotes and escapes.
    pub(super) fn key(&self, part: &Part) -> Option<Cow<'t, str>> {
        part.key_end.and_then(|end| meant(self.slice(part.from, end)))
    }
}

/// The content of a text in quotes, without quotes and escapes.
fn meant(quoted: &str) -> Option<Cow<'_, str>> {
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(plain) if !plain.contains('\\') => Some(Cow::Borrowed(plain)),
        _ => serde_json::from_str::<String>(quoted).ok().map(Cow::Owned),
    }
}

/// One value of the text, at a certain depth, which serde can deserialize.
#[derive(Clone, Copy)]
struct Value<'r, 't> {
    of: &'r Reader<'t>,
    ix: usize,
    part: &'r Part,
    depth: u8,
}

impl<'r, 't> Value<'r, 't> {
    fn text(self) -> &'t str {
        self.of.slice(self.part.value, self.part.end)
    }

    fn end(self) -> Spot {
        Spot { part: self.ix, last: self.part.end }
    }

    fn inside(self) -> Inside<'r, 't> {
        let Value { of, ix, part, depth } = self;
        Inside { of, next: ix + 1, past: part.past, depth: depth + 1 }
    }

    fn read<V: Visitor<'t>>(self, kind: Option<Kind>, visitor: V) -> Result<V::Value, Misread> {
        let met = Cell::new(Met::Nothing);
        let text = self.text();
        let read = match text.as_bytes().first() {
            Some(b'{' | b'[') if self.depth >= MOST_DEEP => {
                Err(Misread::custom("recursion limit exceeded"))
            }
            Some(b'{') => {
                visitor.visit_map(Members { inside: self.inside(), value: None, met: &met })
            }
            Some(b'[') => visitor.visit_seq(Elements { inside: self.inside(), met: &met }),
            Some(b'"') => match meant(text) {
                Some(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
                Some(Cow::Owned(text)) => visitor.visit_string(text),
                // The parser's own message tells what is wrong with the escape or character.
                None => Err(match serde_json::from_str::<String>(text) {
                    Err(error) => Misread::syntax(&error),
                    Ok(_) => Misread::custom("invalid text"),
                }),
            },
            Some(b't') => visitor.visit_bool(true),
            Some(b'f') => visitor.visit_bool(false),
            Some(b'n') => visitor.visit_unit(),
            _ => number(text, visitor),
        };
        read.map_err(|error| {
            let spot = match (met.get(), &error.wrong) {
                (Met::Key(key), Wrong::UnknownKey { .. } | Wrong::DuplicateKey(_)) => key,
                // The object or list was not even entered.
                (Met::Nothing, _) if text.starts_with(['{', '[']) => {
                    Spot { part: self.ix, last: self.part.value }
                }
                _ => self.end(),
            };
            error.wanted(kind).at(spot)
        })
    }
}

/// How far the members of an object, or the elements of a list, were read.
#[derive(Clone, Copy)]
enum Met {
    Nothing,
    Key(Spot),
    Some,
}

fn number<'t, V: Visitor<'t>>(text: &str, visitor: V) -> Result<V::Value, Misread> {
    if let Ok(number) = text.parse() {
        return visitor.visit_u64(number);
    }
    if let Ok(number) = text.parse() {
        return visitor.visit_i64(number);
    }
    match text.parse() {
        Ok(number) => visitor.visit_f64(number),
        Err(_) => Err(Misread::custom("invalid number")),
    }
}

/// Defines the methods that read a value of a certain kind.
macro_rules! kinds {
    ($($kind:ident: $($method:ident)*;)*) => {
        $($(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
            self.read(Some(Kind::$kind), visitor)
        })*)*
    };
}

impl<'de> Deserializer<'de> for Value<'_, 'de> {
    type Error = Misread;

    kinds! {
        Whole: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64;
        Number: deserialize_f32 deserialize_f64;
        Truth: deserialize_bool;
        Text: deserialize_char deserialize_str deserialize_string deserialize_identifier;
        List: deserialize_seq;
        Object: deserialize_map;
        Null: deserialize_unit;
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.read(None, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        if self.text() == "null" { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.read(Some(Kind::Null), visitor)
    }

    /// Types that want the original text of a value are known to the parser, which hands it to
    /// them.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        let mut own = serde_json::Deserializer::from_str(self.text());
        let read = own.deserialize_newtype_struct(name, Around { value: self, visitor });
        read.unwrap_or_else(|error| Err(Misread::custom(error)))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misread> {
        self.read(Some(Kind::List), visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.read(Some(Kind::List), visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.read(Some(Kind::Object), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        let text = self.text();
        let read = match (text.as_bytes().first(), meant(text)) {
            (Some(b'"'), Some(word)) => visitor.visit_enum(word.into_deserializer()),
            (Some(b'{'), _) => {
                let met = Cell::new(Met::Nothing);
                let members = Members { inside: self.inside(), value: None, met: &met };
                visitor.visit_enum(MapAccessDeserializer::new(members))
            }
            _ => return self.read(Some(Kind::Text), visitor),
        };
        read.map_err(|error| error.at(self.end()))
    }
}

/// Wraps the visitor of a type around one value, so that its result passes through the parser
/// unchanged.
struct Around<'r, 't, V> {
    value: Value<'r, 't>,
    visitor: V,
}

impl<'t, V: Visitor<'t>> Visitor<'t> for Around<'_, 't, V> {
    type Value = Result<V::Value, Misread>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'t>>(self, _: D) -> Result<Self::Value, D::Error> {
        Ok(self.visitor.visit_newtype_struct(self.value))
    }

    fn visit_map<A: de::MapAccess<'t>>(self, map: A) -> Result<Self::Value, A::Error> {
        Ok(self.visitor.visit_map(Text(map)).map_err(|error| error.at(self.value.end())))
    }
}

/// The original text of a value, as the parser provides it.
struct Text<A>(A);

impl<'t, A: de::MapAccess<'t>> de::MapAccess<'t> for Text<A> {
    type Error = Misread;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misread> {
        self.0.next_key_seed(seed).map_err(Misread::custom)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Misread> {
        self.0.next_value_seed(seed).map_err(Misread::custom)
    }
}

/// Iterates over the values of an object or a list, without those to skip.
struct Inside<'r, 't> {
    of: &'r Reader<'t>,
    next: usize,
    past: usize,
    depth: u8,
}

impl<'r, 't> Iterator for Inside<'r, 't> {
    type Item = Value<'r, 't>;

    fn next(&mut self) -> Option<Value<'r, 't>> {
        while self.next < self.past {
            let value = self.of.value(self.next, self.depth)?;
            self.next = value.part.past;
            if !self.of.out.contains(&value.ix) {
                return Some(value);
            }
        }
        None
    }
}

struct Members<'r, 't, 'm> {
    inside: Inside<'r, 't>,
    value: Option<Value<'r, 't>>,
    met: &'m Cell<Met>,
}

impl<'t> de::MapAccess<'t> for Members<'_, 't, '_> {
    type Error = Misread;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misread> {
        self.met.set(Met::Some);
        let Some(value) = self.inside.next() else { return Ok(None) };
        let spot = Spot { part: value.ix, last: value.part.key_end.unwrap_or(value.part.end) };
        self.met.set(Met::Key(spot));
        self.value = Some(value);
        let key = self.inside.of.key(value.part).unwrap_or_default();
        seed.deserialize(key.into_deserializer()).map(Some).map_err(|error: Misread| error.at(spot))
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Misread> {
        let value = self.value.take().ok_or_else(|| Misread::custom("no value"))?;
        seed.deserialize(value).map_err(|error| error.at(value.end()))
    }
}

struct Elements<'r, 't, 'm> {
    inside: Inside<'r, 't>,
    met: &'m Cell<Met>,
}

impl<'t> de::SeqAccess<'t> for Elements<'_, 't, '_> {
    type Error = Misread;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misread> {
        self.met.set(Met::Some);
        let Some(value) = self.inside.next() else { return Ok(None) };
        seed.deserialize(value).map(Some).map_err(|error| error.at(value.end()))
    }
}
