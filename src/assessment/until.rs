//! An assessment as it stood on a day.

use std::sync::Arc;

use super::{Assessment, Cell, StageName};
use crate::day::Day;

/// What an assessment held on a day.
pub(crate) struct Until {
    pub(crate) assessment: Assessment,
    /// Stages with a value that bear a later date; they are gone.
    pub(crate) later: usize,
    /// Stages with a value and without a date; they stay.
    pub(crate) undated: usize,
    /// Whether any appraised or survey value is left.
    pub(crate) recognised: bool,
}

impl Assessment {
    /// Without the stages that were filled after a day.
    pub(crate) fn until(&self, day: Day) -> Until {
        let mut body = (*self.0).clone();
        let (mut later, mut undated, mut recognised) = (0, 0, false);
        // Figures that are of a day need no other.
        let no_day = usize::from(self.as_of().is_none());
        for cell in &mut body.cells {
            // What the unit above has is that unit's to count.
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
