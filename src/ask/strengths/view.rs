//! Rows and table of `strengths`: the leaves at which a unit is above the median of its block.

use crate::analysis::StrongLeaf;
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::page::{Block, Cell, Column, Page, Table};
use crate::quantity::Points;
use crate::scoring::Cohort;
use crate::words::{Phrase, Sentence};

row! {
    /// A leaf at which one unit is above the median of its block.
    pub struct StrongRow {
        pub position: usize,
        pub unit: String,
        pub name: String,
        pub code: String,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub max: Points,
        pub obtained: Points,
        pub ratio: Option<String>,
        /// The points above the median of the block's units that are scored at the leaf.
        pub above: Points,
        /// The rank by points among those units: 1 + the number of units with more points.
        pub rank: usize,
        /// How many units of the block are scored at the leaf.
        pub of: usize,
    }
}

/// The rows of [`strengths`](crate::analysis::strengths()), or the first of them.
///
/// # Example
/// ```
/// use par_index::analysis::strengths;
/// use par_index::{framework, read, sample, score_all, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::strong_rows(&all, &strengths(&all, "sample-commune-09"));
/// assert_eq!((rows[0].code.as_str(), rows[0].above.to_string()), ("8.1", "1.27".into()));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn strong_rows(cohort: &Cohort, list: &[StrongLeaf]) -> Vec<StrongRow> {
    let digits = cohort.framework().policies().print;
    let rows = list.iter().map(|row| StrongRow {
        position: row.position,
        unit: row.unit.id.clone(),
        name: name(&row.unit.name),
        code: row.code.to_string(),
        title: name(&row.title),
        title_en: row.title.en.clone(),
        lead: row.lead.clone(),
        max: row.max,
        obtained: row.obtained,
        ratio: row.ratio.map(|ratio| percent(ratio, digits)),
        above: row.above,
        rank: row.rank,
        of: row.of,
    });
    rows.collect()
}

/// The table for human readers.
pub fn strong_page(cohort: &Cohort, list: &[StrongLeaf]) -> Page {
    let digits = cohort.framework().policies().print;
    let columns = [
        Column::place(),
        Column::code(),
        Column::name(),
        Column::figure(Phrase::ColMax),
        Column::figure(Phrase::ColGot),
        Column::figure(Phrase::ColAbove),
        Column::figure(Phrase::ColRank),
        Column::text(Phrase::ColLead),
    ];
    let mut table = Table::new(Phrase::StrongTitle, columns);
    for row in list {
        let lead = &row.lead_names;
        table.push([
            Cell::count(row.position),
            Cell::code(&row.code),
            Cell::text(&row.short),
            Cell::points(row.max, digits),
            Cell::points(row.obtained, digits),
            Cell::gain(row.above, digits),
            Cell::Figure(Sentence::from(row.rank).then("/").and(row.of)),
            Cell::Text(if lead.is_empty() { Phrase::None.into() } else { lead.into() }),
        ]);
    }
    let mut page = Page::from(table);
    if list.is_empty() {
        page.push(Block::remark(Phrase::StrongNone));
    }
    page
}
