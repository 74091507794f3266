//! A request that is no question: its data are read as those of a question are, its answer is another's.

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

/// The data of a request whose answer is made by whoever knows how files are written: a form, a
/// framework from a decision's table. What the request lacks is taken from the dossier that is held.
///
/// Whoever reads it takes key by key, and ends with [`Given::end`]: what is left is a wrong call.
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
    /// The dossier that the request brings along.
    brought: Option<Held>,
    own: Parts<'static>,
    held: Parts<'static>,
    tables: ReadTable,
}

/// The name of a request.
#[derive(Deserialize)]
struct Named {
    call: String,
}

impl Given {
    /// Which call a request is, where that can be seen.
    pub fn name(request: &str) -> Option<String> {
        serde_json::from_str::<Named>(request).ok().map(|named| named.call)
    }

    /// Takes a request apart, with the language of its sentences.
    ///
    /// # Errors
    /// Where the request has another shape.
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

    /// Takes what the request lacks from the dossier that it brings along, else from that behind the door.
    ///
    /// # Errors
    /// Where it names an index that is not there, or none of several.
    pub fn fill(&mut self, door: Option<&Door>) -> Result<(), Error> {
        let Some(dossier) = self.brought.as_ref().or(door.map(|door| &door.held)) else {
            return self.index.as_ref().map_or(Ok(()), |_| Err(takes_no(&self.call, "index")));
        };
        // Under a framework of its own the data of the dossier are another's.
        if !self.own.contains_key("framework") {
            let parts = dossier.parts(self.index.as_deref())?;
            let parts = parts.into_iter();
            self.held.extend(parts.map(|(key, raw)| (key, Cow::Owned(raw.into_owned()))));
        }
        Ok(())
    }

    /// What is called.
    pub fn call(&self) -> &str {
        &self.call
    }

    fn raw(&mut self, key: &str) -> Option<Cow<'static, RawValue>> {
        self.own.remove(key).or_else(|| self.held.remove(key))
    }

    /// A value that may be there.
    ///
    /// # Errors
    /// [`Error::is_usage`] where it has another shape.
    pub fn take<T: DeserializeOwned>(&mut self, key: &str) -> Result<Option<T>, Error> {
        self.raw(key).map(|raw| part(key, &raw)).transpose()
    }

    /// A value that has to be there.
    ///
    /// # Errors
    /// [`Error::is_usage`] where it is not there, or has another shape.
    pub fn needs<T: DeserializeOwned>(&mut self, key: &str) -> Result<T, Error> {
        let value = self.take(key)?;
        value.ok_or_else(|| self.lacks(key))
    }

    fn lacks(&self, key: &str) -> Error {
        needs(&self.call, &crate::json::cut(key))
    }

    /// A framework, by the id of an embedded one or as an object.
    ///
    /// # Errors
    /// Where it is not there, is refused or unknown.
    pub fn framework(&mut self, key: &str) -> Result<Framework, Error> {
        let raw = self.raw(key).ok_or_else(|| self.lacks(key))?;
        ruler_of(key, &raw)
    }

    /// Assessments, as objects and as tables.
    ///
    /// # Errors
    /// [`Error::is_usage`] where they are no array. What is wrong with one is a finding.
    pub fn inputs(&mut self, key: &str, mut inputs: Inputs) -> Result<Input, Error> {
        if let Some(raw) = self.raw(key) {
            fill(&mut inputs, key, &raw, Some(self.tables))?;
        }
        Ok(inputs.finish())
    }

    /// Those of some inputs that are tables, each with its name and its bytes; they stay to be read.
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

    /// Tables, each with its name and its bytes.
    ///
    /// # Errors
    /// [`Error::is_usage`] where there are none, or one has another shape.
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

    /// Whether everything was taken that the request brings along.
    ///
    /// # Errors
    /// [`Error::is_usage`] where something is left.
    pub fn end(self) -> Result<(), Error> {
        let left = self.own.keys().next();
        left.map_or(Ok(()), |key| Err(takes_no(&self.call, key)))
    }
}
