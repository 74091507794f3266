//! The same framework under other policies, to answer "what would the result be if".

use std::sync::Arc;

use super::Framework;
use super::spec::FrameworkSpec;
use crate::error::Error;
use crate::finding::Finding;
use crate::json;
use crate::words::{Lang, Phrase, Text};

impl Framework {
    /// The framework under other policies. Its [issued hash](Framework::issued_hash) stays the
    /// same, and a value that the framework already has does not count as
    /// [overridden](Framework::overridden).
    ///
    /// ```
    /// let fw = par_index::framework("vn-ministry-2023")?;
    /// let other = fw.with_policies([("ties", "dense"), ("print.digits", "3")])?;
    /// assert_ne!(other.hash(), fw.hash());
    /// assert_eq!(other.issued_hash(), fw.hash());
    /// assert_eq!(fw.with_policies([("ties", "competition")])?.overridden().len(), 0);
    /// assert!(fw.with_policies([("ties", "olympic")]).unwrap_err().is_usage());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::is_usage`] for an unknown key or value, or for a value that this framework cannot
    /// have.
    pub fn with_policies<'a>(
        &self,
        overrides: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Framework, Error> {
        let own = self.to_json();
        let read: Result<FrameworkSpec, _> = json::document(&own);
        // The canonical form of a checked framework can always be read back; tests verify it.
        let mut spec = read.map_err(|findings| Error::refused("the framework", findings))?;
        let mut overridden = self.overridden().clone();
        for (key, value) in overrides {
            spec.policies.set(key.trim(), value.trim())?;
            overridden.insert(key.trim().to_owned(), value.trim().to_owned());
        }
        let refused = |error: Error| {
            let found = error.findings().iter().filter(|finding| finding.is_error());
            let found: Vec<&Finding> = found.collect();
            let texts = |lang| {
                let texts: Vec<String> = found.iter().map(|finding| finding.text(lang)).collect();
                texts.join("; ")
            };
            let why = Text::new(texts(Lang::Vi), texts(Lang::En));
            Error::usage(Phrase::UsagePolicies, &[("why", why.into())])
        };
        let mut framework = spec.check().map_err(refused)?;
        // A key whose value the framework had already is not counted as overridden.
        let [old, new] = [own, framework.to_json()]
            .map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default());
        let as_issued = framework.hash() == self.issued_hash();
        overridden.retain(|key, _| {
            let at = format!("/policies/{}", key.replace('.', "/"));
            let differs = old.pointer(&at) != new.pointer(&at);
            !as_issued && (differs || self.overridden().contains_key(key))
        });
        if let Some(inner) = Arc::get_mut(&mut framework.0) {
            // A framework that is as issued says so, and reads back as the one it is.
            inner.issued_hash = (!overridden.is_empty()).then(|| self.issued_hash().to_owned());
            inner.overridden = overridden;
        }
        Ok(framework)
    }
}
