//! Which stage the points of a table are of that does not name it in a column of its own.

use par_index::{Finding, FindingCode, StageName, fold_name};

use crate::headings::is_any;
use crate::table::Table;

const OWN: [&str; 2] = ["tự chấm", "tự đánh giá"];
const APPRAISED: &str = "thẩm định";

/// The stage that a heading below another one names.
pub(crate) fn stage(text: &str) -> Option<StageName> {
    let folded = fold_name(text);
    let is = |word: &str| folded == fold_name(word);
    // Beside *TC* a *TĐ* is no maximum.
    if is("tc") || is_any(text, &["self"]) {
        Some(StageName::SelfScore)
    } else if is("tđ") || is_any(text, &["appraised"]) {
        Some(StageName::Appraised)
    } else if is("lần 2") || is_any(text, &["appraised_again"]) {
        Some(StageName::AppraisedAgain)
    } else if is("đtxhh") || is("xhh") || is_any(text, &["survey"]) {
        Some(StageName::Survey)
    } else {
        None
    }
}

/// What is said where the lines above a table speak of years and not of the one that is asked for.
pub(crate) fn other_year(table: &Table<'_>, asked: u16) -> Option<Finding> {
    let word = fold_name("năm");
    let mut other = None;
    for record in table.above() {
        for column in 0..record.len() {
            let Some(text) = record.cell(column).said() else { continue };
            let folded = fold_name(text);
            let mut words = folded.split(|c: char| !c.is_alphanumeric());
            while words.by_ref().any(|known| known == word) {
                match words.next().and_then(|year| year.parse::<u16>().ok()) {
                    Some(year) if year == asked => return None,
                    Some(1900..=2999) => {
                        other.get_or_insert((record.at(), column, text.to_owned()));
                    }
                    _ => {}
                }
            }
        }
    }
    let (at, column, text) = other?;
    let finding = Finding::new(FindingCode::TitleYear, table.place(at, column)).found(text);
    Some(finding.with("year", asked.to_string()))
}

/// The stage that the lines above a table name; `None` where they name none: then it is the score that
/// counts.
///
/// # Errors
/// That they name two.
pub(crate) fn titled(table: &Table<'_>) -> Result<Option<StageName>, Finding> {
    let (mut own, mut appraised) = (None, None);
    for record in table.above() {
        for column in 0..record.len() {
            let Some(text) = record.cell(column).said() else { continue };
            let folded = fold_name(text);
            let said = |word: &str| folded.contains(&fold_name(word));
            if OWN.into_iter().any(said) {
                own.get_or_insert((record.at(), column, text.to_owned()));
            }
            if said(APPRAISED) {
                appraised.get_or_insert(());
            }
        }
    }
    match (own, appraised) {
        (Some((at, column, text)), Some(())) => {
            let finding = Finding::new(FindingCode::StageOpen, table.place(at, column));
            Err(finding.found(text))
        }
        (Some(_), None) => Ok(Some(StageName::SelfScore)),
        (None, Some(())) => Ok(Some(StageName::Appraised)),
        (None, None) => Ok(None),
    }
}
