//! Rows and table of `strengths`: where a unit stands above its block.

use super::layout::{Grid, Row, left, right};
use super::row::row;
use super::{Look, name, percent};
use crate::analysis::StrongLeaf;
use crate::quantity::Points;
use crate::scoring::Cohort;
use crate::words::Phrase;

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
        /// Points above the median of the block's units scored at the leaf.
        pub above: Points,
        /// By points among those units: 1 + the number with more.
        pub rank: usize,
        /// How many units are scored there.
        pub of: usize,
    }
}

/// The rows of [`strengths`](crate::strengths), or the first of them.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, strengths, view, Basis};
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

/// The same for a person.
pub fn strong_table(cohort: &Cohort, list: &[StrongLeaf], look: Look) -> String {
    let digits = cohort.framework().policies().print;
    let head = [
        Phrase::StrongTitle,
        Phrase::ColMax,
        Phrase::ColGot,
        Phrase::ColAbove,
        Phrase::ColRank,
        Phrase::ColLead,
    ];
    let columns = [left(30, 42).behind(9), right(6), right(6), right(6), right(5), left(6, 30)];
    let mut grid = Grid::new(columns);
    grid.push(Row::head(head.map(|column| look.word(column)).to_vec()));
    for row in list {
        let lead = row.lead_names.get(look.lang);
        let lead = if lead.is_empty() { look.word(Phrase::None) } else { lead.to_owned() };
        grid.push(Row::of(vec![
            format!("{:>2} {:<5} {}", row.position, row.code.as_str(), row.short.get(look.lang)),
            look.points(row.max, digits),
            look.points(row.obtained, digits),
            format!("+{}", look.points(row.above, digits)),
            format!("{}/{}", row.rank, row.of),
            lead,
        ]));
    }
    let none = if list.is_empty() {
        format!("   {}\n", look.word(Phrase::StrongNone))
    } else {
        String::new()
    };
    look.plain(grid.text(look) + &none)
}
