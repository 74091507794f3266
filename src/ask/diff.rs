//! `diff`: compares two states of the data of one year.

use super::answer::Answer;
use super::flags::flags;
use super::parts::row::{Nothing, summary};
use super::question::{Part, Question};
use super::sight::Sight;
use crate::analysis::changes;
use crate::analysis::{NodeChange, UnitChange};
use crate::ask::parts::listed::node_cells;
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::error::Error;
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::quantity::Points;
use crate::scoring::{Cohort, NodeScore, State};
use crate::words::{Phrase, Sentence};

summary! {
    /// The number of units whose data changed, and of units of which only the rank changed.
    pub(crate) struct DiffSummary {
        changed: usize,
        bystanders: usize,
    }
}

flags! {
    /// Shows what changed between two states of the data, and which ranks it moved.
    pub struct Diff {}
}

impl Question for Diff {
    type Row = DiffRow;
    type Summary = DiffSummary;
    type Beside = Nothing;
    const NAME: &'static str = "diff";
    const ABOUT: [&'static str; 2] = [
        "Two states of the data: what changed, and whose rank it moved.",
        "Hai lần cập nhật số liệu: thay đổi gì, đơn vị nào đổi hạng.",
    ];
    const USAGE: &'static str = "par-index diff -f FW --before IN… --after IN…";
    const TAKES: &'static [Part] = &[Part::Before];

    fn answer(&self, sight: &mut Sight<'_>) -> Result<Answer, Error> {
        let cohort = sight.cohort()?;
        // Without a readable earlier state nobody knows what changed.
        let Some(before) = sight.state_before()? else { return Ok(Answer::nothing()) };
        let mut list = changes(&before, &cohort);
        // Units of which only the rank changed come last.
        list.sort_by_key(|unit| unit.nodes.is_empty());
        let changed = list.iter().filter(|unit| !unit.nodes.is_empty()).count();
        let bystanders = list.len() - changed;
        let answer = Self::listed(diff_rows(&cohort, &list));
        let summary = DiffSummary { changed, bystanders };
        Ok(answer.summary(summary).page(move || diff_page(&cohort, &list)))
    }
}

row! {
    /// A node that changed, or the `total` of a unit whose data or rank changed.
    pub struct DiffRow {
        pub unit: String,
        pub name: String,
        pub code: String,
        pub title: String,
        pub title_en: String,
        /// The points obtained before; empty if no points count.
        pub before: Option<Points>,
        pub state_before: Option<String>,
        pub after: Option<Points>,
        pub state_after: Option<String>,
        pub change: Option<Points>,
        /// The index before, in percent at print digits; only in the row of the `total`.
        pub ratio_before: Option<String>,
        pub ratio_after: Option<String>,
        pub rank_before: Option<usize>,
        pub rank_after: Option<usize>,
    }
}

fn points(score: Option<&NodeScore>) -> Option<Points> {
    let counts = |score: &&NodeScore| {
        let known = matches!(score.state(), State::Scored | State::Complete | State::Open);
        // Under the framework's policies a missing or not applicable leaf may have points too.
        known || score.possible().is_positive() && score.open() == Points::ZERO
    };
    score.filter(counts).map(NodeScore::obtained)
}

/// The rows of [`changes`](crate::analysis::changes()): for each unit its total, then the nodes
/// that changed.
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
            score.and_then(NodeScore::ratio).map(|ratio| percent(ratio, digits))
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

/// The page for human readers: units whose data changed, then those of which only the rank moved.
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

/// The points before and after, and their difference; the state in words if no points count.
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

/// The rank before and after, or a single rank if both are equal.
fn ranks(unit: &UnitChange) -> Sentence {
    let rank = |rank: Option<usize>| rank.map_or(Sentence::sign("—"), Sentence::from);
    let [before, after] = unit.ranks;
    if before == after { rank(after) } else { rank(before).then(" → ").and(rank(after)) }
}
