//! A request that is not a question: its data are read like those of a question, but the answer is
//! made by another program.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::Door;
use super::held::Held;
use super::opened::{ReadTable, fill, ruler_of};
use super::request::{Parts, Unique, language, mistakes, part, takes_no};
use super::tables;
use crate::ask::needs;
use crate::assessment::{Input, Inputs};
use crate::error::Error;
use crate::framework::Framework;
use crate::words::Lang;

/// The data of a request that another program answers because it knows how files are written: a
/// form, or a framework from the table of a decision. Data that the request lacks are taken from
/// the held dossier.
///
/// The reader takes the values key by key and finally calls [`Given::end`], which refuses the
/// request if any key remains.
///
/// ```
/// use par_index::call::Given;
/// let given = Given::read(r#"{"call": "form", "framework": "hon-quan-2023"}"#, None, |_, _, _| ());
/// let (mut given, _) = given?;
/// assert_eq!(given.call(), "form");
/// assert_eq!(given.framework("framework")?.id(), "hon-quan-2023");
/// assert!(given.needs::<String>("units").unwrap_err().is_usage());
/// # Ok::<(), par_index::Error>(())
/// ```
#[derive(Debug)]
pub struct Given {
    call: String,
    index: Option<String>,
    /// The dossier that the request itself contains.
    brought: Option<Held>,
    own: Parts<'static>,
    held: Parts<'static>,
    tables: ReadTable,
}

/// The name of the call in a request.
#[derive(Deserialize)]
struct Named {
    call: String,
}

impl Given {
    /// The call that a request names, if it can be read.
    pub fn name(request: &str) -> Option<String> {
        serde_json::from_str::<Named>(request).ok().map(|named| named.call)
    }

    /// Splits a request into its keys, and finds the language of its sentences.
    ///
    /// # Errors
    /// An error where the request does not have the shape of a request.
    pub fn read(
        request: &str,
        door: Option<&Door>,
        tables: ReadTable,
    ) -> Result<(Given, Lang), Error> {
        let refused = |findings| Error::refused("the request", findings);
        let Ok(Unique(own)) = serde_json::from_str::<Unique<Box<RawValue>>>(request) else {
            return Err(refused(mistakes(request)));
        };
        let own = own.into_iter().map(|(key, raw)| (key.replace('-', "_"), Cow::Owned(raw)));
        let mut own: Parts<'static> = own.collect();
        let mut text = |key: &str| own.remove(key).map(|raw| part::<String>(key, &raw)).transpose();
        let call = text("call")?.unwrap_or_default();
        let lang = text("lang")?.map(|word| language("lang", &word)).transpose()?;
        let index = text("index")?;
        let brought = own.remove("dossier").map(|raw| Held::read(raw.get())).transpose()?;
        let lang = lang.or(brought.as_ref().or(door.map(|door| &door.held)).map(Held::lang));
        let given = Given { call, index, brought, own, held: Parts::new(), tables };
        Ok((given, lang.unwrap_or_default()))
    }

    /// Takes the data that the request lacks from the dossier inside the request, or else from the
    /// one behind the door.
    ///
    /// # Errors
    /// An error where the request names an unknown index, or names none although there are several.
    pub fn fill(&mut self, door: Option<&Door>) -> Result<(), Error> {
        let Some(dossier) = self.brought.as_ref().or(door.map(|door| &door.held)) else {
            return self.index.as_ref().map_or(Ok(()), |_| Err(takes_no(&self.call, "index")));
        };
        // If the request has its own framework, the data of the dossier do not belong to it.
        if !self.own.contains_key("framework") {
            let parts = dossier.parts(self.index.as_deref())?;
            let parts = parts.into_iter();
            self.held.extend(parts.map(|(key, raw)| (key, Cow::Owned(raw.into_owned()))));
        }
        Ok(())
    }

    /// The name of the call.
    pub fn call(&self) -> &str {
        &self.call
    }

    fn raw(&mut self, key: &str) -> Option<Cow<'static, RawValue>> {
        self.own.remove(key).or_else(|| self.held.remove(key))
    }

    /// Takes an optional value.
    ///
    /// # Errors
    /// [`Error::is_usage`] where the value has the wrong shape.
    pub fn take<T: DeserializeOwned>(&mut self, key: &str) -> Result<Option<T>, Error> {
        self.raw(key).map(|raw| part(key, &raw)).transpose()
    }

    /// Takes a required value.
    ///
    /// # Errors
    /// [`Error::is_usage`] where the value is missing or has the wrong shape.
    pub fn needs<T: DeserializeOwned>(&mut self, key: &str) -> Result<T, Error> {
        let value = self.take(key)?;
        value.ok_or_else(|| self.lacks(key))
    }

    fn lacks(&self, key: &str) -> Error {
        needs(&self.call, &crate::json::cut(key))
    }

    /// Takes a framework, given as the id of an embedded one or as an object.
    ///
    /// # Errors
    /// An error where the framework is missing, refused or unknown.
    pub fn framework(&mut self, key: &str) -> Result<Framework, Error> {
        let raw = self.raw(key).ok_or_else(|| self.lacks(key))?;
        ruler_of(key, &raw)
    }

    /// Reads assessments, given as objects and as tables.
    ///
    /// # Errors
    /// [`Error::is_usage`] where the value is not an array. Problems of a single assessment are
    /// findings.
    pub fn inputs(&mut self, key: &str, mut inputs: Inputs) -> Result<Input, Error> {
        if let Some(raw) = self.raw(key) {
            fill(&mut inputs, key, &raw, Some(self.tables))?;
        }
        Ok(inputs.finish())
    }

    /// The elements of an array of inputs that are tables, each with its name and content; they are
    /// not taken from the request.
    pub fn tables(&self, key: &str) -> Vec<(String, Vec<u8>)> {
        let raw = self.own.get(key).or_else(|| self.held.get(key));
        let all = raw.and_then(|raw| serde_json::from_str::<Vec<Box<RawValue>>>(raw.get()).ok());
        let all = all.into_iter().flatten().enumerate();
        let file = |(n, raw): (usize, Box<RawValue>)| {
            let (name, bytes) = tables::file(&raw)?;
            Some((name.unwrap_or_else(|| format!("{key}[{n}]")), bytes))
        };
        all.filter_map(file).collect()
    }

    /// Takes an array of tables, each with its name and content.
    ///
    /// # Errors
    /// [`Error::is_usage`] where there are no tables, or an element is not a table.
    pub fn files(&mut self, key: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let all: Vec<Box<RawValue>> = self.needs(key)?;
        if all.is_empty() {
            return Err(self.lacks(key));
        }
        let file = |(n, raw): (usize, Box<RawValue>)| {
            let (name, bytes) = tables::file(&raw).ok_or_else(|| tables::no_file(key))?;
            Ok((name.unwrap_or_else(|| format!("{key}[{n}]")), bytes))
        };
        all.into_iter().enumerate().map(file).collect()
    }

    /// Checks that every key of the request was taken.
    ///
    /// # Errors
    /// [`Error::is_usage`] where a key remains.
    pub fn end(self) -> Result<(), Error> {
        let left = self.own.keys().next();
        left.map_or(Ok(()), |key| Err(takes_no(&self.call, key)))
    }
}
