//! The wide table: a row per unit, a column per leaf, the score that counts.

use par_index::spec::{FactsSpec, Num, StageSpec};
use par_index::{Answer, Finding, FindingCode, Findings, Inputs, Points, Rule, StageName, nearest};

use crate::cell::{Content, bad, content, is_empty, is_shared, plain, settled};
use crate::head::{Heads, UnitIn, unknown_columns};
use crate::headings::spellings;
use crate::number::Bounds;
use crate::record::{Cell, Record};
use crate::strays::Strays;
use crate::table::Table;
use crate::{cell, code};

/// The headings of what stands beside unit and leaves.
pub(crate) const TAKES: [&str; 7] =
    ["unit", "year", "group", "name", "channel", "bonus", "deduction"];

/// Whether it has a row and a column of values.
pub(crate) fn read(inputs: &mut Inputs, table: &mut Table<'_>, unit: usize) -> bool {
    let framework = inputs.framework().clone();
    let mut heads = Heads::of(table, UnitIn::Column(unit));
    let extras = ["bonus", "deduction"].map(|key| table.column(key));
    let of_heads: Vec<usize> = heads.columns().into_iter().chain(extras).flatten().collect();
    let mut taken = of_heads.clone();
    // Second columns of a leaf under another spelling of its code.
    let mut second = Vec::new();
    // The leaf of each column, by the header's codes.
    let mut leaves: Vec<(usize, usize)> = Vec::new();
    let mut columns: Vec<Option<u32>> = vec![None; framework.leaves().count()];
    let mut findings = Findings::default();
    // The columns of leaves that only another framework of the call has.
    let mut foreign: Vec<(usize, String)> = Vec::new();
    let others = inputs.others().to_vec();
    for (column, name) in table.headings() {
        if of_heads.contains(&column) {
            continue;
        }
        let place = || table.place(table.header(), column);
        let looks_like_code = name.starts_with(|c: char| c.is_ascii_alphanumeric());
        match code::leaf(&framework, name, place, false) {
            Ok((leaf, warning)) => {
                findings.extend(warning);
                if let Some(slot) = columns.get_mut(leaf).filter(|slot| slot.is_none()) {
                    *slot = u32::try_from(column).ok();
                    leaves.push((column, leaf));
                } else {
                    let finding = Finding::new(FindingCode::DuplicateColumn, place());
                    let first = columns.get(leaf).copied().flatten().unwrap_or_default() + 1;
                    findings.push(finding.found(name).with("first", first.to_string()));
                    second.push(column);
                }
                taken.push(column);
            }
            Err(_) if others.iter().any(|other| code::leaf(other, name, place, false).is_ok()) => {
                foreign.push((column, name.to_owned()));
                taken.push(column);
            }
            Err(finding) if finding.code() == FindingCode::NotALeaf && looks_like_code => {
                findings.push(finding);
                taken.push(column);
            }
            Err(_) => {}
        }
    }
    for finding in findings {
        inputs.finding(finding);
    }
    let codes: Vec<&str> = framework.leaves().map(|leaf| leaf.code().as_str()).collect();
    let headings: Vec<&str> = spellings(&TAKES).collect();
    unknown_columns(inputs, table, &taken, |name| {
        nearest(name, codes.iter().chain(&headings).copied())
    });
    let values = !leaves.is_empty() || extras.iter().any(Option::is_some) || !foreign.is_empty();
    let near = |name: &str| {
        name.contains(|c: char| c.is_ascii_digit())
            && nearest(name, codes.iter().copied()).is_some()
    };
    let mut strays = Strays::of(table, (unit, &taken), &second, values, &near);
    table.leaves_stand_in(columns);
    let mut record = Record::default();
    let mut found = Findings::default();
    let mut any = false;
    while let Some(at) = table.next(&mut record, &mut found) {
        any = true;
        let sheet = heads.open(inputs, table, &record, at).sheet();
        strays.see(&record, at, sheet);
        for finding in std::mem::take(&mut found) {
            match sheet {
                Some(sheet) => inputs.sheet_finding(sheet, finding),
                None => inputs.finding(finding),
            }
        }
        let Some(sheet) = sheet else { continue };
        for (column, leaf) in &leaves {
            let cell = record.cell(*column);
            let Some(node) = framework.leaf(*leaf) else { continue };
            let stage = if node.is_survey() { StageName::Survey } else { StageName::Appraised };
            let origin = table.origin(at, *column);
            if is_shared(cell, record.cell(unit)) {
                let finding = bad(FindingCode::MergedValue, cell.text, origin.place());
                inputs.sheet_finding(sheet, at_leaf(finding, node, stage));
                continue;
            }
            if let Some(points) = plain(cell) {
                inputs.points(sheet, *leaf, stage, points, &origin);
                continue;
            }
            match score(cell, node, table, *column, || origin.place()) {
                Ok(Some(spec)) => inputs.stage(sheet, *leaf, stage, &spec, &origin, &|_| None),
                Ok(None) => {}
                Err(finding) => {
                    let finding = at_leaf(finding, node, stage);
                    inputs.sheet_finding(sheet, finding);
                }
            }
        }
        for (column, name) in &foreign {
            if !is_empty(record.cell(*column)) {
                let place = table.origin(at, *column).place();
                let finding = Finding::new(FindingCode::UnknownCode, place).found(name.as_str());
                inputs.sheet_finding(sheet, finding.with("near", ""));
            }
        }
        for (column, is_bonus) in extras.into_iter().zip([true, false]) {
            let Some(column) = column else { continue };
            let cell = record.cell(column);
            let origin = table.origin(at, column);
            match cell::number(cell, || bounds(table, column, None), || origin.place()) {
                Ok(Some(points)) if is_bonus => inputs.bonus(sheet, &Num::from(points), &origin),
                Ok(Some(points)) => inputs.deduction(sheet, &Num::from(points), &origin),
                Ok(None) => {}
                Err(finding) => inputs.sheet_finding(sheet, finding),
            }
        }
    }
    strays.tell(inputs, table);
    any && values
}

