//! The fields of one unit as a table with bars: obtained, possible, lost, ratio, median, rank,
//! lead.

use crate::analysis::fields_of;
use crate::ask::parts::causes::silent;
use crate::ask::parts::index::named;
use crate::ask::parts::listed::{leads, node_cells};
use crate::page::{Cell, Column, Page, Table};
use crate::quantity::{Points, Ratio};
use crate::scoring::{Cohort, State};
use crate::words::{Phrase, Sentence};

/// The scorecard of one unit by field; empty for a unit without figures.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let page = view::fields_page(&all, "sample-commune-01");
/// assert!(page.text(view::Look::default()).contains("7 Modernisation"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn fields_page(cohort: &Cohort, unit: &str) -> Page {
    let card = cohort.card_named(unit).ok().filter(|card| !silent(card));
    let Some(card) = card else { return Page::default() };
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let columns = [
        Column::code(),
        Column::name(),
        Column::figure(Phrase::ColGot),
        Column::figure(Phrase::ColOf),
        Column::loss(Phrase::ColLost),
        Column::figure(Phrase::ColRatio),
        Column::bar(Sentence::say(Phrase::ColMedian, [("mark", "┃".into())])),
        Column::figure(Phrase::ColRank),
        Column::text(Phrase::ColLead),
    ];
    let title = named(framework, Phrase::FieldsTitle, Phrase::FieldsTitlePapi);
    let mut table = Table::new(title, columns);
    for row in fields_of(cohort, card) {
        // A field that is left out on this basis has no points to show.
        let counted = row.score.state() != State::LeftOut;
        let number = |points: Points| {
            if counted { Cell::points(points, digits) } else { Cell::Absent }
        };
        let ratio = row.score.ratio();
        let node = framework.node(row.code.as_str());
        let [code, name] = node_cells(framework, row.code.as_str());
        table.push([
            code,
            name,
            number(row.score.obtained()),
            number(row.score.possible()),
            number(row.score.lost()),
            Cell::or_absent(ratio.map(|ratio| Cell::Ratio(ratio, digits))),
            Cell::Bar { value: ratio.map(Ratio::percent_exact), median: row.median },
            Cell::or_absent(row.rank.map(|rank| Cell::Rank { rank, tied: row.tied })),
            node.map(|node| Cell::Text(leads(node))).unwrap_or_default(),
        ]);
    }
    table.into()
}
