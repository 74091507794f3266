//! [`Register`]: the list of units (*danh sách đơn vị*) that have to report.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::spec::NameSpec;
use super::{Origin, Unit};
use crate::bound::Bound;
use crate::finding::{Finding, FindingCode, Findings, MOST_NAMES, Place, nearest};
use crate::framework::did_you_mean;
use crate::json::{self, MOST_ID, MOST_NAME, cut, limited, nfc, too_long};
use crate::period::Period;
use crate::words::{Arg, Lang, Text, fold_name, has_odd_letters};

/// The most units of a circle that a finding names.
const MOST_SHOWN: usize = 8;

/// One unit of a register, in the form it has in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisteredUnit {
    /// The id of the unit, by which inputs may also name it.
    pub unit: String,
    /// The name of the unit; without one the id is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameSpec>,
    /// The block (*khối*) of comparable units that the unit belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// `false` for a unit that is assessed but not ranked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranked: Option<bool>,
    /// The unit above this one, by id or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The codes of the unit on the national public service portal, joined by `+`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal: Option<String>,
    /// The units it was formed from by a merger, by id or name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<String>,
    /// The first year, or the first day, on which the unit is in force. It takes part in a period
    /// if it is in force on the period's last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Bound>,
    /// The last year, or the last day, on which the unit is in force. A unit in force up to
    /// 2025-06-30 takes part in the first half of 2025, but not in the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Bound>,
}

/// Which parts of a unit the register states; for a part it leaves empty the sheets count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) name: bool,
    pub(super) group: bool,
    pub(super) ranked: bool,
}

impl RegisteredUnit {
    /// A unit with the given id and no further data.
    pub fn new(unit: impl Into<String>) -> RegisteredUnit {
        RegisteredUnit { unit: unit.into(), ..RegisteredUnit::default() }
    }

    /// Cuts names that are longer than allowed and reports each cut.
    fn shorten(&mut self, n: usize, findings: &mut Vec<Finding>) {
        let mut cut = |text: &mut String, most: usize, key: &str| {
            let place = Place::at(format!("/{n}/{key}"));
            *text = limited(std::mem::take(text), most, &place, findings);
        };
        if let Some(group) = &mut self.group {
            cut(group, MOST_ID, "group");
        }
        match &mut self.name {
            Some(NameSpec::One(name)) => cut(name, MOST_NAME, "name"),
            Some(NameSpec::Both(name)) => {
                cut(&mut name.vi, MOST_NAME, "name");
                cut(&mut name.en, MOST_NAME, "name");
            }
            None => {}
        }
    }

    /// The id with its accents composed (NFC), so that equal ids compare equal.
    pub fn id(&self) -> String {
        nfc(&self.unit)
    }

    /// Which parts of the unit the register states.
    pub(super) fn stated(&self) -> Stated {
        Stated {
            name: self.name.as_ref().is_some_and(|name| !name.text().is_empty()),
            group: self.group.as_deref().is_some_and(|group| !nfc(group).is_empty()),
            ranked: self.ranked.is_some(),
        }
    }

    /// The time during which the unit is in force, in words.
    pub(in crate::assessment) fn valid_text(&self) -> Text {
        let said = |vi: &str, en: &str, bound: Bound| {
            let text = bound.text();
            Text::new(
                format!("{vi} {}", text.get(Lang::Vi)),
                format!("{en} {}", text.get(Lang::En)),
            )
        };
        match (self.valid_from, self.valid_to) {
            (Some(from), Some(to)) => {
                let (from, to) = (said("từ", "from", from), said("đến", "to", to));
                Text::new(format!("{} {}", from.vi, to.vi), format!("{} {}", from.en, to.en))
            }
            (Some(from), None) => said("từ", "from", from),
            (None, Some(to)) => said("đến", "up to", to),
            (None, None) => Text::default(),
        }
    }

