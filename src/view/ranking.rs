//! Rows and table of `rank`.

use super::index::{bounds, grade_column, index, is_points, named, prints_alike};
use super::layout::{Grid, Row, left, right};
use super::look::Look;
use super::row::row;
use super::{name, percent, some_of};
use crate::analysis::{Ranking, Standing};
use crate::framework::Framework;
use crate::quantity::Points;
use crate::scoring::{Cohort, State};
use crate::words::{Arg, Phrase};

row! {
    /// One unit of a ranking.
    pub struct RankRow {
        pub rank: Option<usize>,
        pub unit: String,
        pub name: String,
        pub group: Option<String>,
        /// Whether another unit shares the rank; empty without a rank.
        pub tied: Option<bool>,
        pub obtained: Option<Points>,
        pub possible: Option<Points>,
        /// In percent at print digits; ranks use exact values.
        pub ratio: Option<String>,
        pub grade: Option<String>,
        pub points_to_next: Option<Points>,
        pub margin: Option<Points>,
        pub rescaled: bool,
        pub state: String,
        /// Whether it prints like a neighbour, or like a grade's bound, and differs.
        pub marked: bool,
    }
}

/// The rows of a ranking in its order.
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

/// One of these rows.
pub(crate) fn rank_row(cohort: &Cohort, row: &Standing) -> RankRow {
    let digits = cohort.framework().policies().print;
    // Nothing reported is not 0 points, at a leaf either.
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
        grade: row.grade.label.as_ref().map(name),
        points_to_next: row.points_to_next,
        margin: row.margin,
        rescaled: row.score.is_rescaled(),
        state: row.score.state().as_str().to_owned(),
        marked: row.marked,
    }
}

/// How many rows a table shows before it leaves out those far from the unit.
const MANY: usize = 30;

/// The ranking as a table, `unit` marked; of many units the best, and those around it.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, rank, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let table = view::rank_table(&all, &rank(&all), "sample-commune-01", view::Look::default());
/// assert!(table.starts_with("RANKING (11 units)"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn rank_table(cohort: &Cohort, ranking: &Ranking, unit: &str, look: Look) -> String {
    let rows = own_block(cohort, ranking, unit);
    table(cohort, &rows, Some(unit), look)
}

/// Every unit of a ranking; with blocks, a table for each.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, Basis, rank, view};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let text = view::ranking_tables(&all, &rank(&all), view::Look::default());
/// assert_eq!(text.lines().count(), 14); // thirteen units under their heading
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn ranking_tables(cohort: &Cohort, ranking: &Ranking, look: Look) -> String {
    let rows: Vec<&Standing> = ranking.rows().iter().collect();
    let same = |a: &&Standing, b: &&Standing| !cohort.is_by_group() || a.unit.group == b.unit.group;
    let tables = rows.chunk_by(same).map(|rows| table(cohort, rows, None, look));
    tables.collect::<Vec<String>>().join("\n")
}

fn table(cohort: &Cohort, rows: &[&Standing], unit: Option<&str>, look: Look) -> String {
    let framework = cohort.framework();
    let digits = framework.policies().print;
    let points = is_points(framework);
    let ranked = rows.iter().filter(|row| row.rank.is_some()).count();
    let block = rows.first().and_then(|row| row.unit.group.clone());
    let heading = match block.filter(|_| cohort.is_by_group()) {
        Some(block) => {
            let args = [("block", block.into()), ("ranked", ranked.into())];
            look.say(Phrase::RankTitleBlock, &args)
        }
        None => look.say(Phrase::RankTitle, &[("ranked", ranked.into())]),
    };
    let mut columns =
        vec![left(22, 50).behind(7), right(7), right(7), left(9, 16), right(7), left(0, 60)];
    let mut head = vec![
        heading,
        look.word(if points { Phrase::ColPoints } else { Phrase::ColIndex }),
        look.word(Phrase::ColRatio),
        look.word(grade_column(framework)),
        look.word(if points { Phrase::ColToNextPoints } else { Phrase::ColToNext }),
        String::new(),
    ];
    // Where the index is a percentage, no ratio stands beside it.
    if !points {
        columns.remove(2);
        head.remove(2);
    }
    let mut grid = Grid::new(columns);
    grid.push(Row::head(head));
    let own = rows.iter().position(|row| Some(row.unit.id.as_str()) == unit);
    let near = |place: usize| own.is_none_or(|own| place.abs_diff(own) <= 5);
    let shown = |place: usize| rows.len() <= MANY || place < 10 || near(place);
    let mut skipped = 0;
    for (place, row) in rows.iter().enumerate() {
        if !shown(place) {
            skipped += 1;
            continue;
        }
        if skipped > 0 {
            grid.push(Row::over(format!("  … +{skipped}")));
            skipped = 0;
        }
        let below = rows.get(place + 1).copied();
        let rank = match row.rank {
            Some(rank) => format!("{rank:>3}{}", if row.tied { "=" } else { " " }),
            None => "  – ".to_owned(),
        };
        let mark = if own == Some(place) { look.own_mark() } else { " " };
        let has_rank = row.rank.is_some();
        let mut cells = vec![
            format!("{rank} {mark} {}", row.unit.name.get(look.lang)),
            index(framework, &row.score, look).unwrap_or(look.dash().to_owned()),
            row.ratio.map_or(look.dash().to_owned(), |ratio| look.ratio(ratio, digits)),
            row.grade.label.as_ref().map_or("", |label| label.get(look.lang)).to_owned(),
            match row.points_to_next {
                Some(points) => look.points(points, digits),
                None if has_rank => look.dash().to_owned(),
                None => String::new(),
            },
            remark(framework, row, below, look),
        ];
        if !points {
            cells.remove(2);
        }
        grid.push(Row::of(cells));
    }
    if skipped > 0 {
        grid.push(Row::over(format!("  … +{skipped}")));
    }
    look.plain(grid.text(look))
}

