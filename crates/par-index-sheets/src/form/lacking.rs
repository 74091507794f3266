//! The rows that a form went out with and came back without.

use std::collections::{BTreeMap, HashSet};

use par_index::assessment::SheetId;
use par_index::finding::FindingCode;
use par_index::{Finding, Framework, Inputs};

use super::id_column;
use crate::table::Table;

/// Which leaves a form holds of each unit.
pub(crate) struct Lacking {
    /// Whether its leaves are those that a survey gives; `None` of what is no form of all of them.
    survey: Option<bool>,
    held: BTreeMap<SheetId, HashSet<usize>>,
}

impl Lacking {
    /// A form by appraiser has the leaves of that appraiser alone.
    pub(crate) fn of(table: &Table<'_>) -> Lacking {
        let is_whole = id_column(table).is_some() && table.column("by").is_none();
        let survey = is_whole.then(|| table.column("survey").is_some());
        Lacking { survey, held: BTreeMap::new() }
    }

    /// A row of a leaf is there.
    pub(crate) fn holds(&mut self, sheet: SheetId, leaf: usize) {
        if self.survey.is_some() {
            self.held.entry(sheet).or_default().insert(leaf);
        }
    }

    /// Tells of each unit which leaves have no row.
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
