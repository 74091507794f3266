//! Finds out which unit a sheet belongs to if it has no column of units: from the call, from a line
//! above the table, from the name of the sheet, or from the name of the file.

use std::path::is_separator;

use par_index::assessment::RegisteredUnit;
use par_index::finding::FindingCode;
use par_index::words::fold_name;
use par_index::{Finding, Inputs};

use crate::headings::is_any;
use crate::record::At;
use crate::table::Table;

/// The labels before a colon that introduce the name of the unit, beside the known headings of
/// units.
const LABELS: [&str; 9] = [
    "tên cơ quan, đơn vị",
    "tên cơ quan",
    "đơn vị tự chấm",
    "đơn vị tự chấm điểm",
    "đơn vị tự đánh giá",
    "đơn vị báo cáo",
    "đơn vị được đánh giá",
    "đơn vị được thẩm định",
    "địa phương",
];

/// The unit that a whole sheet belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Whose {
    pub(crate) name: String,
    /// The cell that names the unit; `None` if the call or a name of file or sheet does.
    pub(crate) at: Option<(At, usize)>,
}

/// The unit that a sheet belongs to; `None` if nothing names one.
///
/// # Errors
/// The finding that two sources name different units; then none of them is believed.
pub(crate) fn whose(inputs: &mut Inputs, table: &Table<'_>) -> Result<Option<Whose>, Finding> {
    let file = table.source.file.as_deref().unwrap_or_default();
    let mut signs: Vec<Whose> = Vec::new();
    let mut plain = |name: &str| signs.push(Whose { name: name.to_owned(), at: None });
    if let Some(name) = inputs.unit_of(file) {
        plain(name);
    }
    let base = file.rsplit(is_separator).next().unwrap_or_default();
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let sheet = table.source.sheet.as_deref().unwrap_or_default();
    for name in [sheet, stem].into_iter().filter(|name| inputs.registered_as(name).is_some()) {
        plain(name);
    }
    signs.extend(titled(inputs, table));
    let id = |one: &Whose| match inputs.registered_as(&one.name) {
        Some(unit) => unit.id(),
        None => fold_name(&one.name),
    };
    let mut ids = signs.iter().map(id);
    let first = ids.next();
    let other = ids.position(|id| Some(id) != first).and_then(|at| signs.get(at + 1));
    if let (Some(other), Some(first)) = (other, signs.first()) {
        let cell = other.at.or(first.at);
        let place = cell.map_or_else(|| table.whole(), |(at, column)| table.place(at, column));
        let finding = Finding::new(FindingCode::UnitsDisagree, place).found(first.name.as_str());
        let finding = finding.with("other", other.name.as_str());
        for sign in &signs {
            inputs.named_in_unread(&table.whole(), &sign.name, true);
        }
        return Err(finding);
    }
    // If several sources name the same unit, the cell is preferred, because findings can point at
    // it.
    let cell = signs.iter().position(|one| one.at.is_some()).unwrap_or_default();
    Ok(if signs.is_empty() { None } else { Some(signs.swap_remove(cell)) })
}

/// The unit that the lines above the table name: the text behind a label, else a registered unit if
/// the lines name only one.
fn titled(inputs: &Inputs, table: &Table<'_>) -> Option<Whose> {
    let mut registered: Option<Whose> = None;
    let mut several = false;
    for record in table.above() {
        let mut label = false;
        for column in 0..record.len() {
            let Some(text) = record.cell(column).said() else { continue };
            if label && !is_label(text) {
                return named(text, record.at(), column);
            }
            label = is_label(text.trim_end_matches([':', ' ']));
            if let Some((before, name)) = text.split_once(':')
                && is_label(before.trim())
                && let Some(whose) = named(name, record.at(), column)
            {
                return Some(whose);
            }
            if let Some((name, unit)) = ending(inputs, text) {
                let known = registered.as_ref().and_then(|one| inputs.registered_as(&one.name));
                several |= known.is_some_and(|known| known.id() != unit.id());
                registered.get_or_insert(Whose {
                    name: name.to_owned(),
                    at: Some((record.at(), column)),
                });
            }
        }
    }
    registered.filter(|_| !several)
}

/// The registered unit that a line names, alone or at its end: *… của UBND xã An Bình*.
fn ending<'i, 't>(inputs: &'i Inputs, text: &'t str) -> Option<(&'t str, &'i RegisteredUnit)> {
    let text = text.trim_end_matches([')', '.', ' ']);
    let starts = text.match_indices(' ').map(|(at, _)| at + 1);
    // Titles are short, so only names that begin at one of the first 60 words are tried.
    let mut ends = std::iter::once(0).chain(starts).take(60).filter_map(|at| text.get(at..));
    ends.find_map(|name| Some((name, inputs.registered_as(name)?)))
}

fn is_label(text: &str) -> bool {
    let folded = fold_name(text);
    is_any(text, &["unit"]) || LABELS.iter().any(|label| fold_name(label) == folded)
}

/// A name behind a label. Dots and dashes only mark the space for a name and are removed; if
/// nothing remains, no name was filled in.
fn named(text: &str, at: At, column: usize) -> Option<Whose> {
    let name = text.trim_matches(|c: char| c.is_whitespace() || ".…_-:".contains(c));
    (!name.is_empty()).then(|| Whose { name: name.to_owned(), at: Some((at, column)) })
}
