//! The table with a row for each leaf and a column for each unit, or for each stage of a unit.

use par_index::assessment::{Head, StageName};
use par_index::finding::{FindingCode, Findings};
use par_index::words::fold_name;
use par_index::{Finding, Inputs};

use crate::beside::{About, Beside, Once};
use crate::cell::is_empty;
use crate::code::leaf;
use crate::head::unknown_columns;
use crate::headings::is_any;
use crate::numbering::Numbering;
use crate::record::Record;
use crate::strays::Strays;
use crate::sums::Sums;
use crate::table::Table;
use crate::wide::Value;
use crate::{code, part, strays};

/// Words that the name of a place begins with. Offices are known by the register alone, for their
/// words begin ordinary headings too.
const KINDS: [&str; 11] = [
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "ubnd",
    "ủy ban nhân dân",
    "huyện",
    "quận",
    "thị xã",
    "thành phố",
    "tỉnh",
];
/// Words of headings about points, whoever gives them; such a heading names no unit.
const OF_POINTS: [&str; 5] = ["điểm", "chấm", "đánh giá", "thẩm định", "tối đa"];

/// A column with the points of one unit.
pub(crate) struct UnitColumn {
    column: usize,
    name: String,
    stage: Option<StageName>,
}

/// The columns whose headings name units.
pub(crate) fn unit_columns(inputs: &Inputs, table: &Table<'_>) -> Vec<UnitColumn> {
    let of = |(column, heading): (usize, &str)| {
        let (name, stage) = match table.pair(column) {
            Some((over, own)) => (over, Some(part::stage(own)?)),
            None => (heading, None),
        };
        is_unit(inputs, name).then(|| UnitColumn { column, name: name.to_owned(), stage })
    };
    table.headings().filter_map(of).collect()
}

fn is_unit(inputs: &Inputs, name: &str) -> bool {
    if inputs.registered_as(name).is_some() {
        return true;
    }
    let words: Vec<String> = name.split_whitespace().map(fold_name).collect();
    let begins = |kind: &str| {
        let kind: Vec<String> = kind.split_whitespace().map(fold_name).collect();
        words.len() > kind.len() && words.starts_with(&kind)
    };
    let folded = fold_name(name);
    let points = OF_POINTS.iter().any(|word| folded.contains(&fold_name(word)));
    !points
        && !is_any(name, &["unit", "name"])
        && !strays::is_derived(name)
        && KINDS.into_iter().any(begins)
}

/// Reads the rows of the table into the sheets of its units; returns whether there was any row.
pub(crate) fn read(
    inputs: &mut Inputs,
    table: &mut Table<'_>,
    component: usize,
    units: &[UnitColumn],
) -> bool {
    let titled = match part::titled(table) {
        Ok(titled) => titled,
        Err(_) if units.iter().all(|unit| unit.stage.is_some()) => None,
        Err(finding) => {
            inputs.not_read(finding);
            return true;
        }
    };
    let framework = inputs.framework().clone();
    let taken: Vec<usize> = units.iter().map(|unit| unit.column).chain([component]).collect();
    unknown_columns(inputs, table, &taken, |_| None);
    let mut strays = Strays::of(table, (component, &taken), &[], true, &|_| false);
    let beside = Beside::of(&framework, table, component).counting(table, component);
    let holds = |record: &Record| units.iter().any(|unit| !is_empty(record.cell(unit.column)));
    let mut numbering = Numbering::of(&framework, table, component, holds);
    let period = part::titled_period(table).filter(|_| inputs.period().is_none());
    let opened: Vec<_> = units
        .iter()
        .map(|unit| {
            let origin = table.origin(table.header(), unit.column);
            let mut head = Head::new(unit.name.as_str());
            head.period = period;
            inputs.open(&head, &origin).sheet()
        })
        .collect();
    let mut sums: Vec<Sums> = units.iter().map(|_| Sums::default()).collect();
    let mut record = Record::default();
    let mut found = Findings::default();
    let mut any = false;
    let mut once = Once::default();
    while let Some(at) = table.next(&mut record, &mut found) {
        any = true;
        let text = numbering.code(&framework, record.cell(component).text);
        let text = beside.code(&text);
        let holds = holds(&record);
        if !holds && code::leaf_of(&framework, text).is_none() {
            found = Findings::default();
            continue;
        }
        std::mem::take(&mut found).into_iter().for_each(|finding| inputs.finding(finding));
        strays.see(&record, at, None);
        let place = || table.place(at, component);
        let (position, warning) = match leaf(&framework, text, place, true) {
            Ok(read) => read,
            Err(unknown) => match beside.about(text, (table, component, &record), unknown) {
                About::Leaf(position, warning) => (position, warning.map(|it| *it)),
                About::Above(node) => {
                    for (unit, sums) in units.iter().zip(&mut sums) {
                        let value = Value { inputs, table, record: &record, key: component };
                        value.states(sums, node, unit.stage.or(titled), unit.column);
                    }
                    continue;
                }
                About::Passed(name) => {
                    inputs.finding(Finding::new(FindingCode::RowNoLeaf, place()).found(name));
                    continue;
                }
                About::Unknown(finding) => {
                    inputs.rows_not_read(*finding, at.row, at.row);
                    continue;
                }
            },
        };
        if let Some(warning) = warning {
            inputs.finding(warning);
        }
        if let Some(finding) = once.again(table, &record, (component, position), holds) {
            inputs.rows_not_read(finding, at.row, at.row);
            continue;
        }
        let Some(node) = framework.leaf(position) else { continue };
        for finding in beside.differs(node, table, &record) {
            // The name in this row belongs to another leaf than the code. Its points are read as
            // the code says, and the row is told as an error, so that no unit is computed from it
            // unmarked.
            if finding.is_error() {
                inputs.rows_not_read(finding, at.row, at.row);
            } else {
                inputs.finding(finding);
            }
        }
        for ((unit, sheet), sums) in units.iter().zip(&opened).zip(&mut sums) {
            let Some(sheet) = *sheet else { continue };
            let counts = if node.is_survey() { StageName::Survey } else { StageName::Appraised };
            let titled = titled.filter(|_| !node.is_survey());
            let stage = unit.stage.or(titled).unwrap_or(counts);
            let mut value = Value { inputs, table, record: &record, key: component };
            value.read(sheet, (position, node, stage), unit.column, at, Some(sums));
        }
    }
    for (sheet, sums) in opened.iter().zip(sums) {
        let Some(sheet) = *sheet else { continue };
        sums.tell(inputs, &framework, sheet);
    }
    strays.tell(inputs, table);
    any
}
