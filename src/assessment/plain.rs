//! The units of a table that holds final points and nothing else, without a sheet for each unit.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::{Inputs, Register, RegisteredUnit};
use crate::finding::Finding;
use crate::framework::Node;
use crate::json::nfc;
use crate::period::Period;
use crate::words::fold_name;

/// One unit of a large table: only what ranking needs to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowUnit {
    /// The id of the unit.
    pub id: String,
    /// The block (*khối*) of comparable units that the unit belongs to.
    pub group: Option<Arc<str>>,
    /// `false` for a unit that is assessed but not ranked.
    pub ranked: bool,
}

impl RowUnit {
    /// A ranked unit without a block; set the fields for other cases.
    pub fn new(id: impl Into<String>) -> RowUnit {
        RowUnit { id: id.into(), group: None, ranked: true }
    }
}

/// The names of groups seen so far, each kept in memory once.
#[derive(Default)]
pub(crate) struct Groups(BTreeSet<Arc<str>>);

impl Groups {
    pub(crate) fn share(&mut self, group: &str) -> Arc<str> {
        if let Some(known) = self.0.get(group) {
            return Arc::clone(known);
        }
        let group: Arc<str> = group.into();
        self.0.insert(Arc::clone(&group));
        group
    }
}

/// The units of a table's rows, as [`Inputs`] would read them if it had nothing to report.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PlainUnits {
    /// The units that the rows name, in the order of the rows.
    pub units: Vec<RowUnit>,
    /// The units of the register that no row names.
    pub silent: Vec<RowUnit>,
    /// What was found before these rows were looked at; none of it concerns them.
    pub findings: Vec<Finding>,
}

impl Inputs {
    /// The units of a table's rows, provided that the table is the only input and raises no
    /// question: the period is known and the framework valid for it, and every unit stands once, by
    /// its id if there is a register.
    ///
    /// `None` in every other case: then the rows must be read one by one, so that findings can say
    /// what is wrong.
    pub fn plain_units(&self, ids: &[&str]) -> Option<PlainUnits> {
        let period = self.period.filter(|period| self.framework.is_valid_for(*period))?;
        // Values inherited from the unit above stand in no row, so that the short way cannot be
        // used.
        let above = self.register.is_some() && self.framework.leaves().any(Node::is_inherited);
        if above || !self.bodies.is_empty() || !self.unread.is_empty() {
            return None;
        }
        match &self.register {
            Some(register) => self.registered(register, period, ids),
            None => self.unregistered(ids),
        }
    }

    fn registered(&self, register: &Register, period: Period, ids: &[&str]) -> Option<PlainUnits> {
        let known = register.units();
        let mut seen = vec![false; known.len()];
        let mut groups = Groups::default();
        let mut unit = |unit: &RegisteredUnit| {
            let group = unit.group.as_deref().map(nfc).filter(|group| !group.is_empty());
            let group = group.map(|group| groups.share(&group));
            RowUnit { id: unit.id(), group, ranked: unit.ranked.unwrap_or(true) }
        };
        let mut units = Vec::with_capacity(ids.len());
        for (row, id) in ids.iter().enumerate() {
            // Most tables list the units in the order of the register, which saves a look-up.
            let next = known.get(row).is_some_and(|unit| unit.unit == **id);
            let place = if next { row } else { register.place(id)? };
            if std::mem::replace(seen.get_mut(place)?, true) {
                return None;
            }
            let named = known.get(place).filter(|unit| unit.exists_in(period))?;
            units.push(unit(named));
        }
        let silent = known.iter().zip(seen).filter(|(unit, seen)| !seen && unit.exists_in(period));
        let silent = silent.map(|(silent, _)| unit(silent)).collect();
        Some(PlainUnits { silent, units, findings: self.findings.to_vec() })
    }

    fn unregistered(&self, ids: &[&str]) -> Option<PlainUnits> {
        let mut seen = HashSet::with_capacity(ids.len());
        let unit = |id: &&str| {
            let clear = !id.is_empty() && id.len() <= 200 && nfc(id) == **id;
            // Two spellings of one name need a finding, so that the short way ends here.
            let clear = clear && seen.insert(fold_name(id));
            clear.then(|| RowUnit { id: (*id).to_owned(), group: None, ranked: true })
        };
        let units = ids.iter().map(unit).collect::<Option<Vec<RowUnit>>>()?;
        Some(PlainUnits { silent: Vec::new(), units, findings: self.findings.to_vec() })
    }
}
