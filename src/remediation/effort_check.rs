//! Checks the rows of a table of efforts, cell by cell.

use std::collections::BTreeSet;

use super::effort::{Effort, MOST_EFFORT, Named, Work, named_level};
use super::effort_row::EffortRow;
use crate::day::Day;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::{Framework, LeafIx, did_you_mean, unknown_agency};
use crate::json::{self, Num, cut, nfc};
use crate::quantity::Points;
use crate::words::Arg;

pub(super) struct Check<'a> {
    pub(super) framework: &'a Framework,
    pub(super) place: &'a dyn Fn(usize, &'static str) -> Place,
    pub(super) findings: Findings,
}

impl Check<'_> {
    /// Checks one row. The result is its step, as far as that is readable, and the whole row if
    /// nothing is wrong. A level of `None` means every reachable level; only a row with an effort
    /// for each item may leave it out.
    pub(super) fn row(
        &mut self,
        n: usize,
        row: &EffortRow,
    ) -> (Option<(LeafIx, Option<Points>)>, Option<Effort>) {
        let leaf = self.leaf(&row.code, n, "code");
        let every = row.per_item.is_some() && row.to.as_str().trim().is_empty();
        let to = if every {
            Some(None)
        } else {
            json::points(&row.to, &(self.place)(n, "to"), &mut self.findings).map(Some)
        };
        let cost = self.cost(n, row);
        let lead = self.agencies(&row.lead, n, "lead");
        let cooperating = self.agencies(&row.cooperating, n, "cooperating");
        let due = match nfc(&row.due) {
            day if day.is_empty() => Some(None),
            day => Day::read(&day).map(Some).ok().or_else(|| {
                let place = (self.place)(n, "due");
                self.findings.push(json::bad_date(&day, place));
                None
            }),
        };
        let requires = self.named(&row.requires, n, "requires");
        let excludes = self.named(&row.excludes, n, "excludes");
        let Some((leaf, to)) = leaf.zip(to) else { return (None, None) };
        let in_range = to.is_none_or(|to| self.in_range(leaf, to, n, "to").is_some());
        let mut of_itself = false;
        for (key, named) in [("requires", &requires), ("excludes", &excludes)] {
            if named.iter().flatten().any(|named| named.leaf == leaf) {
                of_itself = true;
                let finding = Finding::new(FindingCode::StepOfItself, (self.place)(n, key));
                let code = self.framework.leaf_at(leaf).code().as_str();
                let finding = finding.found(code).with("node", code);
                self.findings.push(finding.with("step", named_level(to)));
            }
        }
        let whole = || {
            let (effort, per_item) = cost?;
            let work = Work {
                effort,
                measure: nfc(&row.measure),
                lead: lead?,
                cooperating: cooperating?,
                due: due?,
                product: nfc(&row.product),
            };
            let places = ["to", "due", "requires", "per_item"].map(|key| (self.place)(n, key));
            let (requires, excludes) = (requires?, excludes?);
            let good = in_range && !of_itself;
            good.then_some(Effort { row: n, leaf, to, work, per_item, requires, excludes, places })
        };
        (Some((leaf, to)), whole())
    }

    /// The effort of a row, or its effort for each item.
    fn cost(&mut self, n: usize, row: &EffortRow) -> Option<(u64, Option<Points>)> {
        let effort = row.effort.as_ref().map(|num| self.whole(num, n));
        let Some(num) = &row.per_item else {
            return effort.unwrap_or(Some(1)).map(|effort| (effort, None));
        };
        let place = (self.place)(n, "per_item");
        let each = json::points(num, &place, &mut self.findings);
        let each = each.filter(|each| {
            let good = !each.is_negative();
            if !good {
                let finding = Finding::new(FindingCode::OutOfRange, place.clone());
                let finding = finding.found(cut(num.as_str())).with("from", Points::ZERO);
                self.findings.push(finding.with("to", "8999999999"));
            }
            good
        });
        if effort.is_some() {
            let finding = Finding::new(FindingCode::EffortOfBoth, place);
            self.findings.push(finding.found(cut(num.as_str())));
            return None;
        }
        each.map(|each| (0, Some(each)))
    }

    /// Checks that the leaf can have these points.
    fn in_range(&mut self, leaf: LeafIx, to: Points, n: usize, key: &'static str) -> Option<()> {
        let max = self.framework.leaf_at(leaf).max();
        if (Points::ZERO..=max).contains(&to) {
            return Some(());
        }
        let finding = Finding::new(FindingCode::OutOfRange, (self.place)(n, key));
        let finding = finding.found_points(to).with("from", Points::ZERO);
        self.findings.push(finding.with("to", max));
        None
    }

    /// Warns of exclusions that name a level which no row offers.
    pub(super) fn excluded(&mut self, table: &[(usize, Effort)]) {
        let levels = table.iter().filter_map(|(_, row)| Some((row.leaf, row.to?)));
        let offered: BTreeSet<(LeafIx, Points)> = levels.collect();
        // Which levels such a row offers depends on the unit.
        let open = table.iter().filter(|(_, row)| row.to.is_none());
        let open: BTreeSet<LeafIx> = open.map(|(_, row)| row.leaf).collect();
        for (n, row) in table {
            for named in &row.excludes {
                let offers = match named.to {
                    _ if open.contains(&named.leaf) => true,
                    Some(to) => offered.contains(&(named.leaf, to)),
                    // Levels that count are never below zero.
                    None => offered
                        .range((named.leaf, Points::ZERO)..=(named.leaf, Points::MAX))
                        .next()
                        .is_some(),
                };
                if offers {
                    continue;
                }
                let code = |leaf| self.framework.leaf_at(leaf).code().as_str();
                let place = (self.place)(*n, "excludes");
                let finding = Finding::new(FindingCode::ExcludesNothing, place);
                let other = named.text(self.framework);
                let finding = finding.found(other.en.as_str()).with("other", other);
                let finding = finding.with("node", code(row.leaf));
                self.findings.push(finding.with("step", named_level(row.to)));
            }
        }
    }

    fn leaf(&mut self, code: &str, n: usize, key: &'static str) -> Option<LeafIx> {
        let code = nfc(code);
        match self.framework.node(&code) {
            Some(node) if node.leaf().is_some() => Some(LeafIx(node.leaf_range().start)),
            Some(_) => {
                let finding = Finding::new(FindingCode::NotALeaf, (self.place)(n, key));
                self.findings.push(finding.found(cut(&code)));
                None
            }
            None => {
                let seek = self.findings.seeks(FindingCode::UnknownCode);
                let near = self.framework.near_code(&code).filter(|_| seek);
                let near = near.map_or(Arg::from(""), did_you_mean);
                let finding = Finding::new(FindingCode::UnknownCode, (self.place)(n, key));
                self.findings.push(finding.found(cut(&code)).with("near", near));
                None
            }
        }
    }

    fn whole(&mut self, num: &Num, n: usize) -> Option<u64> {
        let place = (self.place)(n, "effort");
        let points = json::points(num, &place, &mut self.findings)?;
        let code = match () {
            () if points.is_negative() => FindingCode::OutOfRange,
            () if !points.is_whole() => FindingCode::NotWhole,
            () => return u64::try_from(points.wide() / Points::whole(1).wide()).ok(),
        };
        let finding = Finding::new(code, place).found(cut(num.as_str()));
        self.findings.push(finding.with("from", Points::ZERO).with("to", MOST_EFFORT.to_string()));
        None
    }

    /// The ids of agencies given by id or name, in the order of the framework.
    fn agencies(&mut self, text: &str, n: usize, key: &'static str) -> Option<String> {
        let all = self.framework.agencies();
        let mut places = Vec::new();
        let mut good = true;
        // A comma may separate two agencies or be part of one name.
        let parted = |part: &str| -> Vec<String> {
            let known = |name: &str| self.framework.agency_named(&nfc(name)).is_some();
            if !known(part) && part.split(',').all(known) {
                part.split(',').map(nfc).collect()
            } else {
                vec![nfc(part)]
            }
        };
        let names: Vec<String> = text.split(['+', ';']).flat_map(parted).collect();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            if let Some(known) = self.framework.agency_named(&name) {
                places.push(known);
                continue;
            }
            good = false;
            let seek = self.findings.seeks(FindingCode::UnknownAgency);
            let ids = all.iter().map(crate::framework::Agency::id).filter(|_| seek);
            self.findings.push(unknown_agency(&name, ids, (self.place)(n, key)));
        }
        places.sort_unstable();
        places.dedup();
        let ids: Vec<&str> = places.into_iter().map(|place| all[place].id()).collect();
        good.then(|| ids.join("+"))
    }

    fn named(&mut self, text: &str, n: usize, key: &'static str) -> Option<Vec<Named>> {
        let mut named = Vec::new();
        let mut good = true;
        for step in text.split('+').map(str::trim).filter(|step| !step.is_empty()) {
            let (code, to) = match step.split_once('=') {
                Some((code, to)) => (code.trim(), Some(Num::from(to.trim()))),
                None => (step, None),
            };
            let leaf = self.leaf(code, n, key);
            let to = match &to {
                Some(to) => {
                    let place = (self.place)(n, key);
                    let to = json::points(to, &place, &mut self.findings);
                    let fits = |to: &Points| {
                        leaf.is_none_or(|leaf| self.in_range(leaf, *to, n, key).is_some())
                    };
                    to.filter(fits).map(Some)
                }
                None => Some(None),
            };
            match leaf.zip(to) {
                Some((leaf, to)) => named.push(Named { leaf, to }),
                None => good = false,
            }
        }
        good.then_some(named)
    }
}
