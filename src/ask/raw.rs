//! Flags as a request holds them: by their keys, each value as its text.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::flags::Flags;
use crate::error::Error;
use crate::json::{cut, expected, plain};
use crate::words::{Arg, Phrase};

/// Flags from a request; an error names the flag and what it takes.
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

/// That a flag does not take a value; of words from a list all are named.
fn impossible(key: &str, value: &str, error: &serde_json::Error) -> Error {
    let text = plain(error);
    let found = value.trim_matches('"');
    let mut args = vec![("key", Arg::from(key)), ("found", cut(found).into())];
    let known = text.split_once("expected one of ").or(text.split_once(", expected `"));
    let (phrase, key, said) = match known {
        Some((_, known)) => {
            let known = known.replace(" or ", ", ").replace('`', "");
            (Phrase::UsageFlagWords, "known", Arg::from(known))
        }
        // What was found is said before.
        None => match (expected(error), text.split_once(", expected ")) {
            (Some(expected), _) => (Phrase::UsageFlagValue, "why", expected.into()),
            (None, Some((_, expected))) => {
                (Phrase::UsageFlagValue, "why", format!("expected {expected}").into())
            }
            (None, None) => (Phrase::UsageFlagValue, "why", text.into()),
        },
    };
    args.push((key, said));
    Error::usage(phrase, &args)
}

pub(super) fn raw(
    flags: &impl serde::Serialize,
) -> Result<BTreeMap<String, Box<RawValue>>, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(flags)?)
}

fn from_raw<T: DeserializeOwned>(
    flags: &BTreeMap<String, Box<RawValue>>,
) -> Result<T, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(flags)?)
}

pub(super) fn wrong(error: &serde_json::Error) -> Error {
    Error::usage(Phrase::UsageFlags, &[("why", plain(error).into())])
}
