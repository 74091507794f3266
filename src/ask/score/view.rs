//! Rows and page of `score`: every node of a card with its points and ratio.

use crate::analysis::Ranking;
use crate::ask::parts::headline::numbers;
use crate::ask::parts::listed::{depth, node_cells};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::Points;
use crate::scoring::{Cohort, Scorecard, State};
use crate::words::{Arg, Phrase, Sentence};

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
        /// The ratio in percent at print digits.
        pub ratio: Option<String>,
        pub state: String,
        /// The least ratio, in percent, that is possible with the open points; only while points
        /// are open.
        pub ratio_from: Option<String>,
        /// The greatest ratio, in percent, that is possible with the open points.
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

/// The table of all nodes of a card, with the unit's place in the ranking.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, rank, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let card = all.card("sample-commune-01").unwrap();
/// let text = view::score_page(&all, &rank(&all), card).text(view::Look::default());
/// assert!(text.starts_with("SCORES OF sample commune 01"));
/// assert!(text.contains("rank 7 of 11"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn score_page(cohort: &Cohort, ranking: &Ranking, card: &Scorecard) -> Page {
    let framework = card.framework();
    let digits = framework.policies().print;
    let title = [("unit", card.unit().name.clone().into())];
    let columns = [
        Column::code(),
        Column::name(),
        Column::figure(Phrase::ColMax),
        Column::figure(Phrase::ColPossible),
        Column::figure(Phrase::ColGot),
        Column::loss(Phrase::ColLost),
        Column::figure(Phrase::ColOpenPoints),
        Column::figure(Phrase::ColRatio),
        Column::text(Sentence::NONE),
    ];
    let mut table = Table::new(Sentence::say(Phrase::ScoreTitle, title), columns);
    let known = !matches!(card.state(), State::InError | State::NotReported);
    for score in card.nodes() {
        let code = score.code().as_str();
        let beside = matches!(code, "bonus" | "deduction");
        if beside && score.obtained() == Points::ZERO {
            continue;
        }
        let number = |points: Points| {
            if known { Cell::points(points, digits) } else { Cell::Absent }
        };
        let open = (score.open() != Points::ZERO).then(|| number(score.open()));
        let ratio = match (score.ratio(), score.bounds().filter(|_| known)) {
            (Some(ratio), _) => Cell::Ratio(ratio, digits),
            (None, Some((from, to))) => {
                let [from, to] = [from, to].map(|ratio| Sentence::from(Arg::Ratio(ratio, digits)));
                Cell::Figure(from.then("–").and(to))
            }
            _ => Cell::Absent,
        };
        let state = match score.state() {
            // For an open node the bounds already show its state.
            State::Scored | State::Complete | State::Open => Cell::Empty,
            state => Cell::Text(Sentence::word(state.phrase()).lower()),
        };
        let [code_cell, name] = node_cells(framework, code);
        let cells = [
            code_cell,
            name,
            number(score.max()),
            number(score.possible()),
            number(score.obtained()),
            number(score.lost()),
            open.unwrap_or_default(),
            ratio,
            state,
        ];
        table.push(Row::of(cells).deep(depth(framework, code)));
    }
    let page = Page::from(table);
    if known { page.with([Block::Figures(numbers(cohort, ranking, card))]) } else { page }
}
