//! Every question: one row each. Door, subcommands, help, request schemas and docs come from here.

use super::question::Entry;
use super::{check, rank};
use crate::error::Error;
use crate::finding::nearest;
use crate::json::cut;
use crate::words::{Arg, Phrase};

/// The questions, in the order of help.
pub static ALL: &[Entry] = &[
    Entry::of::<check::Check>(),
    Entry::of::<rank::Rank>(),
];

/// A question by its name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.name == name)
}

/// That no question has this name.
pub(super) fn unknown(name: &str) -> Error {
    let known: Vec<&str> = ALL.iter().map(|entry| entry.name).collect();
    let near = nearest(name, known.iter().copied());
    let near = near.map_or(Arg::from(""), crate::framework::did_you_mean);
    let args = [("call", cut(name).into()), ("near", near), ("known", known.join(", ").into())];
    Error::usage(Phrase::UsageUnknownCall, &args)
}

/// That a flag belongs to other questions, or to none.
pub(super) fn foreign(entry: &Entry, key: &str) -> Error {
    let takes = |entry: &&Entry| entry.flags.iter().any(|flag| flag.key == key);
    let calls: Vec<&str> = ALL.iter().filter(takes).map(|entry| entry.name).collect();
    let args = vec![("call", Arg::from(entry.name)), ("key", cut(key).into())];
    if calls.is_empty() {
        return Error::usage(Phrase::UsageTakesNo, &args);
    }
    let calls = [("calls", calls.join(", ").into())];
    Error::usage(Phrase::UsageForeign, &args.into_iter().chain(calls).collect::<Vec<_>>())
}
