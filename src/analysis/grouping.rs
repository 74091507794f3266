//! The keys by which losses and cuts are summed.

use std::collections::HashMap;

use crate::framework::vocabulary::vocabulary;
use crate::framework::{Agency, Node};
use crate::words::{Lang, Text};

vocabulary! {
    /// The property by which several rows are summed into one.
    By {
        /// By node of the framework; each node includes everything below it.
        Node "node",
        /// By the lead agencies of a leaf; several leads of one leaf form one key, so that a shared
        /// leaf counts once.
        Lead "lead",
        /// By the appraisers of a leaf; several form one key.
        Appraiser "appraiser",
        /// By unit.
        Unit "unit",
        /// By block (*khối*) of the unit.
        Group "group",
        /// By year: losses of the cohort's own year and of the earlier cohorts attached to it; cuts
        /// of its own year only.
        Year "year",
    }
}

/// Sums by key, in the order in which the keys first occur.
pub(super) struct Groups<T> {
    rows: Vec<(String, Text, T)>,
    places: HashMap<String, usize>,
}

impl<T: Default> Groups<T> {
    pub(super) fn new() -> Groups<T> {
        Groups { rows: Vec::new(), places: HashMap::new() }
    }

    /// The sum under a key; `name` is called only for a new key.
    pub(super) fn at(&mut self, key: &str, name: impl FnOnce() -> Text) -> &mut T {
        let place = self.places.get(key).copied().unwrap_or_else(|| {
            self.rows.push((key.to_owned(), name(), T::default()));
            self.places.insert(key.to_owned(), self.rows.len() - 1);
            self.rows.len() - 1
        });
        &mut self.rows[place].2
    }

    pub(super) fn into_rows(self) -> Vec<(String, Text, T)> {
        self.rows
    }
}

/// The key and the names of a leaf's leads or appraisers; the key is `none` for a leaf without any.
pub(super) fn agencies_of(node: &Node, by: By) -> (String, Text) {
    let agencies: Vec<&Agency> = match by {
        By::Appraiser => node.appraisers().collect(),
        _ => node.lead().collect(),
    };
    if agencies.is_empty() {
        return (NONE.to_owned(), Text::default());
    }
    let ids: Vec<&str> = agencies.iter().map(|agency| agency.id()).collect();
    let names = |lang: Lang| {
        let names: Vec<&str> = agencies.iter().map(|agency| agency.short().get(lang)).collect();
        names.join(", ")
    };
    (ids.join("+"), Text::new(names(Lang::Vi), names(Lang::En)))
}

/// The key for leaves that no agency leads, and for units without a group.
pub(super) const NONE: &str = "none";
