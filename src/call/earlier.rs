//! What a call is held against: earlier years, another ruler's year, the state before.

use crate::analysis::CrosswalkRow;
use crate::assessment::{Assessment, Input};
use crate::framework::Framework;

/// A second set of inputs beside those of a call.
#[derive(Clone, Debug)]
pub struct Earlier {
    pub(super) framework: Framework,
    pub(super) input: Input,
    pub(super) crosswalk: Option<Vec<CrosswalkRow>>,
}

impl Earlier {
    /// The year before the one asked for, or before the latest of some inputs: what earlier inputs
    /// that state no year belong to.
    pub fn year(input: &Input, asked: Option<u16>) -> Option<u16> {
        let latest = input.assessments.iter().filter_map(Assessment::year).max();
        asked.or(latest)?.checked_sub(1)
    }

    /// Inputs that were read under their own framework.
    pub fn new(framework: &Framework, input: Input) -> Earlier {
        let framework = framework.clone();
        Earlier { framework, input, crosswalk: None }
    }

    /// Which components of their framework are which of the call's.
    #[must_use]
    pub fn with_crosswalk(self, rows: Vec<CrosswalkRow>) -> Earlier {
        Earlier { crosswalk: Some(rows), ..self }
    }
}
