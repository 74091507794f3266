//! [`Num`]: a number exactly as a document writes it, whatever the format of the document.

use std::cell::Cell;
use std::fmt;
use std::sync::OnceLock;

use rust_decimal::Decimal;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer, forward_to_deserialize_any};
use serde_json::value::RawValue;

use crate::quantity::{Percent, PointSum, Points};

/// A number as it was written, in quotes or bare. It is checked later, where its place is known.
///
/// It can be made from [`Points`], [`Percent`], `Decimal`, whole numbers and the text of a
/// document, but from no other type that can be displayed.
///
/// The JSON reader hands over the text of a bare number. Other formats, and types that are tagged,
/// untagged or flattened, hand over a number that went through binary floating point: it is
/// accepted below a million, where nine decimal places are still certain, and is an error above. A
/// `serde_json::Value` hands over the number it holds, which from a million on may differ from the
/// one written. Text and whole numbers are exact everywhere.
///
/// ```
/// use par_index::spec::Num;
/// let bare: Num = serde_json::from_str("12.50").unwrap();
/// assert_eq!(bare, Num::from("12.50"));
/// assert_eq!(Num::from(par_index::points!(12.50)), Num::from("12.5"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Num(pub(super) String);

impl Num {
    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! exact {
    ($($number:ty)*) => {
        $(impl From<$number> for Num {
            fn from(number: $number) -> Num {
                Num(number.to_string())
            }
        })*
    };
}

exact!(Points PointSum Percent Decimal u8 u16 u32 u64 usize i32 i64);

impl From<&str> for Num {
    /// A number as it was written, whether valid or not; checking the document tells which.
    fn from(text: &str) -> Num {
        Num(text.to_owned())
    }
}

impl From<&String> for Num {
    fn from(text: &String) -> Num {
        Num(text.clone())
    }
}

impl From<String> for Num {
    fn from(text: String) -> Num {
        Num(text)
    }
}

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The name under which the JSON reader hands over the text of a value; other formats treat it as
/// the name of a type around one value. `RawValue` uses this name, so it is found by observing
/// `RawValue`.
fn raw_name() -> &'static str {
    static NAME: OnceLock<&'static str> = OnceLock::new();
    NAME.get_or_init(|| {
        let asked = Cell::new("Num");
        // Nothing is read here: only the name is wanted.
        let _nothing = Box::<RawValue>::deserialize(Asked(&asked));
        asked.get()
    })
}

/// A deserializer that only notes the name of the requested newtype.
struct Asked<'n>(&'n Cell<&'static str>);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = de::value::Error;

    fn deserialize_any<V: de::Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("nothing to read"))
    }

    fn deserialize_newtype_struct<V: de::Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.set(name);
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Num, D::Error> {
        deserializer.deserialize_newtype_struct(raw_name(), Visitor { raw: true })
    }
}

struct Visitor {
    /// Whether a map is the text of a value, as the JSON reader hands it over.
    raw: bool,
}

impl<'de> de::Visitor<'de> for Visitor {
    type Value = Num;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a number in quotes")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Num, D::Error> {
        inner.deserialize_any(Visitor { raw: false })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Num, E> {
        Ok(Num(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Num, E> {
        Ok(Num(text))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Num, E> {
        Ok(Num::from(number))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Num, E> {
        Ok(Num::from(number))
    }

    /// A 32-bit number has only about seven certain digits, too few to tell the number written.
    #[expect(clippy::disallowed_types, reason = "what formats without exact numbers hand over")]
    fn visit_f32<E: de::Error>(self, _: f32) -> Result<Num, E> {
        let found = Unexpected::Other("a binary number of 32 bits is not exact");
        Err(E::invalid_value(found, &"a number in quotes"))
    }

    /// The shortest text of a binary number is the number written, as long as nine decimal places
    /// are certain.
    #[expect(clippy::disallowed_types, reason = "what formats without exact numbers hand over")]
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Num, E> {
        if number.abs() < 1_000_000.0 {
            return Ok(Num(number.to_string()));
        }
        let found = Unexpected::Other("a binary number is not exact from 1000000 on");
        Err(E::invalid_value(found, &"a number in quotes"))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Num, A::Error> {
        let map = MapAccessDeserializer::new(map);
        if !self.raw {
            // The number kept its text because a program enabled that feature of `serde_json`.
            let number = serde_json::Number::deserialize(map);
            let wrong = |_| A::Error::invalid_type(Unexpected::Map, &self);
            return number.map(|number| Num(number.to_string())).map_err(wrong);
        }
        let raw = Box::<RawValue>::deserialize(map)?;
        let found = match raw.get().as_bytes().first() {
            Some(b'"') => {
                return serde_json::from_str(raw.get()).map(Num).map_err(A::Error::custom);
            }
            Some(b'-' | b'0'..=b'9') => return Ok(Num(Box::<str>::from(raw).into())),
            Some(b't') => Unexpected::Bool(true),
            Some(b'f') => Unexpected::Bool(false),
            Some(b'[') => Unexpected::Seq,
            Some(b'{') => Unexpected::Map,
            _ => Unexpected::Unit,
        };
        Err(A::Error::invalid_type(found, &self))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Num {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Num".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact decimal with at most 9 places, below 9000000000; text, or a JSON number taken by its text.",
            "anyOf": [
                { "type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]{1,9})?$" },
                { "type": "number" }
            ]
        })
    }
}
