//! Rows of `score`: every node of a card with its five numbers.

use serde::Serialize;

use super::{name, percent};
use crate::quantity::Points;
use crate::scoring::{Scorecard, State};
use crate::words::Phrase;

/// One node of one unit. Numbers are empty for a unit in error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the columns are those of the result format, by its words")]
pub struct ScoreRow {
    pub unit: String,
    pub name: String,
    pub code: String,
    pub title: String,
    pub title_en: String,
    pub max: Option<Points>,
    pub possible: Option<Points>,
    pub obtained: Option<Points>,
    pub lost: Option<Points>,
    pub open: Option<Points>,
    /// In percent at print digits.
    pub ratio: Option<String>,
    pub state: String,
    /// The least percentage the open points leave; only while something is open.
    pub ratio_from: Option<String>,
    /// The greatest one.
    pub ratio_to: Option<String>,
}

/// The rows of a card: the nodes in framework order, then bonus, deduction, total.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::score_rows(all.card("sample-commune-01").unwrap());
/// assert_eq!(rows.last().unwrap().code, "total");
/// assert_eq!(rows.last().unwrap().ratio.as_deref(), Some("78.79"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn score_rows(card: &Scorecard) -> Vec<ScoreRow> {
    let framework = card.framework();
    let digits = framework.policies().print;
    let known = card.state() != State::InError;
    card.nodes()
        .map(|score| {
            let title = framework.node(score.code().as_str()).map(|node| node.name().clone());
            let title = title.unwrap_or_default();
            let bounds = score.bounds().filter(|_| score.open() != Points::ZERO && known);
            let number = |points: Points| known.then_some(points);
            ScoreRow {
                unit: card.unit().id.clone(),
                name: name(&card.unit().name),
                code: score.code().to_string(),
                title: name(&title),
                title_en: title.en,
                max: number(score.max()),
                possible: number(score.possible()),
                obtained: number(score.obtained()),
                lost: number(score.lost()),
                open: number(score.open()),
                ratio: score.ratio().map(|ratio| percent(ratio, digits)),
                state: score.state().as_str().to_owned(),
                ratio_from: bounds.map(|(from, _)| percent(from, digits)),
                ratio_to: bounds.map(|(_, to)| percent(to, digits)),
            }
        })
        .collect()
}

/// The name of a row in a table.
pub(super) fn title(card: &Scorecard, code: &str, lang: crate::words::Lang) -> String {
    match card.framework().node(code) {
        Some(node) => format!("{code} {}", node.short().get(lang)),
        None => match code {
            "bonus" => Phrase::BonusTitle.word(lang).to_owned(),
            "deduction" => Phrase::DeductionTitle.word(lang).to_owned(),
            _ => format!("  {}", Phrase::TotalTitle.word(lang)),
        },
    }
}
