//! Rows and tables of `compare`.

use crate::analysis::{ChangeParts, Comparison};
use crate::ask::parts::index::is_points;
use crate::ask::parts::name;
use crate::ask::parts::row::row;
use crate::page::{Block, Cell, Column, Page, Table};
use crate::quantity::{Percent, Points, Ratio};
use crate::scoring::Cohort;
use crate::words::Phrase;

row! {
    /// The change of a unit's index and the parts it consists of, in percentage points at print
    /// digits. Each part is rounded on its own; the indices and the change come from exact values.
    pub struct CompareRow {
        pub unit: String,
        pub name: String,
        pub before: Option<String>,
        pub after: Option<String>,
        pub change: Option<String>,
        pub performance: Option<String>,
        pub ruler: Option<String>,
        pub bonus: Option<String>,
        /// The share of the possible points that can be compared with the earlier year, in percent.
        pub comparable: Option<String>,
    }
}

/// The rows of [`compare`](crate::analysis::compare()).
pub fn compare_rows(cohort: &Cohort, list: &[Comparison]) -> Vec<CompareRow> {
    let print = cohort.framework().policies().print;
    let digits = usize::from(print.get());
    let rows = list.iter().map(|one| {
        let index =
            |ratio: Option<Ratio>| ratio.map(|ratio| crate::ask::parts::percent(ratio, print));
        let percent = |percent: Option<Percent>| percent.map(|value| format!("{value:.digits$}"));
        let part = |of: fn(&ChangeParts) -> Percent| percent(one.parts.as_ref().map(of));
        CompareRow {
            unit: one.unit.id.clone(),
            name: name(&one.unit.name),
            before: index(one.before),
            after: index(one.after),
            change: percent(one.change(print)),
            performance: part(|parts| parts.performance),
            ruler: part(|parts| parts.ruler),
            bonus: part(|parts| parts.bonus),
            comparable: part(|parts| parts.comparable),
        }
    });
    rows.collect()
}

/// The page of a comparison for human readers.
pub fn compare_page(cohort: &Cohort, list: &[Comparison]) -> Page {
    let digits = cohort.framework().policies().print;
    // If points are the headline, they stand before the ratios: totals may differ, only ratios
    // compare.
    let points = is_points(cohort.framework());
    // The table then has many columns, so that a bonus column of zeros is left out.
    let mut parts = list.iter().filter_map(|one| one.parts);
    let bonus = !points || parts.any(|parts| parts.bonus != Percent::ZERO);
    let mut columns = vec![Column::name()];
    columns.extend([Phrase::CompareBefore, Phrase::CompareAfter].map(Column::figure));
    if points {
        columns.extend([Phrase::CompareBeforeRatio, Phrase::CompareAfterRatio].map(Column::figure));
    }
    columns.extend(
        [Phrase::CompareChange, Phrase::ComparePerformance, Phrase::CompareRuler]
            .map(Column::change),
    );
    columns.extend(bonus.then(|| Column::change(Phrase::CompareBonus)));
    columns.push(Column::figure(Phrase::CompareShare));
    let mut table = Table::new(Phrase::CompareTitle, columns);
    for one in list {
        let index =
            |ratio: Option<Ratio>| Cell::or_absent(ratio.map(|ratio| Cell::Ratio(ratio, digits)));
        let change = |change: Option<Percent>| {
            Cell::or_absent(change.map(|change| Cell::Change(change, digits)))
        };
        let part = |of: fn(&ChangeParts) -> Percent| change(one.parts.as_ref().map(of));
        let mut row = vec![Cell::text(&one.unit.name)];
        if points {
            let cell = |points: Option<Points>| {
                Cell::or_absent(points.map(|points| Cell::points(points, digits)))
            };
            row.extend(one.points.map(cell));
        }
        row.extend([index(one.before), index(one.after), change(one.change(digits))]);
        row.extend([part(|parts| parts.performance), part(|parts| parts.ruler)]);
        row.extend(bonus.then(|| part(|parts| parts.bonus)));
        row.extend(one.parts.map(|parts| Cell::Percent(parts.comparable, digits)));
        table.push(row);
    }
    let mut page = Page::from(table);
    if points {
        page.push(Block::remark(Phrase::CompareApart));
    }
    page
}
