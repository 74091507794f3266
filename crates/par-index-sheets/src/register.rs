//! The register of units, as a table or as JSON.

use std::collections::HashSet;

use csv::StringRecord;
use par_index::spec::NameSpec;
use par_index::{
    Finding, FindingCode, Findings, Origin, Place, Register, RegisteredUnit, Text, fold_name,
};

use crate::cell::bad;
use crate::decode::decode;
use crate::kind::{Kind, foreign, kind};
use crate::names::{GROUP, NAME, UNIT};
use crate::table::Table;

const COLUMNS: [&str; 10] = [
    "unit",
    "name",
    "name_vi",
    "name_en",
    "group",
    "ranked",
    "parent",
    "predecessors",
    "valid_from",
    "valid_to",
];

/// Reads a register: a CSV table with the column `unit`, or a JSON array of its rows.
///
/// Findings come beside the units that could be read.
///
/// ```
/// let table = "unit,name,group\nxa-01,Xã Minh Đức,xã\nxa-02,Xã An Khương,xã\n";
/// let (register, findings) = par_index_sheets::read_register("units.csv", table.as_bytes());
/// assert_eq!((register.units().len(), findings.len()), (2, 0));
/// assert_eq!(register.find("xã minh đức").unwrap().unit, "xa-01");
/// ```
pub fn read_register(file: &str, bytes: &[u8]) -> (Register, Vec<Finding>) {
    let mut findings = Findings::default();
    let (mut units, mut origins) = (Vec::new(), Vec::new());
    match kind(file, bytes) {
        Kind::Json => match par_index::read_units(bytes) {
            Ok(units) => {
                let (register, mut found) = Register::new(units);
                for finding in &mut found {
                    finding.place_mut().file = Some(file.to_owned());
                }
                return (register, found);
            }
            Err(found) => findings.extend(found.into_iter().map(|mut finding| {
                finding.place_mut().file = Some(file.to_owned());
                finding
            })),
        },
        Kind::Table => match decode(file, bytes, &mut |finding| findings.push(finding)) {
            Ok(text) => (units, origins) = table(file, &text, &mut findings),
            Err(finding) => findings.push(finding),
        },
        Kind::Unknown => findings.push(foreign(file, bytes)),
    }
    let (register, found) = Register::new(units);
    for mut finding in found {
        let pointer = finding.place_mut().pointer.take().unwrap_or_default();
        let mut parts = pointer.trim_start_matches('/').split('/');
        let row = parts.next().and_then(|n| n.parse().ok());
        let of_unit = parts.next() == Some("unit");
        if let Some((unit, predecessors)) = row.and_then(|row: usize| origins.get(row)) {
            let origin = predecessors.as_ref().filter(|_| !of_unit).unwrap_or(unit);
            *finding.place_mut() = origin.place();
        }
        findings.push(finding);
    }
    (register, findings.into_vec())
}

/// The cells of a row that findings point to: the unit, and its predecessors if it has any.
type Cells = (Origin, Option<Origin>);

fn table(file: &str, text: &str, findings: &mut Findings) -> (Vec<RegisteredUnit>, Vec<Cells>) {
    let Some(mut table) = Table::open(file, text, findings) else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(file));
        findings.push(finding.found("").with("known", COLUMNS.join(", ")));
        return Default::default();
    };
    let column = |name: &str| match name {
        "unit" => table.column(&UNIT),
        "name" => table.column(&NAME),
        "group" => table.column(&GROUP),
        name => table.column(&[name]),
    };
    let columns = COLUMNS.map(column);
    for (place, name) in table.headings().filter(|(place, _)| !columns.contains(&Some(*place))) {
        let near = par_index::nearest(name, COLUMNS.into_iter());
        let finding = Finding::new(FindingCode::UnknownColumn, table.place(table.header(), place));
        findings.push(finding.found(name).with("near", crate::code::perhaps(near)));
    }
    let Some(unit) = columns.first().copied().flatten() else {
        let finding = Finding::new(FindingCode::MissingColumn, Place::file(file));
        findings.push(finding.with("key", "unit"));
        return Default::default();
    };
    let (mut units, mut origins) = (Vec::new(), Vec::new());
    let mut record = StringRecord::new();
    while let Some(at) = table.next(&mut record, findings) {
        let said = |n: usize| {
            let text = columns.get(n).copied().flatten().and_then(|column| record.get(column));
            text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let place = |n: usize| table.place(at, columns.get(n).copied().flatten().unwrap_or(unit));
        let mut registered = RegisteredUnit::new(said(0).unwrap_or_default());
        registered.name = match (said(1), said(2), said(3)) {
            (Some(name), _, _) => Some(NameSpec::One(name)),
            (None, None, None) => None,
            (None, vi, en) => {
                Some(NameSpec::Both(Text::new(vi.unwrap_or_default(), en.unwrap_or_default())))
            }
        };
        registered.group = said(4);
        registered.ranked = said(5).and_then(|text| match text.to_lowercase().as_str() {
            "true" | "yes" | "có" | "1" => Some(true),
            "false" | "no" | "không" | "0" => Some(false),
            _ => {
                findings.push(
                    bad(FindingCode::UnknownWord, &text, place(5)).with("known", "true, false"),
                );
                None
            }
        });
        registered.parent = said(6);
        // A comma may stand in a name: which it is, the names of all units will tell.
        let list = said(7).unwrap_or_default();
        let parts = list.split(['+', ';']).map(str::trim).filter(|part| !part.is_empty());
        registered.predecessors = parts.map(str::to_owned).collect();
        let mut year = |n: usize, of: fn(&str) -> Option<u16>| {
            let text = said(n)?;
            let year = of(&text);
            if year.is_none() {
                findings.push(bad(FindingCode::BadDate, &text, place(n)).with("why", no_year()));
            }
            year
        };
        registered.valid_from = year(8, RegisteredUnit::first_year);
        registered.valid_to = year(9, RegisteredUnit::last_year);
        let predecessors = columns.get(7).copied().flatten();
        let predecessors = predecessors.filter(|_| !registered.predecessors.is_empty());
        let cells = predecessors.map(|column| table.origin(at, column));
        units.push(registered);
        origins.push((table.origin(at, unit), cells));
    }
    part_by_commas(&mut units);
    (units, origins)
}

fn no_year() -> Text {
    Text::new("không phải là năm hoặc ngày", "is no year and no day")
}

/// Parts lists of predecessors at their commas, unless what they part is the name of one unit.
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
