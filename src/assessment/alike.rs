//! Two spellings of one thing count as two: someone should know.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Inputs, Unit};
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::words::fold_name;

/// A warning for each text that compares like one before it in the order of texts.
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

/// The warnings on channels, and on units unless a register names them.
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

/// A warning for each unit whose id is the name of another: one input calls it by its id, another by
/// its name.
fn named_alike<'a>(units: impl Iterator<Item = &'a Unit>) -> Findings {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut named: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for unit in units {
        ids.insert(&unit.id);
        // Two spellings of one id are told as such.
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
    /// Without a register two spellings of one name are two units, and so are those of a channel. Of
    /// several frameworks that can only be told of all.
    pub(super) fn name_alike(&mut self) {
        if self.elsewhere.is_some() {
            return;
        }
        let named = self.bodies.iter().map(|body| (&*body.unit, body.channel.as_deref()));
        let found = names_alike(&named.collect::<Vec<_>>(), self.register.is_some());
        self.findings.extend(found);
    }
}
