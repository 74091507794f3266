//! The fields of one unit as a table with bars: got, of, lost, ratio, median, rank, lead.

use super::index::named;
use super::layout::{Grid, Row, left, right};
use super::score::title;
use crate::analysis::field_standings;
use crate::quantity::Points;
use crate::render::Look;
use crate::render::bar;
use crate::scoring::{Cohort, State};
use crate::words::Phrase;

/// The scorecard by field of one unit; empty for a unit that has no numbers.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let table = view::fields_table(&all, "sample-commune-01", view::Look::default());
/// assert!(table.contains("7 Modernisation"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn fields_table(cohort: &Cohort, unit: &str, look: Look) -> String {
    let Some(card) = cohort.card(unit) else { return String::new() };
    if matches!(card.state(), State::InError | State::NotReported) {
        return String::new();
    }
    let digits = cohort.framework().policies().print;
    let median = if look.ascii { "|" } else { "┃" };
    let median = look.say(Phrase::ColMedian, &[("mark", median.into())]);
    let mut grid = Grid::new([
        left(22, 27).hanging(),
        right(5),
        right(5),
        right(4).red(),
        right(7),
        left(20, 20),
        right(4),
        left(4, 18),
    ]);
    grid.push(Row::head(vec![
        look.word(named(cohort.framework(), Phrase::FieldsTitle, Phrase::FieldsTitlePapi)),
        look.word(Phrase::ColGot),
        look.word(Phrase::ColOf),
        look.word(Phrase::ColLost),
        look.word(Phrase::ColRatio),
        format!("0 {median:^14} 100"),
        look.word(Phrase::ColRank),
        look.word(Phrase::ColLead),
    ]));
    for row in field_standings(cohort, unit) {
        // What is left out on this basis has nothing to show.
        let counted = row.score.state() != State::LeftOut;
        let number = |points: Points| {
            if counted { look.points(points, digits) } else { look.dash().to_owned() }
        };
        let ratio = row.score.ratio();
        let rank = match (row.rank, row.tied) {
            (Some(rank), true) => format!("{rank}="),
            (Some(rank), false) => rank.to_string(),
            (None, _) => look.dash().to_owned(),
        };
        let node = cohort.framework().node(row.code.as_str());
        let lead = node.map(|node| match cohort.framework().lead_names(node, look.lang) {
            names if names.is_empty() => look.word(Phrase::None),
            names => names,
        });
        grid.push(Row::of(vec![
            title(card, row.code.as_str(), look.lang),
            number(row.score.obtained()),
            number(row.score.possible()),
            number(row.score.lost()),
            ratio.map_or(look.dash().to_owned(), |ratio| look.ratio(ratio, digits)),
            bar(ratio.map(crate::quantity::Ratio::percent_exact), row.median, look.ascii),
            rank,
            lead.unwrap_or_default(),
        ]));
    }
    look.plain(grid.text(look))
}
