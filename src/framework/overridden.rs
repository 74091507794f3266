//! The same ruler under other policies, for "what would it be if".

use std::sync::Arc;

use super::Framework;
use super::spec::{AwardSpec, FrameworkSpec, PoliciesSpec, PrintSpec};
use crate::error::Error;
use crate::finding::Finding;
use crate::json::{self, Num};
use crate::words::{Lang, Phrase, Text};

/// The policies that may be overridden.
pub(crate) const KEYS: [&str; 9] = [
    "not_applicable",
    "no_survey",
    "missing",
    "ties",
    "award.digits",
    "print.digits",
    "print.as",
    "bonus_cap",
    "deduction_cap",
];

impl Framework {
    /// The framework under other policies; its [issued hash](Framework::issued_hash) stays. What it
    /// has already is not [overridden](Framework::overridden).
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
    /// [`Error::is_usage`] for a key or value nobody knows, or one that this framework cannot have.
    pub fn with_policies<'a>(
        &self,
        overrides: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Framework, Error> {
        let own = self.to_json();
        let read: Result<FrameworkSpec, _> = json::document(&own);
        // A checked framework reads back; tests hold that.
        let mut spec = read.map_err(|findings| Error::refused("the framework", findings))?;
        let mut overridden = self.overridden().clone();
        for (key, value) in overrides {
            set(&mut spec.policies, key.trim(), value.trim())?;
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
        // The value that the framework has already overrides nothing.
        let [old, new] = [own, framework.to_json()]
            .map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default());
        let as_issued = framework.hash() == self.issued_hash();
        overridden.retain(|key, _| {
            let at = format!("/policies/{}", key.replace('.', "/"));
            let differs = old.pointer(&at) != new.pointer(&at);
            !as_issued && (differs || self.overridden().contains_key(key))
        });
        if let Some(inner) = Arc::get_mut(&mut framework.0) {
            inner.issued_hash = Some(self.issued_hash().to_owned());
            inner.overridden = overridden;
        }
        Ok(framework)
    }
}

fn set(policies: &mut PoliciesSpec, key: &str, value: &str) -> Result<(), Error> {
    match key {
        "not_applicable" => policies.not_applicable = Some(word(key, value)?),
        "no_survey" => policies.no_survey = Some(word(key, value)?),
        "missing" => policies.missing = Some(word(key, value)?),
        "ties" => policies.ties = Some(word(key, value)?),
        "award.digits" => policies.award = Some(AwardSpec { digits: digits(key, value)? }),
        "print.digits" => {
            let print_as = policies.print.as_ref().and_then(|print| print.print_as);
            policies.print = Some(PrintSpec { digits: digits(key, value)?, print_as });
        }
        "print.as" => {
            let digits = policies.print.as_ref().map_or(2, |print| print.digits);
            policies.print = Some(PrintSpec { digits, print_as: Some(word(key, value)?) });
        }
        "bonus_cap" => policies.bonus_cap = Some(Num::from(value)),
        "deduction_cap" => policies.deduction_cap = Some(Num::from(value)),
        _ => {
            let known = KEYS.join(", ");
            let args = [("key", key.into()), ("known", known.into())];
            return Err(Error::usage(Phrase::UsagePolicy, &args));
        }
    }
    Ok(())
}

fn word<T: serde::de::DeserializeOwned>(key: &str, value: &str) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(value.to_owned())).map_err(|error| {
        let known = error.to_string();
        let known = known.split_once("expected ").map_or("…", |(_, known)| known);
        let known = known.replace("one of ", "").replace(" or ", ", ").replace('`', "");
        let args = [("key", key.into()), ("value", value.into()), ("known", known.into())];
        Error::usage(Phrase::UsagePolicyValue, &args)
    })
}

fn digits(key: &str, value: &str) -> Result<u8, Error> {
    let digits = value.parse().ok().filter(|digits| *digits <= 9);
    digits.ok_or_else(|| {
        Error::usage(Phrase::UsageDigits, &[("key", key.into()), ("value", value.into())])
    })
}
