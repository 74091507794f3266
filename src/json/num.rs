//! [`Num`]: a number of a document as it was written, whatever format the document has.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{self, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::quantity::{Percent, PointSum, Points};

/// A number as it was written, in quotes or bare; checked later, with a place.
///
/// It is made of [`Points`], [`Percent`], `Decimal`, whole numbers, and of the text that stood in a
/// document; of nothing else that can be displayed.
///
/// The JSON reader hands over a bare number's own text. Other formats, and types that are tagged,
/// untagged or flattened, hand over a number that has been through binary floating point: such a
/// one is taken below a million, where its nine decimal places are still certain, and is an error
/// above. A value of `serde_json::Value` hands over what it holds, which from a million on may be another
/// number already. Text and whole numbers are exact everywhere.
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
    /// A number as it was written, right or wrong: checking the document says which.
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

/// Under this name the JSON reader gives a value's text; to all other formats it is the name of a
/// type around one value.
const RAW: &str = "$serde_json::private::RawValue";
/// Under this name it gives a number's text where a program asked it to keep them all.
const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Num, D::Error> {
        deserializer.deserialize_newtype_struct(RAW, Visitor)
    }
}

struct Visitor;

impl<'de> de::Visitor<'de> for Visitor {
    type Value = Num;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a number in quotes")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Num, D::Error> {
        inner.deserialize_any(Visitor)
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

    /// Seven digits are too few to say what stood there.
    #[expect(clippy::disallowed_types, reason = "what formats without exact numbers hand over")]
    fn visit_f32<E: de::Error>(self, _: f32) -> Result<Num, E> {
        Err(E::custom(
            "invalid value: a binary number of 32 bits is not exact, expected a number in quotes",
        ))
    }

    /// The shortest text of a binary number is what stood there, as long as nine places behind the
    /// mark are certain.
    #[expect(clippy::disallowed_types, reason = "what formats without exact numbers hand over")]
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Num, E> {
        if number.abs() < 1_000_000.0 {
            return Ok(Num(number.to_string()));
        }
        Err(E::custom(
            "invalid value: a binary number is not exact from 1000000 on, expected a number in quotes",
        ))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Num, A::Error> {
        let wrong = || A::Error::custom("invalid type: expected a number or a number in quotes");
        match map.next_key::<String>()?.as_deref() {
            Some(RAW | NUMBER) => {}
            _ => return Err(wrong()),
        }
        let text = map.next_value::<String>()?;
        match text.as_bytes().first() {
            Some(b'"') => serde_json::from_str(&text).map(Num).map_err(A::Error::custom),
            Some(b'-' | b'0'..=b'9') => Ok(Num(text)),
            _ => Err(wrong()),
        }
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
