//! The framework that a form was made for: the line that states it is checked when the form comes
//! back.

use std::collections::HashSet;

use par_index::assessment::SheetId;
use par_index::finding::FindingCode;
use par_index::{Finding, Framework, Inputs, Lang};

use super::said;
use crate::table::Table;

/// The check whether a form was made for another framework, or for another version of it; then no
/// figure of its units counts.
pub(crate) struct OfOther {
    finding: Option<Finding>,
    told: HashSet<SheetId>,
}

impl OfOther {
    pub(crate) fn of(framework: &Framework, table: &Table<'_>) -> OfOther {
        OfOther { finding: is_of_other(framework, table), told: HashSet::new() }
    }

    /// Tells a unit, once, that its form is for another framework.
    pub(crate) fn tell(&mut self, inputs: &mut Inputs, sheet: SheetId) {
        if let Some(finding) = self.finding.as_ref().filter(|_| self.told.insert(sheet)) {
            inputs.sheet_finding(sheet, finding.clone());
        }
    }

    /// Tells the file as a whole where no unit was told; returns whether the form is for another
    /// framework.
    pub(crate) fn end(self, inputs: &mut Inputs) -> bool {
        let is_other = self.finding.is_some();
        if self.told.is_empty() {
            self.finding.into_iter().for_each(|finding| inputs.finding(finding));
        }
        is_other
    }
}

/// The finding about a form that was made for another framework, or for another version of it.
fn is_of_other(framework: &Framework, table: &Table<'_>) -> Option<Finding> {
    for record in table.above() {
        for column in 0..record.len() {
            let Some(text) = record.cell(column).said() else { continue };
            let Some((id, hash)) = stated(text) else { continue };
            if id == framework.id() && hash == framework.issued_hash() {
                return None;
            }
            let mut place = table.place(record.at(), column);
            // The line stands above the header, so no heading belongs to it.
            place.heading = None;
            let finding = Finding::new(FindingCode::OtherFramework, place);
            let own = format!("{} {}", framework.id(), framework.issued_hash());
            return Some(finding.found(format!("{id} {hash}")).with("expected", own));
        }
    }
    None
}

/// The framework and the hash that a line of a form states.
fn stated(text: &str) -> Option<(&str, &str)> {
    let parts: Vec<&str> = text.split(" · ").collect();
    let behind = |key: &str| {
        let of = |lang| parts.iter().find_map(|part| part.strip_prefix(said(key, lang)));
        of(Lang::Vi).or_else(|| of(Lang::En)).map(str::trim)
    };
    behind("framework").zip(behind("hash"))
}
