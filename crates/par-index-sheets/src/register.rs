//! Reads the register of units (which units exist, how they are grouped, what they succeed) from a
//! table or JSON.

use std::collections::HashSet;

use par_index::assessment::{Register, RegisteredUnit};
use par_index::bound::Bound;
use par_index::finding::{FindingCode, Findings};
use par_index::spec::NameSpec;
use par_index::words::fold_name;
use par_index::{Finding, Text};

use crate::cell::bad;
use crate::named::{Form, Named, Read};

pub(crate) const REGISTER: Form = Form {
    columns: &[
        &["unit"],
        &["name"],
        &["name_vi"],
        &["name_en"],
        &["group"],
        &["ranked"],
        &["parent"],
        &["portal"],
        &["predecessors"],
        &["valid_from"],
        &["valid_to"],
    ],
    needed: &["unit"],
    passed: Some(&[]),
};

/// Reads a register: a CSV table with the column `unit`, or a JSON array of its rows.
///
/// The findings are returned beside the units that could be read.
///
/// ```
/// let table = "unit,name,group\nxa-01,Xã Minh Đức,xã\nxa-02,Xã An Khương,xã\n";
/// let (register, findings) = par_index_sheets::read_register("units.csv", table.as_bytes());
/// assert_eq!((register.units().len(), findings.len()), (2, 0));
/// assert_eq!(register.find("xã minh đức").unwrap().unit, "xa-01");
/// ```
pub fn read_register(file: &str, bytes: &[u8]) -> (Register, Vec<Finding>) {
    let mut findings = Findings::default();
    let named = match REGISTER.read(file, bytes, &mut findings) {
        Read::Json => {
            let (register, mut found) = match par_index::assessment::read_units(bytes) {
                Ok(units) => Register::new(units),
                Err(found) => (Register::default(), found),
            };
            for finding in &mut found {
                finding.place_mut().file = Some(file.to_owned());
            }
            return (register, found);
        }
        Read::Table(named) => named,
        Read::Nothing => return (Register::default(), findings.into_vec()),
    };
    let units = units(&named, &mut findings);
    let has_predecessors: Vec<bool> =
        units.iter().map(|unit| !unit.predecessors.is_empty()).collect();
    let (register, found) = Register::new(units);
    for mut finding in found {
        let pointer = finding.place_mut().pointer.take().unwrap_or_default();
        let mut parts = pointer.trim_start_matches('/').split('/');
        let row = parts.next().and_then(|n| n.parse().ok());
        let part = parts.next().unwrap_or_default();
        let of_unit = part == "unit";
        if let Some((row, listed)) = row.and_then(|row| Some((row, has_predecessors.get(row)?))) {
            let key = match part {
                "parent" => "parent",
                "valid_to" => "valid_to",
                _ if *listed && !of_unit => "predecessors",
                _ => "unit",
            };
            *finding.place_mut() = named.place(row, key);
        }
        findings.push(finding);
    }
    (register, findings.into_vec())
}

fn units(named: &Named, findings: &mut Findings) -> Vec<RegisteredUnit> {
    let mut units = Vec::new();
    named.each(findings, |row, findings| {
        let mut registered = RegisteredUnit::new(row.text("unit"));
        registered.name = match (row.said("name"), row.said("name_vi"), row.said("name_en")) {
            (Some(name), _, _) => Some(NameSpec::One(name)),
            (None, None, None) => None,
            (None, vi, en) => {
                Some(NameSpec::Both(Text::new(vi.unwrap_or_default(), en.unwrap_or_default())))
            }
        };
        registered.group = row.said("group");
        registered.ranked =
            row.said("ranked").and_then(|text| match text.to_lowercase().as_str() {
                "true" | "yes" | "có" | "1" => Some(true),
                "false" | "no" | "không" | "0" => Some(false),
                _ => {
                    let finding = bad(FindingCode::UnknownWord, &text, row.place("ranked"));
                    findings.push(finding.with("known", "true, false"));
                    None
                }
            });
        registered.parent = row.said("parent");
        registered.portal = row.said("portal");
        // A comma may separate two names or belong to one name; this is decided once the names of
        // all units are known.
        let list = row.text("predecessors");
        let parts = list.split(['+', ';']).map(str::trim).filter(|part| !part.is_empty());
        registered.predecessors = parts.map(str::to_owned).collect();
        let mut bound = |key| {
            let text = row.said(key)?;
            let bound = Bound::read(&text);
            if bound.is_none() {
                let finding = bad(FindingCode::BadDate, &text, row.place(key));
                findings.push(finding.with("why", no_year()));
            }
            bound
        };
        registered.valid_from = bound("valid_from");
        registered.valid_to = bound("valid_to");
        units.push(registered);
    });
    part_by_commas(&mut units);
    units
}

fn no_year() -> Text {
    Text::new("không phải là năm hoặc ngày", "is no year and no day")
}

/// Splits lists of predecessors at commas, except where the text with its comma is the name of one
/// unit.
fn part_by_commas(units: &mut [RegisteredUnit]) {
    if !units.iter().flat_map(|unit| &unit.predecessors).any(|name| name.contains(',')) {
        return;
    }
    let mut known = HashSet::new();
    for unit in &*units {
        known.insert(fold_name(&unit.unit));
        let names = match &unit.name {
            Some(NameSpec::One(name)) => [name.as_str(), ""],
            Some(NameSpec::Both(name)) => [name.vi.as_str(), name.en.as_str()],
            None => ["", ""],
        };
        known.extend(names.into_iter().filter(|name| !name.is_empty()).map(fold_name));
    }
    for unit in units {
        let parted = unit.predecessors.iter().flat_map(|name| {
            let whole = known.contains(&fold_name(name));
            let parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
            if whole { vec![name.clone()] } else { parts.map(str::to_owned).collect() }
        });
        unit.predecessors = parted.collect();
    }
}
