//! [`SheetId`]: which sheet of which inputs a value belongs to.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Inputs;
use crate::finding::{Finding, FindingCode, Place};

/// One unit, year and channel among the inputs that opened it; it means nothing to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId {
    of: InputsId,
    at: usize,
}

/// Which inputs; no two of a process are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct InputsId(u64);

impl InputsId {
    pub(super) fn next() -> InputsId {
        // Never printed, so that results stay the same whatever was read before.
        static NEXT: AtomicU64 = AtomicU64::new(0);
        InputsId(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl Inputs {
    /// The sheet at a place.
    pub(super) fn sheet_at(&self, at: usize) -> SheetId {
        SheetId { of: self.id, at }
    }

    /// The place of a sheet of these inputs.
    pub(super) fn place_in(&self, sheet: SheetId) -> Option<usize> {
        (sheet.of == self.id).then_some(sheet.at)
    }

    /// The place of a sheet in these inputs. A sheet that belongs to other inputs makes a finding, once.
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

    /// The place of a sheet, if the framework has a leaf at the position; one that is not there is a
    /// finding and puts the unit in error, whose value counts nowhere.
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
