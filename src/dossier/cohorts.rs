//! The cohorts of a dossier, each made once and shared by every question that needs it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::finding::Finding;
use crate::scoring::Cohort;

/// Of which survey channel the data of a question are.
#[derive(Clone, Debug, Default)]
pub(crate) enum Channel {
    /// Not known yet.
    #[default]
    Any,
    /// One, or none by that name.
    One(Option<String>),
}

/// A cohort, with what was found while its units were put together.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) cohort: Cohort,
    pub(crate) channel: Channel,
    pub(crate) findings: Vec<Finding>,
    /// Whether earlier figures among its own inputs were looked at.
    pub(crate) past: bool,
}

/// Those that were made, by what they were made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cohorts(Arc<Mutex<HashMap<String, Arc<Made>>>>);

/// At most so many cohorts are kept. A dossier is asked about few periods, and each cohort takes much memory.
const MOST: usize = 16;

impl Cohorts {
    pub(crate) fn get(&self, key: &str) -> Option<Arc<Made>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    pub(crate) fn keep(&self, key: String, made: Made) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, Arc::new(made));
    }
}