    /// The name of the unit as results print it: its id if it has no name.
    pub(crate) fn text(&self) -> Text {
        let name = self.name.as_ref().map(NameSpec::text);
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| Text::same(self.id()))
    }

    /// Whether the unit is in force on the last day of a period or year.
    pub fn exists_in(&self, period: impl Into<Period>) -> bool {
        Bound::hold((self.valid_from, self.valid_to), period.into())
    }
}

/// Reads the units of a register from a JSON array.
///
/// # Errors
/// Every shape error as a finding with line and column.
pub fn read_units(text: impl AsRef<[u8]>) -> Result<Vec<RegisteredUnit>, Vec<Finding>> {
    json::read(text.as_ref())
}

/// The list of units that have to report, with their names, blocks and whether they are ranked.
///
/// Inputs name a unit by id or name, compared by [`fold_name`]. A registered unit that sends nothing
/// stands in the results as *not reported*.
///
/// # Example
/// ```
/// use par_index::assessment::{Register, RegisteredUnit};
///
/// let mut unit = RegisteredUnit::new("xa-01");
/// unit.name = Some("Xã Hoà Bình".into());
/// let (register, findings) = Register::new(vec![unit]);
/// assert!(findings.is_empty());
/// assert_eq!(register.find("UBND xã Hòa Bình").unwrap().unit, "xa-01");
/// assert!(register.find("xã Khác").is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Register {
    units: Arc<[RegisteredUnit]>,
    by_id: Arc<HashMap<String, usize>>,
    /// The units by name; built when a text that is no id is looked up for the first time.
    by_name: OnceLock<Arc<HashMap<String, Vec<usize>>>>,
}

impl Register {
    /// Makes a register and checks it.
    /// Errors: a unit that stands twice (the first one counts), a predecessor that is no unit of
    /// the register, parents or predecessors that form a circle, and a unit whose time ends before
    /// it begins. Warnings: a parent that is no unit of the register, and a predecessor that stands
    /// twice.
    pub fn new(mut units: Vec<RegisteredUnit>) -> (Register, Vec<Finding>) {
        let mut by_id = HashMap::with_capacity(units.len());
        let mut findings = Findings::default();
        let mut places = 0..;
        let mut rows = Vec::new();
        // Ids that only look the same are searched for only if some id has unusual letters, since
        // registers are long.
        let odd = units.iter().any(|unit| has_odd_letters(&unit.unit));
        let mut alike: HashMap<String, String> = HashMap::new();
        units.retain_mut(|unit| {
            let n = places.next().unwrap_or(0_usize);
            let id = unit.id();
            let place = || Place::at(format!("/{n}/unit"));
            if id.is_empty() {
                findings.push(Finding::new(FindingCode::UnitMissing, place()));
                return false;
            }
            if id.chars().count() > MOST_ID {
                findings.push(too_long(&id, MOST_ID, place()));
                return false;
            }
            let mut long = Vec::new();
            unit.shorten(n, &mut long);
            findings.extend(long);
            if by_id.contains_key(&id) {
                findings.push(Finding::new(FindingCode::DuplicateUnit, place()).found(id));
                return false;
            }
            if odd {
                let first = alike.entry(fold_name(&id)).or_insert_with(|| id.clone());
                if *first != id {
                    let finding = Finding::new(FindingCode::UnitsAlike, place());
                    findings.push(finding.found(cut(first)).with("other", cut(&id)));
                }
            }
            by_id.insert(id, by_id.len());
            rows.push(n);
            true
        });
        let (units, by_id) = (units.into(), Arc::new(by_id));
        let register = Register { units, by_id, by_name: OnceLock::new() };
        register.check_predecessors(&rows, &mut findings);
        register.check_parents(&rows, &mut findings);
        register.check_times(&rows, &mut findings);
        (register, findings.into_vec())
    }

