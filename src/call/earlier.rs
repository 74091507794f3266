//! What a call is held against: earlier years, another ruler's year, the state before.

use std::collections::BTreeMap;

use crate::analysis::CrosswalkRow;
use crate::assessment::{Assessment, Input, Register};
use crate::framework::Framework;

/// A second set of inputs beside those of a call.
#[derive(Clone, Debug)]
pub struct Earlier {
    pub(super) framework: Framework,
    pub(super) input: Input,
    pub(super) crosswalk: Option<Vec<CrosswalkRow>>,
    pub(super) predecessors: BTreeMap<String, Vec<String>>,
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
        Earlier { framework, input, crosswalk: None, predecessors: BTreeMap::new() }
    }

    /// Which components of their framework are which of the call's.
    #[must_use]
    pub fn with_crosswalk(self, rows: Vec<CrosswalkRow>) -> Earlier {
        Earlier { crosswalk: Some(rows), ..self }
    }

    /// Which units were made of which.
    #[must_use]
    pub fn with_register(mut self, register: &Register) -> Earlier {
        let made = register.units().iter().filter(|unit| !unit.predecessors.is_empty());
        for unit in made {
            let of = unit.predecessors.iter().map(|name| {
                register.find(name).map_or_else(|| name.clone(), |unit| unit.unit.clone())
            });
            self.predecessors.insert(unit.unit.clone(), of.collect());
        }
        self
    }
}
