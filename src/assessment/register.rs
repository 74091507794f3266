//! [`Register`]: the list of units (*danh sách đơn vị*) that inputs are held to.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::spec::NameSpec;
use super::{Origin, Unit};
use crate::finding::{Finding, FindingCode, Place, nearest};
use crate::framework::did_you_mean;
use crate::json::{self, cut, nfc};
use crate::words::{Arg, Lang, Text, fold_name};

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
/// The shape error as a finding with line and column.
pub fn read_units(text: impl AsRef<[u8]>) -> Result<Vec<RegisteredUnit>, Finding> {
    json::utf8(text.as_ref()).and_then(json::document)
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
        units.retain(|unit| {
            let n = places.next().unwrap_or(0_usize);
            let id = unit.id();
            let place = || Place::at(format!("/{n}/unit"));
            if id.is_empty() {
                findings.push(Finding::new(FindingCode::UnitMissing, place()));
                return false;
            }
            if by_id.contains_key(&id) {
                findings.push(Finding::new(FindingCode::DuplicateUnit, place()).found(id));
                return false;
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
