//! An assessment as it stood on a certain day.

use std::sync::Arc;

use super::{Assessment, Cell, StageName};
use crate::day::Day;

/// What an assessment held on a certain day.
pub(crate) struct Until {
    pub(crate) assessment: Assessment,
    /// How many stages with a value bear a later date; they were removed.
    pub(crate) later: usize,
    /// How many stages with a value bear no date; they were kept.
    pub(crate) undated: usize,
    /// Whether any appraised score or survey score is left.
    pub(crate) recognised: bool,
}

impl Assessment {
    /// The assessment without the stages that were filled in after a day.
    pub(crate) fn until(&self, day: Day) -> Until {
        let mut body = (*self.0).clone();
        let (mut later, mut undated, mut recognised) = (0, 0, false);
        // Figures of a dated sheet need no date of their own.
        let no_day = usize::from(self.as_of().is_none());
        for cell in &mut body.cells {
            // Values taken from the unit above are counted for that unit, not for this one.
            let own = usize::from(!matches!(cell, Cell::Taken(_)));
            match cell {
                Cell::Empty => {}
                Cell::Plain(_) => {
                    undated += no_day;
                    recognised = true;
                }
                Cell::Full(entry) | Cell::Taken(entry) => {
                    for name in StageName::ALL {
                        let stage = entry.stage_mut(name);
                        let Some(held) = stage.as_ref().filter(|held| held.value.is_some()) else {
                            continue;
                        };
                        match held.on() {
                            Some(on) if on > day => {
                                later += own;
                                *stage = None;
                                continue;
                            }
                            Some(_) => {}
                            None => undated += no_day * own,
                        }
                        recognised |= own > 0 && name != StageName::SelfScore;
                    }
                }
            }
        }
        Until { assessment: Assessment(Arc::new(body)), later, undated, recognised }
    }
}
