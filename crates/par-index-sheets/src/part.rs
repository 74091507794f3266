//! Finds out which stage the points of a table belong to, and which period, where no column says
//! so.

use par_index::assessment::StageName;
use par_index::finding::FindingCode;
use par_index::words::fold_name;
use par_index::{Finding, Period};
use unicode_normalization::UnicodeNormalization;

use crate::headings::is_any;
use crate::record::At;
use crate::table::Table;

const OWN: [&str; 2] = ["tự chấm", "tự đánh giá"];
const APPRAISED: &str = "thẩm định";

/// The stage that the lower heading of a two-row header names.
pub(crate) fn stage(text: &str) -> Option<StageName> {
    let folded = fold_name(text);
    let is = |word: &str| folded == fold_name(word);
    // *TĐ* beside *TC* means the appraised score (*thẩm định*), not the maximum (*tối đa*).
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

/// A period that a line above a table states, and the place of that line.
struct Stated {
    period: Period,
    at: At,
    column: usize,
    text: String,
}

fn all_stated(table: &Table<'_>) -> Vec<Stated> {
    let mut all = Vec::new();
    for record in table.above() {
        for column in 0..record.len() {
            let Some(text) = record.cell(column).said() else { continue };
            let at = record.at();
            let of = |period| Stated { period, at, column, text: text.to_owned() };
            all.extend(stated(text).into_iter().map(of));
        }
    }
    all
}

/// The periods that a line states, such as `năm 2023` or `quý III/2023`. The date of a letter
/// (*ngày … tháng … năm …*) states none.
fn stated(text: &str) -> Vec<Period> {
    let lower = text.nfc().collect::<String>().to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut periods = Vec::new();
    // The form of English papers: `Period 2023-Q3`.
    let said = lower.split(" · ").filter_map(|part| part.trim().strip_prefix("period "));
    periods.extend(said.filter_map(|period| Period::read(&period.to_uppercase()).ok()));
    for (n, word) in words.iter().enumerate() {
        let number = word.parse::<u16>().ok().filter(|year| (1900..=2999).contains(year));
        let (Some(number), Some(before)) = (number.filter(|_| word.len() == 4), words.get(..n))
        else {
            continue;
        };
        let is_named = before.last() == Some(&"năm");
        let before = before.strip_suffix(&["năm"]).unwrap_or(before);
        let said = match before {
            [.., "ngày", _, "tháng", _] => continue,
            [.., "6", "tháng", "đầu"] => "6 tháng đầu",
            [.., "6", "tháng", "cuối"] => "6 tháng cuối",
            [.., "9", "tháng"] | [.., "9", "tháng", "đầu"] => "9 tháng",
            [.., "tháng", part] => &format!("tháng {part}"),
            [.., "quý" | "qúy", part] => &format!("quý {part}"),
            _ if is_named => "",
            _ => continue,
        };
        periods.extend(Period::read(&format!("{said} {number}")));
    }
    periods
}

/// The period that the lines above a table state, if all of them state the same one.
pub(crate) fn titled_period(table: &Table<'_>) -> Option<Period> {
    let all = all_stated(table);
    let first = all.first()?.period;
    all.iter().all(|one| one.period == first).then_some(first)
}

/// The finding that the lines above a table state periods, but not the one asked for.
pub(crate) fn other_period(table: &Table<'_>, asked: Period) -> Option<Finding> {
    let all = all_stated(table);
    let other = all.first().filter(|_| all.iter().all(|one| one.period != asked))?;
    let finding = Finding::new(FindingCode::TitleYear, table.place(other.at, other.column));
    Some(finding.found(&*other.text).with("year", asked.text()))
}

/// The stage that the lines above a table name; `None` if they name none: then the table holds the
/// scores that count.
///
/// # Errors
/// The finding that the lines name two stages.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_speak_of_periods() {
        for (line, expected) in [
            ("BẢNG CHẤM ĐIỂM NĂM 2023", "2023"),
            ("Kết quả 6 tháng đầu năm 2023", "2023-H1"),
            ("6 THÁNG CUỐI NĂM 2023", "2023-H2"),
            ("Báo cáo quý III/2023", "2023-Q3"),
            ("Quý 4 năm 2023", "2023-Q4"),
            ("9 tháng năm 2023", "2023-9M"),
            ("Tháng 9/2023", "2023-09"),
            ("An Bình, ngày 05 tháng 01 năm 2024", ""),
            ("(Kèm theo Quyết định số 12/QĐ-UBND ngày 3/1/2024)", ""),
            ("Giai đoạn 2021-2025", ""),
            ("So với năm 2022, năm 2023", "2022 2023"),
            ("Period 2023-Q3 · Framework x", "2023-Q3"),
            ("Period 2024 · Framework x · hash 00", "2024"),
            ("Period of review", ""),
        ] {
            let said: Vec<String> = stated(line).iter().map(Period::to_string).collect();
            assert_eq!(said.join(" "), expected, "{line}");
        }
    }
}
