//! A JSON object of an answer, by its keys; each value is kept as its JSON text.

use std::collections::BTreeMap;
use std::fmt;

use par_index::Text;
use par_index::spec::{self, Num};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The keys of an object with their values; an object in which a key stands twice is refused.
#[derive(Default)]
pub(super) struct Fields(BTreeMap<String, Box<RawValue>>);

impl Fields {
    /// The object that a text holds; `None` if the text is not an object.
    pub(super) fn of(text: &[u8]) -> Option<Fields> {
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        serde_json::from_slice(text).ok()
    }

    /// The object that a text holds, or a description of what is wrong with the text.
    pub(super) fn read(text: &str) -> Result<Fields, Text> {
        spec::from_json(text).map_err(|findings| spec::mistakes(&findings))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub(super) fn raw(&self, key: &str) -> Option<&RawValue> {
        self.0.get(key).map(|value| &**value)
    }

    fn value<'f, V: Deserialize<'f>>(&'f self, key: &str) -> Option<V> {
        serde_json::from_str(self.raw(key)?.get()).ok()
    }

    pub(super) fn object(&self, key: &str) -> Option<Fields> {
        self.value(key)
    }

    /// The elements of a list; empty if the value is not a list.
    pub(super) fn list(&self, key: &str) -> Vec<Box<RawValue>> {
        self.value(key).unwrap_or_default()
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.value(key)
    }

    /// A number, kept exactly as it is written.
    pub(super) fn num(&self, key: &str) -> Option<Num> {
        self.value(key)
    }

    /// The portal's remarks on the quality of the figures: the texts under keys that contain
    /// `quality` or `flag`. If there is one mark and one message, they are joined.
    pub(super) fn flags(&self) -> Vec<String> {
        let speaks = |key: &str| {
            let key = key.to_lowercase();
            key.contains("quality") || key.contains("flag")
        };
        let mut marks: Vec<String> = Vec::new();
        let mut messages: Vec<String> = Vec::new();
        for key in self.0.keys().filter(|key| speaks(key)) {
            let one: Option<String> = self.value(key);
            let many: Option<Vec<String>> = self.value(key);
            let texts = one.into_iter().chain(many.into_iter().flatten());
            let texts = texts.filter(|text| !text.trim().is_empty());
            let is_mark = !key.to_lowercase().contains("message");
            if is_mark { marks.extend(texts) } else { messages.extend(texts) }
        }
        match (marks.as_slice(), messages.as_slice()) {
            ([mark], [message]) => vec![format!("{mark}: {message}")],
            _ => marks.into_iter().chain(messages).collect(),
        }
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Fields;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    if fields.contains_key(&key) {
                        return Err(A::Error::custom(format!("the key “{key}” stands twice")));
                    }
                    fields.insert(key, value);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}
