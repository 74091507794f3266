//! Flags as a request holds them: each key with its value as raw JSON.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, Error as _};
use serde_json::value::RawValue;

use super::flags::Flags;
use crate::error::Error;
use crate::json::several::first;
use crate::json::{Misread, cut};
use crate::words::{Arg, Phrase};

/// Reads the flags of a request; an error names the flag and the values it takes.
pub(super) fn read_flags<F: Flags>(flags: &BTreeMap<String, Box<RawValue>>) -> Result<F, Error> {
    from_raw(flags).map_err(|error| {
        for (key, value) in flags {
            let one = BTreeMap::from([(key.clone(), value.clone())]);
            if let Err(error) = from_raw::<F>(&one) {
                return impossible(key, value.get(), &error);
            }
        }
        wrong(&error)
    })
}

/// The error that a flag does not take this value; if it takes words from a list, they are all
/// named.
fn impossible(key: &str, value: &str, misread: &Misread) -> Error {
    let found = value.trim_matches('"');
    let mut args = vec![("key", Arg::from(key)), ("found", cut(found).into())];
    let (phrase, key, said) = match (misread.known(), misread.expected()) {
        (Some(known), _) => (Phrase::UsageFlagWords, "known", known.join(", ").into()),
        // The message already contains the value that was found.
        (None, Some(expected)) => (Phrase::UsageFlagValue, "why", expected.into()),
        (None, None) => (Phrase::UsageFlagValue, "why", misread.to_string().into()),
    };
    args.push((key, said));
    Error::usage(phrase, &args)
}

pub(super) fn raw(
    flags: &impl serde::Serialize,
) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(flags)?)
}

fn from_raw<T: DeserializeOwned>(flags: &BTreeMap<String, Box<RawValue>>) -> Result<T, Misread> {
    first(&serde_json::to_string(flags).map_err(Misread::custom)?)
}

pub(super) fn wrong(misread: &Misread) -> Error {
    Error::usage(Phrase::UsageFlags, &[("why", misread.to_string().into())])
}