    /// Reports predecessors that are unknown or ambiguous, that stand twice, or that lead back to
    /// the unit formed from them; `rows` are the positions of the units in the document.
    fn check_predecessors(&self, rows: &[usize], findings: &mut Findings) {
        let place = |row: usize, n: usize| Place::at(format!("/{row}/predecessors/{n}"));
        let mut made_of: Vec<Vec<(usize, Place)>> = Vec::with_capacity(self.units.len());
        for (unit, row) in self.units.iter().zip(rows) {
            let mut known: BTreeSet<usize> = BTreeSet::new();
            let mut own = Vec::new();
            for (n, name) in unit.predecessors.iter().enumerate() {
                let seek = findings.seeks(FindingCode::UnknownUnit);
                match self.predecessor(unit, name, seek) {
                    Err(mut finding) => {
                        *finding.place_mut() = place(*row, n);
                        findings.push(finding);
                    }
                    Ok(other) => match self.place(&other.id()) {
                        Some(at) if known.insert(at) => own.push((at, place(*row, n))),
                        _ => {
                            let code = FindingCode::PredecessorTwice;
                            findings.push(Finding::new(code, place(*row, n)).found(cut(name)));
                        }
                    },
                }
            }
            // A merged unit may keep the id of one of its parts: then it is rightly among its own
            // predecessors.
            if own.len() > 1 {
                own.retain(|(at, _)| *at != made_of.len());
            }
            made_of.push(own);
        }
        for (circle, place) in circles(&made_of) {
            let finding = Finding::new(FindingCode::PredecessorsCircle, place);
            findings.push(finding.found(self.named(&circle)));
        }
    }

    /// Reports units whose time ends before it begins.
    fn check_times(&self, rows: &[usize], findings: &mut Findings) {
        for (unit, row) in self.units.iter().zip(rows) {
            let Some((from, to)) = unit.valid_from.zip(unit.valid_to) else { continue };
            if from.first_day() > to.last_day() {
                let place = Place::at(format!("/{row}/valid_to"));
                let finding = Finding::new(FindingCode::NeverInForce, place);
                findings.push(finding.found(to.to_string()).with("from", from.text()));
            }
        }
    }

    /// The ids of a circle in words, beginning with the unit that stands first in the register and
    /// leading back to it.
    fn named(&self, circle: &[usize]) -> String {
        let first = circle.iter().min().copied().unwrap_or_default();
        let turn = circle.iter().position(|unit| *unit == first).unwrap_or_default();
        let ids = circle.iter().cycle().skip(turn).take(circle.len().min(MOST_SHOWN) + 1);
        let ids = ids.filter_map(|unit| Some(cut(&self.units.get(*unit)?.id())));
        ids.collect::<Vec<String>>().join(" → ")
    }

    /// Reports parents that the register does not know, and parents that form a circle; each circle
    /// is reported once, at the first of its units.
    fn check_parents(&self, rows: &[usize], findings: &mut Findings) {
        let place = |row: usize| Place::at(format!("/{row}/parent"));
        let mut above: Vec<Option<usize>> = Vec::with_capacity(self.units.len());
        for (unit, row) in self.units.iter().zip(rows) {
            let Some(name) = unit.parent.as_deref().filter(|name| !nfc(name).is_empty()) else {
                above.push(None);
                continue;
            };
            let found = self.resolve(name, None, false);
            above.push(found.as_ref().ok().and_then(|unit| self.place(&unit.id())));
            // If several units have the name, which of them is meant is asked only when a value is
            // inherited.
            if found.is_err_and(|one| one.code() == FindingCode::UnknownUnit) {
                let seek = findings.seeks(FindingCode::ParentUnregistered);
                let near = Some(nfc(name)).filter(|_| seek).and_then(|name| self.near(&name));
                let near = near.as_deref().map_or(Arg::from(""), did_you_mean);
                let finding = Finding::new(FindingCode::ParentUnregistered, place(*row));
                findings.push(finding.found(cut(name)).with("near", near));
            }
        }
        // A walk starts from every unit but stops at units that an earlier walk reached, so that
        // each is visited once.
        let mut walks: Vec<usize> = vec![0; above.len()];
        for start in 0..above.len() {
            let mut at = Some(start);
            let mut way = Vec::new();
            while let Some(unit) = at.filter(|unit| walks.get(*unit) == Some(&0)) {
                if let Some(walk) = walks.get_mut(unit) {
                    *walk = start + 1;
                }
                way.push(unit);
                at = above.get(unit).copied().flatten();
            }
            let begins = at.filter(|unit| walks.get(*unit) == Some(&(start + 1)));
            let Some(begins) = begins.and_then(|unit| way.iter().position(|one| *one == unit))
            else {
                continue;
            };
            let circle = way.get(begins..).unwrap_or_default();
            let first = circle.iter().min().copied().unwrap_or_default();
            let row = rows.get(first).copied().unwrap_or_default();
            let finding = Finding::new(FindingCode::ParentsCircle, place(row));
            findings.push(finding.found(self.named(circle)));
        }
    }

