//! Rows and table of `rank`.

use crate::analysis::{Ranking, Standing};
use crate::ask::parts::index::{
    bounds_args, grade_column, index_cell, is_points, mean, named, prints_alike,
};
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::framework::{Framework, LeafIx};
use crate::page::{Block, Cell, Column, Mark, Page, Row, Table};
use crate::quantity::{Digits, Points};
use crate::scoring::{self, Cohort, Scorecard, State};
use crate::words::{Arg, Phrase, Sentence};

row! {
    /// One unit in a ranking.
    pub struct RankRow {
        pub rank: Option<usize>,
        pub unit: String,
        pub name: String,
        pub group: Option<String>,
        /// Whether another unit has the same rank; empty without a rank.
        pub tied: Option<bool>,
        pub obtained: Option<Points>,
        pub possible: Option<Points>,
        /// The ratio in percent at print digits; ranks are computed from exact values.
        pub ratio: Option<String>,
        pub grade: Option<String>,
        pub points_to_next: Option<Points>,
        pub margin: Option<Points>,
        pub rescaled: bool,
        pub state: String,
        /// Whether the printed figure equals that of a neighbour, or a grade's bound, although they
        /// differ.
        pub marked: bool,
    }
}

/// The rows of a ranking, in its order.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, rank, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::rank_rows(&all, &rank(&all));
/// assert_eq!((rows[0].rank, rows[0].ratio.as_deref()), (Some(1), Some("91.37")));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn rank_rows(cohort: &Cohort, ranking: &Ranking) -> Vec<RankRow> {
    ranking.rows().iter().map(|row| rank_row(cohort, row)).collect()
}

/// One row of a ranking.
pub(crate) fn rank_row(cohort: &Cohort, row: &Standing) -> RankRow {
    let digits = cohort.framework().policies().print;
    // A unit that has not reported has no points, which is not the same as 0 points.
    let known = cohort.card(&row.unit.id).is_some_and(Cohort::counts);
    RankRow {
        rank: row.rank,
        unit: row.unit.id.clone(),
        name: name(&row.unit.name),
        group: row.unit.group.clone(),
        tied: row.rank.map(|_| row.tied),
        obtained: known.then(|| row.score.obtained()),
        possible: known.then(|| row.score.possible()),
        ratio: row.ratio.map(|ratio| percent(ratio, digits)),
        grade: row.grade.label.as_deref().map(name),
        points_to_next: row.points_to_next,
        margin: row.margin,
        rescaled: row.score.is_rescaled(),
        state: row.score.state().as_str().to_owned(),
        marked: row.marked,
    }
}

/// The most rows of a table; a longer one leaves out units far from the one asked about.
const MANY: usize = 30;

/// The ranking with one unit marked; if there are many units, only the best and those near it.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, rank, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let table = view::rank_table(&all, &rank(&all), "sample-commune-01");
/// assert_eq!(table.rows().count(), 13);
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn rank_table(cohort: &Cohort, ranking: &Ranking, unit: &str) -> Table {
    table(cohort, &own_block(cohort, ranking, unit), Some(unit))
}

/// All units of a ranking, with a table for each block if it is by blocks, and the mean below.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, rank, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let text = view::ranking_page(&all, &rank(&all)).text(view::Look::default());
/// assert_eq!(text.lines().count(), 15); // thirteen units, the heading above and the mean below
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn ranking_page(cohort: &Cohort, ranking: &Ranking) -> Page {
    let rows: Vec<&Standing> = ranking.rows().iter().collect();
    let same = |a: &&Standing, b: &&Standing| !cohort.is_by_group() || a.unit.group == b.unit.group;
    let tables = rows.chunk_by(same).map(|rows| table(cohort, rows, None));
    let mut page = tables.fold(Page::default(), |page, table| page.with([Block::from(table)]));
    if let Some(remark) = mean_remark(cohort, ranking).or_else(|| awaits(cohort, ranking)) {
        page.push(remark);
    }
    page
}

/// A remark for a ranking in which no unit is ranked because nothing was appraised yet: how many
/// units wait for their appraisal, and what can be asked meanwhile.
fn awaits(cohort: &Cohort, ranking: &Ranking) -> Option<Block> {
    let leaves = cohort.framework().leaf_count();
    let waits = |card: &&Scorecard| {
        let card = card.for_a_look();
        (0..leaves).any(|leaf| card.mark_at(LeafIx(leaf)) == scoring::Mark::NotAppraised)
    };
    let units = if ranking.ranked() == 0 { cohort.counted().filter(waits).count() } else { 0 };
    let args = [("units", units.into())];
    (units > 0).then(|| Block::remark(Sentence::say(Phrase::RankAwaits, args)))
}

/// A line with the mean of the ranked units; `None` for a ranking by blocks.
pub(crate) fn mean_remark(cohort: &Cohort, ranking: &Ranking) -> Option<Block> {
    let mean = mean(cohort, ranking)?;
    let args = [("ranked", ranking.ranked().into()), ("mean", mean)];
    Some(Block::remark(Sentence::say(Phrase::HeadMean, args)))
}

