//! Snapshots (*số liệu đến ngày*): sheets of one unit and period from several days. Of each value
//! the latest counts, and a value that later sheets do not state remains.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::join::Join;
use super::{Assessment, Body, Inputs, StageName, whole};
use crate::day::Day;
use crate::finding::{Finding, FindingCode, Findings, Place};
use crate::framework::LeafIx;
use crate::period::Period;

impl Inputs {
    /// For each sheet, whether there are sheets of other days for its unit, period and channel: a
    /// value missing in one of them may stand in another.
    pub(super) fn snapshots(&self) -> Vec<bool> {
        let key = |body: &Body| (body.unit.id.clone(), body.period, body.channel.clone());
        let dated: HashSet<_> =
            self.bodies.iter().filter(|body| body.as_of.is_some()).map(|body| key(body)).collect();
        let mut sheets: HashMap<_, usize> = HashMap::new();
        if !dated.is_empty() {
            self.bodies.iter().for_each(|body| *sheets.entry(key(body)).or_default() += 1);
        }
        let several =
            |body: &Body| !dated.is_empty() && sheets.get(&key(body)).is_some_and(|many| *many > 1);
        self.bodies.iter().map(|body| several(body)).collect()
    }
}

/// Unit id, period and channel: the key that the sheets of one unit share.
type Group = (String, Option<Period>, Option<String>);

fn group(one: &Assessment) -> Group {
    (one.unit().id.clone(), one.period(), one.channel().map(str::to_owned))
}

/// The assessments as they stood on a day, or, without a day, as the latest sheets say. If none is
/// dated, all are returned unchanged.
pub(crate) fn standing(
    all: Vec<Assessment>,
    on: Option<Day>,
    prefer_last: bool,
    findings: &mut Findings,
) -> Vec<Assessment> {
    if all.iter().all(|one| one.as_of().is_none()) {
        return all;
    }
    let dated: BTreeSet<Group> =
        all.iter().filter(|one| one.as_of().is_some()).map(group).collect();
    let mut groups: BTreeMap<Group, (Assessment, Vec<Assessment>)> = BTreeMap::new();
    let mut out: Vec<Option<Assessment>> = Vec::new();
    let mut places: BTreeMap<Group, usize> = BTreeMap::new();
    for one in all {
        let key = group(&one);
        if !dated.contains(&key) {
            out.push(Some(one));
            continue;
        }
        match groups.entry(key) {
            Entry::Occupied(mut known) => known.get_mut().1.push(one),
            Entry::Vacant(new) => {
                places.insert(new.key().clone(), out.len());
                out.push(None);
                new.insert((one, Vec::new()));
            }
        }
    }
    for (key, sheets) in groups {
        let place = places.get(&key).and_then(|place| out.get_mut(*place));
        if let Some(place) = place {
            *place = Some(latest(sheets, on, prefer_last, findings));
        }
    }
    out.into_iter().flatten().collect()
}

/// Joins the sheets of one unit into one: in the order of their days, undated sheets last.
fn latest(
    (first, rest): (Assessment, Vec<Assessment>),
    on: Option<Day>,
    prefer_last: bool,
    findings: &mut Findings,
) -> Assessment {
    let several = !rest.is_empty();
    let is_late = |one: &Assessment| one.as_of().zip(on).is_some_and(|(day, on)| day > on);
    // Sheets of later days are left out; if none remains, the unit has a blank sheet.
    let blank = Body {
        as_of: None,
        survey_held: None,
        cells: Vec::new(),
        row: None,
        bonus: None,
        deduction: None,
        in_error: false,
        wrong: BTreeSet::new(),
        contradicts: false,
        ..Body::clone(&first.0)
    };
    let mut sheets: Vec<Assessment> =
        [first].into_iter().chain(rest).filter(|one| !is_late(one)).collect();
    sheets.sort_by_key(|one| (one.as_of().is_none(), one.as_of()));
    let mut sheets = sheets.into_iter();
    let first = sheets.next();
    if !several && let Some(only) = first {
        return only;
    }
    let mut body = first.map_or(blank, |one| Body::clone(&one.0));
    let mut days: BTreeMap<(usize, StageName), Day> = stated(&body).collect();
    for one in sheets {
        let later = one.as_of().is_some();
        days.extend(stated(&one.0));
        body.as_of = body.as_of.max(one.as_of());
        let mut join = Join { body: &mut body, prefer_last, later, findings };
        join.absorb(Body::clone(&one.0));
    }
    body.sort_evidence();
    if !body.in_error {
        findings.extend(whole::joined(&mut body));
    }
    let days: BTreeSet<Day> = days.into_values().collect();
    if days.len() > 1 {
        let days: Vec<String> = days.iter().map(Day::to_string).collect();
        let place = Place::unit(&body.unit.id, &body.unit.name);
        findings.push(Finding::new(FindingCode::SnapshotsMixed, place).found(days.join(", ")));
    }
    Assessment(Arc::new(body))
}

/// The values that a dated sheet states, each with its day.
fn stated(body: &Body) -> impl Iterator<Item = ((usize, StageName), Day)> {
    body.as_of.into_iter().flat_map(move |day| {
        (0..body.cells.len()).flat_map(move |leaf| {
            // A value taken from the unit above is dated in that unit's own sheet.
            let entry = body.entry(LeafIx(leaf));
            let own = body.cells.get(leaf).is_some_and(super::Cell::has_value);
            let entry = entry.filter(|_| own);
            let has = move |name: &StageName| {
                let stage = entry.as_ref().and_then(|entry| entry.stage(*name));
                stage.is_some_and(|stage| stage.value.is_some())
            };
            StageName::ALL.into_iter().filter(has).map(move |name| ((leaf, name), day))
        })
    })
}
