//! Rows of `score`: every node of a card with its five numbers.

use super::headline::numbers;
use super::layout::{Grid, Row, left, right};
use super::row::row;
use super::{name, percent};
use crate::analysis::Ranking;
use crate::quantity::Points;
use crate::render::Look;
use crate::scoring::{Cohort, Scorecard, State};
use crate::words::Phrase;

row! {
    /// One node of one unit. Numbers are empty for a unit in error.
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

/// Every node of a card as a table, and where the unit stands in the ranking.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, rank, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let card = all.card("sample-commune-01").unwrap();
/// let table = view::score_table(&all, &rank(&all), card, view::Look::default());
/// assert!(table.starts_with("SCORES OF sample commune 01"));
/// assert!(table.contains("rank 7 of 11"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn score_table(cohort: &Cohort, ranking: &Ranking, card: &Scorecard, look: Look) -> String {
    let digits = card.framework().policies().print;
    let mut grid = Grid::new([
        left(30, 38).hanging(),
        right(6),
        right(6),
        right(6),
        right(6).red(),
        right(5),
        right(8),
        left(0, 24),
    ]);
    grid.push(Row::head(vec![
        look.say(Phrase::ScoreTitle, &[("unit", card.unit().name.get(look.lang).into())]),
        look.word(Phrase::ColMax),
        look.word(Phrase::ColPossible),
        look.word(Phrase::ColGot),
        look.word(Phrase::ColLost),
        look.word(Phrase::ColOpenPoints),
        look.word(Phrase::ColRatio),
        String::new(),
    ]));
    let known = !matches!(card.state(), State::InError | State::NotReported);
    for score in card.nodes() {
        let code = score.code().as_str();
        let beside = matches!(code, "bonus" | "deduction");
        if beside && score.obtained() == Points::ZERO {
            continue;
        }
        let depth = card.framework().node(code).map_or(1, crate::framework::Node::depth);
        let number = |points: Points| {
            if known { look.points(points, digits) } else { look.dash().to_owned() }
        };
        let open = if score.open() == Points::ZERO { String::new() } else { number(score.open()) };
        let ratio = match (score.ratio(), score.bounds().filter(|_| known)) {
            (Some(ratio), _) => look.ratio(ratio, digits),
            (None, Some((from, to))) => {
                format!("{}–{}", look.ratio(from, digits), look.ratio(to, digits))
            }
            _ => look.dash().to_owned(),
        };
        let state = match score.state() {
            // Bounds say that a node is open.
            State::Scored | State::Complete | State::Open => String::new(),
            state => state.phrase().word(look.lang).to_lowercase(),
        };
        grid.push(Row::of(vec![
            format!("{}{}", "  ".repeat(depth - 1), title(card, code, look.lang)),
            number(score.max()),
            number(score.possible()),
            number(score.obtained()),
            number(score.lost()),
            open,
            ratio,
            state,
        ]));
    }
    let mut out = grid.text(look);
    if known {
        out = format!("{out}\n{}\n", numbers(cohort, ranking, card, look));
    }
    look.plain(out)
}