fn table(cohort: &Cohort, rows: &[&Standing], unit: Option<&str>) -> Table {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let points = is_points(framework);
    let ranked = rows.iter().filter(|row| row.rank.is_some()).count();
    let block = rows.first().and_then(|row| row.unit.group.clone());
    let title = match block.filter(|_| cohort.is_by_group()) {
        Some(block) => {
            let args = [("block", block.into()), ("ranked", ranked.into())];
            Sentence::say(Phrase::RankTitleBlock, args)
        }
        None => Sentence::say(Phrase::RankTitle, [("ranked", ranked.into())]),
    };
    let mut columns = vec![
        Column::place(),
        Column::mark(),
        Column::name(),
        Column::figure(if points { Phrase::ColPoints } else { Phrase::ColIndex }),
    ];
    // An index that is a percentage is itself the ratio: no further column is needed.
    if points {
        columns.push(Column::figure(Phrase::ColRatio));
    }
    columns.extend([
        Column::text(grade_column(framework)),
        Column::figure(if points { Phrase::ColToNextPoints } else { Phrase::ColToNext }),
        Column::text(Sentence::NONE),
    ]);
    let mut table = Table::new(title, columns);
    let own = rows.iter().position(|row| Some(row.unit.id.as_str()) == unit);
    let near = |place: usize| own.is_none_or(|own| place.abs_diff(own) <= 5);
    let shown = |place: usize| rows.len() <= MANY || place < 10 || near(place);
    let mut skipped = 0;
    for (place, row) in rows.iter().enumerate() {
        if !shown(place) {
            skipped += 1;
            continue;
        }
        table.skip(std::mem::take(&mut skipped));
        let mut cells = vec![
            match row.rank {
                Some(rank) => Cell::Rank { rank, tied: row.tied },
                None => Cell::Mark(Mark::NoRank),
            },
            if own == Some(place) { Cell::Mark(Mark::Own) } else { Cell::Empty },
            Cell::text(&row.unit.name),
            index_cell(framework, &row.score),
        ];
        if points {
            cells.push(Cell::or_absent(row.ratio.map(|ratio| Cell::Ratio(ratio, digits))));
        }
        cells.extend([
            row.grade.label.as_deref().map_or(Cell::Empty, Cell::text),
            match row.points_to_next {
                Some(points) => Cell::points(points, digits),
                None if row.rank.is_some() => Cell::Absent,
                None => Cell::Empty,
            },
            Cell::text(remark(framework, row, rows.get(place + 1).copied())),
        ]);
        table.push(Row::of(cells).about(&row.unit.id));
    }
    table.skip(skipped);
    table
}

fn own_block<'a>(cohort: &Cohort, ranking: &'a Ranking, unit: &str) -> Vec<&'a Standing> {
    let block = ranking.of(unit).and_then(|row| row.unit.group.clone());
    let rows = ranking.rows().iter();
    rows.filter(|row| !cohort.is_by_group() || row.unit.group == block).collect()
}

/// The remark on a row: why it has no rank, or what its printed figures do not show.
fn remark(framework: &Framework, row: &Standing, below: Option<&Standing>) -> Sentence {
    let digits = framework.policies().print;
    if row.rank.is_none() {
        let phrase = match row.score.state() {
            State::NotReported => named(framework, Phrase::RankNotReported, Phrase::RankNoFigures),
            State::InError => Phrase::RankInError,
            State::Open if is_points(framework) => Phrase::RankOpenPoints,
            State::Open => Phrase::RankOpen,
            _ if !row.unit.ranked => Phrase::RankApart,
            _ => Phrase::RankNoRatio,
        };
        let bounds = bounds_args(framework, &row.score);
        return Sentence::say(phrase, bounds.into_iter().flatten().collect::<Vec<_>>());
    }
    let mut remarks = Vec::new();
    if row.score.is_rescaled() {
        let args = [("possible", Arg::Rounded(row.score.possible(), digits))];
        remarks.push(Sentence::say(Phrase::RankRescaled, args));
    }
    if let (Some(ratio), Some(below)) = (row.ratio, below)
        && let (Some(other), Some(rank)) = (below.ratio, below.rank)
        && other != ratio
        && prints_alike(framework, &row.score, &below.score)
    {
        let (phrase, margin) = if is_points(framework) {
            let apart = row.score.obtained().minus(below.score.obtained());
            (Phrase::RankAheadPoints, visible(apart, |digits| Arg::Rounded(apart, digits)))
        } else {
            let apart = ratio.percent_exact().minus(other.percent_exact());
            (Phrase::RankAhead, visible(apart, |digits| Arg::RoundedPercent(apart, digits)))
        };
        remarks.push(Sentence::say(phrase, [("rank", rank.into()), ("margin", margin)]));
    }
    if let Some(taken) = &row.grade.taken {
        let codes = taken.under_floor.iter().map(|code| Sentence::from(code.as_str())).collect();
        let codes = Sentence::some_of(codes, 3);
        let args = [("nodes", codes.into()), ("grade", taken.label.clone().into())];
        remarks.push(Sentence::say(Phrase::RankFloor, args));
    }
    if row.grade.label != row.grade.as_printed {
        let printed = row.ratio.map_or("".into(), |ratio| Arg::Ratio(ratio, digits));
        let label = row.grade.as_printed.clone().map_or("—".into(), Arg::from);
        remarks.push(Sentence::say(Phrase::RankBand, [("printed", printed), ("grade", label)]));
    }
    Sentence::joined(remarks, "; ")
}

/// A small difference with as many decimal places as are needed for a digit other than 0.
fn visible(apart: impl std::fmt::Display, arg: impl Fn(Digits) -> Arg) -> Arg {
    (4..=9)
        .find(|places| format!("{apart:.places$}").bytes().any(|c| (b'1'..=b'9').contains(&c)))
        .and_then(|places| u8::try_from(places).ok().and_then(Digits::new))
        .map_or_else(|| "< 0.000000001".into(), arg)
}