    /// The unit that another was formed from. If several units have the name, the one that was in
    /// force in the year before the new unit began is meant.
    fn predecessor(
        &self,
        unit: &RegisteredUnit,
        name: &str,
        seek: bool,
    ) -> Result<&RegisteredUnit, Finding> {
        self.resolve(name, unit.valid_from.map(Bound::year_before), seek)
    }

    /// The ids of the units that each unit was formed from; units without predecessors are left
    /// out.
    pub(crate) fn predecessors(&self) -> BTreeMap<String, Vec<String>> {
        let made = self.units().iter().filter(|unit| !unit.predecessors.is_empty());
        let of = |unit, name: &String| {
            self.predecessor(unit, name, false).map_or_else(|_| name.clone(), RegisteredUnit::id)
        };
        let made = made.map(|unit| {
            let ids: Vec<String> = unit.predecessors.iter().map(|name| of(unit, name)).collect();
            // A predecessor that is named twice counts once.
            let mut known = BTreeSet::new();
            let once = ids.iter().filter(|id| known.insert(*id)).cloned().collect();
            (unit.id(), once)
        });
        made.collect()
    }

    /// The units of the register in the order they were given.
    pub fn units(&self) -> &[RegisteredUnit] {
        &self.units
    }

    /// The position of an id in the register.
    pub(in crate::assessment) fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Whether a text is the id or a name of any unit.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.by_id.contains_key(text) || self.by_name().contains_key(&fold_name(text))
    }

    fn by_name(&self) -> &HashMap<String, Vec<usize>> {
        self.by_name.get_or_init(|| {
            let mut names: HashMap<String, Vec<usize>> = HashMap::new();
            for (ix, unit) in self.units.iter().enumerate() {
                let name = unit.text();
                let codes = unit.portal.as_deref().unwrap_or_default().split(['+', ';']);
                let codes = codes.filter(|code| !code.trim().is_empty());
                for name in [unit.id().as_str(), &name.vi, &name.en].into_iter().chain(codes) {
                    // The entries of one unit follow each other, so that comparing with the last
                    // one avoids repeats.
                    let known = names.entry(fold_name(name)).or_default();
                    if known.last() != Some(&ix) {
                        known.push(ix);
                    }
                }
            }
            Arc::new(names)
        })
    }

    /// The unit that an id or a name means; `None` if no unit or several units have it.
    pub fn find(&self, text: &str) -> Option<&RegisteredUnit> {
        self.resolve(text, None, false).ok()
    }

    /// The registered id or name that is nearest to a text.
    fn near(&self, text: &str) -> Option<String> {
        let few = self.units.iter().take(MOST_NAMES / 2 + 1);
        let names: Vec<String> = few.flat_map(|unit| [unit.id(), unit.text().vi]).collect();
        nearest(text, names.iter().map(String::as_str)).map(str::to_owned)
    }

    /// The unit that a text means, or why it cannot be told. `period` decides between several units
    /// of one name. With `seek` the error suggests the nearest name.
    pub(super) fn resolve(
        &self,
        text: &str,
        period: Option<Period>,
        seek: bool,
    ) -> Result<&RegisteredUnit, Finding> {
        let text = nfc(text);
        if let Some(unit) = self.place(&text).and_then(|ix| self.units.get(ix)) {
            return Ok(unit);
        }
        let all = self.by_name().get(&fold_name(&text)).map(Vec::as_slice).unwrap_or_default();
        let mut units: Vec<&RegisteredUnit> =
            all.iter().filter_map(|ix| self.units.get(*ix)).collect();
        if units.len() > 1 {
            units.retain(|unit| period.is_none_or(|period| unit.exists_in(period)));
        }
        match units.as_slice() {
            [unit] => Ok(unit),
            [] => {
                let near = if seek { self.near(&text) } else { None };
                let near = near.as_deref().map_or(Arg::from(""), did_you_mean);
                let finding = Finding::new(FindingCode::UnknownUnit, Place::default());
                Err(finding.found(cut(&text)).with("near", near))
            }
            several => {
                let known = several
                    .iter()
                    .take(8)
                    .map(|unit| format!("{} ({})", unit.text().get(Lang::Vi), unit.id()));
                let known = known.collect::<Vec<String>>().join(", ");
                let finding = Finding::new(FindingCode::AmbiguousUnit, Place::default());
                Err(finding.found(cut(&text)).with("known", known))
            }
        }
    }
}

