//! Finds the rows that a form had when it was made and that are missing when it is read.

use std::collections::{BTreeMap, HashSet};

use par_index::assessment::SheetId;
use par_index::finding::FindingCode;
use par_index::{Finding, Framework, Inputs};

use super::id_column;
use crate::table::Table;

/// The leaves that have a row in a form, for each unit.
pub(crate) struct Lacking {
    /// Whether the form is for the leaves of the survey; `None` for a table that is no form or has
    /// only some of the leaves.
    survey: Option<bool>,
    held: BTreeMap<SheetId, HashSet<usize>>,
}

impl Lacking {
    /// Prepares the check of a table. A form for an appraiser is not checked: it has only some of
    /// the leaves.
    pub(crate) fn of(table: &Table<'_>) -> Lacking {
        let is_whole = id_column(table).is_some() && table.column("by").is_none();
        let survey = is_whole.then(|| table.column("survey").is_some());
        Lacking { survey, held: BTreeMap::new() }
    }

    /// Notes that a unit has a row for a leaf.
    pub(crate) fn holds(&mut self, sheet: SheetId, leaf: usize) {
        if self.survey.is_some() {
            self.held.entry(sheet).or_default().insert(leaf);
        }
    }

    /// Tells, for each unit, the leaves that have no row.
    pub(crate) fn tell(self, inputs: &mut Inputs, framework: &Framework, table: &Table<'_>) {
        let Some(survey) = self.survey else { return };
        for (sheet, held) in self.held {
            let leaves = framework.leaves().enumerate();
            let missing =
                leaves.filter(|(at, leaf)| leaf.is_survey() == survey && !held.contains(at));
            let missing: Vec<&str> = missing.map(|(_, leaf)| leaf.code().as_str()).collect();
            if !missing.is_empty() {
                let finding = Finding::new(FindingCode::FormRowMissing, table.whole());
                inputs.sheet_finding(sheet, finding.found(missing.join(", ")));
            }
        }
    }
}
