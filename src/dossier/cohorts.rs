//! The cohorts of a dossier, each made once and shared by all questions that need it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::finding::Finding;
use crate::scoring::Cohort;

/// The survey channel of the data of a question.
#[derive(Clone, Debug, Default)]
pub(crate) enum Channel {
    /// The channel is not known yet.
    #[default]
    Any,
    /// A channel; `None` is the channel without a name.
    One(Option<String>),
}

/// A cohort, with the findings made while its units were put together.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) cohort: Cohort,
    pub(crate) channel: Channel,
    pub(crate) findings: Vec<Finding>,
    /// Whether earlier figures among its own inputs were examined.
    pub(crate) past: bool,
}

/// The cohorts made so far, by a key that describes their data.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cohorts(Arc<Mutex<HashMap<String, Arc<Made>>>>);

/// The most cohorts that are kept: a dossier is asked about few periods, and each cohort takes much
/// memory.
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
