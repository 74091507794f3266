//! Along what losses and cuts are summed.

use std::collections::HashMap;

use crate::framework::vocabulary::vocabulary;
use crate::framework::{Agency, Node};
use crate::words::{Lang, Text};

vocabulary! {
    /// What several rows are made one by.
    By {
        /// The node of the framework, each with all below it.
        Node "node",
        /// The lead agencies of a leaf together, so that a shared leaf counts once.
        Lead "lead",
        /// The appraisers of a leaf together.
        Appraiser "appraiser",
        /// The unit.
        Unit "unit",
        /// The block (*khối*) of the unit.
        Group "group",
        /// The year, of a cohort and the earlier ones beside it.
        Year "year",
    }
}

/// Sums under keys, in the order the keys are first met.
pub(super) struct Groups<T> {
    rows: Vec<(String, Text, T)>,
    places: HashMap<String, usize>,
}

impl<T: Default> Groups<T> {
    pub(super) fn new() -> Groups<T> {
        Groups { rows: Vec::new(), places: HashMap::new() }
    }

    /// The sum under a key; `name` is asked for when it is new.
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

/// The key of a leaf's leads or appraisers, `none` without any, and their names.
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

/// The key of what nobody leads, and of units without a group.
pub(super) const NONE: &str = "none";