/// What a score cell gives a stage; `None` if it is empty.
pub(crate) fn score(
    cell: Cell<'_>,
    node: &par_index::Node,
    table: &Table<'_>,
    column: usize,
    place: impl Fn() -> par_index::Place,
) -> Result<Option<StageSpec>, par_index::Finding> {
    let mut spec = StageSpec::default();
    match content(cell) {
        Content::Empty => return Ok(None),
        Content::Number(reading) => {
            let bounds = || bounds(table, column, Some(node.max()));
            spec.points = Some(Num::from(settled(cell.text, reading, bounds, &place)?));
        }
        Content::NotApplicable(reason) => spec.not_applicable = Some(reason),
        said @ (Content::Yes | Content::No) => {
            let declared = node.leaf().is_some_and(|leaf| matches!(leaf.rule(), Rule::YesNo(_)));
            if !declared {
                return Err(bad(FindingCode::UnknownWord, cell.text, place()));
            }
            let answer = if said == Content::Yes { Answer::Yes } else { Answer::No };
            spec.facts = Some(FactsSpec { answer: Some(answer), ..FactsSpec::default() });
        }
        Content::Bad(code) => return Err(bad(code, cell.text, place())),
    }
    Ok(Some(spec))
}

/// What settles an ambiguous number of a column.
pub(crate) fn bounds(table: &Table<'_>, column: usize, max: Option<Points>) -> Bounds {
    Bounds { max, whole: false, decimal_mark: table.decimal_mark(column) }
}

/// The finding with node and stage in its place.
pub(crate) fn at_leaf(
    mut finding: par_index::Finding,
    node: &par_index::Node,
    stage: StageName,
) -> par_index::Finding {
    let place = finding.place_mut();
    place.node = Some(node.code().as_str().to_owned());
    place.stage = Some(stage.as_str());
    finding
}