fn own_block<'a>(cohort: &Cohort, ranking: &'a Ranking, unit: &str) -> Vec<&'a Standing> {
    let block = ranking.of(unit).and_then(|row| row.unit.group.clone());
    let rows = ranking.rows().iter();
    rows.filter(|row| !cohort.is_by_group() || row.unit.group == block).collect()
}

/// What one must know of a row beside its numbers.
fn remark(framework: &Framework, row: &Standing, below: Option<&Standing>, look: Look) -> String {
    let digits = framework.policies().print;
    let mut remarks = Vec::new();
    if row.rank.is_none() {
        let phrase = match row.score.state() {
            State::NotReported => named(framework, Phrase::RankNotReported, Phrase::RankNoFigures),
            State::InError => Phrase::RankInError,
            State::Open if is_points(framework) => Phrase::RankOpenPoints,
            State::Open => Phrase::RankOpen,
            _ if !row.unit.ranked => Phrase::RankApart,
            _ => Phrase::RankNoRatio,
        };
        let mut args = Vec::new();
        if let Some((from, to)) = bounds(framework, &row.score, look) {
            args.push(("from", from.into()));
            args.push(("to", to.into()));
        }
        return look.say(phrase, &args);
    }
    if row.score.is_rescaled() {
        let args = [("possible", Arg::Rounded(row.score.possible(), digits))];
        remarks.push(look.say(Phrase::RankRescaled, &args));
    }
    if let (Some(ratio), Some(below)) = (row.ratio, below)
        && let (Some(other), Some(rank)) = (below.ratio, below.rank)
        && other != ratio
        && prints_alike(framework, &row.score, &below.score)
    {
        let apart = if is_points(framework) {
            visible(row.score.obtained().minus(below.score.obtained()))
        } else {
            visible(ratio.percent_exact().minus(other.percent_exact()))
        };
        let args = [("rank", rank.into()), ("margin", look.lang.decimal(&apart).into())];
        let phrase = if is_points(framework) { Phrase::RankAheadPoints } else { Phrase::RankAhead };
        remarks.push(look.say(phrase, &args));
    }
    if let Some(taken) = &row.grade.taken {
        let codes: Vec<String> = taken.under_floor.iter().map(ToString::to_string).collect();
        let codes = some_of(&codes, 3);
        let args = [("nodes", codes.into()), ("grade", taken.label.get(look.lang).into())];
        remarks.push(look.say(Phrase::RankFloor, &args));
    }
    if row.grade.label != row.grade.as_printed {
        let printed = row.ratio.map(|ratio| look.ratio(ratio, digits)).unwrap_or_default();
        let label = row.grade.as_printed.as_ref();
        let label = label.map_or(look.dash(), |label| label.get(look.lang));
        let args = [("printed", printed.into()), ("grade", label.into())];
        remarks.push(look.say(Phrase::RankBand, &args));
    }
    remarks.join("; ")
}

/// A small difference with as many places as it takes to be seen.
fn visible(apart: impl std::fmt::Display) -> String {
    (4..=9)
        .map(|places| format!("{apart:.places$}"))
        .find(|text| text.bytes().any(|c| (b'1'..=b'9').contains(&c)))
        .unwrap_or_else(|| "< 0.000000001".to_owned())
}
