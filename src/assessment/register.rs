//! [`Register`]: the list of units (*danh sách đơn vị*) that inputs are held to.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::spec::NameSpec;
use crate::finding::{Finding, FindingCode, Place, nearest};
use crate::framework::did_you_mean;
use crate::json::{self, MOST_ID, MOST_NAME, cut, limited, nfc, too_long};
use crate::words::{Arg, Lang, Text, fold_name, has_odd_letters};

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
    /// The units it was made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<String>,
    /// The first year it exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<u16>,
    /// The last year it exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<u16>,
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

    /// The id.
    pub(crate) fn id(&self) -> String {
        nfc(&self.unit)
    }

    /// The name as results print it.
    pub(crate) fn text(&self) -> Text {
        let name = self.name.as_ref().map(NameSpec::text);
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| Text::same(self.id()))
    }

    /// Whether it exists in a year.
    pub fn exists_in(&self, year: u16) -> bool {
        self.valid_from.is_none_or(|from| from <= year) && self.valid_to.is_none_or(|to| year <= to)
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
/// use par_index::{Register, RegisteredUnit};
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
    units: Vec<RegisteredUnit>,
    by_id: HashMap<String, usize>,
    /// Made when the first name is looked up that is no id.
    by_name: OnceLock<HashMap<String, Vec<usize>>>,
}

impl Register {
    /// A register; units that stand twice are error findings, the first one counts.
    pub fn new(mut units: Vec<RegisteredUnit>) -> (Register, Vec<Finding>) {
        let mut by_id = HashMap::with_capacity(units.len());
        let mut findings = Vec::new();
        let mut places = 0..;
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
            unit.shorten(n, &mut findings);
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
            true
        });
        (Register { units, by_id, by_name: OnceLock::new() }, findings)
    }

    /// Which units each one was made of, by id; units that were made of none are left out.
    pub(crate) fn predecessors(&self) -> BTreeMap<String, Vec<String>> {
        let made = self.units().iter().filter(|unit| !unit.predecessors.is_empty());
        let of = |name: &String| self.find(name).map_or(name, |unit| &unit.unit).clone();
        made.map(|unit| (unit.unit.clone(), unit.predecessors.iter().map(of).collect())).collect()
    }

    /// The units in the order given.
    pub fn units(&self) -> &[RegisteredUnit] {
        &self.units
    }

    /// The place of an id as it stands in the register.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
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
                for name in [&unit.id(), &name.vi, &name.en] {
                    let known = names.entry(fold_name(name)).or_default();
                    if !known.contains(&ix) {
                        known.push(ix);
                    }
                }
            }
            names
        })
    }

    /// The one unit an id or a name means; `None` if there is none, or several.
    pub fn find(&self, text: &str) -> Option<&RegisteredUnit> {
        self.resolve(text, None).ok()
    }

    /// The unit meant, or why it cannot be told; `year` decides between units of one name.
    pub(super) fn resolve(
        &self,
        text: &str,
        year: Option<u16>,
    ) -> Result<&RegisteredUnit, Finding> {
        let text = nfc(text);
        if let Some(unit) = self.place(&text).and_then(|ix| self.units.get(ix)) {
            return Ok(unit);
        }
        let all = self.by_name().get(&fold_name(&text)).map(Vec::as_slice).unwrap_or_default();
        let mut units: Vec<&RegisteredUnit> =
            all.iter().filter_map(|ix| self.units.get(*ix)).collect();
        if units.len() > 1 {
            units.retain(|unit| year.is_none_or(|year| unit.exists_in(year)));
        }
        match units.as_slice() {
            [unit] => Ok(unit),
            [] => {
                let names = self.units.iter().flat_map(|unit| [unit.id(), unit.text().vi]);
                let names: Vec<String> = names.collect();
                let near = nearest(&text, names.iter().map(String::as_str));
                let near = near.map_or(Arg::from(""), did_you_mean);
                let finding = Finding::new(FindingCode::UnknownUnit, Place::default());
                Err(finding.found(cut(&text)).with("near", near))
            }
            several => {
                let known = several
                    .iter()
                    .map(|unit| format!("{} ({})", unit.text().get(Lang::Vi), unit.id()));
                let known = known.collect::<Vec<String>>().join(", ");
                let finding = Finding::new(FindingCode::AmbiguousUnit, Place::default());
                Err(finding.found(cut(&text)).with("known", known))
            }
        }
    }
}
