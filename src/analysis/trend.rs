//! The course of an index over periods of one kind, for every unit and for the mean of each block.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ranking::{Ranking, rank};
use crate::assessment::Unit;
use crate::day::Day;
use crate::period::Period;
use crate::quantity::{Percent, Ratio};
use crate::scoring::{Cohort, NodeScore};

/// The units of one period, as their figures stood on a given day.
pub(crate) struct Cut {
    pub(crate) cohort: Cohort,
    /// The day of the figures, for a dated snapshot.
    pub(crate) as_of: Option<Day>,
    /// Whether this state counts for its period: of several snapshots only the last does.
    pub(crate) counts: bool,
}

/// The course of one unit, or of the mean of a block, over the periods.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    /// The unit; `None` for a mean.
    pub(crate) unit: Option<Arc<Unit>>,
    /// The block whose mean this is, where units are compared within blocks.
    pub(crate) block: Option<String>,
    /// The states in order of time, the earliest first.
    pub(crate) points: Vec<CoursePoint>,
}

/// Where a unit, or a mean, stood in one period.
#[derive(Clone, Debug)]
pub(crate) struct CoursePoint {
    /// The period.
    pub(crate) period: Option<Period>,
    /// The day of the figures, for a dated snapshot.
    pub(crate) as_of: Option<Day>,
    /// The unit's total score; `None` for a mean.
    pub(crate) score: Option<NodeScore>,
    /// The index, exact to nine decimal places of a percentage.
    pub(crate) index: Option<Percent>,
    /// The rank, and whether another unit shares it.
    pub(crate) rank: Option<(usize, bool)>,
    /// For a mean: the number of ranked units in it.
    pub(crate) units: Option<usize>,
    /// The change since the period before, measured against the state that counts for that period;
    /// `None` if there is none.
    pub(crate) change: Option<Percent>,
}

/// The course of one unit; or of all units, by their ids, followed by the means of the blocks.
/// Where the period right before is missing, no change is given.
pub(crate) fn trend(cuts: &[Cut], unit: Option<&str>) -> Vec<Course> {
    let rankings: Vec<Ranking> = cuts.iter().map(|cut| rank(&cut.cohort)).collect();
    let Some(latest) = cuts.last().map(|cut| &cut.cohort) else { return Vec::new() };
    let ids = cuts.iter().flat_map(|cut| cut.cohort.cards()).map(|card| card.unit().id.as_str());
    let ids: BTreeSet<&str> = ids.filter(|id| unit.is_none_or(|unit| unit == *id)).collect();
    let mut courses: Vec<Course> =
        ids.into_iter().map(|id| of_unit(cuts, &rankings, latest, id)).collect();
    if unit.is_none() {
        let rows = rankings.iter().flat_map(Ranking::rows).filter(|row| row.rank.is_some());
        let by_group = latest.is_by_group();
        let blocks = rows.map(|row| row.unit.group.as_deref().filter(|_| by_group));
        let blocks: BTreeSet<Option<&str>> = blocks.collect();
        courses.extend(blocks.into_iter().map(|block| of_block(cuts, &rankings, block)));
    }
    courses
}

fn of_unit(cuts: &[Cut], rankings: &[Ranking], latest: &Cohort, id: &str) -> Course {
    let mut named = None;
    let points = cuts.iter().zip(rankings).filter_map(|(cut, ranking)| {
        let card = latest.card_in(&cut.cohort, id)?;
        named = Some(card.assessment().shared_unit());
        let score = card.total();
        let row = ranking.of(id);
        Some(CoursePoint {
            period: cut.cohort.period(),
            as_of: cut.as_of,
            index: score.ratio().map(Ratio::percent_exact),
            rank: row.and_then(|row| Some((row.rank?, row.tied))),
            score: Some(score),
            units: None,
            change: None,
        })
    });
    let points = points.collect();
    Course { points: changed(points, cuts), unit: named, block: None }
}

fn of_block(cuts: &[Cut], rankings: &[Ranking], block: Option<&str>) -> Course {
    let points = cuts.iter().zip(rankings).map(|(cut, ranking)| {
        let inside = |group: Option<&str>| !cut.cohort.is_by_group() || group == block;
        let rows = ranking.rows().iter().filter(|row| row.rank.is_some());
        let of: Vec<Ratio> = rows
            .filter(|row| inside(row.unit.group.as_deref()))
            .filter_map(|row| row.ratio)
            .collect();
        CoursePoint {
            period: cut.cohort.period(),
            as_of: cut.as_of,
            score: None,
            rank: None,
            units: Some(of.len()),
            index: Percent::mean(of.into_iter().map(Ratio::percent_exact)),
            change: None,
        }
    });
    let points = points.collect();
    Course { unit: None, block: block.map(str::to_owned), points: changed(points, cuts) }
}

/// Fills in the change of each point since the period right before, using the state that counts for
/// that period.
fn changed(mut points: Vec<CoursePoint>, cuts: &[Cut]) -> Vec<CoursePoint> {
    let counts = |point: &CoursePoint| {
        let same = |cut: &&Cut| cut.cohort.period() == point.period && cut.as_of == point.as_of;
        cuts.iter().find(same).is_some_and(|cut| cut.counts)
    };
    let held: Vec<(Option<Period>, Option<Percent>)> =
        points.iter().filter(|point| counts(point)).map(|one| (one.period, one.index)).collect();
    for point in &mut points {
        let before = point.period.and_then(Period::before);
        let before = held.iter().find(|(period, _)| before.is_some() && *period == before);
        let before = before.and_then(|(_, index)| *index);
        point.change = point.index.zip(before).map(|(index, before)| index.minus(before));
    }
    points
}
