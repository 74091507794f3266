//! The index as its framework prints it: a percentage, or points of the total, as PAPI does.

use crate::analysis::Ranking;
use crate::framework::{Framework, Grades, IndexKind, PrintAs};
use crate::page::Cell;
use crate::quantity::{Percent, PointSum, Points, Ratio};
use crate::scoring::{Cohort, NodeScore};
use crate::words::{Arg, Phrase, Sentence};

/// Whether the framework prints points, not a percentage, as the headline.
pub(crate) fn is_points(framework: &Framework) -> bool {
    framework.policies().print_as == PrintAs::Points
}

/// The index of a node as a cell; a dash if there is no ratio.
pub(crate) fn index_cell(framework: &Framework, score: &NodeScore) -> Cell {
    let digits = framework.policies().print;
    match score.ratio() {
        Some(_) if is_points(framework) => Cell::points(score.obtained(), digits),
        Some(ratio) => Cell::Ratio(ratio, digits),
        None => Cell::Absent,
    }
}

/// The bounds of the index while points are open, as arguments `from` and `to`.
pub(crate) fn bounds_args(
    framework: &Framework,
    score: &NodeScore,
) -> Option<[(&'static str, Arg); 2]> {
    let digits = framework.policies().print;
    let (from, to) = score.bounds()?;
    let [from, to] = if is_points(framework) {
        let most = score.obtained().plus(score.open());
        [score.obtained(), most].map(|points| Arg::Rounded(points, digits))
    } else {
        [from, to].map(|ratio| Arg::Ratio(ratio, digits))
    };
    Some([("from", from), ("to", to)])
}

/// Whether two nodes have the same headline in print.
pub(crate) fn prints_alike(framework: &Framework, a: &NodeScore, b: &NodeScore) -> bool {
    let digits = framework.policies().print;
    if is_points(framework) {
        let round = |score: &NodeScore| score.obtained().round(digits);
        return a.possible() == b.possible() && round(a) == round(b);
    }
    let percent = |score: &NodeScore| score.ratio().map(|ratio| ratio.percent(digits));
    percent(a) == percent(b)
}

/// The mean of the ranked units; `None` for a ranking by blocks, each of which has its own mean.
///
/// A mean of points if points are the headline and all units have the same possible points;
/// otherwise the mean of the ratios.
pub(crate) fn mean(cohort: &Cohort, ranking: &Ranking) -> Option<Arg> {
    if cohort.is_by_group() {
        return None;
    }
    let digits = cohort.framework().policies().print;
    let rows = ranking.rows().iter().filter(|row| row.rank.is_some());
    let possible = rows.clone().map(|row| row.score.possible());
    let (least, most) = (possible.clone().min(), possible.max());
    if is_points(cohort.framework()) && least == most {
        let obtained: PointSum = rows.map(|row| row.score.obtained()).sum();
        let count = i32::try_from(ranking.ranked()).ok()?;
        let mean = obtained.of(Points::whole(count).into())?.points(digits)?;
        return Some(Arg::Rounded(mean, digits));
    }
    let mean = Percent::mean(rows.filter_map(|row| row.ratio).map(Ratio::percent_exact))?;
    Some(Arg::SignedPercent(mean, digits))
}

/// A rank in a sentence: `3`, or `3=` if another unit has the same rank.
pub(crate) fn rank_said(rank: usize, tied: bool) -> Sentence {
    Sentence::from(rank).then(if tied { "=" } else { "" })
}

/// The heading of the column of grades; grades by quartile are called groups.
pub(crate) fn grade_column(framework: &Framework) -> Phrase {
    match framework.grades() {
        Grades::Quartiles(_) => Phrase::ColGroup,
        Grades::Bands(_) => Phrase::ColGrade,
    }
}

/// Chooses the phrase for fields and criteria, or that for PAPI's dimensions and sub-dimensions.
pub(crate) fn named(framework: &Framework, usual: Phrase, papi: Phrase) -> Phrase {
    match framework.index() {
        IndexKind::Papi => papi,
        _ => usual,
    }
}
