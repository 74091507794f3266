//! [`Register`]: the list of units (*danh sách đơn vị*) that inputs are held to.

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

/// So many units of a circle are named.
const MOST_SHOWN: usize = 8;

/// One unit of a register, as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisteredUnit {
    /// The id; also a name inputs may use.
    pub unit: String,
    /// The name; the id if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameSpec>,
    /// The block of comparable units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// `false`: assessed without a rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranked: Option<bool>,
    /// The unit it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// How the national public service portal calls it: its codes there, joined by `+`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal: Option<String>,
    /// The units it was made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<String>,
    /// The first year it is in force, or its first day: a period counts if the unit is in force on its
    /// last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Bound>,
    /// The last year it is in force, or its last day: up to 2025-06-30 the first half of 2025 counts, the
    /// year does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Bound>,
}

/// Which parts a register states of a unit: what it leaves empty it does not rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) name: bool,
    pub(super) group: bool,
    pub(super) ranked: bool,
}

impl RegisteredUnit {
    /// A unit by its id.
    pub fn new(unit: impl Into<String>) -> RegisteredUnit {
        RegisteredUnit { unit: unit.into(), ..RegisteredUnit::default() }
    }

    /// Cuts what is longer than a name may be; findings say so.
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

    /// The id, in one form of letters.
    pub fn id(&self) -> String {
        nfc(&self.unit)
    }

    /// Which of its parts are stated.
    pub(super) fn stated(&self) -> Stated {
        Stated {
            name: self.name.as_ref().is_some_and(|name| !name.text().is_empty()),
            group: self.group.as_deref().is_some_and(|group| !nfc(group).is_empty()),
            ranked: self.ranked.is_some(),
        }
    }

    /// The time it is in force, in words.
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

    /// The name as results print it.
    pub(crate) fn text(&self) -> Text {
        let name = self.name.as_ref().map(NameSpec::text);
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| Text::same(self.id()))
    }

    /// Whether it is in force in a period, or a year: on its last day.
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

/// The units that are to report: names, blocks, who is ranked.
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
    /// Made when the first name is looked up that is no id.
    by_name: OnceLock<Arc<HashMap<String, Vec<usize>>>>,
}

impl Register {
    /// A register; units that stand twice are error findings, the first one counts, and so are
    /// predecessors that are no unit of it, units above or predecessors in a circle, and units whose time
    /// ends before it begins; one above that is no unit, and a predecessor that stands twice, are
    /// warnings.
    pub fn new(mut units: Vec<RegisteredUnit>) -> (Register, Vec<Finding>) {
        let mut by_id = HashMap::with_capacity(units.len());
        let mut findings = Findings::default();
        let mut places = 0..;
        let mut rows = Vec::new();
        // Two ids that look the same are looked for only where a letter is odd: registers are long.
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

    /// Tells of predecessors that are no unit, or nobody knows which, that stand twice, or that lead back
    /// to the unit made of them; `rows` are the units' places in the document.
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
            // A unit that others joined may keep its id: then it is one of those that it was made of.
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

    /// Tells of units that were never in force.
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

    /// Units of a circle, from the first in the register on and back to it.
    fn named(&self, circle: &[usize]) -> String {
        let first = circle.iter().min().copied().unwrap_or_default();
        let turn = circle.iter().position(|unit| *unit == first).unwrap_or_default();
        let ids = circle.iter().cycle().skip(turn).take(circle.len().min(MOST_SHOWN) + 1);
        let ids = ids.filter_map(|unit| Some(cut(&self.units.get(*unit)?.id())));
        ids.collect::<Vec<String>>().join(" → ")
    }

    /// Tells of units above that nobody knows, or that lead back to where they began; a circle is told
    /// once, at the first of its units.
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
            // Which of several units of one name is meant is asked where it matters.
            if found.is_err_and(|one| one.code() == FindingCode::UnknownUnit) {
                let seek = findings.seeks(FindingCode::ParentUnregistered);
                let near = Some(nfc(name)).filter(|_| seek).and_then(|name| self.near(&name));
                let near = near.as_deref().map_or(Arg::from(""), did_you_mean);
                let finding = Finding::new(FindingCode::ParentUnregistered, place(*row));
                findings.push(finding.found(cut(name)).with("near", near));
            }
        }
        // Every unit is walked from once: what was reached before is settled.
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

    /// The unit that another was made of; of several of one name the one that was in force in the year
    /// before.
    fn predecessor(
        &self,
        unit: &RegisteredUnit,
        name: &str,
        seek: bool,
    ) -> Result<&RegisteredUnit, Finding> {
        self.resolve(name, unit.valid_from.map(Bound::year_before), seek)
    }

    /// Which units each one was made of, by id; units that were made of none are left out.
    pub(crate) fn predecessors(&self) -> BTreeMap<String, Vec<String>> {
        let made = self.units().iter().filter(|unit| !unit.predecessors.is_empty());
        let of = |unit, name: &String| {
            self.predecessor(unit, name, false).map_or_else(|_| name.clone(), RegisteredUnit::id)
        };
        let made = made.map(|unit| {
            let ids: Vec<String> = unit.predecessors.iter().map(|name| of(unit, name)).collect();
            // One that stands twice is one.
            let mut known = BTreeSet::new();
            let once = ids.iter().filter(|id| known.insert(*id)).cloned().collect();
            (unit.id(), once)
        });
        made.collect()
    }

    /// The units in the order given.
    pub fn units(&self) -> &[RegisteredUnit] {
        &self.units
    }

    /// The place of an id as it stands in the register.
    pub(in crate::assessment) fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Whether an id or a name is that of any unit.
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
                    // The names of one unit come one after the other.
                    let known = names.entry(fold_name(name)).or_default();
                    if known.last() != Some(&ix) {
                        known.push(ix);
                    }
                }
            }
            Arc::new(names)
        })
    }

    /// The one unit an id or a name means; `None` if there is none, or several.
    pub fn find(&self, text: &str) -> Option<&RegisteredUnit> {
        self.resolve(text, None, false).ok()
    }

    /// The nearest id or name.
    fn near(&self, text: &str) -> Option<String> {
        let few = self.units.iter().take(MOST_NAMES / 2 + 1);
        let names: Vec<String> = few.flat_map(|unit| [unit.id(), unit.text().vi]).collect();
        nearest(text, names.iter().map(String::as_str)).map(str::to_owned)
    }

    /// The unit meant, or why it cannot be told; `period` decides between units of one name. The nearest
    /// name is looked for where `seek` says so.
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

/// The circles of units that are made of one another, each with the place where it closes.
fn circles(made_of: &[Vec<(usize, Place)>]) -> Vec<(Vec<usize>, Place)> {
    let mut circles = Vec::new();
    let mut met: HashSet<usize> = HashSet::new();
    for start in 0..made_of.len() {
        if !met.insert(start) {
            continue;
        }
        // The way down to a unit, of each with its predecessors that were not looked at yet.
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

/// What a sheet says of its unit, where the register says otherwise.
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