/// The circles among units formed from one another, each with the place of the predecessor that
/// closes it.
fn circles(made_of: &[Vec<(usize, Place)>]) -> Vec<(Vec<usize>, Place)> {
    let mut circles = Vec::new();
    let mut met: HashSet<usize> = HashSet::new();
    for start in 0..made_of.len() {
        if !met.insert(start) {
            continue;
        }
        // The path to the current unit; each unit on it has the predecessors not yet followed.
        let of = |unit: usize| made_of.get(unit).map(Vec::as_slice).unwrap_or_default().iter();
        let mut way = vec![(start, of(start))];
        let mut on_way: HashMap<usize, usize> = HashMap::from([(start, 0)]);
        while let Some((unit, left)) = way.last_mut() {
            let unit = *unit;
            let Some((next, place)) = left.next() else {
                way.pop();
                on_way.remove(&unit);
                continue;
            };
            if let Some(at) = on_way.get(next) {
                let circle = way.get(*at..).unwrap_or_default();
                circles.push((circle.iter().map(|(unit, _)| *unit).collect(), place.clone()));
            } else if met.insert(*next) {
                on_way.insert(*next, way.len());
                way.push((*next, of(*next)));
            }
        }
    }
    circles
}

/// Findings for what a sheet says of its unit where the register says otherwise: the register
/// counts.
pub(super) fn register_wins(
    unit: &Unit,
    [said_group, said_name]: [String; 2],
    origin: Option<&Origin>,
) -> Vec<Finding> {
    let names = [unit.name.vi.as_str(), unit.name.en.as_str(), unit.id.as_str()];
    let groups = [unit.group.as_deref().unwrap_or_default()];
    let told = |known: &[&str], said: &str| {
        said.is_empty() || known.iter().any(|known| fold_name(known) == fold_name(said))
    };
    let pairs = [
        (groups[0], told(&groups, &said_group), said_group),
        (unit.name.get(Lang::Vi), told(&names, &said_name), said_name),
    ];
    let others = pairs.into_iter().filter(|(_, told, _)| !told);
    let findings = others.map(|(registered, _, said)| {
        let place = origin.map(Origin::place).unwrap_or_default();
        let name = Some(unit.name.clone());
        let place = Place { unit: Some(unit.id.clone()), name, ..place };
        let finding = Finding::new(FindingCode::RegisterWins, place).found(cut(&said));
        finding.with("expected", if registered.is_empty() { "—" } else { registered })
    });
    findings.collect()
}
