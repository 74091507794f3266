//! Rows and tables of `compare` and `diff`.

use super::index::is_points;
use super::listed::node_cells;
use super::name;
use super::row::row;
use crate::analysis::{Became, ChangeParts, Comparison, CrosswalkRow, NodeChange, UnitChange};
use crate::page::{Block, Cell, Column, Mark, Page, Row, Table};
use crate::quantity::{Percent, Points, Ratio};
use crate::scoring::{Cohort, NodeScore, State};
use crate::words::{Phrase, Sentence};

row! {
    /// The change of a unit's index and its parts, in percentage points at print digits, each
    /// rounded on its own; the indices and the change from exact values.
    pub struct CompareRow {
        pub unit: String,
        pub name: String,
        pub before: Option<String>,
        pub after: Option<String>,
        pub change: Option<String>,
        pub performance: Option<String>,
        pub ruler: Option<String>,
        pub bonus: Option<String>,
        /// Which part of what is possible now compares with before, in percent.
        pub comparable: Option<String>,
    }
}

/// The rows of [`compare`](crate::compare).
pub fn compare_rows(cohort: &Cohort, list: &[Comparison]) -> Vec<CompareRow> {
    let print = cohort.framework().policies().print;
    let digits = usize::from(print.get());
    let rows = list.iter().map(|one| {
        let index = |ratio: Option<Ratio>| ratio.map(|ratio| super::percent(ratio, print));
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

/// The same for a person.
pub fn compare_page(cohort: &Cohort, list: &[Comparison]) -> Page {
    let digits = cohort.framework().policies().print;
    // Points stand before the ratios where they are the headline; totals may differ, ratios compare.
    let points = is_points(cohort.framework());
    // Then there are many columns, and one of zeros is left out.
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

row! {
    /// A node of a unit that changed, or the `total` of a unit it told on.
    pub struct DiffRow {
        pub unit: String,
        pub name: String,
        pub code: String,
        pub title: String,
        pub title_en: String,
        /// Obtained before; empty where nothing counts.
        pub before: Option<Points>,
        pub state_before: Option<String>,
        pub after: Option<Points>,
        pub state_after: Option<String>,
        pub change: Option<Points>,
        /// Of the `total`: the index in percent at print digits.
        pub ratio_before: Option<String>,
        pub ratio_after: Option<String>,
        pub rank_before: Option<usize>,
        pub rank_after: Option<usize>,
    }
}

fn points(score: Option<&NodeScore>) -> Option<Points> {
    let counts = |score: &&NodeScore| {
        let known = matches!(score.state(), State::Scored | State::Complete | State::Open);
        // Under the policies of the ruler what is missing or does not apply has points too.
        known || score.possible().is_positive() && score.open() == Points::ZERO
    };
    score.filter(counts).map(NodeScore::obtained)
}

/// The rows of [`changes`](crate::changes): of every unit its total, then what changed.
pub fn diff_rows(cohort: &Cohort, list: &[UnitChange]) -> Vec<DiffRow> {
    let digits = cohort.framework().policies().print;
    let row = |unit: &UnitChange, node: &NodeChange| {
        let title = cohort.framework().node(node.code.as_str());
        let title = title.map(|node| node.name().clone()).unwrap_or_default();
        let (before, after) = (node.before.as_ref(), node.after.as_ref());
        let state =
            |score: Option<&NodeScore>| score.map(|score| score.state().as_str().to_owned());
        let change = points(before).zip(points(after)).map(|(before, after)| after.minus(before));
        DiffRow {
            unit: unit.unit.id.clone(),
            name: name(&unit.unit.name),
            code: node.code.to_string(),
            title: name(&title),
            title_en: title.en,
            before: points(before),
            state_before: state(before),
            after: points(after),
            state_after: state(after),
            change,
            ..DiffRow::default()
        }
    };
    let rows = list.iter().flat_map(|unit| {
        let ratio = |score: Option<&NodeScore>| {
            score.and_then(NodeScore::ratio).map(|ratio| super::percent(ratio, digits))
        };
        let total = DiffRow {
            ratio_before: ratio(unit.total.before.as_ref()),
            ratio_after: ratio(unit.total.after.as_ref()),
            rank_before: unit.ranks[0],
            rank_after: unit.ranks[1],
            ..row(unit, &unit.total)
        };
        let nodes = unit.nodes.iter().map(|node| row(unit, node));
        std::iter::once(total).chain(nodes).collect::<Vec<DiffRow>>()
    });
    rows.collect()
}

/// The same for a person: the units that changed, then the bystanders whose rank moved.
pub fn diff_page(cohort: &Cohort, list: &[UnitChange]) -> Page {
    if list.is_empty() {
        return Page::of([Block::say(Phrase::DiffNothing)]);
    }
    let (changed, bystanders): (Vec<&UnitChange>, Vec<&UnitChange>) =
        list.iter().partition(|unit| !unit.nodes.is_empty());
    let columns = [
        Column::code(),
        Column::name(),
        Column::figure(Phrase::CompareBefore),
        Column::figure(Phrase::CompareAfter),
        Column::figure(Phrase::CompareChange),
        Column::text(Phrase::ColRank),
    ];
    let mut table = Table::new(Phrase::DiffTitle, columns);
    for unit in changed {
        let named = [Cell::Empty, Cell::text(&unit.unit.name)];
        let figures = change_cells(cohort, &unit.total);
        table.push([&named[..], &figures, &[Cell::Text(ranks(unit))]].concat());
        for node in &unit.nodes {
            let named = node_cells(cohort.framework(), node.code.as_str());
            let row = [&named[..], &change_cells(cohort, node)].concat();
            table.push(Row::of(row).deep(1));
        }
    }
    let mut page = Page::from(table);
    if !bystanders.is_empty() {
        let count = [("count", bystanders.len().into())];
        page.push(Block::remark(Sentence::say(Phrase::DiffBystanders, count)));
        for unit in bystanders {
            let line = Sentence::from(&unit.unit.name).then(": ").and(ranks(unit));
            page.push(Block::inside(3, line));
        }
    }
    page
}

/// Before, after and the change between them; the state where nothing counts.
fn change_cells(cohort: &Cohort, node: &NodeChange) -> [Cell; 3] {
    let digits = cohort.framework().policies().print;
    let cell = |score: Option<&NodeScore>| match (points(score), score) {
        (_, None) => Cell::Absent,
        (Some(points), _) => Cell::points(points, digits),
        (None, Some(score)) => Cell::Text(Sentence::word(score.state().phrase()).lower()),
    };
    let (before, after) = (node.before.as_ref(), node.after.as_ref());
    let change = points(before).zip(points(after)).map(|(before, after)| after.minus(before));
    let change = change.map_or(Cell::Empty, |change| Cell::difference(change, digits));
    [cell(before), cell(after), change]
}

/// The rank before and after, or one where both are the same.
fn ranks(unit: &UnitChange) -> Sentence {
    let rank = |rank: Option<usize>| rank.map_or(Sentence::sign("—"), Sentence::from);
    let [before, after] = unit.ranks;
    if before == after { rank(after) } else { rank(before).then(" → ").and(rank(after)) }
}

/// The rows of a crosswalk for a person, and how many are of each kind.
pub fn crosswalk_page(rows: &[CrosswalkRow]) -> Page {
    let columns = [
        Column::code(),
        Column::mark(),
        Column::code(),
        Column::text(Sentence::NONE),
        Column::text(Sentence::NONE),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
    for row in rows {
        let code = |code: &str| match code {
            "" => Cell::Absent,
            code => Cell::Code(code.to_owned()),
        };
        table.push([
            code(&row.old),
            Cell::Mark(Mark::Becomes),
            code(&row.new),
            Cell::text(row.kind.as_str()),
            Cell::text(row.note.as_str()),
        ]);
    }
    let kinds = Became::ALL.iter().filter_map(|kind| {
        let count = rows.iter().filter(|row| row.kind == *kind).count();
        (count > 0).then(|| Sentence::from(kind.as_str()).then(": ").and(count))
    });
    Page::of([table.into(), Block::remark(Sentence::joined(kinds, ", "))])
}
