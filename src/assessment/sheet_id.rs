//! [`SheetId`]: the sheet, of certain inputs, that a value belongs to.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Inputs;
use crate::finding::{Finding, FindingCode, Place};

/// The sheet of one unit, period, channel and day. It is valid only for the inputs that opened it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId {
    of: InputsId,
    at: usize,
}

/// Identifies one `Inputs`; no two within a process have the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct InputsId(u64);

impl InputsId {
    pub(super) fn next() -> InputsId {
        // The number is never printed, so that results do not depend on what was read before.
        static NEXT: AtomicU64 = AtomicU64::new(0);
        InputsId(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl Inputs {
    /// The id of the sheet at a position in the list of sheets.
    pub(super) fn sheet_at(&self, at: usize) -> SheetId {
        SheetId { of: self.id, at }
    }

    /// The position of a sheet, or `None` if it belongs to other inputs.
    pub(super) fn place_in(&self, sheet: SheetId) -> Option<usize> {
        (sheet.of == self.id).then_some(sheet.at)
    }

    /// The position of a sheet. The first sheet that belongs to other inputs makes a finding.
    pub(super) fn place_of(&mut self, sheet: SheetId) -> Option<usize> {
        if let Some(at) = self.place_in(sheet) {
            return Some(at);
        }
        if !self.foreign_told {
            self.foreign_told = true;
            self.findings.push(Finding::new(FindingCode::ForeignSheet, Place::default()));
        }
        None
    }

    /// The position of a sheet, if the framework has a leaf at position `leaf`. Otherwise there is
    /// a finding, the unit is in error and the value is dropped.
    pub(super) fn place_of_leaf(&mut self, sheet: SheetId, leaf: usize) -> Option<usize> {
        let at = self.place_of(sheet)?;
        let count = self.framework.leaf_count();
        if leaf < count {
            return Some(at);
        }
        let finding = Finding::new(FindingCode::NoSuchLeaf, Place::default());
        self.sheet_finding(sheet, finding.found(leaf.to_string()).with("count", count));
        None
    }
}
