//! Rows and table of `trend`.

use crate::analysis::{Course, CoursePoint};
use crate::ask::parts::index::index_cell;
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent, period_cell, period_column};
use crate::day::Day;
use crate::framework::Framework;
use crate::page::{Cell, Column, Page, Table};
use crate::period::Period;
use crate::quantity::{Percent, Points};
use crate::scoring::{NodeScore, State};
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// The result of a unit, or the mean of a block, in one period. The row of a mean has no unit.
    pub struct TrendRow {
        pub unit: Option<String>,
        pub name: Option<String>,
        /// The block of the unit, or of the mean.
        pub group: Option<String>,
        pub period: Option<Period>,
        /// The day the figures are from, if they are a snapshot.
        pub as_of: Option<Day>,
        pub obtained: Option<Points>,
        pub possible: Option<Points>,
        /// The ratio in percent at print digits.
        pub ratio: Option<String>,
        /// The change in percentage points since the period directly before.
        pub change: Option<String>,
        pub rank: Option<usize>,
        pub tied: Option<bool>,
        /// The number of ranked units that a mean is taken over; only in the row of a mean.
        pub units: Option<usize>,
        pub state: Option<String>,
    }
}

pub(crate) fn trend_rows(framework: &Framework, courses: &[Course]) -> Vec<TrendRow> {
    let digits = framework.policies().print;
    let shown = |percent: Percent| format!("{percent:.*}", usize::from(digits.get()));
    let row = |course: &Course, point: &CoursePoint| {
        let unit = course.unit.as_ref();
        let score = point.score.as_ref();
        let known =
            score.filter(|score| !matches!(score.state(), State::InError | State::NotReported));
        TrendRow {
            unit: unit.map(|unit| unit.id.clone()),
            name: unit.map(|unit| name(&unit.name)),
            group: unit.map_or(course.block.clone(), |unit| unit.group.clone()),
            period: point.period,
            as_of: point.as_of,
            obtained: known.map(NodeScore::obtained),
            possible: known.map(NodeScore::possible),
            ratio: match score {
                Some(score) => score.ratio().map(|ratio| percent(ratio, digits)),
                None => point.index.map(shown),
            },
            change: point.change.map(shown),
            rank: point.rank.map(|(rank, _)| rank),
            tied: point.rank.map(|(_, tied)| tied),
            units: point.units,
            state: score.map(|score| score.state().as_str().to_owned()),
        }
    };
    let rows = courses.iter().flat_map(|course| course.points.iter().map(move |at| (course, at)));
    rows.map(|(course, point)| row(course, point)).collect()
}

pub(crate) fn trend_page(framework: &Framework, courses: &[Course]) -> Page {
    let digits = framework.policies().print;
    let points = || courses.iter().flat_map(|course| &course.points);
    let whole = points().filter_map(|one| one.period).all(|one| one.whole_year().is_some());
    let dated = points().any(|one| one.as_of.is_some());
    let mut columns = vec![Column::name(), period_column(whole)];
    columns.extend(dated.then(|| Column::text(Phrase::ColAsOf)));
    columns.extend([
        Column::figure(Phrase::ColIndex),
        Column::figure(Phrase::ColChanged),
        Column::figure(Phrase::ColRank),
        Column::bar(Sentence::NONE),
    ]);
    let mut table = Table::new(Phrase::TrendTitle, columns);
    for course in courses {
        for (n, point) in course.points.iter().enumerate() {
            let whose = if n == 0 { whose(course) } else { Sentence::NONE };
            let mut row =
                vec![Cell::text(whose), point.period.map(period_cell).unwrap_or_default()];
            row.extend(dated.then(|| point.as_of.map(Cell::Day).unwrap_or_default()));
            row.extend([
                match &point.score {
                    Some(score) => index_cell(framework, score),
                    None => Cell::or_absent(point.index.map(|mean| Cell::Percent(mean, digits))),
                },
                Cell::or_absent(point.change.map(|change| Cell::Change(change, digits))),
                match point.rank {
                    Some((rank, tied)) => Cell::Rank { rank, tied },
                    None => Cell::Empty,
                },
                Cell::Bar { value: point.index, median: None },
            ]);
            table.push(row);
        }
    }
    Page::of([table.into()])
}

/// The unit or mean that the course is about.
fn whose(course: &Course) -> Sentence {
    match (&course.unit, &course.block) {
        (Some(unit), _) => Sentence::from(&unit.name),
        (None, Some(block)) => {
            Sentence::say(Phrase::TrendMeanOf, [("block", Arg::from(block.as_str()))])
        }
        (None, None) => Phrase::TrendMean.into(),
    }
}
