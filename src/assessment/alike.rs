//! Warnings on names that differ only in spelling: the product counts them as two, and a person
//! should look whether one is meant.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Inputs, Unit};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::words::fold_name;

/// One warning for each text that [`fold_name`] makes equal to an earlier one; the texts are taken
/// in alphabetical order.
pub(super) fn alike<'a>(
    code: FindingCode,
    texts: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = Finding> {
    let texts: BTreeSet<&str> = texts.collect();
    let mut first: HashMap<String, &str> = HashMap::new();
    let mut findings = Findings::default();
    for text in texts {
        let first = *first.entry(fold_name(text)).or_insert(text);
        if first != text {
            let finding = Finding::new(code, Place::default());
            findings.push(finding.found(first).with("other", text.to_owned()));
        }
    }
    findings.into_iter()
}

/// Warnings on survey channels that differ only in spelling, and, unless a register settles the
/// units, on such units too.
pub(crate) fn names_alike(named: &[(&Unit, Option<&str>)], registered: bool) -> Findings {
    let channels = named.iter().filter_map(|(_, channel)| *channel);
    let mut findings: Findings = alike(FindingCode::ChannelsAlike, channels).collect();
    if !registered {
        let ids = named.iter().map(|(unit, _)| unit.id.as_str());
        findings.extend(alike(FindingCode::UnitsAlike, ids));
        findings.extend(named_alike(named.iter().map(|(unit, _)| *unit)));
    }
    findings
}

/// Warns of units whose id is the name of another unit: one input may name a unit by its id,
/// another input by its name.
fn named_alike<'a>(units: impl Iterator<Item = &'a Unit>) -> Findings {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut named: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for unit in units {
        ids.insert(&unit.id);
        // An id and a name that fold to the same text are already reported by `alike`.
        let own = fold_name(&unit.id);
        let names = [&unit.name.vi, &unit.name.en].map(|name| fold_name(name));
        for name in names.into_iter().filter(|name| *name != own) {
            named.entry(name).or_default().insert(&unit.id);
        }
    }
    let mut findings = Findings::default();
    for id in ids {
        let Some(others) = named.get(&fold_name(id)) else { continue };
        if !findings.has_room(FindingCode::UnitsAlike, None) {
            findings.count(FindingCode::UnitsAlike, others.len());
            continue;
        }
        for other in others {
            let finding = Finding::new(FindingCode::UnitsAlike, Place::default());
            findings.push(finding.found(id).with("other", (*other).to_owned()));
        }
    }
    findings
}

impl Inputs {
    /// Warns of names that differ only in spelling: without a register two spellings of one unit
    /// are counted as two units, and two spellings of a channel as two channels. With several
    /// frameworks only the caller sees all sheets, so that nothing is said here.
    pub(super) fn name_alike(&mut self) {
        if self.elsewhere.is_some() {
            return;
        }
        let named = self.bodies.iter().map(|body| (&*body.unit, body.channel.as_deref()));
        let found = names_alike(&named.collect::<Vec<_>>(), self.register.is_some());
        self.findings.extend(found);
    }
}
